"""The laws: the order of claims changes nothing, and the engine knows no domain."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.model import Claim, Source, to_json
from amparo.packs import LedgerSpec, Pack, PackError
from amparo.reconcile import reconcile_claims
from kit.claims import PACK, claim

STAGES = [
    ("people.departed", 238, "exact", "person"),
    ("people.arrived", 252, "exact", "person"),
    ("people.arrived", 250, "more_than", "person"),
    ("people.departed", 300, "about", "person"),
    ("people.departed", 261, "exact", "person"),
    ("people.departed", 23, "exact", "person"),
    ("people.held", 238, "exact", "person"),
    ("terms.agreed", 300, "up_to", "person"),
    ("terms.in_force", None, "none", None),
    ("money.pledged", 15e6, "exact", "USD"),
    ("money.disbursed", 4.76e6, "exact", "USD"),
    ("money.obligated", 20000, "exact", "USD/person"),
    ("legal.ruled", None, "none", None),
    ("people.arrived", None, "vague", "person"),
]


@st.composite
def some_claims(draw: st.DrawFn) -> list[Claim]:
    claims = []
    for number in range(draw(st.integers(0, 14))):
        stage, value, bound, unit = draw(st.sampled_from(STAGES))
        claims.append(
            claim(
                stage,
                value,
                bound,
                unit=unit,
                doc=draw(st.sampled_from("abcd")),
                start=number,
                publisher=draw(st.sampled_from(["Daily A", "Diario B", None])),
                published=draw(st.sampled_from(["2025-03-17", "2025-07-20", None])),
                asserter=draw(st.sampled_from(["Minister Jane Roe", "Jane Roe", "an official", None])),
                when=draw(st.sampled_from(["2025-03-15", "2025-03-16", "2025-03", "2025-03-30", None])),
                sender=draw(st.sampled_from(["USA", None])),
                receiver=draw(st.sampled_from(["SLV", "PAN", None])),
                stance=draw(st.sampled_from(["affirms", "affirms", "denies"])),
                scope=draw(st.sampled_from([{}, {"nationality": "VEN"}, {"nationality": "SLV"}])),
            )
        )
    return claims


SOURCES = [Source(doc, doc, "en", publisher=doc, credits=("AP",) if doc in "ab" else ()) for doc in "abcd"]


@settings(max_examples=150, deadline=None)
@given(some_claims(), st.randoms(use_true_random=False))
def test_the_order_of_documents_and_claims_changes_nothing(claims: list[Claim], rng: random.Random) -> None:
    shuffled, sources = list(claims), list(SOURCES)
    rng.shuffle(shuffled)
    rng.shuffle(sources)
    first = reconcile_claims(claims, SOURCES, PACK)
    second = reconcile_claims(shuffled, sources, PACK)
    assert to_json(first) == to_json(second)
    assert list(first.claims) == list(second.claims)


@settings(max_examples=100, deadline=None)
@given(some_claims())
def test_ids_are_unique_and_everything_named_exists(claims: list[Claim]) -> None:
    result = reconcile_claims(claims, SOURCES, PACK)
    for things in (result.lines, result.findings, result.origins):
        assert len({t.id for t in things}) == len(things)
    assert sorted(c for line in result.lines for c in line.claims) == sorted({c.id for c in claims})
    named = {c for f in result.findings for c in f.claims} | {c for r in result.relations for c in (r.claim, r.other)}
    assert named <= set(result.claims)
    assert all(r.claim != r.other for r in result.relations)


def test_nothing_gives_an_empty_account() -> None:
    result = reconcile_claims([], [], PACK)
    assert (result.lines, result.relations, result.origins, result.findings) == ((), (), (), ())


def tiny_pack(folder: Path, rules: str | None = None) -> Pack:
    """A pack of another domain, which has no file but its rules of reconciling."""
    stages = {"loaves": ("baked", "sold"), "limits": ("set",)}
    ledgers = {n: LedgerSpec(n, {"en": n}, names, {s: {"en": s} for s in names}) for n, names in stages.items()}
    if rules is not None:
        (folder / "reconcile.yaml").write_text(rules)
    return replace(PACK, name="bakery", languages=("en",), ledgers=ledgers, root=folder)


def test_a_pack_that_says_nothing_of_reconciling_gets_lines_and_no_comparison(tmp_path: Path) -> None:
    loaves = [claim("loaves.baked", 40, unit="loaf", doc="a"), claim("loaves.baked", 60, unit="loaf", doc="b")]
    result = reconcile_claims(loaves, [], tiny_pack(tmp_path))
    assert [len(line.claims) for line in result.lines] == [2]
    assert result.findings == ()


def test_another_domain_finds_its_own_conflicts(tmp_path: Path) -> None:
    rules = "firm: {loaves: [baked]}\ncaps:\n  - {limit: [limits.set], bounds: [up_to], counted: [loaves.sold]}\n"
    claims = [
        claim("loaves.baked", 40, unit="loaf", doc="a"),
        claim("loaves.baked", 60, unit="loaf", doc="b"),
        claim("limits.set", 30, "up_to", unit="loaf", doc="c"),
        claim("loaves.sold", 35, unit="loaf", doc="d"),
    ]
    result = reconcile_claims(claims, [], tiny_pack(tmp_path, rules))
    assert [(f.kind, dict(f.explanation)) for f in result.findings] == [
        ("contradiction", {"en": "contradiction: 40 ≠ 60"}),
        ("cap_exceeded", {"en": "cap_exceeded: 35 > 30"}),
    ]


@pytest.mark.parametrize(
    ("rules", "key"),
    [
        ("firm: {bread: [baked]}", "firm"),
        ("firm: {loaves: [eaten]}", "firm.loaves"),
        ("caps: [{limit: [limits], bounds: [up_to], counted: [loaves.sold]}]", "caps[0].limit"),
        ("caps: [{limit: [limits.set], bounds: [at_sea], counted: [loaves.sold]}]", "caps[0].bounds"),
        ("comparable: [{ledger: loaves, stages: [baked, eaten]}]", "comparable[0].stages"),
        ("promisses: []", "promisses"),
        ("same_order: three", "same_order"),
    ],
)
def test_a_wrong_rule_is_named_with_its_place(tmp_path: Path, rules: str, key: str) -> None:
    with pytest.raises(PackError) as error:
        reconcile_claims([], [], tiny_pack(tmp_path, rules))
    assert error.value.key.startswith(key)
    assert error.value.remedy
