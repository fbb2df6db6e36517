"""Which claims stand on one line, in which order, and how they relate."""

from __future__ import annotations

from typing import Any

import pytest

from amparo.model import Claim, Line, Source
from kit.claims import account, claim

DAY, NEXT, LATER = "2025-03-15", "2025-03-16", "2025-03-30"
VEN = {"nationality": "VEN"}


def line_of(target: Claim, *others: Claim) -> Line:
    (line,) = [ln for ln in account(target, *others).lines if target.id in ln.claims]
    return line


def together(a: Claim, b: Claim, *others: Claim) -> bool:
    return b.id in line_of(a, b, *others).claims


@pytest.mark.parametrize(
    ("a", "b", "one_line"),
    [
        pytest.param(("people.departed", 238), ("people.arrived", 261), True, id="stages of a ledger are a ladder"),
        pytest.param(("people.departed", 238), ("terms.agreed", 300, "up_to"), False, id="ledgers are not mixed"),
        pytest.param(
            ("people.departed", 238), ("people.departed", None, "vague"), True, id="a vague figure has its unit"
        ),
        pytest.param(("people.departed", 238), ("people.departed",), False, id="an act has no unit"),
        pytest.param(("terms.agreed",), ("terms.in_force",), True, id="acts between the same parties"),
    ],
)
def test_ledger_and_unit(a: Any, b: Any, one_line: bool) -> None:
    assert together(claim(*a), claim(*b)) is one_line


@pytest.mark.parametrize(
    ("slots", "one_line"),
    [
        ({}, True),
        ({"receiver": None}, True),
        ({"sender": None, "receiver": None}, True),
        ({"receiver": "PAN"}, False),
        ({"sender": None, "receiver": "PAN"}, False),
    ],
)
def test_parties_left_open_fit_the_only_pair(slots: dict[str, Any], one_line: bool) -> None:
    assert together(claim("people.departed", 238), claim("people.departed", 240, doc="other", **slots)) is one_line


def test_an_open_receiver_waits_where_two_fit() -> None:
    known = claim("people.departed", 238), claim("people.departed", 299, receiver="PAN")
    waiting = claim("people.departed", 250, receiver=None, doc="x")
    line = line_of(waiting, *known)
    assert (line.sender, line.receiver) == ("USA", None)
    here = claim("people.arrived", 12, receiver="PAN", doc="x", start=90)
    assert line_of(waiting, *known, here).receiver == "PAN"


def test_a_figure_of_another_order_does_not_fill_its_parties_from_the_line() -> None:
    assert not together(claim("people.departed", 238), claim("people.departed", 113_000, "at_least", receiver=None))


@pytest.mark.parametrize(
    ("when", "published", "one_line"),
    [
        (NEXT, None, True),
        ("2025-03-15/2025-03-16", None, True),
        ("2025-03", None, True),
        (None, None, True),
        (None, "2025-03-17", True),
        (None, "2025-03-10", False),
        (LATER, None, False),
        ("2025-04-12", None, False),
        ("2025-03/2025-04", None, False),
        ("2024", None, False),
    ],
)
def test_occasions(when: str | None, published: str | None, one_line: bool) -> None:
    other = claim("people.arrived", 240, when=when, published=published, doc="other")
    assert together(claim("people.departed", 238, when=DAY), other) is one_line


def test_an_undated_claim_goes_with_its_document_then_with_its_figure_else_by_itself() -> None:
    first, second = claim("people.departed", 238, when=DAY), claim("people.departed", 17, when=LATER)
    by_doc = claim("people.arrived", 9, doc=second.doc, start=50)
    by_figure = claim("people.arrived", 238, doc="x")
    beside_it = claim("people.arrived", 101, doc="x", start=50)
    alone = claim("people.arrived", 55, doc="y")
    everything = (first, second, by_doc, by_figure, beside_it, alone)
    assert line_of(by_doc, *everything).when == LATER
    assert line_of(by_figure, *everything).when == DAY
    assert line_of(beside_it, *everything).when == DAY
    assert line_of(alone, *everything).when is None


def test_money_is_one_line_through_time() -> None:
    assert together(
        claim("money.pledged", 15e6, unit="USD", when="2024-12"), claim("money.disbursed", 4e6, unit="USD", when=DAY)
    )


def test_a_ladder_in_the_packs_order_with_documents_and_origins() -> None:
    claims = [
        claim("people.held", 238, doc="c"),
        claim("people.departed", 261, doc="a", when=DAY),
        claim("people.departed", 238, doc="a", when=DAY, scope={**VEN, "affiliation_status": "alleged"}, start=60),
        claim("people.departed", 261, doc="b", when=DAY, publisher="a"),
        claim("people.departed", 300, doc="b", when=DAY, publisher="a", stance="denies", start=60),
        claim("people.planned", 300, "up_to", doc="d"),
    ]
    line = line_of(*claims)
    assert [step.stage for step in line.steps] == ["planned", "departed", "held"]
    departed = line.steps[1].figures
    assert [(f.value, f.stance, dict(f.scope), f.documents, f.origins) for f in departed] == [
        (261, "affirms", {}, 2, 1),
        (238, "affirms", VEN, 1, 1),
        (300, "denies", {}, 1, 1),
    ]
    assert [(f.low, f.high) for f in line.steps[0].figures] == [(0, 300)]
    assert set(line.claims) == {c.id for c in claims}


