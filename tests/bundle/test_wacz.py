"""The WACZ: valid by its own tool, indexed, and with the bytes as they were captured."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from amparo.bundle.wacz import Captured, sort_friendly, write_wacz
from amparo.model import Capture
from kit.dossiers import clock
from kit.evidence import PAGE, URL, make_evidence
from kit.tsa import Authority


@pytest.fixture(scope="module")
def wacz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wacz")
    made = make_evidence(folder, Authority(folder / "tsa"))
    made.export(folder / "b", "Ana", clock())
    return folder / "b" / "captures.wacz"


def valid(path: Path) -> bool:
    """What the `wacz` package says; it crashes on some archives that were tampered with, which is no yes."""
    from wacz.main import main

    try:
        return bool(main(["validate", "-f", str(path)]) in (0, None))
    except Exception:  # noqa: BLE001  (whatever it fails with)
        return False


def test_it_is_valid_and_not_when_it_was_altered(wacz: Path, tmp_path: Path) -> None:
    assert valid(wacz)
    altered = tmp_path / "x.wacz"
    with zipfile.ZipFile(wacz) as old, zipfile.ZipFile(altered, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, data + b"\n" if entry.filename.startswith("pages/") else data)
    assert not valid(altered)


def test_its_parts_are_those_of_the_specification(wacz: Path) -> None:
    with zipfile.ZipFile(wacz) as package:
        parts = {entry.filename: entry for entry in package.infolist()}
        about = json.loads(package.read("datapackage.json"))
        digest = json.loads(package.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{hashlib.sha256(package.read('datapackage.json')).hexdigest()}"
        assert (about["profile"], about["wacz_version"]) == ("data-package", "1.1.1")
        assert {r["path"] for r in about["resources"]} == set(parts) - {"datapackage.json", "datapackage-digest.json"}
        for resource in about["resources"]:
            data = package.read(resource["path"])
            assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
            assert resource["bytes"] == len(data)
        assert parts["archive/data.warc.gz"].compress_type == zipfile.ZIP_STORED
        head, *pages = map(json.loads, package.read("pages/pages.jsonl").splitlines())
    assert head["format"] == "json-pages-1.0"
    assert {page["url"] for page in pages} >= {URL, "file:///in/a.txt"}
    assert all(page["ts"].endswith("Z") for page in pages)


def test_each_line_of_the_index_leads_to_the_bytes_as_captured(wacz: Path) -> None:
    with zipfile.ZipFile(wacz) as package:
        records = package.read("archive/data.warc.gz")
        lines = package.read("indexes/index.cdx").decode().splitlines()
    assert lines == sorted(lines)
    found = {}
    for line in lines:
        _, stamp, facts = line.split(" ", 2)
        place = json.loads(facts)
        start = int(place["offset"])
        record = next(iter(ArchiveIterator(BytesIO(records[start : start + int(place["length"])]))))
        data = record.content_stream().read()
        assert len(stamp) == 14
        assert place["digest"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        found[place["url"]] = data
    assert found[URL] == PAGE
    assert found["file:///in/c.bin"] == b"\xff\xfe\xfd"
    assert len(found) == 6
    told = [r for r in ArchiveIterator(BytesIO(records)) if r.rec_type == "metadata"]
    assert len(told) == 6


def test_a_captured_web_archive_goes_in_with_its_own_records(tmp_path: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    args = ("http://example.org/x", "response")
    writer.write_record(writer.create_warc_record(*args, payload=BytesIO(b"<p>8 people</p>"), http_headers=headers))
    whole = out.getvalue()
    cut = whole + whole[: len(whole) // 2]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(cut)
    sha256 = hashlib.sha256(cut).hexdigest()
    archive = Capture(sha256, "a.warc.gz", len(cut), "application/warc", "2026-01-01T00:00:00Z")
    inner = tmp_path / "inner"
    inner.write_bytes(b"<p>8 people</p>")
    member = Capture(
        "1" * 64, "a.warc.gz/x", 15, "text/html", "no date", "warc", container=sha256, url="http://example.org/x"
    )
    made = BytesIO()
    write_wacz(
        made, [Captured(archive, None, None, path), Captured(member, None, "T", inner)], "T", "2026-01-02T00:00:00Z"
    )
    with zipfile.ZipFile(made) as package:
        (line,) = package.read("indexes/index.cdx").decode().splitlines()
        pages = package.read("pages/pages.jsonl").decode().splitlines()
        records = list(ArchiveIterator(BytesIO(package.read("archive/data.warc.gz"))))
        assert gzip.decompress(package.read("archive/data.warc.gz")).count(b"HTTP/1.1 200 OK") == 1
    assert line.startswith("org,example)/x ")
    assert [record.rec_type for record in records] == ["warcinfo", "response"]
    assert len(pages) == 2


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://www.example.org/a/b",
        "https://example.org:8443/x?b=2&a=1",
        "http://sub.example.co.uk/x/",
        "https://example.org/x?q=",
    ],
)
def test_keys_of_the_index_are_those_of_the_usual_indexer(url: str) -> None:
    from surt import surt

    assert sort_friendly(url) == surt(url)


def test_what_has_no_host_is_its_own_key() -> None:
    assert sort_friendly("file:///in/A.txt") == "file:///in/a.txt"
