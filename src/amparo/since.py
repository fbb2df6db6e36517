"""Since when: a date as people write it to a moment, and what had happened by then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time

from amparo.model import AmparoError, Decision, Source
from amparo.model.edtf import edtf_interval


def moment_of(text: str) -> datetime:
    """The first moment of an EDTF day, month or year, or the moment written; UTC where it has no zone.

    Raises:
        AmparoError: it is neither, with what it may be.
    """
    try:
        if "T" in text:
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if "/" in text:
            raise ValueError(text)
        return datetime.combine(edtf_interval(text)[0], time(), UTC)
    except ValueError as error:
        raise AmparoError(
            f"{text!r} is no date to count from. Write a day, a month, a year or a moment: "
            "2025-03-15, 2025-03, 2025 or 2025-03-15T18:45-04:00."
        ) from error


def before(at: str | None, moment: datetime) -> bool:
    """Whether what the log dates `at` (ISO 8601) was there before the moment; what has no date was always there."""
    if at is None:
        return True
    when = datetime.fromisoformat(at)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)) < moment


def documents_before(sources: Iterable[Source], moment: datetime) -> dict[str, Source]:
    """The documents that had been taken in, by id."""
    return {source.doc_id: source for source in sources if before(source.captured, moment)}


def decisions_before(decisions: Iterable[Decision], moment: datetime) -> list[Decision]:
    """The decisions that had been made."""
    return [decision for decision in decisions if before(decision.at, moment)]
