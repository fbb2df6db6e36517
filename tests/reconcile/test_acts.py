"""Acts without a figure: those that exclude each other, those denied, and what only looks so."""

from __future__ import annotations

from typing import Any

import pytest

from amparo.model import Claim
from kit.claims import claim, found, the

BINDING = ("frame:binding", "pattern:x")
CUSTODY = ("frame:in_custody_of",)
BEATEN = ("right:torture",)
CECOT = {"facility": "CECOT"}
A: dict[str, Any] = {"asserter": "Minister Jane Roe"}
B: dict[str, Any] = {"asserter": "Attorney General John Doe"}


def understood(lang: str, **slots: Any) -> Claim:
    return claim("terms.understood", lang=lang, **{**A, **slots})


def binding(lang: str, **slots: Any) -> Claim:
    return claim("terms.in_force", lang=lang, **{**B, "reasons": BINDING, **slots})


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_is_binding_for_one_and_not_for_the_other(lang: str) -> None:
    claims = understood(lang), binding(lang)
    finding = the("contradiction", *claims)
    assert finding.arithmetic == "understood ≠ in_force"
    assert set(finding.claims) == {c.id for c in claims}
    assert finding.explanation["en"].endswith(
        ": not binding for one source, binding for another; both cannot be right."
    )
    assert finding.explanation["es"].endswith(
        ": no vinculante para una fuente, vinculante para otra; ambas cosas no pueden ser ciertas."
    )


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("x", "y"),
    [
        pytest.param({}, {"reasons": ("frame:in_force",)}, id="an understanding may still stand"),
        pytest.param({}, A, id="one voice"),
        pytest.param({}, {"receiver": "PAN"}, id="another receiver"),
        pytest.param({}, {"stance": "denies"}, id="both say that it does not bind"),
        pytest.param({}, {"hedge": "conditional"}, id="what would be"),
        pytest.param({"marks": ("title",)}, {}, id="only in a headline"),
        pytest.param({"sender": None, "receiver": None}, {"sender": None, "receiver": None}, id="of nobody knows whom"),
    ],
)
def test_no_opposition(x: dict[str, Any], y: dict[str, Any], lang: str) -> None:
    assert "contradiction" not in found(understood(lang, **x), binding(lang, **y))


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    ("reasons", "dates", "told"),
    [
        pytest.param(CUSTODY, ("2025-05-10", "2025-07-08"), True, id="who has custody"),
        pytest.param((), ("2025-05-10", "2025-07-08"), False, id="held on one day and not on another"),
        pytest.param((), ("2025-05-10", "2025-05-10"), True, id="held and not held on one day"),
    ],
)
def test_custody_denied(reasons: tuple[str, ...], dates: tuple[str, str], told: bool, lang: str) -> None:
    slots: dict[str, Any] = {"scope": CECOT, "reasons": reasons, "lang": lang}
    here = claim("people.held", when=dates[0], **A, **slots)
    gone = claim("people.held", when=dates[1], stance="denies", **B, **slots)
    assert ("denial" in found(here, gone)) is told


def report(lang: str, **slots: Any) -> Claim:
    given = {"scope": CECOT, "reasons": BEATEN, "sender": None, "receiver": None, "doc": f"report-{lang}", **A}
    return claim("concern.documented", lang=lang, **{**given, **slots})


def answer(lang: str, **slots: Any) -> Claim:
    return report(lang, **{"doc": f"answer-{lang}", "stance": "denies", **B, **slots})


@pytest.mark.parametrize("langs", [("en", "en"), ("en", "es"), ("es", "es")])
def test_a_harm_reported_and_denied(langs: tuple[str, str]) -> None:
    claims = report(langs[0]), answer(langs[1])
    assert set(the("denial", *claims).claims) == {c.id for c in claims}


@pytest.mark.parametrize(
    ("x", "y"),
    [
        pytest.param({}, A, id="a source corrects itself"),
        pytest.param({}, {"scope": {"facility": "Mariona"}}, id="another prison"),
        pytest.param({}, {"scope": {}}, id="no prison named"),
        pytest.param({}, {"reasons": ("right:due_process",)}, id="another right"),
        pytest.param({"reasons": ()}, {"reasons": ()}, id="no right named"),
        pytest.param({"hedge": "conditional"}, {}, id="what could be"),
        pytest.param({"hedge": "alleged"}, {}, id="an allegation is denied every day"),
        pytest.param({"marks": ("title",)}, {}, id="only in a headline"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_answer(x: dict[str, Any], y: dict[str, Any], lang: str) -> None:
    assert "denial" not in found(report(lang, **x), answer(lang, **y))
