"""Many names looked up in one pass: words, their folded keys, and a tree of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from amparo.model import InvalidValue

WORD = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+\b\.?|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
"""A word: a dotted abbreviation (`U.S.`, `EE.UU.`), or a run of letters and digits with their combining marks."""

_GAP = re.compile(r"[ \t\u00a0\u202f]*([.,&]?)[ \t\u00a0\u202f]*\n?[ \t]*|[-\u2010\u2011\u2013]|['’] ?")
"""What may stand between two words of a name; a stop, comma or ampersand only where the name itself has it."""


class Word(NamedTuple):
    """A word of a text: its place, its spelling and the key it is looked up by."""

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for.

    Attributes:
        kind: `country`, `demonym`, `capital`, `government`, `person`, or one that the pack names (`court`, `law`).
        canonical: the name in the form all its spellings share; an alpha-3 code for countries.
        country: alpha-3 of the country it belongs to or speaks for, or None.
    """

    kind: str
    canonical: str
    country: str | None = None


@dataclass(slots=True)
class Trie:
    """A tree of word keys. `ends` holds, for the names ending here, the capitals each word needs and the entry."""

    next: dict[str, Trie] = field(default_factory=dict)
    ends: list[tuple[tuple[int, ...], Entry]] = field(default_factory=list)

    def add(self, name: str, entry: Entry) -> Entry | None:
        """Add one spelling. Returns the other entry where that spelling, with those capitals, is taken.

        The spelling tells the case: a lower-case word matches in any case, a capitalised one needs its initial
        capital (so capitals throughout match too), one with more capitals needs as many (`ICE`, `TdA`).

        Raises:
            InvalidValue: the name has no word, or a sign between its words that no text match could cross.
        """
        words = words_of(name)
        if not words:
            raise InvalidValue(f"{name!r} has no letters or digits to be found by")
        node = self._child(words[0].key)
        for last, word in pairwise(words):
            if name[last.end : word.start] != " ":
                gap = _GAP.fullmatch(name, last.end, word.start)
                if gap is None:
                    raise InvalidValue(f"{name!r} has {name[last.end : word.start]!r} between two words")
                if gap.group(1):
                    node = node._child(gap.group(1))
            node = node._child(word.key)
        needs = tuple([_capitals(word.text) for word in words])
        for taken, other in node.ends:
            if taken == needs:
                return None if other == entry else other
        node.ends.append((needs, entry))
        node.ends.sort(key=lambda end: end[0], reverse=True)
        return None

    def _child(self, key: str) -> Trie:
        child = self.next.get(key)
        if child is None:
            child = self.next[key] = Trie()
        return child

    def longest(self, text: str, words: Sequence[Word], first: int) -> tuple[int, Entry] | None:
        """The longest name that begins at `words[first]`: how many words it takes, and its entry."""
        node = self.next.get(words[first].key)
        found: tuple[int, Entry] | None = None
        index = first
        while node is not None:
            for needs, entry in node.ends:
                if _capitals_fit(words, first, needs):
                    found = (index + 1 - first, entry)
                    break
            index += 1
            if index == len(words) or not node.next:
                break
            gap = text[words[index - 1].end : words[index].start]
            if gap != " ":
                match = _GAP.fullmatch(gap)
                if match is None:
                    break
                if match.group(1):
                    node = node.next.get(match.group(1))
                    if node is None:
                        break
            node = node.next.get(words[index].key)
        return found


def words_of(text: str) -> list[Word]:
    """The words of `text` in order."""
    return [Word(m.start(), m.end(), w := m.group(), _key(w)) for m in WORD.finditer(text)]


def fold(text: str) -> str:
    """`text` without case, accents and the dots of abbreviations: the key that spellings share."""
    low = text.casefold().replace(".", "")
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))


_key = lru_cache(maxsize=1 << 16)(fold)


@lru_cache(maxsize=1 << 16)
def _capitals(word: str) -> int:
    return sum(map(str.isupper, word))


def _capitals_fit(words: Sequence[Word], first: int, needs: tuple[int, ...]) -> bool:
    for index, need in enumerate(needs, first):
        if need and (not words[index].text[0].isupper() or _capitals(words[index].text) < need):
            return False
    return True
