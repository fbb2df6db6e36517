"""Names in a text: countries, bodies, places, laws and rights from the pack's lists, persons by pattern."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from amparo.packs import Pack
from amparo.packs.gazetteer import NOT_A_NAME
from amparo.packs.persons import PersonRules
from amparo.packs.trie import Entry, Word, words_of

PERSON = "person"
LONGEST_PERSON = 7
"""Words a person's name may have at most, particles counted."""
LONGEST_TITLE = 9
"""Words a title before the name may have at most."""

_INSIDE_NAME = re.compile(r"[ \t\u00a0]+\n?[ \t]*|[-'’]|\n")
_AFTER_INITIAL = re.compile(r"\.?[ \t\u00a0]+\n?[ \t]*|[-'’]")
_INSIDE_TITLE = re.compile(r"[ \t\u00a0]+\n?[ \t]*|[-'’]|\n")
_BEFORE_NAME = re.compile(r",?[ \t\u00a0]+\n?[ \t]*|\n")
_AFTER_ABBREVIATION = re.compile(r"\.?[ \t\u00a0]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands in a text.

    Attributes:
        start, end: `str` indices, end exclusive.
        kind: `country`, `demonym`, `capital`, `government`, `person`, `right`, or a kind of the pack's gazetteers
            (`court`, `agency`, `organisation`, `facility`, `affiliation`, `law`).
        canonical: the form all spellings share: an alpha-3 code for the first four kinds, the full name of a person
            where the text or the pack gives it, else the listed name.
        country: alpha-3 of the country it is, belongs to or speaks for, or None.
        title_start: where the title before a person begins, its article included; `start` where there is none.
            A title may hold other names (British Prime Minister); those stand as names of their own.
    """

    start: int
    end: int
    kind: str
    canonical: str
    country: str | None = None
    title_start: int = -1

    def __post_init__(self) -> None:
        if self.title_start < 0:
            object.__setattr__(self, "title_start", self.start)


@dataclass(frozen=True, slots=True)
class _Span:
    """A name as a run of words `first` to `last`, end exclusive; `title` is the first word of its title."""

    first: int
    last: int
    entry: Entry
    title: int


def find_names(text: str, lang: str, pack: Pack) -> list[Name]:
    """The names of `text`, in order, none overlapping another; where two could be, the longer one stands.

    A person is a listed office holder, a run of capitalised words that begins with a given name, or one that follows
    a title; once named in full, also the surname alone anywhere in `text`. Cost is linear in the length.
    """
    words = words_of(text)
    listed = _listed(text, words, lang, pack)
    reader = _Persons(text, words, listed, pack.persons[lang])
    spans = reader.read()
    return [_name(text, words, span) for span in spans if span.entry.kind != NOT_A_NAME]


def _name(text: str, words: Sequence[Word], span: _Span) -> Name:
    return Name(
        words[span.first].start,
        words[span.last - 1].end,
        span.entry.kind,
        span.entry.canonical,
        span.entry.country,
        words[span.title].start,
    )


def _listed(text: str, words: list[Word], lang: str, pack: Pack) -> list[_Span]:
    trie = pack.gazetteer.names[lang]
    begins = trie.next
    spans = []
    index = 0
    while index < len(words):
        found = trie.longest(text, words, index) if words[index].key in begins else None
        if found is None:
            index += 1
            continue
        spans.append(_Span(index, index + found[0], found[1], index))
        index += found[0]
    return spans


class _Persons:
    """One pass over the words of a text that adds persons to the listed names."""

    def __init__(self, text: str, words: list[Word], listed: list[_Span], rules: PersonRules) -> None:
        self.text, self.words, self.rules = text, words, rules
        self.listed = {span.first: span for span in listed}
        self.covered = {index: span for span in listed for index in range(span.first, span.last)}
        self.surnames: dict[str, Entry] = {}

    def read(self) -> list[_Span]:
        spans: list[_Span] = []
        index = 0
        while index < len(self.words):
            person = self._person_at(index)
            listed = self.listed.get(index)
            if person is not None and (listed is None or person.last > listed.last or listed.entry.kind == PERSON):
                spans.append(person)
            elif listed is not None:
                spans.append(listed)
            else:
                index += 1
                continue
            index = spans[-1].last
        return self._surnames_alone(spans)

    def _person_at(self, first: int) -> _Span | None:
        """A person whose name begins at word `first`."""
        word, rules = self.words[first], self.rules
        listed = self.listed.get(first)
        known = listed is not None and listed.entry.kind == PERSON
        if not word.text[0].isupper() or (first in self.covered and listed is None):
            return None
        if listed is not None and not known and word.key not in rules.given:
            return None
        given = word.key in rules.given
        title = self._title_before(first)
        if not (given or known or title is not None):
            return None
        last = self._run_end(first)
        if known and listed is not None and last <= listed.last:
            last = listed.last
        elif last - first == 1 and (given or title is None) and not known and not self._adjacent_title(first, title):
            return None
        if title is not None and not (given or known) and not self._may_be_surname(first, last, title):
            return None
        return self._span(first, last, title)

    def _run_end(self, first: int) -> int:
        """Where the run of capitalised words and particles from `first` ends."""
        last, index = first + 1, first + 1
        while index < len(self.words) and index - first < LONGEST_PERSON:
            before, word = self.words[index - 1], self.words[index]
            gap = self.text[before.end : word.start]
            initial = len(before.text) == 1 or "." in before.text
            if gap != " " and not (_AFTER_INITIAL if initial else _INSIDE_NAME).fullmatch(gap):
                break
            if word.text[0].isupper():
                stops = word.key in self.rules.bodies or word.key in self.rules.titles and len(word.key) > 3
                if stops or self._begins_other_name(index) or word.key == "s":
                    break
                last = index + 1
            elif word.key not in self.rules.particles or not self._leads_on(index):
                break
            index += 1
        return last

    def _leads_on(self, index: int) -> bool:
        """Whether a particle leads, by itself or with another, to a capitalised word (de la Torre)."""
        for word in self.words[index + 1 : index + 3]:
            if word.text[0].isupper():
                return True
            if word.key not in self.rules.particles:
                return False
        return False

    def _begins_other_name(self, index: int) -> bool:
        span = self.listed.get(index)
        return (
            span is not None
            and span.entry.kind != PERSON
            and (span.last - span.first > 1 or span.entry.kind != "capital")
        )

    def _title_before(self, first: int) -> int | None:
        """The first word of the title that ends just before word `first`, or None where there is none."""
        if first == 0:
            return None
        words, rules = self.words, self.rules
        if not self._gap(first - 1, _BEFORE_NAME):
            return None
        comma = self.text[words[first - 1].end] == ","
        head: int | None = None
        index = first - 1
        low = max(-1, first - 1 - LONGEST_TITLE)
        while index > low:
            word = words[index]
            if index < first - 1 and not self._gap(index, _INSIDE_TITLE):
                break
            capital = word.text[0].isupper()
            if word.key in rules.titles or word.key in rules.abbreviations and capital:
                head = index
            elif head is None and not (
                capital or word.key in rules.links or index in self.covered or word.key in rules.modifiers
            ):
                break
            elif head is not None and not (capital or index in self.covered or word.key in rules.modifiers):
                break
            index -= 1
        if head is None:
            return None
        start = index + 1
        while start < head and words[start].key in rules.links:
            start += 1
        if start > 0 and words[start - 1].key in rules.articles and self._gap(start - 1, _INSIDE_TITLE):
            start -= 1
        return None if comma and start == first else start

    def _gap(self, index: int, pattern: re.Pattern[str]) -> bool:
        """Whether what stands after word `index` is `pattern`, or the dot and space of an abbreviated title."""
        word, after = self.words[index], self.words[index + 1].start
        if word.key in self.rules.abbreviations and _AFTER_ABBREVIATION.fullmatch(self.text, word.end, after):
            return True
        return pattern.fullmatch(self.text, word.end, after) is not None

    def _adjacent_title(self, first: int, title: int | None) -> bool:
        """Whether a title touches the name without a comma, so that one word is name enough (Judge Boasberg)."""
        if title is None:
            return False
        before = self.words[first - 1]
        return self.text[before.end] != "," and (
            before.key in self.rules.titles or before.key in self.rules.abbreviations
        )

    def _may_be_surname(self, first: int, last: int, title: int) -> bool:
        """Whether a run after a title, without a known given name, is a name and not the rest of the title."""
        words, rules = self.words, self.rules
        if any(word.key in rules.bodies or word.key in rules.titles for word in words[first:last]):
            return False
        before = words[first - 1].key
        if before not in rules.titles and before not in rules.abbreviations:
            return last - first > 1 and self.text[words[first - 1].end] == ","
        return last - first > 1 or self._adjacent_title(first, title)

    def _span(self, first: int, last: int, title: int | None) -> _Span:
        words = self.words
        inner = [self.covered[i] for i in range(first, last) if i in self.covered]
        known = next((s.entry for s in inner if s.entry.kind == PERSON and self._same_person(s, first, last)), None)
        start = first if title is None else title
        if known is None:
            surname = self.surnames.get(words[last - 1].key) if last - first == 1 else None
            countries = [self.covered[i].entry.country for i in range(start, first) if i in self.covered]
            country = next((code for code in countries if code), None)
            name = self.text[words[first].start : words[last - 1].end]
            known = surname or Entry(PERSON, " ".join(name.split()), country)
        if last - first > 1:
            for word in words[first + 1 : last]:
                if word.text[0].isupper() and len(word.key) > 2 and word.key not in self.rules.given:
                    self.surnames.setdefault(word.key, known)
            self.surnames.setdefault(words[last - 1].key, known)
        return _Span(first, last, known, start)

    def _same_person(self, span: _Span, first: int, last: int) -> bool:
        """Whether a listed office holder inside a longer run is the one the run names (not Ivanka Trump)."""
        if span.first == first:
            return True
        return self.words[first].key == words_of(span.entry.canonical)[0].key and span.last == last

    def _surnames_alone(self, spans: list[_Span]) -> list[_Span]:
        """`spans` with the surnames that stand alone, of persons named in full somewhere in the text."""
        taken = {index for span in spans for index in range(span.first, span.last)}
        found = [
            _Span(index, index + 1, self.surnames[word.key], index)
            for index, word in enumerate(self.words)
            if word.key in self.surnames and index not in taken and word.text[0].isupper()
        ]
        return sorted(spans + found, key=lambda span: span.first) if found else spans
