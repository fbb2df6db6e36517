"""`amparo review` through a real terminal: a pseudo-terminal of sixty columns, keys typed, the screen read."""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amparo.cli import run
from amparo.dossier import Dossier
from amparo.handfile import read_hand

COLUMNS = 60
PATIENCE = 60
"""Seconds that a screen may take."""
LOCAL_MODES = 3
CHILD = "import os; os.login_tty(0); from amparo.cli import main; main()"
SEEN = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
LAST_KEY = {"en": "[o]rigin", "es": "[o]rigen"}
WORDS = {
    "a": "The United States flew 238 people to El Salvador on March 15, 2025.",
    "b": "The United States flew 261 people to El Salvador on March 15, 2025.",
    "c": "The United States has paid El Salvador $4.76 million.",
    "d": "The United States paid $6 million to El Salvador, officials said.",
}


class Screen:
    """The command in a terminal of its own."""

    def __init__(self, *arguments: str, lang: str = "en") -> None:
        self.own, other = os.openpty()
        termios.tcsetwinsize(self.own, (40, COLUMNS))
        environment = {**os.environ, "AMPARO_LANG": lang, "TERM": "xterm", "PYTHONPATH": os.pathsep.join(sys.path)}
        environment.pop("COLUMNS", None)
        self.process = subprocess.Popen(
            [sys.executable, "-c", CHILD, *arguments],
            stdin=other,
            stdout=other,
            stderr=other,
            env=environment,
            start_new_session=True,
        )
        os.close(other)
        self.text = ""
        self._told = 0

    def until(self, words: str) -> str:
        """What is shown up to these words, after what was read before."""
        end = time.monotonic() + PATIENCE
        while words not in (fresh := self.text[self._told :]):
            assert time.monotonic() < end, f"no {words!r} in {fresh!r}"
            if not self._read():
                raise AssertionError(f"the command ended before {words!r}: {fresh!r}")
        self._told += fresh.index(words) + len(words)
        return fresh

    def key(self, key: str) -> None:
        """Press one key, once the command waits for one: what is typed before is not kept by a terminal."""
        end = time.monotonic() + PATIENCE
        while termios.tcgetattr(self.own)[LOCAL_MODES] & termios.ICANON:
            assert time.monotonic() < end, "the command waits for no key"
            time.sleep(0.01)
        self.type(key)

    def type(self, line: str) -> None:
        """Type into a question that is shown."""
        os.write(self.own, line.encode())

    def status(self) -> int:
        """The exit status, once the command has ended."""
        while self._read():
            pass
        return self.process.wait(PATIENCE)

    def interrupted(self) -> int:
        """The exit status after Ctrl-C, pressed again: Python may miss one that comes just before it waits."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, "the command goes on"
            self.type("\x03")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(3)
        return self.status()

    def close(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)
        os.close(self.own)

    def _read(self) -> bool:
        if not select.select([self.own], [], [], PATIENCE)[0]:
            return False
        try:
            data = os.read(self.own, 65536)
        except OSError:
            return False
        self.text += SEEN.sub("", data.decode("utf-8", "replace"))
        return bool(data)


@pytest.fixture
def matter(tmp_path: Path) -> str:
    """A dossier of four short papers."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for name, words in WORDS.items():
        (papers / f"{name}.txt").write_text(f"# published: 2025-03-20\n\n{words}\n", encoding="utf-8")
    assert run(["init", str(tmp_path / "d")]) == 0
    assert run(["-d", str(tmp_path / "d"), "add", str(papers)]) == 0
    return str(tmp_path / "d")


@pytest.fixture
def screens() -> Iterator[list[Screen]]:
    opened: list[Screen] = []
    yield opened
    for screen in opened:
        screen.close()


def sat_down(matter: str, screens: list[Screen], lang: str) -> Screen:
    """A screen that shows the first claim and its keys."""
    screen = Screen("-d", matter, "review", "--actor", "Ana", lang=lang)
    screens.append(screen)
    screen.until(LAST_KEY[lang])
    return screen


