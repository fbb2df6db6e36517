"""OpenDocument: texts as an editor sees them, sheets cell by cell, nothing that could hurt."""

from __future__ import annotations

import pytest

from amparo.model import SkipItem
from kit.documents import make_zip, read, shown

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in [
        *((n, n) for n in ("office", "text", "table", "style", "meta")),
        ("draw", "drawing"),
    ]
)
_TEXT, _SHEET = "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"
BODY = """
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>It was 500.</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:p text:style-name="P1">Transfer to El Salvador</text:p>
<text:h text:outline-level="1">Las cifras</text:h>
<text:p>El país recibió a 238<text:note text:id="n1"><text:note-citation>2</text:note-citation>
<text:note-body><text:p>Según la nota.</text:p></text:note-body></text:note> personas<office:annotation>
<text:p>No?</text:p></office:annotation>,
<text:s text:c="2"/>no <text:change text:change-id="c1"/><text:span>a</text:span><text:tab/>más.</text:p>
<text:section><text:list><text:list-item><text:p>23 to Kenya</text:p></text:list-item><text:list-item>
<text:p>15 a Ruanda</text:p></text:list-item></text:list></text:section>
<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Month
</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>Deported</text:p></table:table-cell>
</table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>March</text:p></table:table-cell>
<table:table-cell/><table:table-cell><text:p>238</text:p></table:table-cell></table:table-row></table:table>
"""
META = (
    '<office:document-meta {names} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
    "<meta:initial-creator>Ministry</meta:initial-creator><dc:date>2025-03-17T10:00:00</dc:date></office:meta>"
    "</office:document-meta>"
)


def odf(body: str, kind: str = _TEXT, head: str = "", manifest: str = "<manifest/>") -> bytes:
    inner = "text" if kind == _TEXT else "spreadsheet"
    content = (
        f"{head}<office:document-content {_NAMES}><office:automatic-styles>"
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
        f"</office:automatic-styles><office:body><office:{inner}>{body}</office:{inner}></office:body>"
        "</office:document-content>"
    )
    members = {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
    members["meta.xml"] = META.format(names=_NAMES)
    return make_zip({name: text.encode() for name, text in members.items()})


def test_a_text_as_it_shows_with_its_changes_accepted() -> None:
    text = read(odf(BODY), "a.odt")
    assert shown(text) == [
        ("title", "Transfer to El Salvador"),
        ("heading", "Las cifras"),
        ("paragraph", "El país recibió a 238 personas, no a más."),
        ("item", "23 to Kenya"),
        ("item", "15 a Ruanda"),
        ("cell", "Month"),
        ("cell", "Deported"),
        ("cell", "March"),
        ("cell", "238"),
        ("paragraph", "Según la nota."),
    ]
    assert [block.fragment for block in text.blocks][2:] == [
        *("block=3", "block=4", "block=4", "block=5;cell=A1", "block=5;cell=C1", "block=5;cell=A2", "block=5;cell=C2"),
        "note=1",
    ]
    assert (text.title, text.authors, text.published) == ("Transfer to El Salvador", ("Ministry",), "2025-03-17")
    head = text.blocks[5].cell
    assert head is not None
    assert (head.columns, head.head) == (2, True)


def test_a_sheet_cell_by_cell() -> None:
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{w}</text:p></table:table-cell>" for w in row)
        + "</table:table-row>"
        for row in (("Mes", "Deportados a El Salvador"), ("marzo de 2025", "238"))
    )
    empty = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="900"/>'
    )
    text = read(odf(f'<table:table table:name="Año 1">{rows}{empty}</table:table-row></table:table>', _SHEET), "a.ods")
    assert [block.fragment for block in text.blocks][-1] == "sheet=A%C3%B1o 1;cell=B2"
    assert text.content == "Mes\tDeportados a El Salvador\nmarzo de 2025\t238"


def test_words_repeated_without_end_are_cut() -> None:
    cell = '<table:table-cell table:number-columns-repeated="999999"><text:p>x1</text:p></table:table-cell>'
    row = f"<table:table-row>{cell}</table:table-row>"
    for kind, place in ((_SHEET, "sheet=1"), (_TEXT, "block=1")):
        text = read(odf(f"<table:table>{row}</table:table>", kind), "bomb.ods")
        assert len(text.blocks) == 50
        assert [(p.where, "repeats one more than 50 times" in p.reason) for p in text.problems] == [(place, True)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (odf(BODY, head='<!DOCTYPE x [<!ENTITY a "b">]>'), "declares a document type"),
        (odf(BODY, manifest="<manifest><encryption-data/></manifest>"), "encrypted with a password"),
        (odf("<text:p>unclosed"), "damaged"),
        (make_zip({"mimetype": _TEXT.encode(), "META-INF/manifest.xml": b"<manifest/>"}), "damaged"),
        (odf(BODY)[:-200], "archive|damaged|no reader"),
        (odf(f"<text:p>{'<text:span>' * 5000}x{'</text:span>' * 5000}</text:p>"), "damaged"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, said: str) -> None:
    with pytest.raises(SkipItem, match=said):
        read(data, "a.odt")
