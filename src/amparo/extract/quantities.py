"""Quantities: numbers with their bound and unit, told apart from dates, names, votes and the other numbers of prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Literal, cast

from amparo.extract.quantity_rules import Rules, load_rules
from amparo.model.claim import Bound
from amparo.model.numeral_words import fold
from amparo.model.numerals import Numeral, numerals_of

Kind = Literal["count", "money", "percent", "fraction", "duration", "age", "measure", "vote", "vague"]

_WINDOW = 64
_CLAUSE_BREAK = re.compile(r"[,;:!?()\[\]{}\"“”«»—|/]|[.](?=\s)|\n\s*\n")
_WORD = re.compile(r"[^\s]+")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_NEXT_WORD = re.compile(r"[\s-]([^\W\d_]+)")
_NOUNS_BETWEEN = re.compile(r"(?:\s[^\W\d_]+){1,3}?(?=\s)")
_STRENGTH = {"exact": 0, "about": 1} | dict.fromkeys(("up_to", "less_than", "at_least", "more_than"), 2)
_BARE_RANGE = 10  # "two to ten years" is a range without "from", "nine to 238" is not
_SENTENCE_OPENS = frozenset(".!?—–\"“”'‘’«»¿¡([{\n•*|-")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure of a text.

    Attributes:
        start, end: the whole expression, bound words, unit and rate included.
        num_start, num_end: the number alone (for a range from its first number to its last).
        low, high: the stated number, the same twice; the pair for a range; None for vague words.
        bound: how the number is meant; `between` for a range.
        unit: ISO 4217 code, `percent`, unit of time or measure, rates with a slash; None for a plain count.
        kind: what sort of quantity it is. The value of a `fraction` (half, three in four) is a percentage.
        magnitude: the magnitude word it is written with (1e6 for "4.76 million"), else 1.
        digits: the significant digits it is written with.
        implied: for vague words, the numbers they can stand for: hundreds are 100 to 1,000.
    """

    start: int
    end: int
    num_start: int
    num_end: int
    low: float | None
    high: float | None
    bound: Bound
    unit: str | None
    kind: Kind
    magnitude: float
    digits: int
    implied: tuple[float, float] | None = None

    @property
    def value(self) -> float | tuple[float, float] | None:
        """The stated number, the pair of a range, or None for vague words."""
        if self.low is None or self.high is None:
            return None
        return (self.low, self.high) if self.bound == "between" else self.low


@dataclass(slots=True)
class _Part:
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


def find_quantities(text: str, lang: str) -> list[Quantity]:
    """The quantities of `text`, in order and apart from each other. Dates, years, times, labels, votes are left out."""
    return _Finder(text, lang).find()


