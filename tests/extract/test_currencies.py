"""Currencies by name: every one in use, and a noun that several share by the country the text names."""

from __future__ import annotations

import pytest

from amparo.extract import find_quantities
from amparo.extract.currencies import Candidate, candidates, currency_meant, currency_names

NAMES = [
    ("en", "danish kroner", "DKK"),
    ("es", "coronas danesas", "DKK"),
    ("en", "rwandan francs", "RWF"),
    ("es", "francos ruandeses", "RWF"),
    ("en", "pounds sterling", None),
    ("en", "british pounds", "GBP"),
    ("es", "libras esterlinas", "GBP"),
    ("en", "australian dollars", "AUD"),
    ("es", "dolares australianos", "AUD"),
    ("en", "german mark", None),
    ("es", "pesetas espanolas", None),
]


@pytest.mark.parametrize(("lang", "name", "code"), NAMES)
def test_a_full_name_tells_its_currency(lang: str, name: str, code: str | None) -> None:
    assert currency_names(lang).get(name) == code


SHARED = [
    ("en", "shillings", {"KES", "TZS", "UGX"}),
    ("es", "chelines", {"KES", "TZS", "UGX"}),
    ("en", "kroner", {"DKK", "NOK"}),
    ("es", "coronas", {"DKK", "NOK", "SEK"}),
    ("en", "pesos", {"MXN", "COP", "CLP"}),
    ("es", "pesos", {"MXN", "COP", "CLP"}),
    ("en", "naira", {"NGN"}),
    ("es", "quetzales", {"GTQ"}),
]


@pytest.mark.parametrize(("lang", "noun", "codes"), SHARED)
def test_a_bare_noun_has_its_candidates(lang: str, noun: str, codes: set[str]) -> None:
    assert codes <= {c.code for c in candidates(lang, [noun])[noun]}


@pytest.mark.parametrize(("lang", "noun"), [("en", "blankets"), ("es", "mantas"), ("xx", "pesos")])
def test_a_noun_of_no_currency_is_left_out(lang: str, noun: str) -> None:
    assert candidates(lang, [noun]) == {}


def test_a_language_without_locale_data_has_no_names() -> None:
    assert currency_names("xx") == {}


MEANT = [
    ("en", "kenya set the price at forty shillings", "shillings", "KES"),
    ("es", "kenia fijo el precio en cuarenta chelines", "chelines", "KES"),
    ("en", "the ugandan minister spoke of forty shillings", "shillings", "UGX"),
    ("es", "el ministro ugandes hablo de cuarenta chelines", "chelines", "UGX"),
    ("en", "kenya and uganda argued over forty shillings", "shillings", None),
    ("es", "kenia y uganda discutieron por cuarenta chelines", "chelines", None),
    ("en", "forty shillings", "shillings", None),
    ("es", "cuarenta chelines", "chelines", None),
    ("en", "uganda told kenya that uganda wants forty shillings", "shillings", "UGX"),
    ("es", "uganda dijo a kenia que uganda quiere cuarenta chelines", "chelines", "UGX"),
    ("en", "forty naira", "naira", "NGN"),
]


@pytest.mark.parametrize(("lang", "folded", "noun", "code"), MEANT)
def test_a_shared_noun_is_that_of_the_country_named_most(lang: str, folded: str, noun: str, code: str | None) -> None:
    assert currency_meant(folded, candidates(lang, [noun])[noun]) == code


@pytest.mark.parametrize(("lang", "noun"), [("en", "shillings"), ("es", "chelines")])
def test_the_noun_itself_tells_no_country(lang: str, noun: str) -> None:
    assert all(not noun.startswith(mark) for option in candidates(lang, [noun])[noun] for mark in option.marks)


@pytest.mark.parametrize(("folded", "code"), [("kroner of aland", None), ("brave alandish kroner", "BBB")])
def test_a_currency_is_told_by_the_beginnings_of_words(folded: str, code: str | None) -> None:
    assert currency_meant(folded, (Candidate("AAA", ("aland",)), Candidate("BBB", ("brave", "aland")))) == code


DOLLARS = [
    ("en", "New Zealand paid Nauru 9 million dollars.", "NZD"),
    ("es", "Nueva Zelanda pagó a Nauru 9 millones de dólares.", "NZD"),
    ("en", "The United States paid New Zealand 9 million dollars.", "USD"),
    ("es", "Estados Unidos pagó a Nueva Zelanda 9 millones de dólares.", "USD"),
    ("en", "El Salvador was paid 9 million dollars.", "USD"),
    ("es", "El Salvador cobró 9 millones de dólares.", "USD"),
]


@pytest.mark.parametrize(("lang", "text", "unit"), DOLLARS)
def test_dollars_are_those_of_the_country_named(lang: str, text: str, unit: str) -> None:
    assert [q.unit for q in find_quantities(text, lang)] == [unit]
