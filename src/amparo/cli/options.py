"""The options that several commands share, and those that take one word of a few."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from amparo.cli.messages import languages
from amparo.cli.output import Format
from amparo.cli.show import BriefFormat
from amparo.model import AmparoError
from amparo.model.claim import REVIEWS

T = TypeVar("T", bound=str)


def one_of(words: Sequence[T], what: str) -> Callable[[str], T]:
    """Reads a word given for an option: one of `words`. The error says which there are."""

    def read(given: str) -> T:
        for word in words:
            if word == given:
                return word
        raise AmparoError(f"There is no {what} {given!r}. Use one of: {', '.join(words)}.")

    return read


def choice(name: str, words: Sequence[str], what: str, **more: Any) -> Any:
    """An option that takes one of `words`; the help shows them."""
    return typer.Option(name, parser=one_of(words, what), metavar=f"[{'|'.join(words)}]", **more)


DossierOption = Annotated[Path | None, typer.Option("-d", "--dossier", help="opt.dossier", show_default=False)]
FormatOption = Annotated[Format, choice("--format", tuple(Format), "format", help="opt.format")]
ClaimsFormatOption = Annotated[
    Format | None, choice("--format", tuple(Format), "format", help="opt.format", show_default="table")
]
BriefFormatOption = Annotated[BriefFormat, choice("--format", tuple(BriefFormat), "format", help="opt.brief_format")]
ReviewOption = Annotated[str | None, choice("--review", REVIEWS, "state of review", help="opt.review")]
LanguageOption = Annotated[str | None, choice("--ui-lang", languages(), "language", help="opt.ui_lang")]
JobsOption = Annotated[int | None, typer.Option("--jobs", min=1, help="opt.jobs", show_default=False)]
ActorOption = Annotated[str | None, typer.Option("--actor", envvar="AMPARO_ACTOR", help="opt.actor")]
