"""Pages become one text: paragraphs over page ends, headers and footers once, tables where they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from amparo.model import Capture, Problem
from amparo.model.text import BlockKind
from amparo.read.compose import Composer, cell_name, joined
from amparo.read.dates import date_lines, filing_stamps
from amparo.read.pdf_lines import PdfLine
from amparo.read.pdf_pages import Page
from amparo.read.pdf_paragraphs import PdfParagraph, is_item, pdf_paragraphs, title_lines
from amparo.read.pdf_tables import PdfTable

_EDGE_LINES = 3


@dataclass(frozen=True, slots=True)
class Paged:
    """What the pages of a document give: its blocks, its title and dates by its own words, a row for what was not read.

    What OCR read gives a title to no document, and a date only to one that was read by OCR throughout.
    """

    composer: Composer
    title: str | None
    dates: list[object]
    problems: list[Problem]


def paged(capture: Capture, pages: Sequence[Page], languages: Sequence[str]) -> Paged:
    """The pages of a document as blocks."""
    tables = [(number, table) for number, page in enumerate(pages, 1) for table in page.tables]
    free = [[line for line in page.lines if not any(_within(line, table) for table in page.tables)] for page in pages]
    running, bodies = _without_running_lines(free)
    paragraphs = pdf_paragraphs(bodies)
    heading = title_lines(paragraphs)
    composer = Composer()
    for line, number in running:
        composer.add(line.text, "header", f"page={number}", ocr=bool(line.seen))
    placed = iter([*enumerate(tables, 1), None])
    table = next(placed)
    for paragraph in paragraphs:
        while table is not None and _stands_before(table[1], paragraph):
            _add_table(composer, *table)
            table = next(placed)
        kind: BlockKind = "item" if is_item(paragraph.text) else "paragraph"
        if any(paragraph is line for line in heading):
            kind = "title"
        composer.add(paragraph.text, kind, paragraph.first, breaks=paragraph.breaks, ocr=paragraph.ocr)
    while table is not None:
        _add_table(composer, *table)
        table = next(placed)
    seen = all(page.engine for page in pages if not page.empty)
    front = [line for line in bodies[0][:40] if seen or not line.seen] if bodies else []
    top = [line.text for line, _ in running if seen or not line.seen]
    told = [line.text for line in front]
    problems = [
        Problem(capture.doc, page.reason, page.remedy, f"page={number}", capture.sha256)
        for number, page in enumerate(pages, 1)
        if page.reason
    ]
    dates: list[object] = [*date_lines(told, languages, capture.captured[:10]), *filing_stamps([*top, *told])]
    title = " ".join(line.text for line in heading if not line.ocr)
    return Paged(composer, title or None, dates, problems)


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


def _without_running_lines(pages: Sequence[Sequence[PdfLine]]) -> tuple[list[tuple[PdfLine, int]], list[list[PdfLine]]]:
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
    running: dict[str, tuple[PdfLine, int]] = {}
    bodies: list[list[PdfLine]] = []
    for index, lines in enumerate(pages):
        edges = {id(line) for line in _outermost(lines, running_keys)}
        bodies.append([line for line in lines if id(line) not in edges])
        for line in lines:
            if id(line) in edges:
                running.setdefault(_running_key(line)[0], (line, index + 1))
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
