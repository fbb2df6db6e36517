"""What tests of briefs share: the words of a language, and a sentence composed from claims."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from amparo.brief.compose import sentence
from amparo.brief.phrases import load_phrases
from amparo.brief.private import load_people, meet
from amparo.brief.voices import load_voices
from amparo.brief.wording import Words
from amparo.model import Claim
from kit.claims import PACK


@cache
def words(lang: str) -> Words:
    """The words of a language for the first pack, as for a dossier of which no name is known yet."""
    phrases = load_phrases(PACK, lang)
    people = meet(load_people(PACK), [], [], [], phrases.common["private"]["name"])
    return Words(phrases, people, load_voices(PACK, lang), set())


def told(lang: str, *claims: Claim, before: bool = False) -> str:
    """The sentence that tells these claims in a language."""
    return sentence(claims, words(lang), before)


def replaced(text: str, *pairs: tuple[str, str]) -> str:
    """`text` with each first form replaced by the second; every one must be there."""
    for old, new in pairs:
        assert old in text, f"{old!r} is not in {text!r}"
        text = text.replace(old, new, 1)
    return text


def ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The ids of claims, in order."""
    return tuple(claim.id for claim in claims)
