"""The store of one dossier: rows in, rows out, each act with its events in one transaction."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import OperationalError, connections, models, transaction
from django.db.models import Max

from amparo.custody import (
    FACT,
    Event,
    Manifest,
    Record,
    Row,
    StoredCorrection,
    StoredItem,
    StoredReading,
    StoredText,
    append_event,
    digest_of_body,
    reading_body,
)
from amparo.model import (
    AmparoError,
    Capture,
    Claim,
    Decision,
    Finding,
    Line,
    Origin,
    Passage,
    Problem,
    Relation,
    Source,
    Text,
    canonical,
    passages_of,
)
from amparo.store import rows
from amparo.store.models import (
    CaptureRow,
    ClaimRow,
    DecisionRow,
    EventRow,
    FindingRow,
    LineRow,
    OriginRow,
    ProblemRow,
    ReadingRow,
    RelationRow,
    TextRow,
)
from amparo.store.values import Hit, Reading, Standing, StoredProblem

PROBLEM_ID = 12
"""How many digits of its digest a problem is named by."""

_BATCH = 500


class Store:
    """The tables of one dossier. Made by `open_store`."""

    def __init__(self, path: Path, alias: str) -> None:
        self.path = path
        self.alias = alias

    def close(self) -> None:
        """Close this thread's connection; the next use opens it again."""
        connections[self.alias].close()

    @contextlib.contextmanager
    def at_once(self) -> Iterator[None]:
        """One transaction: all of what is written within is kept, or none of it.

        Raises:
            AmparoError: the database is read-only, out of room, or held by another process for too long.
        """
        try:
            with transaction.atomic(using=self.alias, savepoint=False):
                yield
        except OperationalError as error:
            raise AmparoError(
                f"{self.path} cannot be written: {error}. Check its permissions, that its disk has room, "
                "and that no other program holds it."
            ) from error

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read within is of one moment, while others go on writing. Nothing may be written within."""
        connection = connections[self.alias]
        with connection.cursor() as cursor:
            cursor.execute(
                "BEGIN DEFERRED" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ"
            )
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")

    # What is written

    def log(self, at: str, actor: str, act: str, subject: str, data: Mapping[str, Any]) -> Event:
        """Append one event. Within a transaction of the caller's, so that row and event stand or fall together."""
        with self.at_once():
            event = append_event(self.head(), at, actor, act, subject, data)
            EventRow.objects.using(self.alias).create(**rows.event_columns(event))
        return event

    def add_item(
        self,
        capture: Capture,
        reading: Reading | None,
        problems: Iterable[Problem],
        at: str,
        actor: str,
        manifest: Manifest | None = None,
    ) -> bool:
        """Keep a capture with what was read in it and what could not be read; what is there already is not added again.

        Returns whether the capture is new under this name.
        """
        with self.at_once():
            new = self._add_capture(capture, manifest, at, actor)
            if reading:
                self._add_reading(reading, self._add_text(reading.text, at, actor), at, actor)
                self.solve_failures(capture.doc, capture.sha256, at, actor, parts=True)
            for problem in problems:
                self.add_problem(problem, at, actor)
        return new

    def add_problem(self, problem: Problem, at: str, actor: str) -> bool:
        """Keep a problem; one that is there already is opened again. Returns whether it is new."""
        columns = rows.problem_columns(problem)
        with self.at_once():
            known = ProblemRow.objects.using(self.alias).filter(digest=columns["digest"])
            if known.exists():
                if known.exclude(solved=None).update(solved=None):
                    self.log(at, actor, "problem", problem.doc, {"problem": columns["digest"]})
                return False
            ProblemRow.objects.using(self.alias).create(**columns, at=at)
            facts = {"reason": problem.reason, "where": problem.where, "rows": {"problem": columns["digest"]}}
            self.log(at, actor, "problem", problem.doc, facts)
        return True

    def solve_failures(self, doc: str, sha256: str, at: str, actor: str, parts: bool = False) -> None:
        """Mark as solved that an item failed as a whole: these bytes of it, or its getting them.

        With `parts`, for what has been read anew, also what parts of those bytes could not be read.
        """
        failed = models.Q(whole=True, sha256=None) | (
            models.Q(sha256=sha256) if parts else models.Q(whole=True, sha256=sha256)
        )
        self._solve(ProblemRow.objects.using(self.alias).filter(failed, doc=doc, solved=None), at, actor)

    def solve(self, ids: Iterable[str], at: str, actor: str) -> None:
        """Mark the problems of these ids as solved, and log it."""
        with self.at_once():
            for name in ids:
                named = ProblemRow.objects.using(self.alias).filter(digest__startswith=name, solved=None)
                self._solve(named, at, actor)

    def _solve(self, found: models.QuerySet[ProblemRow], at: str, actor: str) -> None:
        listed = list(found.values_list("id", "doc", "digest"))
        if listed:
            with self.at_once():
                for _, doc, digest in listed:
                    self.log(at, actor, "solve", doc, {"problem": digest})
                ProblemRow.objects.using(self.alias).filter(id__in=[key for key, _, _ in listed]).update(solved=at)

    def add_decision(self, decision: Decision, correction: Claim | None, at: str) -> bool:
        """Keep a decision, and the claim that it makes if it corrects one. Returns whether it is new."""
        columns = rows.decision_columns(decision)
        with self.at_once():
            if DecisionRow.objects.using(self.alias).filter(decision_id=decision.id).exists():
                return False
            row = DecisionRow.objects.using(self.alias).create(**columns)
            logged = {"decision": digest_of_body(columns["body"])}
            if correction:
                made = rows.claim_columns(correction)
                ClaimRow.objects.using(self.alias).create(**made, decision=row)
                logged["correction"] = digest_of_body(made["body"])
            facts = {"decision": decision.id, "act": decision.act, "reason": decision.reason, "rows": logged}
            self.log(at, decision.actor, "decide", decision.target, facts)
        return True

    def save_account(
        self,
        lines: Iterable[Line],
        relations: Iterable[Relation],
        origins: Iterable[Origin],
        findings: Iterable[Finding],
    ) -> None:
        """Replace the derived tables by these."""
        with self.at_once():
            for table in (LineRow, RelationRow, OriginRow, FindingRow):
                table.objects.using(self.alias).all().delete()
            self._insert(
                LineRow,
                (LineRow(line_id=n.id, ledger=n.ledger, unit=n.unit, body=canonical(n)) for n in lines),
            )
            self._insert(
                RelationRow,
                (RelationRow(kind=r.kind, claim=r.claim, other=r.other, body=canonical(r)) for r in relations),
            )
            self._insert(
                OriginRow,
                (OriginRow(origin_id=o.id, kind=o.kind, name=o.name, body=canonical(o)) for o in origins),
            )
            self._insert(
                FindingRow,
                (
                    FindingRow(finding_id=f.id, kind=f.kind, ledger=f.ledger, status=f.status, body=canonical(f))
                    for f in findings
                ),
            )

    # What is read

    def standing(self, doc: str, sha256: str) -> Standing:
        """What is held of the bytes with that hash under that name."""
        docs = list(CaptureRow.objects.using(self.alias).filter(sha256=sha256).values_list("doc", flat=True))
        current = ReadingRow.objects.using(self.alias).filter(doc_id=sha256).order_by("-id").first()
        return Standing(
            captured=doc in docs,
            other_doc=next((d for d in docs if d != doc), None),
            cascade=current.cascade if current else None,
            claims=ClaimRow.objects.using(self.alias).filter(reading=current).count() if current else 0,
            partly=ProblemRow.objects.using(self.alias)
            .filter(doc=doc, sha256=sha256, whole=False, solved=None)
            .exists(),
        )

    def captures(self) -> list[Capture]:
        """All captures, oldest first."""
        return [rows.capture_of(row) for row in CaptureRow.objects.using(self.alias).all()]

    def text(self, doc_id: str) -> Text | None:
        """The current text of an original: what the newest reading was read in."""
        reading = ReadingRow.objects.using(self.alias).filter(doc_id=doc_id).select_related("text").last()
        return rows.text_of(reading.text) if reading else None

    def sources(self) -> list[Source]:
        """The documents that could be read, oldest capture first."""
        first: dict[str, str] = {}
        for sha256, captured in CaptureRow.objects.using(self.alias).values_list("sha256", "captured"):
            first.setdefault(sha256, captured)
        current = self._current_readings().values_list("doc_id", "text__doc", "text__body")
        return [rows.source_of(doc, body, first.get(doc_id)) for doc_id, doc, body in list(current)]

    def passages(self) -> Iterator[Passage]:
        """The running text of the documents that could be read."""
        for reading in self._current_readings().select_related("text").iterator(_BATCH):
            yield from passages_of(rows.text_of(reading.text))

    def claims(self) -> list[Claim]:
        """The claims of the newest reading of each original, as the cascade read them, in order of reading."""
        current = ClaimRow.objects.using(self.alias).filter(reading__in=self._current_readings().values("id"))
        return [rows.claim_of(name, body) for name, body in list(current.values_list("claim_id", "body"))]

    def claim(self, claim_id: str) -> Claim | None:
        """A claim by its id, also one of an earlier reading."""
        row = ClaimRow.objects.using(self.alias).filter(claim_id=claim_id).last()
        return rows.claim_of(row.claim_id, row.body) if row else None

    def text_of(self, claim_id: str) -> Text | None:
        """The text in which a claim's anchor stands (for a correction, that of what it corrects); None if unknown."""
        row = self._text_row(claim_id)
        return rows.text_of(row) if row else None

    def content_of(self, claim_id: str) -> str:
        """The characters of that text; empty if unknown."""
        row = self._text_row(claim_id)
        return row.content if row else ""

    def _text_row(self, claim_id: str) -> TextRow | None:
        wanted: str | None = claim_id
        seen: set[str] = set()
        while wanted and wanted not in seen:
            seen.add(wanted)
            row = ClaimRow.objects.using(self.alias).filter(claim_id=wanted).last()
            if row and row.reading_id:
                return TextRow.objects.using(self.alias).filter(readingrow=row.reading_id).first()
            wanted = row.supersedes if row else None
        return None

    def corrections(self) -> dict[str, Claim]:
        """The claims that corrections made, by the id of the decision."""
        made = ClaimRow.objects.using(self.alias).filter(decision__isnull=False).select_related("decision")
        return {row.decision.decision_id: rows.claim_of(row.claim_id, row.body) for row in made if row.decision}

    def decisions(self) -> list[Decision]:
        """All decisions, oldest first."""
        return [rows.decision_of(row) for row in DecisionRow.objects.using(self.alias).all()]

    def problems(self) -> list[StoredProblem]:
        """All problems, oldest first."""
        stored = ProblemRow.objects.using(self.alias).all()
        return [StoredProblem(rows.problem_of(row), row.at, row.solved, row.digest[:PROBLEM_ID]) for row in stored]

    def events(self) -> Iterator[Event]:
        """The log, first event first."""
        return (rows.event_of(row) for row in EventRow.objects.using(self.alias).iterator(_BATCH))

    def head(self) -> Event | None:
        """The last event of the log."""
        last = EventRow.objects.using(self.alias).order_by("-seq").first()
        return rows.event_of(last) if last else None

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Passages that hold all words of `query` (words in "double quotes" as a phrase), accents and case aside.

        Claims come before texts; the best come first.
        """
        match = _match(query)
        if not match:
            return []
        hits: list[Hit] = []
        with connections[self.alias].cursor() as cursor:
            for table, claim in (("claim", "t.claim_id"), ("text", "NULL")):
                current = "SELECT MAX(id) FROM reading GROUP BY doc_id"
                within = {
                    "claim": f"(t.reading_id IN ({current}) OR t.decision_id IS NOT NULL)",
                    "text": f"t.id IN (SELECT text_id FROM reading WHERE id IN ({current}))",
                }[table]
                cursor.execute(
                    f"SELECT t.doc, t.doc_id, {claim}, snippet({table}_words, 0, '⟦', '⟧', '…', 24) "
                    f"FROM {table}_words JOIN {table} t ON t.id = {table}_words.rowid "
                    f"WHERE {table}_words MATCH %s AND {within} ORDER BY {table}_words.rank LIMIT %s",
                    [match, limit - len(hits)],
                )
                hits.extend(Hit(*row) for row in cursor.fetchall())
        return hits

    def record(self) -> Record:
        """Everything as it stands, for `verify_dossier`."""
        loose = ClaimRow.objects.using(self.alias).filter(decision=None)
        readings = ReadingRow.objects.using(self.alias).values("id")
        return Record(
            events=self.events(),
            items=self._items(),
            problems=map(rows.stored_problem, ProblemRow.objects.using(self.alias).iterator(_BATCH)),
            decisions=map(rows.stored_decision, DecisionRow.objects.using(self.alias).iterator(_BATCH)),
            corrections=self._stored_corrections(),
            loose=map(rows.stored_claim, loose.exclude(reading__in=readings).iterator(_BATCH)),
        )

    def _add_capture(self, capture: Capture, manifest: Manifest | None, at: str, actor: str) -> bool:
        columns = rows.capture_columns(capture)
        captures = CaptureRow.objects.using(self.alias)
        new = not captures.filter(doc=capture.doc, sha256=capture.sha256).exists()
        if new:
            captures.create(**columns)
            facts = {
                "doc": capture.doc,
                "size": capture.size,
                "method": capture.method,
                "rows": {"capture": digest_of_body(columns["body"])},
                **({FACT: manifest} if manifest else {}),
            }
            self.log(at, actor, "capture", capture.sha256, facts)
        return new

    def _add_text(self, text: Text, at: str, actor: str) -> TextRow:
        columns = rows.text_columns(text)
        row = TextRow.objects.using(self.alias).filter(digest=columns["digest"]).first()
        if row is None:
            row = TextRow.objects.using(self.alias).create(**columns)
            facts = {"reader": text.reader, "characters": len(text.content), "rows": {"text": columns["digest"]}}
            self.log(at, actor, "read", text.doc_id, facts)
        return row

    def _add_reading(self, reading: Reading, text: TextRow, at: str, actor: str) -> None:
        claims = [rows.claim_columns(claim) for claim in reading.claims]
        body = reading_body(reading.cascade, text.digest, ((c["claim_id"], c["body"]) for c in claims))
        digest = digest_of_body(body)
        readings = ReadingRow.objects.using(self.alias)
        if not readings.filter(digest=digest).exists():
            row = readings.create(doc_id=text.doc_id, text=text, cascade=reading.cascade, digest=digest, body=body)
            self._insert(ClaimRow, (ClaimRow(**c, reading=row) for c in claims))
            facts = {"cascade": reading.cascade, "claims": len(claims), "rows": {"reading": digest}}
            self.log(at, actor, "extract", text.doc_id, facts)

    def _insert(self, table: type[models.Model], made: Iterable[models.Model]) -> None:
        table._default_manager.using(self.alias).bulk_create(made, batch_size=_BATCH)

    def _current_readings(self) -> models.QuerySet[ReadingRow]:
        every = ReadingRow.objects.using(self.alias)
        newest = every.order_by().values("doc_id").annotate(newest=Max("id")).values("newest")
        return every.filter(id__in=newest)

    def _items(self) -> Iterator[StoredItem]:
        named: dict[str, None] = dict.fromkeys(CaptureRow.objects.using(self.alias).values_list("sha256", flat=True))
        for table in (TextRow, ReadingRow):
            named.update(dict.fromkeys(table.objects.using(self.alias).values_list("doc_id", flat=True)))
        ids = list(named)
        for start in range(0, len(ids), _BATCH):
            yield from self._items_of(ids[start : start + _BATCH])

    def _items_of(self, ids: Sequence[str]) -> Iterator[StoredItem]:
        captures: defaultdict[str, list[Row]] = defaultdict(list)
        texts: defaultdict[str, list[StoredText]] = defaultdict(list)
        readings: defaultdict[str, list[StoredReading]] = defaultdict(list)
        claims: defaultdict[int, list[Row]] = defaultdict(list)
        for capture in CaptureRow.objects.using(self.alias).filter(sha256__in=ids):
            captures[capture.sha256].append(rows.stored_capture(capture))
        by_id = {}
        for text in TextRow.objects.using(self.alias).filter(doc_id__in=ids):
            by_id[text.pk] = rows.stored_text(text)
            texts[text.doc_id].append(by_id[text.pk])
        found = list(ReadingRow.objects.using(self.alias).filter(doc_id__in=ids))
        for claim in ClaimRow.objects.using(self.alias).filter(reading__in=[r.pk for r in found]):
            claims[claim.reading_id or 0].append(rows.stored_claim(claim))
        elsewhere = TextRow.objects.using(self.alias).in_bulk({r.text_id for r in found} - by_id.keys())
        by_id |= {key: rows.stored_text(text) for key, text in elsewhere.items()}
        for reading in found:
            stored = by_id.get(reading.text_id) or StoredText(Row(reading.doc_id, "{}"), "")
            readings[reading.doc_id].append(
                StoredReading(rows.stored_reading(reading, stored), stored, tuple(claims[reading.pk]))
            )
        for name in ids:
            yield StoredItem(name, tuple(captures[name]), tuple(texts[name]), tuple(readings[name]))

    def _stored_corrections(self) -> Iterator[StoredCorrection]:
        made = ClaimRow.objects.using(self.alias).filter(decision__isnull=False).select_related("decision")
        for row in made:
            corrected = ClaimRow.objects.using(self.alias).filter(claim_id=row.supersedes).first()
            yield StoredCorrection(
                claim=rows.stored_claim(row),
                decision=row.decision.body if row.decision else "",
                corrected=corrected.body if corrected else "",
                content=self.content_of(row.supersedes or ""),
            )


def _match(query: str) -> str:
    """The query as FTS5 takes it: every word or phrase a quoted string, so that no sign in it is an operator."""
    parts = query.split('"')
    phrases = [part.split() if i % 2 == 0 else [part.strip()] for i, part in enumerate(parts)]
    return " ".join(f'"{word}"' for group in phrases for word in group if any(c.isalnum() for c in word))
