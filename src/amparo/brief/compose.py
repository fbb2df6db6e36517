"""Sentences composed from claims: a template for the act, the figure with its bound, the hedge, who says so, when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from amparo.brief.countries import bare_country
from amparo.brief.wording import (
    Words,
    asserter_voice,
    contracted,
    country,
    date_phrase,
    figure_phrase,
    people_phrase,
    proper,
    publisher_voice,
    quoted,
    relayed_voice,
    whole_words,
)
from amparo.model import Claim

_OPTION = re.compile(r"\[([^\[\]]*)\]")
_NUMBER = re.compile(r"\(([^()|]*)\|([^()|]*)\)")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Told:
    """One claim in words: the clause, whose word it is, and the exact words where the clause alone says too little.

    `denied` is set where the clause is what the voice denies.
    """

    clause: str
    voice: str
    quote: str = ""
    denied: bool = False
    voiced: bool = True


def tell(claim: Claim, words: Words, brief: bool = False) -> Told:
    """A claim in words. `brief` leaves out sending side and date, for a clause that follows one that has them."""
    phrases = words.phrases
    slots = _slots(claim, words, dated=not brief)
    if brief:
        slots["sender"] = ""
    template = next(t for t in phrases.templates(claim) if _complete(t, slots))
    hedged, denial = phrases.states(template, claim, f"_{claim.hedge}"), phrases.states(template, claim, "denies")
    slots["h"] = "" if claim.hedge == "none" or hedged else phrases.common["hedges"][claim.hedge]["adverb"]
    clause = fill(template, slots, plural=_plural(claim))
    last = template in (phrases.fallback, phrases.fallback_none)
    if not last:
        clause = " ".join([clause, *_tails(claim, template, words, "" if "{date}" in template else slots["date"])])
    asserter = None if "{doer}" in template else asserter_voice(claim, words)
    voice = relayed_voice(claim, words) if claim.stance == "affirms" and asserter else asserter
    told_alone = claim.value is not None and not last
    return Told(
        clause=contracted(clause, words.phrases),
        voice=voice or publisher_voice(claim, words),
        quote="" if told_alone else quoted(whole_words(claim), claim.lang, words),
        denied=claim.stance == "denies" and not denial,
        voiced=asserter is not None,
    )


def headline_clause(claim: Claim, words: Words) -> str:
    """A claim as a headline has it: figure and stage, hedge in brackets."""
    phrases = words.phrases
    stage = phrases.stage(claim.ledger, claim.stage)
    what = figure_phrase(claim, words)
    text = fill(stage.short, {"what": what}, _plural(claim)) if stage else what
    if stage and claim.value is not None and "{what}" not in stage.short:
        text = f"{text}: {what}"
    if claim.hedge == "none":
        return text
    adverb = str(phrases.common["hedges"][claim.hedge]["adverb"]).strip(" ,")
    return f"{text} ({adverb})"


def headline(claims: Sequence[Claim], words: Words) -> str:
    """A title: the parties, where all claims share them, and the clauses."""
    clauses = "; ".join(headline_clause(claim, words) for claim in claims)
    pairs = {(claim.sender, claim.receiver) for claim in claims}
    sender, receiver = pairs.pop()
    if pairs or not sender or not receiver:
        return capitalised(clauses)
    common = words.phrases.common
    parties = common["parties"].format(
        sender=bare_country(sender, words.lang), receiver=bare_country(receiver, words.lang)
    )
    return str(common["headline"].format(parties=parties, clauses=clauses))


def sentence(claims: Sequence[Claim], words: Words, before: bool = False) -> str:
    """One sentence that tells the claims in order, each with its voice; a shared voice is named once, in front."""
    told = [tell(claim, words, brief=i > 0 and _same_parties(claims[i - 1], claim)) for i, claim in enumerate(claims)]
    if len(told) > 1 and len({t.voice for t in told}) == 1 and not any(t.denied or t.quote for t in told):
        text = _attributed("; ".join(t.clause for t in told), told[0].voice, words, before=True)
    else:
        text = "; ".join(_one(t, words, before) for t in told)
    return finished(text)


def contrast(claims: Sequence[Claim], words: Words) -> str:
    """One sentence that sets claims that exclude each other side by side."""
    clauses = "; ".join(_one(tell(claim, words), words, before=False) for claim in claims)
    return finished(str(words.phrases.common["differ"].format(clauses=clauses)))


def support(claim: Claim, documents: int, origins: int, words: Words) -> str:
    """One sentence on how many documents give a figure, and from how many origins."""
    common = words.phrases.common
    return finished(
        str(
            common["support"].format(
                clause=headline_clause(claim, words),
                documents=counted("document", documents, words),
                origins=counted("origin", origins, words),
            )
        )
    )


def counted(noun: str, n: int, words: Words) -> str:
    """`1 document`, `3 documents`."""
    return str(words.phrases.common[noun]["one" if n == 1 else "other"].format(n=n))


def fill(template: str, slots: dict[str, str], plural: bool) -> str:
    """A template with its slots filled: options without their slots fall away, number agrees."""
    text = _OPTION.sub(lambda m: m.group(1) if _complete(m.group(1), slots) else "", template)
    text = _NUMBER.sub(lambda m: m.group(2 if plural else 1), text)
    return " ".join(_SLOT.sub(lambda m: slots.get(m.group(1), ""), text).split())


def capitalised(text: str) -> str:
    """The first letter in upper case."""
    return text[:1].upper() + text[1:]


def finished(text: str) -> str:
    """A sentence with its capital and its full stop."""
    return capitalised(text.strip()) + ("" if text.endswith((".", "?", "!")) else ".")


def _complete(template: str, slots: dict[str, str]) -> bool:
    return all(slots.get(slot) or slot == "h" for slot in _SLOT.findall(_OPTION.sub("", template)))


def _slots(claim: Claim, words: Words, dated: bool) -> dict[str, str]:
    return {
        "what": people_phrase(claim, words),
        "sender": country(claim.sender, words.phrases) if claim.sender else "",
        "receiver": country(claim.receiver, words.phrases) if claim.receiver else "",
        "facility": proper(claim.scope["facility"], words.phrases) if claim.scope.get("facility") else "",
        "doer": asserter_voice(claim, words) or "",
        "date": _date(claim, words) if dated else "",
    }


def _tails(claim: Claim, template: str, words: Words, date: str) -> list[str]:
    common, tails = words.phrases.common, []
    for key in ("facility", "legal_basis"):
        if claim.scope.get(key) and f"{{{key}}}" not in template:
            tails.append(common[key].format(name=proper(claim.scope[key], words.phrases)))
    return [tail for tail in (*tails, date) if tail]


def _date(claim: Claim, words: Words) -> str:
    """When it was, in words; the date of the document alone dates no act."""
    stage = words.phrases.stage(claim.ledger, claim.stage)
    as_of = bool(stage and stage.as_of)
    unsure = claim.when == claim.published and (claim.stance == "denies" or not as_of)
    return date_phrase(None if unsure else claim.when, words.phrases, as_of=as_of)


def _plural(claim: Claim) -> bool:
    """Whether what is told takes its verb in the plural; a sum that is not stated and a place not counted do not."""
    if claim.value is not None:
        return claim.value != 1
    return claim.ledger != "money" and not (claim.ledger == "facility" and claim.bound == "none")


def _same_parties(one: Claim, other: Claim) -> bool:
    return (one.sender, one.receiver) == (other.sender, other.receiver)


def _one(told: Told, words: Words, before: bool) -> str:
    if told.denied:
        denial = words.phrases.common["denial"]["voiced" if told.voiced else "unvoiced"]
        text = denial.format(voice=told.voice, clause=told.clause)
    else:
        text = _attributed(told.clause, told.voice, words, before)
    return f"{text}: {told.quote}" if told.quote else text


def _attributed(clause: str, voice: str, words: Words, before: bool) -> str:
    form = words.phrases.common["attribution"]["before" if before else "after"]
    return contracted(str(form.format(clause=clause, voice=voice)), words.phrases)
