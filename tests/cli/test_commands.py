"""The command from outside: what it prints, in which form, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from amparo.cli import run
from amparo.cli.deciding import parse_changes
from amparo.cli.messages import Speaker
from amparo.cli.output import safe_cell
from kit.dossiers import papers, steps

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _small_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amparo.dossier.standard_steps", lambda pack, languages: steps())
    monkeypatch.delenv("AMPARO_ACTOR", raising=False)
    monkeypatch.setenv("AMPARO_LANG", "en")


@pytest.fixture
def dossier(tmp_path: Path, capsys: Capture) -> str:
    folder = papers(tmp_path / "in", a="It took 261 people.\nOf these 238 people flew.", b="=Recluye a 23 personas.")
    (folder / "c.bin").write_bytes(b"\xff")
    assert run(["init", str(tmp_path / "d"), "--title", "A matter"]) == 0
    assert run(["-d", str(tmp_path / "d"), "add", str(folder)]) == 1
    capsys.readouterr()
    return str(tmp_path / "d")


def listed(capsys: Capture, *arguments: str) -> list[dict[str, Any]]:
    assert run([*arguments, "--format", "jsonl"]) in (0, 1)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_add_prints_a_row_for_each_item(dossier: str, tmp_path: Path, capsys: Capture) -> None:
    assert run(["add", str(tmp_path / "in"), "-d", dossier, "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert [(r["doc"], r["status"]) for r in map(json.loads, out.splitlines())] == [
        ("in/a.txt", "skipped"),
        ("in/b.txt", "skipped"),
        ("in/c.bin", "failed"),
    ]
    assert "Read: 0 · duplicates: 0 · already there: 2 · archives opened: 0 · failed: 1" in err


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["failed", "The folder is empty.", "Read: 2"]),
        ("es", ["falló", "La carpeta está vacía.", "Leídos: 2"]),
    ],
)
def test_add_as_a_table_says_why_in_both_languages(
    lang: str, words: list[str], tmp_path: Path, capsys: Capture
) -> None:
    folder = papers(tmp_path / "in", a="261 people", b="23 personas")
    (folder / "c").mkdir()
    run(["init", str(tmp_path / "d")])
    assert run(["--ui-lang", lang, "-d", str(tmp_path / "d"), "add", str(folder)]) == 1
    out, err = capsys.readouterr()
    assert [word for word in words if word not in out + err] == []
    assert run(["--ui-lang", lang, "-d", str(tmp_path / "d"), "problems"]) == 0
    assert words[1] in capsys.readouterr().out
    for command in (["problems"], ["add", str(folder)]):
        assert words[1] in {
            row["reason"] for row in listed(capsys, "--ui-lang", lang, "-d", str(tmp_path / "d"), *command)
        }


def test_claims_have_the_fields_of_the_schema_first(dossier: str, capsys: Capture) -> None:
    records = listed(capsys, "claims", "-d", dossier)
    assert sorted(r["value"] for r in records) == [23, 238, 261]
    assert list(records[0])[:3] == ["id", "doc", "lang"]
    assert {"start", "end", "quote", "scope", "reasons", "review", "doc_id", "anchor"} <= set(records[0])


@pytest.mark.parametrize(
    ("arguments", "values"),
    [
        (["b.txt"], [23]),
        (["--ledger", "people"], [23, 238, 261]),
        (["--ledger", "money"], []),
        (["--stage", "held"], [23, 238, 261]),
        (["--review", "accepted"], []),
    ],
)
def test_claims_are_filtered(dossier: str, capsys: Capture, arguments: list[str], values: list[int]) -> None:
    assert sorted(r["value"] for r in listed(capsys, "claims", *arguments, "-d", dossier)) == values


def test_tables_show_what_json_holds(dossier: str, capsys: Capture) -> None:
    for command, words in {
        "claims": ["261 people", "261 person", "machine-read", "in/a.txt"],
        "ledger": ["people", "held", "261 person", "1 document, 1 origin", "“238 people”"],
        "findings": ["contradiction", "The counts differ.", "23 ≠ 238 ≠ 261"],
        "problems": ["in/c.bin", "Save it as UTF-8."],
        "verify": ["Everything holds.", "originals 3"],
        "brief": ["23 · 238 · 261"],
    }.items():
        assert run(["-d", dossier, command]) == 0
        out = capsys.readouterr().out
        assert [word for word in words if word not in out] == [], command


def test_lines_findings_and_problems_have_their_documented_shape(dossier: str, capsys: Capture) -> None:
    (line,) = listed(capsys, "ledger", "-d", dossier)
    assert list(line) == ["id", "ledger", "unit", "sender", "receiver", "scope", "when", "steps"]
    assert list(line["steps"][0]["figures"][0]) == [
        "low",
        "high",
        "bound",
        "value",
        "claims",
        "documents",
        "origins",
    ]
    (finding,) = listed(capsys, "findings", "-d", dossier)
    assert list(finding) == ["id", "kind", "ledger", "status", "explanation", "arithmetic", "claims"]
    assert [c["value"] for c in finding["claims"] if c["quote"].startswith("2")]
    (problem,) = listed(capsys, "problems", "-d", dossier)
    assert list(problem) == ["id", "doc", "reason", "remedy", "where", "sha256", "whole", "at", "solved"]


@pytest.mark.parametrize("command", ["claims", "ledger", "findings", "problems"])
def test_json_and_csv_hold_the_same_records(dossier: str, capsys: Capture, command: str) -> None:
    records = listed(capsys, command, "-d", dossier)
    assert run([command, "-d", dossier, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == records
    assert run([command, "-d", dossier, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == len(records)
    assert list(rows[0]) == list(records[0])


@pytest.mark.parametrize(("form", "printed"), [("json", "[]\n"), ("jsonl", ""), ("csv", "")])
def test_an_empty_list_is_empty_in_every_form(dossier: str, capsys: Capture, form: str, printed: str) -> None:
    assert run(["claims", "--ledger", "money", "-d", dossier, "--format", form]) == 0
    assert capsys.readouterr().out == printed


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("a=1", "a=1"),
        (-1, -1),
        (["=x"], '["=x"]'),
        (None, None),
    ],
)
def test_no_cell_of_a_csv_is_a_formula(value: object, cell: object) -> None:
    assert safe_cell(value) == cell


# Review


def one(capsys: Capture, dossier: str, value: int) -> dict[str, Any]:
    return next(r for r in listed(capsys, "claims", "-d", dossier) if r["value"] == value)


def test_claims_are_accepted_rejected_and_corrected_by_options(dossier: str, capsys: Capture) -> None:
    ids = {value: one(capsys, dossier, value)["id"] for value in (23, 238, 261)}
    actor = ["--actor", "Ana", "-d", dossier]
    assert run(["review", "--accept", ids[23], "--reject", ids[261], "--reason", "A guess.", *actor]) == 0
    assert run(["review", "--correct", ids[238], "--set", "when=2025-03-15", "--reason", "Dated.", *actor]) == 0
    assert "when: None → 2025-03-15" in capsys.readouterr().out
    states = {r["value"]: (r["review"], r["when"]) for r in listed(capsys, "claims", "-d", dossier)}
    assert states == {23: ("accepted", None), 238: ("corrected", "2025-03-15"), 261: ("rejected", None)}
    assert run(["brief", "-d", dossier]) == 0
    assert "261" not in capsys.readouterr().out


def test_a_finding_is_resolved_and_a_name_released(dossier: str, capsys: Capture) -> None:
    actor = ["--actor", "Ana", "-d", dossier]
    assert run(["review", "--resolve", "find1", "--release", "A Name", "--reason", "Public since.", *actor]) == 0
    capsys.readouterr()
    (finding,) = listed(capsys, "findings", "-d", dossier)
    assert finding["status"] == "resolved"
    capsys.readouterr()
    assert run(["brief", "--format", "json", "-d", dossier]) == 0
    assert json.loads(capsys.readouterr().out)["withheld"] == 0


def test_what_was_written_by_hand_is_taken_in(dossier: str, capsys: Capture) -> None:
    claim = one(capsys, dossier, 23)["id"]
    entry = f"decisions:\n- {{act: accept, target: {claim}, actor: Luis, at: 2026-02-01}}\n"
    (Path(dossier) / "hand" / "mine.yaml").write_text(entry, encoding="utf-8")
    assert run(["review", "--apply", "-d", dossier]) == 0
    assert "Decisions taken in from hand/: 1" in capsys.readouterr().out
    assert one(capsys, dossier, 23)["review"] == "accepted"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--accept", "x"], "Say who decides"),
        (["--accept", "x", "--actor", "Ana"], "There is no claim x"),
        (["--resolve", "x", "--reason", "y", "--actor", "Ana"], "There is no finding x"),
        (["--reject", "x", "--actor", "Ana"], "a decision to reject needs a reason"),
        (["--set", "value=1"], "--set goes with --correct"),
        (["--correct", "x", "--set", "value", "--reason", "y", "--actor", "Ana"], "--set takes SLOT=VALUE"),
        ([], "needs a terminal"),
    ],
)
def test_what_cannot_be_decided_is_one_sentence_and_status_2(
    dossier: str, capsys: Capture, arguments: list[str], message: str
) -> None:
    assert run(["review", *arguments, "-d", dossier]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert err.startswith("amparo: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "This correction cannot be: the value 999 does not stand in the quote '238 people'"),
        ("es", "Esta corrección no puede ser: el valor 999 no está en la cita '238 people'"),
    ],
)
def test_a_figure_that_is_not_in_the_quote_is_refused_and_nothing_is_lost(
    dossier: str, capsys: Capture, lang: str, said: str
) -> None:
    before = listed(capsys, "claims", "-d", dossier)
    ids = {value: one(capsys, dossier, value)["id"] for value in (23, 238)}
    correct = ["--correct", ids[238], "--set", "value=999", "--reason", "Misread.", "--actor", "Ana"]
    assert run(["--ui-lang", lang, "review", *correct, "-d", dossier]) == 2
    assert capsys.readouterr().err == f"amparo: {said}\n"
    assert listed(capsys, "claims", "-d", dossier) == before
    assert not (Path(dossier) / "hand" / "decisions.yaml").exists()
    assert run(["--ui-lang", lang, "review", "--accept", ids[23], *correct, "-d", dossier]) == 2
    out, err = capsys.readouterr()
    assert ids[23] in out
    assert said in err
    assert one(capsys, dossier, 23)["review"] == "accepted"
    assert run(["verify", "-d", dossier]) == 0


def test_a_decision_without_reason_stops_before_any_is_kept(dossier: str, capsys: Capture) -> None:
    ids = {value: one(capsys, dossier, value)["id"] for value in (23, 238)}
    assert run(["review", "--accept", ids[23], "--reject", ids[238], "--actor", "Ana", "-d", dossier]) == 2
    assert one(capsys, dossier, 23)["review"] == "unreviewed"


@pytest.mark.parametrize(
    ("given", "changes"),
    [
        (["value=238"], {"value": 238}),
        (["value=[230, 240]"], {"value": [230, 240]}),
        (["value = null", "bound=none"], {"value": None, "bound": "none"}),
        (["when=2025-03-15"], {"when": "2025-03-15"}),
        (["when=2025"], {"when": "2025"}),
        (["value=many"], {"value": "many"}),
        (["asserter=A = B"], {"asserter": "A = B"}),
        (["scope.nationality=VEN", "hedge=none", "unit="], {"scope.nationality": "VEN", "hedge": "none", "unit": None}),
        (["start=3", "end=9"], {"start": 3, "end": 9}),
    ],
)
def test_slots_are_read_from_the_command_line(given: list[str], changes: dict[str, Any]) -> None:
    assert parse_changes(given, Speaker("en")) == changes


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_claims_are_reviewed_by_keyboard(dossier: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = iter("xwa" + "cc" + "n")
    answers = iter(["Ana", "value=999", "", "so", "stage=arrived", "", "Landed."])
    out = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("typer.getchar", lambda: next(keys))
    monkeypatch.setattr("typer.prompt", lambda *args, **options: next(answers))
    status = run(["review", "-d", dossier])
    monkeypatch.setattr("sys.stdout", sys.__stdout__)
    assert status == 0
    shown = out.getvalue()
    assert "Decisions kept: 2" in shown
    assert "It took" in shown
    assert "999 does not stand in the quote" in capsys.readouterr().err


def test_help_and_version_end_well(capsys: Capture) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("amparo ")
    assert run(["--ui-lang", "es", "verify", "--help"]) == 0
    assert "Mostrar este mensaje" in capsys.readouterr().out


# What cannot be used


FORMATS = "Use one of: table, json, jsonl, csv."
FORMATOS = "Use uno de: table, json, jsonl, csv."


@pytest.mark.parametrize(
    ("arguments", "english", "spanish"),
    [
        (["add"], "Missing argument 'SOURCE'. See amparo add --help.", "Falta el argumento 'SOURCE'."),
        (["fly"], "No such command 'fly'. See amparo --help.", "No existe la orden 'fly'."),
        (["claims", "--bogus"], "No such option: --bogus", "No existe la opción --bogus"),
        (["claims", "--format"], "Option '--format' requires", "La opción '--format' requiere"),
        (["ledger", "a", "b"], "Got unexpected extra argument", "Sobra"),
        *(
            ([command, "--format", "xml"], f"There is no format 'xml'. {FORMATS}", f"el formato 'xml'. {FORMATOS}")
            for command in ("claims", "ledger", "findings", "problems", "verify")
        ),
        (["add", "x", "--format", "XML"], f"There is no format 'XML'. {FORMATS}", f"el formato 'XML'. {FORMATOS}"),
        (["claims", "--text", "x", "--format", "xml"], FORMATS, FORMATOS),
        (
            ["brief", "--format", "odt"],
            "'odt'. Use one of: md, html, json, pdf.",
            "'odt'. Use uno de: md, html, json, pdf.",
        ),
        (["claims", "--review", "read"], "There is no state of review 'read'. Use", "No existe el estado de revisión"),
        (["-d", __file__, "claims"], "Give the folder of a dossier.", "Indique la carpeta de un expediente."),
        (["--ui-lang", "tlh", "claims"], "There is no language 'tlh'. Use one of: en, es.", "No existe el idioma"),
        (["-d", "nowhere", "claims"], "nowhere is no dossier", "nowhere no es un expediente"),
        (["claims", "--text"], "--text needs at least one file", "--text requiere al menos un archivo"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_unusable_input_is_one_plain_sentence_and_status_2(
    capsys: Capture,
    arguments: list[str],
    english: str,
    spanish: str,
    lang: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AMPARO_LANG", lang)
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert {"en": english, "es": spanish}[lang] in err
    assert (out, err[:8], err.count("\n")) == ("", "amparo: ", 1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ledger", "boats"], "There is no ledger 'boats'. Use one of: terms"),
        (["claims", "--stage", "flown"], "There is no stage 'flown'. Use one of: proposed"),
        (["claims", "--ledger", "money", "--stage", "arrived"], "There is no stage 'arrived'. Use one of: proposed"),
        (["claims", "nowhere.html"], "There is no document 'nowhere.html'"),
        (["add", "nowhere"], "There is no file or folder nowhere"),
        (["brief", "--lang", "tlh"], "no language 'tlh'. Use one of: en, es"),
        (["brief", "-o", "nowhere/brief.md"], "cannot be written"),
        (["brief", "--format", "pdf"], "A PDF needs a file: add -o FILE."),
        (["--ui-lang", "es", "brief", "--format", "pdf"], "Un PDF necesita un archivo: añada -o ARCHIVO."),
        (["init", "."], "is a dossier already"),
    ],
)
def test_errors_name_the_remedy(
    dossier: str, capsys: Capture, arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dossier)
    assert run(arguments) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lang", "module", "arguments", "words"),
    [
        ("en", "weasyprint", ["--format", "pdf", "-o", "a.pdf"], "A PDF needs the extra “pdf”"),
        ("es", "weasyprint", ["--format", "pdf", "-o", "a.pdf"], "Un PDF requiere el extra «pdf»"),
        ("en", "vl_convert", ["-o", "a.md", "--charts", "."], "Charts need the extra “charts”"),
        ("es", "altair", ["-o", "a.md", "--charts", "."], "Los gráficos requieren el extra «charts»"),
    ],
)
def test_a_missing_extra_is_named(
    tmp_path: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    module: str,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.chdir(tmp_path)
    assert run(["init", "d", "--title", "A matter"]) == 0
    papers(tmp_path / "in", a="On March 15, 2025, the United States deported 238 Venezuelans to El Salvador.")
    assert run(["-d", "d", "add", "in"]) == 0
    assert run(["--ui-lang", lang, "-d", "d", "brief", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_the_brief_writes_a_pdf_and_its_charts(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("weasyprint", reason="the extra `pdf` is not installed")
    pytest.importorskip("vl_convert", reason="the extra `charts` is not installed")
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert run(["init", "d", "--title", "A matter"]) == 0
    papers(tmp_path / "in", a="On March 15, 2025, the United States deported 238 Venezuelans to El Salvador.")
    assert run(["-d", "d", "add", "in"]) == 0
    assert run(["-d", "d", "brief", "--format", "pdf", "-o", "a.pdf", "--charts", "made/here", "--lang", "es"]) == 0
    assert Path("a.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert sorted(p.name for p in Path("made/here").iterdir()) == ["ladder-people.es.png", "ladder-people.es.svg"]
    assert "made/here/ladder-people.es.svg" in capsys.readouterr().err


def test_a_damaged_database_is_a_sentence(dossier: str, capsys: Capture) -> None:
    path = Path(dossier) / "amparo.db"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    assert run(["-d", dossier, "claims"]) == 2
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert "amparo.db" in err


def test_verify_names_the_fault_and_ends_with_status_1(dossier: str, capsys: Capture) -> None:
    original = next(p for p in (Path(dossier) / "originals").rglob("*") if p.is_file() and p.stat().st_size > 5)
    original.chmod(0o644)
    original.write_bytes(b"forged")
    assert run(["-d", dossier, "verify"]) == 1
    assert f"✗ The original {original.name}" in capsys.readouterr().out
    assert run(["--ui-lang", "es", "-d", dossier, "verify", "--format", "json"]) == 1
    record = json.loads(capsys.readouterr().out)
    assert record["faults"][0]["kind"] == "original_altered"
    assert record["faults"][0]["sentence"].startswith("El original")


@pytest.mark.parametrize(("lang", "words"), [("en", "✗ Identity:"), ("es", "✗ Identidad:")])
def test_the_checklist_is_printed_for_each_capture(dossier: str, capsys: Capture, lang: str, words: str) -> None:
    assert run(["--ui-lang", lang, "-d", dossier, "verify", "--checklist"]) == 0
    assert capsys.readouterr().out.count(words) == 3
    records = listed(capsys, "--ui-lang", lang, "-d", dossier, "verify", "--checklist")
    unread = [r["doc"] for r in records if not {p["point"]: p["present"] for p in r["checklist"]}["renderability"]]
    assert unread == ["in/c.bin"]


def test_names_from_outside_reach_no_terminal_as_commands(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "[red]x\x1b[2J.txt").write_text("238 people \x1b]0;owned\x07 [bold]", encoding="utf-8")
    (folder / "y.txt").write_text("[/nonsense] 23 people\x9b31m", encoding="utf-8")
    run(["init", str(tmp_path / "d")])
    for command in (["add", str(folder)], ["claims"], ["ledger"], ["findings"], ["problems"], ["brief"]):
        assert run(["-d", str(tmp_path / "d"), *command]) == 0
        out, err = capsys.readouterr()
        assert not set(out + err) & set("\x1b\x07\x9b"), command
    assert run(["-d", str(tmp_path / "d"), "claims"]) == 0
    assert "[red]x" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8 exist on Linux only")
def test_names_that_are_no_utf8_are_kept_and_shown(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    Path(bytes(folder).decode() + "/caf\udce9.txt").write_text("238 people")
    run(["init", str(tmp_path / "d")])
    assert run(["-d", str(tmp_path / "d"), "add", str(folder)]) == 0
    assert run(["-d", str(tmp_path / "d"), "claims"]) == 0
    assert "caf\\udce9.txt" in capsys.readouterr().out
    assert run(["-d", str(tmp_path / "d"), "verify"]) == 0
