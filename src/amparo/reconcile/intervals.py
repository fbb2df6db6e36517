"""A figure as the interval its words allow, and whether two figures can both hold.

The rules are those of docs/claims.md: exact v is [v, v]; about v is v ± half a unit of its last non-zero digit; nearly
and under v reach one such unit below v; up to v is [0, v]; more than v is (v, ∞); at least v is [v, ∞). A figure
written with a magnitude word ("4.76 million", "cinco millones") carries the precision it was written with.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from amparo.model import Claim
from amparo.model.claim import Bound, Value

MAGNITUDES = (10**3, 10**6, 10**9, 10**12)
"""What magnitude words multiply by, in any language."""

_NUMERAL = re.compile(r"[0-9]+(?:[.,\u00a0\u202f ][0-9]+)*")
_SPACES = re.compile(r"[\u00a0\u202f ]")


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; an open end leaves its own value out."""

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return not (self.below(other) or other.below(self))

    def below(self, other: Interval) -> bool:
        """Whether every value of this one is less than every value of `other`."""
        return self.high < other.low or (self.high == other.low and (self.open_high or other.open_low))

    def clear_below(self, other: Interval) -> bool:
        """Whether this one lies below `other` with room between them: "nearly 300" is not clear of 300."""
        return self.high < other.low

    def within(self, other: Interval) -> bool:
        """Whether every value of this one is a value of `other`."""
        low_fits = self.low > other.low or (self.low == other.low and (self.open_low or not other.open_low))
        high_fits = self.high < other.high or (self.high == other.high and (self.open_high or not other.open_high))
        return low_fits and high_fits


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure ready to be compared.

    Attributes:
        interval: what its words allow.
        exact: whether it is a plain value without a bound.
        precision: the unit its last written digit stands for, where a magnitude word was used; 0 in plain digits.
    """

    interval: Interval
    exact: bool
    precision: float = 0.0

    @property
    def spread(self) -> Interval:
        """The interval widened by what the written precision leaves open: 4.8 million may be 4.75 to 4.85 million."""
        if not self.exact or not self.precision:
            return self.interval
        value, half = self.interval.low, self.precision / 2
        cut = self.precision if value >= 10 * self.precision else half
        return Interval(value - half, value + cut, open_high=True)


@lru_cache(maxsize=65536)
def interval_of(value: Value, bound: Bound) -> Interval | None:
    """The interval of a figure; None where there is no figure or only a vague one."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return Interval(value[0], value[1])
    if bound == "exact":
        return Interval(value, value)
    if bound == "about":
        half = last_unit(value) / 2
        return Interval(value - half, value + half)
    if bound == "less_than":
        return Interval(max(0.0, value - last_unit(value)), value, open_high=value > 0)
    if bound == "up_to":
        return Interval(min(0.0, value), value)
    return Interval(value, math.inf, open_low=bound == "more_than", open_high=True)


def last_unit(value: float) -> float:
    """The unit of the last non-zero digit: 100 for 300, 10 for 240, 0.1 for 4.7, 1 for 0."""
    number = _decimal(value).normalize()
    if not number:
        return 1.0
    exponent = number.as_tuple().exponent
    return float(Decimal(1).scaleb(int(exponent)))


def amount_of(claim: Claim, nearly: frozenset[str] = frozenset()) -> Amount | None:
    """The figure of a claim, with the precision its quote writes it in; None where there is no figure.

    Args:
        nearly: words by which "less than" means not much less ("nearly 300"); without one in the quote it may be none.
    """
    interval = interval_of(claim.value, claim.bound)
    if interval is None:
        return None
    if claim.bound == "less_than" and not any(word in claim.quote.casefold() for word in nearly):
        interval = Interval(0.0, interval.high, open_high=interval.open_high)
    exact = claim.bound == "exact"
    return Amount(interval, exact, written_precision(interval.low, claim.quote) if exact else 0.0)


def written_precision(value: float, quote: str) -> float:
    """What one unit of the last digit that `quote` writes for `value` is worth; 0 where it stands in plain digits.

    "4.76 million" gives 10,000, "15 mil" and "quince mil" give 1,000, "4,760,000" gives 0. No word list is needed: the
    quote either writes the whole value in digits, or a shorter numeral that a magnitude makes up to it, or words.
    """
    if value < MAGNITUDES[0]:
        return 0.0
    return _written_precision(value, tuple(_NUMERAL.findall(quote)))


@lru_cache(maxsize=65536)
def _written_precision(value: float, numerals: tuple[str, ...]) -> float:
    target, found = _decimal(value), 0.0
    for numeral in numerals:
        for number, decimals in _readings(numeral):
            if number == target:
                return 0.0
            for magnitude in MAGNITUDES:
                if number * magnitude == target:
                    found = float(Decimal(magnitude).scaleb(-decimals))
    if found:
        return found
    return float(max((m for m in MAGNITUDES if value % m == 0), default=0))


def _readings(numeral: str) -> list[tuple[Decimal, int]]:
    """Each number a numeral can be, with its count of decimals: 1.500 is 1500, or 1.5 written with three decimals."""
    plain = _SPACES.sub("", numeral)
    readings = [(Decimal(re.sub("[.,]", "", plain)), 0)]
    whole, mark, rest = max(plain.rpartition("."), plain.rpartition(","), key=lambda parts: len(parts[0]))
    if mark:
        readings.append((Decimal(f"{re.sub('[.,]', '', whole) or '0'}.{rest}"), len(rest)))
    return readings


def compatible(a: Amount, b: Amount) -> bool:
    """Whether both figures can hold, by their bounds and by the precision they are written in."""
    if a.exact and b.exact:
        return same_written(a, b)
    return a.spread.meets(b.spread)


def same_written(a: Amount, b: Amount) -> bool:
    """Whether two exact figures are one: compared at the coarser precision, to which the finer is rounded, or cut where
    two digits remain (4.7 and 4.8 million both agree with 4.76 million; 15 and 16 million differ)."""
    fine, coarse = (a, b) if a.precision <= b.precision else (b, a)
    x, y = _decimal(fine.interval.low), _decimal(coarse.interval.low)
    if x == y:
        return True
    if not coarse.precision or coarse.precision == fine.precision:
        return False
    unit = _decimal(coarse.precision)
    if (x / unit).to_integral_value(ROUND_HALF_UP) * unit == y:
        return True
    cut = (x / unit).to_integral_value(ROUND_DOWN)
    return cut >= 10 and cut * unit == y


def apart(a: Amount, b: Amount) -> bool:
    """Whether two figures exclude each other with room between them.

    Stricter than `not compatible`: "nearly 300" and 300 only touch, which is a matter of wording, not of fact.
    """
    if compatible(a, b):
        return False
    return a.spread.clear_below(b.spread) or b.spread.clear_below(a.spread) or (a.exact and b.exact)


def _decimal(value: float) -> Decimal:
    return Decimal(repr(float(value)))
