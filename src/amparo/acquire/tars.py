"""The members of a tar, packed or not, read once through and bounded in number, size and names."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import IO, Any, Self, cast

from amparo.acquire.files import too_large
from amparo.acquire.items import Budget, Limits, Member, megabytes, shown
from amparo.acquire.names import refused_name
from amparo.acquire.unpacked import Unpacked
from amparo.model import Problem

_LONG = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
_NAME_BYTES = 1_000_000
_BROKEN = (tarfile.TarError, OSError, EOFError, ValueError, KeyError, IndexError, OverflowError, RecursionError)
_AGAIN = "Get the archive again."


def tar_members(doc: str, data: bytes, limits: Limits, budget: Budget) -> Iterator[Member | Problem]:
    """The members of the tar `data`, named `doc/member`, in the archive's own order; a row for each not taken."""
    stream = Unpacked(data, budget.left)
    count = 0
    try:
        with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|", tarinfo=_Bounded) as archive:
            while (entry := archive.next()) is not None:
                # Otherwise all that it has met is kept.
                cast(Any, archive).members.clear()
                if entry.isdir():
                    continue
                if count == limits.archive_entries:
                    reason = f"The archive holds more than {count:,} files; the rest were not taken."
                    yield Problem(doc, reason, "Split it, or raise the limit.", f"members after {count:,}")
                    break
                count += 1
                yield _member(archive, entry, doc, limits, budget)
    except _BROKEN:
        if stream.fault != "too_much":
            yield _broken(doc, count)
            return
    if stream.fault == "too_much":
        size = megabytes(limits.archive_bytes)
        reason = f"Nothing was taken after {count:,} files: the archive unpacks to more than {size}."
        yield Problem(doc, reason, "Split it, or raise the limit.", whole=not count)
    elif stream.fault:
        yield _broken(doc, count)
    elif not count:
        yield Problem(doc, "The archive holds no files.", whole=True)


class _Bounded(tarfile.TarInfo):
    """`tarfile` reads names and notes of members in one piece, as large as the archive says they are, and takes a
    header that is cut, damaged or absent for the end of the archive.
    """

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            return super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if len(buf) == tarfile.BLOCKSIZE and not any(buf):
                raise
            raise tarfile.ReadError("no header where one should be") from error

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _LONG and self.size > _NAME_BYTES:
            raise tarfile.ReadError("a name in it is too long")
        made = super()._proc_member(archive)  # type: ignore[misc]
        return cast(tarfile.TarInfo, made)


def _member(
    archive: tarfile.TarFile, entry: tarfile.TarInfo, doc: str, limits: Limits, budget: Budget
) -> Member | Problem:
    place = f"{doc}/{shown(entry.name)}"
    reason = refused_name(entry.name)
    if not reason and (entry.issym() or entry.islnk()):
        reason = "It is a link, not a file."
    if not reason and not entry.isreg():
        reason = "It is neither a file nor a folder (a device, pipe or socket)."
    if reason:
        return Problem(place, reason, "If you trust it, unpack the archive by hand and add the file.", whole=True)
    if entry.size > limits.item_bytes:
        return too_large(place, entry.size, limits)
    source = archive.extractfile(entry)
    data = source.read(limits.item_bytes + 1) if source else b""
    if len(data) < entry.size:
        raise tarfile.ReadError("unexpected end of data")
    budget.left -= len(data)
    return Member(place, data)


def _broken(doc: str, count: int) -> Problem:
    reason = f"The archive is cut or damaged after {count:,} files; what follows could not be read."
    return Problem(doc, reason, _AGAIN, f"members after {count:,}", whole=not count)
