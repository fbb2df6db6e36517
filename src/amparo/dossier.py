"""One matter being followed, and the whole flow spelled out once: add, review, reconcile, brief, verify."""

from __future__ import annotations

import contextlib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amparo.bundle import Exported, Holdings, open_bundle, read_about, verify_bundle, write_bundle
from amparo.changed import Standing, by_first_reading
from amparo.custody import (
    FOLDER,
    Again,
    Fault,
    Stamp,
    Verification,
    answer_of,
    check_stamps,
    listed_originals,
    read_original,
    sha256_hex,
    sweep_incoming,
    trusted_authorities,
    verify_dossier,
)
from amparo.dossierfile import NAME, DossierFile, find_dossier, read_dossier_file, write_dossier_file
from amparo.hand import REVIEWING, apply_decisions, correct_claim, idle_reviews, stale_targets
from amparo.handfile import FILE, hand_faults, new_decisions, read_hand, write_hand
from amparo.intake import FEW, AddRow, Clock, Intake
from amparo.model import (
    AmparoError,
    Brief,
    Capture,
    Claim,
    Decision,
    Finding,
    Idle,
    Problem,
    Text,
    from_json,
    in_force,
)
from amparo.model.claim import OCR
from amparo.packs import Pack, load_pack
from amparo.proofs import Proof, proofs
from amparo.since import before, decisions_before, documents_before, moment_of
from amparo.stamping import keep_stamp, new_stamp, waiting_stamps
from amparo.steps import Steps, standard_steps
from amparo.store import StoredProblem, open_store
from amparo.workers import Workers

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

Ask = Callable[[str, bytes], bytes]
"""Asks the time-stamping authority at an address; its answer."""


