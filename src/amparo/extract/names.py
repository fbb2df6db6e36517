"""Names in a text: countries, bodies, places, laws and rights from the pack's lists, persons by pattern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from amparo.extract.persons import Listed, find_persons
from amparo.extract.places import find_places
from amparo.packs import Pack
from amparo.packs.gazetteer import NOT_A_NAME, STAND_IN
from amparo.packs.trie import Entry, Word, words_of

DEMONYM = "demonym"
"""Kind of the names that may tell who people are."""

_STOPS = '.,;:()\n—–"“”«»'


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands in a text.

    Attributes:
        start, end: `str` indices, end exclusive.
        kind: `country`, `demonym`, `capital`, `government`, `person`, `right`, or a kind of the pack's gazetteers
            (`court`, `agency`, `organisation`, `facility`, `affiliation`, `law`, `instrument`, `procedure`).
        canonical: the form all spellings share: an alpha-3 code for the first four kinds, the full name of a person
            where the text or the pack gives it, else the listed name.
        country: alpha-3 of the country it is, belongs to or speaks for, or None.
        stand_in: whether the words only stand for it (the prison, esa ley): the last of its kind named before, or the
            only one the text names.
        people: whether a demonym tells who people are (238 Venezuelans), not whose a body is (Salvadoran officials).
        title_start: where the title before a person begins, its article included; `start` where there is none.
            A title may hold other names (British Prime Minister); those stand as names of their own.
    """

    start: int
    end: int
    kind: str
    canonical: str
    country: str | None = None
    title_start: int = -1
    stand_in: bool = False
    people: bool = False

    def __post_init__(self) -> None:
        if self.title_start < 0:
            object.__setattr__(self, "title_start", self.start)


def find_names(text: str, lang: str, pack: Pack) -> list[Name]:
    """The names of `text`, in order, none overlapping another; where two could be, the longer one stands.

    A person is a listed office holder, a run of capitalised words that begins with a given name, or one that follows
    a title; once named in full, also the surname alone anywhere in `text`. Cost is linear in the length.
    """
    words = words_of(text)
    listed = _listed(text, words, lang, pack)
    persons = pack.persons[lang]
    spans = find_places(text, words, find_persons(text, words, listed, persons), pack.gazetteer.places[lang], persons)
    names: list[Name] = []
    named = _only_ones(spans)
    for span, following in zip_longest(spans, spans[1:]):
        kind = span.entry.kind
        if span.entry.canonical != STAND_IN:
            named[kind] = span.entry
        if kind != NOT_A_NAME and kind in named:
            last = following.last if following and following.first == span.last else span.last
            people = kind == DEMONYM and _tells_people(text, words, span, last, lang, pack)
            names.append(_name(text, words, span, named[kind], people))
    return names


def _tells_people(text: str, words: Sequence[Word], span: Listed, last: int, lang: str, pack: Pack) -> bool:
    """Whether the noun that a demonym goes with, or the demonym itself as a noun, counts people.

    `last` is where the demonym ends, with a name that follows at once (Venezuelan Tren de Aragua members).
    """
    rules = pack.units.words[lang]
    if rules.people is None:
        return False
    start, end = words[span.first].start, words[span.last - 1].end
    if rules.head_last:
        after = text[start : words[min(last + 2, len(words)) - 1].end]
        stop = min((at for sign in _STOPS if (at := after.find(sign)) >= 0), default=len(after))
        return pack.units.unit_of(after[:stop], lang) == rules.people
    before = text[words[max(0, span.first - 2)].start : start]
    before = before[max(before.rfind(sign) for sign in _STOPS) + 1 :]
    if pack.units.unit_of(before, lang) == rules.people:
        return True
    article = span.first > 0 and words[span.first - 1].key in pack.persons[lang].articles
    noun = text[start:end].endswith(rules.plurals) or article
    return noun and pack.units.unit_of(before + text[start:end], lang) == rules.people


def _only_ones(spans: Sequence[Listed]) -> dict[str, Entry]:
    """By kind, the entry that is the only one of its kind in the text: a stand-in before it can mean no other."""
    found: dict[str, set[Entry]] = {}
    for span in spans:
        if span.entry.canonical != STAND_IN:
            found.setdefault(span.entry.kind, set()).add(span.entry)
    return {kind: next(iter(entries)) for kind, entries in found.items() if len(entries) == 1}


def _name(text: str, words: Sequence[Word], span: Listed, entry: Entry, people: bool) -> Name:
    """The name that a span is; `entry` is its own, or for a stand-in the one it stands for."""
    start, end = words[span.first].start, words[span.last - 1].end
    last = words[span.last - 1].text
    if text.startswith(".", end) and last.isupper() and len(last) < 4 and "." in text[start:end]:
        end += 1  # the last dot of `EE. UU.`
    return Name(
        start,
        end,
        entry.kind,
        entry.canonical,
        entry.country,
        words[span.title].start,
        span.entry.canonical == STAND_IN,
        people,
    )


def _listed(text: str, words: list[Word], lang: str, pack: Pack) -> list[Listed]:
    trie = pack.gazetteer.names[lang]
    begins = trie.next
    spans = []
    index = 0
    while index < len(words):
        found = trie.longest(text, words, index) if words[index].key in begins else None
        if found is None:
            index += 1
            continue
        span = Listed(index, index + found[0], found[1], index)
        for inside in range(index + 1, span.last):
            other = trie.longest(text, words, inside) if words[inside].key in begins else None
            if other is not None and _stands_before(Listed(inside, inside + other[0], other[1], inside), span):
                break
        else:
            spans.append(span)
            index = span.last
            continue
        index = inside
    return spans


def _stands_before(inner: Listed, outer: Listed) -> bool:
    """Whether a name that begins inside another and ends after it is the one to keep: the longer, or the real one."""
    if inner.last <= outer.last:
        return False
    length, needed = inner.last - inner.first, outer.last - outer.first
    weak = outer.entry.canonical == STAND_IN or outer.entry.kind == NOT_A_NAME
    return length > needed or (length == needed and weak)
