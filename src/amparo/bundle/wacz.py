"""The captures as WACZ 1.1.1 (specs.webrecorder.net): what players of web archives open, with an index and hashes.

Bytes are kept as they came: a capture is a `resource` record with its manifest beside it as `metadata`; a web archive
that was captured goes in with its own records, requests and responses as they were.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit
from uuid import NAMESPACE_URL, uuid5

from amparo import __version__
from amparo.custody import Manifest, hash_of_file
from amparo.model import Capture

VERSION = "1.1.1"
_WARC = "application/warc"
_INDEXED = ("response", "resource", "revisit")
_DATE = (1980, 1, 1, 0, 0, 0)
_PAGES = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain", "text/markdown")


@dataclass(frozen=True, slots=True)
class Captured:
    """A capture, its manifest if it has one, its title if it was read, and where its bytes are."""

    capture: Capture
    manifest: Manifest | None
    title: str | None
    path: Path


def write_wacz(out: IO[bytes], captured: Iterable[Captured], title: str, made: str) -> None:
    """Write the WACZ of these captures to `out`.

    Args:
        out: a file open for writing in binary.
        captured: those whose bytes are there.
        title: of the whole.
        made: when, ISO 8601; also the date of a capture whose own cannot be read.
    """
    listed = list(captured)
    archives = {c.capture.sha256 for c in listed if c.capture.media_type == _WARC}
    with TemporaryDirectory(prefix="amparo-") as name:
        folder = Path(name)
        records = folder / "data.warc.gz"
        with records.open("wb") as file:
            _write_records(file, listed, archives, made)
        parts: list[tuple[str, Path]] = [("archive/data.warc.gz", records)]
        index = folder / "index.cdx"
        with index.open("w", encoding="utf-8", newline="\n") as lines:
            lines.writelines(sorted(_index(records, "data.warc.gz")))
        parts.append(("indexes/index.cdx", index))
        pages = folder / "pages.jsonl"
        with pages.open("w", encoding="utf-8", newline="\n") as lines:
            lines.writelines(f"{json.dumps(page, ensure_ascii=False)}\n" for page in _pages(listed, made))
        parts.append(("pages/pages.jsonl", pages))
        _zip(out, parts, title, made)


def address_of(capture: Capture) -> str:
    """The address of a capture in the archive: where it was fetched, or its name as a file."""
    return capture.url or "file:///" + quote(capture.doc.lstrip("/"))


def sort_friendly(url: str) -> str:
    """The key of an address in the index: host turned around, then path and sorted query (SURT)."""
    parts = urlsplit(url.strip().lower())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return url.strip().lower()
    host = parts.hostname.removeprefix("www.")
    labels = host if host.replace(".", "").isdigit() or ":" in host else ",".join(reversed(host.split(".")))
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = parts.path.rstrip("/") or "/"
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True))) if parts.query else ""
    return f"{labels}{port}){path}" + (f"?{query}" if query else "")


def _write_records(file: IO[bytes], listed: Iterable[Captured], archives: set[str], made: str) -> None:
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(file, gzip=True, warc_version="1.1")
    fields = {"software": f"amparo/{__version__}", "format": "WARC File Format 1.1"}
    about = writer.create_warcinfo_record("data.warc.gz", fields)
    about.rec_headers.replace_header("WARC-Date", _moment(made, made))
    about.rec_headers.replace_header("WARC-Record-ID", _record_id("warcinfo", made))
    writer.write_record(about)
    for each in listed:
        if each.capture.sha256 in archives:
            _copy_records(writer, each.path)
        elif each.capture.container not in archives:
            _write_capture(writer, each, made)


def _write_capture(writer: Any, each: Captured, made: str) -> None:
    capture, url = each.capture, address_of(each.capture)
    name, date = _record_id(capture.sha256, capture.doc), _moment(capture.captured, made)
    with each.path.open("rb") as data:
        headers = {"WARC-Record-ID": name, "WARC-Date": date, "WARC-Payload-Digest": f"sha256:{capture.sha256}"}
        record = writer.create_warc_record(
            url,
            "resource",
            payload=data,
            length=each.path.stat().st_size,
            warc_content_type=capture.media_type or "application/octet-stream",
            warc_headers_dict=headers,
        )
        writer.write_record(record)
    if each.manifest is not None:
        told = json.dumps(each.manifest, ensure_ascii=False, sort_keys=True).encode()
        headers = {
            "WARC-Record-ID": _record_id("manifest", capture.sha256, capture.doc),
            "WARC-Date": date,
            "WARC-Refers-To": name,
        }
        record = writer.create_warc_record(
            url,
            "metadata",
            payload=BytesIO(told),
            length=len(told),
            warc_content_type="application/json",
            warc_headers_dict=headers,
        )
        writer.write_record(record)


def _copy_records(writer: Any, path: Path) -> None:
    """The records of a web archive that was captured, until the first that cannot be read."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file, arc2warc=True):
                if record.rec_type != "warcinfo":
                    writer.write_record(record)
        except (ArchiveLoadFailed, EOFError, OSError, ValueError):
            return


