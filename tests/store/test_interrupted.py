"""Killed in the middle, resumed, and with two processes at once: nothing lost, nothing twice, everything verifies."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from amparo.dossier import Dossier
from kit.dossiers import acts, new_dossier, papers, steps

ADD = """
import sys
from pathlib import Path
from kit.dossiers import steps
from amparo.dossier import Dossier
print("ready", flush=True)
rows = Dossier.open(Path(sys.argv[1]), steps()).add([sys.argv[2]], progress=lambda row: print(row.doc, flush=True))
"""
FILES = 40

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL is a thing of POSIX systems")


def adding(dossier: Path, folder: Path) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    return subprocess.Popen(
        [sys.executable, "-c", ADD, str(dossier), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


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
    return papers(tmp_path / "in", **{f"f{n}": f"{n} people and more words: {'x' * 20_000}" for n in range(FILES)})


def test_killed_and_resumed(tmp_path: Path, folder: Path) -> None:
    new_dossier(tmp_path / "d").store.close()
    draw = random.Random(2025)
    for _ in range(int(os.environ.get("AMPARO_KILLS", "6"))):
        process = adding(tmp_path / "d", folder)
        assert process.stdout is not None
        for _ in range(draw.randint(1, 9)):
            if not process.stdout.readline():
                break
        time.sleep(draw.random() * 0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        opened = Dossier.open(tmp_path / "d", steps())
        assert {fault.kind for fault in opened.verify().faults} <= {"original_stray"}
        opened.store.close()
    assert adding(tmp_path / "d", folder).wait() == 0
    whole(tmp_path / "d")


def test_two_processes_at_once(tmp_path: Path, folder: Path) -> None:
    new_dossier(tmp_path / "d").store.close()
    both = [adding(tmp_path / "d", folder) for _ in range(2)]
    rows = [process.communicate()[0].splitlines()[1:] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert [len(listed) for listed in rows] == [FILES, FILES]
    whole(tmp_path / "d")
