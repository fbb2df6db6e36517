"""Which line a claim belongs to: same ledger and unit, compatible parties, overlapping time.

Compatible is not transitive (a claim without a receiver fits two arrangements), so that a claim with an open slot needs
a rule to join one line and no other, and one that does not depend on the order of the claims:

1. Parties: it joins the only fitting pair of stated parties in its own document; where the document states none that
   fits, the only pair of the dossier, or the usual sender of the receiver it names. But it joins no line where its
   figure is far larger than any. Otherwise it stays in a line of its own.
2. Occasions: dated acts of days are clustered; a claim dated to a month joins the only occasion in it, or the only one
   with its very figure; an undated one the only occasion of its document, else the only one with its very figure, else
   the only one before its document. Otherwise it stays in a line of its own time, or in an undated one.

Ledgers whose lines go by asserter or by a key of the scope need neither.

Each step asks of other documents only what is counted here: which pairs documents state, the largest figure of a pair,
the occasions of a pair, and those at which a figure is dated. Only where such an outcome changes are the documents that
ask for it placed again; the steps are taken one after the other for all documents that are touched.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from amparo.model import digest
from amparo.reconcile.items import Item
from amparo.reconcile.rules import Occasions, Rules
from amparo.reconcile.scope import Scope
from amparo.reconcile.spans import Span, span_of

Pair = tuple[str | None, str | None]
"""Sender and receiver."""

USUAL = 0.8
USUAL_DOCS = 3
"""A sender is usual for a receiver where it has this share of the documents that name both, and there are so many."""

MONTH = 31
"""A span of at most this many days may join the one occasion it holds; a longer one speaks of several."""


@dataclass(frozen=True)
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

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.ledger, self.unit, self.by, self.sender, self.receiver, self.occasion, self.apart))

    @cached_property
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


def _by(item: Item, key: str) -> str:
    if key == "asserter":
        return " ".join(item.voice.words)
    return dict(item.scope).get(key, "")


Bucket = tuple[str, str | None]
"""Ledger and unit."""

Figure = tuple[object, Scope]
"""A value and its scope."""


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """A claim that was placed, or is: as it was and where, as it is and where."""

    old: Item | None
    left: Place | None
    new: Item | None
    place: Place | None


@dataclass(slots=True, eq=False)
class _Group:
    """The claims of one bucket and pair, where their ledger has occasions.

    Attributes:
        rule: of its ledger.
        spans: the short spans of its dated acts, counted; `clusters` are the occasions they make.
        figures: by figure the occasions at which it is dated, counted.
        timed, untimed: by figure the documents that have a claim of it with a time, or without, that waits for one.
        dated, before: what was worked out of the clusters, by time and by day.
    """

    rule: Occasions
    spans: Counter[Span] = field(default_factory=Counter)
    docs: Counter[str] = field(default_factory=Counter)
    clusters: list[Span] = field(default_factory=list)
    figures: dict[Figure, Counter[Span]] = field(default_factory=dict)
    timed: dict[Figure, set[str]] = field(default_factory=dict)
    untimed: dict[Figure, set[str]] = field(default_factory=dict)
    dated: dict[tuple[Span, bool], Span | None] = field(default_factory=dict)
    before: dict[date | None, Span | None] = field(default_factory=dict)

    def options(self, item: Item) -> Collection[Span]:
        """The occasions at which the figure of an item is dated."""
        return self.figures.get((item.claim.value, item.scope), ()) if item.amount else ()


Sets = dict[tuple[int, Figure], tuple[_Group, frozenset[Span]]]
"""The occasions of figures as they were before a change."""


@dataclass(slots=True, eq=False)
class _Placed:
    """The claims of a document with, for each, its pair, its group, the occasion its own date names, and its place."""

    items: Sequence[Item]
    pairs: list[Pair | None] = field(default_factory=list)
    leaning: set[tuple[Bucket, Pair]] = field(default_factory=set)
    groups: list[_Group | None] = field(default_factory=list)
    dated: list[Span | None] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


class Places:
    """Where claims belong. Documents are `put` with their claims; `settle` tells what moved.

    Attributes:
        at: the place of each claim, by id.
        lines: the places that have claims, by the ids of their lines.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self.at: dict[str, Place] = {}
        self.lines: dict[str, Place] = {}
        self._sizes: Counter[Place] = Counter()
        self._made: dict[tuple[object, ...], Place] = {}
        self._docs: dict[str, _Placed] = {}
        self._put: dict[str, Sequence[Item]] = {}
        self._stated = _Stated()
        self._lows: dict[tuple[Bucket, Pair], Counter[float]] = {}
        self._largest: dict[tuple[Bucket, Pair], float] = {}
        self._open: dict[Pair, set[str]] = defaultdict(set)
        self._leaning: dict[tuple[Bucket, Pair], set[str]] = defaultdict(set)
        self._groups: dict[tuple[Bucket, Pair], _Group] = {}
        self._respanned: dict[int, _Group] = {}

    def put(self, doc_id: str, items: Sequence[Item]) -> None:
        """The claims of a document, in order, in place of those it had; none take it out."""
        self._put[doc_id] = items

    def settle(self) -> list[Move]:
        """Place what was put, and all that it touches."""
        put, self._put = self._put, {}
        sets: Sets = {}
        old = {doc: self._docs.get(doc) for doc in put}
        for doc in self._state(put):
            known = self._docs[doc]
            if self._pairs(doc, known.items) != (known.pairs, known.leaning):
                old[doc] = known
        for doc, before in old.items():
            if before is not None:
                self._leave(doc, before, sets)
            items = put.get(doc, before.items if before is not None else ())
            if items:
                self._docs[doc] = _Placed(items)
            else:
                self._docs.pop(doc, None)
        entering = [doc for doc in old if doc in self._docs]
        for doc in entering:
            self._enter(doc, self._docs[doc])
        dated = dict.fromkeys(entering)
        for group in self._regrouped():
            dated.update(dict.fromkeys(group.docs))
        for doc in dated:
            if doc not in old:
                self._undate(doc, self._docs[doc], sets)
            self._date(doc, self._docs[doc], sets)
        moves: list[Move] = []
        for doc in dated | dict.fromkeys(_waiting_for(sets)):
            known = self._docs[doc]
            places = self._settled(known)
            if doc not in old:
                told = zip(known.items, known.places, places, strict=True)
                moves.extend(Move(item, left, item, place) for item, left, place in told if left is not place)
            known.places = places
        for doc, before in old.items():
            moves.extend(_moved(before, self._docs.get(doc)))
        self._keep(moves)
        return moves

    def _keep(self, moves: Iterable[Move]) -> None:
        for move in moves:
            if move.old is not None and move.left is not None:
                del self.at[move.old.id]
                self._sizes[move.left] -= 1
                if not self._sizes[move.left]:
                    del self._sizes[move.left], self.lines[move.left.line_id]
        for move in moves:
            if move.new is not None and move.place is not None:
                self.at[move.new.id] = move.place
                self._sizes[move.place] += 1
                if self._sizes[move.place] == 1:
                    self.lines[move.place.line_id] = move.place

    # 1. Parties

    def _state(self, put: Mapping[str, Sequence[Item]]) -> set[str]:
        """Count the pairs and figures that documents state. The documents that ask for what has changed by it."""
        lows: set[tuple[Bucket, Pair]] = set()
        for doc, items in put.items():
            before = self._docs.get(doc)
            pairs: set[Pair] = set()
            for given, by in ((before.items if before else (), -1), (items, 1)):
                for item in given:
                    claim = item.claim
                    if claim.sender and claim.receiver and self._rules.by_parties(claim.ledger):
                        pair: Pair = (claim.sender, claim.receiver)
                        if by > 0:
                            pairs.add(pair)
                        key = ((claim.ledger, claim.unit), pair)
                        counts = self._lows.get(key)
                        if counts is None:
                            counts = self._lows[key] = Counter()
                        counts[item.amount.interval.low if item.amount else 0.0] += by
                        lows.add(key)
            self._stated.put(doc, pairs)
        touched = {doc for pair in self._stated.settle() for doc in self._open.get(pair, ())}
        for key in lows:
            counts = self._lows[key]
            for low in [low for low, count in counts.items() if not count]:
                del counts[low]
            largest = max(counts, default=0.0)
            if largest != self._largest.get(key, 0.0):
                self._largest[key] = largest
                touched |= self._leaning.get(key, set())
        return touched - put.keys()

    def _pairs(self, doc: str, items: Sequence[Item]) -> tuple[list[Pair | None], set[tuple[Bucket, Pair]]]:
        """The pair of each item: its own, or what an open one is filled with; None where its line goes by other things.
        And the pairs of each bucket that open ones would be filled with, but for what is the largest there."""
        pairs: list[Pair | None] = []
        leaning: set[tuple[Bucket, Pair]] = set()
        for item in items:
            claim = item.claim
            if not self._rules.by_parties(claim.ledger):
                pairs.append(None)
                continue
            pair: Pair = (claim.sender, claim.receiver)
            if None in pair:
                filled = self._stated.filled(pair, doc)
                key = ((claim.ledger, claim.unit), filled)
                leaning.add(key)
                most = self._largest.get(key, 0.0) * self._rules.joins_up_to
                if not (item.amount and most and item.amount.interval.low > most):
                    pair = filled
            pairs.append(pair)
        return pairs, leaning

    def _enter(self, doc: str, known: _Placed) -> None:
        known.pairs, known.leaning = self._pairs(doc, known.items)
        for lean in known.leaning:
            self._leaning[lean].add(doc)
        for item, pair in zip(known.items, known.pairs, strict=True):
            claim = item.claim
            if pair is None:
                known.groups.append(None)
                continue
            own: Pair = (claim.sender, claim.receiver)
            if None in own:
                self._open[own].add(doc)
            group = self._group((claim.ledger, claim.unit), pair)
            known.groups.append(group)
            if group is not None:
                group.docs[doc] += 1
                if _makes_occasion(item, group.rule):
                    self._span(group, item, 1)

    def _leave(self, doc: str, known: _Placed, sets: Sets) -> None:
        self._undate(doc, known, sets)
        for lean in known.leaning:
            self._leaning[lean].discard(doc)
        for item, pair, group in zip(known.items, known.pairs, known.groups, strict=True):
            if pair is not None:
                self._open[item.claim.sender, item.claim.receiver].discard(doc)
            if group is not None:
                group.docs[doc] -= 1
                if not group.docs[doc]:
                    del group.docs[doc]
                if _makes_occasion(item, group.rule):
                    self._span(group, item, -1)

    def _group(self, bucket: Bucket, pair: Pair) -> _Group | None:
        rule = self._rules.occasions.get(bucket[0])
        if rule is None:
            return None
        group = self._groups.get((bucket, pair))
        if group is None:
            group = self._groups[bucket, pair] = _Group(rule)
        return group

    def _span(self, group: _Group, item: Item, by: int) -> None:
        """Count the span of a dated act."""
        if item.time is None:
            return
        count = group.spans[item.time] + by
        if count:
            group.spans[item.time] = count
        else:
            del group.spans[item.time]
        if not count or count == by:
            self._respanned[id(group)] = group

    # 2. Occasions

    def _regrouped(self) -> list[_Group]:
        """The groups of which the occasions have changed."""
        flagged, self._respanned = self._respanned, {}
        changed = []
        for group in flagged.values():
            clusters = _clusters(group.spans, group.rule)
            if clusters != group.clusters:
                group.clusters = clusters
                group.dated.clear()
                group.before.clear()
                changed.append(group)
        return changed

    def _date(self, doc: str, known: _Placed, sets: Sets) -> None:
        known.dated = []
        for item, group in zip(known.items, known.groups, strict=True):
            span = _dated(item, group) if group is not None else None
            known.dated.append(span)
            if group is None or item.amount is None:
                continue
            figure = (item.claim.value, item.scope)
            if span is not None:
                _count(group, figure, span, 1, sets)
            else:
                (group.timed if item.time else group.untimed).setdefault(figure, set()).add(doc)

    def _undate(self, doc: str, known: _Placed, sets: Sets) -> None:
        for item, group, span in zip(known.items, known.groups, known.dated, strict=True):
            if group is None or item.amount is None:
                continue
            figure = (item.claim.value, item.scope)
            if span is not None:
                _count(group, figure, span, -1, sets)
            else:
                (group.timed if item.time else group.untimed)[figure].discard(doc)

    def _settled(self, known: _Placed) -> list[Place]:
        """The place of each item of a document, once all dates of its groups are known."""
        spans = list(known.dated)
        of_doc: dict[int, set[Span]] = {}
        guessed: dict[int, set[Span]] = {}
        for group, span in zip(known.groups, spans, strict=True):
            if group is not None and span is not None:
                of_doc.setdefault(id(group), set()).add(span)
        for at, (item, group) in enumerate(zip(known.items, known.groups, strict=True)):
            if group is None or spans[at] is not None:
                continue
            act = item.time is not None and item.claim.stage in group.rule.stages
            options = (not act and of_doc.get(id(group))) or group.options(item)
            if item.time is not None:
                options = [c for c in options if _touch(c, item.time)]
            if len(options) == 1:
                spans[at] = only = next(iter(options))
                guessed.setdefault(id(group), set()).add(only)
        told = zip(known.items, known.pairs, known.groups, spans, strict=True)
        return [self._place(item, pair, group, span, guessed) for item, pair, group, span in told]

    def _place(
        self, item: Item, pair: Pair | None, group: _Group | None, span: Span | None, guessed: Mapping[int, set[Span]]
    ) -> Place:
        claim = item.claim
        if pair is None:
            key: tuple[object, ...] = (claim.ledger, claim.unit, _by(item, self._rules.lines_by[claim.ledger]))
            place = self._made.get(key)
            return place or self._made.setdefault(key, Place(claim.ledger, claim.unit, by=str(key[2])))
        if group is not None and span is None:
            own = item.time if claim.stage in group.rule.stages else None
            span = own or _before(item, group, guessed.get(id(group), set()))
        key = (claim.ledger, claim.unit, pair, span)
        place = self._made.get(key)
        return place or self._made.setdefault(key, Place(claim.ledger, claim.unit, "", *pair, span))


