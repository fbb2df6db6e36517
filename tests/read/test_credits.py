# ruff: noqa: E501 (tables of sentences, one a line)
"""Whose work a document says it rests on."""

from __future__ import annotations

import pytest

from amparo.model import Block
from amparo.read import find_cites, find_credits


def credits_of(*paragraphs: str, lines: tuple[str, ...] = ()) -> tuple[str, ...]:
    content, blocks = "", []
    for paragraph in paragraphs:
        blocks.append(Block(len(content), len(content) + len(paragraph)))
        content += paragraph + "\n\n"
    return find_credits(content, blocks, lines)


LONG = "The two governments signed nothing that anyone outside them has seen, and the lawyers want to see it now. " * 2
LARGO = "Los dos gobiernos no firmaron nada que alguien de fuera haya visto, y los abogados quieren verlo ahora. " * 2


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["SAN SALVADOR (AP) — The planes landed at night.", LONG], ("AP",)),
        (["San Salvador, 17 mar (EFE).- Los aviones llegaron de noche.", LARGO], ("EFE",)),
        (["WASHINGTON, March 17 (Reuters) - The White House said.", LONG], ("Reuters",)),
        (["Caracas, Venezuela (AFP) – El gobierno dijo.", LARGO], ("AFP",)),
        (["Washington (CNN Newsource) — A memo shows.", LONG], ("CNN",)),
        (["By Jane Roe, Associated Press", LONG], ("AP",)),
        (["Por Agencia EFE", LARGO], ("EFE",)),
        (["Redacción / EFE", LARGO], ("EFE",)),
        (["AP", LONG], ("AP",)),
        ([LARGO, "(EFE)"], ("EFE",)),
        ([LARGO + "El tribunal decide mañana. (Europa Press)"], ("Europa Press",)),
        ([LARGO, "Con información de AP y Reuters"], ("AP", "Reuters")),
        ([LONG, "With reporting by the Associated Press and Agence France-Presse."], ("AP", "AFP")),
        ([LONG + "The emails were first reported by The New York Times on Tuesday."], ("The New York Times",)),
        ([LONG + "The memo was first obtained by the Northgate Ledger."], ("Northgate Ledger",)),
        ([LARGO + "La cifra, según publicó El Faro, era menor."], ("El Faro",)),
        ([LARGO + "El dato fue adelantado por Diario La Ceiba."], ("Diario La Ceiba",)),
    ],
)
def test_credits(paragraphs: list[str], expected: tuple[str, ...]) -> None:
    assert credits_of(*paragraphs) == expected


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["The Associated Press asked for the memo and was refused. " + LONG],
        ["Officials told Reuters that the number was smaller. " + LONG],
        ["Una portavoz dijo a EFE que la cifra era menor. " + LARGO],
        ["The paper (AP, 12 pages) is dated May. " + LONG],
        ["By land and by sea they came. " + LONG],
        ["Por la tarde llegaron tres aviones. " + LARGO],
        ["The map app is apt. " + LONG],
        [LONG + "The deal was first reported by him."],
    ],
)
def test_what_is_no_credit(paragraphs: list[str]) -> None:
    assert credits_of(*paragraphs) == ()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("AP",), ("AP",)),
        (("Agencia EFE", "Redacción"), ("EFE",)),
        (("Jane Roe | Reuters", "AFP/AP"), ("Reuters", "AFP", "AP")),
        (("The Associated Press, AP",), ("AP",)),
        (("Mapa", "Apple"), ()),
    ],
)
def test_fields(lines: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert credits_of(LONG, lines=lines) == expected


def test_a_headline_is_not_searched_for_datelines() -> None:
    content = "AP wins prize\n\n" + LONG
    blocks = [Block(0, 13, "title"), Block(15, len(content))]
    assert find_credits(content, blocks) == ()


PASSED_ON = [
    # English, Spanish; the names whose report is passed on
    ("As many as 500, the Potomac Sentinel reported this week.", "Hasta 500, según publicó El Faro esta semana.", "Potomac Sentinel", "El Faro"),
    ("It rests on emails published on Tuesday by The Potomac Sentinel", "Se basa en correos publicados el martes por El Faro", "The Potomac Sentinel", "El Faro"),
    ("Officials told Reuters that the number was smaller.", "Una portavoz dijo a EFE que la cifra era menor.", "Reuters", "EFE"),
    ("According to the Northgate Ledger, three planes left.", "De acuerdo con Diario La Ceiba, salieron tres aviones.", "Northgate Ledger", "Diario La Ceiba"),
    ("Three planes left on Saturday.", "Tres aviones salieron el sábado.", "", ""),
    ("The Potomac Sentinel is a newspaper.", "El Faro es un periódico.", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("en", "es", "named", "nombrado"), PASSED_ON)
def test_whose_report_a_text_passes_on(en: str, es: str, named: str, nombrado: str) -> None:
    for first, text, name in ((LONG, en, named), (LARGO, es, nombrado)):
        blocks = [Block(0, len(first)), Block(len(first) + 2, len(first) + 2 + len(text))]
        content = f"{first}\n\n{text}"
        assert find_cites(content, blocks) == (((name, blocks[1].start),) if name else ())
        assert find_cites(content, [Block(0, len(content), "header")]) == ()
