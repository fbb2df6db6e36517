"""Fetching, against servers on loopback; what must not be reached is not."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from amparo.acquire import Limits, WebFetcher
from amparo.acquire.addresses import Address
from amparo.model import SkipItem


class Site(BaseHTTPRequestHandler):
    """A small site; what was asked for is kept in `asked`."""

    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.headers["Host"], self.path))
        port = self.headers["Host"].rpartition(":")[2]
        match self.path:
            case "/":
                self.answer(200, "<p>238 años</p>".encode(), ("Content-Type", "text/html; charset=utf-8"))
            case "/moved":
                self.answer(302, b"", ("Location", "/"))
            case "/loop":
                self.answer(302, b"", ("Location", "/loop"))
            case "/to-private":
                self.answer(302, b"", ("Location", f"http://interno.example:{port}/"))
            case "/to-file":
                self.answer(301, b"", ("Location", "file:///etc/passwd"))
            case "/to-user":
                self.answer(301, b"", ("Location", f"http://a:b@publico.example:{port}/"))
            case "/large":
                self.answer(200, b"x" * 5_000)
            case "/packed":
                self.answer(200, gzip.compress(b"hola"), ("Content-Encoding", "gzip"))
            case "/bomb":
                self.answer(200, gzip.compress(b"0" * 500_000), ("Content-Encoding", "gzip"))
            case "/broken":
                self.answer(200, b"nonsense", ("Content-Encoding", "gzip"))
            case "/odd":
                self.answer(200, b"x", ("Content-Encoding", "br"))
            case "/drip":
                self.send_response(200)
                self.end_headers()
                try:
                    while True:
                        self.wfile.write(b"x")
                        self.wfile.flush()
                        time.sleep(0.05)
                except OSError:
                    return
            case path if path.startswith("/on/"):
                self.answer(302, b"", ("Location", f"/on/{int(path[4:]) + 1}"))
            case "/to-nothing":
                self.answer(302, b"", ("Location", "http://[::1"))
            case "/cookie":
                if self.headers["Cookie"] == "seen=1":
                    self.answer(200, b"the page")
                else:
                    self.answer(302, b"", ("Location", "/cookie"), ("Set-Cookie", "seen=1"))
            case "/cut":
                self.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            case "/cut-chunks":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n64\r\nha")
            case "/cut-packed":
                self.answer(200, gzip.compress(b"hola " * 2_000)[:-12], ("Content-Encoding", "gzip"))
            case "/twice-packed":
                self.answer(200, gzip.compress(b"hola") + gzip.compress(b" mundo"), ("Content-Encoding", "gzip"))
            case "/deflated":
                self.answer(200, zlib.compress(b"hola"), ("Content-Encoding", "deflate"))
            case "/raw-deflated":
                packer = zlib.compressobj(wbits=-15)
                self.answer(200, packer.compress(b"hola") + packer.flush(), ("Content-Encoding", "deflate"))
            case "/endless" | "/headers":
                begin = b"HTTP/1.1 200 OK\r\n" if self.path == "/headers" else b"HTTP/1.1 200 OK\r\n\r\n"
                more = b"HTTP/1.1 100 Continue\r\n\r\n" * 500
                try:
                    self.wfile.write(begin.replace(b"HTTP/1.1 200 OK\r\n", more) if self.path == "/headers" else begin)
                    while True:
                        self.wfile.write(more if self.path == "/headers" else b"x" * 1_000)
                except OSError:
                    return
            case "/continued":
                self.wfile.write(
                    b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhola"
                )
            case "/nothing":
                return
            case "/odd-headers":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\nhola")
            case "/slow-headers":
                try:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                    for number in range(1_000):
                        self.wfile.write(b"X-%d: y\r\n" % number)
                        time.sleep(0.05)
                except OSError:
                    return
            case path if path[1:].isdigit():
                self.answer(int(path[1:]), b"")
            case _:
                self.answer(404, b"")

    def answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the test's output clean."""


@pytest.fixture
def port() -> Iterator[int]:
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def is_test_site(address: Address) -> bool:
    """The allowance of these tests: one loopback address stands for the open web, the others stay private."""
    return str(address) == "127.0.0.1"


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate for `name` that signs itself, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed, so no certificate can be made for the test")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subject = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    make = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*make, "-keyout", str(key), "-out", str(cert)], check=True, capture_output=True)
    return cert, key


@pytest.fixture
def tls(tmp_path: Path) -> Iterator[tuple[int, ssl.SSLContext]]:
    """A site over TLS whose certificate names publico.example, and the trust in it."""
    cert, key = certificate(tmp_path, "publico.example")
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server.server_address[1], ssl.create_default_context(cafile=str(cert))
    server.shutdown()
    server.server_close()


def names(host: str, port: int) -> Sequence[str]:
    """A resolver that knows three hosts."""
    known = {
        "publico.example": ["127.0.0.1"],
        "interno.example": ["127.0.0.2"],
        "mixto.example": ["127.0.0.1", "10.0.0.1"],
        "nada.example": [],
        "127.0.0.1": ["127.0.0.1"],
    }
    if host not in known:
        raise OSError("Name or service not known")
    return known[host]


