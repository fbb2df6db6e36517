"""A person's act on a claim, line or finding: who, when, what, why. Never edited, only superseded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from amparo.model.codec import digest
from amparo.model.errors import InvalidValue

Act = Literal[
    "accept", "correct", "reject", "resolve", "release_name", "same_line", "other_line", "same_origin", "undo"
]
JOINING = ("same_line", "same_origin")
"""Acts that put their target together with another."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    Attributes:
        act: what was decided.
        target: id of the claim, line, finding or document, the name to release, or the id of the decision to undo.
        actor: who decided, as they wish to be named.
        at: when, ISO 8601 with zone.
        reason: why; required for every act but `accept`.
        changes: for `correct`: slots of the claim and their new values.
        supersedes: id of an earlier decision that this one replaces.
        other: for `same_line` and `same_origin`: what the target is put together with.

    Raises:
        InvalidValue: the reason, the changes or the other are missing.
    """

    act: Act
    target: str
    actor: str
    at: str
    reason: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    supersedes: str | None = None
    other: str | None = None

    def __post_init__(self) -> None:
        if not self.actor:
            raise InvalidValue("a decision names the person who took it")
        if self.act != "accept" and not self.reason.strip():
            raise InvalidValue(f"a decision to {self.act} needs a reason")
        if (self.act == "correct") != bool(self.changes):
            raise InvalidValue("a correction names the slots it changes, and no other decision does")
        if (self.act in JOINING) != bool(self.other) or self.other == self.target:
            raise InvalidValue("a decision to join names two different things, and no other decision does")

    @property
    def id(self) -> str:
        """Stable identifier."""
        joined = (self.other,) if self.other else ()
        return digest("decision", self.act, self.target, self.actor, self.at, self.reason, dict(self.changes), *joined)

    @property
    def replaces(self) -> str | None:
        """Id of the decision that no longer holds once this one does."""
        return self.target if self.act == "undo" else self.supersedes


@dataclass(frozen=True, slots=True)
class Idle:
    """A decision that has no effect now, and why, in English."""

    decision: Decision
    reason: str


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that hold, in the order given: those that no decision in force replaces, and no undoing itself."""
    known = list(decisions)
    replacing: dict[str, list[Decision]] = {}
    for decision in known:
        if decision.replaces:
            replacing.setdefault(decision.replaces, []).append(decision)
    void: dict[str, bool] = {}
    for decision in sorted(known, key=lambda d: (d.at, d.id), reverse=True):
        _judge(decision.id, replacing, void)
    return [d for d in known if d.act != "undo" and not void[d.id]]


def _judge(start: str, replacing: Mapping[str, list[Decision]], void: dict[str, bool]) -> None:
    """Tell in `void` whether the decision is replaced, after those that replace it; a circle replaces nothing."""
    waiting, open_ones = [start], {start}
    while waiting:
        this = waiting[-1]
        unjudged = [d.id for d in replacing.get(this, ()) if d.id not in void and d.id not in open_ones]
        if unjudged:
            waiting.append(unjudged[0])
            open_ones.add(unjudged[0])
            continue
        void[this] = any(not void.get(d.id, True) for d in replacing.get(this, ()))
        waiting.pop()
