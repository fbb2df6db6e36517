"""Charts as pictures, drawn by Altair without a network or a browser. Needs the extra `charts`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from typing import Any
from xml.etree import ElementTree

from babel.numbers import format_compact_decimal, format_decimal

from amparo.model import AmparoError
from amparo.publish.figures import Chart, Row
from amparo.publish.signs import NARROW, WIDE, Layout, Mark, Size, Words, lay_out, sign, signs_of, ticks
from amparo.reconcile.intervals import Interval

INK, SOFT, RULE, ACCENT, PAPER = "#1c1b19", "#5f5a52", "#ddd7cc", "#8a2f1d", "#fdfcf9"
"""The colours of a picture on paper. `page.css` gives each its counterpart in the dark, by these very values."""

_FONT_SIZE = 12.5
_KEPT = frozenset(
    (
        *("d", "x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "width", "height", "viewBox", "transform"),
        *("fill", "stroke", "stroke-width", "stroke-miterlimit", "opacity"),
        *("font-size", "font-weight", "text-anchor"),
    )
)
"""The attributes of a picture that draw it; all others are Vega's own."""
_FILLED = {"dot": "circle", "arrow": "triangle-right"}
_LEGEND_COLUMN = 175.0
_LEGEND_SIGN = 34.0
_LABEL_LETTER = 7.0
"""Pixels of a letter of an axis label, at the widest."""


def can_draw() -> bool:
    """Whether the extra `charts` is installed."""
    return find_spec("altair") is not None and find_spec("vl_convert") is not None


def draw_svg(chart: Chart, signs: Mapping[str, str], paper: bool = True) -> str:
    """The chart as an SVG file of its own.

    Args:
        signs: what each sign means, in words, by the name of its bound.
        paper: whether it brings its own ground, for use on a page of any colour.

    Raises:
        AmparoError: the extra `charts` is not installed.
    """
    root = _described(_svg(chart, WIDE, signs), chart, chart.key)
    root.set("xmlns", "http://www.w3.org/2000/svg")
    view = root.get("viewBox", "0 0 0 0").split()
    if paper:
        root.insert(2, ElementTree.Element("rect", width=view[2], height=view[3], fill=PAPER))
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def draw_png(chart: Chart, signs: Mapping[str, str]) -> bytes:
    """The chart as a PNG at twice its size on a screen. Raises `AmparoError` as `draw_svg` does."""
    convert = _converter()
    spec = {**_spec(chart, WIDE, signs), "background": PAPER, "padding": 16}
    made: bytes = convert.vegalite_to_png(json.dumps(spec), scale=2, allowed_base_urls=[])
    return made


def inline_svg(chart: Chart, signs: Mapping[str, str]) -> str:
    """The chart as elements for an HTML page, once for wide and once for narrow screens; the page shows one of them."""
    made = []
    for name, size in (("wide", WIDE), ("narrow", NARROW)):
        root = _described(_svg(chart, size, signs), chart, f"{chart.key}-{name}")
        root.set("class", f"chart {name}")
        made.append(ElementTree.tostring(root, encoding="unicode"))
    return "".join(made)


def _converter() -> Any:
    try:
        import altair  # noqa: F401 (the other half of the extra)
        import vl_convert
    except ImportError as error:
        raise AmparoError(
            "Charts need the extra “charts” (Altair, vl-convert-python), which is not installed. "
            "Install what constraints-publish.txt lists."
        ) from error
    return vl_convert


def _svg(chart: Chart, size: Size, signs: Mapping[str, str]) -> ElementTree.Element:
    """The picture as elements, with nothing but what draws it: no names of Vega, no roles, no loading."""
    convert = _converter()
    text = convert.vegalite_to_svg(json.dumps(_spec(chart, size, signs)), allowed_base_urls=[])
    root = ElementTree.fromstring(text)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in [name for name in element.attrib if name not in _KEPT]:
            del element.attrib[name]
    root.set("font-family", "sans-serif")
    return root


def _described(root: ElementTree.Element, chart: Chart, key: str) -> ElementTree.Element:
    root.set("role", "img")
    root.set("aria-labelledby", f"{key}-title")
    root.set("aria-describedby", f"{key}-about")
    for index, (tag, part, text) in enumerate((("title", "title", chart.title), ("desc", "about", chart.about))):
        element = ElementTree.Element(tag, id=f"{key}-{part}")
        element.text = text
        root.insert(index, element)
    return root


