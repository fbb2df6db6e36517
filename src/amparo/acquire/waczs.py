"""WACZ: a web archive zipped with its own lists. The hashes it gives its parts are checked, its archives become items,
and its list of pages is set against what they hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import unquote

from amparo.acquire.items import Budget, Limits, Member, Rest, sha256, shown
from amparo.acquire.records import Record, records
from amparo.acquire.zips import members
from amparo.model import Problem

_LIST = "datapackage.json"
_SEAL = "datapackage-digest.json"
_ARCHIVES = (".warc", ".warc.gz", ".arc", ".arc.gz")
_TOLD = 20
_COMPARE = "Get the archive again from who made it, and compare."


@dataclass(slots=True)
class _Parts:
    """What was met in a WACZ: the hash of each file, its lists, the addresses its archives have records of."""

    hashes: dict[str, str] = field(default_factory=dict)
    listing: bytes | None = None
    seal: bytes | None = None
    pages: list[str] = field(default_factory=list)
    held: set[str] = field(default_factory=set)
    archives: int = 0


def wacz_members(doc: str, data: bytes, limits: Limits, budget: Budget) -> Iterator[Member | Problem]:
    """The WARC files in a WACZ, named `doc/archive/name`; a row for each thing that does not hold."""
    parts = _Parts()
    lost = False
    for member in members(doc, data, limits, budget):
        if isinstance(member, Problem):
            lost = lost or member.doc == doc
            yield member
            continue
        name = member.doc.removeprefix(f"{doc}/")
        parts.hashes[name] = sha256(member.data)
        if name.lower().endswith(_ARCHIVES):
            parts.archives += 1
            parts.held |= _addresses(member.data, limits)
            yield member
        elif name == _LIST:
            parts.listing = member.data
        elif name == _SEAL:
            parts.seal = member.data
        elif name.startswith("pages/") and name.endswith(".jsonl"):
            parts.pages += _pages(member.data, limits)
    if not lost:
        yield from _told(doc, parts)


def _told(doc: str, parts: _Parts) -> Iterator[Problem]:
    if not parts.archives:
        yield Problem(doc, "There is no web archive (WARC) in it.", _COMPARE, whole=True)
    listed = _listed(parts.listing)
    if listed is None:
        reason = f"It has no list of its parts that can be read ({_LIST}), so their hashes could not be checked."
        yield Problem(doc, reason, _COMPARE, _LIST)
    for name, told in (listed or {}).items():
        place = f"{doc}/{shown(name)}"
        if name not in parts.hashes:
            yield Problem(
                place, f"The list of the archive ({_LIST}) names it, and it is not there.", _COMPARE, whole=True
            )
        elif told and told != parts.hashes[name]:
            yield Problem(
                place, f"Its hash is not the one in the list of the archive ({_LIST}): one was altered.", _COMPARE
            )
    sealed = _object(parts.seal).get("hash") if parts.seal is not None else None
    if isinstance(sealed, str) and parts.listing is not None and _hex(sealed) not in (None, parts.hashes[_LIST]):
        yield Problem(f"{doc}/{_LIST}", f"Its hash is not the one in {_SEAL}: one was altered.", _COMPARE)
    missing = [page for page in dict.fromkeys(parts.pages) if _plain(page) not in parts.held]
    for page in missing[:_TOLD]:
        reason = "The archive's list of pages names it, and there is no record of it."
        yield Problem(f"{doc}/{shown(page)}", reason, "Look for another capture of the page and add that.", whole=True)
    if len(missing) > _TOLD:
        yield Problem(
            doc, f"{len(missing) - _TOLD:,} more pages that its list names have no record.", _COMPARE, "pages"
        )
    if others := len(parts.hashes) - parts.archives:
        reason = f"{others:,} of its files are indexes, lists and notes about the archive; they stay in it, not read."
        yield Rest(doc, reason, where="files")


def _listed(data: bytes | None) -> dict[str, str | None] | None:
    """The files that the list names with their SHA-256, where it gives that; None where it is no such list."""
    resources = _object(data).get("resources") if data is not None else None
    if not isinstance(resources, list):
        return None
    named = [entry for entry in resources if isinstance(entry, dict) and isinstance(entry.get("path"), str)]
    return {entry["path"]: _hex(str(entry.get("hash", ""))) for entry in named}


def _hex(told: str) -> str | None:
    """The digits of a hash such as `sha256:0a1b...`; None for any other method."""
    method, _, value = told.rpartition(":")
    return value.lower() if method.lower().replace("-", "") in ("", "sha256") and len(value) == 64 else None


def _object(data: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _pages(data: bytes, limits: Limits) -> list[str]:
    lines = islice(data.splitlines(), limits.archive_entries)
    urls = [_object(line).get("url") for line in lines if line.strip()]
    return [url for url in urls if isinstance(url, str) and url.startswith(("http://", "https://"))]


def _addresses(data: bytes, limits: Limits) -> set[str]:
    """What a WARC has answers from."""
    found = islice(records(data, limits.item_bytes, limits.archive_bytes), limits.web_records)
    kinds = ("response", "resource", "revisit")
    return {_plain(record.uri) for record in found if isinstance(record, Record) and record.kind in kinds}


def _plain(url: str) -> str:
    """An address without what programs write differently."""
    scheme, _, rest = unquote(url.partition("#")[0]).partition("://")
    return (rest or scheme).removeprefix("www.").rstrip("/").lower()
