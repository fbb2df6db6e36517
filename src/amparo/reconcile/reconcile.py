"""All claims of a dossier side by side: lines, relations, origins, findings."""

from __future__ import annotations

from collections.abc import Iterable

from amparo.model import Claim, Decision, Passage, Source
from amparo.packs import Pack
from amparo.reconcile.account import Account
from amparo.reconcile.intake import documents_of
from amparo.reconcile.running import Running


def reconcile_claims(
    claims: Iterable[Claim],
    sources: Iterable[Source],
    pack: Pack,
    decisions: Iterable[Decision] = (),
    passages: Iterable[Passage] = (),
) -> Account:
    """The account of a dossier: a pure function of its arguments, whatever their order.

    Decisions about lines, origins and findings are applied here; those about claims have made the claims what they are.
    Rejected claims, and claims that a correction replaced, are left out; those read by OCR that no person has confirmed
    are put aside. A document of which there is no `Source` is
    known by what its claims tell of it. Passages of documents without claims are passed over; where none are given,
    copies that credit nobody are not seen. Whoever adds to the account afterwards keeps a `Running` instead.

    Raises:
        PackError: the pack's `reconcile.yaml` or `findings.yaml` is wrong; the message says where.
    """
    return Running(pack, documents_of(claims, sources, passages), decisions).account()
