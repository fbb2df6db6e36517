"""Noun phrases around verbs: subjects, agents, and what stands after a cue."""

from __future__ import annotations

from amparo.extract.analysis import Analysis
from amparo.extract.verbs import VerbGroup

_BREAK = frozenset(',;:.!?()“”"«»—–-•*[]')
_LONGEST = 18

Span = tuple[int, int]
"""Token indices, end exclusive."""


def subject_of(analysis: Analysis, group: int, relative: bool = True, shared: bool = True) -> Span | None:
    """The tokens of the subject of a verb group; None where the clause names none.

    Args:
        analysis: the sentence.
        group: index of the verb group.
        relative: whether the antecedent of a relative clause counts as its subject.
        shared: whether the subject of an earlier verb counts where the clause names none.
    """
    asked: list[tuple[int, bool, bool]] = []
    found: Span | int | None = group
    while isinstance(found, int):
        key = (found, relative, shared if not asked else True)
        if key in analysis.subjects:
            found = analysis.subjects[key]
        else:
            asked.append(key)
            found = _own_or_earlier(analysis, *key)
    for key in asked:
        analysis.subjects[key] = found
    return found


def _own_or_earlier(analysis: Analysis, group: int, relative: bool, shared: bool) -> Span | int | None:
    """The subject of a verb group, or the index of an earlier group whose subject it is."""
    verb = analysis.groups[group]
    grammar = analysis.language.grammar
    start = verb.clause
    joined = _joined(analysis, group)
    if start < joined == verb.first:
        for earlier in range(group - 1, -1, -1):
            if analysis.groups[earlier].finite:
                return earlier
    spoken = verb.finite and verb.lemmas & analysis.language.saying and _follows_break(analysis, verb.first)
    after = _inverted(analysis, verb.last + 1) if spoken else None
    if after is not None and (not grammar.subject_first or _closes(analysis, after[1])):
        return after
    resumed = _resumed(analysis, group)
    if resumed is not None:
        return resumed
    alone = _absolute(analysis, verb.first) if not verb.finite else None
    if alone is not None:
        return alone
    if verb.tense == "ger" and verb.first > 0 and analysis.low(verb.first - 1) in (*grammar.prepositions, ","):
        start = verb.first
    reduced = _behind_participle(analysis, group)
    if reduced is not None:
        return reduced
    inside = _trim(analysis, max(start, joined), verb.first)
    if inside is not None:
        return _before_relative(analysis, inside) or inside
    if verb.opener == "relative" and relative and start > 0:
        return antecedent(analysis, start - 1)
    if verb.finite:
        after = _inverted(analysis, verb.last + 1)
        if after is not None and not grammar.subject_first:
            return after
    if not verb.finite and verb.governor >= 0:
        return verb.governor
    if verb.opener != "relative" and shared:
        for earlier in range(group - 1, -1, -1):
            if analysis.groups[earlier].finite:
                return earlier
    return None


def _before_relative(analysis: Analysis, span: Span) -> Span | None:
    """The noun that a clause between commas is about, where words of the clause stand for a subject.

    "The opposition, which holds 88 of the seats, wants …": a clause whose verb is none that is known.
    """
    first, last = span
    opener = analysis.low(first - 1) if first > 1 else ""
    if analysis.language.grammar.openers.get(opener) != "relative" or analysis.low(first - 2) != ",":
        return None
    return antecedent(analysis, first - 1) if last < analysis.size and analysis.low(last) == "," else None


def _behind_participle(analysis: Analysis, group: int) -> Span | None:
    """The subject of a verb that follows a participle of that subject: a petition | filed by a centre | argues."""
    verb = analysis.groups[group]
    before = analysis.groups[group - 1] if group else None
    if before is None or not verb.finite or verb.clause != before.last + 1 or not _in_phrase(analysis, before):
        return None
    between = range(before.last + 1, verb.first)
    if any(analysis.low(at) in _BREAK or analysis.low(at) in analysis.language.grammar.openers for at in between):
        return None
    first = before.first - 1 if before.tense != "part" else before.first
    return _trim(analysis, before.clause, first)


