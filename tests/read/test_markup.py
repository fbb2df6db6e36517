"""Tags that show as text are taken out of it; what only looks like one stays."""

from __future__ import annotations

import pytest

from amparo.read.markup import without_tags
from kit.documents import read, shown

ENGLISH = "The judge ordered the government to turn the planes around, and two of them landed all the same that night."
SPANISH = "Los abogados de las familias pidieron a la jueza que ordene entregar el texto del acuerdo antes del lunes."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They flew <b>238</b> people.", "They flew 238 people."),
        ("Enviaron a <b>238</b> personas.", "Enviaron a 238 personas."),
        ("They flew &lt;b&gt;238&lt;/b&gt; people.", "They flew 238 people."),
        ("Enviaron a &lt;strong class=&quot;x&quot;&gt;238&lt;/strong&gt; personas.", "Enviaron a 238 personas."),
        ("<p>238 people.</p><p>23 more.</p>", "238 people. 23 more."),
        ("<P>238 personas.</P><BR/>23 más.", "238 personas. 23 más."),
        ("up to 300<sup>2</sup>, it said", "up to 300 2, it said"),
        ("hasta <a href='/x?a=1>2'>300</a>, dijo (<i>sic</i>)", "hasta 300, dijo (sic)"),
        ('<img src="x" onerror="alert(3)">238 people', "238 people"),
        ("<script>alert(3)</script>238 people", "238 people"),
        ("238 personas <script type='a'>if (a < 3) { alert(3) }</script>", "238 personas"),
        ("<script>alert(3) 238 people", "238 people"),
        ("</script> 238 personas", "238 personas"),
        ("see javascript:alert(3) 238 people", "see 238 people"),
        ("<!-- 99 people --> 238 people", "238 people"),
        ('"> 238 people', '" 238 people'),
    ],
)
def test_tags_are_no_prose(text: str, expected: str) -> None:
    assert without_tags(text) == expected
    assert without_tags(expected) == expected


@pytest.mark.parametrize(
    "text",
    [
        "more than > 238 people, < 300",
        "más de > 238 personas, < 300; I <3 it; a<b",
        "write to <press@state.example> or see <https://state.example/238/>",
        "el escrito dice <ilegible> y <nombre>",
        "the alert(3) of March; Title 8 (238)",
        "AT&amp;T, R&D y «Año & Cía.»",
        "",
    ],
)
def test_what_is_no_tag_stays(text: str) -> None:
    assert without_tags(text) == text


@pytest.mark.parametrize(
    "hostile", ["<b ", "<a x='", '<a x="', "<script>", "<!--", "&lt;b ", "javascript:a(", "<a a " * 9]
)
def test_hostile_text_is_read_in_a_moment(hostile: str) -> None:
    words = f"238 people {hostile * 20_000} 23 people"
    assert "238 people" in without_tags(words)
    assert "23 people" in without_tags(words)


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        (
            "Flights carrying &lt;b&gt;238&lt;/b&gt; people left Texas that night, officials told reporters there.",
            "238 people",
        ),
        (
            "Vuelos con &lt;b&gt;238&lt;/b&gt; personas salieron de Texas esa noche, según dijeron a la prensa.",
            "238 personas",
        ),
    ],
)
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.html", "<html><body><h1>A page with a name</h1><p>{}</p><p>{}</p></body></html>"),
        ("a.md", "# A page with a name\n\n{}\n\n{}\n"),
        ("a.md", "# A page with a name\n\n<div>{}</div>\n\n{}\n"),
        (
            "a.eml",
            "From: a@b.example\nSubject: A page\nDate: Mon, 17 Mar 2025 10:00:00 -0600\n"
            "Content-Type: text/html\n\n<p>{}</p><p>{}</p>",
        ),
    ],
)
def test_no_reader_takes_an_escaped_tag_for_more_than(words: str, figure: str, name: str, form: str) -> None:
    content = read(form.format(words, ENGLISH if "people" in words else SPANISH).encode(), name).content
    assert figure in content
    assert not set("<>&;") & set(content)


@pytest.mark.parametrize(
    "unseen",
    [
        "<noscript>alert(3) 77 people</noscript>",
        "<textarea>alert(3) 77 people</textarea>",
        "<button>alert(3) 77 people</button>",
        "<span hidden>alert(3) 77 people</span>",
        "<i style='display: none'>alert(3) 77 people</i>",
        "<script>alert(3); 77</script>",
    ],
)
def test_unseen_words_are_in_no_text_however_short_the_page(unseen: str) -> None:
    page = f"<html><body><article><h1>A page with a name</h1><p>x {unseen} after 238 men left.</p><p>{ENGLISH}</p>"
    assert [words for _, words in shown(read(page.encode(), "a.html"))] == [
        "A page with a name",
        "x after 238 men left.",
        ENGLISH,
    ]
