# ruff: noqa: E501 (tables of sentences, one a line)
"""Noun phrases around verbs: who does it, by whom it is done, what a relative clause speaks of."""

from __future__ import annotations

import pytest

from amparo.extract.phrases import Span, agent_of, antecedent, phrase_from, subject_of
from kit.reading import analysis


def words_of(sentence: str, lang: str, head: str, what: str) -> str:
    """The words of the subject or the agent of the group whose head is `head`; empty where there is none."""
    found = analysis(sentence, lang)
    (group,) = [i for i, g in enumerate(found.groups) if found.low(g.head) == head]
    span: Span | None = subject_of(found, group) if what == "subject" else agent_of(found, group)
    return found.text(*span) if span is not None else ""


SUBJECTS = [
    ("en", "The interior minister of Ghana said on Monday that ten men were flown out.", "said", "The interior minister of Ghana"),
    ("es", "El ministro del Interior de Ghana dijo el lunes que diez hombres fueron llevados.", "dijo", "El ministro del Interior de Ghana"),
    ("en", "The minister said that ten men were flown out.", "flown", "ten men"),
    ("es", "El ministro dijo que diez hombres fueron llevados a Acra.", "llevados", "diez hombres"),
    ("en", "Ghana, which signed the deal in May, received the men.", "received", "Ghana"),
    ("es", "Ghana, que firmó el acuerdo en mayo, recibió a los hombres.", "recibió", "Ghana"),
    ("en", "Ghana, which signed the deal in May, received the men.", "signed", "Ghana"),
    ("es", "Ghana, que firmó el acuerdo en mayo, recibió a los hombres.", "firmó", "Ghana"),
    ("en", "“We took ten,” said Minister Ama Owusu.", "said", "Minister Ama Owusu"),
    ("es", "«Recibimos a diez», dijo la ministra Ama Owusu.", "dijo", "la ministra Ama Owusu"),
    ("en", "The judge told the ministry to release the men.", "release", "the ministry"),
    ("en", "Ghana agreed to receive the men.", "receive", "Ghana"),
    ("es", "Ghana aceptó recibir a los hombres.", "recibir", "Ghana"),
    ("en", "Ghana took the men and paid the bill.", "paid", "Ghana"),
    ("es", "Ghana recibió a los hombres y pagó la factura.", "pagó", "Ghana"),
    ("en", "Ghana took the men and Togo paid the bill.", "paid", "Togo"),
    ("es", "Ghana recibió a los hombres y Togo pagó la factura.", "pagó", "Togo"),
    ("en", "On Friday, after long talks, the ministry signed the deal.", "signed", "the ministry"),
    ("es", "El viernes, tras largas conversaciones, el ministerio firmó el acuerdo.", "firmó", "el ministerio"),
    ("en", "With judges questioning the deal, Ghana paid.", "questioning", "judges"),
    ("en", "The minister quietly signed the deal.", "signed", "The minister"),
    ("es", "El ministro finalmente firmó el acuerdo.", "firmó", "El ministro"),
    ("es", "Ayer firmó el ministro de Salud.", "firmó", "el ministro de Salud"),
    ("en", "Deported at dawn.", "deported", ""),
    ("es", "Recibieron a diez.", "recibieron", ""),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "head", "expected"), SUBJECTS)
def test_the_subject(lang: str, sentence: str, head: str, expected: str) -> None:
    assert words_of(sentence, lang, head, "subject") == expected


AGENTS = [
    ("en", "Ten men were flown out by the air force of Ghana.", "flown", "the air force of Ghana"),
    ("es", "Diez hombres fueron llevados por la fuerza aérea de Ghana.", "llevados", "la fuerza aérea de Ghana"),
    ("en", "The men deported by Togo in May sued.", "deported", "Togo"),
    ("es", "Los hombres deportados por Togo en mayo demandaron.", "deportados", "Togo"),
    ("en", "The plan was criticised on Friday by two bishops.", "criticised", "two bishops"),
    ("es", "El plan fue criticado ayer por dos obispos.", "criticado", "dos obispos"),
    ("en", "The plan was praised by the minister for its speed.", "praised", "the minister"),
    ("en", "The plan was criticised by the bishop, who left.", "criticised", "the bishop"),
    ("es", "El plan fue criticado por el obispo, que se marchó.", "criticado", "el obispo"),
    ("en", "The plan was criticised.", "criticised", ""),
    ("es", "El plan fue criticado.", "criticado", ""),
    ("en", "The plan was criticised; by Monday it was dead.", "criticised", ""),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "head", "expected"), AGENTS)
def test_the_agent_of_a_passive(lang: str, sentence: str, head: str, expected: str) -> None:
    assert words_of(sentence, lang, head, "agent") == expected


ANTECEDENTS = [
    ("en", "Togo freed the ten women who were held.", "who", "the ten women"),
    ("es", "Togo liberó a las diez mujeres que estaban presas.", "que", "las diez mujeres"),
    ("en", "The camp in which they sleep is full.", "which", "The camp"),
    ("es", "El campo en el que duermen está lleno.", "que", "El campo"),
    ("en", "Ama Owusu, who runs the camp, left.", "who", "Ama Owusu"),
    ("es", "Ama Owusu, que dirige el campo, se fue.", "que", "Ama Owusu"),
    ("en", "The head of the prison that closed left.", "that", "The head of the prison"),
    ("es", "El jefe de la prisión que cerró se fue.", "que", "El jefe de la prisión"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "opener", "expected"), ANTECEDENTS)
def test_what_a_relative_speaks_of(lang: str, sentence: str, opener: str, expected: str) -> None:
    found = analysis(sentence, lang)
    at = [t.low for t in found.tokens].index(opener)
    span = antecedent(found, at)
    assert span is not None
    assert found.text(*span) == expected


PHRASES = [
    # the phrase that begins behind the bar
    ("en", "According to | two officials of the camp, ten left.", "two officials of the camp"),
    ("es", "Según | dos funcionarios del campo, diez salieron.", "dos funcionarios del campo"),
    ("en", "According to | officials who spoke, ten left.", "officials"),
    ("es", "Según | funcionarios que hablaron, diez salieron.", "funcionarios"),
    ("en", "Citing | Ama Owusu and Kofi Mensah, he left.", "Ama Owusu and Kofi Mensah"),
    ("es", "Citando a | Ama Owusu y Kofi Mensah, se fue.", "Ama Owusu y Kofi Mensah"),
    ("en", "According to | the ministry (it asked twice), ten left.", "the ministry"),
    ("es", "Según | el ministerio (lo pidió dos veces), diez salieron.", "el ministerio"),
    ("en", "According to | a memo of 3 May 2024, ten left.", "a memo"),
    ("es", "Según | una nota del 3 de mayo de 2024, diez salieron.", "una nota"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "expected"), PHRASES)
def test_the_phrase_that_begins_at_a_token(lang: str, sentence: str, expected: str) -> None:
    before, _, after = sentence.partition("| ")
    found = analysis(before + after, lang)
    start = next(i for i, t in enumerate(found.tokens) if t.start == len(before))
    span = phrase_from(found, start)
    assert span is not None
    assert found.text(*span) == expected


@pytest.mark.parametrize(
    ("lang", "sentence"), [("en", "They left , then came back."), ("es", "Salieron , luego volvieron.")]
)
def test_no_phrase_begins_at_a_break(lang: str, sentence: str) -> None:
    found = analysis(sentence, lang)
    assert phrase_from(found, [t.low for t in found.tokens].index(",")) is None
