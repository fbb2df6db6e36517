"""The pages of a PDF as pictures, with the words of claims marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from amparo.model import PageSpot, Place, Rect, SkipItem
from amparo.publish.typeset import MARK, Mark, Picture, png_of
from amparo.read import open_pdf
from amparo.read.pdf_places import GRAIN, as_seen

DPI = 150
_LONGEST = 4_000
"""Pixels of the longer side of a page at most."""
_EDGE = (190, 90, 30)


def marked_pages(places: Sequence[Place]) -> list[int]:
    """The pages of a PDF that hold words of any of the places, in order."""
    return sorted({spot.page for place in places for spot in place.spots if isinstance(spot, PageSpot)})


def page_pictures(
    data: bytes, places: Sequence[Place], pages: Sequence[int] | None = None, dpi: int = DPI, draw: bool = True
) -> Iterator[tuple[int, Picture]]:
    """Pages of a PDF as pictures, each with its number and the marks of every place on it.

    Args:
        data: the PDF.
        places: as `locate_all` gives them; a mark's `which` counts in this list.
        pages: which pages, from 1; those with a mark, if not told.
        dpi: pixels to an inch; less where the page is so large that the picture would be.
        draw: whether to draw the marks; without it they are only told, for a program that lays them over the picture.

    pdfium is not made for several threads at once: a program that has some lets one in at a time.

    Raises:
        SkipItem: the PDF or a page of it cannot be read.
    """
    wanted = marked_pages(places) if pages is None else pages
    document = open_pdf(data)
    try:
        for number in wanted:
            if not 1 <= number <= len(document):
                raise SkipItem(f"The PDF has no page {number}.", f"Its pages are 1 to {len(document)}.")
            yield number, _picture(document, number, places, dpi, draw)
    finally:
        document.close()


def _picture(document: pdfium.PdfDocument, number: int, places: Sequence[Place], dpi: int, draw: bool) -> Picture:
    try:
        page = document[number - 1]
        longest = max(*page.get_size(), 1.0)
        image = page.render(scale=min(dpi / 72, _LONGEST / longest)).to_pil().convert("RGB")
    except pdfium.PdfiumError as error:
        raise SkipItem(f"Page {number} is damaged and could not be read.", "Get the PDF again.") from error
    marks = tuple(
        _mark(page, which, rect)
        for which, place in enumerate(places)
        for spot in place.spots
        if isinstance(spot, PageSpot) and spot.page == number
        for rect in spot.rects
    )
    page.close()
    if draw:
        # A stretch that two claims share is tinted once.
        for mark in {(m.left, m.top, m.width, m.height): m for m in marks}.values():
            _draw(image, mark)
    return Picture(png_of(image), image.width, image.height, marks)


def _mark(page: pdfium.PdfPage, which: int, rect: Rect) -> Mark:
    """Where a rectangle lies on the page as it is shown, turned and cut as the page says."""
    seen = as_seen(page)
    corners = [seen.to_bitmap(x, y) for x in (rect.left, rect.right) for y in (rect.bottom, rect.top)]
    xs, ys = ([min(max(c[i], 0), GRAIN) / GRAIN for c in corners] for i in (0, 1))
    return Mark(which, min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _draw(image: Image.Image, mark: Mark) -> None:
    """Tint the words of a mark as a marker does, and draw its edge, which shows on dark pages too."""
    left, top = int(mark.left * image.width) - 1, int(mark.top * image.height) - 1
    right = int((mark.left + mark.width) * image.width) + 2
    bottom = int((mark.top + mark.height) * image.height) + 2
    box = (max(left, 0), max(top, 0), min(right, image.width), min(bottom, image.height))
    if box[0] >= box[2] or box[1] >= box[3]:
        return
    words = image.crop(box)
    image.paste(ImageChops.multiply(words, Image.new("RGB", words.size, MARK)), box[:2])
    ImageDraw.Draw(image).rectangle((box[0], box[1], box[2] - 1, box[3] - 1), outline=_EDGE)
