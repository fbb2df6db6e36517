"""Whether a clause has the words of a phrase whole and in order, the hedge where the phrase has it.

So that nothing that a phrase says is left out of it: `approved or set aside`, `in custody before transfer`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from amparo.brief.phrases import Phrases
from amparo.model import Claim

_PIECE = re.compile(r"\[([^\[\]]*)\]|\(([^()|]*)\|([^()|]*)\)|\{(\w+)\}|([^\W\d_]+)")
_ALWAYS = {"what", "h"}
"""Slots that every claim fills."""


def shaped(clause: str, claim: Claim, phrases: Phrases, voiced: bool) -> bool:
    """Whether one of the phrases that can tell the claim stands in the clause; a title has the short one."""
    adverb = "" if claim.hedge == "none" else str(phrases.common["hedges"][claim.hedge]["adverb"])
    contractions = tuple((apart.split()[0], together) for apart, together in phrases.common["contractions"].items())
    return any(
        _pattern(template, adverb, contractions).search(clause) is not None
        for template in (_reachable(claim, phrases) if voiced else _short(claim, phrases))
    )


def _reachable(claim: Claim, phrases: Phrases) -> Iterator[str]:
    """The templates up to the first that every claim can fill, and the pack's fallback."""
    *templates, last = phrases.templates(claim)
    for template in templates:
        yield template
        required = re.sub(r"\[[^\[\]]*\]", "", template)
        if set(re.findall(r"\{(\w+)\}", required)) <= _ALWAYS:
            break
    yield last


def _short(claim: Claim, phrases: Phrases) -> Iterator[str]:
    stage = phrases.stage(claim.ledger, claim.stage)
    yield stage.short if stage else "{what}"


@cache
def _pattern(template: str, adverb: str, contractions: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return re.compile(_written(template, adverb, contractions), re.IGNORECASE)


def _written(template: str, adverb: str, contractions: tuple[tuple[str, str], ...]) -> str:
    """A template as a regular expression: a slot is any text, an option may be missing."""
    pieces = []
    for option, one, other, slot, word in (match.groups() for match in _PIECE.finditer(template)):
        if option is not None:
            pieces.append(f"(?:{_written(option, adverb, contractions)})?")
        elif one is not None:
            pieces.append(rf"(?<!\w)(?:{re.escape(one)}|{re.escape(other)})(?!\w)")
        elif slot == "h":
            pieces.append(re.escape(adverb))
        elif slot:
            pieces.append(".+?")
        else:
            forms = [word, *(together for apart, together in contractions if apart == word)]
            pieces.append(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
    return r"\W*".join(piece for piece in pieces if piece)
