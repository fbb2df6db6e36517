"""OpenDocument texts and sheets (.odt, .ods): headings, lists, tables, notes and cells in the order they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from lxml import etree

from amparo.acquire.ziplist import DAMAGED, open_zip
from amparo.model import Capture, Cell, Problem, SkipItem, Text
from amparo.model.text import BlockKind
from amparo.read.compose import Composer, cell_name, joined
from amparo.read.dates import date_lines
from amparo.read.meta import Meta, make_text, reader_name
from amparo.read.office import check_office

_DAMAGED = "The OpenDocument file is damaged and cannot be opened."
_LARGE = "The OpenDocument file unpacks to more than 200 MB."
_AGAIN = "Open it in an office program and save it again."
_CELLS = 20_000
"""Cells of one file that are read; the rest is a row with its reason."""
_REPEATED = 50
"""How often a file may have a cell with words in it repeated: what is beyond is a trick to fill the memory."""
_SPACES = 1_000
_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TEXT, _TABLE, _STYLE, _META = (f"{{{_NS}{n}:1.0}}" for n in ("office", "text", "table", "style", "meta"))
_DRAW = f"{{{_NS}drawing:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
# What was deleted with changes tracked is kept here, comments are no words of the text, notes stand at its end.
_LEFT_OUT = frozenset((f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note", f"{_DRAW}text-box"))
_PARAGRAPHS = frozenset((f"{_TEXT}p", f"{_TEXT}h"))


def odf_signature() -> str:
    """The reader's name and version, and that of its library."""
    return reader_name("odf/1", "lxml")


@dataclass(frozen=True, slots=True)
class _File:
    """The parts of the file that are read; `parents` are automatic styles with the styles they are made from."""

    body: Any
    running: Sequence[Any]
    meta: Any
    parents: Mapping[str, str]


