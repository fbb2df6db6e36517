"""Putting a text together block by block, so that every offset leads back to its place in the original."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from amparo.model import Block, Cell
from amparo.model.text import BlockKind
from amparo.read.table_heads import with_heads

PARAGRAPH = "\n\n"
CELL = "\t"
ROW = "\n"
PROSE_CELL = 240
"""Characters beyond which a cell of a table is prose."""

_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def joined(text: str) -> str:
    """Text on one line: runs of ASCII white space become one space; every other character stays as it is."""
    return _SPACES.sub(" ", text).strip(" ")


@dataclass(slots=True)
class Composer:
    """Collects blocks; `content` and `blocks` are what a `Text` is made of."""

    _pieces: list[str] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _length: int = 0
    _headed: tuple[Block, ...] = ()

    def add(
        self,
        text: str,
        kind: BlockKind = "paragraph",
        fragment: str | None = None,
        *,
        gap: str = PARAGRAPH,
        breaks: Sequence[tuple[int, str]] = (),
        cell: Cell | None = None,
        ocr: bool = False,
    ) -> None:
        """Append a block, `gap` of white space after the one before it. What holds no letter or figure is left out.

        `breaks` are offsets within `text` at which another place of the original begins; `cell` is the block's place in
        a table, without its heads; `ocr`: whether it was read off a picture.
        """
        if not any(c.isalnum() for c in text):
            return
        if self._blocks:
            self._pieces.append(gap)
            self._length += len(gap)
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        self._blocks.append(
            Block(start, self._length, kind, fragment, tuple((start + at, place) for at, place in breaks), cell, ocr)
        )

    @property
    def content(self) -> str:
        """The whole text."""
        return "".join(self._pieces)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, in order; those of tables with their heads."""
        if len(self._headed) != len(self._blocks):
            content = self.content
            self._headed = with_heads([(block, content[block.start : block.end]) for block in self._blocks])
        return self._headed

    def cell(self, text: str, cell: Cell, fragment: str, ocr: bool = False) -> None:
        """Append a cell of a table: cells of a row are parted by tabs, rows by line ends, tables by empty lines.

        A cell of prose is a paragraph.
        """
        if len(text) > PROSE_CELL:
            self.add(text, "paragraph", fragment, ocr=ocr)
            return
        before = self._blocks[-1].cell if self._blocks else None
        beside = before is not None and before.table == cell.table
        within = CELL if before is not None and before.row == cell.row else ROW
        self.add(text, "cell", fragment, gap=within if beside else PARAGRAPH, cell=cell, ocr=ocr)


def cell_name(row: int, column: int) -> str:
    """The name of a cell as sheets give it: row 4, column 2 is `B4`. Both count from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
