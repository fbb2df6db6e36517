"""The one way to read: the reader that fits the capture's media type, or the reason why there is none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

from amparo.model import Capture, SkipItem, Text
from amparo.read.docx import docx_signature, read_docx
from amparo.read.feed import feed_signature, read_feed_entry
from amparo.read.html import html_signature, read_html
from amparo.read.jsons import json_signature, read_json, read_json_lines
from amparo.read.mail import mail_signature, read_mail
from amparo.read.markdown import markdown_signature, read_markdown
from amparo.read.mhtml import read_mhtml
from amparo.read.odf import odf_signature, read_odf
from amparo.read.pdf import pdf_signature, read_pdf
from amparo.read.pictures import picture_signature, read_picture
from amparo.read.plain import plain_signature, read_plain
from amparo.read.sheets import csv_signature, read_csv, read_xlsx, xlsx_signature

Reader = Callable[[Capture, bytes, Sequence[str]], Text]

READERS: Mapping[str, Reader] = {
    "text/html": read_html,
    "application/xhtml+xml": read_html,
    "text/markdown": read_markdown,
    "text/plain": read_plain,
    "application/pdf": read_pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": read_docx,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": read_xlsx,
    "application/vnd.oasis.opendocument.text": read_odf,
    "application/vnd.oasis.opendocument.text-template": read_odf,
    "application/vnd.oasis.opendocument.spreadsheet": read_odf,
    "text/csv": read_csv,
    "text/tab-separated-values": read_csv,
    "message/rfc822": read_mail,
    "multipart/related": read_mhtml,
    "application/feed+xml": read_feed_entry,
    "application/json": read_json,
    "application/geo+json": read_json,
    "application/jsonl": read_json_lines,
}

SIGNATURES: Sequence[Callable[[], str]] = (
    *(html_signature, markdown_signature, plain_signature),
    *(pdf_signature, docx_signature, odf_signature, picture_signature, mail_signature, csv_signature, xlsx_signature),
    *(feed_signature, json_signature),
)
"""How each reader signs the texts it makes; a page saved as MHTML is signed as the page it is. What Tesseract adds
is not among them: that another one is installed leaves the readings of all other documents as they are."""

_MARKUP = ("text/html", "application/xhtml+xml", "text/markdown")
_MARKUP_BYTES = 20_000_000
_CONVERT = "Save it as PDF, Word (.docx), HTML or plain text and add that."
_OPENED = ("zip", "wacz", "warc", "x-arc", "x-tar", "gzip", "x-bzip2", "x-xz", "mbox")
_PROSE = "If it holds prose, save that as text and add it."
_UNREAD: Mapping[str, tuple[str, str]] = {
    **{f"application/{kind}": ("It is an archive; its members are read one by one.", "") for kind in _OPENED},
    "application/vnd.ms-excel": (
        "There is no reader for the old Excel format (.xls).",
        "Save it as .xlsx and add that.",
    ),
    "application/xml": ("There is no reader for this kind of XML.", _CONVERT),
    "text/x-conllu": ("It is a corpus with linguistic marks (CoNLL-U), not a document.", _PROSE),
    "application/yaml": ("It is a settings or data file (YAML), not a document.", _PROSE),
    "application/vnd.ms-outlook": ("There is no reader for Outlook's .msg yet.", "Save the mail as .eml and add that."),
    "application/x-office-encrypted": (
        "It is an Office file encrypted with a password.",
        "Save a copy without a password and add that.",
    ),
    "application/msword": (
        "There is no reader for the old Word format (.doc).",
        "Save it as .docx or PDF and add that.",
    ),
    "application/rtf": ("There is no reader for RTF yet.", _CONVERT),
    "application/vnd.oasis.opendocument": ("There is no reader for this kind of OpenDocument file.", _CONVERT),
    "application/zstd": ("It is packed (zstd), which is not opened.", "Unpack it and add what is in it."),
    "application/x-7z-compressed": ("It is an archive (7z), which is not opened.", "Unpack it and add what is in it."),
    "application/vnd.rar": ("It is an archive (RAR), which is not opened.", "Unpack it and add what is in it."),
    "application/octet-stream": ("It is binary data of a kind not known.", _CONVERT),
}


def readers_version() -> str:
    """A digest of the signatures of all readers: with another one, a text may be another."""
    return hashlib.sha256("\n".join(signature() for signature in SIGNATURES).encode()).hexdigest()[:12]


def read_capture(capture: Capture, data: bytes, languages: Sequence[str] = ("en", "es")) -> Text:
    """Read the text out of a capture.

    The same bytes always give the same text, block for block.

    Args:
        capture: what was taken in.
        data: its bytes.
        languages: language tags of the dossier's pack; the text is said to be in one of them.

    Raises:
        SkipItem: it cannot be read; the reason and the remedy are sentences for a person.
    """
    if not data:
        raise SkipItem("It is empty.", "Get it again; the copy or the download may have failed.")
    if capture.media_type in _MARKUP and len(data) > _MARKUP_BYTES:
        raise SkipItem(
            f"It has {len(data) / 1e6:,.0f} MB; markup is read up to {_MARKUP_BYTES / 1e6:,.0f} MB.",
            "Split it and add the parts.",
        )
    reader = READERS.get(capture.media_type)
    if reader is not None:
        return reader(capture, data, languages)
    if capture.media_type == "image/svg+xml":
        raise SkipItem("There is no reader for drawings (SVG).", "Type out its text and add that.")
    if capture.media_type.startswith("image/"):
        return read_picture(capture, data, languages)
    reason, remedy = _UNREAD.get(
        capture.media_type, (f"There is no reader for files of the kind {capture.media_type}.", _CONVERT)
    )
    raise SkipItem(reason, remedy)
