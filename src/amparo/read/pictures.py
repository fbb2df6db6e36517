"""Pictures of text (PNG, JPEG, TIFF, WebP and others) by OCR: each of their pages, every line's place on it known."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from amparo.model import Capture, MissingTool, SkipItem, Text
from amparo.read.meta import Meta, make_text, reader_name
from amparo.read.ocr import MAX_PIXELS, NO_WORDS, TYPE_OUT, Raster, find_engine
from amparo.read.ocr_lines import see_page
from amparo.read.paged import paged
from amparo.read.pdf_pages import MAX_SEEN, Page, merged

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP")
_DPI = (70, 1200)
_USUAL_WIDTH = 8.27
"""Inches of a page, from which the resolution is taken where a picture does not tell it."""
_DAMAGED = "The picture is damaged and cannot be opened."
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, AttributeError, OverflowError)
"""What Pillow raises on pictures that are not what they say they are."""


def picture_signature(engine: str = "") -> str:
    """The reader's name and version, that of its library, and the signature of the OCR."""
    return f"{reader_name('picture/1', 'pillow')} {engine}".rstrip()


def read_picture(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read a picture by OCR; what is read so is marked.

    Raises:
        SkipItem: it is damaged, too large, or no words are seen in it.
        MissingTool: OCR is not installed.
    """
    try:
        engine = find_engine(languages)
    except MissingTool as missing:
        raise MissingTool("It is a picture, and OCR is not installed.", missing.remedy) from missing
    pages: list[Page] = []
    for number, raster in enumerate(_rasters(data), 1):
        if number > MAX_SEEN:
            reason = f"Page {number} was not read by OCR; of one document only {MAX_SEEN} pages are."
            pages.append(Page(reason=reason, remedy="Split it and add the parts."))
            break
        if isinstance(raster, SkipItem):
            pages.append(Page(reason=f"Page {number} could not be read: {raster.reason}.", remedy=raster.remedy))
            continue
        try:
            seen = see_page(raster, engine)
            pages.append(merged(number, (), (), seen, engine, f"On page {number} OCR saw no words."))
        except SkipItem as skip:
            reason = f"Page {number} could not be read by OCR: {skip.reason}."
            pages.append(Page(reason=reason, remedy=TYPE_OUT))
    if all(page.empty for page in pages):
        raise SkipItem(pages[0].reason if len(pages) == 1 else NO_WORDS, TYPE_OUT)
    about = paged(capture, pages, languages)
    meta = Meta(dates=about.dates, problems=about.problems)
    return make_text(capture, about.composer, meta, picture_signature(engine.signature), languages)


def _rasters(data: bytes) -> Iterator[Raster | SkipItem]:
    """The pages of a picture; for one that cannot be had, why, as the end of a sentence.

    Raises:
        SkipItem: it cannot be opened at all.
    """
    from PIL import Image, ImageSequence

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            picture = Image.open(BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise SkipItem(_too_large(), "Save it smaller and add that.") from error
        except _BROKEN as error:
            raise SkipItem(_DAMAGED, "Get it again, or save it anew as PNG.") from error
        # Only a TIFF has pages; what moves in the others shows one page.
        frames = iter(ImageSequence.Iterator(picture)) if picture.format == "TIFF" else iter([picture])
        while True:
            try:
                frame = next(frames)
                width, height = frame.size
                if width * height > MAX_PIXELS:
                    yield SkipItem(f"it has {width * height / 1e6:,.0f} million pixels, more than are read")
                    continue
                yield _raster(frame)
            except StopIteration:
                return
            except _BROKEN:
                yield SkipItem("it is damaged")
                return


def _too_large() -> str:
    return f"The picture has more than {MAX_PIXELS / 1e6:,.0f} million pixels."


def _raster(frame: Image) -> Raster:
    """Grey on white, upright as its camera says."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(frame)
    if upright.mode.startswith(("I", "F")):
        upright = upright.point(lambda value: value / 256).convert("L") if upright.mode != "F" else upright.convert("L")
    if "A" in upright.getbands() or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    grey = upright.convert("L")
    told = frame.info.get("dpi", (0, 0))[0]
    dpi = round(float(told)) if _DPI[0] < float(told) <= _DPI[1] else round(grey.width / _USUAL_WIDTH)
    return Raster(grey.width, grey.height, min(max(dpi, _DPI[0]), _DPI[1]), grey.tobytes())
