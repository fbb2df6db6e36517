"""`amparo problems`: what could not be used, and trying it again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from amparo.cli.output import Format, console, plain, table, write_records
from amparo.cli.records import problem_record
from amparo.cli.sentences import said_in, told

if TYPE_CHECKING:
    from amparo.cli.messages import Speaker
    from amparo.dossier import Dossier
    from amparo.store import StoredProblem


def list_problems(listed: Sequence[StoredProblem], form: Format, say: Speaker) -> None:
    """Print them with reason and remedy; when each was solved, where one was."""
    if form is not Format.table:
        write_records((problem_record(problem, say.lang) for problem in listed), form)
    elif not listed:
        print(say("say.no_problems"))
    else:
        headings = [say(f"col.{name}") for name in ("id", "doc", "why", "remedy")]
        table(headings, (_cells(stored, say) for stored in listed), fixed=(0,))


def try_again(dossier: Dossier, names: Sequence[str], actor: str, form: Format, say: Speaker) -> int:
    """Try the problems named again, print what became of each, and give the exit status: 1 where some are left."""
    from amparo.cli.progress import bar
    from amparo.retry import retry_problems

    with bar(say("progress.retry"), None) as step:
        outcomes = retry_problems(dossier, names, actor, progress=lambda row: step(row.doc))
    left = [outcome for outcome in outcomes if not outcome.solved]
    if form is not Format.table:
        now = {stored.id: stored for stored in dossier.problems(solved=True)}
        write_records((problem_record(now[o.stored.id], say.lang) for o in outcomes), form)
    elif not outcomes:
        print(say("say.no_problems"))
    else:
        headings = [say(f"col.{name}") for name in ("id", "doc", "status", "why")]
        rows: Iterable[list[str]] = (
            [
                o.stored.id,
                o.stored.problem.doc,
                say("status.solved" if o.solved else "status.open"),
                told(say.lang, o.reason, o.remedy),
            ]
            for o in outcomes
        )
        table(headings, rows, fixed=(0,))
        console(error=True).print(plain(say("say.retried", solved=len(outcomes) - len(left), left=len(left))))
    return 1 if left else 0


def _cells(stored: StoredProblem, say: Speaker) -> list[str]:
    problem = stored.problem
    where = f" ({problem.where})" if problem.where else ""
    remedy = say("say.solved", at=stored.solved) if stored.solved else said_in(say.lang, problem.remedy)
    return [stored.id or "—", problem.doc + where, said_in(say.lang, problem.reason), remedy]
