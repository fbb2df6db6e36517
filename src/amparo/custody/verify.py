"""Verification from the originals up: everything that was stored is made again and set against what is there."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from amparo.custody.faults import Fault
from amparo.custody.log import Event, verify_chain
from amparo.custody.manifest import FACT, Manifest, differing
from amparo.custody.originals import hashes_of_file, listed_originals, original_path
from amparo.custody.record import (
    Record,
    Row,
    StoredCorrection,
    StoredFailure,
    StoredItem,
    StoredReading,
    StoredText,
    digest_of_body,
)
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
    "manifests",
    "texts",
    "readings",
    "claims",
    "corrections",
    "decisions",
    "problems",
    "events",
)


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
        notes: what else there is to know; no faults.
    """

    faults: tuple[Fault, ...]
    counts: Mapping[str, int]
    head: str
    unmade: tuple[str, ...] = ()
    notes: tuple[Fault, ...] = ()

    def with_more(
        self, faults: Iterable[Fault], notes: Iterable[Fault] = (), counts: Mapping[str, int] | None = None
    ) -> Verification:
        """What was verified, with what was found besides."""
        return replace(
            self,
            faults=(*self.faults, *faults),
            notes=(*self.notes, *notes),
            counts={**self.counts, **(counts or {})},
        )


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
        check.problem(problem)
    for decision in record.decisions:
        check.row("decision", decision, decision.digest)
    for correction in record.corrections:
        check.correction(correction)
    for claim in record.loose:
        check.fault("row_altered", claim.name, table="claim")
    check.strays()
    check.missing_rows()
    check.order()
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
    promises: defaultdict[tuple[str, str], list[Event]] = field(default_factory=lambda: defaultdict(list))
    corrected_by: set[tuple[str, str]] = field(default_factory=set)
    problems: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    places: defaultdict[str, list[tuple[int, tuple[int, int], str]]] = field(default_factory=lambda: defaultdict(list))
    known: set[str] = field(default_factory=set)

    def log(self, events: Iterable[Event]) -> None:
        kept = list(events)
        self.faults.extend(verify_chain(kept))
        self.counts["events"] = len(kept)
        self.head = kept[-1].hash if kept else ""
        for event in kept:
            rows = event.facts.get("rows")
            rows = {table: str(digest) for table, digest in rows.items()} if isinstance(rows, dict) else {}
            for table, digest in rows.items():
                self.promises[(table, digest)].append(event)
            if "correction" in rows:
                self.corrected_by.add((rows["correction"], rows.get("decision", "")))
            self.state_of_problem(event, rows.get("problem") or str(event.facts.get("problem", "")))

    def state_of_problem(self, event: Event, digest: str) -> None:
        """When the problem of that digest arose and was solved, by the log until now."""
        if event.act == "problem":
            self.problems[digest] = (self.problems.get(digest, (event.at, None))[0], None)
        elif event.act == "solve" and digest in self.problems:
            self.problems[digest] = (self.problems[digest][0], event.at)

    def fault(self, kind: str, where: str, **detail: str) -> None:
        self.faults.append(Fault(kind, where, detail))

    def row(self, table: str, row: Row, digest: str) -> Event | None:
        """Set a row against the log; the event that recorded it, or None where none did."""
        self.counts[f"{table}s"] += 1
        if row.differing:
            self.fault("column_altered", row.name, table=table, columns=", ".join(row.differing))
        promises = self.promises.get((table, digest))
        if not promises:
            self.fault("row_altered", row.name, table=table)
            return None
        event = promises.pop(0)
        self.places["claim" if table == "correction" else table].append((row.place, (event.seq, 0), row.name))
        return event

    def problem(self, problem: StoredFailure) -> None:
        if self.row("problem", problem.row, problem.row.digest) is None:
            return
        said = self.problems.get(problem.row.digest)
        for column, value, logged in zip(("at", "solved"), (problem.at, problem.solved), said or (), strict=False):
            if value != logged:
                self.fault("column_altered", problem.row.name, table="problem", columns=column)

    def item(self, item: StoredItem) -> None:
        self.known.add(item.sha256)
        doc = item.captures[0].name if item.captures else "?"
        manifests = [manifest for capture in item.captures if (manifest := self.capture(capture)) is not None]
        sound = self.original(item.sha256, doc, manifests)
        for text in item.texts:
            if self.row("text", text.row, text.digest) and sound:
                self.text(item, text)
        for reading in item.readings:
            self.reading(reading)

    def capture(self, row: Row) -> Manifest | None:
        """Set a capture's manifest against its record; the manifest, where there is one (none before version 0.2)."""
        event = self.row("capture", row, row.digest)
        manifest = event.facts.get(FACT) if event else None
        if event is None or not isinstance(manifest, dict):
            return None
        self.counts["manifests"] += 1
        try:
            fields = differing(manifest, to_json(_capture(row)), event.actor)
        except (InvalidValue, ValueError) as error:
            self.fault("row_unreadable", row.name, table="capture", reason=str(error))
            return manifest
        if fields:
            self.fault("manifest_differs", row.name, fields=", ".join(fields), event=str(event.seq))
        return manifest

    def original(self, sha256: str, doc: str, manifests: Iterable[Manifest]) -> bool:
        path = original_path(self.originals, sha256)
        self.counts["originals"] += 1
        try:
            found, second = hashes_of_file(path)
        except FileNotFoundError:
            self.fault("original_missing", sha256, doc=doc)
            return False
        except OSError as error:
            self.fault("row_unreadable", sha256, table="original", reason=error.strerror or str(error))
            return False
        if found != sha256:
            self.fault("original_altered", sha256, doc=doc, found=found)
        elif any(manifest.get("sha512") != second for manifest in manifests):
            self.fault("manifest_differs", doc, fields="sha512", event="?")
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
        event = self.row("reading", reading.row, reading.row.digest)
        try:
            body = json.loads(reading.row.body)
            cascade, listed = str(body["cascade"]), {str(digest): str(claim) for claim, digest in body["claims"]}
            read_in = str(body["text"])
            turns = {digest: turn for turn, digest in enumerate(listed)}
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
            if event and claim.digest in listed:
                self.places["claim"].append((claim.place, (event.seq, turns[claim.digest]), claim.name))
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
        event = self.row("correction", correction.claim, correction.claim.digest)
        if event and (correction.claim.digest, digest_of_body(correction.decision)) not in self.corrected_by:
            self.fault("column_altered", name, table="claim", columns="decision_id")
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
        for (table, _), left in self.promises.items():
            for event in left:
                self.fault("row_missing", event.subject, table=table, event=str(event.seq))

    def order(self) -> None:
        """What stands later in a table was recorded later: what counts as the newest depends on it."""
        for table, places in self.places.items():
            latest = (0, -1)
            for _, recorded, name in sorted(places):
                if recorded < latest:
                    self.fault("order_altered", name, table=table)
                latest = max(latest, recorded)


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
