"""How a text names a place that no list has: `the prison at Tilburg`, `la cárcel de Hattieville`."""

from __future__ import annotations

from dataclasses import dataclass

from amparo.packs.spellings import spellings
from amparo.packs.trie import Entry, Trie, fold
from amparo.packs.yamlfile import Node


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """The rules of one language.

    Attributes:
        nouns: what such a place is called (prison, centro de retención); an entry's `kind` is the kind of the name.
        links: words between the noun and the name (in, de).
        close: those of them behind which even the name of a capital is that of the place (at Entebbe).
        except_: words that are no place's name there: states, regions (a prison in Texas).
    """

    nouns: Trie
    links: frozenset[str]
    close: frozenset[str]
    except_: frozenset[str]


def add_place_rules(rules: dict[str, PlaceRules], kind: str, node: Node) -> None:
    """Add what a list file says under `by_pattern` to the `rules` by language. Raises `PackError`."""
    for lang in rules:
        child = node.need(lang).only("nouns", "links", "close", "except")
        known = rules[lang]
        for source, noun in spellings(child.need("nouns")):
            other = known.nouns.add(noun, Entry(kind, noun))
            if other is not None:
                raise source.fail(f"gives {noun!r} to {kind}, but {other.kind} has it", "Keep it in one of the two")
        rules[lang] = PlaceRules(
            known.nouns,
            known.links | _keys(child.need("links")),
            known.close | _keys(child.get("close")),
            known.except_ | _keys(child.get("except")),
        )


def _keys(node: Node) -> frozenset[str]:
    return frozenset(fold(text) for _, text in spellings(node))
