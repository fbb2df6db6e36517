"""How fast claims are set side by side, and how fast one further document is.

`python bench/reconcile.py [CLAIMS]` makes so many claims (a million unless told), reconciles them, prints claims/s and
the peak of memory; then it takes fifty further documents of the same kind in, one by one, and out again, and prints the
time of one. The budgets are a million claims in under 60 seconds and 4 GB, and one document in under 100 ms.

The claims are made up, and skewed as a real matter is: the first of 300 arrangements between states is told most, the
tenth a tenth as often, and so with papers, figures, days and officials (Zipf's law). Documents are of two languages; in
them speak named officials, nameless ones, memos, other outlets and the papers themselves; figures agree, differ and
bound one another; one document in five prints a wire, one in five passes on another paper.
"""

from __future__ import annotations

import gc
import random
import resource
import sys
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from statistics import median, quantiles
from time import perf_counter
from typing import Generic, TypeVar

from amparo.model import Anchor, Claim, Source
from amparo.model.claim import Bound
from amparo.packs import load_pack
from amparo.reconcile import Changes, Document, Running

CLAIMS_A_DOCUMENT = 20
FURTHER = 50
SENDERS = ["USA", "GBR", "AUS", "DNK", "ITA", "ISR", "NLD", "DEU", "AUT", "CHE"]
RECEIVERS = ["SLV", "RWA", "NRU", "ALB", "XKX", "PAN", "CRI", "UGA", "SSD", "GTM"]
RECEIVERS += ["PNG", "GHA", "SWZ", "KEN", "HND", "MEX", "TUN", "LBY", "MRT", "EGY"]
RECEIVERS += ["TUR", "MAR", "NER", "TCD", "ETH", "BIH", "SRB", "UKR", "GEO", "ARM"]
ARRANGEMENTS = [(sender, receiver) for receiver in RECEIVERS for sender in SENDERS]
PAPERS = [f"Daily {n}" for n in range(1500)]
OFFICIALS = [f"{title} {name} {n}" for n in range(100) for title, name in (("Minister", "Roe"), ("Judge", "Poe"))]
ASSERTERS = {
    "en": [None, "officials", "two officials", "Marco Rubio", "a State Department official", "a Salvadoran memo"],
    "es": [None, "funcionarios", "dos funcionarios", "Nayib Bukele", "el Departamento de Estado", "un memorando"],
}
STAGES = [
    ("people", "departed", "person", (238, 261, 137, 250, 17)),
    ("people", "arrived", "person", (238, 261, 252)),
    ("people", "held", "person", (238, 300, 252)),
    ("terms", "agreed", "person", (300, 500)),
    ("terms", "proposed", "person", (500, 1000)),
    ("money", "pledged", "USD", (6e6, 15e6)),
    ("money", "disbursed", "USD", (4.76e6, 5e6)),
    ("money", "pledged", "USD/person", (20000,)),
    ("legal", "ordered", None, (None,)),
    ("concern", "raised", None, (None,)),
    ("statement", "criticised", None, (None,)),
]
BOUNDS: list[Bound] = ["exact", "exact", "exact", "about", "up_to", "more_than", "at_least"]

T = TypeVar("T")
DAYS = [date(2025, 1, 1) + timedelta(days=n) for n in range(365)]


class Skewed(Generic[T]):
    """Draws from a list by Zipf's law: the nth with a weight of 1/n."""

    def __init__(self, things: Sequence[T]) -> None:
        self._things = things
        self._weights = list(accumulate(1 / rank for rank in range(1, len(things) + 1)))

    def draw(self, rng: random.Random) -> T:
        """One of them."""
        return self._things[bisect(self._weights, rng.random() * self._weights[-1])]


