"""Web pages: main text, the page's account of itself, and the way back to its elements."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from amparo.model import SkipItem, Text
from amparo.read.html_blocks import page_blocks, parse_page
from kit.documents import read, shown

FIRST = "El Gobierno de El Salvador aceptó recibir hasta 300 personas durante un año, según una nota diplomática."
SECOND = "El Departamento de Estado apartó 15 millones de dólares, de los que envió poco menos de 5 millones en abril."
THIRD = "Los abogados de las familias pidieron a la jueza que ordene entregar el texto del acuerdo antes del lunes."
ENGLISH = "The judge ordered the government to turn the planes around, and two of them landed all the same that night."


def page(body: str, head: str = "", lang: str = "es") -> str:
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'>{head}</head><body>"
        "<nav><a href='/'>Inicio</a> <a href='/x'>Últimas 24 noticias</a></nav>"
        f"<main><article>{body}</article></main>"
        "<footer><p>© 2025 Grupo. Todos los derechos reservados.</p></footer></body></html>"
    )


ARTICLE = f"<h1>Hasta 300, dice la nota</h1><p>{FIRST}</p><p>{SECOND}</p><h2>Los plazos</h2><p>{THIRD}</p>"


def read_page(source: str, **about: str) -> Text:
    return read(source.encode(), "nota.html", **about)


def test_main_text_in_blocks() -> None:
    assert shown(read_page(page(ARTICLE))) == [
        ("title", "Hasta 300, dice la nota"),
        ("paragraph", FIRST),
        ("paragraph", SECOND),
        ("heading", "Los plazos"),
        ("paragraph", THIRD),
    ]


def test_lists_quotes_and_tables_are_told_apart() -> None:
    body = (
        f"<h1>Cifras</h1><p>{FIRST}</p><ul><li>238 venezolanos</li><li>23 salvadoreños</li></ul>"
        f"<blockquote><p>«No es un contrato», dijo el portavoz de la Presidencia a los periodistas.</p></blockquote>"
        f"<p>{SECOND}</p><table><tr><th>Concepto</th><th>Monto</th></tr><tr><td>Apartado</td><td>15 millones</td></tr>"
        f"</table><p>{THIRD}</p>"
    )
    text = read_page(page(body))
    kinds = {words: kind for kind, words in shown(text)}
    assert kinds["238 venezolanos"] == kinds["23 salvadoreños"] == "item"
    assert kinds["«No es un contrato», dijo el portavoz de la Presidencia a los periodistas."] == "quote"
    assert kinds["Apartado"] == kinds["15 millones"] == "cell"
    assert "Apartado\t15 millones" in text.content


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>hasta 300<sup>2</sup> personas, dijo el ministro ante la prensa</p>", "300 2"),
        ("<ul><li><div>Departamento 1</div><div>1,234 personas detenidas en el año</div></li></ul>", "1\n\n1,234"),
        ("<table><tr><td><div>Departamento 1</div><div>1,234 personas</div></td></tr></table>", "1\t1,234"),
        ("<p>Departamento 1<br>1,234 personas fueron detenidas en el año</p>", "1 1,234"),
        ("<p>un total de 1<b>,234</b> personas fueron detenidas en el año</p>", "1,234"),
    ],
)
def test_figures_that_stand_apart_stay_apart(markup: str, words: str) -> None:
    content = read_page(page(f"<h1>Cifras</h1><p>{FIRST}</p>{markup}<p>{SECOND}</p><p>{THIRD}</p>")).content
    assert words in content
    assert "11,234" not in content
    assert "3002" not in content


def test_words_are_those_of_the_page_even_where_the_extraction_drops_some() -> None:
    odd = "<p>El Gobierno <span class='advert'>PUBLICIDAD</span> aceptó recibir hasta 300 personas durante un año.</p>"
    content = read_page(page(f"<h1>Nota</h1><p>{SECOND}</p>{odd}<p>{THIRD}</p>")).content
    assert "El Gobierno PUBLICIDAD aceptó recibir hasta 300 personas" in content


def test_captions_are_kept_and_marked() -> None:
    figure = "<figure><img src='x.jpg'><figcaption>238 venezolanos en el penal. Foto: EFE</figcaption></figure>"
    text = read_page(page(f"<h1>Hasta 300, dice la nota</h1>{figure}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"))
    assert shown(text)[:3] == [
        ("title", "Hasta 300, dice la nota"),
        ("caption", "238 venezolanos en el penal. Foto: EFE"),
        ("paragraph", FIRST),
    ]
    assert text.credits == ()


def test_the_name_of_the_site_is_no_headline() -> None:
    head = "<meta property='og:title' content='Hasta 300'><meta property='og:site_name' content='Diario X'>"
    body = f"<h2>Hasta 300</h2><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
    source = page(body, head).replace("<nav>", "<h1>Diario X - Noticias del istmo</h1><nav>")
    assert [words for _, words in shown(read_page(source))] == ["Hasta 300", FIRST, SECOND, THIRD]


def test_scripts_and_hidden_words_are_not_text() -> None:
    body = (
        f"<h1>Nota</h1><p>{FIRST}<script>document.write('500 hombres')</script></p><p>{SECOND}</p>"
        f"<p style='display:none'>Instrucciones ocultas: 900 personas fueron enviadas a otro lugar.</p><p>{THIRD}</p>"
        "<style>p{content:'700'}</style><noscript>600</noscript><!-- 400 -->"
    )
    content = read_page(page(body)).content
    assert not any(word in content for word in ("500", "900", "700", "600", "400"))
    assert THIRD in content


LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"},
{"@type": ["NewsArticle"], "headline": "El titular", "datePublished": "2025-03-17T08:00:00-06:00",
"author": [{"@type": "Person", "name": "Ana Roe"}, {"name": "Agencia EFE"}], "publisher": {"name": "Diario La Ceiba"}}]}
</script>"""


