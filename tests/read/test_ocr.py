"""OCR: how well it reads in both languages, where each line stands, what it must never join, and what bounds it."""

from __future__ import annotations

import itertools
import re
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from amparo.model import MissingTool, SkipItem, Text
from amparo.read import ocr
from kit.documents import read, shown
from kit.scans import FONTS, SANS, SERIF, needs_ocr, page_of, saved, scanned_pdf, table_of

ENGLISH = (
    "The government of Ruritania told the visiting officials that it could take up to 500 people, and later, in a note "
    "of March 14, that there was room for no more than 300 of them. Nobody signed it; the embassy called it a friendly "
    "understanding, and a lawyer for the families called it worthless.",
    "The department set aside $15 million and sent $4.76 million of it, which is 32% of the whole. The rest, said "
    'Deputy Secretary Quinlan, "depends on how many are still held there in June"; on 17 June she did not reply.',
    "Seven flights left between 9 and 21 March 2031. They carried 238 men, of whom 101 had an open asylum case, and 23 "
    "who had been named on a list that the ministry has since withdrawn.",
)
SPANISH = (
    "El ministerio de Exteriores avisó a los visitantes de que podía recibir hasta 500 personas y, más tarde, en una "
    "nota del 14 de marzo, de que no había lugar para más de 300. Nadie la firmó; la embajada la llamó un "
    "entendimiento amistoso, y una abogada de las familias dijo que no valía nada.",
    "El departamento apartó 15 millones de dólares y envió 4.760.000, el 32 % del total. El resto, según la "
    "viceministra Ibáñez, «depende de cuántos sigan allí en junio»; el 17 de junio no contestó. ¿Quién pagó lo demás?",
    "Siete vuelos salieron entre el 9 y el 21 de marzo de 2031. Llevaban a 238 hombres, de los que 101 tenían abierto "
    "un caso de asilo, y a otros 23 que figuraban en una lista que el ministerio retiró después, sin explicación.",
)
ROWS = (
    ("Departamento 1", "1,234"),
    ("Departamento 2", "2,345"),
    ("Departamento 11", "1,019"),
    ("Departamento 4", "3,111"),
)


def errors(seen: str, true: str) -> int:
    """How many characters have to be put in, left out or changed (Levenshtein)."""
    row = list(range(len(true) + 1))
    for i, here in enumerate(seen, 1):
        before, row[0] = row[0], i
        for j, there in enumerate(true, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (here != there))
    return row[-1]


