# ruff: noqa: E501 (tables of claims, one a line)
"""Promise 6: how many independent origins stand behind a figure, told by credits, papers quoted, asserters and documents."""

from __future__ import annotations

import random
from collections.abc import Sequence
from importlib.resources import as_file, files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.acquire import Acquired, acquire_source
from amparo.extract import extract_claims
from amparo.model import Claim, Figure, Source, source_of
from amparo.read import read_capture
from amparo.reconcile import Account, reconcile_claims
from kit.claims import PACK, account, claim, found

DAY = "2025-03-15"
Teller = tuple[str, str | None]
"""A paper, and whom it makes responsible."""


def figure_of(*tellers: Teller, lang: str = "en", sources: Sequence[Source] = ()) -> Figure:
    """The figure that all of them give, each in a document of its own."""
    claims = [
        claim("people.departed", 238, lang=lang, doc=f"d{n}", publisher=paper, asserter=asserter, when=DAY)
        for n, (paper, asserter) in enumerate(tellers)
    ]
    (figure,) = account(*claims, sources=sources).lines[0].steps[0].figures
    return figure


SAID = [
    # origins, English: who says it in two papers, Spanish: the same
    pytest.param(2, (None, None), (None, None), id="own reporting of each"),
    pytest.param(2, ("officials", "officials"), ("funcionarios", "funcionarios"), id="nameless sources are each paper's own"),
    pytest.param(2, ("two officials", None), ("dos funcionarios", None), id="nameless sources and own reporting"),
    pytest.param(2, ("a Salvadoran official", "a Salvadoran official"), ("un funcionario salvadoreño", "un funcionario salvadoreño"), id="a nameless official of a country"),
    pytest.param(1, ("Nayib Bukele", "President Bukele"), ("Nayib Bukele", "el presidente de El Salvador, Nayib Bukele"), id="one official in two papers"),
    pytest.param(2, ("Nayib Bukele", "Marco Rubio"), ("Nayib Bukele", "el secretario de Estado, Marco Rubio"), id="two officials"),
    pytest.param(2, ("Nayib Bukele", None), ("Nayib Bukele", None), id="an official and another paper's own reporting"),
    pytest.param(1, ("Salvadoran authorities", "President Nayib Bukele"), ("las autoridades salvadoreñas", "Nayib Bukele"), id="a government and who heads it"),
    pytest.param(1, ("the State Department", "the Department of State"), ("el Departamento de Estado", "El departamento de Estado"), id="one ministry under two names"),
    pytest.param(1, ("the State Department", "a State Department official"), ("el Departamento de Estado", "un funcionario del Departamento de Estado"), id="a ministry and somebody in it"),
    pytest.param(1, ("Judge Nora Quill", "Quill"), ("la jueza Nora Quill", "Quill"), id="a surname alone"),
    pytest.param(1, ("Pedro Alba Tovar", "Pedro Alba"), ("Pedro Alba Tovar", "Pedro Alba"), id="one surname of two"),
    pytest.param(1, ("an internal memo from the Salvadoran foreign ministry", "a Salvadoran memo"), ("un memorando interno de la cancillería salvadoreña", "un memorando salvadoreño"), id="one memo told by two"),
    pytest.param(1, ("a memo", "an internal Salvadoran memo"), ("un memorando", "un memorando salvadoreño"), id="a memo that may be the other"),
    pytest.param(2, ("a Salvadoran memo", "a U.S. memo"), ("un memorando salvadoreño", "un memorando estadounidense"), id="memos of two countries"),
    pytest.param(2, ("a Salvadoran memo", "emails between the two governments"), ("un memorando salvadoreño", "correos entre los dos gobiernos"), id="a memo and mails"),
    pytest.param(1, ("The Harbor Courier", None), ("The Harbor Courier", None), id="the other paper is named as who says it"),
    pytest.param(1, ("emails reviewed by The Harbor Courier", "emails"), ("correos publicados por The Harbor Courier", "correos"), id="mails that the other paper has"),
    pytest.param(1, ("Reuters", "The Reuters news agency"), ("Reuters", "la agencia Reuters"), id="an agency quoted by both"),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("origins", "en", "es"), SAID)
