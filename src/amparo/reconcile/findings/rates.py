"""A price per head against a count and an amount: 20,000 × 238 = 4.76 million."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from amparo.reconcile.findings.compare import anchored, by_weight
from amparo.reconcile.findings.explain import Draft, plain
from amparo.reconcile.intervals import Amount, Interval, same_written
from amparo.reconcile.lines import Entry, Sheet
from amparo.reconcile.rules import Rate, Rules

TRIED = 24
"""Figures of each kind that are tried, best supported first."""

DIGITS = 3
"""An amount written with fewer digits agrees with too many products; it must equal the product."""

Closing = tuple[Entry, Entry, Entry]
"""A rate, a count and an amount."""


def rate_drafts(sheets: Iterable[Sheet], rules: Rules) -> Iterator[Draft]:
    """Rates that close with a count and an amount of the same parties; and, beside one that closes, rates that do not.

    A rate that closes with nothing where nothing else does either tells nothing, and is not told.
    """
    by_parties: dict[tuple[str | None, str | None], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        if anchored(sheet):
            by_parties[sheet.line.sender, sheet.line.receiver].append(sheet)
    for rate in rules.rates:
        for group in by_parties.values():
            priced = [s for s in group if s.line.ledger == rate.ledger and len((s.line.unit or "").split("/")) == 2]
            for sheet in priced:
                yield from _of_rate(sheet, group, rate)


def _of_rate(sheet: Sheet, group: list[Sheet], rate: Rate) -> Iterator[Draft]:
    money, counted = (sheet.line.unit or "").split("/")
    counts = _exact(
        e for s in group if s.line.unit == counted for e in s.entries if (s.line.ledger, e.stage) in rate.counted
    )
    amounts = _exact(
        e for s in group if s.line.unit == money and s.line.ledger == rate.ledger for e in s.at(*rate.amounts)
    )
    prices = _exact(sheet.entries)
    closing = [found for price in prices if (found := _closing(price, counts, amounts))]
    for price, count, amount in closing:
        yield _draft(sheet, price, count, amount, closes=True)
    if not closing:
        return
    _, count, amount = closing[0]
    for price in prices:
        if all(price is not c[0] for c in closing):
            yield _draft(sheet, price, count, amount, closes=False)


def _exact(entries: Iterable[Entry]) -> list[Entry]:
    kept: dict[float, Entry] = {}
    for entry in by_weight(e for e in entries if e.asserted and e.amount and e.amount.exact):
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
