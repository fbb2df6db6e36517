"""An anchor leads back to its place in the original, and the words are really there."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from functools import cache
from importlib.resources import as_file
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pypdfium2 as pdfium
import pytest

from amparo.acquire import acquire_source
from amparo.extract import extract_claims
from amparo.model import (
    Anchor,
    BlockSpot,
    Capture,
    CellSpot,
    ElementSpot,
    LineSpot,
    PageSpot,
    Place,
    Problem,
    SkipItem,
    Text,
)
from amparo.packs import Pack, load_pack
from amparo.publish.page_pictures import page_pictures
from amparo.read import locate, locate_all, read_capture
from kit.documents import NOW, capture_of, make_docx, make_pdf, make_xlsx, read, set_lines
from kit.places import is_there, words_under
from kit.scans import needs_ocr, page_of, scanned_pdf

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
RULED = b"".join(
    b"%d %d m %d %d l S\n" % line
    for line in [(72, y, 400, y) for y in (700, 670, 640, 610)] + [(x, 700, x, 610) for x in (72, 236, 400)]
)


@cache
def pack() -> Pack:
    return load_pack()


def items(folder: Path) -> Iterator[tuple[Capture, bytes, Text]]:
    """What can be read in a folder."""
    for item in acquire_source(folder, NOW):
        if not isinstance(item, Problem) and not item.opened:
            try:
                yield item.capture, item.data, read_capture(item.capture, item.data)
            except SkipItem:
                continue


def probes(text: Text, most: int) -> list[Anchor]:
    """Passages all over a text, of any length, that no claim need rest on."""
    found = []
    for number, block in enumerate(text.blocks[:: max(1, len(text.blocks) // most)]):
        start = block.start + (number * 37) % max(1, block.end - block.start)
        end = min(block.end, start + 4 + (number * 53) % 110)
        if any(c.isalnum() for c in text.content[start:end]):
            found.append(text.anchor(start, end))
    return found


def place_of(data: bytes, name: str, quote: str, nth: int = 0) -> tuple[Anchor, Place]:
    """The place of the nth passage of these words in a document."""
    text = read(data, name)
    at = -1
    for _ in range(nth + 1):
        at = text.content.index(quote, at + 1)
    anchor = text.anchor(at, at + len(quote))
    return anchor, locate(capture_of(data, name), data, text, anchor)


LOCKED = make_pdf([set_lines("Words behind a password.")]).replace(
    b"/Info 7 0 R",
    b"/Info 7 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >>"
    % (b"o" * 32, b"u" * 32),
)


def test_every_claim_of_the_demo_is_at_its_place() -> None:
    kinds = set()
    with as_file(pack().root.joinpath("example")) as folder:
        for capture, data, text in items(folder):
            anchors = [claim.anchor for claim in extract_claims(text, pack())]
            assert anchors
            for anchor, place in zip(anchors, locate_all(capture, data, text, anchors), strict=True):
                assert is_there(capture, data, anchor, place), (capture.doc, anchor, place)
            kinds.add(capture.media_type)
    assert len(kinds) >= 6


def test_the_passages_of_real_documents_are_at_their_place() -> None:
    folder = CORPUS / "public_domain"
    if not folder.is_dir():
        pytest.skip("the corpus of real documents is not beside this checkout")
    tried = missed = 0
    for capture, data, text in items(folder):
        if capture.media_type not in ("application/pdf", "text/html", "text/markdown", "text/plain"):
            continue
        anchors = [claim.anchor for claim in extract_claims(text, pack())][:60] + probes(text, 40)
        for anchor, place in zip(anchors, locate_all(capture, data, text, anchors), strict=True):
            tried += 1
            missed += not place.whole
            if "xywh=" in (place.fragment or ""):
                assert all(isinstance(spot, PageSpot) and len(spot.rects) == 1 for spot in place.spots), anchor
                continue  # a page that OCR read has no letters of its own to compare with
            if capture.media_type in ("application/pdf", "text/html", "text/plain"):
                assert is_there(capture, data, anchor, place), (capture.doc, anchor, place)
    assert tried > 100
    assert missed == 0


WORDS = (
    "The note says that the United States will send up to 300 people to El Salvador for one year, and that it will pay."
)


@needs_ocr
@pytest.mark.parametrize(
    "words", [WORDS, "Estados Unidos pagó 4,76 millones de dólares a El Salvador y envió 238 personas."]
)
def test_what_ocr_read_is_at_its_line(words: str) -> None:
    page = page_of(["First words.", words])
    data = scanned_pdf([page])
    capture = capture_of(data, "scan.pdf")
    text = read_capture(capture, data)
    at = text.content.index("El Salvador")
    (place,) = locate_all(capture, data, text, [text.anchor(at, at + len("El Salvador"))])
    (spot,) = place.spots
    assert isinstance(spot, PageSpot)
    assert (spot.page, spot.words) == (1, "El Salvador")
    ((_, picture),) = page_pictures(data, [place], draw=False)
    (mark,) = picture.marks
    seen = page.resize((picture.width, picture.height))
    left, top = round(mark.left * seen.width), round(mark.top * seen.height)
    right, bottom = left + round(mark.width * seen.width), top + round(mark.height * seen.height)
    line = seen.crop((left, top, right, bottom))
    above = seen.crop((left, 2 * top - bottom, right, top - 2))
    assert line.getextrema()[0] < 100
    assert above.getextrema()[0] > 150  # nothing is printed between the two paragraphs


def test_the_rectangles_of_a_pdf_follow_the_lines() -> None:
    data = make_pdf([set_lines(WORDS, width=40)])
    anchor, place = place_of(data, "a.pdf", "the United States will send up to 300 people")
    (spot,) = place.spots
    assert isinstance(spot, PageSpot)
    assert len(spot.rects) == 2
    assert spot.rects[0].bottom >= spot.rects[1].top - 4
    assert is_there(capture_of(data, "a.pdf"), data, anchor, place)


@pytest.mark.parametrize("hyphen", ["-", "\u00ad"])
def test_a_word_that_a_line_end_breaks_is_one_place(hyphen: str) -> None:
    lines = [(72, 700, 11, f"They were deport{hyphen}"), (72, 686, 11, "ed to El Salvador on Saturday night, it says.")]
    data = make_pdf([lines])
    anchor, place = place_of(data, "a.pdf", "were deported to El Salvador")
    assert is_there(capture_of(data, "a.pdf"), data, anchor, place)
    assert sum(len(spot.rects) for spot in place.spots if isinstance(spot, PageSpot)) == 2


def test_words_over_the_end_of_a_page_have_a_spot_on_each() -> None:
    lines = set_lines(" ".join([WORDS] * 3), width=60, top=140)
    cut = 5
    data = make_pdf([lines[:cut], [(x, y + 580, size, words) for x, y, size, words in lines[cut:]]])
    last, first = lines[cut - 1][3].split()[-2:], lines[cut][3].split()[:3]
    anchor, place = place_of(data, "a.pdf", " ".join(last + first), 2)
    assert [spot.page for spot in place.spots if isinstance(spot, PageSpot)] == [1, 2]
    assert is_there(capture_of(data, "a.pdf"), data, anchor, place)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page(turned: int) -> None:
    plain = make_pdf([set_lines(WORDS, width=60)])
    data = plain.replace(b"/MediaBox [0 0 612 792]", b"/MediaBox [0 0 612 792] /Rotate %d" % turned)
    anchor, place = place_of(data, "a.pdf", "send up to 300")
    assert is_there(capture_of(data, "a.pdf"), data, anchor, place)
    assert place.spots == place_of(plain, "a.pdf", "send up to 300")[1].spots


def test_lines_that_run_up_a_page() -> None:
    lines = [(100.0 + 14 * i, 100.0, 11.0, words) for i, (_, _, _, words) in enumerate(set_lines(WORDS, width=60))]
    data = make_pdf([lines]).replace(b"1 0 0 1 ", b"0 1 -1 0 ")
    anchor, place = place_of(data, "a.pdf", "send up to 300 people")
    assert is_there(capture_of(data, "a.pdf"), data, anchor, place)
    (spot,) = place.spots
    assert isinstance(spot, PageSpot)
    assert all(r.top - r.bottom > r.right - r.left for r in spot.rects)


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_of_the_same_words_on_a_page_the_ones_meant_are_found(nth: int) -> None:
    said = [
        f"In {month} they held 238 people there, it says in the note of that month."
        for month in ("May", "June", "July")
    ]
    data = make_pdf([[(72, 700 - 40 * i, 11, words) for i, words in enumerate(said)]])
    _, place = place_of(data, "a.pdf", "238 people", nth)
    (spot,) = place.spots
    assert isinstance(spot, PageSpot)
    assert spot.rects[0].bottom == pytest.approx(700 - 40 * nth, abs=4)


@pytest.mark.parametrize(("nth", "left", "bottom"), [(0, 236, 670), (1, 72, 640), (2, 236, 610)])
def test_a_cell_of_a_ruled_table(nth: int, left: int, bottom: int) -> None:
    cells = [
        (80, 680, "Held"),
        (240, 680, "238"),
        (80, 650, "238"),
        (240, 650, "17"),
        (80, 620, "Paid"),
        (240, 620, "238"),
    ]
    data = make_pdf([[(x, y, 11, words) for x, y, words in cells]], drawn_with=RULED)
    anchor, place = place_of(data, "a.pdf", "238", nth)
    assert "cell=" in (anchor.fragment or "")
    (spot,) = place.spots
    assert isinstance(spot, PageSpot)
    (rect,) = spot.rects
    assert left < rect.left < rect.right < left + 164
    assert bottom < rect.bottom + 4 < rect.top < bottom + 30
    assert words_under(pdfium.PdfDocument(data), spot).strip() == "238"


PAGE = """<!doctype html><html><head><title>Nota</title><style>p {{color: red}}</style></head><body>
<nav><ul><li>Inicio 300 personas</li></ul></nav><article><h1>Una nota verbal de marzo</h1>
<p>Según la nota, {first} fueron enviadas a El Salvador durante un año, dice el texto de la nota que se conoce.</p>
<p>Otra copia dice que {second} fueron enviadas a El Salvador, y no se sabe cuál de las dos es la última versión.</p>
</article></body></html>"""


@pytest.mark.parametrize(
    ("first", "second", "quote", "nth", "xpath"),
    [
        ("300 personas", "300 personas", "300 personas", 0, "/html[1]/body[1]/article[1]/p[1]"),
        ("300 personas", "300 personas", "300 personas", 1, "/html[1]/body[1]/article[1]/p[2]"),
        ("<b>300</b> per<i>so</i>nas", "x", "300 personas", 0, "/html[1]/body[1]/article[1]/p[1]"),
        ("300<!-- 9 --> personas", "x", "300 personas", 0, "/html[1]/body[1]/article[1]/p[1]"),
        ("300\n   personas&nbsp;mayores", "x", "300 personas\u00a0mayores", 0, "/html[1]/body[1]/article[1]/p[1]"),
        ("<a href='x'>300 personas</a>", "x", "300 personas", 0, "/html[1]/body[1]/article[1]/p[1]/a[1]"),
        ("300 R&amp;D personas", "x", "300 R&D personas", 0, "/html[1]/body[1]/article[1]/p[1]"),
        ("<o:p>300 personas</o:p>", "x", "300 personas", 0, "/html[1]/body[1]/article[1]/p[1]/*[1]"),
    ],
)
def test_an_element_of_a_page(first: str, second: str, quote: str, nth: int, xpath: str) -> None:
    data = PAGE.format(first=first, second=second).encode()
    anchor, place = place_of(data, "a.html", quote, nth)
    assert is_there(capture_of(data, "a.html"), data, anchor, place)
    assert [spot.xpath for spot in place.spots if isinstance(spot, ElementSpot)] == [xpath]


def test_the_title_of_a_page_that_shows_no_headline() -> None:
    page = PAGE.format(first="300 personas", second="x").replace("<h1>Una nota verbal de marzo</h1>", "")
    data = page.replace("<title>Nota", "<title>El Salvador acepta 300 personas").encode()
    _, place = place_of(data, "a.html", "acepta 300 personas")
    assert [spot.xpath for spot in place.spots if isinstance(spot, ElementSpot)] == ["/html[1]/head[1]/title[1]"]


def test_cells_of_a_workbook() -> None:
    rows = [["País", "Personas"], ["Venezuela", 238], ["El Salvador", 238]]
    data = make_xlsx({"Portada": [["238"]], "Pagos; año = 2025": rows})
    _, place = place_of(data, "a.xlsx", "238", 2)
    (spot,) = place.spots
    assert isinstance(spot, CellSpot)
    assert (spot.sheet, spot.cell, spot.row, spot.column, spot.words) == ("Pagos; año = 2025", "B3", 3, 2, "238")
    assert openpyxl.load_workbook(BytesIO(data))[spot.sheet][spot.cell].value == 238
    assert place.selectors()[0]["value"] == "sheet=Pagos%3B a%C3%B1o %3D 2025;cell=B3"


def test_a_cell_of_prose_and_words_over_two_cells_of_csv() -> None:
    prose = "They held 238 people there, " * 12
    data = f'Month,Note\nMay,"{prose}"\nJune,12 people\n'.encode()
    _, place = place_of(data, "a.csv", "238 people", 3)
    (spot,) = place.spots
    assert isinstance(spot, CellSpot)
    assert (spot.cell, prose[spot.start : spot.end]) == ("B2", "238 people")
    _, place = place_of(data, "a.csv", "June\t12 people")
    assert [selector["value"] for selector in place.selectors()] == ["cell=3,1", "cell=3,2"]


def mail(body: str, subtype: str = "plain") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "Nota: 300 personas"
    message.set_content(body, subtype)
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    return bytes(message)


@pytest.mark.parametrize(
    ("body", "quote", "line", "column"),
    [
        ("Hola:\n\nSon 300 personas, señala la nota.", "Son 300 personas, señala", 3, 1),
        (
            "Hola:\n\n> El texto de la nota verbal de marzo dice que son hasta 300\n> personas, señala.\n",
            "hasta 300 personas, señala",
            3,
            52,
        ),
        ("Hola:\n\n  Son 300 personas", "300 personas", 3, 7),
    ],
)
def test_a_line_of_a_mail(body: str, quote: str, line: int, column: int) -> None:
    data = mail(body)
    text = read(data, "a.eml")
    at = text.content.rindex(quote)
    place = locate(capture_of(data, "a.eml"), data, text, text.anchor(at, at + len(quote)))
    (spot,) = place.spots
    assert isinstance(spot, LineSpot)
    assert (spot.part, spot.line, spot.column) == (1, line, column)
    assert body.split("\n")[spot.line - 1][spot.column - 1 :].startswith(quote[:3])


def test_the_subject_of_a_mail_and_an_element_of_its_html() -> None:
    data = mail("<p>Hola</p><p>Son <b>300</b> personas, dice.</p>", "html")
    _, place = place_of(data, "a.eml", "300 personas")
    assert place.spots == (BlockSpot("header=Subject", 6, 18, "300 personas"),)
    anchor, place = place_of(data, "a.eml", "Son 300 personas")
    (spot,) = place.spots
    assert isinstance(spot, ElementSpot)
    assert (spot.part, spot.xpath) == (1, "/html[1]/body[1]/p[2]")
    assert is_there(capture_of(data, "a.eml"), data, anchor, place)


def test_paragraphs_and_cells_of_a_word_document() -> None:
    data = make_docx([("Title", "Nota"), ("Normal", "Son 238 personas."), ("table", "País|Personas/Venezuela|238")])
    _, place = place_of(data, "a.docx", "238 personas")
    (spot,) = place.spots
    assert isinstance(spot, BlockSpot)
    number = int(spot.name.removeprefix("block="))
    assert docx.Document(BytesIO(data)).paragraphs[number - 1].text[spot.start : spot.end] == "238 personas"
    _, place = place_of(data, "a.docx", "238", 1)
    (cell,) = place.spots
    assert isinstance(cell, CellSpot)
    assert docx.Document(BytesIO(data)).tables[0].cell(cell.row - 1, cell.column - 1).text == "238"


@pytest.mark.parametrize(
    ("source", "quote", "words", "line"),
    [
        ("# A\n\nThey sent 300 people.\n\nThey sent 300 people.", "300 people", "300 people", 3),
        (
            "# A\n\nThey sent **300**\npeople [there](http://x.example/300)(1).",
            "300 people there",
            "300**\npeople [there",
            3,
        ),
        ("---\ntitle: They sent 300 people\n---\n\nText of it.", "300 people", "300 people", 2),
        ("# A\n\nThey &amp; we sent 300 people.", "They & we sent", "They &amp; we sent", 3),
        ("# A\r\n\r\nThey sent\r\n300 people.", "sent 300", "sent\n300", 3),
    ],
)
def test_lines_of_markdown(source: str, quote: str, words: str, line: int) -> None:
    _, place = place_of(source.encode(), "a.md", quote)
    (spot,) = place.spots
    assert isinstance(spot, LineSpot)
    assert (spot.words, spot.line) == (words, line)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_a_text(encoding: str, end: str) -> None:
    source = end.join(["Título", "", "  El año pasado eran 300 personas", "y este año «238 personas», dice."])
    data = source.encode(encoding)
    _, place = place_of(data, "a.txt", "238 personas")
    (spot,) = place.spots
    assert isinstance(spot, LineSpot)
    assert (spot.line, spot.column, spot.last_column, spot.words) == (4, 13, 24, "238 personas")


def test_a_saved_page_names_its_part() -> None:
    message = EmailMessage()
    message["Subject"], message["Snapshot-Content-Location"] = "p", "https://x.example/p"
    message.set_content(PAGE.format(first="300 personas", second="x"), "html")
    message.make_related()
    data = bytes(message)
    anchor, place = place_of(data, "a.mhtml", "300 personas")
    (spot,) = place.spots
    assert isinstance(spot, ElementSpot)
    assert spot.part == 1
    assert is_there(capture_of(data, "a.mhtml"), data, anchor, place)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (
            "a.html",
            "<html><body><article><p>" + "They sent 300 people there, it says. " * 200 + "</p></article></body></html>",
        ),
        ("a.txt", "They sent 300 people there.\n\n" * 200),
        ("a.md", "They sent **300** people there.\n\n" * 200),
        ("a.eml", "From: a@b.example\nSubject: s\n\n" + "They sent 300 people there.\n\n" * 200),
    ],
)
def test_words_that_stand_many_times_have_each_their_own_place(name: str, source: str) -> None:
    data = source.encode()
    text, quote = read(data, name), "300 people"
    starts = [at for at in range(len(text.content)) if text.content.startswith(quote, at)]
    places = locate_all(capture_of(data, name), data, text, [text.anchor(at, at + len(quote)) for at in starts])
    at = [spot.start for place in places for spot in place.spots if isinstance(spot, (ElementSpot, LineSpot))]
    assert len(at) == 200
    assert at == sorted(set(at))


def test_words_that_the_original_does_not_hold_have_no_place() -> None:
    kept, other = (
        make_pdf([set_lines(WORDS)]),
        make_pdf([set_lines("Another text of some length that says nothing of it.")]),
    )
    text = read(kept, "a.pdf")
    at = text.content.index("300 people")
    place = locate(capture_of(other, "a.pdf"), other, text, text.anchor(at, at + 10))
    assert (place.spots, place.whole) == ((), False)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"%PDF-1.4\nrubbish", "a.pdf", "The PDF is damaged and cannot be opened."),
        (LOCKED, "a.pdf", "The PDF is encrypted."),
        (b"", "a.html", "It is not a web page that can be parsed."),
    ],
)
def test_an_original_that_cannot_be_opened(data: bytes, name: str, reason: str) -> None:
    sound = {"a.pdf": make_pdf([set_lines(WORDS)]), "a.html": PAGE.format(first="300 people", second="x").encode()}[
        name
    ]
    text = read(sound, name)
    at = text.content.index("300 people")
    capture = capture_of(sound, name)
    with pytest.raises(SkipItem, match=reason):
        locate(capture, data, text, text.anchor(at, at + 10))
