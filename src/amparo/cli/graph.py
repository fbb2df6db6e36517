"""Origins and what rests on them, and what falls without one, in a terminal and as records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from amparo.cli.messages import Speaker
from amparo.cli.output import Format, console, indented, plain, write_records
from amparo.cli.words import asserter, figure_words, line_title, stage_words
from amparo.model import AmparoError
from amparo.model.claim import plain_value

if TYPE_CHECKING:
    from amparo.cli.records import Record
    from amparo.dossier import Dossier
    from amparo.model import Sentence
    from amparo.reconcile import Account, Withdrawal


def list_origins(account: Account, form: Format, say: Speaker) -> None:
    """Each origin with the documents that rest on it, and how many claims of each do."""
    from amparo.reconcile import resting

    claims = resting(account)
    if form is not Format.table:
        write_records(_origin_records(account, claims), form)
        return
    out = console()
    if not account.origins:
        out.print(plain(say("say.nothing")))
    for origin in account.origins:
        out.print()
        out.print(plain(origin.name, "bold"), plain(f"· {say(f'kind.{origin.kind}')}"), plain(origin.id, "dim"))
        for doc in origin.docs:
            source, count = account.sources[doc], len(claims.get(origin.id, {}).get(doc, ()))
            parts = [source.doc, source.publisher, source.published, say.count("claim", count)]
            out.print(indented(" · ".join(part for part in parts if part), 2))


def list_withdrawal(matter: Dossier, account: Account, names: Sequence[str], form: Format, say: Speaker) -> None:
    """The claims, figures and sentences of the brief that fall without these documents and origins."""
    from amparo.brief import fallen_sentences
    from amparo.reconcile import withdraw

    lost = withdraw(account, *_meant(account, names, say))
    fallen = frozenset(lost.claims)
    written = matter.brief(say.lang, account) if matter.pack.has("brief.yaml") else None
    told = fallen_sentences(written, account, fallen) if written else ()
    if form is not Format.table:
        write_records(_withdrawal_records(account, lost, told), form)
        return
    out = console()
    out.print(plain(say("say.fall_claims", count=len(fallen)), "bold"))
    for claim in (account.claims[c] for c in lost.claims):
        out.print(indented(f"– {asserter(claim, say)}: “{claim.quote}” ({claim.doc})", 2))
    out.print(plain(say("say.fall_figures", count=len(lost.figures)), "bold"))
    for weak in lost.figures:
        figure, line = weak.figure, weak.line
        stage = stage_words(matter.pack, line.ledger, weak.stage, say.lang).split(" · ")[-1]
        words = figure_words(figure.value, figure.bound, line.unit, say)
        before = f"{say.count('document', figure.documents)}, {say.count('origin', figure.origins)}"
        left = f"{say.count('document', weak.documents)}, {say.count('origin', weak.origins)}"
        out.print(indented(f"– {line_title(line, matter.pack, say.lang)}: {stage} {words}: {before} → {left}", 2))
    out.print(plain(say("say.fall_sentences", count=len(told)), "bold"))
    for sentence in told:
        out.print(indented(f"– {sentence.text}", 2))


def _meant(account: Account, names: Sequence[str], say: Speaker) -> tuple[set[str], set[str]]:
    """Ids of the documents and of the origins that are meant by id, by name, or by the end of a document's name."""
    docs: set[str] = set()
    origins: set[str] = set()
    for name in names:
        named = {o.id for o in account.origins if name == o.id or name.casefold() == o.name.casefold()}
        ending = {s.doc_id for s in account.sources.values() if s.doc_id == name or s.doc.endswith(name)}
        if not name or not (named or ending):
            raise AmparoError(say("error.origin", name=name))
        origins |= named
        docs |= ending if not named else set()
    return docs, origins


def _origin_records(account: Account, behind: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Iterable[Record]:
    for origin in account.origins:
        docs = [account.sources[doc] for doc in origin.docs]
        yield {
            "id": origin.id,
            "kind": origin.kind,
            "name": origin.name,
            "docs": [
                {
                    "doc": source.doc,
                    "doc_id": source.doc_id,
                    "publisher": source.publisher,
                    "published": source.published,
                    "claims": list(behind.get(origin.id, {}).get(source.doc_id, ())),
                }
                for source in docs
            ],
        }


def _withdrawal_records(account: Account, lost: Withdrawal, told: Iterable[Sentence]) -> Iterable[Record]:
    for claim in (account.claims[c] for c in lost.claims):
        yield {"falls": "claim", "id": claim.id, "text": claim.quote, "doc": claim.doc}
    for weak in lost.figures:
        figure = weak.figure
        yield {
            "falls": "figure" if not weak.documents else "support",
            "id": weak.line.id,
            "stage": weak.stage,
            "value": plain_value(figure.value),
            "bound": figure.bound,
            "documents": figure.documents,
            "origins": figure.origins,
            "documents_left": weak.documents,
            "origins_left": weak.origins,
        }
    for sentence in told:
        yield {"falls": "sentence", "text": sentence.text, "claims": list(sentence.claims)}
