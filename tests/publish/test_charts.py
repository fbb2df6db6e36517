# ruff: noqa: E501 (tables of claims, one a line)
"""Charts: figures as the intervals their words allow, the same in a table, in both languages, safe and accessible."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from amparo.brief import write_brief
from amparo.model import AmparoError, Source
from amparo.packs import PackError, load_pack
from amparo.publish import render_charts, render_html
from amparo.publish.evidence import Evidence, labels
from amparo.publish.figures import Chart, Row, brief_charts
from amparo.publish.ladders import climbs, load_ladders
from amparo.publish.signs import NARROW, WIDE, lay_out, sign, ticks
from amparo.reconcile import Account
from amparo.reconcile.intervals import interval_of
from kit.claims import PACK, account, claim

CLAIMS = [
    claim("terms.proposed", 500, "up_to", doc="a", asserter="officials"),
    claim("terms.agreed", 300, "up_to", doc="b", asserter="officials"),
    claim("people.arrived", 238, doc="c", asserter="the president", published="2025-03-17", when="2025-03-15"),
    claim("people.arrived", 250, "more_than", doc="d", asserter="the secretary", published="2025-03-16", when="2025-03-15"),
    claim("people.returned", 252, doc="e", sender="SLV", receiver="VEN"),
    claim("people.held", 12, doc="f", sender="MEX", receiver="GTM"),
    claim("money.pledged", 6_000_000, "about", unit="USD", doc="a", hedge="reported"),
    claim("money.disbursed", 5_000_000, "less_than", unit="USD", doc="b", published="2025-05-20"),
    claim("money.disbursed", 6_000_000, "about", unit="USD", doc="c", published="2025-03-17"),
]  # fmt: skip


def charts(lang: str, made: Account | None = None) -> dict[str, Chart]:
    made = made or account(*CLAIMS)
    return {chart.key: chart for chart in brief_charts(Evidence(write_brief(made, PACK, lang), made, PACK))}


def drawn(lang: str) -> str:
    made = account(*CLAIMS)
    return render_html(write_brief(made, PACK, lang), made, PACK)


@pytest.mark.parametrize(
    ("key", "english", "spanish"),
    [
        ("ladder-people", ["proposed: up to 500 people", "agreed: up to 300 people", "arrived: 238 people", "arrived: more than 250 people", "returned: 252 people"], ["propuesta: hasta 500 personas", "acuerdo: hasta 300 personas", "llegada: 238 personas", "llegada: más de 250 personas", "devolución: 252 personas"]),
        ("ladder-money", ["pledged: about $6 million (reported)", "paid: under $5 million", "paid: about $6 million"], ["promesa: aproximadamente 6 millones de dólares (según versiones)", "pago: menos de 5 millones de dólares", "pago: aproximadamente 6 millones de dólares"]),
    ],
)  # fmt: skip
def test_a_ladder_has_the_steps_in_the_order_of_the_pack(key: str, english: list[str], spanish: list[str]) -> None:
    for lang, expected in (("en", english), ("es", spanish)):
        told = [f"{row.group}: {row.told}" for row in charts(lang)[key].rows]
        assert list(dict.fromkeys(row.partition(":")[0] for row in told)) == list(
            dict.fromkeys(row.partition(":")[0] for row in expected)
        )
        assert sorted(told) == sorted(expected)


def test_a_contested_figure_goes_by_the_dates_of_its_documents() -> None:
    contested = [
        [(r.group, r.figure) for r in c.rows] for key, c in charts("en").items() if key.startswith("contested")
    ]
    assert [("March 17, 2025", "about $6 million"), ("May 20, 2025", "under $5 million")] in contested
    assert [("March 16, 2025", "more than 250 people"), ("March 17, 2025", "238 people")] in contested


def test_the_ladder_keeps_to_the_parties_that_most_claims_name() -> None:
    people = next(climb for climb in climbs(account(*CLAIMS), PACK) if climb.spec.name == "people")
    assert people.parties == ("USA", "SLV")
    assert {c.doc for _, claims in people.steps for c in claims} == {"a", "b", "c", "d", "e"}


@pytest.mark.parametrize(
    ("bound", "value", "expected"),
    [
        ("exact", 238.0, [("dot", 238, 238)]),
        ("up_to", 300.0, [("box", 0, 300), ("cap", 300, 300)]),
        ("about", 300.0, [("line", 250, 350), ("line", 250, 250), ("line", 350, 350), ("dot", 300, 300)]),
        ("less_than", 300.0, [("line", 200, 300), ("line", 200, 200), ("ring", 300, 300)]),
        ("more_than", 250.0, [("line", 250, 400), ("arrow", 400, 400), ("ring", 250, 250)]),
        ("at_least", 250.0, [("line", 250, 400), ("arrow", 400, 400), ("dot", 250, 250)]),
        ("between", (10.0, 15.0), [("line", 10, 15), ("line", 10, 10), ("line", 15, 15)]),
    ],
)
def test_each_bound_has_its_own_sign(bound: str, value: float | tuple[float, float], expected: list[object]) -> None:
    row = Row("", "", interval_of(value, bound), bound, "", "", (), ())  # type: ignore[arg-type]
    assert [(m.shape, m.x, m.x2) for m in sign(row, 400, 0)] == expected
    denied = Row("", "", row.interval, row.bound, "", "", (), (), denied=True)
    assert [m.shape for m in sign(denied, 400, 0)][-1] == "cross"


@pytest.mark.parametrize(
    ("top", "expected"),
    [(500, [0, 100, 200, 300, 400, 500]), (6_500_000, [0, 2e6, 4e6, 6e6]), (1, [0, 0.2, 0.4, 0.6, 0.8, 1.0])],
)
def test_an_axis_has_round_figures(top: float, expected: list[float]) -> None:
    assert ticks(top) == pytest.approx(expected)


def test_nothing_of_a_picture_stands_on_another_thing_or_outside() -> None:
    for chart in charts("en").values():
        for size in (WIDE, NARROW):
            made = lay_out(chart, size)
            assert all(0 <= mark.x <= mark.x2 <= made.top for mark in made.marks)
            assert all(0 <= mark.y <= mark.y2 <= made.height for mark in made.marks)
            beside = [w for w in made.words if w.x == size.gutter and not w.strong]
            ends = [words.y + 16 * (len(words.lines) - 1) for words in beside]
            assert all(end < after.y for end, after in zip(ends, beside[1:], strict=False))


@pytest.mark.parametrize(("lang", "heading"), [("en", "The same as a table"), ("es", "Lo mismo en una tabla")])
def test_the_page_has_each_chart_with_a_title_a_text_and_a_table(lang: str, heading: str) -> None:
    pytest.importorskip("vl_convert", reason="the extra `charts` is not installed")
    text, found = drawn(lang), charts(lang)
    pictures = re.findall(r"<svg.*?</svg>", text, re.S)
    assert len(pictures) == 2 * len(found)
    for picture in pictures:
        root = ElementTree.fromstring(picture)
        ids = {e.get("id"): e.text or "" for e in root.iter() if e.get("id")}
        assert root.get("role") == "img"
        assert ids[root.get("aria-labelledby")] in {chart.title for chart in found.values()}
        assert ids[root.get("aria-describedby")] in {chart.about for chart in found.values()}
        assert {e.tag for e in root.iter()} <= {"svg", "title", "desc", "g", "path", "line", "text", "tspan", "rect"}
    for chart in found.values():
        assert all(unescape(row.told) in unescape(text) for row in chart.rows)
    assert text.count(f">{heading}<") == len(found)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_each_landmark_has_a_name_of_its_own(lang: str) -> None:
    text = drawn(lang)
    named = dict(re.findall(r'<h2 id="([^"]+)">([^<]+)</h2>', text))
    names = [named[heading] for heading in re.findall(r'<section[^>]* aria-labelledby="([^"]+)"', text)]
    names += re.findall(r'<(?:nav|div class="scroll" role="region") aria-label="([^"]+)"', text)
    assert len(names) == 7 + len(charts(lang))
    assert len(names) == len(set(names))


@pytest.mark.parametrize("lang", ["en", "es"])
def test_without_the_extra_the_page_says_so_and_keeps_the_tables(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amparo.publish.charts.find_spec", lambda name: None)
    text = drawn(lang)
    assert "<svg" not in text
    assert unescape(labels(lang)["charts_left_out"]) in unescape(text)
    assert text.count("<table>") == len(charts(lang))


def test_charts_without_the_extra_are_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    made = account(*CLAIMS)
    with pytest.raises(AmparoError, match="extra “charts”"):
        render_charts(write_brief(made, PACK, "en"), made, PACK)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_files_are_svg_and_png_in_the_language(lang: str) -> None:
    pytest.importorskip("vl_convert", reason="the extra `charts` is not installed")
    made = account(*CLAIMS)
    files = render_charts(write_brief(made, PACK, lang), made, PACK)
    assert {name for name in files if name.startswith("ladder")} == {
        f"ladder-{name}.{lang}.{kind}" for name in ("people", "money") for kind in ("svg", "png")
    }
    for name, data in files.items():
        if name.endswith(".png"):
            assert data.startswith(b"\x89PNG\r\n")
        else:
            assert ElementTree.fromstring(data).tag == "{http://www.w3.org/2000/svg}svg"
    words = {"en": "up to 500 people", "es": "hasta 500 personas"}[lang]
    assert words in files[f"ladder-people.{lang}.svg"].decode()


def test_a_private_voice_is_withheld_from_a_chart() -> None:
    hidden = "Ramiro Quintanilla, a detainee,"
    claims = [claim("people.arrived", n, asserter=hidden, doc=doc, published="2025-03-16", quote=f"{n} men came") for n, doc in ((238, "a"), (300, "b"))]  # fmt: skip
    made = account(*claims, sources=[Source(c.doc, c.doc_id, "en") for c in claims])
    for chart in charts("en", made).values():
        assert "Quintanilla" not in f"{chart.title} {chart.about} {chart.rows}"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("unit: person", "unit: elephant", "is 'elephant'"),
        ("terms.proposed,", "terms.drunk,", "is 'terms.drunk'"),
        ("  people:", "  ../people:", "is no name for a file"),
    ],
)
def test_a_ladder_that_cannot_be_drawn_is_named(tmp_path: Path, old: str, new: str, problem: str) -> None:
    import shutil

    folder = tmp_path / "pack"
    shutil.copytree(str(PACK.root), folder)
    file = folder / "charts.yaml"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(PackError, match=re.escape(problem)):
        load_ladders(load_pack(folder))
