"""PDF with a text layer: paragraphs over page breaks, each character's page known, pages without text named."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from amparo.model import Capture, Problem, SkipItem, Text
from amparo.model.text import BlockKind
from amparo.read.compose import Composer, joined
from amparo.read.dates import date_lines
from amparo.read.meta import Meta, make_text
from amparo.read.pdf_lines import PdfLine, page_lines, starts_paragraph

_MAX_PAGES = 5_000
_EDGE_LINES = 3
_STAMP = 200
_OCR = "Add a copy with a text layer (run OCR over it), or type out the pages you need."
_FILE_TITLE = re.compile(r"untitled|microsoft word - .*|.*\.(?:docx?|pdf|indd|qxd|rtf|wpd|tex)", re.IGNORECASE)
_ITEM = re.compile(r"[•‣▪●○*–—]\s|\(?(?:\d{1,3}|[a-z])[.)]\s")


@dataclass(slots=True)
class _Paragraph:
    """Words joined over line and page ends, and the offsets at which a new page begins."""

    page: int
    height: float
    text: str = ""
    breaks: list[tuple[int, str]] = field(default_factory=list)
    last_page: int = 0
    open_hyphen: bool = False


def read_pdf(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read the text layer of a PDF.

    Raises:
        SkipItem: it is damaged, encrypted, or has no text layer on any page.
    """
    document = _open(data)
    try:
        return _read(capture, document, languages)
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
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
    problems: list[Problem] = []
    for number in range(1, min(count, _MAX_PAGES) + 1):
        lines, reason = _page(document, number)
        pages.append(lines)
        if reason:
            remedy = "" if reason.startswith("Page") and "blank" in reason else _OCR
            problems.append(Problem(capture.doc, reason, remedy, f"page={number}", capture.sha256))
    if count > _MAX_PAGES:
        reason = f"It has {count:,} pages; only the first {_MAX_PAGES:,} were read."
        problems.append(Problem(capture.doc, reason, "Split it.", f"page={_MAX_PAGES + 1}", capture.sha256))
    if count and len(problems) >= count and not any(len(lines) > 2 for lines in pages):
        raise SkipItem(f"None of its {count} pages has a text layer; it is scanned.", _OCR)
    running, bodies = _without_running_lines(pages)
    paragraphs = list(_paragraphs(bodies))
    info = {key: joined(value) for key, value in document.get_metadata_dict(skip_empty=True).items()}
    title = info.get("Title") if not _FILE_TITLE.fullmatch(info.get("Title", "untitled")) else None
    heading = _heading(paragraphs)
    composer = Composer()
    for text, page in running:
        composer.add(text, "header", f"page={page}")
    for paragraph in paragraphs:
        kind = _kind(paragraph, heading)
        composer.add(paragraph.text, kind, f"page={paragraph.page}", breaks=paragraph.breaks)
    front = [line.text for line in bodies[0][:40]] if bodies else []
    meta = Meta(
        title=title or (heading.text if heading else None),
        authors=[info["Author"]] if "Author" in info else [],
        dates=[
            *date_lines(front, languages, capture.captured[:10]),
            *filter(None, [_created(info.get("CreationDate"))]),
        ],
        problems=problems,
    )
    return make_text(capture, composer, meta, "pdf", languages)


def _page(document: pdfium.PdfDocument, number: int) -> tuple[list[PdfLine], str | None]:
    """The lines of a page, and why it has none or too few."""
    try:
        page = document[number - 1]
        lines = page_lines(page)
    except pdfium.PdfiumError:
        return [], f"Page {number} is damaged and could not be read."
    try:
        if sum(len(line.text) for line in lines) > _STAMP:
            return lines, None
        if _is_picture(page):
            reason = "has no text layer; it is a picture" if not lines else "is a picture with only a stamp as text"
            return lines, f"Page {number} {reason}."
        return lines, None if lines else f"Page {number} has no text; it is blank or drawn."
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

    A line is one only if it stands among the outermost lines, at the same height, on at least three pages and a third
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
        edges = {id(line) for line in _edges(lines) if _running_key(line) in running_keys}
        bodies.append([line for line in lines if id(line) not in edges])
        for line in lines:
            if id(line) in edges:
                running.setdefault(_running_key(line)[0], (line.text, index + 1))
    return [entry for key, entry in running.items() if re.search(r"[^\W\d_]{3}", key)], bodies


