"""A document's own date, to EDTF or to nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from amparo.read.dates import AmbiguousDate, date_lines, edtf_date

BOTH = ("en", "es")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-03-17", "2025-03-17"),
        ("2025-03-17T23:30:47-04:00", "2025-03-17"),
        ("2025/3/7", "2025-03-07"),
        ("20250317", "2025-03-17"),
        ("20250317T101112Z", "2025-03-17"),
        ("2025-03", "2025-03"),
        ("2025", "2025"),
        (2025, "2025"),
        ("2025-13", None),
        ("2025-02-30", None),
        ("March 17, 2025", "2025-03-17"),
        ("17 de marzo de 2025", "2025-03-17"),
        ("Mon, 17 Mar 2025 10:00:00 GMT", "2025-03-17"),
        ("lunes, 17 de marzo de 2025 - 10:45", "2025-03-17"),
        ("marzo 17 de 2025", "2025-03-17"),
        ("Sept. 3, 2025", "2025-09-03"),
        ("Sep. 3, 2025", "2025-09-03"),
        ("1.º de marzo del 2025", "2025-03-01"),
        ("1st of March 2025", "2025-03-01"),
        ("March 2025", "2025-03"),
        ("marzo de 2025", "2025-03"),
        ("3/21/2025", "2025-03-21"),
        ("21/3/2025", "2025-03-21"),
        ("3/3/2025", "2025-03-03"),
        ("31/31/2025", None),
        ("hace 3 días", None),
        ("No. 11–889", None),
        ("", None),
        (None, None),
        (True, None),
        (date(2025, 3, 17), "2025-03-17"),
        (datetime(2025, 3, 17, 23, 30, tzinfo=timezone(timedelta(hours=-4))), "2025-03-17"),
    ],
)
def test_dates(value: object, expected: str | None) -> None:
    assert edtf_date(value, BOTH) == expected


@pytest.mark.parametrize("value", ["3/4/2025", "03-04-2025", "3.4.2025"])
def test_two_readings_are_no_date(value: str) -> None:
    with pytest.raises(AmbiguousDate):
        edtf_date(value, BOTH)


def test_a_file_name_may_decide() -> None:
    assert edtf_date("8/11/2025", BOTH, near="posts/2025-08-11.es.qmd") == "2025-08-11"
    with pytest.raises(AmbiguousDate):
        edtf_date("8/11/2025", BOTH, near="posts/2025-10-08.es.qmd")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["BRIEFING ROOM", "March 15, 2025", "Some text that goes on for a while."], ["2025-03-15"]),
        (["San Salvador, 17 de marzo de 2025"], ["2025-03-17"]),
        (["No. 11–889. Argued April 23, 2013—Decided June 13, 2013"], ["2013-06-13"]),
        (["ARGUED: MAY 18, 2022", "DECIDED: JANUARY 26, 2023"], ["2023-01-26"]),
        (["On March 15, 2025, three planes left Texas for the prison in El Salvador."], []),
        (["El acuerdo firmado el 14 de marzo de 2025 entre ambos gobiernos"], []),
        (["March 15, 2031"], []),
        (["March 2025"], []),
        ([], []),
    ],
)
def test_date_lines(lines: list[str], expected: list[str]) -> None:
    assert date_lines(lines, BOTH, "2026-01-01") == expected
