"""Acts: what governs a verb, its tense, its modality and its negation make of the stage, the hedge and the stance."""

from __future__ import annotations

import pytest

from amparo.extract.frames import clause_bounds
from kit.reading import acts, analysis, told


def read(sentence: str, lang: str, event: str) -> list[str]:
    """What the acts of an event come to, as `ledger/stage hedge stance`."""
    return [f"{act.stage} {act.hedge} {act.stance}" for act in acts(sentence, lang) if act.event.id == event]


STAGES = [
    # what governs the act shifts its stage
    ("en", "move", "Togo deported the men.", "people/departed none affirms"),
    ("es", "move", "Togo deportó a los hombres.", "people/departed none affirms"),
    ("en", "move", "Togo agreed to deport the men.", "terms/agreed none affirms"),
    ("es", "move", "Togo aceptó deportar a los hombres.", "terms/agreed none affirms"),
    ("en", "move", "Togo plans to deport the men.", "people/planned none affirms"),
    ("es", "move", "Togo prevé deportar a los hombres.", "people/planned none affirms"),
    ("en", "take_number", "Togo offered to take forty men.", "terms/proposed none affirms"),
    ("es", "take", "Togo ofreció recibir a cuarenta hombres.", "terms/proposed none affirms"),
    ("en", "take_number", "Togo signalled its readiness to take forty men.", "terms/understood none affirms"),
    ("es", "take", "Togo manifestó su disposición a recibir a cuarenta hombres.", "terms/understood none affirms"),
    ("en", "move", "They discussed sending the men to Togo.", "terms/negotiated none affirms"),
    ("es", "move", "Discutieron enviar a los hombres a Togo.", "terms/negotiated none affirms"),
    ("en", "release", "A judge ordered Togo to release the men.", "people/planned none affirms"),
    ("es", "release", "Un juez ordenó a Togo liberar a los hombres.", "people/planned none affirms"),
    ("es", "move", "El tribunal prohibió a Togo deportar a los hombres.", "people/planned none affirms"),
    ("en", "pay", "Parliament authorised paying Togo two million euros.", "money/approved none affirms"),
    ("es", "pay", "El parlamento autorizó pagar a Togo dos millones de euros.", "money/approved none affirms"),
    ("en", "pay", "Belgium promised to pay the money.", "money/pledged none affirms"),
    ("es", "pay", "Bélgica prometió pagar el dinero.", "money/pledged none affirms"),
    ("en", "hold", "Belgium asked Togo to house forty men.", "terms/proposed none affirms"),
    ("es", "hold", "Bélgica pidió a Togo alojar a cuarenta hombres.", "terms/proposed none affirms"),
    # the nearest of two that govern it
    ("en", "move", "Togo wants to agree to deport the men.", "terms/agreed none affirms"),
    # a noun governs as well
    ("en", "move", "The deal to deport the men is signed.", "terms/agreed none affirms"),
    ("es", "move", "El acuerdo para deportar a los hombres está firmado.", "terms/agreed none affirms"),
    # tense
    ("en", "move", "Togo will deport the men.", "people/planned none affirms"),
    ("es", "move", "Togo deportará a los hombres.", "people/planned none affirms"),
    ("en", "accept", "Togo accepts deportees from Belgium.", "terms/agreed none affirms"),
    ("es", "take", "Togo acoge a deportados de Bélgica.", "terms/agreed none affirms"),
    ("en", "pay", "Belgium is going to pay the money.", "money/pledged none affirms"),
    ("es", "pay", "Bélgica va a pagar el dinero.", "money/pledged none affirms"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "event", "sentence", "expected"), STAGES)
def test_what_shifts_a_stage(lang: str, event: str, sentence: str, expected: str) -> None:
    assert read(sentence, lang, event) == [expected]


TO_COME = [
    # a headline's infinitive, and what for
    ("en", "pay", "Belgium to pay Togo", "money/pledged none affirms"),
    ("es", "pay", "Bélgica, a pagar a Togo", "money/pledged none affirms"),
    ("en", "hold", "Belgium gave Togo the money to hold forty men.", "people/planned none affirms"),
    ("es", "hold", "Bélgica dio a Togo el dinero para retener a cuarenta hombres.", "people/planned none affirms"),
    ("en", "move", "Belgium chartered a plane and paid two million to fly the men out.", "people/planned none affirms"),
    ("es", "hold", "Togo sigue reteniendo a cuarenta hombres.", "people/held none affirms"),
    ("en", "hold", "Togo is still holding forty men.", "people/held none affirms"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "event", "sentence", "expected"), TO_COME)
def test_an_infinitive_tells_what_is_to_come(lang: str, event: str, sentence: str, expected: str) -> None:
    assert read(sentence, lang, event) == [expected]


