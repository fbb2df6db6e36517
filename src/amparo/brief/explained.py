"""The explanation of a finding, as a brief asks it, against its claims and its arithmetic."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from amparo.brief.clause import Fault
from amparo.brief.counts import uncounted
from amparo.brief.marks import flat, whole
from amparo.brief.phrases import Phrases
from amparo.brief.told import BLANK, ends_of, holds
from amparo.brief.wording import document_forms
from amparo.extract.quantities import Quantity, find_figures
from amparo.model import Claim, Sentence
from amparo.reconcile.findings.explain import SIGNS

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
    reckoned = _reckoned(arithmetic)
    told = sentence.text.partition(": ")[2] or sentence.text
    for form in {form for claim in claims for form in document_forms(claim, phrases)}:
        told = whole(form).sub(BLANK, told)
    told = _without_quotations(told, claims, phrases)
    told, miscounted = uncounted(told, len({claim.document for claim in claims}), phrases)
    faults = [Fault("count", f"{words!r} does not count the documents of its claims") for words in miscounted]
    figures = find_figures(told, phrases.lang)
    for quantity in figures:
        words = told[quantity.start : quantity.end]
        held = [claim for claim in claims if holds(quantity, claim)]
        if held and not any(claim.bound == quantity.bound for claim in held):
            faults.append(Fault("bound", f"{words!r} is read as {quantity.bound}; the claims say {held[0].bound}"))
        if held or (not _DIGIT.search(words) and quantity.value == 1):
            continue
        if not _DIGIT.search(words) or not any(_derived(end, quantity, reckoned) for end in ends_of(quantity)):
            faults.append(Fault("figure", f"{words!r} is in none of its claims"))
    for claim in () if _CUT in told else claims:
        if claim.value is not None and not any(holds(q, claim) and q.bound == claim.bound for q in figures):
            faults.append(Fault("citation", f"a cited claim is not told: {claim.bound} {claim.value}"))
    return faults


def _without_quotations(text: str, claims: Sequence[Claim], phrases: Phrases) -> str:
    """The text without what it quotes verbatim from a claim: figures in there are the document's."""
    before, after = (re.escape(sign) for sign in str(phrases.common["quote"]).split("{words}"))
    quotes = [flat(claim.quote) for claim in claims]

    def blank(match: re.Match[str]) -> str:
        return BLANK if any(quote.startswith(flat(match[1])) for quote in quotes) else match.group()

    return re.sub(rf"{before}([^{after}]+){after}", blank, text)


def _reckoned(arithmetic: str) -> list[tuple[str, float]]:
    """The numbers of an arithmetic, each with its bound."""
    bounds = {sign: bound for bound, sign in SIGNS.items()}
    found = re.findall(rf"([{''.join(bounds)}]?)(\d+(?:\.\d+)?(?:e[+-]?\d+)?)", arithmetic)
    return [(bounds.get(sign, "exact"), float(number)) for sign, number in found]


def _derived(value: float, quantity: Quantity, reckoned: Sequence[tuple[str, float]]) -> bool:
    """Whether a number is reckoned so, bound included; a ratio of three decimals is a percentage of one in words."""
    numbers = [number for bound, number in reckoned if bound == quantity.bound]
    if quantity.unit == "percent":
        return any(abs(value - 100 * number) < _ONE_DECIMAL for number in numbers)
    return any(math.isclose(value, number) for number in numbers)
