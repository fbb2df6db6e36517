"""Writing a bundle: every record a line or a file whose SHA-256 stands in the log, and all of it in SHA256SUMS."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from amparo import __version__
from amparo.bundle import names
from amparo.bundle.page import StampToCheck, how_to_verify
from amparo.bundle.wacz import Captured, write_wacz
from amparo.custody import FACT, FOLDER, Event, Record, StoredItem, listed_originals, original_path
from amparo.model import AmparoError, canonical
from amparo.proofs import Proof

_DATE = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 20
_NAME_OF_STAMP = re.compile(r"[0-9]{6,}-[0-9a-f]{12}")
"""It stands in a command that a stranger copies."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a dossier holds, to be written.

    Attributes:
        folder: of the dossier.
        title, pack, languages: what `amparo.toml` says.
        record: all rows, as they stand.
        proofs: of every capture.
        titles: of the documents that could be read, by SHA-256.
        authorities: certificates of those trusted to stamp, PEM, if given.
    """

    folder: Path
    title: str
    pack: str
    languages: tuple[str, ...]
    record: Record
    proofs: tuple[Proof, ...]
    titles: dict[str, str | None]
    authorities: bytes | None


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        files: how many.
        sums: SHA-256 of `SHA256SUMS`: it stands for all of it.
        missing: SHA-256 of the originals that are not there to be written.
    """

    files: int
    sums: str
    missing: tuple[str, ...]


def write_bundle(holdings: Holdings, out: Path, made: str) -> Exported:
    """Write a bundle to `out`: a zip where it ends in `.zip`, else a folder. Either is there whole, or not at all.

    Args:
        holdings: what to write.
        out: must not be there yet.
        made: when, ISO 8601.

    Raises:
        AmparoError: there is something at `out`, or it cannot be written.
    """
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise AmparoError(f"{out} is there already, and a bundle overwrites nothing. Name another file or folder.")
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with TemporaryDirectory(prefix="amparo-") as name:
            work = Path(name)
            parts = sorted(_parts(holdings, work, made), key=lambda item: item[0])
            write = _write_zip if out.suffix.lower() == ".zip" else _write_folder
            exported = write(part, parts)
        if out.is_dir():
            out.rmdir()
        part.replace(out)
    except OSError as error:
        raise AmparoError(
            f"The bundle cannot be written to {out}: {error.strerror or error}. Nothing is there now. "
            "Check that its folder is there and can be written, and that its disk has room."
        ) from error
    finally:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)
    there = {sha256 for _, sha256 in listed_originals(holdings.folder / "originals")}
    missing = {proof.capture.sha256 for proof in holdings.proofs} - there
    return Exported(len(parts) + 1, exported, tuple(sorted(missing)))


