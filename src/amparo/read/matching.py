"""Finding words of a text again in the original that it was read from, where white space and hyphens may differ."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

from amparo.model import Anchor, Block, Text

HYPHENS = "-‐\u00ad\ufffe\x02"
"""What may stand where a line ends within a word, in the original or in the text."""
_CONTEXT = 400
_TRIED = 2_000
_LABOUR = 30_000_000
"""How many pairs of characters are compared at most where words stand with markup between them."""
_STRETCH = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an anchor that stands at one place of the original: `content[start:end]`, in `block`, if any.

    `low` and `high` bound the words around it that stand at the same place; `first` is where the first words of the
    same page, part or block begin.
    """

    start: int
    end: int
    low: int
    high: int
    first: int
    fragment: str | None
    block: Block | None = None

    def place(self, name: str) -> str | None:
        """A part of the fragment, such as `page`."""
        for part in (self.fragment or "").split(";"):
            key, _, value = part.partition("=")
            if key == name:
                return value
        return None

    def number(self, name: str) -> int | None:
        """A part of the fragment that is a number."""
        value = self.place(name)
        return int(value) if value and value.isdecimal() else None


class Pieces:
    """Parts the anchors of one text by where their words stand in the original."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._first: dict[str, int] = {}
        for block in text.blocks:
            for start, fragment in ((block.start, block.fragment), *block.breaks):
                self._first.setdefault(_outermost(fragment), start)

    def of(self, anchor: Anchor) -> Iterator[Piece]:
        """The anchor, parted where a block ends or another page begins; what lies between blocks is left out."""
        blocks, content = self._text.blocks, self._text.content
        at = max(0, bisect_right(blocks, anchor.start, key=lambda block: block.start) - 1)
        inside = list(takewhile(lambda block: block.start < anchor.end, blocks[at:]))
        if not any(anchor.start < block.end for block in inside):
            yield Piece(anchor.start, anchor.end, 0, len(content), 0, anchor.fragment)
            return
        for block in inside:
            edges = [block.start, *(at for at, _ in block.breaks), block.end]
            for low, high in pairwise(edges):
                start, end = max(low, anchor.start), min(high, anchor.end)
                if content[start:end].strip():
                    fragment = block.fragment_at(low)
                    yield Piece(start, end, low, high, self._first[_outermost(fragment)], fragment, block)


def _outermost(fragment: str | None) -> str:
    """The first part of a fragment: page, part, sheet, block or line."""
    return (fragment or "").partition(";")[0]


def matched(original: str, content: str, piece: Piece, skipped: str = "") -> list[int]:
    """Where in `original` the characters of a piece stand, white space and `skipped` aside; empty if not found.

    Where the words stand more than once, the place is taken whose surroundings are most like theirs, and of several
    such the one that stands as far from the beginning as they do.
    """
    whole, places = _keyed(original, skipped)
    words, _ = _keyed(content[piece.start : piece.end], skipped)
    if not words:
        return []
    before, _ = _keyed(content[max(0, piece.start - _CONTEXT) : piece.start], skipped)
    after, _ = _keyed(content[piece.end : piece.end + _CONTEXT], skipped)
    expected = len(_keyed(content[piece.first : piece.start], skipped)[0])
    best: tuple[int, int, int] | None = None
    for at in _occurrences(whole, words, expected):
        like = _alike(whole[max(0, at - _CONTEXT) : at][::-1], before[::-1])
        like += _alike(whole[at + len(words) : at + len(words) + _CONTEXT], after)
        found = (like, -abs(at - expected), at)
        best = found if best is None else max(best, found)
    if best is not None:
        return places[best[2] : best[2] + len(words)]
    return _through_markup(whole, places, content, piece, skipped)


def _occurrences(whole: str, words: str, expected: int) -> Iterator[int]:
    """Where some words stand: at the place where they are expected, then from the beginning, not without end."""
    if whole.startswith(words, expected):
        yield expected
    at, tried = whole.find(words), 0
    while at >= 0 and tried < _TRIED:
        yield at
        at, tried = whole.find(words, at + 1), tried + 1


def _keyed(text: str, skipped: str) -> tuple[str, list[int]]:
    """The characters that count, and where each stands."""
    places = [
        i for i, c in enumerate(text) if not c.isspace() and c not in skipped and (c.isprintable() or c == "\ufffd")
    ]
    return "".join(text[i] for i in places), places


def _alike(a: str, b: str) -> int:
    for count, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return count
    return min(len(a), len(b))


def _through_markup(whole: str, places: list[int], content: str, piece: Piece, skipped: str) -> list[int]:
    """Words with something between them that the reader took out: every letter and figure must be there, in order."""
    around, at = _keyed(content[piece.low : piece.high], skipped)
    inside = [i for i, place in enumerate(at) if piece.start <= piece.low + place < piece.end]
    if not inside or len(around) * len(whole) > _LABOUR:
        return []
    found: dict[int, int] = {}
    for a, b, size in SequenceMatcher(None, around, whole, autojunk=False).get_matching_blocks():
        found.update(zip(range(a, a + size), range(b, b + size), strict=True))
    if not any(i in found for i in inside) or any(i not in found for i in inside if around[i].isalnum()):
        return []
    inside = [i for i in inside if i in found]
    while not around[inside[0]].isalnum() and len(inside) > 1:
        inside.pop(0)
    while not around[inside[-1]].isalnum() and len(inside) > 1:
        inside.pop()
    spots = [found[i] for i in inside]
    if spots[-1] - spots[0] > _STRETCH * len(inside) + 200:
        return []
    return [places[i] for i in spots]
