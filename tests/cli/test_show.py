"""`amparo show`: a claim, its words in their surroundings, its place in the original, and a picture of it."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from amparo.cli import run
from kit.documents import make_pdf, set_lines

Capture = pytest.CaptureFixture[str]
WORDS = {
    "en": "The United States flew 238 people to El Salvador on March 15, 2025, Wilmer Toledo among them.",
    "es": "El 15 de marzo de 2025 Estados Unidos trasladó a 238 personas a El Salvador, entre ellas Wilmer Toledo.",
}


@pytest.fixture(params=["en", "es"])
def matter(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("AMPARO_LANG", request.param)
    words = WORDS[request.param]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "memo.pdf").write_bytes(make_pdf([set_lines(words, width=60)]))
    (tmp_path / "in" / "page.html").write_text(f"<html><body><article><p>{words}</p></article></body></html>", "utf-8")
    (tmp_path / "in" / "note.txt").write_text(f"{words}\n", encoding="utf-8")
    assert run(["init", str(tmp_path / "d")]) == 0
    assert run(["-d", str(tmp_path / "d"), "add", str(tmp_path / "in")]) == 0
    return str(tmp_path / "d")


def claims(matter: str, capsys: Capture) -> dict[str, dict[str, Any]]:
    """The claim of 238 in each document, by the ending of its name."""
    capsys.readouterr()
    assert run(["-d", matter, "claims", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    return {claim["doc"].rpartition(".")[2]: claim for claim in listed if claim["value"] == 238}


@pytest.mark.parametrize(
    ("kind", "en", "es"),
    [
        ("pdf", "page 1, at ", "página 1, en "),
        (
            "html",
            "element /html[1]/body[1]/article[1]/p[1], characters ",
            "elemento /html[1]/body[1]/article[1]/p[1], ",
        ),
        ("txt", "line 1, column ", "línea 1, columna "),
    ],
)
def test_it_says_who_says_what_and_where(kind: str, en: str, es: str, matter: str, capsys: Capture) -> None:
    claim = claims(matter, capsys)[kind]
    assert run(["-d", matter, "show", claim["id"][:12]]) == 0
    out = capsys.readouterr().out
    assert (en if claim["lang"] == "en" else es) in out
    assert f"⟦{claim['quote']}⟧" in " ".join(out.split())
    assert claim["doc_id"] in out
    assert claim["id"] in out
    assert all(reason in out for reason in claim["reasons"])


def test_names_are_withheld_unless_asked_for(matter: str, capsys: Capture) -> None:
    claim = claims(matter, capsys)["txt"]
    for form in ("table", "json", "csv"):
        assert run(["-d", matter, "show", claim["id"], "--format", form]) == 0
        assert "Toledo" not in capsys.readouterr().out
        assert run(["-d", matter, "show", claim["id"], "--format", form, "--names"]) == 0
        assert "Wilmer Toledo" in " ".join(capsys.readouterr().out.split())


def test_the_record_is_the_claim_with_its_place(matter: str, capsys: Capture) -> None:
    claim = claims(matter, capsys)["pdf"]
    assert run(["-d", matter, "show", claim["id"], "--format", "jsonl"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert {key: record[key] for key in claim} == claim
    assert record["original"]["sha256"] == claim["doc_id"]
    assert record["place"]["found"] is True
    assert {spot["kind"] for spot in record["place"]["spots"]} == {"page"}
    assert record["place"]["selectors"][0]["value"].startswith("page=1&highlight=")


@pytest.mark.parametrize("kind", ["pdf", "html", "txt"])
def test_the_place_as_a_picture_and_as_a_page(kind: str, matter: str, tmp_path: Path, capsys: Capture) -> None:
    claim = claims(matter, capsys)[kind]
    for name in ("place.png", "place.HTML"):
        assert run(["-d", matter, "show", claim["id"], "-o", str(tmp_path / name)]) == 0
        out, err = capsys.readouterr()
        assert claim["id"] in out
        assert name in err.replace("\n", "")
        assert "publi" in err, "what is written holds names, and says so"
    assert Image.open(BytesIO((tmp_path / "place.png").read_bytes())).width > 1_000
    page = (tmp_path / "place.HTML").read_text("utf-8")
    assert "Content-Security-Policy" in page
    assert ("<mark" in page) == (kind != "pdf")


@pytest.mark.parametrize(
    ("arguments", "en", "es"),
    [
        (["0000"], "There is no claim 0000", "No hay ninguna afirmación 0000"),
        ([""], "There is no claim", "No hay ninguna afirmación"),
        (["ID", "-o", "place.gif"], "place.gif is neither", "place.gif no es ninguno"),
        (["ID", "-o", "no/such/place.png"], "cannot be written", "no se puede escribir"),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(
    arguments: list[str], en: str, es: str, matter: str, capsys: Capture
) -> None:
    claim = claims(matter, capsys)["txt"]
    assert run(["-d", matter, "show", *(claim["id"] if a == "ID" else a for a in arguments)]) == 2
    assert (en if claim["lang"] == "en" else es) in capsys.readouterr().err


def test_nothing_is_shown_of_an_original_that_was_altered(matter: str, tmp_path: Path, capsys: Capture) -> None:
    claim = claims(matter, capsys)["txt"]
    original = Path(matter) / "originals" / claim["doc_id"][:2] / claim["doc_id"]
    original.chmod(0o644)
    original.write_bytes(original.read_bytes().replace(b"238", b"338"))
    assert run(["-d", matter, "show", claim["id"], "-o", str(tmp_path / "a.png")]) == 2
    out, err = capsys.readouterr()
    assert ("was altered" if claim["lang"] == "en" else "fue alterado") in err
    assert out == ""
    assert not (tmp_path / "a.png").exists()
    original.unlink()
    assert run(["-d", matter, "show", claim["id"]]) == 2


def test_a_corrected_claim_keeps_its_place(matter: str, capsys: Capture) -> None:
    claim = claims(matter, capsys)["pdf"]
    given = ["--correct", claim["id"], "--set", "when=2025-03", "--reason", "Only the month.", "--actor", "Ana"]
    assert run(["-d", matter, "review", *given]) == 0
    corrected = claims(matter, capsys)["pdf"]
    assert corrected["id"] != claim["id"]
    for name in (corrected["id"], claim["id"]):
        assert run(["-d", matter, "show", name, "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)[0]["place"]["found"] is True
