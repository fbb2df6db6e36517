"""Time-stamps of the log: an authority's word, by RFC 3161, that an event and all before it stood there by then.

What is stamped is the hash of an event, which is the SHA-256 of its line: no file between the log and the stamp.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from amparo.custody.faults import Fault
from amparo.custody.log import Event, hash_of_line
from amparo.custody.opinions import Opinion, client_opinion, openssl_opinion
from amparo.custody.originals import sha256_hex
from amparo.custody.token import Token, read_request, read_response
from amparo.model import AmparoError

FOLDER = "stamps"
ACTS = ("request", "timestamp")
_AHEAD = timedelta(minutes=1)
"""How far the clock of the log may be ahead of an authority's before it is told."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A request for a stamp, and its answer once there is one; both as their bytes came.

    Attributes:
        name: that of its files, without ending.
        event: number of the event stamped.
        head: hash of that event.
    """

    name: str
    event: int
    head: str
    request: bytes
    response: bytes | None = None
    authority: str | None = None

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files, by name."""
        files = {f"{self.name}.tsq": self.request}
        return files if self.response is None else {**files, f"{self.name}.tsr": self.response}

    def facts(self) -> dict[str, object]:
        """What the log's event says of it."""
        facts: dict[str, object] = {"event": self.event, "name": self.name, "tsq": sha256_hex(self.request)}
        if self.response is not None:
            time = read_response(self.response).time.isoformat()
            facts |= {"tsr": sha256_hex(self.response), "time": time, "authority": self.authority}
        return facts


@dataclass(frozen=True, slots=True)
class StampCheck:
    """What was found of all stamps: what does not hold, what else there is to know, and which ones hold."""

    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    held: tuple[tuple[int, datetime], ...]


def name_of(event: Event, request: bytes) -> str:
    """The name of a stamp's files: the event's number, then the beginning of the request's hash."""
    return f"{event.seq:06d}-{sha256_hex(request)[:12]}"


def judge(stamp: Stamp, authorities: bytes | None) -> tuple[list[Fault], list[Fault], Token | None]:
    """What does not hold in a stamp that has its answer, what else there is to know of it, and what it says.

    Args:
        stamp: its files are judged as they are.
        authorities: certificates of those trusted, PEM; None where none were given.
    """
    response = stamp.response or b""
    try:
        asked, token = read_request(stamp.request), read_response(response)
    except ValueError as error:
        return [Fault("stamp_unreadable", stamp.name, {"reason": str(error)})], [], None
    faults = []
    if not asked.imprint == token.imprint == stamp.head:
        faults.append(Fault("stamp_of_other", stamp.name, {"event": str(stamp.event)}))
    if asked.nonce != token.nonce:
        faults.append(Fault("stamp_nonce", stamp.name))
    client = client_opinion(stamp.request, response, authorities)
    openssl = openssl_opinion(stamp.request, response, token, authorities)
    faults += _refusals(stamp.name, client, openssl)
    notes = [] if faults else _notes(stamp.name, client, openssl, authorities)
    return faults, notes, token


def _refusals(name: str, client: Opinion, openssl: Opinion) -> list[Fault]:
    refused = {"rfc3161-client": client, "openssl": openssl}
    return [
        Fault("stamp_refused", name, {"program": program, "reason": opinion.reason})
        for program, opinion in refused.items()
        if opinion.verdict == "refused" or (opinion.verdict == "form" and openssl.verdict != "holds")
    ]


def _notes(name: str, client: Opinion, openssl: Opinion, authorities: bytes | None) -> list[Fault]:
    notes = []
    if authorities is None:
        notes.append(Fault("stamp_no_authorities", name))
    if client.verdict == "form":
        notes.append(Fault("stamp_form", name, {"reason": client.reason}))
    if openssl.verdict == "none":
        alone = "stamp_unchecked" if authorities is None else "stamp_no_second"
        notes.append(Fault(alone, name, {"reason": openssl.reason}))
    return notes


