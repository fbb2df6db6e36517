"""The cascade run over texts with gold, and scored."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from amparo.extract import extract_claims, find_quantities
from amparo.model import claim_record
from amparo.packs import load_pack
from amparo.read import read_plain_text
from extract.scoring import BOUND_CLASSES, Number, Row, Score, is_figure, score_claims, score_quantities, score_slots

SHARED = Path(__file__).parents[3] / "shared"
DEV = SHARED / "claims"
CHANGES = {"=": "exact", "up": "exact", "down": "exact", "~": "about", "<": "below", ">": "above"}
"""What `newsquant_dev.json` calls a bound; up and down tell of a change, not of a bound."""


def present(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"../shared is absent: no {path.name} to measure on")
    return path


def rows_of(gold: Path) -> list[Row]:
    return [json.loads(line) for line in gold.read_text("utf-8").splitlines() if line.strip()]


def read(path: Path) -> list[Row]:
    """The claims of a text file as `amparo claims --text` gives them."""
    content = path.read_bytes().decode("utf-8")
    return [claim_record(claim) for claim in extract_claims(read_plain_text(path.name, content), load_pack())]


def measure_claims(gold: Iterable[Row], texts: Path) -> dict[str, float]:
    """F1 of detection and of exact claims: all, by language, and of claims with a figure; then the share of matched
    claims that have each slot right."""
    by_doc: dict[str, list[Row]] = {}
    for row in gold:
        by_doc.setdefault(row["doc"], []).append(row)
    read_docs = [(rows[0]["lang"], rows, read(texts / doc)) for doc, rows in sorted(by_doc.items())]
    groups = {
        "all": [(wanted, found) for _, wanted, found in read_docs],
        "en": [(wanted, found) for lang, wanted, found in read_docs if lang == "en"],
        "es": [(wanted, found) for lang, wanted, found in read_docs if lang == "es"],
        "figures": [
            ([row for row in wanted if is_figure(row)], [row for row in found if is_figure(row)])
            for _, wanted, found in read_docs
        ],
    }
    scores = {name: score_claims(documents) for name, documents in groups.items()}
    measured = {f"{name} {what}": round(s.f1, 4) for name, both in scores.items() for what, s in both.items()}
    slots = score_slots(groups["all"])
    return measured | {f"slot {slot}": round(score.recall, 4) for slot, score in slots.items()}


def stated(value: str) -> tuple[float, ...]:
    """A gold value: a number as text, or two with a hyphen between."""
    try:
        return (float(value),)
    except ValueError:
        low, high = value.replace(" ", "").lstrip("-").split("-")[:2]
        return float(low), float(high)


def found_quantities(text: str, lang: str) -> list[Number]:
    return [
        ((q.low,) if q.low == q.high and q.bound != "between" else (q.low, q.high), BOUND_CLASSES[q.bound])
        for q in find_quantities(text, lang)
        if q.low is not None and q.high is not None
    ]


def measure_quantities(sentences: list[dict[str, Any]], lang: str) -> dict[str, Score]:
    return score_quantities(
        (
            [(stated(str(q["value"])), CHANGES[q.get("change", "=")]) for q in sentence["quantities"]],
            found_quantities(sentence["text"], lang),
        )
        for sentence in sentences
    )
