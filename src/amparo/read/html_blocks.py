"""The blocks of a page: its block elements with their words, numbered as they stand in the page."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml.html import HtmlElement
from trafilatura.utils import HTML_PARSER, load_html

from amparo.model import Cell, SkipItem
from amparo.model.text import BlockKind
from amparo.read.compose import CELL, PARAGRAPH, PROSE_CELL, ROW, joined

_BLOCK_NAMES = (
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_UNSEEN_NAMES = (
    "script style noscript template iframe object embed svg math canvas select button input textarea dialog datalist "
    "audio video map"
)
_SPAN = 100
_WIDE = 1_000
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_FURNITURE = frozenset(("head", "nav"))
_KINDS: dict[str, BlockKind] = {
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "li": "item",
    "dd": "item",
    "dt": "item",
    "td": "cell",
    "th": "cell",
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PULLED = re.compile(r"\bpull-?_?quote", re.IGNORECASE)
_DIGIT_END = re.compile(r"\d[.,]?$")
_WHOLE = re.compile(r"<(?:!doctype|html|body)\b", re.IGNORECASE)

# What trafilatura has to say of a page comes out as problems; without a handler it would be printed.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class PageBlock:
    """The words of one block element.

    `number` counts the page's block elements in document order, from 1; `kind` is that of the nearest element around
    the words that has one; `gap` is the white space before it; `cell` is the place in a table, of the innermost one
    where a table stands in another.
    """

    number: int
    tag: str
    text: str
    kind: BlockKind
    gap: str = PARAGRAPH
    cell: Cell | None = None


class Written(NamedTuple):
    """Words as an element writes them: its text, or with `tail` what follows it; of no element where we put a space."""

    words: str
    element: HtmlElement | None = None
    tail: bool = False


_SPACE = Written(" ")


def parse_page(text: str) -> HtmlElement | None:
    """The tree of a page or a fragment of one, or None where there is none. Nothing in it is run or fetched.

    Raises:
        SkipItem: its elements are nested deeper than the parser goes, which would lose what lies deeper.
    """
    cleaned = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", "\ufffd").lstrip("\ufeff"), count=1)
    if not cleaned.strip():
        return None
    if not _WHOLE.search(cleaned[:2000]):
        cleaned = f"<html><body>{cleaned}</body></html>"
    page = load_html(cleaned)
    if any("xcessive depth" in entry.message for entry in HTML_PARSER.error_log):
        raise SkipItem(
            "The page is nested too deep to be read whole.", "Print it to PDF, or save its text and add that."
        )
    return page


def page_blocks(page: HtmlElement) -> list[PageBlock]:
    """The blocks of a page that a reader sees, in order, furniture such as navigation menus and forms left out."""
    return [block for block, _ in _walk(page) if block.text]


def written_blocks(page: HtmlElement) -> list[tuple[PageBlock, list[Written]]]:
    """The same blocks, each with the pieces of the page that its words are made of."""
    return [(block, written) for block, written in _walk(page) if block.text]


def is_unseen(element: HtmlElement) -> bool:
    """Whether a reader of the page does not see the words of an element, or does not take them for its text.

    A page whose whole body is hidden shows it once its script has run.
    """
    if element.tag in ("html", "body"):
        return False
    return element.tag in _UNSEEN or "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))


def _walk(page: HtmlElement) -> Iterator[tuple[PageBlock, list[Written]]]:
    """Depth first without recursion, so that no depth of nesting can break it."""
    number = 0
    tables = 0
    open_tables: list[_OpenTable] = []
    stack: list[tuple[int, str, BlockKind, list[Written]]] = [(0, "body", "paragraph", [])]
    gaps = [PARAGRAPH]
    # Each entry: an element to enter or to leave, or whose text or tail to add to the block that is open then.
    waiting: list[tuple[str, HtmlElement]] = [("enter", page)]

    def flush() -> Iterator[tuple[PageBlock, list[Written]]]:
        at, tag, kind, written = stack[-1]
        text = joined("".join(piece.words for piece in written))
        made = written.copy()
        written.clear()
        if text:
            prose = kind == "cell" and len(text) > PROSE_CELL
            cell = open_tables[-1].cell if open_tables and kind == "cell" and not prose else None
            yield PageBlock(at, tag, text, "paragraph" if prose else kind, gaps[-1], cell), made
            gaps[-1] = CELL if kind == "cell" else PARAGRAPH

    while waiting:
        what, thing = waiting.pop()
        if what == "tail":
            stack[-1][3].append(Written(thing.tail, thing, True))
            continue
        if what == "text":
            stack[-1][3].append(Written(thing.text, thing))
            continue
        tag = thing.tag if isinstance(thing.tag, str) else ""
        if what == "leave":
            yield from flush()
            stack.pop()
            if tag == "tr":
                gaps[-1] = ROW
            elif tag == "table":
                gaps[-1] = PARAGRAPH
                open_tables.pop()
            continue
        if thing.tail:
            waiting.append(("tail", thing))
        if not tag or tag in _FURNITURE or is_unseen(thing):
            if tag in _BLOCKS:
                number += 1 + sum(1 for inner in thing.iterdescendants() if inner.tag in _BLOCKS)
            continue
        if tag in _BLOCKS:
            yield from flush()
            number += 1
            if tag == "table":
                tables += 1
                open_tables.append(_OpenTable(tables))
            elif open_tables:
                open_tables[-1].enter(tag, thing)
            kind = "quote" if _PULLED.search(thing.get("class") or "") else _KINDS.get(tag, stack[-1][2])
            stack.append((number, tag, kind, []))
            waiting.append(("leave", thing))
        elif tag == "br":
            stack[-1][3].append(_SPACE)
        elif tag in ("sup", "sub") and _DIGIT_END.search(stack[-1][3][-1].words if stack[-1][3] else ""):
            # The mark of a note must not become a digit of the figure before it.
            stack[-1][3].append(_SPACE)
        waiting.extend(("enter", child) for child in reversed(thing))
        if thing.text:
            waiting.append(("text", thing))
    yield from flush()


class _OpenTable:
    """A table that is being walked: which place its next cell has, those taken by spanning cells left out."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._row = 0
        self._column = 1
        self._taken: dict[int, int] = {}
        self.cell: Cell | None = None

    def enter(self, tag: str, element: HtmlElement) -> None:
        """Step into one of its elements."""
        if tag == "tr":
            self._row += 1
            self._column = 1
            self.cell = None
        elif tag in ("td", "th"):
            row = max(self._row, 1)
            while self._taken.get(self._column, 0) >= row:
                self._column += 1
            rows, columns = (_span(element, f"{name}span") for name in ("row", "col"))
            head = tag == "th" or element.getparent().getparent().tag == "thead"
            self.cell = Cell(self._number, row, self._column, rows, columns, head)
            if rows > 1 and self._column <= _WIDE:
                self._taken |= dict.fromkeys(range(self._column, self._column + columns), row + rows - 1)
            self._column += columns


def _span(element: HtmlElement, name: str) -> int:
    """How many rows or columns a cell spans; 1 where that is not said, or is beyond reason."""
    told = (element.get(name) or "1").strip()
    return int(told) if told.isdecimal() and len(told) <= 4 and 1 <= int(told) <= _SPAN else 1
