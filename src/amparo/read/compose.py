"""Putting a text together block by block, so that every offset leads back to its place in the original."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from amparo.model import Block
from amparo.model.text import BlockKind

PARAGRAPH = "\n\n"
CELL = "\t"
ROW = "\n"

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

    def add(
        self,
        text: str,
        kind: BlockKind = "paragraph",
        fragment: str | None = None,
        *,
        gap: str = PARAGRAPH,
        breaks: Sequence[tuple[int, str]] = (),
    ) -> None:
        """Append a block, `gap` of white space after the one before it. What holds no letter or figure is left out.

        `breaks` are offsets within `text` at which another place of the original begins.
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
            Block(start, self._length, kind, fragment, tuple((start + at, place) for at, place in breaks))
        )

    @property
    def content(self) -> str:
        """The whole text."""
        return "".join(self._pieces)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, in order."""
        return tuple(self._blocks)
