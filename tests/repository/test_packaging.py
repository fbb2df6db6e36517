"""The package declares what it imports and no more, is pinned by hash, and carries its data."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "amparo"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = ["constraints.txt", "constraints-publish.txt", "constraints-test.txt"]
EXTRAS = [r for extra in ("charts", "pdf") for r in PROJECT["optional-dependencies"][extra]]
DATA = {".yaml", ".typed", ".css", ".md", ".html", ".pdf", ".txt", ".eml", ".zip", ".docx"}


def normal(name: str) -> str:
    """A distribution's name as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(requirement: str) -> str:
    match = re.match(r"[\w.-]+", requirement)
    assert match, requirement
    return normal(match.group())


def imported_modules() -> set[str]:
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"amparo"}


@cache
def imported_distributions() -> set[str]:
    known = packages_distributions()
    return {normal(dist) for module in imported_modules() for dist in known.get(module, [module])}


NEEDED_BY_OTHERS = {"lxml-html-clean"}
"""What trafilatura's own dependency imports and the newest lxml no longer names."""


def pins(name: str) -> dict[str, tuple[str, int]]:
    """Each pinned package with its version and how many hashes it has."""
    entries = re.findall(r"^([\w.-]+)==(\S+)((?: \\\n +--hash=sha256:[0-9a-f]{64})+)$", (ROOT / name).read_text(), re.M)
    return {normal(package): (version, hashes.count("--hash")) for package, version, hashes in entries}


def test_every_import_is_a_declared_dependency_and_every_dependency_is_imported() -> None:
    assert imported_distributions() | NEEDED_BY_OTHERS == {named(r) for r in [*PROJECT["dependencies"], *EXTRAS]}


@pytest.mark.parametrize("name", PINS)
def test_pins_are_hashes_without_addresses(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "/" not in text
    assert not re.search(r"^\s*--(?!hash)", text, re.MULTILINE)
    assert len(pins(name)) == len(re.findall(r"^\S", text, re.MULTILINE))


def test_every_dependency_is_pinned_and_all_files_pin_the_same() -> None:
    base, publish, test = map(pins, PINS)
    tools = {named(r) for r in PROJECT["optional-dependencies"]["test"]}
    build = {named(r) for r in tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]}
    assert {named(r) for r in PROJECT["dependencies"]} | build <= set(base)
    assert tools <= set(test)
    assert {named(r) for r in EXTRAS} <= set(publish) - set(base)
    assert base.items() <= publish.items() <= test.items()


def test_what_runs_is_what_is_pinned() -> None:
    """Else the tests would speak of other releases than those the README's commands install."""
    from importlib.metadata import version

    pinned = pins("constraints-publish.txt")
    assert {name: version(name) for name in imported_distributions()} == {
        name: pinned[name][0] for name in imported_distributions()
    }


def test_the_wheel_carries_every_file_of_the_package(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "--wheel-dir", str(tmp_path), str(ROOT)], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if name.startswith("amparo/")}
    files = {p.relative_to(SOURCE.parent).as_posix() for p in SOURCE.rglob("*") if p.is_file()}
    wanted = {name for name in files if "__pycache__" not in name}
    assert {Path(name).suffix for name in wanted} - {".py"} <= DATA
    assert carried == wanted
    assert "amparo/py.typed" in carried
