"""The style sheets of what is published."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def style(name: str) -> str:
    """The style sheet of that name: `page`, `paper` or `place`."""
    return files("amparo.publish").joinpath(f"{name}.css").read_text(encoding="utf-8")
