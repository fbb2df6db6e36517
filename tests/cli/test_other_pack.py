"""The command on a pack of one's own, which brings what it must and no more."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from amparo.cli import run
from amparo.extract.framespec import load_frames
from amparo.packs import load_pack

TINY = Path(__file__).parents[1] / "packs" / "tiny_pack"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> str:
    """A dossier on a copy of the tiny pack, named by a path relative to the folder it was made in."""
    shutil.copytree(TINY, tmp_path / "packs" / "water")
    (tmp_path / "a.txt").write_text("Mexico released 300 tankers of water on Monday.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("México soltó 300 cisternas de agua el lunes.", encoding="utf-8")
    monkeypatch.setenv("AMPARO_LANG", "en")
    monkeypatch.chdir(tmp_path)
    assert run(["init", "matters/water", "--pack", "packs/water"]) == 0
    assert run(["-d", "matters/water", "add", "a.txt", "b.txt"]) == 0
    capsys.readouterr()
    return str(tmp_path / "matters" / "water")


def test_the_pack_is_found_from_every_folder(matter: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    for folder in (matter, "/"):
        monkeypatch.chdir(folder)
        assert run(["-d", matter, "claims", "--format", "json"]) == 0
        assert [claim["unit"] for claim in json.loads(capsys.readouterr().out)] == ["tanker", "tanker"]
        assert run(["-d", matter, "ledger"]) == 0
        assert "2 documents" in capsys.readouterr().out
        assert run(["-d", matter, "verify"]) == 0
        assert "Everything holds." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "The pack river_water has no brief.yaml, the phrases of a brief, so none can be written."),
        ("es", "El paquete river_water no tiene brief.yaml, las frases de un resumen, así que no se puede escribir"),
    ],
)
@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_a_pack_without_phrases_gives_no_brief_and_says_so(
    matter: str, lang: str, said: str, form: str, capsys: Capture
) -> None:
    capsys.readouterr()
    assert run(["--ui-lang", lang, "-d", matter, "brief", "--format", form]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err


@pytest.mark.parametrize("name", ["nonesuch", "common", "../packs/none"])
@pytest.mark.parametrize(
    ("lang", "said"), [("en", "There is no pack {!r}. Use one of: detention"), ("es", "No existe el paquete {!r}. Use")]
)
def test_a_pack_that_is_not_there_is_named_with_those_that_are(
    name: str, lang: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["--ui-lang", lang, "init", "d", "--pack", name]) == 2
    assert said.format(name) in capsys.readouterr().err
    assert not Path("d").exists()


def test_an_error_in_a_pack_is_named_and_leaves_nothing_behind(matter: str, tmp_path: Path, capsys: Capture) -> None:
    frames = tmp_path / "packs" / "water" / "frames.yaml"
    frames.write_text(frames.read_text(encoding="utf-8").replace("ledger: delivery", "ledger: people"), "utf-8")
    (tmp_path / "c.txt").write_text("Mexico released 12 tankers.", encoding="utf-8")
    kept = set(Path(matter, "originals").rglob("*"))
    load_pack.cache_clear()
    load_frames.cache_clear()
    assert run(["-d", matter, "add", "c.txt"]) == 2
    err = capsys.readouterr().err
    assert "water/frames.yaml: events[0].ledger" in err
    assert set(Path(matter, "originals").rglob("*")) == kept
