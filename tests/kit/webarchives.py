"""Web archives of every make, built in memory for tests."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence

from kit.documents import make_zip

PAGE = (
    b"<html><head><title>Flights to Northland</title></head><body><article><h1>Flights to Northland</h1>"
    b"<p>Northland received 238 people from Southland on 15 March 2031, the ministry said in a long statement.</p>"
    b"</article></body></html>"
)


def sha1(data: bytes) -> str:
    """The digest as web archives write it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def warc_record(kind: str, uri: str, block: bytes, **fields: str) -> bytes:
    """A record; names of `fields` have `_` for `-`. Those named `Content_Length` or so override what is right."""
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{hashlib.sha256(uri.encode() + block).hexdigest()[:32]}>",
        "WARC-Date": "2031-03-16T10:00:00Z",
        "Content-Length": str(len(block)),
    }
    if uri:
        head["WARC-Target-URI"] = uri
    head |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def answer(body: bytes, kind: str = "text/html", status: str = "200 OK", head: str = "") -> bytes:
    """An HTTP response; `head` are further header lines, each with its end."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{head}\r\n".encode() + body


def page_record(uri: str, body: bytes = PAGE, **fields: str) -> bytes:
    """A record of a page, with its digests."""
    block = answer(body)
    return warc_record(
        "response", uri, block, **({"WARC_Payload_Digest": sha1(body), "WARC_Block_Digest": sha1(block)} | fields)
    )


def warc_gz(records: Sequence[bytes]) -> bytes:
    """A WARC, each record packed by itself, as it should be."""
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def arc(records: Mapping[str, bytes]) -> bytes:
    """An ARC of these addresses and their responses."""
    made = b"filedesc://x.arc 0.0.0.0 20310316100000 text/plain 75\n1 0 Crawler\nURL IP-address Archive-date "
    made += b"Content-type Archive-length\n".ljust(75 - len(made.partition(b"\n")[2])) + b"\n"
    for uri, block in records.items():
        made += f"{uri} 192.0.2.1 20310316100000 text/html {len(block)}\n".encode() + block + b"\n"
    return made


def wacz(
    archives: Mapping[str, bytes], pages: Sequence[str] | None = (), listed: bool = True, **altered: bytes
) -> bytes:
    """A WACZ in the layout of its specification; `pages` None leaves the list of pages out, `altered` are files that
    its list gives another hash (names with `__` for `/` and `_` for `.`)."""
    files = {f"archive/{name}": data for name, data in archives.items()} | {"indexes/index.cdx": b"x"}
    if pages is not None:
        lines = [{"format": "json-pages-1.0", "id": "pages"}, *({"url": url} for url in pages)]
        files["pages/pages.jsonl"] = "\n".join(json.dumps(line) for line in lines).encode()
    if listed:
        resources = [
            {"name": name, "path": name, "hash": "sha256:" + hashlib.sha256(data).hexdigest(), "bytes": len(data)}
            for name, data in files.items()
        ]
        listing = json.dumps({"profile": "data-package", "resources": resources, "wacz_version": "1.1.1"}).encode()
        files["datapackage.json"] = listing
        seal = {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(listing).hexdigest()}
        files["datapackage-digest.json"] = json.dumps(seal).encode()
    return make_zip(files | {name.replace("__", "/").replace("_", "."): data for name, data in altered.items()})
