"""Scope: which part of the whole a figure counts. More keys are a narrower part; no keys are the whole."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

Scope = frozenset[tuple[str, str]]
"""A scope as a set of (key, folded value)."""

TOTAL: Scope = frozenset()

EITHER = ";"
"""Between two values of one key: people of either are counted."""


def scope_of(scope: Mapping[str, str]) -> Scope:
    """The scope as a comparable value."""
    return frozenset((key, _folded(value)) for key, value in scope.items())


@lru_cache(maxsize=65536)
def covers(whole: Scope, part: Scope) -> bool:
    """Whether `whole` holds all that `part` counts: total ⊇ nationality ⊇ legal basis; "A; B" ⊇ "A"; each itself."""
    if whole <= part:
        return True
    values = dict(part)
    return all(key in values and _among(values[key]) <= _among(value) for key, value in whole)


@lru_cache(maxsize=65536)
def exclusive(a: Scope, b: Scope, dividing: frozenset[str]) -> bool:
    """Whether nobody is counted in both: they give different values to one key that divides people without overlap."""
    values = dict(a)
    return any(key in dividing and key in values and not _among(values[key]) & _among(value) for key, value in b)


@lru_cache(maxsize=65536)
def _folded(value: str) -> str:
    parts = sorted(" ".join(part.casefold().split()) for part in value.split(EITHER))
    return f"{EITHER} ".join(part for part in parts if part)


@lru_cache(maxsize=4096)
def _among(value: str) -> frozenset[str]:
    return frozenset(part.strip() for part in value.split(EITHER))
