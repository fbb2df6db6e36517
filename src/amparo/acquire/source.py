"""The one way in: whatever was given becomes a stream of captures and problem rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from amparo.acquire.answers import faults_of
from amparo.acquire.containers import Opening
from amparo.acquire.exchange import asked_in
from amparo.acquire.files import walk
from amparo.acquire.items import Acquired, Fetch, Fetched, Limits, sha256, shown
from amparo.acquire.sniff import media_type
from amparo.acquire.web import WebFetcher
from amparo.model import AmparoError, Capture, Problem, SkipItem

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def acquire_source(
    source: str | Path, now: str, fetch: Fetch | None = None, limits: Limits | None = None
) -> Iterator[Acquired | Problem]:
    """Take in a file, a folder, a zip, a mail or a URL, one item at a time and always in the same order.

    An archive comes first itself (marked `opened`) and then its members; a mail comes first and then its attachments.
    Besides the item given, only the containers it stands in are held in memory.

    Args:
        source: a path, or an http or https address.
        now: time of capture, ISO 8601 with zone.
        fetch: how an address is fetched; by default `WebFetcher`, which goes to public addresses only.
        limits: bounds on sizes, archives and fetching.

    Yields:
        captures with their bytes, and a `Problem` for each thing that was not taken in.

    Raises:
        AmparoError: there is nothing at the path given.
    """
    limits = limits or Limits()
    opening = Opening(now, limits)
    if isinstance(source, str) and _URL.match(source):
        yield from _fetched(source, fetch or WebFetcher(limits), opening)
        return
    path = Path(source)
    if not path.exists():
        if path.is_symlink():
            raise AmparoError(
                f"{shown(str(path))} is a link to something that does not exist. Mend the link, or give a file."
            )
        raise AmparoError(
            f"{shown(str(path))} does not exist. Give a file, a folder, or an address that begins with https://"
        )
    for entry in walk(path, limits):
        if isinstance(entry, Problem):
            yield entry
        else:
            yield from opening.item(entry.doc, entry.data, "file")


def acquire_answer(url: str, answer: Fetched, now: str, limits: Limits | None = None) -> Iterator[Acquired | Problem]:
    """Take in what a web server answered when asked for `url`.

    First comes the exchange with it, all redirects included, as a web archive that is kept; then the page, whose
    container that is. What is no page (an error, a check for browsers) is a problem, and its exchange is kept.
    """
    yield from _answered(url, answer, Opening(now, limits or Limits()))


def acquire_exchange(data: bytes) -> Acquired | None:
    """The exchange with a web server that an interrupted run left behind, or None where the bytes are none."""
    asked = asked_in(data) if data.startswith(b"\x1f\x8b") else None
    return _exchange(asked[0], Fetched(asked[2], 0, exchange=data), asked[1]) if asked else None


def acquire_kept(capture: Capture, data: bytes, now: str, limits: Limits | None = None) -> Iterator[Acquired | Problem]:
    """Take in once more what was captured before, and what stands in it, as this version understands it."""
    yield from Opening(now, limits or Limits()).item(
        capture.doc,
        data,
        capture.method,
        name=urlsplit(capture.url).path if capture.method == "url" and capture.url else None,
        url=capture.url,
        headers=capture.headers,
        redirects=capture.redirects,
        container=capture.container,
    )


def _fetched(url: str, fetch: Fetch, opening: Opening) -> Iterator[Acquired | Problem]:
    try:
        answer = fetch(url)
    except SkipItem as skip:
        yield Problem(shown(url), skip.reason, skip.remedy, whole=True)
        return
    yield from _answered(url, answer, opening)


def _answered(url: str, answer: Fetched, opening: Opening) -> Iterator[Acquired | Problem]:
    doc, path = shown(url), urlsplit(answer.url).path
    exchange = _exchange(doc, answer, opening.now)
    if exchange:
        yield exchange
    kind = media_type(answer.data, path, answer.headers.get("content-type"))
    faults = list(faults_of(answer, kind))
    kept = sha256(answer.data) if not any(fault.whole for fault in faults) else None
    if kept:
        yield from opening.item(
            doc,
            answer.data,
            "url",
            name=path,
            url=shown(answer.url),
            headers=answer.headers,
            redirects=tuple(map(shown, answer.redirects)),
            container=exchange.capture.sha256 if exchange else None,
        )
    for fault in faults:
        yield Problem(doc, fault.reason, fault.remedy, sha256=kept, whole=fault.whole)


def _exchange(doc: str, answer: Fetched, now: str) -> Acquired | None:
    if not answer.exchange:
        return None
    capture = Capture(
        sha256=sha256(answer.exchange),
        doc=f"{doc} (WARC)",
        size=len(answer.exchange),
        media_type="application/warc",
        captured=now,
        method="url",
        url=shown(answer.url),
    )
    return Acquired(capture, answer.exchange, opened=True)