def _in_phrase(analysis: Analysis, verb: VerbGroup) -> bool:
    """Whether a verb form only tells more of the noun before it: a petition filed by, the use of it for holding."""
    if verb.tense == "part":
        return True
    within = analysis.language.grammar.nominal
    return verb.tense in ("ger", "inf") and verb.first > 1 and analysis.low(verb.first - 1) in within


def _joined(analysis: Analysis, group: int) -> int:
    """Where the subject can begin behind a verb that shares its clause: past the last `and` or comma.

    The verb's own first token where nothing but the conjunction stands before it: it shares the subject.
    """
    verb = analysis.groups[group]
    grammar = analysis.language.grammar
    if group == 0 or verb.clause != analysis.groups[group - 1].last + 1 or not verb.finite:
        return verb.clause
    for at in range(verb.first - 1, verb.clause - 1, -1):
        word = analysis.low(at)
        if grammar.openers.get(word) == "coordinate":
            between = range(at + 1, verb.first)
            bare = all(analysis.low(i) in grammar.adverbs for i in between)
            return verb.first if bare else at + 1
    return verb.clause


def antecedent(analysis: Analysis, opener: int) -> Span | None:
    """The noun phrase that a relative pronoun at token `opener` refers to."""
    grammar = analysis.language.grammar
    end = opener
    skipped = grammar.prepositions | frozenset((",",)) | (frozenset() if grammar.subject_first else grammar.determiners)
    while end > 0 and analysis.low(end - 1) in skipped:
        end -= 1
    start = end
    inside = {at for g in analysis.groups for at in range(g.first, g.last + 1)}
    while start > 0 and end - start < _LONGEST:
        before = start - 1
        if analysis.low(before) in _BREAK or before in inside or analysis.low(before) in grammar.openers:
            break
        start = before
        if analysis.low(before) in grammar.determiners and analysis.low(before - 1 if before else 0) not in (
            grammar.determiners | frozenset(("of", "de"))
        ):
            break
    return _trim(analysis, start, end)


def agent_of(analysis: Analysis, group: int) -> Span | None:
    """The tokens of the doer of a passive: what follows `by` soon after the verb."""
    verb = analysis.groups[group]
    marks = analysis.language.grammar.passive_agent
    for at in range(verb.last + 1, min(analysis.size, verb.last + 9)):
        word = analysis.low(at)
        if word in _BREAK or analysis.group_at(at) >= 0:
            return None
        if word in marks and at + 1 < analysis.size:
            return _without_adverbial(analysis, phrase_from(analysis, at + 1))
    return None


def _absolute(analysis: Analysis, first: int) -> Span | None:
    """The own subject of a participle: with federal judges | questioning."""
    grammar = analysis.language.grammar
    at = first - 1
    while at >= 0 and first - at <= 8 and analysis.low(at) not in _BREAK:
        if analysis.low(at) in grammar.absolute:
            return (at + 1, first) if at + 1 < first else None
        at -= 1
    return None


def _without_adverbial(analysis: Analysis, span: Span | None) -> Span | None:
    """The phrase cut before a preposition that begins no part of it (by the minister | for his help)."""
    if span is None:
        return None
    grammar = analysis.language.grammar
    for at in range(span[0] + 1, span[1]):
        if analysis.low(at) in grammar.prepositions and analysis.low(at) not in grammar.joining:
            return span[0], at
    return span


def phrase_from(analysis: Analysis, start: int) -> Span | None:
    """The noun phrase that begins at token `start`, up to a break, a clause or a verb."""
    grammar = analysis.language.grammar
    end = start
    firsts = {g.first for g in analysis.groups if g.tense != "part"}
    dated = {at for _, first, last in analysis.dates for at in range(first, last)}
    while end < analysis.size and end - start < _LONGEST:
        word = analysis.low(end)
        if word in _BREAK or end in firsts or (end in dated and end > start):
            break
        if (
            end > start
            and (word in grammar.openers or word in grammar.complementizers)
            and word not in ("and", "y", "e")
        ):
            break
        end += 1
    while end > start and analysis.low(end - 1) in grammar.prepositions | grammar.determiners | frozenset(("and", "y")):
        end -= 1
    return (start, end) if end > start else None


