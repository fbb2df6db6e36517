"""A language: the grammar a room of words gives, and every form of the verbs that some rule names."""

from __future__ import annotations

import pytest

from amparo.extract.language import load_grammar, load_language
from amparo.packs import PackError

READINGS = [
    ("en", ("deport",), "deported", {("deport", "past"), ("deport", "part")}),
    ("es", ("deportar",), "deportada", {("deportar", "part")}),
    ("en", ("find", "found"), "found", {("find", "past"), ("find", "part"), ("found", "inf")}),
    ("es", ("ser", "ir"), "ido", {("ir", "part")}),
    ("en", ("send",), "sends", {("send", "pres")}),
    ("es", ("enviar",), "enviarlos", {("enviar", "inf")}),
    ("es", ("enviar",), "enviándolas", {("enviar", "ger")}),
    ("en", ("send",), "had", {("have", "past"), ("have", "part")}),
    ("es", ("enviar",), "habrá", {("haber", "fut")}),
    ("es", ("enviar",), "podrían", {("poder", "cond")}),
]


@pytest.mark.parametrize(("lang", "verbs", "form", "expected"), READINGS)
def test_what_a_form_can_be(lang: str, verbs: tuple[str, ...], form: str, expected: set[tuple[str, str]]) -> None:
    assert set(load_language(lang, verbs, ()).forms[form]) == expected


@pytest.mark.parametrize(
    ("lang", "verb", "word"), [("en", "like", "as"), ("es", "parar", "para"), ("es", "sobrar", "sobre")]
)
def test_a_function_word_is_no_verb(lang: str, verb: str, word: str) -> None:
    language = load_language(lang, (verb,), ())
    assert word not in language.forms
    assert (word, "pres") not in language.inflected[verb]


@pytest.mark.parametrize(("lang", "said", "other"), [("en", "add", "deport"), ("es", "añadir", "deportar")])
def test_verbs_of_speech_are_told_apart(lang: str, said: str, other: str) -> None:
    language = load_language(lang, (other,), (said,))
    assert language.saying == {said}
    assert {said, other} <= language.inflected.keys()


@pytest.mark.parametrize(
    ("lang", "auxiliaries", "other"),
    [("en", {"was", "had", "did", "might", "'ll"}, "deported"), ("es", {"fue", "había", "estaban", "es"}, "deportado")],
)
def test_auxiliary_forms(lang: str, auxiliaries: set[str], other: str) -> None:
    language = load_language(lang, ("deport", "deportar"), ())
    assert auxiliaries <= language.auxiliary_forms
    assert other not in language.auxiliary_forms


@pytest.mark.parametrize(("lang", "first"), [("en", True), ("es", False)])
def test_the_order_of_words(lang: str, first: bool) -> None:
    assert load_grammar(lang).subject_first is first


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(PackError, match=r"grammar\.yaml"):
        load_grammar("xx")
