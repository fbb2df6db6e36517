"""A retelling that lost its bound, hedge or stage: one finding for all that tell a figure alike after one document."""

from __future__ import annotations

from amparo.model import Claim
from amparo.reconcile.findings.explain import Draft, Speller, sign_of
from amparo.reconcile.grounds import Grounds
from amparo.reconcile.retellings import Drift, Loss


def alike(drift: Drift, grounds: Grounds) -> tuple[object, ...]:
    """What drifts from one document's words to the same other words share."""
    first = drift.original.claim
    return _publisher(first, grounds), drift.headline and first.doc, _words(first), _words(drift.retold.claim)


def drift_draft(key: tuple[object, ...], same: list[Drift], grounds: Grounds) -> Draft:
    """One finding for all drifts that are alike, in the order of the retellings."""
    first, retold, lost = same[0].original.claim, same[0].retold.claim, same[0].lost
    name = _publisher(first, grounds)
    names = sorted({_publisher(drift.retold.claim, grounds) for drift in same})

    def where(speller: Speller) -> str:
        return speller.phrase("in_text" if same[0].headline else "told_by", name=name)

    def there(speller: Speller) -> str:
        if same[0].headline:
            return speller.phrase("in_headline")
        return speller.phrase("retold_by", names=speller.joined(names))

    return Draft(
        kind="drift",
        ledger=first.ledger,
        key=key,
        entries=(),
        stages=tuple(dict.fromkeys((first.stage, retold.stage))),
        when=None,
        arithmetic=f"{_reckoned(first, lost)} → {_reckoned(retold, lost)}",
        fields={
            "said": lambda speller: _told(first, lost, speller),
            "told": lambda speller: _told(retold, lost, speller),
            "where": where,
            "there": there,
        },
        claims=tuple(dict.fromkeys((*(d.original.id for d in same), *(d.retold.id for d in same)))),
    )


def _words(claim: Claim) -> tuple[object, ...]:
    return claim.ledger, claim.stage, sign_of(claim), claim.unit, claim.hedge, claim.sender, claim.receiver


def _publisher(claim: Claim, grounds: Grounds) -> str:
    return grounds.name(grounds.publishers[claim.doc_id])


def _reckoned(claim: Claim, lost: tuple[Loss, ...]) -> str:
    """The figure, with the fixed words of hedge and stage where these make the difference."""
    held: list[str] = [claim.hedge] if "hedge" in lost and claim.hedge != "none" else []
    held += [claim.stage] if "stage" in lost else []
    return f"{sign_of(claim)} ({', '.join(held)})" if held else sign_of(claim)


def _told(claim: Claim, lost: tuple[Loss, ...], speller: Speller) -> str:
    said = speller.amount(claim.value, claim.bound, claim.unit)
    stage = speller.stage(claim.ledger, claim.stage) if "stage" in lost else ""
    if "hedge" in lost:
        said = speller.phrase("unhedged" if claim.hedge == "none" else claim.hedge, n=said)
        # one pair of brackets holds both
        return f"{said[:-1]}; {stage})" if stage and said.endswith(")") else said
    return speller.phrase("staged", n=said, stage=stage) if stage else said
