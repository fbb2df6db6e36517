# ruff: noqa: E501 (tables of sentences, one a line)
"""Promise 7: a private person's name is withheld in everything shown, unless a person released it. All names are invented."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.brief import write_brief
from amparo.brief.private import (
    folded,
    load_people,
    longest_names,
    mask_names,
    mask_path,
    mask_person,
    meet,
    why_private,
)
from amparo.publish import render_html, render_json, render_markdown
from kit.claims import PACK, account, claim

PEOPLE = load_people(PACK)
MASK = "[name withheld]"


def shown(text: str, *others: str, released: tuple[str, ...] = (), known: tuple[str, ...] = ()) -> str:
    return mask_names(text, meet(PEOPLE, [text, *others], known, released, MASK)).text


WITHHELD = [
    ("Rosalba Quiñones Peralta told reporters that her son was gone", "[name withheld] told reporters that her son was gone"),
    ("his wife, Maribel Castaño, waited outside", "his wife, [name withheld], waited outside"),
    ("among them was Wilmer Andrés Toledo, a barber", "among them was [name withheld], a barber"),
    ("The men, including Yorgelis Zabala and Edwin Farfán, were flown out", "The men, including [name withheld] and [name withheld], were flown out"),
    ("Mr. Farfán had no record", "[name withheld] had no record"),
    ("Judge Amelia Stroud ordered the return of Wilmer Toledo", "Judge Amelia Stroud ordered the return of [name withheld]"),
    ("Wilmer Toledo's lawyer said so", "[name withheld]'s lawyer said so"),
    ("detenido en su casa, Wilmer Toledo fue trasladado", "detenido en su casa, [name withheld] fue trasladado"),
    ("la madre del joven, Rosalba Quiñones, pidió pruebas de vida", "la madre del joven, [name withheld], pidió pruebas de vida"),
    ("El señor Farfán no tiene antecedentes", "El [name withheld] no tiene antecedentes"),
    ("entre ellos José Gregorio Zabala Peña y otro barbero", "entre ellos [name withheld] y otro barbero"),
    ("El juez Amadeo Cifuentes ordenó el regreso de Edwin Farfán", "El juez Amadeo Cifuentes ordenó el regreso de [name withheld]"),
]  # fmt: skip

SHOWN = [
    "Judge Amelia Stroud ordered the planes to turn around",
    "the secretary of homeland security, Petra Lindqvist, signed it",
    "Petra Lindqvist, a spokeswoman for the ministry, declined",
    "Dolores Haskell, an attorney for the men, filed the suit",
    "Sen. Gideon Marsh asked for the text",
    "President Donald Trump thanked Nayib Bukele",
    "The Department of Homeland Security sent 238 men to El Salvador",
    "Human Rights Watch and the American Civil Liberties Union objected",
    "members of Tren de Aragua and MS-13",
    "removed under the Alien Enemies Act to the Terrorism Confinement Center",
    "flown from Harlingen, Texas, to San Salvador",
    "El juez Amadeo Cifuentes ordenó detener los vuelos",
    "La ministra de Seguridad, Petra Lindqvist, lo firmó",
    "Amadeo Cifuentes, abogado de los detenidos, presentó la demanda",
    "La vocera de la cancillería, Petra Lindqvist, no respondió",
    "El presidente Nayib Bukele agradeció a Donald Trump",
    "La Corte Suprema de Justicia y el Departamento de Estado",
    "Socorro Jurídico Humanitario documentó los casos",
    "la Ley de Enemigos Extranjeros y el Centro de Confinamiento del Terrorismo",
]


@pytest.mark.parametrize(("text", "expected"), WITHHELD)
def test_private_names_are_withheld(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", SHOWN)
def test_public_names_bodies_and_places_are_shown(text: str) -> None:
    assert shown(text) == text


SHAPES = [
    ("Sinead O'Farrelly was on the second flight", "Sinead O'Farrelly", ""),
    ("Pádraig O’Dunmore was on the second flight", "Pádraig O’Dunmore", ""),
    ("María de la Cruz Quiñónez waited at the gate", "María de la Cruz Quiñónez", ""),
    ("Joost van der Plasmeer was put on the plane", "Joost van der Plasmeer", ""),
    ("Hassan al-Darwini was held for four months", "Hassan al-Darwini", ""),
    ("Abd al-Rahman Qasmari was held for four months", "Abd al-Rahman Qasmari", ""),
    ("Nguyen Thanh Duc was moved at night", "Nguyen Thanh Duc", ""),
    ("Li Weizhen was moved at night", "Li Weizhen", ""),
    ("Yorgelis del Carmen Zabala de Farfán was flown out", "Yorgelis del Carmen Zabala de Farfán", ""),
    ("YORGELIS ZABALA TO BE FREED", "YORGELIS ZABALA", ""),
    ("J. R. Zabaleta was never charged", "J. R. Zabaleta", ""),
    ("W. Farfán was never charged", "W. Farfán", ""),
    ("Toledo was never charged", "Toledo", "Wilmer Toledo, a barber"),
    ("the family of Quiñones Peralta asked again", "Quiñones Peralta", "Rosalba Quiñones Peralta waited"),
    ("Toledo-Peña was on the list", "Toledo-Peña", "Ana-Lucía Toledo, a nurse"),
    ("Ana-Lucía Toledo-Peña was on the list", "Ana-Lucía Toledo-Peña", ""),
    ("his wife Maribel Castaño waited outside", "Maribel Castaño", ""),
    ("her brother, Ender Zambrano, was deported", "Ender Zambrano", ""),
    ("the judge's son Wilmer Toledo was not there", "Wilmer Toledo", ""),
    ("Rosalba Quiñones, wife of the president of the club, wept", "Rosalba Quiñones", ""),
    ("the lawyer for Wilmer Toledo said so", "Wilmer Toledo", ""),
    ("the lawyer for Wilmer Toledo, Dolores Haskell, filed the suit", "Wilmer Toledo", ""),
    ("an attorney for Yusdrely Quintanal asked for proof", "Yusdrely Quintanal", ""),
    ("He was beaten by Wilmer Toledo in the yard", "Wilmer Toledo", ""),
    ("among them Wilmer Toledo, officials said", "Wilmer Toledo", ""),
    ("Wilmer Toledo, the judge said, must be returned", "Wilmer Toledo", ""),
    ("Judge Amelia Stroud and Yusdrely Quintanal met", "Yusdrely Quintanal", ""),
    ("Judge Amelia Stroud, Yusdrely Quintanal and others", "Yusdrely Quintanal", ""),
    ("the alleged gang leader Wilmer Toledo was held", "Wilmer Toledo", ""),
    ("Wilmer Toledo, an alleged leader of the gang, was held", "Wilmer Toledo", ""),
    ("The Detention Center's Wilmer Toledo was sick", "Wilmer Toledo", ""),
    ("Mrs. Farfán was turned away", "Mrs. Farfán", ""),
    ("a 24-year-old named Edwin Farfán sued", "Edwin Farfán", ""),
    ("posted by @WilmerToledo on Sunday", "WilmerToledo", "Wilmer Toledo, a barber"),
    ("posted by @wilmertoledo on Sunday", "wilmertoledo", "Wilmer Toledo, a barber"),
    ("see https://example.org/2025/wilmer-toledo-freed for more", "wilmer-toledo", "Wilmer Toledo, a barber"),
    ("write to wilmer.toledo@example.org at once", "wilmer.toledo", "Wilmer Toledo, a barber"),
    ("María José O'Dunmore estaba en el segundo vuelo", "María José O'Dunmore", ""),
    ("Rosalba de la Peña Castaño esperó en la puerta", "Rosalba de la Peña Castaño", ""),
    ("Joost van der Plasmeer subió al avión", "Joost van der Plasmeer", ""),
    ("Hassan al-Darwini estuvo preso cuatro meses", "Hassan al-Darwini", ""),
    ("Nguyen Thanh Duc fue llevado de noche", "Nguyen Thanh Duc", ""),
    ("Ender José Zambrano Yépez, barbero de 24 años", "Ender José Zambrano Yépez", ""),
    ("Rosalba Quiñones de Peralta pidió pruebas de vida", "Rosalba Quiñones de Peralta", ""),
    ("LIBERAN A WILMER TOLEDO", "WILMER TOLEDO", ""),
    ("J. R. Zabaleta nunca fue acusado", "J. R. Zabaleta", ""),
    ("Toledo nunca fue acusado", "Toledo", "Wilmer Toledo, barbero"),
    ("la familia de Quiñones Peralta insistió", "Quiñones Peralta", "Rosalba Quiñones Peralta esperó"),
    ("su esposa Maribel Castaño esperó afuera", "Maribel Castaño", ""),
    ("su hermano, Ender Zambrano, fue deportado", "Ender Zambrano", ""),
    ("el hijo del juez, Wilmer Toledo, no estaba", "Wilmer Toledo", ""),
    ("el abogado de Wilmer Toledo dijo que sí", "Wilmer Toledo", ""),
    ("el abogado de Wilmer Toledo, Amadeo Cifuentes, presentó la demanda", "Wilmer Toledo", ""),
    ("la abogada de Yusdrely Quintanal pidió pruebas", "Yusdrely Quintanal", ""),
    ("fue golpeado por Wilmer Toledo en el patio", "Wilmer Toledo", ""),
    ("acompañada por Yusdrely Quintanal, su hermana", "Yusdrely Quintanal", ""),
    ("entre ellos Wilmer Toledo, dijeron funcionarios", "Wilmer Toledo", ""),
    ("Wilmer Toledo, ordenó el juez, debe volver", "Wilmer Toledo", ""),
    ("la jueza Amelia Stroud y Yusdrely Quintanal", "Yusdrely Quintanal", ""),
    ("El presunto líder de la banda, Wilmer Toledo, fue detenido", "Wilmer Toledo", ""),
    ("Doña Carmen Farfán llora a su hijo", "Doña Carmen Farfán", ""),
    ("La señora Quintanal llora a su hijo", "señora Quintanal", ""),
    ("Wilmer Toledo, vecino de Maracaibo", "Wilmer Toledo", ""),
    ("un joven llamado Edwin Farfán demandó", "Edwin Farfán", ""),
    ("escribió @WilmerToledo el domingo", "WilmerToledo", "Wilmer Toledo, barbero"),
    ("vea https://ejemplo.org/nota/wilmer-toledo-libre hoy", "wilmer-toledo", "Wilmer Toledo, barbero"),
    ("escriba a wilmer.toledo@ejemplo.org hoy", "wilmer.toledo", "Wilmer Toledo, barbero"),
]  # fmt: skip
"""A sentence, the name in it that is withheld with all of its parts, and what was met elsewhere."""

STAY = [
    "Petra Lindqvist, a spokeswoman who declined, said so",
    "Dolores Haskell, the lawyer representing the men, filed it",
    "By Dolores Haskell",
    "The Reform Caucus's Gideon Marsh praised it",
    "spokesman for the White House, Gideon Marsh",
    "Crown Prince Tarek al-Qasmari thanked them",
    "the School Board of Leon County",
    "the firm Haskell Marsh LLP objected",
    "sent by @WhiteHouse on Sunday",
    "the Assistant to the President for Domestic Policy",
    "Amadeo Cifuentes, abogado que representa a los detenidos, habló",
    "Por Amadeo Cifuentes",
    "El príncipe Tarek al-Qasmari agradeció",
    "la portavoz de la Casa Blanca, Petra Lindqvist",
    "la calle Bolívar y la avenida Urdaneta",
]


@pytest.mark.parametrize(("text", "name", "other"), SHAPES)
def test_no_part_of_a_private_name_is_left_in_any_shape_of_sentence(text: str, name: str, other: str) -> None:
    masked = shown(text, *([other] if other else []))
    assert MASK in masked
    assert text.split(name)[0].strip() in masked
    left = masked.replace(MASK, "").casefold()
    parts = [part for part in re.split(r"[^\w]+", name.casefold()) if len(part) > 3]
    assert [part for part in parts if part in left] == []


@pytest.mark.parametrize("text", STAY)
def test_public_names_stay_in_any_shape_of_sentence(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize("text", ["the lawyer for Wilmer Toledo, Dolores Haskell, filed the suit", "el abogado de Wilmer Toledo, Dolores Haskell, presentó la demanda"])  # fmt: skip
def test_the_lawyer_of_a_private_person_is_public(text: str) -> None:
    assert shown(text) == text.replace("Wilmer Toledo", MASK)


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("letters/Wilmer-Toledo.txt", f"letters/{MASK}.txt"),
        ("cartas/rosalba_castano.pdf", f"cartas/{MASK}.pdf"),
        ("presidential-actions/2025-04-holy-week.md", "presidential-actions/2025-04-holy-week.md"),
        ("tratados-abiertos-nota.docx", "tratados-abiertos-nota.docx"),
    ],
)
def test_file_names(name: str, masked: str) -> None:
    assert mask_path(name, meet(PEOPLE, ["Wilmer Toledo, a barber"], (), (), MASK)).text == masked


def test_whose_a_private_speaker_is_goes_with_the_name() -> None:
    people = meet(PEOPLE, ["the Ferry Line’s Wilmer Toledo spoke"], (), (), MASK)
    assert mask_person("The Ferry Line’s Wilmer Toledo", people, "a private person").text == "a private person"


def test_why_a_name_is_withheld() -> None:
    people = meet(PEOPLE, ["Wilmer Toledo, a barber"], (), (), MASK)
    text = "Mr. Quintanal saw Wilmer Toledo, Toledo-Peña, Yusdrely Quintal and @wilmertoledo"
    assert list(why_private(text, people).values()) == ["courtesy", "given", "met", "capitals", "address"]


def test_a_family_name_alone_is_withheld_once_the_full_name_was_met() -> None:
    assert shown("Toledo was never charged", "Wilmer Toledo, a barber") == "[name withheld] was never charged"
    assert shown("a Toledo no lo acusaron", "Wilmer Toledo, barbero") == "a [name withheld] no lo acusaron"
    assert shown("Toledo was never charged") == "Toledo was never charged"


def test_a_public_title_anywhere_makes_the_name_public() -> None:
    assert shown("Amelia Stroud heard the case", "Judge Amelia Stroud") == "Amelia Stroud heard the case"


def test_a_released_name_is_shown() -> None:
    text = "Wilmer Toledo told reporters that he was beaten"
    assert shown(text, released=("wilmer  TOLEDO",)) == text
    assert shown(text, released=("Somebody Else",)) == "[name withheld] told reporters that he was beaten"


def test_common_words_with_capitals_are_no_name() -> None:
    text = "as Lead Plaintiffs argued"
    assert shown(text, "the lead was taken by the plaintiffs") == text


def test_publishers_are_no_persons() -> None:
    text = "as Harbor Dispatch wrote on Monday"
    assert shown(text, known=("Harbor Dispatch",)) == text


def test_a_family_name_does_not_count_twice() -> None:
    assert longest_names(["wilmer toledo", "toledo", "edwin farfan"]) == 2


@given(st.text(max_size=200))
def test_any_text_is_masked_without_fail_and_once(text: str) -> None:
    once = mask_names(text, PEOPLE)
    assert (once.text == text) == (not once.names)
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(("lang", "person", "mask"), [("en", "a private person", "[name withheld]"), ("es", "una persona particular", "[nombre reservado]")])  # fmt: skip
def test_no_output_holds_a_private_name(lang: str, person: str, mask: str) -> None:
    claims = [
        claim("people.departed", 238, asserter="Wilmer Toledo", quote="238 people, said Wilmer Toledo", lang=lang),
        claim("concern.raised", asserter="Edwin Farfán", quote="Edwin Farfán was beaten", lang=lang, sender=None),
        claim("people.held", 12, scope={"group": "relatives of Edwin Farfán"}, asserter="officials", lang=lang),
    ]
    claims = [replace(c, doc=f"{n}.txt", doc_id=f"{n}", publisher="The Lantern Post") for n, c in enumerate(claims)]
    made = account(*claims)
    contexts = {c.id: f"It was Yorgelis Zabala who saw it. {c.quote}, as Farfán wrote." for c in claims}
    brief = write_brief(made, PACK, lang)
    outputs = [
        str(render_json(brief)),
        render_markdown(brief, made, PACK),
        render_html(brief, made, PACK, contexts),
    ]
    for output in outputs:
        for name in ("Toledo", "Wilmer", "Farfán", "Edwin", "Yorgelis", "Zabala"):
            assert name not in output
    assert person in outputs[0]
    assert mask in outputs[0]
    assert brief.withheld == 2
    assert brief.refused == ()
    free = write_brief(made, PACK, lang, frozenset({"Wilmer Toledo"}))
    assert "Wilmer Toledo" in str(render_json(free))
    assert "Farfán" not in str(render_json(free))
    assert free.withheld == 1


def test_a_private_name_in_a_file_name_is_withheld_too() -> None:
    made = claim("people.held", 12, doc="letters/Wilmer-Toledo.txt", quote="12 men, wrote Wilmer Toledo")
    made = replace(made, publisher=None, doc_id="d")
    found = account(made, claim("legal.ruled", asserter="the court", quote="lifted it", publisher="The Lantern Post"))
    brief = write_brief(found, PACK, "en")
    assert brief.summary[0].text == "12 people were held in El Salvador, according to [name withheld].txt."
    for output in (str(render_json(brief)), render_markdown(brief, found, PACK), render_html(brief, found, PACK)):
        assert "Toledo" not in output
    assert (brief.withheld, brief.refused) == (1, ())


@pytest.mark.parametrize(
    ("lang", "said_by", "voice"),
    [
        ("es", "el señor Wilmer Toledo", "según una persona particular"),
        ("es", "la señora Yorgelis Zabala", "según una persona particular"),
        ("en", "the Wilmer Toledo", "according to a private person"),
    ],
)
def test_no_article_is_left_before_a_withheld_speaker(lang: str, said_by: str, voice: str) -> None:
    made = account(claim("people.departed", 238, asserter=said_by, lang=lang))
    told = write_brief(made, PACK, lang).summary[0].text
    assert voice in told, told


@pytest.mark.parametrize(
    ("lang", "said_by", "en", "es"),
    [
        ("es", "La abogada de Wilmer Toledo", "“la abogada de [name withheld]” (in Spanish)", "la abogada de una persona particular"),
        ("en", "The lawyer for Wilmer Toledo", "The lawyer for a private person", "«the lawyer for [nombre reservado]» (en inglés)"),
        ("en", "Wilmer Toledo's lawyer", "A private person's lawyer", "«[nombre reservado]'s lawyer» (en inglés)"),
        ("es", "Wilmer Toledo", "A private person", "una persona particular"),
    ],
)  # fmt: skip
def test_who_acts_for_a_private_person_is_not_that_person(lang: str, said_by: str, en: str, es: str) -> None:
    made = account(
        claim(
            "legal.filed", asserter=said_by, lang=lang, quote="filed a petition", doc="a.txt", publisher="The Lantern"
        )
    )
    for told_in, voice in (("en", en), ("es", es)):
        brief = write_brief(made, PACK, told_in)
        assert brief.refused == ()
        assert voice in brief.summary[0].text
        assert "Toledo" not in str(render_json(brief))
