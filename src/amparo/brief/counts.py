"""Counts of documents and origins in our own sentences."""

from __future__ import annotations

import re

from amparo.brief.phrases import Phrases
from amparo.brief.told import BLANK


def uncounted(text: str, documents: int, phrases: Phrases, origins: int | None = None) -> tuple[str, list[str]]:
    """`text` without its counts of documents and origins, and those that are wrong."""
    wrong = []
    for noun in ("document", "origin"):
        for form in phrases.common[noun].values():
            pattern = re.compile(rf"(?<!\w){re.escape(form).replace(re.escape('{n}'), '([0-9]+)')}(?!\w)")
            for match in pattern.finditer(text):
                n = int(match.group(1))
                known = documents if noun == "document" else origins
                if not 1 <= n <= documents or (known is not None and n != known):
                    wrong.append(match.group())
            text = pattern.sub(BLANK, text)
    return text, wrong
