"""Which line a claim belongs to: same ledger and unit, compatible parties, overlapping time.

Compatible is not transitive (a claim without a receiver fits two arrangements), so that a claim with an open slot needs
a rule to join one line and no other, and one that does not depend on the order of the claims:

1. Parties: it joins the only fitting pair of stated parties in its own document; where the document states none that
   fits, the only pair of the dossier, or the usual sender of the receiver it names. But it joins no line where its
   figure is far larger than any. Otherwise it stays in a line of its own.
2. Occasions: dated acts of days are clustered; a claim dated to a month joins the only occasion in it, or the only one
   with its very figure; an undated one the only occasion of its document, else the only one with its very figure, else
   the only one before its document. Otherwise it stays in a line of its own time, or in an undated one.

Ledgers whose lines go by asserter or by a key of the scope need neither. Apart from the usual senders, each step looks
only at the claims of one bucket (ledger and unit), so that one more document touches only the buckets it has claims in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from amparo.model import digest
from amparo.reconcile.items import Item
from amparo.reconcile.rules import Occasions, Rules
from amparo.reconcile.spans import Span, span_of

Pair = tuple[str | None, str | None]
"""Sender and receiver."""

USUAL = 0.8
USUAL_DOCS = 3
"""A sender is usual for a receiver where it has this share of the documents that name both, and there are so many."""

MONTH = 31
"""A span of at most this many days may join the one occasion it holds; a longer one speaks of several."""


@dataclass(frozen=True, slots=True)
class Place:
    """What the claims of one line share.

    `by` is the asserter or scope value for ledgers whose lines go by it; `apart` the claim that a person took off the
    line it stood on.
    """

    ledger: str
    unit: str | None
    by: str = ""
    sender: str | None = None
    receiver: str | None = None
    occasion: Span | None = None
    apart: str = ""

    @property
    def line_id(self) -> str:
        """The id of its line."""
        taken_off = (self.apart,) if self.apart else ()
        return digest("line", self.ledger, self.unit, self.by, self.sender, self.receiver, self.when, *taken_off)

    @property
    def when(self) -> str | None:
        """Its occasion as an EDTF date."""
        if self.occasion is None:
            return None
        low, high = self.occasion
        month = f"{low:%Y-%m}"
        if span_of(month) == self.occasion:
            return month
        return low.isoformat() if low == high else f"{low.isoformat()}/{high.isoformat()}"


def place_items(items: Iterable[Item], rules: Rules) -> dict[Place, list[Item]]:
    """Every item in exactly one place; items keep their order."""
    buckets: dict[tuple[str, str | None], list[Item]] = defaultdict(list)
    for item in items:
        buckets[item.claim.ledger, item.claim.unit].append(item)
    known = _stated_pairs(
        item for (ledger, _), bucket in buckets.items() if rules.by_parties(ledger) for item in bucket
    )
    places: dict[Place, list[Item]] = {}
    for (ledger, unit), bucket in buckets.items():
        if not rules.by_parties(ledger):
            for item in bucket:
                places.setdefault(Place(ledger, unit, by=_by(item, rules.lines_by[ledger])), []).append(item)
            continue
        occasions = rules.occasions.get(ledger)
        for (sender, receiver), group in _by_parties(bucket, known, rules).items():
            parts = _by_occasion(group, occasions) if occasions else {None: group}
            for span, part in parts.items():
                places[Place(ledger, unit, "", sender, receiver, span)] = part
    return places


def _by(item: Item, key: str) -> str:
    if key == "asserter":
        return " ".join(item.voice.words)
    return dict(item.scope).get(key, "")


@dataclass(frozen=True, slots=True)
class _Stated:
    """Pairs of parties that claims state in full: those of each document, and by what is usual in the dossier."""

    of_doc: Mapping[str, set[Pair]]
    usual: Mapping[str, Pair]
    only: Pair | None

    def filled(self, pair: Pair, doc: str) -> Pair:
        """An open pair with what its document, else the dossier, leaves no doubt about; else as it is."""
        fitting = [p for p in self.of_doc.get(doc, ()) if _fits(pair, p)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else pair
        if self.only and _fits(pair, self.only):
            return self.only
        return self.usual.get(pair[1], pair) if pair[1] and pair[0] is None else pair


def _stated_pairs(items: Iterable[Item]) -> _Stated:
    of_doc: dict[str, set[Pair]] = defaultdict(set)
    for item in items:
        if item.claim.sender and item.claim.receiver:
            of_doc[item.claim.doc_id].add((item.claim.sender, item.claim.receiver))
    docs = Counter(pair for pairs in of_doc.values() for pair in pairs)
    received = Counter(receiver for _, receiver in docs.elements())
    usual = {
        receiver: (sender, receiver)
        for (sender, receiver), count in docs.items()
        if receiver and received[receiver] >= USUAL_DOCS and count >= USUAL * received[receiver]
    }
    return _Stated(of_doc, usual, next(iter(docs)) if len(docs) == 1 else None)


def _by_parties(bucket: list[Item], known: _Stated, rules: Rules) -> dict[Pair, list[Item]]:
    largest: dict[Pair, float] = {}
    for item in bucket:
        pair = (item.claim.sender, item.claim.receiver)
        if None not in pair:
            largest[pair] = max(largest.get(pair, 0.0), item.amount.interval.low if item.amount else 0.0)
    groups: dict[Pair, list[Item]] = defaultdict(list)
    for item in bucket:
        pair = (item.claim.sender, item.claim.receiver)
        if None in pair:
            filled = known.filled(pair, item.claim.doc_id)
            most = largest.get(filled, 0.0) * rules.joins_up_to
            if not (item.amount and most and item.amount.interval.low > most):
                pair = filled
        groups[pair].append(item)
    return groups


def _fits(open_pair: Pair, pair: Pair) -> bool:
    return all(a is None or a == b for a, b in zip(open_pair, pair, strict=True))


def _by_occasion(group: list[Item], rule: Occasions) -> dict[Span | None, list[Item]]:
    clusters = _clusters(group, rule)
    settled: dict[str, Span] = {}
    figures: dict[tuple[object, ...], set[Span]] = defaultdict(set)
    of_doc: dict[str, set[Span]] = defaultdict(set)
    for item in group:
        span = _dated(item, clusters, rule)
        if span is not None:
            settled[item.id] = span
            of_doc[item.claim.doc_id].add(span)
            figures[item.claim.value, item.scope].add(span)
    waiting = [item for item in group if item.id not in settled]
    guessed: dict[str, set[Span]] = defaultdict(set)
    for item in waiting:
        same_figure = figures.get((item.claim.value, item.scope), set()) if item.amount else set()
        found = [c for c in _open_to(item, of_doc, rule) or same_figure if item.time is None or _touch(c, item.time)]
        if len(found) == 1:
            settled[item.id] = found[0]
            guessed[item.claim.doc_id].add(found[0])
    parts: dict[Span | None, list[Item]] = defaultdict(list)
    for item in group:
        own = item.time if item.claim.stage in rule.stages else None
        span = settled.get(item.id) or own or _before(item, clusters, guessed.get(item.claim.doc_id, set()))
        parts[span].append(item)
    return parts


def _open_to(item: Item, of_doc: Mapping[str, set[Span]], rule: Occasions) -> set[Span]:
    """The occasions of the item's document, for an item that does not give its own time."""
    dated = item.time is not None and item.claim.stage in rule.stages
    return set() if dated else of_doc.get(item.claim.doc_id, set())


