"""Taking in: each item is read, kept whole under its hash, and given its rows, or nothing of it is kept.

Items are read ahead while earlier ones are being kept, and kept some at a time: their bytes are written beside the
originals first, then moved into place and named by rows in one transaction. What is kept once is never half there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Literal

from amparo.custody import discard_staged, make_manifest, place_original, stage_original, sync_folder
from amparo.model import Problem, Text
from amparo.store import Reading, Standing
from amparo.workers import Outcome, Workers, read_item

if TYPE_CHECKING:
    from amparo.acquire import Acquired
    from amparo.custody import Staged
    from amparo.steps import Steps
    from amparo.store import Store

Status = Literal["read", "opened", "duplicate", "skipped", "failed"]
Clock = Callable[[], str]

TOGETHER = 16
"""Items that are kept in one transaction, at most."""

LONGEST = 1.0
"""Seconds after which what has been read is kept, however little it is."""

AHEAD = 3
"""Items a worker that are read ahead of those being kept."""

BYTES_AHEAD = 100_000_000
"""Bytes of the items held in memory; one alone may be larger."""

FEW = 16
"""Items that are read in this process before workers are called in: they take seconds to be ready."""


@dataclass(frozen=True, slots=True)
class AddRow:
    """What became of one item.

    Attributes:
        doc: its name.
        status: `read`; `opened` (an archive, kept, whose members are items of their own; with a reason, the row that
            tells what stays in it, not read); `duplicate` (the same bytes were there under another name: kept too);
            `skipped` (it was there already); `failed`.
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


@dataclass(eq=False, slots=True)
class _Begun:
    """An item on its way: its bytes being written, its text being read."""

    item: Acquired
    staged: Future[Staged]
    standing: Standing | None = None
    coming: Future[Outcome] | None = None
    outcome: Outcome | None = None


