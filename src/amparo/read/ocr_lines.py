"""A page read by OCR, as lines like those of a text layer: in points, each with its place on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amparo.read.hocr import Box, SeenLine, doubtful, has_figures_alone, seen_lines
from amparo.read.ocr import Engine, Raster, read_raster
from amparo.read.pdf_lines import PdfLine

_DOUBTFUL = 0.1
"""From this share of doubtful words a person is told that the page was read badly."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What OCR saw on a page.

    Attributes:
        lines: in reading order.
        doubtful: how many words the program is not sure of, where that is a large part of them; else 0.
        words: how many words there are.
    """

    lines: tuple[PdfLine, ...]
    doubtful: int = 0
    words: int = 0


def see_page(raster: Raster, engine: Engine) -> Seen:
    """The lines of a page by OCR. Raises `SkipItem` with the end of a sentence where that fails."""
    if raster.is_blank:
        return Seen(())
    found = seen_lines(read_raster(raster, engine))
    if has_figures_alone(found):
        found = seen_lines(read_raster(raster, engine, rows=True))
    unsure, words = doubtful(found)
    lines = tuple(_line(line, raster) for line in found if any(c.isalnum() for c in line.text))
    return Seen(lines, unsure if unsure > _DOUBTFUL * words else 0, words)


def _line(line: SeenLine, raster: Raster) -> PdfLine:
    points = 72 / raster.dpi
    left, _, right, _ = line.box
    first = line.words[0].box
    return PdfLine(
        text=line.text,
        left=left * points,
        right=right * points,
        bottom=(raster.height - line.baseline) * points,
        height=line.size * points,
        first_word=(first[2] - first[0]) * points,
        seen=place_of(line.box, raster),
    )


def place_of(box: Box, raster: Raster) -> str:
    """A box as fragments write it: left, top, width and height in percent of the page."""
    left, top, right, bottom = box
    parts = (left / raster.width, top / raster.height, (right - left) / raster.width, (bottom - top) / raster.height)
    return "xywh=percent:" + ",".join(f"{100 * part:.2f}" for part in parts)


def apart_from(seen: Sequence[PdfLine], layer: Sequence[PdfLine]) -> list[PdfLine]:
    """The lines seen that do not stand where the text layer has one already, such as a court's stamp."""
    return [line for line in seen if not any(_covers(other, line) for other in layer)]


def _covers(layer: PdfLine, line: PdfLine) -> bool:
    middle, height = (line.left + line.right) / 2, line.bottom + line.height / 3
    reach = max(layer.height, line.height)
    return layer.left <= middle <= layer.right and layer.bottom - 0.5 * reach <= height <= layer.bottom + 1.2 * reach
