"""A price per head against a count and an amount: 20,000 × 238 = 4.76 million."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from itertools import chain

from amparo.reconcile.findings.compare import by_weight
from amparo.reconcile.findings.explain import Draft, plain
from amparo.reconcile.intervals import Amount, Interval, same_written
from amparo.reconcile.items import Item
from amparo.reconcile.lines import Entry, Sheet
from amparo.reconcile.rules import Rate

TRIED = 24
"""Figures of each kind that are tried, best supported first."""

DIGITS = 3
"""An amount written with fewer digits agrees with too many products; it must equal the product."""

NEARLY = 0.02
"""An amount that lies further from a product, by this share of it, cannot be a rounding of it in `DIGITS` digits."""

Closing = tuple[Entry, Entry, Entry]
"""A rate, a count and an amount."""

Told = Callable[[str], Iterable[tuple[Sheet, Entry]]]


def is_priced(sheet: Sheet, rate: Rate) -> bool:
    """Whether a line is of amounts per counted unit."""
    return sheet.line.ledger == rate.ledger and len((sheet.line.unit or "").split("/")) == 2


def may_close(items: Iterable[Item], rate: Rate) -> bool:
    """Whether a rate, a count and an amount that a document gives may make a sum, for all that others say of them."""
    figures: dict[str, set[float]] = defaultdict(set)
    for item in items:
        claim, amount = item.claim, item.amount
        if claim.unit and amount is not None and amount.exact:
            figures[claim.unit].add(amount.interval.low)
    for unit, prices in figures.items():
        money, _, counted = unit.partition("/")
        for amount_given in figures.get(money, ()) if counted else ():
            products = (price * count for price in prices for count in figures.get(counted, ()))
            if any(abs(product - amount_given) <= NEARLY * amount_given for product in products):
                return True
    return False


def rate_drafts(sheet: Sheet, group: Iterable[Sheet], told: Told, closers: Set[str], rate: Rate) -> Iterator[Draft]:
    """Rates of a line that close with a count and an amount; and, beside one that closes, rates that do not.

    The count and the amount of the rate's own document come first, be its parties known or not; else those of the same
    two parties. A rate that closes with nothing where nothing else does either tells nothing, and is not told.

    Args:
        group: the lines of the same two parties, none where one is not known.
        told: gives the figures of a document, each with its line.
        closers: the documents of which a rate may close with what they give themselves.
    """
    yield from _of_rate(sheet, list(group), _Within(told, rate, sheet.line.unit or ""), closers, rate)


class _Within:
    """The counts and amounts of each document that has a rate, for rates of one unit."""

    def __init__(self, told: Told, rate: Rate, unit: str) -> None:
        self._told, self._rate = told, rate
        self._money, self._counted = unit.split("/")

    def pairs(self, docs: Iterable[str]) -> Iterator[tuple[list[Entry], list[Entry]]]:
        """The counts and the amounts of each document that has both."""
        rate = self._rate
        for doc in sorted(docs):
            counts: list[Entry] = []
            amounts: list[Entry] = []
            for sheet, entry in self._told(doc):
                line = sheet.line
                if line.unit == self._counted and (line.ledger, entry.stage) in rate.counted | rate.foreseen:
                    counts.append(entry)
                elif line.unit == self._money and line.ledger == rate.ledger and entry.stage in rate.amounts:
                    amounts.append(entry)
            if counts and amounts and (counts := _exact(counts)) and (amounts := _exact(amounts)):
                yield counts, amounts


def _docs(entry: Entry) -> set[str]:
    return {item.claim.doc_id for item in entry.items}


def _of_rate(sheet: Sheet, group: list[Sheet], within: _Within, closers: Set[str], rate: Rate) -> Iterator[Draft]:
    money, counted = (sheet.line.unit or "").split("/")

    def of_parties() -> Iterator[tuple[list[Entry], list[Entry]]]:
        counts = (
            e for s in group if s.line.unit == counted for e in s.entries if (s.line.ledger, e.stage) in rate.counted
        )
        amounts = (
            e for s in group if s.line.unit == money and s.line.ledger == rate.ledger for e in s.at(*rate.amounts)
        )
        yield _exact(counts), _exact(amounts)

    prices = _exact(sheet.entries)
    closing: list[Closing] = []
    for price in prices:
        tried = chain(within.pairs(_docs(price) & closers), of_parties())
        found = next((f for own in tried if (f := _closing(price, *own))), None)
        if found:
            closing.append(found)
            yield _draft(sheet, *found, closes=True)
    if not closing:
        return
    for price in prices:
        if all(price is not c[0] for c in closing):
            own_counts, own_amounts = next(within.pairs(_docs(price)), ((), ()))
            count = next(iter(own_counts), closing[0][1])
            amount = next(iter(own_amounts), closing[0][2])
            yield _draft(sheet, price, count, amount, closes=False)


def _exact(entries: Iterable[Entry]) -> list[Entry]:
    kept: dict[float, Entry] = {}
    for entry in by_weight(e for e in entries if e.amount and e.amount.exact and e.asserted):
        kept.setdefault(_value(entry), entry)
    return list(kept.values())[:TRIED]


def _closing(price: Entry, counts: list[Entry], amounts: list[Entry]) -> Closing | None:
    for count in counts:
        product = _value(price) * _value(count)
        for amount in amounts:
            if count is not amount and _value(count) > 1 and _equals(product, amount):
                return price, count, amount
    return None


def _equals(product: float, amount: Entry) -> bool:
    stated = amount.amount
    if stated is None or product == _value(amount):
        return stated is not None
    exact_enough = stated.precision and _value(amount) >= stated.precision * 10 ** (DIGITS - 1)
    return bool(exact_enough) and same_written(Amount(Interval(product, product), exact=True), stated)


def _draft(sheet: Sheet, price: Entry, count: Entry, amount: Entry, closes: bool) -> Draft:
    product = _value(price) * _value(count)
    unit = amount.items[0].claim.unit
    stated = "" if product == _value(amount) else f" {'≈' if closes else '≠'} {plain(_value(amount))}"
    return Draft(
        kind="rate_closes" if closes else "rate_fails",
        ledger=sheet.line.ledger,
        key=(sheet.line.id, _value(price), _value(count), _value(amount)),
        entries=(price, count, amount),
        stages=(amount.stage,),
        when=None,
        arithmetic=f"{plain(_value(price))} × {plain(_value(count))} = {plain(product)}{stated}",
        fields={
            "rate": lambda speller: speller.figure(price),
            "count": lambda speller: speller.figure(count),
            "product": lambda speller: speller.counted(product, unit),
            "amount": lambda speller: speller.figure(amount),
        },
    )


def _value(entry: Entry) -> float:
    return entry.amount.interval.low if entry.amount else 0.0
