"""The words around numbers in one language, ready to match: `packs/common/<lang>/quantities.yaml`, loaded once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from amparo.extract.currencies import Candidate, candidates, currency_names
from amparo.model.claim import BOUNDS, Bound
from amparo.model.numeral_words import fold, word_pattern
from amparo.packs import Node, load_yaml

_FALLBACK = "en"
# fmt: off
_KEYS = (
    "bounds_before", "bound_fillers", "not_bound_after", "bounds_after", "signs", "sign_after", "places", "spans",
    "prefixes", "approximate_groups", "range_openers", "and_openers", "range_to", "range_and", "range_or",
    "change_words", "vague_quantifiers", "vague_needs_of", "of", "percent", "durations", "measures", "and_half",
    "metre_words", "currency_signs", "currency_codes", "currency_words", "bare_currencies",
    "usual_currencies", "currency_links", "rates",
    "article_durations", "elided_money", "one", "labels", "labels_plural_ok", "year_words", "year_words_weak",
    "not_plural", "score_words", "vote_words", "score_units", "plural_words", "name_not", "ages", "not_quantities",
)
# fmt: on
_BLANK = r"(?:[^\S\n]{1,3}\n?|\n)[^\S\n]{0,8}"  # blanks within a paragraph, wherever the line was wrapped


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases with a meaning each, matched forward from a place; the longest wins."""

    pattern: re.Pattern[str]
    meaning: Mapping[str, str]

    def at(self, folded: str, place: int) -> tuple[str, int] | None:
        """The meaning of the phrase at `place` and where it ends."""
        found = self.pattern.match(folded, place)
        return (self.meaning[" ".join(found.group(1).split())], found.end()) if found else None


@dataclass(frozen=True, slots=True)
class Rules:
    """What stands around numbers. Phrases are folded (lower case, no accents); see the comments in the YAML file."""

    bounds_before: Mapping[tuple[str, ...], Bound]
    bound_length: int
    bound_fillers: frozenset[str]
    not_bound_after: Mapping[str, frozenset[str]]
    bounds_after: Phrases
    signs: Mapping[str, Bound]
    sign_after: Mapping[str, Bound]
    places: frozenset[str]
    spans: frozenset[str]
    prefixes: Mapping[str, Bound]
    approximate_groups: frozenset[str]
    range_openers: frozenset[tuple[str, ...]]
    and_openers: frozenset[tuple[str, ...]]
    range_to: frozenset[str]
    range_and: frozenset[str]
    range_or: frozenset[str]
    change_words: frozenset[str]
    vague_quantifiers: frozenset[str]
    vague_needs_of: frozenset[str]
    of: frozenset[str]
    units: Phrases
    kinds: Mapping[str, str]
    and_half: Phrases
    metre_words: frozenset[str]
    bare_currencies: Mapping[str, tuple[Candidate, ...]]
    usual_currencies: Mapping[str, str]
    currency_signs: tuple[tuple[str, str], ...]
    sign_ends: frozenset[str]
    rates: Phrases
    articles: re.Pattern[str]
    article_after: frozenset[str]
    article_not_before: frozenset[str]
    elided_not_before: frozenset[str]
    elided_only_before: frozenset[str]
    one_words: frozenset[str]
    one_not_after: frozenset[str]
    one_not_before: frozenset[str]
    labels: frozenset[str]
    labels_plural_ok: frozenset[str]
    calendar: frozenset[str]
    year_words: frozenset[str]
    year_words_weak: frozenset[str]
    not_plural: frozenset[str]
    score_words: frozenset[str]
    score_units: frozenset[str]
    vote_words: frozenset[str]
    plural_words: frozenset[str]
    name_not: frozenset[str]
    age_before: frozenset[tuple[str, ...]]
    age_apposition: frozenset[tuple[str, ...]]
    age_after: Phrases
    not_quantities: re.Pattern[str]


