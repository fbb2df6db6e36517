"""Whether two figures of a line speak of the same thing: the guards that keep false alarms out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amparo.model import Line
from amparo.reconcile.intervals import Amount
from amparo.reconcile.items import Item, same_voice
from amparo.reconcile.lines import Entry, Sheet
from amparo.reconcile.rules import Comparable, Rules

WITNESSES = 50
"""The best supported figures of a line are compared with all its others; beyond that many, others not with each other.
No real line comes near it; it bounds what a hostile document can cost."""

SPEAKERS = 8
"""Claims of a figure that are looked at to find two that speak of the same thing; the first of each kind."""


def groups(sheet: Sheet, rules: Rules) -> Iterator[Comparable]:
    """The groups of comparable stages that the line has entries at, ladder order."""
    seen = set()
    for entry in sheet.entries:
        group = rules.group(sheet.line.ledger, entry.stage)
        if group.stages not in seen:
            seen.add(group.stages)
            yield group


def by_weight(entries: Iterable[Entry]) -> list[Entry]:
    """Best supported first; ties in the order of the first claim."""
    return sorted(entries, key=lambda e: (tuple(-w for w in e.weight), e.items[0].order))


def pairs(entries: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs to be compared, each once: all of them up to `WITNESSES` entries, near-linear beyond."""
    ranked = by_weight(entries)
    for i, first in enumerate(ranked[:WITNESSES]):
        for second in ranked[i + 1 :]:
            yield first, second


def comparable_items(a: Entry, b: Entry, line: Line, rules: Rules) -> tuple[Item, Item] | None:
    """A claim of each that speak of the same thing with different voices, or None."""
    for x in _speakers(a):
        for y in _speakers(b):
            if not same_voice(x, y) and comparable(x, y, line, rules):
                return x, y
    return None


def comparable(x: Item, y: Item, line: Line, rules: Rules) -> bool:
    """Whether two claims of one line are near enough in parties, time and size to be held against each other."""
    same_doc = x.claim.doc_id == y.claim.doc_id
    if not same_doc and rules.by_parties(line.ledger) and None in (line.sender, line.receiver):
        return False
    key = (line.ledger, x.claim.stage)
    if (key in rules.changing or (line.ledger, y.claim.stage) in rules.changing) and None in (x.time, y.time):
        return False
    stated = all(None not in (i.claim.sender, i.claim.receiver, i.time) for i in (x, y))
    return stated or same_order(x.amount, y.amount, rules.same_order)


def same_order(a: Amount | None, b: Amount | None, factor: float) -> bool:
    """Whether two figures lie within `factor` of each other, at their nearest ends."""
    if a is None or b is None:
        return True
    low, high = sorted((a.interval, b.interval), key=lambda i: (i.low, i.high))
    return high.low <= low.high * factor if low.high else high.low == 0


def anchored(sheet: Sheet) -> bool:
    """Whether both parties of the line are known."""
    return None not in (sheet.line.sender, sheet.line.receiver)


def _speakers(entry: Entry) -> list[Item]:
    kinds: dict[tuple[object, ...], Item] = {}
    for item in entry.items:
        if item.claim.hedge == "conditional":
            continue
        kinds.setdefault((item.voice, item.claim.doc_id if not item.voice.named else "", item.time), item)
        if len(kinds) == SPEAKERS:
            break
    return list(kinds.values())
