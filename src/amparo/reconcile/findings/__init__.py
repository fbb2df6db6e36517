"""What the reader must know: each kind of finding is a small function over lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from amparo.model import Decision, Finding
from amparo.packs import Pack
from amparo.reconcile.findings.acts import answered, opposed_acts
from amparo.reconcile.findings.chronology import after_document, before_terms, other_year
from amparo.reconcile.findings.contradiction import contradictions
from amparo.reconcile.findings.drift import drift_drafts
from amparo.reconcile.findings.explain import Draft, explain
from amparo.reconcile.findings.orders import breaches
from amparo.reconcile.findings.promises import caps_exceeded, gaps, shortfalls
from amparo.reconcile.findings.rates import rate_drafts
from amparo.reconcile.findings.sums import find_sums, sum_drafts
from amparo.reconcile.findings.voices import denials, restatements, single_origins
from amparo.reconcile.lines import Sheet
from amparo.reconcile.grounds import Grounds
from amparo.reconcile.retellings import Drift
from amparo.reconcile.rules import Rules

__all__ = ["Findings"]

ORDER = (
    "contradiction",
    "denial",
    "order_breached",
    "cap_exceeded",
    "sum_fails",
    "rate_fails",
    "shortfall",
    "drift",
    "impossible_date",
    "restated",
    "single_origin",
    "gap",
    "sum_closes",
    "rate_closes",
)
"""The order of a listing: what does not fit first, what fits last."""


class Findings:
    def __init__(self, pack: Pack, rules: Rules, grounds: Grounds) -> None:
        self._pack, self._rules, self._grounds = pack, rules, grounds
        self._sheets: dict[str, Sheet] = {}
        self._drifts: dict[str, Drift] = {}

    def settle(self, sheets, drifts, items):
        for before, now in sheets:
            if before: del self._sheets[before.line.id]
        for before, now in sheets:
            if now: self._sheets[now.line.id] = now
        for old, new in drifts:
            if old: self._drifts.pop(old.retold.id, None)
            if new: self._drifts[new.retold.id] = new
        return (), ()

    def all(self, decisions):
        sheets = sorted(self._sheets.values(), key=lambda s: s.order)
        drifts = sorted(self._drifts.values(), key=lambda d: d.retold.order)
        drafts = [*_line_drafts(sheets, self._rules), *_cross_drafts(sheets, self._grounds, self._rules), *drift_drafts(drifts, self._grounds)]
        resolved = _resolutions(decisions)
        findings = [
            replace(f, status="resolved", resolved_by=resolved[f.id]) if f.id in resolved else f
            for f in explain(drafts, self._pack, self._rules)
        ]
        return sorted(findings, key=lambda f: (f.status != "open", ORDER.index(f.kind), f.ledger, f.id))


def _line_drafts(sheets: Sequence[Sheet], rules: Rules) -> Iterator[Draft]:
    """Findings that one line shows by itself: a further document changes only those of the lines it touches."""
    for sheet in sheets:
        sums = find_sums(sheet, rules)
        yield from sum_drafts(sheet, sums)
        yield from contradictions(sheet, [s for s in sums if s.closes], rules)
        yield from denials(sheet, rules)
        yield from opposed_acts(sheet, rules)
        yield from shortfalls(sheet, rules)
        yield from restatements(sheet, rules)
        yield from after_document(sheet, rules)


def _cross_drafts(sheets: Sequence[Sheet], grounds: Grounds, rules: Rules) -> Iterator[Draft]:
    """Findings between lines: of two parties, or of one story."""
    yield from single_origins(sheets, grounds)
    yield from caps_exceeded(sheets, rules)
    yield from rate_drafts(sheets, rules)
    yield from breaches(sheets, rules)
    yield from before_terms(sheets, rules)
    yield from other_year(sheets, rules)
    yield from gaps(sheets, rules)
    yield from answered(sheets, rules)


def _resolutions(decisions: Iterable[Decision]) -> dict[str, str]:
    known = list(decisions)
    superseded = {d.supersedes for d in known if d.supersedes}
    standing = [d for d in known if d.act == "resolve" and d.id not in superseded]
    return {d.target: d.id for d in sorted(standing, key=lambda d: (d.at, d.id))}
