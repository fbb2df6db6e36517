"""Dates: what day, month or stretch of time a passage names, as EDTF, resolved against the document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from amparo.extract import datemath as cal
from amparo.extract.dateforms import DUE_BY, LASTS_UNTIL, LOOKS_AHEAD, Captures, Context, Kind, resolve
from amparo.extract.datewords import LOCAL, DateWords, Form, date_words
from amparo.model.edtf import edtf_interval, is_edtf

Role = Literal["at", "since", "until", "before", "after"]

_ROLES: dict[str, Role] = {
    "since": "since",
    "until": "until",
    "by": "until",
    "before": "before",
    "after": "after",
}
_DUE = {"until": LASTS_UNTIL, "by": DUE_BY}
_WORD = re.compile(r"\w+")
_BEFORE = 40
"""Characters before a mention in which its role word stands."""
_CLAUSE = 90
"""Characters before a mention in which a word that looks ahead counts, up to a clause boundary."""
_BOUNDARY = re.compile(r"(?<![.\s]\w)\.(?=\s)|[:,](?=\s)|[;—–()“”\"«»?!\n]|\bthat\b|\bque\b")
_DATELINE_HEAD = re.compile(r"[\w.’' /,-]{2,60}(?:\([\w ./-]{2,30}\))?")
_DATELINE_TAIL = re.compile(r"[ .,:]{0,3}(?:\([\w ./-]{2,30}\))?[ .:]{0,3}(?:[—–]|-{1,2} )|[ .,]{0,2}\([A-Z]")
_STORY = 500
"""Characters for which the day of the running story is that of a time told alone."""
_MORNING = "06:00"
"""Before it a time told alone may be of the night that began on the running day."""
_DATELINE_HEAD_MOST = 100
"""Characters from the start of a line to the date in the head of a report."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """One mention of a time.

    Attributes:
        start, end: offsets in the text, end exclusive; without the preposition.
        edtf: the date, month, year or interval meant, never finer than a day; None where the text does not tell.
        kind: how it was found: `absolute` (the year is said), `partial` (the year is left out), `relative` (counted
            from publication), `anaphoric` (counted from the running story), `time` (a time of day alone), `span` (two
            dates joined), `dateline` (the head of a report), `citation` (the year of a law; no event's date).
        role: `at`, or what the words before it make of it: `since`, `until` (a last day, deadline), `before`, `after`.
        time: the words of a time of day that belongs to it, or None.
        clock: that time as `HH:MM`; None without one, or where the half of the day is not told (a bare 6:45).
        zone: its offset (`-04:00`) or tz database name (`America/New_York`), or None where none is given.
        near: whether the words put it only about that time ("shortly before 7 p.m.").
        at: the moment as EDTF date-time, where a time is given and its day is known; None where midnight leaves two
            days open, or where the time is only a limit of the day told before it.
    """

    start: int
    end: int
    edtf: str | None
    kind: Kind
    role: Role = "at"
    time: str | None = None
    clock: str | None = None
    zone: str | None = None
    near: bool = False
    at: str | None = None


def find_dates(text: str, lang: str, published: str | None = None) -> list[DateMention]:
    """Every date, month, year and time that `text` names, in order, not overlapping.

    Args:
        text: a whole document; an anaphoric mention counts from the last dated one before it.
        lang: a language that has `packs/common/<lang>/dates.yaml`.
        published: EDTF date of publication, or None; without it, what is counted from publication has no `edtf`.

    Raises:
        InvalidValue: `published` is not EDTF.
    """
    words = date_words(lang)
    reader = _Reader(text, words, published)
    mentions = _scan(text, words, reader)
    return _joined(text, words, _joined(text, words, mentions, _span), _timed)


def _scan(text: str, words: DateWords, reader: _Reader) -> list[DateMention]:
    mentions: list[DateMention] = []
    done = last_end = 0
    last_word = ""
    for token in _WORD.finditer(text):
        start = token.start()
        word = token[0].lower()
        if start >= done:
            for form in words.beginning(word):
                match = words.pattern(form).match(text, start)
                if match is None:
                    continue
                previous = last_word if text[last_end:start].strip(" \u00a0\n") == "" else text[start - 1 : start]
                if reader.allows(form, previous):
                    done = match.end()
                    mention = reader.read(match, form)
                    if mention is not None:
                        mentions.append(mention)
                    break
        last_word, last_end = word, token.end()
    return mentions


class _Reader:
    """Turns matches into mentions; remembers the running story (the last dated mention)."""

    def __init__(self, text: str, words: DateWords, published: str | None) -> None:
        self.text, self.words = text, words
        self.published: date | None = None
        self.day_known = False
        if published is not None:
            low, high = edtf_interval(published)
            self._set_published(low, high)
        self.story: str | None = None
        self.story_end = 0
        self.clock: _Clock | None = None
        throughout = words.zone_of_all.search(text)
        told = words.zones.get(" ".join(throughout["zone"].lower().split())) if throughout is not None else None
        self.zone = None if told == LOCAL else told

    def _set_published(self, low: date, high: date) -> None:
        if high != date.max:
            self.published, self.day_known = high, low == high

    def allows(self, index: int, previous: str) -> bool:
        """Whether the form counts straight after the word (or sign) `previous`."""
        form = self.words.forms[index]
        return previous not in form.not_after and (not form.after or previous in form.after)

    def read(self, match: re.Match[str], index: int) -> DateMention | None:
        """The mention, or None where the form's words make no date."""
        form = self.words.forms[index]
        start, end = match.span()
        got = Captures(match, index, self.words)
        before = self.text[max(0, start - _BEFORE) : start]
        if form.op == "time":
            return self._time(form, got, start, end, before)
        context = Context(self.words, self.published, self.day_known, self.story, lambda: self._ahead(start))
        meaning = resolve(form, got, context)
        if meaning is None or (meaning[0] is not None and not is_edtf(meaning[0])):
            return None
        edtf, kind = meaning
        if kind == "absolute" and self.words.citation.search(before):
            return DateMention(start, end, edtf, "citation")
        if kind in ("absolute", "partial") and self._heads_report(start, end):
            if edtf is not None and self.published is None and kind == "absolute":
                self._set_published(*edtf_interval(edtf))
            return DateMention(start, end, edtf, "dateline")
        if edtf is not None and not self._dates_saying(start):
            self.story, self.story_end = edtf, end
        return DateMention(start, end, edtf, kind, self._role(before))

    def _dates_saying(self, start: int) -> bool:
        """Whether a date is when something was said, while the story has a date of its own already."""
        before = self.text[max(0, start - 2 * _BEFORE) : start]
        return self.story is not None and self.words.said.search(before) is not None

    def _role(self, before: str) -> Role:
        found = self.words.role.search(before)
        return _ROLES[found.lastgroup or ""] if found is not None else "at"

    def _ahead(self, start: int) -> int:
        low = max(0, start - _CLAUSE)
        for boundary in _BOUNDARY.finditer(self.text, low, start):
            low = boundary.end()
        if self.words.future.search(self.text[low:start]) is not None:
            return LOOKS_AHEAD
        found = self.words.role.search(self.text[max(0, start - _BEFORE) : start])
        return _DUE.get(found.lastgroup or "", 0) if found is not None else 0

    def _heads_report(self, start: int, end: int) -> bool:
        """Whether the date stands in the head of a report: a place, in capitals or with a comma; the date; a dash."""
        line = self.text.rfind("\n", max(0, start - _DATELINE_HEAD_MOST), start) + 1
        if (line == 0 and start > _DATELINE_HEAD_MOST) or _DATELINE_TAIL.match(self.text, end) is None:
            return False
        head = self.text[line:start].strip(" *_#>—–-,.\u00a0")
        if _DATELINE_HEAD.fullmatch(head) is None:
            return False
        place = head.split("(")[0].split()
        if place[0].isupper() and len(place[0]) > 2:
            return True
        return self.text[line:start].rstrip().endswith(",") and all(w[0].isupper() or len(w) <= 3 for w in place)

    def _time(self, form: Form, got: Captures, start: int, end: int, before: str) -> DateMention | None:
        clock, told = form.word or got.clock(None), got.zone()
        if clock is None:
            return None
        zone = self._where(before) if told == LOCAL else told or self.zone
        half = got.half()
        if self.words.halves and form.word is None and half is None and clock < "13" and not got.of_day():
            clock, half, zone = self._like_the_last(got, start, zone)
        if clock is not None and half is not None:
            self.clock = _Clock(end, clock, half, zone)
        day = self.story if self.story is not None and len(self.story) == 10 else None
        role, near = self._role(before), self.words.near.search(before)
        if near is not None and self.words.role.search(before, near.start()) is not None:
            role = "at"
        runs = start - self.story_end <= _STORY and clock is not None and clock >= _MORNING
        at = _moment(day, clock, zone, near is not None) if runs else None
        return DateMention(start, end, day, "time", role, self.text[start:end], clock, zone, near is not None, at)

    def _where(self, before: str) -> str | None:
        """The zone of the place named straight before a local time ("in San Salvador at 7 p.m. local time")."""
        place = self.words.place_before.search(before)
        return self.words.zones_of_places[place["place"].lower()] if place is not None else None

    def _like_the_last(self, got: Captures, start: int, zone: str | None) -> tuple[str | None, str | None, str | None]:
        """A bare time goes on from the last one of its paragraph, if it is later in the same half of the day."""
        last = self.clock
        if last is None or "\n" in self.text[last.end : start]:
            return None, None, zone
        clock = got.clock(last.half)
        return (clock, last.half, zone or last.zone) if clock and clock >= last.clock else (None, None, zone)


@dataclass(frozen=True, slots=True)
class _Clock:
    """The last time of day that told its half."""

    end: int
    clock: str
    half: str
    zone: str | None


Join = Callable[[str, DateWords, DateMention, DateMention], DateMention | None]


def _joined(text: str, words: DateWords, mentions: list[DateMention], join: Join) -> list[DateMention]:
    """The mentions with each pair of neighbours that `join` makes one replaced by it."""
    out: list[DateMention] = []
    for mention in mentions:
        one = join(text, words, out[-1], mention) if out else None
        if one is None:
            out.append(mention)
        else:
            out[-1] = one
    return out


def _span(text: str, words: DateWords, first: DateMention, last: DateMention) -> DateMention | None:
    """Two dates with "to" between them, or with "and" after "between", as one mention of the stretch."""
    if last.start - first.end > _BEFORE or {first.kind, last.kind} & {"time", "span", "dateline", "citation"}:
        return None
    between = text[first.end : last.start]
    introduced = words.intro.search(text[max(0, first.start - _BEFORE) : first.start]) is not None
    alike = (first.kind == "relative") == (last.kind == "relative") and words.strong.fullmatch(between) is not None
    if not alike and not (introduced and (words.strong.fullmatch(between) or words.weak.fullmatch(between))):
        return None
    if first.edtf is None or last.edtf is None or "/" in first.edtf + last.edtf:
        return None
    low, high = first.edtf, last.edtf
    if first.kind == "partial" and last.kind == "absolute":
        low = high[:4] + low[4:]
        if low[: len(high)] > high:
            low = f"{int(high[:4]) - 1:04d}{low[4:]}"
    elif last.kind == "partial" and low > high:
        high = low[:4] + high[4:]
        if low > high:
            high = f"{int(low[:4]) + 1:04d}{high[4:]}"
    edtf = f"{low}/{high}"
    return DateMention(first.start, last.end, edtf, "span") if low != high and is_edtf(edtf) else None


def _timed(text: str, words: DateWords, first: DateMention, last: DateMention) -> DateMention | None:
    """A time of day beside a date, as part of it."""
    if (first.kind == "time") == (last.kind == "time") or last.start - first.end > _BEFORE:
        return None
    day, clock = (last, first) if first.kind == "time" else (first, last)
    if (
        day.time is not None
        or day.kind in ("dateline", "citation")
        or words.joiner.fullmatch(text, first.end, last.start) is None
    ):
        return None
    after = words.zone_after.match(text, last.end) if clock.zone is None and last is day else None
    zone = words.zones.get(" ".join(after["zone"].lower().split())) or None if after is not None else clock.zone
    limited = first is day and clock.role != "at"
    return replace(
        day,
        start=first.start,
        end=after.end() if after is not None else last.end,
        role=first.role,
        time=clock.time,
        clock=clock.clock,
        zone=zone,
        near=clock.near,
        at=None if limited else _moment(day.edtf, clock.clock, zone, clock.near),
    )


def _moment(day: str | None, clock: str | None, zone: str | None, near: bool) -> str | None:
    """The moment, where day and time are known; midnight may be either end of its day."""
    if day is None or clock is None or len(day) != len("2025-03-15") or clock == "00:00":
        return None
    return cal.moment(day, clock, zone, near)
