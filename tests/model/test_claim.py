"""Claims: closed sets of slots, a figure that stands in its quote, an identity, and JSON in and out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.model import Anchor, Claim, InvalidValue, claim_from_json, claim_record, claim_to_json
from amparo.model.claim import BOUNDS, HEDGES, REVIEWS, STANCES, plain_value

QUOTES = {"en": "agreed to take up to 40 men", "es": "aceptó recibir hasta 40 hombres"}


def claim(lang: str = "en", quote: str = "", **slots: Any) -> Claim:
    """A claim of up to forty people, but for the slots given."""
    quote = quote or QUOTES[lang]
    given_slots: dict[str, Any] = {
        "ledger": "terms",
        "stage": "agreed",
        "value": 40.0,
        "bound": "up_to",
        "unit": "person",
        "sender": "BEL",
        "receiver": "TGO",
        **slots,
    }
    anchor = given_slots.pop("anchor", Anchor(quote, 10, 10 + len(quote), fragment=given_slots.pop("fragment", None)))
    return Claim(doc="a.txt", doc_id="0" * 64, lang=lang, anchor=anchor, **given_slots)


FIGURES = [
    ("en", "paid 1.5 million euros", 1.5e6, "exact"),
    ("es", "pagó 1,5 millones de euros", 1.5e6, "exact"),
    ("en", "at least sixty-two of them", 62.0, "at_least"),
    ("es", "al menos sesenta y dos de ellos", 62.0, "at_least"),
    ("en", "between 30 and 40 men", (30.0, 40.0), "between"),
    ("es", "entre 30 y 40 hombres", (30.0, 40.0), "between"),
    ("en", "dozens of men", None, "vague"),
    ("es", "decenas de hombres", None, "vague"),
    ("en", "half of them", 50.0, "exact"),
    ("es", "la mitad de ellos", 50.0, "exact"),
]


@pytest.mark.parametrize(("lang", "quote", "value", "bound"), FIGURES)
def test_a_figure_stands_in_its_quote(lang: str, quote: str, value: Any, bound: str) -> None:
    assert claim(lang, quote, value=value, bound=bound).value == value


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"anchor": "forty men"}, "a claim needs an anchor"),
    ({"ledger": ""}, "needs a ledger and a stage"),
    ({"stage": ""}, "needs a ledger and a stage"),
    ({"bound": "roughly"}, "bound is one of exact, about, .*; got 'roughly'"),
    ({"hedge": "maybe"}, "hedge is one of none, reported, .*; got 'maybe'"),
    ({"stance": "asserts"}, "stance is one of affirms, denies; got 'asserts'"),
    ({"review": "seen"}, "review is one of unreviewed, .*; got 'seen'"),
    ({"sender": "BE"}, "sender is an ISO 3166-1 alpha-3 code; got 'BE'"),
    ({"receiver": "tgo"}, "receiver is an ISO 3166-1 alpha-3 code; got 'tgo'"),
    ({"receiver": ""}, "receiver is an ISO 3166-1 alpha-3 code"),
    ({"value": None}, "bound 'up_to' does not go with value None"),
    ({"bound": "none", "unit": None}, "bound 'none' does not go with value 40.0"),
    ({"bound": "vague"}, "bound 'vague' does not go with value 40.0"),
    ({"bound": "between"}, "a pair of values goes with bound 'between'"),
    ({"value": (40.0, 40.0)}, "a pair of values goes with bound 'between' and no other; got 'up_to'"),
    ({"value": None, "bound": "none"}, "a claim without a figure has no unit"),
    ({"value": 41.0}, "the value 41 does not stand in the quote"),
    ({"at": "2025-03-15"}, "is not a moment in EDTF"),
    ({"at": "2025-03-15T25:00"}, "names no time of the day"),
    ({"value": 400.0}, "the value 400 does not stand in the quote"),
]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("slots", "message"), REFUSED)
def test_what_breaks_an_invariant_is_refused(lang: str, slots: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValue, match=message):
        claim(lang, **slots)


@pytest.mark.parametrize(
    ("lang", "quote", "value", "message"),
    [
        ("en", "between 40 and 30 men", (40.0, 30.0), "a range runs from low to high"),
        ("es", "entre 40 y 30 hombres", (40.0, 30.0), "a range runs from low to high"),
        ("en", "between 30 and 40 men", (30.0, 41.0), "the value 41 does not stand"),
        ("es", "entre 30 y 40 hombres", (29.0, 40.0), "the value 29 does not stand"),
    ],
)
def test_a_range_is_refused(lang: str, quote: str, value: tuple[float, float], message: str) -> None:
    with pytest.raises(InvalidValue, match=message):
        claim(lang, quote, value=value, bound="between")


SAME_ID: list[dict[str, Any]] = [
    {"review": "accepted"},
    {"reader": "hand"},
    {"reasons": ("frame:take",)},
    {"publisher": "The Lomé Post"},
    {"published": "2025-04-01"},
    {"marks": ("headline",)},
    {"doc": "b.txt"},
]
OTHER_ID: list[dict[str, Any]] = [
    {"stage": "proposed"},
    {"ledger": "people"},
    {"bound": "exact"},
    {"unit": "flight"},
    {"hedge": "reported"},
    {"stance": "denies"},
    {"asserter": "the minister"},
    {"when": "2025-03"},
    {"at": "2025-03-15T18:45"},
    {"sender": None},
    {"receiver": "BEN"},
    {"scope": {"group": "women"}},
    {"supersedes": "abc"},
    {"doc_id": "1" * 64},
    {"value": None, "bound": "vague"},
    {"anchor": Anchor(QUOTES["en"], 11, 11 + len(QUOTES["en"]))},
]


@pytest.mark.parametrize("slots", SAME_ID)
def test_review_and_provenance_do_not_change_the_identity(slots: dict[str, Any]) -> None:
    assert replace(claim(), **slots).id == claim().id


@pytest.mark.parametrize("slots", OTHER_ID)
def test_place_and_slots_are_the_identity(slots: dict[str, Any]) -> None:
    assert replace(claim(), **slots).id != claim().id


@pytest.mark.parametrize("review", REVIEWS)
def test_review_is_another_claim_with_the_same_words(review: Any) -> None:
    reviewed = claim().with_review(review)
    assert reviewed == replace(claim(), review=review)


def test_a_claim_without_a_moment_is_what_it_was_before_there_were_moments() -> None:
    assert claim().id == "b57a94804e92ed6b"
    assert "at" not in claim_to_json(claim())


SOMETIMES = {"at", "page", "cell", "supersedes", "marks"}
RECORDS = [
    ({}, {"value": 40, "start": 10, "quote": QUOTES["en"], "scope": {}, "review": "unreviewed"}),
    ({"fragment": "page=3"}, {"page": 3}),
    ({"fragment": "cell=B4"}, {"cell": "B4"}),
    ({"fragment": "page=3;cell=B4"}, {"page": 3, "cell": "B4"}),
    ({"supersedes": "abc"}, {"supersedes": "abc"}),
    ({"marks": ("ocr",)}, {"marks": ["ocr"]}),
    ({"at": "2025-03-15T18:45-04:00~"}, {"at": "2025-03-15T18:45-04:00~"}),
    ({"scope": {"group": "women"}}, {"scope": {"group": "women"}}),
]


@pytest.mark.parametrize(("slots", "expected"), RECORDS)
def test_the_public_record(slots: dict[str, Any], expected: dict[str, Any]) -> None:
    record = claim_record(claim(**slots))
    assert {key: record[key] for key in expected} == expected
    assert SOMETIMES & record.keys() == SOMETIMES & expected.keys()
    assert list(record)[:6] == ["id", "doc", "lang", "start", "end", "quote"]
    json.dumps(record, allow_nan=False)


@pytest.mark.parametrize(("value", "expected"), [(40.0, "40"), (1.5, "1.5"), ((1.0, 2.5), "[1, 2.5]"), (None, "null")])
def test_a_figure_as_json_writes_it(value: Any, expected: str) -> None:
    assert json.dumps(plain_value(value)) == expected


def claims_of_any_slots() -> st.SearchStrategy[Claim]:
    code = st.none() | st.from_regex(r"[A-Z]{3}", fullmatch=True)
    words = st.none() | st.text(min_size=1, max_size=12)
    return st.builds(
        claim,
        st.sampled_from(["en", "es"]),
        bound=st.sampled_from([b for b in BOUNDS if b not in ("between", "vague", "none")]),
        hedge=st.sampled_from(HEDGES),
        stance=st.sampled_from(STANCES),
        review=st.sampled_from(REVIEWS),
        sender=code,
        receiver=code,
        asserter=words,
        when=words,
        at=st.sampled_from([None, "2025-03-15T18:45", "2025-03-15T18:45-04:00~"]),
        scope=st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3),
        reasons=st.lists(st.text(max_size=8), max_size=3).map(tuple),
        marks=st.lists(st.text(max_size=8), max_size=2).map(tuple),
    )


@given(claims_of_any_slots())
def test_a_claim_comes_back_from_its_json(made: Claim) -> None:
    again = claim_from_json(json.loads(json.dumps(claim_to_json(made))))
    assert again == made
    assert again.id == made.id


def test_a_range_comes_back_as_a_pair() -> None:
    made = claim(quote="between 30 and 40 men", value=(30.0, 40.0), bound="between")
    assert claim_from_json(json.loads(json.dumps(claim_to_json(made)))) == made


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": 41.0}, "does not stand in the quote"),
        ({"stance": "doubts"}, "stance is one of"),
        ({"colour": "red"}, "Claim: unknown field colour"),
        ({"anchor": {"quote": "x", "start": 0, "end": 5}}, "does not fit a quote of 1 characters"),
    ],
)
def test_json_that_breaks_an_invariant_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValue, match=message):
        claim_from_json({**claim_to_json(claim()), **change})
