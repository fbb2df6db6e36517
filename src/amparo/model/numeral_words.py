"""How one language writes numbers: `number_words/<lang>.yaml`, loaded once, and the folding of its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_ACCENTS = str.maketrans("áàâäãéèêëíìîïóòôöõúùûüñç–‑−’", "aaaaaeeeeiiiiooooouuuunc---'")


@dataclass(frozen=True, slots=True)
class Words:
    """The number words of one language, ready to match."""

    decimal: str
    token: re.Pattern[str]
    kinds: Mapping[str, tuple[str, float]]
    attached: Mapping[str, float]
    money_attached: frozenset[str]
    attached_apart: frozenset[str]
    joiners: frozenset[str]
    tens_joiner: bool
    bare_scale: frozenset[str]
    improper: bool
    groups_with_of: frozenset[str]
    of: frozenset[str]
    of_gaps: frozenset[str]
    articles: frozenset[str]
    half_gaps: frozenset[str]
    with_gaps: frozenset[str]
    half_alone: frozenset[str]
    fraction_not_after: frozenset[str]
    fraction_not_before: frozenset[str]
    part_articles: frozenset[str]
    parts: frozenset[str]
    part_of: frozenset[str]
    fraction_after: frozenset[str]
    sure_denominators: frozenset[str]
    article_in: tuple[str, ...]
    one_in: frozenset[str]
    minus: frozenset[str]
    ordinals: frozenset[str]


def fold(text: str) -> str:
    """`text` in lower case and without accents, of the same length, so that offsets into it hold in `text`."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return low if low.isascii() else low.translate(_ACCENTS)


def word_pattern(words: Iterable[str]) -> str:
    """A pattern for any of `words` that shares their beginnings, so that a miss costs one look and not one a word."""
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _trie_pattern(trie)


def _trie_pattern(node: dict[str, Any]) -> str:
    branches = [(r"\s" if c == " " else re.escape(c)) + _trie_pattern(child) for c, child in sorted(node.items()) if c]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{body})?" if "" in node else body


@cache
def load_words(lang: str) -> Words:
    """The number words of `lang`; of English where the language has none, so that digits are still read."""
    file = files("amparo.model").joinpath("number_words", f"{lang}.yaml")
    if not file.is_file():
        return load_words("en")
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    kinds: dict[str, tuple[str, float]] = {}
    for key, kind in (
        ("lenient", "lenient"),
        ("tiny", "tiny"),
        ("denominators", "denominator"),
        ("denominator_plurals", "denominators"),
        ("fraction_words", "fraction"),
        ("scales", "scale"),
        ("plurals", "plural"),
        ("groups", "group"),
        ("hundreds", "hundreds"),
        ("tens", "tens"),
        ("small", "small"),
    ):
        kinds |= {word: (kind, float(value)) for word, value in data[key].items()}
    kinds |= dict.fromkeys(data["hundred"], ("hundred", 100.0))
    kinds |= dict.fromkeys(data["vague"], ("vague", 0.0))
    kinds |= dict.fromkeys(data["half"], ("half", 0.5))
    kinds |= dict.fromkeys(data["joined_one"], ("joined_one", 1.0))
    joins = data["joiner"]
    articles = data["articles"]
    return Words(
        decimal=data["decimal"],
        token=re.compile(
            r"(?<!\w)(?<![0-9][.,])(?:(?:" + word_pattern(data["money_prefixes"]) + r")?(?:"
            r"[0-9]{1,3}(?:[\xa0\u2009\u202f][0-9]{3})+(?:[.,][0-9]+)?(?![0-9])"
            r"|[0-9]{1,3}(?: [0-9]{3}){2,}(?:[.,][0-9]+)?(?![0-9])|[0-9]{1,3} 000(?![0-9.,])"
            r"|[0-9]+(?:[.,][0-9]+)*(?:e\+?[0-9]{1,2}(?!\w))?|(?<![.,])\.[0-9]+)|" + word_pattern(kinds) + r"(?!\w))"
        ),
        kinds=kinds,
        attached=data["attached"],
        money_attached=frozenset(data["money_attached"]),
        attached_apart=frozenset(data["attached_apart"]),
        joiners=frozenset([*joins, *(f"-{j}-" for j in joins)]),
        tens_joiner=data["tens_joiner"],
        bare_scale=frozenset(data["bare_scale"]),
        improper=data["improper_fractions"],
        groups_with_of=frozenset(data["groups_with_of"]),
        of=frozenset(data["of"]),
        of_gaps=frozenset(f" {word} " for word in data["of"]),
        articles=frozenset(articles),
        half_gaps=frozenset(f"{j} {a}".strip() for j in joins for a in (*articles, "")),
        with_gaps=frozenset(data["half_with"]),
        half_alone=frozenset(w for w in data["half"] if w in data["fraction_words"]),
        fraction_not_after=frozenset(data["fraction_not_after"]),
        fraction_not_before=frozenset(data["fraction_not_before"]),
        part_articles=frozenset(data["part_articles"]),
        parts=frozenset(data["parts"]),
        part_of=frozenset(data["part_of"]),
        fraction_after=frozenset(data["fraction_after"]),
        sure_denominators=frozenset(data["sure_denominators"]),
        article_in=tuple(f"{a} {phrase} " for a in articles for phrase in data["one_in"] if " " in phrase),
        one_in=frozenset(data["one_in"]),
        minus=frozenset(data["minus"]),
        ordinals=frozenset(data["ordinals"]),
    )
