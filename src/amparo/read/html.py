"""Web pages: the main text as trafilatura finds it, block by block, each led back to its element in the page."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from amparo.model import Capture, SkipItem, Text
from amparo.model.text import BlockKind
from amparo.read.charset import decode
from amparo.read.compose import CELL, PARAGRAPH, ROW, Composer, joined
from amparo.read.dates import date_lines
from amparo.read.html_blocks import PageBlock, page_blocks, parse_page
from amparo.read.html_meta import page_meta
from amparo.read.meta import make_text
from amparo.read.plain import lost_characters

_SPACE = re.compile(r"\s+")
_KINDS: dict[str, BlockKind] = {
    "head": "heading",
    "item": "item",
    "quote": "quote",
    "cell": "cell",
    "code": "paragraph",
}
_BLOCKS = frozenset(("p", "head", "list", "item", "quote", "table", "row", "cell", "code", "ab", "div", "body", "main"))
_TABLE_SHARE = 0.5
_KEY = 160
_HEADLINE = 15
_FIRST = 6
_Found = tuple[str, BlockKind, str]
_URL_DATE = re.compile(r"/(\d{4}[/-]\d{2}[/-]\d{2})(?=[/-]|$)")


def read_html(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read a web page.

    Raises:
        SkipItem: it is not HTML that can be parsed, or holds no words.
    """
    decoded = decode(data, capture.headers.get("content-type"), markup=True)
    page = parse_page(decoded.text)
    if page is None:
        raise SkipItem("It is not a web page that can be parsed.", "Save it again from your browser.")
    meta = page_meta(page)
    meta.problems += lost_characters(capture, decoded)
    blocks = page_blocks(page)
    main = _main_blocks(page)
    if _is_table_page(blocks, main):
        main = [(b.text, b.kind, b.gap) for b in blocks]
    meta.dates = [
        *meta.dates,
        *_URL_DATE.findall(meta.url or capture.url or ""),
        *date_lines([text for text, _, _ in main[:_FIRST]], languages, capture.captured[:10]),
    ]
    composer = Composer()
    place = _Places(blocks)
    headline = _headline(blocks, meta.title)
    if headline:
        meta.title = headline.text
    if meta.title:
        composer.add(meta.title, "title", f"block={headline.number}" if headline else "meta=title")
    if not headline and (heading := _other_heading(blocks, main)):
        composer.add(heading.text, "heading", f"block={heading.number}")
    for text, kind, gap in main:
        if kind != "heading" or _key(text) != _key(meta.title or ""):
            composer.add(text, kind, place.of(text), gap=gap)
    return make_text(capture, composer, meta, "html", languages)


def _headline(blocks: Sequence[PageBlock], title: str | None) -> PageBlock | None:
    """The page's own heading, where its title says the same: titles often carry the name of the site besides."""
    wanted = _key(title or "").casefold()
    for block in blocks:
        key = _key(block.text).casefold()
        same = key == wanted or (min(len(key), len(wanted)) >= _HEADLINE and (key in wanted or wanted in key))
        if block.tag == "h1" and key and same:
            return block
    return None


def _other_heading(blocks: Sequence[PageBlock], main: Sequence[_Found]) -> PageBlock | None:
    """The page's own heading where its title says something else, and the main text lacks it."""
    kept = {_key(text) for text, _, _ in main}
    heading = next((b for b in blocks if b.tag == "h1" and len(b.text) >= _HEADLINE), None)
    return heading if heading and _key(heading.text) not in kept else None


def _main_blocks(page: HtmlElement) -> list[_Found]:
    """The blocks of the main text, without menus, advertisements and the like."""
    try:
        document = bare_extraction(page, include_comments=False, include_tables=True, with_metadata=False)
    except (ValueError, RecursionError):
        return []
    if not isinstance(document, Document) or document.body is None:
        return []
    return [found for found in _walk(document.body, "paragraph") if found[0]]


def _walk(element: Any, kind: BlockKind) -> Iterator[_Found]:
    """The blocks under an element of trafilatura's tree, in order."""
    words: list[str] = [element.text or ""]
    gap = PARAGRAPH
    for child in element:
        if not isinstance(child.tag, str):
            words.append(child.tail or "")
        elif child.tag in _BLOCKS:
            yield joined("".join(words)), kind, gap
            words = [child.tail or ""]
            if child.tag == "row":
                yield from _row(child)
            else:
                yield from _walk(child, _KINDS.get(child.tag, kind))
        else:
            words.append(_inline(child))
    yield joined("".join(words)), kind, gap


def _row(row: Any) -> Iterator[_Found]:
    gap = ROW
    for cell in row:
        if isinstance(cell.tag, str):
            for text, _, _ in _walk(cell, "cell"):
                if text:
                    yield text, "cell", gap
                    gap = CELL


def _inline(element: _Element) -> str:
    tail = element.tail or ""
    if element.tag in ("lb", "graphic"):
        return " " + tail
    return "".join(str(piece) for piece in element.itertext()) + tail


def _is_table_page(blocks: Sequence[PageBlock], main: Sequence[_Found]) -> bool:
    """Whether most of the page is tables (a court's docket) of which the main text kept less than half."""
    whole = sum(len(b.text) for b in blocks)
    tabled = sum(len(b.text) for b in blocks if b.tag in ("td", "th"))
    kept = sum(len(text) for text, _, _ in main)
    return not kept or (tabled > _TABLE_SHARE * whole and kept < _TABLE_SHARE * whole)


def _key(text: str) -> str:
    return _SPACE.sub("", text)


class _Places:
    """Finds the element of the page that some words of the main text stand in, going forward through the page."""

    def __init__(self, blocks: Sequence[PageBlock]) -> None:
        self._starts: list[int] = []
        self._numbers: list[int] = []
        self._exact: dict[str, list[int]] = {}
        flat: list[str] = []
        length = 0
        for index, block in enumerate(blocks):
            key = _key(block.text)
            self._starts.append(length)
            self._numbers.append(block.number)
            self._exact.setdefault(key, []).append(index)
            flat.append(key)
            length += len(key)
        self._flat = "".join(flat)
        self._next = 0

    def of(self, text: str) -> str | None:
        """The fragment `block=N` of the words, or None where the page does not hold them as they are."""
        key = _key(text)
        exact = self._exact.get(key)
        if exact:
            index = exact[min(bisect_left(exact, self._next), len(exact) - 1)]
        else:
            start = self._starts[self._next] if self._next < len(self._starts) else len(self._flat)
            at = self._flat.find(key[:_KEY], start)
            at = at if at >= 0 else self._flat.find(key[:_KEY])
            if at < 0:
                return None
            index = bisect_right(self._starts, at) - 1
        self._next = max(self._next, index)
        return f"block={self._numbers[index]}"
