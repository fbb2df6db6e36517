"""Files and folders on disk, in an order that does not depend on the machine."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from amparo.acquire.items import Limits, megabytes, shown
from amparo.model import Problem


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file's name as it is kept, and its bytes."""

    doc: str
    data: bytes


def walk(path: Path, limits: Limits) -> Iterator[FileRead | Problem]:
    """The file at `path`, or all files below it, folders in the order of their names; a row for what is left out."""
    name = path.name if path.name not in ("", ".", "..") else path.resolve().name
    if path.is_dir():
        yield from _folder(path, name, path.resolve(), limits)
    else:
        yield _file(path, shown(name), limits)


def _folder(folder: Path, name: str, root: Path, limits: Limits) -> Iterator[FileRead | Problem]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(shown(name), error)
        return
    if not entries:
        yield Problem(shown(name), "The folder is empty.", whole=True)
    for entry in entries:
        place = f"{name}/{entry.name}"
        if left_out := _left_out(entry, root):
            yield Problem(shown(place), *left_out, whole=True)
        elif entry.is_dir():
            yield from _folder(entry, place, root, limits)
        else:
            yield _file(entry, shown(place), limits)


def _left_out(entry: Path, root: Path) -> tuple[str, str] | None:
    if entry.name.startswith("."):
        return "It is hidden (its name begins with a dot), so it was left out.", "To use it, add it by its own name."
    if not entry.is_symlink():
        return None
    target = Path(os.path.realpath(entry))
    if not target.exists():
        return "It is a link to something that does not exist.", "Mend the link, or add the file it should lead to."
    if not target.is_relative_to(root):
        return "It is a link that leads out of the folder.", "To use what it leads to, add that by its own name."
    if target.is_dir():
        return "It is a link to a folder inside this one, whose files are taken where they stand.", ""
    return None


def _file(path: Path, doc: str, limits: Limits) -> FileRead | Problem:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Problem(doc, "It is neither a file nor a folder (a device, pipe or socket).", whole=True)
        if status.st_size > limits.item_bytes:
            return too_large(doc, status.st_size, limits)
        with path.open("rb") as stream:
            data = stream.read(limits.item_bytes + 1)
    except OSError as error:
        return _unreadable(doc, error)
    return too_large(doc, len(data), limits) if len(data) > limits.item_bytes else FileRead(doc, data)


def too_large(doc: str, size: int, limits: Limits) -> Problem:
    """The row of an item above the limit."""
    return Problem(
        doc,
        f"It has {megabytes(size)}; at most {megabytes(limits.item_bytes)} are taken in as one item.",
        "Split it, or raise the limit.",
        whole=True,
    )


def _unreadable(doc: str, error: OSError) -> Problem:
    return Problem(doc, f"It could not be opened: {error.strerror or error}.", "Check its permissions.", whole=True)
