"""The one way back: from an anchor to its place in the preserved original, worked out from the original's own bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import unquote

from amparo.acquire.attachments import leaves
from amparo.acquire.mime import header, parse_mail
from amparo.model import Anchor, BlockSpot, Capture, CellSpot, Place, SkipItem, Spot, Text
from amparo.read.charset import decode
from amparo.read.compose import cell_name
from amparo.read.html_blocks import parse_page
from amparo.read.html_places import HtmlPlaces
from amparo.read.line_places import LinePlaces, in_header, source_text
from amparo.read.mail import body_text
from amparo.read.matching import Piece, Stream, Wanted
from amparo.read.mhtml import saved_page
from amparo.read.pdf import open_pdf
from amparo.read.pdf_places import PdfPlaces
from amparo.read.reader import read_capture

Find = Callable[[Wanted, Piece], Sequence[Spot]]


def locate(capture: Capture, data: bytes, text: Text, anchor: Anchor) -> Place:
    """Where the words of an anchor stand in the original; see `locate_all`."""
    return locate_all(capture, data, text, [anchor])[0]


def locate_all(capture: Capture, data: bytes, text: Text, anchors: Iterable[Anchor]) -> list[Place]:
    """Where the words of each anchor stand in the original, which is opened once.

    Args:
        capture: of the original.
        data: its bytes.
        text: what was read from it; a reader of another version may have made it.
        anchors: of that text.

    Raises:
        SkipItem: the original cannot be opened; the reason and the remedy are sentences for a person.
    """
    listed, wanted = list(anchors), Wanted(text)
    if capture.media_type != "application/pdf":
        find = _FINDERS.get(capture.media_type, _in_blocks)(capture, data)
        return [_place(wanted, anchor, find) for anchor in listed]
    document = open_pdf(data)
    try:
        places = PdfPlaces(document)
        return [_place(wanted, anchor, places.find) for anchor in listed]
    finally:
        document.close()


def source_of_page(capture: Capture, data: bytes, part: int | None = None) -> str:
    """The markup of a web page, of the one in a saved page, or of a part of a mail, as it is parsed for its places.

    Raises:
        SkipItem: there is none.
    """
    if capture.media_type == "multipart/related":
        _, payload, told = saved_page(data)
        return decode(payload, told, markup=True).text
    if capture.media_type == "message/rfc822":
        return _part_of(data, part)
    return decode(data, capture.headers.get("content-type"), markup=True).text


def source_of_lines(capture: Capture, data: bytes, part: int | None = None) -> str:
    """The characters of a text file, or of a part of a mail, as the lines of its places are counted."""
    return _part_of(data, part) if capture.media_type == "message/rfc822" else source_text(capture, data)


def _part_of(data: bytes, part: int | None) -> str:
    parts = leaves(parse_mail(data))
    if part is None or not 1 <= part <= len(parts):
        raise SkipItem(f"The mail has no part {part}.", "")
    return body_text(parts[part - 1])


def _place(wanted: Wanted, anchor: Anchor, find: Find) -> Place:
    found = [find(wanted, piece) for piece in wanted.pieces(anchor)]
    return Place(anchor.fragment, tuple(spot for spots in found for spot in spots), bool(found) and all(found))


def _in_page(capture: Capture, data: bytes) -> Find:
    number = saved_page(data)[0] if capture.media_type == "multipart/related" else None
    return _finder_of_page(source_of_page(capture, data), number)


def _finder_of_page(source: str, part: int | None = None) -> Find:
    page = parse_page(source)
    if page is None:
        raise SkipItem("It is not a web page that can be parsed.", "Save it again from your browser.")
    return HtmlPlaces(page, part).find


def _in_lines(capture: Capture, data: bytes) -> Find:
    return LinePlaces(source_text(capture, data), markdown=capture.media_type == "text/markdown").find


def _in_mail(capture: Capture, data: bytes) -> Find:
    message = parse_mail(data)
    parts = leaves(message)
    finders: dict[int, Find] = {}

    def find(wanted: Wanted, piece: Piece) -> Sequence[Spot]:
        name, number = piece.place("header"), piece.number("part")
        if name:
            return in_header(name, header(message, name.lower()), wanted, piece)
        if number is None or not 1 <= number <= len(parts):
            return []
        if number not in finders:
            part = parts[number - 1]
            is_page = part.get_content_type() == "text/html"
            source = body_text(part)
            finders[number] = _finder_of_page(source, number) if is_page else LinePlaces(source, number).find
        return finders[number](wanted, piece)

    return find


def _in_blocks(capture: Capture, data: bytes) -> Find:
    """Reads the original again: the place is the block of that name which holds the words."""
    again = read_capture(capture, data)
    by_name: dict[str | None, list[str]] = {}
    for block in again.blocks:
        by_name.setdefault(block.fragment, []).append(again.content[block.start : block.end])

    def find(wanted: Wanted, piece: Piece) -> Sequence[Spot]:
        held = by_name.get(piece.fragment, [])
        around = wanted.text.content[piece.low : piece.high]
        for words in sorted(held, key=lambda words: words != around):
            at = wanted.found_in(Stream(words), piece)
            if at:
                return [_named(piece, at[0], at[-1] + 1, words)]
        return []

    return find


def _named(piece: Piece, start: int, end: int, words: str) -> Spot:
    cell, sheet = piece.place("cell"), piece.place("sheet")
    if cell is None:
        return BlockSpot(piece.fragment or "", start, end, words[start:end])
    place = piece.block.cell if piece.block else None
    row, column = (place.row, place.column) if place else _row_and_column(cell)
    return CellSpot(
        row=row,
        column=column,
        cell=cell,
        start=start,
        end=end,
        words=words[start:end],
        sheet=unquote(sheet) if sheet is not None else None,
        block=piece.number("block"),
    )


def _row_and_column(cell: str) -> tuple[int, int]:
    """Row and column of a cell by its name; `B4` is row 4, column 2."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    row = int(cell[len(letters) :] or 0)
    assert cell_name(row, column) == cell
    return row, column


_FINDERS: Mapping[str, Callable[[Capture, bytes], Find]] = {
    "text/html": _in_page,
    "application/xhtml+xml": _in_page,
    "multipart/related": _in_page,
    "text/plain": _in_lines,
    "text/markdown": _in_lines,
    "message/rfc822": _in_mail,
}
"""How places are found in each kind; in the others, by reading the original again."""
