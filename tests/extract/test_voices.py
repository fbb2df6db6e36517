# ruff: noqa: E501 (tables of sentences, one a line)
"""Who answers for which stretch of a sentence, and who a line is marked with."""

from __future__ import annotations

import pytest

from amparo.extract.voices import find_voices, speaker_label, voice_over
from kit.reading import analysis, claims, frames_of


def source_over(sentence: str, lang: str, word: str) -> str:
    """The source of the innermost voice over `word`; `?` for whoever spoke last, empty where nobody answers for it."""
    found = analysis(sentence, lang)
    at = [t.low for t in found.tokens].index(word)
    voice = voice_over(find_voices(found, frames_of(lang)), at, at + 1)
    return "" if voice is None else found.text(*voice.source) or "?"


VOICES = [
    # the cue before what it tells
    ("en", "The warden said that forty men are held in Togo.", "forty", "The warden"),
    ("es", "El alcaide dijo que cuarenta hombres siguen presos en Togo.", "cuarenta", "El alcaide"),
    ("en", "The warden said forty men are held in Togo.", "forty", "The warden"),
    ("en", "The warden told reporters on Monday that forty men are held.", "forty", "The warden"),
    ("es", "El alcaide aseguró el lunes a la prensa que cuarenta hombres siguen presos.", "cuarenta", "El alcaide"),
    # inside it
    ("en", "Forty men, the warden said, are held in Togo.", "forty", "the warden"),
    ("es", "Cuarenta hombres, dijo el alcaide, siguen presos en Togo.", "cuarenta", "el alcaide"),
    ("en", "Forty men, the warden said, are held in Togo.", "togo", "the warden"),
    ("es", "Cuarenta hombres, dijo el alcaide, siguen presos en Togo.", "togo", "el alcaide"),
    # after it
    ("en", "Forty men are held in Togo, the warden said.", "forty", "the warden"),
    ("es", "Cuarenta hombres siguen presos en Togo, dijo el alcaide.", "cuarenta", "el alcaide"),
    ("en", "Forty men are held in Togo, said Warden Kofi Mensah.", "forty", "Warden Kofi Mensah"),
    ("es", "Cuarenta hombres siguen presos en Togo, explicó Kofi Mensah.", "cuarenta", "Kofi Mensah"),
    # according to
    ("en", "According to the warden, forty men are held.", "forty", "the warden"),
    ("es", "Según el alcaide, cuarenta hombres siguen presos.", "cuarenta", "el alcaide"),
    ("en", "Forty men are held in Togo, according to the warden.", "forty", "the warden"),
    ("es", "Cuarenta hombres siguen presos en Togo, según el alcaide.", "cuarenta", "el alcaide"),
    ("en", "In the words of two guards, forty men are held in Togo.", "forty", "two guards"),
    ("es", "En palabras de dos guardias, cuarenta hombres siguen presos en Togo.", "cuarenta", "dos guardias"),
    ("es", "De acuerdo con dos guardias, cuarenta hombres fueron enviados a Togo.", "cuarenta", "dos guardias"),
    # a document that speaks in a relative clause
    ("es", "El sindicato publicó un informe que habla de cuarenta detenidos.", "cuarenta", "un informe"),
    ("es", "La ministra leyó una carta que cifra el gasto en dos millones de euros.", "millones", "una carta"),
    # one voice in another: the innermost
    ("en", "The bishop said the warden had told him that forty men were held.", "forty", "the warden"),
    ("es", "El obispo dijo que el alcaide le había asegurado que cuarenta hombres seguían presos.", "cuarenta", "el alcaide"),
    # a passive: who tells is the agent
    ("en", "The bishop was told by the ministry that forty men would come.", "forty", "the ministry"),
    # where a voice ends
    ("en", "The warden said ten men left; forty are held in Togo.", "forty", ""),
    ("es", "El alcaide dijo que diez hombres salieron; cuarenta siguen presos en Togo.", "cuarenta", ""),
    ("en", "Forty men are held in Togo.", "forty", ""),
    ("es", "Cuarenta hombres siguen presos en Togo.", "cuarenta", ""),
    # nobody answers for their own name
    ("en", "The warden of forty men said that they are held.", "warden", ""),
    ("es", "El alcaide de cuarenta hombres dijo que siguen presos.", "alcaide", ""),
    ("en", "They are held in Togo, the warden of forty men said.", "warden", ""),
    ("es", "Siguen presos en Togo, dijo el alcaide de cuarenta hombres.", "alcaide", ""),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "word", "expected"), VOICES)
