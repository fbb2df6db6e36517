"""The charts of a brief as picture files."""

from __future__ import annotations

from amparo.model import Brief
from amparo.packs import Pack
from amparo.publish.evidence import Evidence
from amparo.publish.figures import brief_charts
from amparo.reconcile.account import Account


def render_charts(
    brief: Brief, account: Account, pack: Pack, released: frozenset[str] = frozenset()
) -> dict[str, bytes]:
    """Each chart of the brief as SVG and as PNG, by file name, such as `ladder-money.es.svg`.

    Args:
        released: names of private people that a person released.

    Raises:
        AmparoError: the extra `charts` is not installed.
    """
    from amparo.publish.charts import draw_png, draw_svg

    evidence = Evidence(brief, account, pack, released=released)
    signs, made = evidence.labels["signs"], {}
    for chart in brief_charts(evidence):
        if chart.drawn:
            name = f"{chart.key}.{brief.lang}"
            made[f"{name}.svg"] = draw_svg(chart, signs).encode()
            made[f"{name}.png"] = draw_png(chart, signs)
    return made
