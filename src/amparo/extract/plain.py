"""Acts that carry a claim without a figure: court acts, positions, concerns, terms, and bare acts in main clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from amparo.extract.analysis import Analysis
from amparo.extract.frames import Instance
from amparo.extract.framespec import Frames
from amparo.extract.phrases import Span, agent_of, subject_of

Resolve = Callable[[Analysis, Span], str]

_SUBJECT_TOKENS = 12
_OBJECT_TOKENS = 12
_NOMINAL_TOKENS = 4
_END = frozenset(";:.!?”»")


def plain_acts(
    analysis: Analysis, instances: Sequence[Instance], used: Set[tuple[int, str]], frames: Frames, resolve: Resolve
) -> Iterator[tuple[Instance, Span]]:
    """The acts of a sentence that are claims without a figure, each with the tokens of its quote.

    Args:
        analysis: the sentence.
        instances: its acts.
        used: (verb group, ledger) of acts that carry a figure already.
        frames: of the language.
        resolve: the words of a phrase, a pronoun or short name standing for its fullest form.
    """
    chosen: dict[int, Instance] = {}
    for instance in instances:
        if barred(analysis, instance, instances, used, frames, resolve):
            continue
        key = instance.group if instance.group >= 0 else -1 - instance.first
        other = chosen.get(key)
        if other is None or _rank(instance, frames) > _rank(other, frames):
            chosen[key] = instance
    for key in sorted(chosen, key=lambda k: chosen[k].first):
        if not _part_of_another(analysis, chosen[key], chosen):
            yield chosen[key], _span(analysis, chosen[key], frames)


def _part_of_another(analysis: Analysis, instance: Instance, chosen: Mapping[int, Instance]) -> bool:
    """Whether a participle or gerund only goes on with the act before it (signed an order | directing ...)."""
    if instance.group <= 0 or analysis.groups[instance.group].finite:
        return False
    before = chosen.get(instance.group - 1)
    return before is not None and before.stage == instance.stage


def _rank(instance: Instance, frames: Frames) -> tuple[int, int, int]:
    return (
        len(instance.pattern.elements),
        int(bool(instance.event.subjects)),
        -frames.ranks[instance.event.id],
    )


def barred(
    analysis: Analysis,
    instance: Instance,
    instances: Sequence[Instance],
    used: Set[tuple[int, str]],
    frames: Frames,
    resolve: Resolve,
) -> str:
    """Why an act is no claim without a figure, as a word of `explain.WHY`; empty where it can be one."""
    event = instance.event
    ledger = instance.stage.partition("/")[0]
    if not instance.stage:
        return "reserved"
    if event.figure == "needed":
        return "no_figure"
    if instance.group < 0 and not event.nominal:
        return "no_verb"
    if instance.group >= 0:
        group = analysis.groups[instance.group]
        if (instance.group, ledger) in used or (instance.group, event.ledger) in used:
            return "told"
        if frames.has(ledger, "dealt") and any(group == instance.group for group, _ in used):
            return "told"
        if frames.has(ledger, "bare") or frames.has(event.ledger, "bare"):
            promised = group.tense == "inf" and "agree" in instance.why
            if not (group.finite or promised) or group.opener not in ("main", "complement", "reason"):
                return "inner"
            if not _has_object(analysis, instance, frames):
                return "no_object"
        elif not (group.finite or _has_doer(analysis, instance.group) or _disposes(analysis, instance)):
            return "no_doer"
        if frames.has(ledger, "dealt") and _spent_on(analysis, instance, instances, frames):
            return "told"
        if frames.has(ledger, "position"):
            if _spelled_out(analysis, instance, instances, frames):
                return "told"
            if _unowned(analysis, instance):
                return "no_doer"
    if analysis.question:
        return "question"
    if event.subjects and not (instance.group >= 0 and _disposes(analysis, instance)):
        return "" if subject_fits(analysis, instance, frames, resolve) else "subject"
    return ""


def _spent_on(analysis: Analysis, instance: Instance, instances: Sequence[Instance], frames: Frames) -> bool:
    """Whether what somebody agrees to is an act of another ledger ("agreed to bear the cost"), which is the claim."""
    ledger = instance.stage.partition("/")[0]
    return any(
        other.group >= 0
        and analysis.groups[other.group].governor == instance.group
        and analysis.groups[other.group].tense == "inf"
        and frames.has(other.stage.partition("/")[0], "bare")
        and other.stage.partition("/")[0] != ledger
        and _has_object(analysis, other, frames)
        for other in instances
    )


def _disposes(analysis: Analysis, instance: Instance) -> bool:
    """Whether an infinitive opens the sentence, as an order in the operative part of a judgment: Suspender …"""
    verb = analysis.groups[instance.group]
    opens = all(not analysis.low(at).isalpha() for at in range(verb.first))
    return instance.event.dispositive and verb.tense == "inf" and opens


def _unowned(analysis: Analysis, instance: Instance) -> bool:
    """Whether a position is told in the passive, and nobody is named who takes it."""
    return analysis.groups[instance.group].passive and agent_of(analysis, instance.group) is None


def _spelled_out(analysis: Analysis, instance: Instance, instances: Sequence[Instance], frames: Frames) -> bool:
    """Whether what a position is about is a claim of its own: a concern named after it, a denied deal or payment."""
    if instance.event.stage in ("criticised", "denied") and any(
        name.kind == "right" and instance.last <= first <= instance.last + 8 for name, first, _ in analysis.names
    ):
        return True
    if instance.event.stance != "denies" and not instance.event.told:
        return False
    return any(
        other.group >= 0
        and analysis.groups[other.group].governor == instance.group
        and (analysis.groups[other.group].opener == "complement" or not analysis.groups[other.group].finite)
        and frames.has(other.event.ledger, "dealt")
        for other in instances
    )


def _has_doer(analysis: Analysis, group: int) -> bool:
    """Whether the sentence names who does what a participle or gerund says."""
    verb = analysis.groups[group]
    if verb.passive and agent_of(analysis, group):
        return True
    return verb.tense == "ger" and doer_of(analysis, group) is not None


def can_act(analysis: Analysis, span: Span, frames: Frames) -> bool:
    """Whether a phrase can stand for somebody who litigates or holds an opinion: no thing, no count of those moved."""
    grammar = analysis.language.grammar
    end = span[0] + 1
    while end < span[1] and analysis.low(end) not in grammar.prepositions:
        end += 1
    heads = range(end - 1, end) if grammar.subject_first else range(span[0], end)
    if any(analysis.low(at) in grammar.no_actors for at in heads):
        return False
    moved = frames.classes.get("people", frozenset())
    counted = (m for m in analysis.measured if span[0] <= m.first < end and m.noun >= 0)
    return not any(analysis.low(m.noun) in moved for m in counted)


def doer_of(analysis: Analysis, group: int) -> Span | None:
    """The tokens of who does what a verb group says: the agent of a passive, else the subject."""
    return agent_of(analysis, group) if analysis.groups[group].passive else subject_of(analysis, group)


def _has_object(analysis: Analysis, instance: Instance, frames: Frames) -> bool:
    event = instance.event
    if not event.objects:
        return False
    wanted = frozenset().union(*(frames.classes.get(c, frozenset()) for c in event.objects))
    for at in range(instance.first, min(analysis.size, instance.last + 6)):
        if analysis.low(at) in _END or (analysis.low(at) == "," and at > instance.last):
            break
        if analysis.low(at) in wanted:
            return True
    group = analysis.groups[instance.group]
    free = not analysis.language.grammar.subject_first and event.evidence != "receiver"
    if group.passive or event.intransitive or free:
        subject = subject_of(analysis, instance.group)
        return subject is not None and (
            any(analysis.low(at) in wanted for at in range(*subject))
            or (event.intransitive and any(name.people and at in range(*subject) for name, at, _ in analysis.names))
        )
    return False


def subject_fits(analysis: Analysis, instance: Instance, frames: Frames, resolve: Resolve) -> bool:
    """Whether who does an act is of a kind that the event asks for (a court, an official)."""
    wanted = frozenset().union(*(frames.subjects.get(k, frozenset()) for k in instance.event.subjects))
    span = doer_of(analysis, instance.group) if instance.group >= 0 else None
    if span is None:
        return False
    if any(word.strip(",.") in wanted for word in resolve(analysis, span).lower().split()):
        return True
    return any(n.kind == "court" and span[0] <= first < span[1] for n, first, _ in analysis.names)


def _opens_clause(analysis: Analysis, at: int) -> bool:
    """Whether a conjunction opens a clause or a further verb: "as a model" and "and order" open none."""
    opener = analysis.language.grammar.openers.get(analysis.low(at))
    if opener == "coordinate":
        return any(g.first == at + 1 and g.finite for g in analysis.groups)
    if opener not in ("reason", "temporal", "condition", "manner"):
        return False
    return any(g.clause == at + 1 and g.finite for g in analysis.groups) or opener == "reason"


def _span(analysis: Analysis, instance: Instance, frames: Frames) -> Span:
    first, last = instance.first, instance.last
    if instance.group >= 0 and (analysis.groups[instance.group].finite or not analysis.groups[instance.group].passive):
        subject = subject_of(analysis, instance.group, relative=False)
        if subject is not None and subject[1] <= first and first - subject[0] <= _SUBJECT_TOKENS:
            first = subject[0]
            while first > 0 and analysis.low(first - 1) in analysis.language.grammar.limits:
                first -= 1
    end = last
    short = instance.group < 0 and frames.has(instance.event.ledger, "parties")
    most = _NOMINAL_TOKENS if short else _OBJECT_TOKENS
    while end < analysis.size and end - last < most:
        word = analysis.low(end)
        if word in _END or (word == "," and end - last >= 3):
            break
        if end > last and _opens_clause(analysis, end):
            break
        end += 1
    return first, max(end, last)
