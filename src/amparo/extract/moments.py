"""The time of day of an act: which verb of a sentence a clock time belongs to."""

from __future__ import annotations

from amparo.extract.analysis import Analysis
from amparo.model.edtf import edtf_interval

_NEAR = 3
"""Tokens between a time and the verb that it opens."""


def moment_of(analysis: Analysis, group: int, when: str | None) -> str | None:
    """The moment that the sentence gives the act of a verb group, as EDTF; None where it gives none, or several.

    Args:
        analysis: the sentence.
        group: index of the act's verb group; a nominal act has no time of its own.
        when: the act's date; a time of another day is not its time.
    """
    if group < 0:
        return None
    found = {
        date.at if date.role == "at" else None
        for date, first, last in analysis.dates
        if date.time is not None and _belongs(analysis, group, first, last)
    }
    moment = found.pop() if len(found) == 1 else None
    if moment is None or when is None:
        return moment
    (low, high), (day, _) = edtf_interval(when), edtf_interval(moment)
    return moment if low <= day <= high else None


def _belongs(analysis: Analysis, group: int, first: int, last: int) -> bool:
    """Whether a time at tokens `first:last` is that of a verb group.

    It belongs to the finite verb before it or to what hangs on that between them; where it opens its clause, to the
    finite verb after it.
    """
    before = [i for i, g in enumerate(analysis.groups) if g.head < first]
    finite = next((i for i in reversed(before) if analysis.groups[i].finite), -1)
    after = next((i for i, g in enumerate(analysis.groups) if g.head >= last and g.finite), -1)
    opens = finite < 0 or (_joined(analysis, first) and after >= 0 and analysis.groups[after].first - last <= _NEAR)
    return group == after if opens else finite <= group < first and analysis.groups[group].head < first


def _joined(analysis: Analysis, first: int) -> bool:
    """Whether a time stands after a comma or a joining word, its own prepositions aside."""
    grammar = analysis.language.grammar
    at = first - 1
    while at >= 0 and analysis.low(at) in grammar.prepositions | grammar.determiners:
        at -= 1
    return at < 0 or analysis.low(at) == "," or grammar.openers.get(analysis.low(at)) == "coordinate"
