"""The words that claims license: those of the phrases that may tell just these claims, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from babel.numbers import get_currency_name, get_currency_symbol

from amparo.brief.phrases import Phrases
from amparo.brief.wording import CURRENCY, uncounted_phrase
from amparo.model import Claim

_WORD = re.compile(r"[^\W\d_]+")
_SLOT = re.compile(r"\{\w+\}")


def words_in(text: str, phrases: Phrases) -> list[str]:
    """The words of a text, in lower case, a negation together with what it negates; its slots are none."""
    words: list[str] = []
    for word in _WORD.findall(_SLOT.sub(" ", text).lower()):
        if words and words[-1] in phrases.common["negations"]:
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def licensed_words(claims: Sequence[Claim], phrases: Phrases) -> frozenset[str]:
    """What a clause that tells `claims` may be made of, beside figures, names, dates, voices and quotations.

    The denial is licensed by a claim that denies, a hedge by one that has it, a unit by one that counts it.
    """
    return _always(phrases).union(*(_of(claim, phrases) for claim in claims))


@cache
def _always(phrases: Phrases) -> frozenset[str]:
    """The words of every sentence: who says it, that accounts differ, in how many documents a figure stands."""
    common = phrases.common
    texts = [common["attribution"][place] for place in ("before", "after")]
    texts += [common["attribution"]["relayed"], common["differ"], common["support"], common["rounded"]]
    texts += [*common["contractions"].values(), *common["private"].values()]
    return frozenset(word for text in texts for word in words_in(text, phrases))


def _of(claim: Claim, phrases: Phrases) -> frozenset[str]:
    return frozenset(word for text in _texts(claim, phrases) for word in words_in(text, phrases))


def _texts(claim: Claim, phrases: Phrases) -> Iterator[str]:
    common = phrases.common
    yield from phrases.templates(claim)
    if stage := phrases.stage(claim.ledger, claim.stage):
        yield stage.short
    if claim.hedge != "none":
        yield common["hedges"][claim.hedge]["adverb"]
    if claim.stance == "denies":
        yield from (common["denial"]["voiced"], common["denial"]["unvoiced"])
    if claim.scope.get("affiliation_status") or claim.scope.get("affiliation"):
        yield str(affiliation_row(claim, phrases)["phrase"])
    if claim.value is None:
        yield uncounted_phrase(claim, phrases)
    else:
        yield common["bounds"][claim.bound]
        yield from (row[form] for row in common["magnitudes"] for form in ("one", "other"))
        yield from _money(claim, phrases)
    yield from unit_nouns(claim, phrases)
    yield from rate_words(claim, phrases)


def _money(claim: Claim, phrases: Phrases) -> Iterator[str]:
    """The name and the sign of the currency that the claim's figure is in."""
    code = (claim.unit or "").split("/")[0]
    if CURRENCY.fullmatch(code):
        own = phrases.common["currencies"].get(code, {})
        yield from own.values()
        yield from (get_currency_name(code, count, locale=phrases.lang) for count in (1, 2))
        yield get_currency_symbol(code, locale=phrases.lang)


def affiliation_row(claim: Claim, phrases: Phrases) -> Mapping[str, str | Iterable[str]]:
    """How the language says in which way the claim's people belong to a group: the phrase, and what marks it."""
    rows: Mapping[str, Mapping[str, str | Iterable[str]]] = phrases.common["affiliation"]
    return rows.get(claim.scope.get("affiliation_status") or "none", rows["none"])


def unit_nouns(claim: Claim, phrases: Phrases) -> list[str]:
    """The nouns for what the claim counts; none for money, which its figure has with it."""
    forms = phrases.common["units"].get((claim.unit or "").split("/")[0], {})
    return [form.format(n="").strip() for form in forms.values()]


def rate_words(claim: Claim, phrases: Phrases) -> list[str]:
    """What turns the claim's figure into a rate: `per person`, `al año`."""
    return [phrases.common["per"].get(rate, f"/ {rate}") for rate in (claim.unit or "").split("/")[1:]]
