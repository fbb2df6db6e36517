"""Verb forms from paradigms: regular seams, doubled letters, changed stems, irregular forms and joined pronouns."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from amparo.extract.morphology import Conjugation, read_conjugation
from amparo.packs import PackError, load_yaml


@cache
def conjugation(lang: str) -> Conjugation:
    return read_conjugation(load_yaml(files("amparo.packs").joinpath("common", lang, "verbs.yaml")))


FORMS = [
    ("en", "detain", "past", "detained"),
    ("es", "trasladar", "past", "trasladó trasladaron"),
    ("en", "house", "past", "housed"),
    ("en", "house", "ger", "housing"),
    ("es", "recluir", "part", "recluido recluida recluidos recluidas"),
    ("en", "carry", "pres", "carries"),
    ("en", "carry", "past", "carried"),
    ("en", "carry", "ger", "carrying"),
    ("en", "deploy", "past", "deployed"),
    ("en", "agree", "ger", "agreeing"),
    ("en", "agree", "past", "agreed"),
    ("en", "deport", "pres", "deports"),
    ("en", "dispatch", "pres", "dispatches"),
    ("en", "tax", "pres", "taxes"),
    ("en", "transfer", "past", "transferred"),
    ("en", "ban", "ger", "banning"),
    ("en", "fly", "past", "flew"),
    ("en", "fly", "part", "flown"),
    ("en", "fly", "ger", "flying"),
    ("es", "embarcar", "past", "embarqué"),
    ("es", "embarcar", "subj", "embarque embarquen"),
    ("es", "pagar", "past", "pagué pagó"),
    ("es", "pagar", "subj", "pague paguemos paguen"),
    ("es", "garantizar", "subj", "garantice"),
    ("es", "devolver", "pres", "devuelve devuelven devolvemos"),
    ("es", "devolver", "part", "devuelto devueltas"),
    ("es", "volar", "pres", "vuela vuelan volamos"),
    ("es", "cerrar", "pres", "cierra cierran cerramos"),
    ("es", "pedir", "pres", "pide piden"),
    ("es", "pedir", "past", "pidió pidieron"),
    ("es", "transferir", "pres", "transfiere transferimos"),
    ("es", "enviar", "pres", "envía envían"),
    ("es", "proponer", "past", "propuso propusieron"),
    ("es", "enviar", "fut", "enviará enviarán"),
    ("es", "enviar", "cond", "enviaría enviarían"),
    ("es", "recibir", "impf", "recibía recibían"),
    ("es", "recibir", "subjp", "recibiera recibiesen"),
    ("es", "recibir", "ger", "recibiendo"),
]


@pytest.mark.parametrize(("lang", "lemma", "tag", "expected"), FORMS)
def test_forms_of_a_verb(lang: str, lemma: str, tag: str, expected: str) -> None:
    forms = {form for form, told in conjugation(lang).forms(lemma) if told == tag}
    assert set(expected.split()) <= forms


NOT_FORMS = [
    ("en", "fly", "flied flyed"),
    ("en", "transfer", "transfered"),
    ("en", "deploy", "deploied"),
    ("en", "agree", "agreeed agreing"),
    ("en", "carry", "carryed carrys"),
    ("es", "embarcar", "embarcé embarce"),
    ("es", "devolver", "devolvido devuelvemos"),
    ("es", "proponer", "proponió"),
    ("es", "enviar", "envia envian"),
    ("es", "pagar", "pago"),
]


@pytest.mark.parametrize(("lang", "lemma", "wrong"), NOT_FORMS)
def test_no_wrong_form_is_made(lang: str, lemma: str, wrong: str) -> None:
    assert set(wrong.split()).isdisjoint(form for form, _ in conjugation(lang).forms(lemma))


@pytest.mark.parametrize(
    ("form", "expected"), [("diciendo", "diciéndo"), ("enviando", "enviándo"), ("enviar", "enviar")]
)
def test_where_a_pronoun_joins(form: str, expected: str) -> None:
    assert conjugation("es").clitic_host(form) == expected


def test_english_joins_no_pronoun() -> None:
    assert conjugation("en").clitics == ()
    assert conjugation("en").clitic_host("sending") == "sending"


ERRORS = [
    ("seams: [[c, e, qu]]\n", "paradigms", "is missing"),
    ("paradigms: {ar: {inf: [ar]}}\nseams: [[c, e]]\n", r"seams\[0\]", "is not a seam"),
    ("paradigms: {ar: {inf: [ar]}}\nmoods: []\n", "moods", "is not a key known here"),
]


@pytest.mark.parametrize(("content", "key", "problem"), ERRORS)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: str, key: str, problem: str) -> None:
    path = tmp_path / "verbs.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PackError, match=rf"verbs\.yaml.*{key}.*{problem}"):
        read_conjugation(load_yaml(path))
