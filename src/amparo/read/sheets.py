"""Tables as files: CSV, TSV and Excel workbooks, a block a cell, named as in a sheet (`sheet=Pagos;cell=B4`)."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from lxml import etree

from amparo.acquire.ziplist import DAMAGED, open_zip
from amparo.model import Capture, Cell, Problem, SkipItem, Text
from amparo.read.charset import decode, is_binary
from amparo.read.compose import Composer, cell_name, joined
from amparo.read.dates import date_lines
from amparo.read.meta import Meta, make_text, reader_name
from amparo.read.office import check_office
from amparo.read.plain import lost_characters

_CELLS = 200_000
"""Cells of one file that are read; the rest is a row with its reason."""
_VISITED = 2_000_000
"""Places, empty ones included, that are looked at: a sheet may say that its last cell is a million rows below."""
_FIELD = 1_000_000
_SAMPLE_LINES = 20
_MARKS = ",;\t|"
_FIRST = 15
_DAMAGED = "The workbook is damaged and cannot be opened."
_LARGE = "The workbook unpacks to more than 200 MB."
_AGAIN = "Open it in a spreadsheet program and save it again."
_SPLIT = "Split it and add the parts."
_BROKEN = (
    *DAMAGED,
    DefusedXmlException,
    ParseError,
    etree.LxmlError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    AssertionError,
)
_SIGN = re.compile(r'\[\$([^\]-]+)[^\]]*\]|"([^"]*)"|([$€£¥])')
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_CURRENCY = re.compile(r"[$€£¥₡₲]|\b[A-Z]{3}\b")
_NO_VALUE = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


def csv_signature() -> str:
    """The reader's name and version; it rests on no library."""
    return "csv/1"


def xlsx_signature() -> str:
    """The reader's name and version, and that of its library."""
    return reader_name("xlsx/1", "openpyxl")


def read_csv(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read a table of delimited text in any charset; which mark parts its fields is told from its first lines.

    Raises:
        SkipItem: it is binary data, has a field without end, or holds no words.
    """
    decoded = decode(data, capture.headers.get("content-type"))
    if is_binary(data, decoded):
        raise SkipItem("It is binary data, not text.", "Save it as CSV in UTF-8 and add that.")
    composer = Composer()
    problems = lost_characters(capture, decoded)
    csv.field_size_limit(_FIELD)
    source = StringIO(decoded.text.replace("\x00", "\ufffd"), newline="")
    try:
        cells = 0
        for number, row in _filled(csv.reader(source, delimiter=_mark(decoded.text))):
            cells += len(row)
            if cells > _CELLS:
                problems.append(_too_large(capture, f"cell=A{number}"))
                break
            for column, words in row:
                _add(composer, 1, number, column, words, "")
    except csv.Error as error:
        reason = "It is not a table that can be read: a field has no end or is too long."
        raise SkipItem(reason, "Open it in a spreadsheet program and save it as CSV again.") from error
    return make_text(
        capture,
        composer,
        Meta(dates=_dates(composer, capture, languages), problems=problems),
        csv_signature(),
        languages,
    )


def read_xlsx(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read an Excel workbook: each sheet a table, formulas as the values that were kept with them.

    Raises:
        SkipItem: it is damaged, unpacks to too much, its XML declares a document type, or it holds no words.
    """
    # Loaded for the first workbook: it takes a quarter of a second, which no other command should wait for.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    check_office(data, _DAMAGED, _LARGE, _AGAIN)
    composer = Composer()
    problems: list[Problem] = []
    try:
        with closing(openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)) as book:
            about = book.properties
            _add_sheets(composer, capture, book, problems)
        formulas = _without_value(data)
    except (InvalidFileException, OverflowError, *_BROKEN) as error:
        # What openpyxl raises on a file whose parts are not what they say they are.
        raise SkipItem(_DAMAGED, _AGAIN) from error
    if formulas:
        reason = f"{formulas:,} of its formulas have no value kept with them; those cells were not read."
        problems.append(Problem(capture.doc, reason, _AGAIN, "formulas", capture.sha256))
    meta = Meta(
        title=joined(about.title or "") or None,
        authors=[about.creator] if about.creator not in (None, "", "openpyxl") else [],
        dates=[*_dates(composer, capture, languages), *filter(None, (about.modified, about.created))],
        lang=about.language,
        problems=problems,
    )
    return make_text(capture, composer, meta, xlsx_signature(), languages)