def _inverted(analysis: Analysis, start: int) -> Span | None:
    if start >= analysis.size:
        return None
    token = analysis.tokens[start]
    grammar = analysis.language.grammar
    if not (token.text[:1].isupper() or token.low in grammar.determiners):
        return None
    return phrase_from(analysis, start)


def _follows_break(analysis: Analysis, first: int) -> bool:
    return first > 0 and analysis.low(first - 1) in (",", "”", '"', "»", "—", "–", "?", "!")


def _closes(analysis: Analysis, end: int) -> bool:
    return end >= analysis.size or analysis.low(end) in _BREAK


def _resumed(analysis: Analysis, group: int) -> Span | None:
    """The subject of a verb behind a clause inside its own: X, who spoke yesterday, said; X who signed it said."""
    verb = analysis.groups[group]
    if not verb.finite or verb.first == 0:
        return None
    outside = verb.opener == "main" and group > 0 and analysis.groups[group - 1].relative
    if analysis.low(verb.first - 1) != "," and not (outside and verb.clause == analysis.groups[group - 1].last + 1):
        return None
    if analysis.low(verb.first - 1) != "," and _joined(analysis, group) > verb.clause:
        return None
    before = analysis.groups[group - 1] if group else None
    if before is not None and not before.finite and before.first and analysis.low(before.first - 1) == ",":
        earlier = [g.last + 1 for g in analysis.groups[: group - 1] if g.finite]
        return _trim(analysis, max(earlier, default=0), before.first - 1)
    index = group - 1
    while index >= 0 and analysis.groups[index].opener not in ("main", "complement"):
        index -= 1
    inner = index + 1
    if inner >= group or analysis.groups[inner].opener != "relative":
        return None
    return antecedent(analysis, analysis.groups[inner].clause - 1)


def _trim(analysis: Analysis, start: int, end: int) -> Span | None:
    """The noun phrase of `start:end`: the last part between commas that has one, without adverbials."""
    grammar = analysis.language.grammar
    dated = {at for _, first, last in analysis.dates for at in range(first, last)}
    parts: list[Span] = []
    part = start
    for at in range(start, end + 1):
        if at == end or analysis.low(at) in _BREAK:
            shrunk = _shrink(analysis, part, at, dated)
            if shrunk is not None:
                parts.append(shrunk)
            part = at + 1
    if not parts:
        return None
    closed = end > start and analysis.low(end - 1) == ","
    chosen = parts[-2] if closed and len(parts) > 1 else parts[-1]
    if closed and len(parts) > 1 and analysis.tokens[parts[-1][0]].text[:1].isupper() and parts[-1][1] == end - 1:
        chosen = (parts[-2][0], parts[-1][1])
    first, last = chosen
    while last > first and analysis.low(last - 1) in grammar.adverbs:
        last -= 1
    return (first, last) if last > first else None


def _shrink(analysis: Analysis, start: int, end: int, dated: set[int]) -> Span | None:
    grammar = analysis.language.grammar
    leading = grammar.prepositions if grammar.subject_first else grammar.prepositions | grammar.determiners
    while start < end and (
        analysis.low(start) in grammar.openers
        or analysis.low(start) in grammar.complementizers
        or analysis.low(start) in grammar.adverbs
        or start in dated
        or (analysis.low(start) in leading and start + 1 in dated)
    ):
        start += 1
    while end > start and (
        end - 1 in dated or analysis.low(end - 1) in grammar.prepositions or analysis.low(end - 1) in grammar.adverbs
    ):
        end -= 1
    if start >= end or analysis.low(start) in grammar.prepositions:
        return None
    if not any(analysis.tokens[at].text[:1].isalnum() for at in range(start, end)):
        return None
    inside = [g for g in analysis.groups if start <= g.head < end and g.finite]
    if inside:
        return None
    return start, end
