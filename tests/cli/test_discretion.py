"""No listing, export or explanation shows a private name, in either language; `amparo withheld` shows them all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amparo.cli import run

Capture = pytest.CaptureFixture[str]
PAPERS = {
    "en": "238 people were flown to El Salvador on March 15, 2025, among them Wilmer Toledo, said Rosalba Quiñones. "
    "Wilmer Toledo was tortured in the prison, according to Rosalba Quiñones.",
    "es": "El 15 de marzo de 2025, 238 personas fueron trasladadas a El Salvador, entre ellas Wilmer Toledo, "
    "dijo Rosalba Quiñones. Wilmer Toledo fue torturado en la cárcel, según Rosalba Quiñones.",
}
NAMES = ("Wilmer", "Toledo", "Rosalba", "Quiñones", "wilmer", "toledo")
LISTINGS = [
    *(["claims", "--format", form] for form in ("table", "json", "jsonl", "csv")),
    *(["claims", "--explain", "--format", form] for form in ("table", "json", "csv")),
    *(["ledger", "--format", form] for form in ("table", "json")),
    *(["findings", "--format", form] for form in ("table", "jsonl")),
    *(["brief", "--format", form] for form in ("md", "html", "json")),
]


@pytest.fixture(params=["en", "es"])
def matter(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A dossier of one paper in the language of the messages, with a private name in its file name too."""
    monkeypatch.setenv("AMPARO_LANG", request.param)
    paper = tmp_path / "wilmer-toledo.txt"
    paper.write_text(f"# published: 2025-03-20\n\n{PAPERS[request.param]}\n", encoding="utf-8")
    assert run(["init", str(tmp_path / "d")]) == 0
    assert run(["-d", str(tmp_path / "d"), "add", str(paper)]) == 0
    return str(tmp_path / "d")


@pytest.mark.parametrize("command", LISTINGS, ids=" ".join)
def test_no_output_shows_a_private_name(command: list[str], matter: str, capsys: Capture) -> None:
    capsys.readouterr()
    assert run(["-d", matter, *command]) == 0
    out = capsys.readouterr().out
    assert "238" in out or command[0] == "findings"
    assert [name for name in NAMES if name in out] == []


def test_the_editor_sees_what_is_withheld_until_it_is_released(matter: str, capsys: Capture) -> None:
    def withheld() -> dict[str, str]:
        capsys.readouterr()
        assert run(["-d", matter, "withheld", "--format", "json"]) == 0
        return {row["name"]: row["why"] for row in json.loads(capsys.readouterr().out)}

    assert withheld()["Wilmer Toledo"] == "given"
    release = ["--release", "Wilmer Toledo", "--reason", "He asked for it.", "--actor", "Ana"]
    assert run(["-d", matter, "review", *release]) == 0
    assert "Wilmer Toledo" not in withheld()
    assert "Rosalba Quiñones" in withheld()
    assert run(["-d", matter, "claims"]) == 0
    assert "wilmer-toledo.txt" in capsys.readouterr().out
    assert run(["-d", matter, "review", "--undo", "last", "--reason", "No more.", "--actor", "Ana"]) == 0
    assert "Wilmer Toledo" in withheld()
