"""JSON and JSON Lines: lists of records become tables, other objects tables of keys and values; each cell has its
pointer (`pointer=/results/3/amount`), in JSON Lines behind the number of its line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from amparo.model import Capture, Cell, Problem, SkipItem, Text
from amparo.read.charset import decode
from amparo.read.compose import Composer, joined
from amparo.read.fields import by_field
from amparo.read.meta import Meta, make_text

_BYTES = 50_000_000
_CELLS = 200_000
"""Cells of one file that are read; the rest is a row with its reason."""
_COLUMNS = 300
_DEPTH = 12
_COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_SPLIT = "Split it and add the parts."
_TEXT = "If it holds prose, save that as text and add it."


class _Enough(Exception):
    """As many cells were read as may be."""


@dataclass(slots=True)
class _Tables:
    composer: Composer = field(default_factory=Composer)
    cells: int = 0
    number: int = 0
    deep: str | None = None

    def add(self, value: Any, pointer: str, depth: int = 0) -> None:
        """Put what stands at `pointer` into tables. Raises `_Enough`."""
        if depth > _DEPTH:
            self.deep = self.deep or pointer
        elif isinstance(value, dict):
            self._object(value, pointer, depth)
        elif isinstance(value, list) and any(isinstance(row, dict) for row in value):
            self._records([(f"{pointer}/{n}", row) for n, row in enumerate(value)], depth)
        elif isinstance(value, list):
            self._lists(value, pointer, depth)
        elif value is not None:
            self.composer.add(joined(_shown(value)), "paragraph", _fragment(pointer))

    def rows(self, rows: Sequence[tuple[str, Any]]) -> None:
        """Put records, each with its pointer, into one table. Raises `_Enough`."""
        self._records(rows, 0)

    def _records(self, rows: Sequence[tuple[str, Any]], depth: int) -> None:
        columns: dict[str, int] = {}
        for _, row in rows:
            for name in _flat(row):
                if len(columns) < _COLUMNS:
                    columns.setdefault(name, len(columns) + 1)
        self.number += 1
        table = self.number
        for name, column in columns.items():
            self._cell(_label(name), Cell(table, 1, column), f"{rows[0][0]}/{name}")
        for number, (pointer, row) in enumerate(rows, 2):
            for name, words in _flat(row).items():
                if name in columns:
                    self._cell(words, Cell(table, number, columns[name]), f"{pointer}/{name}")
        for pointer, row in rows:
            self._inner(row, pointer, depth)

    def _object(self, value: Mapping[str, Any], pointer: str, depth: int) -> None:
        self.number += 1
        table = self.number
        for row, (name, words) in enumerate(_flat(value).items(), 1):
            self._cell(_label(name), Cell(table, row, 1), f"{pointer}/{name}")
            self._cell(words, Cell(table, row, 2), f"{pointer}/{name}")
        self._inner(value, pointer, depth)

    def _inner(self, value: Any, pointer: str, depth: int) -> None:
        """What an object holds that is no value of its own."""
        for key, inner in value.items() if isinstance(value, dict) else ():
            if isinstance(inner, (dict, list)) and inner and not _flat({key: inner}):
                self.add(inner, f"{pointer}/{_escaped(key)}", depth + 1)

    def _lists(self, value: list[Any], pointer: str, depth: int) -> None:
        self.number += 1
        table = self.number
        for number, row in enumerate(value, 1):
            for column, item in enumerate(row[:_COLUMNS] if isinstance(row, list) else [row], 1):
                place = f"{pointer}/{number - 1}" + (f"/{column - 1}" if isinstance(row, list) else "")
                if not isinstance(item, (dict, list)):
                    self._cell(_shown(item), Cell(table, number, column), place)
                else:
                    self.add(item, place, depth + 1)

    def _cell(self, words: str, cell: Cell, pointer: str) -> None:
        self.cells += 1
        if self.cells > _CELLS:
            raise _Enough
        self.composer.cell(joined(words), cell, _fragment(pointer))


def json_signature() -> str:
    """The reader's name and version; it rests on no library."""
    return "json/1"


