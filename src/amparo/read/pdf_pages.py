"""The pages of a PDF one by one: their text layer, what OCR sees where there is none, and why one could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from amparo.model import MissingTool, SkipItem
from amparo.read.ocr import MAX_PIXELS, TYPE_OUT, Engine, Raster, find_engine
from amparo.read.ocr_lines import Seen, apart_from, see_page
from amparo.read.pdf_lines import PdfLine, page_lines
from amparo.read.pdf_tables import PdfTable, page_tables

MAX_SEEN = 500
"""Pages of one document that are read by OCR; the rest is a row each."""
_STAMP = 200
_DPI = 300
_AGAIN = "Get the file again, or type out what you need of it."


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its lines and tables; where it could not be read, or only in part or with doubt, why and what to do.

    `unread` tells that the reason is why there are no words, or only those of a stamp; `engine` is the signature of the
    OCR that looked at it.
    """

    lines: tuple[PdfLine, ...] = ()
    tables: tuple[PdfTable, ...] = ()
    reason: str = ""
    remedy: str = ""
    engine: str = ""
    unread: bool = False

    @property
    def empty(self) -> bool:
        """Whether no words were read."""
        return not self.lines and not self.tables


def read_pages(document: pdfium.PdfDocument, count: int, languages: Sequence[str]) -> Iterator[Page]:
    """The first `count` pages."""
    seen = 0
    for number in range(1, count + 1):
        page = _page(document, number, languages, seen < MAX_SEEN)
        seen += bool(page.engine)
        yield page


def _page(document: pdfium.PdfDocument, number: int, languages: Sequence[str], may_see: bool) -> Page:
    try:
        page = document[number - 1]
        lines = tuple(page_lines(page))
        tables = tuple(page_tables(page)) if lines else ()
    except pdfium.PdfiumError:
        return Page(reason=f"Page {number} is damaged and could not be read.", remedy=_AGAIN, unread=True)
    try:
        picture = sum(len(line.text) for line in lines) <= _STAMP and _is_picture(page)
        if lines and not picture:
            return Page(lines, tables)
        return _seen(page, number, lines, tables, picture, languages if may_see else None)
    finally:
        page.close()


def _seen(
    page: pdfium.PdfPage,
    number: int,
    lines: tuple[PdfLine, ...],
    tables: tuple[PdfTable, ...],
    picture: bool,
    languages: Sequence[str] | None,
) -> Page:
    """A page with no text layer, or only a stamp as such, by OCR."""
    if lines:
        unread = f"Page {number} is a picture with only a stamp as text."
    elif picture:
        unread = f"Page {number} has no text layer; it is a picture."
    else:
        unread = f"Page {number} has no text; it is blank or drawn."
    try:
        raster = _raster(page)
        if raster.is_blank:
            return Page(lines, tables, unread, unread=True)
        if languages is None:
            reason = f"Page {number} was not read by OCR; of one document only {MAX_SEEN} pages are."
            return Page(lines, tables, reason, "Split it and add the parts.", unread=True)
        engine = find_engine(languages)
        seen = see_page(raster, engine)
    except pdfium.PdfiumError:
        return Page(lines, tables, f"Page {number} is damaged and could not be read.", _AGAIN, unread=True)
    except MissingTool as missing:
        return Page(lines, tables, unread, missing.remedy, unread=True)
    except SkipItem as skip:
        reason = f"Page {number} could not be read by OCR: {skip.reason}."
        return Page(lines, tables, reason, TYPE_OUT, unread=True)
    return merged(number, lines, tables, seen, engine, unread, picture)


def merged(
    number: int,
    lines: tuple[PdfLine, ...],
    tables: tuple[PdfTable, ...],
    seen: Seen,
    engine: Engine,
    unread: str,
    picture: bool = True,
) -> Page:
    """A page's text layer with what OCR saw beside it; `unread` says why it was needed, should it have seen nothing."""
    fresh = apart_from(seen.lines, lines)
    if not fresh:
        return Page(lines, tables, unread, TYPE_OUT if picture else "", engine.signature, unread=True)
    reason = remedy = ""
    if seen.doubtful:
        reason = (
            f"Page {number} was read by OCR with much doubt: {seen.doubtful:,} of its {seen.words:,} words are unsure."
        )
        remedy = "Compare what was read with the page, or add a better copy."
    return Page((*lines, *fresh), tables, reason, remedy, engine.signature)


def _raster(page: pdfium.PdfPage) -> Raster:
    """The page drawn at 300 dots an inch, or fewer where it would have too many."""
    width, height = page.get_width() / 72, page.get_height() / 72
    dpi = min(float(_DPI), (MAX_PIXELS / max(width * height, 1e-6)) ** 0.5)
    bitmap = page.render(scale=dpi / 72, grayscale=True, may_draw_forms=False)
    try:
        rows, stride, wide = bytes(bitmap.buffer), bitmap.stride, bitmap.width
        if stride != wide:
            rows = b"".join(rows[y * stride : y * stride + wide] for y in range(bitmap.height))
        return Raster(wide, bitmap.height, max(round(dpi), 1), rows)
    finally:
        bitmap.close()


def _is_picture(page: pdfium.PdfPage) -> bool:
    """Whether one picture covers at least half of the page."""
    area = page.get_width() * page.get_height()
    for item in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), 500):
        left, bottom, right, top = item.get_bounds()
        if area and (right - left) * (top - bottom) >= 0.5 * area:
            return True
    return False
