"""The pages that a feed names."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urldefrag, urljoin

from amparo.acquire.items import shown

_MOST = 500
_FEEDS = ("application/feed+xml", "application/xml", "application/rss+xml", "application/atom+xml")


def is_feed(kind: str, data: bytes) -> bool:
    """Whether bytes of the media type `kind` are a feed (RSS, RDF or Atom)."""
    return kind in _FEEDS and bool(_parsed(data).get("version"))


def feed_links(data: bytes, url: str) -> list[str]:
    """The addresses of the entries of the feed that came from `url`, in its order, each once, at most 500."""
    found: dict[str, None] = {}
    for entry in _parsed(data).get("entries", ()):
        link = entry.get("link") or ""
        target = urldefrag(urljoin(url, link.strip())).url if link.strip() else ""
        if target.lower().startswith(("http://", "https://")) and shown(target) == target:
            found.setdefault(target)
    return list(found)[:_MOST]


def _parsed(data: bytes) -> Any:
    import feedparser

    # In a stream: given as they are, feedparser would open bytes that look like an address or the name of a file.
    return feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
