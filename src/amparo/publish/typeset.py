"""Words set as a picture, some of them marked: pdfium draws them with the letters it carries, so no font is needed."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

Font = Literal["Helvetica", "Helvetica-Bold", "Courier"]
Colour = tuple[int, int, int]

INK: Colour = (28, 27, 25)
SOFT: Colour = (95, 90, 82)
MARK: Colour = (255, 224, 120)
RULE: Colour = (221, 215, 204)
PAPER: Colour = (253, 252, 249)
WIDTH = 640.0
"""Points across a picture of words."""
MARGIN = 28.0
SCALE = 2.0
"""Pixels to a point."""
UNKNOWN = "¤"
"""What stands for a character that pdfium's own letters (those of Windows-1252) lack."""
_LEADING = 1.4


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch on a picture: of which claim (its place in the list given), and where.

    `left`, `top`, `width`, `height` are shares of the picture, so that they hold at any size.
    """

    which: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with its size in pixels, and where its marks are."""

    png: bytes
    width: int
    height: int
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, line or cell to set; `marks` are start, end and which claim; `label` stands in the margin."""

    text: str
    marks: tuple[tuple[int, int, int], ...] = ()
    label: str = ""
    bold: bool = False
    small: bool = False


@dataclass(slots=True)
class _Letters:
    """The widths of the letters of one font, in its size's share."""

    handle: raw.FPDF_FONT
    widths: dict[str, float] = field(default_factory=dict)

    def width(self, letter: str) -> float:
        if letter not in self.widths:
            got = ctypes.c_float()
            raw.FPDFFont_GetGlyphWidth(self.handle, ord(letter), 1000.0, got)
            self.widths[letter] = got.value / 1000.0
        return self.widths[letter]


