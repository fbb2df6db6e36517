"""What a brief says, and in which order: the furthest stage of each ledger, the one behind it, acts, disagreements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from amparo.brief.matter import Matter
from amparo.brief.phrases import Phrases, load_phrases
from amparo.brief.private import folded
from amparo.brief.voices import Voices, load_voices
from amparo.model import Claim, Finding
from amparo.packs import Pack
from amparo.reconcile.account import Account

QUESTIONS = (
    "contradiction",
    "denial",
    "order_breached",
    "cap_exceeded",
    "shortfall",
    "sum_fails",
    "rate_fails",
    "drift",
    "impossible_date",
    "gap",
    "restated",
    "single_origin",
)
"""Kinds of findings that leave a question open, most pressing first."""


LADDER_SPREAD = 10
"""A figure this many times the best supported one counts something else: a prison's inmates, not those moved."""


_HEADLINES = frozenset(("title", "heading"))
_SHORT_WORD = 3
"""Letters of the words that tell nothing of an act."""

_ENOUGH = 5
"""Key points from which on a point that does not stand between the main sides is left out."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing the brief can say: the claims that say it alike, the one told first in front."""

    claims: tuple[Claim, ...]
    documents: int
    origins: int
    central: bool
    named: bool

    @property
    def lead(self) -> Claim:
        """The claim whose words and voice are told."""
        return self.claims[0]

    @property
    def weight(self) -> tuple[bool, bool, bool, int, int, int]:
        """How much it matters: main parties first, whole before parts, known doers, then origins, documents, claims."""
        whole = not self.lead.scope.get("group") and "/" not in (self.lead.unit or "")
        return self.central, whole, self.named, self.origins, self.documents, len(self.claims)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: the points of the title, of each sentence of the summary, and of each key point."""

    title: tuple[Point, ...]
    summary: tuple[tuple[Point, ...], ...]
    differing: tuple[Point, Point] | None
    supported: Point | None
    key_points: tuple[Point, ...]


def choose(account: Account, pack: Pack, lang: str, known: Collection[str] = ()) -> Choice:
    """What the brief says of an account. The language decides only which of several equal voices is told.

    Args:
        known: ids of claims that the reader knows already: what one of them says is not told.
    """
    points = gather(account, pack, lang)
    if known:
        told_before = {id(account.claims[key]) for key in known if key in account.claims}
        fresh = {name: [p for p in found if not _any(p, told_before)] for name, found in points.items()}
        points = defaultdict(list, fresh)
    phrases = load_phrases(pack, lang)
    told: list[Point] = []
    summary: list[tuple[Point, ...]] = []
    for name in pack.ledgers:
        if len(summary) < 5:
            chosen = _ladder(points[name], pack, name, phrases)
            summary += [chosen] if chosen else []
            told += chosen
    differing = _differing(account, points, told)
    supported = None
    if not differing:
        supported = max(
            (p for p in told if p.lead.value is not None and p.documents > 2), key=lambda p: p.weight, default=None
        )
    told += differing or ()
    return Choice(
        title=_title(summary),
        summary=tuple(summary),
        differing=differing,
        supported=supported,
        key_points=tuple(_key_points(points, told, pack)),
    )


def _any(point: Point, claims: Collection[int]) -> bool:
    return any(id(claim) in claims for claim in point.claims)


def gather(account: Account, pack: Pack, lang: str) -> Mapping[str, list[Point]]:
    """All points by ledger, weightiest first."""
    drifted = {relation.claim for relation in account.relations if relation.kind == "drifts"}
    voices = load_voices(pack, lang)
    matter = Matter(account.claims.values(), load_phrases(pack, lang).courts)
    figure_of = {
        claim: (line.id, step.stage, n)
        for line in account.lines
        for step in line.steps
        for n, figure in enumerate(step.figures)
        for claim in figure.claims
    }
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    key_of = {id(claim): key for key, claim in account.claims.items()}
    for key, claim in account.claims.items():
        groups[_likeness(claim, figure_of.get(key))].append(claim)
    told_alike = [alike for claims in groups.values() for alike in _by_words(claims, key_of)]
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for key, claim in account.claims.items():
        alike[_figure(claim)].append(key)
    points: dict[str, list[Point]] = defaultdict(list)
    for claims in told_alike:
        if all(key_of[id(claim)] in drifted for claim in claims):
            continue  # what only careless retellings say is told as an open question
        ordered = sorted(claims, key=lambda c: _lead_order(c, key_of[id(c)], drifted, lang))
        docs = {claim.document for claim in claims}
        if not any(matter.holds(claim) for claim in claims):
            continue
        points[ordered[0].ledger].append(
            Point(
                claims=tuple(ordered),
                documents=len(docs),
                origins=account.origins_behind(
                    (key_of[id(claim)] for claim in claims),
                    alike[_figure(claims[0])] if claims[0].value is not None else (),
                ),
                named=_is_named(ordered[0], voices),
                central=any(matter.amid(claim) for claim in claims),
            )
        )
    for found in points.values():
        found.sort(key=lambda p: min(key_of[id(claim)] for claim in p.claims))
        found.sort(key=lambda p: p.weight, reverse=True)
    return defaultdict(list, points)


def _figure(claim: Claim) -> tuple[object, ...]:
    return claim.ledger, claim.stage, claim.value, claim.unit


def _likeness(claim: Claim, figure: tuple[str, str, int] | None) -> tuple[object, ...]:
    """What claims must share to be told in one sentence: the figure of their line, and all that holds it back."""
    slots = (claim.ledger, claim.stage, claim.value, claim.bound, claim.unit, claim.hedge, claim.stance)
    if claim.value is None:
        return (*slots, claim.when, claim.sender, claim.receiver, voice_key(claim))
    people = tuple(claim.scope.get(key) for key in ("nationality", "affiliation", "affiliation_status", "group"))
    return (*slots, *people, figure or (claim.sender, claim.receiver, claim.when))


def _by_words(claims: Sequence[Claim], key_of: Mapping[int, str]) -> Iterable[list[Claim]]:
    """Claims told alike, apart where their words are: two orders of one president are two acts.

    A figure says what it counts; an act is known by the rule that read it and by the words of its quote, its doer's
    aside, of which the shorter has half in common. In two languages only a date of its own tells that it is the same.
    """
    if claims[0].value is not None:
        return [list(claims)]
    sets: list[list[tuple[Claim, frozenset[str]]]] = []
    for claim in sorted(claims, key=lambda c: key_of[id(c)]):
        doer = folded(claim.asserter or "").split()
        words = frozenset(w for w in folded(claim.quote).split() if len(w) > _SHORT_WORD and w not in doer)
        home = next((known for known in sets if any(_same_act(claim, words, *other) for other in known)), None)
        if home is None:
            sets.append(home := [])
        home.append((claim, words))
    return [[claim for claim, _ in known] for known in sets]


def _same_act(claim: Claim, words: frozenset[str], other: Claim, others: frozenset[str]) -> bool:
    if claim.lang != other.lang:
        return claim.when is not None and claim.when not in (claim.published, other.published)
    if not _rules(claim) & _rules(other) and _rules(claim) and _rules(other):
        return False
    least = min(len(words), len(others))
    return words == others or (least > 0 and len(words & others) * 2 > least)


def _rules(claim: Claim) -> frozenset[str]:
    """The patterns that read the claim; none where a person wrote it."""
    return frozenset(reason for reason in claim.reasons if reason.startswith("pattern:"))


def _is_named(claim: Claim, voices: Voices) -> bool:
    """Whether an act has a doer that the pack knows; a figure needs none."""
    return claim.value is not None or (claim.asserter is not None and voices.recognises(claim.asserter, claim.lang))


def voice_key(claim: Claim) -> str:
    """Who says it, coarsely: the last word of the name (`Judge James Boasberg`, `Boasberg`)."""
    return folded(claim.asserter or claim.publisher or claim.doc).split()[-1]


def _lead_order(claim: Claim, key: str, drifted: Collection[str], lang: str) -> tuple[object, ...]:
    """The claim to be told: reviewed, no retelling that lost something, complete in its parties, voice and date."""
    return (
        claim.review not in ("accepted", "corrected"),
        key in drifted,
        not _HEADLINES.isdisjoint(claim.marks),
        claim.sender is None,
        claim.receiver is None,
        claim.asserter is None,
        claim.lang != lang,
        claim.when is None,
        claim.published or "9999",
        key,
    )


def _ladder(points: Sequence[Point], pack: Pack, name: str, phrases: Phrases) -> tuple[Point, ...]:
    """Of a ledger with figures, its furthest stage and the best supported one behind it; else its main act."""
    affirmed = [p for p in points if p.lead.stance == "affirms"] or list(points)
    figures = [p for p in affirmed if p.lead.value is not None and p.central]
    figures = figures or [p for p in affirmed if p.lead.value is not None]
    acts = [p for p in affirmed if p.lead.value is None]
    if not figures or (acts and name in phrases.acts_first):
        return _main_act(acts, pack, name)
    leading = [p for p in figures if p.lead.unit not in phrases.units_last] or figures
    unit = Counter(p.lead.unit for p in leading for _ in range(p.documents)).most_common(1)[0][0]
    best: dict[str, Point] = {}
    for point in figures:
        if point.lead.unit == unit:
            best.setdefault(point.lead.stage, point)
    rank = pack.ledgers[name].rank
    ceiling = LADDER_SPREAD * _size(max(best.values(), key=lambda p: p.weight).lead)
    best = {stage: p for stage, p in best.items() if _size(p.lead) <= ceiling}
    furthest = max(best.values(), key=lambda p: rank(p.lead.stage))
    behind = [p for p in best.values() if p is not furthest]
    other = max(behind, key=lambda p: (p.lead.value != furthest.lead.value, p.weight, rank(p.lead.stage)), default=None)
    return (other, furthest) if other else (furthest,)


def _size(claim: Claim) -> float:
    """The upper end of a figure."""
    return claim.value[1] if isinstance(claim.value, tuple) else claim.value or 0.0


def _main_act(points: Sequence[Point], pack: Pack, name: str) -> tuple[Point, ...]:
    rank = pack.ledgers[name].rank

    def weight(point: Point) -> tuple[object, ...]:
        lead = point.lead
        return (
            point.central,
            point.named,
            not {"legal_basis", "facility"}.isdisjoint(lead.scope),
            point.origins,
            point.documents,
            lead.asserter is not None,
            rank(lead.stage),
            lead.when or "",
        )

    best = max(points, key=weight, default=None)
    return (best,) if best else ()


def _title(summary: Sequence[tuple[Point, ...]]) -> tuple[Point, ...]:
    """The furthest figure of up to three ladders that share their parties; else the first act."""
    figures = [chosen[-1] for chosen in summary if chosen[-1].lead.value is not None]
    figures = [p for p in figures if p.lead.stance == "affirms"]
    if figures:
        parties = (figures[0].lead.sender, figures[0].lead.receiver)
        return tuple(p for p in figures if (p.lead.sender, p.lead.receiver) == parties)[:3]
    return tuple(p for chosen in summary for p in chosen if p.lead.stance == "affirms")[:1]


def _differing(
    account: Account, points: Mapping[str, list[Point]], told: Sequence[Point]
) -> tuple[Point, Point] | None:
    """The weightiest pair of points that an open contradiction or denial sets against each other."""
    point_of = {id(claim): point for found in points.values() for point in found for claim in point.claims}
    by_claim = {key: point_of[id(claim)] for key, claim in account.claims.items() if id(claim) in point_of}
    pairs: list[tuple[Point, Point]] = []
    for finding in account.findings:
        if finding.status != "open" or finding.kind not in ("contradiction", "denial"):
            continue
        sides = list({id(by_claim[c]): by_claim[c] for c in finding.claims if c in by_claim}.values())
        for i, one in enumerate(sides):
            pairs += [(one, other) for other in sides[i + 1 :] if _excludes(one.lead, other.lead)]
    fresh = [pair for pair in pairs if not (pair[0] in told and pair[1] in told)]
    return max(fresh, key=lambda pair: (_same_scope(*pair), *sorted(p.weight for p in pair)), default=None)


def _same_scope(one: Point, other: Point) -> bool:
    """Whether two figures plainly count the same: a reader need not be told that these are all of those."""
    a, b = one.lead, other.lead
    return a.stage == b.stage and all(a.scope.get(k) == b.scope.get(k) for k in ("nationality", "affiliation", "group"))


def _excludes(one: Claim, other: Claim) -> bool:
    return one.stance != other.stance or (one.value, one.bound) != (other.value, other.bound)


def _key_points(points: Mapping[str, list[Point]], told: Sequence[Point], pack: Pack) -> Iterable[Point]:
    """Up to nine points not told yet, the ledgers taking turns, none twice in other words.

    A point that is not between the main sides is told only where there is little else.
    """
    seen = {key for point in told for key in _sayings(point.lead)}
    ranked = [p for found in points.values() for p in found]
    count = 0
    for most, some in ((9, [p for p in ranked if p.central]), (_ENOUGH, [p for p in ranked if not p.central])):
        for point in _in_turns(some, pack, seen):
            if count < most:
                count += 1
                yield point


def _in_turns(points: Iterable[Point], pack: Pack, seen: set[tuple[object, ...]]) -> Iterator[Point]:
    """The points of each ledger in turns; `seen` keeps what has been said."""
    queues: dict[str, list[Point]] = {name: [] for name in pack.ledgers}
    for point in points:
        queues[point.lead.ledger].append(point)
    while queues:
        for name in list(queues):
            fresh = next((p for p in queues[name] if not seen.intersection(_sayings(p.lead))), None)
            if fresh is None:
                del queues[name]
                continue
            queues[name].remove(fresh)
            seen |= set(_sayings(fresh.lead))
            yield fresh


def _sayings(claim: Claim) -> list[tuple[object, ...]]:
    """What a sentence on the claim says, coarsely: two that share one of these would repeat each other."""
    if claim.value is not None:
        return [(claim.ledger, claim.stage, claim.value, claim.unit, claim.stance)]
    return [(claim.ledger, claim.stage, voice_key(claim)), (claim.quote.casefold(),)]


def ranked_questions(findings: Iterable[Finding]) -> list[Finding]:
    """The open findings that leave a question, most pressing first."""
    open_ones = [f for f in findings if f.status == "open" and f.kind in QUESTIONS]
    return sorted(open_ones, key=lambda f: (QUESTIONS.index(f.kind), -len(f.claims), f.id))