def read_json(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read JSON, with comments or without.

    Raises:
        SkipItem: it is no JSON, is too large or nested too deep, or holds no words.
    """
    text = _text(capture, data)
    value = _parsed(text)
    if value is None:
        value = _parsed(_COMMENT.sub(lambda found: found.group() if found.group()[0] == '"' else " ", text))
    if value is None:
        reason = "It is not JSON that can be read: it breaks off, is damaged or nested too deep."
        raise SkipItem(reason, "Get it again, or save what it holds as text and add that.")
    tables = _Tables()
    problems: list[Problem] = []
    try:
        tables.add(value[0], "")
    except _Enough:
        problems.append(_too_many(capture))
    return _made(capture, tables, value[0], problems, languages)


def read_json_lines(capture: Capture, data: bytes, languages: Sequence[str]) -> Text:
    """Read JSON Lines: each line that is an object as a row of one table; a row for the lines that are none.

    Raises:
        SkipItem: no line is an object, it is too large, or holds no words.
    """
    lines = enumerate(_text(capture, data).split("\n"), 1)
    found = [(number, _parsed(line)) for number, line in lines if line.strip()]
    rows = [(f"line={number};", value[0]) for number, value in found if value and isinstance(value[0], dict)]
    if not rows:
        raise SkipItem("None of its lines is a JSON object.", _TEXT)
    tables = _Tables()
    problems: list[Problem] = []
    if unread := [number for number, value in found if not value or not isinstance(value[0], dict)]:
        reason = f"{len(unread):,} of its lines are no JSON objects and were not read."
        problems.append(
            Problem(capture.doc, reason, "Mend them and add it again.", f"line={unread[0]}", capture.sha256)
        )
    try:
        tables.rows(rows)
    except _Enough:
        problems.append(_too_many(capture))
    return _made(capture, tables, None, problems, languages)


def _made(capture: Capture, tables: _Tables, value: Any, problems: list[Problem], languages: Sequence[str]) -> Text:
    if tables.deep is not None:
        reason = f"What is nested in it more than {_DEPTH} deep was not read."
        problems.append(Problem(capture.doc, reason, _TEXT, f"pointer={tables.deep}", capture.sha256))
    about = by_field({k: v for k, v in value.items() if isinstance(v, str)}) if isinstance(value, dict) else {}
    told = {name: found[0][1] for name, found in about.items() if found}
    url = told.get("url", "")
    meta = Meta(
        title=told.get("title"),
        publisher=told.get("publisher"),
        dates=[told.get("published")],
        url=url if url.startswith(("http://", "https://")) else None,
        problems=problems,
    )
    return make_text(capture, tables.composer, meta, json_signature(), languages)


def _text(capture: Capture, data: bytes) -> str:
    if len(data) > _BYTES:
        reason = f"It has {len(data) / 1e6:,.0f} MB; JSON is read up to {_BYTES / 1e6:,.0f} MB."
        raise SkipItem(reason, _SPLIT)
    return decode(data, capture.headers.get("content-type")).text.lstrip("\ufeff")


def _parsed(text: str) -> tuple[Any] | None:
    """The value, figures as they are written; None where it is no JSON."""
    try:
        return (json.loads(text, parse_float=str, parse_int=str, parse_constant=str),)
    except (ValueError, RecursionError):
        return None


def _flat(value: Any) -> dict[str, str]:
    """The values of an object that fit in cells: those of objects within it by `outer/inner`, lists of words as one."""
    found: dict[str, str] = {}
    if not isinstance(value, dict):
        return {} if value is None or isinstance(value, list) else {"": _shown(value)}
    for key, inner in value.items():
        name = _escaped(key)
        if isinstance(inner, list):
            if inner and all(isinstance(item, str) for item in inner):
                found[name] = "; ".join(inner)
        elif isinstance(inner, dict):
            if inner and not any(isinstance(item, (dict, list)) for item in inner.values()):
                found |= {f"{name}/{_escaped(k)}": _shown(v) for k, v in inner.items() if v is not None}
        elif inner is not None:
            found[name] = _shown(inner)
    return found


def _shown(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _fragment(pointer: str) -> str:
    """The place of a value; in JSON Lines its pointer begins with its line, as `line=3;/amount`."""
    line, mark, inner = pointer.partition(";") if pointer.startswith("line=") else ("", "", pointer)
    return f"{line}{mark}pointer={inner}"


def _label(name: str) -> str:
    return name.replace("~1", "/").replace("~0", "~").replace("_", " ")


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _too_many(capture: Capture) -> Problem:
    return Problem(capture.doc, f"Only the first {_CELLS:,} cells or so were read.", _SPLIT, "cells", capture.sha256)