@cache
def load_rules(lang: str) -> Rules:
    """The rules of `lang`; those of English where the language has no file, so that digits are still read.

    Raises:
        PackError: the file has a key missing or of the wrong kind.
    """
    common = files("amparo.packs").joinpath("common")
    if not common.joinpath(lang, "quantities.yaml").is_file():
        return load_rules(_FALLBACK)
    root = load_yaml(common.joinpath(lang, "quantities.yaml"))
    root.only(*_KEYS)
    calendar = load_yaml(common.joinpath(lang, "dates.yaml"))
    months = _calendar(calendar, "months", "months_dated")
    weekdays = _calendar(calendar, "weekdays")
    before = _bounds(root.need("bounds_before"))
    after = _bounds(root.need("bounds_after"))
    units, kinds = _units(root, lang)
    signs = {fold(k): v.text() for k, v in root.need("currency_signs").items()}
    rates = {phrase: name for name, node in root.need("rates").items() for phrase in node.strings()}
    one = root.need("one")
    ages = root.need("ages")
    counted = root.need("article_durations")
    return Rules(
        bounds_before={tuple(p.split()): b for p, b in before.items()},
        bound_length=max(len(p.split()) for p in before),
        bound_fillers=_set(root.need("bound_fillers")),
        not_bound_after={k: _set(v) for k, v in root.need("not_bound_after").items()},
        bounds_after=_phrases(after, r"\s?"),
        signs={k: _bound(v) for k, v in root.need("signs").items()},
        sign_after={k: _bound(v) for k, v in root.need("sign_after").items()},
        places=_set(root.need("places")),
        spans=_set(root.need("spans")),
        prefixes={k: _bound(v) for k, v in root.need("prefixes").items()},
        approximate_groups=_set(root.need("approximate_groups")),
        range_openers=_tuples(root.need("range_openers")),
        and_openers=_tuples(root.need("and_openers")),
        range_to=_set(root.need("range_to")),
        range_and=_set(root.need("range_and")),
        range_or=_set(root.need("range_or")),
        change_words=_set(root.need("change_words")),
        vague_quantifiers=_set(root.need("vague_quantifiers")),
        vague_needs_of=_set(root.need("vague_needs_of")),
        of=_set(root.need("of")),
        units=units,
        kinds=kinds,
        and_half=_phrases(dict.fromkeys(root.need("and_half").strings(), "half"), r"\s"),
        metre_words=_set(root.need("metre_words")),
        bare_currencies=candidates(lang, root.need("bare_currencies").strings()),
        usual_currencies={noun: node.text() for noun, node in root.need("usual_currencies").items()},
        currency_signs=tuple(sorted(signs.items(), key=lambda item: -len(item[0]))),
        sign_ends=frozenset(sign.strip()[-1] for sign in signs),
        rates=_phrases(rates, r"\s?"),
        articles=_articles(counted, root, one),
        article_after=_set(counted.need("only_after")),
        article_not_before=_set(counted.need("not_before")),
        elided_not_before=_set(root.need("elided_money").need("not_before")),
        elided_only_before=_set(root.need("elided_money").need("only_before")),
        one_words=_set(one.need("words")),
        one_not_after=_set(one.need("not_after")),
        one_not_before=_set(one.need("not_before")),
        labels=_set(root.need("labels")),
        labels_plural_ok=_set(root.need("labels_plural_ok")),
        calendar=frozenset(months + weekdays),
        year_words=_set(root.need("year_words")),
        year_words_weak=_set(root.need("year_words_weak")),
        not_plural=_set(root.need("not_plural")),
        score_words=_set(root.need("score_words")),
        score_units=_set(root.need("score_units")),
        vote_words=_set(root.need("vote_words")),
        plural_words=_set(root.need("plural_words")),
        name_not=_set(root.need("name_not")),
        age_before=_tuples(ages.need("before")),
        age_apposition=_tuples(ages.need("apposition")),
        age_after=_phrases(dict.fromkeys(ages.need("after").strings(), "age"), r"[\s-]?"),
        not_quantities=_not_quantities(root.need("not_quantities").strings(), months, weekdays),
    )


def _set(node: Node) -> frozenset[str]:
    return frozenset(node.strings())


def _tuples(node: Node) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in node.strings())


def _bound(node: Node) -> Bound:
    return cast("Bound", node.one_of(*BOUNDS))


