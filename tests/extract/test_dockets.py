"""Docket numbers and citations of courts: found as what they are, and never a quantity."""

from __future__ import annotations

import pytest

from amparo.extract import find_dockets, find_quantities
from kit.documents import make_pdf, read, set_lines

DOCKETS = [
    ("J.G.G. v. Trump, No. 1:25-cv-00766 (D.D.C.)", "1:25-cv-00766", "D.D.C."),
    ("véase J.G.G. c. Trump, núm. 1:25-cv-00766 (D.D.C.)", "1:25-cv-00766", "D.D.C."),
    ("No. 25-5067 (D.C. Cir. Mar. 26, 2025)", "25-5067", "D.C. Cir."),
    ("No. 8:25-cv-00951-PX (D. Md. 2025)", "8:25-cv-00951-PX", "D. Md."),
    ("No. 1:25-cv-00072 (S.D. Tex.)", "1:25-cv-00072", "S.D. Tex."),
    ("No. 24-6010 (9th Cir.)", "24-6010", "9th Cir."),
    ("Civil Action No. 25-766 (JEB)", "25-766", None),
    ("Case 1:25-cv-00766-JEB Document 81", "1:25-cv-00766-JEB", None),
    ("an application, No. 24A931, to the Court", "24A931", None),
    ("el expediente 123-2025 de la Sala", "123-2025", None),
    ("Exp. n.º 00766-2025-HC/TC", "00766-2025-HC/TC", None),
    ("la causa N° 4512/2025", "4512/2025", None),
    ("Inconstitucionalidad 21-2020", "21-2020", None),
]


@pytest.mark.parametrize(("text", "number", "court"), DOCKETS)
def test_dockets(text: str, number: str, court: str | None) -> None:
    (docket,) = find_dockets(text)
    assert (docket.number, docket.court) == (number, court)
    assert text[docket.start : docket.end].startswith(number)
    assert text[docket.start : docket.end].endswith(")" if court else number)


@pytest.mark.parametrize(
    "text",
    [
        "between 2024-25 and now",
        "entre 2024-25 y ahora",
        "No. 25 of them",
        "300-500 people",
        "15-03-2025",
        "in 238 cases",
    ],
)
def test_other_numbers_are_no_dockets(text: str) -> None:
    assert find_dockets(text) == []


CITED = [
    "Trump v. J.G.G., 604 U.S. ___, 145 S. Ct. 1003, 1006 (2025)",
    "A.A.R.P. v. Trump, 605 U.S. 91, 94 (2025)",
    "778 F. Supp. 3d 24, 30-31 (D.D.C. 2025)",
    "12 F.4th 321, 330 (9th Cir. 2021)",
    "2025 WL 1119485, at *12",
    "90 Fed. Reg. 13033",
    "ECF No. 81 at 12",
    "Dkt. 81-2, at 12",
    "Case 1:25-cv-00766-JEB Document 81 Filed 04/16/25 Page 1 of 46",
    *(text for text, _, _ in DOCKETS),
]


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("text", CITED)
def test_citations_and_dockets_are_no_quantities(text: str, lang: str) -> None:
    assert find_quantities(text, lang) == []


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Case 1:25-cv-00766-JEB Document 81 Filed 04/16/25 Page 1 of 1", "2025-04-16"),
        ("USCA Case #25-5067 Document #2107 Filed: 03/26/2025 Page 1 of 1", "2025-03-26"),
        ("Case 1:25-cv-00766-JEB Document 81 Page 1 of 1", None),
    ],
)
def test_the_stamp_of_filing_dates_a_paper(stamp: str, day: str | None) -> None:
    words = "The court orders that the men on board be returned to the custody of the government without delay. " * 3
    text = read(make_pdf([[(72, 770, 9, stamp), *set_lines(words)]]), "a.pdf")
    assert text.published == day
