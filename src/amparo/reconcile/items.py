"""A claim with all that comparing needs, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from amparo.model import Claim
from amparo.reconcile.grounds import Ground
from amparo.reconcile.intervals import Amount, amount_of
from amparo.reconcile.names import fold
from amparo.reconcile.rules import Rules
from amparo.reconcile.scope import TOTAL, Scope, scope_of
from amparo.reconcile.spans import Span, span_of

HEADLINES = frozenset({"headline", "title", "heading"})
"""Marks of a claim that stands in a headline, which is shorter than the truth."""

BESIDE = 120
"""Characters between a sum and the length of time that it is for: about a sentence."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it. `words` are the folded words of the asserter, or of the publisher where it speaks for itself.

    `named` is false where the words name nobody ("a State Department official"), so that another document's words may
    mean another source.
    """

    words: tuple[str, ...]
    named: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One claim to be compared.

    `order` sorts items by publication, document and place: the order of all listings. `lasting` is the length of time,
    value and unit, that stands beside a figure whose comparison asks for one (`priced` in reconcile.yaml).
    """

    id: str
    claim: Claim
    amount: Amount | None
    scope: Scope
    time: Span | None
    voice: Voice
    ground: Ground
    order: tuple[str, str, int, str]
    lasting: tuple[float, str] | None = None

    @property
    def firm(self) -> bool:
        """Whether findings may rest on it: not on what only would be, nor on a headline that nobody has reviewed."""
        unread = self.claim.review == "unreviewed" and not HEADLINES.isdisjoint(self.claim.marks)
        return self.claim.hedge != "conditional" and not unread

    @property
    def plain(self) -> bool:
        """Whether it is said without reserve."""
        return self.firm and self.claim.hedge == "none"

    def framed(self, frame: str) -> bool:
        """Whether the frame of this name tells it."""
        return f"frame:{frame}" in self.claim.reasons


def items_of(claims: Mapping[str, Claim], grounds: Iterable[Ground], rules: Rules) -> list[Item]:
    """The claims of one document, by id, ready to be compared, in order."""
    lengths = [c for c in claims.values() if c.unit in rules.durations and c.bound == "exact" and c.stance == "affirms"]
    found = (_item(i, claim, g, rules, lengths) for (i, claim), g in zip(claims.items(), grounds, strict=True))
    return sorted(found, key=lambda item: item.order)


def _lasting(claim: Claim, lengths: Iterable[Claim], rules: Rules) -> tuple[float, str] | None:
    """The one length of time within `BESIDE` characters of a figure, of the exact ones that its document affirms."""
    if (claim.ledger, claim.stage) not in rules.priced:
        return None
    near = {
        (other.value, other.unit)
        for other in lengths
        if max(other.anchor.start - claim.anchor.end, claim.anchor.start - other.anchor.end) <= BESIDE
    }
    value, unit = near.pop() if len(near) == 1 else (None, None)
    return (value, unit) if isinstance(value, (int, float)) and unit else None


def _item(identifier: str, claim: Claim, ground: Ground, rules: Rules, lengths: Iterable[Claim]) -> Item:
    return Item(
        id=identifier,
        claim=claim,
        amount=amount_of(claim, rules.nearly),
        scope=_scope(claim, rules),
        time=span_of(claim.when),
        voice=_voice(claim.asserter, claim.publisher or claim.doc, rules.unnamed),
        ground=ground,
        order=(claim.published or "9999", claim.doc, claim.anchor.start, identifier),
        lasting=_lasting(claim, lengths, rules),
    )


def _scope(claim: Claim, rules: Rules) -> Scope:
    if not claim.scope or claim.ledger in rules.unscoped or claim.unit in rules.unscoped:
        return TOTAL
    return scope_of({k: v for k, v in claim.scope.items() if rules.narrows(k, claim.ledger, claim.stage)})


@lru_cache(maxsize=65536)
def _voice(asserter: str | None, publisher: str, unnamed: frozenset[str]) -> Voice:
    words = fold(asserter or publisher)
    if not asserter:
        return Voice(words, named=True, own=True)
    named = bool(words) and words[0] not in unnamed and any(w[:1].isupper() for w in asserter.split()[-2:])
    return Voice(words, named, own=False)


def same_voice(a: Item, b: Item) -> bool:
    """Whether one source speaks in both: the same person or body, the same words, or a shorter form that ends them."""
    if a.ground.voices & b.ground.voices:
        return True
    if a.voice.own != b.voice.own:
        return False
    if a.claim.doc_id != b.claim.doc_id and not (a.voice.named and b.voice.named):
        return False
    short, long = sorted((a.voice.words, b.voice.words), key=len)
    return bool(short) and long[-len(short) :] == short
