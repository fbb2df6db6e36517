"""A person's act on a claim, line or finding: who, when, what, why. Never edited, only superseded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from amparo.model.codec import digest
from amparo.model.errors import InvalidValue

Act = Literal["accept", "correct", "reject", "resolve", "release_name", "same_line", "other_line", "same_origin"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.

    Attributes:
        act: what was decided.
        target: id of the claim or finding, or the name to release.
        actor: who decided, as they wish to be named.
        at: when, ISO 8601 with zone.
        reason: why; required for every act but `accept`.
        changes: for `correct`: slots of the claim and their new values.
        supersedes: id of an earlier decision that this one replaces.

    Raises:
        InvalidValue: the reason or the changes are missing.
    """

    act: Act
    target: str
    actor: str
    at: str
    reason: str = ""
    changes: Mapping[str, Any] = field(default_factory=dict)
    supersedes: str | None = None

    def __post_init__(self) -> None:
        if not self.actor:
            raise InvalidValue("a decision names the person who took it")
        if self.act != "accept" and not self.reason.strip():
            raise InvalidValue(f"a decision to {self.act} needs a reason")
        if (self.act == "correct") != bool(self.changes):
            raise InvalidValue("a correction names the slots it changes, and no other decision does")

    @property
    def id(self) -> str:
        """Stable identifier."""
        return digest("decision", self.act, self.target, self.actor, self.at, self.reason, dict(self.changes))
