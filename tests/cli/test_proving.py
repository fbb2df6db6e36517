"""`amparo custody` and `amparo timestamp` as they are typed, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amparo.cli import run
from kit.dossiers import papers
from kit.tsa import Authority


@pytest.fixture
def dossier(tmp_path: Path) -> str:
    assert run(["init", str(tmp_path / "d")]) == 0
    papers(tmp_path / "in", a="Officials said 238 people were deported to El Salvador.", b="Nada.")
    assert run(["-d", str(tmp_path / "d"), "add", str(tmp_path / "in"), "--actor", "Ana"]) == 0
    return str(tmp_path / "d")


@pytest.mark.parametrize(
    ("lang", "said"), [("en", ("by whom: actor Ana", "✓ Authenticity")), ("es", ("quién: actor Ana", "✓ Autenticidad"))]
)
def test_what_speaks_for_a_document(
    dossier: str, capsys: pytest.CaptureFixture[str], lang: str, said: tuple[str, ...]
) -> None:
    capsys.readouterr()
    assert run(["-d", dossier, "--ui-lang", lang, "custody", "a.txt"]) == 0
    told = capsys.readouterr().out
    assert all(words in told for words in said)
    assert "b.txt" not in told
    assert run(["-d", dossier, "custody", "nowhere.txt"]) == 2


def test_a_stamp_by_hand_and_its_record(dossier: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    authority = Authority(tmp_path / "tsa")
    asked, answer = tmp_path / "log.tsq", tmp_path / "log.tsr"
    assert run(["-d", dossier, "timestamp", "--request", str(asked)]) == 0
    assert run(["-d", dossier, "timestamp", "--request", str(asked)]) == 2
    assert run(["-d", dossier, "timestamp", "--response", str(answer)]) == 2
    answer.write_bytes(authority.stamp(asked.read_bytes()))
    assert run(["-d", dossier, "timestamp", "--request", str(asked), "--response", str(answer)]) == 2
    assert run(["-d", dossier, "timestamp", "--response", str(answer)]) == 0
    capsys.readouterr()
    assert run(["-d", dossier, "custody", "--format", "json"]) == 0
    for record in json.loads(capsys.readouterr().out):
        assert record["manifest"]["actor"] == "Ana"
        assert record["manifest"]["sha256"] == record["sha256"]
        assert len(record["stamps"]) == 1
        assert record["checklist"][-1]["reasons"] == ["present", "stamped"]
    assert run(["-d", dossier, "verify", "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["counts"]["stamps"], [note["kind"] for note in record["notes"]]) == (1, ["stamp_no_authorities"])
