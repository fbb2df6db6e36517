"""The place of a claim as a picture or a page: the words in the preserved original, marked, with what they are of."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from io import BytesIO
from itertools import pairwise
from typing import Any

from PIL import Image

from amparo.model import (
    Anchor,
    Capture,
    CellSpot,
    ElementSpot,
    LineSpot,
    PageSpot,
    Place,
    SkipItem,
    Spot,
    Text,
)
from amparo.publish.evidence import clean, labels, place_in_words
from amparo.publish.marked_markup import marked_markup, self_contained
from amparo.publish.page_pictures import page_pictures
from amparo.publish.typeset import Picture, Row, png_of, set_rows, set_table
from amparo.read import source_of_lines, source_of_page
from amparo.read.compose import cell_name
from amparo.read.paragraphs import lines_of

_LINES = 6
_BLOCKS = 3
_LONG = 3_000
"""Characters of a line or paragraph that are drawn; marks are short."""
_TABLE_ROWS = 5
_TABLE_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown: an original, the text read from it, anchors of that text, and their places in the original."""

    capture: Capture
    data: bytes
    text: Text
    anchors: Sequence[Anchor]
    places: Sequence[Place]


def place_picture(shown: Shown, lang: str) -> bytes:
    """The first place as a PNG, with a caption in that language.

    Pages of a PDF as they are, a table as its rows and columns, lines of a text with their numbers; of a web page or a
    Word document the paragraphs around, as they were read.

    Raises:
        SkipItem: the original cannot be opened, or the words were not found in it.
    """
    spots = _spots(shown)
    caption = _caption(shown, lang)
    if not isinstance(spots[0], PageSpot):
        caption.append(labels(lang)["as_read"])
    if isinstance(spots[0], PageSpot):
        pictures = [picture for _, picture in page_pictures(shown.data, shown.places)]
        return _stacked(pictures, caption)
    if _is_table(shown):
        return set_table(*_table(shown), caption).png
    if isinstance(spots[0], LineSpot):
        return set_rows(_lines(shown, spots[0].part), caption).png
    return set_rows(_blocks(shown, lang), caption).png


def place_page(shown: Shown, lang: str) -> str:
    """The first place as a self-contained HTML page: a web page sanitised and whole, a table or the lines around as
    such, a page of a PDF as a picture.

    Raises:
        SkipItem: the original cannot be opened, or the words were not found in it.
    """
    spots = _spots(shown)
    caption = _caption(shown, lang)
    if isinstance(spots[0], PageSpot):
        body = "".join(_figure(picture) for _, picture in page_pictures(shown.data, shown.places))
    elif _is_table(shown):
        body = _table_markup(*_table(shown))
    elif isinstance(spots[0], ElementSpot):
        part = spots[0].part
        body = marked_markup(source_of_page(shown.capture, shown.data, part), shown.places, part)
        caption.append(labels(lang)["left_out"])
        if "data-claims" not in body:
            # The words stand where the page does not show them, such as in its title.
            body = f"{_rows_markup(_blocks(shown, lang))}{body}"
    elif isinstance(spots[0], LineSpot):
        body = _rows_markup(_lines(shown, spots[0].part), "pre")
    else:
        body = _rows_markup(_blocks(shown, lang))
    return self_contained(caption[0], lang, caption, body)


def place_words(place: Place, lang: str) -> str:
    """A place in words: `page 3`, `part 2, line 7, column 14`, `sheet Pagos, cell B4`."""
    told = [_spot_words(spot, labels(lang)) for spot in place.spots]
    return "; ".join(dict.fromkeys(told)) or place_in_words(place.fragment, labels(lang))


