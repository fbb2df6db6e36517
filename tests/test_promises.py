"""Promises of the design, kept through a real dossier or at the value that carries them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from amparo.brief.checker import check_sentence
from amparo.dossier import Dossier
from amparo.model import AmparoError, Claim, Decision, Sentence, anchor_at
from amparo.publish import render_json, render_markdown
from kit.dossiers import clock


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("The government of El Salvador agreed to take up to 300 people.\n", encoding="utf-8")
    (folder / "b.txt").write_text("Officials said 238 people were deported to El Salvador.\n", encoding="utf-8")
    (folder / "c.txt").write_text("Lawyers said 251 people were deported to El Salvador.\n", encoding="utf-8")
    (folder / "d.pdf").write_bytes(b"%PDF-1.7 broken")
    made = Dossier.create(tmp_path / "d", "A matter", clock=clock())
    list(made.add([folder], clock=clock()))
    made.refresh()
    return made


class TestNoFigureWithoutAQuote:
    def test_a_value_outside_its_quote_cannot_be_a_claim(self) -> None:
        words = "up to 300 people"
        anchor = anchor_at(words, 0, len(words))
        assert Claim("a", "0" * 64, "en", anchor, "terms", "agreed", 300, "up_to", "person").value == 300
        with pytest.raises(AmparoError, match="does not stand in the quote"):
            Claim("a", "0" * 64, "en", anchor, "terms", "agreed", 500, "up_to", "person")

    def test_a_tampered_original_is_named(self, dossier: Dossier) -> None:
        assert not dossier.verify().faults
        victim = next(p for p in dossier.originals.rglob("*") if p.is_file())
        victim.chmod(0o600)
        victim.write_bytes(b"other words")
        found = dossier.verify()
        assert found.faults
        assert victim.name[:12] in repr(found.faults)


class TestNothingDroppedInSilence:
    def test_an_unreadable_file_is_a_row_with_its_reason(self, dossier: Dossier) -> None:
        assert [(p.problem.doc, bool(p.problem.reason)) for p in dossier.problems()] == [("in/d.pdf", True)]


class TestNothingOverwritten:
    @pytest.mark.parametrize("act", ["DELETE FROM {0}", "UPDATE {0} SET rowid = rowid"])
    def test_the_database_refuses(self, dossier: Dossier, act: str) -> None:
        with sqlite3.connect(dossier.path / "amparo.db") as db:
            names = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type='table'")]
            kept = [n for n in names if n in ("claim", "event", "capture")]
            kept = [n for n in kept if db.execute(f"SELECT count(*) FROM {n}").fetchone()[0]]
            assert len(kept) == 3, kept
            for table in kept:
                with pytest.raises(sqlite3.IntegrityError):
                    db.execute(act.format(table))


class TestDisagreementIsShown:
    def test_both_figures_stand_in_ledger_and_brief(self, dossier: Dossier) -> None:
        account = dossier.account()
        told = repr(dossier.brief("en", account))
        values = {f.value for line in account.lines for step in line.steps for f in step.figures}
        assert {238, 251} <= values
        assert "238" in told
        assert "251" in told


class TestNoCertaintyGained:
    def test_a_sentence_that_drops_the_bound_is_refused(self, dossier: Dossier) -> None:
        cap = next(c for c in dossier.claims() if c.bound == "up_to")
        kept = Sentence("El Salvador agreed to take up to 300 people.", (cap.id,))
        lost = Sentence("El Salvador agreed to take 300 people.", (cap.id,))

        def kinds(sentence: Sentence) -> set[str]:
            return {f.kind for f in check_sentence(sentence, [cap], dossier.pack, "en", voiced=False)}

        assert "bound" not in kinds(kept)
        assert "bound" in kinds(lost)


class TestACopyIsNotAConfirmation:
    def test_a_wire_story_in_two_papers_is_one_origin(self, tmp_path: Path) -> None:
        folder = tmp_path / "wire"
        folder.mkdir()
        for name in ("one", "two"):
            page = f"# source: The {name} Post\n\nSAN SALVADOR (AP) — Kenya took 41 people deported from Denmark.\n"
            (folder / f"{name}.txt").write_text(page, encoding="utf-8")
        made = Dossier.create(tmp_path / "w", "A matter", clock=clock())
        list(made.add([folder], clock=clock()))
        figures = [f for line in made.account().lines for step in line.steps for f in step.figures if f.value == 41]
        assert [(f.documents, f.origins) for f in figures] == [(2, 1)]


class TestPrivatePeopleStayPrivate:
    def test_a_name_is_withheld_until_it_is_released(self, tmp_path: Path) -> None:
        page = tmp_path / "a.txt"
        page.write_text("Wilmer Toledo said 12 people were deported to Kenya.\n", encoding="utf-8")
        made = Dossier.create(tmp_path / "p", "A matter", clock=clock())
        list(made.add([page], clock=clock()))

        def outputs() -> list[str]:
            account, released = made.account(), made.released()
            brief = made.brief("en", account)
            return [str(render_json(brief)), render_markdown(brief, account, made.pack, released)]

        assert all("12" in shown and "Toledo" not in shown for shown in outputs())
        made.decide(Decision("release_name", "Wilmer Toledo", "an editor", "2026-01-01T00:00:00+00:00", "he agreed"))
        assert all("Wilmer Toledo" in shown for shown in outputs())
