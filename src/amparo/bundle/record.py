"""The rows of a bundle, read for verification: nothing in them is believed."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from amparo.bundle import names
from amparo.custody import (
    Event,
    Fault,
    Record,
    Row,
    StoredCorrection,
    StoredFailure,
    StoredItem,
    StoredReading,
    StoredText,
    digest_of_body,
    hash_of_line,
)
from amparo.model import AmparoError, Decision, InvalidValue, canonical, claim_from_json, from_json

_FIELDS = ("seq", "at", "actor", "act", "subject", "previous")


@dataclass
class BundleRecord:
    """What the files of a bundle hold, and what in them is no record at all."""

    events: list[Event]
    record: Record
    faults: list[Fault]


@dataclass
class _Log:
    """What the log says of rows: which event recorded one, and what a problem's state is."""

    recorded: dict[tuple[str, str], Event] = field(default_factory=dict)
    corrections: list[tuple[str, str]] = field(default_factory=list)
    states: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    def place(self, table: str, digest: str) -> int:
        """A bundle has no order of its own: a row stands where the log recorded it."""
        event = self.recorded.get((table, digest))
        return event.seq if event else 0


def read_record(folder: Path) -> BundleRecord:
    """Read the record of the bundle in a folder; what cannot be read is a fault."""
    faults: list[Fault] = []
    events = list(_events(folder, faults))
    log = _log(events)
    claims = {digest_of_body(body): body for body in _lines(folder, names.CLAIMS, faults)}
    decisions = [_row("decision", body, _decision_id, log) for body in _lines(folder, names.DECISIONS, faults)]
    items = _Items(log, claims)
    items.read(folder, faults)
    corrections, loose = _corrections(folder, log, decisions, items, faults)
    problems = []
    for body in _lines(folder, names.PROBLEMS, faults):
        at, solved = log.states.get(digest_of_body(body), ("", None))
        problems.append(StoredFailure(_row("problem", body, _doc, log), at, solved))
    unread = [body for digest, body in claims.items() if digest not in items.used]
    loose += [_row("claim", body, _claim_id, log) for body in unread]
    record = Record(events, list(items.items()), problems, decisions, corrections, loose)
    return BundleRecord(events, record, faults)


@dataclass
class _Items:
    log: _Log
    claims: Mapping[str, str]
    captures: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    texts: defaultdict[str, list[StoredText]] = field(default_factory=lambda: defaultdict(list))
    readings: defaultdict[str, list[StoredReading]] = field(default_factory=lambda: defaultdict(list))
    used: set[str] = field(default_factory=set)
    read_in: dict[str, StoredText] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)

    def read(self, folder: Path, faults: list[Fault]) -> None:
        by_digest: dict[str, StoredText] = {}
        for path in sorted((folder / names.TEXTS).glob("*")):
            body, _, content = _decoded(path.read_bytes()).partition("\n")
            text = StoredText(_row("text", body, _doc, self.log, digest_of_body(body, content)), content)
            by_digest[text.digest] = text
            if self._named(body, "doc_id", f"{names.TEXTS}/{path.name}", faults):
                self.texts[_field(body, "doc_id")].append(text)
        for number, body in enumerate(_lines(folder, names.CAPTURES, faults), 1):
            if self._named(body, "sha256", f"{names.CAPTURES}:{number}", faults):
                self.captures[_field(body, "sha256")].append(_row("capture", body, _doc, self.log))
        for body in _lines(folder, names.READINGS, faults):
            self._reading(body, by_digest, faults)

    def _named(self, body: str, key: str, where: str, faults: list[Fault]) -> bool:
        """Whether a record names its original; where it does not, that is a fault."""
        if re.fullmatch(r"[0-9a-f]{64}", _field(body, key)):
            return True
        faults.append(
            Fault("row_unreadable", where, {"table": where.partition(".")[0], "reason": "it names no original"})
        )
        return False

    def _reading(self, body: str, by_digest: Mapping[str, StoredText], faults: list[Fault]) -> None:
        text = by_digest.get(_field(body, "text")) or StoredText(Row("?", "{}"), "")
        listed = _object(body).get("claims")
        rows = []
        first = self.log.place("reading", digest_of_body(body))
        for pair in listed if isinstance(listed, list) else ():
            claim_id, digest = (str(pair[0]), str(pair[1])) if isinstance(pair, list) and len(pair) == 2 else ("?", "")
            if digest in self.claims:
                self.used.add(digest)
                self.read_in[claim_id], self.bodies[claim_id] = text, self.claims[digest]
                rows.append(Row(claim_id, self.claims[digest], place=first))
        name = text.row.name
        event = self.log.recorded.get(("reading", digest_of_body(body)))
        sha256 = _field(text.row.body, "doc_id") or (event.subject if event else "")
        if not sha256:
            faults.append(Fault("row_altered", name, {"table": "reading"}))
            return
        self.readings[sha256].append(StoredReading(Row(name, body, place=first), text, tuple(rows)))

    def items(self) -> Iterator[StoredItem]:
        for sha256 in dict.fromkeys((*self.captures, *self.texts, *self.readings)):
            parts = (tuple(part.get(sha256, ())) for part in (self.captures, self.texts, self.readings))
            captures, texts, readings = parts
            yield StoredItem(sha256, captures, texts, readings)  # type: ignore[arg-type]


