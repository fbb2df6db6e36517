"""The only place that opens connections: to an address that was checked, until a deadline, with what passes on tape."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

import httpcore
import httpx

from amparo.acquire.addresses import Address
from amparo.acquire.items import megabytes, shown
from amparo.model import SkipItem

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the addresses of a host, as text."""

NETWORK_ERRORS = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, ssl.SSLError)
"""What connections of this kind can fail with, besides being late."""


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses the system's resolver gives. Raises `OSError` or, for names that cannot be, `UnicodeError`."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(slots=True)
class Tape:
    """What passed over one connection, byte for byte, inside TLS, and the address it went to.

    Attributes:
        room: how many bytes may come in.
    """

    room: int
    address: str = ""
    sent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)

    def take(self, data: bytes) -> None:
        """Put what came in on the tape. Raises `SkipItem` where there is no room for it."""
        if len(self.received) + len(data) > self.room:
            raise too_much(self.room)
        self.received += data


def too_much(limit: int) -> SkipItem:
    """Why an answer was not taken that does not end within the limit."""
    return SkipItem(
        f"It is larger than {megabytes(limit)}, the most that is taken in as one item.",
        "Save it from your browser, split it and add the parts, or raise the limit.",
    )


@dataclass(frozen=True)
class _Stream(httpcore.NetworkStream):
    """A stream on tape, none of whose operations waits past the deadline, however slowly the other side drips."""

    stream: httpcore.NetworkStream
    deadline: float
    tape: Tape

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self.stream.read(max_bytes, _remaining(self.deadline, timeout, httpcore.ReadTimeout))
        self.tape.take(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.tape.sent += buffer
        self.stream.write(buffer, _remaining(self.deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        wait = _remaining(self.deadline, timeout, httpcore.ConnectTimeout)
        return _Stream(self.stream.start_tls(ssl_context, server_hostname, wait), self.deadline, self.tape)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)


def _remaining(deadline: float, timeout: float | None, late: type[Exception]) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise late("the time allowed is over")
    return left if timeout is None else min(left, timeout)


class CheckedBackend(httpcore.SyncBackend):
    """Looks the host up, checks every address it has, and connects to one of those.

    Args:
        deadline: by `time.monotonic`, for everything together.
        allowed: which addresses may be connected to.
        look_up: how host names become addresses.
        tape: where the bytes of the connection go.
    """

    def __init__(self, deadline: float, allowed: Callable[[Address], bool], look_up: Resolve, tape: Tape) -> None:
        super().__init__()
        self._deadline = deadline
        self._allowed = allowed
        self._look_up = look_up
        self._tape = tape

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
                self._tape.address = address
                return _Stream(stream, self._deadline, self._tape)
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("only network addresses are fetched")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = [(str(address), ip_address(address)) for address in self._look_up(host, port)]
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"its name could not be looked up ({error})") from error
        except ValueError as error:
            raise httpcore.ConnectError(f"its name leads to what is no address ({error})") from error
        for text, address in found:
            if not self._allowed(address):
                raise SkipItem(
                    f"{shown(host)} leads to {shown(text)}, which is not a public address.",
                    "Only pages on the open web are fetched. Save this one from your browser and add the file.",
                )
        return [text for text, _ in found]


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class Transport(httpx.BaseTransport):
    """httpx over connections that the checked backend makes, one for each request."""

    def __init__(self, backend: httpcore.NetworkBackend, trust: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=trust, network_backend=backend, max_connections=1, max_keepalive_connections=0
        )

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
