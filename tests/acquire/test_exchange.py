"""The exchange with a server is kept as a web archive that other programs read and find sound."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from amparo.acquire import Acquired, acquire_source, sha256
from amparo.model import Problem
from kit.documents import NOW
from kit.site import Answer, Site, page, served, site_fetcher


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        yield site


def records(archive: bytes) -> list[tuple[Any, bytes, bytes]]:
    """Each record's headers, block and payload, digests checked by warcio."""
    found = []
    for record in ArchiveIterator(BytesIO(archive), no_record_parse=True):
        found.append((record.rec_headers, record.raw_stream.read()))
    payloads = [r.content_stream().read() for r in ArchiveIterator(BytesIO(archive), check_digests="raise")]
    return [(headers, block, payload) for (headers, block), payload in zip(found, payloads, strict=True)]


def taken(url: str) -> tuple[list[Acquired], list[Problem]]:
    found = list(acquire_source(url, NOW, site_fetcher()))
    return [f for f in found if isinstance(f, Acquired)], [f for f in found if isinstance(f, Problem)]


def test_a_request_and_a_response_for_each_step(site: Site) -> None:
    site.pages["/a"] = Answer(b"moved", 302, {"Location": "/b"})
    site.pages["/b"] = Answer(b"", 301, {"Location": "/c"})
    site.pages["/c"] = page("238 people were flown.")
    got = site_fetcher()(site.url("/a"))
    kinds = [(h.get_header("WARC-Type"), h.get_header("WARC-Target-URI")) for h, _, _ in records(got.exchange)]
    asked = [site.url(path) for path in ("/a", "/b", "/c")]
    assert kinds == [("warcinfo", None), *((kind, url) for url in asked for kind in ("response", "request"))]
    by_id = {h.get_header("WARC-Record-ID"): h for h, _, _ in records(got.exchange)}
    for headers, block, _ in records(got.exchange)[1:]:
        assert headers.get_header("WARC-IP-Address") == "127.0.0.1"
        if headers.get_header("WARC-Type") == "request":
            answered = by_id[headers.get_header("WARC-Concurrent-To")]
            assert answered.get_header("WARC-Target-URI") == headers.get_header("WARC-Target-URI")
            assert block.startswith(b"GET /")
            assert block.endswith(b"\r\n\r\n")
    assert records(got.exchange)[-2][2] == got.data == site.pages["/c"].body  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-oDD:   kept\r\n\r\nhola",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nho\r\n2;x=y\r\nla\r\n0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\nhola",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"hola", mtime=0),
        b"HTTP/1.1 200 \r\nContent-Length: 4\r\n\r\nhola",
    ],
)
def test_the_bytes_are_those_that_passed(site: Site, raw: bytes) -> None:
    site.pages["/"] = Answer(raw=raw)
    got = site_fetcher()(site.url())
    assert got.data == b"hola"
    _, (_, block, payload), _ = records(got.exchange)
    assert block == raw
    assert payload == b"hola"


def test_provisional_answers_are_no_part_of_the_response(site: Site) -> None:
    final = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhola"
    site.pages["/"] = Answer(raw=b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + final)
    assert records(site_fetcher()(site.url()).exchange)[1][1] == final


def test_a_transfer_that_was_cut_says_so_in_its_record(site: Site) -> None:
    site.pages["/"] = Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nhola")
    headers, _, payload = records(site_fetcher()(site.url()).exchange)[1]
    assert (headers.get_header("WARC-Truncated"), payload) == ("disconnect", b"hola")


def test_the_page_is_kept_by_its_own_hash_and_names_its_exchange(site: Site) -> None:
    site.pages["/go"] = Answer(b"", 307, {"Location": "/nota"})
    site.pages["/nota"] = page("238 people were flown.")
    (exchange, item), problems = taken(site.url("/go"))
    assert not problems
    assert item.data == site.pages["/nota"].body  # type: ignore[union-attr]
    assert (item.capture.doc, item.capture.url) == (site.url("/go"), site.url("/nota"))
    assert item.capture.redirects == (site.url("/go"),)
    assert item.capture.sha256 == sha256(item.data)
    assert item.capture.container == exchange.capture.sha256 == sha256(exchange.data)
    assert (exchange.opened, item.opened) == (True, False)
    assert exchange.capture.doc == f"{site.url('/go')} (WARC)"
    assert exchange.capture.media_type == "application/warc"


def test_the_same_page_saved_twice_has_the_same_name_and_two_exchanges(site: Site) -> None:
    site.pages["/"] = page("238 people were flown.")
    (one, first), _ = taken(site.url())
    (other, second), _ = taken(site.url())
    assert first.capture.sha256 == second.capture.sha256
    assert one.capture.sha256 != other.capture.sha256


def test_the_exchange_of_an_error_is_kept(site: Site) -> None:
    site.pages["/"] = Answer(b"gone for good", 410)
    (exchange,), (problem,) = taken(site.url())
    assert records(exchange.data)[1][2] == b"gone for good"
    assert (problem.reason, problem.whole) == ("The page was removed (HTTP status 410).", True)