def _spot_words(spot: Spot, names: Mapping[str, Any]) -> str:
    part = f"{names['part']} {spot.part}, " if isinstance(spot, (ElementSpot, LineSpot)) and spot.part else ""
    if isinstance(spot, PageSpot):
        boxes = ", ".join(f"{r.left:.0f}–{r.right:.0f} × {r.bottom:.0f}–{r.top:.0f}" for r in spot.rects)
        return f"{names['page']} {spot.page}, {names['points']} {boxes} pt"
    if isinstance(spot, ElementSpot):
        return f"{part}{names['element']} {spot.xpath}, {names['characters']} {spot.start}–{spot.end}"
    if isinstance(spot, LineSpot):
        lines = str(spot.line) if spot.line == spot.last_line else f"{spot.line}–{spot.last_line}"
        return f"{part}{names['line']} {lines}, {names['column']} {spot.column}"
    if isinstance(spot, CellSpot):
        sheet = f"{names['sheet']} {clean(spot.sheet)}, " if spot.sheet else ""
        block = f"{names['block']} {spot.block}, " if spot.block else ""
        return f"{sheet}{block}{names['cell']} {spot.cell}"
    return place_in_words(spot.name, names)


def _spots(shown: Shown) -> Sequence[Spot]:
    place = shown.places[0]
    if not place.spots:
        raise SkipItem(
            "The words were not found again in the original, so their place cannot be shown.",
            "Run `amparo verify`: it says whether the original or the text was altered.",
        )
    return place.spots


def _is_table(shown: Shown) -> bool:
    """Whether the first place is in a table; a cell of prose is shown as the paragraph it is."""
    anchor = shown.anchors[0]
    in_cells = any(b.cell and b.start < anchor.end and anchor.start < b.end for b in shown.text.blocks)
    return in_cells and any(isinstance(spot, CellSpot) for spot in shown.places[0].spots)


def _caption(shown: Shown, lang: str) -> list[str]:
    names = labels(lang)
    return [
        f"{clean(shown.capture.doc)} · {place_words(shown.places[0], lang)}",
        f"{names['sha256']} {shown.capture.sha256} · {names['captured'].format(date=shown.capture.captured)}",
        names["as_kept"],
    ]


def _stacked(pictures: Sequence[Picture], caption: Sequence[str]) -> bytes:
    """Pages under each other, the caption at the foot."""
    width = max(picture.width for picture in pictures)
    foot = set_rows([], caption, max(width / 2, 200.0))
    images = [Image.open(BytesIO(png)).convert("RGB") for png in (*(p.png for p in pictures), foot.png)]
    whole = Image.new("RGB", (width, sum(image.height for image in images)), "white")
    top = 0
    for image in images:
        whole.paste(image, (0, top))
        top += image.height
    return png_of(whole)


def _figure(picture: Picture) -> str:
    return f'<figure><img alt="" src="data:image/png;base64,{base64.b64encode(picture.png).decode()}"></figure>'


def _lines(shown: Shown, part: int | None) -> list[Row]:
    """The lines around the first place with their numbers, marked."""
    source = source_of_lines(shown.capture, shown.data, part)
    spots = [
        (which, spot)
        for which, place in enumerate(shown.places)
        for spot in place.spots
        if isinstance(spot, LineSpot) and spot.part == part
    ]
    first = min(spot.line for which, spot in spots if which == 0) - _LINES
    last = max(spot.last_line for which, spot in spots if which == 0) + _LINES
    rows = []
    for line in lines_of(source):
        if first <= line.number <= last:
            marks = [
                (max(spot.start, line.start) - line.start, min(spot.end, line.end) - line.start, which)
                for which, spot in spots
                if spot.start < line.end and line.start < spot.end
            ]
            rows.append(_clipped(Row(line.text, tuple(marks), str(line.number))))
    return rows


def _blocks(shown: Shown, lang: str) -> list[Row]:
    """The paragraphs around the first anchor as they were read, each with its place, marked."""
    anchor = shown.anchors[0]
    inside = [i for i, block in enumerate(shown.text.blocks) if block.start < anchor.end and anchor.start < block.end]
    around = shown.text.blocks[max(0, min(inside) - _BLOCKS) : max(inside) + _BLOCKS + 1]
    return [
        _clipped(
            Row(
                shown.text.content[block.start : block.end],
                tuple(_marks(shown, block.start, block.end)),
                place_in_words((block.fragment or "").partition(";")[0], labels(lang)),
                bold=block.kind in ("title", "heading"),
            )
        )
        for block in around
    ]