def acts(matter: str) -> list[str]:
    dossier = Dossier.open(Path(matter))
    try:
        return [decision.act for decision in dossier.store.decisions()]
    finally:
        dossier.store.close()


def reviews(matter: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert run(["-d", matter, "claims", "--format", "json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return sorted(claim["review"] for claim in found)


@pytest.mark.parametrize(
    ("lang", "left", "accepted", "changed", "undone", "asked", "no_reason"),
    [
        ("en", "2 of 4", "accepted", "1 claim", "undone", "Why", "needs a reason"),
        ("es", "2 de 4", "aceptada", "1 afirmación", "deshecha", "Por qué", "necesita un motivo"),
    ],
)
def test_a_sitting_from_the_first_key_to_the_last(
    lang: str,
    left: str,
    accepted: str,
    changed: str,
    undone: str,
    asked: str,
    no_reason: str,
    matter: str,
    screens: list[Screen],
    capsys: pytest.CaptureFixture[str],
) -> None:
    screen = sat_down(matter, screens, lang)
    screen.key("w")
    screen.until(LAST_KEY[lang])
    screen.key("a")
    screen.until(f"{accepted}:")
    screen.until(changed)
    screen.until(left)
    screen.key("u")
    screen.until(f"{undone}:")
    screen.until(LAST_KEY[lang])
    screen.key("n")
    screen.until(left)
    screen.key("b")
    screen.until(left.replace("2", "1"))
    screen.until(LAST_KEY[lang])
    screen.key("r")
    screen.until(asked)
    screen.type("\n")
    screen.until(no_reason)
    screen.until(LAST_KEY[lang])
    screen.key("r")
    screen.until(asked)
    screen.type("así no\n")
    screen.until(left)
    screen.until(LAST_KEY[lang])
    screen.key("q")
    assert screen.status() == 0
    assert acts(matter) == ["accept", "undo", "reject"]
    assert reviews(matter, capsys) == ["rejected", "unreviewed", "unreviewed", "unreviewed"]
    assert max(map(len, screen.text.split("\n"))) <= COLUMNS


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("typed", ["", "r", "c", "s"])
def test_an_interrupted_sitting_loses_nothing(
    lang: str, typed: str, matter: str, screens: list[Screen], capsys: pytest.CaptureFixture[str]
) -> None:
    screen = sat_down(matter, screens, lang)
    screen.key("a")
    screen.until(LAST_KEY[lang])
    if typed:
        screen.key(typed)
        screen.until(": ")
    assert screen.interrupted() == 130
    assert ": 1" in screen.text
    assert acts(matter) == ["accept"]
    assert [entry.act for entry in read_hand(Path(matter) / "hand")] == ["accept"]
    assert reviews(matter, capsys).count("accepted") == 1
    assert run(["-d", matter, "verify"]) == 0


def test_a_claim_is_corrected_and_put_on_lines_by_keys(
    matter: str, screens: list[Screen], capsys: pytest.CaptureFixture[str]
) -> None:
    screen = sat_down(matter, screens, "en")
    screen.key("l")
    screen.until("Why")
    screen.type("Another flight.\n")
    screen.until("put on another line")
    screen.until("1 of 4")
    screen.until(LAST_KEY["en"])
    screen.key("s")
    screen.until("1  ")
    screen.until("empty for")
    screen.type("1\n")
    screen.until("Why")
    screen.type("The same after all.\n")
    screen.until("put on the same line")
    screen.until(LAST_KEY["en"])
    screen.key("o")
    screen.until("empty for")
    screen.type("1\n")
    screen.until("Why")
    screen.type("One memo.\n")
    screen.until("given the same origin")
    screen.until(LAST_KEY["en"])
    screen.key("c")
    screen.until("finish")
    screen.type("when=2025-03-16\n")
    screen.until("finish")
    screen.type("\n")
    screen.until("Why")
    screen.type("Dated.\n")
    screen.until("2025-03-16")
    screen.until("2 of 4")
    screen.until(LAST_KEY["en"])
    screen.key("q")
    assert screen.status() == 0
    assert acts(matter) == ["other_line", "same_line", "same_origin", "correct"]
    assert "corrected" in reviews(matter, capsys)
