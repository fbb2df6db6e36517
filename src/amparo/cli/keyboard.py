"""`amparo review` in a terminal: one claim at a time, one key for each thing that can be decided about it.

The reviewer sees the words as they stand, private names too: whoever reviews holds the documents.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import typer

from amparo.changed import Standing, compare
from amparo.cli.deciding import parse_changes, tell_changed, tell_effect
from amparo.cli.messages import Speaker
from amparo.cli.output import console, indented, plain
from amparo.cli.sentences import error_in
from amparo.cli.words import asserter, claim_figure, line_title, stage_words
from amparo.dossier import Dossier, utc_now
from amparo.model import AmparoError, Claim, Decision, claim_record
from amparo.model.claim import SLOTS
from amparo.model.decision import Act

ACTS: Mapping[str, Act] = {
    "a": "accept",
    "c": "correct",
    "r": "reject",
    "s": "same_line",
    "l": "other_line",
    "o": "same_origin",
}
"""The keys that decide something about the claim shown."""
MOVES = ("n", "b", "w", "u", "q")
STOPS = ("\x03", "\x04")
LISTED = 9
"""Others to choose among, at most; one key each."""


def review_by_keyboard(dossier: Dossier, actor: str | None, say: Speaker) -> None:
    """Walk through the claims that wait for review. Raises `AmparoError` where there is no terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise AmparoError(say("error.terminal"))
    standing = dossier.standing(say.lang)
    queue = in_order(standing)
    if not queue:
        print(say("ask.none"))
        return
    table = _Table(dossier, actor or typer.prompt(say("ask.actor")), standing, queue, say)
    try:
        table.walk()
    finally:
        if table.kept:
            dossier.refresh()
        console().print(plain(say("ask.bye", count=len(table.kept))))


def in_order(standing: Standing) -> list[str]:
    """The claims that wait for review, by the ids of `standing`: those the brief cites, those in findings, the rest."""
    waiting = {claim.id: first for first, claim in standing.claims.items() if claim.review == "unreviewed"}
    told = [claim for sentence in standing.sentences for claim in sentence.claims]
    told += [claim for finding in standing.account.findings if finding.status == "open" for claim in finding.claims]
    return [waiting[claim] for claim in dict.fromkeys([*told, *waiting]) if claim in waiting]