def _add_sheets(composer: Composer, capture: Capture, book: Any, problems: list[Problem]) -> None:
    cells = visited = 0
    for table, sheet in enumerate(book.worksheets, 1):
        place = f"sheet={quote(sheet.title, safe=' ')};"
        # What a sheet says of its own size is not to be relied on.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), 1):
            visited += len(row) + 1
            for cell in row:
                if cell.value is not None:
                    cells += 1
                    _add(composer, table, number, cell.column, _shown(cell.value, cell.number_format or ""), place)
            if cells > _CELLS or visited > _VISITED:
                problems.append(_too_large(capture, f"{place}cell=A{number + 1}"))
                return


def _add(composer: Composer, table: int, row: int, column: int, words: str, place: str) -> None:
    composer.cell(joined(words), Cell(table, row, column), f"{place}cell={cell_name(row, column)}")


def _filled(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """The rows that hold words, numbered from 1 as a spreadsheet would, with the columns of their words."""
    for number, row in enumerate(rows, 1):
        filled = [(column, words) for column, words in enumerate(row, 1) if words.strip()]
        if filled:
            yield number, filled


def _mark(text: str) -> str:
    """The mark that parts fields: the one that stands equally often in most of the first lines."""
    lines = [line for line in text[:100_000].splitlines()[:_SAMPLE_LINES] if line.strip()]

    def steady(mark: str) -> tuple[int, int]:
        counts = [len(row) - 1 for row in csv.reader(lines, delimiter=mark)]
        usual = max(set(counts), key=lambda n: (n > 0, counts.count(n), n), default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max(_MARKS, key=steady)


def _shown(value: object, style: str) -> str:
    """A cell's value as words: a share with its sign, a sum with its currency, a date in ISO form."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ", "minutes")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    if "%" in _QUOTED.sub("", style):
        return f"{_number(round(value * 100, 10))}%"
    signs = [part.strip() for match in _SIGN.finditer(style) for part in match.groups() if part]
    sign = next((s for s in signs if _CURRENCY.search(s)), "")
    return f"{sign} {_number(value)}".strip()


def _number(value: float) -> str:
    """A number so that it reads the same in every language: three decimals would pass for thousands in some."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    written = f"{value:.6f}".rstrip("0") if 1e-6 <= abs(value) < 1e15 else repr(value)
    return f"{written}0" if len(written.partition(".")[2]) == 3 else written


def _without_value(data: bytes) -> int:
    """How many formulas have no value kept with them, as in files that no spreadsheet program has saved."""
    with open_zip(data) as archive:
        names = [n for n in archive.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")]
        return sum(len(_NO_VALUE.findall(archive.read(name))) for name in names)


def _too_large(capture: Capture, where: str) -> Problem:
    return Problem(capture.doc, f"Only the first {_CELLS:,} cells or so were read.", _SPLIT, where, capture.sha256)


def _dates(composer: Composer, capture: Capture, languages: Sequence[str]) -> list[str]:
    """The date that a row by itself gives before the table begins; one among others is that of its row."""
    content, blocks = composer.content, composer.blocks[:_FIRST]
    rows = Counter(block.cell.row if block.cell else 0 for block in blocks)
    titles = [block for block in blocks if block.cell is None or rows[block.cell.row] == 1]
    return date_lines([content[b.start : b.end] for b in titles], languages, capture.captured[:10])
