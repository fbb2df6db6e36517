"""Retellings that lost something on the way: a bound ("up to 300" → 300), a hedge, or a stage (offered → agreed).

A drift is no ordinary ladder. It is told only where the retelling passes on the very document (credits its outlet, or
holds one of its passages), gives the same figure in the same unit, of parties, part, time and speaker that do not
differ, and where neither document says it the other way elsewhere. A headline over its own text is a retelling too.
What is told some days later may have been settled since: then a lost hedge or stage is no drift.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from amparo.model import Claim
from amparo.reconcile.items import HEADLINES, Item, same_voice
from amparo.reconcile.names import fold
from amparo.reconcile.origins import Origins
from amparo.reconcile.rules import Rules
from amparo.reconcile.spans import span_of

Loss = Literal["bound", "hedge", "stage"]
Figure = tuple[str, str | None, float]
"""Ledger, unit and value; a range is known by both its ends."""

LOOSE = frozenset({"up_to", "less_than", "at_least", "more_than"})
TIGHTER = {"exact": LOOSE | {"about", "between"}, "about": LOOSE}
"""Which bounds are lost where a figure is told with this one."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One retelling: its claim, the claim it retells, and what was lost; `headline` over the text of the original."""

    retold: Item
    original: Item
    lost: tuple[Loss, ...]
    headline: bool = False


def find_drifts(items: Iterable[Item], origins: Origins, rules: Rules) -> list[Drift]:
    """All drifts, in the order of the retellings. The work grows with the claims, not with their pairs."""
    figures: dict[Figure, list[Item]] = defaultdict(list)
    for item in items:
        claim = item.claim
        if claim.value is not None and claim.stance == "affirms":
            for end in set(claim.value) if isinstance(claim.value, tuple) else (claim.value,):
                figures[claim.ledger, claim.unit, end].append(item)
    found: dict[str, Drift] = {}
    for (_, _, value), same in figures.items():
        if len(same) > 1:
            for drift in _Tellings(same, value, origins, rules).drifts():
                found.setdefault(drift.retold.id, drift)
    return sorted(found.values(), key=lambda drift: drift.retold.order)


class _Tellings:
    """All claims of one figure. Of claims that say it alike in one document, or in one outlet, the first is kept."""

    def __init__(self, items: list[Item], value: float, origins: Origins, rules: Rules) -> None:
        self._origins, self._rules, self._few = origins, rules, value < rules.few
        self._texts: dict[str, dict[object, Item]] = defaultdict(dict)
        self._headlines: list[Item] = []
        self._retelling: list[tuple[Item, str]] = []
        self._first: dict[str, str] = {}
        outlets: dict[str, dict[object, Item]] = defaultdict(dict)
        for item in items:
            doc = item.claim.doc_id
            if not HEADLINES.isdisjoint(item.claim.marks):
                self._headlines.append(item)
                continue
            form = _form(item)
            self._texts[doc].setdefault(form, item)
            outlets[origins.publishers[doc]].setdefault(form, item)
            for key in sorted(item.ground.rests & origins.passed_on):
                self._retelling.append((item, key))
                self._first.setdefault(key, doc)
        self._outlets = outlets

    def drifts(self) -> Iterator[Drift]:
        """The drifts among them, a headline's against its own text first."""
        for headline in self._headlines:
            yield from self._drift(headline, self._texts.get(headline.claim.doc_id, {}).values(), "")
        for retold, key in self._retelling:
            yield from self._drift(retold, self._original(key), key)

    def _original(self, key: str) -> Iterable[Item]:
        """What the origin itself says: the document first to hold a passage, the outlet, else who first credits it."""
        kind, _, doc = key.partition(":")
        if kind == "copy":
            return self._texts.get(doc, {}).values()
        return (self._outlets.get(key) or self._texts.get(self._first[key], {})).values()

    def _drift(self, retold: Item, originals: Iterable[Item], key: str) -> Iterator[Drift]:
        """The drift of a claim from what its origin says, where all of that lost something and is kept nowhere."""
        told = [item for item in originals if item is not retold and self._same(item, retold, key)]
        losses = [self._lost(item, retold) for item in told]
        if not told or not all(losses):
            return
        if key:
            if any(self._other_time(item, retold, lost) for item, lost in zip(told, losses, strict=True)):
                return
            own = self._texts[retold.claim.doc_id].values()
            if any(not self._lost(item, other) for item in told for other in own if self._same(item, other, key)):
                return
        yield Drift(retold, told[0], losses[0], headline=not key)

    def _same(self, original: Item, retold: Item, key: str) -> bool:
        """Whether nothing that the two state of the figure differs."""
        a, b = original.claim, retold.claim
        publishers = self._origins.publishers
        if key and publishers[a.doc_id] == publishers[b.doc_id]:
            return False
        sides = ((a.sender, b.sender), (a.receiver, b.receiver))
        if any(x != y and None not in (x, y) for x, y in sides):
            return False
        if self._few and key and key not in self._origins.copied and any(None in side for side in sides):
            return False
        if (
            a.stage == b.stage  # another step has another date
            and original.time
            and retold.time
            and max(original.time[0], retold.time[0]) > min(original.time[1], retold.time[1])
        ):
            return False
        if self._speakers_differ(original, retold):
            return False
        parts = dict(original.scope), dict(retold.scope)
        return all(parts[0][key] == parts[1][key] for key in parts[0].keys() & parts[1].keys())

    def _speakers_differ(self, original: Item, retold: Item) -> bool:
        """Whether the two name two sources; an outlet that is named as the source says what its own sources say."""
        if original.voice.own or retold.voice.own or not (original.voice.named and retold.voice.named):
            return False
        outlet = fold(self._origins.name(self._origins.publishers[original.claim.doc_id]))
        return retold.voice.words != outlet and not same_voice(original, retold)

    def _lost(self, original: Item, retold: Item) -> tuple[Loss, ...]:
        """What the retelling lost; nothing where it kept all, holds something back, or tells of another step."""
        a, b = original.claim, retold.claim
        lost: list[Loss] = []
        if a.bound in TIGHTER.get(b.bound, ()):
            lost.append("bound")
        elif a.value != b.value:
            return ()
        if a.hedge != b.hedge:
            if b.hedge != "none":
                return ()
            lost.append("hedge")
        if a.stage != b.stage:
            if (a.ledger, a.stage, b.stage) not in self._rules.drifts:
                return ()
            lost.append("stage")
        loosened = a.bound != b.bound and "bound" not in lost
        return () if loosened and "stage" not in lost else tuple(lost)

    def _other_time(self, original: Item, retold: Item, lost: tuple[Loss, ...]) -> bool:
        """Whether the retelling came first, or so late that what it says more may have been settled since."""
        first, then = span_of(original.claim.published), span_of(retold.claim.published)
        if first is None or then is None:
            return lost != ("bound",)
        if then[1] < first[0]:
            return True
        return lost != ("bound",) and (then[0] - first[1]).days > self._rules.drift_days


def _form(item: Item) -> object:
    claim: Claim = item.claim
    return claim.stage, claim.value, claim.bound, claim.hedge, item.scope, claim.sender, claim.receiver
