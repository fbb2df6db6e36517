"""Our own sentences read again with the cascade that read the documents: the second lock of the checker.

A sentence is read clause by clause, quotations left out, as if a document said it. Every figure the cascade finds in it
must be one of a cited claim: the same value and unit, bound, hedge, stance and stage, between no other countries. What
the cascade does not read is left to the checker's own words; so are a hedge or a denial that it is known to pass over
while the clause has the word for it, and the stages that the pack lists under `read_as`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from amparo.brief.phrases import Phrases
from amparo.extract import extract_claims
from amparo.model import Block, Claim, Text
from amparo.packs import Pack

QUOTED = "…"
"""Stands for a quotation, which is checked against the documents' own words."""

_CLAUSES = re.compile(r";(?=\s|$)")
_NO_DOCUMENT = "0" * 64


@dataclass(frozen=True, slots=True)
class Misread:
    """A figure that the cascade reads in a clause as no cited claim has it: in which slot, and what it reads."""

    slot: str
    figure: str
    read: str
    told: str


def reread(
    sentence: str, claims: Sequence[Claim], voices: Iterable[str], pack: Pack, phrases: Phrases
) -> list[Misread]:
    """What the cascade reads in `sentence` that is in none of `claims`.

    Args:
        voices: the forms in which the claims' sources are named, whose words are not the sentence's own.
    """
    named = sorted(set(voices), key=len, reverse=True)
    return [
        found
        for clause in clauses_of(sentence, phrases)
        for read in read_clause(clause, pack, phrases.lang)
        if read.value is not None and not _in_a_name(read, clause, named)
        for found in _compared(read, clause, claims, phrases)
    ]


def clauses_of(sentence: str, phrases: Phrases) -> list[str]:
    """The clauses of a sentence, each quotation a single sign."""
    before, after = (re.escape(mark) for mark in str(phrases.common["quote"]).split("{words}"))
    plain = re.sub(f"{before}[^{after}]*{after}", f"{before}{QUOTED}{after}", sentence)
    return [clause.strip() for clause in _CLAUSES.split(plain) if clause.strip()]


def read_clause(clause: str, pack: Pack, lang: str) -> list[Claim]:
    """The claims that the cascade reads in a clause by itself."""
    text = Text("brief", _NO_DOCUMENT, clause, lang, "brief/1", (Block(0, len(clause)),))
    return extract_claims(text, pack)


def _in_a_name(read: Claim, clause: str, named: Iterable[str]) -> bool:
    """Whether the figure stands within the name of a source: "emails between the two governments"."""
    for name in named:
        at = clause.find(name)
        while at >= 0:
            if at <= read.anchor.start and read.anchor.end <= at + len(name):
                return True
            at = clause.find(name, at + 1)
    return False


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
    return (
        read.hedge == "none"
        and claim.hedge != "none"
        and holds_any(phrases.common["hedges"][claim.hedge]["markers"], clause)
    )


def _denial_worded(claim: Claim, clause: str, phrases: Phrases) -> bool:
    return claim.stance == "denies" and holds_any(phrases.common["denial"]["markers"], clause)


def holds_any(markers: Iterable[str], text: str) -> bool:
    """Whether one of the markers stands in the text as whole words, in any case."""
    return any(re.search(rf"(?<!\w){re.escape(marker)}(?!\w)", text, re.IGNORECASE) for marker in markers)
