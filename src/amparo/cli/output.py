"""Lists on standard output: a table for people; JSON, JSON Lines or CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from unicodedata import category

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_PIPE_WIDTH = 160


class Format(StrEnum):
    """How a list is printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"


def write_records(records: Iterable[dict[str, Any]], form: Format) -> None:
    """Print records in a form for programs."""
    out = sys.stdout
    if form is Format.jsonl:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    elif form is Format.json:
        json.dump(list(records), out, ensure_ascii=False, indent=2)
        out.write("\n")
    else:
        _write_csv(list(records))


def safe_cell(value: Any) -> Any:
    """A cell of a spreadsheet: nested values as JSON, and text that a spreadsheet would run as a formula made inert."""
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def console(error: bool = False) -> Console:
    """Where people read; wide where the output goes to a file or a pipe."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    width = None if stream.isatty() else _PIPE_WIDTH
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], fixed: Sequence[int] = (0,)) -> None:
    """Print a table; columns in `fixed` are never folded, and no cell is obeyed as markup."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, heading in enumerate(headings):
        made.add_column(heading, no_wrap=index in fixed, overflow="fold")
    for row in rows:
        made.add_row(*map(plain, row))
    console().print(made)


def plain(text: str, style: str = "") -> Text:
    """Text from a document as it is: no markup in it is obeyed, and no control character reaches the terminal."""
    from rich.text import Text

    return Text("".join("�" if category(c)[0] == "C" and c != "\n" else c for c in text), style)


def indented(text: str, by: int) -> Padding:
    """Text from a document, set in by so many columns on every line."""
    from rich.padding import Padding

    return Padding(plain(text), (0, 0, 0, by), expand=False)


def _write_csv(records: Sequence[dict[str, Any]]) -> None:
    if not records:
        return
    names = list(dict.fromkeys(name for record in records for name in record))
    writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow({name: safe_cell(value) for name, value in record.items()})
