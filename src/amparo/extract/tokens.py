"""Sentences and tokens with offsets into the text; the first stage of the cascade."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from amparo.model import Text

_TOKEN = re.compile(
    r"""
    \d+(?:[.,:/]\d+)*                                  # 4.76  1.500  5:26  15/03
    | (?:[^\W\d_]\.){2,}                               # U.S.  EE.UU. is two of these
    | n['’]t\b
    | ['’](?:s|re|ve|ll|d|m)\b                         # possessive and contracted verbs
    | [^\W\d_](?:(?!n['’]t\b)[^\W_])*(?:[-‑](?=[^\W_])[^\W_]+)*
    | \S
    """,
    re.VERBOSE,
)
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[.!?…]+[\"'”’»)\]]*$")
_OPENS = re.compile(r"\s+[\"'“‘«(\[¿¡—–-]*\s*[A-ZÁÉÍÓÚÑÜ0-9]")
_LAST_WORD = re.compile(r"[\w.]+$")
_LONGEST = 400
"""Tokens of a sentence. A longer one (a list, a table, a treaty) is read in parts, or its cost would grow squarely."""
_MARKS = frozenset(";:,.")


class Token(NamedTuple):
    """A token: offsets into the text, its letters, and the same in lower case with straight apostrophes."""

    start: int
    end: int
    text: str
    low: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: offsets into the text, its tokens, and the index and kind of the block it stands in."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    block: int
    kind: str

    def at(self, offset: int) -> int:
        """The index of the first token that ends after `offset`."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low


def tokenise(content: str, start: int, end: int) -> tuple[Token, ...]:
    """The tokens of `content[start:end]`."""
    out = []
    for match in _TOKEN.finditer(content, start, end):
        text = match.group()
        low = text.lower()
        out.append(Token(match.start(), match.end(), text, low.replace("’", "'") if "’" in low else low))
    return tuple(out)


def split_sentences(
    text: Text, abbreviations: frozenset[str], wanted: Callable[[int, int], bool] = lambda start, end: True
) -> Iterator[Sentence]:
    """The sentences of a text, block by block; header blocks are left out.

    Args:
        text: the working copy.
        abbreviations: lower-case words that end in a full stop and do not end a sentence (`mr.`, `sen.`, `no.`).
        wanted: whether the sentence between two offsets is; one that is not costs no tokens.
    """
    for index, block in enumerate(text.blocks):
        if block.kind == "header":
            continue
        for start, end in sentence_spans(text.content, block.start, block.end, abbreviations):
            tokens = tokenise(text.content, start, end) if wanted(start, end) else ()
            if 0 < len(tokens) <= _LONGEST:
                yield Sentence(start, end, tokens, index, block.kind)
                continue
            for part in _parts(tokens):
                yield Sentence(part[0].start, part[-1].end, part, index, block.kind)


def _parts(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """A sentence without end in parts, each up to the last mark in the second half of the longest stretch."""
    first = 0
    while first < len(tokens):
        last = min(first + _LONGEST, len(tokens))
        if last < len(tokens):
            marks = (at for at in range(last, last - _LONGEST // 2, -1) if tokens[at - 1].text in _MARKS)
            last = next(marks, last)
        yield tokens[first:last]
        first = last


def sentence_spans(content: str, start: int, end: int, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of `content[start:end]`, without the white space around them."""
    begin = start
    for match in _STOP.finditer(content, start, end):
        stop = match.end()
        if stop < end and not _OPENS.match(content, stop, end):
            continue
        if match.group()[0] == "." and _abbreviation(content, begin, match.start(), abbreviations):
            continue
        if content[begin:stop].strip():
            yield _trim(content, begin, stop)
        begin = stop
    if content[begin:end].strip():
        yield _trim(content, begin, end)


def _abbreviation(content: str, begin: int, dot: int, abbreviations: frozenset[str]) -> bool:
    word = _LAST_WORD.search(content, max(begin, dot - 20), dot)
    if word is None:
        return False
    last = word.group()
    if len(last) == 1 and last.isalpha() and last.isupper():
        return True
    return f"{last.lower()}." in abbreviations or ("." in last and last[-1:].isalpha() and len(last) <= 5)


def _trim(content: str, start: int, end: int) -> tuple[int, int]:
    while start < end and content[start].isspace():
        start += 1
    while end > start and content[end - 1].isspace():
        end -= 1
    return start, end
