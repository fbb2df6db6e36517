"""What a claim rests on: the outlet, the named person or body, or the named document that it comes from in the end.

Asserters are free text. They are read with the pack's names, so that "the State Department" and "el Departamento de
Estado" are one; what stands in no list is told by the last words of its name. Where it is not sure that two sources are
one, they are taken as one: the count of origins may be too low, and is never too high for want of knowing better.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from amparo.model import Claim, Source
from amparo.packs import Pack
from amparo.packs.gazetteer import common_file
from amparo.packs.trie import Entry, Word, fold, words_of
from amparo.reconcile.copies import Copies
from amparo.reconcile.names import fold as folded
from amparo.reconcile.rules import Rules

BODIES = frozenset({"agency", "court", "organisation"})
STATES = frozenset({"country", "demonym", "capital"})
OFFICIAL = frozenset({"agency", "court", "government", "person"})
"""Kinds of names that, as a publisher, are the body itself and no outlet that others quote."""

HEAD = 4
"""A document named among so many first words is what speaks; one named later is only spoken of."""

AROUND = 4
"""Words around a document named in passing in which its maker is looked for."""

LONGEST = 8
"""Words of the longest outlet's name that is looked for."""


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
    """

    doc: str
    rests: frozenset[str]
    wider: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """Whom some words name. `vague` is whether they leave it to the outlet who it is."""

    rests: frozenset[str]
    wider: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    vague: bool = False


class Grounds:
    """The grounds of the claims of a dossier.

    Attributes:
        names: the shortest name that a key goes by, where a text gives it one.
        credited: keys of outlets that another document credits.
        of_doc: keys of the outlets that each document rests on as a whole.
        publishers: the key of each document's publisher.
        copied: keys of documents that others hold a passage of.
    """

    def __init__(self, sources: Iterable[Source], pack: Pack, rules: Rules, copies: Copies) -> None:
        self._pack, self._rules, self._copies = pack, rules, copies
        self.names: dict[str, str] = {}
        self.credited: set[str] = set()
        self.of_doc: dict[str, frozenset[str]] = {}
        self.publishers: dict[str, str] = {}
        self.copied: set[str] = set()
        self._outlets: dict[tuple[str, ...], str] = {}
        self._bodies: dict[str, Named] = {}
        self._cites: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {}
        self._named: dict[tuple[str, str], Named] = {}
        self._made: dict[tuple[object, ...], Ground] = {}
        for forms, name in _known_outlets().items():
            self._outlets[self._plain(forms)] = self._key("outlet", " ".join(self._plain(folded(name))), name)
        ordered = sorted(sources, key=lambda s: (s.doc_id, s.doc))
        for source in ordered:
            self._take(source)
        for source in ordered:
            self._take_cites(source)

    def of(self, claim: Claim) -> Ground:
        """The ground of a claim. The same object for claims that share it, so that it is cheap to compare."""
        offsets, cited = self._cites.get(claim.doc_id, ((), ()))
        active = bisect_right(offsets, claim.anchor.start)
        passing = None if claim.asserter else self._in_passing(claim.quote, claim.lang)
        original = self._copies.original(claim.doc_id, claim.anchor.start)
        key = (claim.doc_id, claim.asserter, claim.lang, active, passing, original)
        ground = self._made.get(key)
        if ground is None:
            ground = self._ground(claim, frozenset(cited[:active]), passing)
            ground = self._made[key] = self._first_had(ground, original) if original else ground
        return ground

    def _first_had(self, ground: Ground, original: str) -> Ground:
        """The ground of a claim in a passage that another document had first, or has from this one."""
        home = self.of_doc[original]
        key = f"copy:{original}"
        self.copied.add(key)
        self.names[key] = min(self.names.get(outlet, outlet) for outlet in home)
        return replace(ground, rests=ground.rests | {key}, wider=ground.wider | home)

    def _ground(self, claim: Claim, cited: frozenset[str], passing: frozenset[str] | None) -> Ground:
        home = self.of_doc[claim.doc_id]
        wires = home & self.credited
        said = self._said(claim.asserter, claim.lang) if claim.asserter else None
        if said is None or said.vague:
            body = self._bodies.get(claim.doc_id, _NOBODY) if said is None else _NOBODY
            said = said or _NOBODY
            rests = home | cited | said.rests | body.rests | (passing or frozenset())
            return Ground(claim.doc_id, rests, said.wider | body.wider, said.voices | body.voices)
        return Ground(claim.doc_id, said.rests | wires, said.wider | home, said.voices)

    # The outlets

    def _take(self, source: Source) -> None:
        credited = [self._outlet(name) for name in sorted(source.credits)]
        self.credited.update(credited)
        publisher = self.publishers[source.doc_id] = self._outlet(source.publisher or source.doc)
        keys = credited or [publisher]
        self.of_doc[source.doc_id] = self.of_doc.get(source.doc_id, frozenset()).union(keys)
        quoted = list(source.credits)
        if source.publisher:
            body = self._body(source.publisher, source.lang)
            if body is None:
                quoted.append(source.publisher)
            else:
                self._bodies[source.doc_id] = body
        for name in quoted:
            words = self._plain(folded(name))
            if self._rules.unnamed.isdisjoint(words[:1]):
                self._outlets.setdefault(words, self._outlet(name))

    def _take_cites(self, source: Source) -> None:
        found = []
        for name, start in source.cites:
            others = self._outlets_in(name) - self.of_doc[source.doc_id]
            found += [(start, key) for key in sorted(others)]
        found.sort()
        self.credited.update(key for _, key in found)
        self._cites[source.doc_id] = (tuple(start for start, _ in found), tuple(key for _, key in found))

    def _outlet(self, name: str) -> str:
        words = self._plain(folded(name))
        return self._outlets.get(words) or self._key("outlet", " ".join(words) or name, name)

    def _plain(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """A name without its article: papers are written with and without."""
        return words[1:] if len(words) > 1 and words[0] in self._rules.articles else words

    # What asserters name

    def _said(self, asserter: str, lang: str) -> Named:
        found = self._named.get((asserter, lang))
        if found is None:
            found = self._named[asserter, lang] = self._read(asserter, lang)
        return found

    def _body(self, publisher: str, lang: str) -> Named | None:
        """The person or body of a state that a publisher is itself; None where it is an outlet that others quote."""
        entries, _ = self._entries(publisher, words_of(publisher), lang)
        official = [e for e in entries if e.kind in OFFICIAL]
        keys = frozenset(key for e in official if (key := self._entry_key(e)))
        return Named(keys, self._states(official)) if keys else None

    def _read(self, text: str, lang: str) -> Named:
        """Whom the words of an asserter name."""
        words = words_of(text)
        if not words:
            return Named(frozenset(), vague=True)
        entries, rest = self._entries(text, words, lang)
        persons = frozenset(self._key("person", e.canonical) for e in entries if e.kind == "person")
        bodies = frozenset(self._key("body", e.canonical) for e in entries if e.kind in BODIES)
        makers = self._states(entries)
        outlets = self._outlets_in(text)
        place, kind = self._document(words, lang)
        if kind and place < HEAD:
            papers = self._papers(kind, [*makers, *persons, *bodies], text)
            return Named(papers | outlets, frozenset({self._key("papers", kind, text)}) | persons | bodies)
        if persons:
            return Named(persons, makers | bodies, persons)
        if outlets:
            return Named(outlets, voices=outlets)
        spoken = frozenset({self._key("papers", kind, text)} if kind else ())
        if words[0].key in self._rules.unnamed:
            return Named(bodies | spoken, makers, vague=True)
        names = self._unlisted(text, rest)
        if names.rests:
            return Named(names.rests | spoken, makers | bodies, names.voices)
        if bodies:
            return Named(bodies | spoken, makers, bodies)
        stated = self._stated(entries, rest, text)
        governments = frozenset(key for e in entries if e.kind == "government" and (key := self._entry_key(e)))
        return Named(stated | spoken, makers - stated, governments, vague=not stated)

    def _stated(self, entries: Iterable[Entry], rest: Iterable[Word], text: str) -> frozenset[str]:
        """The states that speak: a government, a country by its name alone, or those who speak for one."""
        others = {word.key for word in rest} - self._rules.articles
        speaks = not others or bool(others & self._rules.authorities)
        return frozenset(
            self._key("state", e.country, text)
            for e in entries
            if e.country and (e.kind == "government" or (speaks and e.kind in STATES))
        )

    def _states(self, entries: Iterable[Entry]) -> frozenset[str]:
        return frozenset(self._key("state", e.country) for e in entries if e.country)

    def _entry_key(self, entry: Entry) -> str | None:
        if entry.kind == "government":
            return self._key("state", entry.country or entry.canonical)
        return self._key("person" if entry.kind == "person" else "body", entry.canonical)

    def _entries(self, text: str, words: list[Word], lang: str) -> tuple[list[Entry], list[Word]]:
        """The names of the pack in a text, and the words that are part of none."""
        trie = self._pack.gazetteer.names.get(lang)
        entries: list[Entry] = []
        rest: list[Word] = []
        at = 0
        while at < len(words):
            found = trie.longest(text, words, at) if trie else None
            if found is None:
                rest.append(words[at])
                at += 1
                continue
            entries.append(found[1])
            at += found[0]
        return entries, rest

    def _outlets_in(self, text: str) -> frozenset[str]:
        tokens = re.findall(r"[^\W_]+", text)
        keys = [fold(token) for token in tokens]
        found, at = [], 0
        while at < len(tokens):
            for end in range(min(len(tokens), at + LONGEST), at, -1):
                key = self._outlets.get(tuple(keys[at:end]))
                if key is not None and tokens[at][0].isupper() and tokens[end - 1][0].isupper():
                    found.append(key)
                    at = end - 1
                    break
            at += 1
        return frozenset(found)

    def _document(self, words: list[Word], lang: str) -> tuple[int, str]:
        """The first document that is named: at which word, and of which kind; an empty kind where none is."""
        kinds = self._rules.documents.get(lang, {})
        for place, word in enumerate(words):
            if kind := kinds.get(word.key):
                return place, kind
        return 0, ""

    def _papers(self, kind: str, makers: Iterable[str], text: str = "") -> frozenset[str]:
        """A document by its kind and by each of those who made it; by its kind alone where nobody is named."""
        papers = frozenset(self._key("paper", f"{kind} {maker}", text) for maker in makers)
        return papers or frozenset({self._key("papers", kind, text)})

    def _in_passing(self, quote: str, lang: str) -> frozenset[str] | None:
        """Documents that the outlet's own words name as their source: "a Salvadoran memo speaks of $6 million"."""
        kinds = self._rules.documents.get(lang)
        if not kinds:
            return None
        found: set[str] = set()
        for match in _words_pattern(frozenset(kinds)).finditer(quote):
            before = quote[: match.start()].split()[-AROUND:]
            after = quote[match.start() :].split()[:AROUND]
            text = " ".join([*before, *after])
            entries, _ = self._entries(text, words_of(text), lang)
            found |= self._papers(kinds[fold(match.group())], self._states(entries))
        return frozenset(found) or None

    def _unlisted(self, text: str, rest: list[Word]) -> Named:
        """A name that stands in no list, by its last word; a person by each surname, who alone is sure to be one."""
        runs = _capital_runs(rest, self._rules)
        if not runs:
            return _NOBODY
        given = _given_names()
        person = next((run for run in runs if any(word in given for word in run[:-1])), None)
        words = [word for word in person if word not in given][-2:] if person else []
        keys = frozenset(self._key("name", word, text) for word in words or runs[-1][-1:])
        return Named(keys, voices=keys if person else frozenset())

    def _key(self, kind: str, key: str, name: str = "") -> str:
        whole = f"{kind}:{key}"
        if name and (known := self.names.get(whole, name)):
            self.names[whole] = min(known, name, key=lambda form: (len(form), form))
        return whole