def test_who_says_it_in_two_papers(
    origins: int, en: tuple[str | None, str | None], es: tuple[str | None, str | None], lang: str
) -> None:
    first, second = en if lang == "en" else es
    told = [("The Northgate Ledger", first), ("The Harbor Courier", second)]
    for tellers in (told, [("The Northgate Ledger", second), ("The Harbor Courier", first)] if origins == 2 else told):
        figure = figure_of(*tellers, lang=lang)
        assert (figure.documents, figure.origins) == (2, origins)


def test_one_source_in_two_languages_is_one_origin() -> None:
    pairs = [
        ("the State Department", "el Departamento de Estado"),
        ("the Salvadoran government", "el Gobierno salvadoreño"),
        ("the White House", "la Casa Blanca"),
        ("a Salvadoran memo", "un memorando salvadoreño"),
        ("Judge James Boasberg", "el magistrado James Boasberg"),
    ]
    for en, es in pairs:
        claims = [
            claim("people.departed", 238, doc="a", publisher="The Northgate Ledger", asserter=en, when=DAY),
            claim("people.departed", 238, doc="b", publisher="Diario La Ceiba", asserter=es, when=DAY, lang="es"),
        ]
        (figure,) = account(*claims).lines[0].steps[0].figures
        assert figure.origins == 1, (en, es)
        other = [claims[0], claim("people.departed", 252, doc="b", publisher="B", asserter=es, when=DAY, lang="es")]
        assert ("contradiction" in found(*other)) == ("memo" in en), (en, es)


def paper(doc: str, publisher: str | None, *credits: str, cites: tuple[tuple[str, int], ...] = ()) -> Source:
    return Source(doc, doc, "en", publisher=publisher, credits=credits, cites=cites)


@pytest.mark.parametrize(
    ("cites", "starts", "origins"),
    [
        pytest.param((("Potomac Sentinel", 0),), (10, 10), 1, id="the paper that is credited"),
        pytest.param((("Potomac Sentinel", 40),), (10, 10), 2, id="credited only further on"),
        pytest.param((("Marco Rubio", 0),), (10, 10), 2, id="no outlet"),
        pytest.param((("The New York Times", 0),), (10, 10), 2, id="another outlet"),
    ],
)
def test_a_paper_that_passes_on_the_report_of_another(
    cites: tuple[tuple[str, int], ...], starts: tuple[int, int], origins: int
) -> None:
    sources = [paper("a", "The Potomac Sentinel"), paper("b", "Crónica del Golfo", cites=cites)]
    for asserter, expected in ((None, origins), ("two officials", origins), ("Nayib Bukele", 2)):
        claims = [
            claim("people.departed", 238, doc="a", publisher="The Potomac Sentinel", start=starts[0], when=DAY),
            claim("people.departed", 238, doc="b", publisher="Crónica del Golfo", asserter=asserter, start=starts[1], when=DAY),
        ]  # fmt: skip
        (figure,) = account(*claims, sources=sources).lines[0].steps[0].figures
        assert figure.origins == expected, asserter


def test_two_papers_that_credit_a_third_rest_on_it_though_it_is_not_there() -> None:
    sources = [paper(doc, f"Daily {doc}", cites=(("El Faro", 0),)) for doc in "ab"]
    claims = [claim("people.departed", 238, doc=d, publisher=f"Daily {d}", when=DAY) for d in "ab"]
    made = account(*claims, sources=sources)
    assert made.lines[0].steps[0].figures[0].origins == 1
    assert [r.kind for r in made.relations] == ["copies"]
    (finding,) = made.findings
    assert (finding.kind, "(El Faro)" in finding.explanation["en"]) == ("single_origin", True)


