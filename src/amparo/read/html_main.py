"""Which blocks of a page are its main text: trafilatura chooses, the words are those of the page itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from amparo.model.text import BlockKind
from amparo.read.compose import joined
from amparo.read.html_blocks import PageBlock, is_unseen

_SPACE = re.compile(r"\s+")
_KINDS: dict[str, BlockKind] = {"head": "heading", "item": "item", "quote": "quote", "cell": "cell"}
_BLOCKS = frozenset(("p", "head", "list", "item", "quote", "table", "row", "cell", "code", "ab", "div", "body", "main"))
_TABLE_SHARE = 0.5
_PREFIX = 60
_BEFORE = 5


def main_blocks(page: HtmlElement, blocks: Sequence[PageBlock]) -> list[PageBlock]:
    """The blocks of the main text, without menus, advertisements and the like.

    Trafilatura joins the words of elements that stand apart in the page ("1" and "234" in two of them), so its text
    only tells which blocks to take. What it gives that the page does not hold in this order has the number 0.
    """
    chosen = _Chosen(blocks)
    for text, kind in _extracted(page):
        chosen.take(text, kind)
    if _is_table_page(blocks, chosen.taken):
        return list(blocks)
    return chosen.with_captions()


def key(text: str) -> str:
    """Text without its white space, for comparing what was spaced by different hands."""
    return _SPACE.sub("", text)


def _extracted(page: HtmlElement) -> list[tuple[str, BlockKind]]:
    seen = deepcopy(page)
    # Trafilatura's last resort takes all the text there is, that of scripts' stand-ins and form fields included.
    for element in [e for e in seen.iterdescendants() if is_unseen(e)]:
        element.drop_tree()
    try:
        document = bare_extraction(seen, include_comments=False, include_tables=True, with_metadata=False)
    except (ValueError, RecursionError):
        return []
    if not isinstance(document, Document) or document.body is None:
        return []
    return [found for found in _walk(document.body, "paragraph") if found[0]]


def _walk(element: Any, kind: BlockKind) -> Iterator[tuple[str, BlockKind]]:
    """The blocks under an element of trafilatura's tree, in order."""
    words: list[str] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag in _BLOCKS:
            yield joined("".join(words)), kind
            words = []
            yield from _walk(child, _KINDS.get(child.tag, kind))
        elif isinstance(child.tag, str):
            words += [" " if child.tag in ("lb", "graphic") else "", *(str(piece) for piece in child.itertext())]
        words.append(child.tail or "")
    yield joined("".join(words)), kind


def _is_table_page(blocks: Sequence[PageBlock], main: Sequence[PageBlock]) -> bool:
    """Whether most of the page is tables (a court's docket) of which the main text kept less than half."""
    whole = sum(len(b.text) for b in blocks)
    tabled = sum(len(b.text) for b in blocks if b.tag in ("td", "th"))
    kept = sum(len(b.text) for b in main)
    return not kept or (tabled > _TABLE_SHARE * whole and kept < _TABLE_SHARE * whole)


class _Chosen:
    """The blocks of a page that some extracted words stand in, found going forward through the page."""

    def __init__(self, blocks: Sequence[PageBlock]) -> None:
        self._taken: list[tuple[int, PageBlock]] = []
        self._blocks = blocks
        self._keys = [key(block.text) for block in blocks]
        self._starts: list[int] = []
        self._exact: dict[str, list[int]] = {}
        length = 0
        for index, words in enumerate(self._keys):
            self._starts.append(length)
            self._exact.setdefault(words, []).append(index)
            length += len(words)
        self._flat = "".join(self._keys)
        self._done: set[int] = set()
        self._next = 0

    @property
    def taken(self) -> list[PageBlock]:
        """The blocks taken, in the order of the page."""
        return [block for _, block in sorted(self._taken, key=lambda entry: entry[0])]

    def with_captions(self) -> list[PageBlock]:
        """The blocks taken, with the captions among and just before them, which extraction drops: they make claims."""
        if self._done:
            around = range(max(0, min(self._done) - _BEFORE), max(self._done))
            captions = [i for i in around if self._blocks[i].kind == "caption" and i not in self._done]
            self._taken += [(i, self._blocks[i]) for i in captions]
        return self.taken

    def take(self, text: str, kind: BlockKind) -> None:
        """Take the blocks in which `text` stands."""
        words = key(text)
        if exact := self._exact.get(words):
            self._add(exact[min(bisect_left(exact, self._next), len(exact) - 1)], kind)
            return
        at = self._find(words)
        if at >= 0:
            self._take_range(at, at + len(words), kind)
            return
        at = self._find(words[:_PREFIX])
        index = bisect_right(self._starts, at) - 1
        if at >= 0 and len(words) / 2 <= len(self._keys[index]) <= 2 * len(words):
            self._add(index, kind)
        else:
            self._taken.append((self._next, PageBlock(0, "", text, kind)))

    def _find(self, words: str) -> int:
        start = self._starts[self._next] if self._starts else 0
        at = self._flat.find(words, start)
        return at if at >= 0 else self._flat.find(words, 0, start)

    def _take_range(self, start: int, end: int, kind: BlockKind) -> None:
        index = bisect_right(self._starts, start) - 1
        while index < len(self._blocks) and self._starts[index] < end:
            first, last = self._starts[index], self._starts[index] + len(self._keys[index])
            if start <= first and last <= end:
                self._add(index, kind)
            else:
                part = _part(self._blocks[index].text, max(start - first, 0), min(end, last) - first)
                self._taken.append((index, replace(self._blocks[index], text=part)))
                self._next = max(self._next, index)
            index += 1

    def _add(self, index: int, kind: BlockKind) -> None:
        if index in self._done:
            return
        self._done.add(index)
        block = self._blocks[index]
        if block.kind == "paragraph" and kind in ("heading", "quote"):
            block = replace(block, kind=kind)
        self._taken.append((index, block))
        self._next = max(self._next, index)


def _part(text: str, start: int, end: int) -> str:
    """The stretch of `text` from its `start`-th to its `end`-th character, white space not counted."""
    places = [place for place, c in enumerate(text) if not c.isspace()]
    return text[places[start] : places[end - 1] + 1] if start < end <= len(places) else ""
