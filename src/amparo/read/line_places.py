"""Places in text files, Markdown and the text of mails: line and column."""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape

from amparo.model import BlockSpot, Capture, LineSpot, Text
from amparo.read.charset import decode
from amparo.read.matching import Piece, Stream, Wanted
from amparo.read.paragraphs import lines_of

_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_TARGET = re.compile(
    r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|<!--.*?-->|</?[a-zA-Z][^<>]*>|\{[.#=][^{}\n]{0,200}\}",
    re.DOTALL,
)
"""What Markdown says besides words: where links lead, tags, comments, attributes."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_LINE = re.compile(r"line=(\d+)")
_KEPT = 16
_MARKUP = "*_[]`\\"
_HARD = re.compile(r"\r\n?")


def source_text(capture: Capture, data: bytes) -> str:
    """The characters of a text file as they are counted: each line end of Markdown is one, as for its reader."""
    text = decode(data, capture.headers.get("content-type")).text
    if capture.media_type == "text/markdown":
        return _HARD.sub("\n", text)
    return ("\ufeff" if data.startswith(b"\xef\xbb\xbf") else "") + text


class LinePlaces:
    """Finds places in one text.

    Args:
        source: its characters.
        part: the part of the mail that it is; what marks quoted lines is then passed over.
        markdown: whether what is no words in Markdown is passed over.
    """

    def __init__(self, source: str, part: int | None = None, markdown: bool = False) -> None:
        self.source = source
        self._part = part
        # A line's start with the white space before its words, which `Line` leaves out.
        self._starts = [0, *(_next_line(source, line.end) for line in lines_of(source)[:-1])]
        self._bare = _blanked(source, _QUOTED) if part else source
        if markdown:
            self._bare = _ENTITY.sub(_sign, _blanked(source, _TARGET))
        self._skipped = _MARKUP if markdown else ""
        self._streams: dict[tuple[int, int], Stream] = {}
        self._plain = not part and not markdown

    def find(self, wanted: Wanted, piece: Piece) -> list[LineSpot]:
        """The place of a piece: where it stands by its offset, else from its line on, else anywhere; or empty."""
        words = wanted.text.content[piece.start : piece.end]
        if self._plain and self.source[piece.start : piece.end] == words:
            return [self._spot(piece.start, piece.end)]
        line = piece.number("line")
        for low, high in (*(self._reach(wanted.text, piece, line) if line else ()), (0, len(self._bare))):
            at = wanted.found_in(self._stream(low, high), piece)
            # Markup that is broken shows as words.
            at = at or ([] if self._plain else wanted.found_in(Stream(self.source[low:high]), piece))
            if at:
                return [self._spot(low + at[0], low + at[-1] + 1)]
        return []

    def _stream(self, low: int, high: int) -> Stream:
        """A stretch of the source to look in; the last ones are kept."""
        if (low, high) not in self._streams:
            if len(self._streams) > _KEPT:
                self._streams.clear()
            self._streams[low, high] = Stream(self._bare[low:high], self._skipped)
        return self._streams[low, high]

    def _reach(self, text: Text, piece: Piece, line: int) -> list[tuple[int, int]]:
        """From the line that a piece begins in to that of the next block, by the reader's numbers."""
        if line > len(self._starts):
            return []
        later = (_LINE.match(block.fragment or "") for block in text.blocks if block.start >= piece.end)
        last = next((int(found.group(1)) for found in later if found and int(found.group(1)) > line), None)
        end = self._starts[last - 1] if last and last <= len(self._starts) else len(self._bare)
        return [(self._starts[line - 1], end)]

    def _spot(self, start: int, end: int) -> LineSpot:
        line, last = (bisect_right(self._starts, at) for at in (start, end - 1))
        return LineSpot(
            line=line,
            column=start - self._starts[line - 1] + 1,
            last_line=last,
            last_column=end - self._starts[last - 1],
            start=start,
            end=end,
            words=self.source[start:end],
            part=self._part,
        )


def in_header(name: str, value: str, wanted: Wanted, piece: Piece) -> list[BlockSpot]:
    """The place of a piece in a header of a mail."""
    at = wanted.found_in(Stream(value), piece)
    return [BlockSpot(f"header={name}", at[0], at[-1] + 1, value[at[0] : at[-1] + 1])] if at else []


def _blanked(source: str, marks: re.Pattern[str]) -> str:
    """`source` with spaces in the place of marks, so that what is left stands where it stood."""
    return marks.sub(lambda mark: " " * len(mark.group()), source)


def _sign(entity: re.Match[str]) -> str:
    """The sign an entity stands for, and spaces up to its length."""
    sign = unescape(entity.group())
    return sign.ljust(len(entity.group())) if len(sign) == 1 else entity.group()


def _next_line(source: str, end: int) -> int:
    """Where the line after the one whose words end there begins."""
    while end < len(source) and source[end] not in "\n\r\f\x85\u2028\u2029":
        end += 1
    return end + (2 if source[end : end + 2] == "\r\n" else 1)
