"""What people decided about lines and origins, applied to what the claims give by themselves.

The result does not depend on the order of the decisions: about a claim's line the newest holds, and of a circle ("A
with B", "B with A") the smallest id. A decision that finds nothing to act on is given back as idle, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from amparo.model import Decision, Finding, Idle, in_force
from amparo.reconcile.grounds import Ground, Grounds
from amparo.reconcile.items import Item
from amparo.reconcile.place import Place

GONE = "There is no {} in the account now."
UNLIKE = "The two are of different ledgers or units, which no line holds together."


def newest_last(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions in force, oldest first, in whatever order they come."""
    return sorted(in_force(decisions), key=lambda d: (d.at, d.id))


class Redirects:
    """Where the decisions about lines want claims, worked out from where these are by themselves.

    A claim that another line is named for goes there alone; of a line all claims go.

    Attributes:
        claims: the place of each claim that a decision names.
        places: the place to which each line goes that a decision names.
        idle: what has no effect.
    """

    def __init__(self, decisions: Iterable[Decision], at: Mapping[str, Place], lines: Mapping[str, Place]) -> None:
        self.idle: list[Idle] = []
        holding = {d.target: d for d in decisions if d.act in ("same_line", "other_line")}
        self._at, self._lines = at, lines
        self._apart = {
            claim: replace(at[claim], apart=claim)
            for claim, decision in holding.items()
            if decision.act == "other_line" and claim in at
        }
        self._apart_lines = {place.line_id: place for place in self._apart.values()}
        self._usable = {target: d for target, d in holding.items() if self._can(d)}
        named = {name for d in holding.values() for name in (d.target, d.other) if name}
        self.claims = {name: self._end(name) for name in named if name in at}
        self.places = {line: self._end(name) for name in self._usable if (line := self._line(name)) is not None}

    def of(self, claim: str, place: Place) -> Place:
        """Where a claim goes that is at that place by itself."""
        return self.claims.get(claim) or self.places.get(place, place)

    def _place(self, name: str) -> Place | None:
        return self._apart.get(name) or self._at.get(name)

    def _line(self, name: str) -> Place | None:
        return self._apart_lines.get(name) or self._lines.get(name)

    def _can(self, decision: Decision) -> bool:
        """Whether the decision finds what it speaks of; else it is idle."""
        if decision.act == "other_line" and decision.target not in self._at:
            return self._rest(decision, GONE.format(f"claim {decision.target}"))
        places = []
        for name in (decision.target, decision.other or decision.target):
            place = self._place(name) or self._line(name)
            if place is None:
                return self._rest(decision, GONE.format(f"claim or line {name}"))
            places.append(place)
        if len({(place.ledger, place.unit) for place in places}) > 1:
            return self._rest(decision, UNLIKE)
        return True

    def _rest(self, decision: Decision, reason: str) -> bool:
        self.idle.append(Idle(decision, reason))
        return False

    def _end(self, name: str) -> Place:
        """The place that a claim or line comes to rest in: it follows its own decision, then those of the lines it
        meets."""
        at, trail = name, [name]
        while (following := self._next(at)) is not None:
            if following in trail:
                at = min(trail[trail.index(following) :])
                break
            trail.append(following)
            at = following
        found = self._place(at) or self._line(at) or self._place(name) or self._line(name)
        if found is None:
            raise KeyError(name)
        return found

    def _next(self, name: str) -> str | None:
        """What a claim or a line follows: what it was put together with; a claim without such, its line."""
        decision = self._usable.get(name)
        if decision is not None and decision.act == "same_line":
            return decision.other
        place = self._place(name)
        line = place.line_id if place else ""
        return line if line in self._usable else None


class Joined:
    """What claims rest on beside their own grounds, as people gave them one origin with others.

    Attributes:
        rests: all that each claim rests on by that, by id of the claim.
        idle: the decisions that have no effect.
    """

    def __init__(
        self,
        decisions: Iterable[Decision],
        item: Callable[[str], Item | None],
        of_doc: Callable[[str], Iterable[Item]],
        docs: Mapping[str, Collection[str]],
        grounds: Grounds,
    ) -> None:
        self.idle: list[Idle] = []
        self.rests: dict[str, frozenset[str]] = {}
        groups: list[set[str]] = []
        for decision in decisions:
            if decision.act != "same_origin":
                continue
            both = {decision.target, decision.other or ""}
            unknown = sorted(name for name in both if item(name) is None and not docs.get(name))
            if unknown:
                self.idle.append(Idle(decision, GONE.format(f"claim or document {unknown[0]}")))
                continue
            touched = [group for group in groups if group & both]
            groups = [group for group in groups if not group & both] + [both.union(*touched)]
        for group in groups:
            members = [found for name in group if (found := item(name)) is not None]
            doc_ids = {doc_id for name in group for doc_id in docs.get(name, ())}
            rests = frozenset(key for member in members for key in member.ground.rests)
            rests |= {key for doc_id in doc_ids for key in grounds.of_doc[doc_id]}
            for member in [*members, *(found for doc_id in doc_ids for found in of_doc(doc_id))]:
                self.rests[member.id] = self.rests.get(member.id, frozenset()) | rests

    def items(self, items: Iterable[Item]) -> list[Item]:
        """The claims of a document with what they rest on by that; one ground for all that share it."""
        made: dict[tuple[int, frozenset[str]], Ground] = {}
        return [self._resting(item, made) if item.id in self.rests else item for item in items]

    def _resting(self, item: Item, made: dict[tuple[int, frozenset[str]], Ground]) -> Item:
        key = id(item.ground), self.rests[item.id]
        if key not in made:
            made[key] = replace(item.ground, rests=item.ground.rests | key[1])
        return replace(item, ground=made[key])


def idle_resolutions(findings: Iterable[Finding], decisions: Iterable[Decision]) -> list[Idle]:
    """The decisions on findings that no longer arise."""
    known = {finding.id for finding in findings}
    return [
        Idle(decision, GONE.format(f"finding {decision.target}"))
        for decision in decisions
        if decision.act == "resolve" and decision.target not in known
    ]