class Intake:
    """Takes items into a dossier's store and folder. Use it as a context.

    Args:
        store: where their rows go.
        steps: the rooms they walk through.
        folder: of the dossier.
        actor: who takes them in.
        clock: for the log.
        workers: processes that read, for many items; without, they are read in this one.
        many: whether it is known that there are many.
        anew: whether to read once more what this cascade has read before.
    """

    def __init__(
        self,
        store: Store,
        steps: Steps,
        folder: Path,
        actor: str,
        clock: Clock,
        workers: Workers | None = None,
        many: bool = False,
        anew: bool = False,
    ) -> None:
        self._store, self._steps, self._folder = store, steps, folder
        self._originals = folder / "originals"
        self._actor, self._clock, self._anew = actor, clock, anew
        self._workers, self._many = workers, many
        self._threads = ThreadPoolExecutor(4, "amparo-keep")
        self._begun = 0
        self._seen: set[str] = set()
        self._staged: set[Future[Staged]] = set()

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        for staged in self._staged:
            if staged.done() and not staged.cancelled() and staged.exception() is None:
                discard_staged(staged.result())

    def take_in(self, items: Iterable[Acquired | Problem | AddRow]) -> Iterator[AddRow]:
        """One row per item, in order, once it is kept; what is a row already is passed on.

        Where getting a further item fails, or the run is interrupted, what has been read by then is kept first.

        Raises:
            AmparoError: the dossier cannot be written, or a source cannot be got.
        """
        ready: list[_Begun | Problem | AddRow] = []
        since = monotonic()
        ahead = self._read_ahead(items)
        while True:
            try:
                one = next(ahead, None)
            except BaseException:
                yield from self._keep(ready)
                raise
            if one is not None:
                ready.append(one)
            size = sum(len(begun.item.data) for begun in ready if isinstance(begun, _Begun))
            if one is None or len(ready) >= TOGETHER or size > BYTES_AHEAD or monotonic() - since > LONGEST:
                yield from self._keep(ready)
                ready, since = [], monotonic()
            if one is None:
                return

    # Reading

    def _read_ahead(self, items: Iterable[Acquired | Problem | AddRow]) -> Iterator[_Begun | Problem | AddRow]:
        """The items in order, each once it has been read; some more are being read meanwhile."""
        waiting: deque[_Begun | Problem | AddRow] = deque()
        for item in items:
            waiting.append(item if isinstance(item, (Problem, AddRow)) else self._begin(item))
            while waiting and self._enough(waiting):
                yield self._read(waiting.popleft())
        while waiting:
            yield self._read(waiting.popleft())

    def _enough(self, waiting: deque[_Begun | Problem | AddRow]) -> bool:
        begun = [one for one in waiting if isinstance(one, _Begun)]
        coming = sum(one.coming is not None for one in begun)
        most = AHEAD * self._workers.count if self._workers else 0
        return coming == 0 or coming > most or sum(len(one.item.data) for one in begun) > BYTES_AHEAD

    def _begin(self, item: Acquired) -> _Begun:
        """Have the bytes written and, where it is new, the text read."""
        staged = self._threads.submit(stage_original, self._originals, self._folder / "incoming", item.data)
        self._staged.add(staged)
        begun = _Begun(item, staged)
        capture = item.capture
        if capture.sha256 in self._seen:
            return begun  # what stands of it is known only once the other one is kept
        self._seen.add(capture.sha256)
        begun.standing = self._store.standing(capture.doc, capture.sha256)
        if item.opened or not self._unread(begun.standing):
            return begun
        self._begun += 1
        if self._workers and (self._many or self._begun > FEW):
            begun.coming = self._workers.read(capture, item.data)
        return begun

    def _read(self, begun: _Begun | Problem | AddRow) -> _Begun | Problem | AddRow:
        if isinstance(begun, (Problem, AddRow)) or begun.item.opened:
            return begun
        if begun.coming:
            begun.outcome = begun.coming.result()
        elif begun.standing and self._unread(begun.standing):
            begun.outcome = read_item(self._steps, begun.item.capture, begun.item.data)
        return begun

    def _unread(self, standing: Standing) -> bool:
        """Whether this cascade has not read those bytes, read them only in part, or is to read them once more."""
        return standing.cascade != self._steps.cascade() or (standing.captured and (self._anew or standing.partly))

    # Keeping

    def _keep(self, ready: list[_Begun | Problem | AddRow]) -> list[AddRow]:
        """Keep the items and their rows, all of them or none."""
        placed: list[Path] = []
        try:
            written = [begun.staged for begun in ready if isinstance(begun, _Begun)]
            staged = [one.result() for one in written]
            with self._store.at_once():
                for one in staged:
                    placed += place_original(self._originals, one)
                list(self._threads.map(sync_folder, {path.parent for path in placed}))
                rows = [self._row(begun) for begun in ready]
            self._staged.difference_update(written)
        except BaseException:
            for path in placed:  # no row names them, and nobody else could write one meanwhile
                with suppress(OSError):
                    path.unlink()
            raise
        return rows

    def _row(self, begun: _Begun | Problem | AddRow) -> AddRow:
        if isinstance(begun, AddRow):
            return begun
        if isinstance(begun, Problem):
            from amparo.acquire import Rest

            self._store.add_problem(begun, self._clock(), self._actor)
            return AddRow(begun.doc, "opened" if isinstance(begun, Rest) else "failed", begun.reason, begun.remedy)
        capture = begun.item.capture
        if begun.item.opened:
            new = self._add(begun)
            return AddRow(capture.doc, "opened") if new else AddRow(capture.doc, "skipped", "It is there already.")
        standing = begun.standing or self._store.standing(capture.doc, capture.sha256)
        if not self._unread(standing):
            return self._known(begun, standing)
        outcome = begun.outcome or read_item(self._steps, capture, begun.item.data)
        if outcome.text is None:
            problem = Problem(capture.doc, outcome.reason, outcome.remedy, sha256=capture.sha256, whole=True)
            self._add(begun, None, (problem,))
            return AddRow(capture.doc, "failed", outcome.reason, outcome.remedy)
        again = standing.partly and not self._anew and standing.cascade == self._steps.cascade()
        if again and _alike(outcome.text, self._store.text(capture.sha256)):  # what was missing then is missing still
            return AddRow(capture.doc, "skipped", "It is there already.", claims=standing.claims)
        problems = outcome.text.problems
        self._add(begun, Reading(outcome.text, self._steps.cascade(), outcome.claims), problems)
        reason, remedy = (problems[0].reason, problems[0].remedy) if problems else ("", "")
        return AddRow(capture.doc, "read", reason, remedy, claims=len(outcome.claims), partly=len(problems))

    def _known(self, begun: _Begun, standing: Standing) -> AddRow:
        """The row of bytes that have been read: under this name, or under another."""
        capture = begun.item.capture
        if standing.captured:
            row = AddRow(capture.doc, "skipped", "It is there already.", claims=standing.claims)
        else:
            self._add(begun)
            reason = f"The same bytes are there as {standing.other_doc}."
            row = AddRow(capture.doc, "duplicate", reason, claims=standing.claims)
        self._store.solve_failures(capture.doc, capture.sha256, self._clock(), self._actor)
        return row

    def _add(self, begun: _Begun, reading: Reading | None = None, problems: Iterable[Problem] = ()) -> bool:
        from amparo.acquire import tools_of

        item = begun.item
        manifest = make_manifest(item.capture, item.data, self._actor, tools_of(item.capture.method))
        return self._store.add_item(item.capture, reading, problems, self._clock(), self._actor, manifest)


def _alike(text: Text, kept: Text | None) -> bool:
    """Whether a text read again is the one that is kept, perhaps under another name."""
    return kept is not None and (text.content, text.reader, text.blocks) == (kept.content, kept.reader, kept.blocks)
