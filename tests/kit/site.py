"""A small web site on loopback, and a fetcher that may go there: the allowance that only a test's argument can give."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from amparo.acquire import Limits, WebFetcher
from amparo.acquire.addresses import Address

HOST = "publico.example"


@dataclass(frozen=True)
class Answer:
    """What the site answers: status, body and headers; or `raw`, the bytes of the whole answer."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None


Respond = Callable[[Mapping[str, str]], Answer]


def page(words: str, title: str = "A page") -> Answer:
    """A web page with these words as its paragraph."""
    source = f"<!doctype html><html><head><title>{title}</title></head><body><p>{words}</p></body></html>"
    return Answer(source.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


@dataclass
class Site:
    """Its pages by path, what was asked for (path and headers), and where it is."""

    port: int = 0
    pages: dict[str, Answer | Respond] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str = "/", host: str = HOST) -> str:
        """The address of a page."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _ in self.asked]


@contextmanager
def served() -> Iterator[Site]:
    """A site that answers 404 until it is given pages."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append((self.path, headers))
            given = site.pages.get(self.path, Answer(b"", 404))
            answer = given if isinstance(given, Answer) else given(headers)
            self.close_connection = True
            if answer.raw is not None:
                self.wfile.write(answer.raw)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            """Keeps the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def is_test_site(address: Address) -> bool:
    """The allowance of these tests: one loopback address stands for the open web, the others stay private."""
    return str(address) == "127.0.0.1"


def names(host: str, port: int) -> Sequence[str]:
    """A resolver for which every name ending in `.example` is the test's site, but for one that is inside."""
    if host == "interno.example":
        return ["127.0.0.2"]
    if not host.endswith(".example"):
        raise OSError("Name or service not known")
    return ["127.0.0.1"]


def site_fetcher(limits: Limits | None = None) -> WebFetcher:
    """A fetcher for which the test's site is the open web."""
    return WebFetcher(limits, allowed=is_test_site, look_up=names)
