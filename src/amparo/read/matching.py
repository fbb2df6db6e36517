"""Finding words of a text again in the original that it was read from, where white space and hyphens may differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

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

    `low` and `high` bound the words around it that stand at the same place.
    """

    start: int
    end: int
    low: int
    high: int
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


def pieces_of(text: Text, anchor: Anchor) -> Iterator[Piece]:
    """The anchor, parted where a block ends or another page begins; what lies between blocks is left out."""
    inside = [block for block in text.blocks if block.start < anchor.end and anchor.start < block.end]
    if not inside:
        yield Piece(anchor.start, anchor.end, 0, len(text.content), anchor.fragment)
    for block in inside:
        edges = [block.start, *(at for at, _ in block.breaks), block.end]
        for low, high in pairwise(edges):
            start, end = max(low, anchor.start), min(high, anchor.end)
            if text.content[start:end].strip():
                yield Piece(start, end, low, high, block.fragment_at(low), block)


def matched(original: str, content: str, piece: Piece, skipped: str = "") -> list[int]:
    """Where in `original` the characters of a piece stand, white space and `skipped` aside; empty if not found.

    Where the words stand more than once, the place is taken whose surroundings are most like theirs.
    """
    whole, places = _keyed(original, skipped)
    words, _ = _keyed(content[piece.start : piece.end], skipped)
    if not words:
        return []
    before, _ = _keyed(content[max(0, piece.start - _CONTEXT) : piece.start], skipped)
    after, _ = _keyed(content[piece.end : piece.end + _CONTEXT], skipped)
    best, likest = -1, -1
    at, tried = whole.find(words), 0
    while at >= 0 and tried < _TRIED:
        like = _alike(whole[max(0, at - _CONTEXT) : at][::-1], before[::-1])
        like += _alike(whole[at + len(words) : at + len(words) + _CONTEXT], after)
        if like > likest:
            best, likest = at, like
        at, tried = whole.find(words, at + 1), tried + 1
    if best >= 0:
        return places[best : best + len(words)]
    return _through_markup(whole, places, content, piece, skipped)


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
