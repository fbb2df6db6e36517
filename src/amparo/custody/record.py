"""What a store holds, read as it stands for verification: rows with their records, nothing in them believed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from amparo.custody.log import Event
from amparo.model import canonical


@dataclass(frozen=True, slots=True)
class Row:
    """A stored row as it stands in the database.

    Attributes:
        name: what a person knows it by: a claim's id, a document's name.
        body: the record, canonical JSON as text.
        differing: columns that do not follow from the record.
        place: where it stands among the rows of its table; a later row has a greater one.
    """

    name: str
    body: str
    differing: tuple[str, ...] = ()
    place: int = 0

    @property
    def digest(self) -> str:
        """SHA-256 of the record, as the log holds it."""
        return digest_of_body(self.body)


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text: its record without the content, and the content."""

    row: Row
    content: str

    @property
    def digest(self) -> str:
        """SHA-256 of record and content, as the log holds it."""
        return digest_of_body(self.row.body, self.content)


@dataclass(frozen=True, slots=True)
class StoredReading:
    """What one version of the cascade read in one text; the record `row` lists its claims (see `reading_body`)."""

    row: Row
    text: StoredText
    claims: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class StoredItem:
    """All that rests on one original."""

    sha256: str
    captures: tuple[Row, ...]
    texts: tuple[StoredText, ...]
    readings: tuple[StoredReading, ...]


@dataclass(frozen=True, slots=True)
class StoredFailure:
    """A problem's row, with when it arose and was solved as the row says it."""

    row: Row
    at: str
    solved: str | None


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """A claim that a person's decision made, with the record of that decision and of the claim it corrects."""

    claim: Row
    decision: str
    corrected: str
    content: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a dossier's store holds, read as it stands: nothing in it is believed.

    `loose` are claims that belong to no reading and no decision: there should be none.
    """

    events: Iterable[Event]
    items: Iterable[StoredItem]
    problems: Iterable[StoredFailure] = ()
    decisions: Iterable[Row] = ()
    corrections: Iterable[StoredCorrection] = ()
    loose: Iterable[Row] = ()


def digest_of_body(*parts: str) -> str:
    """SHA-256 over stored records, one a line."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def reading_body(cascade: str, text: str, claims: Iterable[tuple[str, str]]) -> str:
    """The record of a reading, canonical JSON.

    Args:
        cascade: name and version of the cascade and its pack.
        text: digest of the stored text.
        claims: id and body of each claim, in the order they were read.
    """
    listed = [[name, digest_of_body(body)] for name, body in claims]
    return canonical({"cascade": cascade, "text": text, "claims": listed})
