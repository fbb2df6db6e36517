"""Roles and scope: who gives and who receives, which part of the whole, and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from amparo.extract.analysis import Analysis, Measured
from amparo.extract.frames import Instance, clause_bounds, to_come
from amparo.extract.framespec import Frames
from amparo.extract.names import Name
from amparo.extract.phrases import Span, agent_of, subject_of

_PLACES = frozenset(("country", "capital", "facility"))
_STATES = frozenset(("country", "capital", "government", "agency"))
_PEOPLES = frozenset(("demonym", "court", "person"))
_REACH = 16
_SHOWN = 3
"""Weight of an act that has its people or its sum beside it, against one that has not."""
_HINT = 0.5
"""Weight of a place where somebody is held: it may be either side's."""
_BESIDE = 8
"""Tokens to either side of an act within which its people or its sum stand."""
_OPENING = 2
"""A date among the first tokens of a sentence dates its main act, whatever stands between."""


class Sides(NamedTuple):
    """The giving and the receiving state as alpha-3 codes, None where not told; whether people are brought home."""

    sender: str | None = None
    receiver: str | None = None
    homeward: bool = False


@dataclass
class Parties:
    """Evidence for the giving and the receiving side of the arrangement that a text is about.

    `own` is the state whose voice the document is: "we" stands for it. `givers` are states that as a rule give, where a
    text names two states and nothing else tells which of them does. `seats` are the states told only by a city
    that also stands for a body of several states (Brussels), `named` those told by anything else.
    """

    senders: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    receivers: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    mentions: Counter[str] = field(default_factory=Counter)
    named: set[str] = field(default_factory=set)
    seats: set[str] = field(default_factory=set)
    peoples: Counter[str] = field(default_factory=Counter)
    own: str | None = None
    givers: frozenset[str] = frozenset()

    def add(self, other: Parties) -> None:
        """Take in the evidence of another stretch."""
        for code, weight in other.senders.items():
            self.senders[code] += weight
        for code, weight in other.receivers.items():
            self.receivers[code] += weight
        self.mentions.update(other.mentions)
        self.named |= other.named
        self.seats |= other.seats
        self.peoples.update(other.peoples)

    def sides(self) -> Sides:
        """The two sides, and whether all people that the text tells of are brought home: nationals of the receiver."""
        sender, receiver = self.pair()
        home = self.peoples[receiver] if receiver else 0
        others = self.peoples.keys() - {sender, receiver}
        return Sides(sender, receiver, home > self.peoples[sender or ""] and not others)

    def pair(self) -> tuple[str | None, str | None]:
        """The sending and the receiving state as alpha-3 codes; None where the text does not tell.

        Where the acts name one side only, the other is the state most mentioned besides it.
        """
        codes = sorted(c for c in self.mentions if c in self.named or c not in self.seats)
        best: tuple[float, str | None, str | None] = (0.0, None, None)
        for sender in codes:
            for receiver in codes:
                if sender == receiver:
                    continue
                score = self.senders.get(sender, 0.0) + self.receivers.get(receiver, 0.0)
                if score:
                    score += 0.1 * (self.mentions[sender] + self.mentions[receiver])
                if score > best[0]:
                    best = (score, sender, receiver)
        if best[1] is None and codes:
            given, taken = self.senders.get, self.receivers.get
            only = max(codes, key=lambda c: (given(c, 0.0) + taken(c, 0.0), self.mentions[c]))
            if given(only, 0.0) > taken(only, 0.0):
                return only, None
            if taken(only, 0.0):
                return None, only
            giving = [code for code in codes if code in self.givers]
            if len(codes) == 2 and len(giving) == 1:
                return giving[0], next(code for code in codes if code not in self.givers)
        return best[1], best[2]


