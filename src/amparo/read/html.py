"""Web pages: the main text as trafilatura finds it, block by block, each led back to its element in the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from amparo.model import Capture, SkipItem, Text
from amparo.read.charset import decode
from amparo.read.compose import Composer, cell_name
from amparo.read.dates import date_lines
from amparo.read.html_blocks import PageBlock, page_blocks, parse_page
from amparo.read.html_main import key, main_blocks
from amparo.read.html_meta import page_meta
from amparo.read.markup import without_tags
from amparo.read.meta import make_text, reader_name
from amparo.read.plain import lost_characters

_HEADLINE = 15
_FIRST = 6
_URL_DATE = re.compile(r"/(\d{4}[/-]\d{2}[/-]\d{2})(?=[/-]|$)")


def html_signature() -> str:
    """The reader's name and version, and those of its libraries."""
    return reader_name("html/3", "lxml", "trafilatura")


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
    main = main_blocks(page, blocks)
    meta.dates = [
        *meta.dates,
        *_URL_DATE.findall(meta.url or capture.url or ""),
        *date_lines([block.text for block in main[:_FIRST] if block.kind != "cell"], languages, capture.captured[:10]),
    ]
    composer = Composer()
    headline = _headline(blocks, meta.title)
    if headline:
        meta.title = headline.text
    if meta.title:
        meta.title = without_tags(meta.title)
        composer.add(meta.title, "title", f"block={headline.number}" if headline else "meta=title")
    if not headline and (heading := _other_heading(blocks, main, meta.publisher)):
        composer.add(without_tags(heading.text), "heading", f"block={heading.number}")
    for block in main:
        words = without_tags(block.text)
        if block.kind != "heading" or key(words) != key(meta.title or ""):
            composer.add(words, block.kind, _place(block), gap=block.gap, cell=block.cell)
    return make_text(capture, composer, meta, html_signature(), languages)


def _place(block: PageBlock) -> str | None:
    if block.cell is None:
        return f"block={block.number}" if block.number else None
    return f"block={block.number};table={block.cell.table};cell={cell_name(block.cell.row, block.cell.column)}"


def _headline(blocks: Sequence[PageBlock], title: str | None) -> PageBlock | None:
    """The page's own heading, where its title says the same: titles often carry the name of the site besides."""
    wanted = key(title or "").casefold()
    for block in blocks:
        words = key(block.text).casefold()
        same = words == wanted or (min(len(words), len(wanted)) >= _HEADLINE and (words in wanted or wanted in words))
        if block.tag in ("h1", "h2", "h3") and same:
            return block
    return None


def _other_heading(blocks: Sequence[PageBlock], main: Sequence[PageBlock], publisher: str | None) -> PageBlock | None:
    """The page's own heading where its title says something else, and the main text lacks it; not a site's name."""
    kept = {key(block.text) for block in main}
    heading = next((b for b in blocks if b.tag == "h1" and len(b.text) >= _HEADLINE), None)
    if heading is None or key(heading.text) in kept or (publisher and publisher.casefold() in heading.text.casefold()):
        return None
    return heading
