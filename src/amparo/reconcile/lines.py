"""Lines: the claims of one place as a ladder of stages, each with its figures and who stands behind them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from amparo.model import Figure, Line, Relation, Step
from amparo.reconcile.intervals import Amount
from amparo.reconcile.items import Item
from amparo.reconcile.origins import Backing
from amparo.reconcile.place import Place
from amparo.reconcile.rules import Rules
from amparo.reconcile.scope import Scope

SPEAKERS = 8

LARGE = 256
"""From so many items on, an entry keeps what its origins were counted with."""

MANY = 4
"""Where more than one in so many items changes, an entry is made from all of them."""


Newest = dict[str, dict[tuple[object, ...], tuple[str, Amount, Item]]]
"""By what two of one voice share, of items that differ only in their date the newest: its date and amount too."""


@dataclass(frozen=True, eq=False)
class Entry:
    """A figure of a step with what stands behind it: its items in order, and the amount to compare.

    `speakers` are the first firm items of each voice and time: `SPEAKERS` of them are enough to find two
    claims that speak of the same thing, and keep a comparison short however often a figure is repeated.

    `ladder` sorts the entries of a line. Entries and sheets are compared by identity: one that is touched is made anew.
    """

    stage: str
    figure: Figure
    scope: Scope
    amount: Amount | None
    items: tuple[Item, ...]
    speakers: tuple[Item, ...]
    ladder: tuple[object, ...]

    @property
    def affirmed(self) -> bool:
        """Whether the figure is affirmed, not denied."""
        return self.figure.stance == "affirms"

    @cached_property
    def newest(self) -> Newest:
        """What each voice says of the figure, as last published."""
        found: Newest = {}
        _say(found, self.items)
        return found

    def taking(self, before: Entry, come: Iterable[Item]) -> Entry:
        """The same, with what was worked out of it before these items came. The entry of before is of no more use."""
        known = vars(before).get("newest")
        if known is not None:
            _say(known, come)
            vars(self)["newest"] = known
        return self

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
    """A line and its entries in ladder order. `order` sorts lines: by the pack's ledgers, then parties and time."""

    line: Line
    place: Place
    entries: tuple[Entry, ...]
    order: tuple[object, ...]

    def at(self, *stages: str) -> list[Entry]:
        """The entries of these stages, ladder order."""
        return [entry for entry in self.entries if entry.stage in stages]


def _order(line: Line) -> tuple[str, ...]:
    return tuple(part or "~" for part in (line.unit, line.sender, line.receiver, line.when))


class Gathered:
    """The items of one figure of a line, kept in order, and the entry they make.

    `within` are the relations of its claims to the first of them, by id of the claim. `change` costs what is changed,
    and for an entry of many items, little that grows with them.
    """

    __slots__ = ("_backing", "entry", "ids", "items", "within")

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.ids: list[str] = []
        self.entry: Entry | None = None
        self.within: dict[str, Relation] = {}
        self._backing: Backing | None = None

    def change(self, gone: Sequence[Item], come: Sequence[Item], rules: Rules) -> None:
        """Take items out and in, and make the entry anew; none where no item is left."""
        before = self.entry
        if before is None or len(gone) + len(come) > len(self.items) // MANY:
            out = {item.id for item in gone}
            kept = [item for item in self.items if item.id not in out] if out else self.items
            self.items = sorted([*kept, *come], key=_item_order)
            self.ids = [item.id for item in self.items]
            self._backing = None
        else:
            for item in gone:
                at = bisect_left(self.items, item.order, key=_item_order)
                del self.items[at], self.ids[at]
            for item in come:
                at = bisect_left(self.items, item.order, key=_item_order)
                self.items.insert(at, item)
                self.ids.insert(at, item.id)
            if self._backing is not None:
                for item in come:
                    self._backing.add(item.ground)
                for item in gone:
                    self._backing.remove(item.ground)
        self.entry = self._made(before, gone, come, rules) if self.items else None
        if before is not None and self.entry is not None and not gone:
            self.entry.taking(before, come)

    def _made(self, before: Entry | None, gone: Sequence[Item], come: Sequence[Item], rules: Rules) -> Entry:
        backing = self._backing
        if backing is None:
            backing = Backing(item.ground for item in self.items)
            if len(self.items) >= LARGE:
                self._backing = backing
        first = self.items[0]
        amount = first.amount
        figure = Figure(
            value=first.claim.value,
            bound=first.claim.bound,
            low=amount.interval.low if amount else None,
            high=amount.interval.high if amount and amount.interval.high != float("inf") else None,
            claims=tuple(self.ids),
            documents=backing.documents,
            origins=backing.origins,
            scope=_shown(first, first.scope),
            stance=first.claim.stance,
        )
        speakers = _speakers_after(before, gone, come) if before else None
        coarsest = _coarsest_after(before, gone, come) if before else None
        return Entry(
            stage=first.claim.stage,
            figure=figure,
            scope=first.scope,
            amount=amount and (coarsest or _coarsest(self.items)),
            items=tuple(self.items),
            speakers=_speakers(self.items) if speakers is None else speakers,
            ladder=_ladder(first, figure, rules),
        )