@pytest.mark.parametrize("stage", ["legal.ruled", "concern.raised", "statement.criticised"])
def test_acts_without_a_figure_stand_by_who_acts(stage: str) -> None:
    court = {"asserter": "The Court", "sender": None, "receiver": None}
    assert together(claim(stage, doc="a", **court), claim(stage, doc="b", **{**court, "asserter": "the court"}))
    assert not together(claim(stage, doc="a", **court), claim(stage, doc="b", **{**court, "asserter": "a union"}))


def test_every_claim_stands_on_exactly_one_line() -> None:
    claims = [
        claim("people.departed", 238, when=DAY),
        claim("people.departed", 100_000, "more_than", receiver=None),
        claim("facility.operating", 40_000, scope={"facility": "CECOT"}),
        claim("concern.raised", asserter="a union"),
        claim("legal.ordered", when=DAY),
        claim("people.arrived", None, "vague", when="2025-13"),
    ]
    result = account(*claims)
    listed = [c for line in result.lines for c in line.claims]
    assert sorted(listed) == sorted(result.claims) == sorted(c.id for c in claims)


def test_rejected_and_replaced_claims_are_left_out() -> None:
    wrong = claim("people.departed", 328, when=DAY)
    right = claim("people.departed", 238, when=DAY, supersedes=wrong.id, review="corrected")
    refused = claim("people.departed", 900, when=DAY).with_review("rejected")
    assert set(account(wrong, right, refused).claims) == {right.id}
    assert set(account(wrong, right.with_review("rejected")).claims) == {wrong.id}


def test_of_two_rows_of_one_claim_the_reviewed_one_counts() -> None:
    read = claim("people.departed", 238, when=DAY)
    for twice in ((read, read.with_review("rejected")), (read.with_review("rejected"), read)):
        assert account(*twice).claims == {}
    for twice in ((read, read.with_review("accepted")), (read.with_review("accepted"), read)):
        assert account(*twice).claims[read.id].review == "accepted"


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        (("people.departed", 238, "exact", {}), ("people.departed", 238, "exact", {}), "agrees"),
        (("people.departed", 238, "exact", {}), ("people.departed", 300, "up_to", {}), "narrows"),
        (("people.departed", 238, "exact", {}), ("people.departed", 252, "exact", {}), "differs"),
        (("people.departed", 261, "exact", {}), ("people.departed", 238, "exact", {"scope": VEN}), "part_of"),
        (("people.departed", 238, "exact", {}), ("people.arrived", 238, "exact", {}), "other_stage"),
        (("people.departed", 238, "exact", {}), ("people.departed", 238, "exact", {"stance": "denies"}), "denies"),
        (
            ("people.departed", 238, "exact", {"asserter": "Minister Jane Roe", "published": "2025-03-17"}),
            ("people.departed", 252, "exact", {"asserter": "Jane Roe", "published": "2025-07-20"}),
            "restates",
        ),
    ],
)
def test_relations(a: Any, b: Any, kind: str) -> None:
    pair = [claim(*row[:3], doc=doc, when=DAY, **row[3]) for row, doc in ((a, "a"), (b, "b"))]
    (relation,) = account(*pair).relations
    assert relation.kind == kind
    assert {relation.claim, relation.other} == {c.id for c in pair}
    assert relation.reason


def test_the_narrower_figure_narrows_the_wider_one() -> None:
    wide, exact = (
        claim("people.departed", 300, "up_to", when=DAY, doc="a"),
        claim("people.departed", 238, when=DAY, doc="b"),
    )
    (relation,) = account(wide, exact).relations
    assert (relation.kind, relation.claim, relation.other) == ("narrows", exact.id, wide.id)


def test_relations_grow_with_the_claims_and_not_with_their_square() -> None:
    claims = [claim("people.departed", 238 + n % 3, doc=f"d{n}", when=DAY) for n in range(60)]
    assert len(account(*claims).relations) < len(claims)


def source(doc: str, publisher: str | None, *credits: str) -> Source:
    return Source(doc, doc, "en", publisher=publisher, credits=credits)


@pytest.mark.parametrize(
    ("sources", "origins"),
    [
        pytest.param([source("a", "Daily A"), source("b", "Daily B")], 2, id="own reporting"),
        pytest.param([source("a", "Daily A"), source("b", "the daily a")], 1, id="one publisher"),
        pytest.param([source("a", "Daily A", "AP"), source("b", "Diario B", "AP")], 1, id="one wire, two papers"),
        pytest.param([source("a", "Daily A", "AP"), source("b", "AP")], 1, id="the wire itself and a reprint"),
        pytest.param([source("a", "Daily A", "AP"), source("b", "Diario B", "EFE")], 2, id="two wires"),
        pytest.param([source("a", "Daily A", "AP", "EFE"), source("b", "B", "EFE")], 1, id="a joint credit"),
        pytest.param([source("a", None), source("b", None)], 2, id="nobody named"),
    ],
)
def test_a_copy_is_not_a_confirmation(sources: list[Source], origins: int) -> None:
    claims = [claim("people.departed", 238, doc=s.doc, publisher=s.publisher, when=DAY) for s in sources]
    result = account(*claims, sources=sources)
    (figure,) = result.lines[0].steps[0].figures
    assert (figure.documents, figure.origins) == (2, origins)
    (relation,) = result.relations
    wired = origins == 1 and any(s.credits for s in sources)
    assert relation.kind == ("copies" if wired else "agrees")
    assert [f.kind for f in result.findings] == (["single_origin"] if wired else [])