def read_odf(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read an OpenDocument text as it shows with all tracked changes accepted, or a sheet with the values it shows.

    Raises:
        SkipItem: it is damaged, encrypted, unpacks to too much, or its XML declares a document type (as bombs do).
    """
    check_office(data, _DAMAGED, _LARGE, _AGAIN)
    file = _open(data)
    composer, problems = Composer(), list[Problem]()
    for part in file.running:
        composer.add(joined(" ".join(_words(p) for p in _paragraphs(part))), "header", "part=styles.xml")
    kind = etree.QName(file.body).localname
    if kind == "text":
        for number, block in enumerate(_inner(file.body), 1):
            if not _add_block(composer, block, number, file.parents):
                problems.append(_cut(capture, f"block={number}"))
        for number, note in enumerate(file.body.iter(f"{_TEXT}note-body"), 1):
            if not _struck(note):
                words = joined(" ".join(_words(p) for p in _paragraphs(note)))
                composer.add(words, "paragraph", f"note={number}")
    elif kind == "spreadsheet":
        for number, table in enumerate(file.body.iterfind(f"{_TABLE}table"), 1):
            sheet = quote(table.get(f"{_TABLE}name", str(number)), safe=" ")
            if not _add_table(composer, table, number, f"sheet={sheet};"):
                problems.append(_cut(capture, f"sheet={sheet}"))
                break
    else:
        raise SkipItem("There is no reader for this kind of OpenDocument file.", "Save it as PDF and add that.")
    return make_text(
        capture, composer, _about(file, composer, capture, languages, problems), odf_signature(), languages
    )


def _cut(capture: Capture, where: str) -> Problem:
    reason = f"It has more than {_CELLS:,} cells, or repeats one more than {_REPEATED} times; the rest were not read."
    return Problem(capture.doc, reason, "Split it and add the parts.", where, capture.sha256)


def _open(data: bytes) -> _File:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with open_zip(data) as archive:
            names = set(archive.namelist())
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise SkipItem(
                    "It is an Office file encrypted with a password.", "Save a copy without a password and add that."
                )
            parts: dict[str, Any] = {
                name: etree.fromstring(archive.read(name), parser) if name in names else None
                for name in ("content.xml", "styles.xml", "meta.xml")
            }
        content, styles, meta = parts.values()
        body = next(iter(content.find(f"{_OFFICE}body")))
    except (etree.LxmlError, AttributeError, StopIteration, TypeError, KeyError, *DAMAGED) as error:
        raise SkipItem(_DAMAGED, _AGAIN) from error
    running = [] if styles is None else [*styles.iter(f"{_STYLE}header"), *styles.iter(f"{_STYLE}footer")]
    parents = {
        style.get(f"{_STYLE}name", ""): style.get(f"{_STYLE}parent-style-name", "")
        for style in content.iter(f"{_STYLE}style")
    }
    return _File(body, running, meta, parents)


def _struck(element: Any) -> bool:
    return any(parent.tag in (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation") for parent in element.iterancestors())


def _inner(element: Any) -> Iterator[Any]:
    """Paragraphs, headings, lists and tables, those in sections and indexes included."""
    for child in element:
        if child.tag in _PARAGRAPHS or child.tag in (f"{_TEXT}list", f"{_TABLE}table"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _inner(child)


def _paragraphs(element: Any) -> Iterator[Any]:
    """The paragraphs of an element that are its own: not those struck out, of comments or of notes."""
    for child in element:
        if child.tag in _PARAGRAPHS:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _paragraphs(child)


def _words(element: Any) -> str:
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(_count(child, f"{_TEXT}c"), _SPACES))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            pieces.append(" ")
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _count(element: Any, name: str) -> int:
    told = element.get(name, "1")
    return int(told) if told.isdecimal() and len(told) <= 9 and int(told) else 1


def _add_block(composer: Composer, block: Any, number: int, parents: Mapping[str, str]) -> bool:
    """Add a paragraph, list or table; whether all of it could be taken."""
    if block.tag == f"{_TABLE}table":
        return _add_table(composer, block, number, f"block={number};")
    if block.tag == f"{_TEXT}list":
        for paragraph in _paragraphs(block):
            composer.add(joined(_words(paragraph)), "item", f"block={number}")
        return True
    style = block.get(f"{_TEXT}style-name", "")
    composer.add(joined(_words(block)), _kind(block.tag, parents.get(style) or style), f"block={number}")
    for box in block.iter(f"{_DRAW}text-box"):
        for paragraph in _paragraphs(box):
            composer.add(joined(_words(paragraph)), "caption", f"block={number}")
    return True


def _kind(tag: str, style: str) -> BlockKind:
    name = style.lower().replace("_20_", " ")
    if name == "title":
        return "title"
    if tag == f"{_TEXT}h" or name.startswith(("heading", "subtitle")):
        return "heading"
    if "quot" in name:
        return "quote"
    return "caption" if name in ("caption", "illustration", "table") else "paragraph"


def _add_table(composer: Composer, table: Any, number: int, place: str) -> bool:
    """A block a cell, named as in a sheet; whether all of them could be taken."""
    row, cells = 1, 0
    for line in table.iter(f"{_TABLE}table-row"):
        if next(line.iterancestors(f"{_TABLE}table")) is not table:
            continue  # of a table inside a cell, whose words are the cell's
        filled = [cell for cell in line if cell.tag == f"{_TABLE}table-cell" and any(map(_words, _paragraphs(cell)))]
        head = line.getparent().tag == f"{_TABLE}table-header-rows"
        repeated = _count(line, f"{_TABLE}number-rows-repeated")
        if filled and repeated > _REPEATED:
            return False
        for _ in range(repeated if filled else 0):
            column = 1
            for cell in line:
                times = _count(cell, f"{_TABLE}number-columns-repeated") if isinstance(cell.tag, str) else 0
                words = joined(" ".join(map(_words, _paragraphs(cell)))) if cell in filled else ""
                for at in range(column, column + (min(times, _REPEATED + 1) if words else 0)):
                    cells += 1
                    if cells > _CELLS or at - column >= _REPEATED:
                        return False
                    rows, columns = (
                        min(_count(cell, f"{_TABLE}number-{n}-spanned"), 1_000) for n in ("rows", "columns")
                    )
                    placed = Cell(number, row, at, rows, columns, head)
                    composer.cell(words, placed, f"{place}cell={cell_name(row, at)}")
                column += times
            row += 1
        row += 0 if filled else repeated
    return True


def _about(
    file: _File, composer: Composer, capture: Capture, languages: Sequence[str], problems: list[Problem]
) -> Meta:
    def told(name: str) -> str:
        found = None if file.meta is None else next(file.meta.iter(name), None)
        return joined(found.text or "") if found is not None else ""

    shown = [(composer.content[b.start : b.end], b.kind) for b in composer.blocks if b.kind != "header"]
    title = next((words for words, kind in shown if kind == "title"), None) or told(f"{_DC}title")
    title = title or next((words for words, kind in shown[:5] if kind == "heading"), "")
    author = told(f"{_META}initial-creator") or told(f"{_DC}creator")
    dates = [told(f"{_DC}date")[:10], told(f"{_META}creation-date")[:10]]
    return Meta(
        title=title or None,
        authors=[author] if author else [],
        dates=[*date_lines([words for words, _ in shown[:15]], languages, capture.captured[:10]), *filter(None, dates)],
        lang=told(f"{_DC}language") or None,
        problems=problems,
    )
