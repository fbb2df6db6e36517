"""All claims of a dossier side by side: lines, relations, origins, findings."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from amparo.model import Claim, Decision, Passage, Source
from amparo.packs import Pack
from amparo.reconcile.account import Account
from amparo.reconcile.copies import find_copies
from amparo.reconcile.decided import LineDecisions, idle_resolutions, join_origins, newest_last
from amparo.reconcile.findings import find_findings
from amparo.reconcile.grounds import Grounds
from amparo.reconcile.items import counted_claims, items_of
from amparo.reconcile.lines import lay_out
from amparo.reconcile.origins import find_origins
from amparo.reconcile.place import place_items
from amparo.reconcile.relations import drifted, relate
from amparo.reconcile.retellings import find_drifts
from amparo.reconcile.rules import load_rules


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for reference cycles meanwhile: of the millions of objects made here none is in one."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_collector_at_rest()
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
    copies that credit nobody are not seen.

    Raises:
        PackError: the pack's `reconcile.yaml` or `findings.yaml` is wrong; the message says where.
    """
    rules = load_rules(pack)
    holding = newest_last(decisions)
    all_counted = counted_claims(claims)
    counted = {i: claim for i, claim in all_counted.items() if not claim.unconfirmed}
    known = _sources(sources, counted.values())
    grounds = Grounds(known.values(), pack, rules, find_copies(counted.values(), known, passages))
    items = items_of(counted, grounds.of, rules)
    items, unjoined = join_origins(items, grounds, known.values(), holding)
    origins = find_origins(grounds, {item.ground for item in items})
    drifts = find_drifts(items, origins, rules)
    lines = LineDecisions(place_items(items, rules), holding)
    sheets = lay_out(lines.places, rules)
    findings = find_findings(sheets, drifts, origins, rules, pack, holding)
    return Account(
        claims={item.id: item.claim for item in items},
        sources=known,
        lines=tuple(sheet.line for sheet in sheets),
        relations=(*(relation for sheet in sheets for relation in relate(sheet, origins)), *drifted(drifts)),
        origins=origins.all,
        findings=tuple(findings),
        grounds={item.id: item.ground for item in items},
        idle=(*lines.idle, *unjoined, *idle_resolutions(findings, holding)),
        unconfirmed={i: claim for i, claim in sorted(all_counted.items()) if claim.unconfirmed},
    )


def _sources(sources: Iterable[Source], claims: Iterable[Claim]) -> dict[str, Source]:
    known: dict[str, Source] = {}
    for source in sorted(sources, key=lambda s: (s.doc_id, s.doc), reverse=True):
        known[source.doc_id] = source
    for claim in claims:
        if claim.doc_id not in known:
            known[claim.doc_id] = Source(
                doc=claim.doc,
                doc_id=claim.doc_id,
                lang=claim.lang,
                publisher=claim.publisher,
                published=claim.published,
            )
    return dict(sorted(known.items()))
