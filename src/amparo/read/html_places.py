"""Places in a web page: the element that words stand in, and where in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from amparo.model import ElementSpot
from amparo.read.html_blocks import Written, written_blocks
from amparo.read.matching import Piece, Stream, Wanted

_NAME = re.compile(r"[a-z][a-z0-9]*")


class TextNode(NamedTuple):
    """A text node of a page: the text of `element`, or with `tail` what follows it."""

    element: HtmlElement
    tail: bool
    words: str


def text_nodes(element: HtmlElement) -> Iterator[TextNode]:
    """The text nodes in an element, in order: together they are its text, as XPath's `string()` gives it."""
    waiting: list[tuple[HtmlElement, bool]] = [(element, False)]
    while waiting:
        node, tail = waiting.pop()
        if tail:
            yield TextNode(node, True, node.tail)
            continue
        if not isinstance(node.tag, str):
            continue
        for child in reversed(node):
            if child.tail:
                waiting.append((child, True))
            waiting.append((child, False))
        if node.text:
            yield TextNode(node, False, node.text)


class HtmlPlaces:
    """Finds places in one page."""

    def __init__(self, page: HtmlElement, part: int | None = None) -> None:
        self._part = part
        self._by_number: dict[int, list[Written]] = {}
        self._all: list[Written] = []
        for block, written in written_blocks(page):
            self._by_number.setdefault(block.number, []).extend(written)
            self._all += written
        self._titles = [[Written(e.text, e)] for e in page.iter("title") if e.text]
        self._streams: dict[int, Stream] = {}

    def find(self, wanted: Wanted, piece: Piece) -> list[ElementSpot]:
        """The place of a piece, first where the reader took it from, then anywhere on the page; empty if not found."""
        number = piece.number("block")
        streams = [self._by_number[number]] if number is not None and number in self._by_number else []
        if piece.place("meta"):
            streams += self._titles
        for written in (*streams, self._all):
            at = wanted.found_in(self._stream(written), piece)
            if at:
                return [self._spot(written, at[0], at[-1] + 1)]
        return []

    def _stream(self, written: list[Written]) -> Stream:
        if id(written) not in self._streams:
            self._streams[id(written)] = Stream("".join(piece.words for piece in written))
        return self._streams[id(written)]

    def _spot(self, stream: Sequence[Written], start: int, end: int) -> ElementSpot:
        """The place of a stretch of the words of some pieces; both its ends are in pieces of the page."""
        first, first_at = _piece_at(stream, start)
        last, last_at = _piece_at(stream, end - 1)
        holder = _common(_holder(first), _holder(last))
        at, begins, ends = 0, 0, 0
        pieces = []
        for node in text_nodes(holder):
            if node.element is first.element and node.tail == first.tail:
                begins = at + first_at
            if node.element is last.element and node.tail == last.tail:
                ends = at + last_at + 1
            at += len(node.words)
            pieces.append(node.words)
        return ElementSpot(xpath_of(holder), begins, ends, "".join(pieces)[begins:ends], self._part)


def xpath_of(element: HtmlElement) -> str:
    """The path to an element from the root; names that are no plain words are counted as any element."""
    steps = []
    here: HtmlElement | None = element
    while here is not None:
        name = here.tag if _NAME.fullmatch(here.tag) else "*"
        before = here.itersiblings(preceding=True)
        count = sum(isinstance(e.tag, str) and name in ("*", e.tag) for e in before)
        steps.append(f"/{name}[{count + 1}]")
        here = here.getparent()
    return "".join(reversed(steps))


def _piece_at(stream: Sequence[Written], offset: int) -> tuple[Written, int]:
    for written in stream:
        if offset < len(written.words):
            return written, offset
        offset -= len(written.words)
    raise IndexError("the offset lies beyond the words")


def _holder(written: Written) -> HtmlElement:
    if written.element is None:
        raise ValueError("a space that was put in has no element")
    return written.element.getparent() if written.tail else written.element


def _common(one: HtmlElement, other: HtmlElement) -> HtmlElement:
    around = {id(e): e for e in (one, *one.iterancestors())}
    return next(e for e in (other, *other.iterancestors()) if id(e) in around)
