"""The lines of a PDF page, with their place on it, and the paragraphs they form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium

HYPHEN = "\ufffe"
"""What pdfium puts where a hyphen ends a line; it then leaves out the line end."""

_SENTENCE_END = re.compile(r"[.!?:;…]['\"”’»)\]]{0,4}\d{0,3}$")
_DIGITS_MEET = re.compile(r"\d[.,]?(?=\d)")
_COLUMN_LINES = 3
_ITEM = re.compile(r"(?:[•‣▪●○–—*]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)])\s")


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page in points from its lower left corner.

    `hyphen` marks a word broken at its end; `seen` is its place on the page, as fragments write it, if it was read by
    OCR.
    """

    text: str
    left: float
    right: float
    bottom: float
    height: float
    first_word: float
    hyphen: bool = False
    seen: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float
    lines: int


def page_lines(page: pdfium.PdfPage) -> list[PdfLine]:
    """The lines of a page's text layer, in pdfium's reading order."""
    layer = page.get_textpage()
    text = layer.get_text_range()
    lines: list[PdfLine] = []
    for match in re.finditer(rf"[^\r\n{HYPHEN}\x02]+([{HYPHEN}\x02]?)", text):
        words = match.group().rstrip(HYPHEN + "\x02")
        if not any(c.isalnum() for c in words):
            continue
        start = match.start() + len(words) - len(words.lstrip())
        stop = match.start() + len(words.rstrip())
        blank = re.search(r"\s", text[start:stop])
        word_end = start + blank.start() if blank else stop
        first, last, word = (_box(layer, i) for i in (start, stop - 1, word_end - 1))
        tall = max((_box(layer, i) for i in range(start, min(start + 6, stop))), key=lambda box: box[3] - box[1])
        lines.append(
            PdfLine(
                text=_sound(_apart(layer, text, start, stop)),
                left=first[0],
                right=max(last[2], first[0]),
                bottom=first[1],
                height=tall[3] - tall[1],
                first_word=max(word[2] - first[0], 0.0),
                hyphen=bool(match.group(1)),
            )
        )
    layer.close()
    return lines


def _apart(layer: pdfium.PdfTextPage, text: str, start: int, stop: int) -> str:
    """The words of a line, with a space before the raised mark of a note after a figure ("300" and a small 2)."""
    pieces = []
    at = start
    for match in _DIGITS_MEET.finditer(text, start, stop):
        here, there = (top - bottom for _, bottom, _, top in (_box(layer, i) for i in (match.start(), match.end())))
        if abs(here - there) > 0.15 * max(here, there):
            pieces += [text[at : match.end()], " "]
            at = match.end()
    return "".join((*pieces, text[at:stop])).strip()


def _box(layer: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    if not 0 <= index < layer.count_chars():
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = layer.get_charbox(index, loose=True)
    return (left, bottom, right, top)


def _sound(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\t" else " " for c in text).strip()


def ends_sentence(text: str) -> bool:
    """Whether a sentence may end with this text, quotation marks and a note's number after it or not."""
    return bool(_SENTENCE_END.search(text[-20:].rstrip()))


def starts_paragraph(lines: Sequence[PdfLine]) -> list[bool]:
    """For each line of a page, whether a paragraph begins with it."""
    if not lines:
        return []
    leadings = _leadings(lines)
    column = _columns(lines)
    return [True] + [
        _breaks(a, b, leadings[index], column[index], column[index + 1]) for index, (a, b) in enumerate(pairwise(lines))
    ]


def _leadings(lines: Sequence[PdfLine]) -> list[float]:
    """For each step from a line to the next, the usual distance: of the page or, if wider, of its surroundings."""
    steps = [a.bottom - b.bottom for a, b in pairwise(lines)]
    down = [step for step in steps if 1 < step < 80]
    usual = median(down) if down else 12.0
    nearby = [[s for s in steps[max(0, i - 3) : i + 4] if 1 < s < 80] for i in range(len(steps))]
    return [max(usual, median(around)) if around else usual for around in nearby]


def _columns(lines: Sequence[PdfLine]) -> list[_Column]:
    """The column each line stands in: a column ends where the text jumps up the page."""
    edges: list[_Column] = []
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].bottom > lines[index - 1].bottom + 2 * lines[index].height:
            run = lines[start:index]
            lefts = sorted(line.left for line in run)
            edge = _Column(lefts[len(lefts) // 4], max(line.right for line in run), len(run))
            edges += [edge] * len(run)
            start = index
    return edges


def _breaks(a: PdfLine, b: PdfLine, leading: float, of_a: _Column, of_b: _Column) -> bool:
    if a.hyphen:
        return False
    em = max(a.height, 1.0)
    step = a.bottom - b.bottom
    other_size = abs(a.height - b.height) > 0.25 * max(a.height, b.height)
    if abs(step) < 0.4 * em:
        return other_size
    room = of_a.right - a.right - b.first_word
    fitted = room > 0.6 * em
    if step < 0:
        return fitted or of_a.lines < _COLUMN_LINES or (ends_sentence(a.text) and not b.text[:1].islower())
    if step > 1.35 * leading or other_size:
        return True
    indented = b.left - of_b.left > 0.8 * em and a.left - of_a.left < 0.8 * em
    if indented or _ITEM.match(b.text):
        return True
    return fitted and (room > 3 * em or ends_sentence(a.text))
