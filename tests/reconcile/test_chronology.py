"""Dates that cannot be: after the document, before the arrangement, the same day of another year."""

from __future__ import annotations

from typing import Any

import pytest

from kit.claims import claim, found, the

BOTH = pytest.mark.parametrize("lang", ["en", "es"])


@BOTH
@pytest.mark.parametrize(
    ("stage", "when", "slots", "told"),
    [
        ("people.returned", "2025-07-18", {}, True),
        ("people.returned", "2025-04-03", {}, False),  # a day ahead may be a zone
        ("people.returned", "2025-04", {}, False),
        ("people.returned", None, {}, False),
        ("people.returned", "2025-07-18", {"published": None}, False),
        ("people.returned", "2025-07-18", {"stance": "denies"}, False),
        ("people.returned", "2025-07-18", {"hedge": "conditional"}, False),
        ("people.returned", "2025-07-18", {"hedge": "reported"}, False),
        ("people.planned", "2025-07-18", {}, False),
        ("terms.proposed", "2025-07-18", {}, False),
        ("terms.agreed", "2025-07-18", {}, False),  # what is agreed may be due then
        ("legal.ordered", "2025-07-18", {}, False),  # and so may what is ordered
        ("legal.ruled", "2025-07-18", {}, True),
        ("money.disbursed", "2025-07-18", {"unit": "USD"}, True),
    ],
)
def test_done_after_the_document_that_tells_it(
    stage: str, when: str | None, slots: dict[str, Any], told: bool, lang: str
) -> None:
    made = claim(stage, 252, lang=lang, when=when, **{"published": "2025-04-02", **slots})
    assert ("impossible_date" in found(made)) is told


@BOTH
@pytest.mark.parametrize(
    ("when", "slots", "told"),
    [
        ("2025-03-01", {}, True),
        ("2025-03-13", {}, False),  # a day may be a zone
        ("2025-03-15", {}, False),
        ("2024-03-01", {}, False),  # the same states have moved people before
        ("2025-03-01", {"doc": "another"}, False),
        ("2025-03-01", {"receiver": "PAN"}, False),
        ("2025-03-01", {"hedge": "alleged"}, False),
    ],
)
def test_moved_before_there_was_an_arrangement(when: str, slots: dict[str, Any], told: bool, lang: str) -> None:
    agreed = claim("terms.agreed", 300, "up_to", lang=lang, when="2025-03-14", doc="one", start=1)
    moved = claim("people.arrived", 238, lang=lang, when=when, **{"doc": "one", "start": 99, **slots})
    assert ("impossible_date" in found(agreed, moved)) is told


@BOTH
@pytest.mark.parametrize(
    ("when", "value", "slots", "told"),
    [
        ("2024-03-30", 17, {}, True),
        ("2024-03-29", 17, {}, False),
        ("2024-03-30", 18, {}, False),
        ("2024-03", 17, {}, False),
        ("2024-03-30", 17, {"receiver": "PAN"}, False),
        ("2024-03-30", 17, {"hedge": "alleged"}, False),
        ("2024-03-30", 17, {"bound": "about"}, False),
    ],
)
def test_the_same_day_of_another_year(when: str, value: int, slots: dict[str, Any], told: bool, lang: str) -> None:
    right = claim("people.arrived", 17, lang=lang, when="2025-03-30", published="2025-03-31", doc="a")
    wrong = claim("people.arrived", value, lang=lang, when=when, published="2025-04-01", doc="b", **slots)
    assert ("impossible_date" in found(right, wrong)) is told


def test_the_doubtful_year_is_the_one_fewer_documents_give() -> None:
    slots: dict[str, Any] = {"published": "2025-04-01"}
    claims = [claim("people.arrived", 17, when="2025-03-30", doc=f"d{n}", **slots) for n in range(2)]
    claims.append(claim("people.arrived", 17, when="2024-03-30", doc="odd", **slots))
    finding = the("impossible_date", *claims)
    assert finding.arithmetic == "2024-03-30 ≠ 2025-03-30"
    assert finding.explanation["en"] == (
        "People (arrived): 17 people (March 30, 2024), but other documents date the same figure to March 30, 2025, "
        "the same day of another year."
    )
    assert finding.explanation["es"].endswith("el 30 de marzo de 2025, el mismo día de otro año.")


def test_few_people_may_be_moved_on_the_same_day_of_two_years() -> None:
    claims = [claim("people.arrived", 8, when=f"{year}-03-30", doc=str(year)) for year in (2024, 2025)]
    assert "impossible_date" not in found(*claims)
