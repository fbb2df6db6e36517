"""Telling a page from what stands in its way: a check for browsers, a script, a consent or a subscription.

The rules are data, `barriers.yaml`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Any, Literal

import yaml

Kind = Literal["challenge", "script", "consent", "paywall"]

_LOOKED_AT = 2_000_000
_TITLE = re.compile(r"<title\b[^>]*>([^<]*)", re.IGNORECASE)
_OPENING = re.compile(r"<(head|script|style|template|svg|noscript)\b|<!--")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Rule:
    """What tells a barrier; see the head of `barriers.yaml`."""

    kind: Kind
    most: float
    whole: bool
    titles: frozenset[str]
    words: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Barrier:
    """What stands in the way; `whole` where the page is nothing else."""

    kind: Kind
    whole: bool


def find_barrier(data: bytes) -> Barrier | None:
    """What stands in the way in this HTML page, or None where nothing does."""
    source = _decoded(data[:_LOOKED_AT]).lower()
    named = _TITLE.search(source)
    title = _words(named.group(1)) if named else ""
    shown, unscripted = _parts(source)
    packed = _SPACE.sub("", source)
    for rule in rules():
        told = title in rule.titles or any(mark in packed for mark in rule.marks)
        told = told or any(word in shown or word in unscripted for word in rule.words)
        if told and len(shown) <= rule.most:
            return Barrier(rule.kind, rule.whole)
    return None


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in the order of the file."""
    text = files("amparo.acquire").joinpath("barriers.yaml").read_text(encoding="utf-8")
    listed: Sequence[Mapping[str, Any]] = yaml.safe_load(text)
    return tuple(
        Rule(
            kind=rule["kind"],
            most=math.inf if rule["most"] is None else rule["most"],
            whole=rule["whole"],
            titles=frozenset(_every(rule, "titles")),
            words=_every(rule, "words"),
            marks=tuple(rule.get("marks", ())),
        )
        for rule in listed
    )


def _every(rule: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(text for texts in rule.get(key, {}).values() for text in texts)


def _parts(source: str) -> tuple[str, str]:
    """What a reader sees, and what one without scripts sees besides; both in one pass, however broken the page is."""
    shown: list[str] = []
    unscripted: list[str] = []
    at = 0
    while opening := _OPENING.search(source, at):
        shown.append(source[at : opening.start()])
        closing = f"</{opening.group(1)}" if opening.group(1) else "-->"
        end = source.find(closing, opening.end())
        end = len(source) if end < 0 else end
        if opening.group(1) == "noscript":
            unscripted.append(source[opening.end() : end])
        at = min(len(source), end + len(closing))
    shown.append(source[at:])
    return _words(" ".join(shown)), _words(" ".join(unscripted))


def _words(markup: str) -> str:
    return _SPACE.sub(" ", unescape(_TAG.sub(" ", markup)).replace("…", "...")).strip(" >")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