class _Table:
    """One sitting: the queue, where it is, and the decisions kept, each with its place in the queue."""

    def __init__(self, dossier: Dossier, actor: str, standing: Standing, queue: list[str], say: Speaker) -> None:
        self.dossier, self.actor, self.standing, self.queue, self.say = dossier, actor, standing, queue, say
        self.at = 0
        self.kept: list[Decision] = []
        self._undoable: list[tuple[Decision, int]] = []

    @property
    def claim(self) -> Claim:
        """The claim shown, as it is now."""
        return self.standing.claims[self.queue[self.at]]

    def walk(self) -> None:
        """Show claims and do what the keys ask for, to the end of the queue or until it is left."""
        shown = -1
        while self.at < len(self.queue):
            if shown != self.at:
                self._show()
                shown = self.at
            key = self._key()
            if key == "q":
                return
            if key == "w":
                console().print(plain(", ".join(self.claim.reasons) or "—"))
            elif key == "n":
                self.at += 1
            elif key == "b":
                self.at, shown = max(0, self.at - 1), -1
            else:
                done = self._tried(self._undo if key == "u" else lambda key=key: self._act(ACTS[key]))
                shown = -1 if done else shown

    def _tried(self, act: Any) -> bool:
        """Whether it could be done; what cannot be is said, and the claim stays where it is."""
        try:
            return bool(act())
        except AmparoError as error:
            console(error=True).print(plain(error_in(self.say.lang, error)))
            return False

    def _act(self, act: Act) -> bool:
        say, claim, place = self.say, self.claim, self.at
        other, changes = None, {}
        if act == "correct":
            changes = parse_changes(list(iter(lambda: _ask(say("ask.set")), "")), say)
        elif act in ("same_line", "same_origin"):
            other = self._other(claim, act)
            if not other:
                return False
        reason = "" if act == "accept" else _ask(say("ask.reason"))
        decision = Decision(act, claim.id, self.actor, utc_now(), reason, changes, other=other)
        self._keep(decision)
        self._undoable.append((decision, place))
        self.at += act in ("accept", "correct", "reject")
        return True

    def _undo(self) -> bool:
        if not self._undoable:
            console().print(plain(self.say("ask.nothing_undone")))
            return False
        last, place = self._undoable[-1]
        self._keep(Decision("undo", last.id, self.actor, utc_now(), self.say("ask.undone")))
        self._undoable.pop()
        self.at = place
        return True

    def _keep(self, decision: Decision) -> None:
        """Keep the decision at once, and say what it changed."""
        effect = self.dossier.decide(decision, refresh=False)
        self.kept.append(decision)
        tell_effect(effect, self.say)
        before, self.standing = self.standing, self.dossier.standing(self.say.lang)
        tell_changed(compare(before, self.standing), self.say)

    def _other(self, claim: Claim, act: Act) -> str:
        """What the claim shown is put together with: chosen by number or named by id; empty for none."""
        known = self._candidates(claim, act)
        for number, (_, told) in enumerate(known, 1):
            console().print(indented(f"{number}  {told}", 2))
        given = _ask(self.say(f"ask.{act}"))
        if given.isdecimal() and 0 < int(given) <= len(known):
            return known[int(given) - 1][0]
        return self.dossier.full_name(given) if given else ""

    def _candidates(self, claim: Claim, act: Act) -> list[tuple[str, str]]:
        """Others it may belong with, nearest first: for a line, other lines; for an origin, documents on its line."""
        account, say = self.standing.account, self.say
        own = [line for line in account.lines if claim.id in line.claims]
        if act == "same_line":
            others = [line for line in account.lines if (line.ledger, line.unit) == (claim.ledger, claim.unit)]
            told = [(line.id, line_title(line, self.dossier.pack, say.lang)) for line in others if line not in own]
        else:
            beside = [account.claims[c] for line in own for c in line.claims]
            told = [(other.doc_id, other.doc) for other in beside if other.doc_id != claim.doc_id]
        return list(dict.fromkeys(told))[:LISTED]

    def _show(self) -> None:
        from rich.text import Text

        say, claim, out = self.say, self.claim, console()
        before, after = self.dossier.context(claim)
        out.rule(plain(say("ask.left", done=self.at + 1, total=len(self.queue))))
        out.print(plain(f"{claim.doc} · {say(f'review.{claim.review}')}", "dim"))
        out.print(Text.assemble(plain(before), (str(plain(claim.quote)), "bold reverse"), plain(after)))
        stage = stage_words(self.dossier.pack, claim.ledger, claim.stage, say.lang)
        out.print(plain(f"\n{stage} · {claim_figure(claim, say)} · {asserter(claim, say)} · {claim.when or '—'}"))
        record = claim_record(claim)
        slots = [f"{slot}={json.dumps(record[slot], ensure_ascii=False)}" for slot in SLOTS if slot in record]
        out.print(plain("  ".join(slots), "dim"))
        for told in _findings_with(claim, self.standing, say):
            out.print(indented(told, 2))

    def _key(self) -> str:
        while True:
            console().print(plain(self.say("ask.keys")))
            key = typer.getchar().lower()
            if key in STOPS:
                raise typer.Abort
            if key in ACTS or key in MOVES:
                return key


def _findings_with(claim: Claim, standing: Standing, say: Speaker) -> Iterable[str]:
    """The open findings that rest on the claim, a line each."""
    for finding in standing.account.findings:
        if finding.status == "open" and claim.id in finding.claims:
            yield f"! {say(f'finding.{finding.kind}')} {finding.arithmetic}".rstrip()


def _ask(question: str) -> str:
    answer: str = typer.prompt(question, default="", show_default=False)
    return answer.strip()
