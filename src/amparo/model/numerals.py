"""Numbers as text writes them: digits and words, English and Spanish, to plain values.

`find_numerals` reads each number in the one way that holds on most text; `values_in` gives every value that some words
of a text can be read as, and is what a claim's figure is checked against. Both run on the same tokens.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from amparo.model.numeral_words import Words, fold, load_words

Kind = Literal["digits", "words", "group", "half", "fraction", "vague"]

_SPACES = frozenset([" ", "\n", "\t", "\xa0", "\u2009", "\u202f"])
_CURRENCY_SIGNS = frozenset("$£€¥")
_INFINITE = float("inf")


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number in a text.

    Attributes:
        start, end: offsets into the text; an article that belongs to the number ("a million") is inside.
        value: the number; a percentage for a fraction; None where the words are vague (hundreds).
        kind: `digits` or `words`; `group` for a dozen, *un centenar*; `half` for the half of "half a mile"; `fraction`;
            `vague`.
        magnitude: the magnitude word it is written with (1e6 for "4.76 million"), 1 without.
        digits: how many significant digits it is written with (3 for "4.76 million" and for 4,760,000).
        word: the folded group word, for languages in which some groups mean "about"; of vague words the plural.
        shared: what a number listed before it may leave out: the hundred of "three or four hundred", a magnitude.
    """

    start: int
    end: int
    value: float | None
    kind: Kind
    magnitude: float = 1.0
    digits: int = 1
    word: str = ""
    shared: float = 1.0


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    kind: str
    value: float


def _product(amount: float, scale: float) -> float:
    """4.1 times a billion as it is written, without the error of the binary fraction."""
    return float(f"{amount * scale:.15g}")


def find_numerals(text: str, lang: str) -> list[Numeral]:
    """The numbers of `text`, in order and apart from each other, each read as the language most often means it.

    Digits glued to letters on the right (22nd, 140kg) are returned too, without the letters: only the caller knows
    whether these are a unit. Dates, names and the like are not told apart here.
    """
    return numerals_of(fold(text), lang)


def numerals_of(folded: str, lang: str) -> list[Numeral]:
    """`find_numerals` for a text that `fold` has already been over."""
    words = load_words(lang)
    tokens = _tokens(folded, words)
    found: list[Numeral] = []
    at = 0
    while at < len(tokens):
        numeral, at = _Reader(folded, words, tokens, at).read()
        if numeral is None:
            continue
        if found and (joined := _one_in(folded, words, found[-1], numeral)):
            found[-1] = joined
        elif not found or numeral.start >= found[-1].end:
            found.append(_one_of_each(folded, words, numeral))
    return found


def values_in(text: str, lang: str) -> frozenset[float]:
    """Every value that some words of `text` can be read as: a superset, to refuse only what does not stand there."""
    folded = fold(text)
    words = load_words(lang)
    tokens = _tokens(folded, words)
    values: set[float] = {n.value for n in numerals_of(folded, lang) if n.value is not None}
    bases: list[tuple[int, float]] = []
    for i, token in enumerate(tokens):
        if token.kind == "digits":
            readings = set(_readings(folded[token.start : token.end]))
            letters = _letters(folded, token.end)
            if letters in words.attached:
                readings |= {r * words.attached[letters] for r in readings}
        elif token.kind == "tiny":
            readings = {token.value} | {b * token.value for _, b in bases[-4:]}
        elif token.kind in ("denominator", "denominators"):
            readings = {100.0 / token.value} | {100.0 * b / token.value for _, b in bases[-4:]}
        else:
            readings = {token.value}
        if token.kind in ("scale", "plural", "group", "hundred"):
            values |= {b * token.value for k, b in bases if i - k <= 4}
            values |= {(b + 0.5) * token.value for k, b in bases if i - k <= 4}
        if token.kind == "half":
            values |= {b + 0.5 for k, b in bases if i - k <= 4}
        bases = [(k, b) for k, b in bases if i - k <= 4] + [(i, r) for r in readings]
        values |= readings
    if not words.articles.isdisjoint(folded.split()):
        if any(phrase in folded for phrase in words.article_in):
            values |= {100.0 / v for v in values if v >= 2}
        values |= {1.0, 1.5} if any(token.kind == "half" for token in tokens) else {1.0}
    values |= {-v for v in values if v} if "-" in folded or any(m in folded for m in words.minus) else set()
    return frozenset(v for v in values if math.isfinite(v))


