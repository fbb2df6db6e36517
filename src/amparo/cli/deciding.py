"""`amparo review` by options: the decisions they ask for, and what each changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amparo.changed import Changed, compare
from amparo.cli.messages import Speaker
from amparo.cli.output import console, plain
from amparo.cli.sentences import said_in
from amparo.dossier import Dossier, Effect, utc_now
from amparo.model import AmparoError, Decision, Idle, claim_record, in_force
from amparo.model.claim import SLOTS
from amparo.model.decision import JOINING, Act

LAST = "last"
"""What `--undo` takes for the newest decision that holds."""
_NUMBERS = ("value", "start", "end")


@dataclass(frozen=True)
class Asked:
    """What the options of `amparo review` ask for."""

    accept: Sequence[str] = ()
    reject: Sequence[str] = ()
    correct: str | None = None
    resolve: str | None = None
    release: str | None = None
    same_line: str | None = None
    other_line: str | None = None
    same_origin: str | None = None
    undo: str | None = None
    other: str | None = None
    changes: Sequence[str] = ()
    reason: str = ""

    def acts(self, say: Speaker) -> list[tuple[Act, str, Mapping[str, Any]]]:
        """The decisions to take. Raises `AmparoError` where options do not go together."""
        if self.changes and not self.correct:
            raise AmparoError(say("error.set_alone"))
        if bool(self.other) != bool(self.same_line or self.same_origin):
            raise AmparoError(say("error.with"))
        acts: list[tuple[Act, str, Mapping[str, Any]]] = [("accept", target, {}) for target in self.accept]
        acts += [("reject", target, {}) for target in self.reject]
        if self.correct:
            acts.append(("correct", self.correct, parse_changes(self.changes, say)))
        singles: list[tuple[Act, str | None]] = [
            ("resolve", self.resolve),
            ("release_name", self.release),
            ("same_line", self.same_line),
            ("other_line", self.other_line),
            ("same_origin", self.same_origin),
            ("undo", self.undo),
        ]
        return acts + [(act, target, {}) for act, target in singles if target]


def parse_changes(given: Sequence[str], say: Speaker) -> dict[str, Any]:
    """`SLOT=VALUE` pairs as the changes of a correction. Raises `AmparoError` for a pair without `=`."""
    changes: dict[str, Any] = {}
    for pair in given:
        slot, sign, text = (part.strip() for part in pair.partition("="))
        if not sign or not slot:
            raise AmparoError(say("error.set", given=pair))
        changes[slot] = _slot_value(slot, text)
    return changes


def decide_all(dossier: Dossier, asked: Asked, actor: str, say: Speaker) -> None:
    """Take the decisions that the options ask for, and say what each changed, and all of them together."""
    decisions = [
        _decision(dossier, act, target, changes, asked, actor, say) for act, target, changes in asked.acts(say)
    ]
    before = dossier.standing(say.lang)
    try:
        for decision in decisions:
            tell_effect(dossier.decide(decision, refresh=False), say)
    finally:
        dossier.refresh()
    tell_changed(compare(before, dossier.standing(say.lang)), say)


def apply_hand(dossier: Dossier, actor: str, say: Speaker) -> None:
    """Take in what was written into `hand/`, and say what it changed."""
    before = dossier.standing(say.lang)
    effects = dossier.take_in_hand(actor)
    for effect in effects:
        tell_effect(effect, say)
    print(say("say.hand", count=len(effects)))
    if effects:
        tell_changed(compare(before, dossier.standing(say.lang)), say)


def _decision(
    dossier: Dossier, act: Act, target: str, changes: Mapping[str, Any], asked: Asked, actor: str, say: Speaker
) -> Decision:
    if act == "undo" and target == LAST:
        holding = in_force(dossier.store.decisions())
        if not holding:
            raise AmparoError(say("error.undo_none"))
        target = holding[-1].id
    other = None
    if act in JOINING:
        target, other = dossier.full_name(target), dossier.full_name(asked.other or "")
    return Decision(act, target, actor, utc_now(), asked.reason, changes, other=other)


def tell_effect(effect: Effect, say: Speaker) -> None:
    """Say what was decided, and for a correction each slot it changes."""
    out, decision = console(), effect.decision
    target = " + ".join(name for name in (decision.target, decision.other) if name)
    out.print(plain(say("say.decided", act=say(f"act.{decision.act}"), target=target, id=decision.id)))
    if effect.before and effect.after and decision.act == "correct":
        before, after = claim_record(effect.before), claim_record(effect.after)
        for slot in (*SLOTS, "quote"):
            if before.get(slot) != after.get(slot):
                out.print(plain("  " + say("say.changed", slot=slot, before=before.get(slot), after=after.get(slot))))


def tell_changed(changed: Changed, say: Speaker) -> None:
    """Say how many claims, lines, findings and sentences of the brief are not as they were."""
    counts = {
        "claim": changed.claims,
        "line": changed.lines,
        "opened": changed.opened,
        "closed": changed.closed,
        "sentence": changed.sentences,
    }
    told = [say.count(noun, count) for noun, count in counts.items() if count]
    console().print(plain(say("say.effect", what=", ".join(told)) if told else say("say.no_effect")))


def tell_idle(idle: Iterable[Idle], say: Speaker) -> None:
    """Say on standard error which decisions have no effect now, and why."""
    err = console(error=True)
    for one in idle:
        err.print(plain(say("say.idle", id=one.decision.id, reason=said_in(say.lang, one.reason))))


def _slot_value(slot: str, text: str) -> Any:
    if text in ("", "null", "none") and slot not in ("bound", "hedge"):
        return None
    if slot not in _NUMBERS:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
