"""Every command and every option is documented, in both languages; and nothing is documented that is not there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from amparo.cli.app import app

DOCS = Path(__file__).parents[2] / "docs"
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
COMMON = {"--dossier", "--format", "--actor", "--ui-lang", "--help", "--version"}


def sections(page: Path) -> dict[str, str]:
    text = page.read_text(encoding="utf-8")
    heads = list(re.finditer(r"^## `amparo (\w+)`$", text, re.MULTILINE))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return {head.group(1): text[head.end() : end] for head, end in zip(heads, ends, strict=True)}


@pytest.mark.parametrize("page", ["commands.md", "es/commands.md"])
def test_every_command_has_its_section(page: str) -> None:
    assert list(sections(DOCS / page)) == list(COMMANDS)


@pytest.mark.parametrize("page", ["commands.md", "es/commands.md"])
@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_option_is_documented_and_none_that_is_not_there(page: str, command: str) -> None:
    text = sections(DOCS / page)[command]
    told = set(re.findall(r"--[a-z][a-z-]+", text))
    has = {max(p.opts, key=len) for p in COMMANDS[command].params if p.opts[0].startswith("-")}
    assert has - COMMON - told - {"--output"} == set()
    assert told - has - COMMON == set()


def test_the_pages_say_the_same_things() -> None:
    one, other = ((DOCS / page).read_text(encoding="utf-8") for page in ("commands.md", "es/commands.md"))
    assert [line.count("|") for line in one.splitlines() if line.startswith("|")] == [
        line.count("|") for line in other.splitlines() if line.startswith("|")
    ]
    assert re.findall(r"--[a-z][a-z-]+", one) == re.findall(r"--[a-z][a-z-]+", other)
