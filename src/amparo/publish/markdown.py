"""A brief as Markdown: sentences with numbered citations, the passages they rest on, the sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

from amparo.model import Brief, Sentence
from amparo.packs import Pack
from amparo.publish.evidence import Evidence, Passage, clean
from amparo.reconcile.account import Account

_SIGNS = re.compile(r"([\\`*_{}\[\]#|~<>&])")
_BULLET = re.compile(r"^([-+])(?=\s)")
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s)")


def render_markdown(brief: Brief, account: Account, pack: Pack, released: frozenset[str] = frozenset()) -> str:
    """The brief as Markdown (CommonMark). What comes from documents is escaped, so that it can't become markup.

    Args:
        released: names of private people that a person released.
    """
    evidence = Evidence(brief, account, pack, released=released)
    labels = evidence.labels
    parts = [f"# {escape(brief.title.text) if brief.title else evidence.untitled}"]
    if brief.title:
        parts.append(_meta(brief.title, evidence))
    parts += [f"*{escape(note)}*" for note in evidence.notes()]
    told = [_told(s, evidence) for s in brief.summary]
    parts += [f"## {labels['summary']}", *(told or [labels["none"]])]
    parts += [f"## {labels['key_points']}", _bullets(brief.key_points, evidence)]
    parts += [f"## {labels['open_questions']}", _bullets(brief.open_questions, evidence)]
    parts += [f"## {labels['evidence']}", "\n".join(_passage(p, evidence) for p in evidence.passages.values())]
    parts += [f"## {labels['sources']}", "\n".join(_sources(brief, evidence)) or labels["none"]]
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """`text` on one line, with the signs that Markdown and HTML read as markup escaped."""
    line = _SIGNS.sub(r"\\\1", clean(text)).replace("\\<", "&lt;").replace("\\>", "&gt;").replace("\\&", "&amp;")
    return _NUMBERED.sub(r"\1\\\2", _BULLET.sub(r"\\\1", line))


def _told(sentence: Sentence, evidence: Evidence) -> str:
    meta = _meta(sentence, evidence)
    return f"{escape(sentence.text)} {meta}".rstrip()


def _meta(sentence: Sentence, evidence: Evidence) -> str:
    numbers = "".join(f"\\[{n}\\]" for n in evidence.numbers(sentence))
    notes = [escape(text) for text in evidence.standing_texts(sentence)]
    if sentence.machine:
        notes.append(str(evidence.labels["machine"]))
    return " ".join(part for part in (numbers, f"*({'; '.join(notes)})*" if notes else "") if part)


def _bullets(sentences: Sequence[Sentence], evidence: Evidence) -> str:
    return "\n".join(f"- {_told(s, evidence)}" for s in sentences) or str(evidence.labels["none"])


def _passage(passage: Passage, evidence: Evidence) -> str:
    source = passage.source
    where = [passage.says, *evidence.source_line(source), source.doc, passage.place]
    told = " · ".join(escape(w) for w in dict.fromkeys(where) if w)
    return (
        f"{passage.number}. {evidence.quoted(escape(passage.quote))} {told}. "
        f"{evidence.labels['read_as']}: {escape(passage.read_as)}."
    )


def _sources(brief: Brief, evidence: Evidence) -> list[str]:
    lines = []
    for source in brief.sources:
        known = [*map(escape, evidence.source_line(source)), f"SHA-256 {escape(source.doc_id)}"]
        lines.append(f"- {escape(source.doc)}: {' · '.join(known)}")
    return lines
