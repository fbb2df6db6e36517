"""Quantities: numbers with their bound and unit, told apart from dates, names, votes and the other numbers of prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import cast

from amparo.extract.currencies import currency_meant
from amparo.extract.quantity_around import Around, Kind, Part, ends_with
from amparo.extract.quantity_filters import is_age, is_labelled, is_none, is_score, is_tally, is_year
from amparo.model.claim import Bound
from amparo.model.numerals import Numeral, numerals_of

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_BARE_RANGE = 10  # "two to ten years" is a range without "from", "nine to 238" is not


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure of a text.

    Attributes:
        start, end: the whole expression, bound words, unit and rate included.
        num_start, num_end: the number alone (for a range from its first number to its last).
        low, high: the stated number, the same twice; the pair for a range; for a change from one figure to another
            those two, in their order; for vague words the numbers they can stand for (hundreds are 100 to 1,000), None
            where they tell none (many).
        bound: how the number is meant; `between` for a range and a change.
        unit: ISO 4217 code, `percent`, unit of time or measure, rates with a slash; None for a plain count.
        kind: what sort of quantity it is. The value of a `fraction` is that of the words: half is 0.5.
        magnitude: the magnitude word it is written with (1e6 for "4.76 million"), else 1.
        digits: the significant digits it is written with.
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

    @property
    def value(self) -> float | tuple[float, float] | None:
        """The stated number, the pair of a range, or None for vague words."""
        if self.low is None or self.high is None or self.bound == "vague":
            return None
        return (self.low, self.high) if self.bound == "between" else self.low


def as_share(quantity: Quantity) -> Quantity:
    """A fraction as the percentage that a claim holds (half is 50 percent); any other quantity as it is."""
    if quantity.kind != "fraction" or quantity.low is None or quantity.high is None:
        return quantity
    return replace(quantity, low=100 * quantity.low, high=100 * quantity.high, unit=quantity.unit or "percent")


def find_quantities(text: str, lang: str) -> list[Quantity]:
    """The quantities of `text`, in order and apart from each other. Dates, years, times, labels, votes are left out."""
    return _Finder(text, lang, changes=True).find()


def find_figures(text: str, lang: str) -> list[Quantity]:
    """The quantities of `text` as claims take them: those of a change ("rose from 238 to 252") are two, not a pair."""
    return _Finder(text, lang, changes=False).find()


class _Finder:
    """One text's search. Lives for one call."""

    def __init__(self, text: str, lang: str, changes: bool) -> None:
        self._around = Around(text, lang)
        self._changes = changes

    def find(self) -> list[Quantity]:
        numerals = self._with_articles(numerals_of(self._around.folded, self._around.lang))
        if not numerals:
            return []
        parts: list[Part] = []
        for numeral in numerals:
            part = self._part(numeral, parts[-1].end if parts else 0)
            if part is not None:
                parts.append(part)
        self._name_currencies(parts)
        parts = [p for p in parts if not is_year(self._around, p)]
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
            if (
                quantities
                and quantities[-1].kind == "vote"
                and part.kind == "count"
                and self._votes_against(quantities[-1], part)
            ):
                part.kind = "vote"
            quantity = self._quantity(part, last_end)
            if quantities and quantity.bound == "exact" and quantity.kind in ("money", "measure"):
                quantity = self._converted(quantities[-1], quantity)
            quantities.append(quantity)
            last_end = quantity.end
        return quantities

    def _name_currencies(self, parts: list[Part]) -> None:
        """Give the sums in a bare noun that several currencies share (kroner, pesos) the one the text means."""
        meant: dict[str, str | None] = {}
        for part in parts:
            options = self._around.rules.bare_currencies.get(part.unit or "")
            if options and part.unit is not None:
                if part.unit not in meant:
                    usual = self._around.rules.usual_currencies.get(part.unit)
                    meant[part.unit] = currency_meant(self._around.folded, options, usual)
                part.unit = meant[part.unit] or part.unit

    def _with_articles(self, numerals: list[Numeral]) -> list[Numeral]:
        """The numerals, and the articles that count a unit of time where the language has one word for both: un año."""
        taken = [n.start for n in numerals]
        extra = []
        for match in self._around.rules.articles.finditer(self._around.folded):
            at = bisect_right(taken, match.start())
            if at and numerals[at - 1].end > match.start():
                continue
            if at < len(numerals) and numerals[at].start < match.end():
                continue
            if not self._counts(match.start(), match.end()):
                continue
            extra.append(Numeral(match.start(), match.end(), 1.0, "words"))
        return sorted([*numerals, *extra], key=lambda n: n.start) if extra else numerals

    def _votes_against(self, before: Quantity, part: Part) -> bool:
        """Whether the number is the other side of a vote: by seven votes to two."""
        between = self._around.folded[before.num_end : part.start].split()
        return len(between) == 2 and between[0] in self._around.rules.vote_words

    def _converted(self, before: Quantity, quantity: Quantity) -> Quantity:
        """A figure given again in brackets in another unit keeps the bound of the first: up to $20,000 (€18,000)."""
        same = before.kind == quantity.kind and before.bound not in ("between", "vague")
        if same and self._around.folded[before.end : quantity.start].strip(" ") in ("(", "/"):
            return replace(quantity, bound=before.bound)
        return quantity

    def _kept(self, parts: list[Part]) -> list[Part]:
        """The parts that are quantities; a label counts for the numbers listed with its first: sections 5 and 6."""
        kept = []
        label_end = -1
        for part in parts:
            gap = (
                " ".join(self._around.folded[label_end : part.start].split())
                if 0 <= part.start - label_end < 12
                else "?"
            )
            rules = self._around.rules
            listed = label_end >= 0 and (
                gap in rules.range_and or gap in rules.range_or or gap in rules.range_to or gap == ","
            )
            if part.unit is None and (listed or is_labelled(self._around, part)):
                label_end = part.end
            elif not is_none(self._around, part):
                kept.append(part)
        return kept

    def _elided(self, part: Part) -> bool:
        """Whether a bare "five million" leaves out the currency of the money before it."""
        if part.magnitude < 1e6:
            return False
        after = self._around.next_word(part.num_end)
        if not after or self._around.folded[part.num_end] == "-":
            return self._around.folded[part.num_end : part.num_end + 1] not in ("-", " ")
        rules = self._around.rules
        return after not in rules.elided_not_before and (
            not rules.elided_only_before or after in rules.elided_only_before
        )

    def _counts(self, start: int, end: int) -> bool:
        """Whether an article before a unit counts it, and is not just an article: for a year, but not a year ago."""
        rules = self._around.rules
        unit = self._around.next_word(end)
        after = end + 1 + len(unit)
        if (
            self._around.next_word(after) in rules.article_not_before
            or self._around.folded[after + 1 : after + 2].isdigit()
        ):
            return False
        left = self._around.left_words(start)
        return not rules.article_after or not left or left[-1][0] in rules.article_after

    # -- one numeral with its unit

    def _part(self, num: Numeral, taken: int) -> Part | None:
        """The numeral with its unit; `taken` is the end of the part before. None where it is no quantity."""
        folded, rules = self._around.folded, self._around.rules
        if self._around.blocked(num.start, num.end) or _PARAGRAPH.search(folded, num.start, num.end):
            return None
        part = Part(num, num.start, num.end, num.value, num.value, magnitude=num.magnitude, digits=num.digits)
        part.num_start, part.num_end = num.start, num.end
        if num.kind == "vague":
            if not self._vague(part):
                return None
            self._unit_after(part)
            part.kind = "vague"
            return part
        if num.kind == "fraction":
            part.kind = "fraction"
            part.low = part.high = num.value / 100 if num.value is not None else None
            return part
        self._currency_before(part, taken)
        metres = (
            folded[num.end - 1] == "m" and num.kind == "digits" and self._around.next_word(num.end) in rules.metre_words
        )
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

    def _currency_before(self, part: Part, taken: int) -> None:
        folded, rules = self._around.folded, self._around.rules
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
            if code.lower() == folded[begin:gap] and self._around.text[begin:gap].isupper():
                part.start, part.unit, part.kind = begin, code, "money"

    def _unit_after(self, part: Part) -> None:
        rules = self._around.rules
        found = rules.units.at(self._around.folded, part.num.end)
        if age := rules.age_after.at(self._around.folded, part.num.end):
            part.unit, part.end, part.kind = found[0] if found else "year", age[1], "age"
            return
        if found is None or _PARAGRAPH.search(self._around.folded, part.num.end, found[1]):
            return
        part.unit, part.end, part.suffix = found[0], found[1], True
        part.kind = cast("Kind", rules.kinds[found[0]])
        half = rules.and_half.at(self._around.folded, part.end)
        if half is not None and part.low is not None and part.kind in ("duration", "measure"):
            part.low = part.high = part.low + 0.5  # un año y medio
            part.end = half[1]

    def _vague(self, part: Part) -> bool:
        word = self._around.folded[part.num.start : part.num.end].split()[0].split("-")[0]
        rules = self._around.rules
        after = self._around.next_word(part.num.end)
        if word in rules.vague_needs_of and after not in rules.of:
            return " " in self._around.folded[part.num.start : part.num.end]  # a chain: tens of thousands
        if part.num.word or part.num.magnitude == 1.0:
            return True
        left = self._around.left_words(part.num.start)
        return bool(left) and left[-1][0] in rules.vague_quantifiers and part.end < len(self._around.folded)

    # -- ranges and lists

    def _ranges(self, parts: list[Part]) -> list[Part]:
        out: list[Part] = []
        for part in parts:
            if out and (joined := self._joined(out[-1], part)) is not None:
                out[-1:] = joined
            else:
                out.append(part)
        return out

    def _joined(self, a: Part, b: Part) -> list[Part] | None:
        """What two neighbours make: a range, two parts that share unit or magnitude, nothing (a score), or None."""
        rules = self._around.rules
        if self._code_between(a, b):
            return [a]
        if b.start - a.end > 16 or a.low is None or b.low is None or a.bound == "between":
            return None
        if "fraction" in (a.kind, b.kind) and a.kind != b.kind:
            return None
        gap = self._around.folded[a.end : b.start]
        if "\n\n" in gap:
            return None
        words = " ".join(gap.split())
        dash = words in ("-", "--", "- to-", "to-")
        if not (dash or words in rules.range_to or words in rules.range_and or words in rules.range_or or words == ","):
            return None
        if a.unit and b.unit and a.unit != b.unit:
            return None
        low, high = a.low, b.low
        share = a.num.shared == 1.0 and b.num.shared > 1.0 and low < high / b.num.shared
        left = self._around.left_words(self._around.bound_before(a.start, 0)[1])
        opened = tuple(w for w, _ in left)
        if not ends_with(opened, rules.range_openers | rules.and_openers):
            left = self._around.left_words(a.start)
            opened = tuple(w for w, _ in left)
        between = ends_with(opened, rules.and_openers)
        opener = between or ends_with(opened, rules.range_openers)
        if words == ",":
            return None
        if words in rules.range_and and not between:
            return self._shared(a, b, share)
        if share:
            low *= b.num.shared
        if dash and is_score(self._around, a, b, opened):
            return []
        changed = words in rules.range_to and opener and not between
        changed = changed and (low > high or self._changing(opened, opener))
        if low >= high and not (changed and self._changes and low > high):
            tally = words in rules.range_to and not opener and is_tally(self._around, a, b, high)
            return [] if dash or tally else None
        if words in rules.range_or and b.start < b.num_start and a.unit is None:
            return None
        if words in rules.range_or and not self._next_to(low, high, b):
            return self._shared(a, b, share)
        if words in rules.range_to and not between:
            if (changed and not self._changes) or (not opener and self._changing(opened, 0)):
                return None
            if not opener and not (a.unit is None or a.unit == b.unit):
                return None
            if not opener and ((a.unit is not None and b.unit is None) or high > _BARE_RANGE * low > 0):
                return None
        out = Part(
            b.num, a.start, b.end, low, high, magnitude=max(a.magnitude, b.magnitude), digits=max(a.digits, b.digits)
        )
        out.num_start, out.num_end = a.num_start, b.num_end
        out.unit, out.kind = (b.unit, b.kind) if b.unit else (a.unit, a.kind)
        out.suffix = b.suffix
        out.bound = "between"
        if opener:
            out.start = left[-opener][1]
        return [out]

    def _changing(self, opened: tuple[str, ...], opener: int) -> bool:
        """Whether the words before a figure, or before the `opener` words that open its range, tell of a change."""
        reach = opened[-6:-opener] if opener else opened[-4:]
        return any(word in self._around.rules.change_words for word in reach)

    def _code_between(self, a: Part, b: Part) -> bool:
        """Give `a` the magnitude that stands after its currency: 75 USD millones."""
        plain = a.kind == "money" and a.suffix and a.magnitude == 1.0 and a.low is not None
        if not plain or b.kind != "vague" or self._around.folded[a.end : b.start] != " ":
            return False
        if a.low is None or not self._around.folded[b.num.start : b.num.end].isalpha():
            return False
        a.low = a.high = a.low * b.magnitude
        a.magnitude, a.end = b.magnitude, b.end
        return True

    def _shared(self, a: Part, b: Part, share: bool) -> list[Part] | None:
        """Two figures of a list that share what stands at the second: 4 and 5 million dollars."""
        if a.unit is None and b.suffix and b.kind in ("money", "percent") and a.kind == "count":
            if share and a.low is not None:
                a.low = a.high = a.low * b.num.magnitude
                a.magnitude = b.num.magnitude
            if share or b.num.magnitude == 1.0:
                a.unit, a.kind = b.unit, b.kind
        return None

    @staticmethod
    def _next_to(low: float, high: float, b: Part) -> bool:
        """Whether "low or high" are neighbours: three or four, 4 or 5 million, ten or twelve."""
        step = b.num.magnitude if b.num.magnitude > 1.0 else 1.0
        return high - low <= step or (10 <= low < high <= 100 and low % 5 == 0 and high <= low + 10)

    # -- bound, rate and kind

    def _quantity(self, part: Part, stop: int) -> Quantity:
        start, end = part.start, part.end
        bound, begin = self._around.bound_before(start, stop)
        prefix = self._prefix(part)
        if prefix is not None:
            bound, start = prefix
        elif bound is not None and not self._over_time(part, begin) and not self._where(part, begin):
            start = begin
        elif bound is not None:
            bound = None
        unit = part.unit
        if part.kind == "money":
            unit, end = self._rate(part)
        if part.kind in ("count", "duration") and is_age(self._around, part):
            part.kind, unit = "age", unit or "year"
        if part.kind == "count" and self._around.next_word(part.num_end) in self._around.rules.vote_words:
            part.kind = "vote"
        after, bound_end = self._around.bound_after(part)
        end = max(end, bound_end)
        if part.kind == "vague":
            bound = "vague"
        elif part.bound == "between":
            bound = "between"
        elif bound in (None, "exact"):
            bound = after or (
                "about" if part.num.word in self._around.rules.approximate_groups and bound is None else "exact"
            )
        elif after is not None and bound == "about":
            bound = after
        low, high = part.low, part.high
        if part.kind == "vague":
            low, high = (part.magnitude, 10 * part.magnitude) if part.magnitude > 1 else (None, None)
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
        )

    def _prefix(self, part: Part) -> tuple[Bound, int] | None:
        """The bound of a prefix with a hyphen: sub-500, mid-30."""
        if part.start < 2 or self._around.folded[part.start - 1] != "-":
            return None
        words = self._around.left_words(part.start - 1)
        if not words or words[-1][0] not in self._around.rules.prefixes:
            return None
        return self._around.rules.prefixes[words[-1][0]], words[-1][1]

    def _where(self, part: Part, begin: int) -> bool:
        """Whether the word at `begin` says where and bounds nothing: under one roof."""
        word = self._around.folded[begin : part.start].strip()
        return part.low == 1 and part.unit is None and word in self._around.rules.places

    def _over_time(self, part: Part, begin: int) -> bool:
        """Whether the word at `begin` spreads something over a time and bounds nothing: $5 over 30 years."""
        words = self._around.folded[begin : part.start].split()
        if part.kind != "duration" or words[0] not in self._around.rules.spans:
            return False
        left = " ".join(w for w, _ in self._around.left_words(begin)[-4:])
        return len(words) > 1 or any(
            n.kind == "digits" or n.magnitude > 1 for n in numerals_of(left, self._around.lang)
        )

    def _rate(self, part: Part) -> tuple[str | None, int]:
        unit, end = part.unit, part.end
        names: list[str] = []
        for _ in range(2):
            found = self._around.rules.rates.at(self._around.folded, end)
            if found is None or found[0] in names:
                break
            names.append(found[0])
            end = found[1]
        order = ["person", *[n for n in names if n != "person"]] if "person" in names else names
        return "/".join([unit or "", *order]), end
