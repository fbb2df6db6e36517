"""What kind of thing bytes are."""

from __future__ import annotations

import gzip

import pytest

from amparo.acquire import media_type
from kit.documents import make_docx, make_pdf, make_zip

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<!DOCTYPE html><html><p>x</p></html>", "page", "text/html"),
        (b"\xef\xbb\xbf<!-- saved -->\n<html><p>x</p></html>", "a.txt", "text/html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html/>", "a.xml", "text/html"),
        (b"<?xml version='1.0'?><rss version='2.0'></rss>", "feed", "application/feed+xml"),
        (b"<?xml version='1.0'?><root/>", "a", "application/xml"),
        (b"# Acuerdo\n\ntexto", "nota.md", "text/markdown"),
        (b"<meta charset='utf-8'>\n\n# Acuerdo", "nota.md", "text/markdown"),
        (b"<!doctype html><p>", "nota.md", "text/html"),
        (b"---\ntitle: x\n---\n", "a.qmd", "text/markdown"),
        (make_pdf([[]]), "scan", "application/pdf"),
        (b"junk before\n%PDF-1.4\n", "scan.pdf", "application/pdf"),
        (b"PK\x03\x04 cut off", "a.docx", "application/zip"),
        (b"From: a@b.example\r\nSubject: hola\r\n\r\ntexto", "mensaje", "message/rfc822"),
        (b"From a@b.example Mon\nFrom: a@b.example\nSubject: x\n\nx", "box", "application/mbox"),
        (b"From: <saved>\nSnapshot-Content-Location: https://a.example/\nSubject: x\n\n", "a", "multipart/related"),
        (b"Note: this\nis not a mail\n", "a", "text/plain"),
        (b"{}", "a.json", "application/json"),
        (b"a,b\n1,2\n", "a.csv", "text/csv"),
        (b"\x89PNG\r\n\x1a\n", "foto.txt", "image/png"),
        (b"\xff\xd8\xff\xe0", "foto", "image/jpeg"),
        (gzip.compress(b"WARC/1.0\r\n", mtime=0), "a.warc.gz", "application/warc"),
        (gzip.compress(b"{}", mtime=0), "a.json.gz", "application/gzip"),
        (b"\x1f\x8bnot really", "a.gz", "application/gzip"),
        (b"a\x00b", "a.txt", "application/octet-stream"),
        ("año".encode("utf-16"), "a.txt", "text/plain"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.msg", "application/vnd.ms-outlook"),
        (b"", "a.txt", "text/plain"),
    ],
)
def test_kinds(data: bytes, name: str, expected: str) -> None:
    assert media_type(data, name) == expected


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"datapackage.json": b"{}", "archive/data.warc": b"WARC"}, "application/wacz"),
        ({"a.txt": b"x"}, "application/zip"),
        ({"xl/workbook.xml": b"<a/>"}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_kinds_of_zip(members: dict[str, bytes], expected: str) -> None:
    assert media_type(make_zip(members), "x.bin") == expected


def test_word_is_told_by_its_parts() -> None:
    assert media_type(make_docx([("Normal", "Hola")]), "x.zip") == WORD


def test_header_decides_only_between_texts() -> None:
    assert media_type(b"<p>sin cabecera</p>", "12345", "text/html; charset=utf-8") == "text/html"
    assert media_type(b"%PDF-1.7", "12345", "text/html") == "application/pdf"
    assert media_type(b"hola", "12345", "application/x-shellscript") == "text/plain"
