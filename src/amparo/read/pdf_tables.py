"""Ruled tables of a PDF page: pdfium reads the rules and the words, pdfplumber finds the cells that the rules bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import byref, c_float
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from amparo.model import Cell

_TOLERANCE = 3
"""Points within which rules are one, as pdfplumber takes it."""
_SHORT = 5
"""Points under which a stroke bounds no cell."""
_PATHS = 4_000
_RULES = 600
_CROSSINGS = 1_500
"""Rules and crossings beyond which a page is a drawing; finding cells takes time with their square."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, the vertical ones counted downwards from the page's lower edge, so below 0."""


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table: its box on the page, and the place and words of each cell; places are those within the table.

    `boxes` are those of the cells, in their order.
    """

    box: Box
    cells: tuple[tuple[Cell, str], ...]
    boxes: tuple[Box, ...]

    @property
    def top(self) -> float:
        """Its upper edge, in points from the page's lower edge."""
        return -self.box[1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the page, counted from its lower left corner, lies in it."""
        left, top, right, bottom = self.box
        return left - 1 <= x <= right + 1 and top - 1 <= -y <= bottom + 1


def page_tables(page: pdfium.PdfPage) -> list[PdfTable]:
    """The ruled tables of a page with at least two rows and two columns that hold words, from above."""
    edges = list(islice(_edges(page), 2 * _PATHS))
    if len(edges) < 6:
        return []
    # Loaded for the first page with rules: it takes a sixth of a second, which no other command should wait for.
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    rules = merge_edges(edges, *[_TOLERANCE] * 4)
    if len(rules) > _RULES:
        return []
    crossings = edges_to_intersections(rules, _TOLERANCE, _TOLERANCE)
    if not 6 <= len(crossings) <= _CROSSINGS:
        return []
    layer = page.get_textpage()
    try:
        found = [_table(layer, cells) for cells in cells_to_tables(intersections_to_cells(crossings))]
    finally:
        layer.close()
    return [table for table in found if table is not None]


def _table(layer: pdfium.PdfTextPage, boxes: Sequence[Box]) -> PdfTable | None:
    lefts = sorted({box[0] for box in boxes} | {max(box[2] for box in boxes)})
    tops = sorted({box[1] for box in boxes} | {max(box[3] for box in boxes)})
    if len(lefts) < 3 or len(tops) < 3:
        return None
    cells = []
    ordered = sorted(boxes, key=lambda box: (box[1], box[0]))
    for left, top, right, bottom in ordered:
        words = layer.get_text_bounded(left, -bottom, right, -top)
        column, row = lefts.index(left) + 1, tops.index(top) + 1
        columns = sum(left < edge < right for edge in lefts) + 1
        rows = sum(top < edge < bottom for edge in tops) + 1
        cells.append((Cell(0, row, column, rows, columns), "".join(c if c.isprintable() else " " for c in words)))
    filled = [place for place, words in cells if words.strip()]
    if len({place.row for place in filled}) < 2 or len({place.column for place in filled}) < 2:
        return None
    return PdfTable((lefts[0], tops[0], lefts[-1], tops[-1]), tuple(cells), tuple(ordered))


def _edges(page: pdfium.PdfPage) -> Iterator[dict[str, Any]]:
    """The level and upright strokes of a page, as pdfplumber takes them."""
    for item in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3), _PATHS):
        for (x, y), (to_x, to_y) in _strokes(item):
            if abs(to_y - y) <= 1 and abs(to_x - x) >= _SHORT:
                yield _edge("h", min(x, to_x), max(x, to_x), -y, -y)
            elif abs(to_x - x) <= 1 and abs(to_y - y) >= _SHORT:
                yield _edge("v", x, x, -max(y, to_y), -min(y, to_y))


def _edge(orientation: str, x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    return {
        "orientation": orientation,
        **{"x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top},
        **{"width": x1 - x0, "height": bottom - top},
    }


def _strokes(item: pdfium.PdfObject) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of a path, in the coordinates of the page."""
    matrix = item.get_matrix()
    start = last = (0.0, 0.0)
    x, y = c_float(), c_float()
    for index in range(min(raw.FPDFPath_CountSegments(item), _PATHS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        if not segment or not raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            return
        here = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, here
        if raw.FPDFPathSegment_GetClose(segment):
            yield here, start
        last = here
