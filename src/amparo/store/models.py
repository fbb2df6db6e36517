"""Tables of a dossier. Import this module only after `open_store` (or Django itself) has set Django up.

Each table keeps its record as canonical JSON text in `body` (exact to the byte, so that its hash can stand in the log);
the other columns repeat what is searched for, and verification checks that they follow from the record.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class CaptureRow(models.Model):
    """One item taken in; the same bytes under two names are two rows. Append-only."""

    doc = models.TextField()
    sha256 = models.CharField(max_length=64, db_index=True)
    captured = models.CharField(max_length=40)
    media_type = models.CharField(max_length=200)
    container = models.CharField(max_length=64, null=True, db_index=True)
    body = models.TextField()

    class Meta:
        db_table = "capture"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["doc", "sha256"], name="capture_once")]


class ProblemRow(models.Model):
    """Something that was not used. `solved` is set once a later run could use it."""

    digest = models.CharField(max_length=64, unique=True)
    doc = models.TextField(db_index=True)
    sha256 = models.CharField(max_length=64, null=True, db_index=True)
    whole = models.BooleanField()
    at = models.CharField(max_length=40)
    solved = models.CharField(max_length=40, null=True)
    body = models.TextField()

    class Meta:
        db_table = "problem"
        ordering: ClassVar = ["id"]


class TextRow(models.Model):
    """What one reader made of an original; `body` is the text's record without its content. Append-only."""

    doc_id = models.CharField(max_length=64, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    reader = models.CharField(max_length=100)
    lang = models.CharField(max_length=20)
    doc = models.TextField()
    title = models.TextField(null=True)
    publisher = models.TextField(null=True)
    published = models.CharField(max_length=40, null=True)
    content = models.TextField()
    body = models.TextField()

    class Meta:
        db_table = "text"
        ordering: ClassVar = ["id"]


class ReadingRow(models.Model):
    """One run of the cascade over one text; the newest of an original is the current one. Append-only."""

    doc_id = models.CharField(max_length=64, db_index=True)
    text = models.ForeignKey(TextRow, on_delete=models.PROTECT)
    cascade = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, unique=True)
    body = models.TextField()

    class Meta:
        db_table = "reading"
        ordering: ClassVar = ["id"]


class DecisionRow(models.Model):
    """A person's act. Append-only: a newer decision supersedes, the old one stays."""

    decision_id = models.CharField(max_length=64, unique=True)
    act = models.CharField(max_length=40)
    target = models.TextField(db_index=True)
    actor = models.TextField()
    at = models.CharField(max_length=40)
    body = models.TextField()

    class Meta:
        db_table = "decision"
        ordering: ClassVar = ["id"]


class ClaimRow(models.Model):
    """A claim: read by the cascade (`reading` is set) or made by a correction (`decision` is set). Append-only."""

    claim_id = models.CharField(max_length=64, db_index=True)
    reading = models.ForeignKey(ReadingRow, on_delete=models.PROTECT, null=True)
    decision = models.ForeignKey(DecisionRow, on_delete=models.PROTECT, null=True)
    supersedes = models.CharField(max_length=64, null=True, db_index=True)
    doc_id = models.CharField(max_length=64, db_index=True)
    doc = models.TextField()
    lang = models.CharField(max_length=20)
    ledger = models.CharField(max_length=60)
    stage = models.CharField(max_length=60)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    bound = models.CharField(max_length=20)
    unit = models.CharField(max_length=60, null=True)
    when = models.CharField(max_length=100, null=True)
    quote = models.TextField()
    body = models.TextField()

    class Meta:
        db_table = "claim"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["ledger", "stage", "unit"], name="claim_slots")]


class EventRow(models.Model):
    """One event of the custody log. Append-only."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=40)
    actor = models.TextField()
    act = models.CharField(max_length=40)
    subject = models.TextField(db_index=True)
    data = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "event"
        ordering: ClassVar = ["seq"]


class LineRow(models.Model):
    """A line of the ledger; made again whenever the account is."""

    line_id = models.CharField(max_length=64, unique=True)
    ledger = models.CharField(max_length=60, db_index=True)
    unit = models.CharField(max_length=60, null=True)
    body = models.TextField()

    class Meta:
        db_table = "line"
        ordering: ClassVar = ["id"]


class RelationRow(models.Model):
    """How one claim stands to another; made again whenever the account is."""

    kind = models.CharField(max_length=40)
    claim = models.CharField(max_length=64, db_index=True)
    other = models.CharField(max_length=64, db_index=True)
    body = models.TextField()

    class Meta:
        db_table = "relation"
        ordering: ClassVar = ["id"]


class OriginRow(models.Model):
    """Where claims come from; made again whenever the account is."""

    origin_id = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=40)
    name = models.TextField()
    body = models.TextField()

    class Meta:
        db_table = "origin"
        ordering: ClassVar = ["id"]


class FindingRow(models.Model):
    """What the reader must know; made again whenever the account is."""

    finding_id = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=40, db_index=True)
    ledger = models.CharField(max_length=60)
    status = models.CharField(max_length=20)
    body = models.TextField()

    class Meta:
        db_table = "finding"
        ordering: ClassVar = ["id"]


class WatchRow(models.Model):
    """An address that is followed, and how it was found last. State, no evidence: what comes in is captures."""

    url = models.TextField(unique=True)
    since = models.CharField(max_length=40)
    until = models.CharField(max_length=40, null=True)
    kind = models.CharField(max_length=20)
    etag = models.TextField(null=True)
    modified = models.TextField(null=True)
    sha256 = models.CharField(max_length=64, null=True)
    checked = models.CharField(max_length=40, null=True)
    changed = models.CharField(max_length=40, null=True)
    not_before = models.CharField(max_length=40, null=True)
    failures = models.IntegerField()
    reason = models.TextField()

    class Meta:
        db_table = "watch"
        ordering: ClassVar = ["id"]
