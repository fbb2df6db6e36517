"""How the claims of a line stand to one another.

Every claim is linked to a representative, not to every other claim: the first claim of a figure stands for it, the best
supported figure of a stage and scope for that stage. So there are about as many relations as claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from amparo.model import Relation
from amparo.model.ledger import RelationKind
from amparo.reconcile.findings.compare import by_weight
from amparo.reconcile.grounds import Grounds
from amparo.reconcile.intervals import compatible
from amparo.reconcile.items import Item, same_voice
from amparo.reconcile.lines import Entry, Sheet
from amparo.reconcile.origins import shared
from amparo.reconcile.retellings import Drift
from amparo.reconcile.scope import Scope

MOST_KEYS = 6
"""Keys of a scope that are left out one by one to find the whole of a part; scopes have one to three."""


def relate(sheet: Sheet) -> list[tuple[Relation, ...]]:
    """The relations of each figure of a line to others, ladder order."""
    heads: dict[tuple[str, Scope], Entry] = {}
    for (stage, scope), entries in _by_part(sheet).items():
        heads[stage, scope] = by_weight(entries)[0]
    affirmed: dict[tuple[object, ...], Entry] = {}
    for entry in sheet.entries:
        if entry.affirmed:
            affirmed.setdefault((entry.stage, entry.figure.value, entry.scope), entry)
    stages = list(dict.fromkeys(e.stage for e in sheet.entries if e.affirmed))
    return [tuple(_to_others(entry, heads, affirmed, stages)) for entry in sheet.entries]


def _to_others(
    entry: Entry,
    heads: Mapping[tuple[str, Scope], Entry],
    affirmed: Mapping[tuple[object, ...], Entry],
    stages: Sequence[str],
) -> Iterator[Relation]:
    if not entry.affirmed:
        other = affirmed.get((entry.stage, entry.figure.value, entry.scope))
        if other is not None:
            yield _relation("denies", entry, other, "denies what the other affirms")
        return
    head = heads[entry.stage, entry.scope]
    if entry is not head:
        yield _between(entry, head)
        return
    whole = _wider(heads, entry)
    if whole is not None:
        yield _relation("part_of", entry, whole, "counts a narrower part of the same whole")
    place = stages.index(entry.stage)
    below = heads.get((stages[place - 1], entry.scope)) if place else None
    if below is not None:
        yield _relation("other_stage", entry, below, f"{entry.stage} comes after {below.stage}")


def drifted(drift: Drift) -> Relation:
    """The relation of a retelling that lost something to the claim that it retells."""
    reason = f"tells the same figure after it, without its {' and '.join(drift.lost)}"
    return Relation("drifts", drift.retold.id, drift.original.id, reason)


def within(item: Item, entry: Entry, grounds: Grounds) -> Relation:
    """A claim of a figure against the first, of which it is a copy where both pass on one report."""
    first = entry.items[0]
    if not entry.affirmed:
        return Relation("agrees", item.id, first.id, "denies the same")
    passed_on = shared(first.ground, item.ground, grounds)
    if passed_on is not None:
        return Relation("copies", item.id, first.id, f"both documents {passed_on}")
    reason = "gives the same figure with the same bound" if entry.amount else "tells of the same act"
    return Relation("agrees", item.id, first.id, reason)


def _by_part(sheet: Sheet) -> dict[tuple[str, Scope], list[Entry]]:
    parts: dict[tuple[str, Scope], list[Entry]] = defaultdict(list)
    for entry in sheet.entries:
        if entry.affirmed:
            parts[entry.stage, entry.scope].append(entry)
    return parts


def _between(entry: Entry, head: Entry) -> Relation:
    if entry.amount is None or head.amount is None:
        return _relation("narrows", entry, head, "one of the two gives a figure, the other none")
    if entry.amount.exact and head.amount.exact and compatible(entry.amount, head.amount):
        return _relation("agrees", entry, head, "the same figure at the precision it is written in")
    if head.amount.interval.within(entry.amount.interval):
        return _relation("narrows", head, entry, "lies within what the other's words allow")
    if entry.amount.interval.within(head.amount.interval):
        return _relation("narrows", entry, head, "lies within what the other's words allow")
    if compatible(entry.amount, head.amount):
        return _relation("narrows", entry, head, "the bounds of both figures can hold together")
    first, last = sorted((entry, head), key=lambda e: e.items[0].order)
    if _restates(last.items[0], first.items[0]):
        return _relation("restates", last, first, "the same source gave another figure later")
    return _relation("differs", entry, head, "the two figures exclude each other")


def _restates(later: Item, earlier: Item) -> bool:
    dates = (later.claim.published, earlier.claim.published)
    return None not in dates and (dates[0] or "") > (dates[1] or "") and same_voice(later, earlier)


def _wider(heads: Mapping[tuple[str, Scope], Entry], part: Entry) -> Entry | None:
    """The nearest wider scope of the same stage that has a figure: the part's own keys, fewer of them."""
    pairs = sorted(part.scope)
    for size in range(min(len(pairs), MOST_KEYS + 1) - 1, -1, -1):
        for kept in combinations(pairs, size):
            found = heads.get((part.stage, frozenset(kept)))
            if found is not None:
                return found
    return None


def _relation(kind: RelationKind, entry: Entry, other: Entry, reason: str) -> Relation:
    return Relation(kind, entry.items[0].id, other.items[0].id, reason)
