"""Verification from the originals up: everything that was stored is made again and set against what is there."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from amparo.custody.faults import Fault
from amparo.custody.log import Event, verify_chain
from amparo.custody.originals import hash_of_file, listed_originals, original_path
from amparo.model import (
    AmparoError,
    Capture,
    Claim,
    InvalidValue,
    MissingTool,
    SkipItem,
    Text,
    canonical,
    claim_from_json,
    claim_to_json,
    from_json,
    to_json,
)

COUNTED = (
    "originals",
    "captures",
    "texts",
    "readings",
    "claims",
    "corrections",
    "decisions",
    "problems",
    "events",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A stored row as it stands in the database.

    Attributes:
        name: what a person knows it by: a claim's id, a document's name.
        body: the record, canonical JSON as text.
        differing: columns that do not follow from the record.
    """

    name: str
    body: str
    differing: tuple[str, ...] = ()

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
    problems: Iterable[Row] = ()
    decisions: Iterable[Row] = ()
    corrections: Iterable[StoredCorrection] = ()
    loose: Iterable[Row] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """How to make again what was stored.

    Attributes:
        read: an original's capture and bytes to its text; may raise `SkipItem`, or `MissingTool` where a program that
            it needs is not here.
        extract: a text to its claims.
        cascade: name and version of what `extract` is.
        correct: a claim, the decision's JSON and the content to the corrected claim; may raise `AmparoError`.
    """

    read: Callable[[Capture, bytes], Text]
    extract: Callable[[Text], list[Claim]]
    cascade: str
    correct: Callable[[Claim, Mapping[str, Any], str], Claim]


@dataclass(frozen=True, slots=True)
class Verification:
    """What was verified.

    Attributes:
        faults: what does not hold; empty where everything does.
        counts: how many of each of `COUNTED` were verified.
        head: hash of the log's last event, to be noted down: a log cut off at its end no longer ends with it.
        unmade: texts and readings whose reader is of another version than ours; they were set against the log alone.
    """

    faults: tuple[Fault, ...]
    counts: Mapping[str, int]
    head: str
    unmade: tuple[str, ...] = ()


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


def verify_dossier(
    record: Record, originals: Path, again: Again, progress: Callable[[str], None] | None = None
) -> Verification:
    """Verify a dossier from its originals up and name each thing that does not hold.

    Args:
        record: what the store holds.
        originals: folder of the originals.
        again: how to read, extract and correct.
        progress: called with each original's hash once it has been verified.
    """
    check = _Check(originals, again)
    check.log(record.events)
    for item in record.items:
        check.item(item)
        if progress:
            progress(item.sha256)
    for problem in record.problems:
        check.row("problem", problem, problem.digest)
    for decision in record.decisions:
        check.row("decision", decision, decision.digest)
    for correction in record.corrections:
        check.correction(correction)
    for claim in record.loose:
        check.fault("row_altered", claim.name, table="claim")
    check.strays()
    check.missing_rows()
    counts = {name: check.counts[name] for name in COUNTED}
    return Verification(tuple(check.faults), counts, check.head, tuple(check.unmade))


