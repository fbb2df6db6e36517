# ruff: noqa: E501 (tables of sentences, one a line)
"""Lists: the line before them carries the act, the items the figures."""

from __future__ import annotations

import pytest

from amparo.extract import extract_claims
from amparo.packs import load_pack
from kit.documents import read

PACK = load_pack()
LISTS = [
    ("The following were deported to Kenya:", ["12 Nigerians", "4 Gambians"], "people/arrived KEN"),
    ("Los siguientes fueron deportados a Kenia:", ["12 nigerianos", "4 gambianos"], "people/arrived KEN"),
    ("Deported to Kenya in May 2025:", ["12 Nigerians", "about 4 Gambians"], "people/arrived KEN"),
    ("Deportados a Kenia en mayo de 2025:", ["12 nigerianos", "unos 4 gambianos"], "people/arrived KEN"),
    ("Denmark paid Kenya:", ["$3 million in May", "$1 million in June"], "money/disbursed KEN"),
    ("Dinamarca pagó a Kenia:", ["3 millones de dólares", "1 millón de dólares"], "money/disbursed KEN"),
    ("Held at CECOT in May 2025:", ["12 Nigerians", "4 women"], "people/held SLV"),
    ("Recluidos en el CECOT en mayo de 2025:", ["12 nigerianos", "4 mujeres"], "people/held SLV"),
]


@pytest.mark.parametrize("bullet", ["-", "•"])
@pytest.mark.parametrize(("lead", "items", "expected"), LISTS)
def test_items_are_read_with_the_line_before(lead: str, items: list[str], expected: str, bullet: str) -> None:
    text = read("\n".join([lead, "", *(f"{bullet} {item}" for item in items)]).encode(), "a.txt")
    claims = [claim for claim in extract_claims(text, PACK) if claim.value is not None]
    assert [f"{c.ledger}/{c.stage} {c.receiver}" for c in claims] == [expected, expected]
    assert all(claim.quote in item for claim, item in zip(claims, items, strict=True))
    assert {claim.marks for claim in claims} == {("item",)}
    assert all(f"list:{lead[:-1]}" in claim.reasons for claim in claims)


@pytest.mark.parametrize(
    "written",
    [
        "The report has these parts:\n\n- 12 pages on Nigerians\n- 4 maps",
        "El informe tiene estas partes:\n\n- 12 páginas sobre nigerianos\n- 4 mapas",
        "People were deported to Kenya.\n\n- 12 Nigerians\n- 4 Gambians",
        "Hubo deportaciones a Kenia.\n\n- 12 nigerianos\n- 4 gambianos",
    ],
)
def test_a_line_without_act_or_colon_lends_none(written: str) -> None:
    assert [c.quote for c in extract_claims(read(written.encode(), "a.txt"), PACK) if c.value is not None] == []


KINDS = [
    ("# {}", "title"),
    ("# Report\n\n## {}", "heading"),
    ("> {}", "quote"),
    ("- {}", "item"),
    ("| Note |\n|---|\n| {} |", "cell"),
]


@pytest.mark.parametrize("sentence", ["12 people were deported to Kenya", "12 personas fueron deportadas a Kenia"])
@pytest.mark.parametrize(("markup", "mark"), KINDS)
def test_what_is_no_plain_paragraph_is_marked(markup: str, mark: str, sentence: str) -> None:
    (claim,) = extract_claims(read(markup.format(sentence).encode(), "a.md"), PACK)
    assert claim.marks == (mark,)


PULLED = [
    ("12 people were deported to Kenya", "The court heard the case on Monday and will decide it later this year. "),
    (
        "12 personas fueron deportadas a Kenia",
        "El tribunal vio la causa el lunes y la decidirá más adelante este año. ",
    ),
]


@pytest.mark.parametrize(("sentence", "around"), PULLED)
def test_a_pull_quote_of_a_page_is_marked(sentence: str, around: str) -> None:
    page = f"<h1>CECOT</h1><p>{around * 6}</p><p class='pull-quote'>{sentence}</p><p>{around * 6}</p>"
    text = read(f"<html><body><main>{page}</main></body></html>".encode(), "a.html")
    claims = [claim for claim in extract_claims(text, PACK) if claim.value == 12]
    assert [claim.marks for claim in claims] == [("quote",)]


FILLER = {
    "en": "the week's news is about roads and about nothing else at all, at some length",
    "es": "las noticias de la semana tratan de carreteras y de ninguna otra cosa, con cierta extensión",
}
NEWS = [
    ("en", "Mexico sent 40 migrants to the United States.", "The Coast Guard of the United States paid $1 billion for prison ships.", "USA"),
    ("es", "México envió 40 migrantes a Estados Unidos.", "La Guardia Costera de Estados Unidos pagó 1.000 millones de dólares para cárceles.", "USA"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "story", "item", "state"), NEWS)
def test_an_item_of_a_long_list_has_no_side_of_another_item(lang: str, story: str, item: str, state: str) -> None:
    week = "\n".join(f"- {n}: {FILLER[lang]}." for n in range(90))
    text = read(f"{story}\n\n{week}\n- {item}\n".encode(), "week.md")
    (sum_,) = [c for c in extract_claims(text, PACK) if c.unit == "USD"]
    assert {sum_.sender, sum_.receiver} <= {state, None}
