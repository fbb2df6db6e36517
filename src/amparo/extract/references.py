"""References across sentences: the fullest form of a source, pronouns, and who is still speaking."""

from __future__ import annotations

from dataclasses import dataclass, field

from amparo.extract.analysis import Analysis
from amparo.extract.framespec import Frames
from amparo.extract.phrases import Span

_OPEN = "“«"
_CLOSE = "”»"


@dataclass
class Discourse:
    """What the text so far leaves open for the sentences to come.

    Attributes:
        sources: sources named so far, as written, oldest first.
        speaker: whose quotation is still running, or None.
        quoting: whether a quotation that was opened is not yet closed.
        label: the speaker a line was marked with (`SPOKESPERSON:`), or None.
        block: the block last seen.
    """

    sources: list[str] = field(default_factory=list)
    speaker: str | None = None
    quoting: bool = False
    label: str | None = None
    block: int = -1

    def name(self, analysis: Analysis, span: Span, frames: Frames) -> str | None:
        """The source at `span` in its fullest form so far; None for the publisher's own "we"."""
        grammar = frames.language.grammar
        written = analysis.text(*span).strip(" ,")
        if not written:
            return None
        low = written.lower()
        kind = grammar.pronouns.get(low)
        if kind == "self":
            return None
        if kind is not None:
            return self.sources[-1] if self.sources else None
        full = self._fullest(written, grammar.determiners)
        if full in self.sources:
            self.sources.remove(full)
        self.sources.append(full)
        return full

    def _fullest(self, written: str, determiners: frozenset[str]) -> str:
        words = [w for w in written.split() if w.lower() not in determiners]
        if not words or len(words) > 3:
            return written
        for earlier in self.sources:
            others = [w.strip(",") for w in earlier.split()]
            if len(others) > len(words) and all(w.strip(",") in others for w in words):
                return earlier
        return written

    def follow_quotes(self, text: str) -> None:
        """Note whether a quotation runs on past `text`."""
        for letter in text:
            if letter in _OPEN:
                self.quoting = True
            elif letter in _CLOSE:
                self.quoting = False
