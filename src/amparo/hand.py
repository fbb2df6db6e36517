"""What people decide about claims: accepted, rejected, or replaced by what a correction makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from amparo.model import AmparoError, Anchor, Claim, Decision, Idle, InvalidValue, anchor_at, in_force
from amparo.model.claim import SLOTS as SAID
from amparo.model.edtf import edtf_interval

READER = "hand"
"""The reader that a corrected claim names."""

SLOTS = (*SAID, "start", "end")
"""What a correction may change: `scope.nationality` is one part of the scope, `start` and `end` move the quote."""

REVIEWING = ("accept", "correct", "reject")
"""The acts on a claim by itself."""

SCOPE: Mapping[str, tuple[str, ...] | None] = {
    "nationality": None,
    "affiliation": None,
    "affiliation_status": ("alleged", "asserted", "designated", "convicted", "denied"),
    "legal_basis": None,
    "facility": None,
    "group": None,
}
"""The parts of a claim's scope, with their words where these are a closed set."""

_COUNTRY = re.compile(r"[A-Z]{3}")


def correct_claim(claim: Claim, changes: Mapping[str, Any], content: str) -> Claim:
    """The claim that a correction makes: it names the old one and still has to stand on the words it quotes.

    Args:
        claim: the claim as it was.
        changes: slots (see `SLOTS`) and their new values; null empties a slot.
        content: the text the claim stands in, for a quote that is moved.

    Raises:
        AmparoError: a slot is unknown or cannot have that value, nothing changes, or the figure does not stand in the
            quote.
    """
    slots: dict[str, Any] = {}
    scope = dict(claim.scope)
    start, end = claim.anchor.start, claim.anchor.end
    for name, value in changes.items():
        slot, _, part = name.partition(".")
        if slot not in SLOTS or (part and slot != "scope"):
            raise AmparoError(f"{name!r} is no slot of a claim that can be corrected. Use one of: {', '.join(SLOTS)}.")
        if part:
            scope = {k: v for k, v in {**scope, **_scope({part: value})}.items() if v is not None}
        elif slot == "scope":
            scope = {k: v for k, v in _scope(value or {}).items() if v is not None}
        elif slot == "value":
            slots["value"] = _figure(value)
        elif slot == "start":
            start = _offset(slot, value, content)
        elif slot == "end":
            end = _offset(slot, value, content)
        else:
            slots[slot] = value
    anchor: Anchor = claim.anchor
    try:
        if (start, end) != (anchor.start, anchor.end):
            anchor = anchor_at(content, start, end, anchor.fragment)
        if slots.get("when") is not None:
            edtf_interval(str(slots["when"]))
        made = replace(
            claim,
            **slots,
            scope=scope,
            anchor=anchor,
            reader=READER,
            review="corrected",
            supersedes=claim.id,
            reasons=(READER,),
        )
    except InvalidValue as error:
        raise AmparoError(f"This correction cannot be: {error}") from error
    if made == replace(claim, reader=READER, review="corrected", supersedes=claim.id, reasons=(READER,)):
        raise AmparoError(f"This correction changes nothing: claim {claim.id} already says so.")
    return made


def apply_decisions(
    claims: Iterable[Claim],
    corrections: Mapping[str, Claim],
    decisions: Sequence[Decision],
    former: Mapping[str, Claim] | None = None,
) -> list[Claim]:
    """The claims as people left them: accepted, rejected, or replaced by what their correction made.

    Args:
        claims: what the cascade reads today.
        corrections: the claims that corrections made, by the id of the decision.
        decisions: all of them, oldest first; the newest about a claim holds.
        former: claims that were corrected and that the cascade no longer reads so, by id. Their corrections stand, and
            replace what the cascade reads there today.
    """
    former = former or {}
    newest = {d.target: d for d in in_force(decisions) if d.act in REVIEWING}

    def followed(claim: Claim) -> Claim:
        decision = newest.get(claim.id)
        if decision is None:
            return claim
        if decision.act == "correct" and decision.id in corrections:
            return followed(corrections[decision.id])
        return claim.with_review("rejected" if decision.act == "reject" else "accepted")

    stale = [(old, followed(old)) for old in former.values() if old.id in newest and newest[old.id].act == "correct"]
    kept = [
        followed(claim)
        for claim in claims
        if not any(_same_passage(claim, old, made) for old, made in stale if claim.id not in newest)
    ]
    return kept + [made for _, made in stale]


def stale_targets(claims: Iterable[Claim], corrections: Mapping[str, Claim], decisions: Iterable[Decision]) -> set[str]:
    """Ids of corrected claims that are neither read today nor made by a correction: the keys that `former` needs."""
    known = {claim.id for claim in claims} | {claim.id for claim in corrections.values()}
    return {d.target for d in in_force(decisions) if d.act == "correct"} - known


def idle_reviews(
    claims: Iterable[Claim], corrections: Mapping[str, Claim], decisions: Iterable[Decision]
) -> list[Idle]:
    """The reviews in force whose claim is neither read today nor corrected into one that counts."""
    reviews = [d for d in in_force(decisions) if d.act in REVIEWING]
    known = {claim.id for claim in claims}
    made = {d.target: corrections[d.id].id for d in reviews if d.id in corrections}
    while corrected := {old for old, new in made.items() if new in known} - known:
        known |= corrected
    return [Idle(d, f"There is no claim {d.target} in the account now.") for d in reviews if d.target not in known]


def _figure(value: Any) -> float | tuple[float, float] | None:
    if value is None:
        return None
    if isinstance(value, list) and len(value) == 2 and all(_is_number(v) for v in value):
        return (float(value[0]), float(value[1]))
    if _is_number(value):
        return float(value)
    raise AmparoError(
        f"The value {value!r} is no figure. Write a plain number (15000000), a range ([230, 240]), or null."
    )


def _scope(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise AmparoError("The scope is given part by part, such as scope.nationality=VEN, or emptied with null.")
    for part, value in given.items():
        if part not in SCOPE:
            raise AmparoError(f"{part!r} is no part of a claim's scope. Use one of: {', '.join(SCOPE)}.")
        allowed = SCOPE[part]
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise AmparoError(f"scope.{part} is text; got {value!r}.")
        if value is not None and allowed and value not in allowed:
            raise AmparoError(f"scope.{part} is one of {', '.join(allowed)}; got {value!r}.")
        if value is not None and part == "nationality" and not _COUNTRY.fullmatch(value):
            raise AmparoError(f"scope.{part} is an ISO 3166-1 alpha-3 code, such as VEN; got {value!r}.")
    return given


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _offset(slot: str, value: Any, content: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= len(content):
        raise AmparoError(f"{slot} is a character offset between 0 and {len(content)}; got {value!r}.")
    return value


def _same_passage(claim: Claim, old: Claim, made: Claim) -> bool:
    """Whether `claim` is what the cascade reads today where it once read `old`, which a person made into `made`."""
    start, end = max(claim.anchor.start, old.anchor.start), min(claim.anchor.end, old.anchor.end)
    shorter = min(len(claim.quote), len(old.quote))
    return (
        claim.doc_id == old.doc_id
        and claim.ledger in (old.ledger, made.ledger)
        and claim.value in (old.value, made.value)
        and 2 * (end - start) >= shorter
    )
