"""Bytes in: a file, a folder, an archive, a mail or a URL becomes captures, one at a time."""

from amparo.acquire.items import Acquired, Fetch, Fetched, Limits, Rest
from amparo.acquire.sniff import media_type
from amparo.acquire.source import acquire_source
from amparo.acquire.web import WebFetcher

__all__ = ["Acquired", "Fetch", "Fetched", "Limits", "Rest", "WebFetcher", "acquire_source", "media_type"]
