# ruff: noqa: E501 (tables of tables, one a line)
"""Tables as claims: heads, labels and captions give the act and its scope, the cell alone gives the figure."""

from __future__ import annotations

import pytest

from amparo.extract import Extraction, read_claims
from amparo.model import Claim
from amparo.packs import load_pack
from kit.documents import read

PACK = load_pack()


def extraction(table: str, over: str = "") -> Extraction:
    """What is read of a table written with bars for cells and slashes for rows, under a line of words."""
    rows = [row.split("|") for row in table.split(" / ")]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return read_claims(read(f"{over}\n\n{chr(10).join(lines)}\n".encode(), "table.md"), PACK)


def told(claim: Claim) -> str:
    parts = [claim.quote, f"{claim.ledger}/{claim.stage}", f"{claim.value:g}", claim.unit, claim.when, claim.receiver]
    scope = [f"{key}={value}" for key, value in sorted(claim.scope.items())]
    return " ".join(str(part) for part in (*parts, *scope))


READ = [
    ("", "Month|Deported to El Salvador / March 2025|238", "238 people/arrived 238 person 2025-03 SLV"),
    ("", "Mes|Deportados a El Salvador / marzo de 2025|238", "238 people/arrived 238 person 2025-03 SLV"),
    ("", "Date|Paid (USD) / 2025-03-22|4,760,000", "4,760,000 money/disbursed 4.76e+06 USD 2025-03-22 None"),
    ("", "Fecha|Monto pagado (USD) / 22 de marzo de 2025|4.760.000", "4.760.000 money/disbursed 4.76e+06 USD 2025-03-22 None"),
    ("", "Date|Amount paid, USD / 2025-03-22|40,000", "40,000 money/disbursed 40000 USD 2025-03-22 None"),
    ("", "Fecha|Monto pagado, USD / 2025-03-22|40.000", "40.000 money/disbursed 40000 USD 2025-03-22 None"),
    ("", "State|Held at CECOT / April 2025|252", "252 people/held 252 person 2025-04 SLV facility=CECOT"),
    ("", "Lugar|Recluidos en el CECOT / abril de 2025|252", "252 people/held 252 person 2025-04 SLV facility=CECOT"),
    ("", "Nationality|Deported to Kenya / Venezuela|40", "40 people/arrived 40 person None KEN nationality=VEN"),
    ("", "Nacionalidad|Deportados a Kenia / Venezuela|40", "40 people/arrived 40 person None KEN nationality=VEN"),
    ("", "Destination|Deported / Kenya|12", "12 people/arrived 12 person None KEN"),
    ("", "Destino|Deportados / Kenia|12", "12 people/arrived 12 person None KEN"),
    ("", "Group|Deported to Kenya / Women|12", "12 people/arrived 12 person None KEN group=women"),
    ("", "Grupo|Deportados a Kenia / Mujeres|12", "12 people/arrived 12 person None KEN group=mujeres"),
    ("", "Month|Year|Deported to Kenya / March|2025|12", "12 people/arrived 12 person 2025-03 KEN"),
    ("", "Mes|Año|Deportados a Kenia / marzo|2025|12", "12 people/arrived 12 person 2025-03 KEN"),
    ("", "|2025 / Deported to Kenya|40", "40 people/arrived 40 person 2025 KEN"),
    ("", "|2025 / Deportados a Kenia|40", "40 people/arrived 40 person 2025 KEN"),
    ("", "Country of origin|Released / Kenya|up to 40", "up to 40 people/released 40 person None None nationality=KEN"),
    ("", "País de origen|Liberados / Kenia|hasta 40", "hasta 40 people/released 40 person None None nationality=KEN"),
    ("Table 1. People deported to Kenya in March 2025", "Nationality|Number / Venezuela|40", "40 people/arrived 40 person 2025-03 KEN nationality=VEN"),
    ("Cuadro 1. Personas deportadas a Kenia en marzo de 2025", "Nacionalidad|Número / Venezuela|40", "40 people/arrived 40 person 2025-03 KEN nationality=VEN"),
    ("People deported to Kenya", "Month|Women / May 2025|7", "7 people/arrived 7 person 2025-05 KEN group=women"),
    ("Personas deportadas a Kenia", "Mes|Mujeres / mayo de 2025|7", "7 people/arrived 7 person 2025-05 KEN group=mujeres"),
]  # fmt: skip


