# ruff: noqa: E501 (a table of sentences, one a line)
"""What a fault of the composer could make of a correct sentence, thought out by hand: each is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kit.briefs import replaced
from kit.claims import claim
from kit.originals import TIES, original, refused

OFFICIALS: dict[str, Any] = {"asserter": "two officials", "publisher": "The Harbor Courier"}
HOUSE: dict[str, Any] = {"asserter": "the White House", "publisher": "The Harbor Courier"}
CLAIMS = {
    "flown": claim("people.departed", 238, when="2025-03-15", **OFFICIALS),
    "held": claim("people.held", 252, "at_least", when="2025-04-10", hedge="reported", scope={"facility": "CECOT"}, **HOUSE),
    "cap": claim("terms.agreed", 300, "up_to", scope=TIES, **OFFICIALS),
    "set aside": claim("money.approved", 15_000_000, unit="USD", **OFFICIALS),
    "waiting": claim("people.in_origin_custody", 50, **OFFICIALS),
    "capacity": claim("facility.operating", 40_000, scope={"facility": "CECOT"}, **OFFICIALS),
    "denied": claim("people.arrived", 300, stance="denies", **HOUSE),
    "order": claim("legal.ordered", quote="turn the planes around", when="2025-03-15", **HOUSE),
    "hearing": claim("legal.heard", quote="asked the lawyers", **HOUSE),
    "offer": claim("terms.proposed", 500, "up_to", hedge="reported", **OFFICIALS),
    "fewer": claim("people.departed", 137, when="2025-03-16", **HOUSE),
    "price": claim("money.proposed", 20_000, unit="USD/person/year", **OFFICIALS),
    "women": claim("people.arrived", 8, scope={"group": "eight women", "nationality": "VEN"}, **OFFICIALS),
    "dozens": claim("people.departed", None, "vague", unit="flight", quote="dozens of flights", **OFFICIALS),
    "non-binding": claim("terms.understood", quote="a friendly arrangement", **OFFICIALS),
}  # fmt: skip

Pairs = tuple[tuple[str, str], ...]
ROWS: list[tuple[str, str, str, Pairs, Pairs]] = [
    # what is overstated, how the sentence is made, from which claims; what stands there and is put there, English, Spanish
    ("one becomes all", "sentence", "flown", (("238 people", "all 238 people"),), (("238 personas", "todas las 238 personas"),)),
    ("a count becomes the only one", "sentence", "flown", (("238", "only 238"),), (("238", "solo 238"),)),
    ("a sum becomes one of each", "sentence", "set aside", (("$15 million", "$15 million each"),), (("15 millones de dólares", "15 millones de dólares cada uno"),)),
    ("a figure is told twice", "sentence", "flown", (("238 people", "238 people and 238 people"),), (("238 personas", "238 personas y 238 personas"),)),
    ("a yearly price becomes a price", "sentence", "price", ((" per year", ""),), ((" al año", ""),)),
    ("a price a head becomes a price", "sentence", "price", ((" per person", ""),), ((" por persona", ""),)),
    ("a price becomes one by the day", "sentence", "price", (("per year", "per day"),), (("al año", "al día"),)),
    ("two speakers become a class", "sentence", "flown", (("two officials", "officials"),), (("dos funcionarios", "funcionarios"),)),
    ("two speakers become more", "sentence", "flown", (("two officials", "several officials"),), (("dos funcionarios", "varios funcionarios"),)),
    ("alleged members become members", "sentence", "cap", (("people with alleged ties to", "members of"),), (("personas con presuntos vínculos con", "miembros de"),)),
    ("alleged members become anybody", "sentence", "cap", ((" with alleged ties to Tren de Aragua", ""),), ((" con presuntos vínculos con Tren de Aragua", ""),)),
    ("a part becomes the whole", "sentence", "women", ((" (“eight women”)", ""),), ((" («eight women», en inglés)", ""),)),
    ("a nationality becomes everyone", "sentence", "women", (("Venezuelans", "people"),), (("venezolanos", "personas"),)),
    ("flights become people", "sentence", "dozens", (("flights", "people"),), (("vuelos", "personas"),)),
    ("a few become all there were", "sentence", "dozens", (("An unstated number of flights", "Flights"),), (("Un número no precisado de vuelos", "Vuelos"),)),
    ("set aside is left out of approved", "sentence", "set aside", ((" or set aside", ""),), ((" o reservaron", ""),)),
    ("a hearing set becomes one held", "sentence", "hearing", ((", or a hearing was set", ""),), ((", una fecha fijada para ella", ""),)),
    ("before transfer falls away", "sentence", "waiting", ((" before transfer", ""),), ((" antes del traslado", ""),)),
    ("room becomes inmates", "sentence", "capacity", ((" in operation with a capacity of", " with"),), ((" en funcionamiento con capacidad para", " con"),)),
    ("non-binding falls away", "sentence", "non-binding", (("non-binding ", ""),), ((" no vinculante", ""),)),
    ("what is reported is the deed, not the offer", "sentence", "offer", (("reportedly ", ""), ("accept", "reportedly accept")), (("Al parecer se", "Se"), ("recibiera", "al parecer recibiera"))),
    ("the act is told as the doer's word", "sentence", "order", (("The White House issued an order or a requirement", "The Harbor Courier issued an order or a requirement"), (", according to The Harbor Courier", ", according to the White House")), (("de la Casa Blanca", "de The Harbor Courier"), (", según The Harbor Courier", ", según la Casa Blanca"))),
    ("the paper that tells an act is left out", "sentence", "order", ((", according to The Harbor Courier", ""),), ((", según The Harbor Courier", ""),)),
    ("a denial is denied", "sentence", "denied", (("denied that", "denied that it is not the case that"),), (("es falso lo siguiente:", "es falso lo siguiente: es falso lo siguiente:"),)),
    ("a denial becomes doubt", "sentence", "denied", (("denied that", "possibly"),), (("es falso lo siguiente:", "posiblemente"),)),
    ("two voices change places", "contrast", "flown fewer", (("two officials", "@"), ("the White House", "two officials"), ("@", "the White House")), (("dos funcionarios", "@"), ("la Casa Blanca", "dos funcionarios"), ("@", "la Casa Blanca"))),
    ("two dates change places", "contrast", "flown fewer", (("March 15", "@"), ("March 16", "March 15"), ("@", "March 16")), (("15 de marzo", "@"), ("16 de marzo", "15 de marzo"), ("@", "16 de marzo"))),
    ("two figures change places", "contrast", "flown fewer", (("238", "@"), ("137", "238"), ("@", "137")), (("238", "@"), ("137", "238"), ("@", "137"))),
    ("one voice says both", "contrast", "flown fewer", ((", according to two officials, as told by The Harbor Courier;", ";"),), ((", según dos funcionarios, como recoge The Harbor Courier;", ";"),)),
    ("two claims become one", "contrast", "flown fewer", (("238 people departed from the United States for El Salvador on March 15, 2025, according to two officials, as told by The Harbor Courier; ", "238 people and "),), (("238 personas partieron desde Estados Unidos rumbo a El Salvador el 15 de marzo de 2025, según dos funcionarios, como recoge The Harbor Courier; ", "238 personas y "),)),
    ("one denies what the other says", "contrast", "flown denied", (("238 people departed", "the White House denied that 238 people departed"),), (("238 personas partieron", "es falso lo siguiente: 238 personas partieron"),)),
    ("the ties of one become those of the other", "sentence", "flown cap", (("238 people", "238 people with alleged ties to Tren de Aragua"),), (("238 personas", "238 personas con presuntos vínculos con Tren de Aragua"),)),
    ("the place of one becomes that of the other", "sentence", "flown held", (("238 people departed", "238 people at the CECOT prison departed"),), (("238 personas partieron", "238 personas en la prisión CECOT partieron"),)),
    ("the hedge of one becomes that of the other", "sentence", "flown held", (("reportedly ", ""), ("departed", "reportedly departed")), (("al parecer había", "había"), ("238", "Al parecer 238"))),
    ("a title loses its hedge", "headline", "flown held", ((" (reportedly)", ""),), ((" (al parecer)", ""),)),
    ("a title has the hedge at another figure", "headline", "flown held", ((" (reportedly)", ""), ("departed", "departed (reportedly)")), ((" (al parecer)", ""), (";", " (al parecer);"))),
    ("a title loses its bound", "headline", "flown held", (("at least ", ""),), (("al menos ", ""),)),
    ("a title turns its sides round", "headline", "flown held", (("United States–El Salvador", "El Salvador–United States"),), (("Estados Unidos–El Salvador", "El Salvador–Estados Unidos"),)),
    ("a copy becomes a confirmation", "support", "flown", (("2 origins", "3 origins"),), (("2 orígenes", "3 orígenes"),)),
    ("a document is counted that is none of them", "support", "flown", (("3 documents", "4 documents"),), (("3 documentos", "4 documentos"),)),
    ("an act becomes a habit", "sentence", "order", (("issued an order", "repeatedly issued an order"),), (("Hubo una orden", "Hubo repetidamente una orden"),)),
    ("an order becomes a breach", "sentence", "order", (("issued an order", "issued an order, which was ignored,"),), (("Hubo una orden", "Hubo una orden incumplida"),)),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("made_by", "names", "en", "es"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_an_overstatement_is_refused(made_by: str, names: str, en: Pairs, es: Pairs, lang: str) -> None:
    told = [CLAIMS[name] for name in ([names] if names in CLAIMS else names.split(" "))]
    made = original(lang, made_by, *told)
    assert refused(made) == []
    text = replaced(made.text, *(en if lang == "en" else es))
    assert refused(replace(made, text=text[:1].upper() + text[1:])), text


ONES = [
    # a claim of one, the words for one of it, English and Spanish
    ("facility.discussed", "facility", "1 detention facility", "1 lugar de detención"),
    ("facility.operating", "facility", "1 detention facility", "1 lugar de detención"),
    ("people.departed", "flight", "1 flight", "1 vuelo"),
    ("people.arrived", "person", "1 person", "1 persona"),
    ("terms.agreed", "year", "1 year", "1 año"),
]
BOUNDS = {
    "en": ("under", "about", "up to", "more than", "at least", "over", "nearly", "only", "not even"),
    "es": ("menos de", "aproximadamente", "hasta", "más de", "al menos", "casi", "solo", "ni siquiera"),
}


@pytest.mark.parametrize("made_by", ["sentence", "headline"])
@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("stage", "unit", "en", "es"), ONES)
def test_one_is_not_bounded(stage: str, unit: str, en: str, es: str, lang: str, made_by: str) -> None:
    one = en if lang == "en" else es
    made = original(lang, made_by, claim(stage, 1, unit=unit, **OFFICIALS))
    assert refused(made) == []
    assert one in made.text
    for bound in BOUNDS[lang]:
        for figure in (f"{bound} {one}", f"{bound} {one.replace('1 ', 'a ' if lang == 'en' else 'un ')}"):
            assert refused(replace(made, text=made.text.replace(one, figure))), figure


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("stage", ["facility.discussed", "facility.planned", "facility.closed"])
def test_a_place_that_is_not_counted_gets_no_figure(stage: str, lang: str) -> None:
    made = original(lang, "sentence", claim(stage, quote="such a prison", **OFFICIALS))
    assert refused(made) == []
    one = {"en": "place of detention", "es": "lugar de detención"}[lang]
    for bound in ("", *BOUNDS[lang]):
        for number in {"en": ("1", "a", "two"), "es": ("1", "un", "dos")}[lang]:
            text = made.text.replace(f"{'A' if lang == 'en' else 'un'} {one}", f"{bound} {number} {one}".strip())
            if text.casefold() != made.text.casefold():
                assert refused(replace(made, text=text[:1].upper() + text[1:])), text


@pytest.mark.parametrize(
    ("lang", "edit"),
    [
        ("en", ("as told by The Harbor Courier", "as told by the White House")),
        ("en", ("as told by The Harbor Courier", "as told by two officials")),
        ("en", ("as told by The Harbor Courier", "as told by everyone")),
        ("en", ("two officials, as told by The Harbor Courier", "The Harbor Courier, as told by two officials")),
        ("es", ("como recoge The Harbor Courier", "como recoge la Casa Blanca")),
        ("es", ("como recoge The Harbor Courier", "como recoge todo el mundo")),
        (
            "es",
            ("dos funcionarios, como recoge The Harbor Courier", "The Harbor Courier, como recoge dos funcionarios"),
        ),
    ],
)
def test_the_document_behind_a_nameless_voice_is_its_own(lang: str, edit: tuple[str, str]) -> None:
    made = original(lang, "sentence", CLAIMS["flown"])
    assert refused(made) == []
    assert refused(replace(made, text=replaced(made.text, edit)))
