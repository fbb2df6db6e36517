"""Which sentences of a brief fall where claims are taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from amparo.model import Brief, Sentence
from amparo.reconcile.account import Account


def fallen_sentences(brief: Brief, account: Account, fallen: Collection[str]) -> tuple[Sentence, ...]:
    """The sentences of which some figure or act is left without a claim, in the order of the brief."""
    titled = [brief.title] if brief.title else []
    told = [*titled, *brief.summary, *brief.key_points, *brief.open_questions]
    return tuple(sentence for sentence in told if _falls(sentence, account, fallen))


def _falls(sentence: Sentence, account: Account, fallen: Collection[str]) -> bool:
    said: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for identifier in sentence.claims:
        claim = account.claims[identifier]
        said[claim.ledger, claim.stage, claim.value, claim.bound, claim.unit, claim.stance].append(identifier)
    return any(all(identifier in fallen for identifier in claims) for claims in said.values())
