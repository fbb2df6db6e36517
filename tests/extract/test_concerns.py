# ruff: noqa: E501 (tables of sentences, one a line)
"""Concerns: rights named as at risk or broken, raised, documented or found, affirmed or denied."""

from __future__ import annotations

import pytest

from kit.reading import claims

CONCERNS = [
    # lang, sentence, stage, stance, hedge, asserter
    ("en", "The bishop warned that the men risk torture.", "raised affirms none The bishop"),
    ("es", "El obispo teme que los hombres sean torturados en Togo.", "raised affirms none El obispo"),
    ("en", "Lawyers fear that the men will be tortured.", "raised affirms none Lawyers"),
    ("es", "Los abogados temen que los hombres sean torturados.", "raised affirms none Los abogados"),
    ("en", "The union alleged that the police tortured the men.", "raised affirms alleged The union"),
    ("es", "El sindicato denunció que la policía torturó a los hombres.", "raised affirms alleged El sindicato"),
    ("en", "The men were held without access to a lawyer, the union said.", "raised affirms none the union"),
    ("es", "Los hombres estuvieron sin acceso a un abogado, dijo el sindicato.", "raised affirms none el sindicato"),
    ("en", "The men could face torture, the union said.", "raised affirms conditional the union"),
    ("en", "The union said that the transfer may be a forced disappearance.", "raised affirms conditional The union"),
    ("es", "El sindicato dijo que la detención podría ser una desaparición forzada.", "raised affirms conditional El sindicato"),
    ("en", "The report documents forced disappearances in Togo.", "documented affirms none The report"),
    ("es", "El informe documenta desapariciones forzadas en Togo.", "documented affirms none El informe"),
    ("en", "The commission established that the men were tortured.", "documented affirms none The commission"),
    ("es", "La comisión constató que los hombres fueron torturados.", "documented affirms none La comisión"),
    ("en", "Nobody was tortured, the minister said.", "raised denies none the minister"),
    ("es", "El ministro negó que alguien hubiera sido torturado.", "raised denies none El ministro"),
    ("en", "The guards beat the detainees, the union found.", "documented affirms none the union"),
    ("es", "Los guardias golpearon a los detenidos, denunció el sindicato.", "raised affirms none el sindicato"),
    ("en", "The guards did not beat the detainees, the minister said.", "raised denies none the minister"),
    ("es", "Los guardias no golpearon a los detenidos, dijo el ministro.", "raised denies none el ministro"),
    ("en", "The guards never mistreated the prisoners, the minister said.", "raised denies none the minister"),
    ("es", "Los guardias nunca maltrataron a los presos, dijo el ministro.", "raised denies none el ministro"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "expected"), CONCERNS)
def test_a_concern(lang: str, sentence: str, expected: str) -> None:
    found = [c for c in claims(sentence, lang) if c.ledger == "concern"]
    assert [f"{c.stage} {c.stance} {c.hedge} {c.asserter}" for c in found] == [expected]


NOBODY = [
    ("en", "No one beat the detainees, the warden said.", "No one beat the detainees", "denies"),
    ("es", "Nadie golpeó a los detenidos, dijo el director.", "Nadie golpeó a los detenidos", "denies"),
    ("en", "Nobody can be sent there without a hearing, the judge said.", "Nobody can be sent there without a hearing", "affirms"),
    ("es", "Nadie puede ser enviado allí sin juicio, dijo el juez.", "Nadie puede ser enviado allí sin juicio", "affirms"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "quote", "stance"), NOBODY)
def test_a_quote_keeps_its_nobody(lang: str, sentence: str, quote: str, stance: str) -> None:
    assert [(c.quote, c.stance) for c in claims(sentence, lang) if c.ledger == "concern"] == [(quote, stance)]


RIGHTS = [
    ("en", "The guards beat the detainees, the union found.", ["torture"]),
    ("es", "Los guardias golpearon a los detenidos, denunció el sindicato.", ["torture"]),
    ("en", "The guards did not beat the detainees, the minister said.", ["torture"]),
    ("es", "Los guardias no golpearon a los detenidos, dijo el ministro.", ["torture"]),
    ("en", "The bishop fears that the men risk torture and enforced disappearance.", ["torture", "enforced_disappearance"]),
    ("es", "El obispo teme que los hombres sufran torturas y desaparición forzada.", ["torture", "enforced_disappearance"]),
    ("en", "The bishop warned that the men are far from home.", []),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "expected"), RIGHTS)
def test_which_right_a_concern_is_about(lang: str, sentence: str, expected: list[str]) -> None:
    found = [c for c in claims(sentence, lang) if c.ledger == "concern"]
    assert [r.removeprefix("right:") for c in found for r in c.reasons if r.startswith("right:")] == expected


COURTS = [
    # a court that holds a right broken rules, and finds
    ("en", "The Constitutional Court held that the transfers violated the right to asylum.", ["concern/found", "legal/ruled"]),
    ("es", "El Tribunal Constitucional falló que los traslados vulneraron el derecho de asilo.", ["concern/found", "legal/ruled"]),
    # a bishop finds nothing
    ("en", "The bishop held that the transfers violated the right to asylum.", ["concern/raised"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "expected"), COURTS)
def test_what_only_a_court_finds(lang: str, sentence: str, expected: list[str]) -> None:
    assert sorted(f"{c.ledger}/{c.stage}" for c in claims(sentence, lang)) == expected


COUNTED = [
    ("en", "The commission documented 14 cases of torture.", 14, "case"),
    ("es", "La comisión documentó 14 casos de tortura.", 14, "case"),
]


@pytest.mark.parametrize(("lang", "sentence", "value", "unit"), COUNTED)
def test_a_concern_that_counts(lang: str, sentence: str, value: float, unit: str) -> None:
    (claim,) = claims(sentence, lang)
    assert (claim.ledger, claim.stage, claim.value, claim.unit) == ("concern", "documented", value, unit)


QUOTES = [
    # what the voice tells is the concern; a right with no voice and no verb is none
    ("en", "Lawyers fear that the men will be tortured, and left.", "the men will be tortured"),
    ("es", "Los abogados temen que los hombres sean torturados, y se fueron.", "los hombres sean torturados"),
]


@pytest.mark.parametrize(("lang", "sentence", "expected"), QUOTES)
def test_the_quote_of_a_concern(lang: str, sentence: str, expected: str) -> None:
    assert [c.quote for c in claims(sentence, lang) if c.ledger == "concern"] == [expected]


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "Torture"),
        ("es", "La tortura"),
        ("en", "Ghana deported forty men to Togo."),
        ("es", "Ghana deportó a cuarenta hombres a Togo."),
    ],
)
def test_what_raises_no_concern(lang: str, sentence: str) -> None:
    assert [c for c in claims(sentence, lang) if c.ledger == "concern"] == []


FIGURES = [
    # a warning whose clause holds a figure is told by the figure
    ("en", "Lawyers complained that Ghana had deported forty men to Togo.", ["people/arrived"]),
    ("es", "Los abogados se quejaron de que Ghana había deportado a cuarenta hombres a Togo.", ["people/arrived"]),
]


@pytest.mark.parametrize(("lang", "sentence", "expected"), FIGURES)
def test_a_concern_says_nothing_more_than_its_figure(lang: str, sentence: str, expected: list[str]) -> None:
    assert [f"{c.ledger}/{c.stage}" for c in claims(sentence, lang)] == expected
