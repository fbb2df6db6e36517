"""Files, folders and containers become captures; what is left out becomes a row."""

from __future__ import annotations

import os
from email.message import EmailMessage
from pathlib import Path

import pytest

from amparo.acquire import Acquired, Fetched, Limits, acquire_source
from amparo.acquire.items import sha256
from amparo.model import AmparoError, Problem, SkipItem
from kit.documents import NOW, make_zip


def taken(source: Path | str, **limits: int) -> tuple[list[Acquired], list[Problem]]:
    """What acquiring yields, parted."""
    found = list(acquire_source(source, NOW, limits=Limits(**limits)))
    return [f for f in found if isinstance(f, Acquired)], [f for f in found if isinstance(f, Problem)]


def reasons(problems: list[Problem]) -> dict[str, str]:
    return {problem.doc: problem.reason for problem in problems}


def test_a_file_keeps_its_name_bytes_and_hash(tmp_path: Path) -> None:
    path = tmp_path / "informe año.txt"
    path.write_bytes(b"238 personas")
    (item,), problems = taken(path)
    assert not problems
    assert item.data == b"238 personas"
    assert item.capture.doc == "informe año.txt"
    assert item.capture.sha256 == sha256(b"238 personas")
    assert (item.capture.size, item.capture.method, item.capture.captured) == (12, "file", NOW)


def test_a_folder_comes_in_the_order_of_names_whatever_the_order_of_making(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    for name in ("z.txt", "b/y.md", "a.txt", "b/x.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    items, problems = taken(folder)
    assert [i.capture.doc for i in items] == ["corpus/a.txt", "corpus/b/x.md", "corpus/b/y.md", "corpus/z.txt"]
    assert not problems


def test_what_a_folder_leaves_out_is_a_row_each(tmp_path: Path) -> None:
    folder, outside = tmp_path / "caso", tmp_path / "fuera.txt"
    (folder / "vacía").mkdir(parents=True)
    outside.write_text("secreto")
    (folder / "a.txt").write_text("a")
    (folder / ".oculto").write_text("x")
    (folder / "grande.txt").write_bytes(b"x" * 50)
    (folder / "enlace.txt").symlink_to(outside)
    (folder / "dentro.txt").symlink_to(folder / "a.txt")
    (folder / "vuelta").symlink_to(folder)
    (folder / "roto").symlink_to(folder / "nada")
    os.mkfifo(folder / "tubo")
    items, problems = taken(folder, item_bytes=40)
    assert [i.capture.doc for i in items] == ["caso/a.txt", "caso/dentro.txt"]
    said = reasons(problems)
    assert set(said) == {
        f"caso/{n}" for n in (".oculto", "grande.txt", "enlace.txt", "vuelta", "roto", "tubo", "vacía")
    }
    assert "hidden" in said["caso/.oculto"]
    assert "leads out" in said["caso/enlace.txt"]
    assert "inside this one" in said["caso/vuelta"]
    assert "does not exist" in said["caso/roto"]
    assert "at most" in said["caso/grande.txt"]
    assert all(problem.whole for problem in problems)


def test_names_that_are_not_text_can_still_be_kept(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    folder.mkdir()
    (folder / os.fsdecode(b"mal\xff\x1b[31m.txt")).write_text("x")
    (item,), _ = taken(folder)
    assert item.capture.doc.encode("utf-8").decode() == item.capture.doc
    assert item.capture.doc.isprintable()


@pytest.mark.parametrize(
    ("name", "said"), [("no-hay.txt", "does not exist. Give a file"), ("enlace", "a link .* Mend the link")]
)
def test_nothing_there_stops_the_run(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "enlace").symlink_to(tmp_path / "nada")
    with pytest.raises(AmparoError, match=rf"{name}.*{said}"):
        taken(tmp_path / name)


def test_an_archive_is_kept_and_its_members_follow(tmp_path: Path) -> None:
    path = tmp_path / "fuentes.zip"
    inner = make_zip({"nota.md": b"# Nota"})
    path.write_bytes(make_zip({"b/uno.txt": b"uno", "dentro.zip": inner}))
    items, problems = taken(path)
    assert not problems
    rows = [(i.capture.doc, i.opened, i.capture.method) for i in items]
    assert rows == [
        ("fuentes.zip", True, "file"),
        ("fuentes.zip/b/uno.txt", False, "zip"),
        ("fuentes.zip/dentro.zip", True, "zip"),
        ("fuentes.zip/dentro.zip/nota.md", False, "zip"),
    ]
    assert items[1].capture.container == items[2].capture.container == items[0].capture.sha256
    assert items[3].capture.container == items[2].capture.sha256


def test_a_mail_gives_its_attachments(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "prensa@estado.example", "Cifras"
    mail.set_content("Adjunto la nota.")
    mail.add_attachment("año 2025".encode(), maintype="text", subtype="plain", filename="señal/../nota año.txt")
    mail.add_attachment(make_zip({"x.txt": b"x"}), maintype="application", subtype="zip", filename="datos.zip")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "otro@estado.example", "Original"
    inner.set_content("El primer mensaje.")
    mail.add_attachment(inner)
    path = tmp_path / "m.eml"
    path.write_bytes(bytes(mail))
    items, problems = taken(path)
    assert not problems
    assert [i.capture.doc for i in items] == [
        "m.eml",
        "m.eml/señal_.._nota año.txt",
        "m.eml/datos.zip",
        "m.eml/datos.zip/x.txt",
        "m.eml/part-4.eml",
    ]
    assert items[1].data == "año 2025".encode()
    assert [i.capture.method for i in items] == ["file", "mail", "mail", "zip", "mail"]
    assert b"El primer mensaje." in items[4].data


def test_a_mail_with_too_many_parts_says_so(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@b.example", "x"
    mail.set_content("x")
    for number in range(5):
        mail.add_attachment(b"x", maintype="application", subtype="pdf", filename=f"{number}.pdf")
    (tmp_path / "m.eml").write_bytes(bytes(mail))
    items, problems = taken(tmp_path / "m.eml", mail_parts=3)
    assert [i.capture.doc for i in items] == ["m.eml", "m.eml/0.pdf", "m.eml/1.pdf"]
    assert "more than 3 parts" in problems[0].reason


def test_a_url_is_fetched_by_the_fetcher_given() -> None:
    def fetch(url: str) -> Fetched:
        return Fetched("https://diario.example/final.html", 200, {"content-type": "text/html"}, b"<p>hola</p>")

    (item,) = acquire_source("https://diario.example/nota", NOW, fetch)
    assert isinstance(item, Acquired)
    capture = item.capture
    assert (capture.doc, capture.url) == ("https://diario.example/nota", "https://diario.example/final.html")
    assert (capture.method, capture.media_type) == ("url", "text/html")
    assert capture.headers == {"content-type": "text/html"}


def test_a_url_that_fails_is_a_row() -> None:
    def fetch(url: str) -> Fetched:
        raise SkipItem("The server answered with HTTP status 404 Not Found.", "Check the address.")

    (problem,) = acquire_source("https://diario.example/nota", NOW, fetch)
    assert isinstance(problem, Problem)
    assert (problem.reason, problem.remedy, problem.whole) == (
        "The server answered with HTTP status 404 Not Found.",
        "Check the address.",
        True,
    )
