"""The measure itself: claims and quantities with the score they must get, and a second opinion where there is one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extract.measuring import DEV, SHARED, found_quantities, measure_quantities, present, read, rows_of
from extract.scoring import (
    Number,
    Row,
    match_claims,
    most_pairs,
    same_number,
    score_claims,
    score_quantities,
    score_slots,
)


def claim(start: int, end: int, value: Any = 40, **slots: Any) -> Row:
    given = {"ledger": "people", "stage": "held", "bound": "exact", "unit": "person", "stance": "affirms"}
    return {"start": start, "end": end, "value": value, **given, **slots}


@pytest.mark.parametrize(
    ("gold", "predicted", "detected", "exact"),
    [
        ([claim(0, 20)], [claim(0, 20)], 1, 1),
        ([claim(0, 20)], [claim(10, 40)], 1, 1),  # half of the shorter
        ([claim(0, 20)], [claim(11, 40)], 0, 0),  # less than half
        ([claim(0, 20)], [claim(8, 12)], 1, 1),  # the shorter lies inside
        ([claim(0, 20)], [claim(0, 20, ledger="terms")], 0, 0),
        ([claim(0, 20)], [claim(0, 20, 41)], 0, 0),
        ([claim(0, 20, None)], [claim(0, 20, None)], 1, 1),
        ([claim(0, 20, None)], [claim(0, 20, 0)], 0, 0),
        ([claim(0, 20, [40, 60])], [claim(0, 20, [40, 60.0])], 1, 1),
        ([claim(0, 20, [40, 60])], [claim(0, 20, 40)], 0, 0),
        ([claim(0, 20, [40, 60])], [claim(0, 20, [40, 61])], 0, 0),
        ([claim(0, 20)], [claim(0, 20, stage="arrived")], 1, 0),
        ([claim(0, 20)], [claim(0, 20, bound="up_to")], 1, 0),
        ([claim(0, 20)], [claim(0, 20, unit=None)], 1, 0),
        ([claim(0, 20)], [claim(0, 20, stance="denies")], 1, 0),
        ([claim(0, 20)], [claim(0, 20, asserter="a guard")], 1, 1),  # not one of the exact slots
        ([claim(0, 20)], [claim(0, 20), claim(0, 20)], 1, 1),  # one to one
        ([claim(0, 20)], [], 0, 0),
        ([], [claim(0, 20)], 0, 0),
    ],
)
def test_claims_match(gold: list[Row], predicted: list[Row], detected: int, exact: int) -> None:
    scores = score_claims([(gold, predicted)])
    assert (scores["detection"].hits, scores["exact"].hits) == (detected, exact)
    assert (scores["detection"].gold, scores["detection"].predicted) == (len(gold), len(predicted))


def test_a_claim_right_in_full_is_matched_before_one_that_shares_more_words() -> None:
    gold = claim(0, 20)
    partly, fully = claim(0, 20, stage="arrived"), claim(0, 12)
    assert match_claims([gold], [partly, fully]) == [(gold, fully)]


@pytest.mark.parametrize(
    ("slot", "gold", "predicted", "right"),
    [
        ("stage", {}, {}, True),
        ("stage", {}, {"stage": "arrived"}, False),
        ("hedge", {"hedge": "none"}, {"hedge": "alleged"}, False),
        ("asserter", {"asserter": None}, {"asserter": None}, True),
        ("asserter", {"asserter": None}, {"asserter": "a guard"}, False),
        ("asserter", {"asserter": "the Prime Minister"}, {"asserter": "Prime Minister Doe"}, True),
        ("asserter", {"asserter": "the minister"}, {"asserter": "a guard of the port"}, False),
        ("parties", {"sender": "DNK", "receiver": "XKX"}, {"sender": "DNK", "receiver": "XKX"}, True),
        ("parties", {"sender": "DNK", "receiver": "XKX"}, {"sender": "DNK", "receiver": None}, False),
    ],
)
def test_slots_are_judged_on_matched_claims(slot: str, gold: Row, predicted: Row, right: bool) -> None:
    blank = {"hedge": "none", "asserter": None, "when": None, "sender": None, "receiver": None}
    pair = (claim(0, 20, **{**blank, **gold}), claim(0, 20, **{**blank, **predicted}))
    scored = score_slots([([pair[0]], [pair[1]])])[slot]
    assert (scored.hits, scored.gold) == (int(right), 1)
    assert score_slots([([pair[0]], [claim(30, 40, **blank)])])[slot].gold == 0


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    score = score_claims([([claim(0, 9), claim(20, 29), claim(40, 49)], [claim(0, 9)])])["detection"]
    assert [score.precision, score.recall, score.f1] == pytest.approx([1.0, 1 / 3, 0.5])


FIVE: Number = ((5.0,), "exact")
ABOUT_FIVE: Number = ((5.0,), "about")
SPAN: Number = ((5.0, 9.0), "exact")


@pytest.mark.parametrize(
    ("gold", "predicted", "value", "bound", "ranges", "alarms"),
    [
        ([FIVE], [FIVE], 1, 1, 0, 0),
        ([FIVE], [ABOUT_FIVE], 1, 0, 0, 0),
        ([FIVE, ABOUT_FIVE], [ABOUT_FIVE, FIVE], 2, 2, 0, 0),
        ([FIVE], [FIVE, FIVE], 1, 1, 0, 0),
        ([SPAN], [SPAN], 1, 1, 1, 0),
        ([SPAN], [FIVE], 0, 0, 0, 0),
        ([], [FIVE, FIVE], 0, 0, 0, 1),
        ([], [], 0, 0, 0, 0),
    ],
)
def test_quantities_match(
    gold: list[Number], predicted: list[Number], value: int, bound: int, ranges: int, alarms: int
) -> None:
    scores = score_quantities([(gold, predicted)])
    assert [scores[name].hits for name in ("value", "value_and_bound", "ranges", "false_alarms")] == [
        value,
        bound,
        ranges,
        alarms,
    ]


def test_as_many_are_paired_as_can_be() -> None:
    """A greedy pairing would give the first its only match away."""
    near: list[Number] = [((100_000.0,), "exact"), ((100_001.5,), "exact")]
    other: list[Number] = [((100_000.8,), "exact"), ((99_999.2,), "exact")]
    assert most_pairs(near, other, lambda a, b: same_number(a[0], b[0])) == 2


def test_claims_are_scored_as_the_second_opinion_scores_them(tmp_path: Path) -> None:
    judge = present(DEV / "score.py")
    gold = rows_of(DEV / "dev.jsonl")
    docs = sorted({row["doc"] for row in gold})[::3]
    wanted = {doc: [row for row in gold if row["doc"] == doc] for doc in docs}
    found = {doc: read(DEV / "texts" / doc) for doc in docs}
    for name, rows in (("gold", wanted), ("found", found)):
        lines = [json.dumps(dict(row)) for doc in docs for row in rows[doc]]
        (tmp_path / name).write_text("\n".join(lines), "utf-8")
    told = subprocess.run(
        [sys.executable, str(judge), "--json", str(tmp_path / "gold"), str(tmp_path / "found")],
        capture_output=True,
        text=True,
        check=True,
    )
    ours = score_claims((wanted[doc], found[doc]) for doc in docs)
    theirs = json.loads(told.stdout)["all"]
    assert {name: round(score.f1, 4) for name, score in ours.items()} == {
        name: theirs[name]["f1"] for name in ("detection", "exact")
    }
    slots = score_slots((wanted[doc], found[doc]) for doc in docs)
    assert {slot: round(score.recall, 4) for slot, score in slots.items()} == {s: theirs["slots"][s] for s in slots}


def test_quantities_are_scored_as_the_second_opinion_scores_them(tmp_path: Path) -> None:
    gold = present(SHARED / "bench" / "newsquant_dev.json")
    sentences = json.loads(gold.read_text("utf-8"))
    names = {"exact": "exact", "about": "about", "below": "up_to", "above": "at_least"}
    lines = [
        {"text": sentence["text"], "quantities": [{"value": value, "bound": names[bound]} for value, bound in found]}
        for sentence in sentences
        for found in [found_quantities(sentence["text"], "en")]
    ]
    (tmp_path / "found").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    told = subprocess.run(
        [sys.executable, str(SHARED / "bench" / "score_quantities.py"), str(gold), str(tmp_path / "found")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    ours = measure_quantities(sentences, "en")
    assert re.findall(r"F1 +([\d.]+)", told) == [f"{100 * ours[name].f1:.1f}" for name in ("value", "value_and_bound")]
    assert re.findall(r"(\d+) of (\d+)", told) == [
        (str(ours[name].hits), str(ours[name].gold)) for name in ("ranges", "false_alarms")
    ]
