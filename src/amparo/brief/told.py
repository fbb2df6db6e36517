"""Which of a sentence's claims a clause tells, by its figures, the stage its words say, its denial and its bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from amparo.brief.marks import Owners, whole
from amparo.brief.phrases import Phrases
from amparo.brief.reread import holds_any
from amparo.brief.wording import date_forms
from amparo.extract.quantities import Quantity, as_share, find_figures
from amparo.model import Claim

BLANK = "\u0000"
"""Stands for words that a cited claim licenses."""


def told_in(clause: str, claims: Sequence[Claim], phrases: Phrases) -> Owners:
    """Places of the claims that a clause tells: those of its figures, or without one; then of its stage, its denial.

    Where no claim is of the stage that the clause says, those of its figure are: the fault is in the stage.
    """
    text = clause
    for form in {form for claim in claims for form in date_forms(claim.when, phrases)}:
        text = whole(form).sub(BLANK, text)
    figures = find_figures(text, phrases.lang)
    told = [i for i, claim in enumerate(claims) if any(holds(quantity, claim) for quantity in figures)]
    if not figures:
        told = [i for i, claim in enumerate(claims) if claim.value is None]
    told = told or list(range(len(claims)))
    stages = {key for _, keys in stages_told(text, phrases) for key in keys}
    stance = "denies" if holds_any(phrases.common["denial"]["markers"], text) else "affirms"
    bounds = {quantity.bound for quantity in figures}
    told = [i for i in told if (claims[i].ledger, claims[i].stage) in stages] or told
    told = [i for i in told if claims[i].stance == stance] or told
    return frozenset([i for i in told if claims[i].bound in bounds] or told)


def holds(quantity: Quantity, claim: Claim) -> bool:
    """Whether the quantity is the claim's figure, bounds aside."""
    ends = ends_of(quantity)
    if isinstance(claim.value, tuple):
        return len(ends) == 2 and all(_equal(a, b) for a, b in zip(ends, claim.value, strict=True))
    return claim.value is not None and any(_equal(end, claim.value) for end in ends)


def ends_of(quantity: Quantity) -> list[float]:
    """The numbers of a quantity as claims have them; none of vague words."""
    if quantity.bound == "vague":
        return []
    share = as_share(quantity)
    return [end for end in (share.low, share.high) if end is not None]


def stages_told(text: str, phrases: Phrases) -> list[tuple[str, frozenset[tuple[str, str]]]]:
    """The words of a text that say a stage, each with the stages it says."""
    found = [match.group() for match in _stage_pattern(phrases).finditer(text)]
    return [(word, _stages_of(word, phrases)) for word in found]


def _equal(one: float, other: float) -> bool:
    """Whether two numbers are one: sentences write six decimals of a third."""
    return abs(one - other) <= max(5e-7, 1e-9 * max(abs(one), abs(other)))


@cache
def _stage_words(phrases: Phrases) -> tuple[tuple[re.Pattern[str], tuple[str, str]], ...]:
    return tuple(
        (re.compile(_stem(word), re.IGNORECASE), key) for key, stage in phrases.stages.items() for word in stage.words
    )


@cache
def _stage_pattern(phrases: Phrases) -> re.Pattern[str]:
    """Any word that says a stage, the longest first (`non-binding` before `binding`)."""
    words = sorted({word for stage in phrases.stages.values() for word in stage.words}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_stem(word) for word in words)})(?!\w)", re.IGNORECASE)


@cache
def _stages_of(word: str, phrases: Phrases) -> frozenset[tuple[str, str]]:
    return frozenset(key for pattern, key in _stage_words(phrases) if pattern.fullmatch(word))


def _stem(word: str) -> str:
    return re.escape(word.rstrip("*")).replace(r"\ ", r"\s+") + (r"\w*" if word.endswith("*") else "")
