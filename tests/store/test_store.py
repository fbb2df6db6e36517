"""The store: append-only by the database itself, found without accents, several dossiers at once."""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import IntegrityError, connections

from amparo.dossier import Dossier
from amparo.model import AmparoError, Capture, Decision, Text, source_of
from amparo.store import Reading, open_store
from kit.dossiers import clock, extract, new_dossier, papers


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    made = new_dossier(tmp_path / "d")
    made.add(
        [papers(tmp_path / "in", a="La cárcel recibió a 238 personas.", b="The men — 23 people — were flown.")],
        clock=clock(),
    )
    made.decide(Decision("accept", made.claims()[0].id, "Ana", "2026-02-01"))
    return made


@pytest.mark.parametrize("table", ["capture", "text", "reading", "claim", "decision", "event"])
@pytest.mark.parametrize("sql", ["DELETE FROM {}", "UPDATE {} SET rowid = rowid"])
def test_rows_can_be_neither_changed_nor_deleted(dossier: Dossier, table: str, sql: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), connections[dossier.store.alias].cursor() as cursor:
        cursor.execute(sql.format(table))


@pytest.mark.parametrize(
    ("query", "docs"),
    [
        ("carcel", ["in/a.txt"]),
        ("CÁRCEL recibio", ["in/a.txt"]),
        ('"a 238"', ["in/a.txt"]),
        ('"238 a"', []),
        ("23", ["in/b.txt", "in/b.txt"]),
        ("men prison", []),
        ('men" OR (', []),
        ("*", []),
        ("", []),
        ("NEAR(men)", []),
    ],
)
def test_words_are_found_without_accents_and_signs_are_no_operators(
    dossier: Dossier, query: str, docs: list[str]
) -> None:
    assert [hit.doc for hit in dossier.store.search(query)] == docs


def test_a_hit_shows_its_words(dossier: Dossier) -> None:
    claim, text = dossier.store.search("238 personas")
    assert claim.claim is not None
    assert claim.snippet == "⟦238⟧ ⟦personas⟧"
    assert (text.claim, text.snippet) == (None, "La cárcel recibió a ⟦238⟧ ⟦personas⟧.")


def test_several_dossiers_are_open_at_once(tmp_path: Path) -> None:
    one, two = new_dossier(tmp_path / "one"), new_dossier(tmp_path / "two")
    one.add([papers(tmp_path / "in", a="238 people")])
    assert (len(one.claims()), len(two.claims())) == (1, 0)


def test_an_item_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    store = open_store(tmp_path / "amparo.db")
    capture = Capture("a" * 64, "a.txt", 3, "text/plain", "2026-01-01T00:00:00Z")
    text = Text("a.txt", "a" * 64, "238 people", "en", "kit/1")
    claims = (*extract(text), "not a claim")
    with pytest.raises(AttributeError):
        store.add_item(capture, Reading(text, "kit/1", claims), (), "2026", "Ana")  # type: ignore[arg-type]
    assert (store.captures(), store.text("a" * 64), list(store.events())) == ([], None, [])


def test_what_is_no_dossier_is_said(tmp_path: Path) -> None:
    (tmp_path / "amparo.db").write_bytes(b"this is no database, but it is long enough to look at" * 40)
    with pytest.raises(AmparoError, match="cannot be opened as the database of a dossier"):
        open_store(tmp_path / "amparo.db")


def test_a_dossier_of_a_newer_amparo_is_left_alone(dossier: Dossier) -> None:
    dossier.store.close()
    with sqlite3.connect(dossier.path / "amparo.db") as db:
        db.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999_future', '2030-01-01')")
    db.close()
    with pytest.raises(AmparoError, match="written by a newer Amparo"):
        open_store(dossier.path / "amparo.db")


def test_a_read_only_folder_can_be_read(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier.store.close()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    store = open_store(dossier.path / "amparo.db")
    assert len(store.claims()) == 2
    with pytest.raises(AmparoError, match="cannot be written"):
        store.log("2026", "Ana", "capture", "x", {})
    assert sorted(p.name for p in dossier.path.iterdir() if p.name.startswith("amparo.db")) == ["amparo.db"]
    monkeypatch.undo()
    open_store(dossier.path / "amparo.db").log("2026", "Ana", "capture", "x", {})


def test_every_kind_of_value_comes_back_as_it_went_in(tmp_path: Path) -> None:
    store = open_store(tmp_path / "amparo.db")
    content = "Between 230 and 240 people, dozens more, and 5 people. Nobody was paid."
    text = Text(
        "a.txt", "a" * 64, content, "en", "kit/1", title="T", credits=("AP",), published="2025-03", authors=("A",)
    )
    capture = Capture("a" * 64, "a.txt", 3, "text/plain", "2026-01-01T00:00:00Z", headers={"etag": "x"}, url="u")
    whole = extract(text)[-1]
    claims = (
        replace(whole, value=(230.0, 240.0), bound="between", anchor=text.anchor(0, 26)),
        replace(whole, value=None, bound="vague", anchor=text.anchor(28, 34)),
        replace(whole, value=None, bound="none", unit=None, stance="denies", anchor=text.anchor(54, 70)),
        replace(whole, scope={"nationality": "VEN"}, marks=("headline",), when="2025-03-15/2025-03-16"),
    )
    store.add_item(capture, Reading(text, "kit/1", claims), (), "2026", "Ana")
    assert store.claims() == list(claims)
    assert store.text("a" * 64) == text
    assert store.captures() == [capture]
    assert store.sources() == [source_of(text, capture.captured)]


def test_a_snapshot_is_of_one_moment_and_hinders_nobody(dossier: Dossier) -> None:
    before = len(list(dossier.store.events()))
    with dossier.store.snapshot():
        assert len(list(dossier.store.events())) == before
        with sqlite3.connect(dossier.path / "amparo.db", timeout=1) as other:
            other.execute(
                "INSERT INTO event SELECT seq + 100, at, actor, act, subject, data, previous, hash FROM event"
            )
        other.close()
        assert len(list(dossier.store.events())) == before
    assert len(list(dossier.store.events())) == 2 * before


def test_a_read_only_folder_with_newer_rows_in_the_log_of_the_database_shows_them(
    dossier: Dossier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(dossier.path, copy)  # the connection is open: the newest rows are in the -wal file alone
    assert (copy / "amparo.db-wal").stat().st_size > 0
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert len(open_store(copy / "amparo.db").claims()) == 2
