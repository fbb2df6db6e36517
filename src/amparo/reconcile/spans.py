"""Dates as first and last day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from amparo.model import InvalidValue
from amparo.model.edtf import edtf_interval

Span = tuple[date, date]
"""First and last day."""


@lru_cache(maxsize=65536)
def span_of(when: str | None) -> Span | None:
    """First and last day of an EDTF date; None where there is none or it can't be read as days."""
    if when is None:
        return None
    try:
        return edtf_interval(when)
    except InvalidValue:
        return None
