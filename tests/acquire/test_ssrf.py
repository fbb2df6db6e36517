"""No way of writing an address, no redirect, no name server and no setting leads to what is not the open web."""

from __future__ import annotations

import ast
import os
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

import amparo
from amparo.acquire import WebFetcher, acquire_source
from amparo.acquire.addresses import is_public
from amparo.acquire.connection import resolve
from amparo.cli.sentences import said_in
from amparo.dossier import Dossier
from amparo.model import Problem, SkipItem
from kit.documents import NOW
from kit.site import HOST, Answer, Site, served, site_fetcher

SOURCES = Path(amparo.__file__).parent

HOSTS = [
    # loopback, unspecified, private, shared, link-local, documentation, multicast, reserved
    *("127.0.0.1", "127.8.9.10", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.0.1"),
    *("100.64.0.1", "100.127.255.254", "169.254.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1"),
    *("203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    # what clouds tell of themselves
    *("169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "[fd00:ec2::254]"),
    # IPv6, and IPv4 inside it
    *("[::1]", "[::]", "[fc00::1]", "[fd12:3456::1]", "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%251]", "[::1%25lo]"),
    *("[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[3fff::1]", "[100::1]"),
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "[::127.0.0.1]"),
    *("[::ffff:0:127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::169.254.169.254]", "[64:ff9b:1::7f00:1]"),
    *("[2002:7f00:1::]", "[2002:a9fe:a9fe::]", "[2002:c0a8:1::1]", "[2001:0:7f00:1::]", "[2001:0:53aa:64c::80ff:fffe]"),
    # numbers written otherwise
    *("2130706433", "017700000001", "0x7f000001", "0177.0.0.1", "0x7f.0.0.1", "0x7f.1", "127.1", "127.0.1", "0", "0x0"),
    *(
        "127.0.0.01",
        "127.000.000.001",
        "4294967297",
        "3232235777",
        "00000177.1",
        "127.0.0.1.",
        "127.1.",
        "1.2.3",
        "08.1",
    ),
    # letters that look like digits and dots, and names of this machine
    *(
        "①②⑦.⓪.⓪.①",
        "１２７.０.０.１",
        "127。0。0。1",
        "127．0．0．1",
        "١٢٧.0.0.1",
        "१२७.0.0.1",
        "𝟏𝟐𝟕.0.0.1",
        "ⓛocalhost",
    ),
    *("127%2e0.0.1", "127.0.0.1%00.example", "127.0.0.1%2f.example", "%31%32%37.0.0.1", "lo\u00adcalhost"),
    *("localhost", "LOCALHOST", "localhost.", "localhost.localdomain"),
]


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        yield site


def refused(url: str, fetch: WebFetcher) -> SkipItem:
    with pytest.raises(SkipItem) as caught:
        fetch(url)
    assert caught.value.remedy
    for sentence in (caught.value.reason, caught.value.remedy):
        assert said_in("es", sentence) != sentence
    return caught.value


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_not_of_the_open_web_is_refused(site: Site, host: str) -> None:
    refused(f"http://{host}:{site.port}/", WebFetcher())
    assert site.asked == []


@pytest.mark.parametrize("host", HOSTS)
def test_a_redirect_there_is_refused(site: Site, host: str) -> None:
    location = f"Location: http://{host}:{site.port}/x\r\n".encode()
    site.pages["/"] = Answer(raw=b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n" + location + b"\r\n")
    first = iter([True])

    def look_up(name: str, port: int) -> Sequence[str]:
        return resolve(name, port) if name != HOST else ["127.0.0.1"]

    fetch = WebFetcher(allowed=lambda address: next(first, False) or is_public(address), look_up=look_up)
    refused(site.url(), fetch)
    assert site.paths() == ["/"]


@pytest.mark.parametrize(
    "url",
    [
        "http://publico.example@127.0.0.1/",
        "http://127.0.0.1@publico.example/",
        "http://publico.example%40127.0.0.1/",
        "http://publico.example\\@127.0.0.1/",
        "http://127.0.0.1\\@publico.example/",
        "http://127.0.0.1#@publico.example/",
        "http://127.0.0.1?@publico.example/",
        "http://:@127.0.0.1/",
        "http://127.0.0.1\t.publico.example/",
        "http://127.0.0.1\r\nHost: publico.example/",
        "http:///127.0.0.1/",
        "http:127.0.0.1",
        "//127.0.0.1/",
        "http://[::1",
        "http://[127.0.0.1]/",
        "http://publico.example:0/",
        "http://publico.example:99999/",
        "http://publico.example:-1/",
        "http://publico.example:80:80/",
        "ftp://publico.example/",
        "file:///etc/passwd",
        "file://publico.example/etc/passwd",
        "gopher://publico.example:70/_GET",
        "unix:///var/run/docker.sock",
        "data:text/html,hola",
        "javascript:alert(1)",
        "jar:http://publico.example/!/",
        "http+unix://%2Fvar%2Frun/x",
        "",
        "http://",
        "https://.example/",
        "http://a..example/",
    ],
)
def test_an_address_that_hides_where_it_leads_is_refused(url: str) -> None:
    refused(url, site_fetcher())


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://publico.example/",
        "http://u:p@publico.example/",
        "http://[::1",
        "//127.0.0.2/",
        "gopher://x/",
    ],
)
def test_a_redirect_to_another_kind_of_address_is_refused(site: Site, target: str) -> None:
    site.pages["/"] = Answer(status=301, headers={"Location": target})
    refused(site.url(), site_fetcher())
    assert site.paths() == ["/"]


@pytest.mark.parametrize(
    "answer",
    [
        ["93.184.216.34", "10.0.0.1"],
        ["10.0.0.1", "93.184.216.34"],
        ["93.184.216.34", "::1"],
        ["2606:4700::1111", "fe80::1%eth0"],
        ["93.184.216.34", "no address"],
        ["2606:4700::1111%lo"],
    ],
)
def test_a_name_with_one_address_inside_is_refused_and_nothing_connected(
    answer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def connected(*args: object, **kwargs: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr("socket.create_connection", connected)
    refused("http://mixto.example/", WebFetcher(look_up=lambda host, port: answer))


def test_the_connection_goes_to_the_address_that_was_checked(site: Site) -> None:
    site.pages["/"] = Answer(b"hola")
    asked: list[str] = []

    def once(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    fetch = WebFetcher(allowed=lambda address: str(address) == "127.0.0.1", look_up=once)
    assert fetch(site.url()).data == b"hola"
    assert asked == ["publico.example"]
    refused(site.url(), fetch)
    assert len(site.asked) == 1


def test_a_name_that_changes_between_two_steps_is_checked_again(site: Site) -> None:
    site.pages["/"] = Answer(status=302, headers={"Location": "/secreto"})
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    fetch = WebFetcher(allowed=lambda address: str(address) == "127.0.0.1", look_up=lambda host, port: next(answers))
    assert "127.0.0.2, which is not a public address" in refused(site.url(), fetch).reason
    assert site.paths() == ["/"]


class Proxy(BaseHTTPRequestHandler):
    """Would answer for any address."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "6")
        self.end_headers()
        self.wfile.write(b"secret")

    do_CONNECT = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the test's output clean."""


def test_a_proxy_of_the_surroundings_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    Proxy.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    at = f"http://127.0.0.1:{server.server_address[1]}"
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, at)
    (tmp_path / ".netrc").write_text("default login u password p\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    try:
        refused(f"http://127.0.0.1:{site.port}/", WebFetcher())
        refused("http://metadata.google.internal/", WebFetcher(look_up=lambda host, port: ["169.254.169.254"]))
        site.pages["/"] = Answer(b"hola")
        assert site_fetcher()(site.url()).data == b"hola"
    finally:
        server.shutdown()
        server.server_close()
    assert Proxy.asked == []
    assert "authorization" not in site.asked[0][1]


def test_no_setting_of_the_surroundings_or_of_a_dossier_opens_it(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/"] = Answer(b"238 people were flown.")
    for stem in ("ALLOW_PRIVATE", "ALLOW_LOOPBACK", "ALLOWED", "INSECURE", "TEST", "TESTING", "DEBUG", "SSRF", "ALLOW"):
        monkeypatch.setenv(f"AMPARO_{stem}", "1")
    monkeypatch.setenv("PYTEST_CURRENT_TEST", "x")
    Dossier.create(tmp_path / "d", "A matter").store.close()
    with (tmp_path / "d" / "amparo.toml").open("a") as file:
        file.writelines(
            f"{key} = true\n" for key in ("allow_private", "allow_loopback", "allowed", "insecure", "test", "debug")
        )
        file.write('[acquire]\nallowed = ["127.0.0.1"]\n[web]\nallow = "127.0.0.0/8"\n')
    dossier = Dossier.open(tmp_path / "d")
    (row,) = dossier.add([f"http://127.0.0.1:{site.port}/"])
    assert (row.status, row.reason) == ("failed", "127.0.0.1 is not a public address.")
    assert site.asked == []


def test_the_program_itself_never_gives_the_allowance() -> None:
    for path in sorted(SOURCES.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if getattr(call.func, "id", getattr(call.func, "attr", "")) == "WebFetcher":
                given = {keyword.arg for keyword in call.keywords}
                assert given == set(), f"{path.name} gives WebFetcher {given}"
                assert len(call.args) <= 1
    for path in sorted((SOURCES / "acquire").rglob("*.py")):
        words = path.read_text(encoding="utf-8")
        assert "environ" not in words
        assert "getenv" not in words
    assert "AMPARO_ALLOWED" not in os.environ


def test_it_is_a_row_of_the_run(site: Site) -> None:
    (problem,) = acquire_source(f"http://0177.0.0.1:{site.port}/", NOW)
    assert isinstance(problem, Problem)
    assert problem.whole
