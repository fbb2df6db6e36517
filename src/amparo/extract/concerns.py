"""Concerns: clauses that name a right or its breach, and whether they raise it, document it, or find it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from amparo.extract.analysis import Analysis
from amparo.extract.frames import Instance
from amparo.extract.framespec import Event, Frames
from amparo.extract.patterns import Pattern
from amparo.extract.phrases import Span
from amparo.extract.plain import subject_fits
from amparo.extract.voices import Voice, voice_over

_BEFORE = 14
_AFTER = 6
_OBJECT = 6
_TOLD = 14
_WALLS = frozenset(";:.!?“”«»")


def concern_acts(
    analysis: Analysis, instances: Sequence[Instance], voices: Sequence[Voice], frames: Frames
) -> Iterator[Instance]:
    """The concerns of a sentence: where an act voices one, and one for each further clause that names a right."""
    event = frames.rights_event
    if event is None:
        return
    taken: set[int] = set()
    ruled = {
        i.group
        for i in instances
        if i.stage == event.settled_by and i.group >= 0 and subject_fits(analysis, i, frames, Analysis.text_of)
    }
    for instance in instances:
        if instance.event.ledger == event.ledger:
            voice = voice_over(voices, instance.first, instance.last)
            stage = concern_stage(analysis, event, instance.group, voice, ruled, frames)
            taken |= _family(analysis, instance.group)
            yield replace(instance, stage=stage, stance=_stance(analysis, instance, frames))
    for name, first, last in analysis.names:
        if name.kind != "right":
            continue
        if any(i.event.ledger == event.ledger and i.last <= first <= i.last + _OBJECT for i in instances):
            continue
        group = _group_near(analysis, first, last)
        if _family(analysis, group) & taken:
            continue
        taken.add(group)
        voice = voice_over(voices, first, last)
        if group < 0 and voice is None:
            continue
        stage = concern_stage(analysis, event, group, voice, ruled, frames)
        undone = group >= 0 and name.canonical in frames.harms and analysis.groups[group].negated
        stance = "denies" if undone or _denied(analysis, group, frames) else "affirms"
        hedge = "none"
        if group >= 0:
            verb = analysis.groups[group]
            if verb.modal in ("could", "may", "can"):
                hedge = "conditional"
        yield _instance(event, name.canonical, first, last, group, stage, hedge, stance)


def _stance(analysis: Analysis, instance: Instance, frames: Frames) -> str:
    group = instance.group if instance.group >= 0 else _group_near(analysis, instance.first, instance.last)
    harmed = (
        group >= 0 and analysis.groups[group].negated and bool(analysis.groups[group].lemmas & frames.harm_verbs.keys())
    )
    denied = harmed or instance.event.stance == "denies" or _denied(analysis, group, frames)
    return "denies" if denied else "affirms"


def _denied(analysis: Analysis, group: int, frames: Frames) -> bool:
    """Whether a verb of denying governs the clause."""
    denying = frames.controllers["deny"].verbs if "deny" in frames.controllers else frozenset()
    if group < 0:
        return False
    governor = analysis.groups[group].governor
    return governor >= 0 and bool(analysis.groups[governor].lemmas & denying)


def _family(analysis: Analysis, group: int) -> set[int]:
    """A verb group with what it governs and what governs it: they make one concern."""
    if group < 0:
        return {-1}
    family = {group, analysis.groups[group].governor} | {
        i for i, g in enumerate(analysis.groups) if g.governor == group
    }
    return family - {-1}


def _group_near(analysis: Analysis, first: int, last: int) -> int:
    best, distance = -1, _BEFORE + 1
    for index, group in enumerate(analysis.groups):
        gap = first - group.last if group.last < first else group.first - last + 2 if group.first >= last else 0
        if gap >= distance:
            continue
        low, high = min(first, group.last), max(last, group.first)
        if not any(analysis.low(at) in _WALLS for at in range(low, min(high, analysis.size))):
            best, distance = index, gap
    return best


def concern_stage(
    analysis: Analysis, event: Event, group: int, voice: Voice | None, ruled: set[int], frames: Frames
) -> str:
    """`ledger/stage` of a concern: what a court settles, else what its verb makes of it, else the event's own."""
    lemmas: set[str] = set()
    if _family(analysis, group) & ruled:
        return f"{event.ledger}/{event.court_stage}"
    courtly = False
    if voice is not None:
        if voice.group >= 0:
            lemmas |= analysis.groups[voice.group].lemmas
        courtly = any(analysis.low(at) in frames.subjects.get("court", ()) for at in range(*voice.source))
    if group >= 0:
        lemmas |= analysis.groups[group].lemmas
    for stage, verbs in frames.concern_stages.items():
        if lemmas & verbs and (courtly or stage != event.court_stage):
            return f"{event.ledger}/{stage}"
    return f"{event.ledger}/{event.stage}"