def _clipped(row: Row) -> Row:
    """A row that is not too long to be drawn: what is around its first mark."""
    if len(row.text) <= _LONG:
        return row
    first = next(iter(row.marks), (0, 0, 0))[0]
    low = max(0, first - _LONG // 3)
    high = low + _LONG
    lead, trail = "… " if low else "", " …" if high < len(row.text) else ""
    marks = tuple(
        (max(start, low) - low + len(lead), min(end, high) - low + len(lead), which)
        for start, end, which in row.marks
        if start < high and low < end
    )
    return replace(row, text=f"{lead}{row.text[low:high]}{trail}", marks=marks)


def _marks(shown: Shown, low: int, high: int) -> Iterator[tuple[int, int, int]]:
    """The stretches of the anchors within a stretch of the text, counted from its start."""
    for which, anchor in enumerate(shown.anchors):
        start, end = max(anchor.start, low), min(anchor.end, high)
        if start < end:
            yield start - low, end - low, which


def _table(shown: Shown) -> tuple[dict[int, dict[int, Row]], dict[int, str]]:
    """The cells around those of the first place, with the heads of their columns; and the letters of the columns."""
    anchor, blocks = shown.anchors[0], shown.text.blocks
    own = [b.cell for b in blocks if b.cell and b.start < anchor.end and anchor.start < b.end]
    spots = [spot for spot in shown.places[0].spots if isinstance(spot, CellSpot)]
    table = own[0].table
    rows, columns = ([getattr(spot, axis) for spot in spots] for axis in ("row", "column"))
    heads = {head.row for cell in own for i in cell.column_heads if (head := blocks[i].cell)}
    made: dict[int, dict[int, Row]] = {}
    for block in blocks:
        cell = block.cell
        if cell is None or cell.table != table:
            continue
        near = min(rows) - _TABLE_ROWS <= cell.row <= max(rows) + _TABLE_ROWS or cell.row in heads
        if near and min(columns) - _TABLE_COLUMNS <= cell.column <= max(columns) + _TABLE_COLUMNS:
            words = shown.text.content[block.start : block.end]
            marks = tuple(_marks(shown, block.start, block.end))
            made.setdefault(cell.row, {})[cell.column] = Row(words, marks, bold=cell.row in heads)
    used = {column for cells in made.values() for column in cells}
    return made, {column: cell_name(1, column)[:-1] for column in sorted(used)}


def _table_markup(rows: Mapping[int, Mapping[int, Row]], names: Mapping[int, str]) -> str:
    head = "".join(f'<th class="label">{name}</th>' for name in names.values())
    body = []
    for number in sorted(rows):
        cells = "".join(f"<td>{_words(rows[number][c]) if c in rows[number] else ''}</td>" for c in names)
        body.append(f'<tr><th class="label">{number}</th>{cells}</tr>')
    return f"<table><tr><th></th>{head}</tr>{''.join(body)}</table>"


def _rows_markup(rows: Sequence[Row], tag: str = "p") -> str:
    """Rows as markup, each with its label."""
    made = []
    for row in rows:
        name = "strong" if row.bold else tag
        made.append(f'<tr><td class="label">{escape(row.label)}</td><td><{name}>{_words(row)}</{name}></td></tr>')
    return f'<table class="lines">{"".join(made)}</table>'


def _words(row: Row) -> str:
    """The words of a row as markup, marked."""
    edges = sorted({0, len(row.text), *(at for start, end, _ in row.marks for at in (start, end))})
    made = []
    for low, high in pairwise(edges):
        words = escape(row.text[low:high])
        marked = any(start <= low and high <= end for start, end, _ in row.marks)
        made.append(f"<mark>{words}</mark>" if marked else words)
    return "".join(made)
