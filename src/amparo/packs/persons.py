"""What marks a person's name in a language: titles, particles, given names, and words that are never a surname."""

from __future__ import annotations

from dataclasses import dataclass

from amparo.packs.gazetteer import common_file
from amparo.packs.spellings import spellings
from amparo.packs.trie import fold
from amparo.packs.yamlfile import Node


@dataclass(frozen=True, slots=True)
class PersonRules:
    """Word keys (folded) for reading persons.

    Attributes:
        given: given names.
        particles: small words inside a name (de, van, al).
        titles: words that head a title (president, judge).
        abbreviations: titles written with a dot (Sen, Rep).
        links: lower-case words that may stand inside a title (of, de, para).
        modifiers: other lower-case words that may (prime, adjunto).
        articles: words a title phrase may begin with.
        outside: words that are never part of a name or a title, capital or not (the, under, según).
        bodies: words that make a capitalised run a body or a text, not a person (Court, Act), of every language.
        suffixes: words that stand last and are no surname (Jr, III).
        before_places: words before a given name that make the two a place (San Antonio).
    """

    given: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    abbreviations: frozenset[str]
    links: frozenset[str]
    modifiers: frozenset[str]
    articles: frozenset[str]
    outside: frozenset[str]
    bodies: frozenset[str]
    suffixes: frozenset[str]
    before_places: frozenset[str]


def load_persons(lang: str, languages: tuple[str, ...]) -> PersonRules:
    """The rules of `lang`, one of the pack's `languages`. Raises `PackError`."""
    node = common_file(lang, "persons.yaml").only(
        "titles", "abbreviations", "links", "modifiers", "articles", "outside", "bodies", "government_of"
    )
    shared = common_file("given_names.yaml").only("given", "particles", "suffixes", "before_places")
    bodies = (common_file(other, "persons.yaml").need("bodies") for other in languages)
    return PersonRules(
        given=frozenset(fold(n) for text in shared.need("given").strings() for n in text.split()),
        particles=_keys(shared.need("particles")),
        titles=_keys(node.need("titles")),
        abbreviations=_keys(node.need("abbreviations")),
        links=_keys(node.need("links")),
        modifiers=_keys(node.need("modifiers")),
        articles=_keys(node.need("articles")),
        outside=_keys(node.need("outside")),
        bodies=frozenset().union(*map(_keys, bodies)),
        suffixes=_keys(shared.need("suffixes")),
        before_places=_keys(shared.need("before_places")),
    )


def _keys(node: Node) -> frozenset[str]:
    return frozenset(fold(text) for _, text in spellings(node))
