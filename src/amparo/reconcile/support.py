"""What rests on what: the graph behind `n documents, m origins`, and what falls where a part of it is taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from amparo.model import Figure, Line, digest
from amparo.reconcile.account import Account


@dataclass(frozen=True, slots=True)
class Weakened:
    """A figure that loses claims, and how many documents and origins are left for it; none where it falls."""

    line: Line
    stage: str
    figure: Figure
    documents: int
    origins: int


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What taking out documents or origins does: ids of the claims that fall, and the figures they stood behind."""

    claims: tuple[str, ...]
    figures: tuple[Weakened, ...]


def resting(account: Account) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The ids of the claims that rest on each origin (by id), by the document they stand in."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim, ground in account.grounds.items():
        for key in ground.rests:
            found[_origin(key)][ground.doc].append(claim)
    return {
        origin: {doc: tuple(claims) for doc, claims in sorted(docs.items())} for origin, docs in sorted(found.items())
    }


def withdraw(account: Account, docs: Collection[str] = (), origins: Collection[str] = ()) -> Withdrawal:
    """What falls without these documents and origins (ids of each).

    With a document fall its claims and, in others, those in passages that it had first. With an origin fall all claims
    that rest on it, in whatever document, also where they may rest on another beside it.
    """
    copies = {_origin(f"copy:{doc}") for doc in docs}
    gone = {*origins, *copies}
    fallen = {
        claim
        for claim, ground in account.grounds.items()
        if ground.doc in docs or any(_origin(key) in gone for key in ground.rests)
    }
    return Withdrawal(
        tuple(claim for claim in account.claims if claim in fallen),
        tuple(_weakened(account, fallen)) if fallen else (),
    )


def _weakened(account: Account, fallen: Collection[str]) -> Iterable[Weakened]:
    for line in account.lines:
        for step in line.steps:
            for figure in step.figures:
                left = [claim for claim in figure.claims if claim not in fallen]
                if len(left) < len(figure.claims):
                    docs = {account.claims[claim].document for claim in left}
                    yield Weakened(line, step.stage, figure, len(docs), account.origins_behind(left))


@cache
def _origin(key: str) -> str:
    """The id of the origin that goes by a key of a ground."""
    return digest("origin", key)
