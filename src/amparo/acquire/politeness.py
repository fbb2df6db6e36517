"""Asking a site no more than it wants: its robots.txt, a pause between two requests, and how long to stay away."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from protego import Protego

from amparo.acquire.items import Fetched
from amparo.model import SkipItem

Visit = Callable[[str, Mapping[str, str]], Fetched]
"""Gets one URL with headers besides our own. Raises `SkipItem` where it must not or cannot."""

PAUSE_SECONDS = 2.0
"""Between two requests to one host that asks for no other pause."""
LONGEST_PAUSE = 60.0
"""What we wait for within a run; a host that asks for more is left for a later one."""
FIRST_STAY = timedelta(minutes=5)
LONGEST_STAY = timedelta(days=1)
LONGEST_ASKED = timedelta(days=30)

_NAME = "amparo"
_ROBOTS_BYTES = 500_000
_KEEPS_OUT = "The site's robots.txt asks programs not to fetch it."
_NO_ROBOTS = "The site's robots.txt could not be got, so nothing was fetched from it."


class Politeness:
    """One run's manners: each host's robots.txt is read once, and its pause kept.

    Args:
        visit: how an address is fetched.
        sleep: waits so many seconds.
        clock: seconds that only go forward.
    """

    def __init__(
        self, visit: Visit, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._visit = visit
        self._sleep = sleep
        self._clock = clock
        self._rules: dict[str, Protego | SkipItem] = {}
        self._last: dict[str, float] = {}

    def check(self, url: str) -> None:
        """Raises `SkipItem` where the site's robots.txt keeps us from `url`, or cannot be got (RFC 9309)."""
        rules = self._rules_of(url)
        if isinstance(rules, SkipItem):
            raise SkipItem(rules.reason, rules.remedy)
        if not rules.can_fetch(url, _NAME):
            raise SkipItem(_KEEPS_OUT, "Save the page from your browser and add the file.")

    def wait(self, url: str) -> float:
        """How many seconds the host of `url` still wants to be left alone."""
        host = _site(url)
        rules = self._rules_of(url)
        asked = None if isinstance(rules, SkipItem) else rules.crawl_delay(_NAME)
        pause = max(PAUSE_SECONDS, float(asked or 0))
        return max(0.0, self._last[host] + pause - self._clock()) if host in self._last else 0.0

    def fetch(self, url: str, headers: Mapping[str, str]) -> Fetched:
        """Get `url` once its host's pause is over. Raises `SkipItem`."""
        self._sleep(self.wait(url))
        try:
            return self._visit(url, headers)
        finally:
            self._last[_site(url)] = self._clock()

    def _rules_of(self, url: str) -> Protego | SkipItem:
        site = _site(url)
        if site not in self._rules:
            self._rules[site] = self._read(f"{site}/robots.txt")
        return self._rules[site]

    def _read(self, url: str) -> Protego | SkipItem:
        try:
            answer = self._visit(url, {})
        except SkipItem as skip:
            return skip
        if answer.status == 429 or answer.status >= 500:
            return SkipItem(_NO_ROBOTS, "Try again later.")
        text = answer.data[:_ROBOTS_BYTES].decode("utf-8", "replace") if answer.status == 200 else ""
        return Protego.parse(text)


def stay_away(answer: Fetched | None, failures: int, now: datetime) -> datetime:
    """Until when to leave an address alone that has failed so many times running, or whose server says when.

    Each failure doubles the time, from five minutes up to a day; `Retry-After` may make it longer.
    """
    own = min(LONGEST_STAY, FIRST_STAY * 2 ** min(failures - 1, 12))
    asked = retry_after(answer.headers.get("retry-after", ""), now) if answer else None
    stay: timedelta = max(own, min(asked, LONGEST_ASKED) if asked else own)
    return now + stay


def retry_after(told: str, now: datetime) -> timedelta | None:
    """The time a `Retry-After` header names, in seconds or as a date; None where it names none."""
    told = told.strip()
    if told.isascii() and told.isdigit():
        return timedelta(seconds=min(int(told[:9]), int(LONGEST_ASKED.total_seconds())))
    try:
        at = parsedate_to_datetime(told)
    except (ValueError, TypeError):
        return None
    return max(timedelta(0), (at if at.tzinfo else at.replace(tzinfo=UTC)) - now)


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()
