"""Claims for the tests of reconciling, made from a few slots; the quote carries the figure in plain digits."""

from __future__ import annotations

from typing import Any

from amparo.model import Anchor, Claim, Decision, Finding
from amparo.packs import load_pack
from amparo.reconcile import Account, reconcile_claims

PACK = load_pack()
PARTIES = {"sender": "USA", "receiver": "SLV"}
WORDS = {"en": "people in all", "es": "personas en total"}


def claim(stage: str, value: Any = None, bound: str = "", lang: str = "en", **slots: Any) -> Claim:
    """A claim at `ledger.stage`; a document a claim, unless `doc` is given; between two parties, unless given."""
    ledger, _, stage = stage.partition(".")
    bound = bound or ("none" if value is None else "between" if isinstance(value, tuple) else "exact")
    digits = " ".join(
        f"{v:g}" if v < 1e6 else f"{v:.0f}" for v in (value if isinstance(value, tuple) else (value,)) if v
    )
    quote = slots.pop("quote", f"{bound} {digits} {WORDS[lang]}")
    unit = slots.pop("unit", None if bound == "none" else "person")
    doc = slots.pop("doc", "") or f"{lang}-{ledger}-{stage}-{digits}-{bound}-{slots.get('asserter')}.txt"
    start = slots.pop("start", 0)
    return Claim(
        doc=doc,
        doc_id=doc,
        lang=lang,
        anchor=Anchor(quote, start, start + len(quote)),
        ledger=ledger,
        stage=stage,
        value=value,
        bound=bound,  # type: ignore[arg-type]
        unit=unit,
        publisher=slots.pop("publisher", doc),
        **{**PARTIES, **slots},
    )


def account(*claims: Claim, decisions: tuple[Decision, ...] = (), **kwargs: Any) -> Account:
    """The account of these claims in the first pack."""
    return reconcile_claims(claims, kwargs.get("sources", ()), PACK, decisions, kwargs.get("passages", ()))


def found(*claims: Claim) -> dict[str, list[str]]:
    """The arithmetic of each finding, by kind."""
    kinds: dict[str, list[str]] = {}
    for finding in account(*claims).findings:
        kinds.setdefault(finding.kind, []).append(finding.arithmetic)
    return kinds


def the(kind: str, *claims: Claim) -> Finding:
    """The one finding of a kind."""
    (finding,) = [f for f in account(*claims).findings if f.kind == kind]
    return finding
