"""Amparo's own quantities."""

from __future__ import annotations

from collections.abc import Callable

from amparo.extract import find_quantities
from bench.reader.worker import Found, serve

CLASSES = {
    "exact": "exact",
    "between": "exact",
    "about": "about",
    "vague": "about",
    "up_to": "below",
    "less_than": "below",
    "at_least": "above",
    "more_than": "above",
}


def load() -> Callable[[str, str], Found]:
    def read(sentence: str, lang: str) -> Found:
        return [
            ([q.low] if q.low == q.high and q.bound != "between" else [q.low, q.high], CLASSES[q.bound])
            for q in find_quantities(sentence, lang)
            if q.low is not None and q.high is not None
        ]

    return read


if __name__ == "__main__":
    serve(load)
