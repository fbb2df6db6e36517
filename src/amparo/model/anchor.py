"""Where a claim stands: the exact words, their place in the text, and their place in the original."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from amparo.model.errors import InvalidValue

CONTEXT = 40
"""Characters of prefix and suffix an anchor keeps."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """W3C Web Annotation selectors for one passage.

    Attributes:
        quote: the exact words, never empty (TextQuoteSelector `exact`).
        start, end: character offsets in the text, end exclusive (TextPositionSelector).
        prefix, suffix: up to `CONTEXT` characters before and after (TextQuoteSelector).
        fragment: place in the original, such as `page=3`, `block=12`, `line=7`, `cell=B4`, `part=2` (FragmentSelector).

    Raises:
        InvalidValue: the quote is blank, or its length is not `end - start`.
    """

    quote: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""
    fragment: str | None = None

    def __post_init__(self) -> None:
        if not self.quote.strip():
            raise InvalidValue("an anchor needs the exact words it stands on; the quote is blank")
        if self.start < 0 or self.end - self.start != len(self.quote):
            raise InvalidValue(
                f"anchor {self.start}–{self.end} does not fit a quote of {len(self.quote)} characters: {self.quote!r}"
            )

    def found_in(self, content: str) -> bool:
        """Whether the exact words stand at this place in `content`."""
        return content[self.start : self.end] == self.quote

    def selectors(self) -> list[dict[str, Any]]:
        """The W3C Web Annotation form (https://www.w3.org/TR/annotation-model/#selectors)."""
        out: list[dict[str, Any]] = [
            {"type": "TextQuoteSelector", "exact": self.quote, "prefix": self.prefix, "suffix": self.suffix},
            {"type": "TextPositionSelector", "start": self.start, "end": self.end},
        ]
        if self.fragment:
            out.append({"type": "FragmentSelector", "value": self.fragment})
        return out


def anchor_at(content: str, start: int, end: int, fragment: str | None = None) -> Anchor:
    """The anchor of `content[start:end]`, with its context."""
    return Anchor(
        quote=content[start:end],
        start=start,
        end=end,
        prefix=content[max(0, start - CONTEXT) : start],
        suffix=content[end : end + CONTEXT],
        fragment=fragment,
    )