def utc_now() -> str:
    """The time, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


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
        self._standard = steps is None
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
        jobs: int = 1,
    ) -> list[AddRow]:
        """Take in files, folders, archives, mails and URLs, read them, and make the account again: one row per item.

        Each item is kept whole or not at all; what is there already is skipped, so an interrupted run is resumed by
        running it again. A path where nothing is costs a row. With more than one job, many items are read in so many
        processes, and one that breaks its reader costs a row.

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
        items = (self._found(source, clock()) for source in given)
        many = jobs > 1 and _are_many(given)
        added = self.take_in(chain.from_iterable(items), actor, clock, progress, jobs=jobs, many=many)
        self.refresh()
        return added

    def _found(self, source: str | Path, now: str) -> Iterable[Acquired | Problem | AddRow]:
        if _exists(source):
            return self.steps.acquire(source, now)
        return [AddRow(str(source), "failed", "There is no such file or folder.", "Check the path.")]

    def take_in(
        self,
        items: Iterable[Acquired | Problem | AddRow],
        actor: str = PROGRAM,
        clock: Clock = utc_now,
        progress: Callable[[AddRow], None] | None = None,
        anew: bool = False,
        jobs: int = 1,
        many: bool = False,
    ) -> list[AddRow]:
        """Keep and read what was acquired, one row per item; the account is made again by `refresh`.

        With `anew`, what this cascade has read before is read once more. With more than one job, items are read in so
        many other processes once there are some, or at once where there are `many`.
        """
        added: list[AddRow] = []
        make = partial(_steps_of, self.path, self.about.pack, self.about.languages)
        with Workers(make, jobs) as workers:
            reading = workers if jobs > 1 and self._standard else None
            with Intake(self.store, self.steps, self.path, actor, clock, reading, many, anew) as intake:
                for row in intake.take_in(items):
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
        strays = (path for path, sha256 in listed_originals(self.originals) if sha256 and sha256 not in named)
        found = (acquire_exchange(path.read_bytes()) for path in strays)
        self.take_in((item for item in found if item), actor, clock)

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
        lost = [stored for stored in self.store.problems() if stored.solved is None and stored.problem.whole]
        unread = dict.fromkeys(stored.problem.doc for stored in lost if not before(stored.at, moment))
        return Former(account, moment.isoformat(), made, tuple(unread))

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

    def public_context(self, claim: Claim, around: int = 240) -> tuple[str, str]:
        """The same as it may be published: without what OCR read beyond the quote, which nobody has confirmed."""
        text = self.store.text(claim.doc_id)
        if OCR in claim.marks:
            return "", ""
        if text is None or not claim.anchor.found_in(text.content):
            return claim.anchor.prefix, claim.anchor.suffix
        first, last = text.without_ocr(claim.anchor.start, claim.anchor.end, around)
        return text.content[first : claim.anchor.start], text.content[claim.anchor.end : last]

    def original_of(self, claim: Claim) -> tuple[Capture, bytes, Text]:
        """What a claim was read from: the first capture of its original, the bytes, and the text its anchor stands in.

        Raises:
            AmparoError: the original is not there, cannot be read, or was altered.
        """
        captures = [c for c in self.store.captures() if c.sha256 == claim.doc_id]
        text = self.store.text_of(claim.id)
        if not captures or text is None:
            raise AmparoError(f"The dossier holds no original for the claim {claim.id}. Run `amparo verify`.")
        data = read_original(self.originals, claim.doc_id)
        if sha256_hex(data) != claim.doc_id:
            raise AmparoError(
                f"The original {claim.doc_id} does not hold the bytes that its name says: it was altered after it was "
                "captured, so nothing is shown from it. Run `amparo verify`, and restore the file from a copy."
            )
        return next((c for c in captures if c.doc == claim.doc), captures[0]), data, text

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
        effect = self._keep(decision, decision.at, by_hand=True)
        if refresh:
            self.refresh()
        return effect

    def take_in_hand(self, actor: str = PROGRAM, clock: Clock = utc_now) -> list[Effect]:
        """Take in what people wrote into `hand/` since; one effect per decision.

        Raises:
            AmparoError: an entry is wrong; it names file and entry. The entries before it are taken in.
        """
        wanted = new_decisions(read_hand(self.path / "hand"), self.store.decisions(), actor, clock())
        effects = [self._keep(decision, clock(), by_hand=False) for decision in wanted]
        if effects:
            self.refresh()
        return effects

    def _keep(self, decision: Decision, at: str, by_hand: bool) -> Effect:
        """Keep a decision; the log has it under `at`, when it came in, whatever date it bears itself."""
        with self.store.at_once():
            before = self._claim(decision.target) if decision.act in REVIEWING else None
            made = self._correction(before, decision.changes) if before and decision.act == "correct" else None
            finding = self._finding(decision.target) if decision.act == "resolve" else None
            if decision.act == "undo":
                self._check_undoing(decision)
            elif decision.act in _ARRANGING:
                self._check_arranging(decision)
            self.store.add_decision(decision, made, at)
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
        authorities = self._authorities()
        with self.store.snapshot():
            verified = verify_dossier(self.store.record(), self.originals, again, progress)
            stamps = check_stamps(self.store.events(), self.path / FOLDER, authorities)
            by_hand = self._hand_faults()
        return verified.with_more([*stamps.faults, *by_hand], stamps.notes, {"stamps": len(stamps.held)})

    def _hand_faults(self) -> list[Fault]:
        try:
            decisions = self.store.decisions()
        except AmparoError:
            return []

        def quote(claim_id: str) -> str | None:
            with contextlib.suppress(AmparoError):  # the row that cannot be read is a fault of its own
                claim = self.store.claim(claim_id)
                return claim.quote if claim else None
            return None

        return hand_faults(self.path / "hand", decisions, quote)

    def _authorities(self) -> bytes | None:
        return trusted_authorities(self.path / self.about.ca) if self.about.ca else None

    # Time-stamps

    def timestamp(self, actor: str = PROGRAM, clock: Clock = utc_now, ask: Ask | None = None) -> Stamp:
        """Have the log's head stamped by the authority of `amparo.toml`.

        Args:
            actor: who asks for it.
            clock: for the log.
            ask: how an authority is asked; by default over the web, at public addresses only.

        Raises:
            AmparoError: none is set, it cannot be reached, or what it gives does not hold. Nothing is kept then.
        """
        from amparo.acquire import ask_authority

        if not self.about.tsa:
            raise AmparoError(
                f"No time-stamping authority is set. Write its address below [custody] in {self.path / NAME}, as "
                'tsa = "https://…", or take a request there by hand: `amparo timestamp --request FILE`.'
            )
        asked = new_stamp(self.store, self.about.tsa)
        answer = (ask or ask_authority)(self.about.tsa, asked.request)
        stamp = answer_of(answer, [asked], self._authorities())
        keep_stamp(self.store, self.path, stamp, clock(), actor)
        return stamp

    def request_stamp(self, actor: str = PROGRAM, clock: Clock = utc_now) -> Stamp:
        """A request for a stamp on the log's head, to be taken to an authority by hand; it is kept and logged."""
        asked = new_stamp(self.store, None)
        keep_stamp(self.store, self.path, asked, clock(), actor)
        return asked

    def take_stamp(self, response: bytes, actor: str = PROGRAM, clock: Clock = utc_now) -> Stamp:
        """Take in the answer to a request that was made by `request_stamp`.

        Raises:
            AmparoError: it answers none of them, or does not hold. Nothing is kept then.
        """
        stamp = answer_of(response, waiting_stamps(self.store, self.path), self._authorities())
        keep_stamp(self.store, self.path, stamp, clock(), actor)
        return stamp

    def export(self, out: Path, actor: str = PROGRAM, clock: Clock = utc_now) -> Exported:
        """Write all evidence to a folder or zip that a stranger can verify; unmasked, not for publication.

        The log is told of it, with the hash that stands for all of the bundle.

        Raises:
            AmparoError: there is something at `out`, or it cannot be written.
        """
        made = clock()
        with self.store.snapshot():
            titles = {source.doc_id: source.title for source in self.store.sources()}
            about, authorities = self.about, self._authorities()
            proofs = tuple(self.proofs())
            record = self.store.record()
            held = Holdings(self.path, about.title, about.pack, about.languages, record, proofs, titles, authorities)
            exported = write_bundle(held, out, made)
        facts = {"files": exported.files, "sums": exported.sums}
        self.store.log(clock(), actor, "export", out.name, facts)
        return exported

    def proofs(self) -> Iterator[Proof]:
        """What speaks for each capture as evidence, oldest first: manifest, log, stamps, checklist."""
        return proofs(self.store, self.path, self._authorities())


