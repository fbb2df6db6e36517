"""JSON of every shape becomes tables whose cells have pointers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from amparo.model import SkipItem, Text
from amparo.read import jsons
from kit.documents import read, shown


def placed(text: Text) -> dict[str, str]:
    """Place to words."""
    return {str(block.fragment): text.content[block.start : block.end] for block in text.blocks}


FLIGHTS = [
    {
        "country": "Northland",
        "number_held": 238,
        "paid": 4760000.0,
        "who": ["men", "women"],
        "at": {"place": "La Torre"},
    },
    {"country": "Sureña", "number_held": 1.50, "note": None, "open": True},
]


@pytest.mark.parametrize(
    ("value", "pointer"),
    [(FLIGHTS, ""), ({"count": 2, "results": FLIGHTS}, "/results"), ({"a": {"b": FLIGHTS}}, "/a/b")],
)
def test_a_list_of_records_is_a_table(value: Any, pointer: str) -> None:
    places = placed(read(json.dumps(value, ensure_ascii=False).encode(), "x.json"))
    assert places[f"pointer={pointer}/0/number_held"] == "238"
    assert places[f"pointer={pointer}/0/paid"] == "4760000.0"
    assert places[f"pointer={pointer}/0/who"] == "men; women"
    assert places[f"pointer={pointer}/0/at/place"] == "La Torre"
    assert places[f"pointer={pointer}/1/number_held"] == "1.5"
    assert places[f"pointer={pointer}/1/open"] == "true"


def test_cells_are_headed_by_their_keys_in_words() -> None:
    text = read(json.dumps(FLIGHTS).encode(), "x.json")
    cell = next(b for b in text.blocks if text.content[b.start : b.end] == "238")
    assert cell.cell is not None
    heads = [text.content[text.blocks[i].start : text.blocks[i].end] for i in cell.cell.column_heads]
    assert heads == ["number held"]


def test_an_object_is_a_table_of_its_keys_and_tells_of_itself() -> None:
    about = {
        "title": "Arrangement on the transfer of persons",
        "publisher": "The Harbour Herald",
        "date": "2031-05-09",
        "url": "https://herald.example/x",
        "abstract": "Northland received 238 people from Southland under the arrangement. " * 5,
    }
    text = read(json.dumps(about).encode(), "x.json")
    assert (text.title, text.publisher, text.published) == (about["title"], about["publisher"], "2031-05-09")
    assert text.url == "https://herald.example/x"
    assert ("paragraph", about["abstract"].strip()) in shown(text)


def test_comments_byte_order_marks_and_other_charsets_are_read() -> None:
    source = '\ufeff// nota\n{"lugar": "prisión // no es nota", /* aquí */ "personas": 238}'
    for data in (source.encode(), source.encode("utf-16")):
        assert placed(read(data, "x.jsonc"))["pointer=/lugar"] == "prisión // no es nota"


def test_json_lines_are_one_table_and_lines_that_are_none_are_told() -> None:
    data = b'{"held": 238, "where": "La Torre prison"}\n\nnonsense\n{"held": 12, "where": "Elsewhere"}\n[1]\n'
    text = read(data, "x.jsonl")
    assert placed(text)["line=4;pointer=/held"] == "12"
    (problem,) = text.problems
    assert problem.reason == "2 of its lines are no JSON objects and were not read."
    assert problem.where == "line=3"


def test_lists_of_lists_and_keys_with_slashes_have_places() -> None:
    places = placed(read(b'{"a/b": {"c": {"d~": "palabras de prueba"}}, "trace": [[1, "dos"], [3, 4]]}', "x.json"))
    assert places["pointer=/a~1b/c/d~0"] == "palabras de prueba"
    assert places["pointer=/trace/0/1"] == "dos"
    assert places["pointer=/trace/1/0"] == "3"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b'{"a": [1, 2', "x.json", "not JSON that can be read"),
        (b"[" * 200_000, "x.json", "not JSON that can be read"),
        (b'{"a":' * 100_000, "x.json", "not JSON that can be read"),
        (b"{}", "x.json", "holds no text"),
        (b"[[], {}, null]", "x.json", "holds no text"),
        (b"1\n2\n", "x.jsonl", "None of its lines"),
    ],
)
def test_what_is_no_json_is_a_row(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(SkipItem, match=reason):
        read(data, name)


def test_too_many_cells_and_too_deep_nesting_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    deep: Any = "fondo"
    for _ in range(20):
        deep = {"hacia abajo": deep, "palabra": [1]}
    (problem,) = read(json.dumps({"nota": "personas detenidas", "x": deep}).encode(), "x.json").problems
    assert "more than 12 deep" in problem.reason
    monkeypatch.setattr(jsons, "_CELLS", 10)
    (problem,) = read(json.dumps([{"n": n, "lugar": "prisión"} for n in range(50)]).encode(), "x.json").problems
    assert "Only the first 10 cells" in problem.reason


def test_figures_stay_as_they_are_written() -> None:
    text = read(b'[{"n": 1.10, "m": 1e3, "k": 12345678901234567890123, "w": "personas"}]', "x.json")
    assert {"1.10", "1e3", "12345678901234567890123"} <= set(placed(text).values())
