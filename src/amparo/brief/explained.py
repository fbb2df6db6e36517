"""The explanation of a finding, as a brief asks it, against its claims and its arithmetic."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from amparo.brief.clause import BLANK, Fault, ends_of, holds
from amparo.brief.counts import uncounted
from amparo.brief.marks import whole
from amparo.brief.phrases import Phrases
from amparo.brief.wording import document_forms
from amparo.extract.quantities import find_figures
from amparo.model import Claim, Sentence

_DIGIT = re.compile(r"\d")
_ONE_DECIMAL = 0.06
_CUT = "…"
"""Ends a list of figures of which not all are told."""


def check_explanation(sentence: Sentence, claims: Sequence[Claim], arithmetic: str, phrases: Phrases) -> list[Fault]:
    """What a finding's explanation says that neither its claims, bound included, nor its arithmetic do.

    An explanation names what it is about before a colon (ledger, stages, time) and writes its figures in digits, save
    for a source or an origin that is one. The figures of all its claims are told, unless the list of them is cut.
    """
    if not claims:
        return [Fault("citation", "the explanation cites nothing")]
    reckoned = [end for quantity in find_figures(arithmetic, phrases.lang) for end in ends_of(quantity)]
    told = sentence.text.partition(": ")[2] or sentence.text
    for form in {form for claim in claims for form in document_forms(claim, phrases)}:
        told = whole(form).sub(BLANK, told)
    told, miscounted = uncounted(told, len({claim.doc_id for claim in claims}), phrases)
    faults = [Fault("count", f"{words!r} does not count the documents of its claims") for words in miscounted]
    figures = find_figures(told, phrases.lang)
    for quantity in figures:
        words = told[quantity.start : quantity.end]
        held = [claim for claim in claims if holds(quantity, claim)]
        if held and not any(claim.bound == quantity.bound for claim in held):
            faults.append(Fault("bound", f"{words!r} is read as {quantity.bound}; the claims say {held[0].bound}"))
        if held or (not _DIGIT.search(words) and quantity.value == 1):
            continue
        derived = _DIGIT.search(words) and any(_reckoned(e, quantity.unit, reckoned) for e in ends_of(quantity))
        if not derived:
            faults.append(Fault("figure", f"{words!r} is in none of its claims"))
    for claim in () if _CUT in told else claims:
        if claim.value is not None and not any(holds(q, claim) and q.bound == claim.bound for q in figures):
            faults.append(Fault("citation", f"a cited claim is not told: {claim.bound} {claim.value}"))
    return faults


def _reckoned(value: float, unit: str | None, reckoned: Sequence[float]) -> bool:
    """Whether the value stands in the arithmetic; a ratio of three decimals there is a percentage of one in words."""
    if unit == "percent":
        return any(abs(value - 100 * other) < _ONE_DECIMAL for other in reckoned)
    return any(math.isclose(value, other) for other in reckoned)
