# ruff: noqa: E501 (tables of sentences, one a line)
"""Which act a figure belongs to, and what a figure takes over that says no act itself."""

from __future__ import annotations

import pytest

from kit.reading import claims, told

LINKS = [
    # each figure with its own act
    ("en", "Belgium sent 40 men to Togo and paid 3 million euros.", ["people/arrived 40 person", "money/disbursed 3000000 EUR"]),
    ("es", "Bélgica envió a 40 hombres a Togo y pagó 3 millones de euros.", ["people/arrived 40 person", "money/disbursed 3000000 EUR"]),
    ("en", "The prison in Lomé has room for 900 inmates and holds 1,400.", ["facility/operating 900 person", "people/held 1400 person"]),
    ("es", "La prisión de Lomé tiene capacidad para 900 reclusos y alberga a 1.400.", ["facility/operating 900 person", "people/held 1400 person"]),
    ("en", "Togo agreed to take 40 men and received 12 in May.", ["terms/agreed 40 person", "people/arrived 12 person"]),
    ("es", "Togo aceptó recibir a 40 hombres y recibió a 12 en mayo.", ["terms/agreed 40 person", "people/arrived 12 person"]),
    # words that count a move
    ("en", "The ministry counted 300 removals last year.", ["people/departed 300 person"]),
    ("es", "El ministerio contó 300 expulsiones el año pasado.", ["people/departed 300 person"]),
    ("en", "Togo recorded 12 returns in May.", ["people/returned 12 person"]),
    ("es", "Togo registró 12 retornos en mayo.", ["people/returned 12 person"]),
    # planes that took off, and who is on board where they land
    ("en", "Three planes took off from Ostend.", ["people/departed 3 flight"]),
    ("es", "Tres aviones despegaron de Ostende.", ["people/departed 3 flight"]),
    ("en", "The plane landed in Lomé with 14 people on board.", ["people/arrived 14 person"]),
    ("es", "El avión aterrizó en Lomé con 14 personas a bordo.", ["people/arrived 14 person"]),
    ("en", "There were 14 people on board.", ["people/departed 14 person"]),
    ("es", "Había 14 personas a bordo.", ["people/departed 14 person"]),
    # the subject of a passive, the object of an active
    ("en", "Forty men whom two judges had freed were deported to Togo.", ["people/arrived 40 person"]),
    ("en", "Dozens of men were deported to Togo.", ["people/arrived None person"]),
    ("es", "Decenas de hombres fueron deportados a Togo.", ["people/arrived None person"]),
    ("en", "Between 30 and 40 men will be deported to Togo.", ["people/planned 30–40 person"]),
    ("es", "Entre 30 y 40 hombres serán deportados a Togo.", ["people/planned 30–40 person"]),
    # a sum per head beside the sum it divides
    ("en", "Belgium paid 2 million euros, or 50,000 euros per detainee.", ["money/disbursed 2000000 EUR", "money/disbursed 50000 EUR/person"]),
    ("es", "Bélgica pagó 2 millones de euros, 50.000 euros por detenido.", ["money/disbursed 2000000 EUR", "money/disbursed 50000 EUR/person"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "expected"), LINKS)
def test_a_figure_belongs_to_its_act(lang: str, sentence: str, expected: list[str]) -> None:
    assert told(sentence, lang, "value", "unit") == expected


TAKEN_OVER = [
    # parts, answers and copulas take the act of the figure or the question before them
    ("en", "Belgium flew 40 men to Togo. Seven of them had asylum cases.", ["people/arrived 40", "people/arrived 7"]),
    ("en", "Belgium flew 40 men to Togo. Of them, seven were ill.", ["people/arrived 40", "people/arrived 7"]),
    ("en", "Belgium flew 40 people to Togo. Five were children.", ["people/arrived 40", "people/arrived 5"]),
    ("es", "Bélgica trasladó a 40 personas a Togo. Cinco eran niños.", ["people/arrived 40", "people/arrived 5"]),
    ("en", "Belgium deported dozens of men to Togo. They were 60.", ["people/arrived None", "people/arrived 60"]),
    ("es", "Bélgica deportó a decenas de hombres a Togo. Eran 60.", ["people/arrived None", "people/arrived 60"]),
    ("es", "¿Cuántos hombres deportó Bélgica a Togo?\nCuarenta.", ["people/arrived 40"]),
    ("es", "¿A cuántos hombres deportó Bélgica a Togo?\nA cuarenta.", ["people/arrived 40"]),
    ("en", "How many men were deported to Togo?\nForty.", ["people/arrived 40"]),
    ("es", "¿Cuántos hombres fueron deportados a Togo?\nCuarenta.", ["people/arrived 40"]),
    ("en", "How many men were deported to Togo?\nNobody knows.\nForty.", []),
    ("es", "¿Cuántos hombres fueron deportados a Togo?\nNadie lo sabe.\nCuarenta.", []),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "expected"), TAKEN_OVER)
