# ruff: noqa: E501 (tables of claims, one a line)
"""A retelling that lost a bound, a hedge or a stage is told; an ordinary ladder, an update and a second source are not."""

from __future__ import annotations

import random
from typing import Any

import pytest

from amparo.brief import write_brief
from amparo.model import Claim, Finding, Passage, Source
from amparo.packs import load_pack
from amparo.reconcile import Account, reconcile_claims
from kit.claims import PACK, account, claim

Told = tuple[str, Any, dict[str, Any]]
"""Stage, value, further slots."""

USD = {"unit": "USD"}
FIRST, THEN = "2025-05-20", "2025-05-22"


def up_to(value: Any, **slots: Any) -> Told:
    return "terms.agreed", value, {"bound": "up_to", **slots}


def retold(first: Told, then: Told, lang: str, *more: tuple[str, Told], sources: dict[str, Any] | None = None, published: tuple[str | None, str | None] = (FIRST, THEN)) -> Account:  # fmt: skip
    """What The Sentinel says, and what The Courier says, which credits it; `more` is further claims of either."""
    papers = {"sentinel": ("The Sentinel", published[0]), "courier": ("The Courier", published[1])}
    claims = []
    for start, (doc, (stage, value, slots)) in enumerate([("sentinel", first), ("courier", then), *more]):
        publisher, day = papers[doc]
        claims.append(claim(stage, value, lang=lang, doc=doc, publisher=publisher, published=day, start=start, **slots))
    known = [
        Source(
            doc,
            doc,
            lang,
            publisher=publisher,
            published=day,
            **({"credits": ("The Sentinel",)} if doc == "courier" else {}),
        )
        for doc, (publisher, day) in papers.items()
    ]
    if sources is not None:
        known = [Source("courier", "courier", lang, publisher="The Courier", published=published[1], **sources)]
    return account(*claims, sources=known)


def drift(made: Account) -> Finding:
    (finding,) = [f for f in made.findings if f.kind == "drift"]
    return finding


DRIFTS = [
    pytest.param(up_to(300), ("terms.agreed", 300, {}), "≤300 → 300", id="a limit told as the number"),
    pytest.param(up_to(300), ("terms.agreed", 300, {"bound": "about"}), "≤300 → ≈300", id="a limit told as an estimate"),
    pytest.param(("people.planned", 300, {"bound": "about"}), ("people.planned", 300, {}), "≈300 → 300", id="an estimate told as the number"),
    pytest.param(("money.pledged", (10e6, 15e6), USD), ("money.pledged", 15e6, USD), "10000000–15000000 → 15000000", id="a range told as its end"),
    pytest.param(("money.disbursed", 5e6, {**USD, "hedge": "reported"}), ("money.disbursed", 5e6, USD), "5000000 (reported) → 5000000", id="habría entregado told as entregó"),
    pytest.param(("people.departed", 238, {"hedge": "alleged"}), ("people.departed", 238, {}), "238 (alleged) → 238", id="alleged told as so"),
    pytest.param(("people.planned", 238, {"hedge": "conditional"}), ("people.planned", 238, {}), "238 (conditional) → 238", id="would told as will"),
    pytest.param(("terms.proposed", 500, {}), ("terms.agreed", 500, {}), "500 (proposed) → 500 (agreed)", id="an offer told as agreed"),
    pytest.param(("money.pledged", 6e6, USD), ("money.disbursed", 6e6, USD), "6000000 (pledged) → 6000000 (disbursed)", id="a promise told as paid"),
    pytest.param(("terms.proposed", 500, {"bound": "up_to"}), ("terms.agreed", 500, {}), "≤500 (proposed) → 500 (agreed)", id="a stage and a bound at once"),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("first", "then", "arithmetic"), DRIFTS)
def test_drift(first: Told, then: Told, arithmetic: str, lang: str) -> None:
    made = retold(first, then, lang)
    finding = drift(made)
    assert finding.arithmetic == arithmetic
    assert [made.claims[c].doc for c in finding.claims] == ["sentinel", "courier"]
    assert "as retold by The Courier" in finding.explanation["en"]
    assert "en la versión de The Courier" in finding.explanation["es"]
    (related,) = [r for r in made.relations if r.kind == "drifts"]
    assert [made.claims[c].doc for c in (related.claim, related.other)] == ["courier", "sentinel"]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("first", "then", "arithmetic"), DRIFTS)
