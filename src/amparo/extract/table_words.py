"""Words of tables and lists in one language (`packs/common/<language>/tables.yaml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from amparo.packs.gazetteer import common_file


@dataclass(frozen=True)
class TableWords:
    """What heads, labels and lead-in lines mean; all words in small letters.

    Attributes:
        totals: labels that add up the others.
        counts: heads that say no more than that they count.
        percent: heads of shares; `percent_sign` is what to write behind such a figure.
        not_read: words of a head whose column counts nothing that a claim could hold.
        destinations, nationalities: heads of the labels that say where people are taken, and who they are.
        names: heads of the names of persons, which are no groups.
        toward: how a sentence names a destination, with `{place}`.
        people: the noun for a number that would pass for a year.
        numbered: the number that a caption begins with.
        the_following: what stands for the items in the line before a list.
    """

    totals: frozenset[str]
    counts: frozenset[str]
    percent: frozenset[str]
    percent_sign: str
    not_read: frozenset[str]
    destinations: frozenset[str]
    nationalities: frozenset[str]
    names: frozenset[str]
    toward: str
    people: str
    numbered: re.Pattern[str]
    the_following: re.Pattern[str]


@cache
def table_words(lang: str) -> TableWords:
    """The words of `lang`. Raises `PackError` where a key is missing or wrong."""
    node = common_file(lang, "tables.yaml").only(*TableWords.__dataclass_fields__)

    def words(key: str) -> frozenset[str]:
        return frozenset(node.need(key).strings())

    return TableWords(
        totals=words("totals"),
        counts=words("counts"),
        percent=words("percent"),
        percent_sign=node.need("percent_sign").text(),
        not_read=words("not_read"),
        destinations=words("destinations"),
        nationalities=words("nationalities"),
        names=words("names"),
        toward=node.need("toward").text(),
        people=node.need("people").text(),
        numbered=re.compile(node.need("numbered").text(), re.IGNORECASE),
        the_following=re.compile(rf"\b(?:{node.need('the_following').text()})\b", re.IGNORECASE),
    )
