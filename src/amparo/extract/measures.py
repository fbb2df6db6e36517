"""Quantities with the nouns they count: what a figure is a figure of."""

from __future__ import annotations

from collections.abc import Sequence

from amparo.extract.analysis import Measured
from amparo.extract.dates import DateMention
from amparo.extract.language import Language
from amparo.extract.quantities import Quantity, as_share
from amparo.extract.tokens import Sentence
from amparo.packs import Pack

_SKIPPED_KINDS = frozenset(("ordinal", "vote", "score", "age"))
_NOUN_WINDOW = 7
_STOP = frozenset(',;:.!?()“”"«»—–[]')


def measure(
    sentence: Sentence,
    content: str,
    quantities: Sequence[Quantity],
    dates: Sequence[DateMention],
    language: Language,
    pack: Pack,
    lang: str,
) -> list[Measured]:
    """The quantities of a sentence with their nouns; ages, votes, ordinals, scores and parts of dates are left out."""
    out = []
    for quantity in map(as_share, quantities):
        if quantity.kind in _SKIPPED_KINDS or any(d.start < quantity.end and quantity.start < d.end for d in dates):
            continue
        first = sentence.at(quantity.start)
        last = sentence.at(quantity.end - 1) + 1
        out.append(_measured(sentence, content, quantity, first, last, language, pack, lang))
    return out


def _measured(
    sentence: Sentence,
    content: str,
    quantity: Quantity,
    first: int,
    last: int,
    language: Language,
    pack: Pack,
    lang: str,
) -> Measured:
    unit = quantity.unit
    if unit is not None:
        family = "rate" if "/" in unit and not unit.startswith("percent") else "money" if _currency(unit) else unit
        return Measured(first, last, first, last, quantity, unit, family, -1)
    end = last
    tokens = sentence.tokens
    linker = tokens[end].low in ("de", "of") if end < len(tokens) else False
    if linker:
        end += 1
    begin = end
    limit = min(len(tokens), begin + _NOUN_WINDOW)
    while end < limit:
        low = tokens[end].low
        if (
            low in _STOP
            or low in language.grammar.openers
            or low in language.grammar.prepositions
            or low in language.auxiliary_forms
        ):
            break
        end += 1
    while end > begin:
        found = pack.units.unit_of(content[tokens[begin].start : tokens[end - 1].end], lang)
        if found is not None:
            head = begin + 1
            while head < end and pack.units.unit_of(content[tokens[begin].start : tokens[head - 1].end], lang) is None:
                head += 1
            while head < end and pack.units.unit_of(content[tokens[head].start : tokens[head].end], lang) == found:
                head += 1
            return Measured(first, head, first, last, quantity, found, found, head - 1)
        break
    bare = end == begin or tokens[begin].low in language.grammar.adverbs or _verb_like(language, tokens[begin].low)
    return Measured(first, last, first, last, quantity, None, "bare" if bare or linker else "other", -1)


def _currency(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper()


def _verb_like(language: Language, word: str) -> bool:
    return any(tag in ("past", "pres", "part") for _, tag in language.forms.get(word, ()))
