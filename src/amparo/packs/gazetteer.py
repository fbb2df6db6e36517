"""Names as data: countries in every language of the pack, officials, and the pack's own lists of bodies and places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import pycountry
from babel import Locale, UnknownLocaleError

from amparo.model import InvalidValue
from amparo.packs.places import PlaceRules, add_place_rules
from amparo.packs.spellings import Slots, spellings
from amparo.packs.trie import Entry, Trie
from amparo.packs.yamlfile import Node, load_yaml

NOT_A_NAME = "not_a_name"
"""Kind of entries that only keep a longer phrase (New Mexico) from being read as the name inside it (Mexico)."""

USER_ASSIGNED = {"XK": "XKX"}
"""Codes in wide use that ISO 3166 leaves to its users, by alpha-2."""

STAND_IN = ""
"""Canonical of the phrases that stand for a name given before (the prison, esa ley): whoever reads them fills it."""

ANY = "any"
"""Key of the spellings that hold in every language."""


Form = tuple[Node, str]
"""A spelling and the place in a file that it comes from."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The known names, as one tree for each language of the pack, and how places are named that are not among them."""

    names: Mapping[str, Trie]
    places: Mapping[str, PlaceRules]


def load_gazetteer(root: Traversable, pack: Node, languages: tuple[str, ...]) -> Gazetteer:
    """Read the names of a pack.

    Args:
        root: the pack's folder; its `rights.yaml` gives the phrases of kind `right`.
        pack: `pack.yaml`, where `gazetteers` maps a kind to a file (`court: courts.yaml`) and `officials` may name the
            file of office holders by country.
        languages: of the pack; each needs a folder in `packs/common/`.

    Raises:
        PackError: a file is missing, a country code or a key is unknown, a language has no spelling, or two entries
            share a spelling.
    """
    tries = {lang: Trie() for lang in languages}
    places = {lang: PlaceRules(Trie(), frozenset(), frozenset(), frozenset()) for lang in languages}
    for lang, trie in tries.items():
        _add_countries(trie, lang)
    for kind, file in pack.get("gazetteers", {}).items():
        node = load_yaml(root.joinpath(file.text()))
        _add_list(tries, kind, node)
        if node.get("by_pattern").value is not None:
            add_place_rules(places, kind, node.get("by_pattern"))
    for name, right in load_yaml(root.joinpath("rights.yaml")).get("rights", {}).items():
        for lang, trie in tries.items():
            add_spellings(trie, right.need(lang), Entry("right", name))
    if pack.get("officials").value is not None:
        _add_officials(tries, load_yaml(root.joinpath(pack.get("officials").text())))
    return Gazetteer(tries, places)


@cache
def country_codes() -> Mapping[str, str]:
    """Alpha-3 code of every country, by alpha-2."""
    return {c.alpha_2: c.alpha_3 for c in pycountry.countries} | USER_ASSIGNED


def country_code(node: Node) -> str:
    """The node's text as an alpha-3 country code. Raises `PackError` where it is none."""
    code = node.text()
    if code not in country_codes().values():
        raise node.fail(f"is {code!r}, which is no country", "Write an ISO 3166-1 alpha-3 code, such as SLV")
    return code


def common_file(*parts: str) -> Node:
    """The root node of a file in `packs/common/`, the lists that no domain owns."""
    return load_yaml(files("amparo.packs").joinpath("common", *parts))


def add_spellings(trie: Trie, node: Node, entry: Entry, slots: Slots | None = None) -> None:
    """Add every spelling under `node` to `trie`. Raises `PackError` where another entry holds one."""
    for source, spelling in spellings(node, slots):
        _add(trie, source, spelling, entry)


def _add(trie: Trie, source: Node, spelling: str, entry: Entry) -> None:
    try:
        other = trie.add(spelling, entry)
    except InvalidValue as error:
        raise source.fail(str(error), "Write the words as a text would, with spaces, hyphens or apostrophes") from error
    if other is not None:
        raise source.fail(
            f"gives {spelling!r} to {entry.canonical} ({entry.kind}), but {other.canonical} ({other.kind}) has it",
            "Keep it in one of the two",
        )


