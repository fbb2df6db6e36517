"""What people decide about lines and origins: applied in any order, with stable ids, told where idle."""

from __future__ import annotations

from itertools import permutations

import pytest

from amparo.model import Claim, Decision
from amparo.reconcile import Account
from kit.claims import account, claim

ONE = claim("people.departed", 238, when="2025-03-15")
TWO = claim("people.departed", 261, when="2025-03-15", lang="es")
FAR = claim("people.departed", 17, when="2025-05-02", sender="MEX")
PAID = claim("money.paid", 6, unit="USD")
CLAIMS = (ONE, TWO, FAR, PAID)


def decided(act: str, target: str, other: str | None = None, day: int = 1, **more: str) -> Decision:
    at = f"2026-01-0{day}"
    return Decision(act, target, "Ana", at, "So.", other=other, **more)  # type: ignore[arg-type]


def line_of(made: Account, one: Claim) -> str:
    (found,) = [line.id for line in made.lines if one.id in line.claims]
    return found


def test_without_decisions_two_stand_together_and_one_apart() -> None:
    made = account(*CLAIMS)
    assert line_of(made, ONE) == line_of(made, TWO) != line_of(made, FAR)
    assert made.idle == ()


def test_a_claim_joins_the_line_of_another_which_keeps_its_id() -> None:
    home = line_of(account(*CLAIMS), ONE)
    made = account(*CLAIMS, decisions=(decided("same_line", FAR.id, ONE.id),))
    assert {line_of(made, one) for one in (ONE, TWO, FAR)} == {home}
    assert len(made.lines) == 2


def test_all_claims_of_a_line_join_another() -> None:
    natural = account(*CLAIMS)
    both = line_of(natural, ONE)
    made = account(*CLAIMS, decisions=(decided("same_line", both, line_of(natural, FAR)),))
    assert {line_of(made, one) for one in (ONE, TWO, FAR)} == {line_of(natural, FAR)}


def test_a_claim_taken_off_has_a_line_of_its_own_and_its_findings_close() -> None:
    natural = account(*CLAIMS)
    assert "contradiction" in {finding.kind for finding in natural.findings}
    made = account(*CLAIMS, decisions=(decided("other_line", TWO.id),))
    assert line_of(made, ONE) == line_of(natural, ONE) != line_of(made, TWO)
    assert "contradiction" not in {finding.kind for finding in made.findings}
    assert line_of(made, TWO) == line_of(account(TWO, ONE, decisions=(decided("other_line", TWO.id),)), TWO)


@pytest.mark.parametrize(
    "decisions",
    [
        (decided("other_line", TWO.id), decided("same_line", FAR.id, TWO.id, day=2), decided("accept", ONE.id)),
        (decided("same_line", ONE.id, FAR.id), decided("same_line", FAR.id, ONE.id, day=2)),
        (
            decided("same_line", FAR.id, ONE.id),
            decided("other_line", FAR.id, day=2),
            decided("other_line", TWO.id, day=2),
        ),
        (decided("same_origin", ONE.id, TWO.doc_id), decided("same_origin", TWO.doc_id, FAR.id, day=2)),
    ],
)
def test_the_order_of_decisions_and_claims_does_not_matter(decisions: tuple[Decision, ...]) -> None:
    first = account(*CLAIMS, decisions=decisions)
    for order in permutations(decisions):
        again = account(*reversed(CLAIMS), decisions=order)
        assert (again.lines, again.findings, again.origins, again.idle) == (
            first.lines,
            first.findings,
            first.origins,
            first.idle,
        )


def test_the_newest_about_a_claim_holds_and_undoing_brings_back() -> None:
    natural = account(*CLAIMS)
    first = decided("same_line", FAR.id, ONE.id)
    second = decided("other_line", FAR.id, day=2)
    undone = decided("undo", second.id, day=3)
    assert line_of(account(*CLAIMS, decisions=(first,)), FAR) == line_of(natural, ONE)
    assert line_of(account(*CLAIMS, decisions=(first, second)), FAR) != line_of(natural, ONE)
    assert line_of(account(*CLAIMS, decisions=(first, second, undone)), FAR) == line_of(natural, ONE)


@pytest.mark.parametrize(("target", "other"), [(ONE.id, TWO.id), (ONE.doc_id, TWO.doc_id), (ONE.id, TWO.doc_id)])
def test_what_has_one_origin_counts_once(target: str, other: str) -> None:
    same = claim("people.departed", 238, when="2025-03-15", lang="es")
    pair = {TWO.id: same.id, TWO.doc_id: same.doc_id}
    assert account(ONE, same).origins_behind([ONE.id, same.id]) == 2
    joined = account(ONE, same, decisions=(decided("same_origin", target, pair[other]),))
    assert joined.origins_behind([ONE.id, same.id]) == 1
    assert max(len(origin.docs) for origin in joined.origins) == 2


def test_origins_joined_one_after_the_other_are_all_one() -> None:
    papers = [claim("people.departed", 238, when="2025-03-15", doc=f"{n}.txt") for n in range(3)]
    chain = (decided("same_origin", "0.txt", "1.txt"), decided("same_origin", "1.txt", "2.txt", day=2))
    made = account(*papers, decisions=chain)
    assert made.origins_behind([papers[0].id, papers[2].id]) == 1


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (decided("same_line", "gone", ONE.id), "There is no claim or line gone in the account now."),
        (decided("same_line", ONE.id, "gone"), "There is no claim or line gone in the account now."),
        (decided("same_line", ONE.id, PAID.id), "The two are of different ledgers or units"),
        (decided("other_line", "gone"), "There is no claim gone in the account now."),
        (decided("same_origin", "gone", ONE.id), "There is no claim or document gone in the account now."),
        (decided("resolve", "gone"), "There is no finding gone in the account now."),
    ],
)
def test_a_decision_that_finds_nothing_is_told_and_changes_nothing(decision: Decision, reason: str) -> None:
    made = account(*CLAIMS, decisions=(decision,))
    assert [(idle.decision, idle.reason.startswith(reason)) for idle in made.idle] == [(decision, True)]
    assert made.lines == account(*CLAIMS).lines
