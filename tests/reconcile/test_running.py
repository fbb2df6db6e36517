"""The law of the running account: however it came about, it is what all its documents give at once."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable

import pytest

from amparo.model import Decision, to_json
from amparo.reconcile import Account, Changes, Document, Running, reconcile_claims
from kit.claims import PACK, claim
from reconcile.made_up import made_up_decisions, made_up_document

STEPS = 20


def whole(documents: Iterable[Document], decisions: Iterable[Decision]) -> Account:
    known = list(documents)
    return reconcile_claims(
        [c for d in known for c in d.claims],
        [s for d in known for s in d.sources],
        PACK,
        decisions,
        [p for d in known for p in d.passages],
    )


def after(before: Account, changes: Changes) -> tuple[object, ...]:
    """Lines, relations and findings that the changes make of an account."""
    lines = {line.id: line for line in before.lines if line.id not in changes.lines_gone}
    lines.update((line.id, line) for line in changes.lines)
    relations = Counter(before.relations)
    relations.subtract(changes.relations_gone)
    relations.update(changes.relations)
    findings = {f.id: f.explanation for f in before.findings if f.id not in changes.findings_gone}
    findings.update((f.id, f.explanation) for f in changes.findings)
    return lines, {relation: n for relation, n in relations.items() if n}, findings


def parts(account: Account) -> tuple[object, ...]:
    return (
        {line.id: line for line in account.lines},
        dict(Counter(account.relations)),
        {finding.id: finding.explanation for finding in account.findings},
    )


@pytest.mark.parametrize("seed", [*range(25), 1173, 1231])
def test_any_sequence_gives_what_all_of_it_gives_at_once(seed: int) -> None:
    rng = random.Random(seed)
    pool = [made_up_document(number, rng) for number in range(rng.randint(3, 14))]
    decisions = made_up_decisions(pool, rng)
    holding: list[Decision] = []
    running, there = Running(PACK), dict[str, Document]()
    account = running.account()
    for _ in range(STEPS):
        document, draw = rng.choice(pool), rng.random()
        if draw < 0.1:
            holding = rng.sample(decisions, rng.randint(0, len(decisions)))
            changes = running.decide(holding)
        elif document.doc_id in there and draw < 0.5:
            changes = running.drop(document.doc_id)
            del there[document.doc_id]
        else:
            if draw > 0.9:
                document = made_up_document(int(document.doc_id[1:-4]), random.Random(draw))
            changes = running.take(document)
            there[document.doc_id] = document
        expected = after(account, changes)
        account = running.account()
        assert parts(account) == expected
        known = list(there.values())
        rng.shuffle(known)
        one = whole(known, holding)
        assert to_json(account) == to_json(one)
        assert list(account.claims) == list(one.claims)


def test_nothing_that_is_touched_is_told_twice() -> None:
    told = claim("people.departed", 238, doc="a", when="2025-03-15")
    running = Running(PACK, [Document("a", (told,))])
    changes = running.take(Document("b", (claim("people.departed", 261, doc="b", when="2025-03-15", asserter="X Y"),)))
    assert len(changes.lines) == 1
    assert running.take(Document("a", (told,))) == Changes()
    assert running.drop("c") == Changes()


def test_what_is_taken_out_leaves_nothing() -> None:
    rng = random.Random(7)
    pool = [made_up_document(number, rng) for number in range(12)]
    running = Running(PACK, pool)
    changes = running.drop(*(document.doc_id for document in pool))
    assert running.account() == reconcile_claims([], [], PACK)
    assert set(changes.relations_gone) == set(whole(pool, ()).relations)
