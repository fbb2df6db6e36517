"""Scope: which part of the whole a figure counts. More keys are a narrower part; no keys are the whole."""

from __future__ import annotations

from collections.abc import Mapping

Scope = frozenset[tuple[str, str]]
"""A scope as a set of (key, folded value)."""

TOTAL: Scope = frozenset()


def scope_of(scope: Mapping[str, str], ignored: frozenset[str] = frozenset()) -> Scope:
    """The scope as a comparable value, without the keys that describe people rather than count fewer of them."""
    return frozenset((key, " ".join(value.casefold().split())) for key, value in scope.items() if key not in ignored)


def covers(whole: Scope, part: Scope) -> bool:
    """Whether `whole` holds all that `part` counts: total ⊇ nationality ⊇ legal basis; a scope covers itself."""
    return whole <= part


def exclusive(a: Scope, b: Scope, dividing: frozenset[str]) -> bool:
    """Whether nobody is counted in both: they give different values to one key that divides people without overlap."""
    values = dict(a)
    return any(key in dividing and values.get(key, value) != value for key, value in b)