def test_who_answers_for_a_word(lang: str, sentence: str, word: str, expected: str) -> None:
    assert source_over(sentence, lang, word) == expected


QUOTED = [
    ("en", "“We hold forty men,” the warden said.", "forty", "the warden", True),
    ("es", "«Tenemos cuarenta presos», dijo el alcaide.", "cuarenta", "el alcaide", True),
    ("en", "The warden said: “We hold forty men.”", "forty", "The warden", True),
    ("es", "El alcaide declaró: «Tenemos cuarenta presos».", "cuarenta", "El alcaide", True),
    ("en", "The warden said that they hold forty men.", "forty", "The warden", False),
    ("es", "El alcaide dijo que tienen cuarenta presos.", "cuarenta", "El alcaide", False),
]


@pytest.mark.parametrize(("lang", "sentence", "word", "source", "quoted"), QUOTED)
def test_what_stands_in_quotation_marks(lang: str, sentence: str, word: str, source: str, quoted: bool) -> None:
    found = analysis(sentence, lang)
    at = [t.low for t in found.tokens].index(word)
    voice = voice_over(find_voices(found, frames_of(lang)), at, at + 1)
    assert voice is not None
    assert (found.text(*voice.source), voice.quoted) == (source, quoted)


LABELS = [
    ("en", "SPOKESPERSON: We hold forty men.", "SPOKESPERSON", False),
    ("es", "PORTAVOZ: Tenemos cuarenta presos.", "PORTAVOZ", False),
    ("en", "[MINISTER]: Forty.", "MINISTER", False),
    ("es", "[MINISTRA]: Cuarenta.", "MINISTRA", False),
    ("en", "Sen. Amadou Diallo: “We hold forty.”", "Sen. Amadou Diallo", True),
    ("es", "La ministra Ama Owusu: «Tenemos cuarenta».", "La ministra Ama Owusu", True),
]


@pytest.mark.parametrize(("lang", "line", "who", "quoted"), LABELS)
def test_a_line_marked_with_its_speaker(lang: str, line: str, who: str, quoted: bool) -> None:
    found = speaker_label(line)
    assert found is not None
    start, end, quotes = found
    assert (line[start:end], quotes) == (who, quoted)


@pytest.mark.parametrize(
    "line",
    [
        "The bill: forty men.",
        "La cuenta: cuarenta hombres.",
        "Lomé: forty men arrived.",
        "No colon here",
    ],
)
def test_a_line_without_a_speaker(line: str) -> None:
    assert speaker_label(line) is None


TURNS = [
    # a label answers for its line and no further; a quotation that runs on keeps its speaker
    ("en", "QUESTION: How many?\nMINISTER: Forty men were deported to Togo.", ["MINISTER"]),
    ("es", "PREGUNTA: ¿Cuántos?\nMINISTRO: Cuarenta hombres fueron deportados a Togo.", ["MINISTRO"]),
    ("en", "MINISTER: We can confirm it.\nForty men were deported to Togo.", [None]),
    ("es", "MINISTRO: Lo confirmamos.\nCuarenta hombres fueron deportados a Togo.", [None]),
    ("en", "Warden Kofi Mensah said that “we kept our word. Forty men were deported to Togo.”", ["Warden Kofi Mensah"]),
    ("es", "El alcaide Kofi Mensah declaró que «cumplimos. Cuarenta hombres fueron deportados a Togo».", ["El alcaide Kofi Mensah"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "expected"), TURNS)
def test_who_speaks_from_line_to_line(lang: str, content: str, expected: list[str | None]) -> None:
    assert [c.asserter for c in claims(content, lang) if c.value == 40] == expected
