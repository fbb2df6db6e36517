"""Frames: where a sentence holds an act that the pack follows, and what modality and government make of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from amparo.extract.analysis import Analysis
from amparo.extract.framespec import Controller, Event, Frames
from amparo.extract.patterns import Match, Pattern, match_at
from amparo.extract.phrases import subject_of
from amparo.extract.verbs import VerbGroup

_LOOK_BACK = 6
_DISMISS = frozenset(("dismiss", "reject", "refute", "rechazar", "descartar", "refutar"))
_AFTER = 4
"""Tokens behind an act within which a verb of reserve still bears on it; one further on opens what is told next."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One act in a sentence.

    Attributes:
        event: the frame.
        pattern: the pattern that fired.
        first, last: its tokens (last exclusive), auxiliaries included.
        group: index of its verb group, or -1 for a nominal.
        stage: `ledger/stage` after all that governs it; empty where it is dropped.
        hedge, stance: as the grammar around it makes them.
        why: controller classes that changed it.
    """

    event: Event
    pattern: Pattern
    first: int
    last: int
    group: int
    stage: str
    hedge: str
    stance: str
    why: tuple[str, ...]


def find_frames(analysis: Analysis, frames: Frames) -> list[Instance]:
    """The acts of a sentence, in order; of overlapping ones of the same event the longest."""
    hedged: dict[str, list[int]] | None = None
    found: list[Instance] = []
    taken: set[tuple[str, int]] = set()
    for at in range(analysis.size):
        options = frames.events.get(analysis.low(at))
        if not options:
            continue
        best: dict[str, tuple[Event, Pattern, Match]] = {}
        for event, pattern in options:
            match = match_at(pattern, analysis, at)
            if match is not None and not event.clause and _clause_follows(analysis, match.end):
                continue
            if match is not None and (event.id not in best or match.end > best[event.id][2].end):
                best[event.id] = (event, pattern, match)
        for event, pattern, match in best.values():
            group = analysis.group_over(match.verb) if match.verb >= 0 else _covering(analysis, match)
            if group >= 0 and (event.id, group) in taken:
                continue
            taken.add((event.id, group))
            if hedged is None:
                hedged = _hedge_marks(analysis, frames)
            found.append(_instance(analysis, frames, event, pattern, match, group, hedged))
    return found


def _clause_follows(analysis: Analysis, at: int) -> bool:
    return at < analysis.size and analysis.low(at) in analysis.language.grammar.complementizers


def _covering(analysis: Analysis, match: Match) -> int:
    for index, group in enumerate(analysis.groups):
        if match.start <= group.head < match.end:
            return index
    return -1


def _instance(
    analysis: Analysis,
    frames: Frames,
    event: Event,
    pattern: Pattern,
    match: Match,
    group: int,
    hedged: Mapping[str, list[int]],
) -> Instance:
    first, last = match.start, match.end
    chain = list(_chain(analysis, frames, group, first))
    target, why = _stage(event, chain)
    negated = _negated(analysis, frames, group, first)
    if _left_open(analysis, frames, group) or (negated and _impossible(analysis, event, group)):
        target = ""
    heard = _hearsay(analysis, frames, group)
    dropped = "cancel" in chain and not {"plan", "agree", "propose"}.isdisjoint(chain)
    denying = (chain.count("deny") + dropped + (heard == "denied")) % 2 == 1
    turned = negated != denying and not event.fixed
    stance = "denies" if turned or event.stance == "denies" else "affirms"
    if group >= 0:
        verb = analysis.groups[group]
        first = min(first, verb.first)
    hedge = _hedge(analysis, frames, group, first, last, chain, hedged)
    if heard == "reported" and hedge == "none":
        hedge = "reported"
    return Instance(event, pattern, first, last, group, target, hedge, stance, why)


def _left_open(analysis: Analysis, frames: Frames, group: int) -> bool:
    """Whether a clause hangs on what neither affirms nor denies it: "no evidence that", "did not rule out that"."""
    if group < 0:
        return False
    verb = analysis.groups[group]
    while verb.tense == "inf" and verb.governor >= 0:
        verb = analysis.groups[verb.governor]
    if verb.governor < 0 or verb.opener != "complement":
        return False
    governor = analysis.groups[verb.governor]
    after = governor.last + 1
    if governor.negated and any(
        lemma in governor.lemmas and analysis.reads(more, after) for lemma, *more in frames.open_verbs
    ):
        return True
    words = [analysis.low(at) for at in range(after, verb.clause)]
    grammar = analysis.language.grammar
    none = governor.negated or any(word in grammar.negations | grammar.negative_subjects for word in words)
    return none and any(word in frames.classes.get("proof", ()) for word in words)


def _impossible(analysis: Analysis, event: Event, group: int) -> bool:
    """Whether an act is only said to be out of the question, which tells nothing of what was done: nobody can sue."""
    return group >= 0 and analysis.groups[group].modal == "can" and "ability" not in event.shift and not event.fixed


def _hearsay(analysis: Analysis, frames: Frames, group: int) -> str:
    """What a noun of hearsay makes of the clause that hangs on it: `reported`, `denied` where it is called untrue.

    "Rumours that 300 were sent are unfounded": the clause tells what is denied; without the verdict, what is rumoured.
    """
    if group < 0:
        return ""
    verb = analysis.groups[group]
    while verb.tense == "inf" and verb.governor >= 0:
        verb = analysis.groups[verb.governor]
    at = verb.clause - 1
    grammar = analysis.language.grammar
    if at < 1 or analysis.low(at) not in grammar.complementizers:
        return ""
    noun = at - 1
    if analysis.low(noun) in grammar.prepositions:
        noun -= 1
    if noun < 0 or analysis.low(noun) not in frames.classes.get("hearsay", ()):
        return ""
    untrue = frames.classes.get("untrue", frozenset())
    verdict = frames.controllers["deny"].verbs if "deny" in frames.controllers else frozenset()
    for later in range(verb.last + 1, analysis.size):
        if analysis.low(later) in (";", ":"):
            break
        over = analysis.group_at(later)
        if analysis.low(later) in untrue or (over >= 0 and analysis.groups[over].lemmas & (verdict | _DISMISS)):
            return "denied"
    return "reported"


def _stage(event: Event, chain: list[str]) -> tuple[str, tuple[str, ...]]:
    for controller in chain:
        if controller in event.shift:
            target = event.shift[controller]
            return ("" if target == "drop" else target), (controller,)
    return f"{event.ledger}/{event.stage}", ()


def _chain(analysis: Analysis, frames: Frames, group: int, first: int) -> Iterator[str]:
    """Classes of what governs an act, the nearest first."""
    if group < 0:
        yield from _words_before(analysis, frames, first, max(0, first - _LOOK_BACK))
        owner = _governing(analysis, first)
        if owner >= 0:
            yield from _classes(analysis, frames, owner)
        return
    verb = analysis.groups[group]
    yield from _modality(verb, analysis)
    if _when_done(analysis, verb):
        return
    seen = 0
    while verb.governor >= 0 and seen < 5:
        governor = analysis.groups[verb.governor]
        floor = governor.last + 1
        yield from _words_before(analysis, frames, verb.first, max(floor, verb.first - _LOOK_BACK))
        for name in _classes(analysis, frames, verb.governor):
            undone = name == "deny" and governor.negated
            told = name == "fear" and verb.finite and (verb.perfect or verb.tense == "past")
            if not undone and not told:
                yield name
        if verb.tense == "inf":
            yield from _words_before(analysis, frames, governor.first, governor.clause)
        yield from (m for m in _modality(governor, analysis) if m != "conditional" or governor.modal)
        verb = governor
        seen += 1
    if seen == 0 and verb.tense in ("inf", "ger", "part"):
        yield from _words_before(analysis, frames, verb.first, max(0, verb.first - 4))
    if to_come(analysis, analysis.groups[group]):
        yield "future"


def to_come(analysis: Analysis, verb: VerbGroup) -> bool:
    """Whether an infinitive tells of what is yet to be: a headline's "to pay", or the purpose of another act.

    An infinitive right behind its governor ("continues to hold") goes with it; one behind the governor's object
    ("grants 5 million to hold 238") says what for.
    """
    if verb.tense != "inf" or verb.perfect:
        return False
    if verb.governor < 0:
        return True
    grammar = analysis.language.grammar
    governor = analysis.groups[verb.governor]
    between = range(governor.last + 1, verb.first)
    return any(analysis.low(at) in grammar.purpose for at in range(max(0, verb.first - 1), verb.head)) and any(
        analysis.tokens[at].text[:1].isalnum() and analysis.low(at) not in grammar.adverbs for at in between
    )


def _when_done(analysis: Analysis, verb: VerbGroup) -> bool:
    """Whether an infinitive tells of another time than its governor, and nothing governs it: tras gastar."""
    if verb.tense != "inf" or not verb.first:
        return False
    openers = analysis.language.grammar.openers
    before = [analysis.low(at) for at in range(max(0, verb.first - 2), verb.first)]
    joined = (
        len(before) == 2 and before[1] in analysis.language.grammar.joining and openers.get(before[0]) == "temporal"
    )
    return openers.get(before[-1]) == "temporal" or joined


def _modality(verb: VerbGroup, analysis: Analysis) -> Iterator[str]:
    """What tense and modality of a verb make of its act, as controller classes."""
    if verb.tense == "fut":
        yield "future"
    if verb.modal == "can":
        yield "ability"
    if verb.modal == "must":
        yield "order"
        yield "future"
    if verb.modal in ("could", "may", "should", "would") or (verb.tense == "cond" and not verb.perfect):
        yield "conditional"
    elif verb.perfect or verb.tense == "past":
        yield "past"
    elif verb.tense == "pres" and not verb.modal and not verb.passive:
        yield "present"


def _classes(analysis: Analysis, frames: Frames, group: int) -> Iterator[str]:
    for controller in frames.controllers.values():
        if analysis.groups[group].lemmas & controller.verbs and _owned(analysis, group, controller):
            yield controller.means


def _owned(analysis: Analysis, group: int, controller: Controller) -> bool:
    """Whether a verb has the subject that a controller asks for: the treaty allows."""
    if not controller.subject:
        return True
    span = subject_of(analysis, group)
    return span is not None and any(analysis.low(at) in controller.subject for at in range(*span))


def _words_before(analysis: Analysis, frames: Frames, end: int, start: int) -> Iterator[str]:
    for at in range(end - 1, start - 1, -1):
        word = analysis.low(at)
        if word in (",", ";", ".", ":"):
            return
        for controller in frames.controllers.values():
            if word in controller.words:
                yield controller.means


def _governing(analysis: Analysis, first: int) -> int:
    """The verb group before a nominal act in the same clause, or -1."""
    best = -1
    for index, group in enumerate(analysis.groups):
        if group.last < first and first - group.last <= 8:
            between = range(group.last + 1, first)
            if not any(analysis.low(at) in (",", ";", ":", ".") for at in between):
                best = index
    return best


def _nothing_follows(analysis: Analysis, verb: VerbGroup) -> bool:
    """Whether the object of a verb is none: paid nothing, has taken no one."""
    at = verb.last + 1
    while at < analysis.size and analysis.low(at) in analysis.language.grammar.adverbs:
        at += 1
    counted = any(m.first <= at < m.last for m in analysis.measured)
    return at < analysis.size and not counted and analysis.low(at) in analysis.language.grammar.negative_subjects


def _negated(analysis: Analysis, frames: Frames, group: int, first: int) -> bool:
    """Whether an act is negated: by its own verb, by the verb its infinitive hangs on, or as "not true that …"."""
    if group < 0:
        owner = _governing(analysis, first)
        return owner >= 0 and analysis.groups[owner].negated
    verb = analysis.groups[group]
    if verb.negated or _nothing_follows(analysis, verb):
        return True
    if verb.tense == "inf" and verb.governor >= 0:
        governor = analysis.groups[verb.governor]
        return governor.negated and "deny" not in _classes(analysis, frames, verb.governor)
    if verb.opener != "complement" or verb.governor < 0 or not analysis.groups[verb.governor].negated:
        return False
    between = range(analysis.groups[verb.governor].last + 1, verb.clause)
    return any(analysis.low(at) in frames.cues.truths for at in between)


def _hedge_marks(analysis: Analysis, frames: Frames) -> dict[str, list[int]]:
    marks: dict[str, list[int]] = {}
    for kind, index in frames.cues.hedges.items():
        if index.keys().isdisjoint(analysis.words):
            continue
        for at in range(analysis.size):
            for pattern in index.get(analysis.low(at), ()):
                if match_at(pattern, analysis, at) is not None:
                    marks.setdefault(kind, []).append(at)
                    break
    return marks


def _hedge(
    analysis: Analysis,
    frames: Frames,
    group: int,
    first: int,
    last: int,
    chain: list[str],
    marks: Mapping[str, list[int]],
) -> str:
    begin, end = clause_bounds(analysis, first, last)

    def marked(kind: str) -> bool:
        return any(
            (begin <= at < end and (at < last + _AFTER or analysis.group_at(at) < 0)) or _leads(analysis, at)
            for at in marks.get(kind, ())
        )

    if marked("alleged") or "allege" in chain:
        return "alleged"
    verb = analysis.groups[group] if group >= 0 else None
    unreal = any(at < last for at in marks.get("unreal", ()))
    if verb is not None and verb.tense == "cond" and verb.perfect and not verb.modal:
        return "conditional" if unreal else "reported"
    if marked("reported"):
        return "reported"
    if marked("conditional"):
        return "conditional"
    if verb is None:
        return "none"
    if verb.modal in ("could", "may"):
        return "conditional"
    narrated = any(c in ("order", "plan", "agree") for c in chain) or (
        verb.opener == "complement" and verb.governor >= 0 and not _feared(analysis, frames, verb.governor)
    )
    if (verb.modal == "would" or verb.tense == "cond") and not narrated:
        return "conditional"
    if verb.opener == "condition" or (verb.opener == "main" and verb.tense == "fut" and _on_condition(analysis)):
        return "conditional"
    governor = analysis.groups[verb.governor] if verb.governor >= 0 and verb.tense == "inf" else None
    if governor is not None and governor.modal in ("could", "may", "would"):
        return "conditional"
    return "none"


def _feared(analysis: Analysis, frames: Frames, group: int) -> bool:
    """Whether a verb warns or fears: what would be, told by it, is no report of what was to come."""
    fear = frames.controllers.get("fear")
    return fear is not None and bool(analysis.groups[group].lemmas & fear.verbs)


def _on_condition(analysis: Analysis) -> bool:
    """Whether the sentence opens with its condition: If Congress approves, …"""
    first = analysis.groups[0] if analysis.groups else None
    return first is not None and first.opener == "condition" and first.clause <= 1


def _leads(analysis: Analysis, at: int) -> bool:
    """Whether a mark of reserve opens the sentence, set off by a comma, and so bears on all of it: Al parecer, …"""
    comma = next((i for i in range(at + 1, min(analysis.size, at + 4)) if analysis.low(i) == ","), -1)
    verbs = (analysis.group_over(i) for i in range(at, comma))
    return at <= 1 and comma > 0 and not any(analysis.groups[g].finite for g in verbs if g >= 0)


def clause_bounds(analysis: Analysis, first: int, last: int) -> tuple[int, int]:
    """Token bounds of the stretch between clause-ending marks around `first:last`."""
    begin, end = first, last
    while begin > 0 and analysis.low(begin - 1) not in (";", ":", ".", ",", "—", "“", "«"):
        begin -= 1
    while end < analysis.size and analysis.low(end) not in (";", ":", ".", ",", "—", "”", "»"):
        end += 1
    return begin, end