def test_a_drift_is_an_open_question_of_the_brief(first: Told, then: Told, arithmetic: str, lang: str) -> None:
    made = retold(first, then, lang)
    for told in ("en", "es"):
        brief = write_brief(made, PACK, told)
        assert drift(made).id in {f for q in brief.open_questions for f in q.findings}


EXACT: Told = ("terms.agreed", 300, {})
NONE = [
    pytest.param(up_to(300), ("terms.agreed", 238, {}), (), {}, id="another figure"),
    pytest.param(up_to(300), up_to(300), (), {}, id="nothing lost"),
    pytest.param(EXACT, up_to(300), (), {}, id="a bound gained"),
    pytest.param(up_to(300), ("terms.agreed", 300, {"hedge": "reported"}), (), {}, id="a bound lost, and a hedge gained"),
    pytest.param(up_to(300), ("terms.agreed", 300, {"unit": "flight"}), (), {}, id="another unit"),
    pytest.param(up_to(300), ("terms.agreed", 300, {"receiver": "PAN"}), (), {}, id="another receiver"),
    pytest.param(up_to(300, scope={"nationality": "VEN"}), ("terms.agreed", 300, {"scope": {"nationality": "SLV"}}), (), {}, id="another part"),
    pytest.param(up_to(300, when="2025-03-01"), ("terms.agreed", 300, {"when": "2025-05-01"}), (), {}, id="another time"),
    pytest.param(up_to(300, asserter="Nayib Bukele"), ("terms.agreed", 300, {"asserter": "Marco Rubio"}), (), {}, id="another speaker"),
    pytest.param(up_to(300), ("terms.agreed", 300, {"stance": "denies"}), (), {}, id="denied"),
    pytest.param(up_to(300), EXACT, (), {"sources": {}}, id="no credit"),
    pytest.param(up_to(300), EXACT, (), {"sources": {"credits": ("AP",)}}, id="another credit"),
    pytest.param(up_to(300), EXACT, (), {"published": (THEN, FIRST)}, id="it came first"),
    pytest.param(up_to(300), EXACT, (("sentinel", EXACT),), {}, id="the origin says that too"),
    pytest.param(up_to(300), EXACT, (("courier", up_to(300)),), {}, id="the retelling says it in full elsewhere"),
    pytest.param(("terms.proposed", 500, {}), ("people.planned", 500, {}), (), {}, id="another ledger"),
    pytest.param(("people.planned", 238, {}), ("people.returned", 238, {}), (), {}, id="a ladder"),
    pytest.param(("people.departed", 238, {}), ("people.held", 238, {}), (), {}, id="done is no promise"),
    pytest.param(("terms.agreed", 500, {}), ("terms.proposed", 500, {}), (), {}, id="down the ladder"),
    pytest.param(("terms.proposed", 500, {}), ("terms.agreed", 500, {}), (), {"published": (FIRST, "2025-06-20")}, id="agreed since"),
    pytest.param(("terms.proposed", 500, {}), ("terms.agreed", 500, {}), (), {"published": (FIRST, None)}, id="perhaps agreed since"),
    pytest.param(("terms.proposed", 500, {}), ("terms.agreed", 500, {}), (("courier", ("terms.proposed", 500, {})),), {}, id="the ladder is told whole"),
    pytest.param(("money.disbursed", 5e6, {**USD, "hedge": "reported"}), ("money.disbursed", 5e6, USD), (), {"published": (FIRST, "2025-06-20")}, id="confirmed since"),
    pytest.param(("people.planned", 2, {"bound": "about", "sender": None}), ("people.planned", 2, {}), (), {}, id="a few, of unstated sides"),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("first", "then", "more", "told"), NONE)
def test_no_drift(first: Told, then: Told, more: tuple[tuple[str, Told], ...], told: dict[str, Any], lang: str) -> None:
    made = retold(first, then, lang, *more, **told)
    assert "drift" not in {f.kind for f in made.findings}
    assert "drifts" not in {r.kind for r in made.relations}