def _bounds(node: Node) -> dict[str, Bound]:
    """The phrases of a mapping from bound to phrases, turned round."""
    node.only(*BOUNDS)
    found: dict[str, Bound] = {}
    for bound, child in node.items():
        found |= dict.fromkeys(child.strings(), cast("Bound", bound))
    return found


def _calendar(node: Node, *keys: str) -> list[str]:
    return [
        fold(word).rstrip(".") for key in keys for _, child in node.get(key, {}).items() for word in child.strings()
    ]


def _phrases(meaning: Mapping[str, str], lead: str) -> Phrases:
    pattern = re.compile(f"{lead}({word_pattern(meaning)})(?!\\w)") if meaning else re.compile(r"(?!)()")
    return Phrases(pattern, meaning)


def _units(root: Node, lang: str) -> tuple[Phrases, Mapping[str, str]]:
    """Every unit phrase, and for every unit what kind of quantity it makes.

    A bare noun that several currencies share is its own unit, until the text tells which it means.
    """
    phrases: dict[str, str] = dict.fromkeys(root.need("percent").strings(), "percent")
    kinds = {"percent": "percent"}
    for key, kind in (("measures", "measure"), ("durations", "duration")):
        for name, node in root.need(key).items():
            phrases |= dict.fromkeys(node.strings(), name)
            kinds[name] = kind
    links = root.need("currency_links").strings()
    words = dict(currency_names(lang))
    words |= {noun: noun for noun in root.need("bare_currencies").strings()}
    words |= {word: code for code, node in root.need("currency_words").items() for word in node.strings()}
    words |= {code: code.upper() for code in root.need("currency_codes").strings()}
    phrases |= {link + word: code for word, code in words.items() for link in links}
    kinds |= dict.fromkeys(words.values(), "money")
    kinds |= {node.text(): "money" for _, node in root.need("currency_signs").items()}
    return _phrases(phrases, r"[\s-]{0,2}"), kinds


def _articles(counted: Node, root: Node, one: Node) -> re.Pattern[str]:
    """An article before a word for a stretch of time or a currency that it counts: un año, un dólar."""
    words = [w for name in counted.need("units").strings() for w in root.need("durations").need(name).strings()]
    money = {**root.need("currency_words").mapping(), **root.need("measures").mapping()}
    words += [w for name in counted.need("money").strings() for w in money[name]]
    article = f"(?:{word_pattern(one.need('articles').strings())})"
    pattern = f"(?<!\\w){article}(?=\\s(?:{word_pattern(words)})(?!\\w))"
    for phrase in counted.need("after_bounds").strings():
        pattern += f"|(?<=(?<!\\w){re.escape(phrase)}\\s){article}(?=\\s[^\\W\\d_])"
    return re.compile(pattern)


def _not_quantities(patterns: Iterable[str], months: list[str], weekdays: list[str]) -> re.Pattern[str]:
    parts = {
        "{month}": f"(?:{word_pattern(months)})",
        "{weekday}": f"(?:{word_pattern(weekdays)})",
        "{d}": r"(?:3[01]|[12][0-9]|0?[1-9])",
        "{date}": r"(?:1[5-9]|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?(?![0-9-])"
        r"|[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})(?![0-9.,])",
        "{spaced_date}": r"[0-9]{1,2}\s/\s[0-9]{1,2}\s/\s[0-9]{2,4}(?![0-9])",
        "{phone}": r"\+[0-9]{1,3}(?:[ .-]\(?[0-9]{1,4}\)?){2,5}"
        r"|\(?[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}(?![0-9])|[0-9]{3,4}-[0-9]{4}(?![0-9])",
        "{enumerator}": r"(?<=\n)[ \t]{0,8}\(?[0-9]{1,3}[.)](?=\s)",
        "{plural}": r"[a-z]{2,20}s(?!\w)",
    }
    whole = []
    for pattern in patterns:
        pattern = pattern.replace(" ?", f"(?:{_BLANK})?").replace(" ", _BLANK)
        for name, body in parts.items():
            pattern = pattern.replace(name, body)
        whole.append(pattern)
    return re.compile(r"(?<![\w$£€])(?:" + "|".join(whole) + ")")
