"""The records of a web archive (WARC or ARC, packed in any way), one at a time, and where its sequence breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from amparo.acquire.unpacked import Place, Unpacked

FlawKind = Literal["cut", "damaged", "no_record", "too_much"]

_HEAD = 65_536
_BLANK = b"\r\n"
_MARK = b"\nWARC/1."
_ARC = re.compile(rb"(\S{1,8192}) (\S+) (\d{14}) (?:(.*) )?(\d{1,12})\r?\n?")
_ARC_LINE = rb"[a-z][a-z0-9+.-]{1,20}:\S{0,8192} \S{1,100} \d{14} [^\n]{0,300}\d\r?\n"
_ARC_START = re.compile(_ARC_LINE)
_NEXT = re.compile(rb"\nWARC/1\.|\n" + _ARC_LINE)
_LONGEST = 9_000


@dataclass(frozen=True, slots=True)
class Record:
    """A record as its archive holds it.

    Attributes:
        place: where it begins.
        kind: its WARC type (`response`, `request`, `warcinfo`, ...); records of an ARC have that of their counterpart.
        fields: its header, names in lower case.
        block: its bytes; empty where it has more than was asked for (see `size`).
        size: how many bytes its header says it has.
        misfit: whether what stands in the archive is shorter or longer than that.
    """

    place: Place
    kind: str
    fields: Mapping[str, str]
    block: bytes
    size: int
    misfit: bool = False

    @property
    def uri(self) -> str:
        """What it is a capture of; empty where it does not say."""
        return self.fields.get("warc-target-uri", "").strip("<>")


@dataclass(frozen=True, slots=True)
class Flaw:
    """A place at which the records of an archive break off.

    Attributes:
        kind: `cut` (the file ends in the midst of a record), `damaged` (cannot be unpacked), `no_record` (something
            else stands where a record should), `too_much` (more unpacks from it than is allowed).
        place: where.
        before: how many records were read before it.
        uri: what the broken record is a capture of, if its header could be read.
    """

    kind: FlawKind
    place: Place
    before: int
    uri: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    kind: str
    fields: Mapping[str, str]
    size: int


def records(data: bytes, largest: int, allowed: int, start: int = 0) -> Iterator[Record | Flaw]:
    """The records of a WARC or ARC in their order; a `Flaw` wherever they break off, and those behind it if there are.

    Args:
        data: the archive: packed record by record, as one piece, or not at all.
        largest: the size in bytes up to which a record's block is given.
        allowed: bytes that may be unpacked in all.
        start: offset in `data` at which to begin.
    """
    stream = Unpacked(data, allowed, start)
    count = 0
    while True:
        _pass_blank(stream)
        place, mark = stream.place(), stream.peek(_LONGEST)
        if not mark:
            if stream.fault:
                yield Flaw(stream.fault, place, count)
                if stream.next_member():
                    continue
            return
        head = _head(stream, mark)
        if head is None:
            ended = not stream.peek(1) and b"WARC/".startswith(mark[:5])
            yield Flaw(stream.fault or ("cut" if ended else "no_record"), place, count)
            if stream.next_member() or _go_on(stream):
                continue
            return
        record = _record(stream, place, head, largest)
        if record is None:
            yield Flaw(stream.fault or "cut", place, count, head.fields.get("warc-target-uri", "").strip("<>"))
            if stream.next_member():
                continue
            return
        count += 1
        yield record


def record_at(data: bytes, place: Place, largest: int) -> Record | None:
    """The record that begins there, or None where none does."""
    stream = Unpacked(data, place.within + 4 * largest + _HEAD, place.offset)
    stream.skip(place.within)
    head = _head(stream, stream.peek(_LONGEST))
    return _record(stream, place, head, largest) if head else None


def _record(stream: Unpacked, place: Place, head: _Head, largest: int) -> Record | None:
    """The record behind its header; None where the archive ends before it does."""
    block = stream.read_member(min(head.size, largest))
    if head.size > largest and len(block) == largest:
        left = head.size - largest
        return None if stream.skip(left) < left else Record(place, head.kind, head.fields, b"", head.size)
    short = len(block) < head.size
    if not short and _ends_here(stream):
        return Record(place, head.kind, head.fields, block, head.size)
    # The length is wrong, or the archive ends here: the next record may stand in the midst of what was read.
    again = (block + stream.peek(len(_MARK) - 1)).find(_MARK)
    if 0 <= again < len(block):
        stream.put_back(block[again + 1 :])
        block = block[: again + 1].removesuffix(b"\n").removesuffix(b"\r").removesuffix(b"\n").removesuffix(b"\r")
    elif short and (stream.fault or not stream.at_member() or not stream.peek(1)):
        return None
    if not stream.peek(1) and stream.fault:
        return None if short else Record(place, head.kind, head.fields, block, head.size)
    _go_on(stream)
    return Record(place, head.kind, head.fields, block, head.size, misfit=True)


def _ends_here(stream: Unpacked) -> bool:
    """Whether a record may end here: line ends follow and then a record or nothing."""
    if stream.at_member():
        return True
    tail = stream.peek(64)
    rest = tail.lstrip(_BLANK)
    return not rest or (
        len(rest) < len(tail)
        and (
            rest.startswith(b"WARC/"[: len(rest)]) or _ARC_START.match(stream.peek(_LONGEST).lstrip(_BLANK)) is not None
        )
    )


def _pass_blank(stream: Unpacked) -> None:
    while (piece := stream.peek(_LONGEST)) and (blank := len(piece) - len(piece.lstrip(_BLANK))):
        stream.read(blank)


def _go_on(stream: Unpacked) -> bool:
    """Pass over what is no record, up to where one begins; False where none does."""
    _pass_blank(stream)
    seen = stream.peek(_LONGEST)
    if seen.startswith(b"WARC/1.") or _ARC_START.match(seen):
        return True
    found = stream.find(_NEXT, _LONGEST)
    _pass_blank(stream)
    return found


def _head(stream: Unpacked, mark: bytes) -> _Head | None:
    """The header that stands here, read; None, with nothing read but perhaps a part of it, where there is none."""
    if mark.startswith(b"WARC/"):
        return _warc_head(stream)
    if _ARC_START.match(mark):
        return _arc_head(stream)
    return None


def _warc_head(stream: Unpacked) -> _Head | None:
    stream.line(_HEAD)
    fields: dict[str, str] = {}
    name, left = "", _HEAD
    while left > 0:
        line = stream.line(left)
        left -= len(line)
        if not line.endswith(b"\n"):
            return None
        text = line.decode("utf-8", "replace").strip("\r\n")
        if not text:
            break
        if text[0] in " \t" and name:
            fields[name] += " " + text.strip()
            continue
        name, colon, value = text.partition(":")
        name = name.strip().lower()
        if not colon:
            return None
        fields.setdefault(name, value.strip())
    size = fields.get("content-length", "")
    if not re.fullmatch(r"[0-9]{1,18}", size):
        return None
    return _Head(fields.get("warc-type", "").lower(), fields, int(size))


def _arc_head(stream: Unpacked) -> _Head | None:
    match = _ARC.fullmatch(stream.line(_HEAD))
    if match is None:
        return None
    uri, address, day, rest, size = match.groups()
    written = day.decode()
    fields = {
        "warc-target-uri": uri.decode("utf-8", "replace"),
        "warc-ip-address": address.decode("utf-8", "replace"),
        "warc-date": f"{written[:4]}-{written[4:6]}-{written[6:8]}T{written[8:10]}:{written[10:12]}:{written[12:]}Z",
    }
    if kind := (rest or b"").split(b" ")[0].decode("utf-8", "replace"):
        fields["content-type"] = kind
    return _Head("warcinfo" if uri.startswith(b"filedesc:") else "response", fields, int(size))
