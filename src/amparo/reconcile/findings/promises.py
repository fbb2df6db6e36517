"""Promises against what came of them: limits exceeded, money short, steps that nobody reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from amparo.reconcile.findings.compare import anchored, by_weight
from amparo.reconcile.findings.explain import SHOWN, SIGNS, Draft, plain, sign
from amparo.reconcile.intervals import Amount
from amparo.reconcile.items import Item
from amparo.reconcile.lines import Entry, Sheet
from amparo.reconcile.place import Pair
from amparo.reconcile.rules import Cap, Gap, Promise, Rules, StageKey
from amparo.reconcile.scope import covers


def caps_exceeded(sheets: Iterable[Sheet], rules: Rules) -> Iterator[Draft]:
    """People moved or held above the agreed limit of the same two parties, at or after the time of the agreement.

    The limit is the best supported one, so that one careless retelling neither makes nor hides a breach. Only counts
    that name both parties themselves are held against it: a prison's inmates are not all transferred.

    Args:
        sheets: the lines of one unit and two known parties, in order.
    """
    group = list(sheets)
    for cap in rules.caps:
        limits = [e for s in group for e in s.at(*_stages(cap.limit, s)) if _limits(e, s, cap)]
        if limits:
            limit = by_weight(limits)[0]
            for sheet in group:
                yield from _above(sheet, limit, cap, rules)


def _stages(keys: Iterable[StageKey], sheet: Sheet) -> list[str]:
    return [stage for ledger, stage in keys if ledger == sheet.line.ledger]


def _limits(entry: Entry, sheet: Sheet, cap: Cap) -> bool:
    key = (sheet.line.ledger, entry.stage)
    return key in cap.limit and entry.figure.bound in cap.bounds and entry.asserted and entry.amount is not None


def _above(sheet: Sheet, limit: Entry, cap: Cap, rules: Rules) -> Iterator[Draft]:
    """One finding a line: all its figures above the limit."""
    agreed = min((i.time for i in limit.items if i.time), default=None)
    above: dict[Entry, list[Item]] = {}
    for entry in sheet.entries:
        if (sheet.line.ledger, entry.stage) not in cap.counted or not entry.asserted or not entry.amount:
            continue
        if limit.amount and covers(limit.scope, entry.scope) and _beyond(entry.amount, limit.amount, rules):
            items = [i for i in entry.items if _names_parties(i) and not (agreed and i.time and i.time[1] < agreed[0])]
            if items:
                above[entry] = items
    if above:
        yield _breach(sheet, above, limit)


def _beyond(count: Amount, limit: Amount, rules: Rules) -> bool:
    """Whether a count is above a limit, and still of its order: a hundred times as many are other people."""
    high = limit.interval.high
    return limit.spread.clear_below(count.spread) and count.interval.low <= high * rules.joins_up_to


def _breach(sheet: Sheet, above: dict[Entry, list[Item]], limit: Entry) -> Draft:
    counts = by_weight(above)
    sums = dict.fromkeys(f"{sign(e).lstrip('>≥≈')} > {sign(limit).lstrip('≤<')}" for e in counts)
    return Draft(
        kind="cap_exceeded",
        ledger=sheet.line.ledger,
        key=(sheet.line.id, sorted({sign(e) for e in counts}), sign(limit)),
        entries=(*counts, limit),
        stages=tuple(dict.fromkeys(e.stage for e in above)),
        when=sheet.line.when,
        arithmetic="; ".join(list(sums)[:SHOWN]),
        fields={
            "count": lambda speller: speller.listed(counts),
            "cap": lambda speller: speller.figure(limit),
        },
        claims=tuple(i.id for e in counts for i in above[e]) + limit.figure.claims,
    )


def _names_parties(item: Item) -> bool:
    return None not in (item.claim.sender, item.claim.receiver) and item.firm


def shortfalls(sheet: Sheet, rules: Rules) -> Iterator[Draft]:
    """Less fulfilled than promised, by the best supported figures; one finding a promised figure, at its last stage."""
    for promise in rules.promises:
        if promise.ledger == sheet.line.ledger and anchored(sheet) and "/" not in (sheet.line.unit or "/"):
            yield from _shortfall(sheet, promise, rules)


def _shortfall(sheet: Sheet, promise: Promise, rules: Rules) -> Iterator[Draft]:
    fulfilled = [e for e in sheet.at(*promise.fulfilled) if e.asserted and e.figure.high is not None and not e.scope]
    if not fulfilled:
        return
    paid = by_weight(fulfilled)[0]
    told: set[str] = set()
    for stage in reversed(promise.promised):
        promised = [e for e in sheet.at(stage) if e.asserted and e.figure.low and not e.scope]
        if not promised:
            continue
        most = by_weight(promised)[0]
        if sign(most) in told or not paid.amount or not most.amount:
            continue
        share = (paid.figure.high or 0.0) / (most.figure.low or 1.0)
        if share >= rules.least_share and paid.amount.spread.clear_below(most.amount.spread):
            told.add(sign(most))
            yield _short(sheet, paid, most)


def _short(sheet: Sheet, paid: Entry, promised: Entry) -> Draft:
    high = paid.figure.high or 0.0
    low = promised.figure.low or 0.0
    last = max(paid.items, key=lambda i: i.claim.when or i.claim.published or "")
    return Draft(
        kind="shortfall",
        ledger=sheet.line.ledger,
        key=(sheet.line.id, promised.stage, sign(promised), sign(paid)),
        entries=(paid, promised),
        stages=(paid.stage,),
        when=None,
        arithmetic=f"{sign(paid)} / {sign(promised)} = {SIGNS.get(paid.figure.bound, '')}{plain(round(high / low, 3))}",
        fields={
            "paid": lambda speller: speller.figure(paid),
            "promised": lambda speller: speller.figure(promised),
            "stage": lambda speller: speller.stage(sheet.line.ledger, promised.stage),
            "percent": lambda speller: speller.bounded(speller.percent(high / low), paid.figure.bound),
            "date": lambda speller: speller.date(last.claim.when or last.claim.published),
        },
    )


def reached(sheet: Sheet, gap: Gap, named: Mapping[str, Collection[Pair]]) -> set[Pair]:
    """The parties for which a line tells the step; of a claim that leaves them open, those that its document names."""
    pair = (sheet.line.sender, sheet.line.receiver)
    if None not in pair:
        return {pair} if sheet.at(*gap.expected) else set()
    found: set[Pair] = set()
    for entry in sheet.at(*gap.expected):
        docs = {i.claim.doc_id for i in entry.items}
        found |= {p for doc in docs for p in named.get(doc, ()) if _fit(pair, p)} or {pair}
    return found


def _fit(pair: Sequence[str | None], parties: Sequence[str | None]) -> bool:
    return all(a is None or a == b for a, b in zip(pair, parties, strict=True))


def gap_left(group: Iterable[Sheet], gap: Gap) -> Iterator[Draft]:
    """A stage that is stated with a figure and calls for another, of which no claim that fits the parties speaks.

    Args:
        group: the lines of the gap's ledger between two known parties, in order.
    """
    whole = [s for s in group if "/" not in (s.line.unit or "/")]
    stated = [(s, e) for s in whole for e in s.at(*gap.stated) if e.asserted and e.amount]
    if not stated:
        return
    best = by_weight([e for _, e in stated])[0]
    sheet = next(s for s, e in stated if e is best)
    yield Draft(
        kind="gap",
        ledger=gap.ledger,
        key=(sheet.line.sender, sheet.line.receiver, list(gap.expected)),
        entries=(best,),
        stages=(best.stage,),
        when=None,
        arithmetic="",
        fields={
            "promised": lambda speller: speller.figure(best),
            "lacking": lambda speller: speller.stage(gap.ledger, gap.expected[0]),
        },
    )
