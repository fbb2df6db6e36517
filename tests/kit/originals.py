"""Sentences as a brief has them, each with its claims: those of real dossiers, and some of every kind that can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from amparo.brief import write_brief
from amparo.brief.checker import check_sentence
from amparo.brief.choose import choose
from amparo.brief.compose import contrast, headline, sentence, support
from amparo.brief.explained import check_explanation
from amparo.brief.phrases import load_phrases
from amparo.model import Claim, Sentence
from amparo.model.claim import BOUNDS, HEDGES
from amparo.reconcile import Account
from kit.briefs import words
from kit.claims import PACK, claim


@dataclass(frozen=True)
class Original:
    """A sentence and its claims, and how the checker is to take it.

    Attributes:
        made_by: how it is composed from its leading claims (`sentence`, `before`, `headline`, `contrast`, `support`),
            `explanation` where a finding is told, or empty where it is taken from a whole brief.
        leads: the claims that are told, of those cited.
        arithmetic: of the finding told.
    """

    lang: str
    text: str
    claims: tuple[Claim, ...]
    made_by: str = ""
    leads: tuple[Claim, ...] = ()
    voiced: bool = True
    origins: int | None = None
    arithmetic: str = ""


def refused(made: Original) -> list[str]:
    """Why the checker refuses the sentence; empty where it does not."""
    told = Sentence(made.text, tuple(claim.id for claim in made.claims) or ("a claim that is not there",))
    if made.made_by == "explanation":
        found = check_explanation(told, made.claims, made.arithmetic, load_phrases(PACK, made.lang))
    else:
        found = check_sentence(told, made.claims, PACK, made.lang, made.voiced, made.origins)
    return [f"{fault.kind}: {fault.reason}" for fault in found]


def composed(lang: str, made_by: str, leads: Sequence[Claim]) -> str:
    """The sentence that is made in this way from these claims."""
    language = words(lang)
    if made_by == "headline":
        return headline(leads, language)
    if made_by == "contrast":
        return contrast(leads, language)
    if made_by == "support":
        return support(leads[0], 3, 2, language)
    return sentence(leads, language, before=made_by == "before")


def original(lang: str, made_by: str, *leads: Claim) -> Original:
    """A sentence made from these claims; one of support rests on three documents of two origins."""
    claims = leads
    if made_by == "support":
        claims = tuple(replace(leads[0], doc_id=f"{leads[0].doc_id}{n}") for n in range(3))
    return Original(
        lang,
        composed(lang, made_by, leads),
        claims,
        made_by,
        leads,
        voiced=made_by not in ("headline", "support"),
        origins=2 if made_by == "support" else None,
    )


def of_brief(account: Account, lang: str) -> Iterator[Original]:
    """Every sentence of an account's brief; none may have been refused."""
    brief = write_brief(account, PACK, lang)
    assert brief.refused == ()
    supported = choose(account, PACK, lang).supported
    arithmetic = {finding.id: finding.arithmetic for finding in account.findings}
    for told in (brief.title, *brief.summary, *brief.key_points):
        if told:
            claims = tuple(account.claims[key] for key in told.claims)
            counted = supported is not None and told is brief.summary[-1]
            yield Original(
                lang,
                told.text,
                claims,
                voiced=told is not brief.title and not counted,
                origins=supported.origins if counted and supported else None,
            )
    for told in brief.open_questions:
        if told.claims:
            claims = tuple(account.claims[key] for key in told.claims)
            yield Original(lang, told.text, claims, "explanation", arithmetic=arithmetic[told.findings[0]])


