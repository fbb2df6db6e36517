"""Findings in words: templates from the pack's `findings.yaml`, numbers, dates and lists by Babel in each language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from textwrap import shorten

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal, format_percent, get_currency_name

from amparo.model import Claim, Finding, digest
from amparo.model.claim import Value
from amparo.model.edtf import edtf_moment
from amparo.model.ledger import FindingKind
from amparo.packs import Node, Pack
from amparo.reconcile.lines import Entry
from amparo.reconcile.rules import Rules
from amparo.reconcile.spans import span_of

FILE = "findings.yaml"
SHOWN = 6
"""Figures that one sentence, and comparisons that one arithmetic lists; the finding's claims are all of them."""

COMPACT = 1_000_000
"""From here on a number is written with its magnitude word, where two decimals say it wholly."""

ENORMOUS = 1e15
"""From here on no language's rules are asked: such numbers are mistakes or tricks, and are told in plain digits."""

_MAGNITUDE = 2
"""Words of a number with its magnitude; longer ones (`1 mil millones`) nobody writes."""

WORDS = 90
"""Characters of a quote that an explanation shows."""

DAY = len("2025-03-15")
ZONE = len("-04:00")

SIGNS = {"about": "≈", "up_to": "≤", "less_than": "<", "at_least": "≥", "more_than": ">"}


@dataclass(frozen=True)
class Draft:
    """A finding before it is put into words.

    Attributes:
        key: what makes it this finding and no other; with the kind it gives the id, so that a further document that
            repeats a figure leaves the id as it is.
        entries: the figures it rests on; their claims are the finding's.
        stages, when: what the sentence begins with.
        fields: the template's own fields, each as a function of the speller of a language.
        claims: ids where not all claims of the entries are meant.
        template: the template's name, where a kind has more than one.
    """

    kind: FindingKind
    ledger: str
    key: tuple[object, ...]
    entries: tuple[Entry, ...]
    stages: tuple[str, ...]
    when: str | None
    arithmetic: str
    fields: Mapping[str, Callable[[Speller], str]] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    template: str = ""


class Explainer:
    """Puts drafts into the pack's languages; a pack without `findings.yaml` gets the arithmetic alone."""

    def __init__(self, pack: Pack, rules: Rules) -> None:
        self._languages = pack.languages
        node = pack.file(FILE) if pack.root.joinpath(FILE).is_file() else None
        self._spellers = {lang: Speller(node, lang, rules) for lang in pack.languages} if node else {}

    def finding(self, draft: Draft) -> Finding:
        """The finding of a draft. Raises `PackError` where `findings.yaml` lacks what it needs."""
        claims = draft.claims or tuple(dict.fromkeys(i for entry in draft.entries for i in entry.figure.claims))
        said = {lang: speller.sentence(draft) for lang, speller in self._spellers.items()}
        explanation = said or dict.fromkeys(self._languages, f"{draft.kind}: {draft.arithmetic}")
        identity = digest("finding", draft.kind, draft.ledger, list(draft.key))
        return Finding(identity, draft.kind, draft.ledger, explanation, draft.arithmetic, claims)


