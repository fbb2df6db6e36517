"""Whether a place really holds the words of an anchor, looked at without the code that found it."""

from __future__ import annotations

import re
from email import message_from_bytes

import pypdfium2 as pdfium
from lxml import html as lxml_html

from amparo.model import Anchor, BlockSpot, Capture, CellSpot, ElementSpot, LineSpot, PageSpot, Place
from amparo.read.charset import decode

_LEFT_OUT = re.compile(r"[\s\-‐\u00ad\ufffe\x02]+")
_MARKUP = re.compile(r"(?<=\])\([^()\s]*\)|<[^<>]*>|[*_`\[\]\\]")


def tight(text: str) -> str:
    """Text without white space and hyphens, which a line end puts in or takes out."""
    return _LEFT_OUT.sub("", text)


def words_under(document: pdfium.PdfDocument, spot: PageSpot) -> str:
    """The letters of a page whose middle lies in the rectangles of a place, by their tight boxes."""
    layer = document[spot.page - 1].get_textpage()
    letters = []
    for index in range(layer.count_chars()):
        left, bottom, right, top = layer.get_charbox(index)
        x, y = (left + right) / 2, (bottom + top) / 2
        if any(r.left <= x <= r.right and r.bottom <= y <= r.top for r in spot.rects):
            letters.append(layer.get_text_range(index, 1))
    return "".join(letters)


def held(capture: Capture, data: bytes, place: Place) -> str:
    """The words that the original holds at a place; of sheets and paragraphs, those the place itself tells."""
    if capture.media_type == "application/pdf":
        document = pdfium.PdfDocument(data)
        return "".join(words_under(document, spot) for spot in place.spots if isinstance(spot, PageSpot))
    return "".join(_held(capture, data, spot) for spot in place.spots)


def _held(capture: Capture, data: bytes, spot: object) -> str:
    part = getattr(spot, "part", None)
    charset = capture.headers.get("content-type")
    if part:
        leaf = [p for p in message_from_bytes(data).walk() if not p.is_multipart()][part - 1]
        data, charset = leaf.get_payload(decode=True), leaf.get_content_charset()
    source = decode(data, charset, markup=isinstance(spot, ElementSpot)).text
    if isinstance(spot, ElementSpot):
        found = lxml_html.document_fromstring(source).xpath(spot.xpath)
        assert len(found) == 1, spot.xpath
        return str(found[0].xpath("string()"))[spot.start : spot.end]
    if isinstance(spot, LineSpot):
        return source[spot.start : spot.end]
    assert isinstance(spot, (CellSpot, BlockSpot))
    return spot.words


def is_there(capture: Capture, data: bytes, anchor: Anchor, place: Place) -> bool:
    """Whether the words at a place are those of the anchor, white space, hyphens and Markdown's marks aside."""
    words = held(capture, data, place)
    if capture.media_type == "text/markdown":
        return tight(_MARKUP.sub("", words)) == tight(_MARKUP.sub("", anchor.quote))
    return place.whole and tight(words) == tight(anchor.quote)
