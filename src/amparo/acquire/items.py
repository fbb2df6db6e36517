"""What acquiring gives and what bounds it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from amparo.model import Capture, Problem


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one source may ask of us. Sizes are bytes, times are seconds.

    Attributes:
        item_bytes: the largest single file, member, attachment or response.
        archive_bytes: all members of one archive together, unpacked, those of archives inside it included.
        archive_entries: members of one archive.
        archive_ratio: how many times its packed size a member over a megabyte may unpack to.
        archive_depth: how many archives or mails deep we open.
        mail_parts: parts of one mail.
        web_records: records of one web archive.
        redirects: how many a URL may go through.
        fetch_seconds: from the first look-up of a URL to its last byte, redirects included.
    """

    item_bytes: int = 100_000_000
    archive_bytes: int = 1_000_000_000
    archive_entries: int = 20_000
    archive_ratio: int = 200
    archive_depth: int = 3
    mail_parts: int = 1_000
    web_records: int = 200_000
    redirects: int = 20
    fetch_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Acquired:
    """One item taken in: its capture and its bytes.

    `opened` marks a container (an archive) whose members follow as captures of their own: it is kept as evidence, but
    there is nothing to read in it.
    """

    capture: Capture
    data: bytes
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One item in a container, before it is captured.

    Attributes:
        doc: its name as it is kept.
        data: its bytes.
        told: the media type the container gives it.
        name: what its ending is read from, where that is not `doc`.
        url, headers, redirects, record: of its capture.
        captured: when the container captured it, where that is a web archive.
        problems: what is wrong with it, though it was taken.
    """

    doc: str
    data: bytes
    told: str | None = None
    name: str | None = None
    url: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    redirects: tuple[str, ...] = ()
    record: Mapping[str, str] = field(default_factory=dict)
    captured: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Rest(Problem):
    """What stays in a container, kept with it and not read. It is told in one row; nothing failed."""


@dataclass(slots=True)
class Budget:
    """Bytes that one outermost archive may still unpack to, shared with the archives inside it."""

    left: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response as it came.

    Attributes:
        url: the address that gave it, after all redirects.
        status: of HTTP.
        headers: names in lower case.
        data: the body, unpacked.
        exchange: all requests and answers on the way as a web archive, if they were recorded.
        redirects: the addresses that sent on to the next, in order.
        cut: why the body is not whole, as a sentence; empty where it is.
    """

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""
    exchange: bytes = b""
    redirects: tuple[str, ...] = ()
    cut: str = ""


Fetch = Callable[[str], Fetched]
"""Gets one URL, whatever its status. Raises `SkipItem` where it must not or cannot."""


RATIO_FROM = 1_000_000
"""Bytes up to which nothing unpacks to too much, however small it was packed."""


def sha256(data: bytes) -> str:
    """The name of bytes: hex SHA-256."""
    return hashlib.sha256(data).hexdigest()


def shown(name: str) -> str:
    """A name from outside as it may be kept and printed: no control characters, no lone surrogates."""
    text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in text)


def megabytes(size: int) -> str:
    """A size for a sentence."""
    return f"{size / 1_000_000:,.1f} MB" if size >= 100_000 else f"{size:,} bytes"
