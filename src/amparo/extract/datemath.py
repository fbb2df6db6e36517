"""Calendar arithmetic on EDTF strings: units around a day, steps from a date, the year a writer left out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amparo.model.edtf import edtf_interval

_NEAR = 75
"""An unmarked day of the year this many days ahead of publication is still meant as ahead: nobody writes a day eleven
months back without its year."""
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS = {"month": 1, "year": 12, "decade": 120}


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> str:
    """EDTF of a month."""
    return f"{year:04d}-{month:02d}"


def add_days(day: date, days: int) -> date | None:
    """The day `days` later, or None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_months(year: int, month: int, months: int) -> tuple[int, int] | None:
    """Year and month `months` later, or None beyond the calendar."""
    year, month = divmod(year * 12 + month - 1 + months, 12)
    return (year, month + 1) if 1 <= year <= 9999 else None


def span(low: date | None, high: date | None) -> str | None:
    """EDTF of the days from `low` to `high`."""
    if low is None or high is None:
        return None
    return low.isoformat() if low == high else f"{low.isoformat()}/{high.isoformat()}"


def unit_around(day: date, unit: str, shift: int) -> str | None:
    """The calendar unit that holds `day`, moved by `shift` such units.

    A week runs from Monday to Sunday; the weekend of a weekday is the one before it; a night is its day. An hour names
    no day: None.
    """
    if unit in ("day", "night"):
        moved = add_days(day, shift)
        return span(moved, moved)
    if unit in ("week", "fortnight"):
        monday = add_days(day, 7 * shift - day.weekday())
        return span(monday, add_days(monday, 6)) if monday else None
    if unit == "weekend":
        saturday = add_days(day, 7 * shift - (day.weekday() - 5) % 7)
        return span(saturday, add_days(saturday, 1)) if saturday else None
    if unit == "decade":
        start = day.year - day.year % 10 + 10 * shift
        return f"{start:04d}/{start + 9:04d}" if 1 <= start <= 9990 else None
    moved_month = add_months(day.year, day.month, shift * _MONTHS[unit]) if unit in _MONTHS else None
    if moved_month is None:
        return None
    return month_of(*moved_month) if unit == "month" else f"{moved_month[0]:04d}"


def step(edtf: str, count: int, unit: str) -> str | None:
    """`count` units after (before, if negative) `edtf`, no finer than the coarser of the two.

    Days and weeks from a day are a day; months are a month, years a year; a step from a month stays a month, and from
    a year only years can be counted. Hours name no day: None.
    """
    low, high = edtf_interval(edtf)
    if len(edtf) == 4 and _MONTHS.get(unit, 1) < 12:
        return None
    start = high if count > 0 else low
    if unit in _DAYS:
        moved = add_days(start, count * _DAYS[unit])
        if moved is None:
            return None
        return month_of(moved.year, moved.month) if len(edtf) == 7 else moved.isoformat()
    moved_month = add_months(start.year, start.month, count * _MONTHS[unit]) if unit in _MONTHS else None
    if moved_month is None:
        return None
    return month_of(*moved_month) if unit == "month" and len(edtf) != 4 else f"{moved_month[0]:04d}"


def guess_day(month: int, day: int, published: date, ahead: int) -> date | None:
    """The year-less day a writer of `published` means: the latest one not after it.

    The next one counts where it is at most `ahead` days off, or so near that the latest would be most of a year back.
    """
    found = [
        d for y in range(published.year - 8, published.year + 9) if 1 <= y <= 9999 and (d := make_day(y, month, day))
    ]
    past = [d for d in found if d <= published]
    coming = [d for d in found if d > published]
    if coming and (coming[0] - published).days <= max(ahead, _NEAR):
        return coming[0]
    return past[-1] if past else None


def guess_month(month: int, published: date, ahead: int) -> str:
    """The year-less month a writer of `published` means: the latest not after it, or the next within `ahead` days."""
    off = (month - published.month) % 12
    if off and off * 30 <= ahead:
        return month_of(min(published.year + (month < published.month), 9999), month)
    return month_of(max(published.year - (month > published.month), 1), month)


def with_weekday(day: date, weekday: int) -> date:
    """`day`, or the same day of the year before or after where only that one falls on the weekday the writer names."""
    for year in (day.year, day.year - 1, day.year + 1):
        other = make_day(year, day.month, day.day)
        if other is not None and other.isoweekday() == weekday:
            return other
    return day


def latest_dom(dom: int, published: date) -> date | None:
    """The latest day of the month `dom` that is not after `published`."""
    for shift in (0, -1, -2):
        moved = add_months(published.year, published.month, shift)
        day = make_day(*moved, dom) if moved else None
        if day is not None and day <= published:
            return day
    return None


def weekday_near(day: date, weekday: int, toward: str) -> date | None:
    """The weekday (1 is Monday) nearest to `day`.

    `on_or_before`, `before`, `on_or_after`, `after` say which side; `week` is the one in the week of `day`.
    """
    back = (day.weekday() + 1 - weekday) % 7
    if toward == "on_or_before":
        return add_days(day, -back)
    if toward == "before":
        return add_days(day, -(back or 7))
    if toward == "on_or_after":
        return add_days(day, -back % 7)
    if toward == "after":
        return add_days(day, (-back % 7) or 7)
    return add_days(day, weekday - 1 - day.weekday())


def weekday_on(weekday: int, dom: int, published: date) -> date | None:
    """The day with this weekday and day of the month in the month of `published`, the two before or the next."""
    for shift in (0, -1, -2, 1):
        moved = add_months(published.year, published.month, shift)
        day = make_day(*moved, dom) if moved else None
        if day is not None and day.isoweekday() == weekday:
            return day
    return None


def moment(day: str, clock: str, zone: str | None, near: bool) -> str:
    """EDTF of a time of day: `zone` is an offset (`-04:00`), a zone of the tz database, or None for local time; with
    `near` it is only about then."""
    about = "~" if near else ""
    if zone and zone[0] not in "+-":
        try:
            offset = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(zone)).strftime("%z")
        except ZoneInfoNotFoundError:
            return f"{day}T{clock}{about}"
        zone = f"{offset[:3]}:{offset[3:5]}"
    return f"{day}T{clock}{zone or ''}{about}"
