"""People moved after a court ordered otherwise, by the times given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from amparo.model.edtf import edtf_moment
from amparo.reconcile.findings.compare import days
from amparo.reconcile.findings.explain import SHOWN, Draft, Speller
from amparo.reconcile.items import Item
from amparo.reconcile.lines import Entry, Sheet
from amparo.reconcile.names import fold
from amparo.reconcile.place import Pair
from amparo.reconcile.rules import Order, Rules

NEAR = timedelta(minutes=30)
"""A moment that is only about then may be so much earlier or later."""
CLEAR = 2
"""Two dates without times leave no doubt which came first where a whole day lies between, whatever the zones."""

Move = tuple[Entry, Item]
Given = tuple[Entry, Item]
"""An order with the entry it stands in."""


def is_order(item: Item, rule: Order, rules: Rules) -> bool:
    """Whether a claim tells of an order that forbids what the rule is about, and that a court gave."""
    return (
        (item.claim.ledger, item.claim.stage) in rule.ordered
        and _forbids(item, rule)
        and _plainly(item)
        and bool(rules.courts & set(fold(item.claim.asserter or "")))
    )


def is_lift(item: Item, rule: Order) -> bool:
    """Whether a claim tells of a court act that may lift an order."""
    return (item.claim.ledger, item.claim.stage) in rule.lifted and not _forbids(item, rule) and _plainly(item)


def is_move(item: Item, rule: Order) -> bool:
    """Whether a claim tells of an act that goes against an order."""
    return (item.claim.ledger, item.claim.stage) in rule.moved and _plainly(item)


def _forbids(item: Item, rule: Order) -> bool:
    return f"forbids:{rule.forbids}" in item.claim.reasons


def _plainly(item: Item) -> bool:
    """Whether it is said without reserve that it was done."""
    return item.claim.stance == "affirms" and item.plain


def breaches(
    sheet: Sheet,
    moves: Sequence[Move],
    orders: Sequence[Given],
    lifts: Collection[Item],
    stories: Mapping[str, Collection[Pair]],
    rule: Order,
) -> Iterator[Draft]:
    """One finding for each line and order: the departures that the times given put after the order.

    Two moments are compared where both tell their zone, or in one document; two dates only in one document, and only
    with a whole day between. What the times leave open is no finding. An order counts that no later court act had
    lifted.

    Args:
        moves: the departures of the line that tell their moment, or stand beside an order, in order.
        orders, lifts: all that there are.
        stories: the pairs of parties that each document with an order names.
    """
    found: dict[str, list[tuple[Move, Given]]] = defaultdict(list)
    for move in moves:
        pair = (move[1].claim.sender, move[1].claim.receiver)
        against = [
            order
            for order in orders
            if (order[1].claim.doc_id == move[1].claim.doc_id or _tells_of(pair, order[1], stories))
            and _after(order[1], move[1], rule)
            and not any(_lifts(lift, order[1], move[1]) for lift in lifts)
        ]
        if against:
            first = min(against, key=lambda order: (_when(order[1]), order[1].order))
            found[_when(first[1])].append((move, first))
    for given in found.values():
        yield _draft(sheet, given)


def _tells_of(pair: Pair, order: Item, stories: Mapping[str, Collection[Pair]]) -> bool:
    """Whether the document of an order tells of both parties of a move."""
    return None not in pair and pair in stories.get(order.claim.doc_id, ())


def _after(order: Item, move: Item, rule: Order) -> bool:
    """Whether the times given put the move after the order, and within the days that the rule allows."""
    first, last = _moment(order), _moment(move)
    same = order.claim.doc_id == move.claim.doc_id
    if first and last and same:  # who gives a zone once means it throughout
        zone = first.tzinfo or last.tzinfo
        first, last = (moment if moment.tzinfo else moment.replace(tzinfo=zone) for moment in (first, last))
    if first and last and (first.tzinfo is None) == (last.tzinfo is None) and (same or first.tzinfo):
        unsure = NEAR * sum(str(i.claim.at).endswith("~") for i in (order, move))
        return unsure < last - first <= timedelta(days=rule.days)
    if order.time is None or move.time is None or not same:
        return False
    return CLEAR <= (move.time[0] - order.time[1]).days <= rule.days and days(move.time) == 0 == days(order.time)


def _moment(item: Item) -> datetime | None:
    """The moment of an act; none where a correction has put the act on another day."""
    at = item.claim.at
    if at is None:
        return None
    moment = edtf_moment(at)
    return moment if item.time is None or item.time[0] <= moment.date() <= item.time[1] else None


def _lifts(lift: Item, order: Item, move: Item) -> bool:
    """Whether a court act may have lifted the order before the move: by its date, or undated in the same document
    where only dates are compared."""
    low = order.time[1] if order.time else None
    high = move.time[1] if move.time else None
    if lift.time is None:
        dated = order.claim.at is None or move.claim.at is None
        return dated and lift.claim.doc_id == order.claim.doc_id
    return low is not None and high is not None and low < lift.time[1] and lift.time[0] <= high


def _when(item: Item) -> str:
    """One order told with several zones is one: its moment in UTC, else as it is written."""
    moment = _moment(item)
    if moment is None:
        return item.claim.when or ""
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()


def _draft(sheet: Sheet, given: list[tuple[Move, Given]]) -> Draft:
    entries = tuple(dict.fromkeys([move[0] for move, _ in given] + [order[0] for _, order in given]))
    ordered = _written(given[0][1][1])
    moves = [move for move, _ in given]

    def said(speller: Speller) -> str:
        return speller.joined(dict.fromkeys(_said(speller, *move) for move in moves))

    return Draft(
        kind="order_breached",
        ledger=sheet.line.ledger,
        key=(sheet.line.id, _when(given[0][1][1]), sorted({_when(item) for _, item in moves})),
        entries=entries,
        stages=tuple(dict.fromkeys(entry.stage for entry, _ in moves)),
        when=None,
        arithmetic="; ".join(list(dict.fromkeys(f"{ordered} < {_written(item)}" for _, item in moves))[:SHOWN]),
        fields={"moves": said, "ordered": lambda speller: _timed(speller, given[0][1][1])},
        claims=tuple(dict.fromkeys([item.id for _, item in moves] + [order[1].id for _, order in given])),
    )


def _written(item: Item) -> str:
    return (item.claim.at if _moment(item) else item.claim.when) or ""


def _said(speller: Speller, entry: Entry, item: Item) -> str:
    """A move with its time; one without a figure by its time alone."""
    timed = _timed(speller, item)
    return timed if item.claim.bound == "none" else speller.aside(speller.figure(entry), timed)


def _timed(speller: Speller, item: Item) -> str:
    return speller.moment(item.claim.at) if item.claim.at and _moment(item) else speller.date(item.claim.when)
