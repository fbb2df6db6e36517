"""Reading pictures of text with Tesseract, a program of the system: found, bounded, signed with its version and data.

The same picture gives the same words with the same program, language data and picture decoder; all three are in the
signature.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pycountry

from amparo.model import MissingTool, SkipItem

MAX_PIXELS = 60_000_000
"""Of one page: A0 at 150 dots an inch. Beyond, a row says so."""
NO_WORDS = "OCR saw no words on any of its pages."
TYPE_OUT = "Add a better copy, or type out what you need."
SECONDS = 120
"""Beyond which the reading of one page is given up."""
_MEMORY = 2_000_000_000
_OUTPUT = 30_000_000
_LIGHT = bytes(range(200, 256))
INSTALL = (
    "Install OCR (Tesseract, with its data for the dossier's languages) and add it again, "
    "or add a copy with a text layer, or type out what you need."
)


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as grey values: a byte a pixel, rows from above, without padding; `dpi` is dots an inch."""

    width: int
    height: int
    dpi: int
    pixels: bytes

    @property
    def is_blank(self) -> bool:
        """Whether nothing darker than light grey is on it."""
        return not self.pixels.translate(None, _LIGHT)


@dataclass(frozen=True, slots=True)
class Engine:
    """Tesseract as it is installed: the program, the languages asked of it, and what its readings are signed with."""

    program: str
    languages: str
    signature: str


def find_engine(languages: Sequence[str]) -> Engine:
    """Tesseract with data for these language tags.

    Raises:
        MissingTool: it is not installed, or lacks the data of one of the languages.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise MissingTool("Tesseract, the program that reads pictures of text, is not installed.", INSTALL)
    return _engine(program, tuple(languages))


@cache
def _engine(program: str, languages: tuple[str, ...]) -> Engine:
    try:
        told = _said(program, "--version")
        listed = _said(program, "--list-langs")
    except (OSError, subprocess.SubprocessError) as error:
        raise MissingTool("Tesseract, the program that reads pictures of text, does not start.", INSTALL) from error
    version = re.search(r"tesseract v?(\d\S*)", told)
    folder = re.search(r'"(.+?)"', listed)
    wanted = [_data_name(tag) for tag in languages]
    missing = [name for name in wanted if name not in listed.split()]
    if missing or version is None or folder is None:
        raise MissingTool(f"Tesseract lacks its language data for {', '.join(missing or wanted)}.", INSTALL)
    data = hashlib.sha256()
    for name in wanted:
        data.update((Path(folder.group(1)) / f"{name}.traineddata").read_bytes())
    signature = f"tesseract/{version.group(1)} {'+'.join(wanted)}/{data.hexdigest()[:12]}"
    return Engine(program, "+".join(wanted), signature)


def _data_name(tag: str) -> str:
    """How Tesseract names a language's data: by its three-letter code."""
    language = pycountry.languages.get(alpha_2=tag)
    return language.alpha_3 if language is not None else tag


def _said(program: str, option: str) -> str:
    done = subprocess.run([program, option], capture_output=True, text=True, timeout=30, check=True)
    return done.stdout + done.stderr


def read_raster(raster: Raster, engine: Engine, rows: bool = False) -> bytes:
    """What Tesseract sees on a page, as hOCR with a box for every sign; with `rows` it looks for no columns.

    Raises:
        SkipItem: it takes too long, needs too much, or fails; the reason is the end of a sentence.
    """
    picture = b"P5\n%d %d\n255\n" % (raster.width, raster.height) + raster.pixels
    arguments = [engine.program, "stdin", "stdout", "-l", engine.languages, "--oem", "1"]
    arguments += [
        "--psm",
        "4" if rows else "3",
        "--dpi",
        str(raster.dpi),
        "-c",
        "hocr_char_boxes=1",
        "-c",
        "tessedit_create_hocr=1",
    ]
    try:
        done = subprocess.run(
            arguments,
            input=picture,
            capture_output=True,
            timeout=SECONDS,
            # One thread: results that do not depend on the machine's cores, and a page that takes one of them.
            env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"},
            preexec_fn=_bound_memory(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SkipItem(f"it took longer than {SECONDS} seconds") from error
    except OSError as error:
        raise SkipItem("Tesseract does not start") from error
    if done.returncode or len(done.stdout) > _OUTPUT:
        raise SkipItem("Tesseract gave up")
    return done.stdout


def _bound_memory() -> Callable[[], None] | None:
    if sys.platform == "win32":
        return None
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
