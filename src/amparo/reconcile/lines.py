"""Lines: the claims of one place as a ladder of stages, each with its figures and who stands behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from amparo.model import Figure, Line, Step
from amparo.reconcile.intervals import Amount
from amparo.reconcile.items import Item
from amparo.reconcile.origins import count_origins
from amparo.reconcile.place import Place
from amparo.reconcile.rules import Rules
from amparo.reconcile.scope import Scope

SPEAKERS = 8


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A figure of a step with what stands behind it: its items in order, and the amount to compare.

    `speakers` are the first firm items of each voice and time: `SPEAKERS` of them are enough to find two
    claims that speak of the same thing, and keep a comparison short however often a figure is repeated.

    Entries and sheets are compared by identity: there is one of each in a run.
    """

    stage: str
    figure: Figure
    scope: Scope
    amount: Amount | None
    items: tuple[Item, ...]
    speakers: tuple[Item, ...]

    @property
    def affirmed(self) -> bool:
        """Whether the figure is affirmed, not denied."""
        return self.figure.stance == "affirms"

    @property
    def asserted(self) -> bool:
        """Whether a claim states it as so and not only as what would be, and not only in a headline."""
        return self.affirmed and bool(self.speakers)

    @property
    def weight(self) -> tuple[int, int, int]:
        """How well supported it is: origins, then documents, then claims."""
        return self.figure.origins, self.figure.documents, len(self.items)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A line and its entries in ladder order."""

    line: Line
    place: Place
    entries: tuple[Entry, ...]

    def at(self, *stages: str) -> list[Entry]:
        """The entries of these stages, ladder order."""
        return [entry for entry in self.entries if entry.stage in stages]


def lay_out(places: Mapping[Place, list[Item]], rules: Rules) -> list[Sheet]:
    """All lines, in the order of the pack's ledgers, then parties and time."""
    ledgers = {name: rank for rank, name in enumerate(rules.ledgers)}
    sheets = [_sheet(place, group, rules) for place, group in places.items()]
    return sorted(sheets, key=lambda s: (ledgers.get(s.line.ledger, 999), _order(s.line), s.line.id))


def _order(line: Line) -> tuple[str, ...]:
    return tuple(part or "~" for part in (line.unit, line.sender, line.receiver, line.when))


def _sheet(place: Place, items: list[Item], rules: Rules) -> Sheet:
    entries = _entries(items, rules)
    steps: dict[str, list[Figure]] = {}
    for entry in entries:
        steps.setdefault(entry.stage, []).append(entry.figure)
    line = Line(
        id=place.line_id,
        ledger=place.ledger,
        unit=place.unit,
        sender=place.sender,
        receiver=place.receiver,
        scope=_common_scope(items),
        when=place.when or _common_when(items),
        steps=tuple(Step(stage, tuple(figures)) for stage, figures in steps.items()),
    )
    return Sheet(line, place, entries)


def _entries(items: list[Item], rules: Rules) -> tuple[Entry, ...]:
    groups: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in items:
        claim = item.claim
        low = item.amount.interval.low if item.amount else None  # "nearly 300" is not "less than 300"
        groups[claim.stage, claim.value, claim.bound, low, item.scope, claim.stance].append(item)
    entries = [_entry(group) for group in groups.values()]
    return tuple(sorted(entries, key=lambda e: _ladder(e, rules)))


def _entry(items: list[Item]) -> Entry:
    first = items[0]
    docs = {item.claim.document for item in items}
    amount = first.amount
    figure = Figure(
        value=first.claim.value,
        bound=first.claim.bound,
        low=amount.interval.low if amount else None,
        high=amount.interval.high if amount and amount.interval.high != float("inf") else None,
        claims=tuple(item.id for item in items),
        documents=len(docs),
        origins=count_origins(item.ground for item in items),
        scope=_shown(first, first.scope),
        stance=first.claim.stance,
    )
    coarsest = max((i.amount for i in items if i.amount), key=lambda a: a.precision, default=None)
    return Entry(first.claim.stage, figure, first.scope, coarsest, tuple(items), _speakers(items))


def _speakers(items: list[Item]) -> tuple[Item, ...]:
    kinds: dict[tuple[object, ...], Item] = {}
    for item in items:
        if not item.firm:
            continue
        kinds.setdefault((item.voice, "" if item.voice.named else item.claim.doc_id, item.time), item)
        if len(kinds) == SPEAKERS:
            break
    return tuple(kinds.values())


def _ladder(entry: Entry, rules: Rules) -> tuple[object, ...]:
    claim = entry.items[0].claim
    origins, documents, count = entry.weight
    return (
        rules.rank(claim.ledger, entry.stage),
        entry.stage,
        not entry.affirmed,
        entry.amount is None,
        len(entry.scope),
        -origins,
        -documents,
        -count,
        entry.items[0].order,
    )


def _common_scope(items: list[Item]) -> dict[str, str]:
    return _shown(items[0], frozenset.intersection(*{item.scope for item in items}))


def _shown(item: Item, scope: Scope) -> dict[str, str]:
    """A scope as the item's claim writes it."""
    keys = {key for key, _ in scope}
    return {key: value for key, value in sorted(item.claim.scope.items()) if key in keys}


def _common_when(items: list[Item]) -> str | None:
    found = {item.claim.when for item in items}
    return found.pop() if len(found) == 1 else None
