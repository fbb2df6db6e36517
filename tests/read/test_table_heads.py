"""Which cells head which: in marked tables (HTML, Markdown, Word) and in tables that only stand so."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from amparo.model import Block, Cell, Text
from amparo.read.compose import Composer, cell_name
from amparo.read.table_heads import is_figure
from kit.documents import read


def composed(rows: Sequence[str], marked: bool = False) -> dict[str, str]:
    """The heads of each cell of a table written with bars, the first row marked as heads or not."""
    composer = Composer()
    for number, row in enumerate(rows, 1):
        for column, words in enumerate(row.split("|"), 1):
            composer.cell(
                words.strip(), Cell(1, number, column, head=marked and number == 1), cell_name(number, column)
            )
    return heads(composer.content, composer.blocks)


def heads(content: str, blocks: Sequence[Block]) -> dict[str, str]:
    words = [content[b.start : b.end] for b in blocks]
    found = {}
    for block in blocks:
        if block.cell is None:
            continue
        over = "+".join(words[i] for i in block.cell.column_heads)
        beside = "+".join(words[i] for i in block.cell.row_heads)
        found[content[block.start : block.end]] = f"{over} / {beside}"
    return found


STANDING = [
    (["Month|Deported", "March 2025|238"], "238", "Deported / March 2025"),
    (["Mes|Deportados", "marzo de 2025|238"], "238", "Deportados / marzo de 2025"),
    (["Year|Held", "2024|1,998", "2025|2025"], "1,998", "Held / 2024"),
    (["|2024|2025", "Deported|238|252"], "252", "2025 / Deported"),
    (["Removals by year", "|2024|2025", "Deported|238|252"], "238", "2024 / Removals by year+Deported"),
    (["Pais|Detenidos", "Kenia|40", "Uganda|12"], "12", "Detenidos / Uganda"),
    (["Deported to Kenya|238", "Held|12"], "238", " / Deported to Kenya"),
    (["State|Held", "2024", "Kenya|40", "2025", "Kenia|41"], "41", "Held / 2025+Kenia"),
    (["Held|Nationality|Date", "40|Venezuela|2025-03-15"], "40", "Held / Venezuela+2025-03-15"),
]


@pytest.mark.parametrize(("rows", "cell", "expected"), STANDING)
def test_heads_by_where_figures_begin(rows: list[str], cell: str, expected: str) -> None:
    assert composed(rows)[cell] == expected


def test_marked_heads_hold_even_where_they_look_like_figures() -> None:
    assert composed(["Held|300", "40|12"], marked=True)["12"] == "300 / "


FIGURES = [
    *(
        (text, True)
        for text in ("238", "4,760,000", "4.760.000", "$4.76 million", "USD 4.76 millones", "12.5%", "≤ 300")
    ),
    *((text, True) for text in ("(238)", "238*", "EUR 3", "US$ 6m", "RD$ 40", "4.76", "up to 40", "más de 40")),
    *(
        (text, False)
        for text in (
            "March 2025",
            "15 de marzo",
            "2025-03-15",
            "15/03/2025",
            "15.03.2025",
            "03/2025",
            "Kenya",
            "",
            "n/a",
            "—",
        )
    ),
    ("In March 2025 the government paid 238", False),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures_are_told_from_labels(text: str, expected: bool) -> None:
    assert is_figure(text) is expected


SPANS = (
    "<table><caption>People moved</caption>"
    "<thead><tr><th rowspan=2>Month</th><th colspan=2>Deported</th></tr><tr><th>Men</th><th>Women</th></tr></thead>"
    "<tr><th>March 2025</th><td>230</td><td>8</td></tr>"
    "<tr><th rowspan=2>April 2025</th><td>10</td><td>2</td></tr><tr><td>11</td><td>3</td></tr></table>"
)


@pytest.mark.parametrize(
    ("cell", "expected", "fragment"),
    [
        ("8", "Deported+Women / March 2025", "cell=C3"),
        ("10", "Deported+Men / April 2025", "cell=B4"),
        ("3", "Deported+Women / April 2025", "cell=C5"),
    ],
)
def test_cells_of_a_page_that_span(cell: str, expected: str, fragment: str) -> None:
    words = "The department published a table of the people it moved in each month. " * 5
    text: Text = read(f"<html><body><main><h1>Moves</h1><p>{words}</p>{SPANS}</main></body></html>".encode(), "a.html")
    assert heads(text.content, text.blocks)[cell] == expected
    block = next(b for b in text.blocks if text.content[b.start : b.end] == cell)
    assert (block.fragment or "").endswith(f"table=1;{fragment}")
    assert [text.content[b.start : b.end] for b in text.blocks if b.kind == "caption"] == ["People moved"]
