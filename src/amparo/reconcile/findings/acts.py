"""Acts without a figure that cannot both be: by their nature, or as one source denies what another reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from amparo.reconcile.findings.compare import WITNESSES, speaker_pairs
from amparo.reconcile.findings.explain import Draft
from amparo.reconcile.items import Item, same_voice
from amparo.reconcile.lines import Entry, Sheet
from amparo.reconcile.rules import Opposed, Rules

ABOUT = "right:"
"""Begins the reasons of a claim that name the right it is about."""


def opposed_acts(sheet: Sheet, rules: Rules) -> Iterator[Draft]:
    """Two acts of a line of which one excludes the other ("non-binding" and "binding"), said by different voices."""
    for rule in rules.opposed:
        if rule.ledger != sheet.line.ledger:
            continue
        ones, others = _plain(sheet.at(rule.one)), _plain(sheet.at(rule.other))
        pair = next(((a, b) for a in ones for b in others if _excludes(a, b, sheet, rule, rules)), None)
        if pair:
            yield _opposed(sheet, *pair, rule)


def _plain(entries: Iterable[Entry]) -> list[Entry]:
    return [e for e in entries if e.asserted and e.figure.bound == "none"][:WITNESSES]


def _excludes(one: Entry, other: Entry, sheet: Sheet, rule: Opposed, rules: Rules) -> bool:
    return any(y.framed(rule.frame) for _, y in speaker_pairs(one, other, sheet.line, rules))


def _opposed(sheet: Sheet, one: Entry, other: Entry, rule: Opposed) -> Draft:
    return Draft(
        kind="contradiction",
        ledger=sheet.line.ledger,
        key=(sheet.line.id, one.stage, other.stage),
        entries=(one, other),
        stages=(one.stage, other.stage),
        when=None,
        arithmetic=f"{one.stage} ≠ {other.stage}",
        fields={
            "one": lambda speller: rule.words[speller.lang][0],
            "other": lambda speller: rule.words[speller.lang][1],
        },
        claims=(*(i.id for i in one.items), *(i.id for i in other.items if i.framed(rule.frame))),
        template="opposed",
    )


def rights_of(item: Item, rules: Rules) -> list[tuple[str, str]]:
    """The right and the place that a claim without reserve is about, where a denial answers what another line says."""
    if item.claim.ledger not in rules.answered or not item.plain:
        return []
    rights = [reason for reason in item.claim.reasons if reason.startswith(ABOUT)]
    return [
        (right, item.claim.scope[key]) for key in sorted(rules.places & item.claim.scope.keys()) for right in rights
    ]


def answered(said: Sequence[tuple[Sheet, Entry, Item]]) -> Iterator[Draft]:
    """What one source reports and another denies, where lines go by source: the same right, in the same place.

    Args:
        said: all claims about them, in order.
    """
    affirmed = [told for told in said if told[1].affirmed][:WITNESSES]
    for sheet, denied, item in [told for told in said if not told[1].affirmed][:WITNESSES]:
        against = [(e, i) for _, e, i in affirmed if not same_voice(i, item)]
        if against:
            yield _denial(sheet, denied, item, against)


def _denial(sheet: Sheet, denied: Entry, item: Item, against: list[tuple[Entry, Item]]) -> Draft:
    return Draft(
        kind="denial",
        ledger=sheet.line.ledger,
        key=(item.id,),
        entries=(denied, *dict.fromkeys(entry for entry, _ in against)),
        stages=(against[0][0].stage,),
        when=None,
        arithmetic="",
        fields={"denied": lambda speller: speller.said(against[0][0])},
        claims=(item.id, *(i.id for _, i in against)),
    )
