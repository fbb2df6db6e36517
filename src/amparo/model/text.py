"""The working copy: text read out of a capture, with a map from every offset back to the original."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import Literal

from amparo.model.anchor import CONTEXT, Anchor, anchor_at
from amparo.model.capture import Problem
from amparo.model.errors import InvalidValue

BlockKind = Literal["header", "title", "heading", "paragraph", "item", "cell", "quote", "caption"]
"""What a block is. `header` is metadata that stands in the text but is not read (front matter, `# source:` lines)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a block of a table stands in it, and which other blocks head it.

    Attributes:
        table: number of the table in the document, from 1.
        row, column: of its upper left corner, from 1.
        rows, columns: how many of them it spans.
        head: whether the document itself marks it as a heading cell.
        column_heads, row_heads: indices into `Text.blocks` of the cells that say what its column and its row are
            about, the outermost first; titles that run over several rows count as heads of each of those rows.
    """

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False
    column_heads: tuple[int, ...] = ()
    row_heads: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text of one kind and its place in the original.

    `fragment` names that place: `page=3`, `block=12`, `line=7`, `cell=B4`, `part=2`; on a page read by OCR
    `page=3;xywh=percent:10.00,20.00,55.00,2.00`: left, top, width and height as parts of the page. A paragraph that
    runs on from one page to the next is one block, so that no sentence is cut: `breaks` gives each offset at which a
    new place begins. `cell` is the place in a table of what stands in one. `ocr` tells that a program read it off a
    picture.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    fragment: str | None = None
    breaks: tuple[tuple[int, str], ...] = ()
    cell: Cell | None = None
    ocr: bool = False

    def fragment_at(self, offset: int) -> str | None:
        """The place in the original of the character at `offset`."""
        place = self.fragment
        for start, fragment in self.breaks:
            if start <= offset:
                place = fragment
        return place


@dataclass(frozen=True, slots=True)
class Text:
    """What a reader made of a capture.

    Attributes:
        doc: the source's name as it was given.
        doc_id: SHA-256 of the capture.
        content: the text; all offsets are `str` indices into it.
        lang: language tag of the pack's languages (`en`, `es`).
        reader: reader name and version, and those of its libraries, such as `html/3 lxml/6.0.0 trafilatura/2.0.0`.
        blocks: in order, not overlapping; what lies between them is white space.
        title, authors, publisher: as the document tells them.
        published: EDTF date of publication, or None.
        credits: wire or agency credits and "first reported by" lines (`AP`, `EFE`), as canonical names.
        cites: names that the text gives for whose report it passes on ("the Sentinel reported"), each with the offset
            of the block that does so first. Not all are outlets: that can only be told beside other documents.
        url: canonical address the document gives itself, if any.
        problems: parts that could not be read.
    """

    doc: str
    doc_id: str
    content: str
    lang: str
    reader: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    credits: tuple[str, ...] = ()
    cites: tuple[tuple[str, int], ...] = ()
    url: str | None = None
    problems: tuple[Problem, ...] = field(default=())

    def __post_init__(self) -> None:
        last = 0
        for block in self.blocks:
            if not last <= block.start <= block.end <= len(self.content):
                raise InvalidValue(f"{self.doc}: block {block.start}–{block.end} is out of order or out of the text")
            last = block.end

    def block_at(self, offset: int) -> Block | None:
        """The block that holds `offset`, or None between blocks."""
        index = bisect_right(self.blocks, offset, key=lambda b: b.start) - 1
        if index < 0 or offset >= self.blocks[index].end:
            return None
        return self.blocks[index]

    def anchor(self, start: int, end: int) -> Anchor:
        """The anchor of `content[start:end]`, with the place in the original where it begins."""
        block = self.block_at(start)
        anchor = anchor_at(self.content, start, end, block.fragment_at(start) if block else None)
        if block is None or block.ocr:
            return anchor
        first, last = self.without_ocr(start, end, CONTEXT)
        return replace(anchor, prefix=self.content[first:start], suffix=self.content[end:last])

    def without_ocr(self, start: int, end: int, size: int) -> tuple[int, int]:
        """The stretch of up to `size` characters before and after a passage that holds nothing that OCR read."""
        first, last = max(0, start - size), min(len(self.content), end + size)
        at = bisect_right(self.blocks, start, key=lambda b: b.start) - 1
        for index in range(at - 1, -1, -1):
            block = self.blocks[index]
            if block.ocr or block.end <= first:
                first = max(first, block.end) if block.ocr else first
                break
        for index in range(at + 1, len(self.blocks)):
            block = self.blocks[index]
            if block.ocr or block.start >= last:
                last = min(last, block.start) if block.ocr else last
                break
        return first, last


PROSE: frozenset[BlockKind] = frozenset({"paragraph", "item", "caption"})
"""Kinds of blocks that are running text of the document's own: no headline, no cell, no words of another."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of running text; `start` is its offset in the text of the document."""

    doc_id: str
    start: int
    text: str

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


def passages_of(text: Text) -> tuple[Passage, ...]:
    """The running text of a document, block by block."""
    return tuple(
        Passage(text.doc_id, block.start, text.content[block.start : block.end])
        for block in text.blocks
        if block.kind in PROSE
    )


@dataclass(frozen=True, slots=True)
class Source:
    """What reconciling and the brief need to know of a document: its name, voice, dates and hash.

    `captured` is ISO 8601 with zone; the other fields are those of `Text`.
    """

    doc: str
    doc_id: str
    lang: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    credits: tuple[str, ...] = ()
    cites: tuple[tuple[str, int], ...] = ()
    captured: str | None = None
    url: str | None = None


def source_of(text: Text, captured: str | None = None) -> Source:
    """The `Source` of a text."""
    return Source(
        doc=text.doc,
        doc_id=text.doc_id,
        lang=text.lang,
        title=text.title,
        publisher=text.publisher,
        published=text.published,
        credits=text.credits,
        cites=text.cites,
        captured=captured,
        url=text.url,
    )
