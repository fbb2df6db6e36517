"""What holds for all tests: in CI a test is not skipped, unless what it reads lies outside the repository."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

OUTSIDE = "../shared"
"""The one reason to skip in CI: `.ci/run` installs every tool, but this folder is not part of the repository."""


def must_not_skip(reason: str) -> bool:
    """Whether a test that skips for this reason fails instead."""
    return os.environ.get("CI") == "true" and OUTSIDE not in reason


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        _fail_in_ci(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        _fail_in_ci(report)
    return report


def _fail_in_ci(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if must_not_skip(reason):
        report.outcome = "failed"
        report.longrepr = f"Skipped in CI, where only {OUTSIDE} may be missing. {reason}"


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which OCR is not installed."""
    from amparo.read import ocr

    monkeypatch.setattr(ocr.shutil, "which", lambda name: None)
