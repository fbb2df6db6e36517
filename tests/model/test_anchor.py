"""Anchors: the exact words, where they stand, and a little of what stands around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.model import Anchor, InvalidValue, anchor_at, from_json, to_json
from amparo.model.anchor import CONTEXT

CONTENT = {
    "en": "The ministry said that forty men were flown to Togo on Friday, and that none of them had been charged.",
    "es": "El ministerio dijo que cuarenta hombres fueron enviados a Togo el viernes, y que ninguno estaba acusado.",
}


@pytest.mark.parametrize(
    ("lang", "quote"), [("en", "forty men were flown"), ("es", "cuarenta hombres fueron enviados")]
)
def test_an_anchor_holds_words_place_and_context(lang: str, quote: str) -> None:
    content = CONTENT[lang]
    start = content.index(quote)
    anchor = anchor_at(content, start, start + len(quote), "page=3")
    assert (anchor.quote, anchor.start, anchor.end, anchor.fragment) == (quote, start, start + len(quote), "page=3")
    assert anchor.prefix == content[:start]
    assert anchor.suffix == content[start + len(quote) :][:CONTEXT]
    assert anchor.found_in(content)
    assert not anchor.found_in("x" + content)


@pytest.mark.parametrize(
    ("quote", "start", "end", "message"),
    [
        ("", 0, 0, "the quote is blank"),
        (" \n ", 0, 3, "the quote is blank"),
        ("forty", 3, 9, "anchor 3–9 does not fit a quote of 5 characters: 'forty'"),
        ("forty", 3, 7, "does not fit"),
        ("forty", -5, 0, "does not fit"),
        ("forty", 9, 4, "does not fit"),
    ],
)
def test_what_does_not_fit_is_refused(quote: str, start: int, end: int, message: str) -> None:
    with pytest.raises(InvalidValue, match=message):
        Anchor(quote, start, end)


@pytest.mark.parametrize(
    ("fragment", "kinds"),
    [
        (None, ["TextQuoteSelector", "TextPositionSelector"]),
        ("cell=B4", ["TextQuoteSelector", "TextPositionSelector", "FragmentSelector"]),
    ],
)
def test_the_web_annotation_form(fragment: str | None, kinds: list[str]) -> None:
    anchor = Anchor("forty", 4, 9, "the ", " men", fragment)
    selectors = anchor.selectors()
    assert [s["type"] for s in selectors] == kinds
    assert selectors[0] == {"type": "TextQuoteSelector", "exact": "forty", "prefix": "the ", "suffix": " men"}
    assert selectors[1] == {"type": "TextPositionSelector", "start": 4, "end": 9}
    assert [s.get("value") for s in selectors[2:]] == [fragment][: len(kinds) - 2]


@given(st.text(min_size=1, max_size=150), st.data())
def test_an_anchor_leads_back_to_its_words(content: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(content) - 1))
    end = data.draw(st.integers(start + 1, len(content)))
    if not content[start:end].strip():
        with pytest.raises(InvalidValue):
            anchor_at(content, start, end)
        return
    anchor = anchor_at(content, start, end)
    assert anchor.found_in(content)
    assert anchor.prefix + anchor.quote + anchor.suffix in content
    assert max(len(anchor.prefix), len(anchor.suffix)) <= CONTEXT
    assert from_json(Anchor, to_json(anchor)) == anchor