TIES = {"affiliation": "Tren de Aragua", "affiliation_status": "alleged"}
UNITS = {
    "terms": ("person", "year", "month"),
    "people": ("person", "flight", "month", "percent"),
    "money": ("USD", "EUR", "USD/person", "USD/person/year"),
    "facility": ("person", "facility"),
    "legal": ("case",),
    "concern": ("person", "case"),
    "statement": ("person",),
}
VOICES: tuple[dict[str, Any], ...] = (
    {"asserter": None, "publisher": "The Lantern Post"},
    {"asserter": "two officials", "publisher": "The Lantern Post"},
    {"asserter": "the White House", "publisher": "The Harbor Courier"},
    {"asserter": "el juez Rubén Solís", "publisher": "Diario La Ceiba", "lang": "es"},
    {"asserter": "una carta del ministerio", "publisher": "Hora Judicial", "lang": "es"},
)
SIDES: tuple[dict[str, Any], ...] = ({}, {"sender": "GBR", "receiver": "RWA"}, {"sender": None})
SCOPES: tuple[dict[str, str], ...] = (
    {},
    {"nationality": "VEN"},
    TIES,
    {"facility": "CECOT"},
    {"legal_basis": "Title 8"},
    {"group": "women and children"},
    {"nationality": "RWA", "affiliation_status": "alleged"},
)
DATES = ("2025-03-15", None, "2025-03", "2025-04-10/2025-04-12", "2024")
VALUES = (238, 500, 12, 1, 4_760)
SUMS = (15_000_000, 4_760_000, 20_000, 290_000_000, 5_000_000_000)


def claims_by_table() -> Iterator[Claim]:
    """Every ledger, stage, bound, hedge, stance and unit; sides, voices, dates and scopes take turns."""
    turn = 0
    for ledger, spec in PACK.ledgers.items():
        for stage in spec.stages:
            for unit in UNITS[ledger]:
                for bound in BOUNDS:
                    hedges = HEDGES if bound in ("exact", "up_to", "none") else (HEDGES[turn % 4],)
                    for hedge in hedges:
                        stances = ("affirms", "denies") if bound in ("exact", "none") else ("affirms",)
                        for stance in ("denies",) if stage == "denied" else stances:
                            turn += 1
                            yield _claim(turn, ledger, stage, unit, bound, hedge, stance)


def _claim(turn: int, ledger: str, stage: str, unit: str, bound: str, hedge: str, stance: str) -> Claim:
    values = SUMS if ledger == "money" else VALUES
    value: Any = values[turn % 5]
    if value == 1 and bound != "exact":
        value = 40
    if bound == "between":
        value = (value, value * 3)
    if bound in ("none", "vague"):
        value = None
    slots = dict(VOICES[turn % 5])
    if ledger in ("terms", "people", "money"):
        slots |= SIDES[turn % 3]
    else:
        slots |= {"sender": None, "receiver": None}
    if bound == "none":
        slots["quote"] = "the words as they stand there"
        unit = ""
    return claim(
        f"{ledger}.{stage}",
        value,
        bound,
        unit=unit or None,
        hedge=hedge,
        stance=stance,
        when=DATES[turn // 2 % 5],
        scope=SCOPES[turn % 7] if ledger != "statement" else {},
        doc=f"table-{turn}.txt",
        **slots,
    )


def by_table(lang: str) -> Iterator[Original]:
    """Sentences of every kind from claims of every kind."""
    claims = list(claims_by_table())
    for turn, made in enumerate(claims):
        yield original(lang, "before" if turn % 2 else "sentence", made)
    figures = [made for made in claims if made.value is not None and made.stance == "affirms"]
    for turn, made in enumerate(figures):
        if turn % 4 == 0:
            yield original(lang, "support", made)
    for turn, (one, other) in enumerate(zip(figures, figures[7:], strict=False)):
        if (one.ledger, one.stage, one.value) == (other.ledger, other.stage, other.value):
            continue
        if turn % 3 == 0:
            yield original(lang, "headline", one, replace(other, sender=one.sender, receiver=one.receiver))
        if turn % 3 == 1:
            yield original(lang, "contrast", one, other)
        if turn % 3 == 2:
            asserter = one.asserter if turn % 2 and one.lang == other.lang else other.asserter
            yield original(lang, "sentence", one, replace(other, asserter=asserter))
