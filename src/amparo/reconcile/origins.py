"""Origins: how many sources stand behind claims. A wire story reprinted ten times is one, not ten confirmations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from amparo.model import Origin, digest
from amparo.model.ledger import OriginKind
from amparo.reconcile.grounds import Ground, Grounds

KINDS: Mapping[str, OriginKind] = {"paper": "document", "papers": "document", "outlet": "own"}
"""The kind of origin by the kind of key; the others are persons and bodies."""


@dataclass(frozen=True)
class Origins:
    """The origins of a dossier.

    Attributes:
        names: what each goes by, by its key.
        credited: keys of the outlets that others credit.
        publishers: the key of each document's publisher.
    """

    all: tuple[Origin, ...]
    names: Mapping[str, str]
    credited: frozenset[str]
    publishers: Mapping[str, str]

    def copied(self, ground: Ground, other: Ground) -> str | None:
        """The outlet whose report both of two documents pass on, by name; None where they share none, or are one."""
        if ground.doc == other.doc:
            return None
        shared = (ground.rests | ground.wider) & (other.rests | other.wider) & self.credited
        return min((self.name(key) for key in shared), default=None)

    def common(self, grounds: Iterable[Ground]) -> str:
        """The name of the origin that most of the documents share."""
        docs: dict[str, set[str]] = defaultdict(set)
        for ground in grounds:
            for key in ground.rests | ground.wider:
                docs[key].add(ground.doc)
        credited = self.credited
        return self.name(min(docs, key=lambda key: (-len(docs[key]), key not in credited, self.name(key), key)))

    def name(self, key: str) -> str:
        """What an origin is called; one that no text gives a name by what its key says of it."""
        kind, _, said = key.partition(":")
        return self.names.get(key) or (said.partition(" ")[0] if kind == "paper" else said)


def count_origins(grounds: Iterable[Ground]) -> int:
    """How many independent origins claims have: at most one a document, and those that share one count together.

    A wider key (the paper that quotes an official, his government) joins claims only where one of them rests on it:
    what a paper says itself it may have from the official it quotes elsewhere, but two officials in one paper are two.
    The work is linear in the claims.
    """
    known = set(grounds)
    if len({ground.doc for ground in known}) < 2:
        return len(known) and 1
    rested = {key for ground in known for key in ground.rests}
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        top = key
        while (above := parent.setdefault(top, top)) != top:
            top = above
        while parent[key] != top:
            parent[key], key = top, parent[key]
        return top

    for ground in known:
        doc = root(f"doc:{ground.doc}")
        for key in (*ground.rests, *(ground.wider & rested)):
            parent[root(key)] = doc
    return len({root(f"doc:{ground.doc}") for ground in known})


def find_origins(grounds: Grounds, used: Iterable[Ground]) -> Origins:
    """What the claims and the documents of a dossier rest on, most documents first."""
    docs: dict[str, set[str]] = defaultdict(set)
    for doc, keys in grounds.of_doc.items():
        for key in keys:
            docs[key].add(doc)
    for ground in used:
        for key in ground.rests:
            docs[key].add(ground.doc)
    origins = Origins((), grounds.names, frozenset(grounds.credited), grounds.publishers)
    found = [
        Origin(digest("origin", key), _kind(key, origins), origins.name(key), tuple(sorted(docs[key]))) for key in docs
    ]
    return replace(origins, all=tuple(sorted(found, key=lambda o: (-len(o.docs), o.name, o.id))))


def _kind(key: str, origins: Origins) -> OriginKind:
    return "wire" if key in origins.credited else KINDS.get(key.partition(":")[0], "official")
