"""People moved after a court ordered otherwise: what the times support, and what they leave open."""

from __future__ import annotations

from typing import Any

import pytest

from amparo.model import Claim
from kit.claims import claim, found, the

DAY, NEXT = "2025-03-15", "2025-03-16"
FORBIDS = ("frame:order", "forbids:moving")
ORDERED = f"{DAY}T18:45-04:00"
JUDGE = {"en": "Judge James Boasberg", "es": "el juez James Boasberg"}


def order(lang: str, **slots: Any) -> Claim:
    given = {"at": ORDERED, "when": DAY, "reasons": FORBIDS, "asserter": JUDGE[lang], "doc": "court", "start": 1}
    return claim("legal.ordered", lang=lang, **{**given, "sender": None, "receiver": None, **slots})


def flight(lang: str, at: str | None, **slots: Any) -> Claim:
    return claim("people.departed", lang=lang, **{"at": at, "when": DAY, "doc": "log", "start": 2, **slots})


def story(lang: str) -> Claim:
    """What the court's report tells of the same sides."""
    return claim("people.planned", 238, lang=lang, doc="court", start=50)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("at", "told"),
    [
        pytest.param(f"{DAY}T19:36-04:00", True, id="after"),
        pytest.param(f"{DAY}T17:36-06:00", True, id="after, in another zone"),
        pytest.param(f"{DAY}T17:26-04:00", False, id="before"),
        pytest.param(f"{DAY}T18:20-05:00", True, id="a clock that shows less and is later"),
        pytest.param(f"{DAY}T18:50-03:00", False, id="a clock that shows more and is earlier"),
        pytest.param(f"{DAY}T19:36", False, id="no zone"),
        pytest.param(f"{DAY}T19:00-04:00~", False, id="about then"),
        pytest.param(f"{DAY}T19:30-04:00~", True, id="about then, and late enough"),
        pytest.param("2025-03-30T09:00-04:00", False, id="two weeks later"),
        pytest.param(None, False, id="no time"),
    ],
)
def test_by_the_times_given(at: str | None, told: bool, lang: str) -> None:
    moved = flight(lang, at, when=at[: len(DAY)] if at else DAY)
    assert ("order_breached" in found(order(lang), moved, story(lang))) is told


@pytest.mark.parametrize("lang", ["en", "es"])
def test_it_says_both_times_with_their_zones(lang: str) -> None:
    claims = order(lang), flight(lang, f"{DAY}T19:36-04:00", when=DAY)
    finding = the("order_breached", *claims, story(lang))
    assert finding.arithmetic == f"{ORDERED} < {DAY}T19:36-04:00"
    assert set(finding.claims) == {c.id for c in claims}
    assert "6:45" in finding.explanation["en"].replace("\u202f", " ")
    assert "18:45 UTC−04:00" in finding.explanation["es"]


@pytest.mark.parametrize(
    ("given", "moved", "more"),
    [
        pytest.param({"reasons": ("frame:order",)}, {}, {}, id="an order about something else"),
        pytest.param({"asserter": "the minister"}, {}, {}, id="no court"),
        pytest.param({"stance": "denies"}, {}, {}, id="no order was given"),
        pytest.param({"hedge": "reported"}, {}, {}, id="an order that is only reported"),
        pytest.param({}, {"stance": "denies"}, {}, id="no flight left"),
        pytest.param({}, {"hedge": "alleged"}, {}, id="a flight that is only alleged"),
        pytest.param({}, {"sender": "MEX", "receiver": "GTM"}, {}, id="other states"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_breach(given: dict[str, Any], moved: dict[str, Any], more: dict[str, Any], lang: str) -> None:
    claims = order(lang, **given), flight(lang, f"{DAY}T19:36-04:00", **moved), story(lang)
    assert "order_breached" not in found(*claims)


@pytest.mark.parametrize(
    ("ordered", "moved", "told"),
    [
        pytest.param(ORDERED, f"{DAY}T19:36", True, id="who gives a zone once means it throughout"),
        pytest.param(ORDERED, f"{DAY}T17:26", False, id="and so for what is before"),
        pytest.param(f"{DAY}T18:45", f"{DAY}T19:36", True, id="neither has one"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_within_one_document(ordered: str, moved: str, told: bool, lang: str) -> None:
    claims = order(lang, at=ordered), flight(lang, moved, doc="court")
    assert ("order_breached" in found(*claims)) is told


@pytest.mark.parametrize(
    ("when", "told"), [("2025-03-18", True), (NEXT, False), (DAY, False), ("2025-03", False), ("2025-04-02", False)]
)
def test_dates_alone_need_a_day_between_and_one_document(when: str, told: bool) -> None:
    given = order("en", at=None)
    assert ("order_breached" in found(given, flight("en", None, when=when, doc="court"))) is told
    assert "order_breached" not in found(given, flight("en", None, when=when), story("en"))


@pytest.mark.parametrize(("when", "told"), [("2025-03-17", False), ("2025-03-10", True), ("2025-03-25", True)])
def test_what_was_lifted_is_not_breached(when: str, told: bool) -> None:
    lifted = claim("legal.stayed", when=when, doc="appeal", sender=None, receiver=None, asserter="an appeals court")
    moved = flight("en", "2025-03-19T09:00-04:00", when="2025-03-19")
    assert ("order_breached" in found(order("en"), moved, lifted, story("en"))) is told
