"""Each finding in English and Spanish: what makes it, and what looks like it and is none."""

from __future__ import annotations

from typing import Any

import pytest

from amparo.model import Claim, Decision
from kit.claims import PACK, account, claim, found, the

VEN, SLV = {"nationality": "VEN"}, {"nationality": "SLV"}
TDA = {"affiliation": "Tren de Aragua"}
AEA = {"legal_basis": "Alien Enemies Act"}
DAY, NEXT, LATER = "2025-03-15", "2025-03-16", "2025-03-30"
A: dict[str, Any] = {"asserter": "the Border Czar"}
B: dict[str, Any] = {"asserter": "the Secretary of State"}


def both(
    stage: str, a: tuple[Any, ...], b: tuple[Any, ...], lang: str, x: dict[str, Any], y: dict[str, Any]
) -> list[Claim]:
    return [
        claim(stage, *a, lang=lang, **{**A, "when": DAY, **x}),
        claim(stage, *b, lang=lang, **{**B, "when": DAY, **y}),
    ]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("a", "b", "x", "y", "arithmetic"),
    [
        pytest.param((238,), (250, "more_than"), {}, {}, "238 ≠ >250", id="apart"),
        pytest.param((238,), (252,), VEN, VEN, "238 ≠ 252", id="same scope"),
        pytest.param(
            (238,), (250, "more_than"), TDA, {**TDA, **AEA}, "238 ≠ >250", id="the part is more than its whole"
        ),
        pytest.param((238,), (252,), {**TDA, "affiliation_status": "alleged"}, TDA, "238 ≠ 252", id="only described"),
        pytest.param((238,), (252,), {**TDA, "facility": "CECOT"}, TDA, "238 ≠ 252", id="only where to"),
        pytest.param((238,), (260, "at_least"), {}, {}, "238 ≠ ≥260", id="at least"),
        pytest.param((238,), (300, "about"), {}, {}, "238 ≠ ≈300", id="about"),
    ],
)
def test_contradiction(lang: str, a: Any, b: Any, x: dict[str, str], y: dict[str, str], arithmetic: str) -> None:
    claims = both("people.departed", a, b, lang, {"scope": x}, {"scope": y})
    finding = the("contradiction", *claims)
    assert finding.arithmetic == arithmetic
    assert set(finding.claims) == {c.id for c in claims}


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("stage", "a", "b", "x", "y"),
    [
        pytest.param("people.departed", (238,), (300, "up_to"), {}, {}, id="a cap and a lower count"),
        pytest.param("people.departed", (261,), (238,), {}, {"scope": VEN}, id="a part and its whole"),
        pytest.param("people.departed", (238,), (23,), {"scope": VEN}, {"scope": SLV}, id="two parts"),
        pytest.param("people.held", (238,), (252,), {"scope": {"facility": "CECOT"}}, {}, id="held in one place"),
        pytest.param("people.departed", (238,), (240, "about"), {}, {}, id="a rounding"),
        pytest.param("people.departed", (300,), (300, "less_than"), {}, {}, id="only the wording differs"),
        pytest.param("people.departed", (238,), (17,), {}, {"when": LATER}, id="another day"),
        pytest.param("people.departed", (252,), (238,), {"when": "2025-03/2025-04"}, {}, id="a longer time holds more"),
        pytest.param("people.departed", (238,), (250, "more_than"), A, A, id="the same voice"),
        pytest.param("people.departed", (238,), (250,), {}, {"hedge": "conditional"}, id="only what would be"),
        pytest.param("people.departed", (238,), (250,), {}, {"stance": "denies"}, id="denied"),
        pytest.param("people.departed", (238,), (250,), {}, {"marks": ("title",)}, id="only in a headline"),
        pytest.param("people.departed", (238,), (250,), {}, {"receiver": "PAN"}, id="another receiver"),
        pytest.param("people.departed", (238,), (9000,), {}, {"when": None}, id="of another order, and undated"),
        pytest.param("people.departed", (238,), (3,), {}, {"unit": "flight"}, id="another unit"),
        pytest.param("people.departed", (2,), (3,), {}, {"when": None}, id="a few, and undated"),
        pytest.param("people.planned", (238,), (252,), {}, {}, id="plans may differ"),
        pytest.param("people.held", (288,), (261,), {}, {"when": "2025-04-15"}, id="held changes"),
        pytest.param("terms.proposed", (500, "up_to"), (200,), {}, {}, id="an offer and a counter-offer"),
        pytest.param("money.pledged", (15e6,), (6e6,), {"unit": "USD"}, {"unit": "USD"}, id="two pledges"),
    ],
)
def test_no_contradiction(stage: str, a: Any, b: Any, x: dict[str, Any], y: dict[str, Any], lang: str) -> None:
    assert "contradiction" not in found(*both(stage, a, b, lang, x, y))


