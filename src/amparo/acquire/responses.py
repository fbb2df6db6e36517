"""HTTP responses as web archives keep them: head and body, the body as it was before it was packed for the way."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import brotli

from amparo.acquire.items import shown

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})\b[^\r\n]*")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\r\n]*)?\r?\n")
_HEADERS = 200


@dataclass(frozen=True, slots=True)
class Response:
    """A response.

    Attributes:
        status: HTTP status.
        headers: names in lower case; of several by the same name the first, but for those joined as lists.
        raw: the body as it came.
        plain: the body without the transfer's own packing (chunks).
        body: the body as the page is: content encoding taken off too.
        packed: the content encoding that could not be taken off, or that held more than allowed.
        whole: whether the encodings ended where they should.
    """

    status: int
    headers: Mapping[str, str]
    raw: bytes
    plain: bytes
    body: bytes
    packed: str = ""
    whole: bool = True


def response_in(block: bytes, largest: int) -> Response | None:
    """The response that `block` holds, or None where it does not begin like one.

    Encodings that the head names and the body does not have are passed over: many archives keep bodies unpacked and
    heads as they came.

    Args:
        block: status line, header lines, empty line, body.
        largest: bytes the body may unpack to.
    """
    match = _STATUS.match(block)
    if match is None:
        return None
    headers, raw = _head_and_body(block)
    plain, whole = raw, True
    if "chunked" in headers.get("transfer-encoding", "").lower():
        plain, whole = _unchunked(raw)
    body, packed = plain, ""
    for name in reversed([part.strip().lower() for part in headers.get("content-encoding", "").split(",")]):
        if name in ("", "identity"):
            continue
        unpacked, state = _decoded(name, body, largest)
        if state == "unpacked":
            body = unpacked
        elif state == "short":
            body, whole = unpacked, False
        elif state == "refused":
            return Response(int(match.group(1)), headers, raw, plain, b"", name, whole)
    return Response(int(match.group(1)), headers, raw, plain, body, packed, whole)


def _head_and_body(block: bytes) -> tuple[dict[str, str], bytes]:
    ends = [(at, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := block.find(mark)) >= 0]
    at, length = min(ends, default=(len(block), 0))
    headers: dict[str, str] = {}
    for line in block[:at].splitlines()[1 : _HEADERS + 1]:
        name, colon, value = line.decode("latin-1").partition(":")
        if colon:
            headers.setdefault(shown(name.strip().lower()), shown(value.strip()))
    return headers, block[at + length :]


def _unchunked(raw: bytes) -> tuple[bytes, bool]:
    """The body without its chunks, and whether the last one is there; as it is where it has none."""
    pieces: list[bytes] = []
    at = 0
    while match := _CHUNK_SIZE.match(raw, at):
        size = int(match.group(1), 16)
        if size == 0:
            return b"".join(pieces), True
        pieces.append(raw[match.end() : match.end() + size])
        at = match.end() + size
        if at > len(raw):
            break
        at += 2 if raw[at : at + 2] == b"\r\n" else 1 if raw[at : at + 1] == b"\n" else 0
    return (b"".join(pieces), False) if pieces else (raw, True)


def _decoded(name: str, data: bytes, largest: int) -> tuple[bytes, str]:
    """The bytes and `unpacked`, `short` (it breaks off), `absent` (it is not packed so) or `refused`."""
    if not data:
        return data, "absent"
    if name in ("gzip", "x-gzip"):
        return _inflated(data, 31, largest) if data.startswith(b"\x1f\x8b") else (data, "absent")
    if name == "deflate":
        found = _inflated(data, 15, largest)
        return found if found[1] != "absent" else _inflated(data, -15, largest)
    if name == "br":
        return _unbrotlied(data, largest)
    return data, "refused"


def _inflated(data: bytes, bits: int, largest: int) -> tuple[bytes, str]:
    unpacker = zlib.decompressobj(bits)
    return _in_pieces(data, largest, lambda piece, room: unpacker.decompress(piece, room), lambda: unpacker.eof)


def _unbrotlied(data: bytes, largest: int) -> tuple[bytes, str]:
    unpacker = brotli.Decompressor()

    def unpack(piece: bytes, room: int) -> bytes:
        made = unpacker.process(piece, output_buffer_limit=room)
        while len(made) < room and not unpacker.can_accept_more_data() and not unpacker.is_finished():
            made += unpacker.process(b"", output_buffer_limit=room - len(made))
        return bytes(made)

    return _in_pieces(data, largest, unpack, unpacker.is_finished)


def _in_pieces(
    data: bytes, largest: int, unpack: Callable[[bytes, int], bytes], ended: Callable[[], bool]
) -> tuple[bytes, str]:
    """What `unpack`, given the next bytes and how many may come of them (at least one), makes of `data`."""
    pieces: list[bytes] = []
    size = 0
    for at in range(0, len(data), 4096):
        try:
            piece = unpack(data[at : at + 4096], largest + 1 - size)
        except (zlib.error, brotli.error):
            return (b"".join(pieces), "short") if pieces else (data, "absent")
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            return b"", "refused"
        if ended():
            return b"".join(pieces), "unpacked"
    return b"".join(pieces), "short"
