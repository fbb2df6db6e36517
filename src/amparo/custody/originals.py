"""The originals: bytes kept once under their SHA-256, read-only, never overwritten."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from amparo.model import AmparoError

_NAME = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20
_NUMBERS = itertools.count()


def sha256_hex(data: bytes) -> str:
    """The hex SHA-256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def original_path(originals: Path, sha256: str) -> Path:
    """Where the original of that hash is kept: `originals/ab/<sha256>`."""
    return originals / sha256[:2] / sha256


@dataclass(frozen=True, slots=True)
class Staged:
    """Bytes that are on the disk, whole: in `part`, in the folder of what comes in, or as an original already."""

    part: Path | None
    sha256: str


def stage_original(originals: Path, incoming: Path, data: bytes) -> Staged:
    """The first half of keeping `data` under its hash: the bytes are written to the folder `incoming`.

    They are written whole, on the same file system, so that a crash never leaves a part of an original. Those that are
    kept already are not written again.

    Raises:
        AmparoError: they cannot be written.
    """
    sha256 = sha256_hex(data)
    if original_path(originals, sha256).exists():
        return Staged(None, sha256)
    try:
        return Staged(_written(incoming, sha256, data), sha256)
    except OSError as error:
        raise _unkept(incoming, error) from error


def place_original(originals: Path, staged: Staged) -> tuple[Path, ...]:
    """The second half: moved into place, where the original is not there yet; its folder is to be synced then. One that
    is there is left as it is, after comparing it.

    Returns:
        The original's path if it is new, else nothing.

    Raises:
        AmparoError: the folder cannot be written, or an original of that name holds other bytes.
    """
    target = original_path(originals, staged.sha256)
    try:
        if staged.part is None or target.exists():
            if hash_of_file(target) != staged.sha256:
                raise AmparoError(
                    f"{target} does not hold the bytes that its name says: it was altered after it was captured. "
                    "Run `amparo verify` to see what else does not hold, and restore the file from a copy."
                )
            return ()
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.part.replace(target)
    except OSError as error:
        raise _unkept(target, error) from error
    finally:
        discard_staged(staged)
    return (target,)


def discard_staged(staged: Staged) -> None:
    """Forget bytes that were not moved into place."""
    if staged.part is not None:
        with contextlib.suppress(OSError):
            staged.part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Have the disk know what stands in a folder. Raises `AmparoError` where it cannot."""
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise _unkept(folder, error) from error


def _unkept(path: Path, error: OSError) -> AmparoError:
    return AmparoError(
        f"The original cannot be kept at {path}: {error.strerror or error}. "
        "Check that the folder of the dossier can be written and that its disk has room."
    )


def keep_file(target: Path, incoming: Path, data: bytes) -> None:
    """Put a file in its place whole or not at all, read-only, and on the disk when this returns. Raises `OSError`."""
    part = _written(incoming, sha256_hex(data), data)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(target.parent)


def read_original(originals: Path, sha256: str) -> bytes:
    """The bytes kept under that hash. Raises `AmparoError` where they are absent or cannot be read."""
    try:
        return original_path(originals, sha256).read_bytes()
    except OSError as error:
        raise AmparoError(f"The original {sha256} cannot be read: {error.strerror or error}") from error


def hash_of_file(path: Path) -> str:
    """The hex SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def hashes_of_file(path: Path) -> tuple[str, str]:
    """The hex SHA-256 and SHA-512 of a file, read once."""
    digests = hashlib.sha256(), hashlib.sha512()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            for digest in digests:
                digest.update(piece)
    return digests[0].hexdigest(), digests[1].hexdigest()


def listed_originals(originals: Path) -> Iterator[tuple[Path, str | None]]:
    """Every file below `originals`, with the hash it is named by, or None where name or place is not ours."""
    for folder, _, names in sorted(os.walk(originals)):
        for name in sorted(names):
            path = Path(folder) / name
            ours = _NAME.fullmatch(name) is not None and path == original_path(originals, name)
            yield path, name if ours and path.is_file() and not path.is_symlink() else None


def sweep_incoming(incoming: Path) -> None:
    """Remove what a process that no longer runs left half-written. The originals are not touched."""
    if os.name != "posix" or not incoming.is_dir():
        return
    for part in incoming.iterdir():
        owner = part.name.partition("-")[0]
        if owner.isdigit() and not _runs(int(owner)):
            with contextlib.suppress(FileNotFoundError):  # another process swept it first
                part.unlink()


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _written(incoming: Path, sha256: str, data: bytes) -> Path:
    """A new file in `incoming` with these bytes, on the disk; none where they cannot be written. Raises `OSError`."""
    part = incoming / f"{os.getpid()}-{next(_NUMBERS)}-{sha256}"
    incoming.mkdir(parents=True, exist_ok=True)
    try:
        _write_whole(part, data)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return part


def _write_whole(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        path.chmod(0o444)
        os.fsync(file.fileno())
