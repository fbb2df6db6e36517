# ruff: noqa: E501 (tables of claims, one a line)
"""The brief: what it holds, the same claims in both languages, and nothing said with more certainty than its sources have."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from amparo.brief import write_brief
from amparo.brief.choose import choose
from amparo.model import Brief, Claim, Sentence
from amparo.packs import load_pack
from amparo.reconcile import Account, reconcile_claims
from kit.claims import PACK, account, claim

VEN: dict[str, Any] = {"scope": {"nationality": "VEN"}}
NOBODY: dict[str, Any] = {"sender": None, "receiver": None}


def dossier() -> list[Claim]:
    """A small dossier with a ladder in each ledger, a wire story reprinted, a conflict, hedges and a denial."""
    ties = {"affiliation": "Tren de Aragua", "affiliation_status": "alleged"}
    return [
        claim("terms.proposed", 500, "up_to", doc="memo", asserter="internal emails", publisher="The Northgate Ledger", scope=ties),
        claim("terms.agreed", 300, "up_to", doc="memo", asserter="internal emails", publisher="The Northgate Ledger"),
        claim("terms.agreed", 300, "up_to", doc="cable", asserter="officials", publisher="The Potomac Sentinel"),
        claim("terms.agreed", 1, doc="cable", unit="year", publisher="The Potomac Sentinel"),
        claim("people.departed", 238, doc="memo", when="2025-03-15", asserter="the White House", publisher="The Northgate Ledger", **VEN),
        claim("people.departed", 238, doc="count", when="2025-03-15", asserter="the White House", publisher="Press Office", **VEN),
        claim("people.departed", 137, doc="count", when="2025-03-15", publisher="Press Office", scope={"nationality": "VEN", "legal_basis": "Alien Enemies Act"}),
        claim("people.departed", 250, "more_than", doc="boletin", lang="es", when="2025-03-15", asserter="el ministro", publisher="Boletín del Istmo", **VEN),
        claim("people.held", 12, "at_least", doc="boletin", lang="es", hedge="alleged", publisher="Boletín del Istmo", sender=None, scope={"facility": "CECOT"}),
        claim("people.arrived", 300, doc="count", stance="denies", asserter="the White House", publisher="Press Office"),
        claim("money.pledged", 6_000_000, doc="memo", unit="USD", asserter="internal emails", publisher="The Northgate Ledger"),
        claim("money.approved", 15_000_000, doc="cable", unit="USD", asserter="officials", publisher="The Potomac Sentinel"),
        claim("money.disbursed", 5_000_000, "less_than", doc="boletin", lang="es", unit="USD", hedge="reported", publisher="Boletín del Istmo"),
        claim("legal.ordered", doc="order", when="2025-03-15", quote="the planes shall be turned around", asserter="Judge James Boasberg", publisher="The Potomac Sentinel", **NOBODY),
        claim("legal.filed", doc="order", quote="asked the court to stop the flights", asserter="the ACLU", publisher="The Potomac Sentinel", **NOBODY),
        claim("concern.raised", doc="boletin", lang="es", hedge="alleged", quote="golpes a su llegada", asserter="Cristosal", publisher="Boletín del Istmo", **NOBODY),
        claim("facility.discussed", 80_000, "about", doc="boletin", lang="es", hedge="conditional", publisher="Boletín del Istmo", scope={"facility": "CECOT"}, **NOBODY),
        claim("statement.praised", doc="count", quote="thanked him for the help", asserter="President Donald Trump", publisher="Press Office", **NOBODY),
        claim("statement.denied", doc="count", stance="denies", quote="rejected the account", asserter="the White House", publisher="Press Office", **NOBODY),
    ]  # fmt: skip


def sentences(brief: Brief) -> list[Sentence]:
    return [s for s in [brief.title, *brief.summary, *brief.key_points, *brief.open_questions] if s]


def telling(brief: Brief, *claims: Claim) -> list[str]:
    """The sentences, title aside, that rest on one of these claims."""
    wanted = {made.id for made in claims}
    return [s.text for s in sentences(brief)[1:] if wanted & set(s.claims) and not s.findings]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_brief_is_whole(lang: str) -> None:
    made = account(*dossier())
    brief = write_brief(made, PACK, lang)
    assert brief.title is not None
    assert 3 <= len(brief.summary) <= 6
    assert 5 <= len(brief.key_points) <= 9
    assert brief.open_questions
    assert brief.refused == ()
    assert all(set(s.claims) <= set(made.claims) for s in sentences(brief))
    assert {source.doc_id for source in brief.sources} == {
        made.claims[c].doc_id for s in sentences(brief) for c in s.claims
    }
    texts = [s.text for s in sentences(brief)]
    assert len(texts) == len(set(texts))
    assert all(text[0].isupper() or not text[0].isalpha() for text in texts)


def test_both_languages_tell_the_same_claims() -> None:
    made = account(*dossier())
    en, es = write_brief(made, PACK, "en"), write_brief(made, PACK, "es")
    assert [set(s.claims) for s in sentences(en)] == [set(s.claims) for s in sentences(es)]
    assert [s.findings for s in sentences(en)] == [s.findings for s in sentences(es)]
    assert not {s.text for s in sentences(en)} & {s.text for s in sentences(es)}


def test_the_order_of_claims_does_not_change_the_brief() -> None:
    assert write_brief(account(*dossier()), PACK, "en") == write_brief(account(*reversed(dossier())), PACK, "en")


HELD_BACK = [
    # claim in the dossier, what every sentence on it must hold in English and in Spanish
    ("terms.proposed", "up to 500", "hasta 500"),
    ("terms.proposed", "alleged ties", "presuntos vínculos"),
    ("terms.agreed", "up to 300", "hasta 300"),
    ("people.held", "allegedly", "presuntamente"),
    ("people.held", "at least 12", "al menos 12"),
    ("money.disbursed", "under $5 million", "menos de 5 millones"),
    ("money.disbursed", "reportedly", "al parecer"),
    ("concern.raised", "alleged", "presuntos"),
    ("facility.discussed", "possibility", "posibilidad"),
    ("facility.discussed", "about 80,000", "aproximadamente 80.000"),
    ("statement.denied", "denial", "desmentido"),
]


@pytest.mark.parametrize(("stage", "en", "es"), HELD_BACK)
def test_no_certainty_gained(stage: str, en: str, es: str) -> None:
    """Promise 2: what the source held back, no sentence lets go."""
    claims = [c for c in dossier() if f"{c.ledger}.{c.stage}" == stage and c.unit != "year"]
    made = account(*dossier())
    for lang, held in (("en", en), ("es", es)):
        found = telling(write_brief(made, PACK, lang), *claims)
        assert found, f"{stage} is told nowhere"
        assert all(held in text.lower() for text in found), found


def test_unreviewed_claims_are_marked_machine_read() -> None:
    reviewed = [replace(c, review="accepted") for c in dossier()]
    assert all(s.machine for s in sentences(write_brief(account(*dossier()), PACK, "en")))
    assert not any(s.machine for s in sentences(write_brief(account(*reviewed), PACK, "en")))


def test_an_empty_account_gives_an_empty_brief() -> None:
    brief = write_brief(account(), PACK, "en")
    assert (brief.title, brief.summary, brief.key_points, brief.open_questions, brief.sources) == (None, (), (), (), ())


@pytest.mark.parametrize(
    ("lang", "wrong", "right"),
    [("en", "] was paid", "] was {h} paid"), ("es", "\"se (pagó|pagaron)", "\"{h} se (pagó|pagaron)")],
)  # fmt: skip
def test_a_phrase_that_loses_a_hedge_is_refused_and_never_shown(
    lang: str, wrong: str, right: str, tmp_path: Path
) -> None:
    """The checker does not know how a sentence was made: a fault in the phrases is found in the sentence."""
    folder = tmp_path / "careless"
    shutil.copytree(Path(str(PACK.root)), folder)
    phrases = (folder / "brief.yaml").read_text(encoding="utf-8")
    assert right in phrases
    (folder / "brief.yaml").write_text(phrases.replace(right, wrong), encoding="utf-8")
    pack = load_pack(folder)
    made: Account = reconcile_claims(dossier(), (), pack)
    brief = write_brief(made, pack, lang)
    paid = [c for c in dossier() if c.stage == "disbursed"]
    assert telling(brief, *paid) == []
    assert any("reported" in reason for reason in brief.refused)


def test_the_furthest_stage_and_the_one_behind_it_come_first() -> None:
    choice = choose(account(*dossier()), PACK, "en")
    ladders = [[(p.lead.ledger, p.lead.stage) for p in chosen] for chosen in choice.summary]
    assert ladders[0] == [("terms", "proposed"), ("terms", "agreed")]
    assert ladders[2] == [("money", "approved"), ("money", "disbursed")]
    assert ladders[3] == [("legal", "ordered")]


def test_an_inmate_count_is_no_rung_of_the_ladder() -> None:
    claims = [
        claim("people.departed", 238, doc="a", asserter="officials"),
        claim("people.held", 40_000, doc="b", asserter="officials"),
    ]
    (chosen,) = choose(account(*claims), PACK, "en").summary
    assert [p.lead.value for p in chosen] == [238]


def test_a_retelling_that_lost_its_bound_does_not_lead() -> None:
    claims = [
        claim("terms.agreed", 300, "up_to", doc="first", asserter="officials", publisher="The Northgate Ledger"),
        claim("terms.agreed", 300, "up_to", doc="second", asserter="officials", publisher="The Northgate Ledger"),
        claim("terms.agreed", 300, doc="third", asserter="officials", publisher="The Weekly Beacon"),
    ]
    brief = write_brief(account(*claims), PACK, "en")
    assert "up to 300 people" in brief.summary[0].text


def test_an_act_whose_doer_is_known_is_told_before_one_whose_doer_is_not() -> None:
    claims = [
        claim("legal.ruled", doc="a", quote="the planes and the buses", asserter="the planes", **NOBODY),
        claim("legal.ruled", doc="b", quote="lifted the order", asserter="the Supreme Court", **NOBODY),
    ]
    (chosen,) = choose(account(*claims), PACK, "en").summary
    assert chosen[0].lead.asserter == "the Supreme Court"


@pytest.mark.parametrize(
    ("lang", "sole", "several"),
    [("en", "according to the document.", "according to memo.txt."), ("es", "según el documento.", "según memo.txt.")],
)
def test_one_document_alone_needs_no_name(lang: str, sole: str, several: str) -> None:
    memo = replace(claim("people.departed", 238, doc="papers/memo.txt"), publisher=None)
    other = claim("legal.ruled", doc="order", asserter="the court", quote="lifted the order", **NOBODY)
    assert write_brief(account(memo), PACK, lang).summary[0].text.endswith(sole)
    assert write_brief(account(memo, other), PACK, lang).summary[0].text.endswith(several)
