"""Acts dated where they cannot lie: after their document, before what they follow from, or in another year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from amparo.reconcile.findings.compare import by_weight, days
from amparo.reconcile.findings.explain import SHOWN, Draft
from amparo.reconcile.items import Item
from amparo.reconcile.lines import Entry, Sheet
from amparo.reconcile.place import Place
from amparo.reconcile.rules import Arrangement, Rules
from amparo.reconcile.spans import span_of

Told = tuple[Sheet, Entry, Item]
"""A claim with the line and the figure that it stands in."""

SLACK = 1
"""Days that two dates may differ by the zones they are told in."""
MONTH = 31
"""A date no finer than this many days tells nothing of what came first."""
LEAST = 10
"""A figure below this may happen twice on one day of two years."""


def after_document(sheet: Sheet, rules: Rules) -> Iterator[Draft]:
    """One finding for each date of a stage that is later than the document that tells of it, zones allowed for.

    Only acts told as done count, not what is planned or would be.
    """
    found: dict[tuple[str, str, str], list[tuple[Entry, Item]]] = defaultdict(list)
    for entry in sheet.entries:
        if (sheet.line.ledger, entry.stage) not in rules.done or not entry.affirmed:
            continue
        for item in entry.items:
            published = span_of(item.claim.published)
            if published and item.time and item.plain and (item.time[0] - published[1]).days > SLACK:
                found[entry.stage, item.claim.when or "", item.claim.published or ""].append((entry, item))
    for key, told in found.items():
        yield _after(sheet, *key, told)


def _after(sheet: Sheet, stage: str, when: str, published: str, told: list[tuple[Entry, Item]]) -> Draft:
    entries = tuple(dict.fromkeys(entry for entry, _ in told))
    return Draft(
        kind="impossible_date",
        ledger=sheet.line.ledger,
        key=(sheet.line.id, stage, when, published),
        entries=entries,
        stages=(stage,),
        when=None,
        arithmetic=f"{when} > {published}",
        fields={
            "figures": lambda speller: speller.joined(speller.dated(entry, when) for entry in entries),
            "limit": lambda speller: speller.date(published),
        },
        claims=tuple(item.id for _, item in told),
    )


def before_terms(sheets: Iterable[Sheet], rules: Rules) -> Iterator[Draft]:
    """People moved before the arrangement of the same sides, by every date that is given for it.

    The act must name both sides and its day, and its document must tell of the arrangement too: the same sides have
    moved people before without one. Where anything is told of terms at an earlier date, or at none, nothing is said.

    Args:
        sheets: the lines between two known parties, in order.
    """
    group = list(sheets)
    for rule in rules.arrangements:
        yield from _early(group, rule)


def _early(group: list[Sheet], rule: Arrangement) -> Iterator[Draft]:
    ledgers = {ledger for ledger, _ in rule.agreed}
    told = [(s, e) for s in group if s.line.ledger in ledgers for e in s.entries if e.affirmed]
    agreed: list[tuple[Entry, Item]] = []
    for sheet, entry in told:
        if (sheet.line.ledger, entry.stage) in rule.agreed:
            for item in entry.items:
                if item.plain and not (item.time and days(item.time) <= MONTH):
                    return
                agreed += [(entry, item)] if item.plain else []
    if not agreed:
        return
    terms = [(s, e, i) for s, e in told for i in e.items]
    entry, item = min(agreed, key=lambda told: (_first(told[1]), told[1].order))
    first = _first(item)
    if any(_first(i) < first for _, _, i in terms if i.time):
        return
    documents = {i.claim.doc_id for _, i in agreed}
    for sheet in group:
        acts = [e for e in sheet.entries if (sheet.line.ledger, e.stage) in rule.acts and e.asserted and e.amount]
        early = {e: [i for i in e.items if _precedes(i, first, documents, rule)] for e in acts}
        if any(early.values()):
            yield _before(sheet, {e: items for e, items in early.items() if items}, (entry, item))


def _precedes(item: Item, first: date, documents: set[str], rule: Arrangement) -> bool:
    if item.time is None or days(item.time) > SLACK or item.claim.doc_id not in documents or not item.plain:
        return False
    named = None not in (item.claim.sender, item.claim.receiver)
    return named and SLACK < (first - item.time[1]).days <= rule.days


def day_of(item: Item, place: Place, rules: Rules) -> tuple[object, ...] | None:
    """What a figure that is dated to a day shares with those of other years: it all but the year. None of any other.

    Not so where it is small: days may share it by chance.
    """
    claim, amount = item.claim, item.amount
    if None in (place.sender, place.receiver) or (place.ledger, claim.stage) not in rules.done:
        return None
    if claim.stance != "affirms" or amount is None or not amount.exact or amount.interval.low < LEAST:
        return None
    if not item.time or days(item.time) or not item.plain or not claim.when:
        return None
    return place.ledger, place.unit, place.sender, place.receiver, claim.value, claim.when[-len("-03-15") :]


def other_year(by_day: Mapping[str, list[Told]]) -> Draft:
    """A figure dated to the very day and month that other documents date it to, of the same sides, but another year.

    The year that fewer documents give, or that lies further from its document, is told as the doubtful one.

    Args:
        by_day: the claims of such a figure, in order, by their date.
    """

    def doubt(day: str) -> tuple[object, ...]:
        said = [item for _, _, item in by_day[day]]
        return -len({item.claim.doc_id for item in said}), min(map(_behind, said)), day

    likely, *others = sorted(by_day, key=doubt)
    sheet, first, _ = by_day[others[0]][0]
    entries = tuple(dict.fromkeys(entry for day in others for _, entry, _ in by_day[day]))
    told = [(entry, day) for day in others for entry in dict.fromkeys(e for _, e, _ in by_day[day])]
    return Draft(
        kind="impossible_date",
        ledger=sheet.line.ledger,
        key=("year", sheet.line.sender, sheet.line.receiver, str(first.figure.value), sorted(by_day)),
        entries=entries,
        stages=tuple(dict.fromkeys(entry.stage for entry in entries)),
        when=None,
        arithmetic=f"{', '.join(others)} ≠ {likely}",
        fields={
            "figures": lambda speller: speller.joined(speller.dated(entry, day) for entry, day in told),
            "limit": lambda speller: speller.date(likely),
        },
        claims=tuple(item.id for day in (*others, likely) for _, _, item in by_day[day]),
        template="other_year",
    )


def _behind(item: Item) -> int:
    """Days between an act and the document that tells it."""
    published = span_of(item.claim.published)
    return abs((published[1] - item.time[0]).days) if published and item.time else 0


def _first(item: Item) -> date:
    return item.time[0] if item.time else date.max


def _before(sheet: Sheet, early: dict[Entry, list[Item]], terms: tuple[Entry, Item]) -> Draft:
    entries = by_weight(early)
    told = [(entry, early[entry][0].claim.when) for entry in entries]
    limit = terms[1].claim.when
    return Draft(
        kind="impossible_date",
        ledger=sheet.line.ledger,
        key=(sheet.line.id, "terms", sorted({when or "" for _, when in told}), limit),
        entries=(*entries, terms[0]),
        stages=tuple(dict.fromkeys(entry.stage for entry in entries)),
        when=None,
        arithmetic="; ".join(list(dict.fromkeys(f"{when} < {limit}" for _, when in told))[:SHOWN]),
        fields={
            "figures": lambda speller: speller.joined(speller.dated(entry, when) for entry, when in told),
            "limit": lambda speller: speller.date(limit),
        },
        claims=(*(i.id for entry in entries for i in early[entry]), terms[1].id),
        template="before_terms",
    )
