"""Every command that a page shows is run as a newcomer would: in a folder with the demo, a dossier and some papers."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from amparo.cli import run
from kit.documents import make_pdf, set_lines

ROOT = Path(__file__).parents[2]
OWN_TEST = {"first-half-hour.md"}
"""Followed step by step in test_half_hour.py."""
PAGES = [page for page in sorted([*ROOT.glob("README*.md"), *ROOT.glob("docs/**/*.md")]) if page.name not in OWN_TEST]
WORDS = "The United States flew 238 people to El Salvador on March 15, 2025, and has paid El Salvador $4.76 million."
ENDINGS = {
    **dict.fromkeys((f"https://example.org/{page}" for page in ("story", "nota", "feed.xml", "canal.xml")), 1),
    **dict.fromkeys(("timestamp", "log.tsr"), 2),
}
"""Exit status where it is not 0: of rows that fail because tests fetch nothing, and ask no authority for a stamp."""


def commands(page: Path) -> list[list[str]]:
    """The lines that begin with `amparo`, in the order of the page, without their comments."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("amparo ")]
    return [shlex.split(line, comments=True)[1:] for line in lines]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the pages take for granted: the demo, the dossier they call `cecot`, and papers to add to it."""
    folder = tmp_path_factory.mktemp("desk")
    assert run(["demo", str(folder / "demo")]) == 0
    assert run(["init", str(folder / "cecot")]) == 0
    (folder / "memo.pdf").write_bytes(make_pdf([set_lines(WORDS)]))
    for name in ("notes", "notas"):
        (folder / name).mkdir()
        (folder / name / "a.txt").write_text(f"# published: 2025-03-20\n\n{WORDS}\n", encoding="utf-8")
    for path in ("path/to/my_pack", "ruta/a/mi_paquete"):
        shutil.copytree(ROOT / "tests" / "packs" / "tiny_pack", folder / path)
    return folder


@pytest.mark.parametrize("page", [p for p in PAGES if commands(p)], ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_commands_of_the_page_work(
    page: Path, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(desk, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("AMPARO_LANG", "es" if "es" in page.parts or ".es." in page.name else "en")
    monkeypatch.delenv("AMPARO_ACTOR", raising=False)
    monkeypatch.setattr("socket.getaddrinfo", no_address)
    for line in commands(page):
        named = line[0] == "-d"
        monkeypatch.chdir(tmp_path if named or line[0] in ("demo", "init") else tmp_path / "demo")
        arguments = with_ids(line, tmp_path / "demo", capsys)
        if arguments[2 * named :] == ["review"]:
            assert run(arguments) == 2, "there is no terminal here"
        else:
            assert run(arguments) == ENDINGS.get(line[-1], 0), (line, capsys.readouterr().err)
        capsys.readouterr()


def no_address(*asked: object, **options: object) -> NoReturn:
    raise OSError("no name is looked up in tests")


def with_ids(line: list[str], dossier: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The line with real ids in the place of `ID` and `FINDING`: of the first finding, of a claim of 238."""

    def listed(kind: str) -> list[dict[str, object]]:
        capsys.readouterr()
        assert run(["-d", str(dossier), kind, "--format", "json"]) == 0
        found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
        return found

    if "ID" not in line and "FINDING" not in line:
        return line
    if "--resolve" in line:
        target = listed("findings")[0]["id"]
    else:
        waiting = [c for c in listed("claims") if c["value"] == 238 and c["review"] == "unreviewed"]
        target = next(claim["id"] for claim in waiting if claim["when"] != "2025-03-15")
    return [str(target) if argument in ("ID", "FINDING") else argument for argument in line]
