"""The findings of a dossier of 59 documents against a known answer, held by floors that may be raised, not lowered."""

from __future__ import annotations

from pathlib import Path

import pytest

from account.matching import Bench, Result, load_answer
from amparo.brief import write_brief
from amparo.packs import load_pack

PRECISION = 1.0
RECALL = 0.95


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder: Path = tmp_path_factory.mktemp("account") / "dossier"
    return Bench.build(folder)


@pytest.fixture(scope="module")
def result(bench: Bench) -> Result:
    return bench.judge(load_answer())


def test_the_findings_a_careful_editor_wants(result: Result, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(
            f"\naccount: precision {result.precision:.2f} (floor {PRECISION}),"
            f" recall {result.recall:.2f} (floor {RECALL})"
        )
        for wanted in result.missed:
            print(f"  missed: {wanted['kind']}: {wanted['about']}")
        for finding in result.false:
            print(f"  false: {finding.kind}: {finding.explanation['en']}")
    assert result.precision >= PRECISION
    assert result.recall >= RECALL


def test_what_is_no_conflict_stays_quiet(result: Result) -> None:
    assert [(pair["reason"], finding.arithmetic) for pair, finding in result.noisy] == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_sentence_of_its_brief_is_refused(bench: Bench, lang: str) -> None:
    assert write_brief(bench.account, load_pack(), lang).refused == ()