def fetcher(**limits: float) -> WebFetcher:
    return WebFetcher(Limits(**limits), allowed=is_test_site, look_up=names)  # type: ignore[arg-type]


def refusal(url: str, fetch: WebFetcher) -> SkipItem:
    with pytest.raises(SkipItem) as caught:
        fetch(url)
    return caught.value


@pytest.mark.parametrize("path", ["/", "/moved"])
def test_a_page_with_its_address_status_and_headers(port: int, path: str) -> None:
    got = fetcher()(f"http://publico.example:{port}{path}")
    assert got.data == "<p>238 años</p>".encode()
    assert (got.url, got.status) == (f"http://publico.example:{port}/", 200)
    assert got.headers["content-type"] == "text/html; charset=utf-8"
    assert Site.asked[-1] == (f"publico.example:{port}", "/")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/loop", "redirects in a circle"),
        ("/on/0", "redirects more than 20 times"),
        ("/to-nothing", "redirects to what is no address"),
        ("/to-private", "interno.example leads to 127.0.0.2, which is not a public address"),
        ("/to-file", "file are not fetched"),
        ("/to-user", "user name or password"),
        ("/large", "larger than 1,000 bytes"),
        ("/bomb", "larger than 1,000 bytes"),
        ("/broken", "damaged"),
        ("/odd", "packed the page as br"),
        ("/endless", "larger than 1,000 bytes"),
        ("/headers", "larger than 1.0 MB"),
        ("/nothing", "could not be reached"),
        ("/odd-headers", "could not be reached"),
    ],
)
def test_what_is_told_when_it_fails(port: int, path: str, reason: str) -> None:
    skip = refusal(f"http://publico.example:{port}{path}", fetcher(item_bytes=1_000))
    assert reason in skip.reason
    assert skip.remedy


@pytest.mark.parametrize("status", [304, 403, 404, 410, 451, 500, 503])
def test_an_error_is_an_answer_too(port: int, status: int) -> None:
    got = fetcher()(f"http://publico.example:{port}/{status}")
    assert (got.status, got.data, got.cut) == (status, b"", "")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/packed", b"hola"),
        ("/twice-packed", b"hola mundo"),
        ("/deflated", b"hola"),
        ("/raw-deflated", b"hola"),
        ("/continued", b"hola"),
        ("/cookie", b"the page"),
    ],
)
def test_a_body_is_what_the_server_meant(port: int, path: str, body: bytes) -> None:
    got = fetcher()(f"http://publico.example:{port}{path}")
    assert (got.data, got.cut) == (body, "")


@pytest.mark.parametrize(
    ("path", "body", "cut"),
    [
        ("/cut", b"half", "The transfer was cut: 4 bytes came of 100 bytes."),
        ("/cut-chunks", b"halfha", "The transfer was cut after 6 bytes."),
        ("/cut-packed", b"hola hola", "The packed answer ends too early"),
    ],
)
def test_what_came_of_a_transfer_that_was_cut_is_kept_and_said(port: int, path: str, body: bytes, cut: str) -> None:
    got = fetcher()(f"http://publico.example:{port}{path}")
    assert got.data.startswith(body)
    assert cut in got.cut


@pytest.mark.parametrize("path", ["/drip", "/slow-headers"])
def test_a_server_that_drips_is_left(port: int, path: str) -> None:
    start = time.monotonic()
    skip = refusal(f"http://publico.example:{port}{path}", fetcher(fetch_seconds=0.4))
    assert "did not answer in time" in skip.reason
    assert time.monotonic() - start < 5


def test_the_way_of_redirects_is_kept(port: int) -> None:
    got = fetcher()(f"http://publico.example:{port}/moved#part")
    assert got.redirects == (f"http://publico.example:{port}/moved#part",)
    assert Site.asked == [(f"publico.example:{port}", "/moved"), (f"publico.example:{port}", "/")]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://publico.example/", "ftp are not fetched"),
        ("file:///etc/passwd", "file are not fetched"),
        ("http://user:pass@publico.example/", "user name or password"),
        ("http:///x", "names no host"),
        ("http://[::1", "not an address that can be fetched"),
        ("http://desconocido.example/", "could not be looked up"),
        ("http://nada.example/", "has no address"),
        ("http://mixto.example/", "10.0.0.1, which is not a public address"),
    ],
)
def test_addresses_that_are_refused(url: str, reason: str) -> None:
    assert reason in refusal(url, fetcher()).reason


def test_the_certificate_is_checked_against_the_name_not_the_address(tls: tuple[int, ssl.SSLContext]) -> None:
    port, trust = tls
    known = WebFetcher(allowed=is_test_site, look_up=names, trust=trust)
    assert known(f"https://publico.example:{port}/").data == "<p>238 años</p>".encode()
    other = WebFetcher(allowed=is_test_site, look_up=lambda host, port: ["127.0.0.1"], trust=trust)
    assert "could not be reached" in refusal(f"https://otro.example:{port}/", other).reason
    stranger = WebFetcher(allowed=is_test_site, look_up=names)
    assert "could not be reached" in refusal(f"https://publico.example:{port}/", stranger).reason
