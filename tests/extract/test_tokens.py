"""Sentences and tokens: where they end, what holds together, and that nothing of a text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.extract.tokens import Sentence, sentence_spans, split_sentences, tokenise
from amparo.model import Block, Text

SHORT = {"en": frozenset(("mr.", "gov.", "no.", "u.s.")), "es": frozenset(("sr.", "dra.", "núm.", "ee.uu."))}

TOKENS = [
    ("en", "They haven't paid $4.76 million.", "They have n't paid $ 4.76 million ."),
    ("es", "No han pagado 4,76 millones.", "No han pagado 4,76 millones ."),
    ("en", "It wasn’t Ghana’s plane.", "It was n’t Ghana ’s plane ."),
    ("en", "They’re held; we'll wait.", "They ’re held ; we 'll wait ."),
    ("en", "The U.S. jet left at 5:26.", "The U.S. jet left at 5:26 ."),
    ("es", "El avión salió a las 17:05 del 3/04.", "El avión salió a las 17:05 del 3/04 ."),
    ("en", "An anti-terror wing of 1,500 beds", "An anti-terror wing of 1,500 beds"),
    ("es", "Un pabellón franco-belga de 1.500 camas", "Un pabellón franco-belga de 1.500 camas"),
    ("en", "“Twelve,” he said.", "“ Twelve , ” he said ."),
    ("es", "«Doce», dijo el 03/04.", "« Doce » , dijo el 03/04 ."),
]


@pytest.mark.parametrize(("lang", "text", "expected"), TOKENS)
def test_what_is_one_token(lang: str, text: str, expected: str) -> None:
    assert " ".join(t.text for t in tokenise(text, 0, len(text))) == expected


def test_lower_case_has_straight_apostrophes() -> None:
    assert [t.low for t in tokenise("Didn’t GHANA’s", 0, 14)] == ["did", "n't", "ghana", "'s"]


SENTENCES = [
    ("en", "Gov. Mensah left. Twelve men stayed.", ["Gov. Mensah left.", "Twelve men stayed."]),
    ("es", "La Dra. Mena salió. Doce hombres siguen allí.", ["La Dra. Mena salió.", "Doce hombres siguen allí."]),
    ("en", "Flight No. 7 left. It was late.", ["Flight No. 7 left.", "It was late."]),
    ("es", "El vuelo núm. 7 salió. Iba tarde.", ["El vuelo núm. 7 salió.", "Iba tarde."]),
    ("en", "Judge K. Boateng ruled. He left.", ["Judge K. Boateng ruled.", "He left."]),
    ("es", "El juez K. Ayala falló. Se fue.", ["El juez K. Ayala falló.", "Se fue."]),
    ("en", "“We took ten.” He paused.", ["“We took ten.”", "He paused."]),
    ("es", "«Recibimos a diez». Hizo una pausa.", ["«Recibimos a diez».", "Hizo una pausa."]),
    ("en", "Who paid? Nobody knows!", ["Who paid?", "Nobody knows!"]),
    ("es", "¿Quién pagó? ¡Nadie lo sabe!", ["¿Quién pagó?", "¡Nadie lo sabe!"]),
    ("en", "They paid $1.5 million. 12 men left.", ["They paid $1.5 million.", "12 men left."]),
    ("es", "Pagaron 1.500 euros. 12 hombres salieron.", ["Pagaron 1.500 euros.", "12 hombres salieron."]),
    ("en", "He said… nothing of it.", ["He said… nothing of it."]),
    ("es", "Dijo… nada de eso.", ["Dijo… nada de eso."]),
    ("en", "  Ten men.  ", ["Ten men."]),
    ("es", "   ", []),
]


@pytest.mark.parametrize(("lang", "text", "expected"), SENTENCES)
def test_where_a_sentence_ends(lang: str, text: str, expected: list[str]) -> None:
    spans = sentence_spans(text, 0, len(text), SHORT[lang])
    assert [text[start:end] for start, end in spans] == expected


def _sentences(content: str, *blocks: Block, wanted: str = "") -> list[Sentence]:
    text = Text("a.txt", "0" * 64, content, "en", "test/1", blocks)
    return list(split_sentences(text, frozenset(), lambda start, end: wanted in content[start:end]))


def test_headers_are_not_read_and_no_sentence_crosses_a_block() -> None:
    content = "# lang: en\nTen men left\nNine came"
    found = _sentences(content, Block(0, 10, "header"), Block(11, 23, "title"), Block(24, 33))
    assert [(content[s.start : s.end], s.block, s.kind) for s in found] == [
        ("Ten men left", 1, "title"),
        ("Nine came", 2, "paragraph"),
    ]


def test_a_sentence_that_is_not_wanted_is_left_out() -> None:
    content = "Ten men left. Nine came."
    (only,) = _sentences(content, Block(0, len(content)), wanted="Nine")
    assert [t.text for t in only.tokens] == ["Nine", "came", "."]


@pytest.mark.parametrize(("offset", "expected"), [(0, 0), (2, 0), (3, 1), (4, 1), (7, 2), (11, 2), (12, 3), (13, 4)])
def test_the_token_at_an_offset(offset: int, expected: int) -> None:
    (only,) = _sentences("Ten men left.", Block(0, 13))
    assert only.at(offset) == expected


@given(st.text(max_size=200) | st.lists(st.sampled_from(["a", "’s", ".", " ", "1,5", "“", "U.S."])).map("".join))
def test_tokens_and_sentences_hold_all_that_is_no_white_space(text: str) -> None:
    tokens = tokenise(text, 0, len(text))
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert [t.start for t in tokens] == sorted(t.start for t in tokens)
    assert "".join("".join(t.text.split()) for t in tokens) == "".join(text.split())
    spans = list(sentence_spans(text, 0, len(text), frozenset()))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
