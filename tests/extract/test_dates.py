# ruff: noqa: E501 (tables of sentences, one a line)
"""Dates read from text: tables in English and Spanish, and the laws that hold on any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.extract import dateforms, datewords
from amparo.extract.dates import DateMention, find_dates
from amparo.model import InvalidValue
from amparo.model.edtf import edtf_interval, is_edtf
from amparo.packs import PackError

PUBLISHED = "2025-05-02"
"""A Friday."""


def mentions(text: str, lang: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(text[m.start : m.end], m.edtf) for m in find_dates(text, lang, published)]


def dates(text: str, lang: str, published: str | None = PUBLISHED) -> list[str | None]:
    return [m.edtf for m in find_dates(text, lang, published) if m.kind != "citation"]


ROWS = [
    # said in full
    ("They landed on March 15, 2025.", "Aterrizaron el 15 de marzo de 2025.", ["2025-03-15"]),
    ("Saturday, March 15, 2025", "Sábado, 15 de marzo de 2025", ["2025-03-15"]),
    ("They landed in March 2025.", "Aterrizaron en marzo de 2025.", ["2025-03"]),
    ("It began in 2023.", "Empezó en 2023.", ["2023"]),
    ("on 2025-03-15", "el 2025-03-15", ["2025-03-15"]),
    ("03/15/2025", "15/03/2025", ["2025-03-15"]),
    ("03/04/2025", "04/03/2025", ["2025-03-04"]),
    ("this 15th day of March, 2025", "este día 15 de marzo de 2025", ["2025-03-15"]),
    ("between late 2022 and mid-2023", "entre finales de 2022 y mediados de 2023", ["2022/2023"]),
    # the year left out
    ("They landed on March 15.", "Aterrizaron el 15 de marzo.", ["2025-03-15"]),
    ("They landed on Mar. 15.", "Aterrizaron el 15 mar. pasado.", ["2025-03-15"]),
    ("They left on December 3.", "Salieron el 3 de diciembre.", ["2024-12-03"]),
    ("The notes were exchanged on March 13 and 14.", "Cruzaron notas el 13 y 14 de marzo.", ["2025-03-13/2025-03-14"]),
    ("on March 13, 14 and 15", "los días 13, 14 y 15 de marzo", ["2025-03-13/2025-03-15"]),
    ("the night of March 15–16", "la noche del 15 al 16 de marzo", ["2025-03-15/2025-03-16"]),
    ("They were moved in March.", "Los trasladaron en marzo.", ["2025-03"]),
    ("They sued in October.", "Demandaron en octubre.", ["2024-10"]),
    ("It will open in October.", "Abrirá en octubre.", ["2025-10"]),
    ("The order runs until May 23.", "La orden rige hasta el 23 de mayo.", ["2025-05-23"]),
    ("It must answer by June 1.", "Debe responder antes del 1 de junio.", ["2025-06-01"]),
    ("in mid-March", "a mediados de marzo", ["2025-03"]),
    ("in late March 2024", "a finales de marzo de 2024", ["2024-03"]),
    ("in early 2025", "a principios de 2025", ["2025"]),
    ("the March flights", "los vuelos de marzo", ["2025-03"]),
    ("They came in March and April 2024.", "Llegaron en marzo y abril de 2024.", ["2024-03/2024-04"]),
    ("By Friday there were fifty.", "Para el viernes eran cincuenta.", ["2025-05-02"]),
    ("It lasted until January.", "Duró hasta enero.", ["2025-01"]),
    ("Sunday, November 3", "Domingo, 3 de noviembre", ["2024-11-03"]),
    ("Sunday, May 5", "Domingo, 5 de mayo", ["2024-05-05"]),
    ("the week of March 12", "la semana del 12 de marzo", ["2025-03-10/2025-03-16"]),
    ("the weekend of March 15", "el fin de semana del 15 de marzo", ["2025-03-15/2025-03-16"]),
    ("two days after the March 15 flights", "dos días después de los vuelos del 15 de marzo", ["2025-03-17"]),
    ("in February, March and April 2025", "en febrero, marzo y abril de 2025", ["2025-02/2025-04"]),
    ("The hearing, set for 10 a.m. Monday", "La vista, fijada para las 10 a. m. del lunes", ["2025-05-05"]),
    # counted from publication
    ("It was signed yesterday.", "Se firmó ayer.", ["2025-05-01"]),
    ("It was signed today.", "Se firmó hoy.", ["2025-05-02"]),
    ("It was signed last night.", "Se firmó anoche.", ["2025-05-01"]),
    ("the day before yesterday", "anteayer", ["2025-04-30"]),
    ("He said on Tuesday that they were held.", "Dijo el martes que estaban presos.", ["2025-04-29"]),
    ("They landed on Friday.", "Aterrizaron el viernes.", ["2025-05-02"]),
    ("They landed last Friday.", "Aterrizaron el pasado viernes.", ["2025-04-25"]),
    ("The hearing is next Monday.", "La vista es el próximo lunes.", ["2025-05-05"]),
    ("The court will hear it on Monday.", "El tribunal lo verá el lunes.", ["2025-05-05"]),
    ("this Monday", "este lunes", ["2025-04-28"]),
    ("on Sunday night", "el domingo por la noche", ["2025-04-27"]),
    ("early on Saturday", "la madrugada del sábado", ["2025-04-26"]),
    ("this month", "este mes", ["2025-05"]),
    ("a week ago", "hace una semana", ["2025-04-25"]),
    ("at the start of the week", "a principios de la semana", ["2025-04-28/2025-05-04"]),
    ("last month", "el mes pasado", ["2025-04"]),
    ("last year", "el año pasado", ["2024"]),
    ("last week", "la semana pasada", ["2025-04-21/2025-04-27"]),
    ("over the weekend", "durante el fin de semana", ["2025-04-26/2025-04-27"]),
    ("two years ago", "hace dos años", ["2023"]),
    ("two weeks from now", "dentro de dos semanas", ["2025-05-16"]),
    ("three days ago", "hace tres días", ["2025-04-29"]),
    ("in March of last year", "en marzo del año pasado", ["2024-03"]),
    ("last July", "el pasado julio", ["2024-07"]),
    ("They left at the start of the month.", "Salieron a principios de mes.", ["2025-05"]),
    ("over the past week", "en la última semana", ["2025-04-25/2025-05-02"]),
    ("two months ago", "dos meses atrás", ["2025-03"]),
    ("He landed on that Saturday.", "Aterrizó ese sábado.", ["2025-04-26"]),
    ("It must be ready by June.", "Debe estar listo para junio.", ["2025-06"]),
    ("It is wanted by June.", "Lo quieren para junio.", ["2025-06"]),
    # counted from the story
    (
        "He landed on March 17. The previous Friday he was moved.",
        "Llegó el 17 de marzo. El viernes anterior lo trasladaron.",
        ["2025-03-17", "2025-03-14"],
    ),
    (
        "He landed on March 15. Earlier in the day he was moved.",
        "Llegó el 15 de marzo. Horas antes lo trasladaron.",
        ["2025-03-15", "2025-03-15"],
    ),
    (
        "He landed on March 15. The following day he was moved.",
        "Llegó el 15 de marzo. Al día siguiente lo trasladaron.",
        ["2025-03-15", "2025-03-16"],
    ),
    (
        "He landed on March 15. The next morning he was moved.",
        "Llegó el 15 de marzo. A la mañana siguiente lo trasladaron.",
        ["2025-03-15", "2025-03-16"],
    ),
    (
        "She ruled on March 15. That night they landed.",
        "Falló el 15 de marzo. Aquella noche aterrizaron.",
        ["2025-03-15", "2025-03-15"],
    ),
    (
        "On March 15 they left. Two days later",
        "El 15 de marzo salieron. Dos días después",
        ["2025-03-15", "2025-03-17"],
    ),
    ("On March 15 they left; a month earlier", "El 15 de marzo salieron; un mes antes", ["2025-03-15", "2025-02"]),
    ("In March 2024. In June of that year", "En marzo de 2024. En junio de ese año", ["2024-03", "2024-06"]),
    ("The same day it appealed.", "El mismo día recurrió.", [None]),
    ("On March 15, and on the 22nd of that month", "El 15 de marzo, y el 22 de ese mes", ["2025-03-15", "2025-03-22"]),
    ("On March 15; on the 31st, another.", "El 15 de marzo; el 31, otro.", ["2025-03-15", "2025-03-31"]),
    # stretches
    ("between June 2 and June 9, 2024", "entre el 2 y el 9 de junio de 2024", ["2024-06-02/2024-06-09"]),
    ("from March to July 2024", "de marzo a julio de 2024", ["2024-03/2024-07"]),
    ("between 2012 and 2017", "entre 2012 y 2017", ["2012/2017"]),
    (
        "from December 1, 2006 to November 30, 2012",
        "del 1 de diciembre de 2006 al 30 de noviembre de 2012",
        ["2006-12-01/2012-11-30"],
    ),
    # no event's date
    ("from 1500 to 2000 detainees", "de 1500 a 2000 detenidos", []),
    ("in 2000 cases", "en 2000 casos", []),
    ("No. 1:25-cv-00766, page 2019", "núm. 1:25-cv-00766, página 2019", []),
    ("every Monday", "todos los lunes", []),
    ("under the Treaty of 1961", "según el Tratado de 1961", []),
    ("https://example.org/2025-03-15/x", "https://example.org/2025-03-15/x", []),
    ("You may march with us; they may not.", "La mayor parte; el mar es ancho.", []),
    ("the law of 1798", "la ley de 1798", []),
    ("2,025 people", "2.025 personas", []),
    ("some 2000 people", "unas 2000 personas", []),
    ("on April 31", "el 31 de abril", []),
]


@pytest.mark.parametrize(("english", "spanish", "expected"), ROWS)
def test_reads(english: str, spanish: str, expected: list[str | None]) -> None:
    assert (dates(english, "en"), dates(spanish, "es")) == (expected, expected)


@pytest.mark.parametrize(
    ("english", "spanish", "role"),
    [
        ("held since January 20", "presos desde el 20 de enero", "since"),
        ("until May 23", "hasta el 23 de mayo", "until"),
        ("before May 23", "antes del 23 de mayo", "before"),
        ("after March 15", "después del 15 de marzo", "after"),
        ("on March 15", "el 15 de marzo", "at"),
    ],
)
def test_role(english: str, spanish: str, role: str) -> None:
    assert [m.role for m in find_dates(english, "en", PUBLISHED)] == [role]
    assert [m.role for m in find_dates(spanish, "es", PUBLISHED)] == [role]


@pytest.mark.parametrize(
    ("lang", "text", "day", "time", "at"),
    [
        ("en", "On March 15 at 6:45 p.m. EDT she ruled.", "2025-03-15", "6:45 p.m. EDT", "2025-03-15T18:45-04:00"),
        ("en", "at 17:26 ET on March 15", "2025-03-15", "17:26 ET", "2025-03-15T17:26-04:00"),
        ("en", "at 17:26 ET on January 15", "2025-01-15", "17:26 ET", "2025-01-15T17:26-05:00"),
        ("en", "until 2 p.m. on May 8", "2025-05-08", "2 p.m.", "2025-05-08T14:00"),
        ("es", "El 15 de marzo a las 18.45 falló.", "2025-03-15", "18.45", "2025-03-15T18:45"),
        ("es", "a las 18:45 horas del 15 de marzo", "2025-03-15", "18:45 horas", "2025-03-15T18:45"),
        ("en", "at 2200 GMT on March 15", "2025-03-15", "2200 GMT", "2025-03-15T22:00+00:00"),
        ("en", "March 15 (6:45 p.m. ET)", "2025-03-15", "6:45 p.m. ET", "2025-03-15T18:45-04:00"),
        ("es", "a las siete de la tarde del 15 de marzo", "2025-03-15", "siete de la tarde", "2025-03-15T19:00"),
        ("es", "a las 7 de la tarde del 15 de marzo", "2025-03-15", "7 de la tarde", "2025-03-15T19:00"),
        # a day before a limit is no moment
        ("en", "on March 15, before 7 p.m.", "2025-03-15", "7 p.m.", None),
        # midnight ends one day and begins another
        ("en", "on March 15 at midnight", "2025-03-15", "midnight", None),
        # hours of 24 leave no half of the day open
        ("en", "at 0705 GMT on March 15", "2025-03-15", "0705 GMT", "2025-03-15T07:05+00:00"),
        ("en", "at 07:05 EDT on March 15", "2025-03-15", "07:05 EDT", "2025-03-15T07:05-04:00"),
        # an offset counted from another is not that other
        ("en", "On March 15 at 18:45 UTC-4 she ruled.", "2025-03-15", "18:45", "2025-03-15T18:45"),
    ],
)
def test_time_joins_its_day(lang: str, text: str, day: str, time: str, at: str) -> None:
    [mention] = find_dates(text, lang, PUBLISHED)
    assert (mention.edtf, mention.time, mention.at) == (day, time, at)


@pytest.mark.parametrize(
    ("english", "spanish", "at"),
    [
        ("at 6:45 p.m. Eastern on March 15", "a las 18:45, hora del Este, del 15 de marzo", "18:45-04:00"),
        ("at 6:45 p.m. on March 15, Eastern time", "a las 18:45 del 15 de marzo, hora del este", "18:45-04:00"),
        ("6:45 p.m. (ET) on March 15", "a las 18:45 (ET) del 15 de marzo", "18:45-04:00"),
        ("at 17:26 EDT on March 15", "a las 17:26 EDT del 15 de marzo", "17:26-04:00"),
        ("March 15 at 5 p.m. Central", "El 15 de marzo a las 17:00, hora central de Estados Unidos", "17:00-05:00"),
        ("March 15 at 6:45 p.m. Washington time", "El 15 de marzo a las 6:45 p. m., hora de Washington", "18:45-04:00"),
        ("March 15 at 7:26 p.m. San Salvador time", "El 15 de marzo a las 19:26, hora de San Salvador", "19:26-06:00"),
        ("March 15 at 7:26 p.m. London time", "El 15 de marzo a las 19:26, hora de Londres", "19:26+00:00"),
        # a local time has the zone of the place beside it, else none
        ("March 15 at 7:26 p.m. local time", "El 15 de marzo a las 19:26 hora local", "19:26"),
        ("March 15 at 7:26 p.m. local time in San Salvador", "El 15 de marzo a las 19:26 hora local de San Salvador", "19:26-06:00"),
        ("in San Salvador at 7:26 p.m. local time on March 15", "en San Salvador a las 19:26 hora local del 15 de marzo", "19:26-06:00"),
        ("Officials in San Salvador said it was 7:26 p.m. local time on March 15", "En San Salvador dijeron que eran las 19:26 hora local del 15 de marzo", "19:26"),
        # about then, whichever side the words tell
        ("at about 6:45 p.m. ET on March 15", "alrededor de las 18:45, hora del este, del 15 de marzo", "18:45-04:00~"),
        ("shortly before 7 p.m. (ET) on March 15", "poco antes de las 19:00 (ET) del 15 de marzo", "19:00-04:00~"),
        ("just after 7 p.m. ET on March 15", "poco después de las 19:00 ET del 15 de marzo", "19:00-04:00~"),
        ("on March 15 around 5 p.m.", "el 15 de marzo hacia las 5 de la tarde", "17:00~"),
    ],
)  # fmt: skip
def test_a_moment_with_its_zone(english: str, spanish: str, at: str) -> None:
    for lang, text in (("en", english), ("es", spanish)):
        assert [(m.role, m.at) for m in find_dates(text, lang, PUBLISHED) if m.clock] == [("at", f"2025-03-15T{at}")]


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        # the small hours may be of the next day
        ("She ruled on March 15. They landed at 1:10 a.m.", "Falló el 15 de marzo. Aterrizaron a las 1:10 a. m."),
        # the running day is too far back
        (f"She ruled on March 15. {'It went on. ' * 50}They left at 5 p.m.", f"Falló el 15 de marzo. {'Siguió todo. ' * 50}Salieron a las 5 p. m."),
        ("She ruled in March. They left at 5 p.m.", "Falló en marzo. Salieron a las 5 p. m."),
    ],
)  # fmt: skip
def test_a_time_whose_day_is_not_told_is_no_moment(english: str, spanish: str) -> None:
    for lang, text in (("en", english), ("es", spanish)):
        assert [m.at for m in find_dates(text, lang, PUBLISHED) if m.clock] == [None]


def test_a_bare_hour_keeps_its_half_of_the_day_open() -> None:
    [mention] = find_dates("On March 15 at 6:45 she ruled.", "en", PUBLISHED)
    assert (mention.time, mention.clock, mention.at) == ("6:45", None, None)


def test_a_bare_hour_goes_on_from_the_last_time_of_its_paragraph() -> None:
    text = "On March 15 one plane left at 5:26 p.m. EDT. At about 6:45 she ruled.\nThe last one left at 7:10."
    assert [m.at for m in find_dates(text, "en", PUBLISHED)] == [
        None,
        "2025-03-15T17:26-04:00",
        "2025-03-15T18:45-04:00~",
        None,
    ]


def test_a_time_alone_belongs_to_the_running_day() -> None:
    text = "She ruled on March 15. Two planes took off at 5:26 p.m. EDT."
    assert [(m.kind, m.edtf, m.at) for m in find_dates(text, "en", PUBLISHED)] == [
        ("partial", "2025-03-15", None),
        ("time", "2025-03-15", "2025-03-15T17:26-04:00"),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "WASHINGTON, May 2 — They landed.", "2025-05-02"),
        ("en", "WASHINGTON (AP) — May 2 — They landed.", "2025-05-02"),
        ("es", "SAN SALVADOR, 2 may. — Aterrizaron.", "2025-05-02"),
        ("es", "San Salvador, 2 may (EFE).- Aterrizaron.", "2025-05-02"),
        ("es", "Ciudad de México, 2 de mayo (EFE).- Aterrizaron.", "2025-05-02"),
        ("en", "Panama City, May 2 (AP) -- They landed.", "2025-05-02"),
        ("es", "CARACAS, 2 de mayo de 2025 (EFE).- Aterrizaron.", "2025-05-02"),
    ],
)
def test_dateline(lang: str, text: str, expected: str) -> None:
    assert [(m.kind, m.edtf) for m in find_dates(text, lang, PUBLISHED)] == [("dateline", expected)]


def test_a_dated_dateline_stands_in_for_an_unknown_publication() -> None:
    assert dates("CARACAS, 2 de mayo de 2025 (EFE) — Ayer aterrizaron.", "es", None) == ["2025-05-02", "2025-05-01"]


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "yesterday, on Friday, last month, in March"), ("es", "ayer, el viernes, en marzo")]
)
def test_without_publication_nothing_is_guessed(lang: str, text: str) -> None:
    found = dates(text, lang, None)
    assert len(found) >= 3
    assert set(found) == {None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("el sábado 15", [("sábado 15", "2025-03-15")]),
        ("este sábado 3 de mayo", [("sábado 3 de mayo", "2025-05-03")]),
        ("el lunes 28 detenidos fueron trasladados", [("lunes", "2025-04-28")]),
        ("en Santo Domingo; el padre Abril; Julio Sosa", []),
        ("a las 18h30 del 15 de marzo", [("18h30 del 15 de marzo", "2025-03-15")]),
    ],
)
def test_spanish_alone(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(text, "es") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday 28 detainees were moved.", [("Monday", "2025-04-28")]),
        ("down from last April", [("last April", "2024-04")]),
        ("He may. They March in May with April Jones.", [("May", "2025-05")]),
        ("the 17th-century fort", []),
        ("on Saturday, the 15th", [("Saturday, the 15th", "2025-03-15")]),
    ],
)
def test_english_alone(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(text, "en") == expected


def test_a_language_without_words_says_which_file_is_missing() -> None:
    with pytest.raises(PackError, match=r"dates\.yaml"):
        find_dates("2025", "xx")


def test_a_publication_that_is_no_date_is_refused() -> None:
    with pytest.raises(InvalidValue, match="last week"):
        find_dates("in 2025", "en", "last week")


def test_every_operation_is_read() -> None:
    assert {*dateforms.OPS, "time"} == set(datewords.OPS)


def test_never_across_a_paragraph_break() -> None:
    assert [quote for quote, _ in mentions("They left in March\n\n15 of them came back", "en")] == ["March"]
    assert mentions("They left on March\n15, 2025", "en") == [("March\n15, 2025", "2025-03-15")]


PIECES = """March 15 2025 , and the between from to until – Friday next last two days later that night 31 April 2024
p.m. 6:45 ET weekend of year ago el de marzo viernes pasado hace dos años 18.45 las siguiente día mes 9999 0001 1500
mañana fin semana enero 02/30/2024"""


@pytest.mark.parametrize("lang", ["en", "es"])
@given(
    pieces=st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from([*PIECES.split(), "\n", "\n\n"]),
        ),
        max_size=25,
    ),
    published=st.one_of(
        st.none(),
        st.dates().map(lambda d: d.isoformat()),
        st.dates().map(lambda d: d.isoformat()[:7]),
        st.just("2025/.."),
        st.just("../2025"),
    ),
)
@settings(max_examples=300, deadline=None)
def test_any_text(lang: str, pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    found = find_dates(text, lang, published)
    assert found == find_dates(text, lang, published)
    last = 0
    for mention in found:
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
        check(mention)


def check(mention: DateMention) -> None:
    for value in (mention.edtf, mention.at):
        assert value is None or is_edtf(value)
    if mention.at is not None and mention.edtf is not None:
        assert edtf_interval(mention.at) == edtf_interval(mention.edtf)


SAID = [
    # the day of a saying does not carry the story on
    ("en", "261 people landed on March 15, the ministry told reporters on Monday morning. More came that night.", "2025-03-15"),
    ("es", "261 personas llegaron el 15 de marzo, dijo el ministerio a los periodistas el lunes. Otras llegaron esa noche.", "2025-03-15"),
    # where it is the only one, and where the act itself was on that day, it does
    ("en", "The first of them landed on Monday. More came that night.", "2025-03-17"),
    ("es", "Las primeras llegaron el lunes. Otras llegaron esa noche.", "2025-03-17"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "expected"), SAID)
def test_the_day_of_a_saying_is_not_that_of_the_act(lang: str, content: str, expected: str) -> None:
    assert find_dates(content, lang, "2025-03-18")[-1].edtf == expected