def _spec(chart: Chart, size: Size, signs: Mapping[str, str]) -> dict[str, Any]:
    """The Vega-Lite specification of a chart."""
    import altair as alt

    made = lay_out(chart, size)
    last = _written(ticks(made.top)[-1], chart.lang)
    right = size.width - max(14.0, len(last) * _LABEL_LETTER / 2)  # the last label is centred on its tick
    main = alt.layer(*_layers(alt, made, made.top, (size.gutter + 7, right), size.width, _axis(alt, chart, made.top)))
    legend, height = _legend(chart, size, signs)
    keyed = alt.layer(*_layers(alt, legend, size.width, (0, size.width), size.width, None))
    both = alt.vconcat(
        main.properties(width=size.width, height=made.height),
        keyed.properties(width=size.width, height=height),
        spacing=4,
    )
    both = both.configure(background="transparent", font="sans-serif", padding=0).configure_view(stroke="transparent")
    spec: dict[str, Any] = both.to_dict()
    return spec


def _layers(alt: Any, made: Layout, top: float, span: tuple[float, float], width: float, axis: Any) -> Iterable[Any]:
    """The layers of one plot; `span` are the pixels of its axis."""
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, top], range=list(span), nice=False), axis=axis)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, made.height], range=[0, made.height], nice=False), axis=None)

    def of(*shapes: str) -> Any:
        return alt.Chart(alt.Data(values=[asdict(mark) for mark in made.marks if mark.shape in shapes])).encode(
            x=x, y=y
        )

    if made.rules:
        rules = alt.Chart(alt.Data(values=[{"y": at} for at in made.rules]))
        yield rules.mark_rule(color=RULE).encode(x=alt.value(0), x2=alt.value(width), y=y)
    ends = {"x2": "x2:Q", "y2": "y2:Q"}
    yield of("grid").mark_rule(color=RULE, strokeWidth=1, opacity=1).encode(**ends)
    yield of("box").mark_rect(fill="transparent", stroke=ACCENT, strokeWidth=1.5).encode(**ends)
    yield of("line").mark_rule(color=ACCENT, strokeWidth=2, opacity=1).encode(**ends)
    yield of("cap").mark_rule(color=ACCENT, strokeWidth=4, opacity=1).encode(**ends)
    for shape, drawn in _FILLED.items():
        yield of(shape).mark_point(shape=drawn, filled=True, color=ACCENT, size=85, opacity=1)
    yield of("ring").mark_point(shape="circle", fill=PAPER, stroke=ACCENT, strokeWidth=2, size=70, opacity=1)
    yield of("cross").mark_text(text="×", color=INK, fontSize=22, fontWeight="bold", baseline="middle")
    for words in made.words:
        text = alt.Chart(alt.Data(values=[{"y": words.y, "text": list(words.lines)}]))
        style = {"fontWeight": "bold" if words.strong else "normal", "color": INK, "fontSize": _FONT_SIZE}
        yield text.mark_text(align="left", baseline="alphabetic", lineHeight=16, limit=0, **style).encode(
            x=alt.value(words.x), y=y, text="text:N"
        )


def _axis(alt: Any, chart: Chart, top: float) -> Any:
    """The axis above the plot, its round figures written in the language of the chart."""
    labels = {f"{value:.15g}": _written(value, chart.lang) for value in ticks(top)}
    return alt.Axis(
        orient="top",
        values=ticks(top),
        labelExpr=f"({json.dumps(labels)})[format(datum.value, '.15~g')] || ''",
        title=f"{chart.unit}" if chart.unit.isupper() else None,
        titleAlign="left",
        titleAnchor="start",
        titleColor=SOFT,
        titleFontWeight="normal",
        labelColor=SOFT,
        labelFontSize=11.5,
        labelFlush=False,
        grid=False,
        domain=False,
        ticks=False,
        labelPadding=6,
    )


def _written(value: float, lang: str) -> str:
    if value >= 1e6:
        return format_compact_decimal(value, format_type="long", locale=lang, fraction_digits=2)
    return format_decimal(value, locale=lang)


def _legend(chart: Chart, size: Size, signs: Mapping[str, str]) -> tuple[Layout, float]:
    """What the signs of a chart mean, in columns below it; figures and pixels are one here."""
    columns = max(1, int(size.width // _LEGEND_COLUMN))
    names = signs_of(chart)
    height = 12 + 22.0 * -(-len(names) // columns)
    made = Layout(size.width, height)
    for index, name in enumerate(names):
        x, y = 4 + (index % columns) * size.width / columns, 12 + 22.0 * (index // columns)
        made.marks += _example(name, x, y)
        made.words.append(Words((signs[name],), x + _LEGEND_SIGN + 10, y + 4))
    return made, height


def _example(name: str, x: float, y: float) -> Sequence[Mark]:
    end = x + _LEGEND_SIGN
    if name in ("exact", "denied"):
        middle = Interval((x + end) / 2, (x + end) / 2)
        return sign(Row("", "", middle, "exact", "", "", (), (), denied=name == "denied"), end, y)
    return sign(Row("", "", Interval(x, end), name, "", "", (), ()), end, y)  # type: ignore[arg-type]
