"""Addresses in the terminal: added, followed, tried again, and listed with their versions and copies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amparo.cli import run
from kit.site import Answer, Site, page, served, site_fetcher

FLOWN = "The United States flew {} people to El Salvador on March 15, 2025, and has paid El Salvador $4.76 million."
VOLARON = "Estados Unidos trasladó a {} personas a El Salvador el 15 de marzo de 2025."
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site that the command may go to, by the argument that only tests give."""
    monkeypatch.setattr("amparo.acquire.WebFetcher", site_fetcher)
    monkeypatch.setattr("amparo.acquire.source.WebFetcher", site_fetcher)
    monkeypatch.setenv("AMPARO_LANG", "en")
    with served() as site:
        yield site


@pytest.fixture
def dossier(tmp_path: Path, capsys: Capture) -> str:
    assert run(["init", str(tmp_path / "d")]) == 0
    capsys.readouterr()
    return str(tmp_path / "d")


def listed(capsys: Capture, *arguments: str, status: int = 0) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run([*arguments, "--format", "json"]) == status
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_a_page_with_its_exchange_and_a_copy_of_it(site: Site, dossier: str, capsys: Capture, tmp_path: Path) -> None:
    site.pages["/go"] = Answer(status=302, headers={"Location": "/nota"})
    site.pages["/nota"] = page(FLOWN.format(238))
    (tmp_path / "saved.html").write_bytes(page(FLOWN.format(238)).body)
    assert run(["-d", dossier, "add", site.url("/go"), str(tmp_path / "saved.html")]) == 0
    exchange, one, copy = listed(capsys, "-d", dossier, "captures")
    assert [(r["doc"], r["state"], r["of"]) for r in (exchange, one, copy)] == [
        (f"{site.url('/go')} (WARC)", "exchange", site.url("/go")),
        (site.url("/go"), "current", None),
        ("saved.html", "copy", site.url("/go")),
    ]
    assert (one["url"], one["redirects"]) == (site.url("/nota"), [site.url("/go")])
    assert one["container"] == exchange["sha256"]
    assert one["sha256"] == copy["sha256"]
    figures = listed(capsys, "-d", dossier, "ledger", "people")[0]["steps"][0]["figures"]
    assert [(f["value"], f["documents"]) for f in figures] == [(238, 1)]
    assert run(["-d", dossier, "captures", "saved.html"]) == 0
    assert "of " + site.url("/go") in capsys.readouterr().out
    assert run(["-d", dossier, "verify"]) == 0
    assert run(["-d", dossier, "captures", "nowhere"]) == 2


@pytest.mark.parametrize(("lang", "words", "told"), [("en", FLOWN, "changed: “"), ("es", VOLARON, "cambió: “")])
def test_a_page_that_changed_is_told_claim_by_claim(
    site: Site, dossier: str, capsys: Capture, lang: str, words: str, told: str
) -> None:
    site.pages["/nota"] = page(words.format(238))
    assert run(["--ui-lang", lang, "-d", dossier, "watch", site.url("/nota")]) == 0
    site.pages["/nota"] = page(words.format(252))
    capsys.readouterr()
    assert run(["--ui-lang", lang, "-d", dossier, "watch"]) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if told in line)
    assert line.index("238") < line.index("→") < line.index("252")
    states = [(r["state"]) for r in listed(capsys, "-d", dossier, "captures") if r["state"] != "exchange"]
    assert states == ["earlier", "current"]
    (row,) = listed(capsys, "-d", dossier, "watch")
    assert (row["status"], row["changes"]) == ("unchanged", [])
    (kept,) = listed(capsys, "-d", dossier, "watch", "--list")
    assert (kept["url"], kept["kind"], kept["failures"]) == (site.url("/nota"), "page", 0)
    assert run(["-d", dossier, "watch", "--stop", site.url("/nota")]) == 0
    assert run(["-d", dossier, "watch"]) == 2
    assert run(["-d", dossier, "verify"]) == 0