def _clusters(group: list[Item], rule: Occasions) -> list[Span]:
    """Occasions: the short spans of dated acts, joined where they touch, none longer than the rule's days."""
    spans = sorted(
        {item.time for item in group if item.time and item.claim.stage in rule.stages and _short(item.time, rule)}
    )
    clusters: list[Span] = []
    for low, high in spans:
        if clusters:
            first, last = clusters[-1]
            if (low - last).days <= rule.slack and (max(high, last) - first).days < rule.days:
                clusters[-1] = (first, max(high, last))
                continue
        clusters.append((low, high))
    return clusters


def _dated(item: Item, clusters: list[Span], rule: Occasions) -> Span | None:
    """The occasion a date names by itself. A date longer than a month names several, and stands for itself."""
    if item.time is None:
        return None
    low, high = item.time
    if item.claim.stage in rule.stages and (high - low).days >= MONTH:
        return item.time
    slack = timedelta(days=rule.slack if _short(item.time, rule) else 0)
    widened = (_shift(low, -slack), _shift(high, slack))
    touched = [c for c in clusters if _touch(c, widened)]
    holding = [c for c in touched if c[0] <= low and high <= c[1]]
    if len(holding) == 1:
        return holding[0]
    return touched[0] if len(touched) == 1 else None


def _before(item: Item, clusters: list[Span], guessed: set[Span]) -> Span | None:
    """What is left: the occasion its document speaks of otherwise, else the only one before its time or document."""
    if len(guessed) == 1 and item.time is None:
        return next(iter(guessed))
    latest = item.time or span_of(item.claim.published)
    before = [c for c in clusters if latest is None or c[0] <= latest[1]]
    return before[0] if len(before) == 1 else None


def _touch(a: Span, b: Span) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _short(span: Span, rule: Occasions) -> bool:
    return (span[1] - span[0]).days < rule.days


def _shift(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day
