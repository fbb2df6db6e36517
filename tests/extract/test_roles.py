# ruff: noqa: E501 (tables of sentences, one a line)
"""Who gives and who receives, which part of the whole a claim is about, and when."""

from __future__ import annotations

import pytest

from amparo.extract import extract_claims
from amparo.extract.roles import Parties
from kit.claims import PACK
from kit.documents import read
from kit.reading import claims


def sides(content: str, lang: str, publisher: str | None = None) -> list[str]:
    """Stage, sender and receiver of each claim."""
    return [f"{c.stage} {c.sender} {c.receiver}" for c in claims(content, lang, publisher)]


SIDES = [
    ("en", "Belgium deported 40 men to Togo.", ["arrived BEL TGO"]),
    ("es", "Bélgica deportó a 40 hombres a Togo.", ["arrived BEL TGO"]),
    ("en", "Togo took in 40 men from Belgium.", ["arrived BEL TGO"]),
    ("es", "Togo acogió a 40 hombres de Bélgica.", ["arrived BEL TGO"]),
    # a capital stands for its state
    ("en", "Lomé took in 40 men from Oslo.", ["arrived NOR TGO"]),
    ("es", "Lomé acogió a 40 hombres de Oslo.", ["arrived NOR TGO"]),
    # "from X" tells the sender, also of a move that names nobody who does it
    ("en", "Forty men arrived in Togo from Belgium.", ["arrived BEL TGO"]),
    ("es", "Cuarenta hombres llegaron a Togo desde Bélgica.", ["arrived BEL TGO"]),
    ("en", "Forty men were deported to Togo from Belgium. France, and France alone, keeps silent.", ["arrived BEL TGO"]),
    ("es", "Cuarenta hombres fueron deportados a Togo desde Bélgica. Francia, y solo Francia, calla.", ["arrived BEL TGO"]),
    # which of two gives, where nothing tells; not where two such states, or three states, are named
    ("en", "Togo and Belgium signed an agreement on detainees.", ["agreed BEL TGO"]),
    ("es", "Togo y Bélgica firmaron un acuerdo sobre detenidos.", ["agreed BEL TGO"]),
    ("en", "Norway and Belgium signed an agreement on detainees.", ["agreed None None"]),
    ("es", "Noruega y Bélgica firmaron un acuerdo sobre detenidos.", ["agreed None None"]),
    ("en", "Togo, Ghana and Belgium signed an agreement on detainees.", ["agreed None None"]),
    ("es", "Togo, Ghana y Bélgica firmaron un acuerdo sobre detenidos.", ["agreed None None"]),
    # who is asked to receive receives
    ("en", "Spain asked Togo to receive up to 45 men.", ["proposed ESP TGO"]),
    ("es", "España pidió a Togo recibir hasta 45 hombres.", ["proposed ESP TGO"]),
    ("es", "España pidió a Togo que recibiera hasta 45 hombres.", ["proposed ESP TGO"]),
    # who is not named is not told
    ("en", "Forty men were deported to Togo.", ["arrived None TGO"]),
    ("es", "Cuarenta hombres fueron deportados a Togo.", ["arrived None TGO"]),
    # a passive's agent
    ("en", "Forty men were deported to Togo by Belgium.", ["arrived BEL TGO"]),
    ("es", "Cuarenta hombres fueron deportados a Togo por Bélgica.", ["arrived BEL TGO"]),
    # the pair that the text is about holds for a claim that names one side
    ("en", "Norway will send 40 prisoners to Togo. Lomé receives 15 million euros a year for it.", ["planned NOR TGO", "disbursed NOR TGO"]),
    ("es", "Noruega enviará 40 presos a Togo. Lomé recibe 15 millones de euros al año por ello.", ["planned NOR TGO", "disbursed NOR TGO"]),
    # who pays gives
    ("en", "Norway paid Togo 2 million euros.", ["disbursed NOR TGO"]),
    ("es", "Noruega pagó a Togo 2 millones de euros.", ["disbursed NOR TGO"]),
    # returns and refunds turn the two round
    ("en", "Belgium deported 40 men to Togo. Togo sent 12 of them back to Belgium.", ["arrived BEL TGO", "returned TGO BEL"]),
    ("es", "Bélgica deportó a 40 hombres a Togo. Togo devolvió a 12 de ellos a Bélgica.", ["arrived BEL TGO", "returned TGO BEL"]),
    ("en", "Norway paid Togo 2 million euros. Togo refunded 1 million euros.", ["disbursed NOR TGO", "refunded TGO NOR"]),
    ("es", "Noruega pagó a Togo 2 millones de euros. Togo devolvió 1 millón de euros.", ["disbursed NOR TGO", "refunded TGO NOR"]),
    # custody before the move has no other side
    ("en", "Belgium deported 40 men to Togo. Belgium arrested 12 men in May.", ["arrived BEL TGO", "in_origin_custody BEL None"]),
    ("es", "Bélgica deportó a 40 hombres a Togo. Bélgica arrestó a 12 hombres en mayo.", ["arrived BEL TGO", "in_origin_custody BEL None"]),
    # positions have no sides
    ("en", "Belgium deported 40 men to Togo. Bishops in Lomé criticised the transfers.", ["arrived BEL TGO", "criticised None None"]),
    ("es", "Bélgica deportó a 40 hombres a Togo. Los obispos criticaron los traslados.", ["arrived BEL TGO", "criticised None None"]),
    # the nationality of those moved is no side
    ("en", "Twelve Beninese men were deported to Togo.", ["arrived None TGO"]),
    ("es", "Doce benineses fueron deportados a Togo.", ["arrived None TGO"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "expected"), SIDES)
def test_who_gives_and_who_receives(lang: str, content: str, expected: list[str]) -> None:
    assert sides(content, lang) == expected


OWN = [
    # "we" is the state whose voice the document is, whatever other state it names
    ("en", "We deported 40 people to Togo. Belgium acts within the law; France, and only France, wavers.", "Ministry of Justice of Belgium", ["arrived BEL TGO"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "publisher", "expected"), OWN)
def test_the_publishers_own_we(lang: str, content: str, publisher: str, expected: list[str]) -> None:
    assert sides(content, lang, publisher) == expected


def _parties(senders: dict[str, float], receivers: dict[str, float], mentions: str, seats: str = "") -> Parties:
    parties = Parties(seats=set(seats.split()), named=set(mentions.split()) - set(seats.split()))
    parties.senders.update(senders)
    parties.receivers.update(receivers)
    parties.mentions.update(mentions.split())
    return parties


PAIRS = [
    ({"BEL": 2}, {"TGO": 2}, "BEL TGO", "", ("BEL", "TGO")),
    ({"BEL": 2, "TGO": 1}, {"TGO": 2, "BEL": 1}, "BEL TGO", "", ("BEL", "TGO")),
    # the other side is the state most mentioned besides
    ({"BEL": 2}, {}, "BEL TGO TGO FRA", "", ("BEL", "TGO")),
    ({}, {"TGO": 2}, "TGO BEL BEL FRA", "", ("BEL", "TGO")),
    # one state alone keeps its side
    ({"BEL": 2}, {}, "BEL", "", ("BEL", None)),
    ({}, {"TGO": 2}, "TGO", "", (None, "TGO")),
    # no evidence, no pair
    ({}, {}, "BEL TGO", "", (None, None)),
    ({}, {}, "", "", (None, None)),
    # a city that is the seat of a body of states names no state alone
    ({"NOR": 2}, {}, "NOR TGO BEL BEL BEL", "BEL", ("NOR", "TGO")),
]


@pytest.mark.parametrize(("senders", "receivers", "mentions", "seats", "expected"), PAIRS)
def test_the_pair_of_a_text(
    senders: dict[str, float],
    receivers: dict[str, float],
    mentions: str,
    seats: str,
    expected: tuple[str | None, str | None],
) -> None:
    assert _parties(senders, receivers, mentions, seats).pair() == expected


SCOPES = [
    ("en", "Forty Norwegian prisoners were moved to Togo.", {"nationality": "NOR"}),
    ("es", "Cuarenta presos noruegos fueron trasladados a Togo.", {"nationality": "NOR"}),
    ("en", "Belgium deported forty women to Togo.", {"group": "women"}),
    ("es", "Bélgica deportó a cuarenta mujeres a Togo.", {"group": "mujeres"}),
    ("en", "Belgium deported forty alleged members of MS-13 to Togo.", {"affiliation": "MS-13", "affiliation_status": "alleged"}),
    ("es", "Bélgica deportó a cuarenta presuntos miembros de la MS-13 a Togo.", {"affiliation": "MS-13", "affiliation_status": "alleged"}),
    ("en", "Belgium deported forty convicted MS-13 members to Togo.", {"affiliation": "MS-13", "affiliation_status": "convicted"}),
    ("en", "Belgium deported forty members of MS-13 to Togo.", {"affiliation": "MS-13", "affiliation_status": "asserted"}),
    ("es", "Bélgica deportó a cuarenta miembros de la MS-13 a Togo.", {"affiliation": "MS-13", "affiliation_status": "asserted"}),
    ("en", "Forty men are held in CECOT.", {"facility": "CECOT"}),
    ("es", "Cuarenta hombres siguen presos en el CECOT.", {"facility": "CECOT"}),
    ("en", "Forty men were deported to Togo under the Alien Enemies Act.", {"legal_basis": "Alien Enemies Act"}),
    ("es", "Cuarenta hombres fueron deportados a Togo en virtud de la Ley de Enemigos Extranjeros.", {"legal_basis": "Alien Enemies Act"}),
    ("en", "Belgium deported forty men to Togo.", {}),
    ("es", "Bélgica deportó a cuarenta hombres a Togo.", {}),
    ("en", "The bishop criticised the transfer of women to CECOT.", {}),
    ("es", "El obispo criticó el traslado de mujeres al CECOT.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "expected"), SCOPES)
def test_which_part_of_the_whole(lang: str, sentence: str, expected: dict[str, str]) -> None:
    assert [dict(c.scope) for c in claims(sentence, lang)] == [expected]


WHENS = [
    ("en", "On 3 May 2024 Belgium deported forty men to Togo.", "2024-05-03"),
    ("es", "El 3 de mayo de 2024 Bélgica deportó a cuarenta hombres a Togo.", "2024-05-03"),
    ("en", "Belgium deported forty men to Togo in June 2023.", "2023-06"),
    ("es", "Bélgica deportó a cuarenta hombres a Togo en junio de 2023.", "2023-06"),
    # a state at present holds on the document's date, one that runs on from its beginning to it
    ("en", "Togo holds forty men.", "2025-04-01"),
    ("es", "Togo retiene a cuarenta hombres.", "2025-04-01"),
    ("en", "Togo has held forty men since January.", "2025-01/2025-04-01"),
    ("es", "Togo retiene a cuarenta hombres desde enero.", "2025-01/2025-04-01"),
    # no date of its own
    ("en", "Belgium deported forty men to Togo.", None),
    ("es", "Bélgica deportó a cuarenta hombres a Togo.", None),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "sentence", "expected"), WHENS)
def test_when(lang: str, sentence: str, expected: str | None) -> None:
    assert [c.when for c in claims(sentence, lang)] == [expected]


@pytest.mark.parametrize(
    ("lang", "news", "story"),
    [
        ("en", "Belgium deported 40 men to Togo.", "Belgium deported 900 men."),
        ("es", "Bélgica deportó a 40 hombres a Togo.", "Bélgica deportó a 900 hombres."),
    ],
)
def test_an_item_of_a_long_list_is_a_story_of_its_own(lang: str, news: str, story: str) -> None:
    filler = "".join(f"- {'Roads' if lang == 'en' else 'Caminos'} {n}.\n" for n in range(900))
    receivers = []
    for more in ("", filler):
        text = read(f"- {news}\n- {story}\n{more}".encode(), "a.md")
        receivers.append([c.receiver for c in extract_claims(text, PACK)])
    assert receivers == [["TGO", "TGO"], ["TGO", None]]


GROUPS = [
    # several counts in one clause: each has the group named behind it
    ("en", "On Monday, 238 Tren de Aragua members along with 21 MS-13 members were deported to El Salvador.", ["238 Tren de Aragua", "21 MS-13"]),
    ("es", "El lunes, 238 miembros del Tren de Aragua junto con 21 miembros de la MS-13 fueron deportados a El Salvador.", ["238 Tren de Aragua", "21 MS-13"]),
    # one count of both, and two of one
    ("en", "40 members of Tren de Aragua and MS-13 were deported to El Salvador.", ["40 Tren de Aragua; MS-13"]),
    ("es", "40 miembros del Tren de Aragua y de la MS-13 fueron deportados a El Salvador.", ["40 Tren de Aragua; MS-13"]),
    ("en", "12 men and 9 women of Tren de Aragua were deported to El Salvador.", ["12 Tren de Aragua", "9 Tren de Aragua"]),
    ("es", "12 hombres y 9 mujeres del Tren de Aragua fueron deportados a El Salvador.", ["12 Tren de Aragua", "9 Tren de Aragua"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "expected"), GROUPS)
def test_each_count_has_its_own_group(lang: str, content: str, expected: list[str]) -> None:
    assert [f"{c.value:g} {c.scope.get('affiliation')}" for c in claims(content, lang) if c.value] == expected


NOBODY = [
    ("en", "No court has convicted the detainees in CECOT.", "ruled denies None"),
    ("es", "Ningún juez ordenó la expulsión de los detenidos.", "ordered denies None"),
    ("en", "Judge Kofi Mensah ordered the government to free the detainees.", "ordered affirms Judge Kofi Mensah"),
    (
        "es",
        "El juez Kofi Mensah ordenó al Gobierno que liberara a los detenidos.",
        "ordered affirms El juez Kofi Mensah",
    ),
]


def test_what_somebody_directed_is_no_order_unless_somebody_is_to_do_it() -> None:
    done = "The Ministry directed the successful arrest of three detainees in Lomé."
    asked = "The Ministry directed the police to free the detainees in Lomé."
    assert [[c.stage for c in claims(text, "en") if c.ledger == "legal"] for text in (done, asked)] == [[], ["ordered"]]


@pytest.mark.parametrize(("lang", "content", "expected"), NOBODY)
def test_an_act_of_nobody_is_denied(lang: str, content: str, expected: str) -> None:
    assert f"{expected}" in [f"{c.stage} {c.stance} {c.asserter}" for c in claims(content, lang)]
