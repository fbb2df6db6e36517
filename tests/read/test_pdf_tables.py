"""Ruled tables of a PDF: drawn as lines or as boxes, each cell its place, the text around it in order."""

from __future__ import annotations

import pytest

from amparo.extract import read_claims
from amparo.packs import load_pack
from kit.documents import Line, make_pdf, read, shown

LEFTS, TOPS = (72, 252, 432), (700, 670, 640, 610)
LINES = b"".join(b"%d %d m %d %d l S\n" % (72, y, 432, y) for y in TOPS) + b"".join(
    b"%d %d m %d %d l S\n" % (x, 700, x, 610) for x in LEFTS
)
BOXES = b"".join(b"%d %d 180 30 re S\n" % (x, y - 30) for y in TOPS[:-1] for x in LEFTS[:-1])
EN = ("Month", "Deported to Kenya", "March 2025", "238", "April 2025", "17")
ES = ("Mes", "Deportados a Kenia", "marzo de 2025", "238", "abril de 2025", "17")


def page(words: tuple[str, ...]) -> list[Line]:
    cells = [(LEFTS[i % 2] + 6.0, TOPS[i // 2] - 20.0, 11.0, text) for i, text in enumerate(words)]
    return [(72, 730, 11, "Above."), *cells, (72, 580, 11, "Below.")]


@pytest.mark.parametrize("rules", [LINES, BOXES], ids=["lines", "boxes"])
@pytest.mark.parametrize("words", [EN, ES], ids=["en", "es"])
def test_a_ruled_table_is_read_cell_by_cell(words: tuple[str, ...], rules: bytes) -> None:
    text = read(make_pdf([page(words)], drawn_with=rules), "a.pdf")
    cells = [("cell", word) for word in words]
    assert shown(text) == [("paragraph", "Above."), *cells, ("paragraph", "Below.")]
    claims = read_claims(text, load_pack()).claims
    assert [(c.quote, c.when, c.receiver, c.anchor.fragment) for c in claims] == [
        ("238", "2025-03", "KEN", "page=1;table=1;cell=B2"),
        ("17", "2025-04", "KEN", "page=1;table=1;cell=B3"),
    ]


def test_without_rules_there_is_no_table() -> None:
    assert "cell" not in {kind for kind, _ in shown(read(make_pdf([page(EN)]), "a.pdf"))}


def test_a_drawing_of_many_strokes_is_no_table() -> None:
    strokes = b"".join(b"%d 0 m %d 792 l S\n" % (x, x) for x in range(0, 612, 4))
    strokes += b"".join(b"0 %d m 612 %d l S\n" % (y, y) for y in range(0, 792, 4))
    assert "cell" not in {kind for kind, _ in shown(read(make_pdf([page(EN)], drawn_with=strokes), "a.pdf"))}
