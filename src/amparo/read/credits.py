"""Whose work a document says it rests on: wire and agency credits, "first reported by" lines, reports it passes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from amparo.model import Block
from amparo.packs import load_yaml

_ENDS = 4
_DATELINE = 220
_LINE = 140
_NAME = 100
_DASH = r"\s*(?:[.,:]\s*)?[-–—―]"


@dataclass(frozen=True)
class _Credits:
    """The compiled data file: patterns, and the canonical name of every form (in small letters unless all capitals)."""

    agency: re.Pattern[str]
    agency_line: re.Pattern[str]
    dateline: re.Pattern[str]
    byline: re.Pattern[str]
    cue: re.Pattern[str]
    outlet: re.Pattern[str]
    unlisted: re.Pattern[str]
    lead: re.Pattern[str]
    join: re.Pattern[str]
    passed_on: re.Pattern[str]
    passed_on_after: re.Pattern[str]
    ending: re.Pattern[str]
    canonical: dict[str, str]

    def name(self, form: str) -> str:
        return self.canonical.get(form) or self.canonical[form.casefold()]

    def agencies(self, text: str) -> list[str]:
        return [self.name(m.group()) for m in self.agency.finditer(text)]


def find_credits(content: str, blocks: Sequence[Block], lines: Iterable[str] = ()) -> tuple[str, ...]:
    """The canonical names of the agencies and outlets that a document credits, in the order found, each once.

    Looked at are: `lines` (author, publisher and credit fields); short byline and credit blocks and datelines such as
    `WASHINGTON (AP) —` or `Caracas, 17 mar (EFE).-` among the first and last blocks; and, everywhere, what follows
    words such as "first reported by" or "con información de". An agency that is merely quoted is no credit.
    """
    data = _load()
    found: list[str] = []
    for line in lines:
        found += data.agencies(line)
    read = [content[b.start : b.end] for b in blocks if b.kind not in ("title", "caption")]
    for text in read[:_ENDS]:
        if match := data.dateline.search(text[:_DATELINE]):
            found += data.agencies(match.group())
    for text in {i: read[i] for i in (*range(len(read))[:_ENDS], *range(len(read))[-_ENDS:])}.values():
        if len(text) <= _LINE and (data.byline.match(text) or data.agency_line.fullmatch(text.strip())):
            found += data.agencies(text)
    if read:
        last = read[-1][-80:].rstrip()
        if match := re.search(r"\(([^()]{2,60})\)\.?$", last):
            found += data.agencies(match.group(1)) if data.agency_line.fullmatch(match.group(1).strip()) else []
    for match in data.cue.finditer(content):
        found += _credited(data, content[match.end() : match.end() + 120])
    return tuple(dict.fromkeys(found))


def is_byline(line: str) -> bool:
    """Whether a line of its own tells who wrote or credits the text: "By the politics team", "Redacción"."""
    return len(line) <= _LINE and line[:1].isupper() and _load().byline.match(line) is not None


def find_cites(content: str, blocks: Sequence[Block]) -> tuple[tuple[str, int], ...]:
    """Names that a text gives for whose report it passes on, each once, with the offset of the block that does so.

    `the Potomac Sentinel reported`, `correos publicados el martes por El Faro`, `officials told Reuters`. Agencies and
    outlets that are listed have their canonical name; any other name is given as written, whether it is an outlet or
    not: that can only be told beside the other documents of a dossier.
    """
    data = _load()
    found: dict[str, int] = {}
    for block in blocks:
        if block.kind == "header":
            continue
        text = content[block.start : block.end]
        for match in data.passed_on.finditer(text):
            for name in _credited(data, text[match.end() : match.end() + _NAME]):
                found.setdefault(name, block.start)
        for match in data.passed_on_after.finditer(text):
            before = data.ending.search(text[max(0, match.start() - _NAME) : match.start()])
            for name in _credited(data, before.group().strip()) if before else ():
                found.setdefault(name, block.start)
    return tuple(found.items())


def _credited(data: _Credits, rest: str) -> list[str]:
    """The outlets named at the start of what follows a cue: `AP and Reuters`, `El Faro`."""
    names: list[str] = []
    while True:
        rest = data.lead.sub("", rest, count=1)
        if match := data.outlet.match(rest):
            names.append(data.name(match.group()))
        elif not names and (match := data.unlisted.match(rest)):
            return [match.group().rstrip(".")]
        else:
            return names
        rest = rest[match.end() :]
        if not data.join.match(rest):
            return names


@cache
def _load() -> _Credits:
    root = load_yaml(files("amparo.packs").joinpath("common", "credits.yaml"))
    root.only("agencies", "outlets", "cues", "bylines", "joins", "before_names", "inside_names", "passed_on")
    agencies = {name: node.strings() for name, node in root.need("agencies").items()}
    outlets = {name: node.strings() for name, node in root.need("outlets").items()}
    canonical: dict[str, str] = {}
    for name, forms in (*outlets.items(), *agencies.items()):
        for form in forms:
            canonical[form if form.isupper() else form.casefold()] = name
    agency = _any(form for forms in agencies.values() for form in forms)
    cue, byline, join, before, inside = (
        "|".join(_spaced(words) for _, node in root.need(part).items() for words in node.strings())
        for part in ("cues", "bylines", "joins", "before_names", "inside_names")
    )
    passed_on = root.need("passed_on").only("before", "after", "done", "by")
    ahead, after, done, by = (
        "|".join(_spaced(words) for _, node in passed_on.need(part).items() for words in node.strings())
        for part in ("before", "after", "done", "by")
    )
    separators = rf"[\s/,|·•&()©.–—-]|\b(?:{join})\b"
    name = r"[^\W\d_a-zß-ÿ][\w.&’'-]*"
    # An outlet that is in no list: up to six words with capitals, little words between them.
    unlisted = rf"{name}(?: (?:(?:{inside}) )?{name}){{0,5}}"
    return _Credits(
        agency=re.compile(agency),
        agency_line=re.compile(rf"(?:{separators})*(?:(?:{agency})(?:{separators})*)+"),
        dateline=re.compile(rf"\((?:[^()]{{0,30}}[/,&-]\s*|[^()]{{0,12}}\s)?(?:{agency})[^()]{{0,30}}\){_DASH}"),
        byline=re.compile(rf"\W*(?i:{byline})\b"),
        cue=re.compile(rf"\b(?i:{cue})\b"),
        outlet=re.compile(_any(form for forms in (*agencies.values(), *outlets.values()) for form in forms)),
        unlisted=re.compile(unlisted),
        lead=re.compile(rf"^\s*(?:(?:,|&|{join}|{before})\s+)*"),
        join=re.compile(rf"\s*(?:[,&]|(?:{join})\b)"),
        passed_on=re.compile(rf"\b(?i:{ahead}|(?:{done})(?:\s+\w+){{0,3}}?\s+(?:{by}))\b"),
        passed_on_after=re.compile(rf"\s(?i:{after})\b"),
        ending=re.compile(rf"(?<!\w){unlisted}$"),
        canonical=canonical,
    )


def _any(forms: Iterable[str]) -> str:
    """A pattern for any of `forms` as whole words: acronyms as written, names in any case."""
    parts = [
        re.escape(form) if form.isupper() else f"(?i:{_spaced(form)})" for form in sorted(set(forms), key=len)[::-1]
    ]
    return rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w])"


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))
