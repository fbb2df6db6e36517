"""Quantities with bound and unit, English and Spanish side by side, and what looks like one and is none."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.extract.quantities import Quantity, as_share, find_figures, find_quantities
from amparo.extract.quantity_rules import load_rules
from amparo.model.numerals import values_in
from amparo.packs import PackError

LANGS = ("en", "es")


def read(text: str, lang: str) -> list[tuple[object, str, str | None]]:
    return [(q.value, q.bound, q.unit) for q in find_quantities(text, lang)]


BOUNDS = [
    ("en", "held 238 men", (238, "exact", None)),
    ("es", "retuvo a 238 hombres", (238, "exact", None)),
    ("en", "only eight were convicted", (8, "exact", None)),
    ("es", "apenas ocho fueron condenados", (8, "exact", None)),
    ("en", "to take up to 300 of them", (300, "up_to", None)),
    ("es", "recibir hasta 300 de ellos", (300, "up_to", None)),
    ("en", "as many as 30,000 people", (30000, "up_to", None)),
    ("en", "no more than 300", (300, "up_to", None)),
    ("es", "no más de 300", (300, "up_to", None)),
    ("es", "un máximo de 300 plazas", (300, "up_to", None)),
    ("en", "300 people at most", (300, "up_to", None)),
    ("es", "300 personas como máximo", (300, "up_to", None)),
    ("es", "hasta las 30.000 camas", (30000, "up_to", None)),
    ("en", "up to about 300 places", (300, "up_to", None)),
    ("en", "nearly 300 deportees", (300, "less_than", None)),
    ("es", "casi 300 deportados", (300, "less_than", None)),
    ("en", "just under $5 million", (5e6, "less_than", "USD")),
    ("es", "algo menos de cinco millones de dólares", (5e6, "less_than", "USD")),
    ("en", "fewer than a dozen", (12, "less_than", None)),
    ("en", "at least 62 of the group", (62, "at_least", None)),
    ("es", "al menos 62 del grupo", (62, "at_least", None)),
    ("es", "por lo menos una docena", (12, "at_least", None)),
    ("en", "$4 million at least", (4e6, "at_least", "USD")),
    ("es", "un año como mínimo", (1, "at_least", "year")),
    ("en", "113,000+ arrests", (113000, "at_least", None)),
    ("en", "300 or more", (300, "at_least", None)),
    ("es", "300 o más", (300, "at_least", None)),
    ("en", "no fewer than 40", (40, "at_least", None)),
    ("es", "no menos de 40", (40, "at_least", None)),
    ("en", "more than 130 men", (130, "more_than", None)),
    ("es", "más de 130 hombres", (130, "more_than", None)),
    ("en", "over 100,000 have been removed", (100000, "more_than", None)),
    ("es", "superan los 100.000", (100000, "more_than", None)),
    ("en", "in excess of 40", (40, "more_than", None)),
    ("es", "más de un centenar", (100, "more_than", None)),
    ("en", "some 238 men", (238, "about", None)),
    ("es", "unos 238 hombres", (238, "about", None)),
    ("es", "los unos 176 retenidos", (176, "about", None)),
    ("en", "around $70 million a year", (7e7, "about", "USD/year")),
    ("es", "alrededor de 70 millones de euros al año", (7e7, "about", "EUR/year")),
    ("es", "rondaba ya los 50", (50, "about", None)),
    ("en", "at an estimated unit cost of $20,000 per detainee", (20000, "about", "USD/person")),
    ("es", "una treintena de presos", (30, "about", None)),
    ("es", "un centenar de presos", (100, "about", None)),
    ("es", "medio centenar de presos", (50, "about", None)),
    ("es", "una docena de presos", (12, "exact", None)),
    ("en", "a dozen prisoners", (12, "exact", None)),
    ("en", "about half had no record", (0.5, "about", None)),
    ("es", "cerca de la mitad", (0.5, "about", None)),
    ("es", "más de 2000 personas", (2000, "more_than", None)),
    ("en", "more than 2000 people", (2000, "more_than", None)),
    ("en", "on the first flight 135 deportees came", (135, "exact", None)),
    ("en", "$300 plus interest", (300, "exact", "USD")),
    ("en", "40 maximum security inmates", (40, "exact", None)),
    ("es", "menos del 10 % aceptó", (10, "less_than", "percent")),
    ("es", "una veintena larga de presos", (20, "more_than", None)),
    ("es", "un par de cientos de presos", (200, "about", None)),
    ("en", "a couple of hundred prisoners", (200, "about", None)),
    ("es", "una de cada cuatro", (0.25, "exact", None)),
    ("es", "cerca de un tercio, dijo", (pytest.approx(1 / 3), "about", None)),
    ("en", "about a third, he said", (pytest.approx(1 / 3), "about", None)),
    ("es", "miles de millones de dólares", (None, "vague", "USD")),
    ("en", "under one roof", (1, "exact", None)),
    ("en", "hundreds of men", (None, "vague", None)),
    ("es", "cientos de hombres", (None, "vague", None)),
    ("en", "scores of men", (None, "vague", None)),
    ("es", "decenas de hombres", (None, "vague", None)),
    ("en", "a handful of men", (None, "vague", None)),
    ("es", "un puñado de hombres", (None, "vague", None)),
    ("en", "several thousand men", (None, "vague", None)),
    ("es", "miles de hombres", (None, "vague", None)),
]


@pytest.mark.parametrize(("lang", "text", "expected"), BOUNDS)
def test_bound_before_and_after(lang: str, text: str, expected: tuple[object, str, str | None]) -> None:
    assert read(text, lang) == [expected]


RANGES = [
    ("en", "between 50 and 60 people", (50, 60), None),
    ("es", "entre 50 y 60 personas", (50, 60), None),
    ("en", "between about 50 and 60 people", (50, 60), None),
    ("en", "from $48,000 to $90,000", (48000, 90000), "USD"),
    ("es", "de 48.000 a 90.000 dólares", (48000, 90000), "USD"),
    ("en", "between $4 and $5 million", (4e6, 5e6), "USD"),
    ("es", "entre 4 y 5 millones de dólares", (4e6, 5e6), "USD"),
    ("en", "4 or 5 million", (4e6, 5e6), None),
    ("es", "tres o cuatro aviones", (3, 4), None),
    ("en", "15-22 miles", (15, 22), "mile"),
    ("en", "15 to 20 percent", (15, 20), "percent"),
    ("es", "del 15 al 20 %", (15, 20), "percent"),
    ("en", "from 450 sq ft up to 900 sq ft", (450, 900), "square foot"),
    ("en", "between $800,000 and $1.3 million", (800000, 1.3e6), "USD"),
    ("es", "entre catorce mil y quince mil reclusos", (14000, 15000), None),
    ("en", "between three and four hundred inmates", (300, 400), None),
    ("en", "between two hundred and three hundred inmates", (200, 300), None),
]


@pytest.mark.parametrize(("lang", "text", "pair", "unit"), RANGES)
def test_ranges(lang: str, text: str, pair: tuple[float, float], unit: str | None) -> None:
    assert read(text, lang) == [(pair, "between", unit)]


UNITS = [
    ("en", "$20,000 per head", "USD/person"),
    ("es", "20.000 dólares por cabeza", "USD/person"),
    ("en", "£20,000 for each migrant a year", "GBP/person/year"),
    ("es", "20.000 libras por recluso al año", "GBP/person/year"),
    ("es", "seis millones de dólares anuales", "USD/year"),
    ("en", "$12,000 a month", "USD/month"),
    ("es", "50 dólares diarios", "USD/day"),
    ("en", "A$408 million", "AUD"),
    ("en", "408 million Australian dollars", "AUD"),
    ("es", "408 millones de dólares australianos", "AUD"),
    ("en", "€3 million", "EUR"),
    ("es", "3 millones de euros", "EUR"),
    ("en", "USD 3 million", "USD"),
    ("es", "US$3 millones", "USD"),
    ("en", "3.1 percent", "percent"),
    ("es", "3,1 por ciento", "percent"),
    ("en", "a 23-hectare site", "hectare"),
    ("es", "ocho hectáreas", "hectare"),
    ("en", "30-year visas", "year"),
    ("es", "un período de dos años", "year"),
    ("en", "within twelve months", "month"),
    ("es", "125 días de encierro", "day"),
    ("en", "8 km away", "kilometre"),
    ("es", "hace 8 semanas", "week"),
    ("en", "12 flights", None),
    ("es", "12 vuelos", None),
]


@pytest.mark.parametrize(("lang", "text", "unit"), UNITS)
def test_units(lang: str, text: str, unit: str | None) -> None:
    (quantity,) = find_quantities(text, lang)
    assert quantity.unit == unit


NONE = [
    ("en", "on March 15, 2025 and again on 2 April"),
    ("es", "el 15 de marzo de 2025 y otra vez el 2 de abril"),
    ("es", "llegaron el sábado 15 y el 31."),
    ("es", "una carta del 22 de ese mes"),
    ("en", "in 2025, and not by 2026"),
    ("es", "en 2025, y no antes de 2026"),
    ("en", "the 2025 arrangement"),
    ("es", "el acuerdo de 2025"),
    ("en", "filed on 2025-03-15 and 03/16/2025"),
    ("en", "at 5:26 and 5:45 p.m. Eastern time"),
    ("es", "entre la medianoche y las 00:40 horas"),
    ("es", "a las 8 de la noche"),
    ("en", "under Title 8 and Section 1226"),
    ("es", "según el Título 8 y el artículo 1226"),
    ("en", "8 U.S.C. § 1182(f)"),
    ("en", "No. 1:25-cv-00766"),
    ("en", "held in Camp 6 with an iPhone 11 on hand"),
    ("en", "members of MS-13"),
    ("es", "miembros de la MS-13"),
    ("en", "call 555-010-4477 or +503 2555 0100"),
    ("en", "the court ruled 6-3 for the men"),
    ("en", "the judges, dividing 5 to 4, agreed"),
    ("en", "one of the men"),
    ("en", "no one said so, and this one knew"),
    ("es", "ninguno de ellos, ni el uno ni el otro"),
    ("en", "the 22nd man, the third plane, the twenty-first century"),
    ("es", "el tercer avión, la 2.ª vez"),
    ("en", "a man and a woman"),
    ("es", "un hombre y una mujer"),
    ("en", "in the 1980s"),
    ("en", "the 2019 elections"),
    ("es", "las elecciones de 2019 fueron"),
    ("es", "en los años 80"),
    ("en", "Intro\n1. First point\n2) Second point"),
    ("en", "a year ago"),
    ("en", "see https://example.org/300/men?n=12"),
    ("en", "\n\n"),
    ("en", "sections 5 and 6 of the order"),
    ("es", "los artículos 5 y 6 de la orden"),
    ("en", "on April\n 12, 2025"),
    ("en", "8 U.S.C.\n1182"),
    ("en", "ECF No. 45, Nos. 12 and 13"),
    ("en", "a house at 12 Elm Street"),
    ("en", "taken on 12 / 5 / 2015"),
    ("en", "a Year 10 pupil"),
    ("es", "llamó al 2255-5555"),
    ("es", "ni uno solo de ellos"),
    ("es", "el 12 de\n  abril"),
]


@pytest.mark.parametrize(("lang", "text"), NONE)
def test_what_is_no_quantity(lang: str, text: str) -> None:
    assert read(text, lang) == []


KINDS = [
    ("en", "a 25-year-old man", "age"),
    ("es", "un hombre de 25 años de edad", "age"),
    ("en", "the minister, 63, denied it", "age"),
    ("es", "Dijo Pérez, de 63 años, que no", "age"),
    ("es", "un acuerdo, de 5 años, que no", "duration"),
    ("en", "51 votes", "vote"),
    ("es", "51 votos", "vote"),
    ("en", "three in four", "fraction"),
    ("es", "tres de cada cuatro", "fraction"),
]


@pytest.mark.parametrize(("lang", "text", "kind"), KINDS)
def test_kinds(lang: str, text: str, kind: str) -> None:
    assert [q.kind for q in find_quantities(text, lang)] == [kind]


def test_offsets_cover_the_whole_expression_and_the_number_alone() -> None:
    text = "The price was roughly $20,000 per person, they said."
    (quantity,) = find_quantities(text, "en")
    assert text[quantity.start : quantity.end] == "roughly $20,000 per person"
    assert text[quantity.num_start : quantity.num_end] == "20,000"


def test_several_figures_of_a_sentence_stay_apart() -> None:
    assert read("238 Venezuelans and 23 Salvadorans, 10 of them women", "en") == [
        (238, "exact", None),
        (23, "exact", None),
        (10, "exact", None),
    ]
    assert read("238 venezolanos y 23 salvadoreños, 10 de ellos mujeres", "es") == [
        (238, "exact", None),
        (23, "exact", None),
        (10, "exact", None),
    ]


def test_a_figure_given_again_in_brackets_keeps_the_bound() -> None:
    assert read("up to $20,000 (€18,000)", "en") == [(20000, "up_to", "USD"), (18000, "up_to", "EUR")]
    assert read("hasta 20.000 dólares (18.000 euros)", "es") == [(20000, "up_to", "USD"), (18000, "up_to", "EUR")]


def test_a_currency_left_out_is_that_of_the_money_before() -> None:
    assert [u for _, _, u in read("It approved $15 million and sent 5 million.", "en")] == ["USD", "USD"]
    assert [u for _, _, u in read("Aprobó 15 millones de dólares y giró cinco millones.", "es")] == ["USD", "USD"]
    assert [u for _, _, u in read("It approved $15 million for 5 million people.", "en")] == ["USD", None]
    assert [u for _, _, u in read("Aprobó 15 millones de dólares para 5 millones de personas.", "es")] == ["USD", None]


CHANGES = [
    ("en", "raised its capacity from 40,000 to 80,000", (40000, 80000)),
    ("es", "pasó de 40.000 a 80.000 plazas", (40000, 80000)),
    ("en", "the number fell from 261 to 238", (261, 238)),
    ("es", "la cifra bajó de 261 a 238", (261, 238)),
]


@pytest.mark.parametrize(("lang", "text", "expected"), CHANGES)
def test_a_change_is_a_pair_in_its_order_and_two_figures_for_a_claim(
    lang: str, text: str, expected: tuple[float, float]
) -> None:
    [change] = find_quantities(text, lang)
    assert (change.low, change.high, change.bound) == (*expected, "between")
    assert [(q.low, q.high, q.bound) for q in find_figures(text, lang)] == [(v, v, "exact") for v in expected]


def test_a_range_is_one_figure_for_a_claim_too() -> None:
    for text, lang in (("from 200 to 300 men", "en"), ("de 200 a 300 hombres", "es")):
        assert [(q.low, q.high, q.bound) for q in find_figures(text, lang)] == [(200, 300, "between")]


def test_a_magnitude_and_a_fraction_of_it_are_one_number() -> None:
    assert read("five million and three quarters", "en") == [(5.75e6, "exact", None)]
    assert read("cinco millones con tres cuartos", "es") == [(5.75e6, "exact", None)]


def test_a_fraction_is_a_share_for_a_claim() -> None:
    for text, lang in (("half of them", "en"), ("la mitad de ellos", "es")):
        [half] = find_quantities(text, lang)
        assert (half.low, half.unit, as_share(half).low, as_share(half).unit) == (0.5, None, 50, "percent")


def test_a_span_of_money_over_years_is_no_bound() -> None:
    assert read("A$2.5 billion over 30 years", "en") == [(2.5e9, "exact", "AUD"), (30, "exact", "year")]


def test_a_window_of_time_is_no_bound() -> None:
    assert read("over a 30-day window", "en") == [(30, "exact", "day")]
    assert read("held for over 30 days", "en") == [(30, "more_than", "day")]


def test_both_sides_of_a_vote_are_votes() -> None:
    assert [q.kind for q in find_quantities("by 5 votes to 4", "en")] == ["vote", "vote"]
    assert [q.kind for q in find_quantities("por siete votos a dos", "es")] == ["vote", "vote"]


def test_half_a_unit_more() -> None:
    assert read("un año y medio de encierro", "es") == [(1.5, "exact", "year")]
    assert read("two years and a half of prison", "en") == [(2.5, "exact", "year")]


def test_vague_words_say_what_they_can_stand_for() -> None:
    (hundreds,) = find_quantities("hundreds of men", "en")
    (miles,) = find_quantities("decenas de miles de hombres", "es")
    assert (hundreds.low, hundreds.high, hundreds.value) == (100, 1000, None)
    assert (miles.low, miles.high) == (10000, 100000)


def test_written_precision_is_kept() -> None:
    (words,) = find_quantities("4,76 millones de dólares", "es")
    (digits,) = find_quantities("$4,760,000", "en")
    assert (words.magnitude, words.digits) == (1e6, 3)
    assert (digits.magnitude, digits.digits) == (1.0, 3)


def test_nothing_reaches_across_a_paragraph() -> None:
    assert read("They took up to\n\n300 men", "en") == [(300, "exact", None)]
    assert read("Pagó 15\n\nmillones de personas", "es")[0] == (15, "exact", None)
    assert read("between 50\n\nand 60", "en") == [(50, "exact", None), (60, "exact", None)]


def test_a_language_without_rules_still_has_digits() -> None:
    assert [q.value for q in find_quantities("238 Menschen", "de")] == [238]


def test_every_language_file_loads() -> None:
    for lang in LANGS:
        assert load_rules(lang).bound_length > 1


def test_a_bound_that_is_no_bound_is_refused() -> None:
    from amparo.extract.quantity_rules import _bounds
    from amparo.packs import Node

    with pytest.raises(PackError, match=r"quantities.yaml: bounds_before.nearly: is not a key known here"):
        _bounds(Node("quantities.yaml", "bounds_before", {"nearly": ["almost"]}))


PIECES = st.sampled_from(
    [
        "up to",
        "about",
        "hasta",
        "unos",
        "between",
        "entre",
        "and",
        "y",
        "or",
        "o",
        "from",
        "de",
        "to",
        "a",
        "-",
        "$",
        "€",
        "US$",
        "5",
        "300",
        "1,5",
        "20.000",
        "1e9",
        "6m",
        "two",
        "dos",
        "million",
        "millones",
        "mil",
        "dozen",
        "una docena",
        "half",
        "hundreds",
        "miles",
        "per person",
        "por persona",
        "al año",
        "a year",
        "%",
        "por ciento",
        "men",
        "años",
        "or more",
        "o más",
        "2025",
        "March",
        "marzo",
        "5:26",
        "No.",
        "§",
        "(",
        ")",
        ",",
        ".",
        "\n",
        "\n\n",
        "one",
        "uno",
        "minus",
        "6-3",
        "Camp",
        "İ",
        "ﬀ",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(PIECES, max_size=16).map(" ".join), st.lists(PIECES, max_size=16).map("".join)
)


@given(TEXTS, st.sampled_from(LANGS))
def test_quantities_of_any_text_are_valid(text: str, lang: str) -> None:
    quantities = find_figures(text, lang)
    end = 0
    for quantity in quantities:
        assert end <= quantity.start <= quantity.num_start < quantity.num_end <= quantity.end <= len(text)
        end = quantity.end
        assert "\n\n" not in text[quantity.start : quantity.end]
        _check(text, as_share(quantity), lang)
    assert quantities == find_figures(text, lang)
    assert find_quantities(text, lang) == find_quantities(text, lang)


def _check(text: str, quantity: Quantity, lang: str) -> None:
    assert quantity.bound != "none"
    if quantity.bound == "vague":
        assert quantity.value is None
        return
    assert quantity.low is not None
    assert quantity.high is not None
    assert (quantity.low < quantity.high) if quantity.bound == "between" else (quantity.low == quantity.high)
    readings = values_in(text[quantity.start : quantity.end], lang)
    for figure in (quantity.low, quantity.high):
        assert any(math.isclose(figure, v, rel_tol=1e-9, abs_tol=1e-15) for v in readings)
