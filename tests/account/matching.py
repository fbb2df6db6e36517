"""How the findings of an account are set against the known answer of `expected.yaml`; its README gives the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from amparo.acquire import Acquired, acquire_source
from amparo.dossier import Dossier
from amparo.model import Claim, Finding, Text
from amparo.read import read_capture
from amparo.reconcile.account import Account

HERE = Path(__file__).parent
DOCUMENTS = HERE / "documents"
CONTEXT = ("published", "arrangement", "missing")
"""Sides that need not be claims."""
WHOLE = ("sum_closes", "sum_fails", "rate_closes", "rate_fails")
"""Kinds of which every side is needed."""


@dataclass(frozen=True)
class Answer:
    """What an editor wants of the documents: findings, and pairs that are none."""

    findings: Sequence[Mapping[str, Any]]
    quiet: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Result:
    """The findings of a program against the answer.

    Attributes:
        found, missed: expected findings, the optional ones left out.
        false: findings that nobody expected, of kinds that the answer lists.
        noisy: quiet pairs that stand in one finding all the same, with the finding.
    """

    found: Sequence[Mapping[str, Any]]
    missed: Sequence[Mapping[str, Any]]
    false: Sequence[Finding]
    noisy: Sequence[tuple[Mapping[str, Any], Finding]]

    @property
    def precision(self) -> float:
        """Share of the findings that were expected."""
        return len(self.found) / max(1, len(self.found) + len(self.false))

    @property
    def recall(self) -> float:
        """Share of the expected findings that are there."""
        return len(self.found) / max(1, len(self.found) + len(self.missed))


@dataclass(frozen=True)
class Bench:
    """The dossier of all documents, and where its claims stand."""

    account: Account
    texts: Mapping[str, Text]

    @classmethod
    def build(cls, folder: Path) -> Bench:
        """Add every document to a new dossier."""
        dossier = Dossier.create(folder, "The account")
        dossier.add([DOCUMENTS])
        texts: dict[str, Text] = {}
        for item in acquire_source(str(DOCUMENTS), "2026-01-01T00:00:00Z"):
            assert isinstance(item, Acquired), item
            texts[PurePosixPath(item.capture.doc).name] = read_capture(item.capture, item.data, ("en", "es"))
        return cls(dossier.account(), texts)

    @cached_property
    def _by_doc(self) -> Mapping[str, list[tuple[str, Claim]]]:
        claims: dict[str, list[tuple[str, Claim]]] = {}
        for key, claim in self.account.claims.items():
            claims.setdefault(PurePosixPath(claim.doc).name, []).append((key, claim))
        return claims

    def claims_at(self, quote: Mapping[str, str]) -> frozenset[str]:
        """Ids of the claims whose quote overlaps some words of a document."""
        start = self.texts[quote["doc"]].content.find(quote["words"])
        if start < 0:  # a date of the front matter
            return frozenset()
        end = start + len(quote["words"])
        claims = self._by_doc.get(quote["doc"], [])
        return frozenset(key for key, claim in claims if claim.anchor.start < end and start < claim.anchor.end)

    def matches(self, finding: Finding, wanted: Mapping[str, Any]) -> bool:
        """Whether a finding of the program is one that was expected."""
        if finding.kind not in (wanted["kind"], *_listed(wanted.get("or_kind"))):
            return False
        if finding.ledger not in (wanted["ledger"], *_listed(wanted.get("or_ledger"))):
            return False
        sides: dict[str, set[str]] = {}
        for quote in wanted["quotes"]:
            if quote["side"] not in CONTEXT and self.claims_at(quote).intersection(finding.claims):
                sides.setdefault(quote["side"], set()).add(quote["doc"])
        named = {quote["side"] for quote in wanted["quotes"]} - set(CONTEXT)
        if wanted["kind"] in WHOLE and finding.kind in WHOLE:
            return all(
                self.claims_at(quote).intersection(finding.claims)
                for quote in wanted["quotes"]
                if quote["side"] in ("part", "rate", "count")
            )
        if named <= {"copy", "origin"}:
            return sum(len(docs) for docs in sides.values()) >= 2
        return len(sides) >= min(2, len(named))

    def judge(self, answer: Answer) -> Result:
        """Set the account's findings against the answer."""
        findings = self.account.findings
        used: set[str] = set()
        found, missed = [], []
        for wanted in answer.findings:
            hits = [f for f in findings if self.matches(f, wanted)]
            used.update(f.id for f in hits)
            if not wanted.get("optional"):
                (found if hits else missed).append(wanted)
        return Result(found, missed, [f for f in findings if f.id not in used], list(self._noise(answer.quiet)))

    def _opposed(self, finding: Finding, a: Iterable[str], b: Iterable[str]) -> bool:
        """Whether a finding sets two claims against each other: its arithmetic says which figures exclude which."""
        if finding.kind != "contradiction" or "≠" not in finding.arithmetic:
            return True
        told = [[side.strip("<>≤≥~ ") for side in pair.split("≠")] for pair in finding.arithmetic.split(";")]
        figures = [{plain(self.account.claims[key]) for key in keys} for keys in (a, b)]
        return any((x in figures[0] and y in figures[1]) or (y in figures[0] and x in figures[1]) for x, y in told)

    def _noise(self, quiet: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Mapping[str, Any], Finding]]:
        for pair in quiet:
            a, b = self.claims_at(pair["a"]), self.claims_at(pair["b"])
            for finding in self.account.findings:
                kinds = pair.get("kinds", ("contradiction", "drift"))
                there = [keys.intersection(finding.claims) for keys in (a, b)]
                if finding.kind in kinds and all(there) and self._opposed(finding, *there):
                    yield pair, finding


def load_answer() -> Answer:
    """The answer as it was written."""
    data = yaml.safe_load((HERE / "expected.yaml").read_text("utf-8"))
    return Answer(data["findings"], data["quiet"])


def plain(claim: Claim) -> str:
    """A figure as the arithmetic of a finding writes it, without its sign."""
    return "" if claim.value is None or isinstance(claim.value, tuple) else f"{claim.value:.15g}"


def _listed(value: str | Sequence[str] | None) -> Sequence[str]:
    return [value] if isinstance(value, str) else value or ()
