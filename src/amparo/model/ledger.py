"""What setting claims side by side gives: lines, relations, origins, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from amparo.model.claim import Bound, Stance, Value
from amparo.model.errors import InvalidValue

RelationKind = Literal[
    "agrees", "narrows", "part_of", "differs", "restates", "denies", "other_stage", "copies", "drifts"
]
FindingKind = Literal[
    "contradiction",
    "denial",
    "cap_exceeded",
    "shortfall",
    "sum_closes",
    "sum_fails",
    "rate_closes",
    "rate_fails",
    "drift",
    "single_origin",
    "restated",
    "order_breached",
    "impossible_date",
    "gap",
]
OriginKind = Literal["own", "wire", "official", "document", "copy"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where claims ultimately come from.

    Attributes:
        id: stable identifier.
        kind: own reporting, wire credit, named official, named document, or copy of a passage.
        name: publisher, agency, official or document.
        docs: ids of the documents that rest on it.
    """

    id: str
    kind: OriginKind
    name: str
    docs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a step: what was said, as an interval, by which claims, in how many documents, of how many origins.

    `low` and `high` bound the interval the words allow; None is open or unknown. `scope` is the part of the whole that
    the figure counts. A figure whose claims deny it has stance `denies`: it was said not to be so.
    """

    value: Value
    bound: Bound
    low: float | None
    high: float | None
    claims: tuple[str, ...]
    documents: int
    origins: int
    scope: Mapping[str, str] = field(default_factory=dict)
    stance: Stance = "affirms"


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of a line with the figures that were given for it."""

    stage: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """All claims that measure the same thing, as a ladder of stages in the pack's order."""

    id: str
    ledger: str
    unit: str | None
    sender: str | None
    receiver: str | None
    scope: Mapping[str, str] = field(default_factory=dict)
    when: str | None = None
    steps: tuple[Step, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of all claims of the line, ladder order."""
        return tuple(c for step in self.steps for figure in step.figures for c in figure.claims)


@dataclass(frozen=True, slots=True)
class Relation:
    """How one claim stands to another of its line; `reason` says why, in English."""

    kind: RelationKind
    claim: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What the reader must know: a conflict, a gap or a sum that closes.

    Attributes:
        id: stable over runs while its kind and claims stay the same.
        status: `open`, or `resolved` by the decision `resolved_by`.
        explanation: one sentence per language code.
        arithmetic: the sum, ratio or comparison, such as `238 + 23 = 261`; empty where none.
        claims: ids.
    """

    id: str
    kind: FindingKind
    ledger: str
    explanation: Mapping[str, str]
    arithmetic: str
    claims: tuple[str, ...]
    status: Literal["open", "resolved"] = "open"
    resolved_by: str | None = None

    def __post_init__(self) -> None:
        if self.kind != "gap" and not self.claims:
            raise InvalidValue(f"a finding of kind {self.kind} rests on claims; it names none")
        if not self.explanation:
            raise InvalidValue("a finding explains itself in at least one language")
