"""What an account is about, so that an archive's other news stays out of its brief."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from amparo.brief.private import folded
from amparo.model import Claim

_REACH = 1000
"""Characters from a claim that names a main side within which one that names none belongs to the same matter."""

_SHORT = 4000
"""Characters within which the last claim of a document stands that tells one story: all of it is of the matter."""

Pair = tuple[str, str]


def main_sides(claims: Iterable[Claim]) -> Pair | None:
    """The pair of sides that most documents give figures for."""
    docs: dict[Pair, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.sender and claim.receiver and claim.value is not None:
            docs[claim.sender, claim.receiver].add(claim.doc_id)
    return max(sorted(docs), key=lambda pair: len(docs[pair]), default=None)


class Matter:
    """The arrangement of the two main sides of an account; where no two are told, everything.

    An archive has other news too: sums of other budgets, years in other prisons.

    Args:
        courts: words of whose acts belong to the matter though their document names no side.
    """

    def __init__(self, claims: Iterable[Claim], courts: Iterable[str]) -> None:
        known = list(claims)
        self._main = main_sides(known)
        self._courts = frozenset(map(folded, courts))
        self._between: dict[str, list[int]] = defaultdict(list)
        self._beside: dict[str, list[int]] = defaultdict(list)
        self._ends: dict[str, int] = defaultdict(int)
        for claim in known:
            self._ends[claim.doc_id] = max(self._ends[claim.doc_id], claim.anchor.end)
            if self._is_main(claim):
                self._between[claim.doc_id].append(claim.anchor.start)
            if self._names_receiver(claim):
                self._beside[claim.doc_id].append(claim.anchor.start)
        for places in (*self._between.values(), *self._beside.values()):
            places.sort()

    def amid(self, claim: Claim) -> bool:
        """Whether the claim stands between the main sides: it names both, or the receiver and nobody else, or none and
        stands near one that names both.

        A court's act does too, where its document tells nothing of the sides.
        """
        if claim.sender or claim.receiver:
            return self._is_main(claim) or (claim.sender is None and self._names_receiver(claim))
        return _near(claim, self._between) or self._of_court(claim)

    def holds(self, claim: Claim) -> bool:
        """Whether the claim is of the matter at all: it names two sides, a place or the receiver, or stands near it.

        So is all of a short document.
        """
        if self._main is None or (claim.sender and claim.receiver) or claim.scope.get("facility"):
            return True
        if self._ends[claim.doc_id] <= _SHORT:
            return True
        return self._names_receiver(claim) or _near(claim, self._beside) or self._of_court(claim)

    def _is_main(self, claim: Claim) -> bool:
        return self._main is not None and (claim.sender, claim.receiver) == self._main

    def _names_receiver(self, claim: Claim) -> bool:
        return self._main is not None and self._main[1] in (claim.sender, claim.receiver)

    def _of_court(self, claim: Claim) -> bool:
        doer = folded(claim.asserter or "").split()
        return claim.value is None and claim.doc_id not in self._beside and not self._courts.isdisjoint(doer)


def _near(claim: Claim, places: Mapping[str, Sequence[int]]) -> bool:
    """Whether one of the places in the claim's document is within reach of it."""
    known = places.get(claim.doc_id, ())
    at = bisect_left(known, claim.anchor.start - _REACH)
    return at < len(known) and known[at] <= claim.anchor.start + _REACH
