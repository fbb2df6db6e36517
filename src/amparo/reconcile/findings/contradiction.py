"""Figures that cannot all hold: same line, same scope, same time, intervals apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from amparo.reconcile.findings.compare import by_weight, comparable_pairs, days, groups, pairs
from amparo.reconcile.findings.explain import SHOWN, Draft, sign
from amparo.reconcile.findings.sums import Sum
from amparo.reconcile.intervals import Amount, apart, compatible
from amparo.reconcile.items import Item, same_voice
from amparo.reconcile.lines import Entry, Sheet, voice_keys
from amparo.reconcile.rules import Comparable, Rules
from amparo.reconcile.scope import Scope, covers
from amparo.reconcile.spans import span_of


def contradictions(sheet: Sheet, sums: list[Sum], rules: Rules) -> Iterator[Draft]:
    """One finding for each set of figures of comparable stages that exclude one another, directly or through a third.

    A ladder (other stages), a part (narrower scope, or a part of a sum that closes), a rounding, a wider time, a
    passage's own second figure, and what one source restated later are no contradictions.
    """
    parts = {(value, s.total) for s in sums for value in s.parts}
    ledger = sheet.line.ledger
    for group in groups(sheet, rules):
        compared = rules.firm | rules.changing | rules.priced
        checked = [s for s in group.stages if (ledger, s) in compared]
        entries = [e for e in sheet.at(*checked) if e.asserted and e.amount]
        series = _Series(sheet.at(*group.stages))
        clashes: list[tuple[Entry, Entry]] = []
        told: set[tuple[Scope, Entry]] = set()
        for a, b in pairs(entries):
            scope = min(a.scope, b.scope, key=len)
            both_told = (scope, a) in told and (scope, b) in told
            if not both_told and _excludes(a, b, group, series, sheet, rules) and not _is_part(a, b, parts):
                told.update(((scope, a), (scope, b)))
                clashes.append((a, b))
        for found in _joined(clashes):
            yield _draft(sheet, found)


def _joined(clashes: list[tuple[Entry, Entry]]) -> list[list[tuple[Entry, Entry]]]:
    """The pairs in sets that share no figure."""
    sets: list[list[tuple[Entry, Entry]]] = []
    home: dict[Entry, list[tuple[Entry, Entry]]] = {}
    for pair in clashes:
        homes = [home[entry] for entry in pair if entry in home]
        target = homes[0] if homes else []
        if not homes:
            sets.append(target)
        for other in homes[1:]:
            if other is not target:
                target.extend(other)
                sets = [s for s in sets if s is not other]
                home.update((entry, target) for moved in other for entry in moved)
        target.append(pair)
        home.update((entry, target) for entry in pair)
    return sets


def _draft(sheet: Sheet, found: list[tuple[Entry, Entry]]) -> Draft:
    known = {entry for pair in found for entry in pair}
    entries = by_weight(known)
    stages = tuple(dict.fromkeys(e.stage for e in sheet.entries if e in known))
    figures = sorted({(sign(e), *sorted(e.scope)) for e in entries}, key=str)
    return Draft(
        kind="contradiction",
        ledger=sheet.line.ledger,
        key=(sheet.line.id, stages[0], figures),
        entries=tuple(entries),
        stages=stages,
        when=sheet.line.when,
        arithmetic="; ".join(list(dict.fromkeys(_unequal(a, b) for a, b in found))[:SHOWN]),
        fields={"figures": lambda speller: speller.listed(entries)},
    )


def _unequal(a: Entry, b: Entry) -> str:
    low, high = sorted((a, b), key=lambda e: (e.figure.low or 0.0, sign(e)))
    return f"{sign(low)} ≠ {sign(high)}"


def _is_part(a: Entry, b: Entry, parts: set[tuple[float, float]]) -> bool:
    if a.amount is None or b.amount is None:
        return False
    x, y = a.amount.interval.low, b.amount.interval.low
    return a.amount.exact and b.amount.exact and ((x, y) in parts or (y, x) in parts)


def _excludes(a: Entry, b: Entry, group: Comparable, series: _Series, sheet: Sheet, rules: Rules) -> bool:
    if a.amount is None or b.amount is None or not apart(a.amount, b.amount):
        return False
    more, less = (a, b) if b.amount.spread.clear_below(a.amount.spread) else (b, a)
    if more.scope != less.scope and not (less.scope and covers(less.scope, more.scope)):
        return False
    if _lost_on_the_way(more, less, group, sheet):
        return False
    return any(
        _of_one_price(x, y, sheet, rules)
        and _time_excludes(x, y, sheet, rules)
        and not (series.taken_back(x, y) or series.taken_back(y, x))
        for x, y in comparable_pairs(more, less, sheet.line, rules)
    )


def _of_one_price(x: Item, y: Item, sheet: Sheet, rules: Rules) -> bool:
    """Whether two promises are the price of one thing: both a rate, or both for the same length of time."""
    if not any((sheet.line.ledger, i.claim.stage) in rules.priced for i in (x, y)):
        return True
    return "/" in (sheet.line.unit or "") or (x.lasting is not None and x.lasting == y.lasting)


class _Series:
    """What each source gave over time, of the entries of one group."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = [entry for entry in entries if entry.asserted and entry.amount]
        self._agreeing: dict[tuple[str, Amount], list[tuple[str, Item]]] = {}

    def _agree(self, key: str, figure: Amount) -> list[tuple[str, Item]]:
        """The last that agrees with a figure of what each says who shares a key of the ground or the last word of the
        name, with its date."""
        found = self._agreeing.get((key, figure))
        if found is None:
            newest: dict[tuple[object, ...], tuple[str, Item]] = {}
            for entry in self._entries:
                fits: dict[
                    float, bool
                ] = {}  # the amounts of one entry differ only in the precision they are written in
                for (_, *voice), (published, amount, item) in entry.newest.get(key, {}).items():
                    if amount.precision not in fits:
                        fits[amount.precision] = compatible(amount, figure)
                    known = newest.get(tuple(voice)) if fits[amount.precision] else None
                    if fits[amount.precision] and (known is None or published > known[0]):
                        newest[tuple(voice)] = (published, item)
            found = self._agreeing[key, figure] = list(newest.values())
        return found

    def taken_back(self, earlier: Item, other: Item) -> bool:
        """Whether one source later gave another figure that agrees with the other's: it stands by its first no more."""
        first, figure = earlier.claim.published, other.amount
        if first is None or figure is None:
            return False
        return any(
            published > first and same_voice(earlier, later)
            for key in voice_keys(earlier)
            for published, later in self._agree(key, figure)
        )


