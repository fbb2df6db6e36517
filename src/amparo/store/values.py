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
    """A problem, when it arose, and when a later run solved it.

    `id` is the beginning of the digest it is logged by; empty for what is told of decisions, which have their own ids.
    """

    problem: Problem
    at: str
    solved: str | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: in a document's text, or the quote of a claim (`claim` is its id).

    `snippet` is plain text with the words found between `⟦` and `⟧`.
    """

    doc: str
    doc_id: str
    claim: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class Watched:
    """An address that is followed, and how it was found last.

    Attributes:
        url: the address.
        since: from when on; `until`: when that was ended, if it was.
        kind: `page`, `feed`, or empty before the first visit.
        etag, modified: what the server gave to ask by whether anything has changed.
        sha256: of the bytes it gave last.
        checked, changed: when it last answered, and when it last gave other bytes than before.
        not_before: until when it is left alone.
        failures: how many visits running have failed.
        reason: why the last one did, as a sentence; empty where it did not.
    """

    url: str
    since: str
    until: str | None = None
    kind: str = ""
    etag: str | None = None
    modified: str | None = None
    sha256: str | None = None
    checked: str | None = None
    changed: str | None = None
    not_before: str | None = None
    failures: int = 0
    reason: str = ""
