# ruff: noqa: E501 (tables of sentences, one a line)
"""Acts that are claims without a figure, and those that are none: a passive nobody does, a subordinate move, a thing."""

from __future__ import annotations

import pytest

from kit.reading import claims, told

PLAIN = [
    # positions and what is done in court: a finite verb, by whoever does it
    ("en", "The Danish government criticised the transfers.", "statement/criticised The Danish government"),
    ("es", "El gobierno danés criticó los traslados.", "statement/criticised El gobierno danés"),
    ("en", "The ministry thanked Togo for its help.", "statement/praised The ministry"),
    ("es", "El ministerio agradeció a Togo su ayuda.", "statement/praised El ministerio"),
    ("en", "Parliament demanded a copy of the agreement.", "statement/questioned Parliament"),
    ("es", "El parlamento pidió acceso al acuerdo.", "statement/questioned El parlamento"),
    ("en", "Togo rejected the accusation.", "statement/denied Togo"),
    ("es", "Togo rechazó la acusación.", "statement/denied Togo"),
    ("en", "The union sued the ministry over the flights.", "legal/filed The union"),
    ("es", "El sindicato demandó al ministerio por los vuelos.", "legal/filed El sindicato"),
    ("en", "The court adjourned the hearing to June.", "legal/heard The court"),
    ("es", "El tribunal celebró una audiencia en junio.", "legal/heard El tribunal"),
    ("en", "A judge in Accra ruled that the transfers were illegal.", "legal/ruled A judge in Accra"),
    ("es", "Una jueza de Acra falló que los traslados eran ilegales.", "legal/ruled Una jueza de Acra"),
    ("en", "The judge stayed the order.", "legal/stayed The judge"),
    ("es", "El juez suspendió la orden.", "legal/stayed El juez"),
    ("en", "Togo appealed the ruling.", "legal/appealed Togo"),
    ("es", "Togo apeló el fallo.", "legal/appealed Togo"),
    ("en", "Togo and Belgium signed an agreement.", "terms/agreed None"),
    ("es", "Togo y Bélgica firmaron un acuerdo.", "terms/agreed None"),
    # moves, only in a main clause, a complement or a reason, with those moved
    ("en", "Ghana deported the men on Friday.", "people/departed None"),
    ("es", "Ghana deportó a los hombres el viernes.", "people/departed None"),
    ("en", "The union said that Ghana deported the men.", "people/departed The union"),
    ("es", "El sindicato dijo que Ghana deportó a los hombres.", "people/departed El sindicato"),
    ("en", "Families wept because Ghana deported the men.", "people/departed None"),
    ("es", "Las familias lloraron porque Ghana deportó a los hombres.", "people/departed None"),
    # a participle whose doer the sentence names
    ("en", "Transfers criticised by the bishop went on.", "statement/criticised the bishop"),
    ("es", "Los traslados criticados por el obispo siguieron.", "statement/criticised el obispo"),
    ("en", "The transfers were criticised by the bishop.", "statement/criticised the bishop"),
    ("es", "Los traslados fueron criticados por el obispo.", "statement/criticised el obispo"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "expected"), PLAIN)
def test_an_act_without_a_figure(lang: str, sentence: str, expected: str) -> None:
    assert told(sentence, lang, "asserter") == [expected]
    (claim,) = claims(sentence, lang)
    assert (claim.value, claim.bound, claim.unit) == (None, "none", None)


NOTHING = [
    # a passive that nobody is named to do
    ("en", "The plan was criticised."),
    ("es", "El plan fue criticado."),
    # a move in a relative, temporal or infinitive clause
    ("en", "The men who were deported to Togo on Friday are well."),
    ("es", "Los hombres que fueron deportados a Togo el viernes están bien."),
    ("en", "After deporting the men, Ghana closed the airport."),
    ("es", "Tras deportar a los hombres, Ghana cerró el aeropuerto."),
    ("en", "Protests began when Ghana deported the men."),
    ("es", "Las protestas empezaron cuando Ghana deportó a los hombres."),
    # a move of nobody
    ("en", "Ghana sent its regrets."),
    ("es", "Ghana envió sus condolencias."),
    # a court act by one who is no court
    ("en", "The bishop stayed the whole night."),
    ("es", "El obispo suspendió la misa."),
    # questions
    ("en", "Did Togo appeal the ruling?"),
    ("es", "¿Apeló Togo el fallo?"),
]


@pytest.mark.parametrize(("lang", "sentence"), NOTHING)
def test_what_is_no_claim(lang: str, sentence: str) -> None:
    assert told(sentence, lang) == []


WITH_FIGURE = [
    # an act that carries a figure is told by it alone; what is agreed to be paid is the payment
    ("en", "Ghana deported forty men to Togo.", ["people/arrived 40"]),
    ("es", "Ghana deportó a cuarenta hombres a Togo.", ["people/arrived 40"]),
    ("en", "Belgium agreed to pay Togo 2 million euros.", ["money/pledged 2000000"]),
    ("es", "Bélgica aceptó pagar a Togo 2 millones de euros.", ["money/pledged 2000000"]),
    ("en", "Belgium agreed to bear the cost of the flights.", ["money/pledged None"]),
    ("es", "Bélgica acordó sufragar los gastos de los vuelos.", ["money/pledged None"]),
    ("en", "Togo denied that it had deported the men.", ["people/departed None"]),
    ("es", "Togo negó que hubiera deportado a los hombres.", ["people/departed None"]),
]


@pytest.mark.parametrize(("lang", "sentence", "expected"), WITH_FIGURE)
def test_one_act_makes_one_claim(lang: str, sentence: str, expected: list[str]) -> None:
    assert told(sentence, lang, "value") == expected


QUOTES = [
    ("en", "Last week the union sued the ministry; it lost.", "the union sued the ministry"),
    ("es", "La semana pasada, el sindicato demandó al ministerio; perdió.", "el sindicato demandó al ministerio"),
    ("en", "Only the bishop criticised the transfers; others slept.", "Only the bishop criticised the transfers"),
    ("es", "Solo el obispo criticó los traslados; otros dormían.", "Solo el obispo criticó los traslados"),
    ("en", "Togo appealed the ruling because it was late.", "Togo appealed the ruling"),
    ("es", "Togo apeló el fallo porque era tardío.", "Togo apeló el fallo"),
]


@pytest.mark.parametrize(("lang", "sentence", "expected"), QUOTES)
def test_the_quote_of_an_act(lang: str, sentence: str, expected: str) -> None:
    assert [c.quote for c in claims(sentence, lang)] == [expected]
