"""Whom the words of a source name: persons, bodies, states, outlets and documents, by the pack's names and their own.

Asserters are free text. They are read with the pack's names, so that "the State Department" and "el Departamento de
Estado" are one; what stands in no list is told by the last words of its name. Where it is not sure that two sources are
one, they are taken as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from amparo.packs import Pack
from amparo.packs.gazetteer import common_file
from amparo.packs.trie import Entry, Word, fold, words_of
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

Names = tuple[tuple[str, str], ...]
"""Keys, each with a name that a text gives it."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whom some words name. `vague` is whether they leave it to the outlet who it is."""

    rests: frozenset[str]
    wider: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    vague: bool = False


NOBODY = Named(frozenset())


class Asserters:
    """Reads what sources are called. `outlets` are the names of outlets that are known, by their folded words."""

    def __init__(self, pack: Pack, rules: Rules, outlets: Mapping[tuple[str, ...], str]) -> None:
        self._pack, self._rules, self._outlets = pack, rules, outlets
        self._given: list[tuple[str, str]] = []

    def said(self, asserter: str, lang: str) -> tuple[Named, Names]:
        """Whom an asserter names, and the names that his words give to keys."""
        self._given = []
        named = self._read(asserter, lang)
        return named, tuple(self._given)

    def body(self, publisher: str, lang: str) -> Named | None:
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
        outlets = self.outlets_in(text)
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

    def outlets_in(self, text: str) -> frozenset[str]:
        """Keys of the outlets that a text names."""
        tokens = _TOKEN.findall(text)
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

    def in_passing(self, quote: str, lang: str) -> frozenset[str] | None:
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
            return NOBODY
        given = _given_names()
        person = next((run for run in runs if any(word in given for word in run[:-1])), None)
        words = [word for word in person if word not in given][-2:] if person else []
        keys = frozenset(self._key("name", word, text) for word in words or runs[-1][-1:])
        return Named(keys, voices=keys if person else frozenset())

    def _key(self, kind: str, key: str, name: str = "") -> str:
        whole = f"{kind}:{key}"
        if name:
            self._given.append((whole, name))
        return whole


def tokens_of(text: str) -> list[str]:
    """The folded words in which outlets are looked for."""
    return [fold(token) for token in _TOKEN.findall(text)]


_TOKEN = re.compile(r"[^\W_]+")


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
def _given_names() -> frozenset[str]:
    """Folded given names."""
    words = " ".join(common_file("given_names.yaml").need("given").strings())
    return frozenset(fold(word) for word in words.split())
