"""The JSON of claims, lines, findings and the brief, key by key, from the real command over a dossier of real files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any, NoReturn

import pytest

from amparo.cli import run
from amparo.packs import load_pack
from kit.documents import make_docx, make_pdf, set_lines

CLAIM = {
    "id": str,
    "doc": str,
    "lang": str,
    "start": int,
    "end": int,
    "quote": str,
    "ledger": str,
    "stage": str,
    "value": int | float | list | None,
    "bound": str,
    "unit": str | None,
    "hedge": str,
    "stance": str,
    "asserter": str | None,
    "when": str | None,
    "sender": str | None,
    "receiver": str | None,
    "scope": dict,
    "doc_id": str,
    "published": str | None,
    "publisher": str | None,
    "reasons": list,
    "review": str,
    "reader": str,
    "anchor": list,
}
CLAIM_WHERE_THERE_IS_ONE = {"page": int, "cell": str, "supersedes": str, "marks": list}
TEXT_CLAIM = dict(list(CLAIM.items())[1:18])
"""What `--text` prints: the fields of docs/claims.md without identity and provenance."""
LINE = {
    "id": str,
    "ledger": str,
    "unit": str | None,
    "sender": str | None,
    "receiver": str | None,
    "scope": dict,
    "when": str | None,
    "steps": list,
}
STEP = {"stage": str, "figures": list}
FIGURE = {
    "low": int | float | None,
    "high": int | float | None,
    "bound": str,
    "value": int | float | list | None,
    "claims": list,
    "documents": int,
    "origins": int,
}
FINDING = {
    "id": str,
    "kind": str,
    "ledger": str | None,
    "status": str,
    "explanation": dict,
    "arithmetic": str,
    "claims": list,
}
BRIEF = {
    "lang": str,
    "title": dict | None,
    "summary": list,
    "key_points": list,
    "open_questions": list,
    "sources": list,
    "withheld": int,
    "refused": int,
    "unconfirmed": int,
}
SENTENCE = {"text": str, "claims": list, "machine_read": bool}
QUESTION = {**SENTENCE, "findings": list}
SOURCE = {"doc": str, "publisher": str | None, "published": str | None, "captured": str, "sha256": str}

MEMO = (
    "# source: Harbor Courier\n# published: 2025-03-20\n\n"
    "The United States agreed to pay El Salvador $6 million. It has paid 4.7 million dollars to El Salvador.\n\n"
    "On March 15, 2025 the United States flew 238 Venezuelans to El Salvador. "
    "El Salvador agreed to take up to 300 people.\n"
)
NOTA = (
    "# source: Diario La Ceiba\n# published: 2025-03-21\n\n"
    "El 15 de marzo de 2025 Estados Unidos envió a más de 500 personas a El Salvador. "
    "El Gobierno dijo que El Salvador recibió a 261 venezolanos.\n"
)
FILING = "The Government flew 238 Venezuelans to El Salvador on March 15, 2025. It paid El Salvador $4.76 million."
Capture = pytest.CaptureFixture[str]


def refused(constant: str) -> NoReturn:
    raise AssertionError(f"{constant} is no JSON")


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("shapes")
    (folder / "memo.txt").write_text(MEMO, encoding="utf-8")
    (folder / "=nota.txt").write_text(NOTA, encoding="utf-8")
    (folder / "filing.pdf").write_bytes(make_pdf([set_lines(FILING * 2)]))
    rows = "People flown to El Salvador|238 people were flown to El Salvador/Paid|$4.7 million was paid to El Salvador"
    (folder / "table.docx").write_bytes(make_docx([("Normal", FILING), ("table", rows)]))
    (folder / "none.txt").write_bytes(b"")
    sources = [str(path) for path in sorted(folder.iterdir())]
    assert run(["init", str(folder / "d")]) == 0
    assert run(["-d", str(folder / "d"), "add", *sources]) == 1
    return str(folder / "d")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setenv("AMPARO_LANG", "en")
    capsys.readouterr()


def printed(capsys: Capture, *arguments: str) -> str:
    assert run(arguments) in (0, 1)
    return capsys.readouterr().out


def records(capsys: Capture, *arguments: str) -> list[dict[str, Any]]:
    """What a command lists, read strictly, the same as `json` and as `jsonl`."""
    whole = json.loads(printed(capsys, *arguments, "--format", "json"), parse_constant=refused)
    lines = printed(capsys, *arguments, "--format", "jsonl").splitlines()
    assert [json.loads(line, parse_constant=refused) for line in lines] == whole
    assert whole
    return list(whole)


def fits(record: dict[str, Any], shape: dict[str, Any], more: dict[str, Any] | None = None) -> None:
    more = more or {}
    assert list(record)[: len(shape)] == list(shape)
    assert set(record) - set(shape) <= set(more)
    for key, value in record.items():
        kind = {**shape, **more}[key]
        assert isinstance(value, kind), (key, value)
        assert isinstance(value, bool) == (kind is bool), key


def test_claims(dossier: str, capsys: Capture) -> None:
    found = records(capsys, "-d", dossier, "claims")
    for claim in found:
        fits(claim, CLAIM, CLAIM_WHERE_THERE_IS_ONE)
        pack = load_pack()
        assert claim["stage"] in pack.ledgers[claim["ledger"]].stages
        assert claim["review"] == "unreviewed"
        assert claim["end"] - claim["start"] == len(claim["quote"])
        assert set(claim["scope"]) <= {
            *("nationality", "affiliation", "affiliation_status", "legal_basis", "facility", "group")
        }
    names = {claim["doc"] for claim in found}
    assert names == {"memo.txt", "=nota.txt", "filing.pdf", "table.docx"}
    assert {claim["page"] for claim in found if claim["doc"] == "filing.pdf"} == {1}
    assert {claim["cell"] for claim in found if "cell" in claim} >= {"B1"}
    assert not [claim for claim in found if claim["doc"] == "memo.txt" and {"page", "cell"} & set(claim)]


def test_claims_of_text_files(dossier: str, capsys: Capture) -> None:
    path = str(Path(dossier).parent / "memo.txt")
    for claim in records(capsys, "claims", "--text", path):
        fits(claim, TEXT_CLAIM)
        assert claim["doc"] == "memo.txt"


EXPLAINED = {
    "doc": str,
    "lang": str,
    "start": int,
    "end": int,
    "sentence": str,
    "claims": list,
    "near": list,
}
RULE = {"rule": str, "words": str, "start": int, "end": int}
NEAR = {"kind": str, "words": str, "start": int, "end": int, "rule": str}
NEAR |= {"ledger": str, "stage": str, "why": str, "wanted": list, "told": str}


@pytest.mark.parametrize("lang", ["en", "es"])
def test_claims_explained(dossier: str, lang: str, capsys: Capture) -> None:
    path = str(Path(dossier).parent / "memo.txt")
    ways: list[tuple[list[str], dict[str, Any], dict[str, Any]]] = [
        (["claims", "--text", path, "--explain"], {**TEXT_CLAIM, "reasons": list}, {}),
        (["-d", dossier, "claims", "memo.txt", "--explain"], CLAIM, CLAIM_WHERE_THERE_IS_ONE),
    ]
    told: list[Any] = []
    for arguments, shape, where_there_is_one in ways:
        explained = records(capsys, "--ui-lang", lang, *arguments)
        assert [one for one in explained if one["claims"]]
        for one in explained:
            assert one.pop("read") is True
            fits(one, EXPLAINED)
            assert one["doc"] == "memo.txt"
            for claim in one["claims"]:
                rules = claim.pop("rules")
                fits(claim, shape, where_there_is_one)
                assert [rule["rule"] for rule in rules] == claim["reasons"]
                for rule in rules:
                    fits(rule, RULE)
            for near in one["near"]:
                fits(near, NEAR)
        told.append([(one["start"], one["sentence"], one["near"]) for one in explained])
    assert told[0] == told[1]


def test_lines(dossier: str, capsys: Capture) -> None:
    known = {claim["id"] for claim in records(capsys, "-d", dossier, "claims")}
    bounds = set()
    for line in records(capsys, "-d", dossier, "ledger"):
        fits(line, LINE)
        for step in line["steps"]:
            fits(step, STEP)
            for figure in step["figures"]:
                fits(figure, FIGURE)
                assert set(figure["claims"]) <= known
                assert figure["documents"] >= figure["origins"] >= 1
                bounds.add(figure["bound"])
                if figure["bound"] == "more_than":
                    assert (figure["low"], figure["high"], figure["value"]) == (500, None, 500)
    assert {"exact", "up_to", "more_than"} <= bounds


def test_findings(dossier: str, capsys: Capture) -> None:
    found = records(capsys, "-d", dossier, "findings")
    for finding in found:
        fits(finding, FINDING, {"resolved_by": str})
        assert set(finding["explanation"]) == {"en", "es"}
        for claim in finding["claims"]:
            fits(claim, CLAIM, CLAIM_WHERE_THERE_IS_ONE)
    assert len({finding["kind"] for finding in found}) > 1


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_brief(dossier: str, lang: str, capsys: Capture) -> None:
    known = {claim["id"] for claim in records(capsys, "-d", dossier, "claims")}
    questions = {finding["id"] for finding in records(capsys, "-d", dossier, "findings")}
    out = printed(capsys, "-d", dossier, "brief", "--lang", lang, "--format", "json")
    brief = json.loads(out, parse_constant=refused)
    fits(brief, BRIEF)
    assert brief["lang"] == lang
    for told in (brief["title"], *brief["summary"], *brief["key_points"]):
        fits(told, SENTENCE)
        assert told["claims"]
        assert set(told["claims"]) <= known
    for question in brief["open_questions"]:
        fits(question, QUESTION)
        assert question["findings"]
        assert set(question["findings"]) <= questions
    for source in brief["sources"]:
        fits(source, SOURCE)
    assert brief["summary"]
    assert brief["key_points"]
    assert brief["open_questions"]
    assert brief["sources"]


@pytest.mark.parametrize("command", ["add", "claims", "ledger", "findings", "problems", "verify", "text"])
def test_no_cell_of_any_csv_is_a_formula(command: str, dossier: str, capsys: Capture, tmp_path: Path) -> None:
    for number, sign in enumerate("=+-@"):
        text = MEMO if number % 2 else NOTA
        (tmp_path / f"{sign}nota.txt").write_text(f"{text}\nCopy {sign}\n", encoding="utf-8")
        (tmp_path / f"{sign}empty.txt").write_bytes(b"")
    assert run(["init", str(tmp_path / "d"), "--title", "=1+1"]) == 0
    paths = sorted(str(path) for path in tmp_path.iterdir() if path.is_file())
    assert run(["-d", str(tmp_path / "d"), "add", *paths]) == 1
    if command == "verify":
        for original in (tmp_path / "d" / "originals").rglob("*"):
            if original.is_file():
                original.chmod(0o644)
                original.write_bytes(b"forged")
    capsys.readouterr()
    arguments = {"add": ["add", *paths], "text": ["claims", "--text", *paths]}.get(command, [command])
    out = printed(capsys, "-d", str(tmp_path / "d"), *arguments, "--format", "csv")
    rows = list(csv.reader(io.StringIO(out)))
    assert len(rows) > 1
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    if command in ("add", "claims", "problems", "text"):
        assert {cell[:2] for row in rows for cell in row if cell.startswith("'")} == {"'=", "'+", "'-", "'@"}
