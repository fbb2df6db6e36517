"""Docket numbers of courts: `No. 1:25-cv-00766 (D.D.C.)`, `No. 24A931`, `expediente 21-2020`; they count nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from amparo.packs.gazetteer import common_file


@dataclass(frozen=True, slots=True)
class Docket:
    """A docket number where it stands in a text.

    Attributes:
        start, end: offsets of the number with the court in brackets behind it; end exclusive.
        court: the court as abbreviated there (`D.D.C.`, `D.C. Cir.`), or None where it is not.
        number: the number as written, without the word before it.
    """

    start: int
    end: int
    court: str | None
    number: str


def find_dockets(text: str) -> list[Docket]:
    """The docket numbers that `text` names, in order, those of any language: papers of courts cite each other."""
    found = []
    for match in _pattern().finditer(text):
        number = match.group("own") or match.group("told")
        start = match.start("own") if match.group("own") else match.start("told")
        court = match.group("court")
        found.append(Docket(start, match.end() if court else start + len(number), court, number))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    """Numbers that are dockets by their own form, and others behind a word that says so, with the court behind them."""
    node = common_file("dockets.yaml").only("words", "numbers", "told_numbers", "court")
    words = "|".join(node.need("words").strings())
    own = "|".join(node.need("numbers").strings())
    told = "|".join(node.need("told_numbers").strings())
    court = node.need("court").text()
    behind = rf"(?:\s*\((?P<court>{court})(?:,? [^()]{{1,24}})?\))?"
    return re.compile(rf"(?<![\w-])(?:(?P<own>{own})|(?:{words})\s*(?P<told>{told}))(?![\w]){behind}")
