"""A chart of quality against speed as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 720, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 72, 56


@dataclass(frozen=True, slots=True)
class Point:
    """A system: sentences a second (median, slowest, fastest), F1 of 1, and whether it is ours."""

    name: str
    speed: float
    slowest: float
    fastest: float
    f1: float
    ours: bool


def chart(points: Sequence[Point], title: str) -> str:
    """The chart: speed to the right (logarithmic, a bar from the slowest run to the fastest), F1 upwards."""
    low, high = floor(log10(min(p.slowest for p in points))), ceil(log10(max(p.fastest for p in points)))
    high = max(high, low + 1)
    floor_f1 = max(0, floor(10 * min(p.f1 for p in points) - 0.5)) / 10

    def x(speed: float) -> float:
        return LEFT + (log10(speed) - low) / (high - low) * (WIDTH - LEFT - RIGHT)

    def y(f1: float) -> float:
        return TOP + (1 - f1) / (1 - floor_f1) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="13" role="img" aria-labelledby="title">',
        f'<title id="title">{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        _text(LEFT - 48, 28, title, size=15),
    ]
    for power in range(low, high + 1):
        at = x(10**power)
        parts += [_line(at, TOP, at, HEIGHT - BOTTOM), _text(at, HEIGHT - BOTTOM + 18, f"{10**power:,}", "middle")]
    for tenth in range(round(floor_f1 * 10), 11):
        at = y(tenth / 10)
        parts += [_line(LEFT, at, WIDTH - RIGHT, at), _text(LEFT - 8, at + 4, f"{10 * tenth}", "end")]
    parts += [
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, "sentences a second, one process (logarithmic)", "middle"),
        _text(LEFT - 48, TOP - 18, "F1 of values, %"),
    ]
    for point in points:
        colour = "#b3261e" if point.ours else "#33506b"
        at, up = x(point.speed), y(point.f1)
        side = "end" if at > WIDTH * 0.7 else "start"
        parts += [
            _line(x(point.slowest), up, x(point.fastest), up, colour, 3),
            f'<circle cx="{at:.1f}" cy="{up:.1f}" r="6" fill="{colour}"/>',
            _text(at + (-11 if side == "end" else 11), up - 9, point.name, side, colour),
        ]
    return "\n".join([*parts, "</svg>", ""])


def _line(x1: float, y1: float, x2: float, y2: float, colour: str = "#dddddd", width: int = 1) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}" '
        'stroke-linecap="round"/>'
    )


def _text(x: float, y: float, words: str, anchor: str = "start", colour: str = "#222222", size: int = 13) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}">'
        f"{escape(words)}</text>"
    )
