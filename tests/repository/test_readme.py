"""The README's two commands: one line each, the same in both languages, and what CI runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READMES = ["README.md", "README.es.md"]


def command(readme: str, name: str) -> str:
    """The one line between the markers that `.ci/run` looks for too."""
    text = (ROOT / readme).read_text("utf-8")
    found = re.findall(rf"^<!-- {name} command -->\n```sh\n(.+)\n```\n<!-- end -->$", text, re.MULTILINE)
    assert len(found) == 1, f"{readme} must have one line between its markers for the {name} command"
    return str(found[0])


@pytest.mark.parametrize("name", ["demo", "test"])
def test_each_command_is_one_line_and_the_same_in_both_languages(name: str) -> None:
    one, other = (command(readme, name) for readme in READMES)
    assert one == other


@pytest.mark.parametrize(("name", "pins"), [("demo", "constraints.txt"), ("test", "constraints-test.txt")])
def test_each_command_installs_what_is_pinned(name: str, pins: str) -> None:
    line = command("README.md", name)
    assert f"--require-hashes -r {pins} " in line
    assert (ROOT / pins).is_file()


def test_ci_takes_the_test_command_from_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "<!-- test command -->" in script
    assert "pytest -n" not in script


def test_the_readmes_have_the_same_sections_and_promises() -> None:
    one, other = ((ROOT / readme).read_text("utf-8") for readme in READMES)
    for shape in (r"^#+ ", r"^\d\. \*\*", r"^\| ", r"^amparo "):
        assert len(re.findall(shape, one, re.MULTILINE)) == len(re.findall(shape, other, re.MULTILINE))
    assert len(re.findall(r"^\d\. \*\*", one, re.MULTILINE)) == 7
