"""The lists that no domain owns, and those of the detention-transfer pack, are whole in both languages."""

from __future__ import annotations

import pycountry
import pytest

from amparo.extract.names import find_names
from amparo.packs import load_pack
from amparo.packs.gazetteer import common_file, country_codes, inflect
from amparo.packs.trie import Entry, Trie

PACK = load_pack()
STATES = sorted(c.alpha_3 for c in pycountry.countries)


def entries(trie: Trie) -> set[Entry]:
    found = {entry for _, entry in trie.ends}
    for child in trie.next.values():
        found |= entries(child)
    return found


@pytest.mark.parametrize("lang", PACK.languages)
def test_nearly_every_country_has_a_name(lang: str) -> None:
    named = {e.canonical for e in entries(PACK.gazetteer.names[lang]) if e.kind == "country"}
    missing = set(STATES) - named
    assert missing <= {"ATA", "ATF", "BVT", "HMD", "IOT", "SGS", "SJM", "UMI", "JEY"}, "only uninhabited places"


def test_both_languages_know_the_demonyms_of_the_same_countries() -> None:
    lists = {lang: set(common_file(lang, "countries.yaml").need("demonyms").mapping()) for lang in PACK.languages}
    assert lists["en"] ^ lists["es"] <= {"DMA", "KNA", "SLB", "STP"}
    assert all(len(codes) >= 190 for codes in lists.values())


def test_every_other_name_stands_in_both_languages() -> None:
    known = {
        lang: {e for e in entries(PACK.gazetteer.names[lang]) if e.kind not in ("country", "demonym", "capital")}
        for lang in PACK.languages
    }
    governments = {e for e in known["en"] ^ known["es"] if e.kind == "government"}
    assert known["en"] ^ known["es"] == governments, "courts, agencies, parties, laws, rights and officials are equals"


def test_codes_reach_beyond_iso_only_where_said() -> None:
    assert set(country_codes().values()) - set(STATES) == {"XKX"}


ENDINGS = {"": ("", "s"), "o": ("o", "a", "os", "as"), "és": ("és", "esa", "eses", "esas"), "ense": ("ense", "enses")}


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("cubano", ["cubano", "cubana", "cubanos", "cubanas"]),
        ("danés", ["danés", "danesa", "daneses", "danesas"]),
        ("costarricense", ["costarricense", "costarricenses"]),
        ("belga", ["belga", "belgas"]),
    ],
)
def test_inflect(word: str, forms: list[str]) -> None:
    assert list(inflect(word, ENDINGS)) == forms


DEMONYMS = [
    ("SLV", "Salvadoran", "salvadoreña"),
    ("VEN", "Venezuelans", "venezolanos"),
    ("USA", "American", "estadounidenses"),
    ("ESP", "Spaniards", "españolas"),
    ("GBR", "British", "ingleses"),
    ("FRA", "Frenchman", "francesa"),
    ("DEU", "Germans", "alemanas"),
    ("CHE", "Swiss", "suizos"),
    ("IRQ", "Iraqis", "iraquíes"),
    ("GNQ", "Equatorial Guinean", "ecuatoguineanos"),
    ("SWZ", "Swazi", "suazis"),
    ("PHL", "Filipina", "filipinas"),
    ("XKX", "Kosovar", "kosovares"),
    ("ZAF", "South African", "sudafricanas"),
    ("TUR", "Turks", "turca"),
]


@pytest.mark.parametrize(("code", "english", "spanish"), DEMONYMS)
def test_demonyms_in_their_forms(code: str, english: str, spanish: str) -> None:
    for word, lang in ((english, "en"), (spanish, "es")):
        assert [(n.kind, n.canonical) for n in find_names(word, lang, PACK)] == [("demonym", code)], word


def test_rights_name_their_instruments() -> None:
    provisions = {p.instrument: p.articles for p in PACK.rights.rights["liberty"].provisions}
    assert provisions["ICCPR"] == "9"
    assert provisions["ACHR"] == "7"
    assert PACK.rights.instruments["CAT"]["es"] == "Convención contra la Tortura"
