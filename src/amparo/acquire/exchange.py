"""What was asked and answered on the web, as a web archive: two records for each step of the way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import uuid4

from amparo import __version__
from amparo.acquire.items import shown

_SOFTWARE = b"software: amparo/"


@dataclass(frozen=True, slots=True)
class Hop:
    """One request and its answer, as their bytes passed.

    Attributes:
        url: what was asked for.
        at: when, ISO 8601 in UTC, ending in Z.
        address: the network address that answered.
        sent, received: the bytes, inside TLS.
        body_at: where in `received` the body begins.
        cut: why the answer is not whole (`length`, `time`, `disconnect`), or None.
    """

    url: str
    at: str
    address: str
    sent: bytes
    received: bytes
    body_at: int
    cut: str | None = None


def web_archive(hops: Sequence[Hop]) -> bytes:
    """The hops as WARC 1.1, each record packed by itself, bodies as they were transferred."""
    from warcio.warcwriter import WARCWriter

    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    fields = {"software": f"amparo/{__version__}", "format": "WARC File Format 1.1"}
    about = writer.create_warcinfo_record(None, fields)
    about.rec_headers.replace_header("WARC-Date", hops[0].at)
    writer.write_record(about)
    for hop in hops:
        answer = _record_id()
        cut = [("WARC-Truncated", hop.cut)] if hop.cut else []
        response = [*_headers(hop, "response", answer, hop.received, hop.received[hop.body_at :]), *cut]
        request = [*_headers(hop, "request", _record_id(), hop.sent, b""), ("WARC-Concurrent-To", answer)]
        writer.write_record(_record("response", response, hop.received))
        writer.write_record(_record("request", request, hop.sent))
    return out.getvalue()


def asked_in(archive: bytes) -> tuple[str, str, str] | None:
    """Of an archive that `web_archive` made: what was asked for, when, and what answered in the end; else None."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        records = [record.rec_headers for record in _own(ArchiveIterator(BytesIO(archive), no_record_parse=True))]
    except (ArchiveLoadFailed, OSError, ValueError, EOFError):
        return None
    answers = [headers for headers in records if headers.get_header("WARC-Type") == "response"]
    if not answers:
        return None
    first, last = answers[0], answers[-1]
    return first.get_header("WARC-Target-URI"), first.get_header("WARC-Date"), last.get_header("WARC-Target-URI")


def _own(records: Iterator[Any]) -> Iterator[Any]:
    """The records, where the first says that we wrote them."""
    first = next(records, None)
    if first is not None and first.rec_type == "warcinfo" and first.raw_stream.read(32).startswith(_SOFTWARE):
        yield from records


def _headers(hop: Hop, kind: str, name: str, block: bytes, payload: bytes) -> list[tuple[str, str]]:
    return [
        ("WARC-Type", kind),
        ("WARC-Record-ID", name),
        ("WARC-Date", hop.at),
        ("WARC-Target-URI", shown(hop.url)),
        ("WARC-IP-Address", hop.address),
        ("WARC-Block-Digest", _digest(block)),
        ("WARC-Payload-Digest", _digest(payload)),
    ]


def _record(kind: str, headers: list[tuple[str, str]], block: bytes) -> object:
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeaders

    content_type = f"application/http; msgtype={kind}"
    named = StatusAndHeaders("", headers, protocol="WARC/1.1")
    return ArcWarcRecord("warc", kind, named, BytesIO(block), None, content_type, len(block))


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _record_id() -> str:
    return f"<urn:uuid:{uuid4()}>"
