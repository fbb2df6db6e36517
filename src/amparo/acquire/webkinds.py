"""What a record of a web archive is to an editor: a page or document, or one of the many things around those."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from amparo.acquire.records import Record
from amparo.acquire.responses import Response
from amparo.acquire.sniff import media_type

Sort = Literal["page", "request", "note", "redirect", "repeat", "picture", "part", "error", "segment", "other"]
"""`note`: what the crawler wrote down; `repeat`: the same as an earlier capture; `part`: scripts, styles, data."""

_PART = re.compile(
    r"font/|(?:text|application)/(?:x-)?(?:css|javascript|ecmascript|json|font|wasm|[\w.-]+\+json|vnd\.ms-font)"
)
_PICTURE = ("image/", "audio/", "video/")
_PART_NAMES = frozenset((".css", ".js", ".mjs", ".json", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".map", ".wasm"))
_PICTURE_NAMES = frozenset((".ico", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".mp3", ".mp4", ".webm", ".avif"))
_DOCUMENT = ("application/pdf", "application/vnd.openxmlformats", "application/vnd.oasis", "application/rtf")
_UNKNOWN = ("application/octet-stream", "application/vnd.sqlite3", "application/vnd.apache.parquet")
_NOTE_SCHEMES = ("dns", "whois", "urn", "metadata", "warcinfo", "filedesc")
_NOTES = ("warcinfo", "metadata", "conversion")


def sort_of(record: Record, response: Response | None) -> Sort:
    """What the record is; `response` is the one in its block, if there is one."""
    if record.kind == "request":
        return "request"
    if record.kind in _NOTES or record.uri.partition(":")[0].lower() in _NOTE_SCHEMES:
        return "note"
    if record.kind == "revisit" or (response and response.status == 304):
        return "repeat"
    if record.kind == "continuation" or "warc-segment-number" in record.fields:
        return "segment"
    if record.kind not in ("response", "resource"):
        return "other"
    if response and response.status != 200:
        return _by_status(response.status)
    return _by_content(record, response)


def is_part(record: Record, response: Response | None) -> bool:
    """Whether a page would only use it: by the type the server tells, by the ending of its address."""
    return told_type(record, response).startswith(_PICTURE) or bool(_by_name(record)) or _is_part(record, response)


def told_type(record: Record, response: Response | None) -> str:
    """The media type that it is said to have, in lower case."""
    told = response.headers.get("content-type", "") if response else record.fields.get("content-type", "")
    return told.partition(";")[0].strip().lower()


def path_of(record: Record) -> str:
    """The path of its address."""
    try:
        return urlsplit(record.uri).path
    except ValueError:
        return ""


def _by_status(status: int) -> Sort:
    if 300 <= status < 400:
        return "redirect"
    return "error" if status >= 400 else "other"


def _by_content(record: Record, response: Response | None) -> Sort:
    body = response.body if response else record.block
    if not body and not (response and response.packed) and record.size == len(record.block):
        return "other"
    if path_of(record) == "/robots.txt":
        return "other"
    told = told_type(record, response)
    kind = media_type(body, path_of(record), told)
    if kind.startswith(_DOCUMENT):
        return "page"
    if told.startswith(_PICTURE) or kind.startswith(_PICTURE):
        return "picture"
    if _is_part(record, response):
        return "part"
    if kind == "text/html":
        return "page"
    # What the server called text and looks like none is taken, so that its row says what is wrong with it.
    return _by_name(record) or ("other" if kind in _UNKNOWN and not told.startswith("text/") else "page")


def _is_part(record: Record, response: Response | None) -> bool:
    return _PART.match(told_type(record, response)) is not None


def _by_name(record: Record) -> Literal["part", "picture"] | None:
    ending = PurePosixPath(path_of(record).lower()).suffix
    if ending in _PART_NAMES:
        return "part"
    return "picture" if ending in _PICTURE_NAMES else None