class Canvas:
    """A page that grows downwards; all is in points from its upper left corner. Close it after `picture`."""

    def __init__(self, width: float = WIDTH) -> None:
        self.width = width
        self.bottom = MARGIN
        self._document = pdfium.PdfDocument.new()
        self._fonts: dict[Font, _Letters] = {}
        self._marks: list[tuple[int, float, float, float, float]] = []
        self._drawn: list[tuple[object, ...]] = []

    def close(self) -> None:
        """Free what pdfium holds."""
        self._document.close()

    def write(self, row: Row, left: float, top: float, width: float, size: float, most: int = 1_000) -> float:
        """Set a row in a column of that width, at most so many lines of it; returns where its last line ends."""
        font: Font = "Helvetica-Bold" if row.bold else "Helvetica"
        colour = SOFT if row.small else INK
        words = "".join(map(_drawable, row.text))
        lines = list(self._lines(words, font, size, width))
        for number, (start, end) in enumerate(lines[:most]):
            y = top + number * size * _LEADING
            for begins, ends, which in row.marks:
                low, high = max(start, begins), min(end, ends)
                if low < high and words[low:high].strip():
                    x = left + self._measure(words[start:low], font, size)
                    wide = self._measure(words[low:high].rstrip(), font, size)
                    self._marks.append((which, x, y, wide, size * _LEADING))
            cut = " …" if number == most - 1 and len(lines) > most else ""
            self._drawn.append(("text", left, y + size * 1.05, words[start:end].rstrip() + cut, font, size, colour))
        bottom = top + min(len(lines), most) * size * _LEADING
        self.bottom = max(self.bottom, bottom)
        return bottom

    def rule(self, left: float, top: float, right: float, bottom: float, colour: Colour = RULE) -> None:
        """A filled rectangle, such as a thin one for a line."""
        self._drawn.insert(0, ("rect", left, top, right - left, bottom - top, colour))

    def picture(self, scale: float = SCALE) -> Picture:
        """All that was drawn, marks under their words."""
        height = self.bottom + MARGIN
        page = self._document.new_page(self.width, height)
        self._fill(page, height, 0, 0, self.width, height, PAPER)
        for kind, *rest in self._drawn:
            if kind == "rect":
                self._fill(page, height, *rest)  # type: ignore[arg-type]
        for _, left, top, width, tall in self._marks:
            self._fill(page, height, left - 1, top, width + 2, tall, MARK)
        for kind, *rest in self._drawn:
            if kind == "text":
                self._text(page, height, *rest)  # type: ignore[arg-type]
        page.gen_content()
        image = page.render(scale=scale).to_pil().convert("RGB")
        page.close()
        marks = tuple(
            Mark(which, left / self.width, top / height, width / self.width, tall / height)
            for which, left, top, width, tall in self._marks
        )
        return Picture(png_of(image), image.width, image.height, marks)

    def _letters(self, font: Font) -> _Letters:
        if font not in self._fonts:
            self._fonts[font] = _Letters(raw.FPDFText_LoadStandardFont(self._document, font.encode()))
        return self._fonts[font]

    def _measure(self, words: str, font: Font, size: float) -> float:
        letters = self._letters(font)
        return size * sum(map(letters.width, words))

    def _lines(self, words: str, font: Font, size: float, width: float) -> Iterator[tuple[int, int]]:
        """Where each line of some words begins and ends; a word longer than a line is broken."""
        start, at, room = 0, 0, width
        letters = self._letters(font)
        blank = 0
        while at < len(words):
            room -= size * letters.width(words[at])
            if words[at] == " ":
                blank = at + 1
            if room < 0 and words[at] != " " and at > start:
                end = blank if blank > start else at
                yield start, end
                start = at = end
                room = width
                continue
            at += 1
        yield start, len(words)

    def _fill(
        self, page: pdfium.PdfPage, height: float, left: float, top: float, width: float, tall: float, colour: Colour
    ) -> None:
        made = raw.FPDFPageObj_CreateNewRect(left, height - top - tall, width, tall)
        raw.FPDFPageObj_SetFillColor(made, *colour, 255)
        raw.FPDFPath_SetDrawMode(made, raw.FPDF_FILLMODE_WINDING, False)
        raw.FPDFPage_InsertObject(page, made)

    def _text(
        self,
        page: pdfium.PdfPage,
        height: float,
        left: float,
        base: float,
        words: str,
        font: Font,
        size: float,
        ink: Colour,
    ) -> None:
        made = raw.FPDFPageObj_CreateTextObj(self._document, self._letters(font).handle, size)
        units = words.encode("utf-16-le")
        encoded = (ctypes.c_ushort * (len(units) // 2 + 1)).from_buffer_copy(units + b"\0\0")
        raw.FPDFText_SetText(made, encoded)
        raw.FPDFPageObj_SetFillColor(made, *ink, 255)
        raw.FPDFPageObj_Transform(made, 1, 0, 0, 1, left, height - base)
        raw.FPDFPage_InsertObject(page, made)


def png_of(image: Image.Image) -> bytes:
    """The bytes of a picture as PNG."""
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def set_rows(rows: Sequence[Row], caption: Sequence[str], width: float = WIDTH) -> Picture:
    """Paragraphs or lines under each other, each with its label, and under a rule the caption."""
    canvas = Canvas(width)
    try:
        margin = MARGIN + (46 if any(row.label for row in rows) else 0)
        y = MARGIN
        for row in rows:
            size = 13.0 if row.bold else 11.5
            if row.label:
                canvas.write(Row(row.label, small=True), MARGIN, y + 2, 44, 8.5, 1)
            y = canvas.write(row, margin, y, width - margin - MARGIN, size) + 5
        _add_caption(canvas, caption, y if rows else 6.0)
        return canvas.picture()
    finally:
        canvas.close()


def set_table(rows: Mapping[int, Mapping[int, Row]], names: Mapping[int, str], caption: Sequence[str]) -> Picture:
    """Cells in their rows and columns, which are named at the edges as a sheet names them.

    Args:
        rows: row number to column number to cell.
        names: column number to letter.
        caption: lines under the table.
    """
    columns = sorted(names)
    canvas = Canvas(max(WIDTH, 2 * MARGIN + 40 + 110.0 * len(columns)))
    try:
        wide = (canvas.width - 2 * MARGIN - 40) / max(1, len(columns))
        lefts = {column: MARGIN + 40 + i * wide for i, column in enumerate(columns)}
        y = MARGIN
        for column in columns:
            canvas.write(Row(names[column], small=True), lefts[column] + 4, y, wide - 8, 8.5, 1)
        y += 15
        before = 0
        for number in sorted(rows):
            canvas.rule(MARGIN, y, canvas.width - MARGIN, y + (2.0 if before and number > before + 1 else 0.7))
            canvas.write(Row(str(number), small=True), MARGIN, y + 5, 38, 8.5, 1)
            ends = [y + 20]
            for column, row in rows[number].items():
                ends.append(canvas.write(row, lefts[column] + 4, y + 4, wide - 8, 10.5, 40 if row.marks else 5))
            y, before = max(ends) + 4, number
        canvas.rule(MARGIN, y, canvas.width - MARGIN, y + 0.7)
        for left in lefts.values():
            canvas.rule(left, MARGIN + 15, left + 0.7, y)
        _add_caption(canvas, caption, y + 8)
        return canvas.picture()
    finally:
        canvas.close()


def _add_caption(canvas: Canvas, caption: Sequence[str], top: float) -> None:
    if not caption:
        return
    canvas.rule(MARGIN, top + 4, canvas.width - MARGIN, top + 5)
    y = top + 10
    for line in caption:
        y = canvas.write(Row(line, small=True), MARGIN, y, canvas.width - 2 * MARGIN, 9.0, 6)


def _drawable(letter: str) -> str:
    """What pdfium can draw for a letter: itself, a space, its base without its mark, or the sign for unknown."""
    if letter.isspace():
        return " "
    for form in (letter, unicodedata.normalize("NFKD", letter)[:1]):
        try:
            if form.isprintable() and form.encode("cp1252"):
                return form
        except UnicodeEncodeError:
            continue
    return UNKNOWN
