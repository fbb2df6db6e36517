"""JSON in and out: what goes in comes back, and what does not belong is refused."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.model import Capture, InvalidValue, canonical, from_json, to_json


@dataclass(frozen=True)
class Inner:
    name: str
    pair: tuple[float, float] | None = None


@dataclass(frozen=True)
class Outer:
    value: float | tuple[float, float] | None
    inner: Inner | None = None
    many: tuple[Inner, ...] = ()
    mixed: tuple[str, Inner] | None = None
    listed: list[Inner] | None = None
    words: tuple[str, ...] = ()
    slots: dict[str, str] = field(default_factory=dict)


@pytest.mark.parametrize(
    "value",
    [
        Outer(None),
        Outer(3.0, Inner("a"), words=("x", "y")),
        Outer((1.0, 2.0), Inner("a", (1.0, 2.0)), (Inner("b"), Inner("c", (3.0, 4.0)))),
        Outer(None, mixed=("x", Inner("ñ")), listed=[Inner("d")], slots={"k": "v"}),
    ],
)
def test_a_value_comes_back_as_it_was(value: Outer) -> None:
    assert from_json(Outer, to_json(value)) == value


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"value": 1.0, "colour": "red"}, "Outer: unknown field colour"),
        ({}, "Outer: .*value"),
        ({"value": 1.0, "inner": {"pair": None}}, "Inner: .*name"),
    ],
)
def test_unknown_and_missing_fields_are_named(data: dict[str, object], message: str) -> None:
    with pytest.raises(InvalidValue, match=message):
        from_json(Outer, data)


def test_invariants_are_checked_on_the_way_in() -> None:
    with pytest.raises(InvalidValue, match="named by its SHA-256"):
        from_json(Capture, {"sha256": "x", "doc": "a", "size": 1, "media_type": "text/plain", "captured": "2026"})


@given(
    st.recursive(
        st.none() | st.booleans() | st.text() | st.integers(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)
    )
)
def test_canonical_json_does_not_depend_on_the_order_of_keys(value: object) -> None:
    def turned(item: object) -> object:
        if isinstance(item, dict):
            return {k: turned(v) for k, v in reversed(item.items())}
        return [turned(v) for v in item] if isinstance(item, list) else item

    assert canonical(turned(value)) == canonical(value)
