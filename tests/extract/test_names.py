"""Names read from text: tables in English and Spanish, and the laws that hold on any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.extract.names import Name, find_names
from amparo.packs import load_pack

PACK = load_pack()

Row = tuple[str, str, str, str | None]


def rows(text: str, lang: str) -> list[Row]:
    return [(text[n.start : n.end], n.kind, n.canonical, n.country) for n in find_names(text, lang, PACK)]


def persons(text: str, lang: str) -> list[tuple[str, str]]:
    """Each person as (title and name as written, canonical)."""
    return [(text[n.title_start : n.end], n.canonical) for n in find_names(text, lang, PACK) if n.kind == "person"]


# English, Spanish, and the (kind, canonical, country) both must give.
PAIRS = [
    ("sent to El Salvador", "enviados a El Salvador", [("country", "SLV", "SLV")]),
    ("The US and the UK", "Estados Unidos y el Reino Unido", [("country", "USA", "USA"), ("country", "GBR", "GBR")]),
    ("in the U.S.", "en EE. UU.", [("country", "USA", "USA")]),
    ("tell us, or us both", "dilo a la estados", []),
    ("Washington told Kigali", "Washington dijo a Kigali", [("capital", "USA", "USA"), ("capital", "RWA", "RWA")]),
    ("The Hague", "La Haya", [("capital", "NLD", "NLD")]),
    ("The White House said", "La Casa Blanca dijo", [("government", "USA", "USA")]),
    ("the Trump administration", "la administración Trump", [("government", "USA", "USA")]),
    ("the Maduro regime", "el régimen de Maduro", [("government", "VEN", "VEN")]),
    ("a Salvadoran prison", "una cárcel salvadoreña", [("demonym", "SLV", "SLV")]),
    ("in New Mexico", "en Nuevo México", []),
    ("It is in English.", "Está en inglés.", []),
    ("in Latin America", "en América Latina", []),
    ("in CECOT", "en el Cecot", [("facility", "CECOT", "SLV")]),
    ("the Terrorism Confinement Center", "el Centro de Confinamiento del Terrorismo", [("facility", "CECOT", "SLV")]),
    ("at Guantanamo Bay", "en la base naval de Guantánamo", [("facility", "Guantanamo", None)]),
    ("members of TdA", "integrantes del Tren de Aragua", [("affiliation", "Tren de Aragua", "VEN")]),
    ("the Mara Salvatrucha", "la MS-13", [("affiliation", "MS-13", "SLV")]),
    ("under the Alien Enemies Act", "por la Ley de Enemigos Extranjeros", [("law", "Alien Enemies Act", "USA")]),
    ("the wartime law of 1798", "la ley de 1798", [("law", "Alien Enemies Act", "USA")]),
    ("removed under Title 8", "expulsado por el Título 8", [("law", "Title 8", "USA")]),
    ("under the Eighth Amendment", "por la Octava Enmienda", [("instrument", "Eighth Amendment", "USA")]),
    ("a habeas petition", "un recurso de hábeas corpus", [("procedure", "habeas corpus", None)]),
    ("an abuse of discretion", "un abuso de poder", []),
    ("free of charge", "cortes de luz", []),
    ("without due process", "sin debido proceso", [("right", "due_process", None)]),
    ("enforced disappearances", "desapariciones forzadas", [("right", "enforced_disappearance", None)]),
    ("the State Department", "el Departamento de Estado", [("agency", "Department of State", "USA")]),
    ("arrested by ICE", "detenidos por el ICE", [("agency", "Immigration and Customs Enforcement", "USA")]),
    ("melting ice", "bajo el hielo ice", []),
    ("The ACLU sued", "La ACLU demandó", [("organisation", "American Civil Liberties Union", "USA")]),
    ("Amnesty International", "Amnistía Internacional", [("organisation", "Amnesty International", None)]),
    ("a federal judge", "un juez federal", [("court", "federal court", None)]),
    ("an appeals court", "una corte de apelaciones", [("court", "court of appeals", None)]),
    (
        "the European Court of Human Rights",
        "el Tribunal Europeo de Derechos Humanos",
        [("court", "European Court of Human Rights", None)],
    ),
    (
        "the U.S. Supreme Court",
        "la Corte Suprema de Estados Unidos",
        [("court", "Supreme Court of the United States", "USA")],
    ),
    ("Eloy spoke", "habló Eloy", []),
    ("Eloy Detention Center", "el Eloy Detention Center", [("facility", "Eloy", "USA")]),
    ("Cuban, Haitian and Rwandan", "cubanos, haitianas y ruandés", [("demonym", c, c) for c in ("CUB", "HTI", "RWA")]),
    ("", "", []),
]


@pytest.mark.parametrize(("english", "spanish", "expected"), PAIRS)
def test_listed_names(english: str, spanish: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [row[1:] for row in rows(english, "en")] == expected
    assert [row[1:] for row in rows(spanish, "es")] == expected


ONE_LANGUAGE = [
    ("en", "the 4th Circuit", [("4th Circuit", "court", "United States court of appeals", "USA")]),
    (
        "en",
        "the U.S. District Court for the Southern District of Texas",
        [
            (
                "U.S. District Court for the Southern District of Texas",
                "court",
                "United States district court",
                "USA",
            )
        ],
    ),
    ("en", "Papua New Guinea", [("Papua New Guinea", "country", "PNG", "PNG")]),
    ("en", "Équatorial guinea", []),
    (
        "en",
        "the United States Supreme Court of Justice",
        [("United States Supreme Court", "court", "Supreme Court of the United States", "USA")],
    ),
    ("es", "dice la ley de 1798", [("ley de 1798", "law", "Alien Enemies Act", "USA")]),
    ("es", "Ecuatoguineanos", [("Ecuatoguineanos", "demonym", "GNQ", "GNQ")]),
    ("es", "de EE.UU. y EEUU", [("EE.UU.", "country", "USA", "USA"), ("EEUU", "country", "USA", "USA")]),
    ("es", "llegó a EE. UU. ayer", [("EE. UU.", "country", "USA", "USA")]),
    ("es", "la Sala de lo Constitucional", [("Sala de lo Constitucional", "court", "Constitutional Chamber", None)]),
]


@pytest.mark.parametrize(("lang", "text", "expected"), ONE_LANGUAGE)
def test_listed_names_of_one_language(lang: str, text: str, expected: list[Row]) -> None:
    assert rows(text, lang) == expected


PERSONS = [
    # English, its persons; Spanish, its persons
    (
        "President Nayib Bukele met Marco Rubio.",
        [("President Nayib Bukele", "Nayib Bukele"), ("Marco Rubio", "Marco Rubio")],
        "El presidente Nayib Bukele recibió a Marco Rubio.",
        [("El presidente Nayib Bukele", "Nayib Bukele"), ("Marco Rubio", "Marco Rubio")],
    ),
    (
        "U.S. District Judge James E. Boasberg ruled.",
        [("U.S. District Judge James E. Boasberg", "James Boasberg")],
        "El juez James E. Boasberg falló.",
        [("El juez James E. Boasberg", "James Boasberg")],
    ),
    (
        "The press secretary, Karoline Leavitt, said so.",
        [("The press secretary, Karoline Leavitt", "Karoline Leavitt")],
        "La secretaria de Prensa, Karoline Leavitt, lo dijo.",
        [("La secretaria de Prensa, Karoline Leavitt", "Karoline Leavitt")],
    ),
    (
        "Nauru's president, David Adeang, signed.",
        [("Nauru's president, David Adeang", "David Adeang")],
        "El presidente de Nauru, David Adeang, firmó.",
        [("El presidente de Nauru, David Adeang", "David Adeang")],
    ),
    (
        "Judge Okonkwo agreed.",
        [("Judge Okonkwo", "Okonkwo")],
        "La jueza Okonkwo coincidió.",
        [("La jueza Okonkwo", "Okonkwo")],
    ),
    (
        "Sen. Ruth Ashdown and Dr. Pilar de la Fuente asked.",
        [("Sen. Ruth Ashdown", "Ruth Ashdown"), ("Dr. Pilar de la Fuente", "Pilar de la Fuente")],
        "La senadora Ruth Ashdown y la Dra. Pilar de la Fuente preguntaron.",
        [("La senadora Ruth Ashdown", "Ruth Ashdown"), ("la Dra. Pilar de la Fuente", "Pilar de la Fuente")],
    ),
    (
        "Ruth Ashdown spoke. Later Ashdown left.",
        [("Ruth Ashdown", "Ruth Ashdown"), ("Ashdown", "Ruth Ashdown")],
        "Habló Ruth Ashdown. Luego Ashdown se fue.",
        [("Ruth Ashdown", "Ruth Ashdown"), ("Ashdown", "Ruth Ashdown")],
    ),
    (
        "Under President Trump, flights went on.",
        [("President Trump", "Donald Trump")],
        "Según el presidente Trump, hubo vuelos.",
        [("el presidente Trump", "Donald Trump")],
    ),
    ("Ivanka Trump", [("Ivanka Trump", "Ivanka Trump")], "Ivanka Trump", [("Ivanka Trump", "Ivanka Trump")]),
    ("San Antonio Express", [], "San Antonio Abad", []),
    ("The Justice Department and the Security Council", [], "El Ministerio de Justicia y la Junta", []),
    ("LONDON, MADRID — Talks began", [], "LONDRES, MADRID — Empezaron las conversaciones", []),
    ("In Tegucigalpa, The Group Met", [], "En Tegucigalpa, El Grupo", []),
    ("Ruth Ashdown University", [], "Ruth Ashdown Hospital", []),
]


@pytest.mark.parametrize(("english", "in_english", "spanish", "in_spanish"), PERSONS)
def test_persons(
    english: str, in_english: list[tuple[str, str]], spanish: str, in_spanish: list[tuple[str, str]]
) -> None:
    assert persons(english, "en") == in_english
    assert persons(spanish, "es") == in_spanish


STAND_INS = [
    (
        "They were taken to CECOT. The prison is full.",
        "Los llevaron al Cecot. El penal está lleno.",
        [("CECOT", False), ("CECOT", True)],
    ),
    (
        "The prison is full. CECOT was built in 2022.",
        "El penal está lleno. El Cecot es de 2022.",
        [("CECOT", True), ("CECOT", False)],
    ),
    (
        "Bluebonnet and Matsapha. The facility is full.",
        "Bluebonnet y Matsapha. El centro está lleno.",
        [("Bluebonnet", False), ("Matsapha", False), ("Matsapha", True)],
    ),
    ("The prison is full.", "El penal está lleno.", []),
    (
        "He used the Alien Enemies Act. The Act is old.",
        "Usó la Ley de Enemigos Extranjeros. Esa ley es vieja.",
        [("Alien Enemies Act", False), ("Alien Enemies Act", True)],
    ),
    ("CECOT lies far from the center of Tecoluca.", "El Cecot está lejos del centro histórico.", [("CECOT", False)]),
]


@pytest.mark.parametrize(("english", "spanish", "expected"), STAND_INS)
def test_what_stands_for_a_name_is_read_as_the_one_it_stands_for(
    english: str, spanish: str, expected: list[tuple[str, bool]]
) -> None:
    for text, lang in ((english, "en"), (spanish, "es")):
        assert [(n.canonical, n.stand_in) for n in find_names(text, lang, PACK)] == expected


PLACES = [
    ("the holding centre at Harrow Point", "el centro de retención de Harrow Point", ["Harrow Point"]),
    ("its jail in Ardmouth. Ardmouth is old.", "la cárcel de Ardmouth. Ardmouth es vieja.", ["Ardmouth", "Ardmouth"]),
    ("held at the camp at Entebbe", "recluidos en el penal de Villa del Río", None),
    ("a prison in Texas", "una cárcel de Texas", []),
    ("a prison in Mexico", "una prisión en México", []),
    ("the prison at Guantanamo", "la prisión de Guantánamo", ["Guantanamo"]),
    ("the Center at Work", "el Centro de Estudios", []),
    ("in the camp", "en el campamento", []),
]


@pytest.mark.parametrize(("english", "spanish", "expected"), PLACES)
def test_places_are_found_behind_their_noun(english: str, spanish: str, expected: list[str] | None) -> None:
    for text, lang, alone in ((english, "en", ["Entebbe"]), (spanish, "es", ["Villa del Río"])):
        found = [n.canonical for n in find_names(text, lang, PACK) if n.kind == "facility" and not n.stand_in]
        assert found == (alone if expected is None else expected), text


def test_a_stand_in_gives_way_to_the_place_whose_noun_it_is() -> None:
    text = "CECOT is full. The prison at Ardmouth is not."
    assert [(n.canonical, n.stand_in) for n in find_names(text, "en", PACK)] == [("CECOT", False), ("Ardmouth", False)]


PEOPLE = [
    ("238 Venezuelans", "238 venezolanos", True),
    ("a Nicaraguan man", "un hombre nicaragüense", True),
    ("a Jamaican", "una jamaicana", True),
    ("alleged Venezuelan gang members", "presuntos pandilleros venezolanos", True),
    ("Cuban migrants", "migrantes cubanos", True),
    ("Salvadoran law and men", "la ley salvadoreña y hombres", False),
    ("Salvadoran officials", "funcionarios salvadoreños", False),
    ("the Panamanian president", "el presidente panameño", False),
    ("200 Australian dollars", "200 dólares australianos", False),
    ("Salvadoran prisons", "cárceles salvadoreñas", False),
    ("Salvadoran law. Men came.", "Hombres. Ley salvadoreña.", False),
]


@pytest.mark.parametrize(("english", "spanish", "people"), PEOPLE)
def test_a_demonym_tells_people_from_a_state(english: str, spanish: str, people: bool) -> None:
    for text, lang in ((english, "en"), (spanish, "es")):
        assert [n.people for n in find_names(text, lang, PACK)] == [people], text


def test_a_demonym_looks_past_the_name_behind_it() -> None:
    assert find_names("Venezuelan Tren de Aragua members", "en", PACK)[0].people


def test_the_country_of_a_person_comes_from_the_list_or_from_the_title() -> None:
    text = "British Home Secretary Ruth Ashdown wrote to Gustavo Petro."
    assert [(n.canonical, n.country) for n in find_names(text, "en", PACK)] == [
        ("GBR", "GBR"),
        ("Ruth Ashdown", "GBR"),
        ("Gustavo Petro", "COL"),
    ]


def test_a_surname_that_is_also_a_plain_word_is_not_taken_alone() -> None:
    assert persons("Ruth Price spoke. The price rose. Price tags.", "en") == [("Ruth Price", "Ruth Price")]


def test_a_name_does_not_run_over_the_end_of_its_line_unless_the_line_was_wrapped() -> None:
    assert persons("By Ruth Ashdown\nGlobal desk", "en") == [("Ruth Ashdown", "Ruth Ashdown")]
    wrapped = "The letter that was sent in March was signed for the ministry by Ruth\nAshdown."
    assert persons(wrapped, "en") == [("Ruth\nAshdown", "Ruth Ashdown")]


def test_a_surname_behind_another_name_is_somebody_else() -> None:
    assert persons("Ruth Ashdown spoke. Lake Ashdown froze.", "en") == [("Ruth Ashdown", "Ruth Ashdown")]


def test_a_country_behind_a_particle_is_no_surname() -> None:
    assert persons("Habló Ruth Ashdown de Egipto.", "es") == [("Ruth Ashdown", "Ruth Ashdown")]


def check(text: str, names: list[Name]) -> None:
    last = 0
    for name in names:
        assert last <= name.start < name.end <= len(text)
        assert 0 <= name.title_start <= name.start
        assert text[name.start : name.end].strip() == text[name.start : name.end]
        last = name.end


WORDS = st.sampled_from(
    [
        "President",
        "Judge",
        "el",
        "juez",
        "la",
        "ministra",
        "Ruth",
        "Ashdown",
        "Trump",
        "US",
        "U.S.",
        "EE.",
        "UU.",
        "Sen.",
        "Nauru's",
        "de",
        "la",
        "Torre",
        "Aragua",
        "Tren",
        "CECOT",
        "Mexico",
        "New",
        "San",
        "Antonio",
        ".",
        ",",
        "—",
        "\n",
        "-",
        "'",
        "238",
        "Venezuelans",
        "venezolanos",
        "Act",
        "Ley",
        "O'Brien",
        "J.",
        "D.",
        "Vance",
        "Supreme",
        "Court",
    ]
)


@given(st.text(max_size=200) | st.lists(WORDS, max_size=30).map(" ".join), st.sampled_from(PACK.languages))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_ordered_names_inside_it(text: str, lang: str) -> None:
    check(text, find_names(text, lang, PACK))


@given(st.lists(WORDS, max_size=20).map(" ".join), st.sampled_from(PACK.languages))
@settings(max_examples=100, deadline=None)
def test_what_stands_in_another_paragraph_moves_no_name(text: str, lang: str) -> None:
    before = "239.\n\n"
    shifted = [(n.start - len(before), n.end - len(before), n.canonical) for n in find_names(before + text, lang, PACK)]
    assert shifted == [(n.start, n.end, n.canonical) for n in find_names(text, lang, PACK)]