def _edges(lines: Sequence[PdfLine]) -> list[PdfLine]:
    by_height = sorted(lines, key=lambda line: line.bottom)
    return [*by_height[:_EDGE_LINES], *by_height[_EDGE_LINES:][-_EDGE_LINES:]]


def _running_key(line: PdfLine) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text).strip("# -–—|"), round(line.bottom / 8)


def _paragraphs(pages: Sequence[Sequence[PdfLine]]) -> Iterator[_Paragraph]:
    """The paragraphs of the document; one that is cut by the end of a page goes on on the next."""
    vocabulary = Counter(word for lines in pages for line in lines for word in re.findall(r"[\w-]+", line.text.lower()))
    current: _Paragraph | None = None
    for number, lines in enumerate(pages, 1):
        for line, starts in zip(lines, starts_paragraph(lines), strict=True):
            first_of_page = line is lines[0]
            goes_on = current is not None and (not starts or (first_of_page and _runs_on(current, line)))
            if current is None or not goes_on:
                if current is not None:
                    yield current
                current = _Paragraph(page=number, height=line.height, last_page=number)
            _append(current, line, number, vocabulary)
    if current is not None:
        yield current


def _runs_on(paragraph: _Paragraph, line: PdfLine) -> bool:
    """Whether a page's first line goes on with the paragraph the page before ended with."""
    if paragraph.open_hyphen:
        return True
    if abs(paragraph.height - line.height) > 0.25 * max(paragraph.height, line.height) or _ITEM.match(line.text):
        return False
    return not re.search(r"[.!?:;…]['\"”’»)\]]*\d{0,3}$", paragraph.text) and len(paragraph.text) > 60


def _append(paragraph: _Paragraph, line: PdfLine, page: int, vocabulary: Counter[str]) -> None:
    text = joined(line.text)
    if paragraph.open_hyphen:
        glue = "-" if _keeps_hyphen(paragraph.text, text, vocabulary) else ""
    else:
        glue = " " if paragraph.text else ""
    if page != paragraph.last_page:
        paragraph.breaks.append((len(paragraph.text) + len(glue), f"page={page}"))
        paragraph.last_page = page
    paragraph.text += glue + text
    paragraph.open_hyphen = line.hyphen


def _keeps_hyphen(before: str, after: str, vocabulary: Counter[str]) -> bool:
    """Whether the hyphen at a line's end belongs to the word: by figures, capitals, or the document's other words."""
    head = re.search(r"[\w-]*$", before)
    tail = re.match(r"[\w-]*", after)
    left, right = (head.group() if head else ""), (tail.group() if tail else "")
    if not left or not right or right[0].isdigit() or right[0].isupper() or left[-1].isdigit():
        return True
    return vocabulary[f"{left}-{right}".lower()] > vocabulary[f"{left}{right}".lower()]


def _heading(paragraphs: Sequence[_Paragraph]) -> _Paragraph | None:
    """The title as it is set: the tallest of the first paragraphs, clearly taller than the text."""
    if not paragraphs:
        return None
    usual = median(p.height for p in paragraphs for _ in range(1 + len(p.text) // 80))
    first = [
        p for p in paragraphs[:12] if p.page == 1 and 8 <= len(p.text) <= 300 and re.search(r"[^\W\d_]{3}", p.text)
    ]
    best = max(first, key=lambda p: p.height, default=None)
    return best if best is not None and best.height > 1.15 * usual else None


def _kind(paragraph: _Paragraph, heading: _Paragraph | None) -> BlockKind:
    if paragraph is heading:
        return "title"
    return "item" if _ITEM.match(paragraph.text) else "paragraph"


def _created(value: str | None) -> str | None:
    """A PDF date (`D:20250503095907-05'00'`) to the day."""
    match = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", value or "")
    return "-".join(match.groups()) if match else None
