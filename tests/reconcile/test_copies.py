# ruff: noqa: E501 (tables of passages, one a line)
"""Promise 6: a passage taken from another document is no second origin, though nobody is credited."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.model import Block, Claim, Passage, Source, Text, passages_of
from amparo.reconcile import Account, reconcile_claims
from kit.claims import PACK, account, claim

DAY = "2025-03-15"
FIRST = {
    "en": "Two chartered planes left the airfield shortly before midnight with 238 people on board, and nobody at the gate would say which judge had signed the papers that the guards were waving.",
    "es": "Dos aviones fletados salieron del aeródromo poco antes de la medianoche con 238 personas a bordo, y nadie en el portón quiso decir qué jueza había firmado los papeles que agitaban los guardias.",
}
SECOND = [
    # origins, English, Spanish
    pytest.param(1, FIRST["en"], FIRST["es"], id="word for word"),
    pytest.param(
        1,
        "Shortly before midnight, two chartered planes left the airfield with 238 people on board, and nobody at the gate would say which judge had signed the papers.",
        "Poco antes de la medianoche, dos aviones fletados salieron del aeródromo con 238 personas a bordo, y nadie en el portón quiso decir qué jueza había firmado los papeles.",
        id="turned round and cut",
    ),
    pytest.param(
        1,
        "TWO CHARTERED PLANES left the airfield shortly before midnight with 238 people on board — and nobody at the gate would say which judge had signed the papers that the guards were waving! It rained.",
        "DOS AVIONES FLETADOS salieron del aerodromo poco antes de la medianoche con 238 personas a bordo — y nadie en el porton quiso decir que jueza habia firmado los papeles que agitaban los guardias. Llovía.",
        id="other case, accents and marks, and a sentence more",
    ),
    pytest.param(
        2,
        "Witnesses counted 238 people as they were led from the buses to a pair of planes, which took off around midnight; the guards showed documents but refused to name the court.",
        "Los testigos contaron 238 personas mientras las llevaban de los autobuses a un par de aviones, que despegaron hacia la medianoche; los guardias enseñaron documentos sin nombrar el tribunal.",
        id="the same told in other words",
    ),
    pytest.param(
        2,
        "Two chartered planes left the airfield shortly before midnight with 238 people.",
        "Dos aviones fletados salieron del aeródromo poco antes de la medianoche con 238 personas.",
        id="a phrase that two may write alike",
    ),
]


def source(doc: str, lang: str = "en", published: str | None = None, **more: Any) -> Source:
    return Source(doc, doc, lang, publisher=f"Daily {doc}", published=published, **more)


def told(texts: dict[str, str], lang: str, dates: dict[str, str] | None = None, **slots: Any) -> Account:
    """One document a text, each with one claim."""
    claims = [
        claim("people.departed", 238, doc=doc, publisher=f"Daily {doc}", when=DAY, lang=lang, **slots) for doc in texts
    ]
    sources = [source(doc, lang, (dates or {}).get(doc)) for doc in texts]
    return account(*claims, sources=sources, passages=[Passage(doc, 0, text) for doc, text in texts.items()])


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("origins", "en", "es"), SECOND)
def test_a_passage_that_two_documents_hold(origins: int, en: str, es: str, lang: str) -> None:
    made = told({"a": FIRST[lang], "b": en if lang == "en" else es}, lang)
    (figure,) = made.lines[0].steps[0].figures
    assert (figure.documents, figure.origins) == (2, origins)
    assert [r.kind for r in made.relations] == (["copies"] if origins == 1 else ["agrees"])
    assert [f.kind for f in made.findings] == (["single_origin"] if origins == 1 else [])


@pytest.mark.parametrize(
    ("lang", "speech"),
    [
        ("en", 'Two chartered planes with 238 people on board have landed, he wrote. "{}"'),
        ("es", "Han aterrizado dos aviones fletados con 238 personas a bordo, escribió. «{}»"),
    ],
)
def test_a_speech_that_two_reporters_heard_is_no_copy(lang: str, speech: str) -> None:
    texts = {"a": f"{speech.format(FIRST[lang])} A.", "b": speech.format(FIRST[lang])[40:]}
    assert told(texts, lang).lines[0].steps[0].figures[0].origins == 2


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        ({"a": "2025-03-20", "b": "2025-03-16"}, "Daily b"),
        ({"a": "2025-03-16", "b": "2025-03-20"}, "Daily a"),
        ({"a": "2025-03", "b": "2025-03-20"}, "Daily b"),
        ({"b": "2025-03-20"}, "Daily b"),
    ],
)
def test_the_earliest_published_is_the_original(dates: dict[str, str], first: str) -> None:
    made = told({"a": FIRST["en"], "b": FIRST["en"]}, "en", dates)
    assert [(o.name, o.docs) for o in made.origins if o.kind == "copy"] == [(first, ("a", "b"))]
    (finding,) = made.findings
    assert f"({first})" in finding.explanation["en"]


def test_only_the_claims_in_the_passage_rest_on_it() -> None:
    claims = [
        claim("people.departed", 238, doc=doc, publisher=f"Daily {doc}", start=start, when=DAY)
        for doc, start in (("a", 0), ("b", 900))
    ]
    passages = [Passage("a", 0, FIRST["en"]), Passage("b", 0, FIRST["en"])]
    assert account(*claims, passages=passages).lines[0].steps[0].figures[0].origins == 2


def test_who_credits_the_first_shares_the_origin_of_the_copy() -> None:
    """C credits A; B copies A without a word; where A itself is not counted, B and C are still one."""
    claims = [claim("people.departed", 238, doc=doc, publisher=f"Daily {doc}", when=DAY) for doc in "bc"]
    claims.append(claim("people.departed", 3, unit="flight", doc="a", publisher="Daily a", when=DAY))
    sources = [source("a"), source("b"), source("c", credits=("Daily a",))]
    passages = [Passage(doc, 0, FIRST["en"]) for doc in "ab"]
    made = account(*claims, sources=sources, passages=passages)
    assert [f.origins for line in made.lines for s in line.steps for f in s.figures if f.value == 238] == [1]


TRANSLATED = [("CNN", "en", "es"), ("El Faro", "es", "en")]


@pytest.mark.parametrize(("outlet", "first", "then"), TRANSLATED)
def test_a_translation_that_credits_its_story_is_one_origin(outlet: str, first: str, then: str) -> None:
    claims = [
        claim("people.departed", 238, doc="a", publisher=outlet, lang=first, when=DAY),
        claim("people.departed", 238, doc="b", publisher="Daily b", lang=then, when=DAY, start=10),
    ]
    plain = [Source("a", "a", first, publisher=outlet), Source("b", "b", then, publisher="Daily b")]
    for cites, origins in (((), 2), (((outlet, 0),), 1)):
        sources = [plain[0], Source("b", "b", then, publisher="Daily b", cites=cites)]
        assert account(*claims, sources=sources).lines[0].steps[0].figures[0].origins == origins


def test_headlines_cells_and_quoted_blocks_are_no_passages() -> None:
    content = "A headline\n\nIts text.\n\nIts item.\n\nA speech.\n\n238"
    kinds = {"A headline": "title", "Its text.": "paragraph", "Its item.": "item", "A speech.": "quote", "238": "cell"}
    blocks = tuple(
        Block(content.index(words), content.index(words) + len(words), kind)  # type: ignore[arg-type]
        for words, kind in kinds.items()
    )
    found = passages_of(Text("a.txt", "a", content, "en", "kit/1", blocks=blocks))
    assert [(p.text, content[p.start : p.end]) for p in found] == [(w, w) for w in ("Its text.", "Its item.")]


PASSAGES = [FIRST["en"], FIRST["es"], *(p.values[1] for p in SECOND[1:]), "Too short."]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PASSAGES), min_size=2, max_size=8), st.lists(st.sampled_from([None, DAY, "2025-04"]), min_size=8, max_size=8), st.randoms())  # fmt: skip
def test_the_order_of_documents_changes_no_origin(
    texts: list[Any], dates: list[str | None], rng: random.Random
) -> None:
    docs = [f"d{n}" for n in range(len(texts))]
    claims: list[Claim] = [claim("people.departed", 238, doc=doc, publisher=doc, when=DAY) for doc in docs]
    sources = [source(doc, published=date) for doc, date in zip(docs, dates, strict=False)]
    passages = [Passage(doc, 0, text) for doc, text in zip(docs, texts, strict=True)]
    made = reconcile_claims(claims, sources, PACK, (), passages)
    for listed in (claims, sources, passages):
        rng.shuffle(listed)
    assert reconcile_claims(claims, sources, PACK, (), passages) == made