class Matter:
    """What documents are made of, and a seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self._sides = Skewed(self.rng.sample(ARRANGEMENTS, len(ARRANGEMENTS)))
        self._papers, self._officials = Skewed(PAPERS), Skewed(OFFICIALS)
        self._days = {sides: Skewed(self.rng.sample(DAYS, len(DAYS))) for sides in ARRANGEMENTS}
        self._figures = [Skewed(values) for _, _, _, values in STAGES]

    def documents(self, count: int, first: int = 0) -> Iterator[Document]:
        """So many documents."""
        for number in range(first, first + count):
            yield self._document(f"{number:06d}.txt")

    def _document(self, doc: str) -> Document:
        rng = self.rng
        lang, publisher, sides = rng.choice(["en", "es"]), self._papers.draw(rng), self._sides.draw(rng)
        act = self._days[sides].draw(rng)
        published = (act + timedelta(days=rng.choice([0, 1, 1, 2, 3, 7, 30]))).isoformat()
        draw = rng.random()
        source = Source(
            doc,
            doc,
            lang,
            publisher=publisher,
            published=published,
            credits=("AP",) if draw < 0.2 else (),
            cites=((self._papers.draw(rng), 300),) if draw > 0.8 else (),
        )
        claims = (self._claim(source, place, sides, act.isoformat()) for place in range(CLAIMS_A_DOCUMENT))
        return Document(doc, tuple(claims), (source,))

    def _claim(self, source: Source, place: int, sides: tuple[str, str], day: str) -> Claim:
        rng = self.rng
        kind = rng.randrange(len(STAGES))
        ledger, stage, unit, _ = STAGES[kind]
        value = self._figures[kind].draw(rng)
        bound: Bound = "none" if value is None else rng.choice(BOUNDS)
        quote = f"{bound} {value:.0f} in all" if value else "the words as they stand"
        start = place * 100
        stated = rng.random() < 0.8
        return Claim(
            doc=source.doc,
            doc_id=source.doc_id,
            lang=source.lang,
            anchor=Anchor(quote, start, start + len(quote), "What went before it was", "and what came after it"),
            ledger=ledger,
            stage=stage,
            value=value,
            bound=bound,
            unit=unit,
            asserter=self._officials.draw(rng) if rng.random() < 0.2 else rng.choice(ASSERTERS[source.lang]),
            when=day if rng.random() < 0.5 else None,
            sender=sides[0] if stated else None,
            receiver=sides[1],
            scope={"nationality": "VEN"} if rng.random() < 0.3 else {},
            publisher=source.publisher,
            published=source.published,
        )


def main() -> None:
    """Make, reconcile, print; then one document more, and one less."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    matter, pack = Matter(20250315), load_pack()
    documents = list(matter.documents(count // CLAIMS_A_DOCUMENT))
    Running(pack, documents[:50]).account()
    began = perf_counter()
    running = Running(pack, documents)
    account = running.account()
    took = perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} claims in {took:.1f} s: {count / took:.0f} claims/s; peak {peak:.0f} MB")
    largest = max(len(line.claims) for line in account.lines)
    print(
        f"{len(account.lines)} lines, the largest of {largest} claims; "
        f"{len(account.relations)} relations, {len(account.findings)} findings"
    )
    del account, documents
    gc.collect()
    gc.freeze()  # as whoever keeps an account running should: what stays need not be searched for cycles
    further = list(matter.documents(FURTHER, first=count))
    _print("in", [_timed(running.take, document) for document in further])
    _print("out", [_timed(running.drop, document.doc_id) for document in further])


def _timed(change: Callable[[T], Changes], what: T) -> float:
    began = perf_counter()
    change(what)
    return (perf_counter() - began) * 1000


def _print(way: str, times: list[float]) -> None:
    first, *others = times
    print(
        f"one document more taken {way}: median {median(times):.0f} ms, "
        f"nine in ten under {quantiles(others, n=10)[-1]:.0f} ms, worst {max(others):.0f} ms; the first {first:.0f} ms"
    )


if __name__ == "__main__":
    main()
