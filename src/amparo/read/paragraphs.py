"""Lines to paragraphs: which line ends of a text are only where the line was full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\f\x85\u2028\u2029]*(?:\r\n|[\n\r\f\x85\u2028\u2029]|\Z)")
_ITEM = re.compile(r"(?:[-*•‣–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
_SENTENCE = re.compile(r"[.!?…:]['\"”’»)\]]*$")
_BLANK = " \t\n\r\f\v\x85\u2028\u2029\ufeff"
_WIDTH = 110
_NARROW = 40
_SLACK = 3
_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it: where it stands, its words, its number from 1."""

    start: int
    end: int
    text: str
    number: int


def lines_of(content: str) -> list[Line]:
    """The lines of `content`, blank ones included."""
    lines: list[Line] = []
    at = 0
    while at < len(content):
        match = _LINE.match(content, at)
        whole = match.group() if match else content[at:]
        text = "" if whole.isspace() else whole.strip(_BLANK)
        start = at + (whole.index(text) if text else 0)
        lines.append(Line(start, start + len(text), text, len(lines) + 1))
        at += len(whole)
    return lines


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each paragraph.

    Blank lines part paragraphs. Between them, lines wrapped by hand form one paragraph; otherwise each line is one. A
    list item begins a new one, as does the step into or out of text quoted with `>`.
    """
    runs: list[list[Line]] = [[]]
    for line in lines:
        if line.text:
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [group for run in runs if run for group in _groups(run)]


def is_item(text: str) -> bool:
    """Whether a line begins as an item of a list does."""
    return bool(_ITEM.match(text))


def _groups(run: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    wrapped = _is_wrapped(run)
    for line in run:
        same_voice = bool(groups) and groups[-1][-1].text.startswith(">") == line.text.startswith(">")
        if wrapped and same_voice and not is_item(line.text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_wrapped(run: Sequence[Line]) -> bool:
    """Whether the line ends are only where the lines were full: the next word would not have fitted.

    Paragraphs of one line each, of much the same length, end in sentences; wrapped lines seldom do.
    """
    width = max(len(line.text) for line in run)
    if len(run) < 2 or not _NARROW <= width <= _WIDTH:
        return False
    pairs = [(a.text, b.text) for a, b in pairwise(run) if not is_item(b.text)]
    full = sum(len(a) + 1 + len(b.split(maxsplit=1)[0]) > width - _SLACK for a, b in pairs)
    sentences = sum(bool(_SENTENCE.search(a[-5:])) and not b[:1].islower() for a, b in pairs)
    return bool(pairs) and full >= _SHARE * len(pairs) and sentences <= 0.5 * len(pairs)
