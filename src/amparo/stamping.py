"""Time-stamping a dossier's log: a request for its head, the authority's answer, both kept and logged at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.custody import FOLDER, Event, Stamp, keep_file, make_request, name_of
from amparo.model import AmparoError

if TYPE_CHECKING:
    from amparo.store import Store


def new_stamp(store: Store, authority: str | None) -> Stamp:
    """A request for a stamp on the log as it stands: on its last event, whose hash holds all before it."""
    head = store.head()
    if head is None:
        raise AmparoError("The log is empty, so there is nothing to stamp. Run `amparo verify` to see what is missing.")
    request = make_request(head.line.encode("utf-8", "surrogatepass"))
    return Stamp(name_of(head, request), head.seq, head.hash, request, None, authority)


def waiting_stamps(store: Store, folder: Path) -> Iterator[Stamp]:
    """The requests that were written to a file and have no answer yet, newest first."""
    events = list(store.events())
    answered = {event.facts.get("name") for event in events if event.act == "timestamp"}
    for event in reversed(events):
        if event.act == "request" and event.facts.get("name") not in answered:
            yield _requested(event, folder)


def _requested(event: Event, folder: Path) -> Stamp:
    path = folder / FOLDER / f"{event.facts['name']}.tsq"
    try:
        request = path.read_bytes()
    except OSError as error:
        raise AmparoError(
            f"{path} cannot be read: {error.strerror or error}. Restore it from a copy of the dossier."
        ) from error
    return Stamp(str(event.facts["name"]), int(event.facts["event"]), event.subject, request)


def keep_stamp(store: Store, folder: Path, stamp: Stamp, at: str, actor: str) -> None:
    """Keep the files of a stamp in `stamps/` and tell the log of it: all of that, or nothing.

    Raises:
        AmparoError: the dossier cannot be written.
    """
    new = [folder / FOLDER / name for name in stamp.files if not (folder / FOLDER / name).exists()]
    try:
        with store.at_once():
            store.log(at, actor, "timestamp" if stamp.response is not None else "request", stamp.head, stamp.facts())
            for path in new:
                keep_file(path, folder / "incoming", stamp.files[path.name])
    except (OSError, AmparoError) as error:
        for path in new:
            path.unlink(missing_ok=True)
        if isinstance(error, AmparoError):
            raise
        raise AmparoError(
            f"The time-stamp cannot be kept in {folder / FOLDER}: {error.strerror or error}. Nothing was kept. "
            "Check that the folder of the dossier can be written and that its disk has room."
        ) from error