def test_what_excludes_one_another_is_one_finding() -> None:
    claims = [
        claim("people.departed", 250, "more_than", scope={**TDA, **AEA}, when=DAY, asserter="Secretary Able"),
        claim("people.departed", 238, scope=TDA, when=DAY, asserter="Czar Baker"),
        claim("people.departed", 238, scope={"affiliation": "MS-13; Tren de Aragua"}, when=DAY, asserter="Club"),
        claim("people.departed", 23, scope=SLV, when=DAY, asserter="Secretary Able"),
        claim("people.departed", 21, scope=SLV, when=DAY, asserter="Czar Baker"),
    ]
    found_sets = [set(f.claims) for f in account(*claims).findings]
    assert sorted(map(len, found_sets)) == [2, 3]
    assert {c.id for c in claims[:3]} in found_sets


def test_a_ladder_is_no_contradiction() -> None:
    ladder = [
        claim("terms.proposed", 500, "up_to"),
        claim("terms.agreed", 300, "up_to"),
        claim("people.planned", 261),
        claim("people.departed", 238, when=DAY),
        claim("people.held", 230, when="2025-04-01"),
    ]
    assert found(*ladder) == {}


@pytest.mark.parametrize(
    ("departed", "arrived", "refused", "conflict"),
    [(261, 238, None, True), (269, 261, 8, False), (269, 250, 8, True), (238, 261, 8, True), (261, 261, None, False)],
)
def test_departed_and_arrived_count_the_same_people(
    departed: int, arrived: int, refused: int | None, conflict: bool
) -> None:
    claims = [claim("people.departed", departed, when=DAY, **A), claim("people.arrived", arrived, when=NEXT, **B)]
    if refused:
        claims.append(claim("people.refused", refused, when=NEXT, scope={"group": "women"}))
    assert ("contradiction" in found(*claims)) is conflict


@pytest.mark.parametrize(
    ("first", "second", "dates", "conflict"),
    [
        (6e6, 4.76e6, ("2025-03-01", "2025-04-01"), True),
        (4.76e6, 6e6, ("2025-03-01", "2025-04-01"), False),
        (6e6, 4.76e6, (None, "2025-04-01"), False),
    ],
)
def test_what_was_paid_so_far_may_grow_and_not_shrink(first: float, second: float, dates: Any, conflict: bool) -> None:
    claims = [
        claim("money.disbursed", value, unit="USD", published=date, **who)
        for value, date, who in zip((first, second), dates, (A, B), strict=True)
    ]
    assert ("contradiction" in found(*claims)) is conflict


def test_the_written_precision_decides() -> None:
    def paid(value: float, quote: str, who: dict[str, Any], lang: str = "en") -> Claim:
        return claim("money.disbursed", value, unit="USD", quote=quote, published="2025-05-01", lang=lang, **who)

    assert "contradiction" not in found(
        paid(4.76e6, "4.76 million dollars", A), paid(4.7e6, "4,7 millones de dólares", B, "es")
    )
    assert "contradiction" in found(paid(15e6, "15 million dollars", A), paid(16e6, "16 millones", B, "es"))


