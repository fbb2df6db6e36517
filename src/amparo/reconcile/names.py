"""Names as words to compare."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65536)
def fold(text: str) -> tuple[str, ...]:
    """The words of a name, without case, accents and punctuation."""
    return words_in(text)


def words_in(text: str) -> tuple[str, ...]:
    """The same of a text of any length, which is not kept."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return tuple(kept.split())