@pytest.mark.parametrize(("over", "table", "expected"), READ)
def test_a_cell_is_read_with_its_heads(over: str, table: str, expected: str) -> None:
    found = extraction(table, over).claims
    assert [told(claim) for claim in found if claim.value is not None] == [expected]
    assert all(claim.marks == ("cell",) for claim in found)


@pytest.mark.parametrize(
    ("table", "reasons"),
    [
        ("Month|Deported / Total|255", ("table:column", "table:column Deported", "table:row Total", "table:total")),
        ("Mes|Deportados / Total|255", ("table:column", "table:column Deportados", "table:row Total", "table:total")),
    ],
)
def test_a_total_is_told_as_one_and_names_no_group(table: str, reasons: tuple[str, ...]) -> None:
    (claim,) = extraction(table).claims
    assert claim.scope == {}
    assert tuple(reason for reason in claim.reasons if reason.startswith("table:")) == reasons
    assert (claim.anchor.fragment or "").endswith("cell=B2")


UNREAD = [
    ("Deported to Kenya", "Month|Share / March 2025|90%"),
    ("Deportados a Kenia", "Mes|Porcentaje / marzo de 2025|90"),
    ("Deported to Kenya", "Month|Page / March 2025|238"),
    ("Deportados a Kenia", "Mes|Página / marzo de 2025|238"),
    ("Deported to Kenya", "Office|Phone / Nairobi|555-238-4400"),
    ("Deportados a Kenia", "Oficina|Teléfono / Nairobi|555-238-4400"),
    ("Deported to Kenya", "Case|ID / First|A238400100"),
    ("Deportados a Kenia", "Caso|Cédula / Primero|238400100"),
    ("Deported to Kenya", "|2025 / Average age|31"),
    ("Deportados a Kenia", "|2025 / Edad media|31"),
    ("", "Month|Rainfall / March 2025|238"),
    ("", "Mes|Lluvia / marzo de 2025|238"),
    ("", "Event|Year / Deported to Kenya|2025"),
    ("", "Hecho|Año / Deportados a Kenia|2025"),
]


@pytest.mark.parametrize(("over", "table"), UNREAD)
def test_cells_that_count_nothing_give_no_claim(over: str, table: str) -> None:
    assert [told(c) for c in extraction(table, over).claims if c.value is not None] == []


@pytest.mark.parametrize(
    "table", ["Date|Paid (US$ million) / 2025-03-22|4.76", "Fecha|Pagado (millones de USD) / 2025-03-22|4,76"]
)
def test_a_figure_that_its_own_cell_does_not_hold_is_a_row_with_the_reason(table: str) -> None:
    read = extraction(table)
    assert read.claims == ()
    assert [problem.where.split()[0] for problem in read.problems] == ["offset"]


@pytest.mark.parametrize(
    ("head", "figures"), [("Deported to Kenya", "2025 2150 40"), ("Deportados a Kenia", "2025 2150 40")]
)
def test_figures_that_look_like_years_are_read_beside_others(head: str, figures: str) -> None:
    table = " / ".join(
        [f"No|{head}", *(f"{letter}|{figure}" for letter, figure in zip("abc", figures.split(), strict=True))]
    )
    assert [claim.quote for claim in extraction(table).claims] == figures.split()


def test_heads_that_tell_nothing_are_given_up_but_for_no_other_column() -> None:
    rows = [f"{n}|{n + 5}|{n + 9}" for n in range(50, 70)]
    claims = extraction(" / ".join(["Rain|Deported to Kenya|Wind", *rows])).claims
    assert [claim.value for claim in claims] == [n + 5 for n in range(50, 70)]


NAMED = [
    "Name|Deported to Kenya / Robles|3",
    "Apellido|Deportados a Kenia / Robles|3",
    "Case|Deported to Kenya / Ana Pérez Robles|3",
]


@pytest.mark.parametrize("table", NAMED)
def test_a_name_is_no_group_and_stands_in_no_reason(table: str) -> None:
    (claim,) = extraction(table).claims
    assert claim.scope == {}
    assert "table:row …" in claim.reasons
    assert not any("Robles" in reason for reason in claim.reasons)
