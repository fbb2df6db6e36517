"""CSV and Excel: each cell its place, values as a person would read them, bounds for what is too large."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from amparo.extract import find_quantities, read_claims
from amparo.model import SkipItem
from amparo.packs import load_pack
from kit.documents import make_xlsx, make_zip, read, shown

SHEET = "xl/worksheets/sheet1.xml"


def parts_of(workbook: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("written", "encoding"),
    [
        ("Month,Deported\nMarch 2025,238\n", "utf-8"),
        ("Month;Deported\r\nMarch 2025;238\r\n", "utf-8"),
        ('Month\tDeported\n"March 2025"\t238', "utf-16"),
        ("\ufeffMonth|Deported\n\nMarch 2025|238", "utf-8"),
    ],
)
def test_the_mark_between_fields_is_found(written: str, encoding: str) -> None:
    text = read(written.encode(encoding), "a.csv")
    assert [words for _, words in shown(text)] == ["Month", "Deported", "March 2025", "238"]
    assert (text.blocks[3].fragment or "")[:6] == "cell=B"


LISTS = [
    ("en", "Month,Deported to Kenya\nMarch 2025,238\nTotal,255\n", ["238 2025-03 cell=B2", "255 None cell=B3"]),
    ("es", "Mes;Deportados a Kenia\nmayo de 2025;1.238\nTotal;3\n", ["1.238 2025-05 cell=B2", "3 None cell=B3"]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "written", "expected"), LISTS)
def test_claims_of_a_csv_stand_on_their_cells(lang: str, written: str, expected: list[str]) -> None:
    text = read(written.encode(), "a.csv")
    claims = read_claims(text, load_pack()).claims
    assert text.lang == lang
    assert [f"{c.quote} {c.when} {c.anchor.fragment}" for c in claims] == expected


@pytest.mark.parametrize(
    ("lang", "titles"), [("en", ("Date", "Deported to Kenya")), ("es", ("Fecha", "Deportados a Kenia"))]
)
def test_claims_of_a_workbook_stand_on_their_cells(lang: str, titles: tuple[str, str]) -> None:
    data = make_xlsx({"Hoja 1": [["x"]], "Pagos; 2025": [titles, (date(2025, 3, 15), 238)]})
    (claim,) = read_claims(read(data, "a.xlsx"), load_pack()).claims
    assert (claim.lang, claim.quote, claim.when) == (lang, "238", "2025-03-15")
    assert claim.anchor.fragment == "sheet=Pagos%3B 2025;cell=B2"


VALUES = [
    (238, "General", "238", 238),
    (4760000.0, "#,##0", "4760000", 4760000),
    (0.125, "0.0%", "12.5%", 12.5),
    (4.125, "General", "4.1250", 4.125),
    (4760000.5, '"$"#,##0.00', "$ 4760000.5", 4760000.5),
    (40, "[$USD] #,##0", "USD 40", 40),
    (40, '#,##0 "people"', "40", 40),
]


@pytest.mark.parametrize(("value", "style", "words", "number"), VALUES)
def test_numbers_read_the_same_in_both_languages(value: float, style: str, words: str, number: float) -> None:
    text = read(make_xlsx({"a": [["Total", value]]}, {"B1": style}), "a.xlsx")
    assert shown(text)[1] == ("cell", words)
    assert [[q.value for q in find_quantities(words, lang)] for lang in ("en", "es")] == [[number], [number]]


def test_a_formula_without_its_value_is_a_row() -> None:
    text = read(make_xlsx({"a": [["Deported", 3], ["Total", "=B1"]]}), "a.xlsx")
    assert [p.reason for p in text.problems] == [
        "1 of its formulas have no value kept with them; those cells were not read."
    ]


def test_a_formula_gives_the_value_kept_with_it() -> None:
    parts = parts_of(make_xlsx({"a": [["Deported", 3], ["Total", "=B1"]]}))
    parts[SHEET] = (
        parts[SHEET].replace(b"<v></v>", b"<v>3</v>").replace(b"<v />", b"<v>3</v>").replace(b"<v/>", b"<v>3</v>")
    )
    text = read(make_zip(parts), "a.xlsx")
    assert [words for _, words in shown(text)] == ["Deported", "3", "Total", "3"]
    assert text.problems == ()


@pytest.mark.parametrize(
    ("part", "old", "new", "reason"),
    [
        (SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', "document type"),
        (SHEET, b"</worksheet>", b"", "damaged"),
        ("xl/workbook.xml", b"<sheets>", b"<sheet>", "damaged|no text"),
    ],
)
def test_hostile_workbooks_are_rows(part: str, old: bytes, new: bytes, reason: str) -> None:
    parts = parts_of(make_xlsx({"a": [["Deported", 3]]}))
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with pytest.raises(SkipItem, match=reason):
        read(make_zip(parts), "a.xlsx")


def test_a_sheet_that_says_it_is_endless_is_bounded() -> None:
    parts = parts_of(make_xlsx({"a": [["Deported", 3]]}))
    far = b'<row r="900000000"><c r="A900000000"><v>7</v></c></row></sheetData>'
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", far)
    text = read(make_zip(parts), "a.xlsx")
    assert [words for _, words in shown(text)] == ["Deported", "3"]
    assert [p.reason for p in text.problems] == ["Only the first 200,000 cells or so were read."]


def test_a_table_of_too_many_cells_is_read_as_far_as_it_goes() -> None:
    text = read(b"a,1\n" * 110_000, "a.csv")
    assert [p.reason for p in text.problems] == ["Only the first 200,000 cells or so were read."]


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("March 20 2025\nMonth,Deported\nMarch 15 2025,238\n", "2025-03-20"),
        ("20 de marzo de 2025\nMes,Deportados\n15 de marzo de 2025,238\n", "2025-03-20"),
        ("Month,Deported\nMarch 15 2025,238\n", None),
        ("Mes,Deportados\n15 de marzo de 2025,238\n", None),
    ],
)
def test_a_table_is_dated_by_a_row_by_itself(written: str, published: str | None) -> None:
    assert read(written.encode(), "a.csv").published == published


def test_xml_of_workbooks_goes_through_defusedxml() -> None:
    assert openpyxl.DEFUSEDXML


def test_a_field_without_end_is_a_row() -> None:
    with pytest.raises(SkipItem, match="no end"):
        read(b'a,"' + b"b" * 2_000_000, "a.csv")
