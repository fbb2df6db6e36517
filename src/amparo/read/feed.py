"""Entries of feeds (RSS, Atom): the page or the summary an entry holds, with the date, author and address it gives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

import feedparser

from amparo.model import Capture, SkipItem, Text
from amparo.read.compose import Composer, joined
from amparo.read.html_blocks import page_blocks, parse_page
from amparo.read.markup import without_tags
from amparo.read.meta import Meta, host_of, make_text, reader_name


def feed_signature() -> str:
    """The reader's name and version, and those of its libraries."""
    return reader_name("feed/1", "feedparser", "lxml")


def read_feed_entry(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read the one entry that acquiring left in `data`: its content, or its summary where it has no more.

    Raises:
        SkipItem: there is no entry in it, or it holds no words.
    """
    feed = feedparser.parse(BytesIO(data), resolve_relative_uris=False)
    if not feed.entries:
        raise SkipItem("It is a feed without an entry that can be read.", "Add the addresses of its pages one by one.")
    entry = feed.entries[0]
    composer = Composer()
    title = without_tags(joined(_text(entry, "title")))
    composer.add(title, "title", "entry=title")
    content = next((c for c in entry.get("content", ()) if c.get("value")), entry.get("summary_detail", {}))
    _add(composer, content.get("value", ""), title)
    link = _text(entry, "link")
    link = link if link.startswith(("http://", "https://")) else ""
    meta = Meta(
        title=title or None,
        authors=[author["name"] for author in entry.get("authors", ()) if author.get("name")],
        publisher=host_of(link) or _text(feed.feed, "title") or None,
        dates=[_moment(_text(entry, "published")), _moment(_text(entry, "updated"))],
        url=link or None,
        lang=content.get("language") or _text(feed.feed, "language") or None,
    )
    return make_text(capture, composer, meta, feed_signature(), languages)


def _add(composer: Composer, markup: str, title: str) -> None:
    page = parse_page(f"<html><body>{markup}</body></html>")
    for block in page_blocks(page) if page is not None else ():
        words = without_tags(block.text)
        if words != title:
            composer.add(words, block.kind, f"block={block.number}", gap=block.gap, cell=block.cell)


def _text(values: Any, name: str) -> str:
    # Asked for what is not there, feedparser gives something similar and warns.
    if name not in values:
        return ""
    value = values[name]
    return value.strip() if isinstance(value, str) else ""


def _moment(written: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(written)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
