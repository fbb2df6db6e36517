"""Compact spellings in YAML, written out: `deportad(o|a|os|as)`, `(U.S.|federal|) judge`, `{circuit} Circuit`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from amparo.packs.yamlfile import Node

_SIGN = re.compile(r"[(){}|]")

Slots = Mapping[str, tuple[str, ...]]


def spellings(node: Node, slots: Slots | None = None) -> Iterator[tuple[Node, str]]:
    """Every spelling that the texts under `node` stand for, each with the node it comes from.

    `(a|b|)` is a choice, possibly of nothing; choices nest; `{name}` is any of the `slots` of that name.

    Raises:
        PackError: a slot is unknown, or a bracket has no partner.
    """
    for source in [node] if isinstance(node.value, str) else node.children():
        options, end = _choice(source, source.text(), 0, slots or {})
        if end != len(source.text()):
            raise _unpaired(source)
        yield from ((source, " ".join(text.split())) for text in dict.fromkeys(options))


def _choice(node: Node, text: str, at: int, slots: Slots) -> tuple[list[str], int]:
    """The options between `at` and the bracket that closes them (or the end), and where that stands."""
    options: list[str] = []
    run = [""]
    while True:
        sign = _SIGN.search(text, at)
        end = sign.start() if sign else len(text)
        run = [head + text[at:end] for head in run]
        if sign is None or sign.group() == ")":
            return options + run, end
        at = sign.end()
        if sign.group() == "|":
            options, run = options + run, [""]
        elif sign.group() == "(":
            inner, close = _choice(node, text, at, slots)
            if close == len(text):
                raise _unpaired(node)
            run, at = [head + tail for head in run for tail in inner], close + 1
        else:
            close = text.find("}", at)
            if sign.group() == "}" or close < 0:
                raise _unpaired(node)
            run, at = [head + tail for head in run for tail in _slot(node, text[at:close], slots)], close + 1


def _slot(node: Node, name: str, slots: Slots) -> tuple[str, ...]:
    if name not in slots:
        known = ", ".join(slots) or "none"
        raise node.fail(f"uses an unknown slot {{{name}}}", f"Define it under `slots:` (defined there: {known})")
    return slots[name]


def _unpaired(node: Node) -> Exception:
    return node.fail(f"has a bracket without its partner: {node.text()!r}", "Write choices as (one|two|)")
