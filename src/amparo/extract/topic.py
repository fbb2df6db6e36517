"""Whether a sentence belongs to what the pack is about: an archive speaks of tariffs, eggs and budgets too."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

_NOTE = 800
"""Characters of a note: what somebody writes down who knows what it is about."""
_SHORT = 4000
"""Characters up to which a text about the topic is read whole."""
_REACH = 600
"""Characters from a sentence within which a longer text about the topic must name it."""
_NEXT = 200
"""Characters from a sentence, in its own paragraph, within which any other text must name the topic."""
_DENSE_SHORT = 0.5
_DENSE_LONG = 2.0
"""Topic words in a thousand characters that make a short and a long text one about the topic.

The texts of the gold sets have 0.6 or more where they are short and 3 or more where they are long; of 349 releases of a
government, 278 have less than 0.5.
"""


class TopicWords:
    """The words that tell a topic.

    Args:
        names: words that tell it by themselves; a star stands for any ending.
        beside: words that count with them, and alone mean much else.
    """

    def __init__(self, names: Sequence[str], beside: Sequence[str]) -> None:
        self._any = _pattern((*names, *beside))
        self._names = _pattern(names)

    def places(self, content: str, alone: bool = False) -> list[int]:
        """Where the words stand in a text; `alone` leaves out those that mean much else."""
        return [m.start() for m in (self._names if alone else self._any).finditer(content)]


class Topic:
    """Which stretches of a text stand near a word of the pack's topic.

    A note is read whole, and so is a short text about the topic; a long one near the words that name it. In a text that
    names the topic in passing, such as the list of a week's news, only the passages that do are read; one that never
    does is about something else.

    Args:
        content: the text.
        words: the topic's words; None where the pack names none and every text is read whole.
    """

    def __init__(self, content: str, words: TopicWords | None) -> None:
        self._content = content
        self._places = words.places(content) if words else []
        short = len(content) <= _SHORT
        self._about = len(self._places) * 1000 >= len(content) * (_DENSE_SHORT if short else _DENSE_LONG)
        self._whole = words is None or len(content) <= _NOTE or (short and self._about and bool(self._places))
        if words and self._places and not self._about:
            self._places = words.places(content, alone=True)

    @property
    def absent(self) -> bool:
        """Whether no sentence of the text is to be read."""
        return not self._whole and not self._places

    def holds(self, start: int, end: int) -> bool:
        """Whether the stretch from `start` to `end` is to be read."""
        if self._whole:
            return True
        if self._about:
            return self._named(start - _REACH, end + _REACH)
        first = max(self._content.rfind("\n", 0, start) + 1, start - _NEXT)
        last = self._content.find("\n", end)
        return self._named(first, min(len(self._content) if last < 0 else last, end + _NEXT))

    def _named(self, start: int, end: int) -> bool:
        at = bisect_left(self._places, start)
        return at < len(self._places) and self._places[at] <= end


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    parts = sorted((re.escape(w).replace(r"\*", r"\w*") for w in words), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b" if parts else r"(?!)", re.IGNORECASE)
