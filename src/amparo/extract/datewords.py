"""The date words of a language, compiled: which forms can begin at a word, and what each means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from amparo.packs import Node, load_yaml

GAP = r"(?:[ \t\u00a0\u2009\u202f]{1,3}|[ \t]{0,3}\r?\n(?![ \t]*\r?\n)[ \t]{0,8})"
"""What a space in a form stands for: blanks, or one line break that does not end the paragraph."""

_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_SLOT = re.compile(r"\{([a-z]+)([0-9]?)\}")
OPS = (
    "day", "days", "day_yref", "day_next", "day_this", "day_that", "day_offset", "month", "months",
    "month_yref", "month_past", "month_next", "iso", "figures", "year", "years", "unit", "weekday",
    "weekday_that", "weekday_dom", "unit_of", "recent", "ago", "shifted", "same", "later", "dom", "dom_only",
    "time",
)  # fmt: skip
"""What a form can mean; `dateforms` says how each is read."""
LOCAL = ""
"""The zone of a time that is said to be local, wherever that is."""
_FIGURE = "0"
"""Key of the forms that can begin with a figure."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a date: `op` says what its captures mean, the rest where it counts."""

    op: str
    unit: str | None
    shift: int
    toward: str | None
    word: str | None
    after: frozenset[str]
    not_after: frozenset[str]


@dataclass(frozen=True, slots=True)
class DateWords:
    """A language's dates.

    `day_first`: the day leads in all-figure dates. `halves`: an hour up to 12 needs its half of the day.
    `starts` maps the first word of a form, lower case, to the numbers of the forms that begin with it; `sources` are
    their patterns, whose captures are named `f`, the form's number, the slot and its number.
    `zones` and `zones_of_places` give offset or tz database name by lower-case words, the latter for places whose clock
    a local time goes by; `near` are words before a time that is only about then.
    """

    forms: tuple[Form, ...]
    sources: tuple[str, ...]
    starts: Mapping[str, tuple[int, ...]]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    counts: Mapping[str, int]
    ordinals: Mapping[str, int]
    units: Mapping[str, str]
    zones: Mapping[str, str]
    zones_of_places: Mapping[str, str]
    day_first: bool
    halves: bool
    role: re.Pattern[str]
    future: re.Pattern[str]
    citation: re.Pattern[str]
    said: re.Pattern[str]
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    intro: re.Pattern[str]
    joiner: re.Pattern[str]
    near: re.Pattern[str]
    zone_after: re.Pattern[str]
    zone_of_all: re.Pattern[str]
    place_before: re.Pattern[str]
    compiled: dict[int, re.Pattern[str]] = field(default_factory=dict)

    def beginning(self, word: str) -> tuple[int, ...]:
        """The numbers of the forms that can begin with `word`, which is in lower case; the first that fits counts."""
        return self.starts.get(_FIGURE if "0" <= word[0] <= "9" else word, ())

    def pattern(self, number: int) -> re.Pattern[str]:
        """The pattern of a form. It is compiled when a text first needs it: few texts need them all."""
        found = self.compiled.get(number)
        if found is None:
            found = self.compiled[number] = re.compile(self.sources[number], re.IGNORECASE)
        return found


