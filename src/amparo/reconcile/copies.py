"""Passages that one document has from another, word for word or nearly so, whether it says so or not.

Two passages are copies where they share at least `LEAST_SHARED` runs of `RUN` words, and these are at least `SIMILAR`
of all their runs together (exact Jaccard). Which pairs are worth that look, MinHash tells, so that the work grows with
the passages and not with their pairs. Words in quotation marks do not count: two reporters who heard one speech copy
nobody. A passage is held against the earliest ones that are like no other before them, never against a mere copy, so
that likeness is not handed on from one to the next until nothing is shared.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from rensa import RMinHash, RMinHashLSH

from amparo.model import Claim, Passage, Source
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


@dataclass(frozen=True)
class Copies:
    """Where passages stand that more than one document holds, and which document had them first."""

    _places: Mapping[str, tuple[tuple[int, ...], tuple[tuple[int, str], ...]]] = field(default_factory=dict)

    def original(self, doc_id: str, offset: int) -> str | None:
        """Id of the document that first had the passage at this place (it may be this one); None: nobody shares it."""
        starts, ends = self._places.get(doc_id, ((), ()))
        index = bisect_right(starts, offset) - 1
        return ends[index][1] if index >= 0 and offset < ends[index][0] else None


@dataclass(frozen=True, slots=True)
class _First:
    """A passage that was like none before it."""

    passage: Passage
    copies: list[Passage] = field(default_factory=list)


def find_copies(claims: Iterable[Claim], sources: Mapping[str, Source], passages: Iterable[Passage]) -> Copies:
    """The passages with claims that several of these documents hold. The order of `passages` makes no difference."""
    firsts: list[_First] = []
    index: RMinHashLSH | None = None
    for passage in _with_claims(claims, sources, passages):
        runs = _runs(passage.text)
        if len(runs) < LEAST_SHARED:
            continue
        index = index or RMinHashLSH(SIMILAR, HASHES, BANDS)
        sketch = RMinHash(HASHES, SEED)
        sketch.update(sorted(runs))
        near = [firsts[place] for place in sorted(set(index.query(sketch)))[:LOOKED_AT]]
        first = max(near, key=lambda f: _likeness(runs, f.passage), default=None)
        if first is not None and _likeness(runs, first.passage):
            first.copies.append(passage)
        else:
            index.insert(len(firsts), sketch)
            firsts.append(_First(passage))
    return Copies(_places(firsts))


def _with_claims(
    claims: Iterable[Claim], sources: Mapping[str, Source], passages: Iterable[Passage]
) -> Iterable[Passage]:
    """Passages of known documents in which claims stand, in order of publication; those without a date come last."""
    given = iter(passages)
    one = next(given, None)
    if one is None:
        return []
    starts: dict[str, list[int]] = defaultdict(list)
    for claim in claims:
        starts[claim.doc_id].append(claim.anchor.start)
    for found in starts.values():
        found.sort()

    def holds(passage: Passage) -> bool:
        known = starts.get(passage.doc_id, [])
        place = bisect_right(known, passage.end - 1) - 1
        return place >= 0 and known[place] >= passage.start

    def order(passage: Passage) -> tuple[object, ...]:
        source = sources[passage.doc_id]
        span = span_of(source.published)
        return span is None, span and span[1], source.doc, source.doc_id, passage.start

    return sorted(filter(holds, chain((one,), given)), key=order)


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


def _places(firsts: Iterable[_First]) -> dict[str, tuple[tuple[int, ...], tuple[tuple[int, str], ...]]]:
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for first in firsts:
        original = first.passage.doc_id
        if any(copy.doc_id != original for copy in first.copies):
            for passage in (first.passage, *first.copies):
                found[passage.doc_id].append((passage.start, passage.end, original))
    return {
        doc: (tuple(p[0] for p in sorted(places)), tuple(p[1:] for p in sorted(places)))
        for doc, places in found.items()
    }
