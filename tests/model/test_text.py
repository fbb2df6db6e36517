"""Texts: blocks in order, the block and the place of every offset, and the source of a text."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.model import Block, InvalidValue, Problem, Source, Text, from_json, source_of, to_json


def text(content: str, *blocks: Block, **slots: Any) -> Text:
    return Text("a.txt", "0" * 64, content, "es", "test/1", blocks, **slots)


@pytest.mark.parametrize(
    "blocks",
    [
        (Block(4, 6), Block(0, 3)),
        (Block(0, 4), Block(3, 6)),
        (Block(0, 7),),
        (Block(-1, 3),),
        (Block(3, 2),),
    ],
)
def test_blocks_out_of_order_or_of_the_text_are_refused(blocks: tuple[Block, ...]) -> None:
    with pytest.raises(InvalidValue, match=r"a\.txt: block .* is out of order or out of the text"):
        text("abcdef", *blocks)


@pytest.mark.parametrize("blocks", [(), (Block(0, 0),), (Block(0, 3), Block(3, 6)), (Block(1, 2), Block(4, 5))])
def test_blocks_in_order_are_kept(blocks: tuple[Block, ...]) -> None:
    assert text("abcdef", *blocks).blocks == blocks


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(0, None), (1, "line=1"), (2, "line=1"), (3, None), (4, "line=2"), (5, "line=2"), (6, None)],
)
def test_the_block_at_an_offset(offset: int, expected: str | None) -> None:
    found = text("abcdef", Block(1, 3, fragment="line=1"), Block(4, 6, fragment="line=2")).block_at(offset)
    assert (found.fragment if found else None) == expected


@pytest.mark.parametrize(
    ("offset", "expected"), [(0, "page=1"), (4, "page=1"), (5, "page=2"), (8, "page=2"), (9, "page=3"), (11, "page=3")]
)
def test_a_paragraph_over_several_pages_has_a_place_at_every_offset(offset: int, expected: str) -> None:
    block = Block(0, 12, fragment="page=1", breaks=((5, "page=2"), (9, "page=3")))
    assert block.fragment_at(offset) == expected
    assert text("diez hombres", block).anchor(offset, 12).fragment == expected


@pytest.mark.parametrize(("start", "fragment"), [(0, "line=1"), (4, None), (5, "line=2")])
def test_an_anchor_begins_in_its_block(start: int, fragment: str | None) -> None:
    made = text("diez men", Block(0, 4, fragment="line=1"), Block(5, 8, fragment="line=2"))
    assert made.anchor(start, 8).fragment == fragment


@given(st.lists(st.text("abñ ", min_size=1, max_size=6), min_size=1, max_size=6))
def test_every_character_of_a_block_is_found_in_it(lines: list[str]) -> None:
    blocks: list[Block] = []
    start = 0
    for line in lines:
        blocks.append(Block(start, start + len(line), fragment=f"line={len(blocks)}"))
        start += len(line) + 1
    made = text("\n".join(lines), *blocks)
    for block in blocks:
        assert all(made.block_at(offset) == block for offset in range(block.start, block.end))
        assert made.block_at(block.end) is None
    assert from_json(Text, to_json(made)) == made


def test_the_source_of_a_text_keeps_what_it_shares() -> None:
    slots: dict[str, Any] = {
        "title": "Doce hombres",
        "publisher": "El Faro del Volta",
        "published": "2025-04-01",
        "credits": ("EFE",),
        "url": "https://example.org/a",
        "problems": (Problem("a.txt", "A page is blank.", "Scan it again.", "page=2"),),
    }
    made = text("Doce hombres", Block(0, 12), **slots)
    source = source_of(made, "2025-04-02T10:00:00+00:00")
    shared = {f.name for f in fields(Source)} - {"captured"}
    assert {name: getattr(source, name) for name in shared} == {name: getattr(made, name) for name in shared}
    assert source.captured == "2025-04-02T10:00:00+00:00"
    assert source_of(made).captured is None
    assert from_json(Text, to_json(made)) == made
    assert from_json(Source, to_json(source)) == source
