"""Places that no list has, by the noun before their name: `the prison at Tilburg`, `la cárcel de Hattieville`."""

from __future__ import annotations

from amparo.extract.persons import Listed
from amparo.packs.gazetteer import STAND_IN
from amparo.packs.persons import PersonRules
from amparo.packs.places import PlaceRules
from amparo.packs.trie import Entry, Word

LONGEST_PLACE = 4
"""Words the name of a place may have at most, particles counted."""


def find_places(
    text: str, words: list[Word], spans: list[Listed], rules: PlaceRules, persons: PersonRules
) -> list[Listed]:
    """`spans` with the places named behind a noun, and their names wherever they stand again, in order.

    A stand-in (the prison) gives way to the place whose noun it is. One noun with a capital is part of a body's name
    (Centro de Estudios), not of a place's.
    """
    taken = {index: span for span in spans for index in range(span.first, span.last)}
    found: list[Listed] = []
    dropped: set[int] = set()
    seen = 0
    for index, word in enumerate(words):
        if index < seen or word.key not in rules.nouns.next:
            continue
        noun = rules.nouns.longest(text, words, index)
        if noun is None or (noun[0] == 1 and word.text[0].isupper()):
            continue
        first = index + noun[0] + 1
        last = _run_end(text, words, first, taken, rules, persons)
        seen = index + noun[0]
        if last == first:
            continue
        name = text[words[first].start : words[last - 1].end]
        found.append(Listed(first, last, Entry(noun[1].kind, name), first))
        dropped |= {id(taken[at]) for at in (index, first) if at in taken and _gives_way(taken[at])}
        seen = last
    if not found:
        return spans
    kept = [span for span in spans if id(span) not in dropped]
    kept += found
    kept += _named_again(words, kept, found)
    return sorted(kept, key=lambda span: span.first)


def _run_end(
    text: str, words: list[Word], first: int, taken: dict[int, Listed], rules: PlaceRules, persons: PersonRules
) -> int:
    """Where the name that begins at `first` behind a link ends; `first` itself where none does."""
    if first >= len(words) or words[first - 1].key not in rules.links:
        return first
    if text[words[first - 2].end : words[first - 1].start] != " ":
        return first
    last = index = first
    while (
        index < len(words) and index - first < LONGEST_PLACE and text[words[index - 1].end : words[index].start] == " "
    ):
        word = words[index]
        if index in taken and not (
            index == first and _is_capital(taken[index]) and words[first - 1].key in rules.close
        ):
            break
        if word.text[0].isupper() and not word.text.isupper():
            if word.key in rules.except_ or word.key in persons.outside or word.key in persons.titles:
                break
            if index == first and word.key in persons.bodies:
                break
            last = index + 1
        elif index == first or word.key not in persons.particles:
            break
        index += 1
    return last


def _is_capital(span: Listed) -> bool:
    return span.entry.kind == "capital"


def _gives_way(span: Listed) -> bool:
    return span.entry.canonical == STAND_IN or _is_capital(span)


def _named_again(words: list[Word], spans: list[Listed], found: list[Listed]) -> list[Listed]:
    """The names in `found` where they stand without their noun."""
    taken = {index for span in spans for index in range(span.first, span.last)}
    names = {tuple(word.key for word in words[span.first : span.last]): span.entry for span in reversed(found)}
    begins = {keys[0] for keys in names}
    again = []
    for index, word in enumerate(words):
        if word.key not in begins or index in taken or not word.text[0].isupper():
            continue
        for last in range(min(index + LONGEST_PLACE, len(words)), index, -1):
            entry = names.get(tuple(w.key for w in words[index:last]))
            if entry is not None and taken.isdisjoint(range(index, last)):
                again.append(Listed(index, last, entry, index))
                taken.update(range(index, last))
                break
    return again
