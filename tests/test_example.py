"""The packaged example dossier: readable in every format it comes in, in both languages, with the real figures."""

from __future__ import annotations

import re
from importlib.resources import as_file, files
from pathlib import PurePosixPath

import pytest

from amparo.acquire import Acquired, acquire_source
from amparo.model import Text
from amparo.read import read_capture

EXAMPLE = files("amparo.packs").joinpath("detention_transfer", "example")


def read_example() -> dict[str, Text]:
    """Every document of the example by file name, as `amparo add` would read it."""
    texts = {}
    with as_file(EXAMPLE) as folder:
        for item in acquire_source(str(folder), "2026-01-01T00:00:00Z"):
            assert isinstance(item, Acquired), item
            if not item.opened:
                text = read_capture(item.capture, item.data, ("en", "es"))
                texts[PurePosixPath(text.doc).name] = text
    return texts


TEXTS = read_example()

FIGURES = [
    ("proposed", "up to 500 Venezuelans with alleged ties to Tren de Aragua"),
    ("proposed, in Spanish", "hasta 500 venezolanos"),
    ("only notional", "called 500 a notional figure"),
    ("only notional, in Spanish", "La cifra era teórica"),
    ("agreed", "El Salvador agreed to accept up to 300 alleged members"),
    ("agreed, in Spanish", "aceptó finalmente recibir hasta 300"),
    ("agreed, the bound lost in a retelling", "El Salvador agreed to take 300 Venezuelans"),
    ("not binding", "non-binding cooperation agreement"),
    ("not binding, in Spanish", "entendimiento no vinculante"),
    ("the memo's number", "about 300 alleged members"),
    ("flown", "flights carrying 238 Venezuelans left Texas"),
    ("flown, in Spanish", "los primeros 238 presuntos integrantes"),
    ("the other group", "23 miembros de la MS-13"),
    ("the total", "261 people were deported to El Salvador"),
    ("the total, in Spanish", "entregó a 261 personas"),
    ("under the Act", "137 were removed under the Alien Enemies Act"),
    ("another count", "más de 250 miembros del Tren de Aragua"),
    ("a year's price", "$6 million to imprison for one year"),
    ("a year's price, in Spanish", "6 millones de dólares por un año"),
    ("set aside", "set aside $15 million"),
    ("set aside, in Spanish", "reservó 15 millones de dólares"),
    ("sent", "transferred just under $5 million"),
    ("sent, in Spanish", "ha enviado poco menos de 5 millones"),
    ("awarded", "$4.76 million to hold 238 Venezuelans"),
    ("a head", "$20,000 for each detainee"),
    ("the order", "At approximately 6:45 p.m. it directed counsel"),
    ("the order, in Spanish", "ordenó a las 18.45 que los aviones dieran la vuelta"),
    ("returned", "252 Venezuelans who had been held"),
    ("returned, in Spanish", "Los 252 venezolanos que estaban presos"),
    ("disappearance", "desaparición forzada"),
    ("due process", "la falta de debido proceso"),
    ("more prisons", "build about five more such prisons"),
]


def test_it_is_a_dozen_documents_or_more_in_six_formats_and_both_languages() -> None:
    assert len(TEXTS) >= 14
    endings = {PurePosixPath(entry.name).suffix for entry in EXAMPLE.iterdir()}
    assert endings >= {".html", ".md", ".pdf", ".docx", ".eml", ".txt", ".zip"}
    languages = [text.lang for text in TEXTS.values()]
    assert min(languages.count("en"), languages.count("es")) >= 6


@pytest.mark.parametrize("name", TEXTS)
def test_a_document_is_whole_dated_and_in_its_own_language(name: str) -> None:
    text = TEXTS[name]
    assert not text.problems
    assert text.published is not None
    assert re.fullmatch(r"2025-0[3-7]-\d\d", text.published)
    assert text.publisher or text.authors
    assert 120 <= len(text.content.split()) <= 350
    assert "\ufffd" not in text.content
    assert "Ã" not in text.content


@pytest.mark.parametrize(("what", "words"), FIGURES, ids=[what for what, _ in FIGURES])
def test_a_known_figure_stands_in_some_document(what: str, words: str) -> None:
    assert any(words in text.content for text in TEXTS.values()), what


def test_the_wire_story_comes_from_two_publishers_with_one_credit() -> None:
    first, second = TEXTS["northgate-ledger-memo.html"], TEXTS["harbor-courier-memo.html"]
    assert first.publisher != second.publisher
    assert first.credits == second.credits == ("AP",)
    paragraphs = [set(text.content.split("\n\n")) for text in (first, second)]
    assert len(paragraphs[0] & paragraphs[1]) >= 2


def test_the_latin_1_page_declares_its_charset_and_keeps_its_accents() -> None:
    raw = EXAMPLE.joinpath("la-hora-del-istmo-rubio.html").read_bytes()
    assert b"charset=iso-8859-1" in raw
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")
    assert "petición de varios venezolanos" in TEXTS["la-hora-del-istmo-rubio.html"].content


def test_every_document_says_that_it_was_written_for_the_example() -> None:
    raw = {entry.name: entry.read_bytes() for entry in EXAMPLE.iterdir()}
    for name, data in raw.items():
        if not name.endswith((".pdf", ".docx", ".zip")):
            assert re.search(rb"(Written for|Escrito para)\b.{0,30}\bAmparo", data), name
    for name in ("district-court-order.pdf", "observatorio-frontera-declaracion.pdf", "tratados-abiertos-nota.docx"):
        assert re.search(r"(Written for|Escrito para)\b.{0,30}\bAmparo", TEXTS[name].content), name
