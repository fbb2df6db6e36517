"""PDF with a text layer: paragraphs over page breaks, each character's page known, pages without text named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, takewhile

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from amparo.model import Capture, Problem, SkipItem, Text
from amparo.model.text import BlockKind
from amparo.read.compose import Composer, cell_name, joined
from amparo.read.dates import date_lines, filing_stamps
from amparo.read.meta import Meta, make_text, reader_name
from amparo.read.pdf_lines import PdfLine, page_lines
from amparo.read.pdf_paragraphs import PdfParagraph, is_item, pdf_paragraphs, title_lines
from amparo.read.pdf_tables import PdfTable, page_tables

_MAX_PAGES = 5_000
_EDGE_LINES = 3
_STAMP = 200
_OCR = "Add a copy with a text layer (run OCR over it), or type out the pages you need."
_FILE_TITLE = re.compile(r"untitled|microsoft word - .*|.*\.(?:docx?|pdf|indd|qxd|rtf|wpd|tex)", re.IGNORECASE)


def pdf_signature() -> str:
    """The reader's name and version, and those of its libraries."""
    return f"{reader_name('pdf/2', 'pypdfium2', 'pdfplumber')} pdfium/{pdfium.PDFIUM_INFO.build}"


def read_pdf(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read the text layer of a PDF.

    Raises:
        SkipItem: it is damaged, encrypted, or has no text layer on any page.
    """
    document = open_pdf(data)
    try:
        return _read(capture, document, languages)
    finally:
        document.close()


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """The document in `data`; the caller closes it. Raises `SkipItem` where it is damaged or encrypted."""
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise SkipItem("The PDF is encrypted.", "Save a copy without a password and add that.") from error
        if error.err_code == raw.FPDF_ERR_SECURITY:
            raise SkipItem("The PDF is encrypted in a way that is not known here.", "Print it to a new PDF.") from error
        raise SkipItem("The PDF is damaged and cannot be opened.", "Get it again, or print it to a new PDF.") from error


def _read(capture: Capture, document: pdfium.PdfDocument, languages: Sequence[str]) -> Text:
    count = len(document)
    pages: list[list[PdfLine]] = []
    tables: list[tuple[int, PdfTable]] = []
    problems: list[Problem] = []
    for number in range(1, min(count, _MAX_PAGES) + 1):
        lines, reason, ruled = _page(document, number)
        tables += ((number, table) for table in ruled)
        pages.append([line for line in lines if not any(_within(line, table) for table in ruled)])
        if reason:
            remedy = "" if reason.startswith("Page") and "blank" in reason else _OCR
            problems.append(Problem(capture.doc, reason, remedy, f"page={number}", capture.sha256))
    if count > _MAX_PAGES:
        reason = f"It has {count:,} pages; only the first {_MAX_PAGES:,} were read."
        problems.append(Problem(capture.doc, reason, "Split it.", f"page={_MAX_PAGES + 1}", capture.sha256))
    if count and len(problems) >= count and not tables and not any(len(lines) > 2 for lines in pages):
        raise SkipItem(f"None of its {count} pages has a text layer; it is scanned.", _OCR)
    running, bodies = _without_running_lines(pages)
    paragraphs = pdf_paragraphs(bodies)
    info = {key: joined(value) for key, value in document.get_metadata_dict(skip_empty=True).items()}
    title = info.get("Title") if not _FILE_TITLE.fullmatch(info.get("Title", "untitled")) else None
    heading = title_lines(paragraphs)
    composer = Composer()
    for text, page in running:
        composer.add(text, "header", f"page={page}")
    placed = iter([*enumerate(tables, 1), None])
    table = next(placed)
    for paragraph in paragraphs:
        while table is not None and _stands_before(table[1], paragraph):
            _add_table(composer, *table)
            table = next(placed)
        kind: BlockKind = "item" if is_item(paragraph.text) else "paragraph"
        if any(paragraph is line for line in heading):
            kind = "title"
        composer.add(paragraph.text, kind, f"page={paragraph.page}", breaks=paragraph.breaks)
    while table is not None:
        _add_table(composer, *table)
        table = next(placed)
    front = [line.text for line in bodies[0][:40]] if bodies else []
    meta = Meta(
        title=title or " ".join(line.text for line in heading) or None,
        authors=[info["Author"]] if "Author" in info else [],
        dates=[
            *date_lines(front, languages, capture.captured[:10]),
            *filing_stamps([*(text for text, _ in running), *front]),
            *filter(None, [_created(info.get("CreationDate"))]),
        ],
        problems=problems,
    )
    return make_text(capture, composer, meta, pdf_signature(), languages)


def _within(line: PdfLine, table: PdfTable) -> bool:
    return table.holds((line.left + line.right) / 2, line.bottom + line.height / 2)


def _stands_before(place: tuple[int, PdfTable], paragraph: PdfParagraph) -> bool:
    """Whether a table on a page stands before a paragraph: on an earlier page, or above it."""
    page, table = place
    return page < paragraph.page or (page == paragraph.page and table.top > paragraph.bottom)


def _add_table(composer: Composer, number: int, place: tuple[int, PdfTable]) -> None:
    page, table = place
    for cell, words in table.cells:
        name = cell_name(cell.row, cell.column)
        composer.cell(joined(words), replace(cell, table=number), f"page={page};table={number};cell={name}")


def _page(document: pdfium.PdfDocument, number: int) -> tuple[list[PdfLine], str | None, list[PdfTable]]:
    """The lines of a page, why it has none or too few, and its tables."""
    try:
        page = document[number - 1]
        lines = page_lines(page)
        tables = page_tables(page) if lines else []
    except pdfium.PdfiumError:
        return [], f"Page {number} is damaged and could not be read.", []
    try:
        if sum(len(line.text) for line in lines) > _STAMP:
            return lines, None, tables
        if _is_picture(page):
            if lines:
                return lines, f"Page {number} is a picture with only a stamp as text.", tables
            return lines, f"Page {number} has no text layer; it is a picture.", []
        return lines, None if lines else f"Page {number} has no text; it is blank or drawn.", tables
    finally:
        page.close()


def _is_picture(page: pdfium.PdfPage) -> bool:
    """Whether one picture covers at least half of the page."""
    area = page.get_width() * page.get_height()
    for item in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), 500):
        left, bottom, right, top = item.get_bounds()
        if area and (right - left) * (top - bottom) >= 0.5 * area:
            return True
    return False


def _without_running_lines(pages: Sequence[Sequence[PdfLine]]) -> tuple[list[tuple[str, int]], list[list[PdfLine]]]:
    """The headers and footers that run through the document (each once, with its first page), and the rest.

    A line is one only if it is the outermost or next to such, at the same height, on at least three pages and a third
    of all, figures aside.
    """
    places: dict[tuple[str, int], set[int]] = defaultdict(set)
    for index, lines in enumerate(pages):
        for line in _edges(lines):
            places[_running_key(line)].add(index)
    needed = max(3, len(pages) / 3)
    running_keys = {key for key, on in places.items() if len(on) >= needed}
    running: dict[str, tuple[str, int]] = {}
    bodies: list[list[PdfLine]] = []
    for index, lines in enumerate(pages):
        edges = {id(line) for line in _outermost(lines, running_keys)}
        bodies.append([line for line in lines if id(line) not in edges])
        for line in lines:
            if id(line) in edges:
                running.setdefault(_running_key(line)[0], (line.text, index + 1))
    return [entry for key, entry in running.items() if re.search(r"[^\W\d_]{3}", key)], bodies


def _edges(lines: Sequence[PdfLine]) -> list[PdfLine]:
    by_height = sorted(lines, key=lambda line: line.bottom)
    return [*by_height[:_EDGE_LINES], *by_height[_EDGE_LINES:][-_EDGE_LINES:]]


def _outermost(lines: Sequence[PdfLine], running: set[tuple[str, int]]) -> list[PdfLine]:
    """The running lines of a page: those with nothing but running lines further out."""
    by_height = sorted(lines, key=lambda line: line.bottom)
    found: list[PdfLine] = []
    for outward in (by_height[:_EDGE_LINES], by_height[::-1][:_EDGE_LINES]):
        found += takewhile(lambda line: _running_key(line) in running, outward)
    return found


def _running_key(line: PdfLine) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text).strip("# -–—|"), round(line.bottom / 8)


def _created(value: str | None) -> str | None:
    """A PDF date (`D:20250503095907-05'00'`) to the day."""
    match = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", value or "")
    return "-".join(match.groups()) if match else None
