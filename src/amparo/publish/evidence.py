"""What stands behind the sentences of a brief: numbered passages, how many documents and origins, names withheld."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

from babel.dates import format_date, format_time
from babel.lists import format_list

from amparo.brief.private import mask_names
from amparo.brief.wording import Words, asserter_voice, figure_phrase, plain_date, publisher_voice
from amparo.brief.write import brief_words
from amparo.model import Brief, Claim, Sentence, Source
from amparo.model.claim import OCR
from amparo.packs import Pack, load_yaml
from amparo.reconcile.account import Account

NAMED = 5
"""How many of the documents that came since are named; of more, those that the brief rests on most."""

_FIRST_PART = re.compile(r"^(?![A-ZÁÉÍÓÚÑÜ])\w\S*\s+")
_LAST_PART = re.compile(r"\s+\S*\w$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Passage:
    """One cited claim as a reader sees it, private names withheld.

    Attributes:
        number: in order of first citation, from 1.
        cited_by: key of the first sentence that cites it.
        before, quote, after: the exact words in their surroundings.
        says: whose word it is.
        read_as: ledger, stage and figure, in words.
        place: page, line or cell in the original, in words.
    """

    number: int
    claim: Claim
    source: Source
    cited_by: str
    before: str
    quote: str
    after: str
    says: str
    read_as: str
    place: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure that a sentence tells, with the documents that give it and the origins behind them."""

    figure: str
    documents: int
    origins: int


class Evidence:
    """The passages and standings of one brief."""

    def __init__(
        self,
        brief: Brief,
        account: Account,
        pack: Pack,
        contexts: Mapping[str, str] | None = None,
        released: frozenset[str] = frozenset(),
    ) -> None:
        self.brief, self.account, self.pack = brief, account, pack
        self.labels = labels(brief.lang)
        contexts = {key: _whole_words(text, account.claims[key].quote) for key, text in (contexts or {}).items()}
        self.words: Words = brief_words(account, pack, brief.lang, released, contexts.values())
        self._sources = {source.doc_id: source for source in brief.sources}
        self.passages: dict[str, Passage] = {}
        for key, sentence in keyed(brief):
            for claim_id in sentence.claims:
                claim = account.claims.get(claim_id)
                if claim is not None and claim_id not in self.passages:
                    self.passages[claim_id] = self._passage(claim, key, contexts.get(claim_id, ""))

    def numbers(self, sentence: Sentence) -> list[int]:
        """The numbers of the passages a sentence rests on."""
        return [self.passages[c].number for c in sentence.claims if c in self.passages]

    def standings(self, sentence: Sentence) -> list[Standing]:
        """Each figure that the sentence's claims give, with its documents and origins."""
        groups: dict[tuple[object, ...], dict[str, Claim]] = {}
        for claim_id in sentence.claims:
            claim = self.account.claims.get(claim_id)
            if claim is not None and claim.value is not None:
                groups.setdefault((claim.ledger, claim.stage, claim.value, claim.bound, claim.unit), {})[claim_id] = (
                    claim
                )
        return [
            Standing(
                figure_phrase(next(iter(claims.values())), self.words),
                len({claim.document for claim in claims.values()}),
                self.account.origins_behind(claims),
            )
            for claims in groups.values()
        ]

    def standing_texts(self, sentence: Sentence) -> list[str]:
        """The standings in words; the figure is named where there is more than one."""
        found = self.standings(sentence)
        texts = []
        for standing in found:
            text = self.supported(standing.documents, standing.origins)
            texts.append(f"{standing.figure}: {text}" if len(found) > 1 else text)
        return texts

    def supported(self, documents: int, origins: int) -> str:
        """`n documents, m origins` in words."""
        common = self.words.phrases.common
        return str(
            common["supported"].format(
                documents=counted(common["document"], documents), origins=counted(common["origin"], origins)
            )
        )

    def shown(self, text: str) -> str:
        """Any text of a document as it may be shown: private names withheld, control signs replaced."""
        return clean(mask_names(text, self.words.people).text)

    @property
    def untitled(self) -> str:
        """What stands in place of a title where no claim carries one."""
        return str(self.labels["since"]["untitled"] if self.brief.changes else self.labels["untitled"])

    def notes(self) -> list[str]:
        """What the reader of the whole must be told."""
        brief, found = self.brief, self._news()
        if any(sentence.machine for _, sentence in keyed(brief)):
            found.append(str(self.labels["machine_lead"]))
        if brief.withheld:
            found.append(counted(self.labels["withheld"], brief.withheld))
        else:
            found.append(str(self.labels["nothing_withheld"]))
        if brief.unconfirmed:
            found.append(counted(self.labels["unconfirmed"], brief.unconfirmed))
        if brief.refused:
            found.append(counted(self.labels["refused"], len(brief.refused)))
        return found

    def _news(self) -> list[str]:
        """Of a brief of what is new: since when, and what came with it."""
        changes, labels = self.brief.changes, self.labels["since"]
        if changes is None:
            return []
        since = datetime.fromisoformat(changes.since)
        told = format_date(since, format="long", locale=self.brief.lang)
        if since.time() != time() or since.utcoffset():
            clock = format_time(since.replace(tzinfo=None), format="short", locale=self.brief.lang)
            told = labels["moment"].format(date=told, time=clock, zone=since.isoformat()[-len("+00:00") :])
        found = [labels["lead"].format(date=told)]
        if changes.documents:
            some = len(changes.documents) > NAMED
            found.append(
                self._named(
                    [source.doc.rsplit("/", 1)[-1] for source in changes.documents],
                    "documents_most" if some else "documents",
                )
            )
        if changes.unread:
            found.append(self._named(changes.unread, "unread"))
        decided = [counted(labels["decided"][act], n) for act, n in sorted(changes.decided.items())]
        if decided:
            found.append(labels["decisions"].format(acts=format_list(decided, locale=self.brief.lang)))
        if changes.gone:
            found.append(counted(labels["gone"], changes.gone))
        found += [labels["closed"].format(finding=finding) for finding in changes.closed]
        return found if len(found) > 1 else [*found, labels["nothing"]]

    def _named(self, names: Sequence[str], label: str) -> str:
        """How many of a kind came, the first of them by name."""
        labels, shown = self.labels["since"], list(names[:NAMED])
        if len(names) > NAMED and label != "documents_most":
            shown.append(counted(labels["others"], len(names) - NAMED))
        return counted(labels[label], len(names)).replace("{names}", format_list(shown, locale=self.brief.lang))

    def quoted(self, text: str) -> str:
        """A passage between the quotation marks of the brief's language."""
        return str(self.words.phrases.common["quote"].format(words=text))

    def _passage(self, claim: Claim, key: str, context: str) -> Passage:
        before, after = ("", "") if OCR in claim.marks else (claim.anchor.prefix, claim.anchor.suffix)
        at = context.find(claim.quote)
        if at >= 0:
            before, after = context[:at], context[at + len(claim.quote) :]
        else:
            before, after = _FIRST_PART.sub("", before), _LAST_PART.sub("", after)
        if claim.anchor.start > len(before) and before.strip():
            before = f"… {before.lstrip()}"
        if after.strip() and not after.rstrip().endswith((".", "?", "!", "”", "»")):
            after = f"{after.rstrip()} …"
        source = self._sources.get(claim.doc_id) or Source(claim.doc, claim.doc_id, claim.lang)
        spec = self.pack.ledgers[claim.ledger]
        parts = [spec.label[self.brief.lang], spec.stage_labels[claim.stage][self.brief.lang]]
        if claim.value is not None:
            parts.append(figure_phrase(claim, self.words))
        if claim.hedge != "none":
            parts.append(self.labels["hedge"][claim.hedge])
        if claim.stance == "denies":
            parts.append(self.labels["denies"])
        return Passage(
            number=len(self.passages) + 1,
            claim=claim,
            source=source,
            cited_by=key,
            before=_edged(before, self.shown(before)),
            quote=self.shown(claim.quote),
            after=_edged(after, self.shown(after)),
            says=clean(asserter_voice(claim, self.words) or publisher_voice(claim, self.words)),
            read_as=" · ".join(parts),
            place=place_in_words(claim.anchor.fragment, self.labels),
        )

    def source_line(self, source: Source) -> list[str]:
        """A source in words: document, publisher, dates."""
        lang = self.brief.lang
        parts = [clean(source.publisher)] if source.publisher else []
        if source.published:
            parts.append(plain_date(source.published, lang))
        if source.captured:
            parts.append(self.labels["captured"].format(date=plain_date(source.captured, lang)))
        return parts