def _parts(holdings: Holdings, work: Path, made: str) -> Iterator[tuple[str, Path]]:
    """Every file of the bundle but the sums, with where its bytes are."""
    events = list(holdings.record.events)
    yield from _lines(work, names.LOG, (event.line for event in events))
    yield from _items(holdings.record.items, work)
    problems = (problem.row.body for problem in holdings.record.problems)
    yield from _lines(work, names.PROBLEMS, problems)
    yield from _lines(work, names.DECISIONS, (decision.body for decision in holdings.record.decisions))
    yield from _lines(work, names.CORRECTIONS, (made_by.claim.body for made_by in holdings.record.corrections))
    yield from _manifests(events, work)
    yield from _lines(work, names.CHECKLIST, map(_checklist, holdings.proofs))
    for path, _ in listed_originals(holdings.folder / "originals"):
        if path.is_file() and not path.is_symlink():
            yield f"{names.ORIGINALS}/{path.relative_to(holdings.folder / 'originals').as_posix()}", path
    for name, folder in ((names.STAMPS, FOLDER), (names.HAND, "hand")):
        for path in sorted((holdings.folder / folder).glob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                yield f"{name}/{path.name}", path
    yield from _files(work, _about(holdings, events, made))
    wacz = work / names.WACZ
    with wacz.open("wb") as file:
        write_wacz(file, _captured(holdings), holdings.title, made)
    yield names.WACZ, wacz


def _items(items: Iterable[StoredItem], work: Path) -> Iterator[tuple[str, Path]]:
    """Captures, readings and claims as lines, each text as a file named by its digest."""
    written: set[str] = set()
    listed = {name: (work / name).open("wb") for name in (names.CAPTURES, names.READINGS, names.CLAIMS)}
    try:
        for item in items:
            _put(listed[names.CAPTURES], (capture.body for capture in item.captures))
            _put(listed[names.READINGS], (reading.row.body for reading in item.readings))
            for reading in item.readings:
                new = [claim for claim in reading.claims if claim.digest not in written]
                written.update(claim.digest for claim in new)
                _put(listed[names.CLAIMS], (claim.body for claim in new))
            for text in item.texts:
                yield from _files(work, {f"{names.TEXTS}/{text.digest}.txt": f"{text.row.body}\n{text.content}"})
    finally:
        for file in listed.values():
            file.close()
    yield from ((name, work / name) for name in listed)


def _manifests(events: Iterable[Event], work: Path) -> Iterator[tuple[str, Path]]:
    for event in events:
        manifest = event.facts.get(FACT)
        if event.act == "capture" and manifest is not None:
            yield from _files(work, {manifest_name(event): canonical(manifest)})


def manifest_name(event: Event) -> str:
    """The file of the manifest that an event of the log holds."""
    return f"{names.MANIFESTS}/{event.seq:06d}.json"


def _checklist(proof: Proof) -> str:
    points = [
        {"point": point.point, "present": point.present, **{lang: point.why(lang) for lang in names.LANGUAGES}}
        for point in proof.points
    ]
    return canonical({"doc": proof.capture.doc, "sha256": proof.capture.sha256, "checklist": points})


def _about(holdings: Holdings, events: list[Event], made: str) -> dict[str, str]:
    about = {
        "bundle": names.VERSION,
        "title": holdings.title,
        "pack": holdings.pack,
        "languages": list(holdings.languages),
        "amparo": __version__,
        "made": made,
        "events": len(events),
        "head": events[-1].hash if events else "",
    }
    stamps = [
        StampToCheck(f"{names.STAMPS}/{event.facts['name']}", int(event.facts["event"]), event.subject)
        for event in events
        if event.act == "timestamp" and _NAME_OF_STAMP.fullmatch(str(event.facts.get("name")))
    ]
    files = {names.ABOUT: json.dumps(about, ensure_ascii=False, indent=2) + "\n"}
    if holdings.authorities is not None:
        files[names.CA] = holdings.authorities.decode("latin-1")
    for lang in names.LANGUAGES:
        page = how_to_verify(lang, holdings.title, str(about["head"]), stamps, holdings.authorities is not None)
        files[names.PAGE.format(lang=lang)] = page
    return files


def _captured(holdings: Holdings) -> Iterator[Captured]:
    for proof in holdings.proofs:
        path = original_path(holdings.folder / "originals", proof.capture.sha256)
        if path.is_file():
            yield Captured(proof.capture, proof.manifest, holdings.titles.get(proof.capture.sha256), path)


def _lines(work: Path, name: str, bodies: Iterable[str]) -> Iterator[tuple[str, Path]]:
    with (work / name).open("wb") as file:
        _put(file, bodies)
    yield name, work / name


def _put(file: IO[bytes], bodies: Iterable[str]) -> None:
    file.writelines(body.encode("utf-8", "surrogatepass") + b"\n" for body in bodies)


def _files(work: Path, files: dict[str, str]) -> Iterator[tuple[str, Path]]:
    for name, text in files.items():
        path = work / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        yield name, path


def _write_folder(part: Path, parts: Iterable[tuple[str, Path]]) -> str:
    lines = []
    part.mkdir()
    for name, path in parts:
        target = part / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as source, target.open("wb") as copy:
            lines.append(_sum_line(name, _copy(source, copy)))
    sums = "".join(lines).encode()
    (part / names.SUMS).write_bytes(sums)
    return hashlib.sha256(sums).hexdigest()


def _write_zip(part: Path, parts: Iterable[tuple[str, Path]]) -> str:
    lines = []
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as package:
        for name, path in parts:
            with path.open("rb") as source, package.open(_entry(name), "w", force_zip64=True) as copy:
                lines.append(_sum_line(name, _copy(source, copy)))
        sums = "".join(lines).encode()
        package.writestr(_entry(names.SUMS), sums)
    return hashlib.sha256(sums).hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _copy(source: IO[bytes], target: IO[bytes]) -> str:
    """Copy a file and give its SHA-256."""
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
        target.write(piece)
    return digest.hexdigest()


def _sum_line(name: str, digest: str) -> str:
    """A line as `sha256sum` writes it; it marks names with a backslash or a line end."""
    plain = name.replace("\\", "\\\\").replace("\n", "\\n")
    return f"{'' if plain == name else chr(92)}{digest}  {plain}\n"
