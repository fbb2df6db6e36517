"""Why a text was read so: which rules made each claim, on which words, and what came nearest where none was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from amparo.extract.analysis import Analysis, Measured
from amparo.extract.claims import read_claims
from amparo.extract.concerns import carries_figure
from amparo.extract.frames import Instance
from amparo.extract.framespec import Frames, load_frames
from amparo.extract.linking import apart, blocked, unasked
from amparo.extract.plain import barred
from amparo.extract.sighting import Sighting
from amparo.extract.tokens import split_sentences
from amparo.model import Claim, Text
from amparo.packs import Pack

WHY = (
    *("no_act", "other_unit", "age", "blocked", "poll", "question", "unit", "headline", "alone", "side", "far"),
    *("reserved", "no_figure", "no_verb", "inner", "no_object", "no_doer", "subject", "unvoiced", "told"),
)
"""Why an act or a figure makes no claim.

Of a figure: the sentence names no act; its noun counts nothing that is followed; it is an age; a word beside it says
that it counts something else; it is of a poll; the sentence asks; the nearest act takes no such unit, takes none in a
headline without a verb, says nothing without another act beside it, takes none on that side, or stands too far off.

Of an act: what governs it leaves nothing done; it needs a figure; it stands as a noun; it stands in a relative,
temporal, infinitive or participle phrase; its object, its doer or its subject is none of those asked for; nobody is
named who says so; another claim tells it.
"""


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that took part in a claim, and the words it stood on, with their offsets; no words where it had none."""

    rule: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Made:
    """A claim with the rules that made it, in the order of `claim.reasons`."""

    claim: Claim
    fired: tuple[Fired, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """An act or a figure that made no claim.

    Attributes:
        kind: `act` or `figure`.
        words, start, end: where it stands.
        rule: the frame of the act, or of the act nearest to the figure; empty where there is none.
        ledger, stage: what that act would have told; the stage is empty where it is dropped.
        why: a word of `WHY`.
        wanted: what was asked for, in the pack's words: units, kinds of subject, classes of object, what governs.
    """

    kind: str
    words: str
    start: int
    end: int
    rule: str
    ledger: str
    stage: str
    why: str
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence: what was made of it, what came near, and whether it stands near the topic, so that it was read."""

    start: int
    end: int
    text: str
    read: bool
    made: tuple[Made, ...]
    near: tuple[Near, ...]


def explain_text(text: Text, pack: Pack) -> list[Explained]:
    """Every sentence of a text in order, with its claims (those of `read_claims`) and what came near one."""
    seen: dict[int, tuple[Sighting, tuple[Near, ...]]] = {}

    def watch(sighting: Sighting) -> None:
        seen[sighting.analysis.sentence.start] = (sighting, tuple(_near(sighting)))

    claims = {_key(claim): claim for claim in read_claims(text, pack, watch).claims}
    lang = text.lang if text.lang in pack.languages else pack.languages[0]
    out = []
    for sentence in split_sentences(text, load_frames(pack, lang).language.grammar.abbreviations):
        words = text.content[sentence.start : sentence.end]
        made: tuple[Made, ...] = ()
        near: tuple[Near, ...] = ()
        if sentence.start in seen:
            sighting, near = seen[sentence.start]
            whole = [claims.pop(_key(claim), None) for claim in sighting.claims]
            made = tuple(Made(claim, tuple(_fired(sighting, claim))) for claim in whole if claim is not None)
        out.append(Explained(sentence.start, sentence.end, words, sentence.start in seen, made, near))
    return out


def _key(claim: Claim) -> tuple[object, ...]:
    anchor = claim.anchor
    return (anchor.start, anchor.end, claim.ledger, claim.stage, claim.value, claim.unit, claim.stance)


def _fired(sighting: Sighting, claim: Claim) -> Iterator[Fired]:
    """The rules of one claim, each on its words."""
    analysis = sighting.analysis
    act, figure = _origin(sighting, claim)
    for reason in claim.reasons:
        kind, _, name = reason.partition(":")
        span = (0, 0)
        if kind in ("frame", "pattern") and act is not None:
            span = (act.first, act.last)
        elif kind in ("bound", "carried") and figure is not None:
            span = (figure.number_first, figure.number_last) if kind == "bound" else (figure.first, figure.last)
        elif kind == "under" and act is not None:
            span = _governing(analysis, act, name, sighting.frames)
        yield Fired(reason, *_place(analysis, *span))


def _origin(sighting: Sighting, claim: Claim) -> tuple[Instance | None, Measured | None]:
    """The act and the figure that a claim was made of; no act where it is that of an earlier sentence."""
    analysis, anchor = sighting.analysis, claim.anchor
    for link in sighting.links:
        words = (analysis.tokens[link.first].start, analysis.tokens[link.last - 1].end)
        if words == (anchor.start, anchor.end) and link.measured.quantity.value == claim.value:
            return None if link.inherited else link.instance, link.measured
    named = [
        act
        for act in (*sighting.instances, *sighting.concerns)
        if {f"frame:{act.event.id}", f"pattern:{act.pattern.text}"} <= set(claim.reasons)
    ]
    return min(named, key=lambda act: abs(analysis.tokens[act.first].start - anchor.start), default=None), None


def _governing(analysis: Analysis, act: Instance, name: str, frames: Frames) -> tuple[int, int]:
    """The tokens of what governs an act so, as far as a word does: a verb above it, or a word beside it."""
    controller = frames.controllers.get(name)
    group = act.group
    while controller is not None and group >= 0:
        verb = analysis.groups[group]
        if verb.lemmas & controller.verbs and group != act.group:
            return verb.first, verb.last + 1
        group = verb.governor
    words = controller.words if controller is not None else frozenset()
    return next(((at, at + 1) for at in range(act.first - 1, -1, -1) if analysis.low(at) in words), (0, 0))


def _near(sighting: Sighting) -> Iterator[Near]:
    """What made no claim in a sentence, in order; beside a claim, acts that this claim tells are left out."""
    found = [*_acts(sighting), *_figures(sighting)]
    for near in sorted(found, key=lambda near: (near.start, near.end)):
        if near.why != "told" or not sighting.claims:
            yield near


def _acts(sighting: Sighting) -> Iterator[Near]:
    analysis = sighting.analysis
    told = {id(link.instance) for link in sighting.links}
    told |= {id(act) for claim in sighting.claims for act, _ in [_origin(sighting, claim)] if act is not None}
    figures = [(link.first, link.last) for link in sighting.links]
    for act in (*sighting.instances, *sighting.concerns):
        if id(act) in told:
            continue
        if act in sighting.concerns:
            why = "told" if carries_figure(analysis, act, figures) else "unvoiced"
        else:
            why = barred(
                analysis, act, sighting.instances, sighting.used, sighting.frames, sighting.resolve
            ) or _unmade(sighting, act)
        event = act.event
        wanted: tuple[str, ...] = ()
        if why in ("subject", "no_object", "no_figure", "reserved"):
            asked = {"subject": event.subjects, "no_object": event.objects, "no_figure": event.units}
            wanted = tuple(sorted(asked.get(why, act.why)))
        stage = act.stage.partition("/")[2]
        place = _place(analysis, act.first, act.last)
        yield Near("act", *place, f"frame:{event.id}", act.stage.partition("/")[0] or event.ledger, stage, why, wanted)


def _unmade(sighting: Sighting, act: Instance) -> str:
    """Why an act that could be a claim is none: nobody says it, or another claim of the sentence tells it."""
    return "unvoiced" if act.event.voiced and not sighting.claims else "told"


def _figures(sighting: Sighting) -> Iterator[Near]:
    analysis, frames = sighting.analysis, sighting.frames
    linked = {id(link.measured) for link in sighting.links}
    for figure in analysis.measured:
        if id(figure) in linked:
            continue
        place = _place(analysis, figure.first, figure.last)
        why = unasked(analysis, frames) or blocked(analysis, figure, frames)
        acts = sorted(sighting.instances, key=lambda act: max(act.first - figure.last, figure.first - act.last))
        if why or not acts:
            yield Near("figure", *place, "", "", "", why or "no_act")
            continue
        act, why = _nearest(analysis, figure, acts, frames)
        wanted = tuple(sorted(act.event.units)) if why == "unit" else act.why if why == "reserved" else ()
        ledger, _, stage = act.stage.partition("/")
        yield Near("figure", *place, f"frame:{act.event.id}", ledger or act.event.ledger, stage, why, wanted)


def _nearest(analysis: Analysis, figure: Measured, acts: Sequence[Instance], frames: Frames) -> tuple[Instance, str]:
    """Of the acts, nearest first, the one that would take the figure but for one thing, and that thing."""
    apart_from = [(act, apart(analysis, figure, act, acts, frames)) for act in acts]
    for act, why in apart_from:
        if not why:
            return act, "far" if act.stage else "reserved"
    return next(((act, why) for act, why in apart_from if why != "unit"), apart_from[0])


def _place(analysis: Analysis, first: int, last: int) -> tuple[str, int, int]:
    if first >= last:
        return "", analysis.sentence.start, analysis.sentence.start
    return analysis.text(first, last), analysis.tokens[first].start, analysis.tokens[last - 1].end
