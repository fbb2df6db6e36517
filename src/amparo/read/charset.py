"""Bytes to text: which character set some bytes are really in, whatever is said of them."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages may be served in (https://encoding.spec.whatwg.org); Python knows codecs that are not character sets.
_KNOWN = re.compile(
    r"utf-?8|utf-?16(?:-?[lb]e)?|us-ascii|ascii|latin-?1|l1|iso-?8859-?\d{1,2}|iso_8859-\d{1,2}|windows-?125\d|cp125\d"
    r"|macintosh|mac-?roman|koi8-[ru]|ibm(?:437|850|866)|cp(?:437|850|866)"
    r"|shift[_-]jis|euc-(?:jp|kr)|gbk|gb2312|gb18030|big5"
)
# Browsers read these as Windows-1252, which holds the quotation marks and dashes that such pages really use.
_AS_WINDOWS = re.compile(r"us-ascii|ascii|latin-?1|l1|iso[-_]?8859-?1")
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_SAMPLE = 100_000
_WESTERN = frozenset(
    "áéíóúàèìòùâêîôûäëïöüãõñçßæøåœÿýÁÉÍÓÚÀÈÌÒÙÂÊÎÔÛÄËÏÖÜÃÕÑÇÆØÅŒÝ¿¡«»‹›“”„‘’‚–—…•·ºª°€£¢§©®™½¼¾\xa0\xad"
)
_SPECIAL_SHARE = 0.25
_ODD_SHARE = 0.05
_MOSTLY_SOUND = 0.001
_CONTROLS = bytes(sorted({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b")))
_CONTROL_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read in, and how many places could not be decoded (they show as U+FFFD)."""

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes, told: str | None = None, markup: bool = False) -> Decoded:
    """Decode `data`.

    The order: byte order mark; UTF-8 where the bytes are sound UTF-8, because other text hardly ever is by accident
    and headers often say Latin-1 of it; the charset told; for markup, the one the document itself names; detection;
    Windows-1252.

    Args:
        data: the bytes.
        told: a charset name, or a `Content-Type` value that holds one.
        markup: whether to look for `<meta charset>` or an XML declaration.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _with_replacement(data[len(bom) :], name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    names = [_name_in(told), *(_meta(data) if markup else ())]
    for told_name in names:
        if told_name and not told_name.startswith("utf-8"):
            try:
                return Decoded(data.decode(told_name), told_name)
            except UnicodeDecodeError:
                continue
    as_utf8 = _with_replacement(data, "utf-8")
    if as_utf8.lost <= max(1, int(len(data) * _MOSTLY_SOUND)) and _has_multibyte(as_utf8):
        return as_utf8
    western = _with_replacement(data, "cp1252")
    if _is_western(western.text[:_SAMPLE]):
        return western
    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None and best.encoding.replace("_", "-") not in ("utf-8", "ascii"):
        return _with_replacement(data, best.encoding)
    return western


def is_binary(data: bytes, decoded: Decoded) -> bool:
    """Whether bytes that were decoded are no text: control characters, or places that are nothing, stand all over."""
    wide = decoded.encoding.startswith(("utf-16", "utf-32"))
    controls = 0 if wide else len(data) - len(data.translate(None, _CONTROLS))
    return controls + decoded.lost > max(1, _CONTROL_SHARE * len(decoded.text))


def _name_in(told: str | None) -> str | None:
    """The Python name of the charset told, if it is one that text comes in."""
    if not told:
        return None
    match = _HEADER.search(told)
    label = (match.group(1) if match else told).strip().lower()
    if not _KNOWN.fullmatch(label):
        return None
    return _python_name("cp1252" if _AS_WINDOWS.fullmatch(label) else label)


def _python_name(label: str) -> str | None:
    try:
        return codecs.lookup(label).name
    except LookupError:
        return None


def _meta(data: bytes) -> tuple[str | None, ...]:
    head = data[:4096]
    matches = (_META.search(head), _XML.search(head))
    return tuple(_name_in(m.group(1).decode("ascii")) for m in matches if m)


def _with_replacement(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    return Decoded(text, name, max(0, text.count("\ufffd") - data.count("\ufffd".encode(name, "ignore") or b"\0\0\0")))


def _is_western(text: str) -> bool:
    """Whether text read as Windows-1252 looks like a Western European language in it.

    Its letters are mostly plain ones, and the others nearly all such as these languages and their typesetting use.
    Detectors by frequency take short Spanish for Polish or Hungarian.
    """
    special = [c for c in text if c > "\x7f"]
    letters = sum(c.isalpha() for c in text)
    return len(special) <= _SPECIAL_SHARE * letters and sum(c in _WESTERN for c in special) >= (1 - _ODD_SHARE) * len(
        special
    )


def _has_multibyte(decoded: Decoded) -> bool:
    return any(c > "\x7f" and c != "\ufffd" for c in decoded.text)
