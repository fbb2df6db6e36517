"""Word documents."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest

from amparo.model import SkipItem
from kit.documents import make_docx, read, shown

FIRST = "El Ministerio comunicó su disposición a recibir hasta 300 personas por un año."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def with_body(xml: str) -> bytes:
    """A Word document whose body is this XML."""
    return with_part(
        "word/document.xml", lambda old: b"%s<w:body>%s</w:body></w:document>" % (_head(old), xml.encode())
    )


def _head(document: bytes) -> bytes:
    return document[: document.index(b"<w:body>")]


def with_part(name: str, change: object) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(make_docx([("Normal", "x")]))) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            data = old.read(entry)
            new.writestr(entry, change(data) if entry == name and callable(change) else data)
    return out.getvalue()


def test_blocks_in_order() -> None:
    data = make_docx(
        [
            ("Title", "La nota"),
            ("Heading 1", "Lo que dice"),
            ("Normal", FIRST),
            ("List Bullet", "238 venezolanos"),
            ("table", "Concepto|Monto/Apartado|15 millones"),
            ("Quote", "No es un tratado."),
        ],
        author="Centro de Tratados",
    )
    text = read(data, "a.docx")
    assert shown(text) == [
        ("title", "La nota"),
        ("heading", "Lo que dice"),
        ("paragraph", FIRST),
        ("item", "238 venezolanos"),
        ("cell", "Concepto"),
        ("cell", "Monto"),
        ("cell", "Apartado"),
        ("cell", "15 millones"),
        ("quote", "No es un tratado."),
    ]
    assert [b.fragment for b in text.blocks][2:6] == ["block=3", "block=4", "block=5;cell=A1", "block=5;cell=B1"]
    assert "Concepto\tMonto\nApartado\t15 millones" in text.content
    assert (text.title, text.authors, text.lang) == ("La nota", ("Centro de Tratados",), "es")


def run(words: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{words}</w:t></w:r>"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (
            f"<w:p>{run('hasta ')}<w:ins>{run('300')}</w:ins><w:del>{run('500')}</w:del></w:p>",
            "hasta 300",
        ),
        (f"<w:p>{run('uno')}<w:r><w:br/></w:r>{run('dos')}<w:r><w:tab/></w:r>{run('tres')}</w:p>", "uno dos tres"),
        (f"<w:sdt><w:sdtContent><w:p>{run('en un control')}</w:p></w:sdtContent></w:sdt>", "en un control"),
        (f"<w:p><w:hyperlink>{run('un enlace')}</w:hyperlink></w:p>", "un enlace"),
        (f"<w:p><w:smartTag>{run('marcado')}</w:smartTag></w:p>", "marcado"),
        (f"<w:p><w:r><w:instrText>PAGE 9</w:instrText></w:r>{run('texto')}</w:p>", "texto"),
        (
            f"<w:p>{run('fuera')}<w:r><w:txbxContent><w:p>{run('caja')}</w:p></w:txbxContent></w:r></w:p>",
            "fuera\n\ncaja",
        ),
    ],
)
def test_words_as_they_show(xml: str, expected: str) -> None:
    assert read(with_body(xml), "a.docx").content == expected


def test_the_mark_of_a_note_is_no_digit_of_a_figure() -> None:
    mark = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
    assert read(with_body(f"<w:p>{run('hasta 300')}{mark}{run(' personas')}</w:p>"), "a.docx").content == (
        "hasta 300 2 personas"
    )
    assert read(with_body(f"<w:p>{run('hasta 30')}{run('0')}</w:p>"), "a.docx").content == "hasta 300"


def test_headers_and_footers_stand_apart_from_the_text() -> None:
    document = docx.Document()
    document.add_paragraph(FIRST)
    document.sections[0].header.paragraphs[0].text = "Ministerio de Relaciones Exteriores"
    document.sections[0].footer.paragraphs[0].text = "Página 1 de 300"
    out = BytesIO()
    document.save(out)
    text = read(out.getvalue(), "a.docx")
    assert shown(text) == [
        ("header", "Ministerio de Relaciones Exteriores"),
        ("header", "Página 1 de 300"),
        ("paragraph", FIRST),
    ]


NOTES = (
    f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="1"><w:p><w:r><w:t>La nota está en el expediente.</w:t></w:r>'
    "</w:p></w:footnote></w:footnotes>"
)


def test_notes_follow_the_text() -> None:
    relation = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"'
        ' Target="footnotes.xml"/></Relationships>'
    )
    override = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.footnotes+xml"/></Types>'
    )
    out = BytesIO()
    with ZipFile(BytesIO(make_docx([("Normal", FIRST)]))) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.namelist():
            data = old.read(entry)
            if entry == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", relation.encode())
            elif entry == "[Content_Types].xml":
                data = data.replace(b"</Types>", override.encode())
            new.writestr(entry, data)
        new.writestr("word/footnotes.xml", NOTES)
    text = read(out.getvalue(), "a.docx")
    assert shown(text) == [("paragraph", FIRST), ("paragraph", "La nota está en el expediente.")]
    assert text.blocks[1].fragment == "footnote=1"


def test_dates_in_the_text_come_before_those_of_the_file() -> None:
    data = make_docx([("Normal", "Boletín de documentos, 28 de marzo de 2025"), ("Normal", FIRST)])
    assert read(data, "a.docx").published == "2025-03-28"


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="%s"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>' % WORD.encode()
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (with_part("word/document.xml", lambda old: LAUGHS), "document type"),
        (with_part("word/document.xml", lambda old: LAUGHS.decode().encode("utf-16")), "document type"),
        (with_part("word/document.xml", lambda old: b"<w:document"), "damaged"),
        (with_part("word/document.xml", lambda old: b"<html><body/></html>"), "damaged"),
        (with_part("[Content_Types].xml", lambda old: b"<Types/>"), "damaged"),
        (with_part("word/media/big.bin", lambda old: old), "no text"),
    ],
)
def test_hostile_and_broken(data: bytes, reason: str) -> None:
    if reason == "no text":
        data = with_body("<w:p/>")
    with pytest.raises(SkipItem, match=reason):
        read(data, "a.docx")


def test_what_unpacks_to_too_much_is_not_unpacked() -> None:
    out = BytesIO(make_docx([("Normal", FIRST)]))
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        archive.writestr("word/media/zeros.bin", b"0" * 201_000_000)
    with pytest.raises(SkipItem, match="200 MB"):
        read(out.getvalue(), "a.docx")
