"""The quality gate: how well the cascade reads three gold sets and two sets of quantities, held by floors.

`floors.json` may be raised, not lowered: it is compared with every state of it that landed, where there is a history.
It also pins the sets by SHA-256, so that a floor always speaks of the same texts. What is measured is printed by
`pytest tests/extract/test_gate.py -s`.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from extract.measuring import DEV, SHARED, measure_claims, measure_quantities, present, rows_of

HERE = Path(__file__).parent
PASSAGES = HERE / "passages"
MORE = HERE / "more_passages"
Floors = dict[str, dict[str, Any]]
FLOORS: Floors = json.loads((HERE / "floors.json").read_text("utf-8"))
SPANISH_SPECS = ("NumberModel", "PercentModel", "CurrencyModel", "AgeModel")


def digest(*paths: Path) -> str:
    """One hash over the bytes and names of some files."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def hold(name: str, corpus: str, measured: dict[str, float], capsys: pytest.CaptureFixture[str]) -> None:
    """Print what is measured and fail where it is below its floor, or the corpus is another one."""
    about = FLOORS[name]
    with capsys.disabled():
        told = ", ".join(f"{what} {value:g} (floor {about['floors'][what]:g})" for what, value in measured.items())
        print(f"\n{name}: {told}")
    assert corpus == about["sha256"], (
        f"The texts of {name} have changed: measure again and pin {corpus} in floors.json."
    )
    assert measured.keys() == about["floors"].keys()
    below = {what: value for what, value in measured.items() if value < about["floors"][what]}
    assert below == {}, f"Below the floors of {name}. Floors may be raised, not lowered."


def fallen(before: Floors, after: Floors) -> list[str]:
    """The floors that stand lower than they did, or no longer stand; a set of other texts is another set."""
    return [
        f"{name}, {what}: {floor:g} before"
        for name, about in before.items()
        if name not in after or after[name]["sha256"] == about["sha256"]
        for what, floor in about["floors"].items()
        if after.get(name, {"floors": {}})["floors"].get(what, -1) < floor
    ]


def git(*arguments: str) -> str:
    """What git says about this repository; nothing where there is no git or no repository."""
    try:
        done = subprocess.run(["git", *arguments], cwd=HERE, capture_output=True, text=True)
    except FileNotFoundError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def set_of(sha256: str, **floors: float) -> Floors:
    return {"dev": {"sha256": sha256, "floors": floors}}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (set_of("1", exact=0.6), set_of("1", exact=0.6), []),
        (set_of("1", exact=0.6), set_of("1", exact=0.7, unit=0.9), []),
        (set_of("1", exact=0.6), set_of("1", exact=0.59), ["dev, exact: 0.6 before"]),
        (set_of("1", exact=0.6, ranges=32), set_of("1", exact=0.6), ["dev, ranges: 32 before"]),
        (set_of("1", exact=0.6), {}, ["dev, exact: 0.6 before"]),
        (set_of("1", exact=0.6), set_of("2", exact=0.5), []),
        ({}, set_of("1", exact=0.5), []),
    ],
)
def test_a_floor_that_falls_is_seen(before: Floors, after: Floors, expected: list[str]) -> None:
    assert fallen(before, after) == expected


def test_no_floor_is_lower_than_one_that_landed() -> None:
    """First parents alone: what a branch tried on its way did not land."""
    for commit in git("log", "--first-parent", "--format=%H", "--", "floors.json").split():
        before = git("show", f"{commit}:./floors.json")
        assert not before or fallen(json.loads(before), FLOORS) == [], commit


def test_our_own_blind_passages(capsys: pytest.CaptureFixture[str]) -> None:
    gold = PASSAGES / "gold.jsonl"
    measured = measure_claims(rows_of(gold), PASSAGES)
    hold("passages", digest(gold, *PASSAGES.glob("*.txt")), measured, capsys)


def test_further_passages(capsys: pytest.CaptureFixture[str]) -> None:
    """Fifty-two texts on other arrangements, written without sight of the reader, since read in tuning it."""
    gold = MORE / "gold.jsonl"
    measured = measure_claims(rows_of(gold), MORE)
    hold("more_passages", digest(gold, *MORE.glob("*.txt")), measured, capsys)


def test_the_dev_gold(capsys: pytest.CaptureFixture[str]) -> None:
    gold = present(DEV / "dev.jsonl")
    measured = measure_claims(rows_of(gold), DEV / "texts")
    hold("dev", digest(gold, *(DEV / "texts").glob("*.txt")), measured, capsys)


def test_english_quantities(capsys: pytest.CaptureFixture[str]) -> None:
    gold = present(SHARED / "bench" / "newsquant_dev.json")
    scores = measure_quantities(json.loads(gold.read_text("utf-8")), "en")
    measured = {what: round(scores[what].f1, 4) for what in ("value", "value_and_bound")}
    measured["ranges"] = scores["ranges"].hits
    alarms = scores["false_alarms"]
    measured["quiet"] = alarms.gold - alarms.hits
    hold("newsquant", digest(gold), measured, capsys)


def test_spanish_quantities(capsys: pytest.CaptureFixture[str]) -> None:
    """Recall alone: each sentence labels one kind of quantity."""
    gold = present(SHARED / "bench" / "recognizers_es_quant.json")
    sentences = [s for s in json.loads(gold.read_text("utf-8")) if s["src"].endswith(SPANISH_SPECS)]
    measured = {"value recall": round(measure_quantities(sentences, "es")["value"].recall, 4)}
    hold("recognizers_es", digest(gold), measured, capsys)
