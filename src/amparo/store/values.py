"""What goes into the store and comes out of it, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from amparo.model import Claim, Problem, Text


@dataclass(frozen=True, slots=True)
class Standing:
    """What the store already holds of an item.

    Attributes:
        captured: whether these bytes were captured under this name.
        other_doc: another name under which these bytes were captured, if any.
        cascade: the cascade of the current reading of these bytes, if they were read.
        claims: how many claims that reading has.
        partly: whether parts of it could not be read, and have not been since.
    """

    captured: bool
    other_doc: str | None
    cascade: str | None
    claims: int
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What the cascade of that name and version read in a text."""

    text: Text
    cascade: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class StoredProblem:
    """A problem, when it arose, and when a later run solved it."""

    problem: Problem
    at: str
    solved: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: in a document's text, or the quote of a claim (`claim` is its id).

    `snippet` is plain text with the words found between `⟦` and `⟧`.
    """

    doc: str
    doc_id: str
    claim: str | None
    snippet: str
