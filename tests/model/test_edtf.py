"""EDTF: which days a date string covers."""

from __future__ import annotations

from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.model import InvalidValue
from amparo.model.edtf import edtf_interval, edtf_moment, is_edtf, overlaps

COVERS = [
    ("2025", "2025-01-01", "2025-12-31"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2025-03-15", "2025-03-15", "2025-03-15"),
    ("2025?", "2025-01-01", "2025-12-31"),
    ("2025-03~", "2025-03-01", "2025-03-31"),
    ("2025-03-15%", "2025-03-15", "2025-03-15"),
    ("2025-03-15/2025-03-16", "2025-03-15", "2025-03-16"),
    ("2025-03/2025-04", "2025-03-01", "2025-04-30"),
    ("2024/2025-03-15", "2024-01-01", "2025-03-15"),
    ("2025-03-15T18:45-04:00", "2025-03-15", "2025-03-15"),
    ("2025-03-15T18:45:30Z", "2025-03-15", "2025-03-15"),
    ("2025-03-15T00:00", "2025-03-15", "2025-03-15"),
    ("2025-03-15T18:45-04:00~", "2025-03-15", "2025-03-15"),
]

REFUSED = [
    "", "25", "2025-3", "2025-13", "2025-00", "2025-02-29", "2025-03-15/", "/2025", "../..", "2025/2024", "2025-21",
    "202X", "March 2025", "2025-03-15T24:00", "2025-03-15T18:60", "2025-03-15T18:45-0400", "2025-03-15 ", "0000",
    "2025-03-15T18:45/2025-03-16", "٢٠٢٥", "2025/2026/2027", "2025??",
]  # fmt: skip


@pytest.mark.parametrize(("text", "first", "last"), COVERS)
def test_covers(text: str, first: str, last: str) -> None:
    assert edtf_interval(text) == (date.fromisoformat(first), date.fromisoformat(last))


def test_open_ends() -> None:
    assert edtf_interval("../2025-03") == (date.min, date(2025, 3, 31))
    assert edtf_interval("2025-03/..") == (date(2025, 3, 1), date.max)


@pytest.mark.parametrize("text", REFUSED)
def test_refuses(text: str) -> None:
    assert not is_edtf(text)
    with pytest.raises(InvalidValue):
        edtf_interval(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-15T18:45-04:00", "2025-03-15T22:45:00+00:00"),
        ("2025-03-15T18:45-04:00~", "2025-03-15T22:45:00+00:00"),
        ("2025-03-15T18:45:30Z", "2025-03-15T18:45:30+00:00"),
    ],
)
def test_a_moment_with_a_zone(text: str, expected: str) -> None:
    assert edtf_moment(text).astimezone(UTC).isoformat() == expected


def test_a_moment_without_a_zone_has_none() -> None:
    assert edtf_moment("2025-03-15T18:45~").isoformat() == "2025-03-15T18:45:00"


@pytest.mark.parametrize("text", ["2025-03-15", "2025-03-15T24:00", "2025-02-30T10:00", "2025-03-15T18:45?", ""])
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(InvalidValue):
        edtf_moment(text)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2025-03", "2025-03-15", True),
        ("2025-03-15", "2025-03-16", False),
        ("2025-03-15/2025-03-16", "2025-03-16/..", True),
        ("../2024", "2025", False),
        ("2025", "2025-03-15T18:45Z", True),
    ],
)
def test_overlaps(a: str, b: str, expected: bool) -> None:
    assert overlaps(a, b) is expected
    assert overlaps(b, a) is expected


@given(st.dates())
def test_every_day_is_itself_and_lies_in_its_month_and_year(day: date) -> None:
    text = day.isoformat()
    assert edtf_interval(text) == (day, day)
    for coarser in (text[:4], text[:7]):
        low, high = edtf_interval(coarser)
        assert low <= day <= high
        assert overlaps(coarser, text)


@given(st.dates(), st.dates())
def test_an_interval_is_what_lies_between_its_ends(a: date, b: date) -> None:
    text = f"{a.isoformat()}/{b.isoformat()}"
    assert is_edtf(text) is (a <= b)
    if a <= b:
        assert edtf_interval(text) == (a, b)


@given(st.text())
def test_any_text_is_edtf_or_refused_with_a_reason(text: str) -> None:
    if is_edtf(text):
        low, high = edtf_interval(text)
        assert low <= high
    else:
        with pytest.raises(InvalidValue, match=r"."):
            edtf_interval(text)
