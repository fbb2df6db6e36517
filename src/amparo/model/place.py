"""Where an anchor stands in the preserved original itself: page and rectangles, element, cell, line, or paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

_PDF = "http://tools.ietf.org/rfc/rfc3778"
_TEXT = "http://tools.ietf.org/rfc/rfc5147"
_CSV = "http://tools.ietf.org/rfc/rfc7111"

Selector = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of a page in points, in the page's own coordinates: from its lower left, before it is turned."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class PageSpot:
    """Words on a page of a PDF, from 1, with a rectangle for each line of them."""

    page: int
    rects: tuple[Rect, ...]
    words: str

    def selectors(self) -> list[Selector]:
        """One fragment for each rectangle."""
        return [
            _fragment(f"page={self.page}&highlight={r.left:.1f},{r.right:.1f},{r.top:.1f},{r.bottom:.1f}", _PDF)
            for r in self.rects
        ]


@dataclass(frozen=True, slots=True)
class ElementSpot:
    """Words in an element of a page: `xpath` leads to it; `start` and `end` count in its text (XPath's `string()`).

    `part` is the part of the mail or saved page that the element stands in, from 1.
    """

    xpath: str
    start: int
    end: int
    words: str
    part: int | None = None

    def selectors(self) -> list[Selector]:
        """The element, refined by the position in its text."""
        position = {"type": "TextPositionSelector", "start": self.start, "end": self.end}
        return [{"type": "XPathSelector", "value": self.xpath, "refinedBy": position}]


@dataclass(frozen=True, slots=True)
class CellSpot:
    """Words in a cell of a sheet or table, from 1; `start` and `end` count in what the cell shows.

    `sheet` is None in CSV; `block` is the table's number among the blocks of a document, None in a sheet.
    """

    row: int
    column: int
    cell: str
    start: int
    end: int
    words: str
    sheet: str | None = None
    block: int | None = None

    def selectors(self) -> list[Selector]:
        """The cell, as RFC 7111 names those of CSV; in a workbook or document, as a sheet does."""
        if self.sheet is None and self.block is None:
            return [_fragment(f"cell={self.row},{self.column}", _CSV)]
        inside = f"block={self.block}" if self.sheet is None else f"sheet={quote(self.sheet, safe=' ')}"
        return [_fragment(f"{inside};cell={self.cell}")]


@dataclass(frozen=True, slots=True)
class LineSpot:
    """Words in a text: lines and columns from 1, the last ones inclusive; `start` and `end` count its characters.

    `part` is the part of the mail, from 1, whose decoded text this is.
    """

    line: int
    column: int
    last_line: int
    last_column: int
    start: int
    end: int
    words: str
    part: int | None = None

    def selectors(self) -> list[Selector]:
        """The stretch of characters, as RFC 5147 names it."""
        return [_fragment(f"char={self.start},{self.end}", _TEXT)]


@dataclass(frozen=True, slots=True)
class BlockSpot:
    """Words in a paragraph of a document or a header of a mail, named as the reader names it (`block=12`)."""

    name: str
    start: int
    end: int
    words: str

    def selectors(self) -> list[Selector]:
        """The paragraph, refined by the position in its text."""
        position = {"type": "TextPositionSelector", "start": self.start, "end": self.end}
        return [{**_fragment(self.name), "refinedBy": position}]


Spot = PageSpot | ElementSpot | CellSpot | LineSpot | BlockSpot


@dataclass(frozen=True, slots=True)
class Place:
    """Where the words of an anchor stand in the original.

    Attributes:
        fragment: what the reader called the place where they begin.
        spots: in the order of the words; more than one where they run over a page's end or several cells.
        whole: whether every word was found again.
    """

    fragment: str | None
    spots: tuple[Spot, ...] = ()
    whole: bool = False

    @property
    def words(self) -> str:
        """The words as the original has them."""
        return " ".join(spot.words for spot in self.spots)

    def selectors(self) -> list[Selector]:
        """The W3C Web Annotation form (https://www.w3.org/TR/annotation-model/#selectors)."""
        return [selector for spot in self.spots for selector in spot.selectors()]


def _fragment(value: str, conforms: str | None = None) -> Selector:
    made: Selector = {"type": "FragmentSelector", "value": value}
    return {**made, "conformsTo": conforms} if conforms else made
