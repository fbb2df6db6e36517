"""`amparo claims --text`: what is read, from which bytes, with which offsets; what is refused, and how it ends."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from amparo.cli import run

Capture = pytest.CaptureFixture[str]

SPANISH = (
    "El señor Muñoz dijo que El Salvador recibió a 238 personas.\r\nAñadió que pagaron «4,76 millones de dólares».\r\n"
)
ENGLISH = "The United States flew 238 people to El Salvador, a “friendly” official said.\nIt has paid $4.76 million.\n"
NOISE = b"".join(sha256(bytes([n])).digest() for n in range(20)).replace(b"\x00", b"\x01")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AMPARO_LANG", "en")


def claims(capsys: Capture, *arguments: str) -> list[dict[str, Any]]:
    assert run(["claims", "--text", *arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("text", [SPANISH, ENGLISH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_offsets_are_those_of_the_decoded_text(text: str, encoding: str, ends: str, capsys: Capture) -> None:
    data = "\n".join(text.splitlines()).replace("\n", ends).encode(encoding)
    Path("a.txt").write_bytes(data)
    content = data.decode("utf-8" if encoding == "utf-8-sig" else encoding)
    found = claims(capsys, "a.txt")
    assert [claim["value"] for claim in found] == [238, 4760000]
    assert [content[claim["start"] : claim["end"]] for claim in found] == [claim["quote"] for claim in found]


def test_latin_1_is_read_as_latin_1(capsys: Capture) -> None:
    Path("a.txt").write_bytes(SPANISH.encode("latin-1"))
    assert claims(capsys, "a.txt")[0]["asserter"] == "El señor Muñoz"


@pytest.mark.parametrize(
    ("name", "data", "english", "spanish"),
    [
        ("a.txt", b"", "It is empty. Get it", "Está vacío. Consígalo"),
        ("a.txt", b" \n\n", "It holds no text. Check", "No contiene texto. Compruebe"),
        ("a.txt", NOISE, "It is binary data, not text. Save", "Son datos binarios, no texto. Guárdelo"),
        ("a.txt", b"238 people\x00\x01", "no plain text (application/octet-stream). Add it", "no es texto simple"),
        ("a.txt", b"%PDF-1.7\n238 people", "is no plain text (application/pdf). Add it", "no es texto simple"),
        ("a.txt", b"\x89PNG\r\n\x1a\n238", "is no plain text (image/png). Add it", "no es texto simple"),
        ("b.txt", None, "There is no file b.txt.", "No existe el archivo b.txt."),
        (".", None, ". is a folder; --text reads files.", ". es una carpeta; --text lee archivos."),
    ],
)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_is_no_text_is_one_sentence_and_counts(
    name: str, data: bytes | None, english: str, spanish: str, lang: str, capsys: Capture
) -> None:
    if data is not None:
        Path(name).write_bytes(data)
    Path("good.txt").write_text(ENGLISH, encoding="utf-8")
    assert run(["--ui-lang", lang, "claims", "--text", name]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert {"en": english, "es": spanish}[lang] in err
    assert err.count("\n") == 1
    assert ".." not in err
    assert run(["--ui-lang", lang, "claims", "--text", name, "good.txt"]) == 1
    assert capsys.readouterr().out.count('"good.txt"') == 2


def test_a_file_without_claims_is_read_all_the_same(capsys: Capture) -> None:
    Path("a.txt").write_text("The river rose in spring, and nobody minded.", encoding="utf-8")
    assert claims(capsys, "a.txt") == []
    assert run(["claims", "--text", "a.txt", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_table_shows_what_was_read(capsys: Capture) -> None:
    Path("a.txt").write_text(ENGLISH, encoding="utf-8")
    assert run(["claims", "--text", "a.txt", "--format", "table"]) == 0
    assert "238 person" in capsys.readouterr().out
