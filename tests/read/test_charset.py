"""Bytes to text, whatever is said of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.read.charset import decode

SPANISH = "El señor presidió la reunión: «acogerán a 238», dijo — según él."


@pytest.mark.parametrize(
    ("data", "told", "markup", "encoding"),
    [
        (SPANISH.encode(), None, False, "utf-8"),
        (SPANISH.encode(), "text/html; charset=ISO-8859-1", False, "utf-8"),
        (SPANISH.encode(), "charset=ascii", False, "utf-8"),
        (SPANISH.encode("utf-8-sig"), "charset=iso-8859-1", False, "utf-8"),
        (SPANISH.encode("utf-16"), None, False, "utf-16-le"),
        (SPANISH.encode("cp1252"), "text/html; charset=iso-8859-1", False, "cp1252"),
        (SPANISH.encode("cp1252"), "text/html; charset=utf-8", False, None),
        (SPANISH.encode("cp1252"), "text/html; charset=rot13", False, None),
        (SPANISH.encode("cp1252"), None, False, None),
        (SPANISH.replace("—", "-").encode("iso-8859-15"), "text/html; charset=iso-8859-15", False, "iso8859-15"),
        (b"<meta charset=windows-1252><p>" + SPANISH.encode("cp1252"), None, True, "cp1252"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?><html>" + SPANISH.encode("cp1252"), None, True, "cp1252"),
    ],
)
def test_spanish_survives(data: bytes, told: str | None, markup: bool, encoding: str | None) -> None:
    decoded = decode(data, told, markup)
    assert SPANISH.replace("—", "-") in decoded.text.replace("—", "-")
    assert encoding is None or decoded.encoding == encoding
    assert decoded.lost == 0


def test_header_comes_before_the_page_s_own_word() -> None:
    page = b"<meta charset='windows-1251'><p>" + "España año".encode("cp1252")
    assert "España año" in decode(page, "text/html; charset=iso-8859-1", markup=True).text


def test_a_few_broken_bytes_do_not_spoil_utf_8_and_are_counted() -> None:
    data = (SPANISH * 50).encode() + b"\xff"
    decoded = decode(data)
    assert decoded.text.startswith(SPANISH)
    assert decoded.lost == 1


@given(st.text())
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        assert decode(data, "charset=latin-1").text == data.decode()


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "koi8-r", "charset=unicode_escape", "\x00"]))
def test_any_bytes_give_text_twice_the_same(data: bytes, told: str | None) -> None:
    assert decode(data, told, markup=True) == decode(data, told, markup=True)
