"""Our own sentences read again with the cascade that read the documents: the second lock of the checker.

A sentence is read clause by clause, as if a document said it, without what the checker sets against the claims' own
words (quotations, voices, facilities, nationalities: of these the cascade would draw conclusions). Every figure that it
finds must be one of a cited claim: the same value and unit, bound, hedge, stance and stage, between no other countries.
What it does not read is left to the checker's own words; so are a hedge or a denial that it passes over or takes for
another while the clause has the word for it, and the stages that the pack lists under `read_as`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from amparo.brief.phrases import Phrases
from amparo.extract import extract_claims
from amparo.model import Block, Claim, Text
from amparo.packs import Pack

LEFT_OUT = "…"
"""Stands for words that are checked against the documents' own."""

_CLAUSES = re.compile(r";(?=\s|$)")
_NO_DOCUMENT = "0" * 64


@dataclass(frozen=True, slots=True)
class Misread:
    """A figure that the cascade reads in a clause as no cited claim has it: in which slot, and what it reads."""

    slot: str
    figure: str
    read: str
    told: str


def reread(sentence: str, claims: Sequence[Claim], pack: Pack, phrases: Phrases) -> list[Misread]:
    """What the cascade reads in `sentence` that is in none of `claims`; `LEFT_OUT` stands for names and quotations."""
    return [
        found
        for clause in clauses_of(sentence)
        for read in read_clause(clause, pack, phrases.lang)
        if read.value is not None
        for found in _compared(read, clause, claims, phrases)
    ]


def clauses_of(sentence: str) -> list[str]:
    """The clauses of a sentence that has no quotations."""
    return [clause.strip() for clause in _CLAUSES.split(sentence) if clause.strip()]


def read_clause(clause: str, pack: Pack, lang: str) -> list[Claim]:
    """The claims that the cascade reads in a clause by itself."""
    text = Text("brief", _NO_DOCUMENT, clause, lang, "brief/1", (Block(0, len(clause)),))
    return extract_claims(text, pack)


def _compared(read: Claim, clause: str, claims: Sequence[Claim], phrases: Phrases) -> Iterator[Misread]:
    """The first slot in which none of the claims that agree so far agrees with what is read."""
    tests: list[tuple[str, Callable[[Claim], bool], Callable[[Claim], object]]] = [
        ("figure", lambda c: _ends(c) >= _ends(read), lambda c: c.value),
        ("unit", lambda c: read.unit is None or c.unit is None or c.unit == read.unit, lambda c: c.unit),
        ("bound", lambda c: c.bound == read.bound, lambda c: c.bound),
        ("stage", lambda c: _stage_fits(c, read, phrases), lambda c: f"{c.ledger}/{c.stage}"),
        ("hedge", lambda c: c.hedge == read.hedge or _hedge_worded(c, read, clause, phrases), lambda c: c.hedge),
        ("stance", lambda c: c.stance == read.stance or _denial_worded(c, clause, phrases), lambda c: c.stance),
        ("party", lambda c: _countries(read) <= _countries(c), lambda c: ", ".join(sorted(_countries(c)))),
    ]
    fitting = list(claims)
    for slot, fits, shown in tests:
        found = [claim for claim in fitting if fits(claim)]
        if not found:
            yield Misread(slot, read.quote, str(shown(read)), str(shown(fitting[0])) if fitting else "")
            return
        fitting = found


def _ends(claim: Claim) -> frozenset[float]:
    if isinstance(claim.value, tuple):
        return frozenset(claim.value)
    return frozenset() if claim.value is None else frozenset({claim.value})


def _countries(claim: Claim) -> frozenset[str]:
    """The sides of a claim, whichever is which: who stands where is the checker's own question."""
    return frozenset(code for code in (claim.sender, claim.receiver) if code)


def _stage_fits(claim: Claim, read: Claim, phrases: Phrases) -> bool:
    if (claim.ledger, claim.stage) == (read.ledger, read.stage):
        return True
    stage = phrases.stage(claim.ledger, claim.stage)
    return stage is not None and f"{read.ledger}.{read.stage}" in stage.read_as.get(phrases.kind_of(claim.unit), ())


def _hedge_worded(claim: Claim, read: Claim, clause: str, phrases: Phrases) -> bool:
    """Whether the clause has the word for the claim's hedge, or for the alleged membership that was taken for one."""
    if claim.hedge == "none":
        alleged = claim.scope.get("affiliation_status") == read.hedge == "alleged"
        return alleged and holds_any(phrases.common["affiliation"]["alleged"]["markers"], clause)
    return holds_any(phrases.common["hedges"][claim.hedge]["markers"], clause)


def _denial_worded(claim: Claim, clause: str, phrases: Phrases) -> bool:
    return claim.stance == "denies" and holds_any(phrases.common["denial"]["markers"], clause)


def holds_any(markers: Iterable[str], text: str) -> bool:
    """Whether one of the markers stands in the text as whole words, in any case."""
    return any(re.search(rf"(?<!\w){re.escape(marker)}(?!\w)", text, re.IGNORECASE) for marker in markers)
