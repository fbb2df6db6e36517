"""Tar, gzip, bzip2 and xz: members of tars, single files, and everything that may be wrong with them."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import pytest

from amparo.acquire import Acquired, Limits, acquire_source
from amparo.model import Problem
from kit.documents import NOW, make_zip

Pack = Callable[[bytes], bytes]


def make_tar(members: Mapping[str, bytes | str | bytes], kind: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar of these members; a `str` makes a link to that name."""
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=kind) as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            if isinstance(data, str):
                entry.type, entry.linkname = tarfile.SYMTYPE, data
                archive.addfile(entry)
            else:
                entry.size = len(data)
                archive.addfile(entry, BytesIO(data))
    return out.getvalue()


def rows(tmp_path: Path, data: bytes, name: str, **limits: int) -> tuple[dict[str, bytes], dict[str, str]]:
    """Name to bytes of what was taken from within, and name to reason of what was not."""
    path = tmp_path / name
    path.write_bytes(data)
    found = list(acquire_source(path, NOW, limits=Limits(**limits)))
    assert isinstance(found[0], Acquired)
    assert found[0].capture.doc == name
    taken = {f.capture.doc: f.data for f in found[1:] if isinstance(f, Acquired)}
    return taken, {f.doc: f.reason for f in found if isinstance(f, Problem)}


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.tar", bytes),
        ("a.tar.gz", gzip.compress),
        ("a.tgz", gzip.compress),
        ("a.tar.bz2", bz2.compress),
        ("a.tar.xz", lzma.compress),
        ("no-ending", gzip.compress),
        ("two-members.tar.gz", lambda data: gzip.compress(data[:700]) + gzip.compress(data[700:])),
    ],
)
@pytest.mark.parametrize("kind", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_the_members_of_a_tar_are_items(tmp_path: Path, name: str, pack: Pack, kind: int) -> None:
    members = {
        "b/uno.txt": b"uno",
        "año " + "x" * 90 + ".txt": b"dos",
        "dentro.zip": make_zip({"n.md": b"# N"}),
    }
    taken, said = rows(tmp_path, pack(make_tar(members, kind)), name)
    assert not said
    assert list(taken) == [*(f"{name}/{m}" for m in members), f"{name}/dentro.zip/n.md"]
    assert taken[f"{name}/b/uno.txt"] == b"uno"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("../../etc/passwd", b"x", "leads out of the archive"),
        ("a/../../b.txt", b"x", "leads out of the archive"),
        ("/etc/passwd", b"x", "absolute path"),
        ("C:\\b.txt", b"x", "absolute path"),
        (".oculto/b.txt", b"x", "hidden"),
        ("enlace", "/etc/passwd", "is a link"),
    ],
)
def test_names_and_links_that_are_refused(tmp_path: Path, name: str, data: bytes | str, reason: str) -> None:
    taken, said = rows(tmp_path, make_tar({name: data, "bien.txt": b"y"}), "a.tar")
    assert list(taken) == ["a.tar/bien.txt"]
    (told,) = said.values()
    assert reason in told


