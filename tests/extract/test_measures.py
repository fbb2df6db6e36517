"""What a figure is a figure of: the noun it counts, its unit, and what is left out."""

from __future__ import annotations

import pytest

from kit.reading import analysis

MEASURED = [
    # lang, sentence, the phrase, unit, family, the noun counted
    ("en", "Togo took forty young men.", "forty young men", "person", "person", "men"),
    ("es", "Togo recibió a cuarenta jóvenes reclusos.", "cuarenta jóvenes reclusos", "person", "person", "reclusos"),
    ("en", "Togo took forty Beninese in May.", "forty Beninese", "person", "person", "beninese"),
    ("es", "Togo recibió a cuarenta benineses en mayo.", "cuarenta benineses", "person", "person", "benineses"),
    ("en", "Two charter flights left.", "Two charter flights", "flight", "flight", "flights"),
    ("es", "Dos vuelos salieron.", "Dos vuelos", "flight", "flight", "vuelos"),
    ("en", "Togo runs three prisons.", "three prisons", "facility", "facility", "prisons"),
    ("es", "Togo abrió tres cárceles.", "tres cárceles", "facility", "facility", "cárceles"),
    ("en", "Belgium paid €2 million.", "€2 million", "EUR", "money", ""),
    ("es", "Bélgica pagó 2 millones de euros.", "2 millones de euros", "EUR", "money", ""),
    ("en", "Belgium paid €900 per detainee.", "€900 per detainee", "EUR/person", "rate", ""),
    ("es", "Bélgica pagó 900 euros por detenido.", "900 euros por detenido", "EUR/person", "rate", ""),
    ("en", "The deal lasts for two years.", "two years", "year", "year", ""),
    ("es", "El acuerdo dura dos años.", "dos años", "year", "year", ""),
    ("en", "Occupancy stands at 140 percent.", "140 percent", "percent", "percent", ""),
    ("es", "La ocupación es del 140 por ciento.", "140 por ciento", "percent", "percent", ""),
    ("en", "Half of the men left.", "Half", "percent", "percent", ""),
    ("es", "La mitad de los hombres salió.", "mitad", "percent", "percent", ""),
    ("en", "Togo took forty.", "forty", None, "bare", ""),
    ("es", "Togo recibió a cuarenta.", "cuarenta", None, "bare", ""),
    ("en", "Forty were released.", "Forty", None, "bare", ""),
    ("es", "Cuarenta fueron liberados.", "Cuarenta", None, "bare", ""),
    ("en", "They sent forty blankets.", "forty", None, "other", ""),
    ("es", "Enviaron cuarenta mantas.", "cuarenta", None, "other", ""),
    ("en", "Up to forty men may come.", "Up to forty men", "person", "person", "men"),
    ("es", "Hasta cuarenta hombres podrían venir.", "Hasta cuarenta hombres", "person", "person", "hombres"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "phrase", "unit", "family", "noun"), MEASURED)
def test_what_a_figure_counts(lang: str, sentence: str, phrase: str, unit: str | None, family: str, noun: str) -> None:
    found = analysis(sentence, lang)
    assert [
        (found.text(m.first, m.last), m.unit, m.family, found.low(m.noun) if m.noun >= 0 else "")
        for m in found.measured
    ] == [(phrase, unit, family, noun)]


NOT_MEASURED = [
    ("en", "They left on May 14, 2024."),
    ("es", "Salieron el 14 de mayo de 2024."),
    ("en", "The motion passed by 14 votes to 9."),
    ("es", "La moción se aprobó por 14 votos a 9."),
    ("en", "It was the fourth flight."),
    ("es", "Fue el cuarto vuelo."),
    ("en", "Kofi, aged 42, left."),
    ("es", "Kofi, de 42 años, salió."),
    ("en", "A 19-year-old student left."),
]


@pytest.mark.parametrize(("lang", "sentence"), NOT_MEASURED)
def test_dates_ages_votes_and_ordinals_count_nothing(lang: str, sentence: str) -> None:
    assert analysis(sentence, lang).measured == ()


def test_the_figure_is_kept_apart_from_its_noun() -> None:
    found = analysis("Togo took at least forty young men.", "en")
    (only,) = found.measured
    assert found.text(only.number_first, only.number_last) == "at least forty"
    assert (only.quantity.value, only.quantity.bound) == (40, "at_least")
