"""Scope as a partial order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.reconcile.scope import TOTAL, covers, exclusive, scope_of

DIVIDING = frozenset({"nationality", "legal_basis", "affiliation"})
VEN = {"nationality": "VEN"}
AEA = {"legal_basis": "Alien Enemies Act"}


@pytest.mark.parametrize(
    ("whole", "part", "held"),
    [
        ({}, VEN, True),
        (VEN, {**VEN, **AEA}, True),
        (VEN, AEA, False),
        (VEN, {"nationality": "SLV"}, False),
        ({**VEN, **AEA}, VEN, False),
        ({"group": "women"}, {"group": "Women "}, True),
        ({"affiliation": "MS-13; Tren de Aragua"}, {"affiliation": "Tren de Aragua", **AEA}, True),
        ({"affiliation": "MS-13; Tren de Aragua"}, {"affiliation": "Tren de Aragua; MS-13"}, True),
        ({"affiliation": "Tren de Aragua"}, {"affiliation": "MS-13; Tren de Aragua"}, False),
        ({"group": "mujeres"}, {"group": "niños"}, False),
    ],
)
def test_covers(whole: dict[str, str], part: dict[str, str], held: bool) -> None:
    assert covers(scope_of(whole), scope_of(part)) is held


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        (VEN, {"nationality": "SLV"}, True),
        (AEA, {**VEN, "legal_basis": "Title 8"}, True),
        (VEN, AEA, False),
        ({"group": "women"}, {"group": "children"}, False),
        ({}, VEN, False),
        ({"affiliation": "MS-13; Tren de Aragua"}, {"affiliation": "MS-13"}, False),
        ({"affiliation": "MS-13; Tren de Aragua"}, {"affiliation": "Barrio 18"}, True),
    ],
)
def test_exclusive(a: dict[str, str], b: dict[str, str], apart: bool) -> None:
    assert exclusive(scope_of(a), scope_of(b), DIVIDING) is apart
    assert exclusive(scope_of(b), scope_of(a), DIVIDING) is apart


scopes = st.dictionaries(
    st.sampled_from(["nationality", "legal_basis", "group"]), st.sampled_from(["a", "b", "a; b"])
).map(scope_of)


@given(scopes, scopes, scopes)
def test_covering_is_a_partial_order_under_the_total(
    a: frozenset[tuple[str, str]], b: frozenset[tuple[str, str]], c: frozenset[tuple[str, str]]
) -> None:
    assert covers(a, a)
    assert covers(TOTAL, a)
    assert not (covers(a, b) and covers(b, a)) or a == b
    assert not (covers(a, b) and covers(b, c)) or covers(a, c)