@dataclass
class _Check:
    """The state of one verification: what the log promises and has not been found yet, and what was found wrong."""

    originals: Path
    again: Again
    faults: list[Fault] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    unmade: list[str] = field(default_factory=list)
    head: str = ""
    promised: Counter[tuple[str, str]] = field(default_factory=Counter)
    promises: dict[tuple[str, str], Event] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def log(self, events: Iterable[Event]) -> None:
        kept = list(events)
        self.faults.extend(verify_chain(kept))
        self.counts["events"] = len(kept)
        self.head = kept[-1].hash if kept else ""
        for event in kept:
            rows = event.facts.get("rows")
            for table, digest in rows.items() if isinstance(rows, dict) else ():
                self.promised[(table, str(digest))] += 1
                self.promises[(table, str(digest))] = event

    def fault(self, kind: str, where: str, **detail: str) -> None:
        self.faults.append(Fault(kind, where, detail))

    def row(self, table: str, row: Row, digest: str) -> bool:
        """Set a row against the log; whether it is as recorded."""
        self.counts[f"{table}s"] += 1
        if row.differing:
            self.fault("column_altered", row.name, table=table, columns=", ".join(row.differing))
        if not self.promised[(table, digest)]:
            self.fault("row_altered", row.name, table=table)
            return False
        self.promised[(table, digest)] -= 1
        return True

    def item(self, item: StoredItem) -> None:
        self.known.add(item.sha256)
        doc = item.captures[0].name if item.captures else "?"
        for capture in item.captures:
            self.row("capture", capture, capture.digest)
        sound = self.original(item.sha256, doc)
        for text in item.texts:
            if self.row("text", text.row, text.digest) and sound:
                self.text(item, text)
        for reading in item.readings:
            self.reading(reading)

    def original(self, sha256: str, doc: str) -> bool:
        path = original_path(self.originals, sha256)
        self.counts["originals"] += 1
        try:
            found = hash_of_file(path)
        except FileNotFoundError:
            self.fault("original_missing", sha256, doc=doc)
            return False
        except OSError as error:
            self.fault("row_unreadable", sha256, table="original", reason=error.strerror or str(error))
            return False
        if found != sha256:
            self.fault("original_altered", sha256, doc=doc, found=found)
        return found == sha256

    def text(self, item: StoredItem, stored: StoredText) -> None:
        name = stored.row.name
        try:
            text = _text(stored)
            capture = next(c for c in (_capture(row) for row in item.captures) if c.doc == text.doc)
            data = original_path(self.originals, item.sha256).read_bytes()
            made = self.again.read(capture, data)
        except MissingTool:
            self.unmade.append(f"{name}: {_reader(stored)}")
            return
        except SkipItem as error:
            self.fault("text_unreadable", name, reader=_reader(stored), reason=error.reason)
            return
        except (InvalidValue, ValueError, StopIteration) as error:
            self.fault("row_unreadable", name, table="text", reason=str(error) or "its capture is not there")
            return
        if made.reader != text.reader:
            self.unmade.append(f"{name}: {text.reader}")
        elif to_json(made) != to_json(text):
            self.fault("text_not_remade", name, reader=text.reader)

    def reading(self, reading: StoredReading) -> None:
        name = reading.row.name
        self.row("reading", reading.row, reading.row.digest)
        try:
            body = json.loads(reading.row.body)
            cascade, listed = str(body["cascade"]), {str(digest): str(claim) for claim, digest in body["claims"]}
            read_in = str(body["text"])
            text = _text(reading.text)
        except (AmparoError, ValueError, TypeError, KeyError) as error:
            self.fault("row_unreadable", name, table="reading", reason=str(error))
            return
        if read_in != reading.text.digest:
            self.fault("column_altered", name, table="reading", columns="text")
        stored: dict[str, Row] = {}
        for claim in reading.claims:
            if claim.digest not in listed or claim.digest in stored:
                self.fault("row_altered", claim.name, table="claim")
            self.claim(claim, reading.text.content)
            stored[claim.digest] = claim
        for digest, claim_id in listed.items():
            if digest not in stored:
                self.fault("claim_missing", claim_id, doc=name)
        if cascade != self.again.cascade:
            self.unmade.append(f"{name}: {cascade}")
            return
        made = {digest_of_body(canonical(claim_to_json(claim))): claim for claim in self.again.extract(text)}
        for digest, claim in stored.items():
            if digest not in made:
                self.fault("claim_not_remade", claim.name, doc=name, cascade=cascade)
        for digest, made_claim in made.items():
            if digest not in stored:
                self.fault("claim_dropped", made_claim.id, doc=name, cascade=cascade, quote=made_claim.quote)

    def claim(self, row: Row, content: str) -> None:
        """The claim's own invariants (its value parses from its quote) and its place in the text."""
        self.counts["claims"] += 1
        if row.differing:
            self.fault("column_altered", row.name, table="claim", columns=", ".join(row.differing))
        try:
            claim = claim_from_json(json.loads(row.body))
        except (AmparoError, ValueError, TypeError, AttributeError) as error:
            self.fault("row_unreadable", row.name, table="claim", reason=str(error))
            return
        if claim.id != row.name:
            self.fault("column_altered", row.name, table="claim", columns="id")
        if not claim.anchor.found_in(content):
            place = {"start": str(claim.anchor.start), "end": str(claim.anchor.end), "doc": claim.doc}
            self.fault("anchor_lost", row.name, **place, quote=claim.quote)

    def correction(self, correction: StoredCorrection) -> None:
        name = correction.claim.name
        self.row("correction", correction.claim, correction.claim.digest)
        self.claim(correction.claim, correction.content)
        try:
            corrected = claim_from_json(json.loads(correction.corrected))
            made = self.again.correct(corrected, json.loads(correction.decision), correction.content)
        except (AmparoError, ValueError, TypeError, AttributeError) as error:
            self.fault("correction_not_remade", name, reason=str(error))
            return
        if canonical(claim_to_json(made)) != correction.claim.body:
            self.fault("correction_not_remade", name, reason=f"made again, it is claim {made.id} with other slots")

    def strays(self) -> None:
        for path, sha256 in listed_originals(self.originals):
            if sha256 is None or sha256 not in self.known:
                self.fault("original_stray", str(path.relative_to(self.originals)))

    def missing_rows(self) -> None:
        for (table, digest), left in self.promised.items():
            if left > 0:
                event = self.promises[(table, digest)]
                self.fault("row_missing", event.subject, table=table, event=str(event.seq))


def _text(stored: StoredText) -> Text:
    meta = json.loads(stored.row.body)
    if not isinstance(meta, dict):
        raise InvalidValue("its record is not a JSON object")
    return from_json(Text, {**meta, "content": stored.content})


def _capture(row: Row) -> Capture:
    data = json.loads(row.body)
    if not isinstance(data, dict):
        raise InvalidValue("its record is not a JSON object")
    return from_json(Capture, data)


def _reader(stored: StoredText) -> str:
    return str(json.loads(stored.row.body).get("reader", "?"))
