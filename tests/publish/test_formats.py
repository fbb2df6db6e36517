# ruff: noqa: E501 (tables of claims, one a line)
"""A brief as Markdown, JSON and one page: whole, self-contained, and safe from what documents hold."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from amparo.brief import write_brief
from amparo.model import Brief, Claim, Source
from amparo.publish import render_html, render_json, render_markdown
from amparo.publish.markdown import escape
from amparo.reconcile import Account, reconcile_claims
from kit.claims import PACK, claim

HOSTILE = [
    "<script>alert(1)</script>",
    "</style><style>body{display:none}</style>",
    '"><img src=x onerror=alert(1)>',
    "<a href='javascript:alert(1)'>",
    "<!-- --><b>",
    "![x](http://tracker.example/p.png)",
    "[x](javascript:alert(1))",
    "`code` **bold** | # heading",
    "\u202eright to left\u202c",
    "&lt;b&gt;",
]
VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """The elements and text of a page; fails on tags that do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("style", "title"):
            self.text.append(data)


def hostile(words: str) -> tuple[Brief, Account, dict[str, str]]:
    claims = [
        claim("terms.agreed", 300, "up_to", asserter=f"officials {words}", quote=f"up to 300 {words} men", doc="a"),
        claim("legal.ordered", asserter="the court", quote=f"turn back {words} now", doc="b", publisher=f"Paper {words}"),
        claim("people.held", 12, quote=f"12 {words}", scope={"group": f"men {words}"}, doc=f"{words}.html", asserter="x y"),
    ]  # fmt: skip
    sources = [Source(c.doc, c.doc_id, c.lang, title=f"Title {words}", publisher=c.publisher, published="2025-04-10", captured="2025-05-01T00:00:00Z") for c in claims]  # fmt: skip
    made = reconcile_claims(claims, sources, PACK)
    contexts = {c.id: f"Before {words}, they said: {c.quote} – and {words} after." for c in claims}
    return write_brief(made, PACK, "en"), made, contexts


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_documents_do_not_become_markup_in_the_page(words: str) -> None:
    brief, made, contexts = hostile(words)
    calm_brief, calm_made, calm_contexts = hostile("calm")
    page = Page(render_html(brief, made, PACK, contexts))
    calm = Page(render_html(calm_brief, calm_made, PACK, calm_contexts))
    assert set(page.tags) == set(calm.tags)
    assert not {"script", "img", "iframe", "object", "link", "form", "base"} & set(page.tags)
    assert not [name for _, name, _ in page.attributes if name.startswith("on") or name in ("style", "src")]
    assert all(value.startswith("#") for _, name, value in page.attributes if name == "href")
    assert "\u202e" not in "".join(page.text)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_documents_do_not_become_markup_in_markdown(words: str) -> None:
    brief, made, _ = hostile(words)
    text = render_markdown(brief, made, PACK)
    kinds = {token.type for block in MarkdownIt().parse(text) for token in [block, *(block.children or ())]}
    calm_brief, calm_made, _ = hostile("calm")
    calm = {
        t.type
        for b in MarkdownIt().parse(render_markdown(calm_brief, calm_made, PACK))
        for t in [b, *(b.children or ())]
    }
    assert kinds == calm
    assert not {"link_open", "image", "html_inline", "html_block", "code_inline"} & kinds
    assert "\u202e" not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. no list", "1\\. no list"),
        ("- no list", "\\- no list"),
        ("# no heading", "\\# no heading"),
        ("a*b_c", "a\\*b\\_c"),
        ("<b> & [x](y)", "&lt;b&gt; &amp; \\[x\\](y)"),
        ("two\nlines", "two lines"),
    ],
)
def test_markdown_is_escaped(text: str, expected: str) -> None:
    assert escape(text) == expected


