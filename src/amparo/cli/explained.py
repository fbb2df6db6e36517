"""`amparo claims --explain`: the rules behind each claim, and what came near in a sentence where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from amparo.cli.discretion import EVERYTHING, Discretion, discretion
from amparo.cli.messages import Speaker
from amparo.cli.output import Format, console, indented, plain, write_records
from amparo.cli.words import asserter, claim_figure, stage_words
from amparo.extract.explain import Explained, Fired, Made, Near, explain_text
from amparo.model import AmparoError, Claim, Text, claim_record
from amparo.packs import Pack

if TYPE_CHECKING:
    from amparo.dossier import Dossier

Record = dict[str, Any]
Read = tuple[Text, list[Explained]]


def explain_documents(
    matter: Dossier, docs: Sequence[str], listed: Sequence[Claim], every: bool, form: Format, say: Speaker
) -> None:
    """Explain the documents of a dossier that are named (the end of a name is enough), or all.

    Args:
        matter: the dossier.
        docs: the names.
        listed: the claims to show, as people left them.
        every: whether also the sentences without one of these.
        form: how to print.
        say: the reader's language.

    Raises `AmparoError` where a name is that of no document that could be read.
    """
    sources = matter.store.sources()
    for doc in docs:
        if not any(source.doc.endswith(doc) for source in sources):
            raise AmparoError(say("error.doc", doc=doc))
    chosen = [source.doc_id for source in sources if not docs or source.doc.endswith(tuple(docs))]
    by_text: dict[str, list[Claim]] = {}
    for claim in listed:
        by_text.setdefault(claim.doc_id, []).append(claim)
    texts = (text for doc_id in chosen if (text := matter.store.text(doc_id)) is not None)
    held = list(texts)
    hide = discretion(matter, say, (line for text in held for line in text.content.splitlines()))
    read = ((t, with_decisions(explain_text(t, matter.pack), by_text.get(t.doc_id, []), every)) for t in held)
    write_explained(read, matter.pack, form, claim_record, say, hide)


def with_decisions(explained: Sequence[Explained], listed: Sequence[Claim], all_sentences: bool) -> list[Explained]:
    """The sentences with the claims as people left them, each with the rules that made it.

    Args:
        explained: the sentences of a text, read now.
        listed: the claims of its document to show.
        all_sentences: whether also the sentences without one of these.
    """
    fired = {made.claim.id: made.fired for sentence in explained for made in sentence.made}
    out = []
    for sentence in explained:
        made = tuple(
            Made(claim, fired.get(claim.supersedes or claim.id, _unplaced(claim)))
            for claim in listed
            if sentence.start <= claim.anchor.start < sentence.end
        )
        if made or all_sentences:
            out.append(replace(sentence, made=made))
    return out


def _unplaced(claim: Claim) -> tuple[Fired, ...]:
    """The rules of a claim that the text no longer gives: a person's own, or one of an earlier reader."""
    return tuple(Fired(reason, "", claim.anchor.start, claim.anchor.start) for reason in claim.reasons)


def write_explained(
    read: Iterable[Read],
    pack: Pack,
    form: Format,
    record: Callable[[Claim], Record],
    say: Speaker,
    hide: Discretion = EVERYTHING,
) -> None:
    """Print the sentences of texts: for people, or one record a sentence with its claims as `record` gives them."""
    if form is Format.table:
        for text, explained in read:
            _print(text, explained, pack, say, hide)
    else:
        write_records((hide.record(_record(text, one, record, say)) for text, all_of in read for one in all_of), form)


def _record(text: Text, sentence: Explained, record: Callable[[Claim], Record], say: Speaker) -> Record:
    return {
        "doc": text.doc,
        "lang": text.lang,
        "start": sentence.start,
        "end": sentence.end,
        "sentence": sentence.text,
        "read": sentence.read,
        "claims": [{**record(made.claim), "rules": list(map(_fired, made.fired))} for made in sentence.made],
        "near": [_near(near, say) for near in sentence.near],
    }


def _fired(fired: Fired) -> Record:
    return {"rule": fired.rule, "words": fired.words, "start": fired.start, "end": fired.end}


def _near(near: Near, say: Speaker) -> Record:
    return {
        "kind": near.kind,
        "words": near.words,
        "start": near.start,
        "end": near.end,
        "rule": near.rule,
        "ledger": near.ledger,
        "stage": near.stage,
        "why": near.why,
        "wanted": list(near.wanted),
        "told": why(near, say),
    }


def why(near: Near, say: Speaker) -> str:
    """Why an act or a figure makes no claim, in words."""
    return say(f"why.{near.why}", wanted=", ".join(near.wanted) or "—")


def _print(text: Text, explained: Sequence[Explained], pack: Pack, say: Speaker, hide: Discretion) -> None:
    out = console()
    out.print()
    out.print(plain(hide.place(text.doc), "bold"))
    for sentence in explained:
        if not sentence.read and not sentence.made:
            continue
        out.print(indented(f"“{hide.text(sentence.text)}”", 2))
        for line in _lines(sentence, pack, say, hide):
            out.print(line)
    unread = sum(not sentence.read for sentence in explained)
    if unread:
        out.print(indented(say("say.off_topic", count=unread), 2))


def _lines(sentence: Explained, pack: Pack, say: Speaker, hide: Discretion) -> Iterator[Any]:
    for made in sentence.made:
        claim = made.claim
        what = f"{stage_words(pack, claim.ledger, claim.stage, say.lang)}: {claim_figure(claim, say)}"
        said = f"{hide.text(asserter(claim, say))}, {claim.when or '—'} · {say(f'review.{claim.review}')}"
        yield indented(f"✓ {what} — {said}", 4)
        yield indented(" · ".join(f"{f.rule} “{hide.text(f.words)}”" if f.words else f.rule for f in made.fired), 6)
    for near in sentence.near:
        told = stage_words(pack, near.ledger, near.stage, say.lang) if near.stage else near.ledger
        act = f" [{' '.join(part for part in (near.rule, told) if part)}]" if near.rule else ""
        yield indented(f"✗ “{hide.text(near.words)}”{act}: {why(near, say)}", 4)
    if not sentence.made and not sentence.near:
        yield indented(f"– {say('why.nothing')}", 4)
