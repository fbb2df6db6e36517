"""Markdown: the words without the markup."""

from __future__ import annotations

import pytest

from kit.documents import read, shown


def blocks(source: str) -> list[tuple[str, str]]:
    return shown(read(source.encode(), "a.md"))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("one\ntwo\n\nthree", [("paragraph", "one two"), ("paragraph", "three")]),
        ("uno  \ndos\\\ntres", [("paragraph", "uno dos tres")]),
        ("uno  \n\xa0  \n**dos**", [("paragraph", "uno"), ("paragraph", "dos")]),
        ("**El [acuerdo](https://x.example/a_b)** es _firme_", [("paragraph", "El acuerdo es firme")]),
        ("[up\nto](u) 300", [("paragraph", "up to 300")]),
        (r"\$15 millones \[sic\] 3\*4", [("paragraph", "$15 millones [sic] 3*4")]),
        ("AT&amp;T &mdash; a&nbsp;b", [("paragraph", "AT&T — a\xa0b")]),
        ("![a picture of 300 men](x.png)\n\nafter", [("paragraph", "after")]),
        ("# Título\n\n## Parte\n\ntexto", [("title", "Título"), ("heading", "Parte"), ("paragraph", "texto")]),
        ("- uno\n- dos\n  sigue\n\n1. tres", [("item", "uno"), ("item", "dos sigue"), ("item", "tres")]),
        ("> dijo\n> que sí\n\nfin", [("quote", "dijo que sí"), ("paragraph", "fin")]),
        ("| a | b |\n|---|---|\n| 238 | 23 |", [("cell", "a"), ("cell", "b"), ("cell", "238"), ("cell", "23")]),
        ("a <span class='x'>b</span><br>c", [("paragraph", "a b c")]),
        ("<div onclick='x()'>\nhola <b>238</b>\n<script>alert(1)</script></div>", [("paragraph", "hola 238")]),
        ("<!-- 500 -->\n\nhola", [("paragraph", "hola")]),
        ("::: {.column}\nhola\n:::\n", [("paragraph", "hola")]),
        ("```{r}\nx <- 500\n```\n\nhola", [("paragraph", "hola")]),
        ("hasta 300<sup>2</sup> personas", [("paragraph", "hasta 300 2 personas")]),
        ("`code 5` stays", [("paragraph", "code 5 stays")]),
        ("238 hombres, “dijo”…", [("paragraph", "238 hombres, “dijo”…")]),
    ],
)
def test_markup_is_taken_off(source: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(source) == expected


FRONT = """---
title: "Acuerdo: hasta 300"
subtitle: La nota
author: [Redacción, {name: Ana Roe}]
publisher: Diario La Ceiba
date: '2025-01-01'
published_time: 2025-03-17 22:30:47-04:00
source_url: https://www.laceiba.example/nota
credit: EFE
lang: es
---

# Acuerdo: hasta 300

El Gobierno aceptó recibir hasta 300 personas.
"""


def test_front_matter() -> None:
    text = read(FRONT.encode(), "a.md")
    assert shown(text) == [
        ("title", "Acuerdo: hasta 300"),
        ("heading", "La nota"),
        ("paragraph", "El Gobierno aceptó recibir hasta 300 personas."),
    ]
    assert [b.fragment for b in text.blocks] == ["line=2", "line=3", "line=15"]
    assert (text.title, text.published, text.publisher) == ("Acuerdo: hasta 300", "2025-03-17", "Diario La Ceiba")
    assert (text.authors, text.credits, text.lang) == (("Redacción", "Ana Roe"), ("EFE",), "es")
    assert text.url == "https://www.laceiba.example/nota"


def test_front_matter_in_spanish_and_with_windows_line_ends() -> None:
    source = "---\r\ntítulo: La nota\r\nfecha: 17 de marzo de 2025\r\nmedio: El Diario\r\n---\r\n\r\nHola a todos.\r\n"
    text = read(source.encode(), "a.md")
    assert (text.title, text.published, text.publisher) == ("La nota", "2025-03-17", "El Diario")
    assert text.blocks[-1].fragment == "line=7"


def test_publisher_falls_back_to_the_host() -> None:
    text = read(b"---\nurl: https://www.whitehouse.gov/x/\n---\nHello there.", "a.md")
    assert text.publisher == "whitehouse.gov"


@pytest.mark.parametrize(
    "front",
    ["a: [", "a: &x [*x, *x]\nb: *nothing", "? " * 200, "[" * 5000, "- just\n- a list", "!!python/object:os.system x"],
)
def test_front_matter_that_cannot_be_read_does_not_cost_the_text(front: str) -> None:
    text = read(f"---\n{front}\n---\n\nHola a todos.".encode(), "a.md")
    assert shown(text) == [("paragraph", "Hola a todos.")]


def test_unreadable_front_matter_is_told() -> None:
    (problem,) = read(b"---\na: [\n---\n\nHola a todos.", "a.md").problems
    assert "not readable YAML" in problem.reason


def test_a_rule_is_no_front_matter() -> None:
    assert blocks("---\n\nHola a todos.") == [("paragraph", "Hola a todos.")]
