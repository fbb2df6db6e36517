"""The one way in: whatever was given becomes a stream of captures and problem rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from amparo.acquire.containers import Opening
from amparo.acquire.files import walk
from amparo.acquire.items import Acquired, Fetch, Limits, shown
from amparo.acquire.web import WebFetcher
from amparo.model import AmparoError, Problem, SkipItem

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


def _fetched(url: str, fetch: Fetch, opening: Opening) -> Iterator[Acquired | Problem]:
    try:
        response = fetch(url)
    except SkipItem as skip:
        yield Problem(shown(url), skip.reason, skip.remedy, whole=True)
        return
    yield from opening.item(
        shown(url),
        response.data,
        "url",
        name=urlsplit(response.url).path,
        url=response.url,
        headers=response.headers,
    )
