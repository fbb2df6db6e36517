"""Linking: which act a figure belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from amparo.extract.analysis import Analysis, Measured
from amparo.extract.frames import Instance
from amparo.extract.framespec import Event, Frames
from amparo.extract.phrases import subject_of

_FAR = 26
_TERSE = 12
"""Tokens of a sentence so short that what it is about stands before it: an answer, a line of a list."""
_NEVER = 1000
_NEAR_SIDE = 3
"""What a figure gains on the side of the act where it belongs."""
_NAMED = 6
"""Cost of an act that is only the noun of the figure (40 deportees): another act of the clause tells more."""
_SHARES = frozenset(("percent", "year", "month", "day"))
_SUMS = frozenset(("money", "rate"))
_ONE = frozenset(("one", "uno", "una"))
_PARTITIVE = frozenset(("of", "among", "including", "de", "entre", "incluidos", "incluidas"))


@dataclass(frozen=True, slots=True)
class Link:
    """A figure with its act.

    Attributes:
        instance: the act.
        measured: the figure.
        unit: the unit of the claim.
        first, last: tokens of the quote (last exclusive).
        denied: whether the figure itself is set aside ("not 12").
        inherited: whether the act is that of an earlier figure, of which this one is a part.
    """

    instance: Instance
    measured: Measured
    unit: str | None
    first: int
    last: int
    denied: bool
    inherited: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """What the text so far leaves for a figure that does not say it itself.

    Attributes:
        people: the act of the last count of people, which a bare part ("seven of them") takes over.
        counted: the unit of that count.
        money: the act of the last sum, which a sum per head takes over.
        currency: the currency last named, for an amount that leaves it out.
        asked: the acts of a question just put, which an answer that is a bare figure takes over.
    """

    people: Instance | None = None
    counted: str | None = None
    money: Instance | None = None
    currency: str | None = None
    asked: tuple[Instance, ...] = ()


def carry(carried: Carried, link: Link, frames: Frames) -> Carried:
    """What is carried on after `link`."""
    if link.measured.family == "money":
        return replace(carried, money=link.instance, currency=link.unit)
    if frames.bare_unit in link.instance.event.units and not frames.has(link.instance.event.ledger, "harm"):
        heads = link.unit not in _SHARES
        return replace(carried, people=link.instance, counted=link.unit if heads else carried.counted)
    return carried


def link_figures(
    analysis: Analysis,
    instances: Sequence[Instance],
    frames: Frames,
    carried: Carried,
) -> tuple[list[Link], set[tuple[int, str]]]:
    """Link each figure of a sentence to its act.

    Args:
        analysis: the sentence.
        instances: its acts.
        frames: of the language.
        carried: what the text so far leaves for a figure that does not say it itself.

    Returns:
        The links, and (verb group, ledger) of the acts that carry a figure or govern one that does.
    """
    links: list[Link] = []
    used: set[tuple[int, str]] = set()
    previous: Link | None = None
    if unasked(analysis, frames):
        return [], used
    currency = next((m.unit for m in analysis.measured if m.family == "money"), carried.currency)
    for measured in analysis.measured:
        if blocked(analysis, measured, frames):
            continue
        naming = [i for i in instances if _names_the_whole(analysis, measured, i)]
        best = _best(analysis, measured, [i for i in instances if i not in naming], frames)
        inherited = False
        if best is None and naming:
            best, inherited = (carried.people, True) if carried.people else (naming[0], False)
        if best is None and measured.family not in _SUMS:
            if previous is not None and _fits(measured, previous.instance.event, frames, ("percent",)):
                best = previous.instance
                inherited = True
            elif _partitive(analysis, measured) and carried.people and _fits(measured, carried.people.event, frames):
                best, inherited = carried.people, True
        if best is None and carried.people is not None and _told_of(analysis, measured, carried.people, frames):
            best, inherited = carried.people, True
        if best is None and carried.asked and not any(g.finite for g in analysis.groups if g.last < measured.first):
            best = next((i for i in carried.asked if i.stage and _fits(measured, i.event, frames)), None)
            inherited = best is not None
        if best is None and measured.family == "rate" and "/person" in (measured.unit or ""):
            best, inherited = carried.money, True
        if best is None or not best.stage:
            continue
        whole = (previous.unit if previous is not None else carried.counted) if inherited else None
        if not inherited and previous is not None and previous.instance is best:
            whole = previous.unit
        link = _link(analysis, measured, best, inherited, (currency, whole), frames)
        links.append(link)
        group = best.group if not inherited else -1
        while group >= 0:
            used.add((group, best.stage.partition("/")[0]))
            used.add((group, best.event.ledger))
            group = analysis.groups[group].governor if analysis.groups[group].tense == "inf" else -1
        if measured.family not in _SUMS:
            previous = link
    return links, used


def unasked(analysis: Analysis, frames: Frames) -> str:
    """Why no figure of a sentence counts, as a word of `explain.WHY`; empty where they may."""
    if analysis.question:
        return "question"
    return "poll" if any(t.low in frames.poll_words for t in analysis.tokens) else ""


def blocked(analysis: Analysis, measured: Measured, frames: Frames) -> str:
    """Why a figure counts nothing that is followed, as a word of `explain.WHY`; empty where it may."""
    _, *per = (measured.unit or "").split("/")
    if measured.family == "other" or (frames.rates and not frames.rates.issuperset(per)):
        return "other_unit"
    if measured.family == "bare" and _apposed(analysis, measured):
        return "age"
    units, definite = frames.known_sides
    if measured.family in units and measured.first and analysis.low(measured.first - 1) in definite:
        return "blocked"
    if any(analysis.reads(words, measured.first - len(words)) for words in frames.suing):
        return "blocked"
    around = range(max(0, measured.first - 2), min(analysis.size, measured.last + 2))
    return "blocked" if any(analysis.low(at) in frames.blockers for at in around) else ""


def _apposed(analysis: Analysis, measured: Measured) -> bool:
    """Whether a bare number stands between commas, as an age does."""
    before = analysis.low(measured.first - 1) if measured.first else ""
    after = analysis.low(measured.last) if measured.last < analysis.size else "."
    return before == "," and after in (",", ".", ";") and measured.quantity.bound == "exact"


def _best(analysis: Analysis, measured: Measured, instances: Sequence[Instance], frames: Frames) -> Instance | None:
    best: tuple[float, int, Instance] | None = None
    for order, instance in enumerate(instances):
        if apart(analysis, measured, instance, instances, frames) or _paid_for(analysis, measured, instance, instances):
            continue
        cost = _cost(analysis, measured, instance, frames)
        if cost <= _FAR and (best is None or cost < best[0]):
            best = (cost, order, instance)
    return best[2] if best is not None else None


def _paid_for(analysis: Analysis, measured: Measured, instance: Instance, instances: Sequence[Instance]) -> bool:
    """Whether a sum stands between a verb and what it is for: received 2 million for 120 men (long there)."""
    if measured.family in ("money", "rate") or instance.event.roles == "payment" or instance.group < 0:
        return False
    between = any(m.family == "money" and instance.last <= m.first < measured.first for m in analysis.measured)
    return between and any(o.group == instance.group and o.event.roles == "payment" for o in instances)


def apart(
    analysis: Analysis, measured: Measured, instance: Instance, instances: Sequence[Instance], frames: Frames
) -> str:
    """Why an act takes no such figure, as a word of `explain.WHY`; empty where only the distance decides."""
    event = instance.event
    if event.figure == "never" or not _fits(measured, event, frames):
        return "unit"
    if not event.headline and _verbless_headline(analysis):
        return "headline"
    if event.after and measured.last <= instance.first:
        return "side"
    if event.company and not _in_company(analysis, instance, instances, frames):
        return "alone"
    if instance.group >= 0 and analysis.groups[instance.group].opener == "question":
        return "question"
    return "side" if event.counted and not instance.first <= measured.noun < instance.last else ""


def _in_company(analysis: Analysis, instance: Instance, instances: Sequence[Instance], frames: Frames) -> bool:
    """Whether the sentence names a deal, or tells another act of it, for an act that says nothing alone."""
    deals = frames.classes.get("deal", frozenset())
    if not deals.isdisjoint(analysis.words) or analysis.size <= _TERSE:
        return True
    return any(other is not instance and frames.has(other.event.ledger, "dealt") for other in instances)


def _verbless_headline(analysis: Analysis) -> bool:
    return analysis.sentence.kind in ("title", "heading") and not any(g.finite for g in analysis.groups)


def _fits(measured: Measured, event: Event, frames: Frames, more: tuple[str, ...] = ()) -> bool:
    if measured.family in event.units or measured.family in more:
        return True
    if measured.family != "bare":
        return False
    stated = measured.quantity.value
    large = isinstance(stated, float) and stated >= frames.large_from
    return "money" in event.units if large else (event.bare or frames.bare_unit) in event.units


def _cost(analysis: Analysis, measured: Measured, instance: Instance, frames: Frames) -> float:
    before = measured.last <= instance.first
    low = measured.last if before else instance.last
    high = instance.first if before else measured.first
    cost = float(max(0, high - low))
    gain = 1.5 * (instance.last - instance.first - 1)
    if cost > _FAR + gain + _NEAR_SIDE:
        return cost
    if instance.first <= measured.noun < instance.last and not instance.event.counted:
        cost += _NAMED
    for at in range(low, high):
        word = analysis.low(at)
        if word in (";", ":", ".", "—", "–", "“", "”", "«", "»"):
            cost += 6
        elif word == ",":
            cost += 2
    for index, group in enumerate(analysis.groups):
        if low <= group.head < high:
            inside = before and group.opener == "relative" and index != instance.group
            cost += 1 if inside else 5
    if before and instance.group >= 0:
        verb = analysis.groups[instance.group]
        cost += 8 if verb.opener == "relative" else 5 if verb.tense == "part" else 0
    if measured.family == "bare":
        cost += 2
    if frames.has(instance.event.ledger, "harm"):
        return cost + 3
    cost -= gain
    if instance.group >= 0:
        group = analysis.groups[instance.group]
        subject_side = instance.event.intransitive or group.passive
        if before == subject_side:
            cost -= _NEAR_SIDE
        elif before and not subject_side:
            grammar = analysis.language.grammar
            joined = any(grammar.openers.get(analysis.low(at)) == "coordinate" for at in range(low, high))
            cost += _NEVER if joined else 6
    elif before:
        cost += 3
    return cost


def _partitive(analysis: Analysis, measured: Measured) -> bool:
    after = analysis.low(measured.last) if measured.last < analysis.size else ""
    before = analysis.low(measured.first - 1) if measured.first else ""
    return after in _PARTITIVE or before in _PARTITIVE


def _names_the_whole(analysis: Analysis, measured: Measured, act: Instance) -> bool:
    """Whether an act only names the whole of which the figure is a part: ten of those | transferred."""
    if act.group < 0 or measured.last >= analysis.size:
        return False
    verb = analysis.groups[act.group]
    if verb.tense not in ("part", "past") or verb.first != verb.head:
        return False
    grammar = analysis.language.grammar
    reach = act.first - measured.last
    if analysis.low(measured.last) not in _PARTITIVE or not 1 <= reach <= 3:
        return False
    return all(
        analysis.low(at) in grammar.determiners | grammar.pronouns.keys() for at in range(measured.last + 1, act.first)
    )


def _to_each(analysis: Analysis, measured: Measured, frames: Frames) -> bool:
    """Whether the clause of a sum gives it to each of several: each was handed, a cada una de las cuales."""
    at = measured.first - 1
    while at >= 0 and analysis.low(at) not in (";", ":", ".", "—"):
        if analysis.low(at) in analysis.language.grammar.each and any(g.first > at for g in analysis.groups):
            following = analysis.low(at + 1)
            return at + 1 in {g.first for g in analysis.groups} or following in _PARTITIVE or following in _ONE
        at -= 1
    return False


def _told_of(analysis: Analysis, measured: Measured, people: Instance, frames: Frames) -> bool:
    """Whether a bare number stands with a verb of being alone: it says how many they are ("they were 13"), or of what
    kind some of them are ("five were children")."""
    if measured.family not in ("bare", "percent") and not _fits(measured, people.event, frames):
        return False
    being = analysis.language.grammar.auxiliaries["be"]
    for index, group in enumerate(analysis.groups):
        if not (group.finite and group.head == group.last and group.lemmas & being):
            continue
        between = range(group.last + 1, measured.first)
        if measured.first > group.last and all(analysis.low(at) in analysis.language.grammar.adverbs for at in between):
            subject = subject_of(analysis, index, shared=False)
            return subject is None or analysis.text_of(subject).lower() in analysis.language.grammar.pronouns
        if measured.family in ("bare", "percent") and measured.last == group.first:
            return group.clause <= measured.first
    return measured.family == "percent" and _share_of_them(analysis, measured, frames)


def _share_of_them(analysis: Analysis, measured: Measured, frames: Frames) -> bool:
    """Whether a share is the subject of a verb that tells no act, and of nothing else than the people told of."""
    at = measured.last
    if at < analysis.size and analysis.low(at) in _PARTITIVE:
        people = frames.classes.get("people", frozenset()) | analysis.language.grammar.pronouns.keys()
        if not any(analysis.low(i) in people for i in range(at + 1, min(analysis.size, at + 4))):
            return False
        at = next((i for i in range(at, min(analysis.size, at + 6)) if analysis.group_over(i) >= 0), analysis.size)
    return at < analysis.size and analysis.group_over(at) >= 0 and analysis.groups[analysis.group_over(at)].finite


def _link(
    analysis: Analysis,
    measured: Measured,
    instance: Instance,
    inherited: bool,
    left_out: tuple[str | None, str | None],
    frames: Frames,
) -> Link:
    """The link of a figure; `left_out` are the currency and the unit of the whole, for a figure without its own."""
    currency, whole = left_out
    first, last = measured.first, measured.last
    if inherited:
        instance = replace(instance, group=-1, first=first, last=last)
    if not inherited and _near(analysis, measured, instance):
        first, last = min(first, instance.first), max(last, instance.last)
    before = analysis.low(first - 1) if first else ""
    before_number = analysis.low(measured.first - 1) if measured.first else ""
    denied = bool({before, before_number} & analysis.language.grammar.negations) and instance.stance != "denies"
    unit = measured.unit
    if unit is None:
        bare = instance.event.bare or frames.bare_unit
        unit = whole if whole in instance.event.units else bare if bare in instance.event.units else None
        if unit is None and "money" in instance.event.units:
            unit = currency
    if measured.family == "money" and unit is not None and _to_each(analysis, measured, frames):
        unit += "/person"
    return Link(instance, measured, unit, first, last, denied, inherited)


def _near(analysis: Analysis, measured: Measured, instance: Instance) -> bool:
    """Whether act and figure make one quote: close by, with no other figure and no strong break between."""
    low, high = min(measured.last, instance.last), max(measured.first, instance.first)
    if high - low > 12:
        return False
    if any(analysis.low(at) in (":", ";", ".", "—") for at in range(low, high)):
        return False
    return not any(m is not measured and low <= m.first < high for m in analysis.measured)
