"""Numbers in digits and words, English and Spanish, and the law that what is found can be read back from its words."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.model.numerals import find_numerals, values_in

LANGS = ("en", "es")

READ = [
    # digits
    ("en", "1,234.5 tonnes", [1234.5]),
    ("es", "1.234,5 toneladas", [1234.5]),
    ("en", "40,000 inmates", [40000]),
    ("es", "40.000 internos", [40000]),
    ("es", "40,000 internos", [40000]),
    ("es", "4,76 millones", [4760000]),
    ("es", "4.76 millones", [4760000]),
    ("en", "4.76 million", [4760000]),
    ("es", "330 000 focas", [330000]),
    ("es", "1 414 021 100 personas", [1414021100]),
    ("es", "0,125 gramos", [0.125]),
    ("en", "host 192.168.1.2 is up", []),
    ("en", "fell to -50 points", [-50]),
    ("en", "minus-130 degrees", [-130]),
    # magnitudes
    ("en", "$20k", [20000]),
    ("en", "6m people", [6000000]),
    ("en", "USD10m", [10000000]),
    ("es", "15 mil millones", [15e9]),
    ("es", "500 mil", [500000]),
    ("es", "2 mil 300 personas", [2300]),
    ("en", "half a million", [500000]),
    ("es", "medio millón", [500000]),
    ("en", "two and a half million", [2500000]),
    ("es", "un millón y medio", [1500000]),
    # words
    ("en", "two hundred and thirty-eight men", [238]),
    ("es", "doscientas treinta y ocho mujeres", [238]),
    ("en", "twelve hundred", [1200]),
    ("es", "mil doscientos", [1200]),
    ("es", "veintidos", [22]),
    ("es", "veintidós", [22]),
    ("es", "ciento sesenta y un presos", [161]),
    ("en", "fifteen million five hundred thousand", [15500000]),
    ("es", "tres millones quinientos mil", [3500000]),
    ("en", "two hundred and three hundred", [200, 300]),
    ("es", "entre dos mil y tres mil", [2000, 3000]),
    ("es", "treinta y cuarenta", [30, 40]),
    ("en", "the twenty-first century", []),
    ("es", "casi el millón de habitantes", [1000000]),
    # groups
    ("en", "a dozen", [12]),
    ("es", "una docena", [12]),
    ("en", "two dozen", [24]),
    ("es", "tres docenas", [36]),
    ("es", "medio centenar", [50]),
    ("es", "una treintena", [30]),
    ("en", "a couple of guards", [2]),
    ("en", "the couple from Ohio", []),
    ("es", "un par de guardias", [2]),
    # fractions, as percentages
    ("en", "half of them", [50]),
    ("es", "la mitad de ellos", [50]),
    ("en", "in the second half", []),
    ("en", "two-thirds", [100 * 2 / 3]),
    ("es", "dos tercios", [100 * 2 / 3]),
    ("en", "a quarter of them", [25]),
    ("es", "la cuarta parte", [25]),
    ("es", "tres cuartas partes", [75]),
    ("en", "a third man", []),
    ("es", "un tercer hombre", []),
    ("en", "three in four", [75]),
    ("en", "one out of five", [20]),
    ("es", "tres de cada cuatro", [75]),
    # vague
    ("en", "tens of thousands", [None]),
    ("es", "decenas de miles", [None]),
    ("en", "hundreds", [None]),
    ("es", "cientos", [None]),
    ("es", "un puñado", [None]),
]


@pytest.mark.parametrize(("lang", "text", "values"), READ)
def test_each_number_is_read_as_the_language_means_it(lang: str, text: str, values: list[float | None]) -> None:
    assert [n.value for n in find_numerals(text, lang)] == values


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "20.000", 20000),  # the other locale's style
        ("en", "20.000", 20),
        ("es", "4,800", 4.8),
        ("es", "4,800", 4800),
        ("en", "4 or 5 million dollars", 4000000),
        ("es", "entre 4 y 5 millones", 4000000),
        ("en", "a year", 1),
        ("es", "un año", 1),
        ("en", "both men", 2),
        ("es", "ambas mujeres", 2),
        ("en", "two thirds", 100 * 2 / 3),
        ("en", "one year and a half", 1.5),
        ("es", "un año y medio", 1.5),
        ("en", "-3 percent", -3),
    ],
)
def test_every_reading_counts_where_a_figure_is_checked(lang: str, text: str, value: float) -> None:
    assert any(math.isclose(value, v) for v in values_in(text, lang))


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "up to 300 people", 500),
        ("es", "hasta 300 personas", 500),
        ("en", "238 Venezuelans", 23),
        ("en", "no figure here", 1),
        ("es", "ninguna cifra aquí", 1),
        ("en", "300 men and, in the words of the minister, all of it, 15 million dollars", 23),
    ],
)
def test_a_figure_that_does_not_stand_in_the_text_is_refused(lang: str, text: str, value: float) -> None:
    assert value not in values_in(text, lang)


def test_written_precision_is_kept() -> None:
    (million,) = find_numerals("4.76 million", "en")
    (digits,) = find_numerals("4,760,000", "en")
    (mil_millones,) = find_numerals("15 mil millones", "es")
    assert (million.magnitude, million.digits) == (1e6, 3)
    assert (digits.magnitude, digits.digits) == (1.0, 3)
    assert (mil_millones.magnitude, mil_millones.digits) == (1e9, 2)


def test_a_language_without_number_words_still_has_digits() -> None:
    assert [n.value for n in find_numerals("238 Menschen", "de")] == [238]


WORDS = st.sampled_from(
    [
        "one",
        "two",
        "twenty",
        "hundred",
        "thousand",
        "million",
        "and",
        "a",
        "half",
        "dozen",
        "third",
        "quarters",
        "in",
        "of",
        "minus",
        "un",
        "una",
        "dos",
        "veinte",
        "mil",
        "millones",
        "y",
        "medio",
        "mitad",
        "tercio",
        "cuarta",
        "parte",
        "de",
        "cada",
        "cien",
        "1",
        "2,5",
        "1.000",
        "10",
        "000",
        "-",
        ".",
        ",",
        "6m",
        "$",
        "tens",
        "hundreds",
        "cientos",
        "miles",
        "\n",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join))


@given(TEXTS, st.sampled_from(LANGS))
def test_numerals_of_any_text_lie_in_order_and_can_be_read_back(text: str, lang: str) -> None:
    numerals = find_numerals(text, lang)
    end = 0
    for numeral in numerals:
        assert end <= numeral.start < numeral.end <= len(text)
        end = numeral.end
        if numeral.value is not None:
            assert math.isfinite(numeral.value)
            readings = values_in(text[numeral.start : numeral.end], lang)
            assert any(math.isclose(numeral.value, v, rel_tol=1e-9, abs_tol=1e-15) for v in readings)
    assert numerals == find_numerals(text, lang)


@given(TEXTS, st.sampled_from(LANGS))
def test_values_of_any_text_are_finite(text: str, lang: str) -> None:
    assert all(math.isfinite(v) for v in values_in(text, lang))


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(LANGS))
def test_a_whole_number_in_digits_is_itself(number: int, lang: str) -> None:
    grouped = f"{number:,}" if lang == "en" else f"{number:,}".replace(",", ".")
    assert [n.value for n in find_numerals(str(number), lang)] == [float(number)]
    assert [n.value for n in find_numerals(grouped, lang)] == [float(number)]
