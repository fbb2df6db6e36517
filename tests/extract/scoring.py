"""How well claims and quantities are read: precision, recall and F1 against gold.

Claims: a gold claim and a predicted one match, one to one, where their quotes overlap by at least half of the shorter,
the ledger is the same and the value is equal (none equals none). Detection counts the matches; exact counts those whose
stage, bound, unit and stance are right too.

Quantities: inside one sentence, one to one, by equal value; then also by equal class of bound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Pair = tuple[Row, Row]
Value = tuple[float, ...] | None
Number = tuple[tuple[float, ...], str]

EXACT = ("stage", "bound", "unit", "stance")
SLOTS = (*EXACT[:3], "hedge", "stance", "asserter", "when", "parties")
"""What is judged on matched claims alone; the parties are sender and receiver, both right."""

# Four classes of bound; a vague figure is an approximate one.
BOUND_CLASSES = {
    "exact": "exact",
    "between": "exact",
    "about": "about",
    "vague": "about",
    "up_to": "below",
    "less_than": "below",
    "at_least": "above",
    "more_than": "above",
}


@dataclass(frozen=True, slots=True)
class Score:
    """Hits among the predicted and the gold ones."""

    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.predicted + self.gold
        return 2 * self.hits / both if both else 0.0


def is_figure(row: Row) -> bool:
    """Whether a claim carries a figure, be it a vague one."""
    return row["value"] is not None or row["bound"] == "vague"


def value_of(row: Row) -> Value:
    """The value as a tuple: one number, or the two ends of a range."""
    value = row["value"]
    if value is None:
        return None
    return tuple(map(float, value)) if isinstance(value, (list, tuple)) else (float(value),)


def same_claim_value(one: Value, other: Value) -> bool:
    """Equal to a millionth; a range equals a single number only if both its ends do."""
    if one is None or other is None:
        return one is other
    one, other = (value * 2 if len(value) == 1 else value for value in (one, other))
    return all(abs(a - b) <= 1e-6 * max(1.0, abs(a)) for a, b in zip(one, other, strict=True))


def overlap(one: Row, other: Row) -> float:
    """How much of the shorter quote both share."""
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return float(shared / max(1, min(one["end"] - one["start"], other["end"] - other["start"])))


def is_exact(gold: Row, predicted: Row) -> bool:
    return all(gold[slot] == predicted[slot] for slot in EXACT)


def match_claims(gold: Sequence[Row], predicted: Sequence[Row]) -> list[Pair]:
    """Pairs of one document: those that are right in full first, then those that share most words."""
    candidates = [
        (is_exact(g, p), overlap(g, p), -i, -j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g["ledger"] == p["ledger"] and overlap(g, p) >= 0.5 and same_claim_value(value_of(g), value_of(p))
    ]
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs: list[Pair] = []
    for _, _, minus_i, minus_j in sorted(candidates, reverse=True):
        i, j = -minus_i, -minus_j
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def shared_words(one: str | None, other: str | None) -> float:
    """F1 of the words of two names, whatever their case; 1 where both are none."""
    if not one or not other:
        return float(not one and not other)
    words, others = Counter(one.casefold().split()), Counter(other.casefold().split())
    return 2 * (words & others).total() / (words.total() + others.total())


def is_right(slot: str, gold: Row, predicted: Row) -> bool:
    """Whether a slot of a matched claim is right; an asserter is where it shares half of the words."""
    if slot == "asserter":
        return shared_words(gold["asserter"], predicted["asserter"]) >= 0.5
    names = ("sender", "receiver") if slot == "parties" else (slot,)
    return all(gold[name] == predicted[name] for name in names)


def score_slots(documents: Iterable[tuple[Sequence[Row], Sequence[Row]]]) -> dict[str, Score]:
    """Of each slot, how many matched claims have it right."""
    pairs = [pair for gold, predicted in documents for pair in match_claims(gold, predicted)]
    return {slot: Score(sum(is_right(slot, *pair) for pair in pairs), len(pairs), len(pairs)) for slot in SLOTS}


def score_claims(documents: Iterable[tuple[Sequence[Row], Sequence[Row]]]) -> dict[str, Score]:
    """`detection` and `exact` over documents, each given as its gold and its predicted claims."""
    gold = predicted = matched = exact = 0
    for wanted, found in documents:
        pairs = match_claims(wanted, found)
        gold += len(wanted)
        predicted += len(found)
        matched += len(pairs)
        exact += sum(is_exact(g, p) for g, p in pairs)
    return {"detection": Score(matched, predicted, gold), "exact": Score(exact, predicted, gold)}


def score_quantities(sentences: Iterable[tuple[Sequence[Number], Sequence[Number]]]) -> dict[str, Score]:
    """`value`, `value_and_bound`, `ranges` and `false_alarms` over sentences, each its gold and predicted quantities.

    A quantity is its value (two numbers for a range, which equals only a range) and its class of bound. `false_alarms`
    counts, among the sentences without a quantity (`gold`), those in which one was predicted (`hits`).
    """
    gold = predicted = value = bound = ranges = range_hits = empty = alarms = 0
    for wanted, found in sentences:
        spans = [q for q in wanted if len(q[0]) == 2]
        gold += len(wanted)
        predicted += len(found)
        value += most_pairs(wanted, found, lambda a, b: same_number(a[0], b[0]))
        bound += most_pairs(wanted, found, lambda a, b: same_number(a[0], b[0]) and a[1] == b[1])
        ranges += len(spans)
        range_hits += most_pairs(spans, found, lambda a, b: same_number(a[0], b[0]))
        empty += not wanted
        alarms += not wanted and bool(found)
    return {
        "value": Score(value, predicted, gold),
        "value_and_bound": Score(bound, predicted, gold),
        "ranges": Score(range_hits, range_hits, ranges),
        "false_alarms": Score(alarms, alarms, empty),
    }


def same_number(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Equal to a hundred-thousandth; a range equals only a range."""
    return len(one) == len(other) and all(abs(a - b) <= 1e-8 + 1e-5 * abs(a) for a, b in zip(one, other, strict=True))


def most_pairs(one: Sequence[Number], other: Sequence[Number], fits: Callable[[Number, Number], bool]) -> int:
    """How many can be paired one to one at most (augmenting paths)."""
    owner: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j, candidate in enumerate(other):
            if j not in tried and fits(one[i], candidate):
                tried.add(j)
                if j not in owner or place(owner[j], tried):
                    owner[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(one)))
