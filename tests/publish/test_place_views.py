"""The place of a claim as a picture and as a page: the marks are where the words are, and nothing hostile survives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from lxml import html as lxml_html
from PIL import Image

from amparo.model import PageSpot, SkipItem
from amparo.publish.marked_markup import marked_markup
from amparo.publish.page_pictures import page_pictures
from amparo.publish.place_views import Shown, place_page, place_picture, place_words
from amparo.publish.typeset import UNKNOWN, Mark, Picture, Row, set_rows, set_table
from amparo.read import locate_all, source_of_page
from kit.documents import capture_of, make_docx, make_pdf, make_xlsx, read, set_lines
from kit.places import tight

WORDS = (
    "The note says that the United States will send up to 300 people to El Salvador for one year, and that it will pay."
)


def shown(data: bytes, name: str, *quotes: str) -> Shown:
    """A document with the places of these words in it."""
    capture, text = capture_of(data, name), read(data, name)
    anchors = [text.anchor(at, at + len(q)) for q in quotes for at in [text.content.index(q)]]
    return Shown(capture, data, text, anchors, locate_all(capture, data, text, anchors))


def tinted(picture: Picture) -> set[tuple[int, int]]:
    """The pixels of a picture that a marker went over: clearly yellow."""
    image = Image.open(BytesIO(picture.png)).convert("RGB")
    pixels = image.load()
    assert pixels is not None
    found = set()
    for x in range(image.width):
        for y in range(image.height):
            red, green, blue = pixels[x, y]  # type: ignore[misc]
            if red > 200 and green > 170 and blue < 150:
                found.add((x, y))
    return found


def inside(picture: Picture, marks: Sequence[Mark], x: float, y: float, slack: float) -> bool:
    return any(
        m.left * picture.width - slack <= x <= (m.left + m.width) * picture.width + slack
        and m.top * picture.height - slack <= y <= (m.top + m.height) * picture.height + slack
        for m in marks
    )


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_marker_goes_over_the_words_and_nothing_else(turned: int) -> None:
    data = make_pdf([set_lines(WORDS, width=60)])
    data = data.replace(b"/MediaBox [0 0 612 792]", b"/MediaBox [0 0 612 792] /Rotate %d" % turned)
    seen = shown(data, "a.pdf", "send up to 300")
    ((number, picture),) = page_pictures(data, seen.places, dpi=72)
    assert number == 1
    over = tinted(picture)
    assert len(over) > 300
    assert all(inside(picture, picture.marks, x, y, 3) for x, y in over)
    page = pdfium.PdfDocument(data)[0]
    layer, boxes = page.get_textpage(), pdfium.PdfPosConv(page, (0, 0, picture.width, picture.height, 0))
    at = layer.get_text_range().index("send up to 300")
    for index in range(layer.count_chars()):
        left, bottom, right, top = layer.get_charbox(index, loose=True)
        if right - left < 2 or layer.get_text_range(index, 1).isspace():
            continue
        x0, y0 = boxes.to_bitmap(left, bottom)
        x1, y1 = boxes.to_bitmap(right, top)
        around = {(x, y) for x in range(min(x0, x1), max(x0, x1)) for y in range(min(y0, y1), max(y0, y1))}
        assert bool(len(around & over) > len(around) / 4) == (at <= index < at + 14), layer.get_text_range(index, 1)


def test_marks_are_told_and_not_drawn_where_a_program_lays_them_over() -> None:
    data = make_pdf([set_lines(WORDS, width=60), set_lines(WORDS, width=60)])
    seen = shown(data, "a.pdf", "send up to 300", "one year", "300 people")
    pictures = dict(page_pictures(data, seen.places, pages=[1, 2], dpi=72, draw=False))
    assert not tinted(pictures[1])
    assert [mark.which for mark in pictures[1].marks] == [0, 1, 2, 2]
    assert pictures[2].marks == ()
    with pytest.raises(SkipItem, match="no page 3"):
        list(page_pictures(data, seen.places, pages=[3]))


def test_a_page_of_monstrous_size_makes_no_monstrous_picture() -> None:
    data = make_pdf([set_lines(WORDS, width=60)]).replace(b"[0 0 612 792]", b"[0 0 14400 14400]")
    seen = shown(data, "a.pdf", "send up to 300")
    ((_, picture),) = page_pictures(data, seen.places)
    assert max(picture.width, picture.height) <= 4_001


def test_words_set_as_a_picture_are_marked_where_they_are() -> None:
    text = "Según la nota verbal, " + "hasta 300 personas serían enviadas a El Salvador; " * 5
    start = text.index("hasta", 200)
    picture = set_rows([Row("Título", bold=True), Row(text, ((start, start + 18, 0),), "1")], ["pie"])
    over = tinted(picture)
    assert len(over) > 500
    assert all(inside(picture, picture.marks, x, y, 4) for x, y in over)
    assert 1 <= len(picture.marks) <= 2


@pytest.mark.parametrize("text", ["漢字 and Ж", "\ud800 alone", "a" * 5_000, "", "\x00\x07"])
def test_letters_that_cannot_be_drawn_and_lines_without_end(text: str) -> None:
    picture = set_rows([Row(text, ((0, len(text), 0),))], [UNKNOWN])
    assert picture.width == 1280
    assert 50 < picture.height < 8_000


def test_a_table_is_marked_in_its_cell() -> None:
    rows = {1: {1: Row("País"), 2: Row("Personas")}, 9: {1: Row("Venezuela"), 2: Row("238", ((0, 3, 0),))}}
    picture = set_table(rows, {1: "A", 2: "B"}, ["a.xlsx"])
    (mark,) = picture.marks
    assert mark.left > 0.5
    assert all(inside(picture, [mark], x, y, 4) for x, y in tinted(picture))


DOCUMENTS = {
    "a.pdf": make_pdf([set_lines(WORDS, width=60)]),
    "a.html": f"<html><body><article><h1>Note</h1><p>{WORDS}</p></article></body></html>".encode(),
    "a.md": f"# Note\n\n{WORDS}\n".encode(),
    "a.txt": f"Note\n\n{WORDS}\n".encode(),
    "a.eml": f"From: a@b.example\nSubject: Note\n\n{WORDS}\n".encode(),
    "a.docx": make_docx([("Title", "Note"), ("Normal", WORDS)]),
    "a.csv": b"Place,Note\nCECOT,They send up to 300 people there\nOther,None\n",
    "a.xlsx": make_xlsx({"Uno": [["Place", "Note"], ["CECOT", "They send up to 300 people there"]]}),
}


@pytest.mark.parametrize("name", list(DOCUMENTS))
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_kind_as_a_picture_and_as_a_page(name: str, lang: str) -> None:
    seen = shown(DOCUMENTS[name], name, "up to 300 people")
    made = place_picture(seen, lang)
    image = Image.open(BytesIO(made))
    assert tinted(Picture(made, image.width, image.height))
    page = place_page(seen, lang)
    tree = lxml_html.document_fromstring(page)
    if name == "a.pdf":
        assert tree.xpath("//img/@src")[0].startswith("data:image/png;base64,")
    else:
        assert tight("".join(mark.text_content() for mark in tree.iter("mark"))) == "upto300people"
    assert place_words(seen.places[0], lang) in tree.text_content()
    assert seen.capture.sha256 in page
    assert ("evidence to look at" in page) == (lang == "en")


HOSTILE = [
    "<script>steal()</script>",
    "<img src=x onerror=steal()>",
    "<img src=https://x.example/a.png>",
    "<p onclick=steal() style='background:url(https://x.example/b)'>Hola</p>",
    "<svg onload=steal()><script>steal()</script><image href='https://x.example/c'/></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img src=x onerror=steal()>--></mglyph></table></mtext></math>",
    "<iframe src=https://x.example srcdoc='<script>steal()</script>'></iframe>",
    "<object data=https://x.example></object><embed src=https://x.example></embed>",
    "<meta http-equiv=refresh content='0;url=https://x.example'>",
    "<base href=https://x.example/><link rel=stylesheet href=https://x.example/d.css>",
    "<a href='javascript:steal()'>uno</a><a href=https://x.example ping=https://x.example>dos</a>",
    "<form action=https://x.example><input autofocus onfocus=steal()><button formaction=steal()>x</button></form>",
    "<style>@import url(https://x.example/e.css); mark{display:none}</style>",
    "<video src=https://x.example autoplay></video><audio src=https://x.example></audio>",
    "<template><script>steal()</script></template><noscript><img src=https://x.example></noscript>",
    "<mark id=claim-0 data-claims=0 onclick=steal()>238 people</mark>",
    "<p style='display:none'>steal() hidden</p><p hidden>steal() hidden</p>",
    "<!--[if gte IE 4]><script>steal()</script><![endif]-->",
    "<details open ontoggle=steal()>x</details><marquee onstart=steal()>y</marquee>",
    "<title></title><img src=x onerror=steal()></title>",
    "<textarea></textarea><img src=x onerror=steal()>",
    "<table background=https://x.example/f><tr><td background=https://x.example/g>z</table>",
]


@pytest.mark.parametrize("attack", HOSTILE)
@pytest.mark.parametrize("where", ["before", "within", "head"])
def test_nothing_hostile_survives_and_the_mark_stays(attack: str, where: str) -> None:
    within = attack if where == "within" and attack.startswith(("<img", "<a ", "<script", "<mark", "<!--")) else ""
    before = attack if where == "before" else ""
    body = f"<article><h1>Note</h1>{before}<p>{WORDS.replace('300', '300' + within)}</p></article>"
    page = f"<html><head>{attack if where == 'head' else ''}</head><body>{body}</body></html>".encode()
    quote = "for one year"
    seen = shown(page, "a.html", quote)
    made = place_page(seen, "en")
    body_of_it = made[made.index("<main>") :]
    assert "steal" not in body_of_it
    assert "x.example" not in body_of_it
    assert not re.search(r"\s(?:on\w+|style|src|href|srcset|action|ping|background|class)\s*=", body_of_it)
    tree = lxml_html.document_fromstring(made)
    allowed = {"meta", "title", "style", "main", "mark", "article", "h1", "p", "a", "br", "div", "span", "details"}
    allowed |= {"html", "head", "body", "table", "tbody", "tr", "td"}
    assert {e.tag for e in tree.iter() if isinstance(e.tag, str)} <= allowed
    assert len(tree.xpath("//meta[@http-equiv]")) == 1
    marks = list(tree.iter("mark"))
    assert "".join(mark.text_content() for mark in marks) == quote
    assert [mark.get("id") for mark in marks] == ["claim-0"]
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_many_claims_on_one_page_each_with_its_number() -> None:
    body = f"<article><h1>Note</h1> <p>{WORDS.replace('300', '<b>300</b>')}</p></article>"
    page = f"<html><body>{body}</body></html>".encode()
    seen = shown(page, "a.html", "send up to 300 people", "300 people to El Salvador", "for one year")
    markup = marked_markup(source_of_page(seen.capture, page), seen.places)
    tree = lxml_html.fragment_fromstring(markup, create_parent=True)
    for which, quote in enumerate(["send up to 300 people", "300 people to El Salvador", "for one year"]):
        own = [mark for mark in tree.iter("mark") if str(which) in mark.get("data-claims").split()]
        assert "".join(mark.text for mark in own) == quote
    assert tree.text_content().split() == f"Note {WORDS}".split()
    assert len(tree.xpath("//*[@id='claim-2']")) == 1


def test_words_in_the_title_of_a_page_are_shown_above_it() -> None:
    page = f"<html><head><title>El Salvador takes 300 people</title></head><body><p>{WORDS}</p></body></html>".encode()
    made = place_page(shown(page, "a.html", "takes 300 people"), "en")
    assert "<mark>takes 300 people</mark>" in made


def test_a_long_line_is_cut_around_its_mark() -> None:
    data = ("x " * 40_000 + "They sent 300 people there. " + "y " * 40_000).encode()
    seen = shown(data, "a.txt", "300 people")
    image = Image.open(BytesIO(place_picture(seen, "en")))
    assert image.height < 4_000
    assert "<mark>300 people</mark>" in place_page(seen, "en")


def test_pages_that_share_a_quote_stand_under_each_other() -> None:
    lines = set_lines(WORDS, width=64, top=90)
    data = make_pdf([lines[:1], [(x, 720, size, words) for x, _, size, words in lines[1:]]])
    seen = shown(data, "a.pdf", "300 people to El Salvador")
    assert [spot.page for spot in seen.places[0].spots if isinstance(spot, PageSpot)] == [1, 2]
    assert Image.open(BytesIO(place_picture(seen, "en"))).height > 2 * 1650


def test_words_not_found_are_told_as_such() -> None:
    seen = shown(DOCUMENTS["a.txt"], "a.txt", "300 people")
    lost = Shown(
        seen.capture, seen.data, seen.text, seen.anchors, locate_all(seen.capture, b"Other.", seen.text, seen.anchors)
    )
    for made in (place_picture, place_page):
        with pytest.raises(SkipItem, match="not found again"):
            made(lost, "en")