_NOBODY = Named(frozenset())


def _capital_runs(words: Iterable[Word], rules: Rules) -> list[list[str]]:
    """Runs of capitalised words. The first word of all counts only with another behind it, or alone."""
    known = list(words)
    runs: list[list[str]] = []
    for place, word in enumerate(known):
        if not word.text[0].isupper() or word.key in rules.articles or word.key in rules.unnamed:
            continue
        if place and known[place - 1].text[0].isupper() and runs and runs[-1][-1] == known[place - 1].key:
            runs[-1].append(word.key)
        else:
            runs.append([word.key])
    opening = bool(known) and bool(runs) and len(known) > 1 and runs[0] == [known[0].key]
    return runs[1:] if opening else runs


@cache
def _words_pattern(words: frozenset[str]) -> re.Pattern[str]:
    """Any of these words, with or without accents: a folded letter stands for itself and its accented forms."""
    accents = {"a": "[aá]", "e": "[eé]", "i": "[ií]", "o": "[oó]", "u": "[uúü]", "n": "[nñ]"}
    forms = ("".join(accents.get(c, re.escape(c)) for c in word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


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


@cache
def _given_names() -> frozenset[str]:
    """Folded given names."""
    words = " ".join(common_file("given_names.yaml").need("given").strings())
    return frozenset(fold(word) for word in words.split())