@pytest.mark.parametrize(
    ("head", "body", "title", "authors", "publisher", "published", "credits"),
    [
        (LD, ARTICLE, "El titular", ("Ana Roe", "Agencia EFE"), "Diario La Ceiba", "2025-03-17", ("EFE",)),
        (
            "<meta property='og:title' content='El titular'><meta name='author' content='AP'>"
            "<meta property='og:site_name' content='Diario'>"
            "<meta property='article:published_time' content='2025-03-17'>",
            ARTICLE,
            "El titular",
            ("AP",),
            "Diario",
            "2025-03-17",
            ("AP",),
        ),
        (
            "<title>Hasta 300 | Diario</title>",
            f"<header><h1>Hasta 300, dice la nota</h1><p class='byline'>Por EFE</p>"
            f"<time datetime='2025-03-17'>lunes</time></header><p>{FIRST}</p><p>{SECOND}</p>",
            "Hasta 300, dice la nota",
            (),
            None,
            "2025-03-17",
            ("EFE",),
        ),
        (
            "<link rel='canonical' href='https://www.laceiba.com/nota'><title>Titular</title>",
            f"<p>San Salvador, 17 mar (EFE).- {FIRST}</p><p>{SECOND}</p><p>Con información de AP</p>",
            "Titular",
            (),
            "laceiba.com",
            None,
            ("EFE", "AP"),
        ),
        (
            "<script type='application/ld+json'>{not json</script>",
            ARTICLE,
            "Hasta 300, dice la nota",
            (),
            None,
            None,
            (),
        ),
    ],
)
def test_what_the_page_says_of_itself(
    head: str,
    body: str,
    title: str,
    authors: tuple[str, ...],
    publisher: str | None,
    published: str | None,
    credits: tuple[str, ...],
) -> None:
    text = read_page(page(body, head))
    assert (text.title, text.authors, text.publisher) == (title, authors, publisher)
    assert (text.published, text.credits) == (published, credits)


@pytest.mark.parametrize(
    ("head", "title", "fragment"),
    [
        (
            "<meta property='og:title' content='Hasta 300, dice la nota | Diario La Ceiba'>",
            "Hasta 300, dice la nota",
            "block=5",
        ),
        ("<meta property='og:title' content='Otra cosa'>", "Otra cosa", "meta=title"),
    ],
)
def test_the_headline_of_the_page_is_taken_without_the_name_of_the_site(head: str, title: str, fragment: str) -> None:
    text = read_page(page(ARTICLE, head))
    assert (text.title, text.blocks[0].fragment) == (title, fragment)
    assert text.content.count(title) == 1
    assert "Hasta 300, dice la nota" in text.content


