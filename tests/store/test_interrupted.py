"""Killed at any moment and resumed, two processes at once, a full disk: nothing lost, nothing twice, all verifies."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from amparo.dossier import Dossier
from amparo.model import AmparoError
from kit.dossiers import acts, new_dossier, papers, steps

FORKING = """
import os, sys
from kit.dossiers import steps
from amparo.dossier import Dossier
for line in sys.stdin:
    dossier, folder = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if child == 0:
        from pathlib import Path
        rows = Dossier.open(Path(dossier), steps()).add([folder])
        os._exit(len({row.doc for row in rows}) % 251)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""A process that has loaded all there is to load, and adds in a copy of itself: killing one costs no start."""

FILES = 500
KILLS = 200

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL and fork are things of POSIX systems")


class Adding:
    """Adds a folder to a dossier in another process, over and over."""

    def __init__(self, dossier: Path, folder: Path) -> None:
        path = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
        self._process = subprocess.Popen(
            [sys.executable, "-c", FORKING],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        self._line = f"{dossier}\t{folder}\n"

    def begin(self) -> int:
        """The number of the process that adds."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(self._line)
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self) -> int:
        """How it ended."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """End the process that begins them."""
        self._process.communicate()


@contextmanager
def adding(dossier: Path, folder: Path) -> Iterator[Adding]:
    process = Adding(dossier, folder)
    try:
        yield process
    finally:
        process.close()


def whole(dossier: Path) -> None:
    """Every file is there once, with its claim, and everything verifies."""
    opened = Dossier.open(dossier, steps())
    assert sorted(c.doc for c in opened.store.captures()) == sorted(f"in/f{n}.txt" for n in range(FILES))
    assert sorted(c.value for c in opened.claims() if isinstance(c.value, float)) == [float(n) for n in range(FILES)]
    counted = acts(opened.store.events())
    assert [counted.count(act) for act in ("create", "capture", "read", "extract")] == [1, FILES, FILES, FILES]
    assert opened.verify().faults == ()
    assert list((dossier / "incoming").iterdir()) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return papers(tmp_path / "in", **{f"f{n}": f"{n} people and more words: {'x' * 2_000}" for n in range(FILES)})


def kill(*children: int) -> None:
    for child in children:
        with suppress(ProcessLookupError):  # it has done all there was to do
            os.kill(child, signal.SIGKILL)


def test_killed_at_many_moments_and_resumed(tmp_path: Path, folder: Path) -> None:
    draw = random.Random(2025)
    killed = dossiers = 0
    while killed < KILLS:
        dossiers += 1
        path = tmp_path / f"d{dossiers}"
        new_dossier(path).store.close()
        with adding(path, folder) as process:
            ended = -signal.SIGKILL
            while ended == -signal.SIGKILL:
                child = process.begin()
                if killed < KILLS:
                    time.sleep(draw.random() * 0.2)
                    kill(child)
                ended = process.end()
                killed += ended == -signal.SIGKILL
                if killed % 20 == 1:
                    opened = Dossier.open(path, steps())
                    assert {fault.kind for fault in opened.verify().faults} <= {"original_stray"}
                    opened.store.close()
        assert ended == FILES % 251
        whole(path)
    assert killed >= KILLS


def test_two_processes_at_once_killed_and_resumed(tmp_path: Path, folder: Path) -> None:
    new_dossier(tmp_path / "d").store.close()
    draw = random.Random(2026)
    with adding(tmp_path / "d", folder) as one, adding(tmp_path / "d", folder) as other:
        for _ in range(15):
            children = [one.begin(), other.begin()]
            time.sleep(draw.random() * 0.4)
            kill(draw.choice(children))
            time.sleep(draw.random() * 0.2)
            kill(*children)
            one.end(), other.end()
        one.begin(), other.begin()
        assert [one.end(), other.end()] == [FILES % 251] * 2
    whole(tmp_path / "d")


def test_a_full_disk(tmp_path: Path, folder: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = shutil.which("mount") and os.geteuid() == 0
    if not mounted or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small], check=False).returncode:
        pytest.skip("a small disk can be mounted only by an administrator")
    try:
        dossier = new_dossier(small / "d")
        with pytest.raises(AmparoError, match=r"disk has room"):
            dossier.add([folder])
        dossier.store.close()
        assert list((small / "d" / "incoming").iterdir()) == []
        subprocess.run(["mount", "-o", "remount,size=60m", small], check=True)
        again = Dossier.open(small / "d", steps())
        assert again.verify().faults == ()
        before = len(again.store.captures())
        assert before < FILES
        assert {row.status for row in again.add([folder])} == ({"read", "skipped"} if before else {"read"})
        again.store.close()
        whole(small / "d")
    finally:
        subprocess.run(["umount", "-l", small], check=True)
