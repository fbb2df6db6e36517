"""The commands, thin: options in, one call to the dossier, a list out. Help texts are keys of `messages.yaml`."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from amparo.cli.messages import Speaker
from amparo.cli.options import (
    ActorOption,
    BriefFormatOption,
    ClaimsFormatOption,
    DossierOption,
    FormatOption,
    LanguageOption,
    ReviewOption,
)
from amparo.cli.output import Format, console, plain, table, write_records
from amparo.cli.sentences import said_in, told
from amparo.cli.show import (
    BriefFormat,
    print_brief,
    print_checklists,
    print_claims,
    print_findings,
    print_lines,
    tell_unconfirmed,
)
from amparo.model import AmparoError

if TYPE_CHECKING:
    from amparo.dossier import AddRow, Dossier
    from amparo.model import Claim

app = typer.Typer(
    help="help.amparo",
    no_args_is_help=True,
    rich_markup_mode="rich",
    add_completion=False,
    pretty_exceptions_enable=False,
)


@dataclass
class Session:
    """What one run of the command knows: its language, and the dossier named before the command."""

    say: Speaker
    dossier: Path | None = None


def print_version(asked: bool) -> None:
    """Print the version and end, if asked for."""
    if asked:
        from amparo import __version__

        print(f"amparo {__version__}")
        raise typer.Exit


@app.callback()
def amparo(
    context: typer.Context,
    dossier: DossierOption = None,
    ui_lang: LanguageOption = None,
    version: Annotated[
        bool, typer.Option("--version", help="opt.version", is_eager=True, callback=print_version)
    ] = False,
) -> None:
    context.obj.dossier = dossier


@app.command(help="help.demo")
def demo(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="opt.path_demo")] = Path("demo"),
    actor: ActorOption = None,
) -> None:
    from importlib.resources import as_file

    from amparo.dossier import PROGRAM, Dossier
    from amparo.dossierfile import NAME
    from amparo.packs import load_pack

    say = speaker(context)
    pack = load_pack()
    example = pack.root.joinpath("example")
    if not example.is_dir():
        raise AmparoError(say("error.example", pack=pack.name))
    if not (path / NAME).exists():
        Dossier.create(path, pack.title.get(say.lang, pack.name), pack.name).store.close()
    with opened(context, path) as dossier, as_file(example) as folder:
        documents = sorted(str(document) for document in folder.iterdir())
        rows = add_with_bar(dossier, documents, actor or PROGRAM, say)
        console(error=True).print(plain(summary(rows, say)))
        print_brief(dossier, say.lang, BriefFormat.md, None, say)
    print(say("say.demo", path=path))


@app.command(help="help.init")
def init(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="opt.path_init")],
    title: Annotated[str | None, typer.Option(help="opt.title")] = None,
    pack: Annotated[str, typer.Option(help="opt.pack")] = "detention_transfer",
    actor: ActorOption = None,
) -> None:
    from amparo.dossier import PROGRAM, Dossier

    Dossier.create(path, title or path.resolve().name, pack, actor or PROGRAM)
    print(speaker(context)("say.made", path=path))


@app.command(help="help.add")
def add(
    context: typer.Context,
    sources: Annotated[list[str], typer.Argument(help="opt.sources", metavar="SOURCE")],
    dossier: DossierOption = None,
    form: FormatOption = Format.table,
    actor: ActorOption = None,
) -> None:
    from amparo.cli.deciding import tell_idle
    from amparo.cli.records import add_record
    from amparo.dossier import PROGRAM

    say = speaker(context)
    with opened(context, dossier) as matter:
        rows = add_with_bar(matter, sources, actor or PROGRAM, say)
        effects = matter.take_in_hand(actor or PROGRAM)
        idle = matter.idle() if matter.store.decisions() else []
    if form is Format.table:
        headings = [say("col.doc"), say("col.status"), say("col.claims"), say("col.why")]
        table(headings, ([r.doc, say(f"status.{r.status}"), str(r.claims), why(r, say)] for r in rows), ())
    else:
        write_records((add_record(row, say.lang) for row in rows), form)
    err = console(error=True)
    err.print(plain(summary(rows, say)))
    if effects:
        err.print(plain(say("say.hand", count=len(effects))))
    tell_idle(idle, say)
    raise typer.Exit(1 if any(row.status == "failed" for row in rows) else 0)


@app.command(help="help.claims")
def claims(
    context: typer.Context,
    docs: Annotated[list[str] | None, typer.Argument(help="opt.docs", metavar="DOC")] = None,
    text: Annotated[bool, typer.Option("--text", help="opt.text")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="opt.explain")] = False,
    ledger: Annotated[str | None, typer.Option(help="opt.ledger")] = None,
    stage: Annotated[str | None, typer.Option(help="opt.stage")] = None,
    review: ReviewOption = None,
    dossier: DossierOption = None,
    form: ClaimsFormatOption = None,
) -> None:
    say = speaker(context)
    if text:
        from amparo.cli.textfiles import print_claims_of_files

        if not docs:
            raise AmparoError(say("error.no_files"))
        raise typer.Exit(print_claims_of_files([Path(doc) for doc in docs], form or Format.jsonl, explain, say))
    from amparo.cli.discretion import discretion
    from amparo.model import claim_record

    with opened(context, dossier) as matter:
        if ledger:
            known_ledger(matter, ledger, say)
        if stage:
            known_stage(matter, ledger, stage, say)
        read = matter.claims()

        def wanted(claim: Claim) -> bool:
            return (
                (not ledger or claim.ledger == ledger)
                and (not stage or claim.stage == stage)
                and (not review or claim.review == review)
            )

        if explain and form is not Format.csv:
            from amparo.cli.explained import explain_documents

            every = not (ledger or stage or review)
            explain_documents(matter, docs or [], list(filter(wanted, read)), every, form or Format.table, say)
            return
        listed = list(filter(wanted, of_documents(read, docs or [], say)))
        hide = discretion(matter, say)
        if form not in (None, Format.table):
            write_records(map(hide.record, map(claim_record, listed)), form)
        elif not listed:
            print(say("say.nothing" if read else "say.no_claims"))
        else:
            print_claims(matter.pack, listed, hide, say)


@app.command(help="help.ledger")
def ledger(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="opt.ledger", metavar="LEDGER")] = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.table,
) -> None:
    from amparo.cli.discretion import discretion
    from amparo.cli.records import line_record

    say = speaker(context)
    with opened(context, dossier) as matter:
        wanted = known_ledger(matter, name, say) if name else None
        account = matter.account()
        lines = [line for line in account.lines if wanted in (None, line.ledger)]
        tell_unconfirmed(account, say)
        if form is not Format.table:
            write_records(map(discretion(matter, say).record, map(line_record, lines)), form)
        elif not lines:
            print(say("say.nothing" if account.lines else "say.no_claims"))
        else:
            print_lines(matter, account, {line.id for line in lines}, discretion(matter, say), say)


@app.command(help="help.origins")
def origins(
    context: typer.Context,
    without: Annotated[list[str] | None, typer.Option("--without", help="opt.without", metavar="NAME")] = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.table,
) -> None:
    from amparo.cli.graph import list_origins, list_withdrawal

    say = speaker(context)
    with opened(context, dossier) as matter:
        account = matter.account()
        if without:
            list_withdrawal(matter, account, without, form, say)
        else:
            list_origins(account, form, say)


@app.command(help="help.findings")
def findings(context: typer.Context, dossier: DossierOption = None, form: FormatOption = Format.table) -> None:
    from amparo.cli.discretion import discretion
    from amparo.cli.records import finding_record

    say = speaker(context)
    with opened(context, dossier) as matter:
        account = matter.account()
        listed = sorted(account.findings, key=lambda f: f.status != "open")
        tell_unconfirmed(account, say)
        if form is not Format.table:
            hide = discretion(matter, say)
            write_records((hide.record(finding_record(f, account.claims)) for f in listed), form)
        elif not listed:
            print(say("say.nothing"))
        else:
            print_findings(account, discretion(matter, say), say)


@app.command(help="help.brief")
def brief(
    context: typer.Context,
    lang: Annotated[str | None, typer.Option("--lang", help="opt.lang", show_default=False)] = None,
    form: BriefFormatOption = BriefFormat.md,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="opt.output", show_default=False)] = None,
    charts: Annotated[Path | None, typer.Option("--charts", help="opt.charts", metavar="DIR")] = None,
    since: Annotated[str | None, typer.Option("--since", help="opt.since", metavar="DATE", show_default=False)] = None,
    dossier: DossierOption = None,
) -> None:
    say = speaker(context)
    with opened(context, dossier) as matter:
        print_brief(matter, lang or say.lang, form, output, say, charts, since)


@app.command(help="help.review")
def review(
    context: typer.Context,
    accept: Annotated[list[str] | None, typer.Option(help="opt.accept", metavar="ID")] = None,
    reject: Annotated[list[str] | None, typer.Option(help="opt.reject", metavar="ID")] = None,
    correct: Annotated[str | None, typer.Option(help="opt.correct", metavar="ID")] = None,
    changes: Annotated[list[str] | None, typer.Option("--set", help="opt.set", metavar="SLOT=VALUE")] = None,
    resolve: Annotated[str | None, typer.Option(help="opt.resolve", metavar="FINDING")] = None,
    release: Annotated[str | None, typer.Option(help="opt.release", metavar="NAME")] = None,
    same_line: Annotated[str | None, typer.Option(help="opt.same_line", metavar="ID")] = None,
    other_line: Annotated[str | None, typer.Option(help="opt.other_line", metavar="ID")] = None,
    same_origin: Annotated[str | None, typer.Option(help="opt.same_origin", metavar="ID")] = None,
    other: Annotated[str | None, typer.Option("--with", help="opt.with", metavar="ID")] = None,
    undo: Annotated[str | None, typer.Option(help="opt.undo", metavar="DECISION")] = None,
    reason: Annotated[str, typer.Option(help="opt.reason", show_default=False)] = "",
    apply: Annotated[bool, typer.Option("--apply", help="opt.apply")] = False,
    actor: ActorOption = None,
    dossier: DossierOption = None,
) -> None:
    from amparo.cli.deciding import Asked, apply_hand, decide_all, tell_idle
    from amparo.cli.keyboard import review_by_keyboard
    from amparo.dossier import PROGRAM

    say = speaker(context)
    asked = Asked(
        accept=accept or (),
        reject=reject or (),
        correct=correct,
        resolve=resolve,
        release=release,
        same_line=same_line,
        other_line=other_line,
        same_origin=same_origin,
        undo=undo,
        other=other,
        changes=changes or (),
        reason=reason,
    )
    acts = asked.acts(say)
    with opened(context, dossier) as matter:
        if apply:
            apply_hand(matter, actor or PROGRAM, say)
        if acts:
            if not actor:
                raise AmparoError(say("error.actor"))
            decide_all(matter, asked, actor, say)
        elif not apply:
            review_by_keyboard(matter, actor, say)
        tell_idle(matter.idle(), say)


@app.command(help="help.withheld")
def withheld(context: typer.Context, dossier: DossierOption = None, form: FormatOption = Format.table) -> None:
    from amparo.cli.discretion import withheld_names

    say = speaker(context)
    with opened(context, dossier) as matter:
        listed = list(withheld_names(matter, say))
    if form is not Format.table:
        write_records(listed, form)
    elif not listed:
        print(say("say.none_withheld"))
    else:
        headings = [say(f"col.{name}") for name in ("name", "why", "id", "doc")]
        table(headings, ([row["name"], row["told"], row["claim"] or "—", row["doc"]] for row in listed))


@app.command(help="help.verify")
def verify(
    context: typer.Context,
    checklist: Annotated[bool, typer.Option("--checklist", help="opt.checklist")] = False,
    dossier: DossierOption = None,
    form: FormatOption = Format.table,
) -> None:
    from amparo.cli.progress import bar
    from amparo.cli.records import checklist_record, verification_record

    say = speaker(context)
    with opened(context, dossier) as matter:
        if checklist:
            lists = matter.checklists()
            if form is Format.table:
                print_checklists(lists, say)
            else:
                write_records((checklist_record(capture, points, say.lang) for capture, points in lists), form)
            raise typer.Exit
        with bar(say("progress.verify"), len({c.sha256 for c in matter.store.captures()})) as step:
            verified = matter.verify(step)
        record = verification_record(verified, say.lang)
    if form is Format.json:
        print(json.dumps(record, ensure_ascii=False, indent=2))
    elif form is not Format.table:
        write_records(record["faults"], form)
    else:
        out = console()
        out.print(plain(say("say.counts", **verified.counts)))
        if verified.unmade:
            out.print(plain(say("say.unmade", count=len(verified.unmade))))
        out.print(plain(say("say.faults", count=len(verified.faults)) if verified.faults else say("say.sound")))
        for fault in verified.faults:
            out.print(plain(f"✗ {fault.sentence(say.lang)}"))
        out.print(plain(say("say.head", head=verified.head)))
    raise typer.Exit(1 if verified.faults else 0)


@app.command(help="help.problems")
def problems(context: typer.Context, dossier: DossierOption = None, form: FormatOption = Format.table) -> None:
    from amparo.cli.records import problem_record

    say = speaker(context)
    with opened(context, dossier) as matter:
        listed = matter.problems()
    if form is not Format.table:
        write_records((problem_record(problem, say.lang) for problem in listed), form)
    elif not listed:
        print(say("say.no_problems"))
    else:
        headings = [say("col.doc"), say("col.why"), say("col.remedy")]
        shown = [(p.problem, f" ({p.problem.where})" if p.problem.where else "") for p in listed]
        cells = ([p.doc + where, said_in(say.lang, p.reason), said_in(say.lang, p.remedy)] for p, where in shown)
        table(headings, cells, fixed=())


def speaker(context: typer.Context) -> Speaker:
    """The messages in the language that `run` chose."""
    session: Session = context.obj
    return session.say


@contextlib.contextmanager
def opened(context: typer.Context, dossier: Path | None) -> Iterator[Dossier]:
    """The dossier named by the command, by `amparo -d`, or the one around the current folder."""
    from amparo.dossier import Dossier

    matter = Dossier.open(dossier or context.obj.dossier)
    from django.db import DatabaseError

    try:
        yield matter
    except DatabaseError as error:
        raise AmparoError(speaker(context)("error.database", reason=error)) from error
    finally:
        matter.store.close()


def add_with_bar(dossier: Dossier, sources: list[str], actor: str, say: Speaker) -> list[AddRow]:
    """Add with a bar on standard error."""
    from amparo.cli.progress import bar, count_files

    with bar(say("progress.add"), count_files(sources)) as step:
        return dossier.add(sources, actor, progress=lambda row: step(row.doc))


def why(row: AddRow, say: Speaker) -> str:
    """Reason and remedy of a row."""
    if row.status == "read" and row.partly:
        return say("say.partly", count=row.partly, reason=told(say.lang, row.reason, row.remedy))
    return told(say.lang, row.reason, row.remedy)


def summary(rows: list[AddRow], say: Speaker) -> str:
    """The rows counted."""
    counts = {s: sum(r.status == s for r in rows) for s in ("read", "duplicate", "skipped", "opened", "failed")}
    return say("say.added", **counts, claims=sum(r.claims for r in rows if r.status == "read"))


def known_ledger(dossier: Dossier, name: str, say: Speaker) -> str:
    """The name, if the pack has such a ledger."""
    if name not in dossier.pack.ledgers:
        raise AmparoError(say("error.ledger", ledger=name, known=", ".join(dossier.pack.ledgers)))
    return name


def known_stage(dossier: Dossier, ledger: str | None, stage: str, say: Speaker) -> None:
    """Check that the pack has such a stage, in `ledger` where one is named. Raises `AmparoError`."""
    specs = [spec for name, spec in dossier.pack.ledgers.items() if ledger in (None, "", name)]
    known = list(dict.fromkeys(name for spec in specs for name in spec.stages))
    if stage not in known:
        raise AmparoError(say("error.stage", stage=stage, known=", ".join(known)))


def of_documents(listed: list[Claim], docs: list[str], say: Speaker) -> list[Claim]:
    """The claims of the documents named, in full or by the end of their name; all where none is named."""
    for doc in docs:
        if not any(claim.doc.endswith(doc) for claim in listed):
            raise AmparoError(say("error.doc", doc=doc))
    return [claim for claim in listed if not docs or claim.doc.endswith(tuple(docs))]
