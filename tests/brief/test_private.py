# ruff: noqa: E501 (tables of sentences, one a line)
"""Promise 7: a private person's name is withheld in everything shown, unless a person released it. All names are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.brief import write_brief
from amparo.brief.private import folded, load_people, longest_names, mask_names, meet
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
