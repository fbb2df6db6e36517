"""Verifying a bundle by itself: its sums, then everything that is verified in a dossier."""

from __future__ import annotations

import contextlib
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from amparo.bundle import names
from amparo.bundle.record import BundleRecord, read_record
from amparo.bundle.write import manifest_name
from amparo.custody import FACT, Again, Event, Fault, Verification, check_stamps, hash_of_file, verify_dossier
from amparo.handfile import hand_faults
from amparo.model import AmparoError, Decision, InvalidValue, canonical, claim_from_json, from_json

_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")
_DAMAGED = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
_PIECE = 1 << 20
_RATIO = 1_000
_SMALL = 10_000_000


@dataclass(frozen=True, slots=True)
class BundleFile:
    """What `bundle.json` says, so far as it is needed."""

    title: str
    pack: str
    languages: tuple[str, ...]
    head: str


def is_bundle(path: Path) -> bool:
    """Whether there is a bundle at `path`: a folder with `bundle.json`, or any file, which has to be one then."""
    return path.is_file() or (path / names.ABOUT).is_file()


@contextlib.contextmanager
def open_bundle(path: Path) -> Iterator[Path]:
    """The folder of a bundle; one in a zip is unpacked while it is open.

    Raises:
        AmparoError: there is no bundle at `path`, or its zip cannot be unpacked safely.
    """
    if not is_bundle(path):
        raise AmparoError(f"There is no bundle at {path}: neither a zip nor a folder with {names.ABOUT} in it.")
    if path.is_dir():
        yield path
        return
    with TemporaryDirectory(prefix="amparo-") as name:
        try:
            with zipfile.ZipFile(path) as package:
                _unpack(package, Path(name), path)
        except _DAMAGED as error:
            raise AmparoError(f"{path} cannot be unpacked: {error}. Get the bundle again.") from error
        if not (Path(name) / names.ABOUT).is_file():
            raise AmparoError(f"{path} is no bundle: it has no {names.ABOUT}. `amparo export` makes one.")
        yield Path(name)


def _unpack(package: zipfile.ZipFile, folder: Path, path: Path) -> None:
    seen: set[str] = set()
    for member in package.infolist():
        name = PurePosixPath(member.filename)
        if name.is_absolute() or ".." in name.parts or "\\" in member.filename or member.filename in seen:
            raise AmparoError(
                f"{path} is no bundle of ours: {member.filename!r} leads out of it, or stands twice in it."
            )
        seen.add(member.filename)
        if member.file_size > _SMALL and member.file_size > _RATIO * member.compress_size:
            raise AmparoError(f"{path} is no bundle of ours: {member.filename!r} unpacks to more than can be.")
        if member.is_dir():
            continue
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with package.open(member) as source, target.open("wb") as copy:
            while piece := source.read(_PIECE):
                copy.write(piece)


def read_about(folder: Path) -> BundleFile:
    """What `bundle.json` says. Raises `AmparoError` where it cannot be read, or a newer Amparo made it."""
    path = folder / names.ABOUT
    try:
        about: Any = json.loads(path.read_text(encoding="utf-8"))
        version, languages = about["bundle"], tuple(map(str, about["languages"]))
        made = BundleFile(str(about["title"]), str(about["pack"]), languages, str(about["head"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AmparoError(f"{names.ABOUT} of the bundle cannot be read: {error}. Get the bundle again.") from error
    if version != names.VERSION:
        raise AmparoError(
            f"The bundle is of version {version!r}, and this Amparo reads version {names.VERSION}. Update it."
        )
    return made


def verify_bundle(
    folder: Path,
    again: Again,
    authorities: bytes | None = None,
    progress: Callable[[str], None] | None = None,
) -> Verification:
    """Verify the bundle in a folder, and name each thing that does not hold.

    Args:
        folder: as `open_bundle` gives it.
        again: how to read, extract and correct.
        authorities: certificates of those trusted to stamp, PEM; where none are given, those in the bundle.
        progress: called with each original's hash once it has been verified.
    """
    faults = list(_check_sums(folder))
    read = read_record(folder)
    verified = verify_dossier(read.record, folder / names.ORIGINALS, again, progress)
    faults += read.faults
    faults += _check_manifests(folder, read.events)
    faults += _check_hand(folder, read)
    if verified.head != read_about(folder).head:
        faults.append(Fault("bundle_head", names.LOG, {"head": verified.head}))
    own = (folder / names.CA).read_bytes() if (folder / names.CA).is_file() else None
    stamps = check_stamps(read.events, folder / names.STAMPS, authorities or own)
    notes = list(stamps.notes)
    if own is not None and authorities is None and stamps.held:
        notes.append(Fault("bundle_own_ca", names.CA))
    return verified.with_more([*faults, *stamps.faults], notes, {"stamps": len(stamps.held)})


def _check_sums(folder: Path) -> Iterator[Fault]:
    """Files that are not as `SHA256SUMS` says, and those that are missing or added."""
    try:
        *lines, last = (folder / names.SUMS).read_bytes().decode("utf-8", "surrogateescape").split("\n")
    except OSError:
        yield Fault("bundle_missing", names.SUMS)
        return
    listed: set[str] = set()
    if last:
        yield Fault("bundle_sums", names.SUMS, {"line": str(len(lines) + 1)})
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match is None or match[3] in listed:
            yield Fault("bundle_sums", names.SUMS, {"line": str(number)})
            continue
        name = match[3].replace("\\\\", "\\").replace("\\n", "\n") if match[1] else match[3]
        listed.add(name)
        path = folder / name
        if ".." in PurePosixPath(name).parts or path.is_symlink() or not path.is_file():
            yield Fault("bundle_missing", name)
        elif hash_of_file(path) != match[2]:
            yield Fault("bundle_altered", name)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name not in listed and name != names.SUMS and (path.is_symlink() or not path.is_dir()):
            yield Fault("bundle_stray", name)


def _check_hand(folder: Path, read: BundleRecord) -> list[Fault]:
    try:
        decisions = [from_json(Decision, json.loads(row.body)) for row in read.record.decisions]
    except (InvalidValue, ValueError, TypeError, AttributeError):
        return []  # the decision that cannot be read is a fault of its own
    quotes: dict[str, str] = {}
    rows = [claim for item in read.record.items for reading in item.readings for claim in reading.claims]
    for row in (*rows, *(correction.claim for correction in read.record.corrections)):
        with contextlib.suppress(AmparoError, ValueError, TypeError, AttributeError):
            quotes[row.name] = claim_from_json(json.loads(row.body)).quote
    return hand_faults(folder / names.HAND, decisions, quotes.get)


def _check_manifests(folder: Path, events: list[Event]) -> Iterator[Fault]:
    for event in events:
        manifest = event.facts.get(FACT)
        if event.act != "capture" or manifest is None:
            continue
        name = manifest_name(event)
        with contextlib.suppress(OSError):
            if (folder / name).read_bytes() == canonical(manifest).encode("utf-8", "surrogatepass"):
                continue
        yield Fault("bundle_manifest", name, {"event": str(event.seq)})