def test_two_versions_of_a_page_are_one_document(site: Site, dossier: str, capsys: Capture) -> None:
    for extra in ("", "More follows.", "More follows soon."):
        site.pages["/nota"] = page(f"{FLOWN.format(238)} {extra}")
        assert run(["-d", dossier, "watch", site.url("/nota")]) == 0
    figures = listed(capsys, "-d", dossier, "ledger", "people")[0]["steps"][0]["figures"]
    assert [(f["value"], len(f["claims"]), f["documents"], f["origins"]) for f in figures] == [(238, 3, 1, 1)]


def test_the_names_of_private_people_are_withheld_from_what_changed(site: Site, dossier: str, capsys: Capture) -> None:
    words = "{} people were flown to El Salvador on March 15, 2025, among them Wilmer Toledo, said Rosalba Quiñones."
    for count in (238, 252):
        site.pages["/nota"] = page(words.format(count))
        capsys.readouterr()
        run(["-d", dossier, "watch", site.url("/nota")])
    out = capsys.readouterr().out
    assert "252" in out
    assert "Wilmer" not in out


@pytest.mark.parametrize(
    ("lang", "page_", "words"),
    [
        ("en", Answer(status=404), "no such page"),
        ("es", Answer(status=404), "no tiene esa página"),
        ("en", Answer(status=451), "legal reasons"),
        ("es", Answer(status=451), "razones legales"),
        ("en", page("", "Just a moment..."), "check for browsers"),
        ("es", page("", "Un momento…"), "comprobación para navegadores"),
        ("en", page("Please enable JavaScript"), "without JavaScript"),
        ("es", page("Active JavaScript"), "sin JavaScript"),
    ],
)
def test_what_is_no_page_is_told_and_tried_again(
    site: Site, dossier: str, capsys: Capture, lang: str, page_: Answer, words: str
) -> None:
    site.pages["/nota"] = page_
    assert run(["--ui-lang", lang, "-d", dossier, "add", site.url("/nota")]) == 1
    assert words in capsys.readouterr().out.replace("\n", " ")
    (problem,) = listed(capsys, "-d", dossier, "problems")
    assert run(["-d", dossier, "problems", "--retry", problem["id"]]) == 1
    site.pages["/nota"] = page(FLOWN.format(238))
    (solved,) = listed(capsys, "-d", dossier, "problems", "--retry", "all")
    assert solved["solved"]
    assert listed(capsys, "-d", dossier, "problems") == []
    assert listed(capsys, "-d", dossier, "problems", "--solved") == [solved]
    assert run(["-d", dossier, "problems", "--retry", "all"]) == 0
    assert run(["-d", dossier, "problems", "--retry", problem["id"]]) == 2
    assert run(["-d", dossier, "verify"]) == 0


def test_a_path_where_nothing_is_costs_a_row(site: Site, dossier: str, capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FLOWN.format(238))
    rows = listed(capsys, "-d", dossier, "add", str(tmp_path / "a.txt"), str(tmp_path / "nowhere"), status=1)
    assert [row["status"] for row in rows] == ["read", "failed"]


@pytest.mark.parametrize("every", ["", "1", "0h", "h", "-1h", "1w", "1h30m", "999999h"])
def test_a_time_that_is_none_is_refused(dossier: str, every: str) -> None:
    assert run(["-d", dossier, "watch", "https://publico.example/", f"--every={every or 'x'}"]) == 2


def test_rounds_go_on_until_they_are_interrupted(
    site: Site, dossier: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/nota"] = page(FLOWN.format(238))
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("amparo.cli.watching.time.sleep", sleep)
    assert run(["-d", dossier, "watch", site.url("/nota"), "--every", "2h", "--format", "jsonl"]) == 130
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["status"] for row in rows] == ["new", "unchanged", "unchanged"]
    assert slept == [7200, 7200, 7200]
