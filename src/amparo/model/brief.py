"""The brief: sentences that each carry the ids of what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from amparo.model.errors import InvalidValue
from amparo.model.text import Source


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the brief.

    Attributes:
        text: the sentence.
        claims: ids of the claims it rests on.
        findings: ids of the findings it tells (open questions).
        machine: whether it rests on a claim that nobody has reviewed yet.

    Raises:
        InvalidValue: it rests on nothing.
    """

    text: str
    claims: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    machine: bool = False

    def __post_init__(self) -> None:
        if not self.claims and not self.findings:
            raise InvalidValue(f"a sentence of a brief rests on claims or findings; this one cites none: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a dossier came to know since a moment, by its own log: not by the dates of its documents.

    Attributes:
        since: the moment, ISO 8601 with zone.
        documents: those taken in since, those that the brief rests on most first.
        unread: names of what was given since and could not be read.
        decided: decisions since, by act.
        closed: findings that were open then and are not now, each in the brief's language.
        gone: claims that counted then and do not now.
    """

    since: str
    documents: tuple[Source, ...] = ()
    unread: tuple[str, ...] = ()
    decided: Mapping[str, int] = field(default_factory=dict)
    closed: tuple[str, ...] = ()
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief in one language.

    Attributes:
        title: one sentence; None where the dossier holds no claim that could carry one.
        summary: three to six sentences, fewer where the ledger is thin.
        key_points: five to nine, fewer where the ledger is thin.
        open_questions: from the open findings.
        sources: documents cited.
        withheld: how many private names were withheld.
        refused: sentences that the checker refused, with its reasons: a bug of ours, told and never shown as text.
        unconfirmed: how many claims read by OCR no person has confirmed: none of them is used.
        changes: of a brief that tells only what is new since a moment, what came with it.
    """

    lang: str
    title: Sentence | None
    summary: tuple[Sentence, ...] = ()
    key_points: tuple[Sentence, ...] = ()
    open_questions: tuple[Sentence, ...] = ()
    sources: tuple[Source, ...] = ()
    withheld: int = 0
    refused: tuple[str, ...] = ()
    changes: Changes | None = None
    unconfirmed: int = 0

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All of them, in order."""
        return (*((self.title,) if self.title else ()), *self.summary, *self.key_points, *self.open_questions)
