"""Parts against a stated total: 238 + 23 = 261. Nothing is closed by force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import combinations

from amparo.reconcile.findings.compare import WITNESSES, by_weight, groups
from amparo.reconcile.findings.explain import Draft, plain
from amparo.reconcile.items import Item, same_voice
from amparo.reconcile.lines import Entry, Sheet
from amparo.reconcile.rules import Rules
from amparo.reconcile.scope import Scope, covers, exclusive

MOST_PARTS = 4
FROM_MANY = 3
"""Parts of a sum that no one document gives as a whole: more of them would close by chance."""

POOL = 24
A_SCOPE = 3
"""Totals and parts that are tried, best supported first, and how many figures of one scope among them."""

SMALL = 20
"""Below this a sum may close by chance, and counts only where one document gives all of it."""

NEAR = 0.9
"""A source's own parts that reach this share of its total, and not the total, are told as a sum that fails."""


@dataclass(frozen=True)
class Sum:
    """Parts and a total, in `entries` the parts first and the total last. `closes` says whether they add up."""

    parts: tuple[float, ...]
    total: float
    entries: tuple[Entry, ...]
    stages: tuple[str, ...]
    closes: bool

    @property
    def reached(self) -> float:
        """What the parts add up to."""
        return sum(self.parts)


def find_sums(sheet: Sheet, rules: Rules) -> list[Sum]:
    """Sums of a line that close, and those that one source gives itself and that fail.

    Parts are narrower in scope than their total, exact, not conditional, and count nobody twice: they differ in a
    dividing scope key, or one document gives them and the total together. For each total and scope, one sum that closes
    from all documents, those that single documents give, and one that fails.
    """
    unit = sheet.line.unit or "/"
    if "/" in unit or unit in rules.not_additive:
        return []
    found: list[Sum] = []
    for group in groups(sheet, rules):
        entries = [e for e in sheet.at(*group.stages) if e.asserted and e.amount and e.amount.exact]
        if any(e.scope for e in entries):
            found.extend(_sums(entries, group.stages, rules))
    return found


def sum_drafts(sheet: Sheet, sums: list[Sum]) -> Iterator[Draft]:
    """The sums of a line as findings."""
    for s in sums:
        yield _draft(sheet, s)


def _draft(sheet: Sheet, s: Sum) -> Draft:
    shown = " + ".join(plain(v) for v in s.parts)
    return Draft(
        kind="sum_closes" if s.closes else "sum_fails",
        ledger=sheet.line.ledger,
        key=(sheet.line.id, s.stages[0], sorted(s.parts), s.total),
        entries=s.entries,
        stages=tuple(dict.fromkeys(e.stage for e in sheet.entries if e in s.entries)),
        when=sheet.line.when,
        arithmetic=f"{shown} = {plain(s.reached)}" + ("" if s.closes else f" ≠ {plain(s.total)}"),
        fields={
            "parts": lambda speller: " + ".join(speller.hedged(speller.number(_value(e)), e) for e in s.entries[:-1]),
            "sum": lambda speller: speller.number(s.reached),
            "total": lambda speller: speller.figure(s.entries[-1]),
        },
    )


def _sums(entries: list[Entry], stages: tuple[str, ...], rules: Rules) -> Iterator[Sum]:
    failed: dict[tuple[float, Scope], Sum] = {}
    ranked = by_weight(entries)
    for total in _once(ranked):
        parts_of = (e for e in ranked if e.scope != total.scope and covers(total.scope, e.scope))
        pool = _once(e for e in parts_of if 0 < _value(e) < _value(total))
        if len(pool) < 2:
            continue
        said = {part: _by_doc(part) for part in pool}
        closing = {parts: None for parts in (_closing(pool, total, rules), *_own(pool, said, total, rules)) if parts}
        for parts in closing:
            yield Sum(tuple(_value(p) for p in parts), _value(total), (*parts, total), stages, closes=True)
        closed = {doc for parts in closing for doc in set.intersection(*(set(said[part]) for part in parts))}
        for s in _failing(said, closed, total, stages, rules):
            failed.setdefault((s.total, total.scope), s)
    yield from failed.values()


