"""Tables: a figure in a cell is a claim where its heads, with caption and labels, say an act that the frames know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from amparo.extract.asides import Page
from amparo.extract.dates import find_dates
from amparo.extract.names import Name, find_names
from amparo.extract.quantities import find_figures
from amparo.extract.table_words import TableWords, table_words
from amparo.model import Block, Claim, Problem, Text

_CELL = 60
"""Characters up to which a cell is read as a figure."""
_BACK = 6
"""Blocks before a table among which its caption or heading is looked for."""
_GROUP = 5
"""Words that the name of a group has at most."""
_MOST = 20_000
"""Cells of one document that are read."""
_TRIES = 3
"""Figures after which heads that tell nothing are given up."""
_YEAR_LIKE = re.compile(r"1\d{3}|2[01]\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d[\d.,]*")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,40})[)\]]\s*")
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_EDGES = " .:*"
_NAMED = {"facility": "facility", "law": "legal_basis", "affiliation": "affiliation"}
_STATES = ("country", "capital", "government")


@dataclass(frozen=True, slots=True)
class _Label:
    """A head or label: its words without what stands in brackets, that, and the words that head it."""

    text: str
    hints: tuple[str, ...] = ()
    over: str = ""

    @property
    def low(self) -> str:
        return self.text.lower()


@dataclass(slots=True)
class _Scope:
    """What the labels of a cell tell besides its act."""

    when: str | None = None
    receiver: str | None = None
    toward: str = ""
    scope: dict[str, str] = field(default_factory=dict)
    total: bool = False


def table_claims(page: Page, taken: Sequence[Claim]) -> Iterator[Claim | Problem]:
    """The claims of the cells of a document's tables, each anchored on its cell, and the refused ones as problems.

    Args:
        page: the document.
        taken: claims that its cells have given by themselves.
    """
    cells = [(index, block) for index, block in enumerate(page.text.blocks) if block.cell is not None]
    if not cells:
        return
    own = {claim.anchor.start for claim in taken if claim.value is not None}
    reader = _Reader(page)
    read = 0
    for index, block in cells:
        if reader.is_figure(index, block) and not any(block.start <= at < block.end for at in own):
            read += 1
            if read > _MOST:
                reason = f"Its tables have more than {_MOST:,} cells with figures; the others were not read."
                yield Problem(page.text.doc, reason, "Split it.", f"offset {block.start}", page.text.doc_id)
                return
            yield from reader.claims(index, block)


def heads_of(text: Text) -> frozenset[int]:
    """The indices of the blocks that head columns of tables: they say what others count, and nothing by themselves."""
    return frozenset(index for block in text.blocks if block.cell for index in block.cell.column_heads)


class _Reader:
    """Reads the cells of one document. Lives for one call."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.words: TableWords = table_words(page.lang)
        self.heads = heads_of(page.text).union(*(b.cell.row_heads for b in page.text.blocks if b.cell))
        self._captions: dict[int, str] = {}
        self._silent: Counter[tuple[str, str]] = Counter()
        self._names: dict[str, Sequence[Name]] = {}

    def is_figure(self, index: int, block: Block) -> bool:
        """Whether a cell holds a figure and something that says of what."""
        cell = block.cell
        if cell is None or index in self.heads or not (cell.column_heads or cell.row_heads):
            return False
        text = self.page.words(index)
        return len(text) <= _CELL and bool(_NUMBER.search(text))

    def claims(self, index: int, block: Block) -> Iterator[Claim | Problem]:
        """The claims of one cell: those of the first sentence that its words and heads make and that tells one."""
        figure = self.page.words(index)
        cell = block.cell
        assert cell is not None
        columns = [self._label(i) for i in cell.column_heads]
        rows = [self._label(i) for i in cell.row_heads]
        telling = [label for label in columns if not self._is_plain(label)]
        if any(self.words.not_read.intersection(_WORD.findall(label.low)) for label in telling or (*columns, *rows)):
            return
        scope = self._scope([*rows, *columns])
        for kind, before, after in self._sentences(figure, columns, rows, self._caption(index, block), scope):
            if self._silent[before, after] >= _TRIES:
                continue
            told = list(self.page.told(before, figure, after))
            if not told:
                self._silent[before, after] += 1
                continue
            self._silent[before, after] -= _MOST
            for claim, _, _ in told[:1]:
                yield self._claim(claim, block, kind, columns, rows, scope)
            return

    def _claim(
        self, claim: Claim, block: Block, kind: str, columns: Sequence[_Label], rows: Sequence[_Label], scope: _Scope
    ) -> Claim | Problem:
        slots: dict[str, object] = {"scope": {**scope.scope, **claim.scope}}
        if scope.when:
            slots["when"] = scope.when
        if scope.receiver:
            slots["receiver"] = scope.receiver
        reasons = [f"table:{kind}"]
        reasons += [f"table:column {label.text}" for label in columns] + [
            f"table:row {self._unnamed(label)}" for label in rows
        ]
        reasons += ["table:total"] if scope.total else []
        return self.page.placed(claim, block.start, block.end, "cell", *reasons, **slots)

    def _unnamed(self, label: _Label) -> str:
        """The words of a label; a sign in place of those that may be the name of a person."""
        return "…" if self._may_be_person(label, self._named(label.text)) else label.text

    def _may_be_person(self, label: _Label, names: Sequence[Name]) -> bool:
        if label.over in self.words.names or any(n.kind == "person" for n in names):
            return True
        return not names and sum(w[:1].isupper() for w in label.text.split()) > 1 and not self._is_plain(label)

    def _label(self, index: int) -> _Label:
        cell = self.page.text.blocks[index].cell
        over = " ".join(self.page.words(i) for i in cell.column_heads) if cell else ""
        return self._split(self.page.words(index), over.lower().strip(_EDGES))

    def _split(self, words: str, over: str = "") -> _Label:
        """The label that words are: what stands in brackets, or is a currency behind a comma, taken out."""
        hints = [m.group(1).strip() for m in _BRACKETS.finditer(words)]
        plain = _SPACE.sub(" ", _BRACKETS.sub(" ", words)).strip(_EDGES)
        first, _, last = plain.rpartition(",")
        if first and self._is_money(last.strip()):
            plain, hints = first, [*hints, last.strip()]
        return _Label(plain, tuple(hints), over)

    def _is_money(self, words: str) -> bool:
        return any(self._with_hint("1,000", words))

    # -- sentences

    def _sentences(
        self, figure: str, columns: Sequence[_Label], rows: Sequence[_Label], caption: str, scope: _Scope
    ) -> Iterator[tuple[str, str, str]]:
        """Sentences that a cell may stand for, each with where its act is told, as what goes before and after it."""
        acts: list[tuple[str, _Label]] = []
        telling = [label for label in columns if not self._is_plain(label)]
        if telling:
            acts.append(("column", self._split(" ".join(label.text for label in telling))))
        else:
            acts += [("row", label) for label in rows if not self._is_plain(label)]
            counted = next((label.text for label in columns if self._counts(label)), "")
            title = self._split(f"{counted} {self._without_noun(caption)}" if counted else caption)
            acts.append(("caption", title))
        shared = any(label.low in self.words.percent or "%" in label.text for label in columns)
        for kind, act in acts:
            hints = [*(h for label in columns for h in label.hints), *act.hints, *self._split(caption).hints]
            before, after = self._with_unit(figure, hints, shared)
            toward = f" {scope.toward}" if scope.toward else ""
            if act.text:
                yield kind, before, f"{after} {_lowered(act.text)}{toward}."
                yield kind, f"{_lowered(act.text)}: {before}", f"{after}{toward}."

    def _with_unit(self, figure: str, hints: Sequence[str], shared: bool) -> tuple[str, str]:
        """What to write before and after a figure so that it has the unit its heads give it."""
        if shared and "%" not in figure:
            return "", f" {self.words.percent_sign}"
        for hint in hints:
            if any(found := self._with_hint(figure, hint)):
                return found
        return "", f" {self.words.people}" if _YEAR_LIKE.fullmatch(figure) else ""

    def _with_hint(self, figure: str, hint: str) -> tuple[str, str]:
        """The words of a hint such as `US$ million` set around a figure so that both are one sum; else nothing."""
        words = hint.split()
        for at in range(len(words), -1, -1):
            before, after = "".join(f"{w} " for w in words[:at]), "".join(f" {w}" for w in words[at:])
            found = find_figures(before + figure + after, self.page.lang)
            if len(found) == 1 and found[0].kind == "money" and found[0].end - found[0].start > len(hint):
                return before, after
        return "", ""

    def _is_plain(self, label: _Label) -> bool:
        """Whether a head or label tells no act: a count, a total, a date, a name, a noun that is counted."""
        low = label.low
        if low in self.words.counts | self.words.totals | self.words.percent or self._date(label.text):
            return True
        if self.page.frames.events.keys() & set(_WORD.findall(low)):
            return False
        if self.page.pack.units.unit_of(label.text, self.page.lang):
            return True
        names = self._named(label.text)
        return bool(names) and names[0].start == 0 and names[0].end >= len(label.text)

    def _counts(self, label: _Label) -> bool:
        return label.low not in self.words.counts and bool(self.page.pack.units.unit_of(label.text, self.page.lang))

    def _without_noun(self, caption: str) -> str:
        first, _, rest = caption.partition(" ")
        return rest if self.page.pack.units.unit_of(first, self.page.lang) else caption

    def _caption(self, index: int, block: Block) -> str:
        """The caption of a table, or the heading or line that leads to it."""
        assert block.cell is not None
        table = block.cell.table
        if table not in self._captions:
            self._captions[table] = self.words.numbered.sub("", self._words_over(index, table))
        return self._captions[table]

    def _words_over(self, index: int, table: int) -> str:
        blocks = self.page.text.blocks
        first = index
        while first and blocks[first - 1].cell is not None and _table(blocks[first - 1]) == table:
            first -= 1
        before = range(first - 1, max(-1, first - 1 - _BACK), -1)
        for at in before:
            words = self.page.words(at)
            if blocks[at].cell is not None:
                break
            near = at == first - 1 and (blocks[at].kind == "caption" or words.endswith(":") or len(words) <= 160)
            if near or blocks[at].kind in ("heading", "title"):
                return words.rstrip(":. ")
        return ""

    # -- labels

    def _scope(self, labels: Sequence[_Label]) -> _Scope:
        found = _Scope()
        dates = [label.text for label in labels if self._date(label.text) or self._date(f"1 {label.text} 2000")]
        found.when = next((d for d in (self._date(w) for w in self._dated(dates)) if d), None)
        for label in labels:
            if label.text in dates:
                continue
            if label.low in self.words.totals:
                found.total = True
            else:
                self._add(found, label)
        return found

    def _dated(self, dates: Sequence[str]) -> Iterator[str]:
        """The dates that labels give, a month without its year joined with the year that another label gives."""
        years = [words for words in dates if _YEAR.fullmatch(words)]
        for words in dates:
            if years and not re.search(r"\d{4}", words):
                yield f"{words} {years[0]}"
        yield from sorted(dates, key=lambda words: bool(_YEAR.fullmatch(words)))

    def _date(self, words: str) -> str | None:
        """The date that words are and nothing else, as EDTF."""
        if _YEAR.fullmatch(words):
            return words
        if len(words) > 40 or not any(c.isdigit() for c in words):
            return None
        found = find_dates(words, self.page.lang, self.page.text.published)
        whole = len(found) == 1 and found[0].start == 0 and found[0].end >= len(words.rstrip(" .*"))
        return found[0].edtf if whole else None

    def _named(self, words: str) -> Sequence[Name]:
        if words not in self._names:
            self._names[words] = find_names(words, self.page.lang, self.page.pack)
        return self._names[words]

    def _add(self, found: _Scope, label: _Label) -> None:
        """Add what a label tells of which part of the whole its cell is about."""
        names = self._named(label.text)
        whole = next((n for n in names if n.start == 0 and n.end >= len(label.text) - 1), None)
        goes = label.over in self.words.destinations
        if whole is not None and whole.kind in _STATES and goes:
            found.receiver, found.toward = whole.country, self.words.toward.format(place=label.text)
        elif (
            whole is not None
            and whole.country
            and (whole.kind == "demonym" or (whole.kind == "country" and label.over in self.words.nationalities))
        ):
            found.scope["nationality"] = whole.country
        elif whole is not None and whole.kind in _NAMED:
            found.scope[_NAMED[whole.kind]] = whole.canonical
        elif (group := self._group(label, names)) is not None:
            found.scope.setdefault("group", group)

    def _group(self, label: _Label, names: Sequence[Name]) -> str | None:
        """The words of a label that tells a group; none that could be the name of a person, and no act."""
        words = label.text.split()
        if not words or len(words) > _GROUP or any(c.isdigit() for c in label.text):
            return None
        if self._may_be_person(label, names):
            return None
        if self.page.frames.events.keys() & set(_WORD.findall(label.low)):
            return None
        return None if label.low in self.words.counts | self.words.percent else label.low


def _table(block: Block) -> int:
    return block.cell.table if block.cell else 0


def _lowered(words: str) -> str:
    """Words as they stand within a sentence: a head's first letter is small unless its word is all capitals."""
    first = words.split()[0] if words else ""
    return words if first[1:].lower() != first[1:] else words[:1].lower() + words[1:]
