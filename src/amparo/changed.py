"""What a decision changes in the whole: claims, lines, findings opened and closed, sentences of the brief."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.model import Claim, Sentence

if TYPE_CHECKING:
    from amparo.reconcile import Account


@dataclass(frozen=True)
class Standing:
    """How a dossier stands at one time: its claims by the id of what was read first, its account, its sentences."""

    claims: Mapping[str, Claim]
    account: Account
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """How many of each are not as they were."""

    claims: int
    lines: int
    opened: int
    closed: int
    sentences: int


def by_first_reading(claims: Iterable[Claim], former: Callable[[str], Claim | None]) -> dict[str, Claim]:
    """The claims, each under the id of the claim that it came of by corrections; `former` gives a claim by its id."""
    found = {}
    for claim in claims:
        first, seen = claim, {claim.id}
        while first.supersedes and first.supersedes not in seen and (older := former(first.supersedes)):
            first = older
            seen.add(first.id)
        found[first.id] = claim
    return found


def compare(before: Standing, after: Standing) -> Changed:
    """What lies between two times."""
    lines = [{line.id: line for line in standing.account.lines} for standing in (before, after)]
    was, now = (
        {finding.id for finding in standing.account.findings if finding.status == "open"}
        for standing in (before, after)
    )
    told, tells = ({(s.text, s.machine) for s in standing.sentences} for standing in (before, after))
    return Changed(
        claims=_differing(before.claims, after.claims),
        lines=_differing(*lines),
        opened=len(now - was),
        closed=len(was - now),
        sentences=max(len(told - tells), len(tells - told)),
    )


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> int:
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())