@cache
def date_words(lang: str) -> DateWords:
    """The compiled date words of `lang`.

    Raises:
        PackError: the language has no `dates.yaml`, or a key in it is wrong.
    """
    root = load_yaml(files("amparo.packs").joinpath("common", lang, "dates.yaml"))
    root.only(
        "months", "months_dated", "weekdays", "weekdays_dated", "ordinal_suffixes", "ordinals", "counts", "units",
        "figure_order", "clock", "pieces", "zones", "zone_names", "zone_local", "zone_places", "zone_of_place",
        "zone_of_all", "place_before", "near", "forms", "roles", "role_fillers", "future",
        "citation_before", "said_before", "range_strong", "range_weak", "range_intro", "time_joiners",
    )  # fmt: skip
    months, dated = _table(root.need("months")), _table(root.need("months_dated"))
    weekdays, weekdays_dated = _table(root.need("weekdays")), _table(root.need("weekdays_dated"))
    counts, ordinals = _numbers(root.need("counts")), _numbers(root.need("ordinals"))
    units = {word: name for name, node in root.need("units").items() for word in node.strings()}
    short, named = ({k: v.text() for k, v in root.need(name).items()} for name in ("zones", "zone_names"))
    places = {name: node.text() for name, node in root.need("zone_places").items()}
    named |= {pattern.format(place=p): z for pattern in root.need("zone_of_place").strings() for p, z in places.items()}
    named |= dict.fromkeys(root.need("zone_local").strings(), LOCAL)
    suffix = "|".join(re.escape(s) for s in root.need("ordinal_suffixes").strings())
    day = r"(?:3[01]|[12][0-9]|0?[1-9])"
    slots = {
        "d": rf"{day}(?:{suffix})?(?!\w)(?![.,:/][0-9])|{_words(ordinals)}(?!\w)",
        "dth": rf"{day}(?:{suffix})(?!\w)",
        "y": rf"{_YEAR}(?!\w)(?![-/][0-9])(?![.,][0-9])",
        "n": rf"[0-9]{{1,3}}(?!\w)(?![.,][0-9])|{_words(counts)}(?!\w)",
        "h": rf"(?:2[0-3]|[01]?[0-9])(?![0-9])|{_words(counts)}(?!\w)",
        "iso": r"(?<![-/_.=])[12][0-9]{3}-[01][0-9]-[0-3][0-9](?![0-9/_-])",
        "num": r"[0-3]?[0-9]",
        "yy": rf"(?:{_YEAR}|[0-9]{{2}})(?![0-9/])",
        "hhmm": r"(?:[01][0-9]|2[0-3])[0-5][0-9](?![0-9])",
        "min": r"[0-5][0-9](?![0-9])",
        "unit": rf"{_words(units)}(?!\w)",
        "month": _cased(months),
        "mon": rf"{_cased(months)}|{_cased(dated)}\.?",
        "wd": _cased(weekdays),
        "wdd": rf"{_cased(weekdays)}|{_cased(weekdays_dated)}",
        "zone": rf"(?:(?-i:{_words(short)})|{_words(named)})(?!\w)(?! ?[-+−][0-9])",
    }
    slots |= {name: _gaps(node.text()) for name, node in root.need("pieces").items()}
    heads = {
        "d": {_FIGURE, *ordinals},
        "n": {_FIGURE, *counts},
        "h": {_FIGURE, *counts},
        **{name: {_FIGURE} for name in ("dth", "y", "iso", "num", "hhmm")},
        "unit": {word.split()[0] for word in units},
        "month": {word.lower() for word in months},
        "mon": {word.lower() for word in (*months, *dated)},
        "wd": {word.lower().rstrip(".") for word in weekdays},
        "wdd": {word.lower().rstrip(".") for word in (*weekdays, *weekdays_dated)},
    }
    heads |= {
        name: _heads(node, node.text(), heads) for name, node in root.need("pieces").items() if "{" not in node.text()
    }
    forms, sources, starts = _forms(root.need("forms"), slots, heads)
    fillers = _words(dict.fromkeys(root.need("role_fillers").strings()))
    roles = "|".join(
        rf"(?P<{name}>{_words(dict.fromkeys(node.strings()))})" for name, node in root.need("roles").items()
    )
    return DateWords(
        forms=forms,
        sources=sources,
        starts=starts,
        months={w.lower(): n for w, n in (months | dated).items()},
        weekdays={w.lower(): n for w, n in (weekdays | weekdays_dated).items()},
        counts=counts,
        ordinals=ordinals,
        units=units,
        zones={name.lower(): zone for name, zone in (short | named).items()},
        zones_of_places={name.lower(): zone for name, zone in places.items()},
        day_first=root.need("figure_order").one_of("day_month", "month_day") == "day_month",
        halves=root.need("clock").one_of("12", "24") == "12",
        role=re.compile(rf"(?<!\w)(?:{roles})(?:{GAP}(?:{fillers})(?!\w)){{0,3}}{GAP}?\Z", re.IGNORECASE),
        future=re.compile("|".join(_gaps(n.text()) for n in root.need("future").children()), re.IGNORECASE),
        said=re.compile(rf"(?:{_gaps(root.need('said_before').text())}){GAP}?\Z"),
        citation=re.compile(rf"(?:{_gaps(root.need('citation_before').text())}){GAP}?\Z"),
        strong=_between(root.need("range_strong"), 1, 1),
        weak=_between(root.need("range_weak"), 1, 1),
        intro=re.compile(
            rf"(?<!\w){_list(root.need('range_intro'))}(?:{GAP}{fillers}(?!\w)){{0,2}}{GAP}\Z", re.IGNORECASE
        ),
        joiner=re.compile(rf"\)?{_between(root.need('time_joiners'), 0, 3).pattern}", re.IGNORECASE),
        near=re.compile(
            rf"(?<!\w){_list(root.need('near'))}(?:{GAP}(?:{fillers})(?!\w)){{0,2}}{GAP}?\Z", re.IGNORECASE
        ),
        zone_of_all=re.compile(
            rf"(?<!\w)(?:{_words(root.need('zone_of_all').strings())}){GAP}(?P<zone>{slots['zone']})", re.IGNORECASE
        ),
        zone_after=re.compile(rf",?{GAP}\(?(?P<zone>{slots['zone']})\)?", re.IGNORECASE),
        place_before=re.compile(
            rf"(?<!\w){_list(root.need('place_before'))}{GAP}(?P<place>(?-i:{_words(places)})),?"
            rf"(?:{GAP}{_list(root.need('time_joiners'))}){{0,2}}{GAP}?\Z",
            re.IGNORECASE,
        ),
    )


