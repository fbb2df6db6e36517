"""Persons in a text: office holders, given names with a surname, and what follows a title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from amparo.packs.persons import PersonRules
from amparo.packs.trie import Entry, Word, words_of

PERSON = "person"
LONGEST_PERSON = 7
"""Words a person's name may have at most, particles counted."""
LONGEST_TITLE = 9
"""Words a title before the name may have at most."""

_ALSO_SURNAMES = ("country", "capital", "demonym")
"""Kinds of listed names of one word that may be a surname in a person's name (José Lima, Ana Cubano)."""

_INSIDE = re.compile(r"[ \u00a0]|\n *|[-'’]")
_AFTER_INITIAL = re.compile(r"\.?(?:[ \u00a0]|\n *)|[-'’]")
_BEFORE_NAME = re.compile(r",?(?:[ \u00a0]|\n *)")
_WRAPPED = range(50, 130)
"""Lengths of a line that was wrapped to a width: its end is a space. A shorter or longer one ends for itself."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A name as a run of words `first` to `last`, end exclusive; `title` is the first word of its title."""

    first: int
    last: int
    entry: Entry
    title: int


def find_persons(text: str, words: list[Word], listed: list[Listed], rules: PersonRules) -> list[Listed]:
    """The `listed` names of a text with its persons among them, in order, the longer of two that overlap."""
    return _Persons(text, words, listed, rules).read()


