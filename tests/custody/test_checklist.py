"""The Berkeley Protocol checklist: each point present or missing with its reason, in both languages."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import pytest
import yaml

from amparo.custody.checklist import POINTS, Held, berkeley_checklist
from amparo.model import Capture, Problem, Text

CAPTURE = Capture("a" * 64, "a.html", 3, "text/html", "2026-01-01T00:00:00Z", url="https://example.org/a")
TEXT = Text("a.html", "a" * 64, "Words.", "en", "html/1", title="T", publisher="P", published="2025")
ALL = Held("a" * 64, TEXT, logged=True, chain=True, manifest=True, stamped=True)
CATALOGUE = yaml.safe_load(files("amparo.custody").joinpath("checklist.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("capture", "held", "missing"),
    [
        (CAPTURE, ALL, {"persistence": ("no_copy",)}),
        (replace(CAPTURE, url=None), ALL, {"persistence": ("no_copy",), "identity": ("no_address",)}),
        (CAPTURE, replace(ALL, found="b" * 64), {"persistence": ("no_copy",), "authenticity": ("altered",)}),
        (
            CAPTURE,
            replace(ALL, found=None),
            {"persistence": ("no_copy",), "authenticity": ("absent",), "availability": ("absent",)},
        ),
        (
            CAPTURE,
            replace(ALL, text=None),
            {"persistence": ("no_copy",), "renderability": ("unread",), "understandability": ("unread",)},
        ),
        (
            CAPTURE,
            replace(ALL, text=replace(TEXT, title=None, published=None, problems=(Problem("a.html", "x"),))),
            {
                "persistence": ("no_copy",),
                "renderability": ("partly",),
                "understandability": ("lacks_title", "lacks_date"),
            },
        ),
        (CAPTURE, replace(ALL, logged=False), {"persistence": ("no_copy",), "custody": ("unlogged",)}),
        (CAPTURE, replace(ALL, manifest=False), {"persistence": ("no_copy",), "custody": ("no_manifest",)}),
        (CAPTURE, replace(ALL, stamped=False), {"persistence": ("no_copy",)}),
        (CAPTURE, replace(ALL, chain=False), {"persistence": ("no_copy",), "custody": ("broken",)}),
    ],
)
def test_what_is_missing_is_told_with_its_reason(
    capture: Capture, held: Held, missing: dict[str, tuple[str, ...]]
) -> None:
    points = berkeley_checklist(capture, held)
    assert tuple(point.point for point in points) == POINTS
    assert {point.point: point.reasons for point in points if not point.present} == missing
    held_well = {"custody": ("present", "stamped" if held.stamped else "unstamped")}
    assert all(p.reasons == held_well.get(p.point, ("present",)) for p in points if p.present)


@pytest.mark.parametrize("point", POINTS)
def test_every_reason_is_said_in_both_languages(point: str) -> None:
    assert all(set(forms) == {"en", "es"} for forms in CATALOGUE[point].values())


def test_a_point_speaks_the_language_asked_for() -> None:
    custody = berkeley_checklist(CAPTURE, ALL)[-1]
    assert (custody.name("es"), custody.why("es")[:12]) == ("Cadena de custodia", "La bitácora ")
    assert custody.name("fr") == "Chain of custody"
