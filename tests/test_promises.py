# ruff: noqa: E501 (tables of sentences, one a line)
"""Promises of the design, kept through a real dossier or at the value that carries them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from amparo.brief.checker import check_sentence
from amparo.dossier import Dossier
from amparo.model import AmparoError, Claim, Decision, Sentence, anchor_at
from amparo.publish import render_html, render_json, render_markdown
from kit.documents import make_docx, make_pdf, make_zip, set_lines
from kit.dossiers import clock


def dossier_of(folder: Path, **texts: str) -> Dossier:
    """A real dossier of text files, one for each keyword."""
    (folder / "in").mkdir()
    for name, text in texts.items():
        (folder / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    made = Dossier.create(folder / "d", "A matter", clock=clock())
    list(made.add([folder / "in"], clock=clock()))
    return made


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

    def test_a_page_without_text_is_a_row_with_its_place(self, tmp_path: Path) -> None:
        words = "The United States pledged $15 million to El Salvador for its prisons. " * 12
        scan = tmp_path / "scan.pdf"
        scan.write_bytes(make_pdf([set_lines(words), [], set_lines(words)], picture=True))
        made = Dossier.create(tmp_path / "d", "A matter", clock=clock())
        (row,) = made.add([scan], clock=clock())
        assert (row.status, row.partly) == ("read", 1)
        (problem,) = [p.problem for p in made.problems()]
        assert (problem.doc, problem.where, bool(problem.reason), bool(problem.remedy)) == (
            "scan.pdf",
            "page=2",
            True,
            True,
        )
        assert any(claim.value == 15_000_000 for claim in made.claims()), "the other pages are read all the same"

    @pytest.mark.parametrize("kind", ["zip", "docx"])
    def test_a_truncated_archive_is_a_row_and_costs_no_other(self, tmp_path: Path, kind: str) -> None:
        words = "The United States pledged $15 million to El Salvador."
        whole = make_zip({"a.txt": words.encode() * 400}) if kind == "zip" else make_docx([("Normal", words)])
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / f"cut.{kind}").write_bytes(whole[: len(whole) // 2])
        (tmp_path / "in" / "whole.txt").write_text(words, encoding="utf-8")
        made = Dossier.create(tmp_path / "d", "A matter", clock=clock())
        rows = {row.doc: row.status for row in made.add([tmp_path / "in"], clock=clock())}
        assert rows[f"in/cut.{kind}"] == "failed"
        assert rows["in/whole.txt"] == "read"
        problems = [p.problem for p in made.problems()]
        assert [(p.doc, bool(p.reason), bool(p.remedy)) for p in problems] == [(f"in/cut.{kind}", True, True)]


APPEND_ONLY = {"capture", "claim", "decision", "event", "reading", "text"}
"""The tables that hold what was taken in, read and decided; the others are made again from them."""


class TestNothingOverwritten:
    @pytest.fixture
    def decided(self, dossier: Dossier) -> Dossier:
        """The dossier with a correction in it, so that no table is empty."""
        cap = next(c for c in dossier.claims() if c.bound == "up_to")
        dossier.decide(
            Decision(
                "correct", cap.id, "an editor", "2026-01-01T00:00:00+00:00", "it is an offer", {"stage": "proposed"}
            )
        )
        return dossier

    @pytest.mark.parametrize("act", ["DELETE FROM {0}", "UPDATE {0} SET rowid = rowid", "UPDATE {0} SET {1} = {1}"])
    @pytest.mark.parametrize("table", sorted(APPEND_ONLY))
    def test_the_database_refuses(self, decided: Dossier, table: str, act: str) -> None:
        with sqlite3.connect(decided.path / "amparo.db") as db:
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            column = db.execute(f"PRAGMA table_info({table})").fetchall()[-1][1]
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                db.execute(act.format(table, column))

    def test_a_table_is_append_only_or_made_again(self, decided: Dossier) -> None:
        """A new table must be told here to be one or the other, or to hold no evidence: how far a round of visits got."""
        with sqlite3.connect(decided.path / "amparo.db") as db:
            rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%fts5%'")
            names = {name for (name,) in rows if "_words" not in name and not name.startswith(("sqlite_", "django_"))}
        assert names == APPEND_ONLY | {"finding", "line", "origin", "problem", "relation", "watch"} | {"watch"}

    def test_a_correction_leaves_what_it_corrects(self, decided: Dossier) -> None:
        corrected = next(c for c in decided.claims() if c.supersedes)
        assert corrected.supersedes
        former = decided.store.claim(corrected.supersedes)
        assert former is not None
        assert (former.stage, corrected.stage, former.value) == ("agreed", "proposed", corrected.value)
        assert not decided.verify().faults


class TestDisagreementIsShown:
    def test_both_figures_stand_in_ledger_and_brief(self, dossier: Dossier) -> None:
        account = dossier.account()
        told = repr(dossier.brief("en", account))
        values = {f.value for line in account.lines for step in line.steps for f in step.figures}
        assert {238, 251} <= values
        assert "238" in told
        assert "251" in told


HELD_BACK = [
    # slot, the source, what the brief keeps of it in English and Spanish, and what a bolder sentence would say there
    ("hedge", "The United States reportedly paid $5 million to El Salvador.", "reportedly ", "al parecer ", ("", "")),
    ("hedge", "Estados Unidos habría pagado 5 millones de dólares a El Salvador.", "reportedly ", "al parecer ", ("", "")),
    ("hedge", "At least 12 people were allegedly held in the CECOT prison in El Salvador.", "allegedly ", "presuntamente ", ("", "")),
    ("bound", "At least 12 people were held in the CECOT prison in El Salvador.", "at least ", "al menos ", ("", "")),
    ("stage", "The United States proposed sending up to 500 people to El Salvador.", "it was proposed that", "se propuso", ("it was agreed that", "se acordó")),
    ("stage", "Estados Unidos propuso enviar hasta 500 personas a El Salvador.", "it was proposed that", "se propuso", ("it was agreed that", "se acordó")),
    ("stage", "The United States pledged $15 million to El Salvador.", "pledged", "prometieron", ("paid", "pagó")),
    ("stance", "The White House denied that 300 people arrived in El Salvador.", "the white house denied that", "es falso lo siguiente:", ("according to the White House,", "")),
    ("stance", "La Casa Blanca negó que 300 personas llegaran a El Salvador.", "the white house denied that", "es falso lo siguiente:", ("according to the White House,", "")),
]  # fmt: skip


class TestNoCertaintyGained:
    def test_a_sentence_that_drops_the_bound_is_refused(self, dossier: Dossier) -> None:
        cap = next(c for c in dossier.claims() if c.bound == "up_to")
        kept = Sentence("El Salvador agreed to take up to 300 people.", (cap.id,))
        lost = Sentence("El Salvador agreed to take 300 people.", (cap.id,))

        def kinds(sentence: Sentence) -> set[str]:
            return {f.kind for f in check_sentence(sentence, [cap], dossier.pack, "en", voiced=False)}

        assert "bound" not in kinds(kept)
        assert "bound" in kinds(lost)

    @pytest.mark.parametrize(("slot", "text", "en", "es", "bolder"), HELD_BACK)
    def test_what_a_source_holds_back_the_brief_holds_back(
        self, tmp_path: Path, slot: str, text: str, en: str, es: str, bolder: tuple[str, str]
    ) -> None:
        made = dossier_of(tmp_path, source=text)
        account = made.account()
        for lang, kept, dropped in (("en", en, bolder[0]), ("es", es, bolder[1])):
            brief = made.brief(lang, account)
            told = [s for s in (*brief.summary, *brief.key_points) if any(account.claims[c].value for c in s.claims)]
            assert told, brief
            assert not brief.refused
            for sentence in told:
                assert kept in sentence.text.lower(), sentence.text
                at = sentence.text.lower().index(kept)
                forged = sentence.text[:at] + dropped + sentence.text[at + len(kept) :]
                cited = [account.claims[c] for c in sentence.claims]
                found = check_sentence(Sentence(forged, sentence.claims), cited, made.pack, lang)
                assert slot in {fault.kind for fault in found}, forged


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

    def test_a_paper_that_passes_on_another_and_one_memo_told_twice_are_no_confirmations(self, tmp_path: Path) -> None:
        first = "# source: The Potomac Sentinel\n\nThe United States paid El Salvador $5 million, two officials said.\n"
        second = (
            "# source: Crónica del Golfo\n\nSegún publicó The Potomac Sentinel, hay un acuerdo entre los dos países.\n\n"
            "Estados Unidos pagó 5 millones de dólares a El Salvador.\n"
        )
        made = dossier_of(tmp_path, one=first, two=second)
        figures = [f for line in made.account().lines for step in line.steps for f in step.figures if f.value == 5e6]
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
            args = (brief, account, made.pack)
            around = {}
            for claim in made.claims():
                before, after = made.context(claim)
                around[claim.id] = f"{before}{claim.quote}{after}"
            assert any("Toledo" in text for text in around.values())
            page = render_html(*args, contexts=around, released=released)
            return [
                str(render_json(brief)),
                render_markdown(*args, released),
                render_html(*args, released=released),
                page,
            ]

        assert all("12" in shown and "Toledo" not in shown for shown in outputs())
        made.decide(Decision("release_name", "Wilmer Toledo", "an editor", "2026-01-01T00:00:00+00:00", "he agreed"))
        assert all("Wilmer Toledo" in shown for shown in outputs())
