# ruff: noqa: E501 (tables of sentences, one a line)
"""One claim in words, in both languages: figure, bound, hedge, stage, who says so, when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from amparo.brief.checker import check_sentence
from amparo.model import Anchor, Sentence
from kit.briefs import told
from kit.claims import PACK, claim

NO_SIDES = {"sender": None, "receiver": None}
ROWS: list[tuple[str, Any, str, dict[str, Any], str, str]] = [
    (
        "terms.proposed",
        500,
        "up_to",
        {"asserter": "internal emails seen by The Lantern Post", "publisher": "The Lantern Post"},
        "It was proposed that El Salvador accept up to 500 people from the United States, according to internal emails seen by The Lantern Post.",
        "Se propuso que El Salvador recibiera hasta 500 personas procedentes de Estados Unidos, según «internal emails seen by The Lantern Post» (en inglés).",
    ),
    (
        "terms.proposed",
        500,
        "up_to",
        {"hedge": "conditional"},
        "It was proposed as a possibility that El Salvador accept up to 500 people from the United States, according to The Harbor Courier.",
        "Se propuso que El Salvador recibiera, como posibilidad, hasta 500 personas procedentes de Estados Unidos, según The Harbor Courier.",
    ),
    (
        "terms.agreed",
        300,
        "up_to",
        {
            "scope": {"affiliation": "Tren de Aragua", "affiliation_status": "alleged"},
            "asserter": "a State Department official",
        },
        "Terms were agreed for El Salvador to accept up to 300 people with alleged ties to Tren de Aragua from the United States, according to a State Department official.",
        "Se acordó que El Salvador recibiera hasta 300 personas con presuntos vínculos con Tren de Aragua procedentes de Estados Unidos, según un funcionario del Departamento de Estado.",
    ),
    (
        "terms.agreed",
        1,
        "exact",
        {"unit": "year", **NO_SIDES},
        "The terms were to last 1 year, according to The Harbor Courier.",
        "Las condiciones tenían una duración de 1 año, según The Harbor Courier.",
    ),
    (
        "terms.understood",
        None,
        "",
        {"quote": "a friendly, non-binding arrangement between neighbours"},
        "There was a non-binding understanding between the United States and El Salvador, according to The Harbor Courier: “a friendly, non-binding arrangement between neighbours”.",
        "Hubo un entendimiento no vinculante entre Estados Unidos y El Salvador, según The Harbor Courier: «a friendly, non-binding arrangement between neighbours» (en inglés).",
    ),
    (
        "terms.in_force",
        None,
        "",
        {"stance": "denies", "asserter": "the Salvadoran government", "quote": "no signed text binds us to anything"},
        "The Salvadoran government denied that terms between the United States and El Salvador were in force: “no signed text binds us to anything”.",
        "Según el Gobierno salvadoreño, es falso lo siguiente: había condiciones en vigor entre Estados Unidos y El Salvador: «no signed text binds us to anything» (en inglés).",
    ),
    (
        "people.departed",
        238,
        "exact",
        {"scope": {"nationality": "VEN", "legal_basis": "Alien Enemies Act"}, "when": "2025-03-15"},
        "238 Venezuelans departed from the United States for El Salvador under the Alien Enemies Act on March 15, 2025, according to The Harbor Courier.",
        "238 venezolanos partieron desde Estados Unidos rumbo a El Salvador en virtud de la Ley de Enemigos Extranjeros el 15 de marzo de 2025, según The Harbor Courier.",
    ),
    (
        "people.departed",
        238,
        "exact",
        {"hedge": "reported", "when": "2025-03-15/2025-03-16"},
        "238 people reportedly departed from the United States for El Salvador from March 15 to 16, 2025, according to The Harbor Courier.",
        "Al parecer 238 personas partieron desde Estados Unidos rumbo a El Salvador del 15 al 16 de marzo de 2025, según The Harbor Courier.",
    ),
    (
        "people.arrived",
        (137, 140),
        "",
        {"asserter": "two officials", "when": "2025-03"},
        "Between 137 and 140 people arrived in El Salvador from the United States in March 2025, according to two officials, as told by The Harbor Courier.",
        "Entre 137 y 140 personas llegaron a El Salvador desde Estados Unidos en marzo de 2025, según dos funcionarios, como recoge The Harbor Courier.",
    ),
    (
        "people.arrived",
        1,
        "exact",
        {"scope": {"nationality": "SLV"}},
        "1 Salvadoran arrived in El Salvador from the United States, according to The Harbor Courier.",
        "1 salvadoreño llegó a El Salvador desde Estados Unidos, según The Harbor Courier.",
    ),
    (
        "people.arrived",
        300,
        "exact",
        {"stance": "denies", "asserter": "the White House"},
        "The White House denied that 300 people arrived in El Salvador from the United States.",
        "Según la Casa Blanca, es falso lo siguiente: 300 personas llegaron a El Salvador desde Estados Unidos.",
    ),
    (
        "people.held",
        252,
        "at_least",
        {"sender": None, "scope": {"facility": "CECOT"}, "when": "2025-04-10"},
        "At least 252 people were held at the CECOT prison in El Salvador as of April 10, 2025, according to The Harbor Courier.",
        "Había al menos 252 personas en reclusión en la prisión CECOT, en El Salvador a fecha de 10 de abril de 2025, según The Harbor Courier.",
    ),
    (
        "people.departed",
        None,
        "vague",
        {"unit": "person", "quote": "dozens of men were put on the planes"},
        "An unstated number of people departed from the United States for El Salvador, according to The Harbor Courier: “dozens of men were put on the planes”.",
        "Un número no precisado de personas partieron desde Estados Unidos rumbo a El Salvador, según The Harbor Courier: «dozens of men were put on the planes» (en inglés).",
    ),
    (
        "people.returned",
        252,
        "exact",
        {"sender": "SLV", "receiver": "VEN", "when": "2025-07-18"},
        "252 people were returned from El Salvador to Venezuela on July 18, 2025, according to The Harbor Courier.",
        "Se devolvió a 252 personas desde El Salvador a Venezuela el 18 de julio de 2025, según The Harbor Courier.",
    ),
    (
        "people.departed",
        3,
        "exact",
        {"unit": "flight", "asserter": "tracking data compiled by our newsroom"},
        "3 flights departed from the United States for El Salvador, according to tracking data compiled by our newsroom, as told by The Harbor Courier.",
        "3 vuelos partieron desde Estados Unidos rumbo a El Salvador, según «tracking data compiled by our newsroom» (en inglés), como recoge The Harbor Courier.",
    ),
    (
        "money.pledged",
        15000000,
        "exact",
        {"unit": "USD", "asserter": "Senator Chris Van Hollen"},
        "$15 million from the United States was pledged to El Salvador, according to Senator Chris Van Hollen.",
        "Se prometieron a El Salvador 15 millones de dólares procedentes de Estados Unidos, según el senador Chris Van Hollen.",
    ),
    (
        "money.disbursed",
        5000000,
        "less_than",
        {"unit": "USD", "hedge": "alleged"},
        "Under $5 million from the United States was allegedly paid to El Salvador, according to The Harbor Courier.",
        "Presuntamente se pagaron a El Salvador menos de 5 millones de dólares procedentes de Estados Unidos, según The Harbor Courier.",
    ),
    (
        "money.disbursed",
        20000,
        "exact",
        {"unit": "USD/person"},
        "$20,000 per person from the United States was paid to El Salvador, according to The Harbor Courier.",
        "Se pagaron a El Salvador 20.000 dólares por persona procedentes de Estados Unidos, según The Harbor Courier.",
    ),
    (
        "money.approved",
        290000000,
        "more_than",
        {"unit": "GBP", "sender": "GBR", "receiver": "RWA"},
        "More than £290 million from the United Kingdom was approved or set aside for Rwanda, according to The Harbor Courier.",
        "Se aprobaron o reservaron para Ruanda más de 290 millones de libras esterlinas procedentes del Reino Unido, según The Harbor Courier.",
    ),
    (
        "money.pledged",
        408000000,
        "exact",
        {"unit": "AUD", "sender": "AUS", "receiver": "NRU"},
        "A$408 million from Australia was pledged to Nauru, according to The Harbor Courier.",
        "Se prometieron a Nauru 408 millones de dólares australianos procedentes de Australia, según The Harbor Courier.",
    ),
    (
        "legal.ordered",
        None,
        "",
        {
            "asserter": "Judge James Boasberg",
            "when": "2025-03-15",
            "quote": "told the government to turn the planes around",
            **NO_SIDES,
        },
        "Judge James Boasberg issued an order or a requirement on March 15, 2025, according to The Harbor Courier: “told the government to turn the planes around”.",
        "Hubo una orden o una disposición del juez James Boasberg el 15 de marzo de 2025, según The Harbor Courier: «told the government to turn the planes around» (en inglés).",
    ),
    (
        "concern.raised",
        None,
        "",
        {"asserter": "Human Rights Watch", "hedge": "alleged", "quote": "beatings on arrival", **NO_SIDES},
        "Human Rights Watch raised concerns about alleged harm, according to The Harbor Courier: “beatings on arrival”.",
        "Hubo inquietudes de Human Rights Watch por presuntos daños, según The Harbor Courier: «beatings on arrival» (en inglés).",
    ),
    (
        "statement.denied",
        None,
        "",
        {"stance": "denies", "asserter": "the White House", "quote": "rejected the account as false", **NO_SIDES},
        "The White House issued a denial, according to The Harbor Courier: “rejected the account as false”.",
        "Hubo un desmentido de la Casa Blanca, según The Harbor Courier: «rejected the account as false» (en inglés).",
    ),
    (
        "statement.praised",
        None,
        "",
        {"asserter": "President Donald Trump", "quote": "thanked his counterpart for the help", **NO_SIDES},
        "President Donald Trump voiced praise or support, according to The Harbor Courier: “thanked his counterpart for the help”.",
        "Hubo elogios o respaldo del presidente Donald Trump, según The Harbor Courier: «thanked his counterpart for the help» (en inglés).",
    ),
    (
        "facility.discussed",
        80000,
        "about",
        {"hedge": "conditional", "asserter": "officials", "scope": {"facility": "CECOT"}, **NO_SIDES},
        "A capacity of about 80,000 people was discussed as a possibility at the CECOT prison, according to officials, as told by The Harbor Courier.",
        "Se habló de una capacidad de aproximadamente 80.000 personas como posibilidad en la prisión CECOT, según funcionarios, como recoge The Harbor Courier.",
    ),
    (
        "people.held",
        75,
        "exact",
        {"unit": "percent", "quote": "75 percent had no criminal record"},
        "A figure of 75 percent was mentioned, according to The Harbor Courier: “75 percent had no criminal record”.",
        "Se mencionó una cifra de 75 %, según The Harbor Courier: «75 percent had no criminal record» (en inglés).",
    ),
]


@pytest.mark.parametrize(("stage", "value", "bound", "slots", "en", "es"), ROWS)
def test_a_claim_in_words(stage: str, value: Any, bound: str, slots: dict[str, Any], en: str, es: str) -> None:
    made = claim(stage, value, bound, **{"publisher": "The Harbor Courier", **slots})
    assert told("en", made) == en
    assert told("es", made) == es


@pytest.mark.parametrize(
    ("asserter", "lang", "en", "es"),
    [
        ("The White House", "en", "the White House", "la Casa Blanca"),
        ("El juez James Boasberg", "es", "Judge James Boasberg", "el juez James Boasberg"),
        ("Senator Jeanne Shaheen", "en", "Senator Jeanne Shaheen", "la senadora Jeanne Shaheen"),
        ("El Salvador", "en", "El Salvador", "El Salvador"),
        ("Kenya", "en", "Kenya", "Kenia"),
        ("Officials", "en", "officials", "funcionarios"),
        ("una carta del ministerio", "es", "“una carta del ministerio” (in Spanish)", "una carta del ministerio"),
        ("A memo on the flights", "en", "a memo on the flights", "«a memo on the flights» (en inglés)"),
    ],
)
def test_a_voice_in_both_languages(asserter: str, lang: str, en: str, es: str) -> None:
    made = claim("people.departed", 238, lang=lang, asserter=asserter, publisher="The Harbor Courier")
    nameless = asserter in ("Officials", "una carta del ministerio", "A memo on the flights")
    document = (", as told by The Harbor Courier", ", como recoge The Harbor Courier") if nameless else ("", "")
    assert told("en", made).endswith(f", according to {en}{document[0]}.")
    assert told("es", made).endswith(f", según {es}{document[1]}.")


@pytest.mark.parametrize(
    ("when", "en", "es"),
    [
        ("2025", " in 2025,", " en 2025,"),
        ("2025-03", " in March 2025,", " en marzo de 2025,"),
        ("2025-03-15", " on March 15, 2025,", " el 15 de marzo de 2025,"),
        ("2025-03-15/2025-03-16", " from March 15 to 16, 2025,", " del 15 al 16 de marzo de 2025,"),
        (
            "2025-03-31/2025-04-02",
            " from March 31, 2025 to April 2, 2025,",
            " del 31 de marzo de 2025 al 2 de abril de 2025,",
        ),
        ("2025-03/2025-04", " from March 2025 to April 2025,", " de marzo de 2025 a abril de 2025,"),
        ("2025-02-31", " El Salvador,", " El Salvador,"),
        ("196X", " El Salvador,", " El Salvador,"),
    ],
)
def test_a_date_in_words(when: str, en: str, es: str) -> None:
    made = claim("people.departed", 238, when=when, asserter="officials")
    assert en in told("en", made)
    assert es in told("es", made)


def test_two_rungs_of_a_ladder_name_a_shared_voice_once() -> None:
    rungs = [
        claim("terms.proposed", 500, "up_to", asserter="the White House"),
        claim("terms.agreed", 300, "up_to", asserter="the White House"),
    ]
    assert told("en", *rungs) == (
        "According to the White House, it was proposed that El Salvador accept up to 500 people from the United States; "
        "terms were agreed for El Salvador to accept up to 300 people."
    )
    assert told("es", *rungs) == (
        "Según la Casa Blanca, se propuso que El Salvador recibiera hasta 500 personas procedentes de Estados Unidos; "
        "se acordó que El Salvador recibiera hasta 300 personas."
    )


def test_a_quotation_keeps_its_words_and_loses_its_marks() -> None:
    made = claim(
        "statement.criticised",
        None,
        quote='called it "a  disgrace",',
        asserter="the ACLU",
        publisher="The Lantern Post",
    )
    assert told("en", made) == "The ACLU voiced criticism, according to The Lantern Post: “called it 'a disgrace'”."


ENDS = [
    # what follows the quote in the document, how the quotation ends
    pytest.param(" in contempt.", "hold officials in contempt”", id="to the end of the sentence"),
    pytest.param(" in contempt, he said, and then", "hold officials in contempt”", id="to the end of the clause"),
    pytest.param(". The men were not there, and nobody said", "hold officials”", id="the quote ends the sentence"),
    pytest.param(" in contempt", "hold officials in contempt”", id="to the end of the document"),
    pytest.param(" that had been at the airport on the night", "hold officials …”", id="no end in sight"),
    pytest.param("", "hold officials”", id="nothing follows"),
    pytest.param(" at 6:45 p.m.", "hold officials at 6:45 p.m”", id="stops within words end nothing"),
]


@pytest.mark.parametrize(("suffix", "ending"), ENDS)
def test_a_quotation_is_not_cut_within_its_clause(suffix: str, ending: str) -> None:
    quote = "found probable cause to hold officials"
    made = claim("legal.ruled", quote=quote, asserter="a judge", publisher="The Weekly Beacon", **NO_SIDES)
    made = replace(made, anchor=Anchor(quote, 0, len(quote), "", suffix))
    text = told("en", made)
    assert text.rstrip(".").endswith(ending)
    assert check_sentence(Sentence(text, (made.id,)), [made], PACK, "en") == []
    forged = text.replace("hold", "fine")
    assert [f.kind for f in check_sentence(Sentence(forged, (made.id,)), [made], PACK, "en")] == ["quote"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_dash_of_a_dateline_is_no_part_of_a_speaker(lang: str) -> None:
    made = claim("people.arrived", 238, asserter="- Nayib Bukele", lang="es", publisher="Diario La Ceiba")
    text = told(lang, made)
    assert text.endswith(("according to Nayib Bukele.", "según Nayib Bukele."))
    assert check_sentence(Sentence(text, (made.id,)), [made], PACK, lang) == []


PLACED = [
    ("people.planned", "receive or hold 238 people from the United States at the CECOT prison", "custodiara a 238 personas procedentes de Estados Unidos en la prisión CECOT"),
    ("people.departed", "departed from the United States for the CECOT prison in El Salvador", "partieron desde Estados Unidos rumbo a la prisión CECOT, en El Salvador"),
    ("people.arrived", "arrived at the CECOT prison in El Salvador from the United States", "llegaron a la prisión CECOT, en El Salvador, desde Estados Unidos"),
    ("people.held", "were held at the CECOT prison in El Salvador", "en reclusión en la prisión CECOT, en El Salvador"),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "en", "es"), PLACED)
def test_a_place_stands_where_the_act_has_it(stage: str, en: str, es: str) -> None:
    made = claim(stage, 238, scope={"facility": "CECOT"}, publisher="The Weekly Beacon")
    for lang, words_there in (("en", en), ("es", es)):
        text = told(lang, made)
        assert words_there in text
        assert check_sentence(Sentence(text, (made.id,)), [made], PACK, lang) == []


def test_a_quote_ends_before_a_clause_that_has_only_begun() -> None:
    begun = claim("terms.understood", quote="non-binding cooperation agreement, one", publisher="The Weekly Beacon")
    assert told("en", begun).endswith("“non-binding cooperation agreement”.")
    whole = claim(
        "terms.understood", quote="a friendly understanding, which binds nobody at all", publisher="The Beacon"
    )
    assert told("en", whole).endswith("“a friendly understanding, which binds nobody at all”.")


@pytest.mark.parametrize(
    ("lang", "words_there"),
    [
        ("en", "it was proposed in February 2025 that El Salvador accept 500 people"),
        ("es", "en febrero de 2025 se propuso que El Salvador recibiera 500 personas"),
    ],
)
def test_the_date_of_a_proposal_stands_at_the_proposal(lang: str, words_there: str) -> None:
    made = claim("terms.proposed", 500, when="2025-02", publisher="The Weekly Beacon")
    text = told(lang, made)
    assert words_there in text[0].lower() + text[1:]
    assert check_sentence(Sentence(text, (made.id,)), [made], PACK, lang) == []


@pytest.mark.parametrize(
    ("bound", "value", "unit", "es"),
    [
        ("exact", 1, "USD", "Se pagó a El Salvador 1 dólar procedente de"),
        ("up_to", 2e6, "USD", "Se pagaron a El Salvador hasta 2 millones de dólares procedentes de"),
        ("none", None, None, "Se pagó a El Salvador dinero procedente de"),
    ],
)
def test_spanish_sums_agree_with_their_verb(bound: str, value: float | None, unit: str | None, es: str) -> None:
    made = claim("money.disbursed", value, bound, unit=unit, publisher="The Weekly Beacon")
    assert told("es", made).startswith(es)
    assert check_sentence(Sentence(told("es", made), (made.id,)), [made], PACK, "es") == []
