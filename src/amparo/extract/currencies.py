"""Currencies by their names: every one in use, as the Unicode locale data names it, and the bare nouns many share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_currency_name, list_currencies

from amparo.model.numeral_words import fold

_SHORT = 3
_TWO = 2
_STEM = 5
"""Letters of a country's or a people's name that tell it in any of its forms (Kenya, Kenyan)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A currency that a bare noun may mean, and beginnings of words (four letters or more) that tell its country."""

    code: str
    marks: tuple[str, ...]


@cache
def currency_names(lang: str) -> Mapping[str, str]:
    """Full names of the currencies in use (`swedish kronor`, `coronas suecas`), folded, by ISO 4217 code.

    Empty for a language that the locale data does not know.
    """
    names: dict[str, str] = {}
    for code, forms in _forms(lang):
        for form in forms:
            if " " in form:
                names.setdefault(form, code)
    return names


def candidates(lang: str, nouns: Iterable[str]) -> Mapping[str, tuple[Candidate, ...]]:
    """For each bare noun (`kroner`, `pesos`) the currencies it may mean; a noun no currency bears is left out."""
    found: dict[str, list[Candidate]] = {noun: [] for noun in nouns}
    territories = Locale(lang).territories if _known(lang) else {}
    for code, forms in _forms(lang):
        pairs = [form.split() for form in forms]
        names = {word for pair in pairs if len(pair) <= _TWO for word in pair}
        names |= {pair[at] for pair in pairs for at in (0, -1) if pair[at] in found}
        country = fold(territories.get(code[:2], ""))
        for noun in names & found.keys():
            marks = {word[:_STEM] for word in names - {noun} if word[:_STEM] != noun[:_STEM]}
            marks |= {country if " " in country else country[:_STEM]}
            found[noun].append(Candidate(code, tuple(sorted(mark for mark in marks if len(mark) > _SHORT))))
    return {noun: tuple(options) for noun, options in found.items() if options}


def currency_meant(folded: str, options: tuple[Candidate, ...], usual: str | None = None) -> str | None:
    """The currency of a bare noun in a text: the only one, or that of the country the text names most; else None.

    `usual` is the code that the noun means wherever its country is named, or no other country of the noun is.
    """
    if len(options) == 1:
        return options[0].code
    if any(o.code == usual and any(mark in folded for mark in o.marks) for o in options):
        return usual
    counted = sorted(((sum(folded.count(m) for m in o.marks), o.code) for o in options), reverse=True)
    return counted[0][1] if counted[0][0] > counted[1][0] else usual


def _known(lang: str) -> bool:
    try:
        Locale(lang)
    except UnknownLocaleError:
        return False
    return True


@cache
def _forms(lang: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not _known(lang):
        return ()
    in_use = {
        code
        for spans in get_global("territory_currencies").values()
        for code, _, end, tender in spans
        if end is None and tender
    }
    return tuple(
        (code, tuple(sorted({fold(get_currency_name(code, count, lang)) for count in (None, 1, 2)})))
        for code in sorted(in_use & list_currencies(lang))
    )
