"""Speakers of one language named in another, where the pack knows both names; all others keep the document's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, cast

from amparo.brief.private import folded, load_people
from amparo.packs import Node, Pack, load_yaml
from amparo.packs.trie import Trie, words_of

_NAME = r"(?P<name>\w[\w.’'-]*(?: \w[\w.’'-]*){0,4})"


_GENDERS = ("m", "f")


@dataclass(frozen=True)
class _Row:
    """One speaker: spellings by language and gender, the first is written; the gender is empty where it makes none."""

    spellings: Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True)
class Voices:
    """The speakers that a brief in `lang` can name. `patterns` holds those with a name in them, by language."""

    lang: str
    plain: Mapping[tuple[str, str], _Row]
    patterns: Mapping[str, tuple[tuple[re.Pattern[str], _Row], ...]]
    genders: Mapping[str, str]
    particles: frozenset[str]
    tries: Mapping[str, Trie]

    def named(self, asserter: str, lang: str) -> str | None:
        """`asserter`, written in `lang`, as this language names it; None where the pack does not know."""
        text = " ".join(asserter.split())
        if row := self.plain.get((lang, folded(text))):
            return next(iter(row.spellings.get((self.lang, ""), ())), None)
        for pattern, row in self.patterns.get(lang, ()):
            match = pattern.fullmatch(text)
            if match and all(word[0].isupper() or word in self.particles for word in match["name"].split(" ")):
                return self._with_name(row, match["name"])
        return self._known(text, lang)

    def country_of(self, asserter: str, lang: str) -> str | None:
        """The alpha-3 code where the asserter is a country by its name alone."""
        words = words_of(asserter)
        found = self.tries[lang].longest(asserter, words, 0) if words and lang in self.tries else None
        return found[1].canonical if found and found[0] == len(words) and found[1].kind == "country" else None

    def recognises(self, asserter: str, lang: str) -> bool:
        """Whether a body, a court or an office holder that the pack knows is named in the asserter."""
        words = words_of(asserter)
        found = (self.tries[lang].longest(asserter, words, i) for i in range(len(words)) if lang in self.tries)
        return any(hit is not None and hit[1].kind not in ("country", "demonym") for hit in found)

    def opens_with_name(self, text: str, lang: str) -> bool:
        """Whether a name that the pack knows, a nationality included, stands at the beginning."""
        words = words_of(text)
        return bool(words) and lang in self.tries and self.tries[lang].longest(text, words, 0) is not None

    def _with_name(self, row: _Row, name: str) -> str | None:
        gender = self.genders.get(folded(self._full(name).split(" ")[0]), "")
        forms = row.spellings.get((self.lang, "")) or row.spellings.get((self.lang, gender))
        return forms[0].format(name=name) if forms else None

    def _full(self, name: str) -> str:
        """The full name of an office holder who is known by `name` alone."""
        words = words_of(name)
        for trie in self.tries.values():
            found = trie.longest(name, words, 0) if words else None
            if found and found[0] == len(words) and found[1].kind == "person":
                return found[1].canonical
        return name

    def _known(self, text: str, lang: str) -> str | None:
        """A name that is the same in every language: an office holder's, or one of the pack's that is written so."""
        words = words_of(text)
        found = self.tries[lang].longest(text, words, 0) if words and lang in self.tries else None
        if found is None or found[0] != len(words):
            return None
        return text if found[1].kind == "person" or found[1].canonical == text else None


def load_voices(pack: Pack, lang: str) -> Voices:
    """The speakers of a pack. Raises `PackError` where `voices.yaml` or a key is wrong."""
    plain, patterns, genders = _read(cast(Any, pack.root), pack.languages)
    return Voices(lang, plain, patterns, genders, load_people(pack).particles, pack.gazetteer.names)


_Plain = Mapping[tuple[str, str], _Row]
_Patterns = Mapping[str, tuple[tuple[re.Pattern[str], _Row], ...]]


@cache
def _read(folder: Traversable, languages: tuple[str, ...]) -> tuple[_Plain, _Patterns, Mapping[str, str]]:
    root = load_yaml(folder.joinpath("voices.yaml")).only("given_names", "rows")
    given = root.need("given_names").only(*_GENDERS)
    genders = {folded(name).split(" ")[0]: gender for gender in _GENDERS for name in given.need(gender).strings()}
    plain: dict[tuple[str, str], _Row] = {}
    patterns: dict[str, list[tuple[re.Pattern[str], _Row]]] = {lang: [] for lang in languages}
    for node in root.need("rows").children():
        row = _row(node, languages)
        for (lang, _), spellings in row.spellings.items():
            for spelling in spellings:
                if "{name}" in spelling:
                    patterns[lang].append((_pattern(spelling), row))
                else:
                    plain[lang, folded(spelling)] = row
    return plain, {lang: tuple(found) for lang, found in patterns.items()}, genders


def _row(node: Node, languages: tuple[str, ...]) -> _Row:
    spellings: dict[tuple[str, str], tuple[str, ...]] = {}
    for lang in languages:
        child = node.need(lang)
        if isinstance(child.value, dict):
            for gender in _GENDERS:
                spellings[lang, gender] = child.need(gender).strings()
        else:
            spellings[lang, ""] = child.strings()
    return _Row(spellings)


def _pattern(spelling: str) -> re.Pattern[str]:
    before, after = spelling.split("{name}")
    return re.compile(re.escape(before) + _NAME + re.escape(after), re.IGNORECASE)
