"""What tests of reading share: a text of one sentence or several, its analyses, and its claims."""

from __future__ import annotations

from amparo.extract import find_dates, find_names, read_claims
from amparo.extract.analysis import Analysis
from amparo.extract.frames import Instance, find_frames
from amparo.extract.framespec import Frames, load_frames
from amparo.extract.measures import measure
from amparo.extract.quantities import find_figures
from amparo.extract.tokens import split_sentences
from amparo.model import Block, Claim, Text
from kit.claims import PACK

PUBLISHED = "2025-04-01"
"""The date of every text made here."""


def text_of(content: str, lang: str, publisher: str | None = None) -> Text:
    """A text of paragraphs, one a line."""
    blocks = []
    start = 0
    for line in content.split("\n"):
        blocks.append(Block(start, start + len(line)))
        start += len(line) + 1
    return Text("a.txt", "0" * 64, content, lang, "test/1", tuple(blocks), publisher=publisher, published=PUBLISHED)


def frames_of(lang: str) -> Frames:
    """The frames of the first pack."""
    return load_frames(PACK, lang)


def analyses(content: str, lang: str) -> list[Analysis]:
    """The analyses of the sentences of a text."""
    text, language = text_of(content, lang), frames_of(lang).language
    figures, names, dates = (
        find_figures(content, lang),
        find_names(content, lang, PACK),
        find_dates(content, lang, PUBLISHED),
    )
    out = []
    for sentence in split_sentences(text, language.grammar.abbreviations):
        inside = range(sentence.start, sentence.end)
        dated = [date for date in dates if date.start in inside]
        counted = [figure for figure in figures if figure.start in inside]
        measured = measure(sentence, content, counted, dated, language, PACK, lang)
        named = [name for name in names if name.start in inside]
        out.append(Analysis(sentence, content, language, measured, named, dated))
    return out


def analysis(content: str, lang: str) -> Analysis:
    """The analysis of the only sentence of a text."""
    (only,) = analyses(content, lang)
    return only


def acts(content: str, lang: str) -> list[Instance]:
    """The acts of the only sentence of a text."""
    return find_frames(analysis(content, lang), frames_of(lang))


def claims(content: str, lang: str, publisher: str | None = None) -> tuple[Claim, ...]:
    """The claims of a text."""
    return read_claims(text_of(content, lang, publisher), PACK).claims


def told(content: str, lang: str, *slots: str, publisher: str | None = None) -> list[str]:
    """The claims of a text, each as `ledger/stage` and the slots asked for, with a space between."""
    out = []
    for claim in claims(content, lang, publisher):
        shown = [f"{claim.ledger}/{claim.stage}"]
        shown += [_shown(getattr(claim, slot)) for slot in slots]
        out.append(" ".join(shown))
    return out


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "–".join(_shown(v) for v in value)
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:g}"
    return str(value)
