"""Trying again what failed: reading anew what is kept, fetching anew what is on the web."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.custody import original_path
from amparo.dossier import PROGRAM, Dossier, utc_now
from amparo.intake import AddRow, Clock
from amparo.model import AmparoError, Capture, Problem
from amparo.store import StoredProblem

if TYPE_CHECKING:
    from amparo.acquire import Acquired

ALL = "all"

_URL = re.compile(r"https?://", re.IGNORECASE)
_USED = ("read", "opened", "duplicate", "skipped")
_ALONE = ("application/pdf", "application/xhtml+xml", "application/xml", "application/json")
_NOT_KEPT = "Nothing of it is kept, and it is not where it was."

Place = tuple[str, str | None]
"""A source that can be tried again: its name, and the SHA-256 of what is kept of it."""


@dataclass(frozen=True, slots=True)
class Retried:
    """What became of a problem that was tried again: solved, or why not, as sentences."""

    stored: StoredProblem
    solved: bool
    reason: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class _Attempt:
    rows: list[AddRow]
    arisen: list[Problem]


def retry_problems(
    dossier: Dossier,
    names: Sequence[str],
    actor: str = PROGRAM,
    clock: Clock = utc_now,
    progress: Callable[[AddRow], None] | None = None,
) -> list[Retried]:
    """Try problems again and mark as solved those that are; what comes in is taken in as `Dossier.add` does.

    Addresses are fetched again. What is kept is read anew, and archives and mails that are kept are opened anew. A
    source that several problems name is tried once.

    Args:
        dossier: where they are.
        names: ids of problems, or their beginnings, or `all`.
        actor, clock, progress: as for `Dossier.add`.

    Raises:
        AmparoError: there is no such open problem, or several begin so.
    """
    stored = [problem for problem in dossier.problems() if problem.id]
    wanted = stored if ALL in names else list(dict.fromkeys(_named(name, stored) for name in names))
    captures = dossier.store.captures()
    attempts: dict[Place, _Attempt] = {}
    retried = []
    for problem in wanted:
        place = _place(problem.problem, captures)
        if place is None:
            retried.append(Retried(problem, False, _NOT_KEPT, "Add it again by its path."))
            continue
        if place not in attempts:
            attempts[place] = _attempt(dossier, place, captures, actor, clock, progress)
        retried.append(_outcome(problem, attempts[place]))
    dossier.store.solve((outcome.stored.id for outcome in retried if outcome.solved), clock(), actor)
    if attempts:
        dossier.refresh()
    return retried


def _named(name: str, stored: Iterable[StoredProblem]) -> StoredProblem:
    found = [problem for problem in stored if problem.id.startswith(name)] if name else []
    if not found:
        raise AmparoError(f"There is no open problem {name}. `amparo problems` lists them with their ids.")
    if len(found) > 1:
        raise AmparoError(f"Several problems begin with {name}. Write more of its id.")
    return found[0]


def _place(problem: Problem, captures: Sequence[Capture]) -> Place | None:
    """What to try again: an address, what is kept of the item or of the archive or mail it stood in, or its path."""
    kept = [c for c in captures if c.sha256 == problem.sha256 and c.doc == problem.doc]
    kept = kept or [c for c in captures if problem.doc.startswith(f"{c.doc}/") and _holds(c)]
    of_the_page = not problem.whole and problem.where is None and kept and kept[0].doc == problem.doc
    if _URL.match(problem.doc) and (of_the_page or not kept):
        return problem.doc, None  # what is wrong is what came, not how it was read
    kept = kept or [c for c in captures if problem.doc == c.doc]
    if kept:
        nearest = max(kept, key=lambda capture: len(capture.doc))
        return nearest.doc, nearest.sha256
    return (problem.doc, None) if Path(problem.doc).exists() else None


def _holds(capture: Capture) -> bool:
    """Whether items can stand in it: under a page's address others stand that are no part of it."""
    return not capture.media_type.startswith("text/") and capture.media_type not in _ALONE


def _attempt(
    dossier: Dossier,
    place: Place,
    captures: Sequence[Capture],
    actor: str,
    clock: Clock,
    progress: Callable[[AddRow], None] | None,
) -> _Attempt:
    arisen: list[Problem] = []
    read: list[str] = []

    def watched(items: Iterable[Acquired | Problem]) -> Iterator[Acquired | Problem]:
        for item in items:
            if isinstance(item, Problem):
                arisen.append(item)
            elif not item.opened:
                read.append(item.capture.sha256)
            yield item

    rows = dossier.take_in(watched(_items(dossier, place, captures, clock())), actor, clock, progress, anew=True)
    for sha256 in read:
        text = dossier.store.text(sha256)
        arisen.extend(text.problems if text else ())
    arisen.extend(Problem(row.doc, row.reason, row.remedy) for row in rows if row.status == "failed")
    return _Attempt(rows, arisen)


def _items(dossier: Dossier, place: Place, captures: Sequence[Capture], now: str) -> Iterable[Acquired | Problem]:
    doc, sha256 = place
    if sha256 is None:
        return dossier.steps.acquire(doc, now)
    from amparo.acquire import acquire_kept

    capture = next(c for c in captures if (c.doc, c.sha256) == place)
    try:
        data = original_path(dossier.originals, sha256).read_bytes()
    except OSError as error:
        return [
            Problem(doc, f"Its original cannot be read: {error.strerror or error}.", "Run `amparo verify`.", whole=True)
        ]
    return acquire_kept(capture, data, now)


def _outcome(stored: StoredProblem, attempt: _Attempt) -> Retried:
    problem = stored.problem
    again = next((p for p in attempt.arisen if (p.doc, p.reason) == (problem.doc, problem.reason)), None)
    other = next((p for p in attempt.arisen if p.doc == problem.doc), None)
    used = any(row.doc == problem.doc and row.status in _USED for row in attempt.rows)
    if used and not again:
        return Retried(stored, solved=True)
    left = again or other or next(iter(attempt.arisen), None)
    return Retried(stored, False, left.reason if left else problem.reason, left.remedy if left else problem.remedy)
