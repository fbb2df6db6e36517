"""A brief as one self-contained page: no script, nothing loaded; a citation opens the quote in its context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from amparo.model import Brief, Sentence, Source
from amparo.packs import Pack
from amparo.publish.evidence import Evidence, Passage, clean, keyed
from amparo.reconcile.account import Account

CITES_SHOWN = 8
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
    labels = evidence.labels
    keys = {id(sentence): key for key, sentence in keyed(brief)}
    title = brief.title.text if brief.title else str(labels["untitled"])
    head_meta = _meta(brief.title, evidence) if brief.title else ""
    return f"""<!doctype html>
<html lang="{escape(brief.lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{_text(title)}</title>
<style>{_style()}</style>
</head>
<body>
<a class="skip" href="#summary">{_text(labels["summary"])}</a>
<div class="sheet">
<header id="t1">
<p class="kicker">{_text(pack.title[brief.lang])} · {_text(labels["brief"])}</p>
<h1>{_text(title)}</h1>
{head_meta}
<ul class="notes">{"".join(f"<li>{_text(note)}</li>" for note in evidence.notes())}</ul>
</header>
<main>
<section id="summary" class="summary" aria-labelledby="h-summary">
<h2 id="h-summary">{_text(labels["summary"])}</h2>
{_paragraphs(brief.summary, keys, evidence)}
</section>
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


@cache
def _style() -> str:
    return files("amparo.publish").joinpath("page.css").read_text(encoding="utf-8")


def _text(text: object) -> str:
    return escape(clean(str(text)))


def _paragraphs(sentences: Sequence[Sentence], keys: Mapping[int, str], evidence: Evidence) -> str:
    if not sentences:
        return f"<p>{_text(evidence.labels['none'])}</p>"
    return "".join(
        f'<div class="told" id="{keys[id(s)]}"><p>{_text(s.text)}</p>{_meta(s, evidence)}</div>' for s in sentences
    )


def _section(name: str, sentences: Sequence[Sentence], keys: Mapping[int, str], evidence: Evidence) -> str:
    items = "".join(f'<li id="{keys[id(s)]}"><p>{_text(s.text)}</p>{_meta(s, evidence)}</li>' for s in sentences)
    body = f'<ul class="points">{items}</ul>' if items else f"<p>{_text(evidence.labels['none'])}</p>"
    label = _text(evidence.labels[name])
    return f'<section id="{name}" aria-labelledby="h-{name}"><h2 id="h-{name}">{label}</h2>{body}</section>'


def _meta(sentence: Sentence, evidence: Evidence) -> str:
    """The line under a sentence: citations, documents and origins behind each figure, whether a person read it."""
    label = _text(evidence.labels["passage"])
    links = [f'<a href="#p{n}" aria-label="{label} {n}">{n}</a>' for n in evidence.numbers(sentence)]
    parts = [f'<span class="cites">{"".join(links[:CITES_SHOWN])}{_more(links[CITES_SHOWN:])}</span>'] if links else []
    parts += [f"<span>{_text(text)}</span>" for text in evidence.standing_texts(sentence)]
    if sentence.machine:
        parts.append(f'<span class="machine">{_text(evidence.labels["machine"])}</span>')
    return f'<div class="meta">{"".join(parts)}</div>' if parts else ""


def _more(links: Sequence[str]) -> str:
    """The citations beyond the first ones, folded away."""
    return f"<details><summary>+{len(links)}</summary>{''.join(links)}</details>" if links else ""


def _passage(passage: Passage, evidence: Evidence) -> str:
    labels, source, claim = evidence.labels, passage.source, passage.claim
    title = evidence.shown(source.title or source.doc)
    document = " · ".join(_text(part) for part in [title, *evidence.source_line(source), passage.place] if part)
    rows = [
        (labels["says"], _text(passage.says)),
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
    title = f"<b>{_text(evidence.shown(source.title))}</b><br>" if source.title else ""
    line = " · ".join(_text(part) for part in [*evidence.source_line(source), source.doc])
    return f'<li>{title}<span>{line}</span><span class="hash">SHA-256 {_text(source.doc_id)}</span></li>'
