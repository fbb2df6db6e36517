"""The blind gold set: passages about other arrangements than those the cascade was written on, and their claims.

Whoever wrote them did not look at the cascade; here only the set itself is checked, so that a score on it means
something: every quote stands where it says, every slot is in its closed set, every figure parses from its quote.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from amparo.model.anchor import anchor_at
from amparo.model.claim import Claim
from amparo.packs import load_pack

HERE = Path(__file__).parent
ROWS: list[dict[str, Any]] = [json.loads(line) for line in (HERE / "gold.jsonl").read_text("utf-8").splitlines()]
TEXTS = {path.name: path.read_text("utf-8") for path in sorted(HERE.glob("e[ns]_*.txt"))}
FIELDS = [
    "doc",
    "lang",
    "start",
    "end",
    "quote",
    "ledger",
    "stage",
    "value",
    "bound",
    "unit",
    "hedge",
    "stance",
    "asserter",
    "when",
    "sender",
    "receiver",
    "scope",
]
LEDGERS = load_pack().ledgers
SCOPE = {"nationality", "affiliation", "affiliation_status", "legal_basis", "facility", "group"}
UNIT = re.compile(
    r"(person|flight|facility|case|country|year|month|day|percent|hectare|[A-Z]{3})(/person)?(/year|/month|/day)?"
)
EDTF = re.compile(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?")


def label(row: dict[str, Any]) -> str:
    return f"{row['doc']}:{row['start']}"


def test_there_are_as_many_passages_in_each_language() -> None:
    assert Counter(name[:2] for name in TEXTS) == {"en": 18, "es": 18}
    assert {row["doc"] for row in ROWS} == set(TEXTS)


@pytest.mark.parametrize("name", TEXTS)
def test_a_passage_begins_with_its_header_and_is_short(name: str) -> None:
    lines = TEXTS[name].split("\n", 3)
    assert lines[0] == "# source: written for this set"
    assert re.fullmatch(r"# published: \d{4}-\d\d-\d\d", lines[1])
    assert 105 <= len(lines[3].split()) <= 235


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_a_gold_claim_is_a_claim(row: dict[str, Any]) -> None:
    assert list(row) == FIELDS
    text, start, end = TEXTS[row["doc"]], row["start"], row["end"]
    assert text[start:end] == row["quote"] == row["quote"].strip()
    value = tuple(row["value"]) if isinstance(row["value"], list) else row["value"]
    slots = {key: row[key] for key in FIELDS if key not in {"doc", "start", "end", "quote", "value"}}
    Claim(doc=row["doc"], doc_id="0" * 64, anchor=anchor_at(text, start, end), value=value, **slots)
    assert row["unit"] is None or UNIT.fullmatch(row["unit"])
    assert (row["unit"] is None) == (row["bound"] == "none")
    assert row["when"] is None or EDTF.fullmatch(row["when"])
    assert set(row["scope"]) <= SCOPE
    assert row["asserter"] is None or row["asserter"].casefold() in text.casefold()


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_a_gold_claim_keeps_the_rulings_a_program_can_check(row: dict[str, Any]) -> None:
    assert row["stage"] in LEDGERS[row["ledger"]].stages
    if row["ledger"] not in {"terms", "people", "money"}:
        assert row["sender"] is None
        assert row["receiver"] is None
    if row["ledger"] == "statement":
        assert row["scope"] == {}
    if row["stage"] == "denied":
        assert row["stance"] == "denies"
    assert row["scope"].get("group", "") == row["scope"].get("group", "").lower()


def test_no_claim_is_given_twice() -> None:
    keys = Counter((r["doc"], r["start"], r["end"], r["ledger"], str(r["value"]), r["unit"]) for r in ROWS)
    assert [key for key, times in keys.items() if times > 1] == []
