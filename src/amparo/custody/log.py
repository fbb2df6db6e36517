"""The custody log: every act an event, each event holding the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from amparo.custody.faults import Fault
from amparo.model import canonical

FIRST = "0" * 64
"""What stands for the previous hash in the first event."""


@dataclass(frozen=True, slots=True)
class Event:
    """One act in the log.

    Attributes:
        seq: 1 for the first, then without gaps.
        at: when, ISO 8601 with zone.
        actor: who acted: a person as they wish to be named, or the program.
        act: `create`, `capture`, `read`, `extract`, `problem`, `solve`, `decide`, `request`, `timestamp`, `export`.
        subject: what was acted on: a SHA-256, a document's name, the id of a claim or finding.
        data: canonical JSON, as text so that not one byte of it can change unseen.
        previous: hash of the event before, `FIRST` for the first.
        hash: SHA-256 of `line`.
    """

    seq: int
    at: str
    actor: str
    act: str
    subject: str
    data: str
    previous: str
    hash: str

    @property
    def line(self) -> str:
        """The event without its hash as one line of canonical JSON: what is hashed."""
        head = canonical({"act": self.act, "actor": self.actor, "at": self.at})[:-1]
        tail = canonical({"previous": self.previous, "seq": self.seq, "subject": self.subject})[1:]
        return f'{head},"data":{self.data},{tail}'

    @property
    def facts(self) -> dict[str, Any]:
        """`data` as values; empty where it is not a JSON object (a fault that `verify_chain` names)."""
        try:
            facts = json.loads(self.data)
        except ValueError:
            return {}
        return facts if isinstance(facts, dict) else {}


def append_event(
    previous: Event | None, at: str, actor: str, act: str, subject: str, data: Mapping[str, Any] | None = None
) -> Event:
    """The event that follows `previous` (None: the log is empty)."""
    seq, before = (previous.seq + 1, previous.hash) if previous else (1, FIRST)
    event = Event(seq, at, actor, act, subject, canonical(data or {}), before, "")
    return replace(event, hash=hash_of_line(event.line))


def hash_of_line(line: str) -> str:
    """The hash of an event's canonical line."""
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()


def verify_chain(events: Iterable[Event]) -> list[Fault]:
    """What does not hold in the log: events altered, missing, added or out of order. Events come in stored order."""
    faults: list[Fault] = []
    seq, before = 0, FIRST
    for event in events:
        where = str(event.seq)
        if hash_of_line(event.line) != event.hash:
            faults.append(Fault("event_altered", where, {"act": event.act, "subject": event.subject}))
        elif event.seq != seq + 1:
            faults.append(Fault("event_missing", where, {"expected": str(seq + 1)}))
        elif event.previous != before:
            faults.append(Fault("chain_broken", where, {"before": str(seq)}))
        seq, before = event.seq, event.hash
    return faults
