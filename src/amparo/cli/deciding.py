"""`amparo review`: decisions by options, and by keyboard with the quote in its context."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import typer

from amparo.cli.messages import Speaker
from amparo.cli.output import console, plain
from amparo.cli.sentences import error_in
from amparo.cli.words import asserter, claim_figure, stage_words
from amparo.dossier import Dossier, Effect, utc_now
from amparo.model import AmparoError, Claim, Decision, claim_record
from amparo.model.claim import SLOTS
from amparo.model.decision import Act

_NUMBERS = ("value", "start", "end")


@dataclass(frozen=True)
class Asked:
    """What the options of `amparo review` ask for."""

    accept: Sequence[str] = ()
    reject: Sequence[str] = ()
    correct: str | None = None
    resolve: str | None = None
    release: str | None = None
    changes: Sequence[str] = ()
    reason: str = ""

    def acts(self, say: Speaker) -> list[tuple[Act, str, Mapping[str, Any]]]:
        """The decisions to take. Raises `AmparoError` where options do not go together."""
        if self.changes and not self.correct:
            raise AmparoError(say("error.set_alone"))
        acts: list[tuple[Act, str, Mapping[str, Any]]] = [("accept", target, {}) for target in self.accept]
        acts += [("reject", target, {}) for target in self.reject]
        if self.correct:
            acts.append(("correct", self.correct, parse_changes(self.changes, say)))
        if self.resolve:
            acts.append(("resolve", self.resolve, {}))
        if self.release:
            acts.append(("release_name", self.release, {}))
        return acts


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
    """Take the decisions that the options ask for, and say what each changed."""
    decisions = [
        Decision(act, target, actor, utc_now(), asked.reason, changes) for act, target, changes in asked.acts(say)
    ]
    try:
        for decision in decisions:
            tell_effect(dossier.decide(decision, refresh=False), say)
    finally:
        dossier.refresh()


def tell_effect(effect: Effect, say: Speaker) -> None:
    """Say what a decision changed."""
    out = console()
    out.print(plain(say("say.decided", act=say(f"act.{effect.decision.act}"), target=effect.decision.target)))
    if effect.before and effect.after and effect.decision.act == "correct":
        before, after = claim_record(effect.before), claim_record(effect.after)
        for slot in (*SLOTS, "quote"):
            if before.get(slot) != after.get(slot):
                out.print(plain("  " + say("say.changed", slot=slot, before=before.get(slot), after=after.get(slot))))


def review_by_keyboard(dossier: Dossier, actor: str | None, say: Speaker) -> None:
    """Walk through the claims that wait for review. Raises `AmparoError` where there is no terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise AmparoError(say("error.terminal"))
    waiting = [claim for claim in dossier.claims() if claim.review == "unreviewed"]
    if not waiting:
        print(say("ask.none"))
        return
    actor = actor or typer.prompt(say("ask.actor"))
    kept = 0
    for number, claim in enumerate(waiting):
        _show(dossier, claim, say("ask.left", done=number + 1, total=len(waiting)), say)
        key = _key(claim, say)
        if key == "q":
            break
        kept += _act(dossier, claim, key, actor, say)
    if kept:
        dossier.refresh()
    print(say("ask.bye", count=kept))


def _act(dossier: Dossier, claim: Claim, key: str, actor: str, say: Speaker) -> int:
    """Do what the key asks for; a correction that cannot be is said and asked for again. Returns decisions kept."""
    while key in ("a", "c", "r"):
        try:
            act: Act = {"a": "accept", "c": "correct", "r": "reject"}[key]  # type: ignore[assignment]
            changes = parse_changes(_lines(lambda: _ask(say("ask.set"))), say) if key == "c" else {}
            reason = "" if key == "a" else _ask(say("ask.reason"))
            decision = Decision(act, claim.id, actor, utc_now(), reason, changes)
            tell_effect(dossier.decide(decision, refresh=False), say)
        except AmparoError as error:
            console(error=True).print(plain(error_in(say.lang, error)))
            key = _key(claim, say)
        else:
            return 1
    return 0


def _show(dossier: Dossier, claim: Claim, count: str, say: Speaker) -> None:
    from rich.text import Text

    out = console()
    before, after = dossier.context(claim)
    out.rule(plain(f"{count} · {claim.doc}"))
    out.print(Text.assemble(plain(before), (str(plain(claim.quote)), "bold reverse"), plain(after)))
    stage = stage_words(dossier.pack, claim.ledger, claim.stage, say.lang)
    out.print(plain(f"\n{stage} · {claim_figure(claim, say)} · {asserter(claim, say)} · {claim.when or '—'}"))
    record = claim_record(claim)
    out.print(
        plain("  ".join(f"{slot}={json.dumps(record[slot], ensure_ascii=False)}" for slot in SLOTS if slot in record))
    )


def _key(claim: Claim, say: Speaker) -> str:
    out = console()
    while True:
        out.print(plain(say("ask.keys")))
        key = typer.getchar().lower()
        if key in ("\x03", "\x04"):
            raise typer.Abort
        if key == "w":
            out.print(plain(", ".join(claim.reasons) or "—"))
        elif key in ("a", "c", "r", "n", "q"):
            return key


def _ask(question: str) -> str:
    answer: str = typer.prompt(question, default="", show_default=False)
    return answer.strip()


def _lines(ask: Callable[[], str]) -> list[str]:
    return list(iter(ask, ""))


def _slot_value(slot: str, text: str) -> Any:
    if text in ("", "null", "none") and slot not in ("bound", "hedge"):
        return None
    if slot not in _NUMBERS:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
