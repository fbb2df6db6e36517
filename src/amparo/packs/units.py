"""What a figure counts: the head nouns of each unit, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amparo.packs.gazetteer import Gazetteer, common_file
from amparo.packs.spellings import spellings
from amparo.packs.trie import Entry, Trie, words_of
from amparo.packs.yamlfile import Node

NO_UNIT = "none"
"""Section of the nouns that only look like a unit (prison guard): they count nothing the ledgers follow."""


@dataclass(frozen=True, slots=True)
class UnitWords:
    """The unit nouns of one language.

    Attributes:
        nouns: a tree of nouns; an entry's `canonical` is its unit.
        head_last: whether the head of a run of nouns is its last (gang members), not its first (miembros).
        plurals: endings of a demonym that counts its people (Venezuelans).
        people: the unit that demonyms count, or None where the pack has none.
    """

    nouns: Trie
    head_last: bool
    plurals: tuple[str, ...]
    people: str | None


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a pack: a label for readers and the words, by language."""

    labels: Mapping[str, Mapping[str, str]]
    words: Mapping[str, UnitWords]
    gazetteer: Gazetteer

    def unit_of(self, phrase: str, lang: str) -> str | None:
        """The unit that a noun phrase counts, or None: `alleged Venezuelan gang members` is `person`.

        The first unit noun of the phrase decides; where the head stands last, the nouns that touch it follow on
        (`deportation flights` is `flight`). A demonym counts people when it is plural or stands last.
        """
        rules = self.words[lang]
        names = self.gazetteer.names[lang]
        words = words_of(phrase)
        unit: str | None = None
        begun = False
        index = 0
        while index < len(words):
            found = rules.nouns.longest(phrase, words, index)
            if found is not None:
                unit, begun = found[1].canonical, True
            else:
                name = names.longest(phrase, words, index)
                if begun:
                    break
                if name is None or name[1].kind != "demonym":
                    index += name[0] if name else 1
                    continue
                found = name
                after = index + name[0]
                if words[after - 1].text.endswith(rules.plurals) or after == len(words):
                    unit, begun = rules.people, True
            if begun and not rules.head_last:
                break
            index += found[0]
        return None if unit == NO_UNIT else unit


def load_units(node: Node, languages: tuple[str, ...], gazetteer: Gazetteer) -> Units:
    """The units under `node`: `unit: {label, <language>: [nouns], people: true}`.

    Raises:
        PackError: a key is unknown, a language is missing, or two units share a noun.
    """
    labels: dict[str, Mapping[str, str]] = {}
    nouns = {lang: Trie() for lang in languages}
    people: str | None = None
    for unit, child in node.items():
        child.only("label", "people", *languages)
        if unit != NO_UNIT:
            label = child.need("label")
            labels[unit] = {lang: label.need(lang).text() for lang in languages}
        if child.get("people", False).flag():
            people = unit
        for lang in languages:
            for source, noun in spellings(child.need(lang)):
                other = nouns[lang].add(noun, Entry("unit", unit))
                if other is not None:
                    raise source.fail(
                        f"gives {noun!r} to {unit}, but {other.canonical} has it", "Keep it in one of the two"
                    )
    return Units(labels, {lang: _words(lang, nouns[lang], people) for lang in languages}, gazetteer)


def _words(lang: str, nouns: Trie, people: str | None) -> UnitWords:
    node = common_file(lang, "noun_phrases.yaml").only("head", "plural_demonyms")
    return UnitWords(
        nouns,
        head_last=node.need("head").one_of("first", "last") == "last",
        plurals=node.need("plural_demonyms").strings(),
        people=people,
    )
