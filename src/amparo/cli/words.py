"""Claims, lines and findings in the words and signs a table shows."""

from __future__ import annotations

from amparo.cli.messages import Speaker
from amparo.model import Claim, Figure, Line
from amparo.model.claim import Bound, Value
from amparo.packs import Pack

_SIGNS = {
    "exact": "{}",
    "about": "≈ {}",
    "up_to": "≤ {}",
    "less_than": "< {}",
    "at_least": "≥ {}",
    "more_than": "> {}",
    "between": "{}",
}


def figure_words(value: Value, bound: Bound, unit: str | None, say: Speaker) -> str:
    """A figure with the sign of its bound and its unit; a bound is never left out."""
    if value is None:
        return f"{say('bound.vague')} {unit or ''}".strip() if bound == "vague" else "—"
    number = "–".join(f"{v:,.10g}" for v in value) if isinstance(value, tuple) else f"{value:,.10g}"
    return f"{_SIGNS[bound].format(number)} {unit or ''}".strip()


def stage_words(pack: Pack, ledger: str, stage: str, lang: str) -> str:
    """The labels of ledger and stage."""
    spec = pack.ledgers.get(ledger)
    if spec is None:
        return f"{ledger} · {stage}"
    labels = spec.stage_labels.get(stage, {})
    return f"{spec.label.get(lang, ledger)} · {labels.get(lang, stage)}"


def claim_figure(claim: Claim, say: Speaker) -> str:
    """The figure of a claim with what its source held back: its hedge, and that it is denied."""
    held = [say(f"hedge.{claim.hedge}")] if claim.hedge != "none" else []
    held += [say("stance.denies")] if claim.stance == "denies" else []
    figure = figure_words(claim.value, claim.bound, claim.unit, say)
    return f"{figure} ({', '.join(held)})" if held else figure


def asserter(claim: Claim, say: Speaker) -> str:
    """Who says so."""
    return claim.asserter or claim.publisher or say("publisher")


def line_title(line: Line, pack: Pack, lang: str) -> str:
    """The heading of a line."""
    spec = pack.ledgers.get(line.ledger)
    parts = [spec.label.get(lang, line.ledger) if spec else line.ledger]
    if line.sender or line.receiver:
        parts.append(f"{line.sender or '?'} → {line.receiver or '?'}")
    parts += [f"{key}: {value}" for key, value in line.scope.items()]
    parts += [part for part in (line.unit, line.when) if part]
    return " · ".join(parts)


def figure_rests(figure: Figure, say: Speaker) -> str:
    """`n documents, m origins`."""
    return f"{say.count('document', figure.documents)}, {say.count('origin', figure.origins)}"
