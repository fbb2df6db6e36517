"""What speaks for each capture as evidence: its manifest, the acts on it in the log, stamps over it, its checklist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.custody import (
    FACT,
    FOLDER,
    Event,
    Held,
    Manifest,
    Point,
    berkeley_checklist,
    check_stamps,
    hash_of_file,
    original_path,
    verify_chain,
)
from amparo.model import Capture

if TYPE_CHECKING:
    from amparo.store import Store


@dataclass(frozen=True, slots=True)
class Proof:
    """Of one capture.

    Attributes:
        manifest: none where a version before manifests took it in.
        events: of the log, about this capture or its bytes.
        stamps: number of the event stamped and the authority's time, of each stamp over the capture that holds.
        points: the Berkeley Protocol checklist.
    """

    capture: Capture
    manifest: Manifest | None
    events: tuple[Event, ...]
    stamps: tuple[tuple[int, str], ...]
    points: tuple[Point, ...]


def proofs(store: Store, folder: Path, authorities: bytes | None) -> Iterator[Proof]:
    """The proof of each capture, oldest first.

    Args:
        store: of the dossier.
        folder: of the dossier.
        authorities: certificates of those trusted to stamp, PEM; None where none were given.
    """
    events = list(store.events())
    chain = not verify_chain(events)
    held = check_stamps(events, folder / FOLDER, authorities).held
    about: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        about[event.subject].append(event)
    for capture in store.captures():
        path = original_path(folder / "originals", capture.sha256)
        found = hash_of_file(path) if path.is_file() else None
        acts = [event for event in about[capture.sha256] if event.facts.get("doc") in (None, capture.doc)]
        taken = next((event for event in acts if event.act == "capture"), None)
        manifest = taken.facts.get(FACT) if taken else None
        stamps = tuple((seq, time.isoformat()) for seq, time in held if taken and taken.seq <= seq)
        known = Held(
            found,
            store.text(capture.sha256),
            logged=taken is not None,
            chain=chain,
            manifest=manifest is not None,
            stamped=bool(stamps),
        )
        acts += [event for event in about[capture.doc] if event.act in ("problem", "solve")]
        yield Proof(
            capture, manifest, tuple(sorted(acts, key=lambda e: e.seq)), stamps, berkeley_checklist(capture, known)
        )