def _index(records: Path, name: str) -> Iterator[str]:
    """A line of CDXJ for each record that can be played."""
    from warcio.archiveiterator import ArchiveIterator

    with records.open("rb") as file:
        iterator = ArchiveIterator(file)
        found: list[tuple[str, dict[str, str]]] = []
        for record in iterator:
            url = record.rec_headers.get_header("WARC-Target-URI")
            at, length = iterator.get_record_offset(), iterator.get_record_length()
            if record.rec_type not in _INDEXED or not url:
                continue
            date = record.rec_headers.get_header("WARC-Date") or ""
            stamp = "".join(c for c in date if c.isdigit())[:14]
            status = record.http_headers.get_statuscode() if record.http_headers else "200"
            kind = record.http_headers.get_header("Content-Type") if record.http_headers else record.content_type
            facts = {
                "url": url,
                "mime": (kind or "application/octet-stream").split(";")[0].strip(),
                "status": status,
                "digest": record.rec_headers.get_header("WARC-Payload-Digest") or "",
                "length": str(length),
                "offset": str(at),
                "filename": name,
            }
            found.append((f"{sort_friendly(url)} {stamp}", facts))
    for key, facts in found:
        yield f"{key} {json.dumps(facts, ensure_ascii=False)}\n"


def _pages(listed: Iterable[Captured], made: str) -> Iterator[dict[str, str]]:
    yield {"format": "json-pages-1.0", "id": "pages", "title": "All pages"}
    for each in listed:
        if each.capture.media_type in _PAGES:
            title = {"title": each.title} if each.title else {}
            moment = _moment(each.capture.captured, made)
            yield {"id": each.capture.sha256[:16], "url": address_of(each.capture), "ts": moment, **title}


def _zip(out: IO[bytes], parts: Iterable[tuple[str, Path]], title: str, made: str) -> None:
    """Archives are stored as they are, so that players can read parts of them; the rest is packed."""
    resources = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, path in parts:
            kind = zipfile.ZIP_STORED if name.startswith("archive/") else zipfile.ZIP_DEFLATED
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = kind
            with path.open("rb") as source, package.open(entry, "w", force_zip64=True) as target:
                while block := source.read(1 << 20):
                    target.write(block)
            resources.append(
                {"name": path.name, "path": name, "hash": f"sha256:{hash_of_file(path)}", "bytes": path.stat().st_size}
            )
        about = {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": title,
            "software": f"amparo/{__version__}",
            "created": _moment(made, made),
            "resources": resources,
        }
        described = json.dumps(about, ensure_ascii=False, indent=2).encode()
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(described).hexdigest()}"}
        for name, data in (("datapackage.json", described), ("datapackage-digest.json", json.dumps(digest).encode())):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)


def _moment(at: str, otherwise: str) -> str:
    """A time as WARC and WACZ write it: UTC, to the second."""
    for text in (at, otherwise):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            continue
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return "1970-01-01T00:00:00Z"


def _record_id(*parts: str) -> str:
    """The same record has the same id in every export."""
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, json.dumps(parts))}>"