def test_two_officials_on_one_page() -> None:
    page: dict[str, Any] = {"doc": "page.html", "publisher": "the house", "published": "2025-03-17"}
    first, second = {"asserter": "Secretary Able"}, {"asserter": "Czar Baker"}
    ms13 = {"affiliation": "MS-13"}
    claims = [
        claim("people.arrived", 2, scope={**ms13, "group": "leaders"}, start=100, **page, **first),
        claim("people.arrived", 21, scope=ms13, start=200, **page, **first),
        claim("people.arrived", 250, "more_than", scope={**TDA, **AEA}, start=300, **page, **first),
        claim("people.departed", 238, scope=TDA, when=NEXT, start=400, **page, **second),
        claim("people.departed", 21, scope=ms13, when=NEXT, start=500, **page, **second),
    ]
    result = account(*claims)
    (line,) = result.lines
    assert set(line.claims) == {c.id for c in claims}
    assert [(f.kind, f.arithmetic) for f in result.findings] == [("contradiction", "238 ≠ >250")]


@pytest.mark.parametrize(
    ("lang", "quote", "arithmetic"),
    [
        ("en", "nearly 300 people", "137 ≠ ≲300"),
        ("es", "casi 300 personas", "137 ≠ ≲300"),
        ("en", "fewer than 300 people", None),
        ("es", "menos de 300 personas", None),
    ],
)
def test_nearly_is_not_less_than(lang: str, quote: str, arithmetic: str | None) -> None:
    claims = [
        claim("people.departed", 137, when=DAY, lang=lang, **A),
        claim("people.departed", 300, "less_than", quote=quote, when=DAY, lang=lang, doc="b", **B),
    ]
    assert found(*claims).get("contradiction", [None]) == [arithmetic]
    if arithmetic:
        explained = the("contradiction", *claims).explanation
        assert "nearly 300 people" in explained["en"]
        assert "casi 300 personas" in explained["es"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_sum_closes_across_documents(lang: str) -> None:
    claims = [
        claim("people.departed", 238, scope=VEN, when=DAY, lang=lang),
        claim("people.arrived", 23, scope=SLV, when=NEXT, lang=lang),
        claim("people.arrived", 261, when=NEXT, lang=lang),
    ]
    finding = the("sum_closes", *claims)
    assert finding.arithmetic == "238 + 23 = 261"
    assert set(finding.claims) == {c.id for c in claims}


def test_a_part_told_without_its_scope_is_no_contradiction_of_the_total() -> None:
    claims = [
        claim("people.departed", 238, scope=VEN, when=DAY),
        claim("people.departed", 23, scope=SLV, when=DAY),
        claim("people.departed", 261, when=DAY, **A),
        claim("people.departed", 238, when=DAY, **B),
    ]
    assert set(found(*claims)) == {"sum_closes"}


@pytest.mark.parametrize(
    ("parts", "total", "slots"),
    [
        pytest.param([(238, VEN), (23, SLV)], 260, {}, id="nothing is closed by force"),
        pytest.param([(238, VEN), (23, AEA)], 261, {}, id="parts that may overlap, in other documents"),
        pytest.param([(238, VEN), (23, {})], 261, {}, id="a part without a scope"),
        pytest.param([(5, VEN), (2, SLV)], 7, {}, id="small numbers close by chance"),
        pytest.param([(60, VEN), (40, SLV)], 100, {"unit": "percent"}, id="percents"),
        pytest.param([(238, VEN), (23, SLV)], 261, {"hedge": "conditional"}, id="what would be"),
        pytest.param([(238, VEN), (23, SLV)], 261, {"bound": "about"}, id="about"),
    ],
)
def test_no_sum(parts: list[tuple[int, dict[str, str]]], total: int, slots: dict[str, Any]) -> None:
    claims = [claim("people.departed", v, scope=s, when=DAY, **slots) for v, s in parts]
    kinds = found(*claims, claim("people.departed", total, when=DAY, **slots))
    assert not {"sum_closes", "sum_fails"} & set(kinds)


def test_three_parts_of_one_document_may_mix_their_scopes() -> None:
    slots: dict[str, Any] = {"doc": "briefing.txt", "when": DAY, "asserter": "the spokesperson"}
    claims = [
        claim("people.departed", 137, scope=AEA, start=1, **slots),
        claim("people.departed", 101, scope={**VEN, "legal_basis": "Title 8"}, start=2, **slots),
        claim("people.departed", 23, scope=SLV, start=3, **slots),
        claim("people.departed", 261, start=4, **slots),
    ]
    assert found(*claims) == {"sum_closes": ["137 + 101 + 23 = 261"]}


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("parts", "arithmetic"),
    [((238, 21), "238 + 21 = 259 ≠ 261"), ((238, 40), "238 + 40 = 278 ≠ 261"), ((101, 23), None)],
)
def test_sum_fails_where_one_source_gives_all_of_it(parts: tuple[int, int], arithmetic: str | None, lang: str) -> None:
    slots: dict[str, Any] = {"doc": "page.html", "when": DAY, "asserter": "the ministry", "lang": lang}
    claims = [
        claim("people.arrived", parts[0], scope=VEN, start=1, **slots),
        claim("people.arrived", parts[1], scope=SLV, start=2, **slots),
        claim("people.arrived", 261, start=3, **slots),
    ]
    assert found(*claims).get("sum_fails", [None]) == [arithmetic]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("stage", "count", "bound", "slots", "arithmetic"),
    [
        ("people.arrived", 320, "exact", {}, "320 > 300"),
        ("people.held", 310, "at_least", {}, "310 > 300"),
        ("people.departed", 400, "about", {}, "400 > 300"),
        ("people.departed", 238, "exact", {}, None),
        ("people.departed", 100_000, "at_least", {}, None),
        ("people.departed", 300, "exact", {}, None),
        ("people.departed", 300, "about", {}, None),
        ("people.planned", 320, "exact", {}, None),
        ("people.arrived", 320, "exact", {"receiver": "PAN"}, None),
        ("people.held", 15000, "exact", {"sender": None}, None),
        ("people.arrived", 320, "exact", {"stance": "denies"}, None),
        ("people.arrived", 320, "exact", {"hedge": "conditional"}, None),
        ("people.arrived", 320, "exact", {"when": "2025-01-10"}, None),
    ],
)
def test_cap_exceeded(stage: str, count: int, bound: str, slots: Any, arithmetic: str | None, lang: str) -> None:
    cap = claim("terms.agreed", 300, "up_to", lang=lang, when="2025-03-01")
    kinds = found(cap, claim(stage, count, bound, lang=lang, **slots))
    assert kinds.get("cap_exceeded", [None]) == [arithmetic]