class _Persons:
    """One pass over the words of a text that adds persons to the listed names."""

    def __init__(self, text: str, words: list[Word], listed: list[Listed], rules: PersonRules) -> None:
        self.text, self.words, self.rules = text, words, rules
        self.listed = {span.first: span for span in listed}
        self.covered = {index: span for span in listed for index in range(span.first, span.last)}
        self.surnames: dict[str, Entry] = {}

    def read(self) -> list[Listed]:
        spans: list[Listed] = []
        index = 0
        while index < len(self.words):
            listed = self.listed.get(index)
            person = self._person_at(index, listed) if self.words[index].text[0].isupper() else None
            if person is not None and (listed is None or person.last > listed.last or listed.entry.kind == PERSON):
                spans.append(person)
            elif listed is not None:
                spans.append(listed)
            else:
                index += 1
                continue
            index = spans[-1].last
        return self._surnames_alone(spans)

    def _person_at(self, first: int, listed: Listed | None) -> Listed | None:
        """A person whose name begins at word `first`, which has a capital."""
        rules, key = self.rules, self.words[first].key
        given = key in rules.given and not self._place_before(first)
        known = listed is not None and listed.entry.kind == PERSON
        if not (given or known) and (first in self.covered or not self._near_title(first)):
            return None
        title = self._title_before(first)
        if known and listed is not None and not given:
            return self._span(first, listed.last, title)
        last = self._run_end(first)
        if known and listed is not None:
            last = max(last, listed.last)
        elif given and title is None:
            if last - first == 1 or self._names_a_body(last):
                return None
        elif (not given or last - first == 1) and (title is None or not self._may_be_surname(first, last)):
            return None
        return self._span(first, last, title)

    def _names_a_body(self, last: int) -> bool:
        """Whether the run that ends at `last` goes on with a word that makes it a body's name (Ruth Ashdown Act)."""
        if last == len(self.words):
            return False
        word = self.words[last]
        adjacent = self.text[self.words[last - 1].end : word.start] == " "
        return adjacent and word.text[0].isupper() and word.key in self.rules.bodies

    def _place_before(self, first: int) -> bool:
        """Whether the word before makes a place of the given name (San Antonio)."""
        if first == 0:
            return False
        before = self.words[first - 1]
        return (
            before.key in self.rules.before_places
            and before.text[0].isupper()
            and before.end + 1 == self.words[first].start
        )

    def _near_title(self, first: int) -> bool:
        """Whether a title may end before word `first`: a title word touches it, or a comma stands between."""
        if first == 0:
            return False
        before = self.words[first - 1]
        if before.key in self.rules.titles or before.key in self.rules.abbreviations:
            return True
        return self.text[before.end] == ","

    def _run_end(self, first: int) -> int:
        """Where the run of capitalised words and particles from `first` ends."""
        rules = self.rules
        last, index = first + 1, first + 1
        while index < len(self.words) and index - first < LONGEST_PERSON:
            before, word = self.words[index - 1], self.words[index]
            initial = len(before.text) == 1 or "." in before.text
            if not self._joined(before.end, word.start, _AFTER_INITIAL if initial else _INSIDE):
                break
            if word.text[0].isupper():
                if self._ends_run(index):
                    break
                last = index + 1
            elif word.key not in rules.particles or not self._leads_on(index):
                break
            index += 1
        return last

    def _ends_run(self, index: int) -> bool:
        """Whether capitalised word `index` is no part of the person's name before it."""
        word, rules = self.words[index], self.rules
        if word.key in rules.particles and self._leads_on(index):
            return False
        if word.key in rules.bodies or word.key in rules.outside or word.key in rules.titles:
            return True
        if word.key in rules.abbreviations and self.text[word.end : word.end + 1] == ".":
            return True
        span = self.listed.get(index)
        return (
            span is not None
            and span.entry.kind != PERSON
            and not (span.last - index == 1 and span.entry.kind in _ALSO_SURNAMES)
        )

    def _leads_on(self, index: int) -> bool:
        """Whether a particle leads, by itself or with another, to a capitalised word on its line (de la Torre)."""
        end, rules = self.words[index].end, self.rules
        for after, word in enumerate(self.words[index + 1 : index + 3], index + 1):
            if not self._joined(end, word.start, _INSIDE):
                return False
            if word.key not in rules.particles:
                capital = word.text[0].isupper() and not self._is_country(after)
                return capital and word.key not in rules.bodies and word.key not in rules.outside
            end = word.end
        return False

    def _is_country(self, index: int) -> bool:
        span = self.listed.get(index)
        return span is not None and span.entry.kind == "country"

    def _title_before(self, first: int) -> int | None:
        """The first word of the title that ends just before word `first`, or None where there is none."""
        if first == 0 or not self._gap(first - 1, _BEFORE_NAME):
            return None
        words, rules = self.words, self.rules
        head: int | None = None
        index = first - 1
        low = max(-1, first - 1 - LONGEST_TITLE)
        while index > low:
            word = words[index]
            if index < first - 1 and not self._gap(index, _INSIDE):
                break
            if word.key in rules.titles or (word.key in rules.abbreviations and word.text[0].isupper()):
                head = index
            elif not (self._part_of_title(index) or (head is None and word.key in rules.links)):
                break
            index -= 1
        if head is None:
            return None
        start = index + 1
        while start < head and words[start].key in rules.links:
            start += 1
        if start > 0 and words[start - 1].key in rules.articles and self._gap(start - 1, _INSIDE):
            start -= 1
        return start

    def _part_of_title(self, index: int) -> bool:
        """Whether word `index` may stand in a title: a capital, a listed name, a modifier, a possessive (Nauru's)."""
        word = self.words[index]
        if index in self.covered or word.key in self.rules.modifiers:
            return True
        if word.text[0].isupper():
            return word.key not in self.rules.outside
        return len(word.text) == 1 and index > 0 and self.text[word.start - 1] in "'’"

    def _gap(self, index: int, pattern: re.Pattern[str]) -> bool:
        """Whether what stands after word `index` is `pattern`, or the dot and space of an abbreviated title."""
        word, after = self.words[index], self.words[index + 1].start
        if word.key in self.rules.abbreviations and self._joined(word.end, after, _AFTER_INITIAL):
            return True
        return self._joined(word.end, after, pattern)

    def _joined(self, end: int, start: int, pattern: re.Pattern[str]) -> bool:
        """Whether the text between two words is `pattern`; a line break counts where the line was wrapped."""
        if start - end == 1 and self.text[end] == " ":
            return True
        if not pattern.fullmatch(self.text, end, start):
            return False
        if self.text.find("\n", end, start) < 0:
            return True
        low = max(0, end - _WRAPPED.stop)
        return end - max(low, self.text.rfind("\n", low, end) + 1) in _WRAPPED

    def _may_be_surname(self, first: int, last: int) -> bool:
        """Whether a run after a title, without a known given name, is a name and not more of the title.

        One word is name enough where the title touches it (Judge Boasberg), two after a comma.
        """
        rules = self.rules
        if any(
            w.key in rules.bodies or w.key in rules.titles or w.key in rules.outside for w in self.words[first:last]
        ):
            return False
        before = self.words[first - 1]
        if self.text[before.end] == ",":
            return last - first > 1
        return before.key in rules.titles or before.key in rules.abbreviations

    def _span(self, first: int, last: int, title: int | None) -> Listed:
        words = self.words
        inner = [self.covered[i] for i in range(first, last) if i in self.covered]
        known = next((s.entry for s in inner if s.entry.kind == PERSON and self._same_person(s, first, last)), None)
        start = first if title is None else title
        if known is None and last - first == 1:
            known = self.surnames.get(words[first].key)
        if known is None:
            countries = (self.covered[i].entry.country for i in range(start, first) if i in self.covered)
            name = self.text[words[first].start : words[last - 1].end]
            known = Entry(PERSON, " ".join(name.split()), next(filter(None, countries), None))
        for word in words[first + 1 : last]:
            if self._surname_like(word):
                self.surnames.setdefault(word.key, known)
        return Listed(first, last, known, start)

    def _after_other_name(self, index: int) -> bool:
        before = self.words[index - 1] if index else None
        if before is None or not before.text[0].isupper() or self.text[before.end : self.words[index].start] != " ":
            return False
        return not any(before.key in keys for keys in (self.rules.outside, self.rules.titles, self.rules.abbreviations))

    def _surname_like(self, word: Word) -> bool:
        rules = self.rules
        if not word.text[0].isupper() or len(word.key) < 3 or not word.key.isalpha():
            return False
        return not any(word.key in keys for keys in (rules.given, rules.particles, rules.suffixes, rules.bodies))

    def _same_person(self, span: Listed, first: int, last: int) -> bool:
        """Whether a listed office holder inside a run is the one the run names (not Ivanka Trump)."""
        if span.first == first:
            return span.last == last or span.last - first > 1
        return self.words[first].key == words_of(span.entry.canonical)[0].key and span.last == last

    def _surnames_alone(self, spans: list[Listed]) -> list[Listed]:
        """`spans` with the surnames that stand alone, of persons named in full somewhere in the text.

        A surname that the text also writes as a plain word (Price, price) is not looked for, nor one behind another
        capitalised word: that is somebody or something else (Marian Rubio, Lake Valencia).
        """
        if not self.surnames:
            return spans
        plain = {word.key for word in self.words if word.key in self.surnames and not word.text[0].isupper()}
        taken = {index for span in spans for index in range(span.first, span.last)}
        found = [
            Listed(index, index + 1, self.surnames[word.key], index)
            for index, word in enumerate(self.words)
            if word.key in self.surnames and word.key not in plain and index not in taken
            if not self._after_other_name(index)
        ]
        return sorted(spans + found, key=lambda span: span.first) if found else spans