def test_a_memo_named_in_passing_is_what_the_paper_has_it_from() -> None:
    claims = [
        claim("money.pledged", 6_000_000, unit="USD", doc="a", publisher="Daily A", asserter="a Salvadoran memo"),
        claim("money.pledged", 6_000_000, unit="USD", doc="b", publisher="Diario B", lang="es", quote="un memorando salvadoreño habla de 6000000 dólares"),
    ]  # fmt: skip
    made = account(*claims)
    assert made.lines[0].steps[0].figures[0].origins == 1
    assert ["(a Salvadoran memo)" in f.explanation["en"] for f in made.findings if f.kind == "single_origin"] == [True]


def test_two_officials_whom_one_paper_quotes_are_two_origins() -> None:
    tellers: list[Teller] = [("Daily A", "Nayib Bukele"), ("Daily B", "Marco Rubio"), ("Daily B", "Nayib Bukele")]
    assert figure_of(*tellers).origins == 2
    assert figure_of(*tellers, ("Daily B", None)).origins == 1, "what B says itself it may have from either"


def test_one_document_is_one_origin_whoever_speaks_in_it() -> None:
    claims = [
        claim("people.departed", 238, doc="a", publisher="Daily A", asserter=name, start=n, when=DAY)
        for n, name in enumerate(["Nayib Bukele", "Marco Rubio", None])
    ]
    (figure,) = account(*claims).lines[0].steps[0].figures
    assert (figure.documents, figure.origins) == (1, 1)


ASSERTERS = [
    None,
    "officials",
    "Nayib Bukele",
    "the White House",
    "a Salvadoran memo",
    "a memo",
    "The Daily a",
    "Quill",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(ASSERTERS)), min_size=1, max_size=12), st.randoms())
def test_origins_are_never_more_than_documents_and_do_not_hang_on_order(
    told: list[tuple[str, str | None]], rng: random.Random
) -> None:
    claims = [
        claim("people.departed", 238, doc=doc, publisher=f"The Daily {doc}", asserter=said, start=n, when=DAY)
        for n, (doc, said) in enumerate(told)
    ]
    made = account(*claims)
    for figure in made.lines[0].steps[0].figures:
        assert 1 <= figure.origins <= figure.documents
        assert made.origins_behind(figure.claims) == figure.origins
    rng.shuffle(claims)
    assert account(*claims) == made


def example() -> Account:
    """The packaged example, read and set side by side."""
    claims: list[Claim] = []
    sources = []
    with as_file(files("amparo.packs").joinpath("detention_transfer", "example")) as folder:
        for item in acquire_source(str(folder), "2026-01-01T00:00:00Z"):
            assert isinstance(item, Acquired)
            if not item.opened:
                text = read_capture(item.capture, item.data, ("en", "es"))
                claims += extract_claims(text, PACK)
                sources.append(source_of(text))
    return reconcile_claims(claims, sources, PACK)


EXAMPLE = [
    # stage, figure, at least so many documents, origins
    ("terms.proposed", 500, "up_to", 2, 1),  # the Sentinel, and a paper that credits it
    ("money.pledged", 6_000_000, "exact", 2, 1),  # one memo, by AP twice
    ("money.approved", 15_000_000, "exact", 3, 2),  # congressional aides; the Sentinel, and a paper that credits it
    ("money.disbursed", 5_000_000, "less_than", 3, 1),  # the Sentinel, and two that credit it
    ("people.planned", 300, "about", 2, 1),  # one memo, by AP twice
]


def test_the_example_dossier_counts_no_copy_twice() -> None:
    figures: dict[tuple[str, object, str], list[tuple[int, int]]] = {}
    for line in example().lines:
        for step in line.steps:
            for figure in step.figures:
                key = (f"{line.ledger}.{step.stage}", figure.value, figure.bound)
                figures.setdefault(key, []).append((figure.documents, figure.origins))
    for stage, value, bound, documents, origins in EXAMPLE:
        counted = max(figures[stage, value, bound])
        assert counted[0] >= documents, stage
        assert counted[1] == origins, stage