def _tokens(folded: str, words: Words) -> list[_Token]:
    tokens = []
    kinds = words.kinds
    for match in words.token.finditer(folded):
        written = match.group()
        if written[-1].isdigit():
            start = match.start()
            while folded[start].isalpha():  # a currency code written against the digits
                start += 1
            tokens.append(_Token(start, match.end(), "digits", 0.0))
        else:
            kind, value = kinds[written]
            tokens.append(_Token(match.start(), match.end(), kind, value))
    return tokens


def _readings(written: str) -> list[float]:
    """Every number that a run of digits with separators can stand for, in any locale."""
    if "e" in written:
        return [float(written.replace(",", "."))] if written.count(".") + written.count(",") < 2 else []
    parts = re.split(r"[.,\s]", written)
    tries = ["".join(parts), "".join(parts[:-1]) + "." + parts[-1], *parts]
    return [float(t) for t in tries if t and t != "."]


def _number(written: str, decimal: str) -> float | None:
    """A run of digits with separators as the language means it; None where it is no number (a version, an address)."""
    if "e" in written:
        return next(iter(_readings(written)), None)
    parts = re.split(r"[.,\s]", written)
    if len(parts) == 1:
        return float(written)
    marks = re.sub(r"[0-9]", "", written)
    grouped = 1 <= len(parts[0]) <= 3 and parts[0] != "0" and not parts[0].startswith("00")
    if len(set(marks)) == 1:
        mark = marks[0]
        threes = grouped and all(len(p) == 3 for p in parts[1:])
        if mark == decimal and len(marks) == 1 and not (threes and decimal == ","):
            return float(".".join(parts))
        if threes or (mark == "," and len(parts[-1]) == 3 and all(len(p) == 2 for p in parts[1:-1]) and grouped):
            return float("".join(parts))
        return float(".".join(parts)) if len(marks) == 1 else None
    if marks[-1] in marks[:-1] or len(set(marks[:-1])) != 1 or not all(len(p) == 3 for p in parts[1:-1]):
        return None
    return float("".join(parts[:-1]) + "." + parts[-1])


def _digits_written(written: str) -> int:
    bare = re.sub(r"[^0-9]", "", written).lstrip("0")
    return max(1, len(bare if re.search(r"[.,][0-9]{1,2}$", written) else bare.rstrip("0")))


def _letters(folded: str, at: int) -> str:
    """The letters glued to the right of `at`, at most four; empty where a longer word or a digit is glued there."""
    end = at
    while end < len(folded) and end - at < 4 and folded[end].isalpha():
        end += 1
    return folded[at:end] if end == len(folded) or not folded[end].isalnum() else ""


def _word_before(folded: str, at: int) -> tuple[str, int]:
    """The word that ends one space or hyphen before `at`, and where it starts."""
    end = at - 1
    if end <= 0 or not (folded[end] in _SPACES or folded[end] == "-"):
        return "", at
    start = end
    while start > 0 and end - start < 20 and folded[start - 1].isalpha():
        start -= 1
    return folded[start:end], start


def _word_after(folded: str, at: int) -> str:
    """The word that starts one space after `at`."""
    if at >= len(folded) or folded[at] not in _SPACES:
        return ""
    end = start = at + 1
    while end < len(folded) and end - start < 20 and folded[end].isalpha():
        end += 1
    return folded[start:end]