@pytest.mark.parametrize(
    "limit",
    [
        claim("terms.proposed", 300, "up_to"),
        claim("terms.agreed", 300, "about"),
        claim("terms.agreed", 300, "up_to", stance="denies"),
        claim("terms.agreed", 300, "up_to", scope=SLV),
    ],
)
def test_what_is_no_cap(limit: Claim) -> None:
    assert "cap_exceeded" not in found(limit, claim("people.arrived", 320, scope=VEN))


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("promised", "paid", "arithmetic"),
    [
        (("pledged", 15e6, "exact"), (5e6, "less_than"), "<5000000 / 15000000 = <0.333"),
        (("approved", 6e6, "exact"), (4.76e6, "exact"), "4760000 / 6000000 = 0.793"),
        (("pledged", 10e6, "up_to"), (4.76e6, "exact"), None),
        (("proposed", 10e6, "exact"), (4.76e6, "exact"), None),
        (("obligated", 4.76e6, "exact"), (4.76e6, "exact"), None),
        (("obligated", 400e6, "exact"), (1.0, "exact"), None),
        (("pledged", 15e6, "exact"), (4.7e6, "at_least"), None),
    ],
)
def test_shortfall(promised: Any, paid: Any, arithmetic: str | None, lang: str) -> None:
    stage, value, bound = promised
    kinds = found(
        claim(f"money.{stage}", value, bound, unit="USD", lang=lang),
        claim("money.disbursed", *paid, unit="USD", lang=lang, when="2025-03-22"),
    )
    assert kinds.get("shortfall", [None]) == [arithmetic]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("unit", "lasting", "conflict"),
    [
        pytest.param("USD/year", (None, None), True, id="a price a year"),
        pytest.param("USD", (1, 1), True, id="both for one year"),
        pytest.param("USD", (1, 2), False, id="for one year and for two"),
        pytest.param("USD", (1, None), False, id="one for nobody knows how long"),
        pytest.param("USD", (None, None), False, id="two promises"),
    ],
)
def test_promises_of_one_thing(unit: str, lasting: tuple[int | None, int | None], conflict: bool, lang: str) -> None:
    claims = []
    for doc, value, years, who in (("a", 6e6, lasting[0], A), ("b", 10e6, lasting[1], B)):
        claims.append(claim("money.pledged", value, unit=unit, doc=doc, lang=lang, **who))
        if years:
            claims.append(claim("terms.agreed", years, unit="year", doc=doc, lang=lang, start=60, **who))
            claims.append(claim("terms.agreed", 9, unit="year", doc=doc, lang=lang, start=900, **who))
    assert ("contradiction" in found(*claims)) is conflict


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_document_that_adds_up_is_told_beside_the_best_supported_sum(lang: str) -> None:
    slots: dict[str, Any] = {"doc": "briefing.txt", "when": DAY, "asserter": "the spokesperson", "lang": lang}
    claims = [
        *(claim("people.departed", 238, scope=VEN, when=DAY, doc=f"d{n}", lang=lang) for n in range(3)),
        *(claim("people.departed", 23, scope={**SLV, "group": "men"}, when=DAY, doc=f"d{n}") for n in range(3)),
        claim("people.departed", 137, scope=AEA, start=1, **slots),
        claim("people.departed", 101, scope={**VEN, "legal_basis": "Title 8"}, start=2, **slots),
        claim("people.departed", 23, scope=SLV, start=3, **slots),
        claim("people.departed", 261, start=4, **slots),
    ]
    assert sorted(found(*claims)["sum_closes"]) == ["137 + 101 + 23 = 261", "238 + 23 = 261"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_source_whose_own_parts_fail_is_told_though_others_close(lang: str) -> None:
    slots: dict[str, Any] = {"doc": "page.html", "when": DAY, "asserter": "the ministry", "lang": lang}
    claims = [
        claim("people.arrived", 238, scope=VEN, start=1, **slots),
        claim("people.arrived", 21, scope=SLV, start=2, **slots),
        claim("people.arrived", 261, start=3, **slots),
        claim("people.arrived", 23, scope=SLV, when=DAY, doc="other", lang=lang),
    ]
    kinds = found(*claims)
    assert kinds["sum_closes"] == ["238 + 23 = 261"]
    assert kinds["sum_fails"] == ["238 + 21 = 259 ≠ 261"]


def test_gap_and_what_fills_it() -> None:
    pledged, agreed = claim("money.pledged", 15e6, unit="USD"), claim("terms.agreed")
    assert set(found(pledged, agreed)) == {"gap"}
    assert "gap" not in found(pledged), "money between two parties without people or terms is no arrangement"
    assert "gap" not in found(pledged, agreed, claim("money.disbursed"))
    assert "gap" not in found(pledged, agreed, claim("money.disbursed", sender=None, receiver=None, doc="x"))
    assert "gap" in found(pledged, agreed, claim("money.disbursed", receiver="PAN"))
    elsewhere = claim("money.disbursed", sender=None, receiver=None, doc="x", start=1)
    assert "gap" in found(pledged, agreed, elsewhere, claim("people.held", 9, doc="x", receiver="PAN", start=50))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_rates(lang: str) -> None:
    count = claim("people.held", 238, lang=lang, when="2025-03-22")
    amount = claim("money.obligated", 4.76e6, unit="USD", lang=lang)
    rate = claim("money.obligated", 20000, unit="USD/person", lang=lang)
    rival = claim("money.disbursed", 25000, unit="USD/person", lang=lang, **B)
    assert found(count, amount, rate)["rate_closes"] == ["20000 × 238 = 4760000"]
    assert found(count, amount, rate, rival)["rate_fails"] == ["25000 × 238 = 5950000 ≠ 4760000"]
    assert not {"rate_closes", "rate_fails"} & set(found(count, amount, rival))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_rate_is_reckoned_with_the_figures_of_its_own_document(lang: str) -> None:
    nobody: dict[str, Any] = {"sender": None, "receiver": None, "lang": lang}

    def paper(doc: str, price: float, people: float, amount: float, **slots: Any) -> list[Claim]:
        slots = {**nobody, "doc": doc, **slots}
        return [
            claim("money.pledged", price, unit="USD/person", start=1, **slots),
            claim("people.planned", people, start=50, **slots),
            claim("money.pledged", amount, unit="USD", start=90, **slots),
        ]

    sides = {"sender": "USA", "receiver": "SLV"}
    assert found(*paper("a", 20000, 300, 6e6)) == {"rate_closes": ["20000 × 300 = 6000000"]}
    assert not found(*paper("a", 20000, 300, 7e6))
    both = [*paper("a", 20000, 300, 6e6, **sides), *paper("b", 25000, 200, 6.1e6, **sides)]
    assert found(*both)["rate_fails"] == ["25000 × 200 = 5000000 ≠ 6100000"]
    apart = [*paper("a", 20000, 300, 7e6, **sides)[:1], *paper("b", 25000, 300, 6e6, **sides)[1:]]
    assert "rate_closes" not in found(*apart), "what is only planned counts in the rate's own document alone"


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("affirmed", "denied", "told"),
    [
        (("people.arrived", 300), ("people.arrived", 300), True),
        (("people.arrived", 261), ("people.arrived", 300), False),
        (("people.departed", 3), ("people.arrived", 3), False),
        (("terms.in_force",), ("terms.in_force",), True),
        (("terms.agreed",), ("terms.in_force",), False),
        (("people.departed",), ("people.departed",), False),
    ],
)
def test_denial(affirmed: Any, denied: Any, told: bool, lang: str) -> None:
    claims = [claim(*affirmed, lang=lang, doc="a", **A), claim(*denied, lang=lang, doc="b", stance="denies", **B)]
    assert ("denial" in found(*claims)) is told