def rights_told(analysis: Analysis, span: Span, frames: Frames) -> Iterator[str]:
    """The rights that the words of a concern name or tell the breach of, each once."""
    named = [name.canonical for name, at, _ in analysis.names if name.kind == "right" and at in range(*span)]
    lemmas = {lemma for g in analysis.groups if g.head in range(*span) for lemma in g.lemmas}
    yield from dict.fromkeys(
        [*named, *(frames.harm_verbs[lemma] for lemma in sorted(lemmas & frames.harm_verbs.keys()))]
    )


def _instance(
    event: Event, right: str, first: int, last: int, group: int, stage: str, hedge: str, stance: str
) -> Instance:
    return Instance(event, Pattern(f"right:{right}", ()), first, last, group, stage, hedge, stance, ())


def told_as_concern(analysis: Analysis, instance: Instance, voiced: set[int], frames: Frames) -> bool:
    """Whether an act is a concern told again: a move or a stay it is about, or the position of who voices it."""
    if instance.group >= 0 and frames.has(instance.event.ledger, "position"):
        return instance.group in voiced
    if instance.group < 0 or not frames.has(instance.event.ledger, "story"):
        return False
    return instance.group in voiced or analysis.groups[instance.group].governor in voiced - {-1}


def carries_figure(analysis: Analysis, concern: Instance, figures: Sequence[Span]) -> bool:
    """Whether what a concern's verb governs is a claim with a figure, so that the concern says nothing more."""
    told = _told(analysis, concern.group)
    if told is None:
        return False
    return any(told <= first for first, _ in figures)


def concern_span(analysis: Analysis, concern: Instance) -> Span:
    """The tokens of a concern's quote: what its verb governs, or the verb with the right and a little after."""
    first, last, group = concern.first, concern.last, concern.group
    told = _told(analysis, group)
    if told is not None:
        return told, _end(analysis, told, max(last, told + 1), _TOLD)
    begin, end = first, last
    if group >= 0:
        begin, end = min(begin, analysis.groups[group].first), max(end, analysis.groups[group].last + 1)
        begin = min(begin, _nobody(analysis, group))
    return begin, _end(analysis, begin, end, _AFTER)


def _nobody(analysis: Analysis, group: int) -> int:
    """The first token of a verb's clause up to which a word for nobody stands; else the verb's own."""
    verb = analysis.groups[group]
    negative = analysis.language.grammar.negative_subjects
    return next((at for at in range(verb.clause, verb.first) if analysis.low(at) in negative), verb.first)


def _told(analysis: Analysis, group: int) -> int | None:
    """The first token of the clause that a verb of warning or alleging governs, or None."""
    if group < 0:
        return None
    for verb in analysis.groups[group + 1 :]:
        if verb.governor == group and verb.opener == "complement":
            return verb.clause
    return None


def _end(analysis: Analysis, begin: int, end: int, most: int) -> int:
    last = end
    while end < analysis.size and end - last < most and analysis.low(end) not in _WALLS and analysis.low(end) != ",":
        end += 1
    return end
