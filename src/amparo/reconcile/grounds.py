"""What a claim rests on: the outlet, the named person or body, or the named document that it comes from in the end.

The count of origins may be too low, and is never too high for want of knowing better.

Beside its own document a ground depends on three things that others change: which outlets are known by name, which of
them somebody credits, and the shortest name of each key. A new outlet, or the first credit of one, touches the
documents that name it. That is rare, and costs what those documents are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from amparo.model import Claim, Source
from amparo.packs import Pack
from amparo.packs.gazetteer import common_file
from amparo.reconcile.asserters import NOBODY, Asserters, Named, Names, tokens_of
from amparo.reconcile.copies import Copies
from amparo.reconcile.names import fold as folded
from amparo.reconcile.rules import Rules

COPY = "copy:"
"""Begins the key of a document that others hold a passage of."""

Asserter = tuple[str, str]
"""What a source is called, and in which language."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What one claim rests on, as keys (`outlet:…`, `person:…`, `body:…`, `state:…`, `name:…`, `paper:…`,
    `copy:…` for the document that first had the passage).

    Attributes:
        doc: its document, whose claims count together.
        rests: what it comes from.
        wider: what that belongs to (the outlet that printed it, the official's government, documents of the same kind):
            it counts only where another claim rests on it.
        voices: persons and bodies that are sure to be who speaks.
        counted: what its document counts as one by (`Claim.document`).
    """

    doc: str
    rests: frozenset[str]
    wider: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    counted: str = ""


class _Shortest:
    """The shortest of all names that texts give each key, however often."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.changed: set[str] = set()
        self._given: dict[str, Counter[str]] = defaultdict(Counter)

    def count(self, names: Names, by: int) -> None:
        """Add names (1), or take them back (-1)."""
        for key, name in names:
            given = self._given[key]
            given[name] += by
            best = self.names.get(key)
            if by > 0:
                if best is None or (len(name), name) < (len(best), best):
                    self._set(key, name)
            elif not given[name]:
                del given[name]
                if name == best:
                    self._set(key, min(given, key=lambda form: (len(form), form), default=None))

    def _set(self, key: str, name: str | None) -> None:
        self.changed.add(key)
        if name is None:
            del self.names[key], self._given[key]
        else:
            self.names[key] = name


@dataclass(frozen=True, slots=True)
class _Document:
    """What a document's own source says: its outlets, its publisher's key and body, the names it gives to keys."""

    source: Source
    credited: tuple[str, ...]
    publisher: str
    home: frozenset[str]
    body: Named
    quoted: tuple[tuple[str, ...], ...]
    names: Names


class Grounds:
    """The grounds of the claims of a dossier. Documents are `put` and `drop`ped; `settle` tells which are touched.

    Attributes:
        of_doc: keys of the outlets that each document rests on as a whole.
        publishers: the key of each document's publisher.
    """

    def __init__(self, pack: Pack, rules: Rules, copies: Copies) -> None:
        self._rules, self._copies = rules, copies
        self.of_doc: dict[str, frozenset[str]] = {}
        self.publishers: dict[str, str] = {}
        self._documents: dict[str, _Document] = {}
        self._shortest = _Shortest()
        self._known = {
            self._plain(forms): self._own_key(self._plain(folded(name)), name)
            for forms, name in _known_outlets().items()
        }
        self._shortest.count(tuple((self._known[self._plain(f)], n) for f, n in _known_outlets().items()), 1)
        self._outlets = dict(self._known)
        self._quoted: Counter[tuple[str, ...]] = Counter()
        self._credits: Counter[str] = Counter()
        self._cites: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {}
        self._citing: dict[str, set[str]] = defaultdict(set)
        self._asserters = Asserters(pack, rules, self._outlets)
        self._named: dict[Asserter, tuple[Named, Names]] = {}
        self._users: dict[Asserter, set[str]] = {}
        self._held: dict[str, frozenset[Asserter]] = {}
        self._speaking: dict[str, set[Asserter]] = defaultdict(set)
        self._mentioned: dict[str, frozenset[str]] = {}
        self._mentioning: dict[str, set[str]] = defaultdict(set)
        self._changed: set[str] = set()
        self._words: set[tuple[str, ...]] = set()
        self._credit_changed: set[str] = set()

    # What documents are

    def put(self, source: Source, asserters: Collection[Asserter]) -> None:
        """A document and what the sources in its claims are called, in place of what was known of it."""
        doc_id = source.doc_id
        old = self._documents.get(doc_id)
        if old is None or old.source != source:
            if old is not None:
                self._forget(old)
            self._learn(source)
        self._hold(doc_id, frozenset(asserters))
        self._changed.add(doc_id)

    def drop(self, doc_id: str) -> None:
        """Forget a document."""
        old = self._documents.pop(doc_id, None)
        if old is not None:
            self._forget(old)
            self._hold(doc_id, frozenset())
            self._changed.discard(doc_id)
            del self.of_doc[doc_id], self.publishers[doc_id]

    def settle(self) -> tuple[set[str], set[str]]:
        """Ids of the documents whose grounds may have changed, and of those of which more may have: what they rest on
        has another name now, or is credited now and was not. To be called before any ground is asked for."""
        words, self._words = self._words, set()
        firsts = {word[0] for word in words}
        for doc_id in self._changed | {doc for first in firsts for doc in self._citing.get(first, ())}:
            self._cite(self._documents[doc_id].source)
        for asserter in {a for first in firsts for a in self._speaking.get(first, ())}:
            self._read_again(asserter)
        for doc_id in list(self._changed):
            for asserter in self._held.get(doc_id, ()):
                if asserter not in self._named:
                    self._named[asserter] = self._asserters.said(*asserter)
                    self._shortest.count(self._named[asserter][1], 1)
        keys = self._shortest.changed | self._credit_changed
        self._shortest.changed, self._credit_changed = set(), set()
        changed, self._changed = self._changed, set()
        again = {doc for key in keys for doc in self._mentioning.get(key, ())}
        return changed | again, again

    def _learn(self, source: Source) -> None:
        names: list[tuple[str, str]] = []
        credited = tuple(self._outlet(name, names) for name in sorted(source.credits))
        publisher = self._outlet(source.publisher or source.doc, names)
        quoted = [self._plain(folded(name)) for name in source.credits]
        body = self._asserters.body(source.publisher, source.lang) if source.publisher else None
        if source.publisher and body is None:
            quoted.append(self._plain(folded(source.publisher)))
        kept = tuple(words for words in quoted if words and words[0] not in self._rules.unnamed)
        home = frozenset(credited or (publisher,))
        new = _Document(source, credited, publisher, home, body or NOBODY, kept, tuple(names))
        self._documents[source.doc_id] = new
        self.of_doc[source.doc_id], self.publishers[source.doc_id] = home, publisher
        self._shortest.count(new.names, 1)
        self._credit(credited, 1)
        self._quote(new.quoted, 1)
        for token in _cited_words(source):
            self._citing[token].add(source.doc_id)

    def _forget(self, old: _Document) -> None:
        doc_id = old.source.doc_id
        self._shortest.count(old.names, -1)
        self._credit(old.credited, -1)
        self._credit(self._cites.pop(doc_id, ((), ()))[1], -1)
        self._quote(old.quoted, -1)
        for token in _cited_words(old.source):
            self._citing[token].discard(doc_id)

    def _credit(self, keys: Iterable[str], by: int) -> None:
        for key in keys:
            before = self._credits[key]
            self._credits[key] = before + by
            if not before or not before + by:
                self._credit_changed.add(key)

    def _quote(self, quoted: Iterable[tuple[str, ...]], by: int) -> None:
        for words in quoted:
            self._quoted[words] += by
            if self._quoted[words] == max(by, 0) and words not in self._known:
                self._words.add(words)
                if by > 0:
                    self._outlets[words] = self._own_key(words, " ".join(words))
                else:
                    self._outlets.pop(words, None)

    def _cite(self, source: Source) -> None:
        home = self.of_doc[source.doc_id]
        found = sorted(
            (start, key) for name, start in source.cites for key in self._asserters.outlets_in(name) if key not in home
        )
        cites = (tuple(start for start, _ in found), tuple(key for _, key in found))
        old = self._cites.get(source.doc_id, ((), ()))
        if cites != old:
            self._credit(old[1], -1)
            self._credit(cites[1], 1)
            self._cites[source.doc_id] = cites
            self._changed.add(source.doc_id)

    def _hold(self, doc_id: str, asserters: frozenset[Asserter]) -> None:
        before = self._held.pop(doc_id, frozenset())
        for asserter in asserters - before:
            if asserter not in self._users:
                self._users[asserter] = set()
                for token in tokens_of(asserter[0]):
                    self._speaking[token].add(asserter)
            self._users[asserter].add(doc_id)
        for asserter in before - asserters:
            self._users[asserter].discard(doc_id)
            if not self._users[asserter]:
                del self._users[asserter]
                for token in tokens_of(asserter[0]):
                    self._speaking[token].discard(asserter)
                self._shortest.count(self._named.pop(asserter, (NOBODY, ()))[1], -1)
        if asserters:
            self._held[doc_id] = asserters

    def _read_again(self, asserter: Asserter) -> None:
        """An asserter whose words an outlet's name may have joined or left."""
        old = self._named.get(asserter)
        new = self._asserters.said(*asserter)
        if old is None or old == new:
            return
        self._shortest.count(new[1], 1)
        self._shortest.count(old[1], -1)
        self._named[asserter] = new
        self._changed |= self._users[asserter]

    def _outlet(self, name: str, names: list[tuple[str, str]]) -> str:
        words = self._plain(folded(name))
        known = self._known.get(words)
        if known is not None:
            return known
        key = self._own_key(words, name)
        names.append((key, name))
        return key

    def _own_key(self, words: tuple[str, ...], name: str) -> str:
        return f"outlet:{' '.join(words) or name}"

    def _plain(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """A name without its article: papers are written with and without."""
        return words[1:] if len(words) > 1 and words[0] in self._rules.articles else words

    # What is known of keys

    def credited(self, key: str) -> bool:
        """Whether another document credits this outlet."""
        return self._credits.get(key, 0) > 0

    def passed_on(self, key: str) -> bool:
        """Whether others pass on what this outlet or document has, with a credit or without."""
        return key.startswith(COPY) or self._credits.get(key, 0) > 0

    def name(self, key: str) -> str:
        """What an origin is called; one that no text gives a name by what its key says of it."""
        if key.startswith(COPY) and (home := self.of_doc.get(key[len(COPY) :])):
            return min(self._shortest.names.get(outlet, outlet) for outlet in home)
        kind, _, said = key.partition(":")
        return self._shortest.names.get(key) or (said.partition(" ")[0] if kind == "paper" else said)

    # What claims rest on

    def of(self, doc_id: str, claims: Iterable[Claim]) -> list[Ground]:
        """The grounds of claims of one document: the same object for those that share it, so that it is cheap to
        compare."""
        made: dict[tuple[object, ...], Ground] = {}
        offsets, cited = self._cites.get(doc_id, ((), ()))
        found = []
        for claim in claims:
            active = bisect_right(offsets, claim.anchor.start)
            passing = None if claim.asserter else self._asserters.in_passing(claim.quote, claim.lang)
            original = self._copies.original(doc_id, claim.anchor.start)
            key = (claim.asserter, claim.lang, active, passing, original)
            ground = made.get(key)
            if ground is None:
                ground = self._ground(claim, frozenset(cited[:active]), passing)
                ground = made[key] = self._first_had(ground, original) if original else ground
            found.append(ground)
        return found

    def mention(self, doc_id: str, grounds: Iterable[Ground]) -> None:
        """Keep which keys the grounds of a document name, so that what changes a key finds them."""
        keys: set[str] = set()
        for ground in set(grounds):
            keys |= ground.rests
            keys |= ground.wider
        if doc_id in self.of_doc:
            keys.add(self.publishers[doc_id])
            keys |= self.of_doc[doc_id]
        before = self._mentioned.pop(doc_id, frozenset())
        for key in keys - before:
            self._mentioning[key].add(doc_id)
        for key in before - keys:
            self._mentioning[key].discard(doc_id)
        if keys:
            self._mentioned[doc_id] = frozenset(keys)

    def _first_had(self, ground: Ground, original: str) -> Ground:
        """The ground of a claim in a passage that another document had first, or has from this one."""
        return replace(ground, rests=ground.rests | {COPY + original}, wider=ground.wider | self.of_doc[original])

    def _ground(self, claim: Claim, cited: frozenset[str], passing: frozenset[str] | None) -> Ground:
        home = self.of_doc[claim.doc_id]
        said = self._named[claim.asserter, claim.lang][0] if claim.asserter else None
        if said is None or said.vague:
            body = self._documents[claim.doc_id].body if said is None else NOBODY
            said = said or NOBODY
            rests = home | cited | said.rests | body.rests | (passing or frozenset())
            return Ground(claim.doc_id, rests, said.wider | body.wider, said.voices | body.voices, claim.document)
        wires = frozenset(key for key in home if self.credited(key))
        return Ground(claim.doc_id, said.rests | wires, said.wider | home, said.voices, claim.document)


def _cited_words(source: Source) -> set[str]:
    return {token for name, _ in source.cites for token in tokens_of(name)}


@cache
def _known_outlets() -> Mapping[tuple[str, ...], str]:
    """The name of every agency and outlet that all packs know, by the folded words of each of its forms."""
    node = common_file("credits.yaml")
    return {
        folded(form): name
        for part in ("agencies", "outlets")
        for name, forms in node.need(part).items()
        for form in (name, *forms.strings())
    }
