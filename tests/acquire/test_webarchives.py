"""WARC, ARC and WACZ of any make: pages become items that can be made again from their record; the rest is told."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import brotli
import pytest

from amparo.acquire import Acquired, Limits, Rest, acquire_source
from amparo.acquire.digests import check_digest
from amparo.acquire.webarchives import body_at
from amparo.model import Problem
from amparo.read import read_capture
from kit.documents import NOW, make_zip
from kit.webarchives import PAGE, answer, arc, page_record, sha1, wacz, warc_gz, warc_record

URL = "http://herald.example/flights"
INFO = warc_record("warcinfo", "", b"software: a crawler\r\n")
ASKED = warc_record("request", URL, b"GET /flights HTTP/1.1\r\nHost: herald.example\r\n\r\n")
SOUND = [INFO, ASKED, page_record(URL)]

Found = tuple[list[Acquired], list[Problem], list[Rest]]


def taken(tmp_path: Path, data: bytes, name: str = "a.warc.gz", **limits: int) -> Found:
    """Items, what failed, what is told of the rest."""
    path = tmp_path / name
    path.write_bytes(data)
    found = list(acquire_source(path, NOW, limits=Limits(**limits)))
    items = [f for f in found if isinstance(f, Acquired)]
    rests = [f for f in found if isinstance(f, Rest)]
    return items, [f for f in found if isinstance(f, Problem) and f not in rests], rests


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc", b"".join(SOUND)),
        ("a.warc.gz", warc_gz(SOUND)),
        ("one-member.warc.gz", gzip.compress(b"".join(SOUND))),
        ("no-ending", warc_gz(SOUND)),
        ("no-blank-lines.warc", b"".join(record.removesuffix(b"\r\n") for record in SOUND)),
        ("a.arc", arc({URL: answer(PAGE)})),
        ("a.arc.gz", gzip.compress(arc({URL: answer(PAGE)}))),
    ],
)
def test_the_page_is_an_item_that_can_be_made_again(tmp_path: Path, name: str, data: bytes) -> None:
    (archive, page), problems, (rest,) = taken(tmp_path, data, name)
    assert not problems
    assert archive.opened
    capture = page.capture
    assert (capture.doc, capture.url, capture.method) == (f"{name}/{URL}", URL, "warc")
    assert (capture.media_type, capture.container) == ("text/html", archive.capture.sha256)
    assert capture.captured == NOW  # what an archive dates into the future was captured now at the latest
    assert (capture.record["status"], capture.record["type"]) == ("200", "response")
    assert page.data == PAGE == body_at(archive.data, capture.record)
    assert "Pages and documents taken: 1." in rest.reason
    assert "238 people" in read_capture(capture, page.data).content


def test_a_record_says_where_it_stands_and_when_it_was_made(tmp_path: Path) -> None:
    records = [INFO, page_record(URL, WARC_Date="2025-03-16T04:05:06Z")]
    (_, page), _, _ = taken(tmp_path, warc_gz(records))
    record = page.capture.record
    assert page.capture.captured == "2025-03-16T04:05:06+00:00"
    assert record["offset"] == str(len(gzip.compress(INFO, mtime=0)))
    assert record["digests_that_hold"] == "block payload"
    assert record["id"].startswith("<urn:uuid:")
    assert record["date"] == "2025-03-16T04:05:06Z"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE)),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE)[2:-4]),
        ("Content-Encoding: br\r\n", brotli.compress(PAGE)),
        ("Content-Encoding: gzip, br\r\n", brotli.compress(gzip.compress(PAGE))),
        ("Content-Encoding: gzip\r\n", PAGE),
        (
            "Transfer-Encoding: chunked\r\n",
            b"5\r\n" + PAGE[:5] + b"\r\n%x;x=y\r\n" % len(PAGE[5:]) + PAGE[5:] + b"\r\n0\r\n\r\n",
        ),
        ("Transfer-Encoding: chunked\r\n", PAGE),
    ],
)
def test_encodings_are_taken_off_and_the_record_stays_as_it_came(tmp_path: Path, head: str, body: bytes) -> None:
    block = answer(body, head=head)
    record = warc_record("response", URL, block, WARC_Payload_Digest=sha1(body), WARC_Block_Digest=sha1(block))
    (archive, page), problems, _ = taken(tmp_path, warc_gz([record]))
    assert not problems
    assert page.data == PAGE == body_at(archive.data, page.capture.record)
    assert page.capture.record["digests_that_hold"] == "block payload"


@pytest.mark.parametrize(
    ("head", "body", "said"),
    [
        ("Content-Encoding: zstd\r\n", b"x", "packed (zstd)"),
        ("Content-Encoding: gzip\r\n", gzip.compress(b"0" * 5_000_000), "packed (gzip)"),
        ("Content-Encoding: br\r\n", brotli.compress(b"0" * 300_000_000), "packed (br)"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_a_row(tmp_path: Path, head: str, body: bytes, said: str) -> None:
    record = warc_record("response", URL, answer(body, head=head))
    items, (problem,), _ = taken(tmp_path, warc_gz([record]), item_bytes=1_000_000)
    assert [i.capture.doc for i in items] == ["a.warc.gz"]
    assert said in problem.reason
    assert problem.whole


MANY = [INFO, *(page_record(f"{URL}/{n}", PAGE + b"%d" % n) for n in range(6))]


@pytest.mark.parametrize("pack", [b"".join, warc_gz, lambda records: gzip.compress(b"".join(records))])
def test_what_stands_before_a_cut_is_kept_wherever_it_is(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    data = pack(MANY)
    for end in range(len(data) - 3, 400, -max(1, len(data) // 60)):
        items, problems, _ = taken(tmp_path, data[:end])
        whole = [i.data for i in items[1:]]
        assert whole == [PAGE + b"%d" % n for n in range(len(whole))]
        # A file that ends where a record may end does not show that it was cut.
        if len(whole) < 6 and not data[:end].endswith((b"</html>%d" % (len(whole) - 1), b"\n", b"\r")):
            assert "is cut after" in problems[-1].reason, end


def test_bodies_that_unpack_to_much_share_the_bound_of_their_archive(tmp_path: Path) -> None:
    body = brotli.compress(PAGE + b" " * 900_000)
    records = [warc_record("response", f"{URL}/{n}", answer(body, head="Content-Encoding: br\r\n")) for n in range(9)]
    items, problems, _ = taken(tmp_path, warc_gz(records), archive_bytes=3_000_000)
    assert len(items) == 4
    assert sum(len(item.data) for item in items) < 3_000_000
    assert all("packed (br)" in problem.reason for problem in problems)


def test_the_row_of_a_cut_names_the_count_and_the_page(tmp_path: Path) -> None:
    data = b"".join(MANY)
    _, (problem,), _ = taken(tmp_path, data[: data.index(PAGE + b"3") + 50], "a.warc")
    assert problem.reason == (f"The archive is cut after 4 records: the file ends within the next one, of {URL}/3.")
    assert problem.where == f"offset={sum(map(len, MANY[:4]))}"


def test_after_damage_in_one_record_the_next_ones_are_read(tmp_path: Path) -> None:
    parts = [gzip.compress(record, mtime=0) for record in MANY]
    broken = bytearray(parts[2])
    broken[len(broken) // 2] ^= 0xFF
    items, problems, _ = taken(tmp_path, b"".join([*parts[:2], bytes(broken), *parts[3:]]))
    assert [i.data[-1:] for i in items[1:]] in ([b"0", b"2", b"3", b"4", b"5"], [b"0", b"1", b"2", b"3", b"4", b"5"])
    assert problems


@pytest.mark.parametrize("wrong", [-40, -3, 7, 100_000, 10**12])
def test_a_wrong_length_costs_its_record_at_most(tmp_path: Path, wrong: int) -> None:
    length = str(len(answer(PAGE)) + wrong)
    records = [page_record(f"{URL}/0"), page_record(URL, Content_Length=length), page_record(f"{URL}/2", PAGE + b"2")]
    for pack in (b"".join, warc_gz):
        items, problems, _ = taken(tmp_path, pack(records))
        docs = [i.capture.url for i in items]
        assert f"{URL}/0" in docs
        assert f"{URL}/2" in docs
        assert any("a length that is not its own" in p.reason for p in problems)


def test_something_else_between_records_is_told_and_passed_over(tmp_path: Path) -> None:
    data = page_record(f"{URL}/0") + b"<html>stray\nlines</html>\r\n" * 5_000 + page_record(f"{URL}/1", PAGE + b"1")
    items, problems, _ = taken(tmp_path, data)
    assert [i.capture.url for i in items[1:]] == [f"{URL}/0", f"{URL}/1"]
    assert any("no record" in p.reason or "length" in p.reason for p in problems)


@pytest.mark.parametrize("field", ["WARC_Payload_Digest", "WARC_Block_Digest"])
def test_a_digest_that_fails_is_told_and_the_page_is_taken(tmp_path: Path, field: str) -> None:
    (_, page), (problem,), _ = taken(tmp_path, warc_gz([page_record(URL, **{field: sha1(b"other")})]))
    assert page.data == PAGE
    assert "one of the two was altered" in problem.reason
    assert (problem.sha256, problem.whole) == (page.capture.sha256, False)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        (sha1(b"x"), "holds"),
        (sha1(b"x").lower(), "holds"),
        ("sha1:11f6ad8ec52a2984abaafd7c3b516503785c2072", "holds"),
        ("sha-256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "holds"),
        ("sha1:EfatjsUqKYSrqv18O1FlA3hcIHI=", "holds"),
        ("sha1:EfatjsUqKYSrqv18O1FlA3hcIHI", "holds"),
        (sha1(b"y"), "fails"),
        ("sha1:", "fails"),
        ("blake9:abc", "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_digests_in_every_spelling(told: str, state: str) -> None:
    assert check_digest(told, [b"x"]) == state


def test_what_is_no_page_is_counted_in_one_row(tmp_path: Path) -> None:
    base = "http://herald.example"
    records = [
        *SOUND,
        *(warc_record("response", f"{base}/{n}.png", answer(b"\x89PNG\r\n\x1a\n", "image/png")) for n in range(30)),
        warc_record("response", f"{base}/a.js", answer(b"var a = 1;", "application/javascript")),
        warc_record("response", f"{base}/style", answer(b"a { b: c }", "text/css; charset=utf-8")),
        warc_record("response", f"{base}/old", answer(b"", status="301 Moved", head="Location: /flights\r\n")),
        warc_record("response", f"{base}/favicon.ico", answer(b"<html>no</html>", status="404 Not Found")),
        warc_record("response", f"{base}/robots.txt", answer(b"User-agent: *", "text/plain")),
        warc_record("response", "dns:herald.example", b"20310316 herald.example A 192.0.2.1"),
        warc_record("metadata", URL, b"via: x"),
        warc_record("revisit", URL, answer(b""), WARC_Payload_Digest=sha1(PAGE)),
    ]
    items, problems, (rest,) = taken(tmp_path, warc_gz(records))
    assert [i.capture.url for i in items] == [None, URL]
    assert not problems
    assert rest.reason == (
        "The archive holds 41 records. Pages and documents taken: 1. These stay in it, not read: pictures, sound and "
        "film 30; scripts, styles and data 2; requests 1; notes of the crawler 3; redirects 1; errors for such "
        "parts 1; repeats of captures in it 1; others 1."
    )


def test_pages_that_are_errors_are_rows_and_many_of_them_are_counted(tmp_path: Path) -> None:
    gone = [warc_record("response", f"{URL}/{n}", answer(PAGE, status="404 Not Found")) for n in range(25)]
    items, problems, rests = taken(tmp_path, warc_gz(gone))
    assert len(items) == 1
    assert len(problems) == 21
    assert problems[0].reason == "What the archive holds of it is an error: HTTP status 404."
    assert problems[0].doc == f"a.warc.gz/{URL}/0"
    assert problems[-1].reason.startswith("5 more of its records are rows like this one")
    assert not rests


def test_a_repeat_of_what_is_elsewhere_is_a_row(tmp_path: Path) -> None:
    repeat = warc_record(
        "revisit", URL, answer(b""), WARC_Payload_Digest=sha1(PAGE), WARC_Refers_To_Date="2031-03-01T00:00:00Z"
    )
    _, (problem,), _ = taken(tmp_path, warc_gz([INFO, repeat]))
    assert "(of 2031-03-01T00:00:00Z), which is not in this archive" in problem.reason
    items, problems, _ = taken(tmp_path, warc_gz([repeat, page_record(URL)]))
    assert len(items) == 2
    assert not problems


def test_documents_in_resource_records_and_pdfs_under_any_type_are_taken(tmp_path: Path) -> None:
    records = [
        warc_record("resource", "http://a.example/nota.txt", b"Nota de prensa", Content_Type="text/plain"),
        warc_record("response", "http://a.example/get?id=3", answer(b"%PDF-1.4 x", "application/octet-stream")),
        warc_record("response", "http://a.example/odd", answer(b"<html>\x00</html>")),
        warc_record("resource", "urn:view:http://a.example/", b"\x89PNG\r\n\x1a\n", Content_Type="image/png"),
    ]
    items, _, _ = taken(tmp_path, warc_gz(records))
    assert [i.capture.media_type for i in items] == [
        "application/warc",
        "text/plain",
        "application/pdf",
        "application/octet-stream",
    ]


def test_a_record_that_the_crawler_cut_says_so(tmp_path: Path) -> None:
    _, (problem,), _ = taken(tmp_path, warc_gz([page_record(URL, WARC_Truncated="length")]))
    assert problem.reason == "The crawler cut it short (length)."


def test_bounds_of_a_web_archive(tmp_path: Path) -> None:
    items, problems, _ = taken(tmp_path, warc_gz(MANY), web_records=3)
    assert (len(items), "more than 3 records" in problems[0].reason) == (3, True)
    items, problems, _ = taken(tmp_path, warc_gz(MANY), archive_bytes=2_500)
    assert 1 < len(items) < 7
    assert "unpacks to more than" in problems[0].reason
    large = page_record(f"{URL}/x", PAGE + b" " * 5_000)
    items, problems, _ = taken(tmp_path, warc_gz([*MANY[:2], large, MANY[2]]), item_bytes=4_000)
    assert len(items) == 3
    assert "at most" in problems[0].reason


@pytest.mark.parametrize(
    "data", [b"WARC/1.0\r\n", b"WARC/1.0\r\n\r\n", b"WARC/", b"WARC/1.0\r\nContent-Length: -1\r\n\r\n"]
)
def test_an_archive_of_nothing_is_a_row(tmp_path: Path, data: bytes) -> None:
    items, problems, _ = taken(tmp_path, data, "x.warc")
    assert len(items) == 1
    assert problems
    assert problems[0].whole


def test_a_wacz_of_ours_is_opened_and_its_lists_are_counted(tmp_path: Path) -> None:
    data = wacz({"data.warc.gz": warc_gz(SOUND)}, [URL, "https://www.herald.example/flights/#top"])
    items, problems, rests = taken(tmp_path, data, "a.wacz")
    assert not problems
    assert [i.capture.doc for i in items] == [
        "a.wacz",
        "a.wacz/archive/data.warc.gz",
        f"a.wacz/archive/data.warc.gz/{URL}",
    ]
    assert [i.opened for i in items] == [True, True, False]
    assert [i.capture.method for i in items] == ["file", "wacz", "warc"]
    assert rests[-1].reason.startswith("4 of its files are indexes")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (wacz({"data.warc": b"".join(SOUND)}, None), ""),
        (wacz({"a.warc.gz": gzip.compress(b"".join(SOUND)), "b.arc": arc({URL: answer(PAGE)})}), ""),
        (wacz({"data.warc.gz": warc_gz(SOUND)}, listed=False), "no list of its parts"),
        (wacz({"data.warc.gz": warc_gz(SOUND)}, archive__data_warc_gz=warc_gz(SOUND[1:])), "one was altered"),
        (wacz({"data.warc.gz": warc_gz(SOUND)}, indexes__index_cdx=b"y"), "one was altered"),
        (wacz({"data.warc.gz": warc_gz(SOUND)}, datapackage_json=b"{}"), "no list of its parts"),
        (wacz({"data.warc.gz": warc_gz(SOUND)}, datapackage_json=b'{"resources": []}'), "not the one in datapackage-d"),
        (wacz({"data.warc.gz": warc_gz(SOUND)}, datapackage_json=b'{"resources": [{"path": "q"}]}'), "it is not there"),
        (wacz({"data.warc.gz": warc_gz(SOUND)}, ["http://elsewhere.example/"]), "no record of it"),
        (wacz({"data.warc.gz": warc_gz(SOUND)[:-50]}), "is cut after 2 records"),
        (make_zip({"archive/x.warc": b"".join(SOUND), "datapackage.json": b"\xff["}), "no list of its parts"),
    ],
)
def test_odd_and_altered_waczs(tmp_path: Path, data: bytes, said: str) -> None:
    items, problems, _ = taken(tmp_path, data, "a.wacz")
    assert items[0].capture.media_type == "application/wacz"
    assert any(i.data == PAGE for i in items) or "cut" in said
    assert any(said in p.reason for p in problems) if said else not problems
