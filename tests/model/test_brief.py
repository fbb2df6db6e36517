"""Briefs: no sentence without what it rests on, and JSON in and out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.model import Brief, InvalidValue, Sentence, Source, from_json, to_json


@pytest.mark.parametrize("words", ["Forty men were sent.", "Cuarenta hombres fueron enviados."])
def test_a_sentence_rests_on_something(words: str) -> None:
    with pytest.raises(InvalidValue, match=f"rests on claims or findings; this one cites none: '{words}'"):
        Sentence(words)
    assert Sentence(words, claims=("c1",)).findings == ()
    assert Sentence(words, findings=("f1",)).claims == ()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_empty_brief_is_one(lang: str) -> None:
    brief = Brief(lang, None)
    assert (brief.summary, brief.key_points, brief.open_questions, brief.sources) == ((), (), (), ())
    assert from_json(Brief, to_json(brief)) == brief


def sentences() -> st.SearchStrategy[Sentence]:
    ids = st.lists(st.text(min_size=1, max_size=4), max_size=3).map(tuple)
    some = ids.filter(bool)
    return st.builds(Sentence, st.text(), some, ids, st.booleans()) | st.builds(Sentence, st.text(), ids, some)


@given(
    st.sampled_from(["en", "es"]),
    st.none() | sentences(),
    st.lists(sentences(), max_size=3).map(tuple),
    st.integers(0, 9),
    st.lists(st.text(max_size=5), max_size=2).map(tuple),
)
def test_a_brief_comes_back_from_its_json(
    lang: str, title: Sentence | None, told: tuple[Sentence, ...], withheld: int, refused: tuple[str, ...]
) -> None:
    sources = (Source("a.txt", "0" * 64, lang, "Título", credits=("EFE",)),)
    brief = Brief(lang, title, told, told[:1], told[1:], sources, withheld, refused)
    assert from_json(Brief, json.loads(json.dumps(to_json(brief)))) == brief


def test_a_sentence_without_ground_is_refused_on_the_way_in() -> None:
    data = to_json(Brief("en", Sentence("Forty men were sent.", ("c1",))))
    data["title"]["claims"] = []
    with pytest.raises(InvalidValue, match="this one cites none"):
        from_json(Brief, data)