def test_a_source_does_not_deny_itself() -> None:
    slots: dict[str, Any] = {"doc": "a", **A}
    assert "denial" not in found(
        claim("people.arrived", 300, start=1, **slots), claim("people.arrived", 300, start=2, stance="denies", **slots)
    )


@pytest.mark.parametrize("lang", ["en", "es"])
def test_restated_is_a_series_and_no_contradiction(lang: str) -> None:
    name = {"en": "Minister Jane Roe", "es": "La ministra Jane Roe"}[lang]
    claims = [
        claim("people.arrived", 238, doc="a", when=DAY, published="2025-03-17", asserter=name, lang=lang),
        claim("people.arrived", 252, doc="b", when=DAY, published="2025-07-20", asserter="Jane Roe", lang=lang),
        claim("people.arrived", 252, doc="c", when=DAY, published="2025-07-21", asserter=name, lang=lang),
    ]
    kinds = found(*claims)
    assert "contradiction" not in kinds
    assert kinds["restated"] == ["238 → 252"]


def test_nameless_officials_are_not_one_source() -> None:
    slots: dict[str, Any] = {"when": DAY, "asserter": "A Department official"}
    claims = [
        claim("people.arrived", 238, doc="a", published="2025-03-17", **slots),
        claim("people.arrived", 252, doc="b", published="2025-07-20", **slots),
    ]
    kinds = found(*claims)
    assert "restated" not in kinds
    assert "contradiction" in kinds


