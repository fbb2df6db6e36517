"""Claims, lines, findings and the brief as people read them in a terminal."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.cli.messages import Speaker
from amparo.cli.output import console, indented, plain, table
from amparo.model import AmparoError
from amparo.model.claim import OCR

if TYPE_CHECKING:
    from amparo.cli.discretion import Discretion
    from amparo.dossier import Dossier
    from amparo.model import Brief, Claim
    from amparo.packs import Pack
    from amparo.reconcile import Account


class BriefFormat(StrEnum):
    """How a brief is written."""

    md = "md"
    html = "html"
    json = "json"
    pdf = "pdf"


def print_claims(pack: Pack, listed: list[Claim], hide: Discretion, say: Speaker) -> None:
    """The claims as a table."""
    from amparo.cli.words import asserter, claim_figure, stage_words

    names = ["id", "what", "figure", "who", "when", "quote", "doc", "status"]
    rows = (
        [
            claim.id,
            stage_words(pack, claim.ledger, claim.stage, say.lang),
            claim_figure(claim, say),
            hide.text(asserter(claim, say)),
            claim.when or "—",
            hide.text(claim.quote),
            hide.place(claim.doc),
            " · ".join([say(f"review.{claim.review}"), *(["OCR"] if OCR in claim.marks else [])]),
        ]
        for claim in listed
    )
    table([say(f"col.{name}") for name in names], rows)


def tell_unconfirmed(account: Account, say: Speaker) -> None:
    """On standard error, how many claims wait for a person before they count."""
    if account.unconfirmed:
        console(error=True).print(plain(say("say.unconfirmed", count=len(account.unconfirmed))))


def print_lines(dossier: Dossier, account: Account, wanted: set[str], hide: Discretion, say: Speaker) -> None:
    """Each line with its ladder, and under each figure who says it."""
    from amparo.cli.words import asserter, claim_figure, figure_rests, figure_words, line_title, stage_words

    out = console()
    for line in account.lines:
        if line.id not in wanted:
            continue
        out.print()
        out.print(plain(hide.text(line_title(line, dossier.pack, say.lang)), "bold"), plain(line.id, "dim"))
        for step in line.steps:
            stage = stage_words(dossier.pack, line.ledger, step.stage, say.lang).split(" · ")[-1]
            for figure in step.figures:
                words = figure_words(figure.value, figure.bound, line.unit, say)
                out.print(plain(f"  {stage}:"), plain(words, "bold"), plain(f"— {figure_rests(figure, say)}"))
                for claim in (account.claims[c] for c in figure.claims if c in account.claims):
                    held = claim_figure(claim, say)
                    note = f" [{held}]" if held != words else ""
                    voice, quote = hide.text(asserter(claim, say)), hide.text(claim.quote)
                    said = f"{voice}, {claim.when or '—'}: “{quote}”{note} ({hide.place(claim.doc)})"
                    out.print(indented(said, 6))


def print_findings(account: Account, hide: Discretion, say: Speaker) -> None:
    """Each finding with its sentence, its arithmetic and the words it rests on, open ones first."""
    from amparo.cli.words import asserter

    out = console()
    for finding in sorted(account.findings, key=lambda f: f.status != "open"):
        status, kind = say(f"status.{finding.status}"), say(f"finding.{finding.kind}")
        out.print()
        out.print(plain(kind, "bold"), plain(f"· {status}"), plain(finding.id, "dim"))
        explanation = finding.explanation.get(say.lang) or next(iter(finding.explanation.values()))
        out.print(indented(hide.text(explanation), 2))
        if finding.arithmetic:
            out.print(indented(finding.arithmetic, 2))
        for claim in (account.claims[c] for c in finding.claims if c in account.claims):
            voice, quote = hide.text(asserter(claim, say)), hide.text(claim.quote)
            out.print(indented(f"– {voice}: “{quote}” ({hide.place(claim.doc)})", 4))


def print_brief(
    dossier: Dossier,
    lang: str,
    form: BriefFormat,
    output: Path | None,
    say: Speaker,
    charts: Path | None = None,
    since: str | None = None,
) -> None:
    """The brief, on standard output or in a file; sentences the checker refused are told on standard error.

    Args:
        charts: folder for the charts as pictures.
        since: a date; only what came to be known since is told.
    """
    if form is BriefFormat.pdf and output is None:
        raise AmparoError(say("error.pdf_output"))
    account = dossier.account()
    written = dossier.brief(lang, account, since)
    made = render(dossier, account, written, form)
    tell_unconfirmed(account, say)
    if output is None:
        sys.stdout.buffer.write(made)
        sys.stdout.flush()
    else:
        _write(output, made, say)
        print(say("say.written", path=output))
    if charts is not None:
        write_charts(dossier, account, written, charts, say)
    if written.refused:
        err = console(error=True)
        err.print(plain(say("say.refused", count=len(written.refused))))
        for refused in written.refused:
            err.print(plain(f"  {refused}"))


def write_charts(dossier: Dossier, account: Account, written: Brief, folder: Path, say: Speaker) -> None:
    """The charts as SVG and PNG in a folder; on standard error, which files they are."""
    from amparo.publish import render_charts

    pictures = render_charts(written, account, dossier.pack, dossier.released())
    err = console(error=True)
    if not pictures:
        err.print(plain(say("say.no_charts")))
    else:
        _make_folder(folder, say)
    for name, picture in pictures.items():
        _write(folder / name, picture, say)
        err.print(plain(say("say.written", path=folder / name)))


def _make_folder(path: Path, say: Speaker) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AmparoError(say("error.write", path=path, reason=error.strerror or error)) from error


def _write(path: Path, made: bytes, say: Speaker) -> None:
    try:
        path.write_bytes(made)
    except OSError as error:
        raise AmparoError(say("error.write", path=path, reason=error.strerror or error)) from error


def render(dossier: Dossier, account: Account, written: Brief, form: BriefFormat) -> bytes:
    """The brief in a form: text is UTF-8 and ends with a line end."""
    from amparo.publish import render_html, render_json, render_markdown, render_pdf

    released = dossier.released()
    if form is BriefFormat.json:
        return _lines(json.dumps(render_json(written), ensure_ascii=False, indent=2))
    if form is BriefFormat.md:
        return _lines(render_markdown(written, account, dossier.pack, released))
    cited = {claim for sentence in written.sentences for claim in sentence.claims}
    contexts = {c.id: c.quote.join(dossier.public_context(c)) for c in account.claims.values() if c.id in cited}
    if form is BriefFormat.pdf:
        return render_pdf(written, account, dossier.pack, contexts, released)
    return _lines(render_html(written, account, dossier.pack, contexts, released))


def _lines(text: str) -> bytes:
    return (text if text.endswith("\n") else f"{text}\n").encode()