HEDGES = [
    ("en", "move", "Togo may deport the men.", "people/planned conditional affirms"),
    ("es", "move", "Togo podría deportar a los hombres.", "people/planned conditional affirms"),
    ("en", "pay", "Belgium would pay the money.", "money/proposed conditional affirms"),
    ("es", "pay", "Bélgica pagaría el dinero.", "money/proposed conditional affirms"),
    ("en", "move", "The men were reportedly flown to Togo.", "people/departed reported affirms"),
    ("es", "take", "Togo habría recibido a los hombres.", "people/arrived reported affirms"),
    ("en", "pay", "Belgium is said to have paid the money.", "money/disbursed reported affirms"),
    ("es", "pay", "Se rumorea que Bélgica pagó el dinero.", "money/disbursed reported affirms"),
    ("en", "move", "The men were allegedly flown to Togo.", "people/departed alleged affirms"),
    ("es", "move", "Los hombres fueron presuntamente trasladados a Togo.", "people/departed alleged affirms"),
    ("en", "take", "If Togo receives the men, Belgium pays.", "terms/agreed conditional affirms"),
    ("es", "take", "Si Togo recibe a los hombres, Bélgica paga.", "terms/agreed conditional affirms"),
    # a would that only puts a plan or an order into the past
    ("en", "move", "They planned that the men would be flown to Togo.", "people/planned none affirms"),
    ("es", "move", "Previeron que los hombres serían trasladados a Togo.", "people/planned none affirms"),
    # unreal
    ("es", "take", "De haberse firmado, Togo habría recibido a los hombres.", "people/arrived conditional affirms"),
    # attribution alone
    ("en", "move", "Togo said that it deported the men.", "people/departed none affirms"),
    ("es", "move", "Togo dijo que deportó a los hombres.", "people/departed none affirms"),
    # the alleged ones, not the act
    ("en", "move", "Togo deported the alleged leaders.", "people/departed none affirms"),
    ("es", "move", "Togo deportó a los supuestos jefes.", "people/departed none affirms"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "event", "sentence", "expected"), HEDGES)
def test_what_hedges_an_act(lang: str, event: str, sentence: str, expected: str) -> None:
    assert read(sentence, lang, event) == [expected]


STANCES = [
    ("en", "move", "Togo has not deported the men.", "people/departed none denies"),
    ("es", "move", "Togo no ha deportado a los hombres.", "people/departed none denies"),
    ("en", "pay", "Belgium never paid the money.", "money/disbursed none denies"),
    ("es", "pay", "Bélgica nunca pagó el dinero.", "money/disbursed none denies"),
    ("en", "hold", "Togo denied holding the men.", "people/held none denies"),
    ("es", "hold", "Togo negó retener a los hombres.", "people/held none denies"),
    ("es", "hold", "Togo no negó retener a los hombres.", "people/held none affirms"),
    ("en", "move", "No man was deported.", "people/departed none denies"),
    ("es", "move", "Ningún hombre fue deportado.", "people/departed none denies"),
    ("en", "no_deal", "There is no signed agreement.", "terms/in_force none denies"),
    ("es", "no_deal", "No hay un acuerdo firmado.", "terms/in_force none denies"),
    ("en", "deny", "Togo rejected the charge.", "statement/denied none denies"),
    ("es", "deny", "Togo rechazó la acusación.", "statement/denied none denies"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "event", "sentence", "expected"), STANCES)
def test_what_denies_an_act(lang: str, event: str, sentence: str, expected: str) -> None:
    assert read(sentence, lang, event) == [expected]


QUESTIONS = [
    ("en", "The bishop asked how many men Togo had received."),
    ("es", "El obispo preguntó cuántos hombres había recibido Togo."),
    ("en", "Did Belgium pay forty million euros for it?"),
    ("es", "¿Pagó Bélgica cuarenta millones de euros por ello?"),
]


@pytest.mark.parametrize(("lang", "sentence"), QUESTIONS)
def test_a_question_tells_no_figure(lang: str, sentence: str) -> None:
    assert [line for line in told(sentence, lang) if line.startswith(("people", "money", "terms"))] == []


BOUNDS = [
    ("en", "He left, and ten men were flown out; Togo paid.", "flown", "and ten men were flown out"),
    ("es", "Se fue, y diez hombres fueron enviados; Togo pagó.", "enviados", "y diez hombres fueron enviados"),
    ("en", "“Ten men were flown out”", "flown", "Ten men were flown out"),
    ("es", "«Diez hombres fueron enviados»", "enviados", "Diez hombres fueron enviados"),
]


@pytest.mark.parametrize(("lang", "sentence", "word", "expected"), BOUNDS)
def test_the_bounds_of_a_clause(lang: str, sentence: str, word: str, expected: str) -> None:
    found = analysis(sentence, lang)
    at = [t.low for t in found.tokens].index(word)
    assert found.text(*clause_bounds(found, at, at + 1)) == expected


LONGEST = [
    ("en", "move", "Togo flew out ten men.", "<fly> out"),
    ("es", "appeal", "Togo recurrió el fallo.", "<recurrir> ~3 fallo/sentencia/decisión/auto"),
    ("en", "return", "Togo sent the men back.", "<send> ~7 back"),
    ("es", "return", "Togo hizo volver a los hombres.", "<hacer> ~2 volver/regresar"),
]


@pytest.mark.parametrize(("lang", "event", "sentence", "expected"), LONGEST)
def test_the_longest_pattern_of_an_event_wins(lang: str, event: str, sentence: str, expected: str) -> None:
    assert next(act.pattern.text for act in acts(sentence, lang) if act.event.id == event) == expected