@dataclass(frozen=True)
class Speller:
    """Figures, dates and sentences in one language. `known` keeps phrases and amounts once they are looked up."""

    node: Node
    lang: str
    rules: Rules
    known: dict[object, str] = field(default_factory=dict, repr=False, compare=False)

    def sentence(self, draft: Draft) -> str:
        """The one sentence that explains a finding."""
        template = self.node.need(draft.template or draft.kind).need(self.lang).text()
        fields = {name: spell(self) for name, spell in draft.fields.items()}
        return template.format(what=self.what(draft.ledger, draft.stages, draft.when), **fields)

    def what(self, ledger: str, stages: Iterable[str], when: str | None) -> str:
        """Ledger, stages and time, as a sentence begins."""
        label = self.rules.ledgers[ledger].label[self.lang]
        details = [self.stage(ledger, stage) for stage in stages]
        if when and span_of(when):
            details.append(self.date(when))
        text = self.phrase("what", ledger=label, details="; ".join(details))
        return text[:1].upper() + text[1:]

    def stage(self, ledger: str, stage: str) -> str:
        """The label of a stage."""
        return self.rules.ledgers[ledger].stage_labels[stage][self.lang]

    def figure(self, entry: Entry) -> str:
        """A figure with its bound and unit: "more than 250 people"."""
        claim = entry.items[0].claim
        return self.hedged(self.amount(claim.value, "nearly" if nearly(entry) else claim.bound, claim.unit), entry)

    def said(self, entry: Entry) -> str:
        """A figure; of an act without one, its own words."""
        return self._quoted(entry.items[0].claim) if entry.figure.bound == "none" else self.figure(entry)

    def _quoted(self, claim: Claim) -> str:
        """A claim's own words, cut and marked as such; of another language they are said to be, where a phrase does."""
        short = shorten(unquoted(" ".join(claim.quote.split())), WORDS, placeholder=" …")
        form = f"quoted_{claim.lang}"
        known = form in self.node.need("phrases").need(self.lang).mapping()
        return self.phrase(form if known else "quoted", n=short)

    def hedged(self, said: str, entry: Entry) -> str:
        """What was said of an entry with its hedge, where every claim of it is hedged: no certainty is gained."""
        hedges = {item.claim.hedge for item in entry.speakers or entry.items}
        if "none" in hedges or "conditional" in hedges:
            return said
        return self.phrase("alleged" if "alleged" in hedges else "reported", n=said)

    def amount(self, value: Value, bound: str, unit: str | None) -> str:
        """A value with its bound and unit."""
        key = (value, bound, unit)
        said = self.known.get(key)
        if said is None:
            said = self.known[key] = self._amount(value, bound, unit)
        return said

    def _amount(self, value: Value, bound: str, unit: str | None) -> str:
        if bound == "none":
            return self.phrase("act")
        if value is None:
            return self.phrase("vague", unit=self._unit(unit or "", 2.0))
        if isinstance(value, tuple):
            return self.phrase("between", low=self.number(value[0]), n=self.counted(value[1], unit))
        return self.bounded(self.counted(value, unit), bound)

    def bounded(self, said: str, bound: str) -> str:
        """A number already in words, with its bound."""
        return said if bound in ("exact", "between") else self.phrase(bound, n=said)

    def counted(self, value: float, unit: str | None) -> str:
        """A number with its unit: "1 flight", "4.76 million US dollars", "20,000 US dollars per person"."""
        if unit is None:
            return self.number(value)
        head, *rest = unit.split("/")
        if len(head) == 3 and head.isupper():
            name = _currency(head, value, self.lang)
            compact = _compact(value)
            said = self.phrase("money_compact" if compact else "money", n=self.number(value), name=name)
        else:
            said = f"{self.number(value)} {self._unit(head, value)}"
        for per in rest:
            said = self.phrase("per", n=said, unit=self._unit(per, 1.0))
        return said

    def number(self, value: float) -> str:
        """A number as this language writes it, with a magnitude word where that loses nothing."""
        return _number(value, self.lang)

    def percent(self, ratio: float) -> str:
        """A share, to one decimal."""
        return str(format_percent(ratio, format=_percents(self.lang), locale=self.lang))

    def date(self, when: str | None) -> str:
        """An EDTF date in words."""
        if when is None or span_of(when) is None:
            return self.phrase("undated")
        low, _, high = when.partition("/")
        if len(low) == len(high) == DAY:
            return _days(when, self.lang)
        ends = [_days(part, self.lang) for part in (low, high) if part and part != ".."]
        return ends[0] if len(ends) == 1 else self.phrase("span", low=ends[0], high=ends[1])

    def moment(self, at: str) -> str:
        """An EDTF moment in words: day, time, and zone where one is told."""
        when = edtf_moment(at)
        time = format_time(when.replace(tzinfo=None), format="short", locale=self.lang)
        said = self.phrase("timed", date=_days(at[:DAY], self.lang), time=str(time))
        if when.tzinfo is not None:
            said = self.phrase("zoned", n=said, zone=when.isoformat()[-ZONE:].replace("-", "−"))
        return self.phrase("near", n=said) if at.endswith("~") else said

    def dated(self, entry: Entry, when: str | None) -> str:
        """A figure, or the words of an act, with the date it was given."""
        return self.aside(self.said(entry), self.date(when))

    def aside(self, figure: str, date: str) -> str:
        """A figure with a time in brackets, both in words."""
        return self.phrase("dated", figure=figure, date=date)

    def listed(self, entries: Iterable[Entry]) -> str:
        """Figures joined: "238 people, 252 people and more than 300 people"."""
        said = list(dict.fromkeys(self.figure(entry) for entry in entries))
        return self.joined(said)

    def joined(self, parts: Iterable[str]) -> str:
        """Texts joined as a list; past `SHOWN` the rest is cut with an ellipsis."""
        said = list(parts)
        return (
            str(format_list(said[:SHOWN], locale=self.lang)) if len(said) <= SHOWN else ", ".join([*said[:SHOWN], "…"])
        )

    def _unit(self, unit: str, count: float) -> str:
        known = self.node.need("units")
        forms = known.get(unit).need(self.lang).strings() if unit in known.mapping() else (unit,)
        return forms[0] if count == 1 else forms[-1]

    def phrase(self, phrase: str, /, **fields: str) -> str:
        """A phrase of the pack, its fields filled in."""
        text = self.known.get(phrase)
        if text is None:
            text = self.known[phrase] = self.node.need("phrases").need(self.lang).need(phrase).text()
        return text.format(**fields)