@pytest.mark.parametrize("lang", ["en", "es"])
def test_explanations_say_it_in_both_languages(lang: str) -> None:
    claims = both("people.departed", (238,), (250, "more_than"), lang, {}, {})
    assert dict(the("contradiction", *claims).explanation) == {
        "en": "People (departed; March 15, 2025): 238 people and more than 250 people cannot all be right.",
        "es": "Personas (partida; 15 de marzo de 2025): no pueden ser ciertas a la vez estas cifras: 238 personas y "
        "más de 250 personas.",
    }


@pytest.mark.parametrize(
    ("hedge", "en", "es"),
    [
        ("none", "5 million US dollars,", "5 millones de dólares estadounidenses,"),
        ("reported", "5 million US dollars (reportedly),", "5 millones de dólares estadounidenses (según se informa),"),
        ("alleged", "5 million US dollars (allegedly),", "5 millones de dólares estadounidenses (presuntamente),"),
    ],
)
def test_an_explanation_keeps_the_hedge_and_the_bound(hedge: str, en: str, es: str) -> None:
    pledged = claim("money.pledged", 15e6, unit="USD")
    paid = claim("money.disbursed", 5e6, "less_than", unit="USD", hedge=hedge)
    explanation = the("shortfall", pledged, paid).explanation
    assert f"less than {en}" in explanation["en"]
    assert f"menos de {es}" in explanation["es"]
    flat = claim("money.disbursed", 5e6, "less_than", unit="USD", doc="flat")
    assert "(" not in the("shortfall", pledged, paid, flat).explanation["en"].partition(":")[2].partition("of the")[0]


