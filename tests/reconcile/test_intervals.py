"""A figure as an interval, and figures by the precision they are written in."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.reconcile.intervals import (
    Amount,
    Interval,
    apart,
    compatible,
    interval_of,
    last_unit,
    same_written,
    written_precision,
)

BOUNDS = ("exact", "about", "up_to", "less_than", "at_least", "more_than")


@pytest.mark.parametrize(
    ("value", "bound", "low", "high"),
    [
        (238, "exact", 238, 238),
        (300, "about", 250, 350),
        (240, "about", 235, 245),
        (300, "less_than", 200, 300),
        (5_000_000, "less_than", 4_000_000, 5_000_000),
        (500, "up_to", 0, 500),
        (250, "more_than", 250, math.inf),
        (4_700_000, "at_least", 4_700_000, math.inf),
        ((14000, 15000), "between", 14000, 15000),
        (1.5, "about", 1.45, 1.55),
        (0, "exact", 0, 0),
        (0, "less_than", 0, 0),
    ],
)
def test_interval(value: Any, bound: Any, low: float, high: float) -> None:
    interval = interval_of(value, bound)
    assert interval is not None
    assert (interval.low, interval.high) == (pytest.approx(low), pytest.approx(high))


def test_no_figure_has_no_interval() -> None:
    assert interval_of(None, "vague") is None


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        ((238, "exact"), (250, "more_than"), False),
        ((250, "exact"), (250, "more_than"), False),
        ((250, "exact"), (250, "at_least"), True),
        ((300, "exact"), (300, "less_than"), False),
        ((238, "exact"), (300, "up_to"), True),
        ((300, "about"), (350, "exact"), True),
        ((300, "about"), (351, "exact"), False),
        ((300, "more_than"), (261, "exact"), False),
        ((250, "more_than"), (300, "less_than"), True),
    ],
)
def test_meeting(a: tuple[Any, Any], b: tuple[Any, Any], meet: bool) -> None:
    x, y = interval_of(*a), interval_of(*b)
    assert x is not None
    assert y is not None
    assert x.meets(y) is meet
    assert y.meets(x) is meet


@pytest.mark.parametrize(
    ("value", "quote", "precision"),
    [
        (4_760_000, "4.76 million dollars", 10_000),
        (4_760_000, "4,76 millones de dólares", 10_000),
        (4_700_000, "$4.7 million", 100_000),
        (4_700_000, "4,7 millones", 100_000),
        (15_000_000, "15 million", 1_000_000),
        (15_000_000, "quince millones", 1_000_000),
        (5_000_000, "just under five million", 1_000_000),
        (15_000, "15 mil personas", 1_000),
        (15_000, "fifteen thousand", 1_000),
        (4_760_000, "4,760,000 dollars", 0),
        (4_760_000, "4.760.000 dólares", 0),
        (4_760_000, "4 760 000 dólares", 0),
        (238, "238 men", 0),
        (20_000, "20,000 for each of 238", 0),
        (2_500_000_000, "2.5 billion over 30 years", 100_000_000),
    ],
)
def test_written_precision(value: float, quote: str, precision: float) -> None:
    assert written_precision(value, quote) == precision


def written(value: float, precision: float) -> Amount:
    return Amount(Interval(value, value), exact=True, precision=precision)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (written(4.76e6, 1e4), written(4.8e6, 1e5), True),
        (written(4.76e6, 1e4), written(4.7e6, 1e5), True),
        (written(4.7e6, 1e5), written(4.8e6, 1e5), False),
        (written(15e6, 1e6), written(16e6, 1e6), False),
        (written(15.9e6, 1e5), written(15e6, 1e6), True),
        (written(15.9e6, 1e5), written(16e6, 1e6), True),
        (written(4.76e6, 1e4), written(4e6, 1e6), False),
        (written(4.76e6, 1e4), written(5e6, 1e6), True),
        (written(4.76e6, 0), written(4.7e6, 1e5), True),
        (written(4.76e6, 0), written(4.7e6, 0), False),
        (written(4.76e6, 0), written(4.76e6, 1e4), True),
    ],
)
def test_same_at_the_coarser_precision(a: Amount, b: Amount, same: bool) -> None:
    assert same_written(a, b) is same
    assert same_written(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "excluded"),
    [
        (written(5e6, 1e6), Amount(Interval(4e6, 5e6, open_high=True), exact=False), False),
        (written(4.7e6, 1e5), Amount(Interval(4.76e6, math.inf, open_high=True), exact=False), False),
        (written(300, 0), Amount(Interval(200, 300, open_high=True), exact=False), False),
        (written(238, 0), Amount(Interval(250, math.inf, True, True), exact=False), True),
        (written(237, 0), written(238, 0), True),
    ],
)
def test_apart_leaves_room_for_wording(a: Amount, b: Amount, excluded: bool) -> None:
    assert apart(a, b) is excluded
    assert apart(b, a) is excluded


values = st.one_of(st.integers(0, 10**12).map(float), st.decimals(0, 10**6, places=2).map(float))
amounts = st.builds(
    lambda v, b, p: Amount(interval_of(v, b) or Interval(v, v), b == "exact", p if b == "exact" else 0.0),
    values,
    st.sampled_from(BOUNDS),
    st.sampled_from([0.0, 1e3, 1e5, 1e6]),
)


@given(values, st.sampled_from(BOUNDS))
def test_an_interval_runs_from_low_to_high_and_touches_its_value(value: float, bound: Any) -> None:
    interval = interval_of(value, bound)
    assert interval is not None
    assert interval.low <= interval.high
    assert interval.low <= value <= interval.high


@given(amounts, amounts)
def test_comparing_is_symmetric_and_a_figure_agrees_with_itself(a: Amount, b: Amount) -> None:
    assert compatible(a, b) == compatible(b, a)
    assert apart(a, b) == apart(b, a)
    assert not (apart(a, b) and compatible(a, b))
    assert compatible(a, a)
    assert a.interval.meets(b.interval) != (a.interval.below(b.interval) or b.interval.below(a.interval))


@given(amounts, amounts)
def test_what_lies_within_meets(a: Amount, b: Amount) -> None:
    assert a.interval.within(a.interval)
    empty = a.interval.low == a.interval.high and (a.interval.open_low or a.interval.open_high)
    if a.interval.within(b.interval) and not empty:
        assert a.interval.meets(b.interval)


@given(st.floats(0, 1e300), st.floats(0, 1e300), st.text("0123456789.,  million", max_size=60))
def test_no_number_is_too_large_to_compare(a: float, b: float, quote: str) -> None:
    figures = [Amount(Interval(v, v), exact=True, precision=written_precision(v, quote)) for v in (a, b)]
    assert compatible(*figures) == compatible(*reversed(figures))
    assert apart(figures[0], figures[0]) is False


@given(st.integers(1, 10**12).map(float))
def test_the_last_unit_divides_the_value_and_ten_of_it_do_not(value: float) -> None:
    unit = last_unit(value)
    assert value % unit == 0
    assert value % (unit * 10) != 0