class PartiesAlong:
    """The two sides along a text: what it tells within a stretch of it and the ones beside it.

    A release or a story is one stretch; of an archive in one file, another story's states are not this one's.

    Args:
        own, givers: as in `Parties`.
    """

    STRETCH = 6000
    """Characters of a stretch."""

    def __init__(self, own: str | None, givers: frozenset[str]) -> None:
        self._made = partial(Parties, own=own, givers=givers)
        self._stretches: dict[int, Parties] = {}
        self._sides: dict[int, Sides] = {}

    def at(self, start: int) -> Parties:
        """The evidence of the stretch around `start`, to be added to."""
        return self._stretches.setdefault(start // self.STRETCH, self._made())

    def sides(self, start: int) -> Sides:
        """The two sides for a sentence that begins at `start`, once all evidence is in."""
        at = start // self.STRETCH
        if at not in self._sides:
            near = self._made()
            for stretch in (at - 1, at, at + 1):
                if stretch in self._stretches:
                    near.add(self._stretches[stretch])
            self._sides[at] = near.sides()
        return self._sides[at]


def weigh_parties(analysis: Analysis, instances: Iterable[Instance], frames: Frames, parties: Parties) -> None:
    """Add what one sentence tells of who gives and who receives."""
    for name, first, last in analysis.names:
        if name.country and name.people:
            parties.peoples[name.country] += 1
        if name.country and name.kind in _STATES | _PLACES | _PEOPLES and not name.people:
            parties.mentions[name.country] += 1
            city = analysis.text(first, last).lower() in frames.goal.seats
            (parties.seats if city else parties.named).add(name.country)
    for instance in instances:
        event = instance.event
        if frames.has(event.ledger, "place"):
            standing = goal_of(analysis, instance, frames)
            if standing is not None and standing.country:
                parties.receivers[standing.country] += _HINT
        if event.roles not in ("outward", "payment"):
            continue
        told = _tells(analysis, instance, frames)
        if event.figure == "needed" and not told:
            continue
        weight = _SHOWN if told else 1
        _weigh_places(analysis, instance, frames, parties, weight)
        if instance.group < 0:
            continue
        passive = analysis.groups[instance.group].passive
        span = agent_of(analysis, instance.group) if passive else subject_of(analysis, instance.group)
        doer = _state_in(analysis, span, frames) if span is not None else None
        if span is not None and parties.own and _own(analysis, span):
            doer = parties.own
        asked = _asked(analysis, instance)
        doer = asked or doer
        if doer is None or (asked is None and to_come(analysis, analysis.groups[instance.group])):
            continue
        if event.evidence == "payer" and told:
            words = range(instance.first, instance.last)
            received = any(analysis.low(at) in frames.classes.get("receiving", ()) for at in words)
            (parties.receivers if received else parties.senders)[doer] += weight
            given = analysis.name_from(instance.last)
            if given is not None and given[0].country and given[0].kind in _STATES and not received and not passive:
                parties.receivers[given[0].country] += 2 * weight
        elif event.evidence == "receiver":
            parties.receivers[doer] += 2 * weight
        elif event.evidence == "sender":
            parties.senders[doer] += 2 * weight


def _asked(analysis: Analysis, instance: Instance) -> str | None:
    """The state asked to do an act, named between the asking and it: pidió a Togo recibir, asked Togo to receive."""
    verb = analysis.groups[instance.group]
    if verb.governor < 0 or not ("propose" in instance.why or "order" in instance.why):
        return None
    at = analysis.groups[verb.governor].last + 1
    indirect = analysis.language.grammar.indirect
    if indirect and (at >= analysis.size or analysis.low(at) not in indirect):
        return None
    named = analysis.name_from(at + 1 if indirect else at)
    return named[0].country if named is not None and named[0].kind in _STATES and named[1] <= verb.first else None


def _own(analysis: Analysis, span: Span) -> bool:
    """Whether a subject is the document's own "we"."""
    return analysis.language.grammar.pronouns.get(analysis.text_of(span).lower()) == "self"


def _tells(analysis: Analysis, instance: Instance, frames: Frames) -> bool:
    """Whether an act that would show a side has what it is about beside it: people moved or held, or a sum."""
    event = instance.event
    if not event.evidence:
        return True
    around = range(max(0, instance.first - _BESIDE), min(analysis.size, instance.last + _BESIDE))
    if event.evidence == "payer":
        return any(m.family in ("money", "rate", "percent") and m.first in around for m in analysis.measured)
    if any(m.family == frames.bare_unit and m.first in around for m in analysis.measured):
        return True
    people = frames.classes.get("people", frozenset())
    return any(analysis.low(at) in people for at in around)


def _weigh_places(analysis: Analysis, instance: Instance, frames: Frames, parties: Parties, weight: float) -> None:
    """What the places that an act's clause names tell: where somebody is taken to, held, or taken from."""
    event = instance.event
    window = range(instance.first, min(analysis.size, instance.last + _REACH))
    if any(analysis.low(at) in frames.goal.back for at in window):
        return
    goal = goal_of(analysis, instance, frames, strict=True)
    leads = event.leads and frames.has(event.ledger, "bare") and instance.stance == "affirms"
    if goal is not None and goal.country and leads:
        parties.receivers[goal.country] += 2 * weight
    elif event.intransitive or event.evidence == "receiver":
        place = goal_of(analysis, instance, frames)
        if place is not None and place.country and place.country not in set(_left(analysis, instance, frames)):
            parties.receivers[place.country] += weight if event.intransitive else _HINT
    for state in _left(analysis, instance, frames):
        parties.senders[state] += 2 * weight


def _left(analysis: Analysis, instance: Instance, frames: Frames) -> Iterable[str]:
    """The states that the clause of a move says somebody is taken from."""
    if instance.event.evidence not in ("sender", "receiver"):
        return
    for at in range(instance.last, min(analysis.size, instance.last + _REACH)):
        if analysis.low(at) in (";", ".", ":"):
            return
        name = analysis.name_from(at + 1) if analysis.low(at) in frames.goal.away else None
        if name is not None and name[0].country and name[0].kind in _STATES | _PLACES:
            yield name[0].country


def goal_of(analysis: Analysis, instance: Instance, frames: Frames, strict: bool = False) -> Name | None:
    """The place that the clause of an act names as its goal; a bare common noun or `there` gives no name.

    `strict` asks for a preposition of direction (to, into), not one of place (in, at).
    """
    for at, last in _goal_marks(analysis, instance, frames):
        if strict and analysis.low(at - 1) not in frames.goal.toward:
            continue
        name = analysis.name_from(at)
        joined = frames.goal.prepositions | frames.language.grammar.prepositions
        while name is None and at < last and analysis.low(at) not in joined:
            at += 1
            name = analysis.name_from(at)
        if name is None:
            continue
        if name[0].kind in _PLACES | frozenset(("government",)):
            return name[0]
        if name[0].kind == "demonym" and name[1] < analysis.size and analysis.low(name[1]) in frames.goal.nouns:
            return name[0]
    return None


def home_of(analysis: Analysis, first: int, last: int) -> str | None:
    """The country of the place that the stretch around tokens `first:last` names, or None."""
    begin, end = clause_bounds(analysis, first, last)
    for name, at, _ in analysis.names:
        if begin <= at < end and name.country and (name.kind in _PLACES or (name.kind == "demonym" and at < first)):
            return name.country
    return None


def has_goal(analysis: Analysis, instance: Instance, frames: Frames) -> bool:
    """Whether the clause of an act says where it leads: a place by name, a prison or country by noun, or `there`."""
    if goal_of(analysis, instance, frames) is not None:
        return True
    begin, end = instance.last, min(analysis.size, instance.last + _REACH)
    for at in range(begin, end):
        if analysis.low(at) in (";", ".", ":"):
            break
        if analysis.low(at) in frames.goal.words:
            return True
    for at, last in _goal_marks(analysis, instance, frames):
        if any(analysis.low(i) in frames.goal.nouns for i in range(at, min(last + 1, analysis.size))):
            return True
        if analysis.tokens[at].text[:1].isupper() and analysis.low(at - 1) in frames.goal.toward:
            return True
    return False


def _goal_marks(analysis: Analysis, instance: Instance, frames: Frames) -> Iterable[tuple[int, int]]:
    limit = min(analysis.size, instance.last + _REACH)
    counted = {i for m in analysis.measured for i in range(m.number_first, m.number_last)}
    for at in range(instance.last, limit):
        low = analysis.low(at)
        if low in (";", ".", ":", "”", "»") or _other_verb(analysis, instance, at):
            return
        if low in frames.goal.prepositions and at + 1 < analysis.size and not counted & {at, at + 1}:
            yield at + 1, min(analysis.size - 1, at + 5)


def _other_verb(analysis: Analysis, instance: Instance, at: int) -> bool:
    group = analysis.group_at(at)
    return at > instance.last + 1 and group >= 0 and analysis.groups[group].finite


def _state_in(analysis: Analysis, span: tuple[int, int], frames: Frames) -> str | None:
    """The state that a subject stands for: a country, capital, government or agency, or a nationality's authorities."""
    authorities = frames.classes.get("authorities", frozenset())
    for name, first, last in analysis.names:
        if not span[0] <= first < span[1] or not name.country:
            continue
        if name.kind in _STATES or (name.kind == "person" and last == span[1]):
            return name.country
        beside = {analysis.low(at) for at in (first - 1, last) if 0 <= at < analysis.size}
        if name.kind == "demonym" and beside & authorities:
            return name.country
    return None


def roles_of(
    analysis: Analysis, instance: Instance, frames: Frames, pair: tuple[str | None, str | None]
) -> tuple[str | None, str | None]:
    """Sender and receiver of one claim, from its clause and the pair that the whole text is about."""
    sender, receiver = pair
    kind = instance.event.roles
    if not kind:
        return None, None
    goal = goal_of(analysis, instance, frames)
    country = goal.country if goal is not None else None
    if kind == "origin":
        return sender, None
    doer = _doer_state(analysis, instance, frames)
    if kind == "back" and doer is not None and country is not None and doer != country:
        return doer, country
    if kind in ("back", "refund"):
        if country is not None:
            return (receiver if country != receiver else sender), country
        return receiver, sender if kind == "refund" else None
    if country is not None and country != sender:
        receiver = country
    gives = instance.event.evidence in ("sender", "payer") and not _receives(analysis, instance, frames)
    if doer is not None and doer != receiver and gives:
        sender = doer
    if receiver is None and doer != sender and instance.event.evidence == "receiver":
        receiver = doer
    return sender, receiver


def _receives(analysis: Analysis, instance: Instance, frames: Frames) -> bool:
    """Whether the words of a payment are those of who gets it."""
    words = range(instance.first, instance.last)
    return any(analysis.low(at) in frames.classes.get("receiving", ()) for at in words)


def _doer_state(analysis: Analysis, instance: Instance, frames: Frames) -> str | None:
    """The state that does an act by its own clause, or None."""
    if instance.group < 0 or to_come(analysis, analysis.groups[instance.group]):
        return None
    passive = analysis.groups[instance.group].passive
    span = agent_of(analysis, instance.group) if passive else subject_of(analysis, instance.group)
    return _state_in(analysis, span, frames) if span is not None else None


def scope_of(
    analysis: Analysis, instance: Instance | None, measured: Measured | None, frames: Frames, sender: str | None
) -> dict[str, str]:
    """Which part of the whole a claim is about, from the words around its figure and act."""
    anchor_first = measured.first if measured is not None else instance.first if instance is not None else 0
    anchor_last = measured.last if measured is not None else instance.last if instance is not None else 0
    if instance is not None and measured is not None:
        span_first, span_last = min(anchor_first, instance.first), max(anchor_last, instance.last)
    else:
        span_first, span_last = anchor_first, anchor_last
    begin, end = clause_bounds(analysis, span_first, span_last)
    scope: dict[str, str] = {}
    affiliations: list[str] = []
    for name, first, last in analysis.names:
        near = begin <= first and last <= end
        if name.kind == "demonym" and name.country and "nationality" not in scope and measured is not None:
            if anchor_first <= first <= anchor_last + 1 and name.people:
                scope["nationality"] = name.country
        elif not near:
            continue
        elif name.kind == "affiliation" and name.canonical not in affiliations:
            affiliations.append(name.canonical)
        elif name.kind == "law" and "legal_basis" not in scope:
            if measured is not None or instance is None or not _anothers(analysis, instance, first):
                scope["legal_basis"] = name.canonical
        elif name.kind == "facility" and "facility" not in scope:
            scope["facility"] = name.canonical
    if measured is not None and len(affiliations) > 1:
        affiliations = _behind(analysis, measured, affiliations) or affiliations
    if affiliations:
        scope["affiliation"] = "; ".join(affiliations)
    status = _status(analysis, frames, begin, end, bool(affiliations))
    if status:
        scope["affiliation_status"] = status
    if measured is not None and measured.noun >= 0 and analysis.low(measured.noun) in frames.groups:
        first = measured.number_last
        scope["group"] = analysis.text(first, measured.noun + 1).lower()
    return scope


def _behind(analysis: Analysis, measured: Measured, affiliations: Sequence[str]) -> list[str]:
    """Of several groups in a clause those named behind this figure, before the next: 238 of one, along with 21 of the
    other."""
    ends = [m.first for m in analysis.measured if m.first > measured.first and m.family in (measured.family, "bare")]
    if not ends and not any(m.first < measured.first and m.family == measured.family for m in analysis.measured):
        return []
    reach = range(measured.first, min(ends, default=analysis.size))
    return [n for n in affiliations if any(m.canonical == n and first in reach for m, first, _ in analysis.names)]


def _anothers(analysis: Analysis, instance: Instance, first: int) -> bool:
    """Whether a law is named behind another verb: ordered to turn around planes with people removed | under the Act."""
    return any(i != instance.group and instance.last <= g.head < first for i, g in enumerate(analysis.groups))


def _status(analysis: Analysis, frames: Frames, begin: int, end: int, affiliated: bool) -> str:
    words = {analysis.low(at) for at in range(begin, end)}
    for status in ("denied", "convicted", "alleged"):
        hits = words & frames.statuses.get(status, frozenset())
        if hits and (affiliated or (status == "alleged" and words & frames.statuses.get("asserted", frozenset()))):
            return status
    return "asserted" if affiliated and words & frames.statuses.get("asserted", frozenset()) else ""


def when_of(analysis: Analysis, first: int, last: int, published: str | None, past: bool) -> str | None:
    """The date of an act from its own clause: the nearest that is no deadline and no year of a law.

    Args:
        analysis: the sentence.
        first, last: tokens of the quote.
        published: EDTF date of the document, which closes a stretch that began at a date and still runs.
        past: whether the act is done; then a last day ("by the end of February") is its date, and no deadline.
    """
    best: tuple[int, str] | None = None
    for date, begin, end in analysis.dates:
        if date.edtf is None or date.kind in ("citation", "dateline", "time") or date.role == "before":
            continue
        if date.role == "until" and not past:
            continue
        gap = max(begin - last, first - end, 0)
        marks = range(min(last, end), max(first, begin))
        walls = sum(1 for at in marks if analysis.low(at) in (";", ":", "—", ","))
        verbs = sum(1 for g in analysis.groups if g.finite and (last <= g.head < begin or end <= g.head < first))
        cost = gap + 4 * walls + 8 * verbs
        if begin <= _OPENING:
            cost = min(cost, _REACH - 1)
        if cost <= 16 and (best is None or cost < best[0]):
            edtf = date.edtf
            if date.role == "since" and published is not None and "/" not in edtf and edtf < published:
                edtf = f"{edtf}/{published}"
            best = (cost, edtf)
    return best[1] if best is not None else None
