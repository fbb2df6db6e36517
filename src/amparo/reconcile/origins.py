"""Where documents ultimately come from: a wire story reprinted ten times is one origin, not ten confirmations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amparo.model import Origin, Source, digest
from amparo.model.ledger import OriginKind
from amparo.reconcile.items import fold


@dataclass(frozen=True)
class Origins:
    """The origins of a dossier, the ids of those each document rests on, and the names of those that are wires."""

    all: tuple[Origin, ...]
    of_doc: Mapping[str, frozenset[str]]
    wires: Mapping[str, str]

    def wire(self, doc: str, other: str) -> str | None:
        """The wire that two documents both rest on, by name; None where they share none, or are one document."""
        shared = (
            self.of_doc.get(doc, frozenset()) & self.of_doc.get(other, frozenset()) if doc != other else frozenset()
        )
        return min((self.wires[origin] for origin in shared if origin in self.wires), default=None)

    def count(self, docs: Iterable[str]) -> int:
        """How many independent origins the documents have: documents that share one count together."""
        groups: list[frozenset[str]] = []
        for ids in {self.of_doc.get(doc, frozenset({doc})) for doc in docs}:
            joined = [g for g in groups if g & ids]
            groups = [g for g in groups if not g & ids] + [ids.union(*joined)]
        return len(groups)


def find_origins(sources: Iterable[Source], articles: frozenset[str] = frozenset()) -> Origins:
    """Origins by credit line and publisher.

    A document that credits a wire rests on that wire, whoever prints it; the wire's own copy too. Otherwise it is the
    reporting of its publisher, and where no publisher is known, of itself. Names that differ by an
    article alone are one.
    """
    names: dict[str, tuple[str, bool]] = {}
    of_doc: dict[str, frozenset[str]] = {}
    for source in sorted(sources, key=lambda s: (s.doc_id, s.doc)):
        credited = sorted(source.credits) or [source.publisher or source.doc]
        keys = []
        for name in credited:
            key = _key(name, articles) or name
            known = names.get(key)
            wire = bool(source.credits) or (known is not None and known[1])
            names[key] = (min(name, known[0]) if known else name, wire)
            keys.append(key)
        of_doc[source.doc_id] = of_doc.get(source.doc_id, frozenset()).union(keys)
    ids = {key: digest("origin", key) for key in names}
    docs: dict[str, list[str]] = {key: [] for key in names}
    for doc, doc_keys in of_doc.items():
        for key in doc_keys:
            docs[key].append(doc)
    kinds: dict[str, OriginKind] = {key: "wire" if wire else "own" for key, (_, wire) in names.items()}
    found = [Origin(ids[key], kinds[key], names[key][0], tuple(sorted(docs[key]))) for key in names]
    return Origins(
        all=tuple(sorted(found, key=lambda o: (-len(o.docs), o.name, o.id))),
        of_doc={doc: frozenset(ids[key] for key in doc_keys) for doc, doc_keys in of_doc.items()},
        wires={origin.id: origin.name for origin in found if origin.kind == "wire"},
    )


def _key(name: str, articles: frozenset[str]) -> str:
    words = fold(name)
    return " ".join(words[1:] if len(words) > 1 and words[0] in articles else words)
