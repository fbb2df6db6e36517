"""Bytes in: a file, a folder, an archive, a mail or a URL becomes captures, one at a time."""

from amparo.acquire.answers import faults_of
from amparo.acquire.feedlinks import feed_links, is_feed
from amparo.acquire.hosts import check_address
from amparo.acquire.items import Acquired, Fetch, Fetched, Limits, Rest, sha256
from amparo.acquire.politeness import LONGEST_PAUSE, Politeness, Visit, stay_away
from amparo.acquire.sniff import media_type
from amparo.acquire.source import acquire_answer, acquire_exchange, acquire_kept, acquire_source
from amparo.acquire.tools import tools_of
from amparo.acquire.tsa import ask_authority
from amparo.acquire.web import WebFetcher

__all__ = [
    "LONGEST_PAUSE",
    "Acquired",
    "Fetch",
    "Fetched",
    "Limits",
    "Politeness",
    "Rest",
    "Visit",
    "WebFetcher",
    "acquire_answer",
    "acquire_exchange",
    "acquire_kept",
    "acquire_source",
    "ask_authority",
    "check_address",
    "faults_of",
    "feed_links",
    "is_feed",
    "media_type",
    "sha256",
    "stay_away",
    "tools_of",
]
