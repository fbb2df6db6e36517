"""The documentation leads somewhere, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
ENGLISH_ONLY = {"architecture.md"}
"""For those who work on Amparo, like the decisions in adr/."""


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings, made as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_to_files_and_headings_that_are_there(page: Path) -> None:
    prose = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", prose) if not re.match(r"[a-z]+:", link)]
    missing = []
    for link in links:
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.is_file() or (anchor and anchor not in headings(target)):
            missing.append(link)
    assert missing == []


def test_every_page_has_its_twin_with_the_same_build() -> None:
    english = {p.name: p for p in DOCS.glob("*.md") if p.name not in ENGLISH_ONLY}
    spanish = {p.name: p for p in (DOCS / "es").glob("*.md")}
    assert english.keys() == spanish.keys()
    for page, one in english.items():
        shapes = [re.findall(r"^(#+|```|\|)", p.read_text("utf-8"), re.MULTILINE) for p in (one, spanish[page])]
        assert shapes[0] == shapes[1], page


def test_every_page_can_be_reached_from_the_readme() -> None:
    for readme, folder in (("README.md", DOCS), ("README.es.md", DOCS / "es")):
        text = (ROOT / readme).read_text("utf-8")
        for page in folder.glob("*.md"):
            assert f"({name(page)})" in text, page


def test_every_decision_is_listed() -> None:
    listed = (DOCS / "adr" / "README.md").read_text("utf-8")
    for page in (DOCS / "adr").glob("*.md"):
        assert page.name == "README.md" or f"({page.name})" in listed


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_commands_shown_are_commands(page: Path) -> None:
    from typer.main import get_command

    from amparo.cli.app import app

    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    shown = re.findall(
        r"^\$? ?(?:\.venv/bin/)?amparo (?:-d \S+ |--ui-lang \w\w )*([a-z]+)", page.read_text("utf-8"), re.M
    )
    assert set(shown) <= commands


def test_the_architecture_names_every_package_and_functions_that_are_there() -> None:
    source = ROOT / "src" / "amparo"
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in (DOCS / "architecture.md").read_text("utf-8").splitlines()
        if re.match(r"\| `", line)
    ]
    assert {len(row) for row in rows} == {5}
    assert all(cell for row in rows for cell in row)
    folders = {f"{entry.name}/" for entry in source.iterdir() if (entry / "__init__.py").is_file()}
    assert {row[0].strip("`") for row in rows} == folders | {"dossier.py"}
    for package, entry, *_, first in rows:
        place = source / package.strip("`")
        files = sorted(place.rglob("*.py")) if place.is_dir() else [place]
        code = "".join(file.read_text("utf-8") for file in files)
        for function in re.findall(r"`(?:Dossier)?\.?(\w+)", entry):
            assert re.search(rf"(def {function}\(|class {function}\b)", code), (package, function)
        for name in re.findall(r"`([\w/]+\.py)`", first):
            assert (place / name).is_file(), (package, name)
