"""Bytes out of a packed file, once through and in pieces, with the place in the file that each comes from."""

from __future__ import annotations

import bz2
import lzma
import re
import zlib
from dataclasses import dataclass
from typing import Literal, Protocol

Packing = Literal["", "gzip", "bzip2", "xz"]
Fault = Literal["", "cut", "damaged", "too_much"]

_CHUNK = 1 << 16
_XZ_MEMORY = 200_000_000
_MAGIC: tuple[tuple[bytes, Packing], ...] = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"))
_GZIP_MEMBER = b"\x1f\x8b\x08"
_TRIES = 10_000
"""Places that are tried for the beginning of a member in one damaged file."""


class _Unpacker(Protocol):
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where something begins: the offset in the file, and, in a packed one, how far into what is packed there."""

    offset: int
    within: int = 0


def packing_of(data: bytes) -> Packing:
    """How a file is packed as a whole."""
    return next((packing for magic, packing in _MAGIC if data[:6].startswith(magic)), "")


class Unpacked:
    """Reads what is packed in `data`, from `start`, never more than is asked for and `allowed` bytes in all.

    `fault` says why it ended before its time: the file is `cut` short, is `damaged`, or holds `too_much`. What was
    unpacked up to there is given all the same. A file that is not packed is read as it stands.
    """

    def __init__(self, data: bytes, allowed: int, start: int = 0) -> None:
        self._data = data
        self._packing = packing_of(data[start : start + 6])
        self._allowed = allowed
        self._next = start
        self._unpacker: _Unpacker | None = None
        self._buffer = b""
        self._taken = 0
        self._done = 0
        self._starts: list[tuple[int, int]] = [(0, start)]
        self._tries = _TRIES
        self.fault: Fault = ""

    @property
    def position(self) -> int:
        """How many unpacked bytes were given so far."""
        return self._done + self._taken

    def place(self) -> Place:
        """Where the next byte comes from. What lies before it can no longer be put back."""
        self.peek(1)
        while len(self._starts) > 1 and self._starts[1][0] <= self.position:
            del self._starts[0]
        begun, offset = self._starts[0]
        into = self.position - begun
        return Place(offset, into) if self._packing else Place(offset + into)

    def peek(self, size: int) -> bytes:
        """The next bytes, up to `size`, left where they are."""
        while len(self._buffer) - self._taken < size and self._fill():
            pass
        return self._buffer[self._taken : self._taken + size]

    def read(self, size: int) -> bytes:
        """The next bytes, `size` of them or all that are left."""
        pieces, wanted = [], size
        while wanted > 0 and (piece := self.peek(min(wanted, _CHUNK))):
            pieces.append(piece)
            self._taken += len(piece)
            wanted -= len(piece)
        return b"".join(pieces)

    def read_member(self, size: int) -> bytes:
        """As `read`, but not past the end of the member that the next byte stands in."""
        pieces, wanted = [], size
        while wanted > 0 and (piece := self.peek(1) and self.peek(min(wanted, _CHUNK))):
            end = next((begun for begun, _ in self._starts if begun > self.position), None)
            if end is not None:
                piece = piece[: end - self.position]
                wanted = min(wanted, end - self.position)
            pieces.append(piece)
            self._taken += len(piece)
            wanted -= len(piece)
        return b"".join(pieces)

    def skip(self, size: int) -> int:
        """Pass over the next bytes; how many there were."""
        left = size
        while left > 0 and (piece := self.read(min(left, _CHUNK))):
            left -= len(piece)
        return size - left

    def line(self, limit: int) -> bytes:
        """The next line with its end, or `limit` bytes of it."""
        size = 256
        while True:
            seen = self.peek(min(size, limit))
            end = seen.find(b"\n")
            if end >= 0 or len(seen) < size or size >= limit:
                return self.read(end + 1 if end >= 0 else len(seen))
            size *= 2

    def put_back(self, data: bytes) -> None:
        """Give bytes again that were just read."""
        self._buffer = data + self._buffer[self._taken :]
        self._done = self.position - len(data)
        self._taken = 0

    def find(self, pattern: re.Pattern[bytes], overlap: int) -> bool:
        """Go on to where `pattern` matches, at most `overlap` bytes long; False, at the end, where it does not."""
        while True:
            seen = self.peek(_CHUNK)
            if match := pattern.search(seen):
                self.read(match.start())
                return True
            if len(seen) < _CHUNK:
                self.read(len(seen))
                return False
            self.read(len(seen) - overlap)

    def at_member(self) -> bool:
        """Whether the next byte is the first of a member of a packed file."""
        self.peek(1)
        return any(begun == self.position for begun, _ in self._starts)

    def next_member(self) -> bool:
        """After damage, go on to the next place at which a gzip member begins; False where there is none."""
        if self._packing != "gzip" or self.fault != "damaged":
            return False
        broken = self._starts[-1][1]
        at = self._data.find(_GZIP_MEMBER, broken + 1)
        while at >= 0 and self._tries:
            self._tries -= 1
            try:
                if zlib.decompressobj(31).decompress(self._data[at : at + 4096], 16):
                    break
            except zlib.error:
                pass
            at = self._data.find(_GZIP_MEMBER, at + 1)
        if at < 0 or not self._tries:
            return False
        self._done, self._buffer, self._taken = self.position, b"", 0
        self._starts = [(self._done, at)]
        self._next, self._unpacker, self.fault = at, None, ""
        return True

    def _fill(self) -> bool:
        """Unpack a piece more; False where there is none."""
        if self.fault:
            return False
        ahead = len(self._buffer) - self._taken
        given = self._done + len(self._buffer)
        piece = self._unpack() if self._packing else self._plain()
        if given + len(piece) > self._allowed:
            piece, self.fault = piece[: max(0, self._allowed - given)], "too_much"
        if not piece:
            return False
        self._done, self._buffer = self.position, (self._buffer[self._taken :] + piece if ahead else piece)
        self._taken = 0
        return True

    def _plain(self) -> bytes:
        piece = self._data[self._next : self._next + _CHUNK]
        self._next += len(piece)
        return piece

    def _unpack(self) -> bytes:
        while True:
            if self._unpacker is None:
                if not self._begin():
                    return b""
                assert self._unpacker is not None
            pending = getattr(self._unpacker, "unconsumed_tail", b"")
            if not pending and getattr(self._unpacker, "needs_input", True):
                pending = self._data[self._next : self._next + _CHUNK]
                self._next += len(pending)
            try:
                piece = self._unpacker.decompress(pending, _CHUNK)
            except (zlib.error, OSError, lzma.LZMAError, EOFError, MemoryError):
                self.fault = "damaged"
                return b""
            if self._unpacker.eof:
                self._next -= len(self._unpacker.unused_data)
                self._unpacker = None
            elif not piece and not pending and self._next >= len(self._data):
                self.fault = "cut"
                return b""
            if piece:
                return piece

    def _begin(self) -> bool:
        """Begin the member at `_next`; False where nothing follows but padding."""
        head = self._data[self._next : self._next + 6]
        if packing_of(head) != self._packing:
            if self._next < len(self._data) and self._data[self._next : self._next + 4096].strip(b"\x00\r\n "):
                self.fault = "cut" if len(head) < 3 and head[:1] == b"\x1f" else "damaged"
            return False
        begun = self._done + len(self._buffer)
        if self._starts[-1][0] == begun:
            self._starts.pop()
        self._starts.append((begun, self._next))
        if self._packing == "gzip":
            self._unpacker = zlib.decompressobj(31)
        elif self._packing == "bzip2":
            self._unpacker = bz2.BZ2Decompressor()
        else:
            self._unpacker = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
        return True
