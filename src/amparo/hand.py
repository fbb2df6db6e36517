"""What people decide: applied to the claims, and kept as YAML in `hand/` that a person can read, edit and hand on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

import yaml

from amparo.model import AmparoError, Anchor, Claim, Decision, InvalidValue, anchor_at, canonical
from amparo.model.claim import SLOTS as SAID
from amparo.model.decision import Act
from amparo.model.edtf import edtf_interval

READER = "hand"
"""The reader that a corrected claim names."""

SLOTS = (*SAID, "start", "end")
"""What a correction may change: `scope.nationality` is one part of the scope, `start` and `end` move the quote."""

SCOPE: Mapping[str, tuple[str, ...] | None] = {
    "nationality": None,
    "affiliation": None,
    "affiliation_status": ("alleged", "asserted", "designated", "convicted", "denied"),
    "legal_basis": None,
    "facility": None,
    "group": None,
}
"""The parts of a claim's scope, with their words where these are a closed set."""

FILE = "decisions.yaml"
_COUNTRY = re.compile(r"[A-Z]{3}")
_HEADER = """\
# Decisions of people about claims and findings, oldest first. You may add or change entries by hand;
# `amparo add` and `amparo review --apply` take them in. To undo a decision, add a newer one.
# Decisiones de personas sobre afirmaciones y hallazgos, de la más antigua a la más nueva. Puede añadir o cambiar
# entradas a mano; `amparo add` y `amparo review --apply` las incorporan. Para deshacer una decisión, añada otra.
version: 1
decisions:
"""
_KEYS = ("id", "act", "target", "actor", "at", "reason", "changes", "supersedes", "quote")


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
    replaced = {d.supersedes for d in decisions}
    reviews = ("accept", "correct", "reject")
    newest = {d.target: d for d in decisions if d.act in reviews and d.id not in replaced}

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
    return {d.target for d in decisions if d.act == "correct"} - known


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file in `hand/`, as written. `place` names file and entry for an error."""

    place: str
    act: Act
    target: str
    id: str | None
    actor: str | None
    at: str | None
    reason: str
    changes: Mapping[str, Any]
    supersedes: str | None

    def says(self, decision: Decision) -> bool:
        """Whether the decision is what the entry says."""
        return (self.act, self.target, self.reason, canonical(self.changes)) == (
            decision.act,
            decision.target,
            decision.reason,
            canonical(decision.changes),
        )

    def decision(self, actor: str, at: str, supersedes: str | None) -> Decision:
        """The decision the entry asks for. Raises `AmparoError` naming the entry where it is none."""
        try:
            return Decision(self.act, self.target, actor, at, self.reason, self.changes, supersedes)
        except InvalidValue as error:
            raise AmparoError(f"{self.place}: {error}") from error


def read_hand(folder: Path) -> list[Entry]:
    """The entries of all YAML files in `hand/`, files by name. Raises `AmparoError` naming file, entry and remedy."""
    entries: list[Entry] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            data = yaml.load(path.read_text(encoding="utf-8"), Loader=_PlainLoader)  # noqa: S506  (a safe loader)
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise AmparoError(f"hand/{path.name} cannot be read as YAML: {error}. Mend the place it names.") from error
        listed = data.get("decisions") or [] if isinstance(data, dict) else None
        if not isinstance(listed, list):
            raise AmparoError(f"hand/{path.name} must hold `decisions:` with a list below it.")
        entries.extend(_entry(f"hand/{path.name}, entry {i + 1}", item) for i, item in enumerate(listed))
    return entries


def new_decisions(entries: Iterable[Entry], known: Sequence[Decision], actor: str, now: str) -> list[Decision]:
    """The decisions that the entries ask for and that are not known yet.

    An entry whose decision is known under its id, but which now says something else, was edited: it becomes a new
    decision that supersedes the old one.
    """
    every = list(known)
    made: list[Decision] = []
    for entry in entries:
        old = next((d for d in every if entry.id and d.id == entry.id), None)
        if old is None and any(entry.says(d) and entry.at in (None, d.at) for d in every):
            continue
        if old is not None and (entry.says(old) or any(entry.says(d) and d.supersedes == old.id for d in every)):
            continue
        at = now if old else entry.at or now
        decision = entry.decision(entry.actor or actor, at, old.id if old else entry.supersedes)
        every.append(decision)
        made.append(decision)
    return made


def write_hand(folder: Path, decision: Decision, quote: str) -> None:
    """Append a decision to `hand/decisions.yaml`; `quote` is for the person who reads it.

    Raises `AmparoError` where the file cannot be written.
    """
    item: dict[str, Any] = {
        "id": decision.id,
        "act": decision.act,
        "target": decision.target,
        "actor": decision.actor,
        "at": decision.at,
    }
    optional = {
        "reason": decision.reason,
        "changes": dict(decision.changes),
        "supersedes": decision.supersedes,
        "quote": quote,
    }
    item.update({key: value for key, value in optional.items() if value})
    entry = yaml.safe_dump([item], allow_unicode=True, sort_keys=False, width=120)
    path = folder / FILE
    try:
        folder.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else _HEADER
        part = folder / f".{FILE}.{os.getpid()}"
        part.write_text(before.rstrip("\n") + "\n" + entry, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise AmparoError(f"{path} cannot be written: {error.strerror or error}. Check its permissions.") from error


class _PlainLoader(yaml.SafeLoader):
    """YAML without dates: `2025-03-15` stays the text that a claim's `when` and a decision's `at` are."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _entry(place: str, item: Any) -> Entry:
    if not isinstance(item, dict):
        raise AmparoError(f"{place} must be a mapping with at least `act` and `target`.")
    unknown = [str(key) for key in item if key not in _KEYS]
    if unknown:
        raise AmparoError(f"{place}: {', '.join(unknown)} is not a key known here. Use: {', '.join(_KEYS)}.")
    if item.get("act") not in get_args(Act):
        raise AmparoError(f"{place}: `act` is {item.get('act')!r}. Use one of: {', '.join(get_args(Act))}.")
    if not item.get("target"):
        raise AmparoError(f"{place}: `target` is missing. Write the id of the claim or finding.")
    changes = item.get("changes") or {}
    if not isinstance(changes, dict):
        raise AmparoError(f"{place}: `changes` must be a mapping of slots to values.")
    return Entry(
        place=place,
        act=item["act"],
        target=str(item["target"]),
        id=_text(item.get("id")),
        actor=_text(item.get("actor")),
        at=_text(item.get("at")),
        reason=str(item.get("reason") or ""),
        changes=changes,
        supersedes=_text(item.get("supersedes")),
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


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
