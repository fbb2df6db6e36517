# ruff: noqa: E501 (tables of sentences, one a line)
"""What a deal binds, covers and leaves with whom; and figures that only look like one of it."""

from __future__ import annotations

import pytest

from kit.reading import claims

ROWS = [
    # lang, sentence, what it tells of terms and people
    ("en", "Belgium and Togo signed binding international agreements on detainees.", ["terms/in_force None affirms"]),
    ("es", "Bélgica y Togo firmaron acuerdos internacionales vinculantes sobre detenidos.", ["terms/in_force None affirms"]),
    ("en", "Belgium and Togo signed a non-binding agreement on detainees.", ["terms/agreed None affirms", "terms/understood None affirms"]),
    ("es", "Bélgica y Togo firmaron un acuerdo no vinculante sobre detenidos.", ["terms/agreed None affirms", "terms/understood None affirms"]),
    ("en", "Belgium and Togo signed an agreement on detainees.", ["terms/agreed None affirms"]),
    ("es", "Bélgica y Togo firmaron un acuerdo sobre detenidos.", ["terms/agreed None affirms"]),
    # what it covers
    ("en", "The deal between Belgium and Togo covers up to 500 detainees.", ["terms/agreed 500 affirms"]),
    ("es", "El acuerdo entre Bélgica y Togo abarca hasta 500 detenidos.", ["terms/agreed 500 affirms"]),
    # whose custody
    ("en", "The Venezuelans are in the sole custody of Togo.", ["people/held None affirms"]),
    ("es", "Los venezolanos están bajo la custodia de Togo.", ["people/held None affirms"]),
    ("en", "The Venezuelans are not in the custody of Togo.", ["people/held None denies"]),
    ("es", "Los venezolanos no están bajo la custodia de Togo.", ["people/held None denies"]),
    ("en", "The treasure is in the custody of Togo.", []),
    ("es", "El tesoro está bajo la custodia de Togo.", []),
    # held at somebody's charge
    ("es", "Bélgica pagará a Togo por mantener a 300 ghaneses en prisión.", ["people/planned 300 affirms"]),
    ("en", "Belgium will pay Togo to keep 300 Ghanaians in prison.", ["people/planned 300 affirms"]),
    # the two sides are no figure, nor are those who sue
    ("en", "The two governments negotiated the return of detainees.", ["terms/negotiated None affirms"]),
    ("es", "Los dos gobiernos negociaron la devolución de detenidos.", ["terms/negotiated None affirms"]),
    ("en", "Belgium negotiated with two governments on detainees.", ["terms/negotiated 2 affirms"]),
    ("es", "Bélgica negoció con dos gobiernos sobre detenidos.", ["terms/negotiated 2 affirms"]),
    ("en", "Forty men were deported to Togo. A judge certified a class of 137 men.", ["people/arrived 40 affirms"]),
    ("es", "Cuarenta hombres fueron deportados a Togo. Un juez certificó una clase de 137 hombres.", ["people/arrived 40 affirms"]),
    ("en", "The suit says that 137 class members were deported to Togo.", ["people/arrived 137 affirms"]),
]  # fmt: skip