def test_devices_in_a_tar_are_rows_and_names_are_made_printable(tmp_path: Path) -> None:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, kind in (
            ("disco", tarfile.BLKTYPE),
            ("tubo", tarfile.FIFOTYPE),
            ("mal\x1b[31m\n.txt", tarfile.REGTYPE),
        ):
            entry = tarfile.TarInfo(name)
            entry.type = kind
            archive.addfile(entry)
    taken, said = rows(tmp_path, out.getvalue(), "a.tar")
    assert list(taken) == ["a.tar/mal\\x1b[31m\\x0a.txt"]
    assert all("a device" in said[f"a.tar/{name}"] for name in ("disco", "tubo"))


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_a_cut_tar_keeps_what_stands_before_the_cut(tmp_path: Path, pack: Pack) -> None:
    members = {f"{n}.txt": bytes((n * 7 + i * i) % 251 for i in range(3_000)) for n in range(5)}
    data = pack(make_tar(members))
    for end in range(len(data) * 9 // 10, 600, -max(1, len(data) // 25)):
        taken, said = rows(tmp_path, data[:end], "a.tar")
        assert list(taken.values()) == list(members.values())[: len(taken)]
        assert len(taken) == 5 or said or end % 512 == 0, end


def test_a_tar_has_the_bounds_of_an_archive(tmp_path: Path) -> None:
    many = gzip.compress(make_tar({f"{n}.txt": b"x" for n in range(7)}))
    taken, said = rows(tmp_path, many, "a.tgz", archive_entries=4)
    assert len(taken) == 4
    assert "more than 4 files" in said["a.tgz"]
    taken, said = rows(tmp_path, many, "a.tgz", archive_bytes=3_000)
    assert len(taken) < 4
    assert "unpacks to more" in said["a.tgz"]
    taken, said = rows(tmp_path, make_tar({"a": b"x" * 500, "b": b"y"}), "a.tar", item_bytes=100 + 10_240)
    assert len(taken) == 2
    data = b"fondo"
    for _ in range(6):
        data = gzip.compress(make_tar({"x.tgz" if data[:2] == b"\x1f\x8b" else "x.txt": data}))
    taken, said = rows(tmp_path, data, "a.tgz", archive_depth=3)
    assert list(taken) == ["a.tgz/x.tgz", "a.tgz/x.tgz/x.tgz", "a.tgz/x.tgz/x.tgz/x.tgz"]
    assert "containers deep" in said["a.tgz/x.tgz/x.tgz/x.tgz"]


def test_a_name_that_says_it_is_enormous_is_not_loaded(tmp_path: Path) -> None:
    entry = tarfile.TarInfo("x")
    entry.type, entry.size = tarfile.GNUTYPE_LONGNAME, 900_000_000
    bomb = gzip.compress(entry.tobuf(tarfile.GNU_FORMAT) + b"a" * 50_000_000)
    taken, said = rows(tmp_path, bomb, "a.tgz")
    assert not taken
    assert "cut or damaged after 0 files" in said["a.tgz"]


@pytest.mark.parametrize(
    ("name", "pack", "inner"),
    [
        ("cifras.csv.gz", gzip.compress, "cifras.csv"),
        ("cifras.csv.BZ2", bz2.compress, "cifras.csv"),
        ("cifras.csv.xz", lzma.compress, "cifras.csv"),
        ("cifras", gzip.compress, "unpacked"),
    ],
)
def test_a_single_packed_file_is_one_item(tmp_path: Path, name: str, pack: Pack, inner: str) -> None:
    taken, said = rows(tmp_path, pack(b"a,b\n1,2\n"), name)
    assert taken == {f"{name}/{inner}": b"a,b\n1,2\n"}
    assert not said


@pytest.mark.parametrize(
    ("data", "count", "reason"),
    [
        (gzip.compress(b"0" * 30_000_000, mtime=0), 0, "more than 200 times"),
        (bz2.compress(b"0" * 30_000_000), 0, "more than 200 times"),
        (gzip.compress(bytes(range(256)) * 300, mtime=0)[:-20], 1, "is cut; only its first"),
        (gzip.compress(b"bien" * 100, mtime=0) + b"\x1f\x8b\x08nada nada nada", 1, "is damaged; only its first"),
        (b"\x1f\x8b\x08", 0, "damaged from the start"),
        (b"\xfd7zXZ\x00" + b"\xff" * 40, 0, "damaged from the start"),
        (b"BZh9" + b"\xff" * 40, 0, "damaged from the start"),
    ],
)
def test_bombs_and_damage_are_rows(tmp_path: Path, data: bytes, count: int, reason: str) -> None:
    taken, said = rows(tmp_path, data, "x.txt.gz")
    assert len(taken) == count
    assert reason in next(iter(said.values()))


def test_a_bomb_within_a_bomb_goes_off_nowhere(tmp_path: Path) -> None:
    inner = gzip.compress(b"0" * 90_000_000)
    taken, said = rows(tmp_path, gzip.compress(inner), "x.gz.gz")
    assert list(taken) == ["x.gz.gz/x.gz"]
    assert any("more than 200 times" in reason for reason in said.values())
