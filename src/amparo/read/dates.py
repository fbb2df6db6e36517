"""Dates as documents give their own: to EDTF, or to nothing where a date can be read in two ways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from babel.core import UnknownLocaleError
from babel.dates import get_month_names

_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?:T\d+Z?)?(?!\d)")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_STAMP = re.compile(r"\bDocument\b.{1,40}\bFiled:? (\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
_DATE_LINE = 70
_OTHER_WORDS = 5


class AmbiguousDate(ValueError):
    """A date such as 3/4/2025, which is in March or in April."""


def edtf_date(value: object, languages: Sequence[str], near: str = "") -> str | None:
    """The EDTF form of a document's own date, to the day where it gives one.

    Args:
        value: a date, a datetime (taken in its own zone), or text in ISO form, with a month name in one of
            `languages`, or in figures.
        languages: language tags.
        near: text such as a file name, in which an ISO date decides between two readings of a date in figures.

    Raises:
        AmbiguousDate: it can be read in two ways.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, (str, int)) or isinstance(value, bool):
        return None
    text = str(value).strip()[:200]
    if match := _ISO.search(text) or _COMPACT.search(text):
        return _day(*match.groups())
    if match := _NUMERIC.search(text):
        return _either(*match.groups(), text=text, near=near)
    if match := _MONTH.fullmatch(text):
        return text if 1 <= int(match.group(2)) <= 12 else None
    if _YEAR.fullmatch(text):
        return text if text > "0999" else None
    return next(iter(_named(text, tuple(languages))), None)


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _either(first: str, second: str, year: str, *, text: str, near: str) -> str | None:
    readings = {day for day in (_day(year, first, second), _day(year, second, first)) if day}
    if len(readings) < 2:
        return next(iter(readings), None)
    for match in _ISO.finditer(near):
        if (day := _day(*match.groups())) in readings:
            return day
    raise AmbiguousDate(text)


def _named(text: str, languages: tuple[str, ...]) -> list[str]:
    """The dates with a month's name, in order: `March 17, 2025`, `17 de marzo de 2025`, `marzo de 2025`."""
    numbers = months(languages)
    found: list[str] = []
    for match in _named_pattern(languages).finditer(text.casefold()):
        before, name, after, year = match.groups()
        if day := before or after:
            found += filter(None, [_day(year, str(numbers[name]), day)])
        else:
            found.append(f"{year}-{numbers[name]:02}")
    return found


@cache
def _named_pattern(languages: tuple[str, ...]) -> re.Pattern[str]:
    """Day and month in either order, then the year, with at most a short word ("de", "of") between them."""
    names = "|".join(sorted(map(re.escape, months(languages)), key=len, reverse=True))
    little = r"(?:[^\W\d_]{2,3}\s+)?"
    day = r"(?<!\d)(\d{1,2})(?:\.?[ºª°]|[^\W\d_]{2})?"
    return re.compile(
        rf"(?:{day}\s+{little})?(?<![^\W_])({names})(?![^\W_])\.?,?\s+{little}(?:{day},?\s+{little})?(\d{{4}})(?!\d)"
    )


@cache
def months(languages: tuple[str, ...]) -> dict[str, int]:
    """The names of the months in some languages, long and short, in small letters, with their numbers."""
    names: dict[str, int] = {}
    for lang in languages:
        for width in ("wide", "abbreviated"):
            try:
                table = get_month_names(width, locale=lang)
            except UnknownLocaleError:
                continue
            names.update({name.casefold().rstrip("."): number for number, name in table.items()})
    return names


def filing_stamps(lines: Sequence[str]) -> list[str]:
    """The day that the stamp of a United States court gives (`Case ... Document 81 Filed 04/16/25`), month first."""
    found: list[str] = []
    for line in lines:
        if match := _STAMP.search(line):
            month, day, year = match.groups()
            found += filter(None, [_day(year if len(year) == 4 else f"20{year}", month, day)])
    return found[:1]


def date_lines(lines: Sequence[str], languages: Sequence[str], latest: str) -> list[str]:
    """The date that a document without metadata gives in its first lines: of those that are little else than a date
    (`March 15, 2025`; `San Salvador, 17 de marzo de 2025`; `Decided: January 26, 2023`), the last one not after
    `latest`, since papers of courts give the days of argument and decision in this order.
    """
    days: list[str] = []
    for line in lines:
        if len(line) > _DATE_LINE:
            continue
        found = [day for day in _named(line, tuple(languages)) if len(day) == 10 and day <= latest]
        if found and _rest(line, languages) <= _OTHER_WORDS:
            days += found
    return [max(days)] if days else []


def _rest(line: str, languages: Sequence[str]) -> int:
    """How many words besides those of a date a line has; `de` and the like count too."""
    known = months(tuple(languages))
    return sum(not token.isdigit() and token not in known for token in _TOKEN.findall(line.casefold()))
