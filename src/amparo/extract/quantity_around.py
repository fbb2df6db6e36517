"""What stands around a number: the words beside it, the spans that hold no quantity, the bound that its words give."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, cast

from amparo.extract.quantity_rules import load_rules
from amparo.model.claim import Bound
from amparo.model.numeral_words import fold
from amparo.model.numerals import Numeral, numerals_of

Kind = Literal["count", "money", "percent", "fraction", "duration", "age", "measure", "vote", "vague"]

_WINDOW = 64
_CLAUSE_BREAK = re.compile(r"[,;:!?()\[\]{}\"“”«»—|/]|[.](?=\s)|\n\s*\n")
_WORD = re.compile(r"[^\s]+")
_NEXT_WORD = re.compile(r"[\s-]([^\W\d_]+)")
_NOUNS_BETWEEN = re.compile(r"(?:\s[^\W\d_]+){1,3}?(?=\s)")
_STRENGTH = {"exact": 0, "about": 1} | dict.fromkeys(("up_to", "less_than", "at_least", "more_than"), 2)


@dataclass(slots=True)
class Part:
    """A numeral with the unit that stands at it, before ranges and bounds are looked for."""

    num: Numeral
    start: int  # with the currency sign before it
    end: int  # with the unit after it
    low: float | None
    high: float | None
    unit: str | None = None
    kind: Kind = "count"
    suffix: bool = False  # whether the unit stands after the number
    bound: Bound | None = None
    magnitude: float = 1.0
    digits: int = 1
    num_start: int = 0
    num_end: int = 0


class Around:
    """One text with the rules of its language. Lives for one search."""

    def __init__(self, text: str, lang: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.lang = lang
        self.rules = load_rules(lang)
        spans = [m.span() for m in self.rules.not_quantities.finditer(self.folded)]
        self._block_starts = [start for start, _ in spans]
        self._block_ends = [end for _, end in spans]

    def blocked(self, start: int, end: int) -> bool:
        """Whether a date, a time, a citation or the like reaches into the stretch."""
        at = bisect_right(self._block_starts, end - 1)
        return at > 0 and self._block_ends[at - 1] > start

    def left_words(self, at: int, stop: int = 0) -> list[tuple[str, int]]:
        """The words before `at` in the same clause, each with its start, the nearest last."""
        begin = max(stop, at - _WINDOW, 0)
        window = self.folded[begin:at]
        for broken in _CLAUSE_BREAK.finditer(window):
            begin_at = broken.end()
            window = " " * begin_at + window[begin_at:]
        words = [(m.group(), begin + m.start()) for m in _WORD.finditer(window)]
        if words and begin > 0 and words[0][1] == begin and not self.folded[begin - 1].isspace() and begin != stop:
            words = words[1:]
        return words

    def next_word(self, at: int) -> str:
        """The word that starts one blank or hyphen after `at`; empty where none does."""
        match = _NEXT_WORD.match(self.folded, at)
        return match.group(1) if match else ""

    def plural_after(self, at: int) -> bool:
        """Whether the word after `at` looks like a plural noun."""
        word = self.next_word(at)
        if word in self.rules.not_plural:
            return False
        return (len(word) > 3 and word.endswith("s") and not word.endswith("ss")) or word in self.rules.plural_words

    def bound_before(self, at: int, stop: int) -> tuple[Bound | None, int]:
        """The bound that the words before `at` give, and where they start."""
        rules = self.rules
        sign_at = at - 1 if at and self.folded[at - 1] != " " else at - 2
        if sign_at >= stop and self.folded[sign_at] in rules.signs:
            return rules.signs[self.folded[sign_at]], sign_at
        left = self.left_words(at, stop)
        words = tuple(w for w, _ in left)
        k = len(words)
        found: Bound | None = None
        start = at
        fillers = 0
        while k > 0:
            for n in range(min(rules.bound_length, k), 0, -1):
                bound = rules.bounds_before.get(words[k - n : k])
                if bound is not None:
                    break
            else:
                bound = None
                n = 1
            if bound is not None:
                first = words[k - n]
                if k - n > 0 and words[k - n - 1] in rules.not_bound_after.get(first, ()):
                    break
                if found is None or _STRENGTH[bound] >= _STRENGTH[found]:
                    found = bound
                k -= n
                start = left[k][1]
                fillers = 0
            elif words[k - 1] in rules.bound_fillers and fillers < 3:
                fillers += 1
                k -= 1
            else:
                break
        return found, start

    def bound_after(self, part: Part) -> tuple[Bound | None, int]:
        """The bound that stands after number and unit, and where it ends; the end stays where nouns lie between."""
        folded, rules = self.folded, self.rules
        for at in {part.num_end: 0, part.end: 0}:
            sign = rules.sign_after.get(folded[at : at + 1])
            if sign is not None:
                return sign, max(part.end, at + 1)
            found = rules.bounds_after.at(folded, at)
            if found is not None and self._closes(found[1]):
                return cast("Bound", found[0]), max(part.end, found[1])
        between = _NOUNS_BETWEEN.match(folded, part.end)
        if between is not None and self.text[between.start() : between.end()].islower():
            found = rules.bounds_after.at(folded, between.end())
            if found is not None and self._closes(found[1]):
                return cast("Bound", found[0]), part.end
        return None, part.end

    def _closes(self, at: int) -> bool:
        """Whether a bound after a number ends there, and does not open the next number's."""
        rest = self.folded[at : at + 12].lstrip(" ")
        if not rest or not (rest[0].isalnum() or rest[0] in "$£€"):
            return True
        word = rest.split()[0].strip(",.;")
        return not (rest[0].isdigit() or rest[0] in "$£€" or numerals_of(word, self.lang))


def ends_with(words: tuple[str, ...], phrases: frozenset[tuple[str, ...]]) -> int:
    """How many words the longest of `phrases` that `words` end with has; 0 for none."""
    return next((n for n in range(min(3, len(words)), 0, -1) if words[-n:] in phrases), 0)