def test_what_a_figure_takes_over(lang: str, content: str, expected: list[str]) -> None:
    assert told(content, lang, "value") == expected


CORRECTED = [
    ("en", "Not 12 but 40 men were deported to Togo.", ["people/arrived 12 denies", "people/arrived 40 affirms"]),
    ("es", "No 12 sino 40 hombres fueron deportados a Togo.", ["people/arrived 12 denies", "people/arrived 40 affirms"]),
    ("en", "Forty men were deported to Togo, not 12.", ["people/arrived 40 affirms", "people/arrived 12 denies"]),
    ("es", "Cuarenta hombres fueron deportados a Togo, no doce.", ["people/arrived 40 affirms", "people/arrived 12 denies"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "expected"), CORRECTED)
def test_a_corrected_figure_is_denied(lang: str, sentence: str, expected: list[str]) -> None:
    assert told(sentence, lang, "value", "stance") == expected


NO_FIGURES = [
    # an age, a poll, those who only talk, a length, those whom another clause counts
    ("en", "Prisoner Mensah, 9413, was deported to Togo."),
    ("es", "El preso Mensah, 9413, fue deportado a Togo."),
    ("en", "Kofi Mensah, 42, was deported to Togo."),
    ("es", "Kofi Mensah, 42, fue deportado a Togo."),
    ("en", "In a poll, 40 people said that Togo should take deportees."),
    ("es", "En una encuesta, 40 personas dijeron que Togo debe recibir a deportados."),
    ("en", "The paper interviewed 12 deportees held in Togo."),
    ("es", "El diario entrevistó a 12 deportados en Togo."),
    ("en", "The treaty has 40 pages."),
    ("es", "El tratado tiene 40 páginas."),
    ("en", "There were 40 men in the hall and Belgium deported the women to Togo."),
    ("es", "Había 40 hombres en la sala y Bélgica deportó a las mujeres a Togo."),
    ("en", "How many of the 40 men were deported to Togo?"),
    ("es", "¿Cuántos de los 40 hombres fueron deportados a Togo?"),
]


@pytest.mark.parametrize(("lang", "sentence"), NO_FIGURES)
def test_a_figure_that_is_none_of_the_ledgers(lang: str, sentence: str) -> None:
    assert [c.quote for c in claims(sentence, lang) if c.value is not None] == []


QUOTES = [
    # the quote holds the figure and its act, where they stand close
    ("en", "Belgium quietly deported forty men to Togo.", "deported forty men"),
    ("es", "Bélgica deportó en silencio a cuarenta hombres a Togo.", "deportó en silencio a cuarenta hombres"),
    ("en", "Forty men, most of them young, were deported to Togo.", "Forty men, most of them young, were deported"),
    ("es", "Cuarenta hombres, casi todos jóvenes, fueron deportados a Togo.", "Cuarenta hombres, casi todos jóvenes, fueron deportados"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "expected"), QUOTES)
def test_the_quote_of_a_figure(lang: str, sentence: str, expected: str) -> None:
    assert [c.quote for c in claims(sentence, lang) if c.value == 40] == [expected]
