"""Voices: who is made responsible for which stretch of a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from amparo.extract.analysis import Analysis
from amparo.extract.framespec import Frames
from amparo.extract.patterns import match_at
from amparo.extract.phrases import Span, agent_of, phrase_from, subject_of
from amparo.extract.plain import can_act
from amparo.extract.verbs import VerbGroup

_OPEN = "“«"
_CLOSE = "”»"
_LABEL = re.compile(r"\s*(?:\[)?(?P<who>[A-ZÁÉÍÓÚÑ][^:“”\"«»?!]{2,80}?)(?:\])?\s*(?::|\.\s?[–—-])\s*(?P<quote>[“\"«])?")
_SMALL = 3
"""Letters of a word that may stand in lower case in a label of capitals: El señor MINISTRO DE JUSTICIA."""
_TURN = re.compile(r"\s*(?P<who>[^\W\d_]{1,10})[.:][–—-]?\s+(?=[¿¡“\"«—–-]*[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Voice:
    """One attribution: the source's tokens, and the tokens it answers for (end exclusive).

    An empty `source` is a verb of speech without a subject: whoever spoke last. `group` is the cue's verb group, or
    -1; `quoted` tells that what it answers for stands in quotation marks, `unsaid` that nobody says it ("neither
    government confirmed that").
    """

    source: Span
    scope: Span
    group: int
    quoted: bool = False
    unsaid: bool = False


def find_voices(analysis: Analysis, frames: Frames) -> list[Voice]:
    """The attributions of a sentence, outermost first."""
    voices = [_with_witness(analysis, v, frames) for v in (*_according(analysis, frames), *_reported(analysis, frames))]
    return sorted(voices, key=lambda v: (v.scope[0] - v.scope[1], v.scope, v.group < 0))


def _with_witness(analysis: Analysis, voice: Voice, frames: Frames) -> Voice:
    """A document as the source, with who has seen it: correos a los que tuvo acceso este diario."""
    end = voice.source[1]
    if end >= analysis.size or voice.source[0] == end:
        return voice
    for pattern in frames.cues.seen.get(analysis.low(end), ()):
        match = match_at(pattern, analysis, end)
        witness = phrase_from(analysis, match.end) if match is not None else None
        if witness is not None:
            return replace(voice, source=(voice.source[0], witness[1]))
    return voice


def speaker_label(line: str) -> tuple[int, int, bool] | None:
    """Offsets in `line` of a speaker's label (`SPOKESPERSON:`, `Sen. X: “`), and whether a quotation follows."""
    match = _LABEL.match(line)
    if match is None:
        return None
    who = match["who"].strip()
    loud = [word for word in who.split() if len(word) > _SMALL and word.isupper()]
    small = all(word.isupper() or len(word) <= _SMALL + _SMALL for word in who.split())
    dated = any(letter.isdigit() or letter in "(," for letter in who)
    if not (match["quote"] or who.isupper() or (loud and small and not dated)) or len(who.split()) > 9:
        return None
    return match.start("who"), match.start("who") + len(who), bool(match["quote"])


def turn_of(line: str, turns: Mapping[str, frozenset[str]]) -> tuple[str, int] | None:
    """Whether a line begins a question or an answer (`Q:`, `R.`): `asks` or `answers`, and the offset of the words."""
    match = _TURN.match(line)
    if match is None:
        return None
    for kind, marks in turns.items():
        if match["who"].lower() in marks and match["who"][:1].isupper():
            return kind, match.end("who")
    return None


def voice_over(voices: Sequence[Voice], first: int, last: int) -> Voice | None:
    """The innermost attribution that answers for tokens `first:last`."""
    best: Voice | None = None
    for voice in voices:
        if voice.scope[0] <= first and last <= voice.scope[1] and not voice.source[0] <= first < voice.source[1]:
            best = voice
    return best


def _according(analysis: Analysis, frames: Frames) -> list[Voice]:
    out = []
    for at in range(analysis.size):
        for pattern in frames.cues.according.get(analysis.low(at), ()):
            match = match_at(pattern, analysis, at)
            if match is None:
                continue
            source = phrase_from(analysis, match.end)
            if source is None:
                break
            out.append(Voice(source, _segment(analysis, at), -1))
            break
    return out


def _reported(analysis: Analysis, frames: Frames) -> list[Voice]:
    cues = frames.cues
    out = []
    for index, group in enumerate(analysis.groups):
        if group.tense == "inf" or not (group.lemmas & cues.report_verbs or _reports(analysis, group.head, frames)):
            continue
        if group.tense == "part" and not group.passive and not group.perfect:
            continue
        strong = bool(group.lemmas & cues.strong_report_verbs)
        aside = group.first > 0 and analysis.low(group.first - 1) in (",", "”", "»", '"')
        source = agent_of(analysis, index) if group.passive else subject_of(analysis, index, shared=not aside)
        scope = _scope(analysis, group.first, group.last, strong, group.opener == "relative")
        if source is None and aside and strong and not group.passive and group.finite:
            source = (group.first, group.first)
        if source is None or scope is None or group.modal in ("should", "must"):
            continue
        if not group.lemmas & cues.report_verbs and source[0] < source[1] and not can_act(analysis, source, frames):
            continue
        if source[0] > group.last:
            scope = (scope[0], max(scope[1], source[1])) if scope[1] > group.first else scope
        unsaid = _unsaid(analysis, group, source, frames)
        out.append(Voice(source, scope, index, _quoted(analysis, scope), unsaid))
    return out


def _unsaid(analysis: Analysis, group: VerbGroup, source: Span, frames: Frames) -> bool:
    """Whether a verb of speech is negated, or has nobody for its subject, so that what follows it is not asserted."""
    grammar = analysis.language.grammar
    denying = frames.controllers["deny"].verbs if "deny" in frames.controllers else frozenset()
    after = group.last + 1
    clause = after < analysis.size and analysis.low(after) in grammar.complementizers
    if group.lemmas & denying or not clause or not group.lemmas & frames.cues.strong_report_verbs:
        return False
    nobody = source[0] < source[1] and analysis.low(source[0]) in grammar.negative_subjects
    return nobody or any(analysis.low(at) in grammar.negations for at in range(group.first, group.last + 1))


def _reports(analysis: Analysis, head: int, frames: Frames) -> bool:
    """Whether a verb that is none of speech makes one with its words: put the number at, voiced concern."""
    patterns = frames.cues.report_phrases.get(analysis.low(head), ())
    return any(match_at(pattern, analysis, head) is not None for pattern in patterns)


def _scope(analysis: Analysis, first: int, last: int, strong: bool, inner: bool) -> Span | None:
    begin, end = _segment(analysis, first)
    after = last + 1
    grammar = analysis.language.grammar
    following = analysis.low(after) if after < end else ""
    if following in grammar.complementizers or following in (":", "“", "«", '"'):
        return after, end
    told = [analysis.groups[g] for g in (analysis.group_at(at) for at in range(after, end)) if g >= 0]
    tail = not any(g.finite or g.tense == "inf" for g in told)
    leading_comma = not inner and _comma_before(analysis, first, begin)
    if leading_comma and (tail or _parenthetical(analysis, after, end)):
        return begin, end
    for at in range(after, min(end, after + 12)):
        if analysis.low(at) in grammar.complementizers and any(
            g.clause == at + 1 and g.opener == "complement" for g in analysis.groups
        ):
            return at + 1, end
    if strong and not tail:
        return after, end
    return (after, end) if after < end else None


def _comma_before(analysis: Analysis, first: int, begin: int) -> bool:
    at = first - 1
    steps = 0
    while at > begin and steps < 14:
        if analysis.low(at) in (",", "”", "»", '"', "—", "–"):
            return True
        if analysis.group_at(at) >= 0:
            return False
        at -= 1
        steps += 1
    return False


def _parenthetical(analysis: Analysis, after: int, end: int) -> bool:
    for at in range(after, min(end, after + 14)):
        if analysis.low(at) in (",", "—", "–"):
            return True
        if analysis.group_at(at) >= 0:
            return False
    return False


def _segment(analysis: Analysis, at: int) -> Span:
    begin, end = at, at
    while begin > 0 and analysis.low(begin - 1) != ";":
        begin -= 1
    while end < analysis.size and analysis.low(end) != ";":
        end += 1
    return begin, end


def _quoted(analysis: Analysis, scope: Span) -> bool:
    return any(analysis.low(at) in ("“", "«", '"') for at in range(scope[0], min(scope[1], scope[0] + 3)))
