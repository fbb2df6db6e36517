"""In CI a test may skip for want of ../shared and for nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = (Path(__file__).parents[1] / "conftest.py").read_text("utf-8")

SKIPS = """
import pytest

def test_skips():
    pytest.skip({reason!r})

@pytest.mark.skipif(True, reason={reason!r})
def test_is_marked():
    pass

@pytest.mark.xfail
def test_is_known_to_fail():
    assert False
"""


@pytest.mark.parametrize(
    ("ci", "reason", "bad"),
    [
        ("true", "no openssl", 1),
        ("true", "../shared/claims is absent", 0),
        ("", "no openssl", 0),
    ],
)
def test_a_skip_in_ci_is_a_failure(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, ci: str, reason: str, bad: int
) -> None:
    monkeypatch.setenv("CI", ci)
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(SKIPS.format(reason=reason))
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(failed=bad, errors=bad, skipped=2 - 2 * bad, xfailed=1)


def test_a_module_that_skips_itself_fails_in_ci(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile("import pytest\npytest.skip('no openssl', allow_module_level=True)\n")
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(errors=1)
