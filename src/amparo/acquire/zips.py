"""The members of a zip, bounded in number, size, ratio and names.

Nothing is ever written to disk by a member's name.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from zipfile import ZipFile, ZipInfo

from amparo.acquire.files import too_large
from amparo.acquire.items import RATIO_FROM, Budget, Limits, Member, megabytes, shown
from amparo.acquire.names import refused_name
from amparo.acquire.ziplist import DAMAGED, open_zip
from amparo.model import Problem

_CHUNK = 1 << 16


def members(doc: str, data: bytes, limits: Limits, budget: Budget) -> Iterator[Member | Problem]:
    """The members of the zip `data`, named `doc/member`, in the archive's own order; a row for each not taken."""
    try:
        archive = open_zip(data)
    except DAMAGED as error:
        yield Problem(
            doc, f"The archive is damaged: {error}.", "Get it again, or repair it with `zip -FF`.", whole=True
        )
        return
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if not entries:
            yield Problem(doc, "The archive holds no files.", whole=True)
        for entry in entries[: limits.archive_entries]:
            yield _member(archive, entry, doc, limits, budget)
        if len(entries) > limits.archive_entries:
            yield Problem(
                doc,
                f"The archive holds {len(entries):,} files; only the first {limits.archive_entries:,} were taken.",
                "Split it, or raise the limit.",
                where=f"members after {limits.archive_entries:,}",
            )


def _member(archive: ZipFile, entry: ZipInfo, doc: str, limits: Limits, budget: Budget) -> Member | Problem:
    name = _name(entry)
    place = f"{doc}/{shown(name)}"
    if reason := _refused(entry, name):
        return Problem(place, reason, "If you trust it, unpack the archive by hand and add the file.", whole=True)
    if entry.file_size > limits.item_bytes:
        return too_large(place, entry.file_size, limits)
    allowed = min(limits.item_bytes, budget.left)
    if entry.compress_size * limits.archive_ratio > RATIO_FROM:
        allowed = min(allowed, entry.compress_size * limits.archive_ratio)
    else:
        allowed = min(allowed, RATIO_FROM)
    try:
        unpacked = _unpack(archive, entry, allowed)
    except DAMAGED as error:
        return Problem(place, f"It could not be unpacked: {error}.", "Get the archive again.", whole=True)
    budget.left -= min(len(unpacked), allowed)
    if len(unpacked) <= allowed:
        return Member(place, unpacked)
    if allowed == limits.item_bytes:
        return too_large(place, len(unpacked), limits)
    reason = (
        f"It was not taken because the archive as a whole unpacks to more than {megabytes(limits.archive_bytes)}."
        if budget.left <= 0
        else f"It was not taken because it unpacks to more than {limits.archive_ratio} times its packed size."
    )
    return Problem(place, reason, "Unpack it by hand if you trust it.", whole=True)


def _refused(entry: ZipInfo, name: str) -> str | None:
    if reason := refused_name(name):
        return reason
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "It is a link, not a file."
    if entry.flag_bits & 0x1:
        return "It is encrypted."
    return None


def _name(entry: ZipInfo) -> str:
    """The member's name; archivers that forget to say that they wrote UTF-8 are understood."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _unpack(archive: ZipFile, entry: ZipInfo, allowed: int) -> bytes:
    """The member's bytes, or, where it has more than `allowed`, the first `allowed` and one."""
    chunks, size = [], 0
    with archive.open(entry) as stream:
        while size <= allowed and (chunk := stream.read(min(_CHUNK, allowed + 1 - size))):
            chunks.append(chunk)
            size += len(chunk)
    return b"".join(chunks)
