"""What an order forbids as such: whether moving anybody goes against it, by its own clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from amparo.extract.analysis import Analysis
from amparo.extract.frames import Instance
from amparo.extract.framespec import Ban, Frames
from amparo.extract.patterns import Match, Pattern, match_at
from amparo.extract.phrases import subject_of

_REACH = 25
"""Tokens after an order's verb within which it says what is to be done."""
_ENDS = frozenset(";:.!?—”»")


def forbidden_by(analysis: Analysis, instance: Instance, frames: Frames) -> Iterator[str]:
    """The names of the bans that an act lays down; none where it is hedged, denied, or for certain persons alone.

    Only a clause of its own tells one: "the order barring flights" may be one that was lifted.
    """
    if instance.group < 0 or instance.why or instance.stance != "affirms" or instance.hedge != "none":
        return
    group = analysis.groups[instance.group]
    told = group.opener != "complement" or (
        group.governor >= 0 and bool(analysis.groups[group.governor].lemmas & analysis.language.saying)
    )
    if group.finite and not group.relative and told:
        yield from (ban.name for ban in frames.bans if _forbids(analysis, instance, ban))


def _forbids(analysis: Analysis, instance: Instance, ban: Ban) -> bool:
    group = analysis.groups[instance.group]
    end = next(
        (at for at in range(instance.last, analysis.size) if analysis.low(at) in _ENDS),
        analysis.size,
    )
    if analysis.low(group.head) in ban.outright:
        return instance.event.id in ban.events | ban.outright_events and _bans_itself(analysis, instance, ban, end)
    if instance.event.id not in ban.events:
        return False
    for at in range(group.head + 1, min(end, group.head + _REACH)):
        for match in _matches(ban.told, analysis, at):
            told_at = match.verb if match.verb >= 0 else match.start
            between = any(group.head < g.head < told_at for g in analysis.groups)
            if not between and _general(analysis, ban, instance.last, match, end):
                return True
    return False


def _bans_itself(analysis: Analysis, instance: Instance, ban: Ban, end: int) -> bool:
    """Whether the order's own verb forbids ("barred the flights", "the flights were barred")."""
    group = analysis.groups[instance.group]
    subject = subject_of(analysis, instance.group) if group.passive else None
    if subject is not None:
        held = [at for at in range(*subject) if analysis.low(at) in ban.objects]
        return bool(held) and _general(analysis, ban, subject[0], Match(subject[0], held[-1], -1), end)
    found = _matches(ban.outright, analysis, group.head)
    return any(_general(analysis, ban, match.start, match, end) for match in found)


def _matches(index: Mapping[str, tuple[Pattern, ...]], analysis: Analysis, at: int) -> Iterator[Match]:
    for pattern in index.get(analysis.low(at), ()):
        match = match_at(pattern, analysis, at)
        if match is not None:
            yield match


def _general(analysis: Analysis, ban: Ban, first: int, match: Match, end: int) -> bool:
    """Whether nothing else is the object, and no certain persons are."""
    if any(analysis.low(at) in ban.spared for at in range(first, match.end)):
        return False
    clause = range(match.start, end)
    if any(analysis.low(at) in ban.narrow for at in clause):
        return False
    if any(analysis.low(at) in ban.objects and analysis.low(at - 1) in ban.one for at in clause if at):
        return False
    named = any(name.kind == "person" and at in clause for name, at, _ in analysis.names)
    return not named and not any(m.family == "person" and m.first in clause for m in analysis.measured)
