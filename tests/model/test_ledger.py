"""Lines, figures and findings: what a finding must rest on, and JSON in and out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.model import Figure, Finding, InvalidValue, Line, Origin, Relation, Step, from_json, to_json

SAID = {"en": "The counts differ.", "es": "Las cuentas difieren."}


def figure(*claims: str, **slots: Any) -> Figure:
    given_slots = {"value": 40.0, "bound": "exact", "low": 40.0, "high": 40.0, **slots}
    return Figure(claims=claims, documents=1, origins=1, **given_slots)


@pytest.mark.parametrize(
    ("kind", "claims", "explanation", "message"),
    [
        ("contradiction", (), SAID, "a finding of kind contradiction rests on claims; it names none"),
        ("sum_closes", (), SAID, "a finding of kind sum_closes rests on claims"),
        ("contradiction", ("a",), {}, "explains itself in at least one language"),
        ("gap", (), {}, "explains itself in at least one language"),
    ],
)
def test_a_finding_rests_on_claims_and_explains_itself(
    kind: Any, claims: tuple[str, ...], explanation: dict[str, str], message: str
) -> None:
    with pytest.raises(InvalidValue, match=message):
        Finding("f1", kind, "people", explanation, "", claims)


def test_a_gap_is_told_of_no_claim() -> None:
    gap = Finding("f1", "gap", "money", SAID, "", ())
    assert (gap.claims, gap.status, gap.resolved_by) == ((), "open", None)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((), ()),
        ((Step("planned", (figure("c"),)), Step("arrived", (figure("a", "b"), figure("d")))), ("c", "a", "b", "d")),
        ((Step("planned", ()), Step("arrived", (figure("a"),))), ("a",)),
    ],
)
def test_the_claims_of_a_line_in_the_order_of_its_ladder(steps: tuple[Step, ...], expected: tuple[str, ...]) -> None:
    assert Line("l1", "people", "person", "BEL", "TGO", steps=steps).claims == expected


@pytest.mark.parametrize(
    "value",
    [
        figure("a", "b"),
        figure("a", value=(30.0, 40.0), bound="between", low=30.0, high=40.0, scope={"group": "mujeres"}),
        figure("a", value=None, bound="vague", low=24.0, high=None, stance="denies"),
        Line("l1", "people", "person", "BEL", None, {"facility": "Lomé"}, "2025-03", (Step("held", (figure("a"),)),)),
        Relation("narrows", "a", "b", "40 is within up to 60"),
        Finding("f1", "drift", "people", SAID, "40 → 60", ("a", "b"), "resolved", "d1"),
        Origin("o1", "wire", "EFE", ("x", "y")),
    ],
)
def test_what_the_ledger_holds_comes_back_from_its_json(value: Any) -> None:
    assert from_json(type(value), json.loads(json.dumps(to_json(value)))) == value


@given(st.lists(st.lists(st.lists(st.text(max_size=4), max_size=3), max_size=3), max_size=3))
def test_no_claim_of_a_line_is_lost(ladder: list[list[list[str]]]) -> None:
    steps = tuple(Step(str(at), tuple(figure(*claims) for claims in figures)) for at, figures in enumerate(ladder))
    line = Line("l1", "people", "person", None, None, steps=steps)
    assert list(line.claims) == [claim for figures in ladder for claims in figures for claim in claims]
    assert from_json(Line, to_json(line)) == line


@pytest.mark.parametrize(
    ("change", "message"), [({"claims": []}, "rests on claims"), ({"mood": "x"}, "unknown field mood")]
)
def test_json_that_breaks_an_invariant_is_refused(change: dict[str, Any], message: str) -> None:
    made = to_json(Finding("f1", "drift", "people", SAID, "", ("a",)))
    with pytest.raises(InvalidValue, match=message):
        from_json(Finding, {**made, **change})
