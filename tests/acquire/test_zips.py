"""Hostile archives: bounded, named, told."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from amparo.acquire import Acquired, Limits, acquire_source
from amparo.model import Problem
from kit.documents import NOW, make_zip


def rows(tmp_path: Path, data: bytes, **limits: int) -> tuple[list[str], dict[str, str]]:
    """Names of what was taken, and name to reason of what was not."""
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    found = list(acquire_source(path, NOW, limits=Limits(**limits)))
    docs = [f.capture.doc for f in found if isinstance(f, Acquired)]
    return docs, {f.doc: f.reason for f in found if isinstance(f, Problem)}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../etc/passwd", "leads out of the archive"),
        ("a/../../b.txt", "leads out of the archive"),
        ("..\\..\\b.txt", "leads out of the archive"),
        ("/etc/passwd", "absolute path"),
        ("C:\\b.txt", "absolute path"),
        (".oculto/b.txt", "hidden"),
        ("__MACOSX/b.txt", "hidden"),
    ],
)
def test_names_that_are_refused(tmp_path: Path, name: str, reason: str) -> None:
    docs, said = rows(tmp_path, make_zip({name: b"x", "bien.txt": b"y"}))
    assert docs == ["a.zip", "a.zip/bien.txt"]
    (told,) = said.values()
    assert reason in told


def test_links_and_encrypted_members_are_rows(tmp_path: Path) -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        link = ZipInfo("enlace")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("cifrado.txt", b"x" * 20)
    data = bytearray(out.getvalue())
    at = data.rindex(b"cifrado.txt") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 8] |= 1
    docs, said = rows(tmp_path, bytes(data))
    assert docs == ["a.zip"]
    assert "is a link" in said["a.zip/enlace"]
    assert "encrypted" in said["a.zip/cifrado.txt"]


def test_a_bomb_goes_off_nowhere(tmp_path: Path) -> None:
    bomb = make_zip({"bomba.txt": b"0" * 30_000_000, "bien.txt": b"x"})
    assert len(bomb) < 100_000
    docs, said = rows(tmp_path, bomb)
    assert docs == ["a.zip", "a.zip/bien.txt"]
    assert "more than 200 times" in said["a.zip/bomba.txt"]


def test_a_size_that_lies_does_not_help(tmp_path: Path) -> None:
    data = bytearray(make_zip({"mentira.txt": b"0" * 5_000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    docs, said = rows(tmp_path, bytes(data), item_bytes=1_000)
    assert docs == ["a.zip"]
    assert said


def test_the_whole_archive_has_a_bound_that_inner_archives_share(tmp_path: Path) -> None:
    inner = make_zip({"b.txt": bytes(range(256)) * 10})
    docs, said = rows(tmp_path, make_zip({"a.txt": bytes(range(256)) * 10, "i.zip": inner}), archive_bytes=3_500)
    assert docs == ["a.zip", "a.zip/a.txt", "a.zip/i.zip"]
    assert "as a whole" in said["a.zip/i.zip/b.txt"]


def test_only_so_many_members(tmp_path: Path) -> None:
    docs, said = rows(tmp_path, make_zip({f"{n}.txt": b"x" for n in range(7)}), archive_entries=4)
    assert len(docs) == 5
    assert "holds 7 files; only the first 4" in said["a.zip"]


def test_only_so_deep(tmp_path: Path) -> None:
    data = b"fondo"
    for _ in range(6):
        data = make_zip({"x.zip" if data[:2] == b"PK" else "x.txt": data})
    docs, _ = rows(tmp_path, data, archive_depth=3)
    assert docs == ["a.zip", "a.zip/x.zip", "a.zip/x.zip/x.zip", "a.zip/x.zip/x.zip/x.zip"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (make_zip({"a.txt": b"x"})[:-10], "damaged"),
        (b"PK\x03\x04" + b"\x00" * 100, "damaged"),
        (make_zip({}), "no files"),
    ],
)
def test_broken_and_empty_archives(tmp_path: Path, data: bytes, reason: str) -> None:
    docs, said = rows(tmp_path, data)
    assert docs == ["a.zip"]
    assert reason in said["a.zip"]


def test_a_table_of_contents_that_is_too_large_is_not_loaded(tmp_path: Path) -> None:
    huge = b"PK\x03\x04" + b"\x00" * 17_000_000
    size = len(huge)
    end = b"PK\x05\x06" + b"\x00" * 4 + b"\x01\x00\x01\x00" + size.to_bytes(4, "little") + b"\x00" * 6
    docs, said = rows(tmp_path, huge + end)
    assert docs == ["a.zip"]
    assert "table of contents" in said["a.zip"]


def test_names_in_utf_8_that_are_not_marked_so(tmp_path: Path) -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xx_o.txt", b"x")
    docs, _ = rows(tmp_path, out.getvalue().replace(b"xx_o", "año".encode()))
    assert docs[1] == "a.zip/año.txt"
