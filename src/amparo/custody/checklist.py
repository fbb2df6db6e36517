"""The Berkeley Protocol checklist of a capture: what speaks for it as evidence, and what is missing and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from amparo.model import Capture, Text

POINTS = (
    "authenticity",
    "identity",
    "availability",
    "persistence",
    "renderability",
    "understandability",
    "custody",
)
"""The points in the order of DESIGN and the Protocol."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of a capture when its checklist is made.

    Attributes:
        found: the hash that the original has now; None where it is not there.
        text: what was read in it, if anything.
        logged: whether the log tells of the capture.
        chain: whether the log holds together.
        manifest: whether the log holds its manifest.
        stamped: whether a time-stamp that holds is over the log's event of the capture.
    """

    found: str | None
    text: Text | None
    logged: bool
    chain: bool
    manifest: bool
    stamped: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the checklist; `reasons` are keys of `checklist.yaml` under the point's name."""

    point: str
    present: bool
    reasons: tuple[str, ...]

    def name(self, lang: str = "en") -> str:
        """What the point is called."""
        return _said(self.point, "name", lang)

    def why(self, lang: str = "en") -> str:
        """Why it is present or missing, in sentences."""
        return " ".join(_said(self.point, reason, lang) for reason in self.reasons)


def berkeley_checklist(capture: Capture, held: Held) -> tuple[Point, ...]:
    """The checklist of a capture, every point of it."""
    found = {
        "authenticity": _authenticity(capture, held),
        "identity": () if capture.url else ("no_address",),
        "availability": () if held.found else ("absent",),
        "persistence": ("no_copy",),
        "renderability": _renderability(held.text),
        "understandability": _understandability(held.text),
        "custody": _custody(held),
    }
    present = {"custody": ("present", "stamped" if held.stamped else "unstamped")}
    return tuple(Point(p, not found[p], found[p] or present.get(p, ("present",))) for p in POINTS)


def _custody(held: Held) -> tuple[str, ...]:
    if not held.logged:
        return ("unlogged",)
    if not held.chain:
        return ("broken",)
    return () if held.manifest else ("no_manifest",)


def _authenticity(capture: Capture, held: Held) -> tuple[str, ...]:
    if held.found is None:
        return ("absent",)
    return () if held.found == capture.sha256 else ("altered",)


def _renderability(text: Text | None) -> tuple[str, ...]:
    if text is None:
        return ("unread",)
    return ("partly",) if text.problems else ()


def _understandability(text: Text | None) -> tuple[str, ...]:
    if text is None:
        return ("unread",)
    known = {"lacks_title": text.title, "lacks_publisher": text.publisher, "lacks_date": text.published}
    return tuple(lack for lack, value in known.items() if not value)


def _said(point: str, reason: str, lang: str) -> str:
    forms = _catalogue()[point][reason]
    return forms.get(lang, forms["en"])


@cache
def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    text = files("amparo.custody").joinpath("checklist.yaml").read_text(encoding="utf-8")
    catalogue: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(text)
    return catalogue
