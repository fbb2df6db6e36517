"""Fetching one URL from the open web, and from nowhere else."""

from __future__ import annotations

import re
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

import httpcore
import httpx

from amparo import __version__
from amparo.acquire.addresses import Address, is_public
from amparo.acquire.connection import NETWORK_ERRORS, CheckedBackend, Resolve, Tape, Transport, resolve, too_much
from amparo.acquire.exchange import Hop, web_archive
from amparo.acquire.hosts import checked_url
from amparo.acquire.items import Fetched, Limits, megabytes, shown
from amparo.model import SkipItem

USER_AGENT = f"amparo/{__version__}"

_REDIRECTS = (301, 302, 303, 307, 308)
_OPERATION_SECONDS = 20.0
_BY_HAND = "Open it in a browser and add the final address."
_OVERHEAD = 1_000_000
"""Bytes of headers and chunk sizes that may come in besides the body."""
_BLANK_LINE = re.compile(rb"\n\r?\n")
_OWN = {"user-agent": USER_AGENT, "accept": "*/*", "accept-encoding": "identity", "connection": "close"}
_PACKED = ("gzip", "x-gzip", "deflate")
_UNPACKED = ("identity", "")


@dataclass(frozen=True, slots=True)
class _Answer:
    response: httpx.Response
    data: bytes
    hop: Hop
    cut: str


class WebFetcher:
    """Fetches over http and https, to public addresses, by hand through redirects, within bounds of size and time.

    Every connection is made to an address that was checked just before, so a name that changes its address between
    two look-ups leads nowhere. Proxies and credentials of the surroundings are not used.

    Args:
        limits: bounds.
        allowed: which addresses may be connected to. Only tests pass another than `is_public`.
        look_up: how host names become addresses.
        trust: TLS context, for tests; by default the usual certificate authorities.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        allowed: Callable[[Address], bool] = is_public,
        look_up: Resolve = resolve,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._allowed = allowed
        self._look_up = look_up
        self._given_trust = trust

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return self._given_trust or httpx.create_ssl_context(trust_env=False)

    def __call__(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """Get one URL, whatever status it answers with in the end.

        Args:
            url: its address.
            headers: to send besides our own, such as `If-None-Match`.

        Raises:
            SkipItem: the address is refused, out of reach, or exceeds a bound.
        """
        deadline = time.monotonic() + self.limits.fetch_seconds
        at = checked_url(url, self._allowed)
        hops: list[Hop] = []
        passed: list[str] = []
        cookies = httpx.Cookies()
        seen = {_place(at, cookies)}
        while True:
            room = self.limits.item_bytes + _OVERHEAD - sum(len(hop.received) for hop in hops)
            answer = self._ask(at, {**(headers or {}), **_OWN}, cookies, deadline, room)
            hops.append(answer.hop)
            response = answer.response
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                told = {shown(name.lower()): shown(value) for name, value in response.headers.items()}
                archive = web_archive(hops)
                status = response.status_code
                return Fetched(str(response.url), status, told, answer.data, archive, tuple(passed), answer.cut)
            passed.append(str(at))
            at = self._next(at, response.headers["location"])
            if _place(at, cookies) in seen:
                raise SkipItem("It redirects in a circle.", _BY_HAND)
            if len(passed) > self.limits.redirects:
                raise SkipItem(f"It redirects more than {self.limits.redirects} times.", _BY_HAND)
            seen.add(_place(at, cookies))

    def _next(self, at: httpx.URL, location: str) -> httpx.URL:
        try:
            target = str(at.join(location))
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise SkipItem(f"It redirects to what is no address: {shown(str(error))}.", _BY_HAND) from error
        return checked_url(target, self._allowed)

    def _ask(
        self, at: httpx.URL, headers: Mapping[str, str], cookies: httpx.Cookies, deadline: float, room: int
    ) -> _Answer:
        """One request on a connection of its own, so that what passed over it is this request and its answer."""
        tape = Tape(room)
        backend = CheckedBackend(deadline, self._allowed, self._look_up, tape)
        moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        waits = httpx.Timeout(_OPERATION_SECONDS).as_dict()
        target = at.copy_with(fragment=None)
        request = httpx.Request("GET", target, headers=dict(headers), extensions={"timeout": waits})
        cookies.set_cookie_header(request)
        try:
            with Transport(backend, self._trust) as transport:
                response = transport.handle_request(request)
                response.request = request
                cookies.extract_cookies(response)
                data, cut = _body(response, self.limits.item_bytes)
                response.close()
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise SkipItem(
                f"{_host(at)} did not answer in time (within {self.limits.fetch_seconds:g} seconds).",
                "Try again later, or save the page from your browser and add the file.",
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL, *NETWORK_ERRORS) as error:
            raise SkipItem(
                f"{_host(at)} could not be reached: {shown(str(error)) or type(error).__name__}.",
                "Check the address and your connection, then try again.",
            ) from error
        received = bytes(tape.received)
        start, body_at = _answer_in(received)
        why = "disconnect" if cut else None
        hop = Hop(str(at), moment, tape.address, bytes(tape.sent), received[start:], body_at - start, why)
        return _Answer(response, data, hop, cut)


def _place(url: httpx.URL, cookies: httpx.Cookies) -> tuple[str, ...]:
    """What makes a step of the way: where it leads, and with which cookies."""
    return str(url.copy_with(fragment=None)), *sorted(f"{c.domain}{c.path}{c.name}={c.value}" for c in cookies.jar)


def _host(url: httpx.URL) -> str:
    return shown(url.host)


def _answer_in(received: bytes) -> tuple[int, int]:
    """Where the answer begins, behind any provisional ones (`100 Continue`), and where its body does."""
    start = 0
    while blank := _BLANK_LINE.search(received, start):
        status = received[start : blank.end()].split(None, 2)[1:2]
        if not status or not status[0].startswith(b"1"):
            return start, blank.end()
        start = blank.end()
    return start, len(received)


def _body(response: httpx.Response, limit: int) -> tuple[bytes, str]:
    """The body, unpacked where the server packed it although asked not to; and why it is not whole, if it is not."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in (*_UNPACKED, *_PACKED):
        raise SkipItem(
            f"The server packed the page as {shown(encoding)}.", "Save it from your browser and add the file."
        )
    unpacker = _Unpacker(encoding) if encoding in _PACKED else None
    body = bytearray()
    arrived = 0
    try:
        for chunk in response.iter_raw():
            arrived += len(chunk)
            body += unpacker.unpack(chunk, limit + 1 - len(body)) if unpacker else chunk
            if len(body) > limit:
                raise too_much(limit)
    except zlib.error as error:
        raise SkipItem(f"The answer is packed and damaged: {error}.", "Try again later.") from error
    except (httpcore.RemoteProtocolError, httpcore.ReadError):
        return bytes(body), _told_short(response, arrived)
    if unpacker and arrived and not unpacker.whole:
        return bytes(body), f"The packed answer ends too early: {megabytes(len(body))} could be unpacked."
    return bytes(body), ""


