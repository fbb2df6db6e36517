"""Origins: how many sources stand behind claims. A wire story reprinted ten times is one, not ten confirmations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from amparo.model import Origin, digest
from amparo.model.ledger import OriginKind
from amparo.reconcile.grounds import COPY, Ground, Grounds

KINDS: Mapping[str, OriginKind] = {"paper": "document", "papers": "document", "outlet": "own", "copy": "copy"}
"""The kind of origin by the kind of key; the others are persons and bodies."""


class Backing:
    """How many documents and independent origins stand behind claims, kept while claims come and go.

    Origins are counted so: at most one a document, and documents that share one count together. A wider key (the paper
    that quotes an official, his government) joins claims only where one of them rests on it: what a paper says itself
    it may have from the official it quotes elsewhere, but two officials in one paper are two.

    Taking in costs what is taken in. Taking out does where another document rests on the very same; else all is counted
    anew when next asked for.
    """

    def __init__(self, grounds: Iterable[Ground]) -> None:
        self._grounds: Counter[Ground] = Counter(grounds)
        self._docs = Counter(ground.doc for ground in self._grounds)
        self._documents = Counter(ground.counted or ground.doc for ground in self._grounds)
        self._alike: Counter[tuple[frozenset[str], frozenset[str]]] | None = None
        self._join(self._grounds)

    @property
    def documents(self) -> int:
        """How many documents there are; the versions of a web page are one."""
        return len(self._documents)

    @property
    def origins(self) -> int:
        """How many independent origins."""
        if self._stale:
            self._join(self._grounds)
        return self._origins

    def add(self, ground: Ground) -> None:
        """One claim more."""
        self._grounds[ground] += 1
        if self._grounds[ground] == 1:
            self._docs[ground.doc] += 1
            self._documents[ground.counted or ground.doc] += 1
            if self._alike is not None:
                self._alike[ground.rests, ground.wider] += 1
            if not self._stale:
                self._take(ground)

    def remove(self, ground: Ground) -> None:
        """One claim less."""
        self._grounds[ground] -= 1
        if self._grounds[ground]:
            return
        if self._alike is None:
            self._alike = Counter((other.rests, other.wider) for other in self._grounds)
        del self._grounds[ground]
        counted = ground.counted or ground.doc
        self._documents[counted] -= 1
        if not self._documents[counted]:
            del self._documents[counted]
        self._docs[ground.doc] -= 1
        alone = not self._docs[ground.doc]
        if alone:
            del self._docs[ground.doc]
        alike = (ground.rests, ground.wider)
        self._alike[alike] -= 1
        if not self._alike[alike]:
            del self._alike[alike]
            self._stale = True
        elif not alone or not ground.rests:
            self._stale = True

    def of(self, docs: Iterable[str]) -> int:
        """How many independent origins these documents have."""
        return len({self._top(doc) for doc in docs})

    def _join(self, grounds: Iterable[Ground]) -> None:
        self._stale = False
        self._origins = 0
        self._parents: dict[str, str] = {}
        self._resting: dict[str, str] = {}
        self._waiting: dict[str, list[str]] = {}
        for ground in grounds:
            self._take(ground)

    def _take(self, ground: Ground) -> None:
        doc, parents, resting = ground.doc, self._parents, self._resting
        if doc not in parents:
            parents[doc] = doc
            self._origins += 1
        for key in ground.rests:
            other = resting.get(key)
            if other is not None:
                if other is not doc:
                    self._unite(doc, other)
                continue
            resting[key] = doc
            for other in self._waiting.pop(key, ()):
                self._unite(doc, other)
        for key in ground.wider:
            other = resting.get(key)
            if other is None:
                self._waiting.setdefault(key, []).append(doc)
            elif other is not doc:
                self._unite(doc, other)

    def _unite(self, doc: str, other: str) -> None:
        one, two = self._top(doc), self._top(other)
        if one != two:
            self._parents[one] = two
            self._origins -= 1

    def _top(self, doc: str) -> str:
        parents, top = self._parents, doc
        while (above := parents[top]) != top:
            top = above
        while parents[doc] != top:
            parents[doc], doc = top, parents[doc]
        return top


def count_origins(grounds: Iterable[Ground], among: Iterable[Ground] = ()) -> int:
    """How many independent origins claims have, as `Backing` counts them.

    What others say of the same figure (`among`) joins documents too: a headline rests on what its article rests on.
    """
    known = set(grounds)
    return Backing(known | set(among)).of({ground.doc for ground in known})


def shared(ground: Ground, other: Ground, grounds: Grounds) -> str | None:
    """What both of two documents pass on, in words: a passage or a report; None where nothing, or they are one."""
    if ground.doc == other.doc:
        return None
    resting = ground.rests & other.rests
    if passages := [key for key in resting if key.startswith(COPY)]:
        return f"hold a passage of {min(map(grounds.name, passages))}"
    both = (ground.rests | ground.wider) & (other.rests | other.wider)
    reports = [key for key in both if grounds.credited(key)]
    return f"pass on a report of {min(map(grounds.name, reports))}" if reports else None


def common_name(found: Iterable[Ground], grounds: Grounds) -> str:
    """The name of the origin that most of the documents share."""
    docs: dict[str, set[str]] = defaultdict(set)
    for ground in found:
        for key in ground.rests | ground.wider:
            docs[key].add(ground.doc)
    name = grounds.name
    return name(min(docs, key=lambda key: (-len(docs[key]), not grounds.credited(key), name(key), key)))


def find_origins(grounds: Grounds, used: Iterable[Ground]) -> tuple[Origin, ...]:
    """What the claims and the documents of a dossier rest on, most documents first."""
    docs: dict[str, set[str]] = defaultdict(set)
    for doc, keys in grounds.of_doc.items():
        for key in keys:
            docs[key].add(doc)
    for ground in used:
        for key in ground.rests:
            docs[key].add(ground.doc)
    found = [
        Origin(digest("origin", key), _kind(key, grounds), grounds.name(key), tuple(sorted(docs[key]))) for key in docs
    ]
    return tuple(sorted(found, key=lambda o: (-len(o.docs), o.name, o.id)))


def _kind(key: str, grounds: Grounds) -> OriginKind:
    return "wire" if grounds.credited(key) else KINDS.get(key.partition(":")[0], "official")
