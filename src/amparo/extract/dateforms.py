"""What each form of a date means: captures of a form, with publication and running story, to EDTF.

The operations a form in `dates.yaml` may name, and what they take:

- `day`, `days`, `month`, `months`, `year`, `years`: a date or a stretch of two, with or without its year.
- `day_yref`, `month_yref`: its year told by `{yprev}`, `{ythis}`, `{ynext}` or `{ythat}` (the story's).
- `day_next`, `day_this`, `day_that`: a day ahead; of the month of publication; of the story's month.
- `day_offset`: `{n}` units after a day, or before it with `sign: -1`.
- `month_past`, `month_next`: the latest such month at least `-shift` months back; the next one.
- `iso`, `figures`: a date in figures. `dom`, `dom_only`: a day of the month alone; only where the story has a day.
- `unit`: the `unit` of publication moved by `shift`. `unit_of`: the week or weekend of a day.
- `ago`: `{n}` units before publication, or after it with `sign: 1`. `recent`: the stretch of `{n}` units up to it.
- `weekday`: the latest; `toward` `past`, `next` or `week` moves it. `weekday_dom`: with its day of the month.
- `weekday_that`: on or after the story's day, or `toward: before` it.
- `same`, `shifted`, `later`: the story's unit; that unit moved by `shift`; `{n}` units after it (`sign: -1`: before).
- `time`: a time of day, from `{h}` and `{min}`, from `{hhmm}`, or the `word` the form stands for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from amparo.extract import datemath as cal
from amparo.extract.datewords import DateWords, Form
from amparo.model.edtf import edtf_interval

Kind = Literal["absolute", "partial", "relative", "anaphoric", "time", "span", "dateline", "citation"]
LOOKS_AHEAD, LASTS_UNTIL, DUE_BY = 270, 183, 92
"""Days ahead that a year-less date may lie: after a word that looks ahead, after "until", after "by"."""
Meaning = tuple[str | None, Kind]
"""EDTF or None, and the kind of mention."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a mention is resolved against.

    Attributes:
        published: the last day of the document's date, or None.
        day_known: whether that date is a single day, so that "yesterday" can be counted from it.
        story: EDTF of the last dated mention, or None.
        ahead: tells how many days ahead the clause may look, 0 where nothing in it does; asked only where it matters.
    """

    words: DateWords
    published: date | None
    day_known: bool
    story: str | None
    ahead: Callable[[], int]

    @property
    def today(self) -> date | None:
        """The day of publication, where it is known to the day."""
        return self.published if self.day_known else None

    @property
    def story_low(self) -> date | None:
        """First day of the running story."""
        return edtf_interval(self.story)[0] if self.story else None


_SAME = str.maketrans({"ſ": "s", "İ": "i", "ı": "i"})
"""Letters that a pattern takes for another whatever the case, and `str.lower` does not."""


class Captures:
    """The captures of one form of a matched pattern, read as numbers."""

    __slots__ = ("_groups", "_prefix", "_words")

    def __init__(self, match: re.Match[str], index: int, words: DateWords) -> None:
        self._groups, self._prefix, self._words = match.groupdict(), f"f{index}", words

    def text(self, slot: str) -> str | None:
        """The words of a slot, or None."""
        text = self._groups.get(self._prefix + slot)
        return text if text is None or text.isascii() else text.translate(_SAME)

    def number(self, slot: str) -> int | None:
        """A slot written in figures (with or without an ordinal ending) or as an ordinal or counting word."""
        text = self.text(slot)
        if text is None:
            return None
        digits = re.match(r"[0-9]+", text)
        if digits:
            return int(digits[0])
        return self._words.ordinals.get(text.lower(), self._words.counts.get(text.lower()))

    def month(self, slot: str = "mon") -> int:
        """The number of a month's name."""
        return self._words.months[
            (self.text(slot) or self.text(slot.replace("mon", "month")) or "").lower().rstrip(".")
        ]

    def weekday(self) -> int:
        """The ISO number of a weekday's name."""
        return self._words.weekdays[(self.text("wd") or self.text("wdd") or "").lower()]

    def unit(self, form: Form) -> str:
        """The unit the form fixes or its words name."""
        return form.unit or self._words.units[self._plain("unit")]

    def zone(self) -> str | None:
        """The offset or tz database name of a time zone that is told."""
        return self._words.zones.get(self._plain("zone"))

    def _plain(self, slot: str) -> str:
        return " ".join((self.text(slot) or "").lower().split())

    def clock(self, half: str | None) -> str | None:
        """`HH:MM`, or None where there is no such time; `half` (`am`, `pm`) holds where the words tell none."""
        if (digits := self.text("hhmm")) is not None:
            return f"{digits[:2]}:{digits[2:]}"
        hour, minute = self.number("h") or 0, self.number("min") or 0
        if hour > 23:
            return None
        half = self.half() or (half if 1 <= hour <= 12 else None)
        if half is None:
            return f"{hour:02d}:{minute:02d}"
        return f"{hour % 12 + (12 if half == 'pm' else 0):02d}:{minute:02d}" if 1 <= hour <= 12 else None

    def half(self) -> str | None:
        """The half of the day that is told: `am`, `pm` or None."""
        return "pm" if self.text("pm") is not None else "am" if self.text("am") is not None else None

    def of_day(self) -> bool:
        """Whether the hour is written as one of 24: 0645, 06:45."""
        return self.text("hhmm") is not None or (self.text("h") or "").startswith("0")


