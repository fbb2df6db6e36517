"""What people decided about lines and origins, applied to what the claims give by themselves.

The result does not depend on the order of the decisions: about a claim's line the newest holds, and of a circle ("A
with B", "B with A") the smallest id. A decision that finds nothing to act on is given back as idle, with the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from amparo.model import Decision, Finding, Idle, Source, in_force
from amparo.reconcile.grounds import Ground, Grounds
from amparo.reconcile.items import Item
from amparo.reconcile.place import Place

GONE = "There is no {} in the account now."
UNLIKE = "The two are of different ledgers or units, which no line holds together."


def newest_last(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions in force, oldest first, in whatever order they come."""
    return sorted(in_force(decisions), key=lambda d: (d.at, d.id))


class LineDecisions:
    """The decisions about lines: `places` gives the claims of each line as people want them, `idle` what has no effect.

    A claim that another line is named for goes there alone; of a line all claims go.
    """

    def __init__(self, places: Mapping[Place, Sequence[Item]], decisions: Sequence[Decision]) -> None:
        self.idle: list[Idle] = []
        self._holding = {d.target: d for d in decisions if d.act in ("same_line", "other_line")}
        self.places: dict[Place, list[Item]] = defaultdict(list)
        if not self._holding:
            self.places.update((place, list(items)) for place, items in places.items())
            return
        self._items = {item.id: item for items in places.values() for item in items}
        self._place = {item.id: place for place, items in places.items() for item in items}
        self._ids = {place: place.line_id for place in places}
        self._lines = {line: place for place, line in self._ids.items()}
        for claim, decision in self._holding.items():
            if decision.act == "other_line" and claim in self._place:
                place = self._place[claim]
                self._place[claim] = replace(place, apart=claim)
                self._ids[self._place[claim]] = self._place[claim].line_id
                self._lines[self._place[claim].line_id] = self._place[claim]
        self._usable = {target: d for target, d in self._holding.items() if self._can(d)}
        for item in sorted(self._items.values(), key=lambda item: item.order):
            self.places[self._end(self._ids[self._place[item.id]], item.id)].append(item)

    def _can(self, decision: Decision) -> bool:
        """Whether the decision finds what it speaks of; else it is idle."""
        if decision.act == "other_line" and decision.target not in self._items:
            return self._rest(decision, GONE.format(f"claim {decision.target}"))
        places = []
        for name in (decision.target, decision.other or decision.target):
            place = self._place.get(name) or self._lines.get(name)
            if place is None:
                return self._rest(decision, GONE.format(f"claim or line {name}"))
            places.append(place)
        if len({(place.ledger, place.unit) for place in places}) > 1:
            return self._rest(decision, UNLIKE)
        return True

    def _rest(self, decision: Decision, reason: str) -> bool:
        self.idle.append(Idle(decision, reason))
        return False

    def _end(self, line: str, claim: str) -> Place:
        """The place that the claim comes to rest in: it follows its own decision, then those of the lines it meets."""
        at, trail = claim, [claim]
        while (following := self._next(at)) is not None:
            if following in trail:
                circle = trail[trail.index(following) :]
                at = min(circle)
                break
            trail.append(following)
            at = following
        return self._place.get(at) or self._lines.get(at) or self._lines[line]

    def _next(self, name: str) -> str | None:
        """What a claim or a line follows: what it was put together with; a claim without such, its line."""
        decision = self._usable.get(name)
        if decision is not None and decision.act == "same_line":
            return decision.other
        place = self._place.get(name)
        line = self._ids[place] if place else ""
        return line if line in self._usable else None


def join_origins(
    items: Sequence[Item], grounds: Grounds, sources: Iterable[Source], decisions: Iterable[Decision]
) -> tuple[list[Item], list[Idle]]:
    """The items, those that people gave one origin resting on all that any of them rests on, and the idle decisions."""
    of_claim = {item.id: [item] for item in items}
    of_doc: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        of_doc[item.claim.doc_id].append(item)
    docs: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        docs[source.doc_id].add(source.doc_id)
        docs[source.doc].add(source.doc_id)
    idle: list[Idle] = []
    groups: list[set[str]] = []
    for decision in decisions:
        if decision.act != "same_origin":
            continue
        both = {decision.target, decision.other or ""}
        unknown = sorted(name for name in both if name not in of_claim and name not in docs)
        if unknown:
            idle.append(Idle(decision, GONE.format(f"claim or document {unknown[0]}")))
            continue
        touched = [group for group in groups if group & both]
        groups = [group for group in groups if not group & both] + [both.union(*touched)]
    joined: dict[str, frozenset[str]] = {}
    for group in groups:
        members = [item for name in group for item in of_claim.get(name, ())]
        doc_ids = {doc_id for name in group for doc_id in docs.get(name, ())}
        rests = frozenset(key for item in members for key in item.ground.rests)
        rests |= {key for doc_id in doc_ids for key in grounds.of_doc[doc_id]}
        for item in [*members, *(item for doc_id in doc_ids for item in of_doc[doc_id])]:
            joined[item.id] = joined.get(item.id, frozenset()) | rests
    made: dict[tuple[int, frozenset[str]], Ground] = {}
    return [_resting(item, joined[item.id], made) if item.id in joined else item for item in items], idle


def _resting(item: Item, rests: frozenset[str], made: dict[tuple[int, frozenset[str]], Ground]) -> Item:
    """The item with a ground that rests on more; one object for all that share it, so that it is cheap to compare."""
    key = id(item.ground), rests
    if key not in made:
        made[key] = replace(item.ground, rests=item.ground.rests | rests)
    return replace(item, ground=made[key])


def idle_resolutions(findings: Iterable[Finding], decisions: Iterable[Decision]) -> list[Idle]:
    """The decisions on findings that no longer arise."""
    known = {finding.id for finding in findings}
    return [
        Idle(decision, GONE.format(f"finding {decision.target}"))
        for decision in decisions
        if decision.act == "resolve" and decision.target not in known
    ]