def sample() -> tuple[Brief, Account, list[Claim]]:
    claims = [
        claim("terms.agreed", 300, "up_to", asserter="officials", publisher="The Northgate Ledger", doc="a", quote="no more than 300 men"),
        claim("terms.agreed", 300, "up_to", asserter="officials", publisher="The Weekly Beacon", doc="b"),
        claim("people.departed", 238, asserter="the White House", publisher="Press Office", doc="c", when="2025-03-15"),
        claim("money.disbursed", 5_000_000, "less_than", unit="USD", hedge="reported", publisher="The Northgate Ledger", doc="a"),
    ]  # fmt: skip
    sources = [Source("a", "a", "en", publisher="The Northgate Ledger", published="2025-04-10", captured="2025-05-01T00:00:00Z", credits=("Wire",)), Source("b", "b", "en", publisher="The Weekly Beacon", credits=("Wire",))]  # fmt: skip
    made = reconcile_claims(claims, sources, PACK)
    return write_brief(made, PACK, "en"), made, claims


def test_each_citation_opens_its_quote_in_context() -> None:
    brief, made, claims = sample()
    text = render_html(brief, made, PACK, {claims[0].id: "The ministry would take no more than 300 men, it wrote."})
    page = Page(text)
    links = [value[1:] for _, name, value in page.attributes if name == "href"]
    assert set(links) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert '<span class="around">The ministry would take </span><mark>no more than 300 men</mark>' in text
    assert '<span class="around">, it wrote.</span>' in text


def test_the_page_loads_nothing_and_names_its_language() -> None:
    brief, made, _ = sample()
    text = render_html(brief, made, PACK)
    assert "default-src 'none'" in text.replace("&#x27;", "'")
    assert not re.search(r"https?://|url\(|@import", text)
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert "<h1>" in text
    assert text.count("<h1>") == 1


@pytest.mark.parametrize("lang", ["en", "es"])
def test_beside_every_figure_stand_documents_and_origins(lang: str) -> None:
    """Promise 6: a reprint of one wire story is one origin."""
    _, made, _ = sample()
    brief = write_brief(made, PACK, lang)
    expected = {"en": "2 documents, 1 origin", "es": "2 documentos, 1 origen"}[lang]
    for output in (render_markdown(brief, made, PACK), render_html(brief, made, PACK)):
        assert expected in output


def test_the_json_shape() -> None:
    brief, _, _ = sample()
    data = render_json(brief)
    assert list(data) == [
        "lang",
        "title",
        "summary",
        "key_points",
        "open_questions",
        "sources",
        "withheld",
        "refused",
        "unconfirmed",
    ]
    assert list(data["title"]) == ["text", "claims", "machine_read"]
    assert all(
        list(s) == ["text", "claims", "machine_read"] and s["claims"] for s in data["summary"] + data["key_points"]
    )
    assert all(
        list(q) == ["text", "claims", "machine_read", "findings"] and q["findings"] for q in data["open_questions"]
    )
    assert all(list(s) == ["doc", "publisher", "published", "captured", "sha256"] for s in data["sources"])


@pytest.mark.parametrize("lang", ["en", "es"])
def test_an_empty_brief_is_still_a_page(lang: str) -> None:
    made = reconcile_claims([], [], PACK)
    brief = write_brief(made, PACK, lang)
    Page(render_html(brief, made, PACK))
    assert render_markdown(brief, made, PACK).startswith("# ")
    assert render_json(brief)["title"] is None


def test_both_languages_have_the_same_labels() -> None:
    from amparo.publish.evidence import labels

    assert list(labels("en")) == list(labels("es"))


@pytest.mark.parametrize(("lang", "quote"), [("en", "“turn back”"), ("es", "«turn back»")])
def test_passages_stand_in_the_quotation_marks_of_the_brief(lang: str, quote: str) -> None:
    made = claim("legal.ordered", asserter="the court", quote="turn back", publisher="The Lantern Post")
    account = reconcile_claims([made], [Source(made.doc, made.doc_id, "en")], PACK)
    text = render_markdown(write_brief(account, PACK, lang), account, PACK)
    assert f"1. {quote}" in text
    assert ("“" in text) == (lang == "en")
