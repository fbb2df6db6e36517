"""A running system, asked over a pipe."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.reader.systems import NotRun, System, last_words, one_thread
from bench.reader.worker import Found

ROOT = Path(__file__).parents[2]


class Client:
    """A system in its own process, ready to read."""

    def __init__(self, system: System, python: Path) -> None:
        """Start it and wait until it is loaded. Raises `NotRun`."""
        self.system = system
        self.errors = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (closed with the client)
        self.process = subprocess.Popen(
            [str(python), "-m", f"bench.reader.readers.{system.module}"],
            cwd=ROOT,
            env=one_thread(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
            encoding="utf-8",
        )
        self.loaded = float(self._answer()["ready"])

    def read(self, sentences: Sequence[str], lang: str) -> list[Found]:
        """What it finds in each sentence. Raises `NotRun`."""
        found: list[Found] = self._ask(do="read", sentences=sentences, lang=lang)["found"]
        return found

    def time(self, sentences: Sequence[str], lang: str, passes: int) -> float:
        """Seconds that it takes to read the sentences so many times. Raises `NotRun`."""
        return float(self._ask(do="time", sentences=sentences, lang=lang, passes=passes)["seconds"])

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.errors.close()

    def _ask(self, **request: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise NotRun(self._why()) from error
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise NotRun(self._why())
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _why(self) -> str:
        self.process.wait(timeout=60)
        self.errors.seek(0)
        return last_words(self.errors.read())
