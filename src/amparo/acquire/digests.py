"""The digests a web archive gives its records, set against the bytes."""

from __future__ import annotations

import base64
import contextlib
import hashlib
from collections.abc import Iterable
from typing import Literal

_NAMES = {"sha1": "sha1", "sha256": "sha256", "sha512": "sha512", "md5": "md5"}

Check = Literal["holds", "fails", "unknown"]


def check_digest(told: str, candidates: Iterable[bytes]) -> Check:
    """Whether a digest such as `sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ` is that of one of `candidates`.

    Its value may be written in base 32, base 64 or hex. `unknown` where the method is none that we know.
    """
    method, colon, value = told.strip().partition(":")
    name = _NAMES.get(method.strip().lower().replace("-", ""))
    if not colon or name is None:
        return "unknown"
    for data in candidates:
        digest = hashlib.new(name, data, usedforsecurity=False).digest()
        if any(digest == read for read in _values(value.strip())):
            return "holds"
    return "fails"


def _values(text: str) -> list[bytes]:
    found = []
    with contextlib.suppress(ValueError):
        found.append(bytes.fromhex(text))
    padding = "=" * (-len(text.rstrip("=")) % 8)
    with contextlib.suppress(ValueError):
        found.append(base64.b32decode(text.rstrip("=").upper() + padding))
    plain = text.rstrip("=").replace("-", "+").replace("_", "/")
    with contextlib.suppress(ValueError):
        found.append(base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True))
    return found
