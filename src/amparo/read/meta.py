"""What a document says of itself, gathered by its reader before the text is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version

from courlan import extract_domain

from amparo.model import Capture, Problem, SkipItem, Text
from amparo.read.compose import Composer
from amparo.read.credits import find_cites, find_credits
from amparo.read.dates import AmbiguousDate, edtf_date
from amparo.read.language import Language, language_of

_TRANSLATE = "Add a translation."


@dataclass(slots=True)
class Meta:
    """A document's own account of itself.

    Attributes:
        dates: candidates for the date of publication, best first.
        credit_lines: bylines, credits and source lines, in which agencies are looked for.
        lang: language tag it gives itself.
    """

    title: str | None = None
    authors: Sequence[str] = ()
    publisher: str | None = None
    dates: Sequence[object] = ()
    url: str | None = None
    lang: str | None = None
    credit_lines: Sequence[str] = ()
    problems: list[Problem] = field(default_factory=list)


@cache
def reader_name(name: str, *libraries: str) -> str:
    """What a text keeps of how it was read: our reader with its version, then the installed libraries whose choices
    decide what the text is, with theirs (`html/2 lxml/6.0.0 trafilatura/2.0.0`). Verification reads again only with
    the same ones.
    """
    return " ".join([name, *(f"{library}/{version(library)}" for library in libraries)])


def make_text(capture: Capture, composer: Composer, meta: Meta, reader: str, languages: Sequence[str]) -> Text:
    """The `Text` of a document, from its blocks and what it says of itself; `reader` is a `reader_name`.

    Raises:
        SkipItem: it holds no words.
    """
    content = composer.content
    if not any(c.isalnum() for c in content):
        raise SkipItem("It holds no text.", "Check that the file is the right one.")
    url = meta.url or capture.url
    problems = list(meta.problems)
    published = _published(capture, meta, languages, problems)
    language = language_of(content, languages, meta.lang)
    problems += foreign_parts(language, capture.doc, capture.sha256)
    return Text(
        doc=capture.doc,
        doc_id=capture.sha256,
        content=content,
        lang=language.lang,
        reader=reader,
        blocks=composer.blocks,
        title=meta.title,
        authors=_names(meta.authors),
        publisher=meta.publisher or host_of(url or (capture.doc if "://" in capture.doc else None)),
        published=published,
        credits=find_credits(content, composer.blocks, [*meta.credit_lines, *meta.authors, meta.publisher or ""]),
        cites=find_cites(content, composer.blocks),
        url=url,
        problems=tuple(problems),
    )


def foreign_parts(language: Language, doc: str, doc_id: str) -> list[Problem]:
    """The row that says that a part of a text is in a language the dossier does not read, if so.

    Raises:
        SkipItem: all of it is.
    """
    if language.other is None:
        return []
    if language.share >= 1:
        raise SkipItem(f"It is in {language.other}, which the pack does not read.", _TRANSLATE)
    reason = (
        f"About {language.share:.0%} of it seems to be in {language.other}, which this dossier's pack does not read."
    )
    return [Problem(doc, reason, _TRANSLATE, where="language", sha256=doc_id)]


def host_of(url: str | None) -> str | None:
    """The registrable host name of an address (`https://www.state.gov/x` gives `state.gov`)."""
    return extract_domain(url) if url else None


def _published(capture: Capture, meta: Meta, languages: Sequence[str], problems: list[Problem]) -> str | None:
    """The best candidate that is a date; a row where the only ones can be read in two ways."""
    doubtful: str | None = None
    for value in meta.dates:
        try:
            if day := edtf_date(value, languages, near=capture.doc):
                return day
        except AmbiguousDate as date:
            doubtful = doubtful or str(date)
    if doubtful:
        reason = f"Its date, {doubtful}, can be read in two ways, so the document is taken as undated."
        problems.append(Problem(capture.doc, reason, "Give the date as YYYY-MM-DD.", "date", capture.sha256))
    return None


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in names if name and name.strip()))