@needs_ocr
@pytest.mark.parametrize(("language", "paragraphs"), [("English", ENGLISH), ("Spanish", SPANISH)])
@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_at_most_one_character_in_a_hundred_is_read_wrongly(
    language: str, paragraphs: tuple[str, ...], kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    true, wrong = 0, 0
    for font, size in itertools.product((SERIF, SANS), (9, 11, 13)):
        page = page_of(paragraphs, font, size)
        text = read(saved(page) if kind == "png" else scanned_pdf([page]), f"a.{kind}")
        wanted = "\n\n".join(" ".join(p.split()) for p in paragraphs)
        true, wrong = true + len(wanted), wrong + errors(text.content, wanted)
        assert all(block.ocr for block in text.blocks)
    with capsys.disabled():
        print(f"\nOCR, {language}, {kind} at 200 dpi: {wrong} of {true:,} characters wrong ({wrong / true:.2%})")
    assert wrong / true <= 0.01


@needs_ocr
@pytest.mark.parametrize("right", [False, True], ids=["left", "right"])
@pytest.mark.parametrize("gap", [0.15, 0.3, 1, 3])
@pytest.mark.parametrize(
    "font",
    ["liberation/LiberationSans-Regular", "liberation/LiberationSerif-Regular", "liberation/LiberationMono-Regular"],
)
def test_a_label_s_number_and_the_figure_beside_it_are_never_one(font: str, gap: float, right: bool) -> None:
    for size in (8, 10, 12):
        text = read(saved(table_of(ROWS, FONTS / f"{font}.ttf", size, gap, right)), "a.png")
        figures = re.findall(r"(?<![\d,])\d[\d,]*(?![\d,])", text.content)
        beside = {figure for _, figure in ROWS}
        assert beside <= set(figures) <= beside | {"1", "2", "4", "11"}, (size, text.content)
        assert all(block.ocr for block in text.blocks)


@needs_ocr
def test_every_line_leads_back_to_its_place_on_the_page() -> None:
    text = read(saved(page_of(ENGLISH)), "a.png")
    at = text.content.index("$15 million")
    place = text.anchor(at, at + 11).fragment or ""
    page, _, box = place.partition(";xywh=percent:")
    left, top, width, height = map(float, box.split(","))
    assert page == "page=1"
    assert (left, top) == pytest.approx((12.1, 14.7), abs=0.5)
    assert 60 < width < 80
    assert 1 < height < 2
    tops = [float(f.split(",")[1]) for block in text.blocks for _, f in ((0, block.fragment or ""), *block.breaks)]
    assert tops == sorted(tops)
    assert len(tops) == 8


@needs_ocr
@pytest.mark.parametrize(("form", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("WEBP", "a.webp"), ("TIFF", "a.tif")])
def test_kinds_of_pictures(form: str, name: str) -> None:
    text = read(saved(page_of(SPANISH[:1]), form), name)
    assert [kind for kind, _ in shown(text)] == ["paragraph"]
    assert errors(text.content, SPANISH[0]) <= 2
    assert text.lang == "es"
    assert re.fullmatch(r"picture/1 pillow/\S+ tesseract/\S+ eng\+spa/[0-9a-f]{12}", text.reader)


@needs_ocr
def test_the_pages_of_a_tiff() -> None:
    pages = [page_of(ENGLISH[:1]), page_of(SPANISH[:1])]
    text = read(saved(pages[0], "TIFF", pages[1:]), "fax.tiff")
    assert [(block.fragment or "").partition(";")[0] for block in text.blocks] == ["page=1", "page=2"]


@needs_ocr
@pytest.mark.parametrize("mode", ["1", "RGBA", "P", "CMYK", "I;16"])
def test_pictures_in_every_colour_space(mode: str, tmp_path: Path) -> None:
    page = page_of(ENGLISH[:1])
    if mode == "RGBA":
        page = Image.merge("RGBA", [*[page] * 3, page.point(lambda value: 255 - value)])
    elif mode == "I;16":
        page = Image.frombytes("I;16", page.size, b"".join(bytes((v, v)) for v in page.tobytes()))
    else:
        page = page.convert(mode)
    assert "room for no more than 300" in read(saved(page, "TIFF"), "a.tif").content


@needs_ocr
def test_only_pages_without_a_text_layer_are_read_by_ocr() -> None:
    layer = "The ministry says on this page that 238 men were flown out.\nIt says no more."
    text = read(scanned_pdf([layer, page_of(ENGLISH[:1]), layer]), "mixed.pdf")
    assert [(block.ocr, (block.fragment or "")[:6]) for block in text.blocks] == [
        (False, "page=1"),
        (True, "page=2"),
        (False, "page=3"),
    ]
    assert "tesseract/" in text.reader
    assert not text.problems
    assert "tesseract/" not in read(scanned_pdf([layer]), "layer.pdf").reader


@needs_ocr
def test_the_same_picture_gives_the_same_text() -> None:
    data = scanned_pdf([page_of(SPANISH)])
    assert read(data, "a.pdf") == read(data, "a.pdf")


@needs_ocr
def test_a_title_or_date_that_ocr_read_is_given_to_no_document_with_a_text_layer() -> None:
    layer = "The ministry says on this page that 238 men were flown out."
    page = page_of(["Published: 14 March 2025", *ENGLISH[:1]])
    assert read(saved(page), "a.png").published == "2025-03-14"
    assert read(scanned_pdf([page, layer]), "a.pdf").published is None


@needs_ocr
def test_a_page_without_words_and_a_page_read_badly_are_told() -> None:
    noise = Image.effect_noise((1654, 2339), 120).convert("L")
    with pytest.raises(SkipItem, match=r"OCR saw no words|It is in|It holds no text"):
        read(saved(Image.new("L", (1654, 2339), 255)), "white.png")
    small = page_of(ENGLISH, size=11).resize((380, 537)).resize((1654, 2339))
    mixed = read(scanned_pdf(["Page one has a layer that says little.", small, noise]), "a.pdf")
    where = [(problem.where, problem.reason) for problem in mixed.problems]
    assert "with much doubt" in dict(where)["page=2"]
    assert "page=3" in dict(where)


@pytest.mark.usefixtures("without_tesseract")
def test_without_ocr_each_page_is_a_row_that_says_how_to_get_it() -> None:
    layer = "The ministry says on this page that 238 men were flown out.\nIt says no more."
    text = read(scanned_pdf([layer, page_of(ENGLISH[:1])]), "mixed.pdf")
    ((where, reason, remedy),) = [(p.where, p.reason, p.remedy) for p in text.problems]
    assert (where, reason) == ("page=2", "Page 2 has no text layer; it is a picture.")
    assert "Tesseract" in remedy
    for data, name in ((scanned_pdf([page_of(ENGLISH[:1])]), "a.pdf"), (saved(page_of(ENGLISH[:1])), "a.png")):
        with pytest.raises(MissingTool) as caught:
            read(data, name)
        assert "Tesseract" in caught.value.remedy


def test_a_language_whose_data_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"--version": "tesseract 5.9\n", "--list-langs": 'List of available languages in "/data/" (1):\neng\n'}
    monkeypatch.setattr(shutil, "which", lambda name: "/nowhere/tesseract")
    monkeypatch.setattr(ocr, "_said", lambda program, option: told[option])
    with pytest.raises(MissingTool, match="lacks its language data for spa"):
        ocr.find_engine(("en", "es"))


@needs_ocr
@pytest.mark.parametrize(
    ("seconds", "memory", "said"),
    [(0.05, 2_000_000_000, "it took longer than"), (60, 30_000_000, "Tesseract gave up")],
)
def test_a_page_has_bounds(monkeypatch: pytest.MonkeyPatch, seconds: float, memory: int, said: str) -> None:
    monkeypatch.setattr(ocr, "SECONDS", seconds)
    monkeypatch.setattr(ocr, "_MEMORY", memory)
    layer = "The ministry says on this page that 238 men were flown out."
    text: Text = read(scanned_pdf([layer, page_of(ENGLISH)]), "a.pdf")
    assert said in text.problems[0].reason
    assert text.problems[0].where == "page=2"


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    bomb = saved(Image.new("1", (20_000, 20_000)))
    with pytest.raises(SkipItem, match=r"million pixels|OCR is not installed"):
        read(bomb, "bomb.png")


@needs_ocr
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP", "GIF"])
def test_broken_pictures_are_rows(form: str) -> None:
    data = bytearray(saved(page_of(ENGLISH[:1], size=9, dpi=60), form))
    for at in range(0, len(data), max(len(data) // 12, 1)):
        for broken in (bytes(data[:at]), bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])):
            if broken:
                with suppress(SkipItem):
                    read(broken, f"a.{form.lower()}")