TWO_DATES = "<meta name='date' content='3/4/2025'><meta name='pubdate' content='2025-03-04'>"


@pytest.mark.parametrize(
    ("body", "head", "url", "published"),
    [
        (
            ARTICLE,
            TWO_DATES,
            None,
            "2025-03-04",
        ),
        (ARTICLE, "<meta name='date' content='3/4/2025'>", None, None),
        (ARTICLE, "", "https://diario.example/2025/03/17/nota", "2025-03-17"),
        (ARTICLE.replace("</h1>", "</h1><p>Redacción. 17 de marzo de 2025</p>"), "", None, "2025-03-17"),
    ],
)
def test_where_a_date_is_looked_for(body: str, head: str, url: str | None, published: str | None) -> None:
    text = read(page(body, head).encode(), "nota.html", url=url)
    assert text.published == published
    assert bool(text.problems) == (published is None)


def test_publisher_falls_back_to_the_address_it_came_from() -> None:
    assert read_page(page(ARTICLE), url="https://news.bbc.co.uk/nota").publisher == "bbc.co.uk"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "text/html; charset=ISO-8859-1"),
        ("utf-8", "text/html; charset=windows-1252"),
        ("utf-8-sig", "text/html; charset=ISO-8859-1"),
        ("cp1252", "text/html; charset=ISO-8859-1"),
        ("utf-16", "text/html; charset=utf-8"),
    ],
)
def test_a_spanish_page_with_a_latin_1_header(encoding: str, told: str) -> None:
    source = page(ARTICLE).replace("<meta charset='utf-8'>", "").encode(encoding)
    text = read(source, "nota.html", content_type=told)
    assert FIRST in text.content
    assert text.lang == "es"
    assert not text.problems


def test_a_page_that_lies_about_its_language() -> None:
    assert read_page(page(ARTICLE, lang="en")).lang == "es"
    assert read_page(page(f"<h1>Order</h1><p>{ENGLISH}</p><p>{ENGLISH}</p>", lang="es-SV")).lang == "en"


def test_blocks_lead_back_to_the_elements_of_the_page() -> None:
    source = page(ARTICLE)
    text = read_page(source)
    tree = parse_page(source)
    assert tree is not None
    elements = {f"block={block.number}": block.text for block in page_blocks(tree)}
    assert all(elements[block.fragment or ""] == text.content[block.start : block.end] for block in text.blocks)


def test_numbers_count_block_elements_in_document_order() -> None:
    tree = lxml_html.fromstring(
        "<html><head><title>x</title></head><body><nav><ul><li>a</li></ul></nav><p>uno</p><div>dos<p>tres</p>cuatro</div>"
        "<script>x()</script><p hidden>no</p><p>cinco</p></body></html>"
    )
    names = ("body", "nav", "ul", "li", "p", "div")
    order = [element for element in tree.iter() if element.tag in names]
    for block in page_blocks(tree):
        assert block.text in (order[block.number - 1].text_content() if block.number else "")
    assert [b.text for b in page_blocks(tree)] == ["uno", "dos", "tres", "cuatro", "cinco"]


def test_a_docket_is_read_from_its_tables() -> None:
    rows = "".join(
        f"<tr><td>0{n}/17/2025</td><td>ORDER number {n} filed by the court. The motion is granted in part.</td></tr>"
        for n in range(1, 9)
    )
    source = f"<html><head><title>25-766 Docket</title></head><body><table>{rows}</table></body></html>"
    text = read_page(source)
    assert all(f"ORDER number {n} filed" in text.content for n in range(1, 9))


@pytest.mark.parametrize(
    "source", ["<html><body></body></html>", "<!doctype html>", "<html><script>x()</script></html>"]
)
def test_nothing_to_read(source: str) -> None:
    with pytest.raises(SkipItem):
        read_page(source)


def test_what_is_nested_too_deep_is_told_not_cut() -> None:
    with pytest.raises(SkipItem, match="nested too deep"):
        read_page("<html><body>" + "<div>" * 3000 + f"<p>{FIRST}</p>" + "</div>" * 3000 + "</body></html>")
