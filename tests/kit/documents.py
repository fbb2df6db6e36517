"""Documents of every format, built in memory for tests."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl

from amparo.acquire import media_type
from amparo.acquire.items import sha256
from amparo.model import Capture, Text
from amparo.read import read_capture

NOW = "2026-01-02T03:04:05+00:00"


def capture_of(data: bytes, name: str, *, content_type: str | None = None, url: str | None = None) -> Capture:
    """The capture of some bytes as acquiring would make it."""
    headers = {"content-type": content_type} if content_type else {}
    return Capture(sha256(data), name, len(data), media_type(data, name, content_type), NOW, url=url, headers=headers)


def read(data: bytes, name: str, *, content_type: str | None = None, url: str | None = None) -> Text:
    """The text of some bytes, their kind told from them and the name."""
    return read_capture(capture_of(data, name, content_type=content_type, url=url), data)


def shown(text: Text) -> list[tuple[str, str]]:
    """The blocks of a text as (kind, words)."""
    return [(block.kind, text.content[block.start : block.end]) for block in text.blocks]


def make_zip(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def make_xlsx(sheets: Mapping[str, Sequence[Sequence[object]]], formats: Mapping[str, str] | None = None) -> bytes:
    """A workbook of these sheets; `formats` are the number formats of cells of the first, by the cell's name."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for name, style in (formats or {}).items():
        book.worksheets[0][name].number_format = style
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def make_odf(words: str, kind: str = "text") -> bytes:
    """An OpenDocument file of one paragraph, or of one cell."""
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text", "table"))
    inner, body = "text", f"<text:p>{words}</text:p>"
    if kind == "spreadsheet":
        body = (
            f"<table:table><table:table-row><table:table-cell>{body}</table:table-cell></table:table-row></table:table>"
        )
        inner = kind
    content = f"<office:document-content {names}><office:body><office:{inner}>{body}</office:{inner}></office:body>"
    told = f"application/vnd.oasis.opendocument.{kind}".encode()
    parts = {"content.xml": f"{content}</office:document-content>".encode(), "META-INF/manifest.xml": b"<manifest/>"}
    return make_zip({"mimetype": told, **parts})


def make_docx(paragraphs: Sequence[tuple[str, str]], title: str = "", author: str = "") -> bytes:
    """A Word document of (style, words); the style `table` makes a table (cells parted by `|`, rows by `/`)."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author
    for style, words in paragraphs:
        if style == "table":
            rows = [row.split("|") for row in words.split("/")]
            table = document.add_table(len(rows), len(rows[0]))
            for cells, row in zip(table.rows, rows, strict=True):
                for cell, text in zip(cells.cells, row, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(words, style=style)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


Line = tuple[float, float, float, str]
"""A line of a PDF page: left edge, baseline, size in points, words."""


def make_pdf(
    pages: Sequence[Sequence[Line]],
    info: Mapping[str, str] | None = None,
    picture: bool = False,
    drawn_with: bytes = b"",
) -> bytes:
    """A PDF in Helvetica, a page for each list of lines; pages without lines are blank, or hold one picture.

    `drawn_with` are drawing operators that stand on every page.
    """
    bodies: list[bytes] = []

    def add(body: bytes) -> int:
        bodies.append(body)
        return len(bodies)

    def stream(head: bytes, data: bytes) -> bytes:
        return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(data), data)

    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    image = add(
        stream(
            b"/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
            b" /Filter /FlateDecode",
            zlib.compress(b"\x20\x40\x60\x80"),
        )
    )
    tree = len(bodies) + 2 * len(pages) + 1
    kids = []
    for lines in pages:
        drawn = b"q 612 0 0 792 0 0 cm /Im Do Q\n" if picture and not lines else b""
        drawn += drawn_with
        for left, baseline, size, words in lines:
            escaped = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            drawn += b"BT /F %.1f Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj ET\n" % (size, left, baseline, escaped)
        content = add(stream(b"", drawn))
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
                b" /Resources << /Font << /F %d 0 R >> /XObject << /Im %d 0 R >> >> >>" % (tree, content, font, image)
            )
        )
    add(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids)))
    root = add(b"<< /Type /Catalog /Pages %d 0 R >>" % tree)
    entries = b" ".join(b"/%s (%s)" % (k.encode(), v.encode("cp1252")) for k, v in (info or {}).items())
    about = add(b"<< %s >>" % entries)
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        root,
        about,
        start,
    )
    return bytes(out)


def set_lines(words: str, top: float = 720, size: float = 11, width: int = 80, left: float = 72) -> list[Line]:
    """A paragraph set in lines of at most `width` characters, the first one at `top`."""
    lines: list[str] = [""]
    for word in words.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return [(left, top - index * size * 1.2, size, line) for index, line in enumerate(lines)]
