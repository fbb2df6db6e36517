"""`amparo watch`: one round or many, each row as soon as it is known."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from amparo.cli.output import Format, console, indented, plain, table, write_records
from amparo.cli.sentences import said_in, told
from amparo.model import AmparoError, claim_record

if TYPE_CHECKING:
    from amparo.cli.discretion import Discretion
    from amparo.cli.messages import Speaker
    from amparo.dossier import Dossier
    from amparo.versions import ClaimChange
    from amparo.watch import Visited

_TIME = re.compile(r"(\d{1,5})\s*(m|h|d)")
_SECONDS = {"m": 60, "h": 3_600, "d": 86_400}


def seconds_of(every: str, say: Speaker) -> int:
    """A time such as `30m`, `1h` or `1d` in seconds. Raises `AmparoError`."""
    match = _TIME.fullmatch(every.strip().lower())
    if not match or int(match.group(1)) == 0:
        raise AmparoError(say("error.every", given=every))
    return int(match.group(1)) * _SECONDS[match.group(2)]


def list_watched(dossier: Dossier, form: Format, say: Speaker) -> None:
    """Print what is followed and how it was found."""
    from amparo.model import to_json
    from amparo.watch import watched_addresses

    listed = watched_addresses(dossier)
    if form is not Format.table:
        records = (to_json(watched) for watched in listed)
        write_records(({**r, "reason": said_in(say.lang, r["reason"])} for r in records), form)
    elif not listed:
        print(say("say.nothing_watched"))
    else:
        headings = [say(f"col.{name}") for name in ("url", "kind", "checked", "changed", "until", "why")]
        cells = (
            [
                watched.url,
                say(f"watched.{watched.kind or 'unseen'}"),
                watched.checked or "—",
                watched.changed or "—",
                watched.not_before or "—",
                said_in(say.lang, watched.reason),
            ]
            for watched in listed
        )
        table(headings, cells, fixed=())


def run_round(dossier: Dossier, urls: Sequence[str], actor: str, form: Format, say: Speaker) -> bool:
    """Visit once and print what became of each address; whether any failed."""
    from amparo.watch import visit_watched

    failed = False
    kept: list[dict[str, Any]] = []
    for visited in visit_watched(dossier, urls, actor):
        failed = failed or visited.status == "failed"
        hide = _discretion(dossier, visited, say)
        if form is Format.table:
            _print_visited(visited, hide, say)
        elif form is Format.jsonl:
            write_records([visit_record(visited, hide, say.lang)], form)
            sys.stdout.flush()
        else:
            kept.append(visit_record(visited, hide, say.lang))
    if form in (Format.json, Format.csv):
        write_records(kept, form)
    return failed


def run_rounds(dossier: Dossier, urls: Sequence[str], actor: str, form: Format, every: int, say: Speaker) -> None:
    """Visit again and again, until it is interrupted."""
    while True:
        run_round(dossier, urls, actor, form, say)
        console(error=True).print(plain(say("say.next_round", minutes=f"{every / 60:g}")))
        time.sleep(every)


def visit_record(visited: Visited, hide: Discretion, lang: str) -> dict[str, Any]:
    """What became of one address, as a record."""
    record = {
        "url": visited.url,
        "status": visited.status,
        "feed": visited.feed,
        "reason": said_in(lang, visited.reason),
        "remedy": said_in(lang, visited.remedy),
        "until": visited.until,
        "before": visited.before,
        "after": visited.after,
        "changes": [
            {
                "change": change.kind,
                "slots": list(change.slots),
                "before": claim_record(change.before) if change.before else None,
                "after": claim_record(change.after) if change.after else None,
            }
            for change in visited.changes
        ],
    }
    shown: dict[str, Any] = hide.record(record)
    return shown


def _discretion(dossier: Dossier, visited: Visited, say: Speaker) -> Discretion:
    from amparo.cli.discretion import EVERYTHING, discretion

    return discretion(dossier, say) if visited.changes else EVERYTHING


def _print_visited(visited: Visited, hide: Discretion, say: Speaker) -> None:
    out = console()
    out.print(plain(f"{say(f'visit.{visited.status}')}:", "bold"), plain(visited.url))
    note = told(say.lang, visited.reason, visited.remedy)
    if visited.until:
        note = f"{note} {say('say.until', at=visited.until)}".strip()
    if note:
        out.print(indented(note, 4))
    if visited.status == "changed" and not visited.changes:
        out.print(indented(say("say.no_change"), 4))
    for line in change_lines(visited.changes, hide, say):
        out.print(indented(line, 4))


def change_lines(changes: Iterable[ClaimChange], hide: Discretion, say: Speaker) -> Iterable[str]:
    """A line for each change, with the words of the page before and after."""
    for change in changes:
        words = [f"“{hide.text(claim.quote)}”" for claim in (change.before, change.after) if claim]
        yield f"{say(f'change.{change.kind}')}: {' → '.join(words)}"
