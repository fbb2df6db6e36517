"""Verb groups: tense, modality, voice, polarity, the clause they stand in, and what governs them."""

from __future__ import annotations

import pytest

from amparo.extract.analysis import Analysis
from amparo.extract.verbs import VerbGroup
from kit.reading import analysis


def group_of(found: Analysis, word: str) -> VerbGroup:
    """The group whose head is `word`."""
    (group,) = [g for g in found.groups if found.low(g.head) == word]
    return group


def words(found: Analysis, group: VerbGroup) -> str:
    return found.text(group.first, group.last + 1)


TENSES = [
    # lang, sentence, head, words of the group, tense
    ("en", "Ghana received the men.", "received", "received", "past"),
    ("es", "Ghana recibió a los hombres.", "recibió", "recibió", "past"),
    ("es", "Ghana recibía a los hombres.", "recibía", "recibía", "past"),
    ("en", "Ghana receives the men.", "receives", "receives", "pres"),
    ("es", "Ghana recibe a los hombres.", "recibe", "recibe", "pres"),
    ("en", "They receive the men in Accra.", "receive", "receive", "pres"),
    ("en", "Ghana will receive the men.", "receive", "will receive", "fut"),
    ("es", "Ghana recibirá a los hombres.", "recibirá", "recibirá", "fut"),
    ("en", "Ghana is going to receive the men.", "receive", "is going to receive", "fut"),
    ("es", "Ghana va a recibir a los hombres.", "recibir", "va a recibir", "fut"),
    ("en", "Ghana is expected to receive the men.", "receive", "is expected to receive", "fut"),
    ("es", "Ghana ha de recibir a los hombres.", "recibir", "ha de recibir", "fut"),
    ("en", "Ghana would receive the men.", "receive", "would receive", "cond"),
    ("es", "Ghana recibiría a los hombres.", "recibiría", "recibiría", "cond"),
    ("es", "Pidió que Ghana reciba a los hombres.", "reciba", "reciba", "subj"),
    ("en", "Receiving the men took a week.", "receiving", "Receiving", "ger"),
    ("es", "Recibiendo a los hombres pasó el día.", "recibiendo", "Recibiendo", "ger"),
    ("en", "The men deported on Friday were young.", "deported", "deported", "part"),
    ("es", "Los hombres deportados el viernes eran jóvenes.", "deportados", "deportados", "part"),
    ("en", "Ghana wants to receive the men.", "receive", "to receive", "inf"),
    ("es", "Ghana quiere recibir a los hombres.", "recibir", "recibir", "inf"),
    ("en", "Ghana has not yet received the men.", "received", "has not yet received", "pres"),
    ("es", "Ghana todavía no ha recibido a los hombres.", "recibido", "no ha recibido", "pres"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "head", "expected", "tense"), TENSES)
def test_the_words_and_the_tense_of_a_group(lang: str, sentence: str, head: str, expected: str, tense: str) -> None:
    found = analysis(sentence, lang)
    group = group_of(found, head)
    assert (words(found, group), group.tense) == (expected, tense)
    assert group.finite is (tense not in ("inf", "ger", "part"))


MODALS = [
    ("en", "Ghana would receive them.", "receive", "would"),
    ("en", "Ghana could receive them.", "receive", "could"),
    ("es", "Ghana podría recibir a diez.", "recibir", "could"),
    ("en", "Ghana might receive them.", "receive", "may"),
    ("en", "Ghana can receive them.", "receive", "can"),
    ("es", "Ghana puede recibir a diez.", "recibir", "can"),
    ("en", "Ghana must receive them.", "receive", "must"),
    ("es", "Ghana debe recibir a diez.", "recibir", "must"),
    ("en", "Ghana should receive them.", "receive", "should"),
    ("en", "Ghana received them.", "received", ""),
    ("es", "Ghana recibió a diez.", "recibió", ""),
]


@pytest.mark.parametrize(("lang", "sentence", "head", "expected"), MODALS)
def test_modality(lang: str, sentence: str, head: str, expected: str) -> None:
    assert group_of(analysis(sentence, lang), head).modal == expected


NEGATED = [
    ("en", "Ghana did not receive the men.", "receive", True),
    ("es", "Ghana no recibió a los hombres.", "recibió", True),
    ("en", "Ghana never received the men.", "received", True),
    ("es", "Ghana nunca recibió a los hombres.", "recibió", True),
    ("en", "Ghana hasn't received the men.", "received", True),
    ("es", "Ghana tampoco ha recibido a los hombres.", "recibido", True),
    ("en", "No men were deported.", "deported", True),
    ("es", "Ningún hombre fue deportado.", "deportado", True),
    ("en", "Nobody paid the bill.", "paid", True),
    ("es", "Nadie pagó la factura.", "pagó", True),
    ("es", "Los hombres no les fueron entregados.", "entregados", True),
    ("en", "Ghana received the men, not the women.", "received", False),
    ("es", "Ghana recibió a los hombres, no a las mujeres.", "recibió", False),
    ("en", "The men who were not charged were deported.", "deported", False),
    ("es", "Los hombres que no habían protestado fueron deportados.", "deportados", False),
    ("en", "Ghana received the men.", "received", False),
    ("es", "Ghana recibió a los hombres.", "recibió", False),
]


@pytest.mark.parametrize(("lang", "sentence", "head", "expected"), NEGATED)
def test_negation(lang: str, sentence: str, head: str, expected: bool) -> None:
    assert group_of(analysis(sentence, lang), head).negated is expected


