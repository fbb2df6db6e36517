"""`amparo.toml`: what a dossier is about. It marks the folder as a dossier."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amparo.model import AmparoError

NAME = "amparo.toml"


@dataclass(frozen=True, slots=True)
class DossierFile:
    """What `amparo.toml` holds.

    Attributes:
        title: what the matter is called.
        pack: name of a packaged pack, or the path of one, relative to the dossier.
        created: ISO 8601 with zone.
        languages: those that documents are read in; a subset of the pack's.
        tsa: address of the time-stamping authority, if any.
        ca: file with the certificates of those trusted to stamp (PEM), relative to the dossier, if any.
    """

    title: str
    pack: str
    created: str
    languages: tuple[str, ...]
    tsa: str | None = None
    ca: str | None = None


def read_dossier_file(folder: Path) -> DossierFile:
    """Read `amparo.toml` in `folder`. Raises `AmparoError` where it is absent or wrong, with the remedy."""
    path = folder / NAME
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise AmparoError(f"{folder} is no dossier: it has no {NAME}. Make one with `amparo init {folder}`.") from error
    except OSError as error:
        raise AmparoError(f"{path} cannot be read: {error.strerror}. Give the folder of a dossier.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AmparoError(f"{path} cannot be read: {error}. Mend the line it names.") from error
    for key in ("title", "pack", "created"):
        if not isinstance(data.get(key), str):
            raise AmparoError(f'{path}: `{key}` is missing or not text. Write {key} = "…".')
    languages: Any = data.get("languages")
    if not isinstance(languages, list) or not languages or not all(isinstance(tag, str) for tag in languages):
        raise AmparoError(f'{path}: `languages` must be a list of language tags, such as ["en", "es"].')
    custody: Any = data.get("custody", {})
    if not isinstance(custody, dict) or any(not isinstance(custody.get(key, ""), str) for key in ("tsa", "ca")):
        raise AmparoError(f'{path}: below [custody], `tsa` and `ca` must be text, such as tsa = "https://…".')
    given = (custody.get("tsa") or None, custody.get("ca") or None)
    return DossierFile(data["title"], data["pack"], data["created"], tuple(languages), *given)


def write_dossier_file(folder: Path, about: DossierFile) -> None:
    """Write `amparo.toml` into `folder`. A TOML basic string takes the same escapes as a JSON string."""
    values = {
        "title": about.title,
        "pack": about.pack,
        "created": about.created,
        "languages": list(about.languages),
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items()]
    (folder / NAME).write_text("".join(lines).replace("\x7f", "\\u007f"), encoding="utf-8")


def find_dossier(start: Path) -> Path:
    """The dossier around `start`: the nearest folder, from there upward, with an `amparo.toml`."""
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder
    raise AmparoError(
        f"There is no dossier at or above {start}. "
        "Go into one, name one with `-d PATH`, or make one with `amparo init PATH`."
    )
