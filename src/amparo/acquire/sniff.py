"""What kind of thing some bytes are: told by the bytes first, by the name where they leave it open."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePosixPath

from amparo.acquire.tarhead import is_tar
from amparo.acquire.ziplist import DAMAGED, open_zip

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"WARC/", "application/warc"),
    (b"filedesc://", "application/x-arc"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"PAR1", "application/vnd.apache.parquet"),
)
_WARC_NAME = re.compile(r"\.w?arc(?:\.gz)?$", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_BY_NAME = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".qmd": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".eml": "message/rfc822",
    ".mht": "multipart/related",
    ".mhtml": "multipart/related",
    ".mbox": "application/mbox",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".jsonc": "application/json",
    ".geojson": "application/geo+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".xml": "application/xml",
    ".rss": "application/feed+xml",
    ".atom": "application/feed+xml",
    ".conllu": "text/x-conllu",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".ics": "text/calendar",
    ".vcf": "text/vcard",
}
_OLE_BY_STREAM = {
    "EncryptedPackage": "application/x-office-encrypted",
    "__properties_version1.0": "application/vnd.ms-outlook",
    "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel",
    "PowerPoint Document": "application/vnd.ms-powerpoint",
}
"""Streams of an OLE file, named in its directory in UTF-16, by which what it holds is told."""
_OLE_BY_NAME = {
    ".msg": "application/vnd.ms-outlook",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(!doctype|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
# Markdown may hold any other element.
_WHOLE_PAGE = (b"!doctype", b"html")
_FEED = re.compile(
    rb"\s*(?:<\?[^>]{0,300}>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>\[]{0,300}(?:\[.{0,3000}?\]\s*)?>\s*){0,9}"
    rb"<(?:rss\b|(?:\w+:)?feed\b[^>]{0,2000}\bxmlns|rdf:RDF\b[^>]{0,2000}\bpurl\.org/rss/)",
    re.DOTALL | re.IGNORECASE,
)
_HEADER_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_MAIL_HEADERS = (b"from:", b"date:", b"subject:", b"message-id:", b"received:", b"return-path:", b"mime-version:")


def media_type(data: bytes, name: str, told: str | None = None) -> str:
    """The media type of `data`.

    Args:
        data: the bytes, or at least all that there are of an archive.
        name: file name or the path of a URL; its ending decides only between kinds of text.
        told: what an HTTP header or a mail part says; used where bytes and name leave it open.
    """
    suffix = PurePosixPath(name.lower()).suffix
    head = data[:4096]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return _gzip_kind(data) if kind == "application/gzip" else kind
    if b"%PDF-" in head[:1024] and b"\x00" not in head[: head.index(b"%PDF-")]:
        return "application/pdf"
    if head.startswith(_ZIP):
        return _zip_kind(data, name.lower())
    if head.startswith(_OLE):
        return _ole_kind(data, suffix)
    if head[257:262] == b"ustar" or (suffix == ".tar" and is_tar(head[:512])):
        return "application/x-tar"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[:2] == b"BM" and suffix == ".bmp":
        return "image/bmp"
    if b"\x00" in head and not head.startswith(_BOMS):
        return "application/octet-stream"
    return _text_kind(head.removeprefix(_BOMS[0]), suffix, told)


def _text_kind(head: bytes, suffix: str, told: str | None) -> str:
    by_name = _BY_NAME.get(suffix)
    if _FEED.match(head):
        return "application/feed+xml"
    if (match := _HTML.match(head)) and (by_name != "text/markdown" or match.group(1).lower() in _WHOLE_PAGE):
        return "text/html"
    if head.lstrip().startswith(b"<?xml") and by_name != "text/html":
        return "application/feed+xml" if by_name == "application/feed+xml" else "application/xml"
    if by_name:
        return by_name
    if head.startswith(b"From ") and b"\n" in head and _is_mail(head.split(b"\n", 1)[1]):
        return "application/mbox"
    if _is_mail(head):
        return "multipart/related" if b"snapshot-content-location:" in head.lower() else "message/rfc822"
    if told:
        kind = told.partition(";")[0].strip().lower()
        if kind.startswith(("text/", "message/")) or kind in _BY_NAME.values():
            return kind
    return "text/plain"


def _is_mail(head: bytes) -> bool:
    """Whether this begins with header lines, two of which only a mail has."""
    seen, at = 0, 0
    while match := _HEADER_LINE.match(head, at):
        seen += match.group().lower().startswith(_MAIL_HEADERS)
        at = match.end()
    return seen >= 2


def _gzip_kind(data: bytes) -> str:
    try:
        start = zlib.decompressobj(wbits=31).decompress(data, 16)
    except zlib.error:
        return "application/gzip"
    if start.startswith(b"WARC/"):
        return "application/warc"
    return "application/x-arc" if start.startswith(b"filedesc://") else "application/gzip"


def _opendocument(data: bytes, kind: str) -> str:
    """Which of the OpenDocument kinds it says it is; the family's name where it does not."""
    try:
        with open_zip(data) as archive, archive.open("mimetype") as member:
            told = member.read(100).decode("ascii", "replace").strip()
    except (*DAMAGED, KeyError):
        return kind
    return told if re.fullmatch(r"application/vnd\.oasis\.opendocument\.[a-z-]+", told) else kind


def _ole_kind(data: bytes, suffix: str) -> str:
    for stream, kind in _OLE_BY_STREAM.items():
        if (stream + "\0").encode("utf-16-le") in data:
            return kind
    return _OLE_BY_NAME.get(suffix, "application/x-ole-storage")


def _zip_kind(data: bytes, name: str) -> str:
    try:
        with open_zip(data) as archive:
            names = set(archive.namelist())
    except DAMAGED:
        return "application/zip"
    office = "application/vnd.openxmlformats-officedocument."
    for member, kind in (
        ("word/document.xml", office + "wordprocessingml.document"),
        ("xl/workbook.xml", office + "spreadsheetml.sheet"),
        ("ppt/presentation.xml", office + "presentationml.presentation"),
        ("META-INF/manifest.xml", "application/vnd.oasis.opendocument"),
        ("META-INF/container.xml", "application/epub+zip"),
    ):
        if member in names:
            return _opendocument(data, kind) if kind.endswith("opendocument") else kind
    archives = any(n.startswith("archive/") and _WARC_NAME.search(n) for n in names)
    listed = "datapackage.json" in names or any(n.startswith(("pages/", "indexes/")) for n in names)
    return "application/wacz" if archives and (listed or name.endswith(".wacz")) else "application/zip"
