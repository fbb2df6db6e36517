"""`amparo claims --explain` for people, and over a dossier: filters, corrections, documents without a claim."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amparo.cli import run

Capture = pytest.CaptureFixture[str]

CONTENT = {
    "en": "The United States flew 238 people to El Salvador. It paid El Salvador $6 million.\n\nThe group paid rent.",
    "es": "Estados Unidos envió a 238 personas a El Salvador. Pagó 6 millones de dólares.\n\nEl grupo pagó la cena.",
}


@pytest.fixture
def dossier(tmp_path: Path) -> str:
    (tmp_path / "memo.txt").write_text(CONTENT["en"], "utf-8")
    (tmp_path / "rent.txt").write_text("The group paid rent. It rained.", "utf-8")
    assert run(["init", str(tmp_path / "d")]) == 0
    assert run(["-d", str(tmp_path / "d"), "add", str(tmp_path / "memo.txt"), str(tmp_path / "rent.txt")]) == 0
    return str(tmp_path / "d")


def explained(capsys: Capture, *arguments: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert run([*arguments, "--explain", "--format", "jsonl"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ["✓ people · arrived: 238 person", "bound:exact “238”", "“paid” [frame:pay money · paid]: its object"]),
        ("es", ["✓ personas · llegada: 238 person", "bound:exact “238”", "“pagó” [frame:pay dinero · pago]: su obj"]),
    ],
)
def test_people_read_it_in_their_language(lang: str, told: list[str], tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.txt").write_text(CONTENT[lang], "utf-8")
    assert run(["--ui-lang", lang, "claims", "--text", str(tmp_path / "a.txt"), "--explain", "--format", "table"]) == 0
    out = capsys.readouterr().out
    assert [words for words in told if words not in out] == []


def test_a_document_without_a_claim_says_what_came_near(dossier: str, capsys: Capture) -> None:
    paid, rained = explained(capsys, "-d", dossier, "claims", "rent.txt")
    assert (paid["claims"], rained["claims"], rained["near"]) == ([], [], [])
    assert "no_object" in json.dumps(paid["near"])


def test_filters_leave_the_sentences_that_hold_such_a_claim(dossier: str, capsys: Capture) -> None:
    found = explained(capsys, "-d", dossier, "claims", "--ledger", "money")
    assert [one["sentence"] for one in found] == ["It paid El Salvador $6 million."]


def test_a_corrected_claim_stands_as_corrected_with_the_rules_that_made_it(dossier: str, capsys: Capture) -> None:
    arguments = ("-d", dossier, "claims", "memo.txt", "--ledger", "people")
    (before,) = explained(capsys, *arguments)[0]["claims"]  # type: ignore[misc]
    correct = ["--correct", before["id"], "--set", "stage=departed", "--reason", "It says flew.", "--actor", "Ana"]
    assert run(["-d", dossier, "review", *correct]) == 0
    (after,) = explained(capsys, *arguments)[0]["claims"]  # type: ignore[misc]
    assert (after["stage"], after["review"]) == ("departed", "corrected")
    assert after["rules"] == before["rules"]


def test_there_must_be_such_a_document(dossier: str, capsys: Capture) -> None:
    assert run(["-d", dossier, "claims", "nowhere.txt", "--explain"]) == 2
    assert "nowhere.txt" in capsys.readouterr().err
