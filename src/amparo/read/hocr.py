"""The lines of a page as Tesseract saw them, each with its place on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from lxml import etree

_WIDER = 1.18
"""From this times the usual step between two digits of a word, a space stands between them."""
_MUCH_WIDER = 1.35
"""The same for a word whose only step it is, measured by those of the page."""
_SURE = 70
_CLASSES = frozenset(("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"))
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels from the upper left corner."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A character and where it stands."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands; `sure` tells whether Tesseract is."""

    text: str
    box: Box
    signs: tuple[Sign, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line: its words, the height of its type and its baseline in pixels from above, and the block it stands in."""

    words: tuple[Word, ...]
    size: float
    baseline: float
    block: int

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """What surrounds its words."""
        lefts, tops, rights, bottoms = zip(*(word.box for word in self.words), strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def seen_lines(hocr: bytes) -> list[SeenLine]:
    """The lines in reading order. Digits that stand further apart than those of one figure are parted by a space."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    root = etree.fromstring(hocr, parser)
    lines = list(_lines(root)) if root is not None else []
    usual = median(steps) if (steps := [s for line in lines for w in line.words for _, s in _steps(w.signs)]) else 0.0
    edges = _figure_edges(lines)
    return [_apart(line, usual, edges) for line in lines]


def has_figures_alone(lines: Sequence[SeenLine]) -> bool:
    """Whether a block is a column of figures without a word: then they were taken from the labels of their rows."""
    blocks: dict[int, list[bool]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(not any(c.isalpha() for c in line.text))
    return any(len(bare) >= 2 and sum(bare) > len(bare) / 2 for bare in blocks.values())


def doubtful(lines: Sequence[SeenLine]) -> tuple[int, int]:
    """How many of the words Tesseract is not sure of, and how many there are."""
    words = [word for line in lines for word in line.words if any(c.isalnum() for c in word.text)]
    return sum(not word.sure for word in words), len(words)


def _lines(root: Any) -> Iterator[SeenLine]:
    for number, block in enumerate(_of_class(root, frozenset(("ocr_carea",)))):
        for line in _of_class(block, _CLASSES):
            words = tuple(filter(None, (_word(word) for word in _of_class(line, frozenset(("ocrx_word",))))))
            if words:
                about = _properties(line)
                (_, _, _, bottom) = about["bbox"]
                _, offset = about.get("baseline", [0.0, 0.0])[:2]
                yield SeenLine(words, about.get("x_size", [0.0])[0], bottom + offset, number)


def _of_class(element: Any, names: frozenset[str]) -> Iterator[Any]:
    return (child for child in element.iter() if child.get("class") in names)


def _word(element: Any) -> Word | None:
    signs = tuple(
        Sign("".join(sign.itertext()), _box(_properties(sign)["x_bboxes"]))
        for sign in _of_class(element, frozenset(("ocrx_cinfo",)))
    )
    text = "".join(sign.text for sign in signs) or "".join(element.itertext())
    text = "".join(c if c.isprintable() else " " for c in text).strip()
    about = _properties(element)
    return Word(text, _box(about["bbox"]), signs, about.get("x_wconf", [0.0])[0] >= _SURE) if text else None


def _properties(element: Any) -> dict[str, list[float]]:
    """The numbers of a `title`: `bbox 1 2 3 4; x_wconf 96`."""
    parts = (part.strip().partition(" ") for part in element.get("title", "").split(";"))
    return {name: [float(number) for number in _NUMBERS.findall(values)] for name, _, values in parts}


def _box(numbers: Sequence[float]) -> Box:
    left, top, right, bottom = numbers
    return left, top, right, bottom


def _steps(signs: Sequence[Sign]) -> Iterator[tuple[int, float]]:
    """From each digit to a digit behind it: the index of the latter, and the way between their middles as a part of
    their height. In nearly all type all digits are equally wide, so that it is the same throughout a figure."""
    for index, (one, other) in enumerate(pairwise(signs), 1):
        height = max(one.box[3] - one.box[1], other.box[3] - other.box[1])
        if one.text.isdigit() and other.text.isdigit() and height > 0:
            yield index, (other.box[0] + other.box[2] - one.box[0] - one.box[2]) / 2 / height


def _figure_edges(lines: Sequence[SeenLine]) -> list[tuple[float, float]]:
    """Left edges at which figures begin in two lines or more, behind other words; with the lines' height."""
    found = sorted((word.box[0], line.size) for line in lines for word in line.words[1:] if word.text[:1].isdigit())
    return [one for one, other in pairwise(found) if other[0] - one[0] <= 0.1 * one[1]]


def _apart(line: SeenLine, usual: float, edges: Sequence[tuple[float, float]]) -> SeenLine:
    words = tuple(part for word in line.words for part in _parts(word, usual, edges))
    return SeenLine(words, line.size, line.baseline, line.block)


def _parts(word: Word, usual: float, edges: Sequence[tuple[float, float]]) -> Iterator[Word]:
    """A word, or the words that it is: a label's number and the figure in the column beside it."""
    steps = list(_steps(word.signs))
    cuts = []
    for index, step in steps:
        others = [other for at, other in steps if at != index]
        wide = step > _WIDER * median(others) if others else usual > 0 and step > _MUCH_WIDER * usual
        left = word.signs[index].box[0]
        beside = others and step > 1.06 * median(others)
        if wide or (beside and any(abs(left - edge) <= 0.1 * size for edge, size in edges)):
            cuts.append(index)
    if not cuts:
        yield word
        return
    for start, end in pairwise([0, *cuts, len(word.signs)]):
        signs = word.signs[start:end]
        lefts, tops, rights, bottoms = zip(*(sign.box for sign in signs), strict=True)
        text = "".join(sign.text for sign in signs).strip()
        yield Word(text, (min(lefts), min(tops), max(rights), max(bottoms)), signs, word.sure)
