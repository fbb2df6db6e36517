"""PDF: the text layer, and OCR where there is none; each character's page known, pages without text named."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from amparo.model import Capture, MissingTool, Problem, SkipItem, Text
from amparo.read.compose import joined
from amparo.read.meta import Meta, make_text, reader_name
from amparo.read.ocr import NO_WORDS, TYPE_OUT, find_engine
from amparo.read.paged import paged
from amparo.read.pdf_pages import read_pages

_MAX_PAGES = 5_000
_FILE_TITLE = re.compile(r"untitled|microsoft word - .*|.*\.(?:docx?|pdf|indd|qxd|rtf|wpd|tex)", re.IGNORECASE)


def pdf_signature(engine: str = "") -> str:
    """The reader's name and version, those of its libraries, and the signature of the OCR that read in it, if any."""
    name = f"{reader_name('pdf/3', 'pypdfium2', 'pdfplumber')} pdfium/{pdfium.PDFIUM_INFO.build}"
    return f"{name} {engine}".rstrip()


def read_pdf(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read the text layer of a PDF, and by OCR the pages that have none.

    Raises:
        SkipItem: it is damaged, encrypted, or no words could be read on any page.
        MissingTool: all of it needs OCR, which is not installed.
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
    pages = list(read_pages(document, min(count, _MAX_PAGES), languages))
    engine = next((page.engine for page in pages if page.engine), "")
    if pages and all(page.unread and len(page.lines) <= 2 and not page.tables for page in pages):
        scanned = f"None of its {count} pages has a text layer; it is scanned."
        try:
            find_engine(languages)
        except MissingTool as missing:
            raise MissingTool(scanned, missing.remedy) from missing
        raise SkipItem(NO_WORDS, TYPE_OUT)
    about = paged(capture, pages, languages)
    if count > _MAX_PAGES:
        reason = f"It has {count:,} pages; only the first {_MAX_PAGES:,} were read."
        about.problems.append(Problem(capture.doc, reason, "Split it.", f"page={_MAX_PAGES + 1}", capture.sha256))
    info = {key: joined(value) for key, value in document.get_metadata_dict(skip_empty=True).items()}
    title = info.get("Title") if not _FILE_TITLE.fullmatch(info.get("Title", "untitled")) else None
    meta = Meta(
        title=title or about.title,
        authors=[info["Author"]] if "Author" in info else [],
        dates=[*about.dates, *filter(None, [_created(info.get("CreationDate"))])],
        problems=about.problems,
    )
    return make_text(capture, about.composer, meta, pdf_signature(engine), languages)


def _created(value: str | None) -> str | None:
    """A PDF date (`D:20250503095907-05'00'`) to the day."""
    match = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", value or "")
    return "-".join(match.groups()) if match else None
