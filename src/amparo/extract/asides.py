"""Sentences that no passage spells out: what a cell says with its heads, or an item of a list with the line before it.

Such a sentence is put together from words of the document and read by the cascade like any other. The claim that comes
of it is anchored on the cell or item alone, and made only if its value parses from those words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from amparo.extract.framespec import Frames
from amparo.model import Block, Claim, InvalidValue, Problem, Text
from amparo.packs import Pack

Read = Callable[[Text], Sequence[Claim]]
"""Reads a text of one sentence between the parties of the document it is put together from."""


@dataclass(frozen=True)
class Page:
    """A document with what reading its tables and lists needs.

    Attributes:
        text: the document.
        lang: language it is read in.
        pack, frames: the domain, and its frames in that language.
        read: reads a sentence put together.
    """

    text: Text
    lang: str
    pack: Pack
    frames: Frames
    read: Read

    def words(self, index: int) -> str:
        """The words of a block."""
        block = self.text.blocks[index]
        return self.text.content[block.start : block.end]

    def told(self, before: str, figure: str, after: str) -> Iterator[tuple[Claim, int, int]]:
        """The claims of `before` + `figure` + `after` whose figure lies in `figure`, with its offsets within that."""
        start, end = len(before), len(before) + len(figure)
        sentence = before + figure + after
        for claim in self.read(replace(self.text, content=sentence, blocks=(Block(0, len(sentence)),))):
            first, last = max(claim.anchor.start, start), min(claim.anchor.end, end)
            if claim.value is not None and first < last:
                yield claim, first - start, last - start

    def placed(self, claim: Claim, start: int, end: int, mark: str, *reasons: str, **slots: Any) -> Claim | Problem:
        """A claim of a sentence put together, on the words it stands on; as a problem where they do not hold it."""
        try:
            return replace(
                claim,
                anchor=self.text.anchor(start, end),
                marks=(mark,),
                reasons=(*claim.reasons, *reasons),
                **slots,
            )
        except InvalidValue as error:
            return Problem(self.text.doc, f"a claim was not made: {error}", "", f"offset {start}", self.text.doc_id)
