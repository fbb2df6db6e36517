"""One matter being followed, and the whole flow spelled out once: add, review, reconcile, brief, verify."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from amparo.changed import Standing, by_first_reading
from amparo.custody import (
    Again,
    Held,
    Point,
    Verification,
    berkeley_checklist,
    hash_of_file,
    keep_original,
    listed_originals,
    original_path,
    sweep_incoming,
    verify_chain,
    verify_dossier,
)
from amparo.dossierfile import NAME, DossierFile, find_dossier, read_dossier_file, write_dossier_file
from amparo.hand import REVIEWING, apply_decisions, correct_claim, idle_reviews, stale_targets
from amparo.handfile import FILE, new_decisions, read_hand, write_hand
from amparo.model import (
    AmparoError,
    Brief,
    Capture,
    Claim,
    Decision,
    Finding,
    Idle,
    Problem,
    SkipItem,
    from_json,
    in_force,
)
from amparo.packs import Pack, load_pack
from amparo.since import before, decisions_before, documents_before, moment_of
from amparo.steps import Steps, standard_steps
from amparo.store import Reading, StoredProblem, open_store

if TYPE_CHECKING:
    from amparo.acquire import Acquired
    from amparo.brief import Former
    from amparo.reconcile import Account
    from amparo.store import Store

PROGRAM = "amparo"
"""The actor of what the program does by itself."""

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_MEASURES = ("year", "month", "week", "day", "hour", "percent")
"""Units of every domain."""
_ARRANGING = ("same_line", "other_line", "same_origin")

Status = Literal["read", "opened", "duplicate", "skipped", "failed"]
Clock = Callable[[], str]


def utc_now() -> str:
    """The time, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(frozen=True, slots=True)
