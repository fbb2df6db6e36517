"""Who stands behind a figure: one denies it, one repeats another, one said something else before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from amparo.reconcile.findings.compare import comparable_pairs, distance, same_order, speaker_pairs
from amparo.reconcile.findings.explain import Draft, sign
from amparo.reconcile.grounds import Grounds
from amparo.reconcile.intervals import apart, compatible
from amparo.reconcile.items import Item
from amparo.reconcile.lines import Entry, Sheet
from amparo.reconcile.origins import common_name
from amparo.reconcile.rules import Rules
from amparo.reconcile.scope import Scope

Series = tuple[tuple[str, ...], Scope, tuple[str, ...]]
"""Comparable stages, scope, and the words of a voice."""

Story = tuple[str, frozenset[str]]
"""The name of an origin, and the documents that share it."""


def denials(sheet: Sheet, rules: Rules) -> Iterator[Draft]:
    """What one voice affirms and another denies: the same stage, scope and figure (or, for acts, no figure)."""
    if not rules.by_parties(sheet.line.ledger):
        return
    affirmed: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in sheet.entries:
        if entry.asserted:
            affirmed[rules.group(sheet.line.ledger, entry.stage).stages, entry.scope].append(entry)
    for denied in (e for e in sheet.entries if not e.affirmed):
        same = affirmed[rules.group(sheet.line.ledger, denied.stage).stages, denied.scope]
        for entry in same:
            if _same_figure(denied, entry, sheet, rules) and _other_voice(denied, entry, sheet, rules):
                yield _denial(sheet, denied, entry)
                break


def _same_figure(denied: Entry, affirmed: Entry, sheet: Sheet, rules: Rules) -> bool:
    stages = rules.group(sheet.line.ledger, denied.stage).stages
    if denied.amount is None or affirmed.amount is None:
        no_figure = denied.figure.bound == affirmed.figure.bound == "none"
        return no_figure and denied.stage == affirmed.stage and (sheet.line.ledger, denied.stage) in rules.acts
    if stages.index(denied.stage) > stages.index(affirmed.stage):
        return False
    return denied.amount.interval.low == affirmed.amount.interval.low and compatible(denied.amount, affirmed.amount)


def _other_voice(denied: Entry, affirmed: Entry, sheet: Sheet, rules: Rules) -> bool:
    if denied.amount is None:
        spoken = [(x, y) for x, y in speaker_pairs(denied, affirmed, sheet.line, rules) if _names_parties(x, y)]
        if (sheet.line.ledger, denied.stage) not in rules.changing:
            return bool(spoken)
        if any(_standing(x, rules) and _standing(y, rules) for x, y in spoken):
            return True
    return any(
        x.time is None or y.time is None or distance(x.time, y.time) == 0
        for x, y in comparable_pairs(denied, affirmed, sheet.line, rules)
    )


def _names_parties(*items: Item) -> bool:
    return all(None not in (item.claim.sender, item.claim.receiver) for item in items)


def _standing(item: Item, rules: Rules) -> bool:
    return any(item.framed(frame) for frame in rules.standing)


def _denial(sheet: Sheet, denied: Entry, affirmed: Entry) -> Draft:
    return Draft(
        kind="denial",
        ledger=sheet.line.ledger,
        key=(sheet.line.id, denied.stage, sign(denied), sorted(denied.scope)),
        entries=(denied, affirmed),
        stages=(affirmed.stage,),
        when=sheet.line.when,
        arithmetic="",
        fields={"denied": lambda speller: speller.said(affirmed if denied.figure.bound == "none" else denied)},
    )


def story_of(sheet: Sheet, entry: Entry, known: Grounds) -> Story | None:
    """The origin and the documents of a figure that several publishers give and one origin has; None of any other."""
    if entry.amount is None or not entry.affirmed or entry.figure.origins != 1 or entry.figure.documents < 2:
        return None
    if not (sheet.line.sender or sheet.line.receiver or entry.scope):
        return None  # of nobody's arrangement: years in some prison
    grounds = {item.ground for item in entry.items}
    docs = frozenset(ground.doc for ground in grounds)
    if len({known.publishers[doc] for doc in docs}) < 2:
        return None
    return common_name(grounds, known), docs


def single_origin(story: Story, entries: Iterable[Entry]) -> Draft:
    """One finding for all figures of one story, in the order of their lines."""
    return _single(*story, tuple(entries))


def _single(origin: str, docs: frozenset[str], entries: tuple[Entry, ...]) -> Draft:
    return Draft(
        kind="single_origin",
        ledger=entries[0].items[0].claim.ledger,
        key=(origin, sorted(docs)),
        entries=entries,
        stages=(entries[0].stage,),
        when=None,
        arithmetic="",
        fields={
            "figures": lambda speller: speller.listed(entries),
            "documents": lambda speller: speller.number(len(docs)),
            "origin": lambda speller: origin,
        },
    )


def series_of(item: Item, rules: Rules) -> Series | None:
    """The series that a figure belongs to, by what its source gives over time; None of a nameless one."""
    if item.amount is None or item.claim.stance != "affirms" or not item.voice.named or item.voice.own:
        return None
    if not item.claim.published or not item.firm:
        return None
    return rules.group(item.claim.ledger, item.claim.stage).stages, item.scope, item.voice.words


def restatements(sheet: Sheet, key: Series, told: Iterable[tuple[Item, Entry]], rules: Rules) -> Iterator[Draft]:
    """Figures that exclude each other, given by one named source in documents of different dates: a dated series.

    Args:
        told: what the source says, in the order of the line.
    """
    said: dict[tuple[str, str], tuple[Item, Entry]] = {}
    for item, entry in told:
        said.setdefault((item.claim.published or "", sign(entry)), (item, entry))
    series = _series([said[k] for k in sorted(said)], rules)
    if len(series) > 1:
        yield _restated(sheet, series, key)


def _series(said: list[tuple[Item, Entry]], rules: Rules) -> list[tuple[Item, Entry]]:
    series: list[tuple[Item, Entry]] = []
    for item, entry in said:
        if not series:
            series.append((item, entry))
            continue
        last, before = series[-1]
        if entry.amount is None or before.amount is None or entry.stage != before.stage:
            continue
        later = (item.claim.published or "") > (last.claim.published or "")
        if later and apart(entry.amount, before.amount) and same_order(entry.amount, before.amount, rules.same_order):
            series.append((item, entry))
    return series


def _restated(sheet: Sheet, series: list[tuple[Item, Entry]], key: Series) -> Draft:
    _, scope, words = key
    entries = tuple(entry for _, entry in series)
    return Draft(
        kind="restated",
        ledger=sheet.line.ledger,
        key=(sheet.line.id, entries[0].stage, sorted(scope), words),
        entries=entries,
        stages=(entries[0].stage,),
        when=sheet.line.when,
        arithmetic=" → ".join(sign(entry) for entry in entries),
        fields={
            "series": lambda speller: speller.joined(
                speller.dated(entry, item.claim.published) for item, entry in series
            )
        },
        claims=tuple(item.id for item, _ in series),
    )
