"""Dates as EDTF (ISO 8601-2, part of levels 0 and 1): which days a date string covers.

Read here: `2025`, `2025-03`, `2025-03-15`, each with a qualifier `?`, `~` or `%`; a moment `2025-03-15T18:45-04:00`,
with `~` where it is only about then (which the standard leaves to dates); intervals of dates, `a/b`, open to either
side as `../b` and `a/..`. Seasons, unspecified digits and sets name no certain days and are refused.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

from amparo.model.errors import InvalidValue

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[?~%]?")
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(?:Z|[+-]([0-9]{2}):([0-9]{2}))?~?"
)
_OPEN = ".."


def edtf_interval(text: str) -> tuple[date, date]:
    """First and last day that `text` covers; an open end is `date.min` or `date.max`. A moment covers its local day.

    Raises:
        InvalidValue: `text` is not EDTF as read here, names no day of the calendar, or runs backwards.
    """
    first, slash, last = text.partition("/")
    if not slash:
        return _moment(text) or _days(text, text)
    if first == last == _OPEN:
        raise InvalidValue(f"an interval that is open on both sides names no time: {text!r}")
    low = date.min if first == _OPEN else _days(first, text)[0]
    high = date.max if last == _OPEN else _days(last, text)[1]
    if low > high:
        raise InvalidValue(f"an interval runs from the earlier date to the later one; got {text!r}")
    return low, high


def overlaps(a: str, b: str) -> bool:
    """Whether two EDTF strings share at least one day. Raises `InvalidValue` where either is not EDTF."""
    (a_low, a_high), (b_low, b_high) = edtf_interval(a), edtf_interval(b)
    return a_low <= b_high and b_low <= a_high


def is_edtf(text: str) -> bool:
    """Whether `edtf_interval` reads `text`."""
    try:
        edtf_interval(text)
    except InvalidValue:
        return False
    return True


def edtf_moment(text: str) -> datetime:
    """The moment that `text` names, to the second; without a zone where it tells none, and with `~` the middle of it.

    Raises:
        InvalidValue: `text` is no moment of a day.
    """
    if _moment(text) is None:
        raise InvalidValue(f"{text!r} is not a moment in EDTF; write 2025-03-15T18:45 or 2025-03-15T18:45-04:00")
    return datetime.fromisoformat(text.rstrip("~"))


def _days(part: str, whole: str) -> tuple[date, date]:
    match = _DATE.fullmatch(part)
    if match is None:
        raise InvalidValue(
            f"{whole!r} is not a date in EDTF; write 2025, 2025-03, 2025-03-15 or an interval: 2025-03-15/2025-03-16"
        )
    year, month, day = (int(g) if g else None for g in match.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError as error:
        raise InvalidValue(f"{whole!r} names no day of the calendar") from error


def _moment(text: str) -> tuple[date, date] | None:
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    hour, minute, second, zone_hour, zone_minute = (int(g or 0) for g in match.groups()[1:])
    if hour > 23 or minute > 59 or second > 59 or zone_hour > 14 or zone_minute > 59:
        raise InvalidValue(f"{text!r} names no time of the day")
    return _days(match[1], text)
