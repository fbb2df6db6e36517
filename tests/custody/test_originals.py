"""Originals: kept whole under their hash, read-only, never overwritten."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.custody import original_path, read_original, sha256_hex, sweep_incoming
from amparo.model import AmparoError
from kit.dossiers import keep_original


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "originals", tmp_path / "incoming"


@given(st.binary(max_size=2000))
def test_bytes_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("o")
    sha256 = keep_original(folder / "originals", folder / "incoming", data)
    assert read_original(folder / "originals", sha256) == data
    assert list((folder / "incoming").iterdir()) == []


def test_an_original_is_read_only_and_in_its_place(folders: tuple[Path, Path]) -> None:
    sha256 = keep_original(*folders, b"evidence")
    path = folders[0] / sha256[:2] / sha256
    assert sha256 == sha256_hex(b"evidence")
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_keeping_twice_leaves_the_first_untouched(folders: tuple[Path, Path]) -> None:
    path = original_path(folders[0], keep_original(*folders, b"evidence"))
    os.utime(path, (1, 1))
    keep_original(*folders, b"evidence")
    assert path.stat().st_mtime == 1


def test_an_altered_original_is_neither_taken_for_sound_nor_overwritten(folders: tuple[Path, Path]) -> None:
    path = original_path(folders[0], keep_original(*folders, b"evidence"))
    path.chmod(0o644)
    path.write_bytes(b"forgery!")
    with pytest.raises(AmparoError, match="altered after it was captured"):
        keep_original(*folders, b"evidence")
    assert path.read_bytes() == b"forgery!"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "originals").write_text("a file where the folder should be")
    with pytest.raises(AmparoError, match=r"cannot be kept at .* Check that the folder"):
        keep_original(tmp_path / "originals", tmp_path / "incoming", b"evidence")


def test_sweeping_removes_only_what_dead_processes_left(folders: tuple[Path, Path]) -> None:
    incoming = folders[1]
    incoming.mkdir()
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True)
    names = {f"{gone.stdout.strip()}-{'a' * 64}": False, f"{os.getpid()}-{'b' * 64}": True, "notes.txt": True}
    for name in names:
        (incoming / name).write_bytes(b"part")
    sweep_incoming(incoming)
    assert {name: (incoming / name).exists() for name in names} == names
