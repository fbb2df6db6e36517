"""Word documents: paragraphs, headings, lists, tables, notes and text boxes in the order they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from amparo.acquire.ziplist import DAMAGED
from amparo.model import Capture, Cell, SkipItem, Text
from amparo.model.text import BlockKind
from amparo.read.compose import Composer, cell_name, joined
from amparo.read.dates import date_lines
from amparo.read.meta import Meta, make_text, reader_name
from amparo.read.office import check_office

_DAMAGED = "The Word document is damaged and cannot be opened."
_LARGE = "The Word document unpacks to more than 200 MB."
_AGAIN = "Open it in a word processor and save it again."
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Struck out by a tracked change, or given a second time for older programs.
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr"}
_SPACES = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "\u2011"}
_DIGIT_END = re.compile(r"\d[.,]?$")
_RUNNING = ("header", "footer")
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


def docx_signature() -> str:
    """The reader's name and version, and those of its libraries."""
    return reader_name("docx/2", "lxml")


def read_docx(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read a Word document (.docx) as it shows with all tracked changes accepted.

    Raises:
        SkipItem: it is damaged, unpacks to too much, or its XML declares a document type (as XML bombs do).
    """
    check_office(data, _DAMAGED, _LARGE, _AGAIN)
    word = _open(data)
    composer = Composer()
    for kind, name, root in word.parts:
        if kind in _RUNNING:
            composer.add(joined(" ".join(_words(p) for p in root.iter(f"{_W}p"))), "header", name)
    for number, block in enumerate(_inner(word.body), 1):
        if block.tag == f"{_W}tbl":
            _add_table(composer, block, number)
        else:
            _add_paragraph(composer, block, number, word.styles)
    for kind, _, root in word.parts:
        if kind in _NOTES:
            _add_notes(composer, root, _NOTES[kind])
    return make_text(capture, composer, _meta(word, composer, capture, languages), docx_signature(), languages)


@dataclass(frozen=True, slots=True)
class _Word:
    """What is in the file.

    Attributes:
        body: the XML of the text.
        styles: style ids to their built-in English names in small letters, whatever language it was written in.
        parts: kind, name and XML of headers, footers and notes.
    """

    body: Any
    styles: Mapping[str, str]
    parts: Sequence[tuple[str, str, Any]]
    title: str
    author: str
    language: str
    dates: Sequence[datetime]


def _open(data: bytes) -> _Word:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    parts: list[tuple[str, str, Any]] = []
    try:
        document = docx.Document(BytesIO(data))
        for relation in document.part.rels.values():
            kind = relation.reltype.rpartition("/")[2]
            if kind in (*_RUNNING, *_NOTES) and not relation.is_external:
                name = f"part={relation.target_ref}"
                parts.append((kind, name, etree.fromstring(relation.target_part.blob, parser)))
        about = document.core_properties
        return _Word(
            body=document.element.body,
            styles={style.style_id: (style.name or "").lower() for style in document.styles},
            parts=sorted(parts, key=lambda part: (part[0] not in _RUNNING[:1], part[1])),
            title=about.title.strip(),
            author=about.author.strip(),
            language=about.language,
            dates=[made for made in (about.modified, about.created) if made],
        )
    except (OpcError, etree.LxmlError, KeyError, AttributeError, TypeError, *DAMAGED) as error:
        # What python-docx raises on a file whose parts are not what they say they are.
        raise SkipItem(_DAMAGED, _AGAIN) from error


def _inner(element: Any) -> Iterator[Any]:
    """The paragraphs and tables in an element, those inside content controls and insertions included."""
    for child in element:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str) and child.tag != f"{_W}sectPr":
            yield from _inner(child)


def _words(element: Any) -> str:
    """The words of a paragraph, without those of text boxes in it."""
    pieces: list[str] = []
    for child in element:
        if child.tag in _LEFT_OUT or child.tag == f"{_W}txbxContent":
            continue
        if child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag in _SPACES:
            pieces.append(_SPACES[child.tag])
        elif isinstance(child.tag, str):
            words = _words(child)
            if words[:1].isdigit() and _DIGIT_END.search("".join(pieces[-3:])) and _is_raised(child):
                # The mark of a note must not become a digit of the figure before it.
                pieces.append(" ")
            pieces.append(words)
    return "".join(pieces)


def _is_raised(run: Any) -> bool:
    align = run.find(f"{_W}rPr/{_W}vertAlign")
    return align is not None and align.get(f"{_W}val") in ("superscript", "subscript")


def _add_paragraph(composer: Composer, paragraph: Any, number: int, styles: Mapping[str, str]) -> None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = styles.get(style.get(f"{_W}val", ""), "") if style is not None else ""
    listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    composer.add(joined(_words(paragraph)), _kind(name, listed), f"block={number}")
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(parent.tag in _LEFT_OUT for parent in box.iterancestors()):
            for inner in _inner(box):
                composer.add(joined(_words(inner)), "caption", f"block={number}")


def _add_table(composer: Composer, table: Any, number: int) -> None:
    """A block a cell, named as in a sheet: `block=12;cell=B4`. A cell that runs over columns keeps their places."""
    for row_number, row in enumerate(table.iterfind(f"{_W}tr"), 1):
        head = row.find(f"{_W}trPr/{_W}tblHeader") is not None
        column = 1
        for cell in row.iterfind(f"{_W}tc"):
            text = joined(" ".join(_words(p) for p in cell.iter(f"{_W}p")))
            columns = _spanned(cell)
            place = Cell(number, row_number, column, columns=columns, head=head)
            composer.cell(text, place, f"block={number};cell={cell_name(row_number, column)}")
            column += columns


def _spanned(cell: Any) -> int:
    told = cell.find(f"{_W}tcPr/{_W}gridSpan")
    count = told.get(f"{_W}val", "1") if told is not None else "1"
    return int(count) if count.isdecimal() and len(count) <= 3 and count != "0" else 1


def _add_notes(composer: Composer, root: Any, kind: str) -> None:
    for note in root.iterfind(f"{_W}{kind}"):
        text = joined(" ".join(_words(p) for p in note.iter(f"{_W}p")))
        composer.add(text, "paragraph", f"{kind}={note.get(f'{_W}id')}")


def _kind(style: str, listed: bool) -> BlockKind:
    if style == "title":
        return "title"
    if style.startswith(("heading", "subtitle")):
        return "heading"
    if "quote" in style:
        return "quote"
    if style == "caption":
        return "caption"
    return "item" if listed or style.startswith("list") else "paragraph"


def _meta(word: _Word, composer: Composer, capture: Capture, languages: Sequence[str]) -> Meta:
    shown = [(composer.content[b.start : b.end], b.kind) for b in composer.blocks if b.kind != "header"]
    title = next((text for text, kind in shown if kind == "title"), None) or word.title
    title = title or next((text for text, kind in shown[:5] if kind == "heading"), "")
    return Meta(
        title=title or None,
        authors=[word.author] if word.author not in ("", "python-docx") else [],
        dates=[*date_lines([text for text, _ in shown[:15]], languages, capture.captured[:10]), *word.dates],
        lang=word.language or None,
    )
