"""One sentence with all that the earlier stages found in it, addressed by token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amparo.extract.dates import DateMention
from amparo.extract.language import Language
from amparo.extract.names import Name
from amparo.extract.quantities import Quantity
from amparo.extract.tokens import Sentence
from amparo.extract.verbs import ADJECTIVE, PROPER, VerbGroup, find_verb_groups


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity with the noun that it counts.

    Attributes:
        first, last: token indices (last exclusive) of the whole phrase, noun included.
        number_first, number_last: those of the figure with its bound words.
        quantity: the figure.
        unit: pack unit, currency, rate or None where the noun is none that the pack counts.
        family: the unit's family, which frames ask for: `money`, `rate`, or the unit itself.
        noun: token index of the noun counted, or -1.
    """

    first: int
    last: int
    number_first: int
    number_last: int
    quantity: Quantity
    unit: str | None
    family: str
    noun: int


_COMMON = frozenset(("right", "law", "procedure", "court"))
"""Kinds of names that are written with common words, verbs among them."""


class Analysis:
    """A sentence, its verb groups, and the quantities, dates and names that lie in it.

    `subjects` keeps what `phrases.subject_of` has found, for many ask again.
    """

    def __init__(
        self,
        sentence: Sentence,
        content: str,
        language: Language,
        measured: Sequence[Measured],
        names: Sequence[Name],
        dates: Sequence[DateMention],
    ) -> None:
        self.sentence = sentence
        self._content = content
        self.language = language
        self.tokens = sentence.tokens
        self.size = len(self.tokens)
        self._lows = [token.low for token in self.tokens]
        self.words = frozenset(self._lows)
        self.measured = tuple(measured)
        self.names = tuple((n, sentence.at(n.start), sentence.at(n.end - 1) + 1) for n in names)
        self.dates = tuple((d, sentence.at(d.start), sentence.at(d.end - 1) + 1) for d in dates)
        marks = {at: PROPER for m in self.measured for at in range(m.number_first, m.number_last)}
        for m in self.measured:
            marks.update({at: PROPER for at in range(m.number_last, m.noun) if self._modifies(at)})
        for name, first, last in self.names:
            if name.kind not in _COMMON or last - first > 1:
                marks.update(dict.fromkeys(range(first, last), ADJECTIVE if name.kind == "demonym" else PROPER))
        self.groups: tuple[VerbGroup, ...] = find_verb_groups(self.tokens, language, marks)
        self._group_of = {g.head: i for i, g in enumerate(self.groups)}
        self._over = {at: i for i, g in enumerate(self.groups) for at in range(g.first, g.last + 1)}
        self._names = {first: (n, last) for n, first, last in self.names}
        self._quantities = {m.first: m for m in self.measured}
        self.subjects: dict[tuple[int, bool, bool], tuple[int, int] | None] = {}

    @property
    def question(self) -> bool:
        """Whether the sentence asks."""
        return any(token.low == "?" for token in self.tokens[-2:])

    def _modifies(self, at: int) -> bool:
        """Whether a form between a figure and its noun is a participle used as an adjective (300 alleged members)."""
        readings = self.language.forms.get(self.tokens[at].low, ())
        return any(tag == "part" and lemma not in self.language.saying for lemma, tag in readings)

    def low(self, at: int) -> str:
        """The token at `at` in lower case."""
        return self._lows[at]

    def reads(self, words: Sequence[str], at: int) -> bool:
        """Whether these lower-case words stand at token `at`."""
        return 0 <= at <= self.size - len(words) and all(self._lows[at + n] == word for n, word in enumerate(words))

    def verbs(self, at: int) -> tuple[tuple[str, str], ...]:
        """(lemma, tag) readings of the token at `at` if it stands as a verb or its auxiliary, else none."""
        group = self.group_over(at)
        if group >= 0 and (self.groups[group].head == at or self.tokens[at].low in self.language.auxiliary_forms):
            return self.language.forms.get(self.tokens[at].low, ())
        return ()

    def group_at(self, at: int) -> int:
        """The index of the verb group whose head is at `at`, or -1."""
        return self._group_of.get(at, -1)

    def group_over(self, at: int) -> int:
        """The index of the verb group that the token at `at` belongs to, auxiliaries included, or -1."""
        return self._over.get(at, -1)

    def name_from(self, at: int) -> tuple[Name, int] | None:
        """The name that begins at token `at`, with its last token (exclusive)."""
        return self._names.get(at)

    def quantity_from(self, at: int) -> Measured | None:
        """The quantity that begins at token `at`."""
        return self._quantities.get(at)

    def text(self, first: int, last: int) -> str:
        """The words from token `first` to `last` (exclusive), as written; empty where there are none."""
        if first >= last:
            return ""
        return self._content[self.tokens[first].start : self.tokens[last - 1].end]

    def text_of(self, span: tuple[int, int]) -> str:
        """The words of the tokens of `span` (end exclusive), as written."""
        return self.text(*span)