def check_stamps(events: Iterable[Event], folder: Path, authorities: bytes | None) -> StampCheck:
    """Check every stamp that the log tells of, and that there are no files of others.

    Args:
        events: the log.
        folder: where the files of the stamps are.
        authorities: certificates of those trusted, PEM; None where none were given.
    """
    check = _Check({event.seq: event for event in events}, folder, authorities)
    told = [event for event in check.events.values() if event.act in ACTS]
    for event in told:
        check.told(event)
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in check.known:
            check.faults.append(Fault("stamp_stray", path.name))
    return StampCheck(tuple(check.faults), tuple(check.notes), tuple(check.held))


@dataclass
class _Check:
    events: Mapping[int, Event]
    folder: Path
    authorities: bytes | None
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    held: list[tuple[int, datetime]] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    def told(self, event: Event) -> None:
        """The stamp that an event of the log tells of."""
        name, number = str(event.facts.get("name")), event.facts.get("event")
        files = {kind: self._file(name, kind, event) for kind in ("tsq", "tsr") if kind in event.facts}
        stamped = self.events.get(number) if isinstance(number, int) else None
        if stamped is None or hash_of_line(stamped.line) != event.subject or stamped.seq >= event.seq:
            self.faults.append(Fault("stamp_unchained", name, {"event": str(number)}))
            return
        request, response = files.get("tsq"), files.get("tsr")
        if event.act == "timestamp" and request is not None and response is not None:
            self._answered(Stamp(name, stamped.seq, event.subject, request, response), stamped)

    def _answered(self, stamp: Stamp, stamped: Event) -> None:
        faults, notes, token = judge(stamp, self.authorities)
        self.faults += faults
        self.notes += notes
        if token and not faults:
            self.held.append((stamp.event, token.time))
            written = _moment(stamped.at)
            if written and written - token.time > _AHEAD:
                detail = {"event": str(stamped.seq), "at": stamped.at, "time": token.time.isoformat()}
                self.notes.append(Fault("stamp_clock", stamp.name, detail))

    def _file(self, name: str, kind: str, event: Event) -> bytes | None:
        """The bytes of a stamp's file; None where it is not there. What is not as recorded is a fault."""
        file = f"{name}.{kind}"
        self.known.add(file)
        data = None
        with contextlib.suppress(OSError):
            data = (self.folder / Path(file).name).read_bytes()
        if data is not None and sha256_hex(data) == event.facts.get(kind):
            return data
        if file not in self.named:
            fault = "stamp_missing" if data is None else "stamp_altered"
            self.faults.append(Fault(fault, file, {"event": str(event.seq)}))
            self.named.add(file)
        return data


def _moment(at: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def trusted_authorities(path: Path) -> bytes:
    """The certificates of a PEM file. Raises `AmparoError` where it cannot be read or holds none."""
    from cryptography.x509 import load_pem_x509_certificates

    try:
        data = path.read_bytes()
        load_pem_x509_certificates(data)
    except OSError as error:
        raise AmparoError(
            f"{path}, the `ca` of amparo.toml, cannot be read: {error.strerror or error}. Mend its name there."
        ) from error
    except ValueError as error:
        raise AmparoError(
            f"{path}, the `ca` of amparo.toml, holds no certificates: {error}. "
            "Give the certificates of the authority in the form PEM."
        ) from error
    return data


def answer_of(response: bytes, stamps: Iterable[Stamp], authorities: bytes | None) -> Stamp:
    """The stamp that an answer completes, once it was found to hold.

    Args:
        response: as the authority gave it.
        stamps: those requested and not answered.
        authorities: certificates of those trusted, PEM; None where none were given.

    Raises:
        AmparoError: it is no answer, or a refusal; no request is waiting for it; it does not hold.
    """
    try:
        token = read_response(response)
    except ValueError as error:
        raise AmparoError(f"This is no time-stamp that can be kept: {error}. Nothing was kept.") from error
    for waiting in stamps:
        asked = read_request(waiting.request)
        if (asked.imprint, asked.nonce) == (token.imprint, token.nonce):
            stamp = Stamp(waiting.name, waiting.event, waiting.head, waiting.request, response, waiting.authority)
            faults, _, _ = judge(stamp, authorities)
            if faults:
                raise AmparoError(f"{faults[0].sentence()} Nothing was kept.")
            return stamp
    raise AmparoError(
        "No request of this dossier is waiting for this time-stamp: its hash or its number (nonce) is another. "
        "Nothing was kept. Give the answer to the file that `amparo timestamp --request` wrote."
    )
