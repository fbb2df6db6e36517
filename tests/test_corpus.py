"""Every file of the collected corpus added in one run: a row each, broken archives told as such, no exception."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from amparo.cli import run
from amparo.dossier import AddRow, Dossier

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus"
WHOLE = "AMPARO_WHOLE_CORPUS"
"""Set, it adds the two folders of long prose as well, which takes minutes."""
PROSE = ("globalvoices.en.txt", "globalvoices.es.txt")

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/corpus is not there")


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dossier, list[AddRow], set[str]]:
    sources = [SHARED] if os.environ.get(WHOLE) else [SHARED / "structured", *sorted((SHARED / "cc").iterdir())]
    sources = [source for source in sources if source.name not in PROSE]
    files = {
        f.relative_to(source.parent).as_posix()
        for source in sources
        for f in (sorted(source.rglob("*")) if source.is_dir() else [source])
        if f.is_file()
    }
    dossier = Dossier.create(tmp_path_factory.mktemp("corpus") / "d", "Corpus")
    return dossier, dossier.add(sources), files


def test_every_file_has_its_row(added: tuple[Dossier, list[AddRow], set[str]]) -> None:
    _, rows, files = added
    assert len(files) > 70
    assert files <= {row.doc for row in rows}
    for row in rows:
        assert row.status in ("read", "opened", "duplicate", "failed")
        assert row.reason or row.status in ("read", "opened"), row


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "resiliparse_clipped.warc.gz",
            "The archive is cut after 0 records: the file ends within the next one, of http",
        ),
        ("warcio_example-digest.warc", "The digest that its archive gives it is not that of its bytes"),
        ("warcio_example-trunc.warc", "Its archive gives it a length that is not its own"),
    ],
)
def test_broken_archives_are_told_as_such(added: tuple[Dossier, list[AddRow], set[str]], name: str, said: str) -> None:
    _, rows, _ = added
    assert any(row.doc.startswith(f"structured/warc/{name}") or f"/{name}" in row.doc for row in rows)
    told = [row.reason for row in rows if name in row.doc and row.status == "failed"]
    assert any(reason.startswith(said) for reason in told), told


@pytest.mark.parametrize(
    "name", ["warcio_example.warc", "warcio_example.arc.gz", "valid_signed_example_1.wacz", "main-page.warc.gz"]
)
def test_sound_archives_have_no_failed_row(added: tuple[Dossier, list[AddRow], set[str]], name: str) -> None:
    _, rows, _ = added
    statuses = {row.status for row in rows if f"{name}" in row.doc}
    assert statuses <= {"opened", "read", "duplicate"}
    assert len(statuses) > 1


def test_the_command_ends_with_1(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path / "d"), "--title", "x"]) == 0
    assert run(["-d", str(tmp_path / "d"), "add", str(SHARED / "structured" / "warc")]) == 1
    assert run(["-d", str(tmp_path / "d"), "add", str(SHARED / "structured" / "warc" / "warcio_example.warc")]) == 0
    assert run(["-d", str(tmp_path / "d"), "verify"]) == 0