class _Reader:
    """Reads one numeral from the tokens at `at`. Lives for one numeral; keeps what has been settled so far."""

    __slots__ = (
        "_at",
        "_cur",
        "_digits",
        "_folded",
        "_group",
        "_hundreds",
        "_last_big",
        "_magnitude",
        "_room",
        "_tokens",
        "_total",
        "_words",
    )

    def __init__(self, folded: str, words: Words, tokens: list[_Token], at: int) -> None:
        self._folded, self._words, self._tokens, self._at = folded, words, tokens, at
        self._total = self._cur = 0.0  # settled by a scale of a million and more; by thousands
        self._group: float | None = None  # below a thousand, or digits
        self._room = 1000.0  # what the next word may still add to the group
        self._last_big = _INFINITE
        self._magnitude = 1.0
        self._digits = 0
        self._hundreds = False

    def read(self) -> tuple[Numeral | None, int]:
        """The numeral (None where the tokens are none) and the index of the first token after it."""
        first = self._tokens[self._at]
        match first.kind:
            case "scale" | "plural" | "hundred":
                return self._scale_first(first)
            case "group":
                return self._group_first(first)
            case "half":
                return self._half_first(first)
            case "fraction":
                return self._fraction(first), self._at + 1
            case "denominator" | "denominators":
                return self._denominator_first(first), self._at + 1
            case "lenient" | "joined_one":
                return None, self._at + 1
            case "tiny":
                start = self._article(first.start)
                return (None if start is None else Numeral(start, first.end, first.value, "words")), self._at + 1
            case "vague":
                start = self._article(first.start)
                return Numeral(first.start if start is None else start, first.end, None, "vague"), self._at + 1
        return self._number_first(first)

    def _article(self, at: int) -> int | None:
        word, start = _word_before(self._folded, at)
        return start if word in self._words.articles else None

    def _gap(self, i: int) -> str:
        """What stands between token i - 1 and token i, if it can join a number: '' for a space, '-', 'and', 'half'."""
        start, end = self._tokens[i - 1].end, self._tokens[i].start
        if end - start == 1:
            char = self._folded[start]
            return "" if char in _SPACES else "-" if char == "-" else "?"
        if end - start > 12:
            return "?"
        between = self._folded[start:end]
        if between.isspace():
            return "" if between.count("\n") < 2 else "?"
        return "and" if between.strip() in self._words.joiners or between in self._words.joiners else "?"

    def _scale_first(self, first: _Token) -> tuple[Numeral | None, int]:
        word = self._folded[first.start : first.end]
        start = self._article(first.start)
        if (start is not None and first.kind != "plural") or word in self._words.bare_scale:
            self._group, self._digits = 1.0, 1
            self._at += 1
            if first.kind == "hundred":
                self._group, self._room = 100.0, 100.0
            else:
                self._take_scale(first)
            return self._rest(first.start if start is None else start, "words")
        at, end, size = self._at + 1, first.end, first.value
        last = first.value
        while at < len(self._tokens) and self._tokens[at].kind in ("plural", "scale") and self._tokens[at].value > last:
            if self._folded[end : self._tokens[at].start] not in self._words.of_gaps and self._gap(at) != "":
                break
            last = self._tokens[at].value
            end, size = self._tokens[at].end, size * last
            at += 1
        return Numeral(first.start, end, None, "vague", size, word=word if first.kind == "plural" else ""), at

    def _group_first(self, first: _Token) -> tuple[Numeral | None, int]:
        start = self._article(first.start)
        word = self._folded[first.start : first.end]
        if start is None or (
            word in self._words.groups_with_of and _word_after(self._folded, first.end) not in self._words.of
        ):
            return None, self._at + 1
        follow = self._at + 1
        if follow < len(self._tokens):
            token = self._tokens[follow]
            if token.value >= 100 and self._folded[first.end : token.start] in self._words.of_gaps:
                value = first.value * token.value  # a couple of hundred
                word += self._folded[first.end : token.start].rstrip()
                return Numeral(start, token.end, value, "group", word=word), follow + 1
        return Numeral(start, first.end, first.value, "group", word=word), follow

    def _half_first(self, first: _Token) -> tuple[Numeral | None, int]:
        follow, end = self._at + 1, first.end
        if follow < len(self._tokens):
            token = self._tokens[follow]
            between = self._folded[end : token.start].strip()
            if token.start - end < 6 and (not between or between in self._words.articles):
                word = self._folded[token.start : token.end]
                if token.kind == "group":
                    return Numeral(first.start, token.end, token.value / 2, "group", word=word), follow + 1
                if token.kind == "scale":
                    return Numeral(first.start, token.end, token.value / 2, "words", token.value), follow + 1
        after = _word_after(self._folded, end)
        if after in self._words.articles:
            return Numeral(first.start, end + 1 + len(after), 0.5, "half"), follow
        if self._folded[first.start : end] in self._words.half_alone:
            return self._fraction(first), follow
        return Numeral(first.start, end, 0.5, "half"), follow

    def _fraction(self, first: _Token) -> Numeral | None:
        before, _ = _word_before(self._folded, first.start)
        after = _word_after(self._folded, first.end)
        glued = first.end < len(self._folded) and self._folded[first.end] == "-"
        if glued or before in self._words.fraction_not_after or after in self._words.fraction_not_before:
            return None
        return Numeral(first.start, first.end, 50.0, "fraction")

    def _shares(self, first: _Token, start: int, after: str) -> bool:
        """Whether "a third" is a share: of something, or with a word before that goes with amounts only."""
        word = self._folded[first.start : first.end]
        before, _ = _word_before(self._folded, start)
        alone = before in self._words.fraction_after and not after
        return after in self._words.part_of or word in self._words.sure_denominators or alone

    def _denominator_first(self, first: _Token) -> Numeral | None:
        before, start = _word_before(self._folded, first.start)
        after = _word_after(self._folded, first.end)
        if first.kind == "denominator" and after in self._words.parts and before in self._words.part_articles:
            return Numeral(start, first.end + 1 + len(after), 100.0 / first.value, "fraction")
        if first.kind == "denominator" and before in self._words.articles and self._shares(first, start, after):
            return Numeral(start, first.end, 100.0 / first.value, "fraction")
        return None

    def _number_first(self, first: _Token) -> tuple[Numeral | None, int]:
        kind: Kind = "words"
        if first.kind == "digits":
            written = self._folded[first.start : first.end]
            value = _number(written, self._words.decimal)
            if value is None or not math.isfinite(value):
                return None, self._at + 1
            kind = "digits"
            self._group, self._room, self._digits = value, 0.0, _digits_written(written)
            start = self._signed(first.start)
            letters, space = _letters(self._folded, first.end), 0
            if not letters and self._folded[first.end : first.end + 1] in _SPACES:
                apart = _letters(self._folded, first.end + 1)
                letters, space = (apart, 1) if apart in self._words.attached_apart else ("", 0)
            if letters in self._words.attached and (
                letters not in self._words.money_attached or self._money_before(start)
            ):
                scale = self._words.attached[letters]
                end = first.end + space + len(letters)
                return Numeral(start, end, self._sign(start) * value * scale, kind, scale, self._digits), self._at + 1
        else:
            start = first.start
            self._group, self._digits = first.value, 1
            self._room = self._room_after(first)
        self._at += 1
        return self._rest(start, kind)

    def _signed(self, start: int) -> int:
        word, at = _word_before(self._folded, start)
        if word and word in self._words.minus:
            return at
        minus = start >= 1 and self._folded[start - 1] == "-"
        return start - 1 if minus and (start == 1 or self._folded[start - 2] in " (\n\xa0$£€") else start

    def _sign(self, start: int) -> float:
        return (
            1.0
            if self._folded[start].isdigit() or self._folded[start] == "." or self._group is None
            else self._minus(start)
        )

    def _minus(self, start: int) -> float:
        if self._folded[start] == "-":
            return -1.0
        return -1.0 if any(self._folded.startswith(word, start) for word in self._words.minus) else 1.0

    def _money_before(self, start: int) -> bool:
        return self._folded[max(0, start - 2) : start].strip()[-1:] in _CURRENCY_SIGNS and start > 0

    @staticmethod
    def _room_after(token: _Token) -> float:
        return {"tens": 10.0, "hundreds": 100.0}.get(token.kind, 0.0)

    def _rest(self, start: int, kind: Kind) -> tuple[Numeral | None, int]:
        """Take every further token that belongs to the number, from `self._at` on; the first group is already read."""
        end = self._tokens[self._at - 1].end
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            gap = self._folded[end : token.start]
            if (gap.strip() and self._parts_of_magnitude(token, gap) is not None) or not self._take(token):
                break
            end = token.end
            self._at += 1
        value = self._sign(start) * (self._total + self._cur + (self._group or 0.0))
        fraction = self._over(start, value, end)
        if fraction is not None:
            return fraction, self._at
        if self._ordinal_follows(end):
            return None, self._at
        if not math.isfinite(value):
            return None, self._at
        return self._closed(start, end, value, kind)

    def _closed(self, start: int, end: int, value: float, kind: Kind) -> tuple[Numeral | None, int]:
        if self._at < len(self._tokens):
            token = self._tokens[self._at]
            gap = self._folded[end : token.start]
            if token.kind == "half" and gap.strip() in self._words.half_gaps and len(gap) < 10:
                self._at += 1
                end = token.end
                if self._scale_after(self._at - 1) and 1.0 < self._tokens[self._at].value < self._magnitude:
                    scale = self._tokens[self._at]
                    self._at += 1
                    return Numeral(
                        start, scale.end, value + 0.5 * scale.value, kind, self._magnitude, self._digits + 1
                    ), self._at
                value += 0.5 * self._magnitude
                if self._at < len(self._tokens):
                    scale = self._tokens[self._at]
                    if scale.kind in ("scale", "plural") and self._magnitude == 1.0 and self._gap(self._at) == "":
                        self._at += 1
                        return Numeral(
                            start, scale.end, value * scale.value, kind, scale.value, self._digits + 1
                        ), self._at
                return Numeral(start, end, value, kind, self._magnitude, self._digits + 1), self._at
            parts = self._parts_of_magnitude(token, gap)
            if parts is not None:
                self._at += 2
                value += parts * self._magnitude
                return Numeral(
                    start, self._tokens[self._at - 1].end, value, kind, self._magnitude, self._digits + 1
                ), self._at
            if token.kind == "tiny" and gap in _SPACES and kind == "words":
                self._at += 1
                return Numeral(start, token.end, value * token.value, kind, 1.0, self._digits), self._at
            if token.kind == "group" and gap in _SPACES:
                word = self._folded[token.start : token.end]
                self._at += 1
                return Numeral(start, token.end, value * token.value, "group", 1.0, self._digits, word), self._at
        shared = 100.0 if self._hundreds and self._room == 100.0 and self._group is not None else self._magnitude
        return Numeral(start, end, value, kind, self._magnitude, self._digits, shared=shared), self._at

    def _parts_of_magnitude(self, token: _Token, gap: str) -> float | None:
        """The fraction of a magnitude joined to it: five million and three quarters, or con tres cuartos."""
        if self._magnitude < 1e6 or token.kind != "small" or self._at + 1 >= len(self._tokens):
            return None
        below = self._tokens[self._at + 1]
        joined = gap.strip() in self._words.half_gaps | self._words.with_gaps
        if not joined or below.kind != "denominators" or self._folded[token.end : below.start] not in _SPACES:
            return None
        return token.value / below.value if 1 < token.value < below.value else None

    def _take(self, token: _Token) -> bool:
        gap = self._gap(self._at)
        if gap == "?":
            return False
        match token.kind:
            case "small" | "tens" | "hundreds":
                return self._take_small(token, gap)
            case "digits":
                return self._take_digits(token, gap)
            case "hundred":
                if gap == "and" or self._group is None or not 1 <= self._group < 100:
                    return False
                self._group, self._room, self._hundreds = self._group * 100, 100.0, True
                return True
            case "scale" | "plural":
                return gap in ("", "-") and self._take_scale(token)
            case "joined_one" if self._room == 10.0 and gap == "" and self._group is not None:
                self._group, self._room, self._digits = self._group + 1, 0.0, self._digits + 1
                return True
        return False

    def _take_small(self, token: _Token, gap: str) -> bool:
        fresh = self._group is None
        room = min(1000.0, self._last_scale()) if fresh else self._room
        if not 0 < token.value < room:
            return False
        if not fresh and self._room == 10.0:
            if gap != ("and" if self._words.tens_joiner else gap) or (gap == "and" and not self._words.tens_joiner):
                return False
        elif (gap == "and" and (self._words.tens_joiner or self._new_number_after(self._at))) or (
            gap == "-" and self._words.tens_joiner
        ):
            return False
        self._group = (self._group or 0.0) + token.value
        self._room = self._room_after(token)
        self._digits += 1
        return True

    def _last_scale(self) -> float:
        return 1000.0 if self._cur else self._last_big

    def _new_number_after(self, i: int) -> bool:
        """Whether the word after "and" starts a number of its own: two hundred and three hundred."""
        top = 100.0 if self._group is not None else self._last_scale()
        for j in range(i + 1, min(i + 4, len(self._tokens))):
            token = self._tokens[j]
            if self._gap(j) not in ("", "-"):
                return False
            if token.kind in ("hundred", "scale", "plural"):
                return token.value <= top
        return False

    def _take_digits(self, token: _Token, gap: str) -> bool:
        """Digits after a scale: 2 mil 300, 3 millones 200 mil."""
        if gap != "" or self._group is not None or not (self._cur or self._total):
            return False
        written = self._folded[token.start : token.end]
        if not written.isdecimal() or not 0 < float(written) < min(1000.0, self._last_scale()):
            return False
        if self._cur == 0.0 and not self._scale_after(self._at):
            return False
        self._group, self._room, self._digits = float(written), 0.0, self._digits + len(written)
        return True

    def _scale_after(self, i: int) -> bool:
        return i + 1 < len(self._tokens) and self._tokens[i + 1].kind == "scale" and self._gap(i + 1) == ""

    def _take_scale(self, token: _Token) -> bool:
        if token.value <= 100:
            if self._group is None or token.kind != "plural":
                return False
            self._group *= token.value
            self._room = 0.0
            return True
        if token.value == 1000:
            if self._cur or (self._group is None and not self._total):
                return False
            self._cur = (1.0 if self._group is None else self._group) * 1000
        else:
            amount = self._cur + (self._group or 0.0)
            if token.value >= self._last_big or not amount:
                return False
            if self._cur and self._group is None:  # mil millones is one magnitude
                self._magnitude = self._magnitude * token.value
            self._total += _product(amount, token.value)
            self._cur, self._last_big = 0.0, token.value
        self._magnitude = max(self._magnitude, token.value)
        self._group, self._room = None, 1000.0
        return True

    def _over(self, start: int, value: float, end: int) -> Numeral | None:
        """The fraction that a number and the denominator after it make: two thirds, tres cuartas partes."""
        if self._at >= len(self._tokens):
            return None
        token = self._tokens[self._at]
        plural = token.kind == "denominators"
        if (
            token.start - end != 1
            or self._folded[end] not in " -\n"
            or token.kind not in ("denominator", "denominators")
        ):
            return None
        after = _word_after(self._folded, token.end)
        part = after in self._words.parts
        hyphen = self._folded[end] == "-" or part
        if (
            value <= 0
            or (value >= token.value and not self._words.improper)
            or plural != (value > 1)
            or not (plural or hyphen or after in self._words.part_of)
        ):
            return None
        self._at += 1
        return Numeral(start, token.end + (1 + len(after) if part else 0), 100.0 * value / token.value, "fraction")

    def _ordinal_follows(self, end: int) -> bool:
        if end >= len(self._folded) or self._folded[end] not in " -":
            return False
        stop = end + 1
        while stop < len(self._folded) and stop - end < 12 and self._folded[stop].isalpha():
            stop += 1
        return self._room == 10.0 and self._folded[end + 1 : stop] in self._words.ordinals


def _one_of_each(folded: str, words: Words, b: Numeral) -> Numeral:
    """The fraction of "una de cada tres", where the first number is an article; else `b` itself."""
    before = folded[max(0, b.start - 24) : b.start]
    if not words.article_in or b.value is None or b.value < 2 or not before.endswith(words.article_in):
        return b
    phrase = next(p for p in words.article_in if before.endswith(p))
    start = b.start - len(phrase)
    if start and folded[start - 1].isalnum():
        return b
    return Numeral(start, b.end, 100.0 / b.value, "fraction")


def _one_in(folded: str, words: Words, a: Numeral, b: Numeral) -> Numeral | None:
    """The fraction of "three in four", "tres de cada cuatro"."""
    if b.start - a.end > 16 or a.value is None or b.value is None:
        return None
    between = " ".join(folded[a.end : b.start].split())
    if between not in words.one_in or not 0 < a.value < b.value or a.magnitude != 1 or b.magnitude != 1:
        return None
    if not a.value.is_integer() or not (b.value in range(2, 13) or b.value in (20, 25, 50, 100, 1000)):
        return None
    return Numeral(a.start, b.end, 100.0 * a.value / b.value, "fraction")