def _told_short(response: httpx.Response, arrived: int) -> str:
    told = response.headers.get("content-length", "")
    if told.isdecimal():
        return f"The transfer was cut: {megabytes(arrived)} came of {megabytes(int(told))}."
    return f"The transfer was cut after {megabytes(arrived)}."


class _Unpacker:
    """Unpacks gzip, several one after the other too, and deflate with or without its header; never beyond a bound."""

    def __init__(self, encoding: str) -> None:
        self._gzip = encoding != "deflate"
        self._stream = zlib.decompressobj(wbits=31 if self._gzip else 15)
        self._started = False

    @property
    def whole(self) -> bool:
        """Whether what came in ended where it should."""
        return self._stream.eof

    def unpack(self, data: bytes, bound: int) -> bytes:
        """What a piece unpacks to, at most `bound` bytes of it."""
        out = self._first(data, bound) if not self._started and data else self._stream.decompress(data, bound)
        self._started = self._started or bool(data)
        while self._stream.eof and self._gzip and self._stream.unused_data.startswith(b"\x1f") and len(out) < bound:
            rest = self._stream.unused_data
            self._stream = zlib.decompressobj(wbits=31)
            out += self._stream.decompress(rest, bound - len(out))
        return out

    def _first(self, data: bytes, bound: int) -> bytes:
        try:
            return self._stream.decompress(data, bound)
        except zlib.error:
            if self._gzip:
                raise
            self._stream = zlib.decompressobj(wbits=-15)
            return self._stream.decompress(data, bound)
