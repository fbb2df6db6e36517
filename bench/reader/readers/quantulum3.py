"""quantulum3: its value; a value with an uncertainty is the range from one end to the other. It tells no bound."""

from __future__ import annotations

import warnings
from collections.abc import Callable

from bench.reader.worker import Found, serve


def load() -> Callable[[str, str], Found]:
    warnings.filterwarnings("ignore")
    from quantulum3 import parser

    def read(sentence: str, lang: str) -> Found:
        return [(_values(found.value, found.uncertainty), "exact") for found in parser.parse(sentence)]

    return read


def _values(value: float, uncertainty: float | None) -> list[float]:
    return [value - uncertainty, value + uncertainty] if uncertainty else [float(value)]


if __name__ == "__main__":
    serve(load)
