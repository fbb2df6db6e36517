"""The laws of reading over mutated passages; `python -m bench.fuzz` goes on with more of them, for as long as told."""

from __future__ import annotations

from random import Random

import pytest

from amparo.packs import load_pack
from extract.mutating import broken_laws, mutated, seeds

TEXTS = 60


@pytest.mark.parametrize("lang", ["en", "es"])
def test_mutated_passages_are_read_by_the_laws(lang: str) -> None:
    passages, rng, pack = seeds()[lang], Random(lang), load_pack()
    for number in range(TEXTS):
        content = mutated(rng, passages)
        assert broken_laws(content, lang, pack) == [], (number, content)


@pytest.mark.parametrize(
    ("lang", "content"),
    [
        ("en", "deported " * 2000),
        ("es", "deportó " * 2000),
        ("en", "deported 238 people, " * 400),
        ("es", "deportó a 238 personas, " * 400),
        ("en", "said “no " * 1000),
        ("es", "dijo «no " * 1000),
        ("en", "(" * 5000),
        ("es", "1 a " * 2000),
        ("en", "\xa0\n \xa0\nprisoners\n"),
        ("es", "Llevaban un año de apenas"),
        ("en", "They were told to never"),
        ("en", "They left on Friday, the same dayſ, on Sunday or on Auguſt 3"),
        ("es", "Salieron el vıernes, el mİsmo díaſ, o el 3 de julİo"),
    ],
)
def test_hostile_repetitions_are_read_by_the_laws(lang: str, content: str) -> None:
    """Sentences without end once cost the cube of their length, or all of the stack; some letters and ends are none."""
    assert broken_laws(content, lang, load_pack()) == []


def test_a_sentence_without_end_is_read_in_parts_at_its_marks() -> None:
    from amparo.extract.tokens import split_sentences
    from amparo.model import Block, Text

    content = "one two three, " * 300
    text = Text("a.txt", "0" * 64, content, "en", "test/1", (Block(0, len(content)),))
    parts = list(split_sentences(text, frozenset()))
    assert len(parts) > 1
    assert all(part.tokens[-1].text == "," for part in parts)
    assert sum(len(part.tokens) for part in parts) == 1200
    assert "".join(token.text for part in parts for token in part.tokens) == content.replace(" ", "")