def _compact(value: float) -> bool:
    return COMPACT <= value < ENORMOUS and value % (COMPACT / 100) == 0


@cache
def _percents(lang: str) -> str:
    """How the language writes a percentage, with one decimal."""
    return str(Locale.parse(lang).percent_formats[None].pattern).replace("#,##0", "#,##0.#")


@lru_cache(maxsize=4096)
def _number(value: float, lang: str) -> str:
    if value >= ENORMOUS:
        return plain(value)
    if _compact(value):
        said = str(format_compact_decimal(value, format_type="long", locale=lang, fraction_digits=2))
        if len(said.split()) <= _MAGNITUDE:
            return said
        millions = str(format_compact_decimal(2 * COMPACT, format_type="long", locale=lang)).split()[-1]
        return f"{format_decimal(value / COMPACT, locale=lang)} {millions}"
    return str(format_decimal(value, locale=lang))


@lru_cache(maxsize=4096)
def _currency(code: str, count: float, lang: str) -> str:
    return str(get_currency_name(code, count=count, locale=lang))


@lru_cache(maxsize=4096)
def _days(text: str, lang: str) -> str:
    """A day, a month, a year, or an interval of two days."""
    span = span_of(text)
    if span is None:
        return text
    low, high = span
    if low == high:
        return str(format_date(low, format="long", locale=lang))
    if "/" in text:
        return _unabbreviated(str(format_interval(low, high, skeleton="yMMMMd", locale=lang)), lang)
    skeleton = "yMMMM" if (low.year, low.month) == (high.year, high.month) else "y"
    return str(format_skeleton(skeleton, low, locale=lang))


def _unabbreviated(text: str, lang: str) -> str:
    """A date with its months in full: Babel has intervals of days only with short ones."""
    months = Locale.parse(lang).months["format"]
    for number, short in months["abbreviated"].items():
        text = re.sub(rf"\b{re.escape(short)}(?!\w)", str(months["wide"][number]), text)
    return text


def unquoted(text: str) -> str:
    """Quotation marks within a quotation turned to single ones, so that they do not end it early."""
    return re.sub(r"[“”«»\"„‟]", "'", text)


def sign(entry: Entry) -> str:
    """A figure as the arithmetic writes it, without words: `238`, `>250`, `10–15`; `≲300` is nearly 300."""
    said = sign_of(entry.items[0].claim)
    return f"≲{said[1:]}" if nearly(entry) else said


def nearly(entry: Entry) -> bool:
    """Whether a figure is less than its number and not much less."""
    amount = entry.amount
    return entry.figure.bound == "less_than" and amount is not None and amount.interval.low > 0


def sign_of(claim: Claim) -> str:
    """The same of one claim."""
    if isinstance(claim.value, tuple):
        return f"{plain(claim.value[0])}–{plain(claim.value[1])}"
    return "" if claim.value is None else SIGNS.get(claim.bound, "") + plain(claim.value)


def plain(value: float) -> str:
    """A number in plain digits, the same in every language."""
    return str(int(value)) if float(value).is_integer() else f"{value:.10g}"
