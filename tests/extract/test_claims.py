# ruff: noqa: E501 (tables of sentences, one a line)
"""Laws of reading: whatever the text, every claim stands on its words and in its pack, and is read the same twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.extract import read_claims
from amparo.model import Block, Text
from amparo.model.numerals import values_in
from amparo.packs import load_pack

PACK = load_pack()
WORDS = {
    "en": [
        "up to 300 people",
        "agreed to take",
        "paid",
        "$4.76 million",
        "were deported to El Salvador",
        "are held",
        "said",
        "according to",
        "a judge ordered",
        "denied",
        "not",
        "alleged",
        "would",
        "“",
        "”",
        ".",
        ";",
        ":",
        "the men",
        "by",
        "238",
        "of them",
        "on March 15",
    ],
    "es": [
        "hasta 300 personas",
        "acordó recibir",
        "pagó",
        "4",
        "76 millones de dólares",
        "fueron deportados a El Salvador",
        "están recluidos",
        "dijo",
        "según",
        "un juez ordenó",
        "negó",
        "no",
        "presuntos",
        "podría",
        "«",
        "»",
        ".",
        ";",
        ":",
        "los hombres",
        "por",
        "238",
        "de ellos",
        "el 15 de marzo",
    ],
}


def text_of(content: str, lang: str) -> Text:
    return Text("a.txt", "0" * 64, content, lang, "test/1", (Block(0, len(content)),), published="2025-04-01")


def salted(lang: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS[lang]) | st.text(max_size=6), max_size=24).map(" ".join)


LANGS = pytest.mark.parametrize("lang", ["en", "es"])


@LANGS
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_claim_of_any_text_holds(lang: str, data: st.DataObject) -> None:
    content = data.draw(salted(lang) | st.text(max_size=120))
    text = text_of(content, lang)
    read = read_claims(text, PACK)
    for claim in read.claims:
        assert claim.anchor.found_in(content)
        assert claim.stage in PACK.ledgers[claim.ledger].stages
        figures = claim.value if isinstance(claim.value, tuple) else (claim.value,)
        found = values_in(claim.quote, lang)
        assert all(f is None or any(abs(f - v) <= 1e-9 * max(1.0, abs(v)) for v in found) for f in figures)
    assert read_claims(text, PACK) == read
    renamed = read_claims(replace(text, doc="another.txt"), PACK)
    assert tuple(replace(c, doc="a.txt") for c in renamed.claims) == read.claims


ACTS = [
    ("en", "Kenya agreed to take up to 40 people from Denmark.", "terms/agreed 40 up_to none affirms DNK KEN"),
    ("es", "Kenia acordó recibir hasta 40 personas de Dinamarca.", "terms/agreed 40 up_to none affirms DNK KEN"),
    ("en", "Denmark proposed to send 90 people to Kenya.", "terms/proposed 90 exact none affirms DNK KEN"),
    ("es", "Dinamarca propuso enviar 90 personas a Kenia.", "terms/proposed 90 exact none affirms DNK KEN"),
    ("en", "Denmark paid Kenya $3 million.", "money/disbursed 3000000 exact none affirms DNK KEN"),
    ("es", "Dinamarca pagó 3 millones de dólares a Kenia.", "money/disbursed 3000000 exact none affirms DNK KEN"),
    ("en", "Denmark reportedly paid Kenya about $3 million.", "money/disbursed 3000000 about reported affirms DNK KEN"),
    ("es", "Dinamarca habría pagado unos 3 millones de dólares a Kenia.", "money/disbursed 3000000 about reported affirms DNK KEN"),
    ("en", "Denmark could pay Kenya $3 million.", "money/proposed 3000000 exact conditional affirms DNK KEN"),
    ("es", "Dinamarca podría pagar 3 millones de dólares a Kenia.", "money/proposed 3000000 exact conditional affirms DNK KEN"),
    ("en", "Denmark denied having paid Kenya $3 million.", "money/disbursed 3000000 exact none denies DNK KEN"),
    ("es", "Dinamarca negó haber pagado 3 millones de dólares a Kenia.", "money/disbursed 3000000 exact none denies DNK KEN"),
    ("en", "No one was deported to Kenya.", "people/arrived None none none denies None KEN"),
    ("es", "Nadie fue deportado a Kenia.", "people/arrived None none none denies None KEN"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "content", "expected"), ACTS)
def test_acts_between_two_states(lang: str, content: str, expected: str) -> None:
    claims = read_claims(text_of(content, lang), PACK).claims
    assert [
        f"{c.ledger}/{c.stage} {c.value if c.value is None else format(c.value, '.0f')} "
        f"{c.bound} {c.hedge} {c.stance} {c.sender} {c.receiver}"
        for c in claims
    ] == [expected]


VOICES = [
    ("en", "According to the Danish minister, 12 men were deported to Kenya.", "people/arrived", "the Danish minister"),
    ("es", "Según el ministro danés, 12 hombres fueron deportados a Kenia.", "people/arrived", "el ministro danés"),
    ("en", "A court ordered the government to stop the deportations.", "legal/ordered", "A court"),
    ("es", "Un tribunal ordenó al gobierno detener las deportaciones.", "legal/ordered", "Un tribunal"),
    ("en", "The government appealed the ruling.", "legal/appealed", "The government"),
    ("es", "El gobierno apeló el fallo.", "legal/appealed", "El gobierno"),
    ("en", "Amnesty International criticised the deportations.", "statement/criticised", "Amnesty International"),
    ("es", "Amnistía Internacional criticó las deportaciones.", "statement/criticised", "Amnistía Internacional"),
]


@pytest.mark.parametrize(("lang", "content", "stage", "asserter"), VOICES)
def test_who_is_responsible(lang: str, content: str, stage: str, asserter: str) -> None:
    claims = read_claims(text_of(content, lang), PACK).claims
    assert [(f"{c.ledger}/{c.stage}", c.asserter) for c in claims] == [(stage, asserter)]


@pytest.mark.parametrize(
    ("lang", "content"),
    [
        ("en", "Was Kenya paid $3 million?"),
        ("es", "¿Kenia recibió 3 millones de dólares?"),
        ("en", "How many of the 12 men were deported to Kenya?"),
        ("es", "¿Cuántos de los 12 hombres fueron deportados a Kenia?"),
    ],
)
def test_a_question_claims_nothing(lang: str, content: str) -> None:
    assert read_claims(text_of(content, lang), PACK).claims == ()
