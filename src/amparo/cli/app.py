"""The commands, thin: options in, one call to the dossier, a list out. Help texts are keys of `messages.yaml`."""

from __future__ import annotations

import contextlib
import os
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
    JobsOption,
    LanguageOption,
    ReviewOption,
)
from amparo.cli.output import Format, console, plain, table, write_records
from amparo.cli.sentences import told
from amparo.cli.show import BriefFormat, print_brief, print_claims, print_findings, print_lines, tell_unconfirmed
from amparo.model import AmparoError

MOST_JOBS = 8
"""Processes that read, where nobody says how many."""

if TYPE_CHECKING:
    from amparo.dossier import Dossier
    from amparo.intake import AddRow
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
    jobs: JobsOption = None,
) -> None:
    from amparo.cli.deciding import tell_idle
    from amparo.cli.records import add_record
    from amparo.dossier import PROGRAM

    say = speaker(context)
    with opened(context, dossier) as matter:
        rows = add_with_bar(matter, sources, actor or PROGRAM, say, jobs or min(os.cpu_count() or 1, MOST_JOBS))
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


@app.command(help="help.show")
def show(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(help="opt.claim", metavar="CLAIM")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="opt.show_output", show_default=False, metavar="FILE")
    ] = None,
    names: Annotated[bool, typer.Option("--names", help="opt.names")] = False,
    dossier: DossierOption = None,
    form: FormatOption = Format.table,
) -> None:
    from amparo.cli.shown import show_claim

    with opened(context, dossier) as matter:
        show_claim(matter, claim, output, names, form, speaker(context))


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
    bundle: Annotated[Path | None, typer.Argument(help="opt.bundle", metavar="BUNDLE", show_default=False)] = None,
    checklist: Annotated[bool, typer.Option("--checklist", help="opt.checklist")] = False,
    ca: Annotated[Path | None, typer.Option("--ca", help="opt.ca", metavar="FILE", show_default=False)] = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.table,
) -> None:
    from amparo.cli.progress import bar
    from amparo.cli.proving import print_checklists, tell_verified
    from amparo.cli.records import checklist_record

    say = speaker(context)
    if bundle is not None:
        from amparo.dossier import verify_exported

        if checklist:
            raise AmparoError(say("error.checklist_of_bundle"))
        with bar(say("progress.verify"), None) as step:
            verified = verify_exported(bundle, ca, progress=step)
        raise typer.Exit(tell_verified(verified, form, say))
    if ca is not None:
        raise AmparoError(say("error.ca"))
    with opened(context, dossier) as matter:
        if checklist:
            if form is Format.table:
                print_checklists(matter.proofs(), say)
            else:
                write_records((checklist_record(proof, say.lang) for proof in matter.proofs()), form)
            raise typer.Exit
        with bar(say("progress.verify"), len({c.sha256 for c in matter.store.captures()})) as step:
            verified = matter.verify(step)
    raise typer.Exit(tell_verified(verified, form, say))


@app.command(help="help.custody")
def custody(
    context: typer.Context,
    docs: Annotated[list[str] | None, typer.Argument(help="opt.docs_custody", metavar="DOC")] = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.table,
) -> None:
    from amparo.cli.proving import print_proofs
    from amparo.cli.records import proof_record

    say = speaker(context)
    with opened(context, dossier) as matter:
        known = [capture.doc for capture in matter.store.captures()]
        for doc in docs or []:
            if not any(name.endswith(doc) for name in known):
                raise AmparoError(say("error.captured", doc=doc))
        listed = (proof for proof in matter.proofs() if not docs or proof.capture.doc.endswith(tuple(docs)))
        if form is not Format.table:
            write_records((proof_record(proof, say.lang) for proof in listed), form)
        elif not print_proofs(listed, say):
            print(say("say.nothing"))


@app.command(help="help.timestamp")
def timestamp(
    context: typer.Context,
    request: Annotated[Path | None, typer.Option("--request", help="opt.request", metavar="FILE")] = None,
    response: Annotated[Path | None, typer.Option("--response", help="opt.response", metavar="FILE")] = None,
    actor: ActorOption = None,
    dossier: DossierOption = None,
) -> None:
    from amparo.cli.proving import stamp_log
    from amparo.dossier import PROGRAM

    say = speaker(context)
    with opened(context, dossier) as matter:
        stamp_log(matter, request, response, actor or PROGRAM, say)


