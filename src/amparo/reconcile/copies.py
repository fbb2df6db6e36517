"""Passages that one document has from another, word for word or nearly so, whether it says so or not.

Two passages are copies where they share at least `LEAST_SHARED` runs of `RUN` words, and these are at least `SIMILAR`
of all their runs together (exact Jaccard). Which pairs are worth that look, MinHash tells, so that the work grows with
the passages and not with their pairs. Words in quotation marks do not count: two reporters who heard one speech copy
nobody. A passage is held against the earliest ones that are like no other before them, never against a mere copy, so
that likeness is not handed on from one to the next until nothing is shared.

What a passage is depends on those before it alone. So one more is looked at once where it is the newest, and where it
is not, or one is taken out, those after it that MinHash finds like it are looked at again, in order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import heapify, heappop, heappush

from rensa import RMinHash, RMinHashLSH

from amparo.model import Passage, Source
from amparo.reconcile.names import words_in
from amparo.reconcile.spans import span_of

RUN = 5
SIMILAR = 0.3
LEAST_SHARED = 12
"""Runs that both hold, at least: a phrase that everybody uses, such as the full name of a law, is none of a copy."""

HASHES = 128
BANDS = 64
"""So that passages that share three tenths of their runs are overlooked once in four hundred times."""

SEED = 20250315
LOOKED_AT = 64
"""Earlier passages that one is held against at most, the oldest first: it bounds what hostile documents can cost."""

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"")

Places = tuple[tuple[int, ...], tuple[tuple[int, str], ...]]
"""Where shared passages of a document begin; where each ends, and the document that had it first."""


class _Known:
    """A passage: the `first` that it is a copy of (itself, where it is like none before it; None: not looked at yet).

    Of a first, `copies` are its copies, and `abroad` is how many of them stand in other documents.
    """

    __slots__ = ("abroad", "copies", "first", "key", "order", "passage", "present")

    def __init__(self, key: int, order: tuple[object, ...], passage: Passage) -> None:
        self.key, self.order, self.passage = key, order, passage
        self.first: _Known | None = None
        self.copies: set[_Known] = set()
        self.abroad = 0
        self.present = True

    def __lt__(self, other: _Known) -> bool:
        return self.order < other.order


class Copies:
    """Where passages stand that more than one document holds, and which document had them first.

    `put` and `drop` change what there is; `settle` works out what follows and tells which documents it touched.
    """

    def __init__(self) -> None:
        self._of_doc: dict[str, dict[tuple[object, ...], _Known]] = {}
        self._known: dict[int, _Known] = {}
        self._firsts: RMinHashLSH | None = None
        self._copies: RMinHashLSH | None = None
        self._dirty: set[_Known] = set()
        self._touched: set[str] = set()
        self._newest: _Known | None = None
        self._places: dict[str, Places] = {}
        self._given = 0

    def original(self, doc_id: str, offset: int) -> str | None:
        """Id of the document that first had the passage at this place (it may be this one); None: nobody shares it."""
        starts, ends = self._places.get(doc_id, ((), ()))
        index = bisect_right(starts, offset) - 1
        return ends[index][1] if index >= 0 and offset < ends[index][0] else None

    def sharers(self, doc_id: str) -> set[str]:
        """Ids of the documents that hold passages which this one had first."""
        firsts = (known for known in self._of_doc.get(doc_id, {}).values() if known.abroad)
        return {copy.passage.doc_id for known in firsts for copy in known.copies}

    def put(self, source: Source, passages: Iterable[Passage]) -> None:
        """The passages of a document in which claims stand, in place of those it had."""
        wanted = {_order(source, passage): passage for passage in passages if _long(passage.text)}
        there = self._of_doc.get(source.doc_id, {})
        for order in [order for order in there if order not in wanted]:
            self._take_out(there.pop(order))
        if wanted:
            there = self._of_doc.setdefault(source.doc_id, there)
        for order, passage in wanted.items():
            if order not in there:
                self._given += 1
                there[order] = self._known[self._given] = known = _Known(self._given, order, passage)
                self._dirty.add(known)
        if not there:
            self._of_doc.pop(source.doc_id, None)

    def drop(self, doc_id: str) -> None:
        """Take out all passages of a document."""
        for known in self._of_doc.pop(doc_id, {}).values():
            self._take_out(known)

    def settle(self) -> set[str]:
        """Ids of the documents of which a passage is shared now and was not, or the other way, or with another."""
        waiting = list(self._dirty)
        heapify(waiting)
        self._dirty = set()
        last: _Known | None = None
        while waiting:
            known = heappop(waiting)
            if known is not last and known.present:
                for later in self._look(known):
                    heappush(waiting, later)
            last = known
        touched, self._touched = self._touched, set()
        for doc_id in touched:
            self._place(doc_id)
        return touched

    def _take_out(self, known: _Known) -> None:
        known.present = False
        if known.first is known:
            self._dirty.update(self._after(known))
        self._leave(known)
        self._dirty.discard(known)
        del self._known[known.key]

    def _look(self, known: _Known) -> Iterable[_Known]:
        """Find what a passage is now. Those after it that must be looked at again."""
        runs = _runs(known.passage.text)
        if self._firsts is None or self._copies is None:
            self._firsts, self._copies = (RMinHashLSH(SIMILAR, HASHES, BANDS) for _ in range(2))
        sketch = _sketch(known.passage.text)
        near = [self._known[key] for key in set(self._firsts.query(sketch)) if key != known.key]
        earlier = sorted(first for first in near if first.order < known.order)[:LOOKED_AT]
        like = [(likeness, first) for first in earlier if (likeness := _likeness(runs, first.passage))]
        first = max(like, key=lambda found: found[0])[1] if like else known
        was = known.first
        if first is was:
            return ()
        newest = self._newest is None or self._newest.order < known.order
        changed = [] if newest and was is None else list(self._after(known)) if known in (was, first) else []
        self._leave(known)
        self._join(known, first, sketch)
        return changed

    def _after(self, known: _Known) -> Iterator[_Known]:
        """The passages after this one that it may be like."""
        sketch = _sketch(known.passage.text)
        for index in (self._firsts, self._copies):
            for key in set(index.query(sketch)) if index else ():
                if self._known[key].order > known.order:
                    yield self._known[key]

    def _join(self, known: _Known, first: _Known, sketch: RMinHash) -> None:
        index = self._firsts if first is known else self._copies
        if index is not None:
            index.insert(known.key, sketch)
        known.first = first
        if first is not known:
            first.copies.add(known)
            if first.passage.doc_id != known.passage.doc_id:
                first.abroad += 1
                self._touch(first, every=first.abroad == 1)
        self._touched.add(known.passage.doc_id)
        if self._newest is None or self._newest.order < known.order:
            self._newest = known

    def _leave(self, known: _Known) -> None:
        first, known.first = known.first, None
        if first is None:
            return
        index = self._firsts if first is known else self._copies
        if index is not None:
            index.remove(known.key)
        self._touched.add(known.passage.doc_id)
        if first is not known:
            first.copies.discard(known)
            if first.passage.doc_id != known.passage.doc_id:
                first.abroad -= 1
                self._touch(first, every=not first.abroad)
            return
        for copy in list(known.copies):  # they are among those that are looked at again
            self._leave(copy)

    def _touch(self, first: _Known, every: bool) -> None:
        """Tell that a passage is shared for the first time, or no more."""
        if every:
            self._touched.update(known.passage.doc_id for known in (first, *first.copies))

    def _place(self, doc_id: str) -> None:
        shared = sorted(
            (known.passage.start, known.passage.end, known.first.passage.doc_id)
            for known in self._of_doc.get(doc_id, {}).values()
            if known.first is not None and known.first.abroad
        )
        if shared:
            self._places[doc_id] = (tuple(p[0] for p in shared), tuple(p[1:] for p in shared))
        else:
            self._places.pop(doc_id, None)


def _order(source: Source, passage: Passage) -> tuple[object, ...]:
    """In order of publication; those without a date come last."""
    span = span_of(source.published)
    return span is None, span and span[1], source.doc, source.doc_id, passage.start, passage.text


def _long(text: str) -> bool:
    return len(_runs(text)) >= LEAST_SHARED


def _sketch(text: str) -> RMinHash:
    sketch = RMinHash(HASHES, SEED)
    sketch.update(sorted(_runs(text)))
    return sketch


def _likeness(runs: frozenset[str], other: Passage) -> float:
    """The exact Jaccard index of the runs; 0 where the two are no copies."""
    others = _runs(other.text)
    shared = len(runs & others)
    similar = shared / (len(runs) + len(others) - shared)
    return similar if shared >= LEAST_SHARED and similar >= SIMILAR else 0.0


@lru_cache(maxsize=4096)
def _runs(text: str) -> frozenset[str]:
    words = words_in(_QUOTED.sub(" ", text))
    return frozenset(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
