"""The quality gate: how well the cascade reads two gold sets and two sets of quantities, held by floors.

`floors.json` may be raised, not lowered; it also pins the sets by SHA-256, so that a floor always speaks of the same
texts. `pytest tests/extract/test_gate.py -s` prints what is measured.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from extract.measuring import DEV, SHARED, measure_claims, measure_quantities, present, rows_of

HERE = Path(__file__).parent
PASSAGES = HERE / "passages"
FLOORS: dict[str, Any] = json.loads((HERE / "floors.json").read_text("utf-8"))
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


def test_our_own_blind_passages(capsys: pytest.CaptureFixture[str]) -> None:
    gold = PASSAGES / "gold.jsonl"
    measured = measure_claims(rows_of(gold), PASSAGES)
    hold("passages", digest(gold, *PASSAGES.glob("*.txt")), measured, capsys)


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
