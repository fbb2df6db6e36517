"""Damaged and hostile bytes give a text or a reason, nothing else."""

from __future__ import annotations

import random
from email.message import EmailMessage
from io import BytesIO
from zipfile import ZipFile

import pytest

from amparo.model import Capture, SkipItem, Text
from amparo.read import read_capture
from kit.documents import capture_of, make_docx, make_pdf, make_xlsx, make_zip, set_lines

WORDS = "El Gobierno aceptó recibir hasta 300 personas; envió 238. The judge ordered the planes back on March 15, 2025."


def _mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "Ana <a@b.example>", "Año", "Mon, 17 Mar 2025 10:00:00 -0600"
    message.set_content(WORDS)
    message.add_alternative(f"<p>{WORDS}</p>", subtype="html")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="año.pdf")
    return bytes(message)


SEEDS = {
    "a.html": (
        "<!DOCTYPE html><html lang='es'><head><meta charset='utf-8'><title>Nota</title>"
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-03-17","author":"EFE"}'
        f"</script></head><body><h1>Nota</h1><p>{WORDS}</p><ul><li>uno</li></ul><table><tr><td>a</td></tr></table>"
        f"<p style='display:none'>x</p><blockquote>{WORDS}</blockquote></body></html>"
    ).encode(),
    "a.md": (
        "---\ntitle: Nota\ndate: 2025-03-17\nauthor: [a, b]\n---\n\n"
        f"# Nota\n\n> {WORDS}\n\n- a\n\n|a|b|\n|-|-|\n|1|2|\n"
    ).encode(),
    "a.txt": f"# source: Diario\n# published: 2025-03-17\n\nNota\n\n{WORDS}\n".encode(),
    "a.eml": _mail(),
    "a.pdf": make_pdf([set_lines(WORDS), [], set_lines(WORDS)], {"Title": "Nota", "CreationDate": "D:20250317"}),
    "a.docx": make_docx([("Title", "Nota"), ("Normal", WORDS), ("table", "a|b/c|d")], author="Ana"),
    "a.csv": 'Mes;Deportados\nmarzo de 2025;238\n"abril; 2025";17\n'.encode("latin-1"),
    "a.xlsx": make_xlsx({"Vuelos": [["Mes", "Deportados"], ["marzo de 2025", 238], ["abril", 17.5]]}, {"B2": "0%"}),
}


def outcome(capture: Capture, data: bytes) -> Text | SkipItem:
    try:
        return read_capture(capture, data)
    except SkipItem as skip:
        return skip


def mutations(data: bytes, count: int, seed: int) -> list[bytes]:
    """Bit flips, cuts, doublings, swapped stretches and inserted junk, always the same for a seed."""
    rng = random.Random(seed)
    made = []
    for _ in range(count):
        broken = bytearray(data)
        for _ in range(rng.choice((1, 1, 2, 5, 20))):
            at, to = sorted(rng.randrange(len(broken) + 1) for _ in range(2))
            match rng.randrange(5):
                case 0 if at < len(broken):
                    broken[at] ^= 1 << rng.randrange(8)
                case 1:
                    del broken[at : min(to, at + 40)]
                case 2:
                    broken[at:at] = broken[at : min(to, at + 60)] * 2
                case 3:
                    broken[at:at] = bytes(rng.randrange(256) for _ in range(rng.randrange(12)))
                case _:
                    broken = broken[: max(1, len(broken) - rng.randrange(len(broken) // 4 + 1))]
            if not broken:
                break
        made.append(bytes(broken))
    return made


@pytest.mark.parametrize("name", SEEDS)
def test_mutated_bytes(name: str) -> None:
    capture = capture_of(SEEDS[name], name)
    assert isinstance(outcome(capture, SEEDS[name]), Text)
    texts = 0
    for number, broken in enumerate(mutations(SEEDS[name], 150, seed=7)):
        told = Capture(capture.sha256, name, len(broken), capture.media_type, capture.captured)
        result = outcome(told, broken)
        if isinstance(result, Text):
            texts += 1
            assert all(result.content[b.start : b.end].strip() for b in result.blocks), number
        else:
            assert result.reason.endswith("."), number
    assert texts


def test_mutated_word_parts() -> None:
    with ZipFile(BytesIO(SEEDS["a.docx"])) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    capture = capture_of(SEEDS["a.docx"], "a.docx")
    for part in ("word/document.xml", "word/styles.xml", "docProps/core.xml", "[Content_Types].xml", "_rels/.rels"):
        for number, broken in enumerate(mutations(parts[part], 12, seed=3)):
            result = outcome(capture, make_zip({**parts, part: broken}))
            assert isinstance(result, (Text, SkipItem)), (part, number)


def test_mutated_workbook_parts() -> None:
    with ZipFile(BytesIO(SEEDS["a.xlsx"])) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    capture = capture_of(SEEDS["a.xlsx"], "a.xlsx")
    for part in parts:
        for number, broken in enumerate(mutations(parts[part], 12, seed=3)):
            result = outcome(capture, make_zip({**parts, part: broken}))
            assert isinstance(result, (Text, SkipItem)), (part, number)


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("wrong", SEEDS)
def test_bytes_of_another_kind_than_was_said(name: str, wrong: str) -> None:
    capture = capture_of(SEEDS[name], name)
    told = Capture(capture.sha256, name, capture.size, capture_of(SEEDS[wrong], wrong).media_type, capture.captured)
    assert isinstance(outcome(told, SEEDS[name]), (Text, SkipItem))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", b"> " * 5000 + b"x"),
        ("a.md", b"[" * 20000 + b"x"),
        ("a.md", b"*a " * 20000),
        ("a.md", b"- " * 3000 + b"x"),
        ("a.md", b"<" * 50000 + b"x"),
        ("a.html", b"<html><body>" + b"<b>" * 50000 + b"x"),
        ("a.html", b"<html><body><table>" + b"<tr><td>" * 200 + b"x"),
        ("a.html", b"<html><p>" + b"&" * 50000 + b"x"),
        ("a.html", b"<html><script type='application/ld+json'>" + b"[" * 100000 + b"</script><p>x"),
        ("a.html", b"<meta charset=" * 20000 + b"<p>x"),
        ("a.html", b"<table>" + b"<tr>" + b"<td rowspan=999 colspan=999>a" * 5000),
        ("a.html", b"<table>" + b"<tr><td rowspan=100>a<td>1" * 5000),
        ("a.csv", b"a," * 200_000),
        ("a.csv", b"a,1\n" * 110_000),
        ("a.csv", b'"' + b"a" * 2_000_000),
        ("a.txt", b"a" * 2_000_000),
        ("a.txt", b"# a:" * 100_000 + b"x"),
        ("a.txt", b"\xff\xfe" + b"\xd8\x00" * 5000 + b"a\x00"),
        ("a.txt", b"x.\n" * 50_000),
        ("a.eml", b"From: a\nSubject: x\n" + b"X-A: b\n" * 20000 + b"\nhola"),
        ("a.eml", b"From: a\nSubject: =?utf-8?q?" + b"=41" * 50000 + b"?=\n\nhola"),
        (
            "a.eml",
            b"From: a\nSubject: x\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 3000 + b"--a--\n",
        ),
        (
            "a.eml",
            b"From: a\nSubject: x\n"
            + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000))
            + b"\nhola",
        ),
    ],
)
def test_shapes_that_hurt_careless_readers(name: str, data: bytes) -> None:
    assert isinstance(outcome(capture_of(data, name), data), (Text, SkipItem))
