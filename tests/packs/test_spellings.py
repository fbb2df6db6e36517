"""Compact spellings written out."""

from __future__ import annotations

import pytest

from amparo.packs import Node
from amparo.packs.spellings import spellings

ROWS = [
    ("flight", ["flight"]),
    ("flight(|s)", ["flight", "flights"]),
    ("deportad(o|a|os|as)", ["deportado", "deportada", "deportados", "deportadas"]),
    ("(U.S.|federal|) judge", ["U.S. judge", "federal judge", "judge"]),
    ("(niñ(o|a)|men)", ["niño", "niña", "men"]),
    ("{nth} Circuit", ["4th Circuit", "Fifth Circuit"]),
    ("Court( of the {nth} Circuit|)", ["Court of the 4th Circuit", "Court of the Fifth Circuit", "Court"]),
    ("(a|a) judge", ["a judge"]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_spellings(text: str, expected: list[str]) -> None:
    node = Node("f.yaml", "k", text)
    assert [spelling for _, spelling in spellings(node, {"nth": ("4th", "Fifth")})] == expected


def test_a_list_tells_which_of_its_items_a_spelling_comes_from() -> None:
    node = Node("f.yaml", "k", ["a(|s)", "b"])
    assert [(source.key, text) for source, text in spellings(node)] == [("k[0]", "a"), ("k[0]", "as"), ("k[1]", "b")]
