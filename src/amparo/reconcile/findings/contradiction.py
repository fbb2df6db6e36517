"""Figures that cannot all hold: same line, same scope, same time, intervals apart."""

from __future__ import annotations

import math
from collections.abc import Iterator

from amparo.reconcile.findings.compare import by_weight, comparable_items, groups, pairs
from amparo.reconcile.findings.explain import Draft, sign
from amparo.reconcile.findings.sums import Sum
from amparo.reconcile.intervals import apart
from amparo.reconcile.items import Item, Span
from amparo.reconcile.lines import Entry, Sheet
from amparo.reconcile.rules import Comparable, Rules
from amparo.reconcile.scope import covers


def contradictions(sheet: Sheet, sums: list[Sum], rules: Rules) -> Iterator[Draft]:
    """At most one finding for each group of stages and each scope: all its figures that exclude another one.

    A ladder (other stages), a part (narrower scope, or a part of a sum that closes), a rounding, a wider time, a
    passage's own second figure, and what one source restated later are no contradictions.
    """
    parts = {(value, s.total) for s in sums for value in s.parts}
    ledger = sheet.line.ledger
    for group in groups(sheet, rules):
        checked = [s for s in group.stages if (ledger, s) in rules.firm or (ledger, s) in rules.changing]
        entries = [e for e in sheet.at(*checked) if e.asserted and e.amount]
        clashes: dict[frozenset[tuple[str, str]], dict[Entry, None]] = {}
        for a, b in pairs(entries):
            if _is_part(a, b, parts) or not _excludes(a, b, group, sheet, rules):
                continue
            scope = min(a.scope, b.scope, key=len)
            clashes.setdefault(scope, {}).update({a: None, b: None})
        for scope, found in clashes.items():
            yield _draft(sheet, by_weight(found), sorted(scope))


def _draft(sheet: Sheet, entries: list[Entry], scope: list[tuple[str, str]]) -> Draft:
    stages = tuple(dict.fromkeys(e.stage for e in sheet.entries if e in entries))
    signs = list(dict.fromkeys(sign(e) for e in entries))
    return Draft(
        kind="contradiction",
        ledger=sheet.line.ledger,
        key=(sheet.line.id, stages[0], scope, sorted(signs)),
        entries=tuple(entries),
        stages=stages,
        when=sheet.line.when,
        arithmetic=" ≠ ".join(signs),
        fields={"figures": lambda speller: speller.listed(entries)},
    )


def _is_part(a: Entry, b: Entry, parts: set[tuple[float, float]]) -> bool:
    if a.amount is None or b.amount is None:
        return False
    x, y = a.amount.interval.low, b.amount.interval.low
    return a.amount.exact and b.amount.exact and ((x, y) in parts or (y, x) in parts)


def _excludes(a: Entry, b: Entry, group: Comparable, sheet: Sheet, rules: Rules) -> bool:
    if a.amount is None or b.amount is None or not apart(a.amount, b.amount):
        return False
    more, less = (a, b) if b.amount.spread.clear_below(a.amount.spread) else (b, a)
    if more.scope != less.scope and not (less.scope and covers(less.scope, more.scope)):
        return False
    if _lost_on_the_way(more, less, group, sheet):
        return False
    found = comparable_items(more, less, sheet.line, rules)
    return found is not None and _time_excludes(*found, sheet, rules)


def _lost_on_the_way(more: Entry, less: Entry, group: Comparable, sheet: Sheet) -> bool:
    """Whether the earlier stage has the higher figure and a stage between accounts for the difference."""
    if group.stages.index(more.stage) >= group.stages.index(less.stage) or more.amount is None or less.amount is None:
        return False
    lost = [e.amount.interval.high if e.amount else math.inf for e in sheet.at(*group.lost_to) if e.affirmed]
    return more.amount.interval.low - less.amount.interval.high <= sum(lost) if lost else False


def _time_excludes(more: Item, less: Item, sheet: Sheet, rules: Rules) -> bool:
    """Whether their times leave no room: a count over a longer time may well be more than that of one day in it."""
    if more.time is None or less.time is None:
        return True
    if sheet.line.ledger in rules.occasions:
        slack = rules.occasions[sheet.line.ledger].slack
        if _distance(more.time, less.time) > slack:
            return False
        return _days(more.time) <= _days(less.time) + slack
    return _distance(more.time, less.time) <= 0


def _distance(a: Span, b: Span) -> int:
    return max(0, (b[0] - a[1]).days, (a[0] - b[1]).days)


def _days(span: Span) -> int:
    return (span[1] - span[0]).days
