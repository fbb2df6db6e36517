"""The evidentiary copy: immutable bytes and how they came in; and what could not be used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from amparo.model.errors import InvalidValue

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Capture:
    """One item taken in.

    Attributes:
        sha256: hex SHA-256 of the bytes; names them in `originals/`.
        doc: the source's name as it was given: a path relative to what was added, or a URL.
        size: bytes.
        media_type: as told by the bytes, such as `text/html`.
        captured: when, ISO 8601 with zone; for a record of a web archive, when that archive captured it.
        method: `file`, `url`, or the kind of container it came out of: `zip`, `tar`, `gzip`, `mail`, `mbox`, `warc`,
            `wacz`, `feed`.
        container: SHA-256 of the archive or mail it came out of, if any.
        url: address it was fetched from or that its metadata names, if any.
        headers: HTTP response headers, if any.
        redirects: the addresses that led on to `url`, in order, if any.
        record: where in `container` it stands and what that says of it, if it stands there as a record: `offset`,
            `length`, and what the kind of container has besides (`id`, `date`, `status`, `payload_digest`, ...).
    """

    sha256: str
    doc: str
    size: int
    media_type: str
    captured: str
    method: str = "file"
    container: str | None = None
    url: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    redirects: tuple[str, ...] = ()
    record: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _SHA256.fullmatch(self.sha256):
            raise InvalidValue(f"a capture is named by its SHA-256; got {self.sha256!r}")
        if not self.doc:
            raise InvalidValue("a capture needs the name of its source (doc)")
        if self.size < 0:
            raise InvalidValue(f"a capture of {self.size} bytes cannot be")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that was not used, wholly or in part: a row, never silence.

    Attributes:
        doc: the source's name as it was given.
        reason: what was wrong, as a sentence.
        remedy: what a person can do, as a sentence; may be empty.
        where: part of the item (`page=7`, `claim at 120`), or None for the whole.
        sha256: the capture, where bytes were kept.
        whole: whether the whole item was lost (a failed row), not only a part of it.
    """

    doc: str
    reason: str
    remedy: str = ""
    where: str | None = None
    sha256: str | None = None
    whole: bool = False