def _forms(
    node: Node, slots: Mapping[str, str], heads: Mapping[str, set[str]]
) -> tuple[tuple[Form, ...], tuple[str, ...], Mapping[str, tuple[int, ...]]]:
    forms: list[Form] = []
    sources: list[str] = []
    by_head: dict[str, list[int]] = {}
    for child in node.children():
        child.only("op", "form", "unit", "shift", "sign", "toward", "word", "after", "not_after", "not_before")
        index = len(forms)
        source = child.need("form").text()
        guard = child.get("not_before").value
        pattern = _gaps(source)
        for name, _ in _SLOT.findall(pattern):
            if name not in slots:
                raise child.need("form").fail(f"names no class {{{name}}}", f"Use one of: {', '.join(slots)}")
        pattern = _captures(pattern, index, slots)
        shift = child.get("sign").value or child.get("shift").value or 0
        forms.append(
            Form(
                op=child.need("op").one_of(*OPS),
                unit=child.get("unit").value,
                shift=int(shift),
                toward=child.get("toward").value,
                word=child.get("word").value,
                after=frozenset(child.get("after").strings()),
                not_after=frozenset(child.get("not_after").strings()),
            )
        )
        whole = rf"(?:{pattern})(?!\w){f'(?!{_gaps(guard)})' if guard else ''}"
        try:
            re.compile(f"(?:{_SLOT.sub('x', source)})(?!{guard or 'x'})")
        except re.error as error:
            raise child.need("form").fail(f"is no regular expression: {error}", "Mend it at that place") from error
        sources.append(whole)
        for head in _heads(child.need("form"), source, heads):
            by_head.setdefault(head, []).append(index)
    return tuple(forms), tuple(sources), {head: tuple(numbers) for head, numbers in by_head.items()}


def _captures(pattern: str, index: int, slots: Mapping[str, str]) -> str:
    """`pattern` with its slots filled in; the first of each name is captured."""
    seen: set[str] = set()

    def fill(match: re.Match[str]) -> str:
        name = match[1] + match[2]
        opening = "(?:" if name in seen else f"(?P<f{index}{name}>"
        seen.add(name)
        return f"{opening}{slots[match[1]]})"

    return _SLOT.sub(fill, pattern)


def _heads(node: Node, form: str, heads: Mapping[str, set[str]]) -> set[str]:
    """First words a form can begin with, lower case."""
    found: set[str] = set()
    for branch in _branches(form):
        if slot := _SLOT.match(branch):
            if slot[1] not in heads:
                raise node.fail(f"cannot begin with {{{slot[1]}}}", f"Begin with a word or one of: {', '.join(heads)}")
            found |= heads[slot[1]]
        elif branch.startswith("(?:"):
            end = _closing(branch)
            found |= _heads(node, branch[3:end], heads)
            if branch[end + 1 : end + 2] == "?":
                found |= _heads(node, branch[end + 2 :], heads)
        elif word := re.match(r"(\w+)(?:\[(\w+)\])?", branch):
            found |= {word[1].lower() + ending for ending in word[2] or ("",)}
        else:
            raise node.fail("does not begin with a word", "Begin it with a word, a class, or a group of words")
    return found


def _branches(form: str) -> list[str]:
    """The alternatives of a form that are not inside a group."""
    depth, start, out = 0, 0, []
    for place, char in enumerate(form):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            out.append(form[start:place])
            start = place + 1
    return [*out, form[start:]]


def _closing(form: str) -> int:
    """Place of the bracket that closes the group `form` begins with."""
    depth = 0
    for place, char in enumerate(form):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return place
    return len(form)


def _gaps(pattern: str) -> str:
    """`pattern` with its spaces widened; a space that may be absent stays absent."""
    return pattern.replace(" ", GAP)


def _cased(words: Mapping[str, object]) -> str:
    """The words as they stand and in capitals, whatever the case rule around them."""
    return rf"(?-i:{_words({w: 0 for word in words for w in (word, word.upper())})})(?!\w)"


def _words(words: Iterable[str]) -> str:
    longest = sorted(words, key=lambda w: (-len(w), w))
    return f"(?:{'|'.join(_gaps(re.escape(w).replace(chr(92) + ' ', ' ')) for w in longest)})"


def _list(node: Node) -> str:
    return _words(dict.fromkeys(node.strings()))


def _between(node: Node, least: int, most: int) -> re.Pattern[str]:
    """What may stand between two mentions: from `least` to `most` of the words, after blanks, a comma or a bracket."""
    return re.compile(rf"(?:{GAP}?[,(])?(?:{GAP}?{_list(node)}){{{least},{most}}}{GAP}?", re.IGNORECASE)


def _table(node: Node) -> dict[str, int]:
    return {word: int(number) for number, child in node.items() for word in child.strings()}


def _numbers(node: Node) -> dict[str, int]:
    return {word: int(child.number()) for word, child in node.items()}
