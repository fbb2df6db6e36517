"""What a number in a short English phrase comes to: for systems that find a mention and give no value."""

from __future__ import annotations

import re

from bench.reader.worker import Found

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_ONES += " eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: float(n) for n, word in enumerate(_ONES.split())}
_SMALL |= {word: 10.0 * n for n, word in enumerate(_TENS.split(), 2)}
_SMALL |= {"a": 1.0, "an": 1.0, "half": 0.5, "dozen": 12.0}
_LARGE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_LARGE |= {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
_VAGUE = {f"{word}s" for word in (*_LARGE, "dozen") if len(word) > 2}
_BOUNDS = {
    "about": ("about", "around", "approximately", "roughly", "some", "nearly", "almost", "estimated", "an estimated"),
    "below": ("up to", "less than", "fewer than", "under", "below", "at most", "no more than", "as many as"),
    "above": ("more than", "over", "at least", "above", "no less than", "greater than", "upwards of"),
}
_WORD = re.compile(r"-?\d[\d,]*(?:\.\d+)?|[a-z]+|[-–]", re.IGNORECASE)
_TIME = re.compile(r"\b(?:second|minute|hour|day|night|week|month|quarter|year|decade)s?\b", re.IGNORECASE)
_CALENDAR = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b|\bold\b|\b(?:1[89]|20)\d\d\b|\d:\d|\bth\b",
    re.IGNORECASE,
)


def is_duration(phrase: str) -> bool:
    """Whether a mention of time is a stretch of it, and no date, hour or age."""
    return bool(_TIME.search(phrase)) and not _CALENDAR.search(phrase)


def normalise(phrase: str, before: str = "") -> Found:
    """The value of a phrase, or its range, with its bound, which may stand in the words before it."""
    words = [w.lower() for w in _WORD.findall(phrase)]
    if any(word in _VAGUE for word in words):
        return []
    values: list[tuple[float, bool]] = []
    at = 0
    while at < len(words):
        value, end, scaled = _number(words, at)
        if end == at:
            at += 1
            continue
        if value is not None:
            values.append((value, scaled))
        at = end
    numbers = [value for value, _ in values]
    if len(values) == 2 and {"to", "and", "-", "–"} & set(words):
        if values[1][1] and not values[0][1] and numbers[0] < 1000:
            numbers[0] *= 10 ** (3 * ((len(f"{numbers[1]:.0f}") - 1) // 3))
        return [(numbers, "exact")]
    bound = _bound(f"{before} {phrase}".lower(), phrase.lower())
    return [([number], bound) for number in numbers]


def _number(words: list[str], at: int) -> tuple[float | None, int, bool]:
    """The number that begins at `at`, where it ends, and whether a large word (million) scales it."""
    total = part = 0.0
    begin, scaled = at, False
    while at < len(words):
        word = words[at]
        if word in _SMALL and (word not in ("a", "an") or (at + 1 < len(words) and words[at + 1] in _LARGE)):
            part = part * 12 if word == "dozen" and part else part + _SMALL[word]
        elif word[-1].isdigit():
            if at > begin:
                break
            part = float(word.replace(",", ""))
        elif word in _LARGE and at > begin:
            scaled = scaled or _LARGE[word] >= 1e3
            if _LARGE[word] == 1e2:
                part *= 1e2
            else:
                total, part = total + part * _LARGE[word], 0.0
        elif not (word in ("and", "-") and at > begin and _goes_on(words, at)):
            break
        at += 1
    return (total + part if at > begin else None), at, scaled


def _goes_on(words: list[str], at: int) -> bool:
    """Whether a joint within a number stands at `at`: twenty-one, two hundred and six."""
    after = words[at + 1] if at + 1 < len(words) else ""
    if words[at] == "-":
        return words[at - 1] in _TENS.split() and after in _SMALL
    return words[at - 1] in ("hundred", "thousand") and after in _SMALL


def _bound(context: str, phrase: str) -> str:
    head = context[: len(context) - len(phrase)].split()[-3:]
    opening = " ".join([*head, *phrase.split()[:3]])
    for bound in ("below", "above", "about"):
        if any(re.search(rf"\b{re.escape(words)}\b", opening) for words in _BOUNDS[bound]):
            return bound
    return "exact"
