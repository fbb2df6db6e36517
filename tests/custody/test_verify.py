"""Tampering: whatever is altered, removed, added or swapped in a dossier, verification names it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amparo.acquire import Acquired
from amparo.custody import Event, append_event, original_path
from amparo.dossier import Dossier
from amparo.model import Decision, Problem
from kit.dossiers import clock, new_dossier, papers, steps


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    made = new_dossier(tmp_path / "d")
    folder = papers(tmp_path / "in", a="It took 261 people, 238 people by air.", b="Recluye 23 personas", e="8 people")
    papers(tmp_path / "in", f="8 people")
    (folder / "c.bin").write_bytes(b"\xff")
    made.add([folder], clock=clock())
    claims = sorted(made.claims(), key=lambda c: str(c.value))
    made.decide(Decision("accept", claims[0].id, "Ana", "2026-02-01"))
    made.decide(Decision("correct", claims[1].id, "Ana", "2026-02-02", "so", {"stage": "arrived"}))
    return made


Forge = Callable[..., None]


@pytest.fixture
def forge(dossier: Dossier) -> Forge:
    """Run SQL on the database as a forger would: past the triggers."""

    def run(sql: str, *values: object) -> None:
        dossier.store.close()
        with sqlite3.connect(dossier.path / "amparo.db") as db:
            triggers = db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (name,) in triggers:
                db.execute(f"DROP TRIGGER {name}")
            db.execute("PRAGMA foreign_keys = OFF")
            assert db.execute(sql, values).rowcount != 0, "the forgery changed nothing"
        db.close()

    return run


def kinds(dossier: Dossier) -> set[str]:
    return {fault.kind for fault in dossier.verify().faults}


def test_a_sound_dossier_has_no_fault(dossier: Dossier) -> None:
    verified = dossier.verify()
    assert verified.faults == ()
    assert verified.unmade == ()
    assert verified.counts == {
        "events": 15,
        "originals": 4,
        "captures": 5,
        "manifests": 5,
        "stamps": 0,
        "texts": 3,
        "readings": 3,
        "claims": 5,
        "problems": 1,
        "decisions": 2,
        "corrections": 1,
    }


SQL = [
    ("UPDATE capture SET body = replace(body, 'in/a.txt', 'in/x.txt') WHERE doc = 'in/a.txt'", "row_altered"),
    ("UPDATE capture SET doc = 'in/x.txt' WHERE doc = 'in/a.txt'", "column_altered"),
    ("UPDATE capture SET sha256 = replace(sha256, '1', '2')", "original_missing"),
    ("UPDATE capture SET captured = '2020-01-01T00:00:00Z'", "column_altered"),
    ("DELETE FROM capture WHERE doc = 'in/a.txt'", "row_missing"),
    ("DELETE FROM capture WHERE doc = 'in/f.txt'", "row_missing"),
    ("UPDATE problem SET body = replace(body, 'no text', 'a text')", "row_altered"),
    ("UPDATE problem SET whole = 0", "column_altered"),
    ("DELETE FROM problem", "row_missing"),
    ("UPDATE problem SET solved = '2026-01-01T00:00:09+00:00'", "column_altered"),
    ("UPDATE problem SET at = '2020-01-01T00:00:00Z'", "column_altered"),
    ("UPDATE reading SET digest = replace(digest, '1', '2') WHERE digest LIKE '%1%'", "column_altered"),
    ("UPDATE claim SET decision_id = 1 WHERE decision_id IS NOT NULL", "column_altered"),
    ("UPDATE capture SET id = CASE id WHEN 1 THEN 200 ELSE id END", "order_altered"),
    ("UPDATE text SET id = CASE id WHEN 1 THEN 200 ELSE id END", "order_altered"),
    ("UPDATE reading SET id = CASE id WHEN 1 THEN 200 ELSE id END", "order_altered"),
    ("UPDATE decision SET id = CASE id WHEN 1 THEN 200 ELSE id END", "order_altered"),
    ("UPDATE claim SET id = CASE id WHEN 1 THEN 200 ELSE id END", "order_altered"),
    ("UPDATE text SET content = replace(content, '261', '361')", "row_altered"),
    ("UPDATE text SET content = CAST(x'ff' || content AS TEXT) WHERE doc = 'in/b.txt'", "row_altered"),
    ("UPDATE text SET body = 'x'", "row_altered"),
    ("UPDATE text SET publisher = 'The Times'", "column_altered"),
    ("DELETE FROM text WHERE doc = 'in/b.txt'", "row_missing"),
    ("UPDATE reading SET body = replace(body, 'kit/1', 'kit/0')", "row_altered"),
    ("UPDATE reading SET cascade = 'kit/0'", "column_altered"),
    ("UPDATE reading SET text_id = 2 WHERE id = 1", "column_altered"),
    ("DELETE FROM reading WHERE id = 1", "row_missing"),
    ("UPDATE claim SET body = replace(body, '261', '238') WHERE quote LIKE '261%'", "row_altered"),
    ("UPDATE claim SET low = 1 WHERE quote LIKE '238%'", "column_altered"),
    ("UPDATE claim SET claim_id = 'x' WHERE quote LIKE '238%'", "column_altered"),
    ("UPDATE claim SET reading_id = 2 WHERE quote LIKE '238%'", "claim_missing"),
    ("UPDATE claim SET reading_id = NULL WHERE quote LIKE '238%' AND decision_id IS NULL", "claim_missing"),
    ("UPDATE claim SET body = '[]' WHERE quote LIKE '238%'", "row_unreadable"),
    ("DELETE FROM claim WHERE quote LIKE '238%' AND decision_id IS NULL", "claim_missing"),
    ("DELETE FROM claim WHERE decision_id IS NOT NULL", "row_missing"),
    ("UPDATE claim SET supersedes = claim_id WHERE decision_id IS NOT NULL", "column_altered"),
    (
        "INSERT INTO claim SELECT id + 100, claim_id, supersedes, doc_id, doc, lang, ledger, stage, low, high, "
        'bound, unit, "when", quote, body, decision_id, reading_id FROM claim WHERE id = 1',
        "row_altered",
    ),
    (
        "INSERT INTO claim SELECT id + 100, claim_id, supersedes, doc_id, doc, lang, ledger, stage, low, high, "
        'bound, unit, "when", quote, body, NULL, NULL FROM claim WHERE id = 1',
        "row_altered",
    ),
    (
        "INSERT INTO text SELECT id + 100, 'x', 'x', reader, lang, doc, title, publisher, published, content, body "
        "FROM text WHERE id = 1",
        "row_altered",
    ),
    ("UPDATE decision SET body = replace(body, 'Ana', 'Eva')", "row_altered"),
    ("UPDATE decision SET actor = 'Eva'", "column_altered"),
    ("DELETE FROM decision WHERE act = 'accept'", "row_missing"),
    ("UPDATE event SET actor = 'Eva' WHERE seq = 4", "event_altered"),
    ("UPDATE event SET data = replace(data, ':', ': ') WHERE seq = 4", "event_altered"),
    ("UPDATE event SET hash = replace(hash, '1', '2') WHERE seq = 4", "event_altered"),
    ("DELETE FROM event WHERE seq = 4", "event_missing"),
    ("DELETE FROM event WHERE seq = (SELECT MAX(seq) FROM event)", "row_altered"),
    ("DELETE FROM event", "row_altered"),
    ("UPDATE event SET seq = CASE seq WHEN 4 THEN -5 WHEN 5 THEN 4 ELSE seq END WHERE seq IN (4, 5)", "event_altered"),
]


@pytest.mark.parametrize(("sql", "kind"), SQL, ids=[sql[:70] for sql, _ in SQL])
def test_a_forged_row_is_named(dossier: Dossier, forge: Forge, sql: str, kind: str) -> None:
    forge(sql)
    assert kind in kinds(dossier)


@pytest.mark.parametrize("doc", ["in/a.txt", "in/b.txt", "in/c.bin"])
def test_an_altered_original_is_named(dossier: Dossier, doc: str) -> None:
    sha256 = next(c.sha256 for c in dossier.store.captures() if c.doc == doc)
    path = original_path(dossier.originals, sha256)
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    (fault,) = dossier.verify().faults
    assert (fault.kind, fault.where, fault.detail["doc"]) == ("original_altered", sha256, doc)


def test_missing_stray_and_swapped_originals_are_named(dossier: Dossier) -> None:
    one, two = (original_path(dossier.originals, c.sha256) for c in dossier.store.captures()[:2])
    held = one.read_bytes(), two.read_bytes()
    for path, data in zip((two, one), held, strict=True):
        path.chmod(0o644)
        path.write_bytes(data)
    assert kinds(dossier) == {"original_altered"}
    one.unlink()
    (dossier.originals / "note.txt").write_text("x")
    assert kinds(dossier) == {"original_missing", "original_altered", "original_stray"}


def test_a_link_in_the_place_of_an_original_is_no_original(dossier: Dossier, tmp_path: Path) -> None:
    path = original_path(dossier.originals, dossier.store.captures()[0].sha256)
    (tmp_path / "elsewhere").write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    assert "original_stray" in kinds(dossier)


def test_what_is_made_otherwise_by_the_same_version_is_named(dossier: Dossier) -> None:
    kit = steps()
    other = type(kit)(kit.acquire, kit.read, lambda text: kit.extract(text)[1:], kit.cascade, kit.reconcile, kit.write)
    assert kinds(Dossier.open(dossier.path, other)) == {"claim_not_remade"}
    more = type(kit)(
        kit.acquire,
        lambda capture, data: kit.read(capture, data.replace(b"238", b"239")),
        kit.extract,
        kit.cascade,
        kit.reconcile,
        kit.write,
    )
    assert kinds(Dossier.open(dossier.path, more)) == {"text_not_remade"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("doc", "in/x.txt"), ("captured", "2020"), ("sha512", "0" * 128), ("actor", "Eva"), ("url", "http://x.example")],
)
def test_a_manifest_forged_with_the_whole_chain_after_it_does_not_fit_its_capture(
    dossier: Dossier, forge: Forge, field: str, value: str
) -> None:
    last: Event | None = None
    for event in list(dossier.store.events()):
        facts = dict(event.facts)
        if event.act == "capture" and facts["doc"] == "in/a.txt":
            facts["manifest"] = {**facts["manifest"], field: value}
        last = append_event(last, event.at, event.actor, event.act, event.subject, facts)
        columns = (last.data, last.previous, last.hash, last.seq)
        forge("UPDATE event SET data = ?, previous = ?, hash = ? WHERE seq = ?", *columns)
    (fault,) = dossier.verify().faults
    assert (fault.kind, fault.where, fault.detail["fields"]) == ("manifest_differs", "in/a.txt", field)


def test_a_solved_problem_is_in_the_log_and_so_is_one_that_came_back(tmp_path: Path) -> None:
    made = new_dossier(tmp_path / "d")
    folder = papers(tmp_path / "in", a="8 people")
    (capture,) = [
        item.capture for item in steps().acquire(folder, "2026-01-01T00:00:00Z") if isinstance(item, Acquired)
    ]
    problem = Problem(capture.doc, "It was locked.", sha256=capture.sha256, whole=True)
    made.store.add_problem(problem, "2026-01-01T00:00:00Z", "Ana")
    made.add([folder], clock=clock())
    assert made.problems() == []
    assert made.verify().faults == ()
    made.store.add_problem(problem, "2026-01-02T00:00:00Z", "Ana")
    assert len(made.problems()) == 1
    assert made.verify().faults == ()
    assert [e.act for e in made.store.events()].count("solve") == 1


TABLES = {
    "capture": ("doc", "sha256", "captured", "media_type", "body"),
    "text": ("doc_id", "digest", "reader", "lang", "doc", "title", "content", "body"),
    "reading": ("doc_id", "cascade", "body"),
    "claim": ("claim_id", "doc_id", "doc", "lang", "ledger", "stage", "bound", "unit", "quote", "body"),
    "decision": ("decision_id", "act", "target", "actor", "at", "body"),
    "event": ("at", "actor", "act", "subject", "data", "previous", "hash"),
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_character_of_a_row_changes_unseen(dossier: Dossier, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(TABLES)))
    column = data.draw(st.sampled_from(TABLES[table]))
    dossier.store.close()
    with sqlite3.connect(dossier.path / "amparo.db", isolation_level=None) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        found = db.execute(f"SELECT rowid, {column} FROM {table} WHERE length({column}) > 0 ORDER BY rowid").fetchall()
        rowid, before = data.draw(st.sampled_from(found))
        place = data.draw(st.integers(0, len(before) - 1))
        letter = data.draw(st.sampled_from('abc019 ñ{}"'))
        after = before[:place] + letter + before[place + 1 :]
        db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (after, rowid))
    db.close()
    try:
        assert bool(dossier.verify().faults) == (after != before)
    finally:
        dossier.store.close()
        with sqlite3.connect(dossier.path / "amparo.db") as db:
            db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (before, rowid))
        db.close()


def test_a_reading_led_to_an_older_text_of_the_same_document_is_named(dossier: Dossier, forge: Forge) -> None:
    columns = "reader, lang, doc, title, publisher, published, content || ' ', body"
    forge(f"INSERT INTO text SELECT id + 100, doc_id, 'x', {columns} FROM text WHERE id = 1")
    dossier.store.close()
    forge("UPDATE reading SET text_id = 101 WHERE id = 1")
    found = {(f.kind, f.detail.get("columns")) for f in dossier.verify().faults}
    assert ("column_altered", "text") in found
