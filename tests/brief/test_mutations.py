"""Thousands of mutations of correct sentences, each refused to the last; and no correct sentence refused.

The sentences are those of the briefs of the example and of the account, and some of every kind that can be composed.
What is drawn is the same in every run.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import as_file, files
from itertools import chain, zip_longest
from pathlib import Path
from random import Random

import pytest

from account.matching import Bench
from amparo.dossier import Dossier
from amparo.reconcile import Account
from kit.mutants import Mutant, mutants
from kit.originals import Original, by_table, of_brief, refused

LANGUAGES = ("en", "es")
EVERY = 10
"""Of the sentences by table, which n-th is mutated; all are checked as they stand."""
OF_A_KIND = 160
"""How many mutants of a kind and language are checked; for all of them: `EVERY = 1`, and a number out of reach here."""
LEAST, LEAST_OF_LANGUAGE, LEAST_OF_KIND = 2000, 800, 50
KINDS = {
    "number", "bound", "hedge", "stage", "party", "denial", "voice", "unit", "date", "quote", "citation", "scope",
    "overstatement", "count", "merge",
}  # fmt: skip


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> list[Account]:
    """Those of the example dossier and of the one with the known answer."""
    folder: Path = tmp_path_factory.mktemp("mutations")
    example = Dossier.create(folder / "example", "The example")
    with as_file(files("amparo.packs").joinpath("detention_transfer", "example")) as documents:
        list(example.add([documents]))
    return [example.account(), Bench.build(folder / "account").account]


@pytest.fixture(scope="module")
def originals(accounts: list[Account]) -> dict[str, list[Original]]:
    """The sentences of each language, those of the briefs first."""
    return {
        lang: [*chain.from_iterable(of_brief(account, lang) for account in accounts), *by_table(lang)]
        for lang in LANGUAGES
    }


def drawn(originals: list[Original]) -> Iterator[Mutant]:
    """Distinct mutants, so many of each kind, from all parts of the list."""
    rng = Random(20250315)
    real = [made for made in originals if not made.leads]
    spoiled = [*real, *[made for made in originals if made.leads][::EVERY]]
    others = list({claim.id: claim for made in spoiled for claim in made.claims}.values())
    by_kind: dict[str, list[list[Mutant]]] = defaultdict(list)
    for made in rng.sample(spoiled, len(spoiled)):
        found: dict[str, list[Mutant]] = defaultdict(list)
        for mutant in mutants(made, others, rng):
            found[mutant.kind].append(mutant)
        for kind, some in found.items():
            by_kind[kind].append(rng.sample(some, len(some)))
    for lists in by_kind.values():
        seen: set[tuple[str, tuple[str, ...]]] = set()
        for mutant in (m for row in zip_longest(*lists) for m in row if m):  # one of each sentence, then a second one
            key = mutant.made.text, tuple(claim.id for claim in mutant.made.claims)
            if key not in seen and len(seen) < OF_A_KIND:
                seen.add(key)
                yield mutant


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_correct_sentence_is_refused(lang: str, originals: dict[str, list[Original]]) -> None:
    made_by = Counter(made.made_by for made in originals[lang])
    assert {"", "sentence", "before", "headline", "contrast", "support", "explanation"} == set(made_by)
    assert {made.text: why for made in originals[lang] if (why := refused(made))} == {}


def test_every_mutation_is_refused(originals: dict[str, list[Original]], capsys: pytest.CaptureFixture[str]) -> None:
    checked = {lang: list(drawn(originals[lang])) for lang in LANGUAGES}
    kinds = {lang: Counter(mutant.kind for mutant in found) for lang, found in checked.items()}
    with capsys.disabled():
        for lang, counts in kinds.items():
            told = ", ".join(f"{kind} {n}" for kind, n in sorted(counts.items()))
            print(f"\nmutations {lang}: {counts.total()} of {len(originals[lang])} sentences: {told}")
    assert all(set(counts) == KINDS and min(counts.values()) >= LEAST_OF_KIND for counts in kinds.values())
    assert min(counts.total() for counts in kinds.values()) >= LEAST_OF_LANGUAGE
    texts = {(m.made.text, tuple(c.id for c in m.made.claims)) for found in checked.values() for m in found}
    assert len(texts) >= LEAST
    passed = [(m.kind, m.made.text) for found in checked.values() for m in found if not refused(m.made)]
    assert passed == []