def verify_exported(
    path: Path,
    authorities: Path | None = None,
    steps: Steps | None = None,
    progress: Callable[[str], None] | None = None,
) -> Verification:
    """Verify a bundle by itself, without the dossier it came from.

    Args:
        path: a folder or zip that `Dossier.export` wrote.
        authorities: file with the certificates of those trusted to stamp, PEM; by default the one in the bundle.
        steps: the rooms that read and extract again; by default those of the pack that the bundle names.
        progress: called with each original's hash once it has been verified.

    Raises:
        AmparoError: there is no bundle that can be read.
    """
    trusted = trusted_authorities(authorities) if authorities else None
    with open_bundle(path) as folder:
        about = read_about(folder)
        steps = steps or _steps_for(about.pack, about.languages)
        again = Again(steps.read, steps.extract, steps.cascade(), _correct_again)
        return verify_bundle(folder, again, trusted, progress)


def _steps_for(name: str, languages: tuple[str, ...]) -> Steps:
    """The rooms for a bundle of that pack. One of a pack that is not here is read again, but no claims are made."""
    try:
        return standard_steps(load_pack(name), languages)
    except AmparoError:
        return replace(standard_steps(load_pack(), languages), cascade=lambda: "")


def _steps_of(folder: Path, pack: str, languages: tuple[str, ...]) -> Steps:
    """The rooms of a dossier in another process."""
    return standard_steps(_pack(folder, pack), languages)


def _are_many(sources: Iterable[str | Path]) -> bool:
    """Whether there are more files than are read in one process."""
    files = (path for source in sources if not _URL.match(str(source)) for path in _files_in(Path(source)))
    return sum(1 for _ in islice(files, FEW + 1)) > FEW


def _files_in(path: Path) -> Iterator[Path]:
    return (found for found in path.rglob("*") if found.is_file()) if path.is_dir() else iter([path])


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