def _add_countries(trie: Trie, lang: str) -> None:
    node = common_file(lang, "countries.yaml").only(
        "unsafe", "aliases", "governments", "government_of", "capitals", "demonyms", "inflect", "not_names"
    )
    countries = _countries(node, lang)
    demonyms = _demonyms(node)
    for names, kind in ((countries, "country"), (demonyms, "demonym")):
        for code, forms in names.items():
            for source, form in forms:
                _add(trie, source, form, Entry(kind, code, code))
    for key, kind in (("governments", "government"), ("capitals", "capital")):
        for code, child in _by_country(node.need(key)):
            add_spellings(trie, child, Entry(kind, code, code))
    for code in countries:
        slots = {
            "country": tuple(form for _, form in countries[code]),
            "demonym": tuple(form for _, form in demonyms.get(code, ())),
        }
        add_spellings(trie, node.need("government_of"), Entry("government", code, code), slots)
    add_spellings(trie, node.need("not_names"), Entry(NOT_A_NAME, NOT_A_NAME))


def _countries(node: Node, lang: str) -> dict[str, list[Form]]:
    """Names by country: the aliases, and those of CLDR that are not marked `unsafe` nor written as no text does."""
    unsafe = {country_code(child) for child in node.need("unsafe").children()}
    try:
        territories = Locale.parse(lang).territories
    except UnknownLocaleError as error:
        raise node.fail(f"is for {lang!r}, which CLDR does not know", "Name the folder by a language code") from error
    found = {code: list(spellings(child)) for code, child in _by_country(node.need("aliases"))}
    for alpha2, code in country_codes().items():
        name = territories.get(alpha2, "")
        if name and code not in unsafe and not set(name) & set("(&,") and " - " not in name:
            found.setdefault(code, []).append((node, name))
    return found


def _demonyms(node: Node) -> dict[str, list[Form]]:
    endings = {end: child.strings() for end, child in node.need("inflect").items()}
    return {
        code: [(source, form) for source, word in spellings(child) for form in inflect(word, endings)]
        for code, child in _by_country(node.need("demonyms"))
    }


def inflect(word: str, endings: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    """The forms of `word`: its longest ending found in `endings` gives way to each of those listed for it."""
    for length in range(len(word), -1, -1):
        stem, end = word[: len(word) - length], word[len(word) - length :]
        if end in endings:
            return [stem + form for form in endings[end]]
    return [word]


def _by_country(node: Node) -> Iterable[tuple[str, Node]]:
    for code, child in node.items():
        yield country_code(Node(child.file, child.key, code)), child


def _add_list(tries: Mapping[str, Trie], kind: str, node: Node) -> None:
    """Bodies and places. `alone: false` says that the name by itself is too common a word to be a spelling."""
    node.only("slots", "names", "stand_ins", "by_pattern")
    slots = {name: tuple(text for _, text in spellings(child)) for name, child in node.get("slots", {}).items()}
    if node.get("stand_ins").value is not None:
        for lang, trie in tries.items():
            add_spellings(trie, node.get("stand_ins").need(lang), Entry(kind, STAND_IN), slots)
    for item in node.get("names").children():
        item.only("name", "alone", "country", ANY, *tries)
        country = country_code(item.get("country")) if item.get("country").value is not None else None
        entry = Entry(kind, item.need("name").text(), country)
        for lang, trie in tries.items():
            if item.get("alone", True).flag():
                _add(trie, item.get("name"), entry.canonical, entry)
            if ANY in item.mapping():
                add_spellings(trie, item.get(ANY), entry, slots)
            if any(other in item.mapping() for other in tries):
                add_spellings(trie, item.need(lang), entry, slots)


def _add_officials(tries: Mapping[str, Trie], node: Node) -> None:
    """Office holders: their full name, what they are known as alone, and, where they govern, their government."""
    patterns = {lang: common_file(lang, "persons.yaml").need("government_of") for lang in tries}
    for code, holders in _by_country(node):
        for holder in holders.children():
            holder.only("name", "known_as", "governs")
            entry = Entry("person", holder.need("name").text(), code)
            names = (entry.canonical, *(text for _, text in spellings(holder.get("known_as"))))
            for lang, trie in tries.items():
                for name in names:
                    _add(trie, holder, name, entry)
                if holder.get("governs", False).flag():
                    add_spellings(trie, patterns[lang], Entry("government", code, code), {"person": names})
