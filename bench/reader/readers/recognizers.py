"""Recognizers-Text: numbers, percentages, sums, dimensions, temperatures and ages; of nested mentions the longest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bench.reader.worker import Found, serve

CULTURES = {"en": "en-us", "es": "es-es"}


def load() -> Callable[[str, str], Found]:
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    models: dict[str, list[Any]] = {}
    for lang, culture in CULTURES.items():
        number, unit = NumberRecognizer(culture), NumberWithUnitRecognizer(culture)
        models[lang] = [
            number.get_percentage_model(),
            unit.get_currency_model(),
            unit.get_dimension_model(),
            unit.get_temperature_model(),
            unit.get_age_model(),
            number.get_number_model(),
        ]

    def read(sentence: str, lang: str) -> Found:
        mentions = [m for model in models[lang] for m in model.parse(sentence)]
        mentions.sort(key=lambda m: m.start - m.end)
        kept: list[Any] = []
        for mention in mentions:
            if not any(other.start <= mention.end and mention.start <= other.end for other in kept):
                kept.append(mention)
        kept.sort(key=lambda m: int(m.start))
        stated = [str(mention.resolution.get("value") or "").rstrip("%") for mention in kept]
        return [([float(value.replace(",", "."))], "exact") for value in stated if value]

    return read


if __name__ == "__main__":
    serve(load)