def resolve(form: Form, got: Captures, context: Context) -> Meaning | None:
    """What the form means here; None where its captures make no date (a 31st of April)."""
    return OPS[form.op](form, got, context)


def _day(form: Form, got: Captures, context: Context) -> Meaning | None:
    meaning = _day_of(got.month(), got.number("d") or 0, got.number("y"), context)
    if got.text("wdd") is None or meaning is None or meaning[0] is None or meaning[1] != "partial":
        return meaning
    return cal.with_weekday(date.fromisoformat(meaning[0]), got.weekday()).isoformat(), "partial"


def _day_of(month: int, day: int, year: int | None, context: Context) -> Meaning | None:
    if year is not None:
        found = cal.make_day(year, month, day)
        return (found.isoformat(), "absolute") if found else None
    if not cal.make_day(2024, month, day):
        return None
    reference = context.published
    if reference is None:
        year = int(context.story[:4]) if context.story else None
        found = cal.make_day(year, month, day) if year else None
    else:
        found = cal.guess_day(month, day, reference, context.ahead())
    return (found.isoformat() if found else None), "partial"


def _days(form: Form, got: Captures, context: Context) -> Meaning | None:
    last = _day_of(got.month(), got.number("d2") or 0, got.number("y"), context)
    if last is None or last[0] is None:
        return last
    high = date.fromisoformat(last[0])
    low = cal.make_day(high.year, high.month, got.number("d") or 0)
    if low is None or low >= high:
        return None
    return cal.span(low, high), last[1]


def _year_meant(got: Captures, context: Context) -> int | None:
    if got.text("ythat") is not None:
        return int(context.story[:4]) if context.story else None
    if context.published is None:
        return None
    shift = -1 if got.text("yprev") is not None else 1 if got.text("ynext") is not None else 0
    return context.published.year + shift


def _day_yref(form: Form, got: Captures, context: Context) -> Meaning | None:
    year = _year_meant(got, context)
    if year is None:
        return None, "relative"
    meaning = _day_of(got.month(), got.number("d") or 0, year, context)
    return (meaning[0], "relative") if meaning else None


def _day_next(form: Form, got: Captures, context: Context) -> Meaning | None:
    if context.published is None:
        return None, "relative"
    found = cal.guess_day(got.month(), got.number("d") or 0, context.published, LOOKS_AHEAD)
    return (found.isoformat() if found else None), "relative"


def _day_this(form: Form, got: Captures, context: Context) -> Meaning | None:
    if context.published is None:
        return None, "relative"
    found = cal.make_day(context.published.year, context.published.month, got.number("d") or 0)
    return (found.isoformat(), "relative") if found else None


def _month(form: Form, got: Captures, context: Context) -> Meaning | None:
    year, month = got.number("y"), got.month()
    if year is not None:
        return cal.month_of(year, month), "absolute"
    if context.published is not None:
        return cal.guess_month(month, context.published, context.ahead()), "partial"
    return (cal.month_of(int(context.story[:4]), month) if context.story else None), "partial"


def _day_offset(form: Form, got: Captures, context: Context) -> Meaning | None:
    meaning, count = _day(form, got, context), got.number("n")
    if meaning is None or meaning[0] is None or count is None:
        return meaning
    return cal.step(meaning[0], form.shift * count, got.unit(form)), meaning[1]


