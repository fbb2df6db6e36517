"""The charts of a brief as elements of its page: each picture with the same data as a table."""

from __future__ import annotations

import base64
from collections.abc import Callable
from html import escape

from amparo.publish.evidence import Evidence, clean, counted
from amparo.publish.figures import Chart, brief_charts
from amparo.publish.tongues import in_tongues

Picture = Callable[[Chart], str]
"""Turns a chart into markup."""


def inline_picture(evidence: Evidence) -> Picture | None:
    """Charts as SVG inside the page; None where the extra `charts` is missing."""
    from amparo.publish.charts import can_draw, inline_svg

    return (lambda chart: inline_svg(chart, evidence.labels["signs"])) if can_draw() else None


def printed_picture(evidence: Evidence) -> Picture | None:
    """Charts as images with a text in their place, as a tagged PDF wants them; None where the extra is missing."""
    from amparo.publish.charts import can_draw, draw_svg

    def picture(chart: Chart) -> str:
        data = base64.b64encode(draw_svg(chart, evidence.labels["signs"], paper=False).encode()).decode()
        text = escape(f"{chart.title}. {chart.about}")
        return f'<img class="chart" alt="{text}" src="data:image/svg+xml;base64,{data}">'

    return picture if can_draw() else None


def figures_section(evidence: Evidence, picture: Picture | None) -> str:
    """The section of the charts; empty where the account holds nothing to draw."""
    charts, labels = brief_charts(evidence), evidence.labels
    if not charts:
        return ""
    lead = labels["figures_lead"] if picture else labels["charts_left_out"]
    return (
        '<section id="figures" aria-labelledby="h-figures">'
        f'<h2 id="h-figures">{_text(labels["figures"])}</h2><p class="lead">{_text(lead)}</p>'
        f"{''.join(_figure(chart, evidence, picture) for chart in charts)}</section>"
    )


def _figure(chart: Chart, evidence: Evidence, picture: Picture | None) -> str:
    labels, table = evidence.labels, _table(chart, evidence)
    if picture is None or not chart.drawn:
        shown = table
    else:
        undrawn = len(chart.rows) - len(chart.drawn)
        more = f'<p class="more">{_text(counted(labels["more_in_table"], undrawn))}</p>' if undrawn else ""
        shown = f"{picture(chart)}{more}<details><summary>{_text(labels['as_table'])}</summary>{table}</details>"
    return f'<div class="figure" id="{chart.key}"><h3>{_text(chart.title)}</h3>{shown}</div>'


def _table(chart: Chart, evidence: Evidence) -> str:
    col, passage = evidence.labels["col"], _text(evidence.labels["passage"])
    names = (col["step" if chart.ladder else "date"], col["figure"], col["who"], col["rests"], col["passages"])
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in names)
    body = []
    for row in chart.rows:
        links = " ".join(f'<a href="#p{n}" aria-label="{passage} {n}">{n}</a>' for n in row.passages)
        cells = (_text(row.told), in_tongues("; ".join(row.voices), evidence), _text(row.rests), links or "–")
        filled = "".join(f"<td>{cell}</td>" for cell in cells)
        body.append(f'<tr><th scope="row">{_text(row.group)}</th>{filled}</tr>')
    name = _text(f"{evidence.labels['as_table']}: {chart.title}")
    return (
        f'<div class="scroll" role="region" aria-label="{name}" tabindex="0"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def _text(text: object) -> str:
    return escape(clean(str(text)))
