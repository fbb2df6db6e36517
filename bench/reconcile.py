"""How fast claims are set side by side.

`python bench/reconcile.py [CLAIMS]` makes so many claims (a million unless told), reconciles them and prints claims/s.
The budget is a million claims in under 60 seconds.

The claims are made up: arrangements between pairs of countries, each told by many documents in two languages, by named
officials, nameless ones, memos, other outlets and the papers themselves, with figures that agree, differ and bound one
another.
"""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Iterator
from time import perf_counter

from amparo.model import Anchor, Claim, Source
from amparo.packs import load_pack
from amparo.reconcile import reconcile_claims

CLAIMS_A_DOCUMENT = 20
PAPERS = [f"Daily {n}" for n in range(400)]
SENDERS = ["USA", "GBR", "AUS", "DNK", "ITA", "ISR"]
RECEIVERS = ["SLV", "RWA", "NRU", "ALB", "XKX", "PAN", "CRI", "UGA", "SSD", "GTM"]
ASSERTERS = {
    "en": [None, None, "officials", "two officials", "Marco Rubio", "a State Department official", "a Salvadoran memo"],
    "es": [None, None, "funcionarios", "dos funcionarios", "Nayib Bukele", "el Departamento de Estado", "un memorando"],
}
STAGES = [
    ("people", "departed", "person", (238, 261, 137, 250, 17)),
    ("people", "arrived", "person", (238, 261, 252)),
    ("people", "held", "person", (238, 300, 252)),
    ("terms", "agreed", "person", (300, 500)),
    ("terms", "proposed", "person", (500, 1000)),
    ("money", "pledged", "USD", (6e6, 15e6)),
    ("money", "disbursed", "USD", (4.76e6, 5e6)),
    ("legal", "ordered", None, (None,)),
    ("concern", "raised", None, (None,)),
    ("statement", "criticised", None, (None,)),
]
BOUNDS = ["exact", "exact", "exact", "about", "up_to", "more_than", "at_least"]


def made_up(count: int, rng: random.Random) -> Iterator[Claim]:
    """So many claims, a document after the other."""
    for n in range(count):
        if n % CLAIMS_A_DOCUMENT == 0:
            doc = f"{n // CLAIMS_A_DOCUMENT:06d}.txt"
            lang = rng.choice(["en", "es"])
            publisher = rng.choice(PAPERS)
            day = f"2025-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
            sides = rng.choice(SENDERS), rng.choice(RECEIVERS)
        ledger, stage, unit, values = rng.choice(STAGES)
        value = rng.choice(values)
        bound = "none" if value is None else rng.choice(BOUNDS)
        quote = f"{bound} {value:.0f} in all" if value else "the words as they stand"
        start = n % CLAIMS_A_DOCUMENT * 100
        sender, receiver = sides if rng.random() < 0.8 else (None, sides[1])
        yield Claim(
            doc=doc,
            doc_id=doc,
            lang=lang,
            anchor=Anchor(quote, start, start + len(quote), "What went before it was", "and what came after it"),
            ledger=ledger,
            stage=stage,
            value=value,
            bound=bound,  # type: ignore[arg-type]
            unit=unit,
            asserter=rng.choice(ASSERTERS[lang]),
            when=day if rng.random() < 0.5 else None,
            sender=sender,
            receiver=receiver,
            scope={"nationality": "VEN"} if rng.random() < 0.3 else {},
            publisher=publisher,
            published=day,
        )


def sources_of(claims: list[Claim], rng: random.Random) -> list[Source]:
    """The documents of the claims: one in five prints a wire, one in five passes on another paper."""
    made = []
    for doc in dict.fromkeys((c.doc_id, c.lang, c.publisher, c.published) for c in claims):
        draw = rng.random()
        credits = ("AP",) if draw < 0.2 else ()
        cites = ((rng.choice(PAPERS), 300),) if draw > 0.8 else ()
        made.append(Source(doc[0], *doc[:2], publisher=doc[2], published=doc[3], credits=credits, cites=cites))
    return made


def main() -> None:
    """Make, reconcile, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rng = random.Random(20250315)
    claims = list(made_up(count, rng))
    sources = sources_of(claims, rng)
    pack = load_pack()
    reconcile_claims(claims[:1000], sources[:50], pack)
    began = perf_counter()
    account = reconcile_claims(claims, sources, pack)
    took = perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} claims in {took:.1f} s: {count / took:.0f} claims/s; peak {peak:.0f} MB")
    print(f"{len(account.lines)} lines, {len(account.relations)} relations, {len(account.findings)} findings")


if __name__ == "__main__":
    main()