def _months(form: Form, got: Captures, context: Context) -> Meaning | None:
    """Two months named together: the stretch of both, whose year is that of the last."""
    kind: Kind
    first, last = got.month(), got.month("mon2")
    if (year := got.number("y")) is not None:
        high, kind = cal.month_of(year, last), "absolute"
    elif context.published is not None:
        high, kind = cal.guess_month(last, context.published, context.ahead()), "partial"
    else:
        return None, "partial"
    low = cal.month_of(int(high[:4]) - (first > last), first)
    return f"{low}/{high}", kind


def _month_yref(form: Form, got: Captures, context: Context) -> Meaning | None:
    year = _year_meant(got, context)
    return (cal.month_of(year, got.month()) if year else None), "relative"


def _month_past(form: Form, got: Captures, context: Context) -> Meaning | None:
    """The latest such month that is at least `shift` months back: "last March" is not the March just gone."""
    if context.published is None:
        return None, "relative"
    before = cal.add_months(context.published.year, context.published.month, form.shift)
    return (cal.guess_month(got.month(), date(*before, 1), 0) if before else None), "relative"


def _month_next(form: Form, got: Captures, context: Context) -> Meaning | None:
    if context.published is None:
        return None, "relative"
    year, month = context.published.year, got.month()
    return cal.month_of(year + (month <= context.published.month), month), "relative"


def _iso(form: Form, got: Captures, context: Context) -> Meaning | None:
    try:
        return date.fromisoformat(got.text("iso") or "").isoformat(), "absolute"
    except ValueError:
        return None


def _figures(form: Form, got: Captures, context: Context) -> Meaning | None:
    first, second, year = got.number("num") or 0, got.number("num2") or 0, got.number("yy") or 0
    day, month = (first, second) if context.words.day_first else (second, first)
    if month > 12:
        day, month = month, day
    found = cal.make_day(year if year >= 100 else 2000 + year, month, day)
    return (found.isoformat(), "absolute") if found else None


def _year(form: Form, got: Captures, context: Context) -> Meaning | None:
    return f"{got.number('y'):04d}", "absolute"


def _years(form: Form, got: Captures, context: Context) -> Meaning | None:
    low, high = got.number("y") or 0, got.number("y2") or 0
    return (f"{low:04d}/{high:04d}", "span") if low < high else None


def _unit(form: Form, got: Captures, context: Context) -> Meaning | None:
    today, unit = context.today, got.unit(form)
    if unit in ("month", "year", "decade") and today is None:
        today = context.published
    if today is None:
        return None, "relative"
    shift = form.shift
    if unit == "weekend" and shift == -1 and today.weekday() < 5:
        shift = 0
    elif unit == "weekend" and shift == 0 and today.weekday() < 5 and context.ahead():
        shift = 1
    return cal.unit_around(today, unit, shift), "relative"


def _weekday(form: Form, got: Captures, context: Context) -> Meaning | None:
    if context.today is None:
        return None, "relative"
    ahead = context.ahead() > DUE_BY
    toward = {
        "past": "before",
        "next": "after",
        "week": "week" if ahead else "on_or_before",
        None: "after" if ahead else "on_or_before",
    }[form.toward]
    found = cal.weekday_near(context.today, got.weekday(), toward)
    return cal.span(found, found), "relative"


def _weekday_that(form: Form, got: Captures, context: Context) -> Meaning | None:
    if context.story_low is None or not context.story or len(context.story) == 4:
        return _weekday(form, got, context) if form.toward is None else (None, "anaphoric")
    found = cal.weekday_near(context.story_low, got.weekday(), form.toward or "on_or_after")
    return cal.span(found, found), "anaphoric"


def _weekday_dom(form: Form, got: Captures, context: Context) -> Meaning | None:
    if context.today is None:
        return None, "partial"
    found = cal.weekday_on(got.weekday(), got.number("d") or got.number("dth") or 0, context.today)
    return (found.isoformat(), "partial") if found else _weekday(form, got, context)


def _unit_of(form: Form, got: Captures, context: Context) -> Meaning | None:
    """The week that holds a day; the weekend that holds it, or else the one after it."""
    meaning = _day(form, got, context)
    if meaning is None or meaning[0] is None:
        return meaning
    day: date | None = date.fromisoformat(meaning[0])
    if form.unit == "weekend" and day is not None and day.weekday() < 5:
        day = cal.weekday_near(day, 6, "after")
    return (cal.unit_around(day, form.unit or "week", 0) if day else None), meaning[1]


