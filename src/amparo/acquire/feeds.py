"""RSS and Atom: each entry of a feed becomes an item, cut out of it with the head of the feed before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from amparo.acquire.items import Budget, Limits, Member, Rest, megabytes, shown
from amparo.model import Problem

_ENTRIES = ("item", "entry")
_HEAD = ("title", "link", "language", "author", "id", "copyright")
_HEAD_BYTES = 20_000
_LINKS = 20
_SPLIT = "Split it, or raise the limit."
# For feeds that are no sound XML.
_LOOSE = re.compile(rb"<(item|entry)\b[^>]{0,2000}>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_LOOSE_LINK = re.compile(
    rb"<(?:atom:)?link\b[^>]*?\bhref\s*=\s*[\"']([^\"']{1,2000})[\"']|<link\b[^>]*>\s*(?:<!\[CDATA\[)?\s*([^<\s\]]{1,2000})",
    re.IGNORECASE,
)
_REL = re.compile(rb"\brel\s*=\s*[\"'](?!alternate)", re.IGNORECASE)
_CONTENT = re.compile(rb"<(?:content:encoded|content|xhtml:body|body)\b[^>/]*>", re.IGNORECASE)


@dataclass(slots=True)
class _Map:
    """Where in a feed its elements stand, as byte offsets."""

    opened: list[tuple[str, int]] = field(default_factory=list)
    entries: list[tuple[int, int]] = field(default_factory=list)
    head: list[tuple[int, int]] = field(default_factory=list)
    roots: list[tuple[int, str]] = field(default_factory=list)
    within: int = 0


def feed_entries(doc: str, data: bytes, limits: Limits, budget: Budget) -> Iterator[Member | Problem]:
    """The entries of a feed, named `doc/address`, or `doc/entry-3` where it has none.

    An entry's bytes are the head of the feed and the entry, both as they stand there, and the tags that close it, so
    that it can be read by itself; its record says where in the feed it stands.
    """
    found = _mapped(data)
    if found is None:
        spans = [match.span() for match in _LOOSE.finditer(data)]
        before, after = _loose_frame(data, spans[0][0] if spans else len(data))
        reason = "The feed is not sound XML; its entries were taken as far as they could be told apart."
        yield Problem(doc, reason, "Get it again; the copy or the download may have failed.", "xml", whole=not spans)
    else:
        spans = found.entries
        before, after = _frame(data, found)
    links: list[str] = []
    for number, (start, end) in enumerate(spans[: limits.archive_entries], 1):
        entry = data[start:end]
        link = _link(entry)
        if link and not _CONTENT.search(entry):
            links.append(link)
        made = before + entry + after
        budget.left -= len(made)
        if budget.left < 0:
            size = megabytes(limits.archive_bytes)
            yield Problem(
                doc, f"Nothing was taken after {number - 1:,} entries: they come to more than {size}.", _SPLIT
            )
            break
        yield Member(
            f"{doc}/{link or f'entry-{number}'}",
            made,
            told="application/feed+xml",
            name="feed.xml",
            url=link,
            record={"offset": str(start), "length": str(end - start), "entry": str(number)},
        )
    if len(spans) > limits.archive_entries and budget.left >= 0:
        reason = f"The feed holds {len(spans):,} entries; only the first {limits.archive_entries:,} were taken."
        yield Problem(doc, reason, _SPLIT)
    if found is not None and not spans:
        yield Problem(doc, "The feed holds no entries.", whole=True)
    if links:
        reason = f"Of its {len(spans):,} entries, {len(links):,} hold a summary only; their pages are not in the feed."
        shown_links = " ".join(links[:_LINKS]) + (" ..." if len(links) > _LINKS else "")
        yield Rest(doc, reason, f"Add the pages: {shown_links}", "links")


def _mapped(data: bytes) -> _Map | None:
    """Where the parts of a feed stand; None where it is no sound XML, or declares entities."""
    parser = ParserCreate()
    found = _Map()
    parser.StartElementHandler = lambda name, _: _start(parser, found, name)
    parser.EndElementHandler = lambda name: _end(parser, found, data)
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except (ExpatError, ValueError, LookupError):
        return None
    return found


def _refuse(*_: object) -> None:
    raise ValueError("a feed that declares entities")


def _start(parser: XMLParserType, found: _Map, name: str) -> None:
    at = parser.CurrentByteIndex
    local = name.rpartition(":")[2]
    if not found.opened or (local == "channel" and len(found.opened) == 1):
        found.roots.append((at, name))
    found.opened.append((name, at))
    found.within += local in _ENTRIES


def _end(parser: XMLParserType, found: _Map, data: bytes) -> None:
    name, start = found.opened.pop()
    local = name.rpartition(":")[2]
    closing = parser.CurrentByteIndex
    # An empty tag ends where it begins.
    end = data.find(b">", closing) + 1
    found.within -= local in _ENTRIES
    if local in _ENTRIES and found.opened and not found.within:
        found.entries.append((start, end))
    elif local in _HEAD and not found.within and len(found.opened) == len(found.roots) and end - start <= _HEAD_BYTES:
        found.head.append((start, end))


def _frame(data: bytes, found: _Map) -> tuple[bytes, bytes]:
    """What goes before and behind an entry so that it is a feed."""
    ends = [data.find(b">", at) + 1 for at, _ in found.roots]
    first, *others = zip(found.roots, ends, strict=True)
    before = data[: first[1]] + b"".join(data[at:end] for (at, _), end in others)
    if len(before) > _HEAD_BYTES:
        return _loose_frame(data, first[1])
    for start, end in found.head:
        if len(before) + end - start <= _HEAD_BYTES:
            before += data[start:end]
    return before, b"".join(f"</{name}>".encode() for _, name in reversed(found.roots))


def _loose_frame(data: bytes, first: int) -> tuple[bytes, bytes]:
    atom = re.search(rb"<feed\b[^>]{0,5000}>", data[:first], re.IGNORECASE)
    if atom:
        return atom.group(), b"</feed>"
    rss = re.search(rb"<(?:rss|rdf:RDF)\b[^>]{0,5000}>", data[:first], re.IGNORECASE)
    return (rss.group() if rss else b'<rss version="2.0">') + b"<channel>", b"</channel></rss>"


def _link(entry: bytes) -> str | None:
    """The address of the page that an entry is about."""
    for match in _LOOSE_LINK.finditer(entry):
        if match.group(1) and _REL.search(match.group()):
            continue
        text = (match.group(1) or match.group(2)).decode("utf-8", "replace").replace("&amp;", "&").strip()
        if text.startswith(("http://", "https://")):
            return shown(text)
    return None
