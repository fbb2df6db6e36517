"""What marks a person's name in a language: titles, particles, given names, and words that are never a surname."""

from __future__ import annotations

from dataclasses import dataclass

from amparo.packs.gazetteer import common_file
from amparo.packs.spellings import spellings
from amparo.packs.trie import fold


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
        bodies: words that make a capitalised run a body or a text, not a person (Court, Act).
    """

    given: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    abbreviations: frozenset[str]
    links: frozenset[str]
    modifiers: frozenset[str]
    articles: frozenset[str]
    bodies: frozenset[str]


def load_persons(lang: str) -> PersonRules:
    """The rules of one language. Raises `PackError`."""
    node = common_file(lang, "persons.yaml").only(
        "titles", "abbreviations", "links", "modifiers", "articles", "bodies", "government_of"
    )
    shared = common_file("given_names.yaml").only("given", "particles")

    def keys(child_name: str) -> frozenset[str]:
        return frozenset(fold(text) for _, text in spellings(node.need(child_name)))

    return PersonRules(
        given=frozenset(fold(n) for text in shared.need("given").strings() for n in text.split()),
        particles=frozenset(map(fold, shared.need("particles").strings())),
        titles=keys("titles"),
        abbreviations=keys("abbreviations"),
        links=keys("links"),
        modifiers=keys("modifiers"),
        articles=keys("articles"),
        bodies=keys("bodies"),
    )
