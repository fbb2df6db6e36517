"""What a server answers is told as what it is: the page, an error, something in its way, or a part of it."""

from __future__ import annotations

import pytest

from amparo.acquire import Fetched, faults_of, media_type
from amparo.acquire.barriers import find_barrier, rules
from amparo.cli.sentences import said_in

ARTICLE = "<p>The government said that 238 people were held in the prison and that money had been paid.</p>" * 30
ARTÍCULO = "<p>El gobierno dijo que 238 personas estaban en la cárcel y que se había pagado el dinero.</p>" * 30


def html(body: str, title: str = "A page", head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def faults(data: bytes, status: int = 200, told: str = "text/html", cut: str = "") -> list[tuple[str, bool]]:
    answer = Fetched("https://diario.example/x", status, {"content-type": told}, data, cut=cut)
    found = list(faults_of(answer, media_type(data, "/x", told)))
    for fault in found:
        assert said_in("es", fault.reason) != fault.reason
        assert said_in("es", fault.remedy) != fault.remedy
    return [(fault.reason, fault.whole) for fault in found]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (204, "HTTP status 204"),
        (304, "nothing has changed"),
        (400, "HTTP status 400"),
        (401, "sign-in"),
        (402, "paid for"),
        (403, "refuses"),
        (404, "no such page"),
        (410, "was removed"),
        (429, "slow down"),
        (451, "legal reasons"),
        (500, "failed (HTTP status 500)"),
        (502, "failed (HTTP status 502)"),
        (503, "overloaded"),
        (522, "failed (HTTP status 522)"),
        (999, "HTTP status 999"),
    ],
)
def test_an_error_is_told(status: int, reason: str) -> None:
    ((said, whole),) = faults(html("<h1>Error</h1>"), status)
    assert reason in said
    assert whole


@pytest.mark.parametrize("status", [200, 203])
@pytest.mark.parametrize("body", [ARTICLE, ARTÍCULO, "<p>238 people were flown.</p>", "<p>Volaron 238 personas.</p>"])
def test_a_page_is_a_page(status: int, body: str) -> None:
    assert faults(html(body), status) == []


@pytest.mark.parametrize(
    ("data", "kind", "whole"),
    [
        (html("<p>Checking…</p>", "Just a moment..."), "challenge", True),
        (html("<p>Comprobando…</p>", "Un momento…"), "challenge", True),
        (html("<p>Please verify you are human to go on.</p>"), "challenge", True),
        (html("<p>Verifique que es un ser humano para seguir.</p>"), "challenge", True),
        (html("<script>window._cf_chl_opt={};</script>"), "challenge", True),
        (html("<div id=root></div><noscript>You need to enable JavaScript.</noscript>"), "script", True),
        (html("<div id=root></div><noscript>Debe habilitar JavaScript.</noscript>"), "script", True),
        (html("<p>This site requires JavaScript</p>"), "script", True),
        (html("<p>Active JavaScript para ver la página.</p>"), "script", True),
        (html("<form action='https://consent.google.com/save'>Accept all Reject all</form>"), "consent", True),
        (html("<p>Cookies…</p>", "Antes de ir a Google"), "consent", True),
        (html("<p>Accept all cookies</p><p>238 people were flown.</p>"), "consent", False),
        (html("<p>Aceptar todas las cookies</p><p>Volaron 238 personas.</p>"), "consent", False),
        (html(ARTICLE + "<p>Subscribe to continue reading</p>"), "paywall", False),
        (html(ARTÍCULO + "<p>Suscríbete para seguir leyendo</p>"), "paywall", False),
        (html("<p>Suscríbase para seguir leyendo.</p>"), "paywall", False),
        (
            html(ARTICLE, head='<script type="application/ld+json">{"isAccessibleForFree": false}</script>'),
            "paywall",
            False,
        ),
        # What only resembles them.
        (html(ARTICLE + "<noscript>Please enable JavaScript to comment.</noscript>"), None, False),
        (html(ARTÍCULO + "<noscript>Active JavaScript para comentar.</noscript>"), None, False),
        (
            html(
                "<p>238 people were flown to the prison on three planes.</p>" * 5
                + "<noscript>Enable JavaScript</noscript>"
            ),
            None,
            False,
        ),
        (html(ARTICLE + "<p>Accept all cookies</p>"), None, False),
        (html(ARTÍCULO + "<p>Aceptar todas las cookies</p>"), None, False),
        (html(ARTICLE + "<p>They had to verify you are human, he said.</p>"), None, False),
        (html(ARTICLE, "Just a moment..."), None, False),
        (html(ARTICLE, head='<script type="application/ld+json">{"isAccessibleForFree": true}</script>'), None, False),
        (html("<!-- subscribe to continue reading -->" + ARTICLE), None, False),
        (html("<script>say('Suscríbete para seguir leyendo')</script>" + ARTÍCULO), None, False),
        (b"", None, False),
        (b"<" * 100_000, None, False),
        (b"<!--" * 50_000, None, False),
        (b"<noscript>" * 50_000, None, False),
        ("<p>Suscríbete para seguir leyendo</p>".encode("cp1252"), "paywall", False),
    ],
)
def test_what_stands_in_the_way(data: bytes, kind: str | None, whole: bool) -> None:
    barrier = find_barrier(data)
    assert (barrier.kind if barrier else None, bool(barrier and barrier.whole)) == (kind, whole)


def test_every_rule_is_in_small_letters_and_speaks_both_languages() -> None:
    for rule in rules():
        for text in (*rule.titles, *rule.words, *rule.marks):
            assert text == text.lower()
            assert "…" not in text
        assert rule.words or rule.titles or rule.marks


def test_a_check_for_browsers_is_told_as_such_whatever_its_status() -> None:
    challenge = html("<p>Checking…</p>", "Just a moment...")
    for status in (200, 403, 429, 503):
        ((said, whole),) = faults(challenge, status)
        assert "check for browsers" in said
        assert whole


def test_a_page_in_place_of_a_document_is_told_and_read() -> None:
    assert faults(html(ARTICLE), told="application/pdf") == [
        ("The server calls it application/pdf, but it is a web page.", False)
    ]
    assert faults(html(ARTICLE), told="application/octet-stream") == []
    assert faults(b"%PDF-1.7\n", told="text/html") == []


def test_a_part_is_told_as_one_and_nothing_as_nothing() -> None:
    cut = "The transfer was cut: 4 bytes came of 100 bytes."
    assert faults(html(ARTICLE), cut=cut) == [(cut, False)]
    assert faults(b"", cut=cut) == [(cut, True)]
