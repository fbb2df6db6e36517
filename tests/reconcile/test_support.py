"""What rests on what, and what falls without a document or an origin."""

from __future__ import annotations

import pytest

from amparo.brief import fallen_sentences, write_brief
from amparo.model import Claim, Passage, Source
from amparo.reconcile import Account, resting, withdraw
from kit.claims import PACK, account, claim

DAY = "2025-03-15"
PASSAGE = (
    "Two chartered planes left the airfield shortly before midnight with 238 people on board, and nobody at the gate "
    "would say which judge had signed the papers that the guards were waving."
)


def dossier() -> Account:
    """A has the story; B copies it, C credits A, D has it from an official; E tells of the terms alone."""
    people = {doc: claim("people.departed", 238, doc=doc, publisher=f"Daily {doc}", when=DAY) for doc in "abc"}
    people["d"] = claim("people.departed", 238, doc="d", publisher="Daily d", asserter="Nayib Bukele", when=DAY)
    terms: Claim = claim("terms.agreed", 300, "up_to", doc="e", publisher="Daily e")
    sources = [Source(d, d, "en", publisher=f"Daily {d}", credits=("Daily a",) if d == "c" else ()) for d in "abcde"]
    passages = [Passage(doc, 0, PASSAGE) for doc in "ab"]
    return account(*people.values(), terms, sources=sources, passages=passages)


def ids(made: Account, *names: str) -> set[str]:
    return {o.id for o in made.origins if o.name in names}


@pytest.mark.parametrize(
    ("docs", "origins", "fall", "left"),
    [
        pytest.param("a", (), "ab", (2, 2), id="the first of a passage: its copy falls with it"),
        pytest.param("b", (), "b", (3, 2), id="the copy alone"),
        pytest.param("c", (), "c", (3, 2), id="who credits alone"),
        pytest.param("", ("Daily a",), "abc", (1, 1), id="the outlet: copy and credit fall"),
        pytest.param("", ("Nayib Bukele",), "d", (3, 1), id="an official"),
        pytest.param("d", ("Daily a",), "abcd", (0, 0), id="all of it"),
        pytest.param("e", (), "e", None, id="another line"),
        pytest.param("", (), "", None, id="nothing"),
    ],
)
def test_withdrawal(docs: str, origins: tuple[str, ...], fall: str, left: tuple[int, int] | None) -> None:
    made = dossier()
    lost = withdraw(made, set(docs), ids(made, *origins))
    assert {made.claims[c].doc for c in lost.claims} == set(fall)
    people = [(w.documents, w.origins) for w in lost.figures if w.figure.value == 238]
    assert people == ([left] if left else [])
    brief = write_brief(made, PACK, "en")
    told = fallen_sentences(brief, made, frozenset(lost.claims))
    assert (brief.title in told) == (fall in ("abcd", "e")), "it tells both figures"
    fallen = {figure for figure in ("238", "300") for s in told if s != brief.title and figure in s.text}
    assert fallen == {"abcd": {"238"}, "e": {"300"}}.get(fall, set())


def test_the_graph_holds_every_claim_and_is_that_of_the_origins() -> None:
    made = dossier()
    graph = resting(made)
    bare = {o.id: set(o.docs) - set(graph.get(o.id, {})) for o in made.origins}
    assert {o.name: bare[o.id] for o in made.origins if bare[o.id]} == {"Daily d": {"d"}}, "an outlet that only quotes"
    assert set(graph) <= set(bare)
    assert {c for docs in graph.values() for claims in docs.values() for c in claims} == set(made.claims)
    assert all(made.claims[c].doc_id == doc for docs in graph.values() for doc, claims in docs.items() for c in claims)
