"""Decisions: who, why and what they change, an identity, and JSON in and out."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.model import Decision, InvalidValue, from_json, in_force, to_json
from amparo.model.decision import JOINING, Act

ACTS = get_args(Act)
AT = "2025-04-02T10:00:00+00:00"


def decision(act: Any = "reject", **slots: Any) -> Decision:
    """A decision that holds, but for the slots given."""
    changes = {"stage": "planned"} if act == "correct" else {}
    other = "c9" if act in JOINING else None
    same = {"act": act, "target": "c1", "actor": "Ada", "at": AT, "reason": "Misread."}
    return Decision(**{**same, "changes": changes, "other": other, **slots})


@pytest.mark.parametrize("act", ACTS)
def test_a_decision_names_who_took_it(act: str) -> None:
    assert decision(act).actor == "Ada"
    with pytest.raises(InvalidValue, match="names the person who took it"):
        decision(act, actor="")


@pytest.mark.parametrize("act", [act for act in ACTS if act != "accept"])
@pytest.mark.parametrize("reason", ["", " \n"])
def test_all_but_acceptance_needs_a_reason(act: str, reason: str) -> None:
    with pytest.raises(InvalidValue, match=f"a decision to {act} needs a reason"):
        decision(act, reason=reason)


def test_acceptance_needs_none() -> None:
    assert decision("accept", reason="").reason == ""


@pytest.mark.parametrize(
    ("act", "changes"), [("correct", {}), ("accept", {"stage": "planned"}), ("reject", {"value": 40})]
)
def test_a_correction_and_nothing_else_changes_slots(act: str, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue, match="a correction names the slots it changes, and no other decision does"):
        decision(act, changes=changes)


@pytest.mark.parametrize(
    "slots",
    [
        {"target": "c2"},
        {"actor": "Bea"},
        {"at": "2025-04-03T10:00:00+00:00"},
        {"reason": "Leído mal."},
        {"act": "resolve"},
    ],
)
def test_what_makes_another_decision(slots: dict[str, Any]) -> None:
    assert replace(decision(), **slots).id != decision().id


def test_what_is_changed_makes_another_decision() -> None:
    assert decision("correct", changes={"stage": "held"}).id != decision("correct").id


@given(
    st.sampled_from(ACTS),
    st.text(min_size=1),
    st.text(min_size=1).filter(str.strip),
    st.dictionaries(st.text(), st.none() | st.text() | st.integers(), min_size=1),
    st.none() | st.text(),
)
def test_a_decision_comes_back_from_its_json(
    act: str, actor: str, reason: str, changes: dict[str, Any], supersedes: str | None
) -> None:
    slots: dict[str, Any] = {"changes": changes} if act == "correct" else {}
    made = decision(act, actor=actor, reason=reason, supersedes=supersedes, **slots)
    again = from_json(Decision, json.loads(json.dumps(to_json(made))))
    assert again == made
    assert again.id == made.id


@pytest.mark.parametrize(
    ("change", "message"),
    [({"reason": ""}, "needs a reason"), ({"mood": "glad"}, "Decision: unknown field mood")],
)
def test_json_that_breaks_an_invariant_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidValue, match=message):
        from_json(Decision, {**to_json(decision()), **change})


@pytest.mark.parametrize(
    ("act", "slots"),
    [("same_line", {"other": None}), ("same_origin", {"other": "c1"}), ("accept", {"other": "c2"})],
)
def test_joining_and_nothing_else_names_two_different_things(act: str, slots: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue, match="a decision to join names two different things"):
        decision(act, **slots)


def test_an_identity_is_kept_from_before_there_was_joining() -> None:
    assert decision().id == "082c6b03e04a0268"
    assert decision("same_line").id != decision("same_line", other="c8").id


def test_undoing_brings_back_what_was_replaced() -> None:
    first = decision("accept", at="2025-04-01")
    second = decision("reject", at="2025-04-02", supersedes=first.id)
    undone = decision("undo", target=second.id, at="2025-04-03")
    again = decision("undo", target=undone.id, at="2025-04-04")
    assert in_force([first]) == [first]
    assert in_force([first, second]) == [second]
    assert in_force([first, second, undone]) == [first]
    assert in_force([undone, again, second, first]) == [second]


def test_a_circle_of_decisions_replaces_nothing_for_ever() -> None:
    one = decision("accept", at="2025-04-01")
    two = decision("reject", at="2025-04-02", supersedes=one.id)
    assert len(in_force([replace(one, supersedes=two.id), two])) == 1
    assert in_force([replace(one, supersedes=one.id)]) == [replace(one, supersedes=one.id)]