def _corrections(
    folder: Path, log: _Log, decisions: Iterable[Row], items: _Items, faults: list[Fault]
) -> tuple[list[StoredCorrection], list[Row]]:
    bodies = list(_lines(folder, names.CORRECTIONS, faults))
    left = {digest_of_body(body): body for body in bodies}
    decided = {decision.digest: decision.body for decision in decisions}
    every = {**items.bodies, **{_claim_id(body): body for body in bodies}}
    corrections = []
    for digest, decision in log.corrections:
        body = left.pop(digest, None)
        if body is None:
            continue
        old = _field(body, "supersedes")
        read_in = _origin(old, every, items.read_in)
        corrections.append(
            StoredCorrection(
                _row("correction", body, _claim_id, log),
                decided.get(decision, ""),
                every.get(old, ""),
                read_in.content if read_in else "",
            )
        )
    return corrections, [_row("claim", body, _claim_id, log) for body in left.values()]


def _origin(claim: str, every: Mapping[str, str], read_in: Mapping[str, StoredText]) -> StoredText | None:
    """The text that a claim, or what it corrects in the end, was read in."""
    seen: set[str] = set()
    while claim and claim not in seen:
        if claim in read_in:
            return read_in[claim]
        seen.add(claim)
        claim = _field(every.get(claim, "{}"), "supersedes")
    return None


def _log(events: Iterable[Event]) -> _Log:
    log = _Log()
    for event in events:
        rows = event.facts.get("rows")
        rows = {table: str(digest) for table, digest in rows.items()} if isinstance(rows, dict) else {}
        log.recorded.update(dict.fromkeys(rows.items(), event))
        if "correction" in rows:
            log.corrections.append((rows["correction"], rows.get("decision", "")))
        digest = rows.get("problem") or str(event.facts.get("problem", ""))
        if event.act == "problem":
            log.states[digest] = (log.states.get(digest, (event.at, None))[0], None)
        elif event.act == "solve" and digest in log.states:
            log.states[digest] = (log.states[digest][0], event.at)
    return log


def _events(folder: Path, faults: list[Fault]) -> Iterator[Event]:
    for number, line in enumerate(_lines(folder, names.LOG, faults), 1):
        data = _object(line)
        try:
            values = {name: data[name] for name in _FIELDS}
            event = Event(**values, data=canonical(data["data"]), hash=hash_of_line(line))
            sound = type(event.seq) is int and all(isinstance(values[name], str) for name in _FIELDS[1:])
        except (KeyError, ValueError, TypeError):
            sound = False
        if sound:
            yield event
        else:
            faults.append(Fault("row_unreadable", f"{names.LOG}:{number}", {"table": "event", "reason": "no event"}))


def _lines(folder: Path, name: str, faults: list[Fault]) -> Iterator[str]:
    try:
        data = (folder / name).read_bytes()
    except OSError as error:
        detail = {"table": name, "reason": error.strerror or str(error)}
        faults.append(Fault("row_unreadable", name, detail))
        return
    for line in data.split(b"\n"):
        if line:
            yield _decoded(line)


def _decoded(data: bytes) -> str:
    """Text as it was written; of what is no text, something whose hash is another."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _row(table: str, body: str, name: Callable[[str], str], log: _Log, digest: str | None = None) -> Row:
    return Row(name(body), body, place=log.place(table, digest or digest_of_body(body)))


def _doc(body: str) -> str:
    return _field(body, "doc") or "?"


def _claim_id(body: str) -> str:
    try:
        return claim_from_json(json.loads(body)).id
    except (AmparoError, ValueError, TypeError, AttributeError, RecursionError):
        return "?"


def _decision_id(body: str) -> str:
    try:
        return from_json(Decision, json.loads(body)).id
    except (InvalidValue, ValueError, TypeError, AttributeError, RecursionError):
        return "?"


def _field(body: str, key: str) -> str:
    value = _object(body).get(key)
    return value if isinstance(value, str) else ""


def _object(body: str) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