def _lost_on_the_way(more: Entry, less: Entry, group: Comparable, sheet: Sheet) -> bool:
    """Whether the earlier stage has the higher figure and a stage between accounts for the difference."""
    if group.stages.index(more.stage) >= group.stages.index(less.stage) or more.amount is None or less.amount is None:
        return False
    lost = [e.amount.interval.high if e.amount else math.inf for e in sheet.at(*group.lost_to) if e.affirmed]
    return more.amount.interval.low - less.amount.interval.high <= sum(lost) if lost else False


def _time_excludes(more: Item, less: Item, sheet: Sheet, rules: Rules) -> bool:
    """Whether their times leave no room: what grows may be more later, and a longer time holds more than one day."""
    if any((sheet.line.ledger, i.claim.stage) in rules.growing for i in (more, less)):
        return _as_of(more) is not None and _as_of(less) is not None and (_as_of(more) or "") <= (_as_of(less) or "")
    occasions = rules.occasions.get(sheet.line.ledger)
    if occasions is None or more.time is None:
        return True
    longest = occasions.days if less.time is None else days(less.time) + occasions.slack
    return days(more.time) <= longest


def _as_of(item: Item) -> str | None:
    """The day until which a growing figure counts: its own date, else that of its document."""
    span = item.time or span_of(item.claim.published)
    return span[1].isoformat() if span else None
