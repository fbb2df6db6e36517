"""From the words of the model to rows and back. Columns repeat what the record says; verification checks that."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db import models

from amparo.custody import Event, Row, StoredFailure, StoredText, digest_of_body
from amparo.model import (
    AmparoError,
    Capture,
    Claim,
    Decision,
    InvalidValue,
    Problem,
    Source,
    Text,
    canonical,
    claim_from_json,
    claim_to_json,
    from_json,
    to_json,
)
from amparo.store.models import CaptureRow, ClaimRow, DecisionRow, EventRow, ProblemRow, ReadingRow, TextRow

Columns = dict[str, Any]
T = TypeVar("T")


def capture_columns(capture: Capture) -> Columns:
    """The row of a capture. What is no record of a container is written without the key for it, as it always was."""
    body = to_json(capture)
    if not capture.record:
        del body["record"]
    return {
        "doc": capture.doc,
        "sha256": capture.sha256,
        "captured": capture.captured,
        "media_type": capture.media_type,
        "container": capture.container,
        "body": canonical(body),
    }


def problem_columns(problem: Problem) -> Columns:
    """The row of a problem, but for when it arose and was solved."""
    body = canonical(problem)
    return {
        "digest": digest_of_body(body),
        "doc": problem.doc,
        "sha256": problem.sha256,
        "whole": problem.whole,
        "body": body,
    }


def text_columns(text: Text) -> Columns:
    """The row of a text: the content apart from the rest of its record."""
    record = to_json(text)
    del record["content"]
    body = canonical(record)
    return {
        "doc_id": text.doc_id,
        "digest": digest_of_body(body, text.content),
        "reader": text.reader,
        "lang": text.lang,
        "doc": text.doc,
        "title": text.title,
        "publisher": text.publisher,
        "published": text.published,
        "content": text.content,
        "body": body,
    }


def claim_columns(claim: Claim) -> Columns:
    """The row of a claim, but for the reading or decision that it comes from."""
    low, high = claim.value if isinstance(claim.value, tuple) else (claim.value, claim.value)
    return {
        "claim_id": claim.id,
        "supersedes": claim.supersedes,
        "doc_id": claim.doc_id,
        "doc": claim.doc,
        "lang": claim.lang,
        "ledger": claim.ledger,
        "stage": claim.stage,
        "low": low,
        "high": high,
        "bound": claim.bound,
        "unit": claim.unit,
        "when": claim.when,
        "quote": claim.quote,
        "body": canonical(claim_to_json(claim)),
    }


def decision_columns(decision: Decision) -> Columns:
    """The row of a decision. What joins nothing is written without the key for it, as it was before there was one."""
    body = to_json(decision)
    if decision.other is None:
        del body["other"]
    return {
        "decision_id": decision.id,
        "act": decision.act,
        "target": decision.target,
        "actor": decision.actor,
        "at": decision.at,
        "body": canonical(body),
    }


def event_columns(event: Event) -> Columns:
    """The row of an event."""
    columns: Columns = to_json(event)
    return columns


def event_of(row: EventRow) -> Event:
    """The event of a row, altered or not."""
    return Event(row.seq, row.at, row.actor, row.act, row.subject, row.data, row.previous, row.hash)


def text_of(row: TextRow) -> Text:
    """The text of a row. Raises `AmparoError` where the row was altered beyond reading."""
    return _parsed("text", row.doc, row.body, lambda data: from_json(Text, {**data, "content": row.content}))


def source_of(doc: str, body: str, captured: str | None) -> Source:
    """The source that a text's record tells of. Raises `AmparoError` where the row was altered beyond reading."""
    names = [field.name for field in dataclasses.fields(Source) if field.name != "captured"]
    return _parsed(
        "text",
        doc,
        body,
        lambda data: from_json(Source, {n: data[n] for n in names if n in data} | {"captured": captured}),
    )


def claim_of(name: str, body: str) -> Claim:
    """The claim of a row. Raises `AmparoError` where the row was altered beyond reading."""
    return _parsed("claim", name, body, claim_from_json)


def capture_of(row: CaptureRow) -> Capture:
    """The capture of a row. Raises `AmparoError` where the row was altered beyond reading."""
    return _parsed("capture", row.doc, row.body, lambda data: from_json(Capture, data))


def problem_of(row: ProblemRow) -> Problem:
    """The problem of a row. Raises `AmparoError` where the row was altered beyond reading."""
    return _parsed("problem", row.doc, row.body, lambda data: from_json(Problem, data))


def decision_of(row: DecisionRow) -> Decision:
    """The decision of a row. Raises `AmparoError` where the row was altered beyond reading."""
    return _parsed("decision", row.decision_id, row.body, lambda data: from_json(Decision, data))


def stored_capture(row: CaptureRow) -> Row:
    """The row as verification takes it."""
    return _stored(row.doc, row, lambda: capture_columns(capture_of(row)))


def stored_problem(row: ProblemRow) -> StoredFailure:
    """The row as verification takes it."""
    return StoredFailure(_stored(row.doc, row, lambda: problem_columns(problem_of(row))), row.at, row.solved)


def stored_text(row: TextRow) -> StoredText:
    """The row as verification takes it."""
    return StoredText(_stored(row.doc, row, lambda: text_columns(text_of(row))), row.content)


def stored_reading(row: ReadingRow, text: StoredText) -> Row:
    """The row as verification takes it, of a reading of that text."""
    return _stored(
        text.row.name,
        row,
        lambda: {
            "cascade": json.loads(row.body)["cascade"],
            "doc_id": json.loads(text.row.body)["doc_id"],
            "digest": digest_of_body(row.body),
        },
    )


def stored_claim(row: ClaimRow) -> Row:
    """The row as verification takes it."""
    return _stored(row.claim_id, row, lambda: claim_columns(claim_of(row.claim_id, row.body)))


def stored_decision(row: DecisionRow) -> Row:
    """The row as verification takes it."""
    return _stored(row.decision_id, row, lambda: decision_columns(decision_of(row)))


def _stored(name: str, row: models.Model, columns: Callable[[], Columns]) -> Row:
    body: str = getattr(row, "body")  # noqa: B009  (every table of ours has it, Django's base class has not)
    try:
        expected = columns()
    except (AmparoError, ValueError, TypeError, KeyError):
        return Row(name, body, place=row.pk)  # unreadable: verification says so when it reads the body
    differing = tuple(c for c, value in expected.items() if c != "body" and getattr(row, c) != value)
    return Row(name, body, differing, row.pk)


def _parsed(table: str, name: str, body: str, build: Callable[[Mapping[str, Any]], T]) -> T:
    try:
        data = json.loads(body)
        if not isinstance(data, dict):
            raise InvalidValue("it is not a JSON object")
        return build(data)
    except (InvalidValue, ValueError, TypeError, KeyError, AttributeError) as error:
        raise AmparoError(
            f"The {table} row {name} cannot be read: {error}. It was altered; run `amparo verify` to see what else was."
        ) from error