def keyed(brief: Brief) -> Iterable[tuple[str, Sentence]]:
    """Every sentence of a brief with a key that is stable within it."""
    if brief.title:
        yield "t1", brief.title
    for letter, sentences in (("s", brief.summary), ("k", brief.key_points), ("q", brief.open_questions)):
        for n, sentence in enumerate(sentences, 1):
            yield f"{letter}{n}", sentence


def place_in_words(fragment: str | None, labels: Mapping[str, Any]) -> str:
    """A place in an original in words: `page=3;table=1;cell=B2` is page 3, table 1, cell B2."""
    parts = [part.partition("=") for part in (fragment or "").split(";")]
    return ", ".join(f"{labels[n]} {clean(unquote(value))}" for n, _, value in parts if n in labels and value)


def clean(text: str) -> str:
    """One line of text without control and direction-changing signs."""
    return " ".join(_CONTROL.sub("\ufffd", text).split())


def _whole_words(context: str, quote: str) -> str:
    """`context` without what may be parts of words at its ends, and so parts of a name; the quote stays whole."""
    before, found, after = context.partition(quote)
    if not found:
        return context
    return _FIRST_PART.sub("", before) + quote + _LAST_PART.sub("", after)


def _edged(text: str, shown: str) -> str:
    """`shown` with a space at either end where `text` has one."""
    return f"{' ' if text[:1].isspace() else ''}{shown}{' ' if text[-1:].isspace() else ''}"


@cache
def labels(lang: str) -> Mapping[str, Any]:
    """The labels of a published brief."""
    return load_yaml(files("amparo.packs").joinpath("common", lang, "publish.yaml")).mapping()


def counted(forms: Mapping[str, str], n: int) -> str:
    """`n` of a thing, in the form for one or for more."""
    return forms["one" if n == 1 else "other"].format(n=n)
