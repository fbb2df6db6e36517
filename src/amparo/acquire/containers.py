"""Items that hold items: each is captured, opened as far as the limits allow, and its contents captured too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from amparo.acquire.attachments import attachments
from amparo.acquire.feeds import feed_entries
from amparo.acquire.items import Acquired, Budget, Limits, Member, sha256
from amparo.acquire.mboxes import mails
from amparo.acquire.packed import packed_members
from amparo.acquire.sniff import media_type
from amparo.acquire.tars import tar_members
from amparo.acquire.waczs import wacz_members
from amparo.acquire.webarchives import web_members
from amparo.acquire.zips import members
from amparo.model import Capture, Problem, SkipItem

Opener = Callable[[str, bytes, Limits, Budget], Iterator[Member | Problem]]
"""Gives what is in a container, named after it."""

OPENERS: Mapping[str, tuple[str, Opener]] = {
    "application/zip": ("zip", members),
    "application/wacz": ("wacz", wacz_members),
    "application/warc": ("warc", web_members),
    "application/x-arc": ("warc", web_members),
    "application/x-tar": ("tar", tar_members),
    "application/gzip": ("gzip", packed_members),
    "application/x-bzip2": ("gzip", packed_members),
    "application/x-xz": ("gzip", packed_members),
    "application/mbox": ("mbox", mails),
    "application/feed+xml": ("feed", feed_entries),
}
"""How the members of each kind of container came in, and what opens it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Makes captures of items, and of the items in them."""

    now: str
    limits: Limits = field(default_factory=Limits)

    def item(
        self,
        doc: str,
        data: bytes,
        method: str,
        *,
        name: str | None = None,
        url: str | None = None,
        headers: Mapping[str, str] | None = None,
        redirects: tuple[str, ...] = (),
        container: str | None = None,
    ) -> Iterator[Acquired | Problem]:
        """The capture of one item, then what is in it.

        Args:
            doc: its name as it is kept.
            data: its bytes.
            method: how it came in (`file`, `url`).
            name: what its ending is read from, where that is not `doc`.
            url, headers, redirects: of the response it came in.
            container: SHA-256 of what it stood in.
        """
        whole = Member(doc, data, name=name, url=url, headers=headers or {}, redirects=redirects)
        yield from self._member(whole, method, container, 0, Budget(self.limits.archive_bytes))

    def _member(
        self, member: Member, method: str, container: str | None, depth: int, budget: Budget
    ) -> Iterator[Acquired | Problem]:
        """The capture of a member of `container`, which stands in `depth` containers, then what is in it."""
        capture = Capture(
            sha256=sha256(member.data),
            doc=member.doc,
            size=len(member.data),
            media_type=media_type(
                member.data, member.name or member.doc, member.told or member.headers.get("content-type")
            ),
            captured=_not_after(member.captured, self.now),
            method=method,
            container=container,
            url=member.url,
            headers=member.headers,
            redirects=member.redirects,
            record=member.record,
        )
        # An entry of a feed is a small feed itself: there is nothing more in it.
        kind = None if method == "feed" else OPENERS.get(capture.media_type)
        yield Acquired(capture, member.data, opened=kind is not None)
        yield from (replace(problem, sha256=capture.sha256) for problem in member.problems)
        if kind is None and capture.media_type != "message/rfc822":
            return
        inner, opener = kind or ("mail", attachments)
        if kind is not None and depth >= self.limits.archive_depth:
            yield self._too_deep(capture.doc)
            return
        try:
            for found in opener(capture.doc, member.data, self.limits, budget):
                if isinstance(found, Problem):
                    yield found if found.doc != capture.doc else replace(found, sha256=capture.sha256)
                elif depth >= self.limits.archive_depth:
                    yield self._too_deep(found.doc)
                else:
                    yield from self._member(found, inner, capture.sha256, depth + 1, budget)
        except SkipItem as skip:
            yield Problem(capture.doc, skip.reason, skip.remedy, sha256=capture.sha256)

    def _too_deep(self, doc: str) -> Problem:
        return Problem(
            doc,
            f"It is more than {self.limits.archive_depth} containers deep, so it was not opened.",
            "Take it out of its containers and add it by itself.",
            whole=True,
        )


def _not_after(captured: str | None, now: str) -> str:
    """When a web archive captured it; now, where it does not say or says a time that has not come yet."""
    if captured is None or datetime.fromisoformat(captured) > datetime.fromisoformat(now):
        return now
    return captured