def _recent(form: Form, got: Captures, context: Context) -> Meaning | None:
    count, unit = got.number("n") or 1, got.unit(form)
    if context.today is None:
        return None, "relative"
    start = cal.step(context.today.isoformat(), -count, unit)
    if start is None:
        return None, "relative"
    end = context.today.isoformat()[: len(start)]
    return (f"{start}/{end}" if start != end else start), "relative"


def _ago(form: Form, got: Captures, context: Context) -> Meaning | None:
    count, unit = got.number("n"), got.unit(form)
    if context.today is None or count is None:
        return None, "relative"
    return cal.step(context.today.isoformat(), (form.shift or -1) * count, unit), "relative"


def _shifted(form: Form, got: Captures, context: Context) -> Meaning | None:
    if context.story is None or context.story_low is None:
        return None, "anaphoric"
    low, high = edtf_interval(context.story)
    unit = got.unit(form)
    if unit in ("day", "night", "week", "weekend", "fortnight") and (high - low).days > 7:
        return None, "anaphoric"
    if unit == "month" and (high - low).days > 31:
        return None, "anaphoric"
    return _told(cal.unit_around(high if form.shift > 0 else low, unit, form.shift), context), "anaphoric"


def _same(form: Form, got: Captures, context: Context) -> Meaning | None:
    if context.story is None or context.story_low is None:
        return None, "anaphoric"
    low, high = edtf_interval(context.story)
    unit = got.unit(form)
    if unit in ("day", "night"):
        return (context.story if (high - low).days <= 1 else None), "anaphoric"
    around = cal.unit_around(low, unit, 0)
    if around is None or edtf_interval(around)[1] < high:
        return None, "anaphoric"
    return around, "anaphoric"


def _later(form: Form, got: Captures, context: Context) -> Meaning | None:
    count = got.number("n")
    if context.story is None or count is None:
        return None, "anaphoric"
    return _told(cal.step(context.story, form.shift * count, got.unit(form)), context), "anaphoric"


def _told(edtf: str | None, context: Context) -> str | None:
    """A story does not run on beyond its publication: what would lie there counts from something else."""
    if edtf is None or context.published is None or edtf_interval(edtf)[0] <= context.published or context.ahead():
        return edtf
    return None


def _day_that(form: Form, got: Captures, context: Context) -> Meaning | None:
    low = context.story_low
    if low is None or context.story is None or len(context.story) == 4:
        return None, "anaphoric"
    found = cal.make_day(low.year, low.month, got.number("d") or got.number("dth") or 0)
    return (found.isoformat(), "anaphoric") if found else None


def _dom(form: Form, got: Captures, context: Context) -> Meaning | None:
    meaning = _day_that(form, got, context)
    if meaning is not None and meaning[0] is not None:
        day = date.fromisoformat(meaning[0])
        if context.today is None or day <= context.today or context.ahead():
            return meaning
    if context.today is None:
        return meaning
    found = cal.latest_dom(got.number("d") or got.number("dth") or 0, context.today)
    return (found.isoformat() if found else None), "partial"


def _dom_only(form: Form, got: Captures, context: Context) -> Meaning | None:
    """A bare figure is a day of the month only where the story has one already."""
    return _dom(form, got, context) if context.story is not None and len(context.story) >= 10 else None


OPS: dict[str, Callable[[Form, Captures, Context], Meaning | None]] = {
    "day": _day,
    "days": _days,
    "day_yref": _day_yref,
    "day_next": _day_next,
    "day_this": _day_this,
    "day_that": _day_that,
    "day_offset": _day_offset,
    "month": _month,
    "months": _months,
    "month_yref": _month_yref,
    "month_past": _month_past,
    "month_next": _month_next,
    "iso": _iso,
    "figures": _figures,
    "year": _year,
    "years": _years,
    "unit": _unit,
    "weekday": _weekday,
    "weekday_that": _weekday_that,
    "weekday_dom": _weekday_dom,
    "unit_of": _unit_of,
    "recent": _recent,
    "ago": _ago,
    "shifted": _shifted,
    "same": _same,
    "later": _later,
    "dom": _dom,
    "dom_only": _dom_only,
}