@pytest.mark.parametrize(("value", "unit"), [(1e40, "USD"), (1e15, "person"), (500.0, "bunk")])
def test_no_figure_and_no_unit_is_too_odd_to_be_told(value: float, unit: str) -> None:
    more = claim("people.departed", value, unit=unit, when=DAY, quote=f"{value:.0f}", **A)
    less = claim("people.departed", value / 2, unit=unit, when=DAY, quote=f"{value / 2:.0f}", doc="other", **B)
    explanation = the("contradiction", more, less).explanation
    assert f"{value:.0f}" in explanation["en"]
    assert f"{value:.0f}" in explanation["es"]


def test_money_is_written_as_each_language_writes_it() -> None:
    finding = the(
        "shortfall",
        claim("money.pledged", 15e6, unit="USD"),
        claim("money.disbursed", 4.76e6, unit="USD", when="2025-03-22"),
    )
    assert "4.76 million US dollars" in finding.explanation["en"]
    assert "15 millones de dólares estadounidenses" in finding.explanation["es"]
    assert "31,7" in finding.explanation["es"]


def test_every_finding_is_explained_in_every_language_of_the_pack() -> None:
    claims = [
        *both("people.departed", (238,), (252,), "en", {}, {}),
        claim("terms.agreed", 200, "up_to"),
        claim("money.pledged", 15e6, unit="USD"),
        claim("money.disbursed", 4e6, unit="USD"),
    ]
    findings = account(*claims).findings
    assert {f.kind for f in findings} == {"contradiction", "cap_exceeded", "shortfall"}
    for finding in findings:
        assert set(finding.explanation) == set(PACK.languages)
        assert all("{" not in text and text.endswith(".") for text in finding.explanation.values())


def test_a_resolved_finding_stays_and_says_by_which_decision() -> None:
    claims = both("people.departed", (238,), (252,), "en", {}, {})
    finding = the("contradiction", *claims)
    decision = Decision("resolve", finding.id, "an editor", "2026-01-01T00:00:00Z", "the later count stands")
    (resolved,) = account(*claims, decisions=(decision,)).findings
    assert (resolved.id, resolved.status, resolved.resolved_by) == (finding.id, "resolved", decision.id)


def test_a_further_document_with_the_same_figure_keeps_the_findings_id() -> None:
    claims = both("people.departed", (238,), (252,), "en", {}, {})
    again = claim("people.departed", 252, doc="another.txt", when=DAY, **B)
    assert the("contradiction", *claims, again).id == the("contradiction", *claims).id


@pytest.mark.parametrize(
    ("value", "en", "es"),
    [
        (1e9, "1 billion", "1.000 millones"),
        (2.5e9, "2.5 billion", "2.500 millones"),
        (4.76e6, "4.76 million", "4,76 millones"),
    ],
)
def test_great_numbers_as_people_write_them(value: float, en: str, es: str) -> None:
    pledged, paid = claim("money.pledged", value * 10, unit="USD"), claim("money.disbursed", value, unit="USD")
    explanation = the("shortfall", pledged, paid).explanation
    assert f" {en} US dollars" in explanation["en"]
    assert f" {es} de dólares" in explanation["es"]


def test_figures_of_nobodys_arrangement_have_no_single_origin() -> None:
    slots: dict[str, Any] = {"sender": None, "receiver": None, "unit": "year", "asserter": "the BBC"}
    told = [claim("people.held", 27, doc=doc, publisher=doc, **slots) for doc in ("a", "b")]
    assert "single_origin" not in found(*told)
