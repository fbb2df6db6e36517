"""Numbers as text writes them: digits and words, English and Spanish, to plain values."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"\d[\d.,]*")


def values_in(text: str, lang: str) -> frozenset[float]:
    """Every value that some words of `text` can be read as."""
    return frozenset(float(m.group().rstrip(".,").replace(",", "")) for m in _DIGITS.finditer(text))
