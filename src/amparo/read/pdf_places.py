"""Places on the pages of a PDF: the rectangles of words, over line and page ends."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from amparo.model import PageSpot, Rect, SkipItem, Text
from amparo.read.compose import joined
from amparo.read.matching import HYPHENS, Piece, Stream, Wanted
from amparo.read.pdf_tables import Box, PdfTable, page_tables

_TURNED = 0.7
"""Sine of the angle beyond which a line of text runs up or down the page."""
_SAME_LINE = 0.5
GRAIN = 1_000_000
"""Parts of a page's side in which a place by shares is counted."""
_APART = 3.0
"""Heights of a line beyond which a gap in it parts two rectangles."""


def as_seen(page: pdfium.PdfPage) -> pdfium.PdfPosConv:
    """Between the page's own coordinates and parts (`GRAIN`) of it as it is shown, turned and cut as it says."""
    return pdfium.PdfPosConv(page, (0, 0, GRAIN, GRAIN, 0))


class PdfPlaces:
    """Finds places in one document, which the caller opens and closes; each page's letters are looked at once."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self._pages: dict[int, _Page] = {}

    def find(self, wanted: Wanted, piece: Piece) -> list[PageSpot]:
        """The place of a piece; empty if its page has no such words. Of what OCR read it is the line.

        Raises:
            SkipItem: the page cannot be read.
        """
        number = piece.number("page")
        if number is None or not 1 <= number <= len(self._document):
            return []
        if number not in self._pages:
            self._pages[number] = _Page(self._document, number)
        page = self._pages[number]
        line = piece.place("xywh")
        if line is not None:  # read by OCR: the page has no letters, and its reader told where the line is
            words = wanted.text.content[piece.start : piece.end]
            return [PageSpot(number, (page.rect_of(line),), words)]
        within = page.cell_letters(wanted.text, piece)
        cell = Stream("".join(page.letters[i] for i in within), HYPHENS)
        at = [within[i] for i in wanted.found_in(cell, piece)] or wanted.found_in(page.stream, piece)
        if not at:
            return []
        return [PageSpot(number, tuple(page.rects(at)), joined(page.words(at[0], at[-1] + 1)))]


class _Page:
    """The letters of a page and their boxes; closed with its document."""

    def __init__(self, document: pdfium.PdfDocument, number: int) -> None:
        try:
            page = document[number - 1]
            layer = page.get_textpage()
        except pdfium.PdfiumError as error:
            raise SkipItem(f"Page {number} is damaged and could not be read.", "Get the PDF again.") from error
        self._page, self._layer = page, layer
        codes = (raw.FPDFText_GetUnicode(layer, i) for i in range(layer.count_chars()))
        self.letters = "".join(map(_letter, codes))
        self.stream = Stream(self.letters, HYPHENS)
        self._known: dict[int, Box] = {}

    def rect_of(self, line: str) -> Rect:
        """The rectangle of `percent:left,top,width,height` of the page as it is seen."""
        left, top, width, height = (float(share) / 100 * GRAIN for share in line.removeprefix("percent:").split(","))
        seen = as_seen(self._page)
        corners = [seen.to_page(int(x), int(y)) for x in (left, left + width) for y in (top, top + height)]
        xs, ys = ([corner[i] for corner in corners] for i in (0, 1))
        return Rect(min(xs), min(ys), max(xs), max(ys))

    @cached_property
    def _tables(self) -> list[PdfTable]:
        return page_tables(self._page)

    def _box(self, index: int) -> Box:
        """The box of a letter, that of its font's height; without extent where it has none."""
        if index not in self._known:
            try:
                left, bottom, right, top = self._layer.get_charbox(index, loose=True)
            except pdfium.PdfiumError:
                left = bottom = right = top = 0.0
            self._known[index] = (left, bottom, right, top)
        return self._known[index]

    def words(self, start: int, end: int) -> str:
        """The letters from `start` to `end`, a hyphen where the page breaks a word."""
        return "".join("-" if c in "\ufffe\x02" else c for c in self.letters[start:end])

    def cell_letters(self, text: Text, piece: Piece) -> list[int]:
        """The letters that stand in the cell of a piece; empty where the page has no such cell."""
        block = piece.block
        if block is None or block.cell is None:
            return []
        place, words = block.cell, text.content[block.start : block.end]
        for table in self._tables:
            for (cell, held), (left, top, right, bottom) in zip(table.cells, table.boxes, strict=True):
                if (cell.row, cell.column) == (place.row, place.column) and joined(held) == words:
                    boxes = map(self._box, range(len(self.letters)))
                    found = [
                        i
                        for i, (x0, y0, x1, y1) in enumerate(boxes)
                        if left <= (x0 + x1) / 2 <= right and top <= -(y0 + y1) / 2 <= bottom
                    ]
                    if found and self._is_nth(text, piece, table.top):
                        return found
        return []

    def _is_nth(self, text: Text, piece: Piece, top: float) -> bool:
        """Whether a table of the page, by its upper edge, is the one a piece names: they are numbered from above."""
        page, number = piece.place("page"), piece.number("table")
        listed = sorted(
            {
                block.cell.table
                for block in text.blocks
                if block.cell and (block.fragment or "").startswith(f"page={page};")
            }
        )
        if len(listed) != len(self._tables) or number not in listed:
            return True
        return self._tables[listed.index(number)].top == top

    def rects(self, at: Sequence[int]) -> Iterator[Rect]:
        """A rectangle for each line of some letters."""
        current: Box | None = None
        was_turned = False
        for index in at:
            box = self._box(index)
            turned = abs(math.sin(raw.FPDFText_GetCharAngle(self._layer, index))) > _TURNED
            if box[2] <= box[0] or box[3] <= box[1]:
                continue
            if current is not None and turned == was_turned and _one_line(current, box, turned):
                current = (
                    *(min(current[0], box[0]), min(current[1], box[1])),
                    *(max(current[2], box[2]), max(current[3], box[3])),
                )
                continue
            if current is not None:
                yield Rect(*current)
            current, was_turned = box, turned
        if current is not None:
            yield Rect(*current)


def _one_line(a: Box, b: Box, turned: bool) -> bool:
    """Whether a letter goes on with a line, both as left, bottom, right, top."""
    along, across = ((1, 3), (0, 2)) if turned else ((0, 2), (1, 3))
    shared = min(a[across[1]], b[across[1]]) - max(a[across[0]], b[across[0]])
    thin = min(a[across[1]] - a[across[0]], b[across[1]] - b[across[0]])
    gap = max(b[along[0]] - a[along[1]], a[along[0]] - b[along[1]])
    return shared >= _SAME_LINE * thin and gap <= _APART * thin


def _letter(code: int) -> str:
    """A character by its number; halves of pairs and numbers beyond Unicode stand for one unknown letter."""
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
