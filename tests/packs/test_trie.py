"""Names looked up word by word: capitals, gaps, accents, length."""

from __future__ import annotations

import pytest

from amparo.model import InvalidValue
from amparo.packs.trie import Entry, Trie, fold, words_of

ROWS = [
    # spelling in the list, text, found
    ("Tren de Aragua", "Tren de Aragua", True),
    ("Tren de Aragua", "TREN DE ARAGUA", True),
    ("Tren de Aragua", "Tren De Aragua", True),
    ("Tren de Aragua", "tren de aragua", False),
    ("Tren de Aragua", "Tren\nde Aragua", True),
    ("Tren de Aragua", "Tren\n\nde Aragua", False),
    ("Tren de Aragua", "Tren. De Aragua", False),
    ("ICE", "ICE", True),
    ("ICE", "Ice", False),
    ("TdA", "TdA", True),
    ("TdA", "TDA", True),
    ("TdA", "Tda", False),
    ("MS-13", "MS-13", True),
    ("MS-13", "MS 13", True),
    ("U.S.", "U.S.", True),
    ("U.S.", "U.S", True),
    ("U.S.", "US", True),
    ("EE. UU.", "EE. UU.", True),
    ("EE. UU.", "EE UU", False),
    ("venezolano", "Venezolano", True),
    ("Guantánamo", "Guantanamo", True),
    ("Guantanamo", "Guanta\u0301namo", True),
    ("Washington, D.C.", "Washington, D.C.", True),
    ("Washington, D.C.", "Washington D.C.", False),
    ("Trinidad & Tobago", "Trinidad & Tobago", True),
]


@pytest.mark.parametrize(("listed", "text", "found"), ROWS)
def test_a_spelling_tells_its_case_and_its_gaps(listed: str, text: str, found: bool) -> None:
    trie = Trie()
    trie.add(listed, Entry("thing", listed))
    words = words_of(text)
    match = trie.longest(text, words, 0)
    assert (match is not None and match[0] == len(words)) is found


def test_the_longer_name_wins_and_the_shorter_still_stands_alone() -> None:
    trie = Trie()
    trie.add("Guinea", Entry("country", "GIN"))
    trie.add("Guinea Bissau", Entry("country", "GNB"))
    for text, expected in [("Guinea-Bissau", (2, "GNB")), ("Guinea, Bissau", (1, "GIN")), ("Guinea Pig", (1, "GIN"))]:
        match = trie.longest(text, words_of(text), 0)
        assert match is not None
        assert (match[0], match[1].canonical) == expected


def test_the_more_capitals_decide_first() -> None:
    trie = Trie()
    trie.add("ICE", Entry("agency", "ICE"))
    trie.add("ice", Entry("thing", "ice"))
    assert [trie.longest(t, words_of(t), 0) for t in ("ICE", "ice")] == [
        (1, Entry("agency", "ICE")),
        (1, Entry("thing", "ice")),
    ]


def test_a_taken_spelling_is_told() -> None:
    trie = Trie()
    first = Entry("agency", "Border Force")
    assert trie.add("Border Force", first) is None
    assert trie.add("Border Force", first) is None
    assert trie.add("Bórder Force", Entry("film", "Border Force")) == first


@pytest.mark.parametrize("name", ["", "…", "this; that"])
def test_what_no_text_could_match_is_refused(name: str) -> None:
    with pytest.raises(InvalidValue):
        Trie().add(name, Entry("thing", "x"))


@pytest.mark.parametrize(("text", "key"), [("Á", "a"), ("U.S.", "us"), ("Straße", "strasse"), ("ÑANDÚ", "nandu")])
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key
