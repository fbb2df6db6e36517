"""Small made-up dossiers in which much touches: few papers, parties, days and figures, told over and over."""

from __future__ import annotations

import random
from dataclasses import replace

from amparo.model import Claim, Decision, Passage, Source
from amparo.reconcile import Document, reconcile_claims
from kit.claims import PACK, claim

PAPERS = ["Daily A", "The Daily A", "Diario B", "Daily C", "AP", "White House", None]
ASSERTERS = [None, None, "Minister Jane Roe", "Jane Roe", "an official", "Daily C", "a Diario B report", "a memo"]
STAGES = [
    ("people.departed", (238, 261, 23, 15), "person"),
    ("people.arrived", (252, 238, (238, 261)), "person"),
    ("people.held", (238, 300), "person"),
    ("terms.agreed", (300, 500), "person"),
    ("terms.proposed", (300, 500), "person"),
    ("money.pledged", (6e6, 4.76e6), "USD"),
    ("money.disbursed", (4.76e6,), "USD"),
    ("money.pledged", (20000,), "USD/person"),
    ("terms.agreed", (1,), "year"),
    ("terms.in_force", (None,), None),
    ("legal.ordered", (None,), None),
    ("concern.raised", (None,), None),
    ("concern.raised", (None,), None),
    ("people.departed", (None,), None),
]
DAYS = ["2025-03-15", "2025-03-16", "2025-03-17", "2025-04-02", "2024-03-15", "2025-03", "2025", None, None, None]
STORY = (
    "The flights left in the night from an airfield in the south and nobody but the crews and some guards was told "
    "where they were bound, so that families waited for days before a list was shown to them by a clerk "
)
OTHER = (
    "Under a note that both sides keep to themselves the prison takes in people whom the other side sends, and is paid "
    "for each of them by the year, which lawyers on either side of the sea call no treaty and no contract at all "
)


def made_up_document(number: int, rng: random.Random) -> Document:
    """The document of that number, the same for the same state of `rng`."""
    name = f"{rng.choice('abc')}{number}.txt"
    published = rng.choice([*DAYS[:5], "2025-07-20", None])
    publisher, lang = rng.choice(PAPERS), rng.choice(["en", "es"])
    claims = [_claim(name, place, published, publisher, lang, rng) for place in range(rng.randint(0, 6))]
    if claims and rng.random() < 0.2:
        first = claims[0]
        claims.append(
            replace(first, stance="denies", supersedes=first.id, review=rng.choice(["corrected", "rejected"]))
        )
    credits = tuple(rng.sample(["AP", "Daily C", "Diario B", "Agency Z"], rng.choice([0, 0, 0, 1, 2])))
    cites = tuple(
        (rng.choice(["Daily A", "Daily C", "Agency Z"]), rng.choice([0, 150])) for _ in range(rng.choice([0, 0, 1]))
    )
    sources = [Source(name, name, lang, publisher=publisher, published=published, credits=credits, cites=cites)]
    passages = [Passage(name, 0, _text(rng)), Passage(name, 300, _text(rng))]
    return Document(name, tuple(claims), tuple(sources if rng.random() < 0.9 else ()), tuple(passages))


def _text(rng: random.Random) -> str:
    words = rng.choice([STORY, OTHER]).split() if rng.random() < 0.7 else [f"w{rng.randint(0, 99)}" for _ in range(40)]
    cut = rng.randint(0, 12)
    return " ".join(words[cut:])


def _claim(doc: str, place: int, published: str | None, publisher: str | None, lang: str, rng: random.Random) -> Claim:
    stage, values, unit = rng.choice(STAGES)
    value = rng.choice(values)
    bound = "none" if value is None else "between" if isinstance(value, tuple) else rng.choice(BOUNDS)
    day = rng.choice(DAYS)
    reasons: list[str] = [["forbids:moving"], ["frame:binding"], ["right:torture"], []][rng.randrange(4)]
    return claim(
        stage,
        value,
        bound,
        lang=lang,
        unit=unit,
        doc=doc,
        start=place * 100,
        publisher=publisher,
        published=published,
        asserter="Judge Ann Poe" if "forbids:moving" in reasons else rng.choice(ASSERTERS),
        when=day,
        at=f"{day}T{rng.choice(['18:45', '20:10'])}-04:00" if day and len(day) == 10 and rng.random() < 0.5 else None,
        sender=rng.choice(["USA", "USA", None]),
        receiver=rng.choice(["SLV", "SLV", "PAN", None]),
        stance=rng.choice(["affirms", "affirms", "affirms", "denies"]),
        hedge=rng.choice(["none", "none", "none", "conditional", "reported"]),
        scope=rng.choice([{}, {}, {"nationality": "VEN"}, {"nationality": "SLV"}, {"facility": "CECOT"}]),
        marks=rng.choice([(), (), (), ("headline",)]),
        review=rng.choice(["unreviewed", "unreviewed", "accepted", "rejected"]),
        reasons=tuple(reasons),
    )


BOUNDS = ["exact", "exact", "exact", "about", "up_to", "more_than", "less_than"]


def made_up_decisions(documents: list[Document], rng: random.Random) -> list[Decision]:
    """Decisions about the claims, lines, findings and documents of these, some about what is not there."""
    account = reconcile_claims(
        [c for d in documents for c in d.claims], [s for d in documents for s in d.sources], PACK
    )
    claims, lines = list(account.claims), [line.id for line in account.lines]
    docs, findings = list(account.sources), [finding.id for finding in account.findings]
    made = []
    for number in range(rng.randint(0, 6)):
        act = rng.choice(["same_line", "other_line", "same_origin", "resolve"])
        pool = {"same_line": claims + lines, "other_line": claims, "same_origin": claims + docs, "resolve": findings}[
            act
        ]
        if len(pool) < 2:
            continue
        target, other = rng.sample(pool, 2)
        joins = other if act in ("same_line", "same_origin") else None
        made.append(Decision(act, target, "ana", f"2025-08-0{number + 1}T10:00:00Z", "checked", other=joins))  # type: ignore[arg-type]
    return made