OPEN = [
    # neither affirmed nor denied
    ("en", "There is no evidence that Togo received 5 million euros from Belgium, the minister said.", []),
    ("es", "No hay pruebas de que Togo recibiera 5 millones de euros de Bélgica, dijo el ministro.", []),
    ("en", "The minister did not rule out that Togo agreed to accept 300 detainees.", []),
    ("es", "El ministro no descartó que Togo aceptara recibir a 300 detenidos.", []),
    ("en", "Nobody can be taken to court over the transfers, the official said.", []),
    # denied
    ("en", "It is a lie that Togo holds 200 detainees, the minister said.", ["people/held denies"]),
    ("es", "Es mentira que Togo tenga recluidos a 200 detenidos, dijo el ministro.", ["people/held denies"]),
    # affirmed
    ("en", "There is evidence that Togo received 5 million euros from Belgium, the minister said.", ["money/disbursed affirms"]),
    ("es", "Hay pruebas de que Togo recibió 5 millones de euros de Bélgica, dijo el ministro.", ["money/disbursed affirms"]),
    # asked for, by whom of whom
    ("en", "On May 3, 2025 Belgium asked Togo to receive up to 45 detainees.", ["terms/proposed affirms"]),
    ("es", "El 3 de mayo de 2025 Bélgica pidió a Togo que recibiera hasta 45 detenidos.", ["terms/proposed affirms"]),
    ("es", "Bélgica pidió a Togo que acogiera hasta 45 detenidos.", ["terms/proposed affirms"]),
    # for whom a sum was, and who came
    ("en", "Togo received 2 million euros for 120 detainees held in Lomé.", ["money/disbursed affirms", "people/held affirms"]),
    ("es", "Togo recibió 2 millones de euros por 120 detenidos recluidos en Lomé.", ["money/disbursed affirms", "people/held affirms"]),
    ("en", "Togo received 120 detainees from Belgium.", ["people/arrived affirms"]),
    ("es", "Togo recibió a 120 detenidos de Bélgica.", ["people/arrived affirms"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "expected"), OPEN)
def test_what_is_left_open_denied_or_asked(lang: str, content: str, expected: list[str]) -> None:
    found = [c for c in claims(content, lang) if c.ledger in ("terms", "people", "money", "legal")]
    assert [f"{c.ledger}/{c.stage} {c.stance}" for c in found] == expected


PRICES = [
    ("en", "Belgium will pay Togo 70 euros a day for each detainee.", ["EUR/person/day"]),
    ("es", "Bélgica pagará a Togo 70 euros al día por cada detenido.", ["EUR/person/day"]),
    ("en", "Belgium deported 40 men to Togo. It will pay 3 euros per dozen eggs.", []),
    ("es", "Bélgica deportó a 40 hombres a Togo. Pagará 3 euros por docena de huevos.", []),
    ("en", "Belgium deported 40 men to Togo. It will pay 70 euros a barrel.", []),
    ("es", "Bélgica deportó a 40 hombres a Togo. Pagará 70 euros por barril.", []),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "expected"), PRICES)
def test_what_a_price_is_for(lang: str, content: str, expected: list[str]) -> None:
    assert [c.unit for c in claims(content, lang) if c.ledger == "money"] == expected


@pytest.mark.parametrize(("lang", "content", "expected"), ROWS)
def test_deals(lang: str, content: str, expected: list[str]) -> None:
    found = [c for c in claims(content, lang) if c.ledger in ("terms", "people")]
    told = [f"{c.ledger}/{c.stage} {c.value if c.value is None else format(c.value, 'g')} {c.stance}" for c in found]
    assert told == expected


@pytest.mark.parametrize(
    ("lang", "content", "asserter"),
    [
        (
            "en",
            "Forty men were deported to Togo, according to emails reviewed by The Meridian Dispatch.",
            "The Meridian Dispatch",
        ),
        (
            "en",
            "Forty men were deported to Togo, according to a memo seen by the Continental Press.",
            "the Continental Press",
        ),
    ],
)
def test_a_name_is_not_cut_at_a_word_that_may_be_a_verb(lang: str, content: str, asserter: str) -> None:
    (claim,) = [c for c in claims(content, lang) if c.value == 40]
    assert (claim.asserter or "").endswith(asserter)


@pytest.mark.parametrize(
    ("lang", "content", "law"),
    [
        ("en", "A judge ordered the planes with people removed under the Alien Enemies Act to turn around.", None),
        (
            "es",
            "Un juez ordenó el regreso de los aviones que llevaban a personas expulsadas bajo la Ley de Enemigos Extranjeros.",
            None,
        ),
        ("en", "The men were deported to Togo under the Alien Enemies Act.", "Alien Enemies Act"),
        ("es", "Los hombres fueron deportados a Togo bajo la Ley de Enemigos Extranjeros.", "Alien Enemies Act"),
    ],
)
def test_the_law_of_another_act_is_not_this_ones(lang: str, content: str, law: str | None) -> None:
    found = [c for c in claims(content, lang) if c.ledger in ("legal", "people") and c.stage in ("ordered", "arrived")]
    assert [c.scope.get("legal_basis") for c in found] == [law]
