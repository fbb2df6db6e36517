"""Origins: how many sources stand behind claims. A wire story reprinted ten times is one, not ten confirmations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from amparo.model import Origin, digest
from amparo.model.ledger import OriginKind
from amparo.reconcile.grounds import Ground, Grounds

KINDS: Mapping[str, OriginKind] = {"paper": "document", "papers": "document", "outlet": "own", "copy": "copy"}
"""The kind of origin by the kind of key; the others are persons and bodies."""


@dataclass(frozen=True)
class Origins:
    """The origins of a dossier.

    Attributes:
        names: what each goes by, by its key.
        credited: keys of the outlets that others credit.
        copied: keys of the documents that others hold a passage of.
        publishers: the key of each document's publisher.
    """

    all: tuple[Origin, ...]
    names: Mapping[str, str]
    credited: frozenset[str]
    copied: frozenset[str]
    publishers: Mapping[str, str]

    @cached_property
    def passed_on(self) -> frozenset[str]:
        """Keys of the outlets and documents that others pass on, with a credit or without."""
        return self.credited | self.copied

    def shared(self, ground: Ground, other: Ground) -> str | None:
        """What both of two documents pass on, in words: a passage or a report; None where nothing, or they are one."""
        if ground.doc == other.doc:
            return None
        if passages := ground.rests & other.rests & self.copied:
            return f"hold a passage of {min(map(self.name, passages))}"
        reports = (ground.rests | ground.wider) & (other.rests | other.wider) & self.credited
        return f"pass on a report of {min(map(self.name, reports))}" if reports else None

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


def count_origins(grounds: Iterable[Ground], among: Iterable[Ground] = ()) -> int:
    """How many independent origins claims have: at most one a document, and those that share one count together.

    A wider key (the paper that quotes an official, his government) joins claims only where one of them rests on it:
    what a paper says itself it may have from the official it quotes elsewhere, but two officials in one paper are two.
    What others say of the same figure (`among`) joins documents too: a headline rests on what its article rests on.
    The work is linear in the claims.
    """
    known = set(grounds)
    joining = known | set(among)
    if len({ground.doc for ground in known}) < 2:
        return len(known) and 1
    rested = {key for ground in joining for key in ground.rests}
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        top = key
        while (above := parent.setdefault(top, top)) != top:
            top = above
        while parent[key] != top:
            parent[key], key = top, parent[key]
        return top

    for ground in joining:
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
    origins = Origins((), grounds.names, frozenset(grounds.credited), frozenset(grounds.copied), grounds.publishers)
    found = [
        Origin(digest("origin", key), _kind(key, origins), origins.name(key), tuple(sorted(docs[key]))) for key in docs
    ]
    return replace(origins, all=tuple(sorted(found, key=lambda o: (-len(o.docs), o.name, o.id))))


def _kind(key: str, origins: Origins) -> OriginKind:
    return "wire" if key in origins.credited else KINDS.get(key.partition(":")[0], "official")
