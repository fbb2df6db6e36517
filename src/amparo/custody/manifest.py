"""The manifest of a capture: what, whence, when, how, by whom, with which hashes and tools, in one canonical record.

It stands in the log's event of the capture, so that the chain holds it: there is no row of it to lose or to change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from amparo.model import Capture, to_json

VERSION = 1
FACT = "manifest"
"""Its key in the event's data."""

Manifest = Mapping[str, Any]


def make_manifest(capture: Capture, data: bytes, actor: str, tools: Mapping[str, str]) -> Manifest:
    """The manifest of a capture.

    Args:
        capture: what was taken in; all that it says is in the manifest.
        data: its bytes; the manifest has a second hash of them, SHA-512.
        actor: who took it in.
        tools: name and version of what took it in.
    """
    said: dict[str, Any] = to_json(capture)
    return {**said, "actor": actor, "sha512": hashlib.sha512(data).hexdigest(), "tools": dict(tools), FACT: VERSION}


def differing(manifest: Manifest, capture: Mapping[str, Any], actor: str) -> tuple[str, ...]:
    """The fields of a manifest that are not what the capture's record and the log's event say."""
    said = {**capture, "actor": actor}
    return tuple(sorted(name for name, value in said.items() if manifest.get(name) != value))