class AddRow:
    """What became of one item.

    Attributes:
        doc: its name.
        status: `read`; `opened` (an archive, kept, whose members are items of their own); `duplicate` (the same bytes
            were there under another name: kept too); `skipped` (it was there already); `failed`.
        reason, remedy: for all but `read`, and for what was read only in part, as sentences.
        claims: how many were read in it.
        partly: how many parts of it could not be read.
    """

    doc: str
    status: Status
    reason: str = ""
    remedy: str = ""
    claims: int = 0
    partly: int = 0


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decision changed: the claim as it was and as it is now, or the finding it settled."""

    decision: Decision
    before: Claim | None = None
    after: Claim | None = None
    finding: Finding | None = None


class Dossier:
    """A dossier: one folder. `Dossier.create` makes one, `Dossier.open` opens one."""

    def __init__(self, path: Path, about: DossierFile, store: Store, steps: Steps | None = None) -> None:
        self.path = path
        self.about = about
        self.store = store
        if steps is not None:
            self.steps = steps

    @cached_property
    def pack(self) -> Pack:
        """The dossier's domain, loaded when first needed. Raises `PackError` where it is unknown or wrong."""
        return _pack(self.path, self.about.pack)

    @cached_property
    def steps(self) -> Steps:
        """The rooms this dossier walks through."""
        return standard_steps(self.pack, self.about.languages)

    @property
    def originals(self) -> Path:
        """The folder of the originals."""
        return self.path / "originals"

    # Making and opening

    @classmethod
    def create(
        cls,
        path: Path,
        title: str,
        pack: str = "detention_transfer",
        actor: str = PROGRAM,
        clock: Clock = utc_now,
        steps: Steps | None = None,
    ) -> Dossier:
        """Make a dossier in the folder `path`, which must not exist or be empty.

        Raises:
            AmparoError: there is something in the folder, it cannot be written, or the pack is unknown or wrong.
        """
        domain = load_pack(pack)
        try:
            path.mkdir(parents=True, exist_ok=True)
            if (path / NAME).exists():
                raise AmparoError(f"{path} is a dossier already. Add to it with `amparo -d {path} add SOURCE`.")
            if any(path.iterdir()):
                raise AmparoError(f"{path} is not empty. Give the new dossier a folder of its own.")
            for folder in ("originals", "hand"):
                (path / folder).mkdir()
            store = open_store(path / "amparo.db")
            now = clock()
            store.log(now, actor, "create", title, {"pack": f"{domain.name}/{domain.version}"})
            about = DossierFile(title, _pack_name(path, pack), now, domain.languages)
            write_dossier_file(path, about)
        except OSError as error:
            raise AmparoError(f"No dossier can be made at {path}: {error.strerror or error}.") from error
        return cls(path, about, store, steps)

    @classmethod
    def open(cls, path: Path | None = None, steps: Steps | None = None) -> Dossier:
        """Open the dossier at `path`, or the one around the current folder.

        Raises:
            AmparoError: there is none, or a part of it cannot be read.
        """
        folder = path if path is not None else find_dossier(Path.cwd())
        about = read_dossier_file(folder)
        if not (folder / "amparo.db").is_file():
            raise AmparoError(f"{folder / 'amparo.db'} is missing. Restore it from a copy of the dossier.")
        return cls(folder, about, open_store(folder / "amparo.db"), steps)

    # Adding

    def add(
        self,
        sources: Iterable[str | Path],
        actor: str = PROGRAM,
        clock: Clock = utc_now,
        progress: Callable[[AddRow], None] | None = None,
    ) -> list[AddRow]:
        """Take in files, folders, archives, mails and URLs, read them, and make the account again: one row per item.

        Each item is kept whole or not at all; what is there already is skipped, so an interrupted run is resumed by
        running it again. A path where nothing is costs a row.

        Raises:
            AmparoError: none of the sources exists, or the dossier cannot be written.
        """
        given = list(sources)
        absent = [str(source) for source in given if not _exists(source)]
        if given and len(absent) == len(given):
            raise AmparoError(f"There is no file or folder {', '.join(absent)}. Nothing was added.")
        sweep_incoming(self.path / "incoming")
        if any(_URL.match(str(source)) for source in given):
            self.adopt_exchanges(actor, clock)
        added: list[AddRow] = []
        for source in given:
            if str(source) in absent:
                added.append(AddRow(str(source), "failed", "There is no such file or folder.", "Check the path."))
                if progress:
                    progress(added[-1])
            else:
                added.extend(self.take_in(self.steps.acquire(source, clock()), actor, clock, progress))
        self.refresh()
        return added

    def take_in(
        self,
        items: Iterable[Acquired | Problem],
        actor: str = PROGRAM,
        clock: Clock = utc_now,
        progress: Callable[[AddRow], None] | None = None,
        anew: bool = False,
    ) -> list[AddRow]:
        """Keep and read what was acquired, one row per item; the account is made again by `refresh`.

        With `anew`, what this cascade has read before is read once more.
        """
        added: list[AddRow] = []
        for item in items:
            if isinstance(item, Problem):
                row = self._add_problem(item, actor, clock)
            else:
                row = self._add_item(item, actor, clock, anew)
            added.append(row)
            if progress:
                progress(row)
        return added

    def adopt_exchanges(self, actor: str = PROGRAM, clock: Clock = utc_now) -> None:
        """Take in the exchanges with web servers that an interrupted run kept, but did not come to name.

        Fetched again, a page gives another exchange; what a file leaves behind is adopted when it is added again.
        """
        from amparo.acquire import acquire_exchange

        named = {capture.sha256 for capture in self.store.captures()}
        for path, sha256 in listed_originals(self.originals):
            if sha256 and sha256 not in named and (item := acquire_exchange(path.read_bytes())):
                self._add_item(item, actor, clock)

    def _add_problem(self, problem: Problem, actor: str, clock: Clock) -> AddRow:
        self.store.add_problem(problem, clock(), actor)
        return AddRow(problem.doc, "failed", problem.reason, problem.remedy)

    def _add_item(self, item: Acquired, actor: str, clock: Clock, anew: bool = False) -> AddRow:
        capture = item.capture
        standing = self.store.standing(capture.doc, capture.sha256)
        if item.opened:
            new = self._keep_item(item, None, (), actor, clock)
            return AddRow(capture.doc, "opened") if new else AddRow(capture.doc, "skipped", "It is there already.")
        cascade = self.steps.cascade()
        if standing.cascade == cascade and standing.captured and not anew:
            self._keep_bytes(item)
            self.store.solve_failures(capture.doc, capture.sha256, clock(), actor)
            return AddRow(capture.doc, "skipped", "It is there already.", claims=standing.claims)
        if standing.cascade == cascade and not standing.captured:
            self._keep_item(item, None, (), actor, clock)
            self.store.solve_failures(capture.doc, capture.sha256, clock(), actor)
            reason = f"The same bytes are there as {standing.other_doc}."
            return AddRow(capture.doc, "duplicate", reason, claims=standing.claims)
        try:
            text = self.steps.read(capture, item.data)
        except SkipItem as skip:
            problem = Problem(capture.doc, skip.reason, skip.remedy, sha256=capture.sha256, whole=True)
            self._keep_item(item, None, (problem,), actor, clock)
            return AddRow(capture.doc, "failed", skip.reason, skip.remedy)
        claims = tuple(self.steps.extract(text))
        self._keep_item(item, Reading(text, cascade, claims), text.problems, actor, clock)
        first = text.problems[0] if text.problems else None
        return AddRow(
            capture.doc,
            "read",
            reason=first.reason if first else "",
            remedy=first.remedy if first else "",
            claims=len(claims),
            partly=len(text.problems),
        )

    def _keep_item(
        self, item: Acquired, reading: Reading | None, problems: Iterable[Problem], actor: str, clock: Clock
    ) -> bool:
        """Keep the bytes, then the rows that name them; only once all is read, so that an error leaves neither."""
        self._keep_bytes(item)
        return self.store.add_item(item.capture, reading, problems, clock(), actor)

    def _keep_bytes(self, item: Acquired) -> None:
        keep_original(self.originals, self.path / "incoming", item.data)

    # What it holds

    def claims(self) -> list[Claim]:
        """The claims as the cascade read them and people left them."""
        return self._claims(self.store.claims(), self.store.decisions())

    def _claims(self, claims: list[Claim], decisions: list[Decision]) -> list[Claim]:
        corrections = self.store.corrections()
        stale = stale_targets(claims, corrections, decisions)
        former = {old: claim for old in stale if (claim := self.store.claim(old))}
        return apply_decisions(claims, corrections, decisions, former)

    def account(self) -> Account:
        """All claims set side by side."""
        return self._account(self.store.decisions())

    def _account(self, decisions: list[Decision]) -> Account:
        return self.steps.reconcile(self.claims(), self.store.sources(), decisions, self.store.passages())

    def former(self, since: str) -> Former:
        """How the account stood at a date, by what the log has from before it: documents taken in, decisions made.

        Raises:
            AmparoError: `since` is no date.
        """
        from amparo.brief import Former

        moment, decisions = moment_of(since), self.store.decisions()
        known, decided = documents_before(self.store.sources(), moment), decisions_before(decisions, moment)
        claims = self._claims([claim for claim in self.store.claims() if claim.doc_id in known], decided)
        passages = (passage for passage in self.store.passages() if passage.doc_id in known)
        account = self.steps.reconcile(claims, list(known.values()), decided, passages)
        made = Counter[str](decision.act for decision in decisions if not before(decision.at, moment))
        return Former(account, moment.isoformat(), made)

    def standing(self, lang: str) -> Standing:
        """How it stands now, told in that language, to be compared with how it stands later."""
        account = self.account()
        lang = lang if lang in self.pack.languages else self.pack.languages[0]
        sentences = self.brief(lang, account).sentences if self.pack.has("brief.yaml") else ()
        return Standing(by_first_reading(self.claims(), self.store.claim), account, sentences)

    def full_name(self, given: str) -> str:
        """The id of the only document whose name ends so; anything else, such as the id of a claim, as it is."""
        found = {source.doc_id for source in self.store.sources() if source.doc.endswith(given)}
        return found.pop() if len(found) == 1 and "." in given else given

    def idle(self, account: Account | None = None) -> list[Idle]:
        """The decisions that hold and have no effect now: what they speak of is no longer there."""
        decisions = self.store.decisions()
        reviews = idle_reviews(self.claims(), self.store.corrections(), decisions)
        return [*reviews, *(account or self.account()).idle]

    def refresh(self) -> Account:
        """Make the account again and keep it in the derived tables."""
        account = self.account()
        self.store.save_account(account.lines, account.relations, account.origins, account.findings)
        return account

    def brief(self, lang: str, account: Account | None = None, since: str | None = None) -> Brief:
        """The brief in that language, of `account` if it has been made already; with `since`, only what is new.

        Raises:
            AmparoError: the pack has no such language, or does not say how a brief is told; `since` is no date.
        """
        if lang not in self.pack.languages:
            known = ", ".join(self.pack.languages)
            raise AmparoError(f"The pack {self.pack.name} has no language {lang!r}. Use one of: {known}.")
        if not self.pack.has("brief.yaml"):
            raise AmparoError(
                f"The pack {self.pack.name} has no brief.yaml, the phrases of a brief, so none can be written. "
                "`amparo ledger` and `amparo findings` show the same account; docs/make-a-pack.md tells of the file."
            )
        former = self.former(since) if since is not None else None
        return self.steps.write(account or self.account(), lang, self.released(), former)

    def released(self) -> frozenset[str]:
        """Names of private people that a person released for publication."""
        return frozenset(d.target for d in in_force(self.store.decisions()) if d.act == "release_name")

    def context(self, claim: Claim, around: int = 240) -> tuple[str, str]:
        """The words before and after the claim's quote, up to `around` characters each."""
        whole, anchor = self.store.content_of(claim.id), claim.anchor
        return whole[max(0, anchor.start - around) : anchor.start], whole[anchor.end : anchor.end + around]

    def problems(self, solved: bool = False) -> list[StoredProblem]:
        """What was not used, wholly or in part, and has not been solved since; decisions without effect among it.

        With `solved`, also what has been solved.
        """
        listed = [stored for stored in self.store.problems() if solved or stored.solved is None]
        return listed + [StoredProblem(_problem(idle), idle.decision.at, None) for idle in self.idle()]

    # Deciding

    def decide(self, decision: Decision, refresh: bool = True) -> Effect:
        """Keep a person's decision, in the database and in `hand/`, and tell what it changed.

        Without `refresh` the derived tables stay as they are; call `refresh` after the last of several decisions.

        Raises:
            AmparoError: its target is unknown, or the correction it asks for cannot be.
        """
        effect = self._keep(decision, by_hand=True)
        if refresh:
            self.refresh()
        return effect

    def take_in_hand(self, actor: str = PROGRAM, clock: Clock = utc_now) -> list[Effect]:
        """Take in what people wrote into `hand/` since; one effect per decision.

        Raises:
            AmparoError: an entry is wrong; it names file and entry. The entries before it are taken in.
        """
        wanted = new_decisions(read_hand(self.path / "hand"), self.store.decisions(), actor, clock())
        effects = [self._keep(decision, by_hand=False) for decision in wanted]
        if effects:
            self.refresh()
        return effects

    def _keep(self, decision: Decision, by_hand: bool) -> Effect:
        with self.store.at_once():
            before = self._claim(decision.target) if decision.act in REVIEWING else None
            made = self._correction(before, decision.changes) if before and decision.act == "correct" else None
            finding = self._finding(decision.target) if decision.act == "resolve" else None
            if decision.act == "undo":
                self._check_undoing(decision)
            elif decision.act in _ARRANGING:
                self._check_arranging(decision)
            self.store.add_decision(decision, made, decision.at)
            if by_hand:
                write_hand(self.path / "hand", decision, before.quote if before else "")
        after = made
        if before and not made:
            after = before.with_review("accepted" if decision.act == "accept" else "rejected")
        return Effect(decision, before, after, finding)

    def _check_undoing(self, decision: Decision) -> None:
        known = self.store.decisions()
        if all(d.id != decision.target for d in known):
            raise AmparoError(f"There is no decision {decision.target} in this dossier. hand/{FILE} lists them.")
        if decision.target not in {d.id for d in in_force(known)} and all(
            d.id != decision.target or d.act != "undo" for d in known
        ):
            raise AmparoError(f"The decision {decision.target} no longer holds; there is nothing to undo.")

    def _check_arranging(self, decision: Decision) -> None:
        for idle in self._account([*self.store.decisions(), decision]).idle:
            if idle.decision.id == decision.id:
                raise AmparoError(f"{idle.reason} `amparo claims` and `amparo ledger` list them with their ids.")

    def _claim(self, claim_id: str) -> Claim:
        claim = self.store.claim(claim_id)
        if claim is None:
            raise AmparoError(
                f"There is no claim {claim_id} in this dossier. `amparo claims` lists them with their ids."
            )
        return claim

    def _finding(self, finding_id: str) -> Finding:
        for finding in self.account().findings:
            if finding.id == finding_id:
                return finding
        raise AmparoError(
            f"There is no finding {finding_id} in this dossier. `amparo findings` lists them with their ids."
        )

    def _correction(self, claim: Claim, changes: Mapping[str, Any]) -> Claim:
        made = correct_claim(claim, changes, self.store.content_of(claim.id))
        from babel.numbers import is_currency

        ledger = self.pack.ledgers.get(made.ledger)
        if ledger is None:
            raise AmparoError(f"There is no ledger {made.ledger!r}. Use one of: {', '.join(self.pack.ledgers)}.")
        if made.stage not in ledger.stages:
            raise AmparoError(
                f"The ledger {made.ledger} has no stage {made.stage!r}. Use one of: {', '.join(ledger.stages)}."
            )
        units = (*self.pack.units.labels, *_MEASURES)
        if made.unit and not all(part in units or is_currency(part) for part in made.unit.split("/")):
            raise AmparoError(
                f"There is no unit {made.unit!r}. Use one of: {', '.join(units)}, a currency such as USD, "
                "or a rate such as USD/person."
            )
        return made

    # Verifying

    def verify(self, progress: Callable[[str], None] | None = None) -> Verification:
        """Verify everything from the originals up; `progress` is called with each original's hash."""
        again = Again(self.steps.read, self.steps.extract, self.steps.cascade(), _correct_again)
        with self.store.snapshot():
            return verify_dossier(self.store.record(), self.originals, again, progress)

    def checklists(self) -> Iterator[tuple[Capture, tuple[Point, ...]]]:
        """The Berkeley Protocol checklist of each capture, oldest first."""
        events = list(self.store.events())
        chain = not verify_chain(events)
        logged = {(event.subject, event.facts.get("doc")) for event in events if event.act == "capture"}
        for capture in self.store.captures():
            path = original_path(self.originals, capture.sha256)
            found = hash_of_file(path) if path.is_file() else None
            known = (capture.sha256, capture.doc) in logged
            yield capture, berkeley_checklist(capture, Held(found, self.store.text(capture.sha256), known, chain))


def _exists(source: str | Path) -> bool:
    """Whether there is something to take in: an address, or a path where something is."""
    try:
        return bool(_URL.match(str(source))) or Path(source).exists()
    except (OSError, ValueError):  # a name too long, or with a zero in it
        return False


def _problem(idle: Idle) -> Problem:
    decision = idle.decision
    reason = f"The decision {decision.id} of {decision.actor} has no effect now. {idle.reason}"
    return Problem(f"hand/{FILE}", reason, f"Decide anew, or undo it: amparo review --undo {decision.id}")


def _correct_again(claim: Claim, decision: Mapping[str, Any], content: str) -> Claim:
    return correct_claim(claim, from_json(Decision, decision).changes, content)


def _pack_name(folder: Path, given: str) -> str:
    """How `amparo.toml` names a pack: a folder as seen from the dossier, whatever folder one is in when opening it."""
    path = Path(given)
    if path.is_absolute() or not path.is_dir():
        return given
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()


def _pack(folder: Path, name: str) -> Pack:
    near = folder / name
    return load_pack(near if near.is_dir() else name)
