"""What the charts of a brief show, as plain values: the ladders, and each contested figure by who said it when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from amparo.brief.countries import bare_country
from amparo.brief.wording import asserter_voice, figure_phrase, plain_date, publisher_voice
from amparo.model import Claim, Finding
from amparo.model.claim import Bound
from amparo.publish.evidence import Evidence, clean
from amparo.publish.ladders import Climb, climbs
from amparo.reconcile.intervals import Interval, interval_of

CONTESTED = ("contradiction", "denial", "restated")
"""Kinds of findings in which figures stand against one another."""
DRAWN_A_STEP = 3
"""How many figures of a step are drawn at least, where there are as many; those that the brief cites always are."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a chart.

    Attributes:
        group: the step it stands on, or the date of the document that gives it.
        figure: in words, with its bound and what it counts.
        interval: what its words allow; None where no number was given.
        bound: how the words bound it.
        held: what the source held back, in words: a hedge, a denial; empty where nothing.
        rests: how many documents and origins it has.
        voices: who says it.
        passages: numbers of the brief's passages that give it.
        denied: whether it was said not to be so.
        drawn: whether the picture has it; the table has every row.
    """

    group: str
    figure: str
    interval: Interval | None
    bound: Bound
    held: str
    rests: str
    voices: tuple[str, ...]
    passages: tuple[int, ...]
    denied: bool = False
    drawn: bool = True

    @property
    def told(self) -> str:
        """The figure with what its source held back."""
        return f"{self.figure} ({self.held})" if self.held else self.figure


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart before it is drawn.

    Attributes:
        key: safe in a file name and as an id, unique within a brief.
        ladder: whether its groups are steps; otherwise they are dates.
        title, about: in words, for everyone; `about` tells what is drawn to who cannot see it.
        unit: of every figure, as the pack writes it.
    """

    key: str
    ladder: bool
    title: str
    about: str
    unit: str
    lang: str
    rows: tuple[Row, ...]

    @property
    def drawn(self) -> tuple[Row, ...]:
        """The rows that the picture has."""
        return tuple(row for row in self.rows if row.drawn)


def brief_charts(evidence: Evidence) -> list[Chart]:
    """The charts of a brief: the pack's ladders, then each contested figure that an open question tells."""
    return [*(_ladder(climb, evidence) for climb in climbs(evidence.account, evidence.pack)), *_contested(evidence)]


def _ladder(climb: Climb, evidence: Evidence) -> Chart:
    lang = evidence.brief.lang
    rows: list[Row] = []
    for (ledger, stage), claims in climb.steps:
        label = evidence.pack.ledgers[ledger].stage_labels[stage][lang]
        rows += _step(label, claims, evidence)
    title, (sender, receiver) = climb.spec.title[lang], climb.parties
    if sender and receiver:
        form = evidence.words.phrases.common["parties"]
        title += f" · {form.format(sender=bare_country(sender, lang), receiver=bare_country(receiver, lang))}"
    return _chart(f"ladder-{climb.spec.name}", True, title, climb.steps[0][1][0].unit, rows, evidence)


def _step(label: str, claims: Sequence[Claim], evidence: Evidence) -> Iterator[Row]:
    """The figures of one step: those the brief cites, then the best supported."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((figure_phrase(claim, evidence.words), claim.bound, claim.stance), []).append(claim)
    ranked = sorted(groups.values(), key=lambda group: (*_support(group, evidence), -_size(group[0])))
    numbered = 0
    for group in ranked:
        row = _row(label, group, evidence)
        numbered += row.interval is not None
        yield replace(row, drawn=row.interval is not None and (bool(row.passages) or numbered <= DRAWN_A_STEP))


def _contested(evidence: Evidence) -> Iterator[Chart]:
    findings = {finding.id: finding for finding in evidence.account.findings}
    number = 0
    for question in evidence.brief.open_questions:
        finding = findings.get(question.findings[0]) if len(question.findings) == 1 else None
        if finding is None or finding.kind not in CONTESTED:
            continue
        rows = list(_said(finding, evidence))
        if sum(row.drawn for row in rows) > 1:
            number += 1
            unit = next(c.unit for c in _claims(finding, evidence) if c.value is not None)
            yield _chart(f"contested-{number}", False, question.text, unit, rows, evidence)


def _said(finding: Finding, evidence: Evidence) -> Iterator[Row]:
    """The figures of a finding in the order of the documents that give them."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in sorted(_claims(finding, evidence), key=lambda c: (c.published or "~", c.doc, c.anchor.start)):
        figure = figure_phrase(claim, evidence.words)
        key = (claim.published, _voice(claim, evidence), figure, claim.bound, claim.hedge, claim.stance)
        groups.setdefault(key, []).append(claim)
    for (published, *_), claims in groups.items():
        date = plain_date(str(published), evidence.brief.lang) if published else str(evidence.labels["undated"])
        row = _row(date, claims, evidence)
        yield replace(row, drawn=row.interval is not None)


def _claims(finding: Finding, evidence: Evidence) -> list[Claim]:
    return [evidence.account.claims[c] for c in finding.claims if c in evidence.account.claims]


def _row(group: str, claims: Sequence[Claim], evidence: Evidence) -> Row:
    first, passages, labels = claims[0], evidence.passages, evidence.labels
    documents, origins = len({c.document for c in claims}), evidence.account.origins_behind([c.id for c in claims])
    hedges = {claim.hedge for claim in claims}
    held = [labels["hedge"][hedge] for hedge in sorted(hedges)] if "none" not in hedges else []
    denied = first.stance == "denies"
    return Row(
        group=clean(group),
        figure=clean(figure_phrase(first, evidence.words)),
        interval=interval_of(first.value, first.bound),
        bound=first.bound,
        held=", ".join([*held, *([labels["denies"]] if denied else [])]),
        rests=evidence.supported(documents, origins),
        voices=tuple(dict.fromkeys(_voice(claim, evidence) for claim in claims)),
        passages=tuple(sorted({passages[c.id].number for c in claims if c.id in passages})),
        denied=denied,
    )


def _voice(claim: Claim, evidence: Evidence) -> str:
    return clean(asserter_voice(claim, evidence.words) or publisher_voice(claim, evidence.words))


def _support(claims: Iterable[Claim], evidence: Evidence) -> tuple[bool, int, int]:
    """How far behind a figure stands: not cited by the brief, few origins, few documents."""
    ids = [claim.id for claim in claims]
    cited = any(c in evidence.passages for c in ids)
    return not cited, -evidence.account.origins_behind(ids), -len({evidence.account.claims[c].document for c in ids})


def _size(claim: Claim) -> float:
    return max(claim.value) if isinstance(claim.value, tuple) else claim.value or 0.0


def _chart(key: str, ladder: bool, title: str, unit: str | None, rows: Sequence[Row], evidence: Evidence) -> Chart:
    said = [f"{row.group}: {row.told}" if ladder else f"{row.group}, {row.voices[0]}: {row.told}" for row in rows]
    lead = str(evidence.labels["ladder_about" if ladder else "contested_about"])
    about = f"{lead} {'; '.join(text for text, row in zip(said, rows, strict=True) if row.drawn)}."
    return Chart(key, ladder, clean(title), clean(about), unit or "", evidence.brief.lang, tuple(rows))
