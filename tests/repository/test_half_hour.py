"""The newcomer's half hour, done as the documentation says: its page, its commands, and what they are said to show."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from amparo.cli import run

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("page", "lang", "saved", "dossier", "quote", "figures", "news", "holds"),
    [
        (
            "first-half-hour.md",
            "en",
            "harbour.html",
            "fiji",
            "38 are held",
            [200, 120, 40, 38],
            "at Port Harrow",
            "Everything holds.",
        ),
        (
            "es/first-half-hour.md",
            "es",
            "puerto.html",
            "fiyi",
            "38 están recluidas",
            [200, 120, 40, 38],
            "en Port Harrow",
            "Todo se sostiene.",
        ),
    ],
)
def test_the_half_hour_goes_as_the_page_says(
    page: str,
    lang: str,
    saved: str,
    dossier: str,
    quote: str,
    figures: list[int],
    news: str,
    holds: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AMPARO_LANG", lang)
    monkeypatch.delenv("AMPARO_ACTOR", raising=False)
    text = (DOCS / page).read_text("utf-8")
    blocks = dict(re.findall(r"^## (\d)\. .*?\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))

    def follow(step: str, **names: str) -> list[str]:
        shown = []
        for block in re.findall(r"^```sh\n(.*?)^```$", blocks[step], re.MULTILINE | re.DOTALL):
            for line in block.splitlines():
                arguments = [re.sub(r"^ID$", names.get("ID", "ID"), a) for a in shlex.split(line)]
                assert run(arguments[1:]) == 0, line
                shown.append(capsys.readouterr().out)
        return shown

    (html,) = re.findall(r"^```html\n(.*?)^```$", blocks["1"], re.MULTILINE | re.DOTALL)
    assert f"`{saved}`" in blocks["1"]
    Path(saved).write_text(html, "utf-8")
    follow("2")
    table, ladder, before = follow("3")
    assert run(["-d", dossier, "claims", "--format", "jsonl"]) == 0
    claims = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [c["value"] for c in claims if c["unit"] == "person"] == figures
    assert all(str(figure) in table and str(figure) in ladder for figure in figures)
    (wrong,) = [c["id"] for c in claims if c["quote"] == quote]
    follow("4", ID=wrong)
    assert "Ana Pérez" in Path(dossier, "hand", "decisions.yaml").read_text("utf-8")
    after, other, _ = follow("5")
    told = re.compile(rf"38 \w+[^.;]* {news}")
    assert not told.search(before)
    assert told.search(after)
    assert f"«{news}»" in blocks["5"] or f'"{news}"' in blocks["5"]
    assert "Port Harrow" in other
    assert "<html" in Path(f"{dossier}.html").read_text("utf-8")
    (verified,) = follow("6")
    assert holds in verified
    assert f"`{holds}`" in blocks["6"]
    original = next(p for p in Path(dossier, "originals").rglob("*") if p.is_file())
    original.chmod(0o644)
    original.write_bytes(original.read_bytes()[:-1] + b"!")
    assert run(["-d", dossier, "verify"]) == 1
    assert original.name in capsys.readouterr().out.replace("\n", "")
