"""Name and version of what takes something in, for its manifest."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from amparo import __version__

_PARTS = {"url": ("httpx", "httpcore"), "warc": ("fastwarc", "warcio"), "feed": ("httpx", "httpcore", "feedparser")}


@cache
def tools_of(method: str) -> Mapping[str, str]:
    """What took part where an item was taken in by that method (`Capture.method`)."""
    found = {"amparo": __version__, "python": platform.python_version()}
    for name in _PARTS.get(method, ()):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
