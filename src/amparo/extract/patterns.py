"""Patterns over tokens: the small notation in which a pack writes its triggers, and the matcher that finds them.

A pattern is a row of elements with a space between:

| element | matches |
|---|---|
| `word`, `one/two` | a word as written (lower case), or one of several |
| `<deport>`, `<pay/send>` | any form of a verb that stands as a verb; `<pay:past+part>` only forms so tagged |
| `@group`, `@group/one` | a word of a named word class, or one as written |
| `[country]`, `[court/agency]` | a name of one of the kinds |
| `{person}`, `{money}`, `{any}` | a quantity of that unit; `{money}` is any currency |
| `~`, `~6` | up to three (or six) tokens, none of which ends the clause |

An element with `?` behind it may be absent; the first element of a pattern may not be a gap, a name or a quantity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from amparo.extract.analysis import Analysis
from amparo.packs.yamlfile import Node

_CLAUSE_END = frozenset(';:.!?()“”"«»—')
_ELEMENT = re.compile(r"<(?P<verb>[^>:]+)(?::(?P<tags>[^>]+))?>|\[(?P<name>[^\]]+)\]|\{(?P<unit>[^}]+)\}")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern."""

    kind: str
    words: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    most: int = 0
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern; `text` is how the pack writes it.

    `needs` are sets of words of which a sentence must hold one each for the pattern to be found in it: a quick
    refusal, empty where nothing is known.
    """

    text: str
    elements: tuple[Element, ...]
    needs: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Where a pattern stands: token indices (end exclusive) and the token of its first verb, or -1."""

    start: int
    end: int
    verb: int


def compile_pattern(node: Node, classes: Mapping[str, frozenset[str]]) -> Pattern:
    """Compile one pattern. Raises `PackError` for one that cannot be read or cannot begin a match."""
    elements = tuple(_element(node, part, classes) for part in node.text().split())
    if not elements or elements[0].kind not in ("word", "verb") or elements[0].optional:
        raise node.fail("does not begin with a word or a verb", "Begin the pattern with a word, a <verb> or a @class")
    return Pattern(node.text(), elements)


def verbs_of(patterns: Iterable[str]) -> set[str]:
    """Every verb that some patterns name, so that its forms can be listed."""
    found: set[str] = set()
    for pattern in patterns:
        for match in _ELEMENT.finditer(pattern):
            if match["verb"]:
                found.update(match["verb"].split("/"))
    return found


def _element(node: Node, part: str, classes: Mapping[str, frozenset[str]]) -> Element:
    optional = part.endswith("?") and len(part) > 1
    part = part[:-1] if optional else part
    if part.startswith("~"):
        return Element("gap", most=int(part[1:] or 3))
    match = _ELEMENT.fullmatch(part)
    if match is None:
        return Element("word", _words(node, part.split("/"), classes), optional=optional)
    if match["verb"]:
        tags = frozenset(match["tags"].split("+")) if match["tags"] else frozenset()
        return Element("verb", frozenset(match["verb"].split("/")), tags, optional=optional)
    if match["name"]:
        return Element("name", frozenset(match["name"].split("/")), optional=optional)
    return Element("quantity", frozenset(match["unit"].split("/")), optional=optional)


def _words(node: Node, options: Iterable[str], classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    words: set[str] = set()
    for option in options:
        if not option.startswith("@"):
            words.add(option.lower())
        elif option[1:] in classes:
            words |= classes[option[1:]]
        else:
            raise node.fail(f"names the word class {option}", f"Use one of: {', '.join(sorted(classes))}")
    return frozenset(words)


def match_at(pattern: Pattern, analysis: Analysis, at: int) -> Match | None:
    """The match of `pattern` that begins at token `at`, or None."""
    for need in pattern.needs:
        if need.isdisjoint(analysis.words):
            return None
    verbs: list[int] = []
    end = _match(pattern.elements, 0, analysis, at, verbs)
    return None if end < 0 else Match(at, end, verbs[0] if verbs else -1)


def _match(elements: tuple[Element, ...], index: int, analysis: Analysis, at: int, verbs: list[int]) -> int:
    if index == len(elements):
        return at
    element = elements[index]
    if element.kind == "gap":
        for skip in range(element.most + 1):
            if skip and (at + skip > analysis.size or analysis.low(at + skip - 1) in _CLAUSE_END):
                return -1
            end = _match(elements, index + 1, analysis, at + skip, verbs)
            if end >= 0:
                return end
        return -1
    step = _STEPS[element.kind](element, analysis, at)
    if step:
        mark = len(verbs)
        if element.kind == "verb":
            verbs.append(at)
        end = _match(elements, index + 1, analysis, at + step, verbs)
        if end >= 0:
            return end
        del verbs[mark:]
    return _match(elements, index + 1, analysis, at, verbs) if element.optional else -1


def _word(element: Element, analysis: Analysis, at: int) -> int:
    return int(at < analysis.size and analysis.low(at) in element.words)


def _verb(element: Element, analysis: Analysis, at: int) -> int:
    if at >= analysis.size:
        return 0
    return int(any(v in element.words and (not element.tags or t in element.tags) for v, t in analysis.verbs(at)))


def _name(element: Element, analysis: Analysis, at: int) -> int:
    name = analysis.name_from(at)
    return name[1] - at if name is not None and name[0].kind in element.words else 0


def _quantity(element: Element, analysis: Analysis, at: int) -> int:
    item = analysis.quantity_from(at)
    if item is None:
        return 0
    return item.last - at if "any" in element.words or item.family in element.words else 0


_STEPS: Mapping[str, Callable[[Element, Analysis, int], int]] = {
    "word": _word,
    "verb": _verb,
    "name": _name,
    "quantity": _quantity,
}