class _Finder:
    """One text's search: the folded text, the rules of its language, and what is blocked. Lives for one call."""

    def __init__(self, text: str, lang: str) -> None:
        self._text = text
        self._folded = fold(text)
        self._lang = lang
        self._rules: Rules = load_rules(lang)

    def find(self) -> list[Quantity]:
        numerals = numerals_of(self._folded, self._lang)
        numerals = self._with_articles(numerals)
        if not numerals:
            return []
        self._block()
        parts: list[_Part] = []
        for numeral in numerals:
            part = self._part(numeral, parts[-1].end if parts else 0)
            if part is not None:
                parts.append(part)
        parts = [p for p in parts if not self._year(p)]
        parts = self._kept(self._ranges(parts))
        quantities: list[Quantity] = []
        last_end = 0
        currency: str | None = None
        for part in parts:
            if part.num_start < last_end:
                continue
            if part.kind == "count" and currency is not None and self._elided(part):
                part.kind, part.unit = "money", currency
            if part.kind == "money" or part.magnitude >= 1e6:
                currency = part.unit if part.kind == "money" else None
            quantity = self._quantity(part, last_end)
            if quantities and quantity.bound == "exact" and quantity.kind in ("money", "measure"):
                quantity = self._converted(quantities[-1], quantity)
            quantities.append(quantity)
            last_end = quantity.end
        return quantities

    def _with_articles(self, numerals: list[Numeral]) -> list[Numeral]:
        """The numerals, and the articles that count a unit of time where the language has one word for both: un año."""
        taken = [n.start for n in numerals]
        extra = []
        for match in self._rules.articles.finditer(self._folded):
            at = bisect_right(taken, match.start())
            if at and numerals[at - 1].end > match.start():
                continue
            if at < len(numerals) and numerals[at].start < match.end():
                continue
            if not self._counts(match.start(), match.end()):
                continue
            extra.append(Numeral(match.start(), match.end(), 1.0, "words"))
        return sorted([*numerals, *extra], key=lambda n: n.start) if extra else numerals

    def _converted(self, before: Quantity, quantity: Quantity) -> Quantity:
        """A figure given again in brackets in another unit keeps the bound of the first: up to $20,000 (€18,000)."""
        same = before.kind == quantity.kind and before.bound not in ("between", "vague")
        if same and self._folded[before.end : quantity.start].strip(" ") in ("(", "/"):
            return replace(quantity, bound=before.bound)
        return quantity

    def _kept(self, parts: list[_Part]) -> list[_Part]:
        """The parts that are quantities; a label counts for the numbers listed with its first: sections 5 and 6."""
        kept = []
        label_end = -1
        for part in parts:
            gap = " ".join(self._folded[label_end : part.start].split()) if 0 <= part.start - label_end < 12 else "?"
            rules = self._rules
            listed = label_end >= 0 and (
                gap in rules.range_and or gap in rules.range_or or gap in rules.range_to or gap == ","
            )
            if part.unit is None and (listed or self._labelled(part)):
                label_end = part.end
            elif not self._dropped(part):
                kept.append(part)
        return kept

    def _elided(self, part: _Part) -> bool:
        """Whether a bare "five million" leaves out the currency of the money before it."""
        if part.magnitude < 1e6:
            return False
        after = self._next_word(part.num_end)
        if not after or self._folded[part.num_end] == "-":
            return self._folded[part.num_end : part.num_end + 1] not in ("-", " ")
        rules = self._rules
        return after not in rules.elided_not_before and (
            not rules.elided_only_before or after in rules.elided_only_before
        )

    def _counts(self, start: int, end: int) -> bool:
        """Whether an article before a unit counts it, and is not just an article: for a year, but not a year ago."""
        rules = self._rules
        unit = _NEXT_WORD.match(self._folded, end)
        if unit is None or self._next_word(unit.end()) in rules.article_not_before:
            return False
        left = self._left_words(start)
        return not rules.article_after or not left or left[-1][0] in rules.article_after

    def _block(self) -> None:
        spans = [m.span() for m in self._rules.not_quantities.finditer(self._folded)]
        self._block_starts = [s for s, _ in spans]
        self._block_ends = [e for _, e in spans]

    def _blocked(self, start: int, end: int) -> bool:
        at = bisect_right(self._block_starts, end - 1)
        return at > 0 and self._block_ends[at - 1] > start

    def _left_words(self, at: int, stop: int = 0) -> list[tuple[str, int]]:
        """The words before `at` in the same clause, each with its start, the nearest last."""
        begin = max(stop, at - _WINDOW, 0)
        window = self._folded[begin:at]
        for broken in _CLAUSE_BREAK.finditer(window):
            begin_at = broken.end()
            window = " " * begin_at + window[begin_at:]
        words = [(m.group(), begin + m.start()) for m in _WORD.finditer(window)]
        if words and begin > 0 and words[0][1] == begin and not self._folded[begin - 1].isspace() and begin != stop:
            words = words[1:]
        return words

    def _next_word(self, at: int) -> str:
        match = _NEXT_WORD.match(self._folded, at)
        return match.group(1) if match else ""

    # -- one numeral with its unit

    def _part(self, num: Numeral, taken: int) -> _Part | None:
        """The numeral with its unit; `taken` is the end of the part before. None where it is no quantity."""
        folded, rules = self._folded, self._rules
        if self._blocked(num.start, num.end) or _PARAGRAPH.search(folded, num.start, num.end):
            return None
        part = _Part(num, num.start, num.end, num.value, num.value, magnitude=num.magnitude, digits=num.digits)
        part.num_start, part.num_end = num.start, num.end
        if num.kind == "vague":
            part.kind = "vague"
            return part if self._vague(part) else None
        if num.kind == "fraction":
            part.kind, part.unit = "fraction", "percent"
            return part
        self._currency_before(part, taken)
        metres = folded[num.end - 1] == "m" and num.kind == "digits" and self._next_word(num.end) in rules.metre_words
        if metres and part.unit is None and num.value is not None:
            part.low = part.high = num.value / num.magnitude
            part.magnitude, part.unit, part.kind = 1.0, "metre", "measure"
            return part
        if part.unit is None:
            self._unit_after(part)
        glued = part.end == num.end and num.end < len(folded) and (folded[num.end].isalnum() or folded[num.end] == "_")
        if glued or (num.kind == "half" and part.unit is None):
            return None
        return part

    def _currency_before(self, part: _Part, taken: int) -> None:
        folded, rules = self._folded, self._rules
        at = part.num.start
        gap = at
        while gap > 0 and at - gap < 2 and folded[gap - 1] in " \xa0-=":
            gap -= 1
        if gap > 0 and folded[gap - 1] in rules.sign_ends:
            for sign, code in rules.currency_signs:
                begin = gap - len(sign)
                if begin >= taken and folded.startswith(sign, begin):
                    if sign[0].isalpha() and begin > 0 and folded[begin - 1].isalnum():
                        continue
                    part.start, part.unit, part.kind = begin, code, "money"
                    return
        begin = gap - 3
        if begin >= taken and folded[begin:gap].isalpha() and not (begin and folded[begin - 1].isalnum()):
            code = rules.units.meaning.get(folded[begin:gap], "")
            if code.lower() == folded[begin:gap] and self._text[begin:gap].isupper():
                part.start, part.unit, part.kind = begin, code, "money"

    def _unit_after(self, part: _Part) -> None:
        rules = self._rules
        found = rules.units.at(self._folded, part.num.end)
        if age := rules.age_after.at(self._folded, part.num.end):
            part.unit, part.end, part.kind = found[0] if found else "year", age[1], "age"
            return
        if found is None or _PARAGRAPH.search(self._folded, part.num.end, found[1]):
            return
        part.unit, part.end, part.suffix = found[0], found[1], True
        part.kind = cast("Kind", rules.kinds[found[0]])
        half = rules.and_half.at(self._folded, part.end)
        if half is not None and part.low is not None and part.kind in ("duration", "measure"):
            part.low = part.high = part.low + 0.5  # un año y medio
            part.end = half[1]

    def _vague(self, part: _Part) -> bool:
        word = self._folded[part.num.start : part.num.end].split()[0].split("-")[0]
        rules = self._rules
        after = self._next_word(part.num.end)
        if word in rules.vague_needs_of and after not in rules.of:
            return " " in self._folded[part.num.start : part.num.end]  # a chain: tens of thousands
        if part.num.word or part.num.magnitude == 1.0:
            return True
        left = self._left_words(part.num.start)
        return bool(left) and left[-1][0] in rules.vague_quantifiers and part.end < len(self._folded)

    # -- ranges and lists

    def _ranges(self, parts: list[_Part]) -> list[_Part]:
        out: list[_Part] = []
        for part in parts:
            if out and (joined := self._joined(out[-1], part)) is not None:
                out[-1:] = joined
            else:
                out.append(part)
        return out

    def _joined(self, a: _Part, b: _Part) -> list[_Part] | None:
        """What two neighbours make: a range, two parts that share unit or magnitude, nothing (a score), or None."""
        rules = self._rules
        if self._code_between(a, b):
            return [a]
        if b.start - a.end > 16 or a.low is None or b.low is None or a.bound == "between":
            return None
        if "fraction" in (a.kind, b.kind) and a.kind != b.kind:
            return None
        gap = self._folded[a.end : b.start]
        if "\n\n" in gap:
            return None
        words = " ".join(gap.split())
        dash = words in ("-", "--", "- to-", "to-")
        if not (dash or words in rules.range_to or words in rules.range_and or words in rules.range_or or words == ","):
            return None
        if a.unit and b.unit and a.unit != b.unit:
            return None
        low, high = a.low, b.low
        share = a.num.magnitude == 1.0 and b.num.magnitude > 1.0 and low < high / b.num.magnitude
        left = self._left_words(self._bound_words(a.start, 0)[1])
        opened = tuple(w for w, _ in left)
        if not self._ends_with(opened, rules.range_openers | rules.and_openers):
            left = self._left_words(a.start)
            opened = tuple(w for w, _ in left)
        between = self._ends_with(opened, rules.and_openers)
        opener = between or self._ends_with(opened, rules.range_openers)
        if words == ",":
            return None
        if words in rules.range_and and not between:
            return self._shared(a, b, share)
        if share:
            low *= b.num.magnitude
        if dash and self._is_score(a, b, opened):
            return []
        if low >= high:
            tally = words in rules.range_to and not opener and self._is_tally(a, b, high)
            return [] if dash or tally else None
        if words in rules.range_or and b.start < b.num_start and a.unit is None:
            return None
        if words in rules.range_or and not self._next_to(low, high, b):
            return self._shared(a, b, share)
        if words in rules.range_to and not between:
            reach = opened[-6:-opener] if opener else opened[-4:]
            if any(w in rules.change_words for w in reach):
                return None
            if not opener and not (a.unit is None or a.unit == b.unit):
                return None
            if not opener and ((a.unit is not None and b.unit is None) or high > _BARE_RANGE * low > 0):
                return None
        out = _Part(
            b.num, a.start, b.end, low, high, magnitude=max(a.magnitude, b.magnitude), digits=max(a.digits, b.digits)
        )
        out.num_start, out.num_end = a.num_start, b.num_end
        out.unit, out.kind = (b.unit, b.kind) if b.unit else (a.unit, a.kind)
        out.suffix = b.suffix
        out.bound = "between"
        if opener:
            out.start = left[-opener][1]
        return [out]

    def _code_between(self, a: _Part, b: _Part) -> bool:
        """Give `a` the magnitude that stands after its currency: 75 USD millones."""
        plain = a.kind == "money" and a.suffix and a.magnitude == 1.0 and a.low is not None
        if not plain or b.kind != "vague" or self._folded[a.end : b.start] != " ":
            return False
        if a.low is None or not self._folded[b.num.start : b.num.end].isalpha():
            return False
        a.low = a.high = a.low * b.magnitude
        a.magnitude, a.end = b.magnitude, b.end
        return True

    def _shared(self, a: _Part, b: _Part, share: bool) -> list[_Part] | None:
        """Two figures of a list that share what stands at the second: 4 and 5 million dollars."""
        if a.unit is None and b.suffix and b.kind in ("money", "percent") and a.kind == "count":
            if share and a.low is not None:
                a.low = a.high = a.low * b.num.magnitude
                a.magnitude = b.num.magnitude
            if share or b.num.magnitude == 1.0:
                a.unit, a.kind = b.unit, b.kind
        return None

    @staticmethod
    def _ends_with(words: tuple[str, ...], phrases: frozenset[tuple[str, ...]]) -> int:
        """How many words the longest of `phrases` that `words` end with has; 0 for none."""
        return next((n for n in range(min(3, len(words)), 0, -1) if words[-n:] in phrases), 0)

    @staticmethod
    def _next_to(low: float, high: float, b: _Part) -> bool:
        """Whether "low or high" are neighbours: three or four, 4 or 5 million, ten or twelve."""
        step = b.num.magnitude if b.num.magnitude > 1.0 else 1.0
        return high - low <= step or (10 <= low < high <= 100 and low % 5 == 0 and high <= low + 10)

    def _is_score(self, a: _Part, b: _Part, opened: tuple[str, ...]) -> bool:
        if a.unit or b.unit or a.low is None or b.low is None or max(a.low, b.low) > 200:
            return False
        after = self._next_word(b.end)
        if after in self._rules.score_units:
            return True
        return any(w in self._rules.score_words for w in opened[-4:])

    def _is_tally(self, a: _Part, b: _Part, low: float) -> bool:
        """Whether "5 to 4" is a vote: whole numbers, nothing counted after them."""
        if a.unit or b.unit or a.low is None or not a.low.is_integer() or not low.is_integer():
            return False
        after = self._next_word(b.end)
        return not after or after in self._rules.score_units

    # -- what is no quantity

    def _dropped(self, part: _Part) -> bool:
        if part.kind in ("vague", "fraction"):
            return False
        at = part.start
        if at >= 2 and self._folded[at - 1] in ".:" and self._folded[at - 2].isalpha():
            return True
        return self._hyphenated(part) or (part.unit is None and (self._pronoun(part) or self._named(part)))

    def _hyphenated(self, part: _Part) -> bool:
        folded, at = self._folded, part.start
        if at >= 2 and folded[at - 1] == "-" and (folded[at - 2].isalnum() or folded[at - 2] == "."):
            words = self._left_words(at - 1)
            return not words or words[-1][0].split("-")[-1] not in self._rules.prefixes
        end = part.end
        if part.unit is None and part.num.kind == "words" and folded[end : end + 1] == "-" and part.bound is None:
            return not self._rules.bounds_after.at(folded, end) and folded[end + 1 : end + 2].isalpha()
        return False

    def _labelled(self, part: _Part) -> bool:
        left = self._left_words(part.start)
        if not left:
            return part.start > 0 and self._folded[part.start - 1] in "§#¶"
        word = left[-1][0]
        if word in self._rules.labels:
            return not (self._plural(part.end) and word in self._rules.labels_plural_ok)
        return word.rstrip(".") in self._rules.labels and word.endswith(".")

    def _plural(self, at: int) -> bool:
        word = self._next_word(at)
        return (len(word) > 3 and word.endswith("s") and not word.endswith("ss")) or word in self._rules.plural_words

    def _year(self, part: _Part) -> bool:
        num, rules = part.num, self._rules
        if (
            part.unit is not None
            or num.kind != "digits"
            or num.magnitude != 1.0
            or num.end - num.start != 4
            or part.low is None
        ):
            return False
        if not self._folded[num.start : num.end].isdecimal() or not 1000 <= part.low < 2200:
            return False
        left = self._left_words(part.start)
        word, at = left[-1] if left else ("", 0)
        plural = self._plural(part.end)
        bound = self._bound_words(part.start, 0)[0]
        if part.low < 1900 or part.low > 2100:
            return word in rules.year_words and not plural and bound is None
        if word in rules.year_words:
            return True
        if bound is not None:
            return False
        return not plural or (bool(word) and self._text[at].isupper())

    def _pronoun(self, part: _Part) -> bool:
        rules = self._rules
        if self._folded[part.num.start : part.num.end] not in rules.one_words:
            return False
        left = self._left_words(part.start)
        if left and (left[-1][0] in rules.one_not_after or left[-1][0].rstrip("'s") in rules.one_not_after):
            return True
        after = self._next_word(part.end)
        if not left and not after and not self._folded[part.end :].strip():
            return False
        if not after and self._folded[part.end : part.end + 2].strip()[:1].isdigit():
            return True
        if after and self._folded[part.end] not in "-":
            return after in rules.one_not_before
        return self._bound_words(part.start, 0)[0] is None

    def _named(self, part: _Part) -> bool:
        """A number that belongs to a name: iPhone 11, Camp 6, S&P 500."""
        num = part.num
        if (
            num.magnitude != 1.0
            or part.start < 2
            or part.bound == "between"
            or self._text[part.start - 1] not in " \xa0"
        ):
            return False
        if num.kind == "digits":
            if num.end - num.start > 4 or "," in self._folded[num.start : num.end]:
                return False
        elif not self._text[num.start].isupper():
            return False
        begin = end = part.start - 1
        while begin > 0 and end - begin < 24 and not self._text[begin - 1].isspace():
            begin -= 1
        word = self._text[begin:end]
        low = self._folded[begin:end]
        if not word or not word[-1].isalnum() or low in self._rules.name_not or low.rstrip(".") in self._rules.calendar:
            return False
        if not any(c.isupper() for c in word) or self._plural(part.end):
            return False
        inner = any(c.isupper() for c in word[1:]) and not self._text[part.end : part.end + 4].strip()[:2].isupper()
        before = self._text[max(0, begin - 3) : begin].rstrip()
        opening = begin == 0 or not before or before[-1] in _SENTENCE_OPENS
        return inner or not opening

    # -- bounds

    def _bound_words(self, at: int, stop: int) -> tuple[Bound | None, int]:
        """The bound that the words before `at` give, and where they start."""
        rules = self._rules
        sign_at = at - 1 if at and self._folded[at - 1] != " " else at - 2
        if sign_at >= stop and self._folded[sign_at] in rules.signs:
            return rules.signs[self._folded[sign_at]], sign_at
        left = self._left_words(at, stop)
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

    def _bound_after(self, part: _Part) -> tuple[Bound | None, int]:
        """The bound that stands after number and unit, and where it ends; the end stays where nouns lie between."""
        folded, rules = self._folded, self._rules
        for at in {part.num_end: 0, part.end: 0}:
            sign = rules.sign_after.get(folded[at : at + 1])
            if sign is not None:
                return sign, max(part.end, at + 1)
            found = rules.bounds_after.at(folded, at)
            if found is not None and self._closes(found[1]):
                return cast("Bound", found[0]), max(part.end, found[1])
        between = _NOUNS_BETWEEN.match(folded, part.end)
        if between is not None and self._text[between.start() : between.end()].islower():
            found = rules.bounds_after.at(folded, between.end())
            if found is not None and self._closes(found[1]):
                return cast("Bound", found[0]), part.end
        return None, part.end

    def _closes(self, at: int) -> bool:
        """Whether a bound after a number ends there, and does not open the next number's."""
        rest = self._folded[at : at + 12].lstrip(" ")
        if not rest or not (rest[0].isalnum() or rest[0] in "$£€"):
            return True
        word = rest.split()[0].strip(",.;")
        return not (rest[0].isdigit() or rest[0] in "$£€" or numerals_of(word, self._lang))

    def _quantity(self, part: _Part, stop: int) -> Quantity:
        start, end = part.start, part.end
        bound, begin = self._bound_words(start, stop)
        prefix = self._prefix(part)
        if prefix is not None:
            bound, start = prefix
        elif bound is not None and not self._over_time(part, begin):
            start = begin
        elif bound is not None:
            bound = None
        unit = part.unit
        if part.kind == "money":
            unit, end = self._rate(part)
        if part.kind in ("count", "duration") and self._age(part):
            part.kind, unit = "age", unit or "year"
        if part.kind == "count" and self._next_word(part.num_end) in self._rules.vote_words:
            part.kind = "vote"
        after, bound_end = self._bound_after(part)
        end = max(end, bound_end)
        if part.kind == "vague":
            bound = "vague"
        elif part.bound == "between":
            bound = "between"
        elif bound in (None, "exact"):
            bound = after or ("about" if part.num.word in self._rules.approximate_groups and bound is None else "exact")
        elif after is not None and bound == "about":
            bound = after
        low, high = part.low, part.high
        implied = None
        if part.kind == "vague":
            low = high = None
            implied = (part.magnitude, 10 * part.magnitude) if part.magnitude > 1 else None
        return Quantity(
            start,
            end,
            part.num_start,
            part.num_end,
            low,
            high,
            bound or "exact",
            unit,
            part.kind,
            part.magnitude,
            part.digits,
            implied,
        )

    def _prefix(self, part: _Part) -> tuple[Bound, int] | None:
        """The bound of a prefix with a hyphen: sub-500, mid-30."""
        if part.start < 2 or self._folded[part.start - 1] != "-":
            return None
        words = self._left_words(part.start - 1)
        if not words or words[-1][0] not in self._rules.prefixes:
            return None
        return self._rules.prefixes[words[-1][0]], words[-1][1]

    def _over_time(self, part: _Part, begin: int) -> bool:
        """Whether the word at `begin` spreads something over a time and bounds nothing: $5 over 30 years, over a 30-day."""
        words = self._folded[begin : part.start].split()
        if part.kind != "duration" or words[0] not in self._rules.spans:
            return False
        left = " ".join(w for w, _ in self._left_words(begin)[-4:])
        return len(words) > 1 or any(n.kind == "digits" or n.magnitude > 1 for n in numerals_of(left, self._lang))

    def _rate(self, part: _Part) -> tuple[str | None, int]:
        unit, end = part.unit, part.end
        names: list[str] = []
        for _ in range(2):
            found = self._rules.rates.at(self._folded, end)
            if found is None or found[0] in names:
                break
            names.append(found[0])
            end = found[1]
        order = ["person", *[n for n in names if n != "person"]] if "person" in names else names
        return "/".join([unit or "", *order]), end

    def _age(self, part: _Part) -> bool:
        if part.low is None or not 0 < part.low < 120:
            return False
        left = tuple(w for w, _ in self._left_words(part.start))
        if self._ends_with(left, self._rules.age_before):
            return True
        if part.num.kind != "digits" or part.bound == "between" or part.end - part.start > 2 or part.low < 10:
            return False
        before = self._text[max(0, part.start - 24) : part.start]
        named = before[:-2].split()[-1:] if before.endswith(", ") else []
        if not named or not named[0][-1].isalpha():
            return False
        closing = self._text[part.end : part.end + 1]
        return closing == "," or (closing in (".", ";") and named[0][0].isupper())