class _Stated:
    """Pairs of parties that claims state in full: those of each document, and by what is usual in the dossier."""

    def __init__(self) -> None:
        self._of_doc: dict[str, set[Pair]] = {}
        self._docs: Counter[Pair] = Counter()
        self._senders: dict[str | None, Counter[str | None]] = defaultdict(Counter)
        self._usual: dict[str | None, Pair] = {}
        self._only: Pair | None = None
        self._receivers: set[str | None] = set()

    def put(self, doc: str, pairs: set[Pair]) -> None:
        """The pairs that a document states now."""
        before = self._of_doc.pop(doc, set())
        if pairs:
            self._of_doc[doc] = pairs
        for changed, by in ((before - pairs, -1), (pairs - before, 1)):
            for pair in changed:
                sender, receiver = pair
                self._receivers.add(receiver)
                self._docs[pair] += by
                self._senders[receiver][sender] += by
                if not self._docs[pair]:
                    del self._docs[pair], self._senders[receiver][sender]

    def settle(self) -> set[Pair]:
        """The open pairs that may be filled otherwise now, by what is usual."""
        changed: set[Pair] = set()
        for receiver in self._receivers:
            senders = self._senders[receiver]
            whole = sum(senders.values())
            most = max(senders, key=lambda sender: senders[sender], default=None)
            new = (most, receiver) if whole >= USUAL_DOCS and senders[most] >= USUAL * whole else None
            if new != self._usual.pop(receiver, None):
                changed.add((None, receiver))
            if new is not None:
                self._usual[receiver] = new
        self._receivers = set()
        only = next(iter(self._docs)) if len(self._docs) == 1 else None
        if only != self._only:
            for pair in filter(None, (only, self._only)):
                changed |= {(None, None), (None, pair[1]), (pair[0], None)}
            self._only = only
        return changed

    def filled(self, pair: Pair, doc: str) -> Pair:
        """An open pair with what its document, else the dossier, leaves no doubt about; else as it is."""
        fitting = [p for p in self._of_doc.get(doc, ()) if _fits(pair, p)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else pair
        if self._only and _fits(pair, self._only):
            return self._only
        return self._usual.get(pair[1], pair) if pair[1] and pair[0] is None else pair


def _moved(before: _Placed | None, after: _Placed | None) -> Iterator[Move]:
    was = {item.id: (item, place) for item, place in zip(before.items, before.places, strict=True)} if before else {}
    for item, place in zip(after.items, after.places, strict=True) if after else ():
        old, left = was.pop(item.id, (None, None))
        if old is not item or left is not place:
            yield Move(old, left, item, place)
    for gone, left in was.values():
        yield Move(gone, left, None, None)


def _count(group: _Group, figure: Figure, span: Span, by: int, sets: Sets) -> None:
    counts = group.figures.get(figure)
    if counts is None:
        counts = group.figures[figure] = Counter()
    count = counts[span] + by
    if count == 0 or count == by:
        sets.setdefault((id(group), figure), (group, frozenset(counts)))
    if count:
        counts[span] = count
    else:
        del counts[span]


def _waiting_for(sets: Sets) -> Iterator[str]:
    """The documents with a claim that waits for the only occasion of its figure, where that may be another now."""
    for (_, figure), (group, before) in sets.items():
        after = group.figures[figure].keys()
        if after != before:
            yield from group.timed.get(figure, ())
            if min(len(before), len(after)) <= 1:
                yield from group.untimed.get(figure, ())


def _makes_occasion(item: Item, rule: Occasions) -> bool:
    return item.time is not None and item.claim.stage in rule.stages and _short(item.time, rule)


def _fits(open_pair: Pair, pair: Pair) -> bool:
    return all(a is None or a == b for a, b in zip(open_pair, pair, strict=True))


def _clusters(spans: Iterable[Span], rule: Occasions) -> list[Span]:
    """Occasions: the short spans of dated acts, joined where they touch, none longer than the rule's days."""
    clusters: list[Span] = []
    for low, high in sorted(spans):
        if clusters:
            first, last = clusters[-1]
            if (low - last).days <= rule.slack and (max(high, last) - first).days < rule.days:
                clusters[-1] = (first, max(high, last))
                continue
        clusters.append((low, high))
    return clusters


def _dated(item: Item, group: _Group) -> Span | None:
    """The occasion a date names by itself. A date longer than a month names several, and stands for itself."""
    if item.time is None:
        return None
    key = (item.time, item.claim.stage in group.rule.stages)
    if key not in group.dated:
        group.dated[key] = _occasion(*key, group)
    return group.dated[key]


def _occasion(time: Span, act: bool, group: _Group) -> Span | None:
    low, high = time
    if act and (high - low).days >= MONTH:
        return time
    slack = timedelta(days=group.rule.slack if _short(time, group.rule) else 0)
    widened = (_shift(low, -slack), _shift(high, slack))
    touched = [c for c in group.clusters if _touch(c, widened)]
    holding = [c for c in touched if c[0] <= low and high <= c[1]]
    if len(holding) == 1:
        return holding[0]
    return touched[0] if len(touched) == 1 else None


def _before(item: Item, group: _Group, guessed: set[Span]) -> Span | None:
    """What is left: the occasion its document speaks of otherwise, else the only one before its time or document."""
    if len(guessed) == 1 and item.time is None:
        return next(iter(guessed))
    latest = item.time or span_of(item.claim.published)
    day = latest[1] if latest else None
    if day not in group.before:
        before = [c for c in group.clusters if day is None or c[0] <= day]
        group.before[day] = before[0] if len(before) == 1 else None
    return group.before[day]


def _touch(a: Span, b: Span) -> bool:
    return a[0] <= b[1] and b[0] <= a[1]


def _short(span: Span, rule: Occasions) -> bool:
    return (span[1] - span[0]).days < rule.days


def _shift(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day