VOICES = [
    # passive, perfect
    ("en", "The men were deported.", "deported", (True, False)),
    ("es", "Los hombres fueron deportados.", "deportados", (True, False)),
    ("en", "The men have been deported.", "deported", (True, True)),
    ("es", "Los hombres han sido deportados.", "deportados", (True, True)),
    ("en", "Ghana has deported the men.", "deported", (False, True)),
    ("es", "Ghana ha deportado a los hombres.", "deportado", (False, True)),
    ("en", "Ghana had quietly deported the men.", "deported", (False, True)),
    ("es", "Ghana había deportado a los hombres.", "deportado", (False, True)),
    ("en", "The men are being held.", "held", (True, False)),
    ("es", "Los hombres están siendo trasladados.", "trasladados", (True, False)),
    ("en", "The men deported by Ghana were young.", "deported", (True, False)),
    ("es", "Los hombres deportados por Ghana eran jóvenes.", "deportados", (True, False)),
    ("en", "The men had to be released.", "released", (True, False)),
    ("es", "Los hombres quedaron retenidos.", "retenidos", (True, False)),
    ("en", "Ghana is deporting the men.", "deporting", (False, False)),
    ("es", "Ghana deportó a los hombres.", "deportó", (False, False)),
    ("en", "Ghana denies having been paid the money.", "paid", (True, True)),
    ("en", "The men were handcuffed and deported.", "deported", (True, False)),
    ("es", "Los hombres fueron esposados y deportados.", "deportados", (True, False)),
]


@pytest.mark.parametrize(("lang", "sentence", "head", "expected"), VOICES)
def test_voice_and_perfect(lang: str, sentence: str, head: str, expected: tuple[bool, bool]) -> None:
    group = group_of(analysis(sentence, lang), head)
    assert (group.passive, group.perfect) == expected


OPENERS = [
    ("en", "Ghana received ten men.", "received", "main"),
    ("es", "Ghana recibió a diez hombres.", "recibió", "main"),
    ("en", "The plane that carried the men was old.", "carried", "relative"),
    ("es", "El avión que llevó a los hombres era viejo.", "llevó", "relative"),
    ("en", "Ghana, which received the men, was paid.", "received", "relative"),
    ("es", "Los hombres, quienes fueron deportados, protestaron.", "deportados", "relative"),
    ("en", "Protests began when Ghana received the men.", "received", "temporal"),
    ("es", "Las protestas empezaron cuando Ghana recibió a los hombres.", "recibió", "temporal"),
    ("en", "Talks end if Ghana receives the men.", "receives", "condition"),
    ("es", "El diálogo acaba si Ghana recibe a los hombres.", "recibe", "condition"),
    ("en", "He explained how Ghana received the men.", "received", "manner"),
    ("es", "Explicó cómo Ghana recibió a los hombres.", "recibió", "manner"),
    ("en", "They protested because Ghana received the men.", "received", "reason"),
    ("es", "Protestaron porque Ghana recibió a los hombres.", "recibió", "reason"),
    ("en", "He said that Ghana received the men.", "received", "complement"),
    ("es", "Dijo que Ghana recibió a los hombres.", "recibió", "complement"),
    ("en", "Talks failed; Ghana received the men.", "received", "main"),
    ("es", "El diálogo fracasó; Ghana recibió a los hombres.", "recibió", "main"),
]


@pytest.mark.parametrize(("lang", "sentence", "head", "expected"), OPENERS)
def test_how_the_clause_opens(lang: str, sentence: str, head: str, expected: str) -> None:
    group = group_of(analysis(sentence, lang), head)
    assert group.opener == expected
    assert group.relative is (expected == "relative")


GOVERNORS = [
    ("en", "Ghana agreed to receive ten men.", "receive", "agreed"),
    ("es", "Ghana aceptó recibir a diez hombres.", "recibir", "aceptó"),
    ("en", "He said that Ghana received ten men.", "received", "said"),
    ("es", "Dijo que Ghana recibió a diez hombres.", "recibió", "dijo"),
    ("en", "The court ordered the ministry to release them.", "release", "ordered"),
    ("es", "El tribunal ordenó al ministerio liberar a los hombres.", "liberar", "ordenó"),
    ("en", "Ghana received the men; Togo paid.", "paid", ""),
    ("es", "Ghana recibió a los hombres; Togo pagó.", "pagó", ""),
    ("en", "Ghana received ten men.", "received", ""),
    ("es", "Ghana recibió a diez hombres.", "recibió", ""),
]


@pytest.mark.parametrize(("lang", "sentence", "head", "expected"), GOVERNORS)
def test_what_governs_a_verb(lang: str, sentence: str, head: str, expected: str) -> None:
    found = analysis(sentence, lang)
    governor = group_of(found, head).governor
    assert (found.low(found.groups[governor].head) if governor >= 0 else "") == expected


NOUNS = [
    # a form that is noun or verb, where it is a noun
    ("en", "The transfer was illegal.", "transfer"),
    ("es", "La entrega fue ilegal.", "entrega"),
    ("en", "The return of the men was delayed.", "return"),
    ("es", "El envío de los hombres se retrasó.", "envío"),
    ("en", "Ghana signed an offer for transfers.", "transfers"),
    ("es", "La condena fue apelada.", "condena"),
    ("en", "Its release came late.", "release"),
]


@pytest.mark.parametrize(("lang", "sentence", "word"), NOUNS)
def test_a_noun_is_no_verb(lang: str, sentence: str, word: str) -> None:
    found = analysis(sentence, lang)
    assert word in [t.low for t in found.tokens]
    assert word not in [found.low(g.head) for g in found.groups]
