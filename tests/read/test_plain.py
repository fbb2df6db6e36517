"""Plain text: offsets of the file, paragraphs as they were meant."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from amparo.model import SkipItem
from amparo.read import read_capture, read_plain_text
from kit.documents import capture_of, read, shown

LONG = "El Gobierno de El Salvador aceptó recibir hasta 300 personas durante un año, según la nota que ambos firmaron."
LATER = "The rest of the money depends on how many people are held, two officials who had read it said on Monday."


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"{LONG}\n{LATER}", [("paragraph", LONG), ("paragraph", LATER)]),
        (f"{LONG}\n\n\n{LATER}\n", [("paragraph", LONG), ("paragraph", LATER)]),
        (f"  {LONG}  \r\n\r\n\t{LATER}\r\n", [("paragraph", LONG), ("paragraph", LATER)]),
        (f"Hasta 300, dice la nota\n\n{LONG}", [("title", "Hasta 300, dice la nota"), ("paragraph", LONG)]),
        (
            f"What we know about the deal\nBy Staff Writers\nMay 22, 2025\n\n{LATER}",
            [
                ("title", "What we know about the deal"),
                ("paragraph", "By Staff Writers"),
                ("paragraph", "May 22, 2025"),
                ("paragraph", LATER),
            ],
        ),
        (
            f"Seis millones por un año\nRedacción\n\n{LONG}",
            [("title", "Seis millones por un año"), ("paragraph", "Redacción"), ("paragraph", LONG)],
        ),
        (
            f"El Salvador collected $6 million for jailing deportees\nBy the politics team\n\n{LATER}",
            [
                ("title", "El Salvador collected $6 million for jailing deportees"),
                ("paragraph", "By the politics team"),
                ("paragraph", LATER),
            ],
        ),
        (  # a wrapped headline is not cut at its "by"
            f"Six million dollars was the price that was paid\nby the state of New York\n\n{LATER}",
            [
                ("paragraph", "Six million dollars was the price that was paid\nby the state of New York"),
                ("paragraph", LATER),
            ],
        ),
        (f"He said so.\n\n{LATER}", [("paragraph", "He said so."), ("paragraph", LATER)]),
        (
            f"{LATER}\n- 238 men\n- 23 more\n1. first",
            [("paragraph", LATER), ("item", "- 238 men"), ("item", "- 23 more"), ("item", "1. first")],
        ),
        (f"{LONG}\n\n> dijo que sí", [("paragraph", LONG), ("quote", "> dijo que sí")]),
    ],
)
def test_blocks(content: str, expected: list[tuple[str, str]]) -> None:
    text = read_plain_text("a.txt", content)
    assert text.content == content
    assert shown(text) == expected


def test_text_wrapped_by_hand_is_one_paragraph_and_keeps_its_characters() -> None:
    wrapped = (
        "The United States asked El Salvador to take up to 500 people and was\n"
        "told, in a note of March 14, that there was room for no more than\n"
        "300 of them. Officials called the note a friendly understanding that\n"
        "binds neither side.\n\n"
        "In the end 238 were flown."
    )
    text = read_plain_text("a.txt", wrapped)
    assert [words for _, words in shown(text)] == wrapped.split("\n\n")
    assert text.content == wrapped


def test_short_lines_that_are_not_wrapped_stay_apart() -> None:
    content = "Kristen Doe, plaintiff;\nSecond Party, plaintiff;\nv.\nThe Secretary of the Department, in her office"
    assert len(read_plain_text("a.txt", content).blocks) == 4


@pytest.mark.parametrize("space", ["\xa0", "\u3000", " \xa0 ", "\x1c"])
def test_a_line_of_any_white_space_is_blank(space: str) -> None:
    full = "The United States asked El Salvador to take up to 500 people and was"
    text = read_plain_text("a.txt", f"{full}\n{space}\n{full}\n")
    assert [words for _, words in shown(text)] == [full, full]


def test_header_lines_are_header() -> None:
    content = f"# source: Diario La Ceiba\n# published: 2025-03-17\n# credit: EFE\n\n{LONG}"
    text = read_plain_text("a.txt", content)
    assert shown(text)[0] == ("header", content.split("\n\n")[0])
    assert (text.publisher, text.published, text.lang) == ("Diario La Ceiba", "2025-03-17", "es")
    assert content[text.blocks[1].start :] == LONG


@pytest.mark.parametrize(
    ("header", "published", "publisher"),
    [
        ("# fuente: El Diario\n# fecha: 17 de marzo de 2025", "2025-03-17", "El Diario"),
        ("# SOURCE: https://www.state.gov/note\n# PUBLISHED: 2025-03-17", "2025-03-17", "state.gov"),
        ("# published: 3/4/2025", None, None),
        ("# una nota\n# otra", None, None),
    ],
)
def test_header_fields(header: str, published: str | None, publisher: str | None) -> None:
    text = read_plain_text("a.txt", f"{header}\n\n{LONG}")
    assert (text.published, text.publisher) == (published, publisher)


def test_a_date_that_can_be_read_in_two_ways_is_told() -> None:
    (problem,) = read_plain_text("a.txt", f"# published: 3/4/2025\n\n{LONG}").problems
    assert "3/4/2025" in problem.reason
    assert "YYYY-MM-DD" in problem.remedy


def test_the_date_may_stand_in_the_text() -> None:
    assert read_plain_text("a.txt", f"Filed:  April 17, 2025\n\n{LATER}").published == "2025-04-17"


def test_lines_are_numbered_from_the_start_of_the_file() -> None:
    text = read(f"# source: X\n\n{LONG}\r\n\r\n{LATER}".encode(), "a.txt")
    assert [b.fragment for b in text.blocks] == ["line=1", "line=3", "line=5"]


def test_a_byte_order_mark_is_a_character_of_the_file_but_of_no_block() -> None:
    text = read(b"\xef\xbb\xbf" + LONG.encode(), "a.txt")
    assert text.content == "\ufeff" + LONG
    assert shown(text) == [("paragraph", LONG)]


def test_a_file_in_latin_1() -> None:
    text = read(LONG.encode("latin-1"), "a.txt")
    assert text.content == LONG
    assert text.lang == "es"


def test_undecodable_places_are_told() -> None:
    (problem,) = read((LONG * 30).encode() + b"\xff\n", "a.txt").problems
    assert "1 places could not be decoded" in problem.reason


@pytest.mark.parametrize("content", ["", "  \n\t\n", "***\n---"])
def test_nothing_to_read(content: str) -> None:
    with pytest.raises(SkipItem, match="no text"):
        read_plain_text("a.txt", content)


@pytest.mark.parametrize(
    "data",
    [
        b"".join(sha256(bytes([n])).digest() for n in range(9)),
        b"\x01\x02\x03238 people\x04\x05\x06",
        b"238 personas\x00\x00\x00\x00",
    ],
)
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(SkipItem, match="binary data"):
        read_capture(replace(capture_of(data, "a.txt"), media_type="text/plain"), data)


@pytest.mark.parametrize(
    "data", [f"{LONG}\x0c{LATER}\x1a".encode(), f"\t{LONG}\x1b[0m".encode(), b"Se fueron 238.\x7f"]
)
def test_a_stray_control_character_leaves_a_text_a_text(data: bytes) -> None:
    assert read(data, "a.txt").content == data.decode()


@pytest.mark.parametrize("blank", ["\xa0", "\u3000", "\x1f"])
def test_a_line_of_an_odd_blank_between_full_lines_breaks_nothing(blank: str) -> None:
    line = "The ministry said on Monday that the men would be flown to the island"
    text = read_plain_text("a.txt", f"{line}\n{blank}\n{line}\n")
    assert [text.content[block.start : block.end].strip() for block in text.blocks if block.start < block.end]
