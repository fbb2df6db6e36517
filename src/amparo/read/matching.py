"""Finding words of a text again in the original that it was read from, where white space and hyphens may differ."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise, takewhile

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


class Stream:
    """The characters of an original, or of a part of it, among which words are looked for.

    Args:
        text: the characters.
        skipped: those that do not count, besides white space.
    """

    def __init__(self, text: str, skipped: str = "") -> None:
        self.skipped = skipped
        self.key, self.places = _keyed(text, skipped)


class Wanted:
    """The words of one text, to be found again in its original."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._first: dict[str, int] = {}
        self._counts: dict[str, list[int]] = {}
        for block in text.blocks:
            for start, fragment in ((block.start, block.fragment), *block.breaks):
                if block.kind != "header":
                    self._first.setdefault(_outermost(fragment), start)

    def pieces(self, anchor: Anchor) -> Iterator[Piece]:
        """The anchor, parted where a block ends or another page begins; what lies between blocks is left out."""
        blocks, content = self.text.blocks, self.text.content
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
                    yield Piece(start, end, low, high, self._first.get(_outermost(fragment), low), fragment, block)

    def found_in(self, stream: Stream, piece: Piece) -> list[int]:
        """Where in the characters of a stream those of a piece stand; empty if not found.

        Where the words stand more than once, the place is taken whose surroundings are most like theirs, and of
        several such the one that stands as far from the beginning as they do.
        """
        content, skipped, whole = self.text.content, stream.skipped, stream.key
        words, _ = _keyed(content[piece.start : piece.end], skipped)
        if not words:
            return []
        before, _ = _keyed(content[max(0, piece.start - _CONTEXT) : piece.start], skipped)
        after, _ = _keyed(content[piece.end : piece.end + _CONTEXT], skipped)
        # The headers of a page stand before its first words in the text, wherever they stand on it.
        expected = max(0, self._count(piece.start, skipped) - self._count(piece.first, skipped))
        best: tuple[int, int, int] | None = None
        for at in _occurrences(whole, words, expected):
            behind, ahead = whole[max(0, at - len(before)) : at], whole[at + len(words) : at + len(words) + len(after)]
            if (behind, ahead) == (before, after) and at == expected:
                return stream.places[at : at + len(words)]
            found = (_alike(behind[::-1], before[::-1]) + _alike(ahead, after), -abs(at - expected), at)
            best = found if best is None else max(best, found)
        if best is not None:
            return stream.places[best[2] : best[2] + len(words)]
        return _through_markup(stream, content, piece)

    def _count(self, offset: int, skipped: str) -> int:
        """How many characters that count stand before an offset of the text."""
        if skipped not in self._counts:
            self._counts[skipped] = [0, *accumulate(_counts(c, skipped) for c in self.text.content)]
        return self._counts[skipped][offset]


def _outermost(fragment: str | None) -> str:
    """The first part of a fragment: page, part, sheet, block or line."""
    return (fragment or "").partition(";")[0]


def _occurrences(whole: str, words: str, expected: int) -> Iterator[int]:
    """Where some words stand: at the place where they are expected, then from the beginning, not without end."""
    if whole.startswith(words, expected):
        yield expected
    at, tried = whole.find(words), 0
    while at >= 0 and tried < _TRIED:
        yield at
        at, tried = whole.find(words, at + 1), tried + 1


def _counts(letter: str, skipped: str) -> bool:
    return not letter.isspace() and letter not in skipped and (letter.isprintable() or letter == "\ufffd")


def _keyed(text: str, skipped: str) -> tuple[str, list[int]]:
    """The characters that count, and where each stands."""
    places = [i for i, c in enumerate(text) if _counts(c, skipped)]
    return "".join(text[i] for i in places), places


def _alike(a: str, b: str) -> int:
    """How many characters two texts have in common from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _through_markup(stream: Stream, content: str, piece: Piece) -> list[int]:
    """Words with something between them that the reader took out: every letter and figure must be there, in order."""
    whole, places = stream.key, stream.places
    around, at = _keyed(content[piece.low : piece.high], stream.skipped)
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
