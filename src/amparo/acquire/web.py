"""Fetching one URL from the open web, and from nowhere else."""

from __future__ import annotations

import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any

import httpcore
import httpx

from amparo import __version__
from amparo.acquire.addresses import Address, is_public
from amparo.acquire.items import Fetched, Limits, megabytes, shown
from amparo.model import SkipItem

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the addresses of a host, as text."""

_REDIRECTS = (301, 302, 303, 307, 308)
_OPERATION_SECONDS = 20.0
_REMEDIES = {
    401: "The page wants a sign-in. Save it from your browser and add the file.",
    403: "The server refuses programs. Save the page from your browser and add the file.",
    404: "Check the address, or look for it in a web archive and add that copy.",
    410: "The page was removed. Look for it in a web archive and add that copy.",
    429: "The server asks to slow down. Try again later.",
    451: "The page is withheld for legal reasons where you are. Look for it in a web archive and add that copy.",
}


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses the system's resolver gives. Raises `OSError` or, for names that cannot be, `UnicodeError`."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


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
        self._trust = trust

    def __call__(self, url: str) -> Fetched:
        """Get one URL.

        Raises:
            SkipItem: the address is refused, out of reach, answers with an error, or exceeds a bound.
        """
        deadline = time.monotonic() + self.limits.fetch_seconds
        backend = _CheckedBackend(deadline, self._allowed, self._look_up)
        at = _checked_url(url)
        with httpx.Client(
            transport=_Transport(backend, self._trust or httpx.create_ssl_context(trust_env=False)),
            headers={"user-agent": f"amparo/{__version__}", "accept": "*/*", "accept-encoding": "identity"},
            timeout=_OPERATION_SECONDS,
            trust_env=False,
        ) as client:
            for _ in range(self.limits.redirects + 1):
                try:
                    with client.stream("GET", at) as response:
                        if response.status_code not in _REDIRECTS or "location" not in response.headers:
                            return self._taken(response)
                        at = _checked_url(str(at.join(response.headers["location"])))
                except (httpcore.TimeoutException, httpx.TimeoutException) as error:
                    raise SkipItem(
                        f"{_host(at)} did not answer in time (within {self.limits.fetch_seconds:g} seconds).",
                        "Try again later, or save the page from your browser and add the file.",
                    ) from error
                except (httpx.HTTPError, httpx.InvalidURL, *_NETWORK_ERRORS) as error:
                    raise SkipItem(
                        f"{_host(at)} could not be reached: {error or type(error).__name__}.",
                        "Check the address and your connection, then try again.",
                    ) from error
        raise SkipItem(
            f"It redirects more than {self.limits.redirects} times.", "Open it in a browser and add the final address."
        )

    def _taken(self, response: httpx.Response) -> Fetched:
        status = response.status_code
        if status != HTTPStatus.OK:
            phrase = f" {response.reason_phrase}" if response.reason_phrase else ""
            remedy = _REMEDIES.get(status, "Try again later." if status >= 500 else "Check the address.")
            raise SkipItem(f"The server answered with HTTP status {status}{shown(phrase)}.", remedy)
        data = _bounded(response, self.limits.item_bytes)
        headers = {shown(name.lower()): shown(value) for name, value in response.headers.items()}
        return Fetched(str(response.url), status, headers, data)


def _checked_url(text: str) -> httpx.URL:
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise SkipItem(f"It is not an address that can be fetched: {error}.", "Check its spelling.") from error
    if url.scheme not in ("http", "https"):
        raise SkipItem(f"Addresses of the kind {shown(url.scheme)} are not fetched.", "Use http:// or https://.")
    if url.userinfo:
        raise SkipItem("The address carries a user name or password.", "Remove what stands before the @.")
    if not url.host:
        raise SkipItem("The address names no host.", "Check its spelling.")
    return url


def _host(url: httpx.URL) -> str:
    return shown(url.host)


def _bounded(response: httpx.Response, limit: int) -> bytes:
    """The body, unpacked where the server packed it although asked not to."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise SkipItem(
            f"The server packed the page as {shown(encoding)}.", "Save it from your browser and add the file."
        )
    unpacker = zlib.decompressobj(wbits=47) if encoding not in ("identity", "") else None
    body = bytearray()
    try:
        for chunk in response.iter_raw():
            body += unpacker.decompress(chunk, limit + 1 - len(body)) if unpacker else chunk
            if len(body) > limit:
                raise SkipItem(
                    f"It is larger than {megabytes(limit)}, the most that is taken in as one item.",
                    "Save it from your browser, split it and add the parts, or raise the limit.",
                )
    except zlib.error as error:
        raise SkipItem(f"The answer is packed and damaged: {error}.", "Try again later.") from error
    return bytes(body)


@dataclass(frozen=True)
class _Deadline(httpcore.NetworkStream):
    """A stream none of whose operations waits past the deadline, however slowly the other side drips."""

    stream: httpcore.NetworkStream
    deadline: float

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, _remaining(self.deadline, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, _remaining(self.deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        wait = _remaining(self.deadline, timeout, httpcore.ConnectTimeout)
        return _Deadline(self.stream.start_tls(ssl_context, server_hostname, wait), self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


def _remaining(deadline: float, timeout: float | None, late: type[Exception]) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise late("the time allowed is over")
    return left if timeout is None else min(left, timeout)


class _CheckedBackend(httpcore.SyncBackend):
    """The only place that opens connections: looks the host up, checks every address, connects to one of those."""

    def __init__(self, deadline: float, allowed: Callable[[Address], bool], look_up: Resolve) -> None:
        super().__init__()
        self._deadline = deadline
        self._allowed = allowed
        self._look_up = look_up

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in self._addresses(host, port):
            wait = _remaining(self._deadline, timeout, httpcore.ConnectTimeout)
            try:
                stream = super().connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Deadline(stream, self._deadline)
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("only network addresses are fetched")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            addresses = [str(address) for address in self._look_up(host, port)]
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"its name could not be looked up ({error})") from error
        for address in addresses:
            if not self._allowed(ip_address(address)):
                raise SkipItem(
                    f"{shown(host)} leads to {address}, which is not a public address.",
                    "Only pages on the open web are fetched. Save this one from your browser and add the file.",
                )
        return addresses


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Transport(httpx.BaseTransport):
    """httpx over a connection pool whose connections are made by the checked backend."""

    def __init__(self, backend: httpcore.NetworkBackend, trust: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=trust, network_backend=backend, max_connections=1)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._pool.close()


_NETWORK_ERRORS = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, ssl.SSLError)