def _own(
    pool: list[Entry], said: Mapping[Entry, Mapping[str, list[Item]]], total: Entry, rules: Rules
) -> Iterator[tuple[Entry, ...]]:
    """The sums that single documents give as a whole, whatever others give of the same total."""
    docs = dict.fromkeys(item.claim.doc_id for item in total.items)
    for doc in [doc for doc in docs if sum(doc in said[part] for part in pool) > 1][:WITNESSES]:
        yield _closing([part for part in pool if doc in said[part]], total, rules)


def _closing(pool: list[Entry], total: Entry, rules: Rules) -> tuple[Entry, ...]:
    """The fewest parts that add up to the total; among as few, the best supported."""
    ordered = sorted(pool, key=lambda e: (-_value(e), e.items[0].order))
    for size in range(2, MOST_PARTS + 1):
        found = [p for p in _summing((), ordered, _value(total), size) if _adds_up(p, total, rules)]
        if found:
            return max(found, key=lambda parts: sorted(p.weight for p in parts))
    return ()


def _summing(chosen: tuple[Entry, ...], pool: list[Entry], rest: float, size: int) -> Iterator[tuple[Entry, ...]]:
    """All choices of `size` parts, largest first, that make up the rest and of which none holds another."""
    for place, part in enumerate(pool):
        value = _value(part)
        if value * size < rest:
            return
        if value > rest or any(covers(part.scope, c.scope) or covers(c.scope, part.scope) for c in chosen):
            continue
        if size == 1:
            if value == rest:
                yield (*chosen, part)
        else:
            yield from _summing((*chosen, part), pool[place + 1 :], rest - value, size - 1)


def _adds_up(parts: tuple[Entry, ...], total: Entry, rules: Rules) -> bool:
    apart = all(exclusive(a.scope, b.scope, rules.dividing) for a, b in combinations(parts, 2))
    if apart and _value(total) >= SMALL and len(parts) <= FROM_MANY:
        return True
    return bool(set.intersection(*({i.claim.doc_id for i in e.items} for e in (*parts, total))))


def _failing(
    said: Mapping[Entry, Mapping[str, list[Item]]],
    closed: Set[str],
    total: Entry,
    stages: tuple[str, ...],
    rules: Rules,
) -> Iterator[Sum]:
    """Where one source gives a total and its division by one key, and the division is more, or a little less.

    Documents whose own parts add up are left out.
    """
    giving = [i for i in total.items if sum(i.claim.doc_id in docs for docs in said.values()) > 1]
    speakers = [i for i in giving if i.claim.doc_id not in closed][:WITNESSES]
    for key in sorted(rules.dividing):
        divided = [p for p in said if {k for k, _ in p.scope - total.scope} == {key}]
        for speaker in speakers:
            doc = speaker.claim.doc_id
            parts = [p for p in divided if any(same_voice(i, speaker) for i in said[p].get(doc, ()))]
            reached = sum(map(_value, parts))
            once = len({p.scope for p in parts}) == len(parts) > 1
            if once and reached >= NEAR * _value(total) and reached != _value(total):
                ordered = tuple(sorted(parts, key=_value, reverse=True))
                yield Sum(tuple(map(_value, ordered)), _value(total), (*ordered, total), stages, closes=False)
                break


def _by_doc(entry: Entry) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in entry.items:
        found[item.claim.doc_id].append(item)
    return found


def _once(entries: Iterable[Entry]) -> list[Entry]:
    """Each value of each scope once, no more than are tried."""
    kept: dict[Scope, dict[float, Entry]] = defaultdict(dict)
    tried = 0
    for entry in entries:
        of_scope = kept[entry.scope]
        if len(of_scope) < A_SCOPE and _value(entry) not in of_scope and tried < POOL:
            of_scope[_value(entry)] = entry
            tried += 1
    return [entry for of_scope in kept.values() for entry in of_scope.values()]


def _value(entry: Entry) -> float:
    return entry.amount.interval.low if entry.amount else 0.0
