"""Which cells of a table head the others: by the document's own marks, else by where figures begin."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from amparo.model import Block, Cell
from amparo.read.dates import months

_LANGUAGES = ("en", "es")
"""Languages whose names of months tell a date."""
_LABEL = 80
"""Characters up to which words beside a figure are taken for a label of its row; longer ones are a remark."""
_LABELS = 12
"""Labels that a row is looked through for."""
_DATE = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}|\d{4}[-/]\d{1,2}|\d{1,2}[-/]\d{4}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURE = re.compile(r"(?:[a-zà-ÿ]+ ){0,3}[^\w.,;:]{0,4}(?:[^\W\d_]{1,3}[.$]?[^\w.,;:]{0,2})?\d")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FIGURE_WORDS = 3
"""Words that may stand with a figure in its cell (`USD 4.76 million`); a cell with more of them is prose."""


@dataclass(frozen=True, slots=True)
class _Entry:
    index: int
    place: Cell
    text: str


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, alone or with its unit: no date, no prose. A bare year may be either."""
    if not _FIGURE.match(text) or _DATE.fullmatch(text) or len(words := _WORD.findall(text)) > _FIGURE_WORDS:
        return False
    return not any(word.casefold() in months(_LANGUAGES) for word in words)


def with_heads(blocks: Sequence[tuple[Block, str]]) -> tuple[Block, ...]:
    """The blocks, given with their words, each cell of a table with the blocks that head its column and its row."""
    tables: dict[int, list[_Entry]] = defaultdict(list)
    for index, (block, text) in enumerate(blocks):
        if block.cell is not None:
            tables[block.cell.table].append(_Entry(index, block.cell, text))
    if not tables:
        return tuple(block for block, _ in blocks)
    places: dict[int, Cell] = {}
    for entries in tables.values():
        places |= _Table(entries).places()
    return tuple(
        replace(block, cell=places[index]) if index in places else block for index, (block, _) in enumerate(blocks)
    )


class _Table:
    """One table, gone through row by row. Lives for one call."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self._rows: dict[int, list[_Entry]] = defaultdict(list)
        for entry in entries:
            self._rows[entry.place.row].append(entry)
        self._labels = _labels(entries)
        self._marked = any(self._all_marked(row) for row in self._rows.values())
        self._last_figure = max((e.place.row for e in entries if e.index not in self._labels), default=0)

    def places(self) -> Mapping[int, Cell]:
        """The place of each cell with its heads, by the index of its block."""
        places: dict[int, Cell] = {}
        heads: list[_Entry] = []
        title: list[_Entry] = []
        section: list[_Entry] = []
        reaching: list[_Entry] = []
        state, last = "start", 0
        for number, row in sorted(self._rows.items()):
            if number > last + 1:
                state = "start"
            reaching = [e for e in reaching if e.place.row + e.place.rows > number] + row
            last = max(number, *(e.place.row + e.place.rows - 1 for e in row))
            places |= {e.index: e.place for e in row}
            if self._is_head(row, heads if state == "heads" else None, state):
                if state != "heads":
                    heads, section = [], []
                heads, state = heads + row, "heads"
            elif self._is_title(row):
                if state == "start":
                    title, section = ([*title, *row] if last <= 1 + len(title) else row), []
                else:
                    section, state = row, "section"
            else:
                state = "data"
                over = tuple(e.index for e in (*title, *section))
                labels = [e for e in reaching if e.place.head or e.index in self._labels][:_LABELS]
                for entry in row:
                    places[entry.index] = replace(
                        entry.place,
                        column_heads=tuple(e.index for e in heads if _shares_column(e.place, entry.place)),
                        row_heads=over + _beside(entry, [e for e in labels if e not in heads]),
                    )
        return places

    def _is_head(self, row: Sequence[_Entry], before: Sequence[_Entry] | None, state: str) -> bool:
        """Whether a row names the columns: marked so, or words alone where figures are yet to come.

        `before` are the rows of heads that it would go on with.
        """
        if self._marked:
            return self._all_marked(row)
        if row[0].place.row >= self._last_figure or any(e.index not in self._labels for e in row) or len(row) < 2:
            return False
        return state == "start" or (before is not None and any(e.place.columns > 1 for e in before))

    def _is_title(self, row: Sequence[_Entry]) -> bool:
        """Whether a row is one cell of words: the table's title, or that of the rows below it."""
        return len(row) == 1 and row[0].place.column == 1 and row[0].index in self._labels

    def _all_marked(self, row: Sequence[_Entry]) -> bool:
        return all(e.place.head for e in row) and (len(row) > 1 or row[0].place.column > 1)


def _labels(entries: Iterable[_Entry]) -> frozenset[int]:
    """The cells that are no figures. A bare year is one, but for a column that counts in other figures too."""
    columns: dict[int, list[_Entry]] = defaultdict(list)
    for entry in entries:
        columns[entry.place.column].append(entry)
    labels = set()
    for column in columns.values():
        counts = sum(is_figure(e.text) and not _YEAR.fullmatch(e.text) for e in column) > 0
        top = min(e.place.row for e in column)
        for entry in column:
            year = bool(_YEAR.fullmatch(entry.text)) and (not counts or entry.place.row == top)
            if year or not is_figure(entry.text):
                labels.add(entry.index)
    return frozenset(labels)


def _shares_column(a: Cell, b: Cell) -> bool:
    return a.column < b.column + b.columns and b.column < a.column + a.columns


def _beside(entry: _Entry, labels: Sequence[_Entry]) -> tuple[int, ...]:
    """The labels in the row of a cell, those before it first."""
    place = entry.place
    around = [
        other
        for other in labels
        if (other.place.row, other.place.column) != (place.row, place.column) and len(other.text) <= _LABEL
    ]
    before = [other.index for other in around if other.place.column < place.column]
    return (*before, *(other.index for other in around if other.place.column > place.column))
