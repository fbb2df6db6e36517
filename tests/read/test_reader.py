"""One row for every kind: read, or the reason why not."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest
from pypdfium2 import PDFIUM_INFO

from amparo.model import SkipItem
from amparo.read.meta import reader_name
from amparo.read.pictures import picture_signature
from amparo.read.reader import READERS, SIGNATURES, readers_version
from kit.documents import capture_of, make_docx, make_odf, make_pdf, make_xlsx, make_zip, read, set_lines


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b"{", "a.json", "not JSON that can be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "old Excel format"),
        (b"<?xml version='1.0'?><root/>", "a.xml", "XML"),
        (b"1\tEl\tel\n", "a.conllu", "CoNLL-U"),
        (b"WARC/1.0\r\n", "a.warc", "read one by one"),
        (b"\x1f\x8bxx", "a.gz", "read one by one"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "picture"),
        (b"\x00\x01\x02", "a.bin", "binary"),
        (b"PAR1", "a.parquet", "no reader for files of the kind"),
        (make_zip({"a.txt": b"x"}), "a.zip", "read one by one"),
        (b"{\\rtf1 hola}", "a.rtf", "RTF"),
        (b"Rar!\x1a\x07\x00", "a.rar", "RAR"),
    ],
)
def test_what_is_not_read_says_why(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(SkipItem, match=reason) as caught:
        read(data, name)
    assert caught.value.reason.endswith(".")


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_markup_has_a_bound(name: str) -> None:
    with pytest.raises(SkipItem, match="markup is read up to 20 MB"):
        read(b"<html>" + b"a" * 20_000_001, name)


WORDS = "The judge ordered the government to turn the planes around. Two of them landed all the same that night."
PAGE = f"<html><body><h1>A page with a name</h1><p>{WORDS}</p></body></html>"
HEADERS = "From: a@b.example\nSubject: Planes\nDate: Mon, 17 Mar 2025 10:00:00 -0600\n"
SIGNED = {
    "a.txt": (WORDS.encode(), "plain", ()),
    "a.html": (PAGE.encode(), "html", ("lxml", "trafilatura")),
    "a.mhtml": (f"{HEADERS}Content-Type: text/html\n\n{PAGE}".encode(), "html", ("lxml", "trafilatura")),
    "a.md": (WORDS.encode(), "markdown", ("markdown-it-py",)),
    "a.eml": (f"{HEADERS}\n{WORDS}".encode(), "mail", ("lxml",)),
    "a.docx": (make_docx([("Normal", WORDS)]), "docx", ("lxml",)),
    "a.odt": (make_odf(WORDS), "odf", ("lxml",)),
    "a.ott": (make_odf(WORDS, "text-template"), "odf", ("lxml",)),
    "a.ods": (make_odf(WORDS, "spreadsheet"), "odf", ("lxml",)),
    "a.pdf": (make_pdf([set_lines(WORDS)]), "pdf", ("pypdfium2", "pdfplumber")),
    "a.csv": (b"Month,Deported\nMarch,3\n", "csv", ()),
    "a.tsv": (b"Month\tDeported\nMarch\t3\n", "csv", ()),
    "a.json": (b'{"held": 3, "where": "La Torre prison"}', "json", ()),
    "a.jsonl": (b'{"held": 3, "where": "La Torre prison"}', "json", ()),
    "a.geojson": (b'{"held": 3, "where": "La Torre prison"}', "json", ()),
    "a.rss": (f"<rss><item><description>{WORDS}</description></item></rss>".encode(), "feed", ("feedparser", "lxml")),
    "a.xlsx": (make_xlsx({"a": [["Month", "Deported"], ["March", 3]]}), "xlsx", ("openpyxl",)),
}


@pytest.mark.parametrize("name", SIGNED)
def test_every_reader_signs_its_texts_with_the_versions_that_made_them(name: str) -> None:
    data, reader, libraries = SIGNED[name]
    own, *others = read(data, name).reader.split()
    assert re.fullmatch(rf"{reader}/\d+", own)
    assert others[: len(libraries)] == [f"{library}/{version(library)}" for library in libraries]
    assert others[len(libraries) :] == ([f"pdfium/{PDFIUM_INFO.build}"] if reader == "pdf" else [])


def test_there_is_a_signature_for_every_reader() -> None:
    assert {capture_of(data, name).media_type for name, (data, *_) in SIGNED.items()} == {*READERS} - {
        "application/xhtml+xml"
    }


def test_every_signature_counts_for_the_version_of_all() -> None:
    signed = {read(data, name).reader for name, (data, *_) in SIGNED.items()}
    assert {signature() for signature in SIGNATURES} == signed | {picture_signature()}


def test_another_version_of_a_library_is_another_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    data = SIGNED["a.html"][0]
    version_before = readers_version()
    own, *libraries = read(data, "a.html").reader.split()
    reader_name.cache_clear()
    monkeypatch.setattr("amparo.read.meta.version", lambda library: f"{version(library)}.1")
    assert readers_version() != version_before
    assert read(data, "a.html").reader.split() == [own, *(f"{library}.1" for library in libraries)]
    reader_name.cache_clear()
