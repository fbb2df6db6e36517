"""Whether two figures of a line speak of the same thing: the guards that keep false alarms out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from amparo.model import Line
from amparo.reconcile.intervals import Amount
from amparo.reconcile.items import Item, same_voice
from amparo.reconcile.lines import Entry, Sheet
from amparo.reconcile.place import Pair
from amparo.reconcile.rules import Comparable, Rules
from amparo.reconcile.scope import covers
from amparo.reconcile.spans import Span

WITNESSES = 32
"""The best supported figures of a line are compared with all its others; beyond that many, others not with each other.
No real line comes near it; it bounds what a hostile document can cost."""


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
    return sorted(entries, key=_heaviest)


def _heaviest(entry: Entry) -> tuple[object, ...]:
    origins, documents, claims = entry.weight
    return -origins, -documents, -claims, entry.items[0].order


def pairs(entries: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of one scope, or of a scope and a part of it, each once: all up to `WITNESSES` entries, fewer beyond."""
    ranked = by_weight(entries)
    for place, first in enumerate(ranked[:WITNESSES]):
        for second in ranked[place + 1 :]:
            if covers(first.scope, second.scope) or covers(second.scope, first.scope):
                yield first, second


def comparable_pairs(a: Entry, b: Entry, line: Line, rules: Rules) -> Iterator[tuple[Item, Item]]:
    """Claims of each that speak of the same thing with different voices, near enough in time and size."""
    for x, y in speaker_pairs(a, b, line, rules):
        if same_time(x, y, line, rules) and _same_size(x, y, line, rules):
            yield x, y


def speaker_pairs(a: Entry, b: Entry, line: Line, rules: Rules) -> Iterator[tuple[Item, Item]]:
    """Claims of each with different voices, of the same two known parties; in one document, one known party will do."""
    parties = (line.sender, line.receiver) if rules.by_parties(line.ledger) else ("", "")
    if parties == (None, None):
        return
    known = None not in parties
    for x in a.speakers:
        for y in b.speakers:
            if (known or x.claim.doc_id == y.claim.doc_id) and not same_voice(x, y):
                yield x, y


def _same_size(x: Item, y: Item, line: Line, rules: Rules) -> bool:
    stated = _stated(x, line, rules) and _stated(y, line, rules)
    if not stated and _few(x, rules) and _few(y, rules):
        return False
    return same_order(x.amount, y.amount, rules.joins_up_to if stated else rules.same_order)


def _few(item: Item, rules: Rules) -> bool:
    return item.amount is not None and item.amount.interval.low < rules.few


def _stated(item: Item, line: Line, rules: Rules) -> bool:
    """Whether the claim itself names parties and time, to the day where the line is of an occasion."""
    if item.time is None or None in (item.claim.sender, item.claim.receiver):
        return False
    occasions = rules.occasions.get(line.ledger)
    return occasions is None or days(item.time) < occasions.days


def same_time(x: Item, y: Item, line: Line, rules: Rules) -> bool:
    """Whether two claims can be held against each other in time.

    What changes from day to day needs both times. Two counts of a month or more may be of different days of it, unless
    two sources are quoted for them; the document's own words beside a quoted figure go on to another day.
    """
    if any((line.ledger, i.claim.stage) in rules.changing for i in (x, y)) and None in (x.time, y.time):
        return False
    if x.time is None or y.time is None:
        return True
    occasions = rules.occasions.get(line.ledger)
    if occasions and min(days(x.time), days(y.time)) >= occasions.days and (x.voice.own or y.voice.own):
        return False
    return distance(x.time, y.time) <= (occasions.slack if occasions else 0)


def distance(a: Span, b: Span) -> int:
    """Days between two spans; 0 where they touch."""
    return max(0, (b[0] - a[1]).days, (a[0] - b[1]).days)


def days(span: Span) -> int:
    """Length of a span in days, less one."""
    return (span[1] - span[0]).days


def same_order(a: Amount | None, b: Amount | None, factor: float) -> bool:
    """Whether two figures lie within `factor` of each other, at their nearest ends."""
    if a is None or b is None:
        return True
    low, high = sorted((a.interval, b.interval), key=lambda i: (i.low, i.high))
    return high.low <= low.high * factor if low.high else high.low == 0


def named_parties(items: Iterable[Item], rules: Rules) -> set[Pair]:
    """The pairs of parties that the claims of a document name, one of them perhaps open."""
    return {
        (item.claim.sender, item.claim.receiver)
        for item in items
        if (item.claim.sender or item.claim.receiver) and rules.by_parties(item.claim.ledger)
    }


def anchored(sheet: Sheet) -> bool:
    """Whether both parties of the line are known."""
    return None not in (sheet.line.sender, sheet.line.receiver)
