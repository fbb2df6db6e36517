"""What the command says, in the reader's language: `messages.yaml`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

import yaml

DEFAULT = "en"
_ENVIRONMENT = ("AMPARO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All messages by key and language."""
    text = files("amparo.cli").joinpath("messages.yaml").read_text(encoding="utf-8")
    messages: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return messages


@cache
def languages() -> tuple[str, ...]:
    """Language tags of the catalogue."""
    return tuple(catalogue()["languages"])


def language_for(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """The language asked for: `--ui-lang`, then AMPARO_LANG, then the locale; English where none is known here."""
    asked = [a.split("=", 1)[1] for a in arguments if a.startswith("--ui-lang=")]
    asked += [after for a, after in pairwise(arguments) if a == "--ui-lang"]
    asked += [environment[name] for name in _ENVIRONMENT if environment.get(name)]
    tags = [value.split("_")[0].split("-")[0].split(".")[0].lower() for value in asked]
    return next((tag for tag in tags if tag in languages()), DEFAULT)


class Speaker:
    """Says messages in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, key: str, **values: object) -> str:
        forms = catalogue()[key]
        return forms.get(self.lang, forms[DEFAULT]).format(**values)

    def count(self, noun: str, count: int) -> str:
        """`count` of a thing, in words for one or for many (both languages here have these two forms)."""
        return self(f"{noun}.{'one' if count == 1 else 'many'}", count=count)