def test_a_paper_that_tells_its_own_figure_anew_does_not_retell() -> None:
    claims = [
        claim("terms.agreed", 300, "up_to", doc="a", publisher="The Sentinel", published=FIRST),
        claim("terms.agreed", 300, doc="b", publisher="The Sentinel", published=THEN),
    ]
    sources = [Source("c", "c", "en", publisher="The Courier", credits=("The Sentinel",))]
    assert account(*claims, sources=sources).findings == ()


COPIED = {
    "en": "After two weeks of talks behind closed doors, officials of both sides told reporters in the corridor that the prison would take {} people, of whom nobody knew the names, and that the price had yet to be settled.",
    "es": "Tras dos semanas de conversaciones a puerta cerrada, funcionarios de ambas partes dijeron a los reporteros en el pasillo que la cárcel recibiría a {} personas, de quienes nadie sabía los nombres, y que faltaba fijar el precio.",
}


@pytest.mark.parametrize(("lang", "bound"), [("en", "up to 300"), ("es", "hasta 300")])
def test_a_copy_that_lost_the_bound(lang: str, bound: str) -> None:
    claims = [
        claim("terms.agreed", 300, "up_to", lang=lang, doc="b", publisher="The Sentinel", published=FIRST),
        claim("terms.agreed", 300, lang=lang, doc="a", publisher="The Courier", published=THEN),
    ]
    texts = [Passage("a", 0, COPIED[lang].format("300")), Passage("b", 0, COPIED[lang].format(bound))]
    assert drift(account(*claims, passages=texts)).arithmetic == "≤300 → 300"
    assert "drift" not in {f.kind for f in account(*claims).findings}


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("text", "headline", "more", "arithmetic"),
    [
        pytest.param(("money.pledged", 6e6, USD), ("money.disbursed", 6e6, USD), (), "6000000 (pledged) → 6000000 (disbursed)", id="collected over agreed to pay"),
        pytest.param(up_to(500), ("terms.agreed", 500, {}), (), "≤500 → 500", id="the bound"),
        pytest.param(("money.pledged", 6e6, USD), ("money.disbursed", 5e6, USD), (), None, id="another figure"),
        pytest.param(("money.pledged", 6e6, USD), ("money.disbursed", 6e6, {"unit": "EUR"}), (), None, id="another unit"),
        pytest.param(("money.pledged", 6e6, USD), ("money.disbursed", 6e6, USD), (("money.disbursed", 6e6, USD),), None, id="the text says so too"),
        pytest.param(("people.departed", 238, {}), ("people.arrived", 238, {}), (), None, id="a ladder"),
    ],
)  # fmt: skip
def test_a_headline_over_its_own_text(
    text: Told, headline: Told, more: tuple[Told, ...], arithmetic: str | None, lang: str
) -> None:
    claims = [
        claim(stage, value, lang=lang, doc="a", publisher="The Sentinel", start=n, **slots)
        for n, (stage, value, slots) in enumerate([(headline[0], headline[1], {**headline[2], "marks": ("title",)}), text, *more])
    ]  # fmt: skip
    found = [f for f in account(*claims).findings if f.kind == "drift"]
    assert [f.arithmetic for f in found] == ([arithmetic] if arithmetic else [])
    for finding in found:
        assert "The Sentinel, but" in finding.explanation["en"]
        assert finding.explanation["en"].endswith("in its headline.")
        assert finding.explanation["es"].endswith("en su titular.")


def test_retellings_that_say_the_same_are_one_finding() -> None:
    papers = ["The Sentinel", "The Courier", "The Beacon"]
    claims = [
        claim("terms.agreed", 300, "exact" if n else "up_to", doc=str(n), publisher=name, published=FIRST)
        for n, name in enumerate(papers)
    ]
    sources = [Source(str(n), str(n), "en", publisher=papers[n], published=FIRST, credits=(papers[0],)) for n in (1, 2)]
    made = account(*claims, sources=sources)
    finding = drift(made)
    assert set(finding.claims) == {c.id for c in claims}
    assert "as retold by The Beacon and The Courier" in finding.explanation["en"]
    shuffled: list[Claim] = list(claims)
    random.Random(3).shuffle(shuffled)
    assert reconcile_claims(shuffled, sources[::-1], load_pack()) == made
    assert drift(account(*claims[:2], sources=sources[:1])).id == finding.id, "one more retelling is the same finding"
