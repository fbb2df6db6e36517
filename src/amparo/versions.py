"""What a new version of a page says otherwise: claims gone, claims new, claims that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from amparo.model import Claim, canonical

ChangeKind = Literal["changed", "gone", "new"]

_SLOTS = ("stage", "value", "bound", "hedge", "stance", "asserter", "when", "at", "sender", "receiver", "scope")
_ENOUGH = 0.5
"""How alike two claims must be for one to be the other's later form, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim of the earlier version, of the later one, or one that changed from the one to the other.

    `slots` names what changed in it.
    """

    kind: ChangeKind
    before: Claim | None
    after: Claim | None
    slots: tuple[str, ...] = ()


def compare_versions(before: Iterable[Claim], after: Iterable[Claim]) -> tuple[ClaimChange, ...]:
    """What changed between the claims of two versions; first what changed, then what is gone, then what is new.

    A claim that says the same in both, wherever it stands and in whatever words, has not changed. Of the others, those
    of one ledger and unit whose slots and words are most alike are two forms of one claim.
    """
    gone, new = list(before), list(after)
    for claim in list(new):
        same = next((c for c in gone if _meaning(c) == _meaning(claim)), None)
        if same is not None:
            gone.remove(same)
            new.remove(claim)
    changed = _paired(gone, new)
    paired = {id(claim) for pair in changed for claim in pair}
    return (
        *(ClaimChange("changed", old, now, _differing(old, now)) for old, now in changed),
        *(ClaimChange("gone", claim, None) for claim in gone if id(claim) not in paired),
        *(ClaimChange("new", None, claim) for claim in new if id(claim) not in paired),
    )


def _paired(gone: Sequence[Claim], new: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    scores = [
        (-_likeness(old, now), i, j)
        for i, old in enumerate(gone)
        for j, now in enumerate(new)
        if (old.ledger, old.unit) == (now.ledger, now.unit)
    ]
    pairs: dict[int, int] = {}
    for score, i, j in sorted(scores):
        if -score >= _ENOUGH and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(gone[i], new[j]) for i, j in sorted(pairs.items())]


def _likeness(old: Claim, now: Claim) -> float:
    """The mean of how many slots are equal and how many words of the quotes are."""
    slots = 1 - len(_differing(old, now)) / len(_SLOTS)
    words, others = (Counter(claim.quote.casefold().split()) for claim in (old, now))
    total = words.total() + others.total()
    return (slots + (2 * (words & others).total() / total if total else 1.0)) / 2


def _differing(old: Claim, now: Claim) -> tuple[str, ...]:
    return tuple(slot for slot in _SLOTS if getattr(old, slot) != getattr(now, slot))


def _meaning(claim: Claim) -> str:
    return canonical([claim.ledger, claim.unit, *(getattr(claim, slot) for slot in _SLOTS)])
