"""A brief as one self-contained page: no script, nothing loaded; a citation opens the quote in its context."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from amparo.model import Brief, Sentence, Source
from amparo.packs import Pack
from amparo.publish.evidence import Evidence, Passage, clean, counted, keyed
from amparo.publish.figure_page import Picture, figures_section, inline_picture
from amparo.publish.styles import style
from amparo.publish.tongues import in_tongues, tongue
from amparo.reconcile.account import Account

CITES_SHOWN = 8
NBSP = "\u00a0"
_NUMBERED = re.compile(r"(?<=\d) (?=\w)")
"""The space in `2 documents`, which is not to be broken."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def render_html(
    brief: Brief,
    account: Account,
    pack: Pack,
    contexts: Mapping[str, str] | None = None,
    released: frozenset[str] = frozenset(),
) -> str:
    """The brief as one HTML page. What comes from documents is escaped, so that it can't become markup.

    Args:
        contexts: claim id to the text around its quote; without it, the anchor's own prefix and suffix are shown.
        released: names of private people that a person released.
    """
    evidence = Evidence(brief, account, pack, contexts, released)
    return page(evidence, inline_picture(evidence))


def page(evidence: Evidence, picture: Picture | None, more_style: str = "") -> str:
    """The page of a brief.

    Args:
        picture: draws a chart; without it the charts are left out, and the page says so.
        more_style: CSS after the page's own.
    """
    brief, labels = evidence.brief, evidence.labels
    keys = {id(sentence): key for key, sentence in keyed(brief)}
    title = brief.title.text if brief.title else evidence.untitled
    head_meta = _meta(brief.title, evidence) if brief.title else ""
    figures = figures_section(evidence, picture)
    names = ["summary", *(["figures"] if figures else []), "key_points", "open_questions", "evidence", "sources"]
    return f"""<!doctype html>
<html lang="{escape(brief.lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{_text(title)}</title>
<style>{style("page")}{more_style}</style>
</head>
<body>
<a class="skip" href="#summary">{_text(labels["skip"])}</a>
<div class="sheet">
<header id="t1">
<p class="kicker">{_text(evidence.pack.title[brief.lang])} · {_text(labels["brief"])}</p>
<h1>{in_tongues(title, evidence)}</h1>
{head_meta}
<ul class="notes">{"".join(f"<li>{_text(note)}</li>" for note in evidence.notes())}</ul>
<nav aria-label="{_text(labels["contents"])}"><ul>{"".join(_entry(name, evidence) for name in names)}</ul></nav>
</header>
<main>
<section id="summary" class="summary" aria-labelledby="h-summary">
<h2 id="h-summary">{_text(labels["summary"])}</h2>
{_paragraphs(brief.summary, keys, evidence)}
</section>
{figures}
{_section("key_points", brief.key_points, keys, evidence)}
{_section("open_questions", brief.open_questions, keys, evidence)}
<section id="evidence" aria-labelledby="h-evidence">
<h2 id="h-evidence">{_text(labels["evidence"])}</h2>
<p class="lead">{_text(labels["evidence_lead"])}</p>
{"".join(_passage(p, evidence) for p in evidence.passages.values())}
</section>
<section id="sources" aria-labelledby="h-sources">
<h2 id="h-sources">{_text(labels["sources"])}</h2>
<ul class="sources">{"".join(_source(s, evidence) for s in brief.sources)}</ul>
</section>
</main>
</div>
</body>
</html>
"""


def _text(text: object) -> str:
    return escape(clean(str(text)))


def _entry(name: str, evidence: Evidence) -> str:
    return f'<li><a href="#{name}">{_text(evidence.labels[name])}</a></li>'


def _paragraphs(sentences: Sequence[Sentence], keys: Mapping[int, str], evidence: Evidence) -> str:
    if not sentences:
        return f"<p>{_text(evidence.labels['none'])}</p>"
    return "".join(
        f'<div class="told" id="{keys[id(s)]}"><p>{in_tongues(s.text, evidence)}</p>{_meta(s, evidence)}</div>'
        for s in sentences
    )


def _section(name: str, sentences: Sequence[Sentence], keys: Mapping[int, str], evidence: Evidence) -> str:
    items = "".join(
        f'<li id="{keys[id(s)]}"><p>{in_tongues(s.text, evidence)}</p>{_meta(s, evidence)}</li>' for s in sentences
    )
    body = f'<ul class="points">{items}</ul>' if items else f"<p>{_text(evidence.labels['none'])}</p>"
    label = _text(evidence.labels[name])
    return f'<section id="{name}" aria-labelledby="h-{name}"><h2 id="h-{name}">{label}</h2>{body}</section>'


def _meta(sentence: Sentence, evidence: Evidence) -> str:
    """The line under a sentence: citations, documents and origins behind each figure, whether a person read it."""
    label = _text(evidence.labels["passage"])
    links = [f'<a href="#p{n}" aria-label="{label} {n}">{n}</a>' for n in evidence.numbers(sentence)]
    more = _more(links[CITES_SHOWN:], evidence)
    parts = [f'<div class="cites">{"".join(links[:CITES_SHOWN])}{more}</div>'] if links else []
    parts += [f"<div>{_NUMBERED.sub(NBSP, _text(text))}</div>" for text in evidence.standing_texts(sentence)]
    if sentence.machine:
        parts.append(f'<div class="machine">{_text(evidence.labels["machine"])}</div>')
    return f'<div class="meta">{"".join(parts)}</div>' if parts else ""


def _more(links: Sequence[str], evidence: Evidence) -> str:
    """The citations beyond the first ones, folded away."""
    if not links:
        return ""
    name = _text(counted(evidence.labels["more_passages"], len(links)))
    return f'<details><summary aria-label="+{len(links)}: {name}">+{len(links)}</summary>{"".join(links)}</details>'


def _passage(passage: Passage, evidence: Evidence) -> str:
    labels, source, claim = evidence.labels, passage.source, passage.claim
    title = evidence.shown(source.title or source.doc)
    where = " · ".join(_text(part) for part in [*evidence.source_line(source), passage.place] if part)
    document = f"{tongue(title, source.lang, evidence)}{' · ' if where else ''}{where}"
    rows = [
        (labels["says"], in_tongues(passage.says, evidence)),
        (labels["read_as"], f"{_text(passage.read_as)} · {_text(labels['review'][claim.review])}"),
        (labels["document"], document),
        (labels["sha256"], f'<span class="hash">{_text(source.doc_id)}</span>'),
    ]
    before = f'<span class="around">{escape(passage.before)}</span>'
    after = f'<span class="around">{escape(passage.after)}</span>'
    words = f"{before}<mark>{_text(passage.quote)}</mark>{after}"
    listed = "".join(f"<dt>{_text(name)}</dt><dd>{value}</dd>" for name, value in rows)
    return (
        f'<article class="passage" id="p{passage.number}" tabindex="-1">'
        f"<h3>{_text(labels['passage'])} <b>{passage.number}</b></h3>"
        f'<blockquote lang="{_text(claim.lang)}" dir="auto">{words}</blockquote>'
        f"<dl>{listed}</dl>"
        f'<p class="close"><a href="#{passage.cited_by}">{_text(labels["close"])}</a></p></article>'
    )


def _source(source: Source, evidence: Evidence) -> str:
    shown = evidence.shown(source.title or "")
    title = f"<b>{tongue(shown, source.lang, evidence)}</b><br>" if shown else ""
    line = " · ".join(_text(part) for part in [*evidence.source_line(source), source.doc])
    return f'<li>{title}<span>{line}</span><span class="hash">SHA-256 {_text(source.doc_id)}</span></li>'
