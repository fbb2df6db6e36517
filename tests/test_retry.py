"""What failed is tried again from what is kept, or fetched again; a solved problem stays on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from amparo.acquire import acquire_source
from amparo.dossier import Dossier
from amparo.model import AmparoError, Capture, SkipItem, Text
from amparo.retry import retry_problems
from kit.documents import make_zip
from kit.dossiers import acts, new_dossier, papers, read
from kit.site import Answer, Site, served, site_fetcher


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        yield site


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    made = new_dossier(tmp_path / "d")
    made.steps = replace(made.steps, acquire=lambda source, now: acquire_source(source, now, site_fetcher()))
    return made


def mended(capture: Capture, data: bytes) -> Text:
    """A reader that learnt Latin-1."""
    try:
        return read(capture, data)
    except SkipItem:
        return read(capture, data.decode("latin-1").encode())


def reasons(dossier: Dossier) -> list[tuple[str, str]]:
    return [(p.problem.doc, p.problem.reason) for p in dossier.problems()]


def test_a_file_is_read_again_from_what_is_kept(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "año.txt").write_bytes("238 personas, año".encode("latin-1"))
    (row,) = dossier.add([tmp_path / "año.txt"])
    assert row.status == "failed"
    (tmp_path / "año.txt").unlink()
    (stored,) = dossier.problems()
    (still,) = retry_problems(dossier, [stored.id[:6]])
    assert (still.solved, still.reason) == (False, "It is no text.")
    dossier.steps = replace(dossier.steps, read=mended)
    (solved,) = retry_problems(dossier, [stored.id])
    assert solved.solved
    assert dossier.problems() == []
    assert [claim.quote for claim in dossier.claims()] == ["238 personas"]
    (past,) = dossier.problems(solved=True)
    assert (past.id, past.problem.reason) == (stored.id, "It is no text.")
    assert past.solved
    assert acts(dossier.store.events()).count("solve") == 1
    assert dossier.verify().faults == ()


def test_a_member_is_read_again_out_of_its_archive(dossier: Dossier, tmp_path: Path) -> None:
    archive = make_zip({"a.txt": b"5 people", "b.txt": "9 personas, año".encode("latin-1"), "c.bin": b"\xff\xfe"})
    (tmp_path / "x.zip").write_bytes(archive)
    dossier.add([tmp_path / "x.zip"])
    assert reasons(dossier) == [("x.zip/b.txt", "It is no text."), ("x.zip/c.bin", "It is no text.")]
    dossier.steps = replace(dossier.steps, read=lambda c, d: mended(c, d) if c.doc.endswith("b.txt") else read(c, d))
    outcomes = retry_problems(dossier, ["all"])
    assert [(r.stored.problem.doc, r.solved) for r in outcomes] == [("x.zip/b.txt", True), ("x.zip/c.bin", False)]
    assert reasons(dossier) == [("x.zip/c.bin", "It is no text.")]


def test_an_archive_that_is_damaged_stays_so(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(make_zip({"a.txt": b"5 people"})[:-10])
    dossier.add([tmp_path / "x.zip"])
    before = reasons(dossier)
    assert before
    assert [r.solved for r in retry_problems(dossier, ["all"])] == [False]
    assert reasons(dossier) == before


def test_an_address_is_fetched_again(dossier: Dossier, site: Site) -> None:
    url = site.url("/nota")
    rows = dossier.add([url])
    assert [(row.doc, row.status) for row in rows] == [(f"{url} (WARC)", "opened"), (url, "failed")]
    (stored,) = dossier.problems()
    site.pages["/nota"] = Answer(status=503)
    (still,) = retry_problems(dossier, [stored.id])
    assert (still.solved, "503" in still.reason) == (False, True)
    assert len(dossier.problems()) == 2
    site.pages["/nota"] = Answer(b"238 people", headers={"Content-Type": "text/plain"})
    assert {r.solved for r in retry_problems(dossier, ["all"])} == {True}
    assert site.paths() == ["/nota"] * 3
    assert dossier.problems() == []
    assert [claim.quote for claim in dossier.claims()] == ["238 people"]


def test_adding_again_solves_too(dossier: Dossier, site: Site, tmp_path: Path) -> None:
    dossier.add([papers(tmp_path / "p", a="238 people")])
    dossier.add([site.url("/nota")])
    assert len(dossier.problems()) == 1
    site.pages["/nota"] = Answer(b"238 people", headers={"Content-Type": "text/plain"})
    assert dossier.add([site.url("/nota")])[-1].status == "duplicate"
    assert dossier.problems() == []


def test_a_page_that_came_in_part_is_whole_the_second_time(dossier: Dossier, site: Site) -> None:
    site.pages["/nota"] = Answer(
        raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 20\r\n\r\n238 people"
    )
    dossier.add([site.url("/nota")])
    (stored,) = dossier.problems()
    assert (stored.problem.whole, stored.problem.reason) == (False, "The transfer was cut: 10 bytes came of 20 bytes.")
    assert [claim.quote for claim in dossier.claims()] == ["238 people"]
    (still,) = retry_problems(dossier, ["all"])
    assert not still.solved
    site.pages["/nota"] = Answer(b"238 people, 5 people", headers={"Content-Type": "text/plain"})
    (solved,) = retry_problems(dossier, ["all"])
    assert solved.solved
    assert dossier.problems() == []


def test_what_came_and_could_not_be_read_is_read_again_without_fetching(dossier: Dossier, site: Site) -> None:
    site.pages["/nota"] = Answer("238 personas, año".encode("latin-1"), headers={"Content-Type": "text/plain"})
    dossier.add([site.url("/nota")])
    dossier.steps = replace(dossier.steps, read=mended)
    (solved,) = retry_problems(dossier, ["all"])
    assert solved.solved
    assert site.paths() == ["/nota"]
    assert dossier.verify().faults == ()


def test_a_member_of_an_archive_on_the_web_is_no_address(dossier: Dossier, site: Site) -> None:
    packed = make_zip({"a.txt": b"5 people", "b.txt": "9 personas, año".encode("latin-1")})
    site.pages["/x.zip"] = Answer(packed, headers={"Content-Type": "application/zip"})
    site.pages["/"] = Answer(b"7 people", headers={"Content-Type": "text/plain"})
    dossier.add([site.url("/x.zip"), site.url("/"), site.url("/gone")])
    dossier.steps = replace(dossier.steps, read=mended)
    member, gone = retry_problems(dossier, ["all"])
    assert (member.stored.problem.doc, member.solved) == (f"{site.url('/x.zip')}/b.txt", True)
    assert (gone.stored.problem.doc, gone.solved) == (site.url("/gone"), False)
    assert site.paths() == ["/x.zip", "/", "/gone", "/gone"]


def test_what_is_neither_kept_nor_there_says_so(dossier: Dossier, tmp_path: Path) -> None:
    folder = papers(tmp_path / "caso", a="5 people")
    (folder / ".oculto").write_text("9 people")
    dossier.add([folder])
    (outcome,) = retry_problems(dossier, ["all"])
    assert (outcome.solved, outcome.reason) == (False, "Nothing of it is kept, and it is not where it was.")


def test_ids_that_are_none_or_of_several(dossier: Dossier, site: Site) -> None:
    dossier.add([site.url(f"/{number}") for number in range(20)])
    for name in ("", "zz", "0" * 12):
        with pytest.raises(AmparoError, match="no open problem"):
            retry_problems(dossier, [name])
    first = [p.id[0] for p in dossier.problems()]
    shared = next(letter for letter in first if first.count(letter) > 1)
    with pytest.raises(AmparoError, match="Several problems"):
        retry_problems(dossier, [shared])


def test_an_original_that_was_taken_away_says_so(dossier: Dossier, tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"\xff\xfe")
    dossier.add([tmp_path / "x.bin"])
    (capture,) = dossier.store.captures()
    for path in dossier.originals.rglob(capture.sha256):
        path.parent.chmod(0o755)
        path.unlink()
    (outcome,) = retry_problems(dossier, ["all"])
    assert not outcome.solved
    assert "original cannot be read" in outcome.reason
