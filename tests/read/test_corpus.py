"""Real documents, where they are at hand beside the repository."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from amparo.acquire import Acquired, Rest, acquire_source
from amparo.model import SkipItem, Text
from amparo.read import read_capture
from kit.documents import NOW, shown

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared/corpus is absent")


def read_file(name: str) -> Text:
    (item,) = acquire_source(CORPUS / name, NOW)
    assert isinstance(item, Acquired)
    return read_capture(item.capture, item.data)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Text | SkipItem]:
    """What became of every file of two folders."""
    return dict(_outcomes())


def _outcomes() -> Iterator[tuple[str, Text | SkipItem]]:
    for folder in ("public_domain", "cc"):
        for item in acquire_source(CORPUS / folder, NOW):
            if isinstance(item, Rest) or (isinstance(item, Acquired) and item.capture.container):
                continue
            assert isinstance(item, Acquired)
            try:
                yield item.capture.doc, read_capture(item.capture, item.data)
            except SkipItem as skip:
                yield item.capture.doc, skip


def test_every_file_is_read_or_says_why_not(outcomes: dict[str, Text | SkipItem]) -> None:
    files = [path for folder in ("public_domain", "cc") for path in (CORPUS / folder).iterdir()]
    assert len(outcomes) == len(files)
    kinds = {".md", ".qmd", ".txt", ".html", ".htm", ".pdf", ".tsv", ".csv", ".json"}
    skipped = {doc for doc, outcome in outcomes.items() if isinstance(outcome, SkipItem)}
    scanned = "public_domain/sdny_aclu_v_ice_opinion.pdf"
    seen = outcomes[scanned]
    assert scanned in skipped or (isinstance(seen, Text) and any(block.ocr for block in seen.blocks))
    assert {doc for doc in skipped if Path(doc).suffix in kinds} <= {scanned}
    assert all(doc in skipped for doc in outcomes if Path(doc).suffix not in kinds)


def test_languages_by_the_names_of_the_files(outcomes: dict[str, Text | SkipItem]) -> None:
    wrong = {
        doc: outcome.lang
        for doc, outcome in outcomes.items()
        if isinstance(outcome, Text)
        for told in Path(doc).suffixes
        if told in (".en", ".es") and outcome.lang != told[1:]
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("name", "title", "published", "publisher"),
    [
        (
            "public_domain/wh_2025-03-17_delivers_justice.md",
            "President Trump Delivers Justice to Terrorists, Security for Americans",
            "2025-03-17",
            "whitehouse.gov",
        ),
        (
            "cc/ddp_2025-07-15.es.qmd",
            "Publicación de datos de ICE: sep. 2023 a finales de jun. 2025",
            "2025-07-15",
            None,
        ),
        ("public_domain/wh_proclamation_10903_print.pdf", None, "2025-03-15", None),
        (
            "public_domain/ca2_aclu_v_ice_opinion.pdf",
            "In the United States Court of Appeals for the Second Circuit",
            "2023-01-26",
            None,
        ),
        ("public_domain/ca4_25-1404_order_2025-04-17_from_quotes.txt", None, "2025-04-17", None),
        ("public_domain/pacer_docket_ca5_212643.html", "23-30126 Docket", None, None),
    ],
)
def test_what_documents_say_of_themselves(
    name: str, title: str | None, published: str | None, publisher: str | None
) -> None:
    text = read_file(name)
    assert (text.title, text.published, text.publisher) == (title, published, publisher)


def test_two_officials_two_paragraphs() -> None:
    blocks = [words for _, words in shown(read_file("public_domain/wh_2025-03-17_delivers_justice.md"))]
    (rubio,) = [words for words in blocks if words.startswith("Secretary of State Marco Rubio:")]
    (homan,) = [words for words in blocks if words.startswith("Border Czar Tom Homan:")]
    assert "over 250" in rubio
    assert "238" not in rubio
    assert "238" in homan


def test_pages_that_are_pictures_are_named() -> None:
    places = [problem.where for problem in read_file("public_domain/opinion_text_based.pdf").problems]
    assert places == ["page=29", "page=30"]


def test_an_opinion_is_read_over_its_pages_and_notes() -> None:
    text = read_file("public_domain/ca2_aclu_v_ice_opinion.pdf")
    spanning = [block for block in text.blocks if block.breaks]
    assert len(spanning) > 10
    assert all(text.content[at - 1].isspace() or text.content[at - 1] == "-" for b in spanning for at, _ in b.breaks)


def test_a_text_half_in_dutch_says_so() -> None:
    (problem,) = read_file("public_domain/treaty_cat.en-nl.md").problems
    assert "Dutch" in problem.reason
