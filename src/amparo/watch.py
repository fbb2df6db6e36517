"""Following pages and feeds: what is new or has changed comes in as captures, and its claims are compared."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from amparo.dossier import PROGRAM, Dossier, utc_now
from amparo.intake import AddRow, Clock
from amparo.model import AmparoError, Problem, SkipItem
from amparo.store import Watched
from amparo.versions import ClaimChange, compare_versions

if TYPE_CHECKING:
    from amparo.acquire import Acquired, Fetched, Politeness, Visit

VisitStatus = Literal["new", "changed", "unchanged", "waiting", "failed"]

_NOT_NOW = (429, 503)
_SLOWLY = "The site asks to be left alone for longer than a run lasts."


@dataclass(frozen=True, slots=True)
class Visited:
    """What became of one address.

    Attributes:
        url: the address.
        status: `new` (taken in for the first time), `changed` (other bytes than before: taken in, the earlier stay),
            `unchanged`, `waiting` (it is left alone until `until`), `failed`.
        feed: the feed that names it, if one does.
        reason, remedy: where it failed or waits, and for what came in part, as sentences.
        until: when it may be asked again, ISO 8601.
        before, after: SHA-256 of the earlier and the later version, where it changed.
        changes: what the later version says otherwise.
    """

    url: str
    status: VisitStatus
    feed: str | None = None
    reason: str = ""
    remedy: str = ""
    until: str | None = None
    before: str | None = None
    after: str | None = None
    changes: tuple[ClaimChange, ...] = ()


def watch_addresses(dossier: Dossier, urls: Sequence[str], actor: str = PROGRAM, clock: Clock = utc_now) -> None:
    """Follow these addresses from now on.

    Raises:
        AmparoError: one is no http or https address; none is followed then.
    """
    from amparo.acquire import check_address
    from amparo.store.watches import start_watching

    for url in urls:
        try:
            check_address(url)
        except SkipItem as skip:
            raise AmparoError(f"{url} cannot be watched. {skip.reason} {skip.remedy}") from skip
    for url in urls:
        start_watching(dossier.store, url, clock(), actor)


def unwatch_addresses(dossier: Dossier, urls: Sequence[str], actor: str = PROGRAM, clock: Clock = utc_now) -> None:
    """Follow these addresses no longer; what came in by them stays. Raises `AmparoError` where one is not followed."""
    from amparo.store.watches import stop_watching

    for url in urls:
        stop_watching(dossier.store, url, clock(), actor)


def watched_addresses(dossier: Dossier) -> list[Watched]:
    """What is followed, in the order in which it was named."""
    from amparo.store.watches import list_watched

    return list_watched(dossier.store)


def visit_watched(
    dossier: Dossier,
    urls: Sequence[str] = (),
    actor: str = PROGRAM,
    clock: Clock = utc_now,
    visit: Visit | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Visited]:
    """Visit what is followed once, or only these of it; one row per address, those that feeds name included.

    What is found is kept address by address: an interrupted run is resumed by the next. A server is asked whether
    anything has changed rather than for the page; its robots.txt, its pause between requests and its `Retry-After`
    are kept.

    Args:
        dossier: whose list it is.
        urls: which of it; all where empty.
        actor, clock: as for `Dossier.add`.
        visit: how an address is fetched; by default `WebFetcher`, which goes to public addresses only.
        sleep: waits so many seconds.
    """
    from amparo.acquire import Politeness, WebFetcher

    dossier.adopt_exchanges(actor, clock)
    run = _Run(dossier, Politeness(visit or WebFetcher(), sleep), actor, clock)
    try:
        for watched in watched_addresses(dossier):
            if not urls or watched.url in urls:
                yield from run.visit(watched)
    finally:
        if run.taken:
            dossier.refresh()


class _Run:
    """One round."""

    def __init__(self, dossier: Dossier, manners: Politeness, actor: str, clock: Clock) -> None:
        self.dossier = dossier
        self.manners = manners
        self.actor = actor
        self.clock = clock
        self.taken = False
        self.shut: dict[str, datetime] = {}

    def visit(self, watched: Watched) -> Iterator[Visited]:
        """One address that is followed, and what it names if it is a feed."""
        headers = {"if-none-match": watched.etag, "if-modified-since": watched.modified}
        asked = self._ask(watched, {name: value for name, value in headers.items() if value})
        if isinstance(asked, Visited):
            yield asked
        elif asked.status == 304:
            self._keep(watched, asked)
            self._reached(watched.url)
            yield Visited(watched.url, "unchanged")
        else:
            yield from self._answered(watched, asked)

    def _ask(self, watched: Watched, headers: dict[str, str], feed: str | None = None) -> Fetched | Visited:
        """The server's answer; or, where there is none or it is to come later, what became of it."""
        from amparo.acquire import LONGEST_PAUSE, stay_away

        url, now = watched.url, datetime.fromisoformat(self.clock())
        until = max(filter(None, [_moment(watched.not_before), self.shut.get(_host(url))]), default=None)
        if until and until > now:
            return Visited(url, "waiting", feed, watched.reason, until=until.isoformat())
        try:
            self.manners.check(url)
            pause = self.manners.wait(url)
            if pause > LONGEST_PAUSE:
                return self._later(watched, feed, _SLOWLY, now, pause)
            answer = self.manners.fetch(url, headers)
        except SkipItem as skip:
            self._take_in([Problem(url, skip.reason, skip.remedy, whole=True)])
            return self._failed(watched, feed, skip.reason, skip.remedy, stay_away(None, watched.failures + 1, now))
        if answer.status in _NOT_NOW:
            until = stay_away(answer, watched.failures + 1, now)
            self.shut[_host(url)] = until
            reason = f"The server asks to be left alone for a while (HTTP status {answer.status})."
            self._failed(watched, feed, reason, "", until)
            return Visited(url, "waiting", feed, reason, until=until.isoformat())
        return answer

    def _answered(self, watched: Watched, answer: Fetched) -> Iterator[Visited]:
        from amparo.acquire import is_feed, media_type

        kind = media_type(answer.data, answer.url, answer.headers.get("content-type"))
        if answer.status == 200 and is_feed(kind, answer.data):
            yield from self._feed(watched, answer)
            return
        visited = self._page(watched.url, answer, watched.sha256)
        if visited.status == "failed":
            until = self._stay_away(answer, watched.failures + 1)
            self._failed(watched, None, visited.reason, visited.remedy, until)
            yield replace(visited, until=until.isoformat())
            return
        changed = self.clock() if visited.status != "unchanged" else watched.changed
        self._keep(replace(watched, kind="page", sha256=visited.after, changed=changed), answer)
        yield visited

    def _feed(self, watched: Watched, answer: Fetched) -> Iterator[Visited]:
        """Take in the pages of a feed that are not there; the feed as it is now is remembered once all are done."""
        from amparo.acquire import feed_links, sha256

        known = {capture.doc for capture in self.dossier.store.captures()}
        failed = {stored.problem.doc for stored in self.dossier.problems() if stored.problem.whole}
        new = [url for url in feed_links(answer.data, answer.url) if url not in known and url not in failed]
        waiting: list[str] = []
        for url in new:
            asked = self._ask(Watched(url, watched.since), {}, watched.url)
            visited = asked if isinstance(asked, Visited) else self._page(url, asked, None, watched.url)
            waiting += [visited.until] if visited.until and visited.status == "waiting" else []
            yield visited
        name = sha256(answer.data)
        changed = self.clock() if name != watched.sha256 else watched.changed
        if waiting:
            reason = "Pages that it names are left alone for a while."
            self._save(replace(watched, kind="feed", checked=self.clock(), not_before=min(waiting), reason=reason))
        else:
            self._keep(replace(watched, kind="feed", sha256=name, changed=changed), answer)
        if not new:
            yield Visited(watched.url, "unchanged")

    def _page(self, url: str, answer: Fetched, last: str | None, feed: str | None = None) -> Visited:
        """Take in a page if it is not what it was; `last` is the SHA-256 of its bytes then."""
        from amparo.acquire import acquire_answer, faults_of, media_type, sha256

        name = sha256(answer.data)
        earlier = [capture.sha256 for capture in self.dossier.store.captures() if capture.doc == url]
        last = last if last in earlier else (earlier[-1] if earlier else None)
        faults = list(faults_of(answer, media_type(answer.data, answer.url, answer.headers.get("content-type"))))
        lost = next((fault for fault in faults if fault.whole), None)
        if lost and self._known(url, lost.reason):
            return Visited(url, "failed", feed, lost.reason, lost.remedy)
        if not lost and name == last:
            self._reached(url)
            return Visited(url, "unchanged", feed, before=last, after=name)
        rows = self._take_in(acquire_answer(url, answer, self.clock()))
        row = next((row for row in rows if row.doc == url and row.status == "failed"), None)
        reason, remedy = (row.reason, row.remedy) if row else ("", "")
        if lost or (row and not self._is_read(name)):
            return Visited(url, "failed", feed, reason, remedy)
        if last is None:
            return Visited(url, "new", feed, reason, remedy, after=name)
        claims = self.dossier.claims()
        was, now = ([claim for claim in claims if claim.doc_id == version] for version in (last, name))
        return Visited(url, "changed", feed, reason, remedy, None, last, name, compare_versions(was, now))

    def _known(self, url: str, reason: str) -> bool:
        """Whether an open problem tells this already, so that it needs no further evidence."""
        return any((p.problem.doc, p.problem.reason) == (url, reason) for p in self.dossier.problems())

    def _reached(self, url: str) -> None:
        """Mark as solved that the page could not be got; what could not be read in it stays open."""
        self.dossier.store.solve_failures(url, "", self.clock(), self.actor)

    def _is_read(self, sha256: str) -> bool:
        return self.dossier.store.text(sha256) is not None

    def _take_in(self, items: Iterable[Acquired | Problem]) -> list[AddRow]:
        self.taken = True
        return self.dossier.take_in(items, self.actor, self.clock)

    def _later(self, watched: Watched, feed: str | None, reason: str, now: datetime, seconds: float) -> Visited:
        until = now + timedelta(seconds=seconds)
        self._save(replace(watched, not_before=until.isoformat(), reason=reason))
        return Visited(watched.url, "waiting", feed, reason, until=until.isoformat())

    def _failed(self, watched: Watched, feed: str | None, reason: str, remedy: str, until: datetime) -> Visited:
        self._save(replace(watched, failures=watched.failures + 1, not_before=until.isoformat(), reason=reason))
        return Visited(watched.url, "failed", feed, reason, remedy, until.isoformat())

    def _stay_away(self, answer: Fetched, failures: int) -> datetime:
        from amparo.acquire import stay_away

        return stay_away(answer, failures, datetime.fromisoformat(self.clock()))

    def _keep(self, watched: Watched, answer: Fetched) -> None:
        """Remember a visit that went well; of a page that did not come whole, nothing to ask by the next time."""
        found = replace(watched, checked=self.clock(), failures=0, not_before=None, reason="")
        if answer.status != 304:
            headers = answer.headers if not answer.cut else {}
            found = replace(found, etag=headers.get("etag"), modified=headers.get("last-modified"))
        self._save(found)

    def _save(self, watched: Watched) -> None:
        from amparo.store.watches import save_watched

        save_watched(self.dossier.store, watched)


def _moment(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None


def _host(url: str) -> str:
    return urlsplit(url).netloc.lower()