def figure_of(item: Item) -> tuple[object, ...]:
    """What the items of one entry share."""
    claim = item.claim
    low = item.amount.interval.low if item.amount else None  # "nearly 300" is not "less than 300"
    return claim.stage, claim.value, claim.bound, low, item.scope, claim.stance


def sheet_of(place: Place, found: Iterable[Gathered], rules: Rules) -> Sheet:
    """The line of a place, of all that is gathered there."""
    entries = tuple(sorted((g.entry for g in found if g.entry), key=lambda e: e.ladder))
    steps: dict[str, list[Figure]] = {}
    for entry in entries:
        steps.setdefault(entry.stage, []).append(entry.figure)
    first = min((entry.items[0] for entry in entries), key=_item_order)
    line = Line(
        id=place.line_id,
        ledger=place.ledger,
        unit=place.unit,
        sender=place.sender,
        receiver=place.receiver,
        scope=_shown(first, frozenset.intersection(*{entry.scope for entry in entries})),
        when=place.when or _common_when(entries),
        steps=tuple(Step(stage, tuple(figures)) for stage, figures in steps.items()),
    )
    ranks = {name: rank for rank, name in enumerate(rules.ledgers)}
    return Sheet(line, place, entries, (ranks.get(line.ledger, 999), _order(line), line.id))


def _coarsest(items: Iterable[Item]) -> Amount | None:
    return max((item.amount for item in items if item.amount), key=lambda amount: amount.precision, default=None)


def _coarsest_after(before: Entry, gone: Iterable[Item], come: Iterable[Item]) -> Amount | None:
    """The coarsest amount after a change; None where all items must be asked."""
    most = before.amount
    if most is None or any(most.precision and item.amount == most for item in gone):
        return None
    coarser = _coarsest(come)
    return coarser if coarser and coarser.precision > most.precision else most


def _kind(item: Item) -> tuple[object, ...]:
    """Voice and time: of those who speak alike at one time one is enough."""
    return item.voice, "" if item.voice.named else item.claim.doc_id, item.time


def voice_keys(item: Item) -> list[str]:
    """What two items of one voice share: a key of their ground, or the last word of the name."""
    return [*item.ground.voices, *(f" {word}" for word in item.voice.words[-1:])]


def _say(found: Newest, items: Iterable[Item]) -> None:
    for item in items:
        published, amount = item.claim.published, item.amount
        if published is None or amount is None:
            continue
        doc = "" if item.voice.named else item.claim.doc_id
        for key in voice_keys(item):
            of_key = found.setdefault(key, {})
            alike = (amount, item.voice, item.ground.voices, doc)
            known = of_key.get(alike)
            if known is None or published > known[0]:
                of_key[alike] = (published, amount, item)


def _speakers(items: Iterable[Item]) -> tuple[Item, ...]:
    kinds: dict[tuple[object, ...], Item] = {}
    for item in items:
        if item.firm:
            kinds.setdefault(_kind(item), item)
            if len(kinds) == SPEAKERS:
                break
    return tuple(kinds.values())


def _speakers_after(before: Entry, gone: Iterable[Item], come: Iterable[Item]) -> tuple[Item, ...] | None:
    """The speakers after a change that leaves them as they are; None where all items must be asked."""
    speakers = before.speakers
    if any(item in speakers for item in gone):
        return None
    kinds = {_kind(item): item.order for item in speakers}
    last = speakers[-1].order if len(speakers) == SPEAKERS else None
    for item in come:
        known = kinds.get(_kind(item))
        if item.firm and not (last and item.order > last) and (known is None or item.order < known):
            return None
    return speakers


def _ladder(first: Item, figure: Figure, rules: Rules) -> tuple[object, ...]:
    claim = first.claim
    return (
        rules.rank(claim.ledger, claim.stage),
        claim.stage,
        figure.stance != "affirms",
        first.amount is None,
        len(first.scope),
        -figure.origins,
        -figure.documents,
        -len(figure.claims),
        first.order,
    )


def _item_order(item: Item) -> tuple[str, str, int, str]:
    return item.order


def _shown(item: Item, scope: Scope) -> dict[str, str]:
    """A scope as the item's claim writes it."""
    keys = {key for key, _ in scope}
    return {key: value for key, value in sorted(item.claim.scope.items()) if key in keys}


def _common_when(entries: Iterable[Entry]) -> str | None:
    """The one date that all claims give."""
    found: set[str | None] = set()
    for entry in entries:
        for item in entry.items:
            found.add(item.claim.when)
            if len(found) > 1:
                return None
    return found.pop()
