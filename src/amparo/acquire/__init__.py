"""Bytes in: a file, a folder, an archive, a mail or a URL becomes captures, one at a time."""

from amparo.acquire.items import Acquired, Fetch, Fetched, Limits
from amparo.acquire.sniff import media_type
from amparo.acquire.source import acquire_source
from amparo.acquire.tools import tools_of
from amparo.acquire.tsa import ask_authority
from amparo.acquire.web import WebFetcher

__all__ = [
    "Acquired",
    "Fetch",
    "Fetched",
    "Limits",
    "WebFetcher",
    "acquire_source",
    "ask_authority",
    "media_type",
    "tools_of",
]
