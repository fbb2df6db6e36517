"""What verification found not to hold, said as a sentence in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold.

    Attributes:
        kind: a key of `faults.yaml`.
        where: the file, event, claim or document.
        detail: what the sentence of that kind needs besides `where`.
    """

    kind: str
    where: str
    detail: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, lang: str = "en") -> str:
        """The fault as a sentence; English where `lang` is not in the catalogue."""
        forms = _catalogue()[self.kind]
        return forms.get(lang, forms["en"]).format(where=self.where, **self.detail)


def fault_sentences() -> list[dict[str, str]]:
    """The sentence of every kind of fault, in every language, with its blanks."""
    return list(_catalogue().values())


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = files("amparo.custody").joinpath("faults.yaml").read_text(encoding="utf-8")
    catalogue: dict[str, dict[str, str]] = yaml.safe_load(text)
    return catalogue
