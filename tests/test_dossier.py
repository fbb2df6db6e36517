"""The whole flow over a dossier: every item a row, nothing twice, decisions that change the account."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from amparo.changed import Changed, compare
from amparo.dossier import Dossier
from amparo.handfile import FILE, entry_text, read_entries, with_entry
from amparo.model import AmparoError, Claim, Decision
from amparo.packs import PackError
from kit.dossiers import acts, clock, new_dossier, papers, steps


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    return new_dossier(tmp_path / "d")


def added(dossier: Dossier, folder: Path) -> list[tuple[str, str, int]]:
    return [(row.doc, row.status, row.claims) for row in dossier.add([folder], clock=clock())]


def test_every_item_is_a_row(dossier: Dossier, tmp_path: Path) -> None:
    folder = papers(tmp_path / "in", a="It holds 238 people.", b="Recluye a 238 personas y a 23 personas.", c="None.")
    (folder / "d.bin").write_bytes(b"\xff\xfe\x00")
    (folder / "e.txt").write_text("It holds 238 people.", encoding="utf-8")
    assert added(dossier, folder) == [
        ("in/a.txt", "read", 1),
        ("in/b.txt", "read", 2),
        ("in/c.txt", "read", 0),
        ("in/d.bin", "failed", 0),
        ("in/e.txt", "duplicate", 1),
    ]
    assert [(p.problem.doc, p.problem.reason, p.problem.remedy) for p in dossier.problems()] == [
        ("in/d.bin", "It is no text.", "Save it as UTF-8.")
    ]
    assert {c.doc for c in dossier.store.captures()} == {
        f"in/{n}" for n in ("a.txt", "b.txt", "c.txt", "d.bin", "e.txt")
    }


def test_adding_again_adds_nothing(dossier: Dossier, tmp_path: Path) -> None:
    folder = papers(tmp_path / "in", a="238 people", b="238 people", c="23 personas")
    added(dossier, folder)
    before = acts(dossier.store.events())
    assert added(dossier, folder) == [(f"in/{n}.txt", "skipped", 1) for n in "abc"]
    assert acts(dossier.store.events()) == before


def test_a_changed_page_is_a_new_capture_beside_the_old(dossier: Dossier, tmp_path: Path) -> None:
    folder = papers(tmp_path / "in", a="238 people")
    added(dossier, folder)
    papers(folder, a="261 people")
    assert added(dossier, folder) == [("in/a.txt", "read", 1)]
    assert sorted(str(c.value) for c in dossier.claims()) == ["238.0", "261.0"]


def test_a_newer_cascade_adds_rows_and_its_claims_are_current(dossier: Dossier, tmp_path: Path) -> None:
    folder = papers(tmp_path / "in", a="238 people")
    added(dossier, folder)
    newer = Dossier.open(dossier.path, steps("kit/2"))
    assert added(newer, folder) == [("in/a.txt", "read", 1)]
    assert acts(newer.store.events()).count("extract") == 2
    assert len(newer.claims()) == 1
    assert newer.verify().faults == ()
    assert newer.verify().unmade == ("in/a.txt: kit/1",)


def test_a_failed_item_that_can_be_read_later_is_no_problem_any_more(dossier: Dossier, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes("Recluye a 23 personas, señor.".encode("latin-1"))
    assert added(dossier, folder) == [("in/a.txt", "failed", 0)]
    assert added(dossier, folder) == [("in/a.txt", "failed", 0)]
    assert len(dossier.problems()) == 1
    kit = steps()
    latin = type(kit)(
        kit.acquire,
        lambda capture, data: kit.read(capture, data.decode("latin-1").encode()),
        kit.extract,
        kit.cascade,
        kit.reconcile,
        kit.write,
    )
    assert added(Dossier.open(dossier.path, latin), folder) == [("in/a.txt", "read", 1)]
    assert dossier.problems() == []


@pytest.mark.parametrize("room", ["read", "extract", "cascade"])
def test_an_error_that_stops_the_run_leaves_nothing_of_its_document(
    dossier: Dossier, tmp_path: Path, room: str
) -> None:
    folder = papers(tmp_path / "in", a="238 people", b="23 personas")
    added(dossier, folder / "a.txt")

    def broken(*_: object) -> NoReturn:
        raise PackError("a_pack/frames.yaml", "frames", "is missing", "Add `frames:` here")

    stopped = Dossier.open(dossier.path, replace(steps("kit/2"), **{room: broken}))
    with pytest.raises(PackError):
        stopped.add([folder / "b.txt"], clock=clock())
    stopped.store.close()
    whole = Dossier.open(dossier.path, steps())
    assert [capture.doc for capture in whole.store.captures()] == ["a.txt"]
    assert len([path for path in whole.originals.rglob("*") if path.is_file()]) == 1
    assert whole.verify().faults == ()
    assert added(whole, folder / "b.txt") == [("b.txt", "read", 1)]


def test_the_order_of_adding_does_not_change_the_account(tmp_path: Path) -> None:
    folder = papers(tmp_path / "in", a="238 people", b="23 personas", c="261 people and 23 people")
    accounts = []
    for number, order in enumerate(("abc", "cba", "bca")):
        dossier = new_dossier(tmp_path / f"d{number}")
        dossier.add([folder / f"{name}.txt" for name in order], clock=clock())
        account = dossier.account()
        accounts.append((account.lines, account.findings, dict(account.claims)))
    assert accounts[0] == accounts[1] == accounts[2]


def test_a_source_that_does_not_exist_costs_a_row_and_the_rest_is_added(tmp_path: Path) -> None:
    dossier = new_dossier(tmp_path / "d")
    folder = papers(tmp_path / "p", a="238 people")
    long = "x" * 5_000
    rows = dossier.add([tmp_path / "nowhere", folder, "a\0b", long], clock=clock())
    assert [(row.doc, row.status) for row in rows] == [
        (str(tmp_path / "nowhere"), "failed"),
        ("p/a.txt", "read"),
        ("a\0b", "failed"),
        (long, "failed"),
    ]
    assert rows[0].reason == "There is no such file or folder."
    assert rows[0].remedy
    assert dossier.problems() == []


def test_where_no_source_exists_nothing_is_added(tmp_path: Path) -> None:
    dossier = new_dossier(tmp_path / "d")
    with pytest.raises(AmparoError, match=r"no file or folder .*nowhere"):
        dossier.add([tmp_path / "nowhere", tmp_path / "nothing"], clock=clock())
    assert dossier.store.captures() == []


@pytest.mark.parametrize("start", [".", "originals", "hand"])
def test_the_dossier_around_the_current_folder_is_found(
    dossier: Dossier, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dossier.path / start)
    assert Dossier.open().path == dossier.path


def test_no_dossier_is_said_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AmparoError, match=r"no dossier at or above .*amparo init"):
        Dossier.open()
    with pytest.raises(AmparoError, match=r"no dossier: it has no amparo.toml"):
        Dossier.open(tmp_path)


def test_a_dossier_is_made_in_an_empty_folder_only(dossier: Dossier, tmp_path: Path) -> None:
    with pytest.raises(AmparoError, match="is a dossier already"):
        new_dossier(dossier.path)
    with pytest.raises(AmparoError, match="is not empty"):
        new_dossier(papers(tmp_path / "in", a="x"))


def test_a_copied_folder_is_a_whole_dossier(dossier: Dossier, tmp_path: Path) -> None:
    import shutil

    added(dossier, papers(tmp_path / "in", a="238 people"))
    dossier.store.close()
    shutil.copytree(dossier.path, tmp_path / "copy")
    copy = Dossier.open(tmp_path / "copy", steps())
    assert copy.claims() == dossier.claims()
    assert copy.verify().faults == ()


# Decisions


@pytest.fixture
def claim(dossier: Dossier, tmp_path: Path) -> Claim:
    added(dossier, papers(tmp_path / "in", a="It took 261 people, of whom 238 people were flown.", b="238 people"))
    return next(c for c in dossier.claims() if c.value == 261)


def decision(act: str, target: str, at: str = "2026-02-01T00:00:00Z", **more: object) -> Decision:
    return Decision(act=act, target=target, actor="Ana", at=at, **{"reason": "", **more})  # type: ignore[arg-type]


def test_a_correction_is_a_new_claim_that_names_the_old(dossier: Dossier, claim: Claim) -> None:
    start = dossier.store.content_of(claim.id).index("238")
    changes = {"start": start, "end": start + 10, "value": 238, "scope.nationality": "VEN"}
    effect = dossier.decide(decision("correct", claim.id, reason="The quote was cut wrong.", changes=changes))
    made = effect.after
    assert made is not None
    assert (made.quote, made.value, dict(made.scope)) == ("238 people", 238, {"nationality": "VEN"})
    assert (made.supersedes, made.review, made.reader) == (claim.id, "corrected", "hand")
    ids = [c.id for c in dossier.claims()]
    assert made.id in ids
    assert claim.id not in ids
    assert dossier.store.claim(claim.id) == claim
    assert dossier.account().findings == ()
    assert dossier.verify().faults == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value": 240}, "240 does not stand in the quote"),
        ({"value": "many"}, "'many' is no figure"),
        ({"value": None}, "bound 'exact' does not go with value None"),
        ({"colour": "red"}, "'colour' is no slot .* Use one of: ledger, stage, value"),
        ({"stage": "flown"}, "The ledger people has no stage 'flown'. Use one of: planned"),
        ({"ledger": "boats"}, "There is no ledger 'boats'. Use one of: terms"),
        ({"sender": "USA!"}, "alpha-3"),
        ({"when": "banana"}, "'banana' is not a date in EDTF"),
        ({"when": "2025-02-30"}, "names no day of the calendar"),
        ({"unit": "bananas"}, "There is no unit 'bananas'. Use one of: person, flight"),
        ({"unit": "XXQ/person"}, "There is no unit 'XXQ/person'"),
        ({"scope": "VEN"}, "given part by part"),
        ({"scope.colour": "red"}, "'colour' is no part of a claim's scope. Use one of: nationality"),
        ({"scope.nationality": "ve"}, "alpha-3 code, such as VEN; got 've'"),
        ({"scope.affiliation_status": "likely"}, "one of alleged, asserted"),
        ({"scope": {"group": 3}}, "scope.group is text; got 3"),
        ({"start": 9, "end": 9}, "the quote is blank"),
        ({"start": 30, "end": 40}, "261 does not stand in the quote"),
        ({"end": 10_000}, "end is a character offset between 0 and 50"),
        ({"value": 261}, "changes nothing"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_leaves_no_trace(
    dossier: Dossier, claim: Claim, changes: dict[str, object], message: str
) -> None:
    before = acts(dossier.store.events())
    with pytest.raises(AmparoError, match=message):
        dossier.decide(decision("correct", claim.id, reason="x", changes=changes))
    assert acts(dossier.store.events()) == before
    assert not (dossier.path / "hand" / FILE).exists()


@pytest.mark.parametrize(
    ("changes", "slot", "value"),
    [
        ({"unit": "flight"}, "unit", "flight"),
        ({"unit": "USD/person/year"}, "unit", "USD/person/year"),
        ({"unit": None}, "unit", None),
        ({"when": "2025-03-15/2025-03-16"}, "when", "2025-03-15/2025-03-16"),
        (
            {"scope": {"affiliation_status": "alleged", "group": "men"}},
            "scope",
            {"affiliation_status": "alleged", "group": "men"},
        ),
        ({"scope": None, "sender": "USA"}, "sender", "USA"),
    ],
)
def test_a_correction_that_can_be_is_kept(
    dossier: Dossier, claim: Claim, changes: dict[str, object], slot: str, value: object
) -> None:
    made = dossier.decide(decision("correct", claim.id, reason="x", changes=changes)).after
    assert getattr(made, slot) == value
    assert dossier.verify().faults == ()


def test_the_newest_decision_about_a_claim_holds(dossier: Dossier, claim: Claim) -> None:
    states = []
    for at, act in enumerate(("accept", "reject", "accept")):
        dossier.decide(decision(act, claim.id, at=f"2026-02-0{at + 1}", reason="so"))
        states.append(next(c.review for c in dossier.claims() if c.id == claim.id))
    assert states == ["accepted", "rejected", "accepted"]
    dossier.decide(decision("correct", claim.id, at="2026-02-04", reason="so", changes={"stage": "arrived"}))
    assert [c.stage for c in dossier.claims() if claim.id in (c.id, c.supersedes)] == ["arrived"]
    dossier.decide(decision("accept", claim.id, at="2026-02-05"))
    assert [c.stage for c in dossier.claims() if claim.id in (c.id, c.supersedes)] == ["held"]
    assert len(dossier.store.decisions()) == 5


def test_a_finding_is_resolved_with_a_reason(dossier: Dossier, claim: Claim) -> None:
    assert dossier.account().findings[0].status == "open"
    effect = dossier.decide(decision("resolve", "find1", reason="Two dates."))
    assert effect.finding is not None
    finding = dossier.account().findings[0]
    assert (finding.status, finding.resolved_by) == ("resolved", effect.decision.id)


def test_unknown_targets_are_said(dossier: Dossier, claim: Claim) -> None:
    with pytest.raises(AmparoError, match=r"no claim nope"):
        dossier.decide(decision("accept", "nope"))
    with pytest.raises(AmparoError, match=r"no finding nope"):
        dossier.decide(decision("resolve", "nope", reason="x"))


def test_a_correction_stands_when_a_newer_cascade_reads_otherwise(
    dossier: Dossier, claim: Claim, tmp_path: Path
) -> None:
    dossier.decide(decision("correct", claim.id, reason="so", changes={"stage": "arrived"}))
    kit = steps("kit/2")

    def otherwise(text: object) -> list[Claim]:
        return [replace(c, stage="departed") for c in kit.extract(text)]  # type: ignore[arg-type]

    newer = Dossier.open(
        dossier.path, type(kit)(kit.acquire, kit.read, otherwise, kit.cascade, kit.reconcile, kit.write)
    )
    added(newer, tmp_path / "in")
    assert sorted((c.value, c.stage) for c in newer.claims() if isinstance(c.value, float)) == [
        (238.0, "departed"),
        (238.0, "departed"),
        (261.0, "arrived"),
    ]


# What people write by hand


def test_decisions_round_trip_through_hand(dossier: Dossier, claim: Claim, tmp_path: Path) -> None:
    dossier.decide(decision("accept", claim.id))
    dossier.decide(decision("correct", claim.id, at="2026-02-02", reason="año", changes={"when": "2025-03-15"}))
    assert dossier.take_in_hand() == []
    other = new_dossier(tmp_path / "other")
    added(other, tmp_path / "in")
    (other.path / "hand" / FILE).write_bytes((dossier.path / "hand" / FILE).read_bytes())
    assert len(other.take_in_hand()) == 2
    assert other.store.decisions() == dossier.store.decisions()
    assert other.claims() == dossier.claims()
    assert other.take_in_hand() == []


def test_an_entry_edited_by_hand_supersedes_the_decision(dossier: Dossier, claim: Claim) -> None:
    dossier.decide(decision("correct", claim.id, reason="so", changes={"when": "2025-03-15"}))
    path = dossier.path / "hand" / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("2025-03-15", "2025-03-16"), encoding="utf-8")
    effects = dossier.take_in_hand("Luis", clock())
    assert [(e.decision.changes, e.decision.actor) for e in effects] == [({"when": "2025-03-16"}, "Ana")]
    assert effects[0].decision.supersedes == dossier.store.decisions()[0].id
    assert [c.when for c in dossier.claims() if c.supersedes == claim.id] == ["2025-03-16"]
    assert dossier.take_in_hand() == []
    assert dossier.verify().faults == ()


def test_what_is_taken_in_from_hand_keeps_its_date_and_is_logged_when_it_came_in(
    dossier: Dossier, claim: Claim
) -> None:
    entry = f"decisions:\n- {{act: accept, target: {claim.id}, actor: Ana, at: 2025-07-01T09:00:00+00:00}}\n"
    (dossier.path / "hand" / "mine.yaml").write_text(entry, encoding="utf-8")
    (effect,) = dossier.take_in_hand("Luis", lambda: "2026-05-05T12:00:00+00:00")
    assert (effect.decision.at, dossier.store.decisions()[0].at) == ("2025-07-01T09:00:00+00:00",) * 2
    *_, event = dossier.store.events()
    assert (event.act, event.at, event.actor) == ("decide", "2026-05-05T12:00:00+00:00", "Ana")
    assert dossier.verify().faults == ()


def test_an_entry_without_id_is_taken_in_once(dossier: Dossier, claim: Claim) -> None:
    entry = f"decisions:\n- act: reject\n  target: {claim.id}\n  reason: An age, not a count.\n"
    (dossier.path / "hand" / "mine.yaml").write_text(entry, encoding="utf-8")
    assert [e.after.review for e in dossier.take_in_hand("Ana", clock()) if e.after] == ["rejected"]
    assert dossier.take_in_hand("Ana", clock()) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "decisions: [{act: burn, target: x}]",
            "mine.yaml, line 1, entry 1: `act` is 'burn'. Use one of: accept",
        ),
        ("decisions: [{act: accept}]", "entry 1: `target` is missing"),
        ("decisions: [{act: accept, target: x, colour: red}]", "colour is not a key known here"),
        ("decisions: [{act: reject, target: x}]", "entry 1: a decision to reject needs a reason"),
        ("decisions: []\v", "hand/mine.yaml cannot be read as YAML"),
        ("decisions: {}\nother", "hand/mine.yaml, line 2 cannot be read as YAML"),
        ("decisions: 5", "must hold `decisions:` with a list"),
        ("decisions:\n- act: accept\n  target: x\n  act: reject", "line 2: the key act stands twice. Delete one."),
        ("version: 2\ndecisions: []", "is of version 2, and this Amparo reads version 1"),
        ("- a", "must hold `decisions:` with a list"),
    ],
)
def test_a_wrong_entry_is_named(dossier: Dossier, text: str, message: str) -> None:
    (dossier.path / "hand" / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(AmparoError, match=message):
        dossier.take_in_hand()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("# mine\ndecisions: []  \n", "# mine\n"),
        ("# first\ndecisions:\n  # why\n  - act: reject   # an age\n    target: x\n    reason: An age.\n", None),
        ("decisions:\n- {act: reject, target: x, reason: so}  # flow\n", None),
    ],
)
def test_what_stands_in_the_file_stays_sign_for_sign(text: str, kept: str | None) -> None:
    made = with_entry(text, entry_text(decision("reject", "y", reason="año: «so»"), "it is"), "hand/x.yaml")
    assert (text.rstrip() if kept is None else kept) in made
    assert [entry.target for entry in read_entries(made, "hand/x.yaml")] == ["x"] * (kept is None) + ["y"]
    assert read_entries(made, "x")[-1].reason == "año: «so»"


def test_read_and_written_again_it_is_the_same(dossier: Dossier, claim: Claim) -> None:
    dossier.decide(decision("accept", claim.id))
    dossier.decide(decision("correct", claim.id, reason="1: 'x' #y", changes={"when": "2025-03-15"}))
    text = (dossier.path / "hand" / FILE).read_text(encoding="utf-8")
    again = ""
    for kept in dossier.store.decisions():
        again = with_entry(again, entry_text(kept, claim.quote), FILE)
    assert again == text


def test_a_damaged_file_is_named_and_nothing_is_lost(dossier: Dossier, claim: Claim) -> None:
    path = dossier.path / "hand" / FILE
    path.write_text("decisions:\n- act: accept\n  target: [\n", encoding="utf-8")
    with pytest.raises(AmparoError, match=f"hand/{FILE}, line 4 cannot be read as YAML: .* Mend the place it names"):
        dossier.decide(decision("accept", claim.id))
    assert path.read_text(encoding="utf-8") == "decisions:\n- act: accept\n  target: [\n"
    assert dossier.store.decisions() == []


def test_undoing_and_what_cannot_be_undone(dossier: Dossier, claim: Claim) -> None:
    made = decision("reject", claim.id, reason="so")
    dossier.decide(made)
    dossier.decide(decision("undo", made.id, at="2026-02-02", reason="no"))
    assert [c.review for c in dossier.claims() if c.id == claim.id] == ["unreviewed"]
    with pytest.raises(AmparoError, match="no longer holds"):
        dossier.decide(decision("undo", made.id, at="2026-02-03", reason="no"))
    with pytest.raises(AmparoError, match="There is no decision nope"):
        dossier.decide(decision("undo", "nope", reason="no"))
    assert dossier.verify().faults == ()


def test_a_name_released_is_withheld_again_when_that_is_undone(dossier: Dossier) -> None:
    made = decision("release_name", "Fulano Pérez", reason="He asked for it.")
    dossier.decide(made)
    assert dossier.released() == {"Fulano Pérez"}
    dossier.decide(decision("undo", made.id, at="2026-02-02", reason="He no longer does."))
    assert dossier.released() == frozenset()


def test_a_review_of_what_is_no_longer_read_is_a_problem(dossier: Dossier, claim: Claim, tmp_path: Path) -> None:
    dossier.decide(decision("accept", claim.id))
    assert dossier.problems() == []
    kit = steps("kit/2")
    newer = Dossier.open(
        dossier.path, type(kit)(kit.acquire, kit.read, lambda text: [], kit.cascade, kit.reconcile, kit.write)
    )
    added(newer, tmp_path / "in")
    (problem,) = [stored.problem for stored in newer.problems()]
    assert f"There is no claim {claim.id}" in problem.reason
    assert "amparo review --undo" in problem.remedy


def test_what_a_decision_changed_is_counted(dossier: Dossier, claim: Claim) -> None:
    before = dossier.standing("en")
    dossier.decide(decision("reject", claim.id, reason="so"))
    middle = dossier.standing("en")
    assert compare(before, middle) == Changed(claims=1, lines=1, opened=0, closed=1, sentences=1)
    other = next(c for c in dossier.claims() if c.value == 238)
    dossier.decide(decision("correct", other.id, reason="so", changes={"when": "2025-03-15"}))
    assert compare(middle, dossier.standing("en")).claims == 1
    assert compare(middle, middle) == Changed(0, 0, 0, 0, 0)


def test_the_title_survives_the_toml(tmp_path: Path) -> None:
    title = 'A "quoted" \\ matter\nwith ñ and \x7f'
    Dossier.create(tmp_path / "d", title, steps=steps())
    assert Dossier.open(tmp_path / "d").about.title == title


def test_derived_tables_hold_the_account(dossier: Dossier, claim: Claim) -> None:
    from amparo.store.models import FindingRow, LineRow

    findings = FindingRow.objects.using(dossier.store.alias).all()
    assert [json.loads(row.body)["arithmetic"] for row in findings] == ["238 ≠ 261"]
    assert LineRow.objects.using(dossier.store.alias).count() == 1