@app.command(help="help.export")
def export(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(help="opt.out", metavar="OUT")],
    with_originals: Annotated[bool, typer.Option("--with-originals", help="opt.with_originals")] = False,
    actor: ActorOption = None,
    dossier: DossierOption = None,
) -> None:
    from amparo.cli.proving import export_bundle
    from amparo.dossier import PROGRAM

    say = speaker(context)
    if not with_originals:
        raise AmparoError(say("error.with_originals", out=out))
    with opened(context, dossier) as matter:
        raise typer.Exit(export_bundle(matter, out, actor or PROGRAM, say))


@app.command(help="help.problems")
def problems(
    context: typer.Context,
    retry: Annotated[list[str] | None, typer.Option("--retry", help="opt.retry", metavar="ID")] = None,
    solved: Annotated[bool, typer.Option("--solved", help="opt.solved")] = False,
    dossier: DossierOption = None,
    form: FormatOption = Format.table,
    actor: ActorOption = None,
) -> None:
    from amparo.cli.problems import list_problems, try_again
    from amparo.dossier import PROGRAM

    say = speaker(context)
    with opened(context, dossier) as matter:
        if retry:
            raise typer.Exit(try_again(matter, retry, actor or PROGRAM, form, say))
        list_problems(matter.problems(solved), form, say)


@app.command(help="help.captures")
def captures(
    context: typer.Context,
    docs: Annotated[list[str] | None, typer.Argument(help="opt.captured", metavar="DOC")] = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.table,
) -> None:
    from amparo.cli.captures import list_captures
    from amparo.cli.discretion import discretion

    say = speaker(context)
    with opened(context, dossier) as matter:
        list_captures(matter, docs or [], discretion(matter, say), form, say)


@app.command(help="help.watch")
def watch(
    context: typer.Context,
    urls: Annotated[list[str] | None, typer.Argument(help="opt.urls", metavar="URL")] = None,
    every: Annotated[str | None, typer.Option("--every", help="opt.every", metavar="TIME")] = None,
    listed: Annotated[bool, typer.Option("--list", help="opt.watched")] = False,
    stop: Annotated[list[str] | None, typer.Option("--stop", help="opt.stop", metavar="URL")] = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.table,
    actor: ActorOption = None,
) -> None:
    from amparo.cli.watching import list_watched, run_round, run_rounds, seconds_of
    from amparo.dossier import PROGRAM
    from amparo.watch import unwatch_addresses, watch_addresses, watched_addresses

    say = speaker(context)
    pause = seconds_of(every, say) if every else None
    with opened(context, dossier) as matter:
        if stop:
            unwatch_addresses(matter, stop, actor or PROGRAM)
        watch_addresses(matter, urls or [], actor or PROGRAM)
        if listed or (stop and not urls):
            list_watched(matter, form, say)
        elif not watched_addresses(matter):
            raise AmparoError(say("error.nothing_watched"))
        elif pause:
            run_rounds(matter, urls or [], actor or PROGRAM, form, pause, say)
        else:
            raise typer.Exit(1 if run_round(matter, urls or [], actor or PROGRAM, form, say) else 0)


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


def add_with_bar(dossier: Dossier, sources: list[str], actor: str, say: Speaker, jobs: int = 1) -> list[AddRow]:
    """Add with a bar on standard error."""
    from amparo.cli.progress import bar, count_files

    with bar(say("progress.add"), count_files(sources)) as step:
        return dossier.add(sources, actor, progress=lambda row: step(row.doc), jobs=jobs)


def why(row: AddRow, say: Speaker) -> str:
    """Reason and remedy of a row."""
    if row.status == "read" and row.partly:
        return say("say.partly", count=row.partly, reason=told(say.lang, row.reason, row.remedy))
    return told(say.lang, row.reason, row.remedy)


def summary(rows: list[AddRow], say: Speaker) -> str:
    """The rows counted."""
    # A row `opened` with a reason tells what stays in an archive that has its row already.
    rows = [r for r in rows if r.status != "opened" or not r.reason]
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
