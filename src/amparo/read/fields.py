"""The names that documents give the fields they describe themselves by."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar

from amparo.packs import load_yaml

T = TypeVar("T")


def by_field(raw: Mapping[str, T]) -> dict[str, list[tuple[str, T]]]:
    """What stands under each field (`title`, `author`, `publisher`, ...), with the key it was found by, best first.

    Keys are compared without regard to case, in English and Spanish.
    """
    lower = {str(key).strip().casefold(): (str(key), value) for key, value in raw.items()}
    return {field: [lower[key] for key in keys if key in lower] for field, keys in _keys().items()}


@cache
def _keys() -> dict[str, tuple[str, ...]]:
    root = load_yaml(files("amparo.packs").joinpath("common", "document_fields.yaml"))
    return {field: tuple(key.casefold() for key in node.strings()) for field, node in root.items()}
