"""The ladders that a pack asks for: `charts.yaml`, and the figures of an account that stand on their steps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from amparo.model import Claim
from amparo.packs import Node, Pack
from amparo.reconcile.account import Account

T = TypeVar("T")
CURRENCY = "currency"
_CODE = re.compile(r"[A-Z]{3}")
_FILE = "charts.yaml"
Parties = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class LadderSpec:
    """One ladder of a pack.

    Attributes:
        name: its key, safe in a file name.
        title: by language.
        unit: a unit of the pack, or `currency`.
        stages: (ledger, stage) in the order of the steps.
        onward: those that lead on from the receiving party, as a return does.
    """

    name: str
    title: dict[str, str]
    unit: str
    stages: tuple[tuple[str, str], ...]
    onward: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Climb:
    """A ladder filled from an account: the parties it is about, and the claims of each step that has any."""

    spec: LadderSpec
    parties: Parties
    steps: tuple[tuple[tuple[str, str], tuple[Claim, ...]], ...]


@cache
def load_ladders(pack: Pack) -> tuple[LadderSpec, ...]:
    """The ladders of a pack; none where it has no `charts.yaml`. Raises `PackError` where one cannot be drawn."""
    if not pack.has(_FILE):
        return ()
    return tuple(_spec(name, node, pack) for name, node in pack.file(_FILE).only("ladders").need("ladders").items())


def climbs(account: Account, pack: Pack) -> Iterator[Climb]:
    """Each ladder of the pack for which the account holds a figure."""
    for spec in load_ladders(pack):
        climb = _climb(spec, account)
        if climb.steps:
            yield climb


def _spec(name: str, node: Node, pack: Pack) -> LadderSpec:
    node.only("title", "unit", "stages", "onward")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise node.fail("is no name for a file", "Use small letters, digits and _")
    title, unit = node.need("title"), node.need("unit")
    runs = [run for part in node.need("stages").children() for run in part.children()]
    return LadderSpec(
        name,
        {lang: title.need(lang).text() for lang in pack.languages},
        unit.one_of(CURRENCY, *pack.units.labels),
        tuple(_stage(child, pack) for child in runs),
        frozenset(_stage(child, pack) for child in node.get("onward").children()),
    )


def _stage(node: Node, pack: Pack) -> tuple[str, str]:
    known = [f"{ledger}.{stage}" for ledger, spec in pack.ledgers.items() for stage in spec.stages]
    ledger, _, stage = node.one_of(*known).partition(".")
    return ledger, stage


def _climb(spec: LadderSpec, account: Account) -> Climb:
    found: dict[tuple[str, str], list[Claim]] = {stage: [] for stage in spec.stages}
    for claim_id in dict.fromkeys(c for line in account.lines for c in line.claims):
        claim = account.claims[claim_id]
        if (claim.ledger, claim.stage) in found and _counts(claim.unit, spec.unit):
            found[claim.ledger, claim.stage].append(claim)
    unit = _commonest([claim.unit for claims in found.values() for claim in claims])
    aimed = [c for stage, claims in found.items() if stage not in spec.onward for c in claims if c.unit == unit]
    parties: Parties = _commonest([(c.sender, c.receiver) for c in aimed if c.sender and c.receiver]) or (None, None)
    steps = {
        stage: tuple(c for c in claims if c.unit == unit and _between(c, parties, stage in spec.onward))
        for stage, claims in found.items()
    }
    return Climb(spec, parties, tuple((stage, claims) for stage, claims in steps.items() if claims))


def _counts(unit: str | None, wanted: str) -> bool:
    return bool(unit and _CODE.fullmatch(unit)) if wanted == CURRENCY else unit == wanted


def _commonest(values: list[T]) -> T | None:
    """The value met most often; of several, the first in order."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], str(value)), default=None)


def _between(claim: Claim, parties: Parties, onward: bool) -> bool:
    sender, receiver = parties
    same = claim.sender in (None, sender) and claim.receiver in (None, receiver)
    return same or sender is None or (onward and claim.sender in (None, receiver))
