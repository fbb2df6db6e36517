"""Lists: an item that holds a figure and no act of its own is read with the line that introduces the list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from amparo.extract.asides import Page
from amparo.extract.quantities import find_figures
from amparo.extract.table_words import table_words
from amparo.extract.tokens import sentence_spans
from amparo.model import Claim, Problem

_ITEM = 200
"""Characters up to which an item is read with its line; a longer one tells its own story."""
_LEAD = 300
_BULLET = re.compile(r"(?:[-*•‣▪●○–—]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+")


def list_claims(page: Page, taken: Sequence[Claim]) -> Iterator[Claim | Problem]:
    """The claims of items read with the line before their list, each anchored on its item, and the refused ones.

    Args:
        page: the document.
        taken: claims that its items have given by themselves.
    """
    own = [claim.anchor.start for claim in taken]
    lead = ""
    for index, block in enumerate(page.text.blocks):
        if block.kind != "item":
            lead = _lead(page, index)
        elif lead and block.end - block.start <= _ITEM and not any(block.start <= at < block.end for at in own):
            yield from _item(page, index, lead)


def _lead(page: Page, index: int) -> str:
    """The last sentence of a block that ends with a colon; empty for any other."""
    block = page.text.blocks[index]
    if block.cell is not None or not page.words(index).endswith(":"):
        return ""
    abbreviations = page.frames.language.grammar.abbreviations
    *_, (start, end) = sentence_spans(page.text.content, block.start, block.end, abbreviations)
    return page.text.content[start : end - 1].rstrip() if end - start <= _LEAD else ""


def _item(page: Page, index: int, lead: str) -> Iterator[Claim | Problem]:
    words = page.words(index)
    bullet = _BULLET.match(words)
    begin = bullet.end() if bullet else 0
    item = words[begin:].rstrip(" ;,.")
    if not find_figures(item, page.lang):
        return
    start = page.text.blocks[index].start + begin
    for before, after in _settings(page, lead):
        told = list(page.told(before, item, after))
        for claim, first, last in told:
            yield page.placed(claim, start + first, start + last, "item", f"list:{lead}")
        if told:
            return


def _settings(page: Page, lead: str) -> Iterator[tuple[str, str]]:
    """What to write before and after an item so that it stands in a sentence with the line before its list."""
    following = table_words(page.lang).the_following.search(lead)
    if following:
        yield lead[: following.start()], f"{lead[following.end() :]}."
    yield f"{lead} ", "."
    yield f"{lead}: ", "."
