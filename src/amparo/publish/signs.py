"""Where everything of a chart stands: words, and the sign that draws each figure as the interval its words allow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from textwrap import wrap

from amparo.publish.figures import Chart, Row

_LINE = 16.0
_BAR = 24.0
_ABOVE_BAR = 9.0
_CHARACTER = 7.1
_HALF = 5.0
_ROOM_BESIDE = 0.12
"""What is left beyond the largest figure where an arrow has to show that it may be more."""


@dataclass(frozen=True, slots=True)
class Size:
    """How wide a chart is, and how much of it the names of the groups take; 0 puts them above. In pixels."""

    width: float
    gutter: float


WIDE = Size(700, 150)
NARROW = Size(350, 0)


@dataclass(frozen=True, slots=True)
class Mark:
    """One stroke of a sign. `x` and `x2` are figures, `y` and `y2` pixels from the top."""

    shape: str
    x: float
    y: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text at pixels `x` and `y` of the first baseline."""

    lines: tuple[str, ...]
    x: float
    y: float
    strong: bool = False


@dataclass
class Layout:
    """A chart laid out: `top` is the largest figure the axis must hold, `height` is in pixels."""

    top: float
    height: float = 0.0
    marks: list[Mark] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)


def lay_out(chart: Chart, size: Size) -> Layout:
    """Everything of a chart in its place, groups from top to bottom."""
    top = _top(chart.drawn)
    made, before = Layout(top), None
    for row in chart.drawn:
        if row.group != before:
            _open_group(row.group, size, made)
            before = row.group
        text = f"{row.told} · {row.rests}" if chart.ladder else f"{'; '.join(row.voices)}: {row.told}"
        lines = _wrapped(text, size.width - size.gutter)
        made.words.append(Words(lines, size.gutter, made.height + 12))
        made.height += _LINE * len(lines)
        y = made.height + _ABOVE_BAR
        made.marks += [Mark("grid", value, y - _HALF - 3, value, y + _HALF + 3) for value in ticks(top)]
        made.marks += sign(row, top, y)
        made.height += _BAR
    return made


def sign(row: Row, end: float, y: float) -> list[Mark]:
    """The strokes that draw a figure on the line `y`; `end` is where a figure without upper bound is cut off."""
    assert row.interval is not None
    low, high = row.interval.low, min(row.interval.high, end)
    strokes = {
        "exact": [_at("dot", low, y)],
        "about": [_line(low, high, y), _tick(low, y), _tick(high, y), _at("dot", (low + high) / 2, y)],
        "less_than": [_line(low, high, y), _tick(low, y), _at("ring", high, y)],
        "up_to": [Mark("box", low, y - _HALF, high, y + _HALF), Mark("cap", high, y - 8, high, y + 8)],
        "at_least": [_line(low, high, y), _at("arrow", high, y), _at("dot", low, y)],
        "more_than": [_line(low, high, y), _at("arrow", high, y), _at("ring", low, y)],
        "between": [_line(low, high, y), _tick(low, y), _tick(high, y)],
    }[row.bound]
    return [*strokes, _at("cross", low if math.isinf(row.interval.high) else high, y)] if row.denied else strokes


def signs_of(chart: Chart) -> list[str]:
    """The kinds of signs that a chart draws, in a fixed order: those it has to explain."""
    found = {row.bound for row in chart.drawn}
    order = ("exact", "about", "less_than", "up_to", "at_least", "more_than", "between")
    return [*(bound for bound in order if bound in found), *(["denied"] if any(r.denied for r in chart.drawn) else [])]


def ticks(top: float) -> list[float]:
    """Round figures from 0 to the top of an axis: three to six of them."""
    power = 10.0 ** math.floor(math.log10(top / 4))
    step = next(s * power for s in (1, 2, 5, 10) if top / (s * power) <= 5)
    return [n * step for n in range(int(top / step + 1e-9) + 1)]


def _top(rows: Sequence[Row]) -> float:
    spans = [row.interval for row in rows if row.interval is not None]
    most = max((s.low if math.isinf(s.high) else s.high for s in spans), default=1.0)
    opened = any(math.isinf(s.high) for s in spans)
    return (most if most > 0 else 1.0) * (1 + _ROOM_BESIDE * opened)


def _open_group(name: str, size: Size, made: Layout) -> None:
    """The name of a group beside its first row, or above it where there is no room beside."""
    made.height += 6
    made.rules.append(made.height)
    made.height += 8
    lines = _wrapped(name, (size.gutter or size.width) - 12)
    made.words.append(Words(lines, 0, made.height + 12, strong=True))
    if not size.gutter:
        made.height += _LINE * len(lines) + 2


def _wrapped(text: str, width: float) -> tuple[str, ...]:
    return tuple(wrap(text, int(width / _CHARACTER))) or ("",)


def _at(shape: str, x: float, y: float) -> Mark:
    return Mark(shape, x, y, x, y)


def _line(low: float, high: float, y: float) -> Mark:
    return Mark("line", low, y, high, y)


def _tick(x: float, y: float) -> Mark:
    return Mark("line", x, y - _HALF, x, y + _HALF)
