"""The paragraphs of a PDF: over line ends, page ends and the footnotes between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from statistics import median

from amparo.read.compose import joined
from amparo.read.pdf_lines import PdfLine, ends_sentence, starts_paragraph

_ITEM = re.compile(r"[•‣▪●○*–—]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s")
_HYPHEN_END = re.compile(r"\w[-‐]$")
_NOTE_SIZE = 0.95
_SIZE_STEP = 0.25
_TAIL = 80


@dataclass(slots=True)
class PdfParagraph:
    """Words joined over line and page ends.

    Attributes:
        page: the page it begins on.
        height, bottom: of its first line, in points; the latter from the page's lower edge.
        last_page: the page it ends on.
        ocr: whether it was read off a picture.
        first, last: the fragments of the places it begins and ends at.
        breaks: offsets at which a further place begins, with its fragment: a page, or a line read by OCR.
    """

    page: int
    height: float
    last_page: int
    bottom: float = 0.0
    ocr: bool = False
    first: str = ""
    last: str = ""
    breaks: list[tuple[int, str]] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _tail: str = ""
    _open_hyphen: bool = False

    @property
    def text(self) -> str:
        """Its words, on one line."""
        return "".join(self._pieces)

    def append(self, line: PdfLine, page: int, vocabulary: Counter[str]) -> None:
        """Add a line, mending a word broken at the end of the one before."""
        text = joined(line.text)
        glue = " " if self._pieces else ""
        if self._open_hyphen and self._tail.endswith(("-", "‐")):
            glue = ""
        elif self._open_hyphen:
            glue = "-" if _keeps_hyphen(self._tail, text, vocabulary) else ""
        place = f"page={page};{line.seen}" if line.seen else f"page={page}"
        if not self._pieces:
            self.first = place
        elif place != self.last:
            self.breaks.append((self._length + len(glue), place))
        self.last, self.last_page = place, page
        self._pieces.append(glue + text)
        self._length += len(glue) + len(text)
        self._tail = (self._tail + glue + text)[-_TAIL:]
        self._open_hyphen = line.hyphen or bool(_HYPHEN_END.search(self._tail))

    def runs_on(self, line: PdfLine) -> bool:
        """Whether a later page's first line goes on with it; what was read by OCR stays apart."""
        if self.ocr != bool(line.seen):
            return False
        if self._open_hyphen:
            return True
        if is_item(line.text) or abs(self.height - line.height) > _SIZE_STEP * max(self.height, line.height):
            return False
        return not ends_sentence(self._tail) and len(self._tail) > 60


def is_item(text: str) -> bool:
    """Whether text begins as an item of a list does."""
    return bool(_ITEM.match(text))


def pdf_paragraphs(pages: Sequence[Sequence[PdfLine]]) -> list[PdfParagraph]:
    """The paragraphs of a document, given the lines of each page without headers and footers.

    A paragraph cut by the end of a page goes on on the next; the notes at the foot of a page follow the paragraph that
    the page ends in.
    """
    return list(_flow(pages))


def title_lines(paragraphs: Sequence[PdfParagraph]) -> list[PdfParagraph]:
    """The title as it is set: the tallest of the first paragraphs, clearly taller than the text, with its lines."""
    if not paragraphs:
        return []
    usual = median(p.height for p in paragraphs for _ in range(1 + len(p.text) // 80))
    first = [p for p in paragraphs[:12] if p.page == 1 and len(p.text) <= 300 and re.search(r"[^\W\d_]{3}", p.text)]
    best = max(first, key=lambda p: p.height, default=None)
    if best is None or best.height <= 1.15 * usual:
        return []
    return list(takewhile(lambda p: abs(p.height - best.height) <= 0.05 * best.height, first[first.index(best) :]))


def _flow(pages: Sequence[Sequence[PdfLine]]) -> Iterator[PdfParagraph]:
    vocabulary = Counter(word for lines in pages for line in lines for word in re.findall(r"[\w-]+", line.text.lower()))
    heights = [line.height for lines in pages for line in lines for _ in range(1 + len(line.text) // 20)]
    usual = median(heights) if heights else 0.0
    current: PdfParagraph | None = None
    notes: list[PdfParagraph] = []
    for number, lines in enumerate(pages, 1):
        body, foot = _without_notes(lines, usual)
        for paragraph in _page_paragraphs(body, number, current, vocabulary):
            if paragraph is current:
                continue
            if current is not None:
                yield current
                yield from _closed(notes)
            current = paragraph
        notes += (
            paragraph
            for paragraph in _page_paragraphs(foot, number, notes[-1] if notes else None, vocabulary)
            if not notes or paragraph is not notes[-1]
        )
    if current is not None:
        yield current
    yield from notes


def _closed(notes: list[PdfParagraph]) -> list[PdfParagraph]:
    """Takes the finished notes out; a last one that breaks off may go on at the foot of the next page."""
    keep = 1 if notes and not ends_sentence(notes[-1].text) else 0
    done = notes[: len(notes) - keep]
    del notes[: len(done)]
    return done


def _without_notes(lines: Sequence[PdfLine], usual: float) -> tuple[Sequence[PdfLine], Sequence[PdfLine]]:
    """A page's text, and the lines in smaller type that it ends with."""
    end = len(lines)
    while end and lines[end - 1].height <= _NOTE_SIZE * usual:
        end -= 1
    return lines[:end], lines[end:]


def _page_paragraphs(
    lines: Sequence[PdfLine], page: int, before: PdfParagraph | None, vocabulary: Counter[str]
) -> Iterator[PdfParagraph]:
    """The paragraphs of some lines of one page; the first is `before`, grown, where it goes on here."""
    current: PdfParagraph | None = None
    for line, starts in zip(lines, starts_paragraph(lines), strict=True):
        if current is None and before is not None and before.runs_on(line):
            current = before
        elif current is None or starts or current.ocr != bool(line.seen):
            if current is not None:
                yield current
            current = PdfParagraph(page, line.height, page, line.bottom, bool(line.seen))
        current.append(line, page, vocabulary)
    if current is not None:
        yield current


def _keeps_hyphen(before: str, after: str, vocabulary: Counter[str]) -> bool:
    """Whether the hyphen at a line's end belongs to the word: by figures, capitals, or the document's other words."""
    head = re.search(r"[\w-]*$", before)
    tail = re.match(r"[\w-]*", after[:_TAIL])
    left, right = (head.group() if head else ""), (tail.group() if tail else "")
    if not left or not right or right[0].isdigit() or right[0].isupper() or left[-1].isdigit():
        return True
    return vocabulary[f"{left}-{right}".lower()] > vocabulary[f"{left}{right}".lower()]
