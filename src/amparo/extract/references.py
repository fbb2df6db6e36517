"""References across sentences: the fullest form of a source, pronouns, and who is still speaking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from amparo.extract.analysis import Analysis
from amparo.extract.framespec import Frames
from amparo.extract.language import Grammar
from amparo.extract.names import Name
from amparo.extract.phrases import Span
from amparo.model import Claim

_LETTERS = re.compile(r"(?P<name>[A-ZÁÉÍÓÚÑ][^\W\d_]+(?:[ -][^\W\d_]{1,24}){1,9}) \((?P<letters>[A-ZÁÉÍÓÚÑ]{2,8})\)")
_GAP = 4
"""Characters between two sentences that follow each other."""
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
        spoke: the block in which that speaker was last quoted.
        named: the fullest form of each person and abbreviation of the text, by surname and by letters.
        law: the law that the last sentence that names one ends with, and where that sentence ends.
    """

    sources: list[str] = field(default_factory=list)
    speaker: str | None = None
    quoting: bool = False
    label: str | None = None
    block: int = -1
    spoke: int = -1
    named: Mapping[str, str] = field(default_factory=dict)
    law: tuple[str, int] = ("", 0)

    def heard(self, analysis: Analysis) -> None:
        """Note the law that a sentence names, for those after it."""
        named = [name.canonical for name, _, _ in analysis.names if name.kind == "law"]
        if named:
            self.law = named[-1], analysis.sentence.end

    def law_meant(self, analysis: Analysis, frames: Frames) -> str | None:
        """The law that a sentence refers to ("en virtud de ella") where the one right before it names one."""
        law, end = self.law
        if not law or not 0 <= analysis.sentence.start - end <= _GAP:
            return None
        said = any(analysis.reads(words, at) for words in frames.law_again for at in range(analysis.size))
        return law if said else None

    def name(self, analysis: Analysis, span: Span, frames: Frames) -> str | None:
        """The source at `span` in its fullest form so far; None for the publisher's own "we"."""
        grammar = frames.language.grammar
        written = analysis.text(*span).strip(" ,-–—•*")
        if not written:
            return self.sources[-1] if self.sources else None
        kind = grammar.pronouns.get(written.lower())
        if kind == "self":
            return None
        if kind is not None:
            return self.meant(kind, grammar.humans)
        full = self.fullest(written, grammar.determiners)
        if full in self.sources:
            self.sources.remove(full)
        self.sources.append(full)
        return full

    def meant(self, kind: str, humans: frozenset[str]) -> str | None:
        """The source that a pronoun stands for: for a singular one the last person, else the last of all."""
        if kind == "singular":
            for source in reversed(self.sources):
                if humans & {w.strip(",.").lower() for w in source.split()}:
                    return source
        return self.sources[-1] if self.sources else None

    def fullest(self, written: str, determiners: frozenset[str]) -> str:
        """The fullest form so far of a name as written; itself where there is none."""
        words = [w for w in written.split() if w.lower() not in determiners]
        if not words or len(words) > 3:
            return written
        full = self.named.get(words[-1])
        if full is not None and all(word[:1].isupper() for word in words):
            return full
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


def full_names(content: str, names: Iterable[Name]) -> dict[str, str]:
    """Persons by surname, each with the title that first stands before the full name, and bodies by the letters that
    stand in brackets behind their name: "Médicos Sin Fronteras (MSF)"."""
    found: dict[str, str] = {}
    for name in names:
        written = content[name.title_start : name.end]
        titled = name.title_start < name.start
        if name.kind == "person" and (titled or " " in content[name.start : name.end]):
            surname = written.split()[-1]
            if surname not in found or (titled and len(written) > len(found[surname])):
                found[surname] = written
    for match in _LETTERS.finditer(content):
        letters = match["letters"]
        initials = [w for w in match["name"].split() if w[:1].isupper()]
        for start in range(len(initials)):
            if "".join(w[0] for w in initials[start:]) == letters:
                at = match["name"].index(initials[start])
                found.setdefault(letters, match["name"][at:].strip())
                break
    return found


def named_in_full(claims: Sequence[Claim], sources: Sequence[str], frames: Frames) -> list[Claim]:
    """The claims with an unnamed source ("a federal judge") replaced by the one named source that fits it."""
    named = [s for s in sources if sum(w[:1].isupper() for w in s.split()) >= 2]
    out = []
    for claim in claims:
        full = _named(claim.asserter, named, frames.language.grammar) if claim.asserter else None
        out.append(replace(claim, asserter=full) if full else claim)
    return out


def _named(written: str, named: Sequence[str], grammar: Grammar) -> str | None:
    words = written.lower().split()
    determiners = grammar.determiners
    if len(words) > 4 or any(w[:1].isupper() for w in written.split()[1:]) or words[0] not in determiners:
        return None
    heads = [w for w in words if w not in determiners]
    meant = [[grammar.stands_for.get(w, w) for w in heads], heads]
    fits = [n for n in named if heads and any(_one(h, n.lower().split(), grammar.humans) for h in meant)]
    return fits[0] if len(fits) == 1 else None


def _one(heads: Sequence[str], name: Sequence[str], humans: frozenset[str]) -> bool:
    """Whether a name can be that of a phrase: any judge of "a federal judge", no other court of "an appeals court"."""
    if heads[0] in name:
        return True
    return heads[-1] in name and (heads[-1] in humans or all(word in name for word in heads))
