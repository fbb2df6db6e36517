"""The findings of an account, each kept with what it was found in, so that only what is touched is looked at again.

What finds something is an owner: a line, two parties, a story, a figure of a day, a right in a place. A line that is
touched touches its own owner, those of its parties, and those that show one of its figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from amparo.model import Decision, Finding
from amparo.packs import Pack
from amparo.reconcile.findings.acts import answered, opposed_acts, rights_of
from amparo.reconcile.findings.chronology import after_document, before_terms, day_of, other_year
from amparo.reconcile.findings.compare import anchored, named_parties
from amparo.reconcile.findings.contradiction import contradictions
from amparo.reconcile.findings.drift import alike, drift_draft
from amparo.reconcile.findings.explain import Draft, Explainer
from amparo.reconcile.findings.orders import breaches, is_lift, is_move, is_order
from amparo.reconcile.findings.promises import caps_exceeded, gap_left, reached, shortfalls
from amparo.reconcile.findings.rates import is_priced, may_close, rate_drafts
from amparo.reconcile.findings.sums import find_sums, sum_drafts
from amparo.reconcile.findings.voices import Series, Story, denials, restatements, series_of, single_origin, story_of
from amparo.reconcile.grounds import Grounds
from amparo.reconcile.items import Item
from amparo.reconcile.lines import Entry, Sheet, figure_of
from amparo.reconcile.place import Pair, Place
from amparo.reconcile.retellings import Drift
from amparo.reconcile.rules import Rules

Owner = tuple[object, ...]
Where = Callable[[Item], tuple[Sheet, Entry]]

ORDER = (
    "contradiction",
    "denial",
    "order_breached",
    "cap_exceeded",
    "sum_fails",
    "rate_fails",
    "shortfall",
    "drift",
    "impossible_date",
    "restated",
    "single_origin",
    "gap",
    "sum_closes",
    "rate_closes",
)
"""The order of a listing: what does not fit first, what fits last."""


class Findings:
    """All findings, from those of no document on; `settle` brings them up to date."""

    def __init__(self, pack: Pack, rules: Rules, grounds: Grounds) -> None:
        self._rules, self._grounds = rules, grounds
        self._where: Where = _nowhere
        self._of_doc: Callable[[str], Sequence[Item]] = _nothing
        self._explainer = Explainer(pack, rules)
        self._found: dict[Owner, tuple[Finding, ...]] = {}
        self._sheets: dict[str, Sheet] = {}
        self._parties: dict[Pair, dict[str, Sheet]] = defaultdict(dict)
        self._uses: dict[Owner, frozenset[str]] = {}
        self._users: dict[str, set[Owner]] = defaultdict(set)
        self._dirty: dict[Owner, None] = {}
        self._story: dict[Entry, Story] = {}
        self._stories: dict[Story, dict[Entry, str]] = {}
        self._told_of: dict[Owner, dict[str, Item]] = {}
        self._named: dict[str, set[Pair]] = {}
        self._reached: list[dict[str, set[Pair]]] = [{} for _ in rules.gaps]
        self._done: list[Counter[Pair]] = [Counter() for _ in rules.gaps]
        self._courts = [_Courts() for _ in rules.orders]
        self._closers: set[str] = set()
        self._alike: dict[Owner, dict[str, Drift]] = {}
        self._retold: dict[str, Owner] = {}

    def all(self, decisions: Iterable[Decision]) -> list[Finding]:
        """All findings, open ones first; one is resolved where the last decision on it that still stands says so."""
        resolved = _resolutions(decisions)
        findings = [
            replace(f, status="resolved", resolved_by=resolved[f.id]) if f.id in resolved else f
            for found in self._found.values()
            for f in found
        ]
        return sorted(findings, key=lambda f: (f.status != "open", ORDER.index(f.kind), f.ledger, f.id))

    def settle(
        self,
        where: Where,
        of_doc: Callable[[str], Sequence[Item]],
        sheets: Sequence[tuple[Sheet | None, Sheet | None]],
        moves: Sequence[tuple[Place, Iterable[Item], Iterable[Item]]],
        drifts: Iterable[tuple[Drift | None, Drift | None]],
        items: Mapping[str, tuple[Sequence[Item], Sequence[Item]]],
    ) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
        """Find anew what is touched. Findings that are new or told otherwise, and ids of those that are no more.

        Args:
            where: tells the line and the figure of a claim.
            of_doc: tells the claims of a document.
            sheets: lines before and now.
            moves: claims that left a place, and that came.
            drifts: retellings before and now.
            items: the claims of documents before and now.
        """
        self._where, self._of_doc = where, of_doc
        for before, _ in sheets:
            if before is not None:
                self._take_out(before)
        for _, now in sheets:
            if now is not None:
                self._put(now)
        for place, gone, _ in moves:
            self._index(place, gone, comes=False)
        for place, _, come in moves:
            self._index(place, come, comes=True)
        self._hear(items)
        for doc_id, (_, after) in items.items():
            self._name(doc_id, after)
            self._price(doc_id, after)
        for before, now in sheets:
            self._touch_stories(before, now)
            self._touch_gaps(before, now)
            self._touch_series(before, now)
        self._all_gaps()
        self._touch_drifts(drifts)
        found = self._find()
        self._where, self._of_doc = _nowhere, _nothing
        return found

    # What is touched

    def _touch(self, *owner: object) -> None:
        self._dirty[owner] = None

    def _take_out(self, sheet: Sheet) -> None:
        line = sheet.line
        self._sheets.pop(line.id, None)
        self._parties[line.sender, line.receiver].pop(line.id, None)
        self._touched(sheet)

    def _put(self, sheet: Sheet) -> None:
        line = sheet.line
        self._sheets[line.id] = sheet
        self._parties[line.sender, line.receiver][line.id] = sheet
        self._touched(sheet)

    def _touched(self, sheet: Sheet) -> None:
        line = sheet.line
        self._touch("line", line.id)
        if anchored(sheet):
            self._touch("caps", line.unit, line.sender, line.receiver)
            self._touch("terms", line.sender, line.receiver)
        self._touch_rates(sheet)
        for owner in self._users.get(line.id, ()):
            self._dirty[owner] = None

    def _index(self, place: Place, items: Iterable[Item], comes: bool) -> None:
        for item in items:
            day = day_of(item, place, self._rules)
            series = series_of(item, self._rules)
            owners: list[Owner] = [("right", *key) for key in rights_of(item, self._rules)]
            owners += [("day", *day)] if day is not None else []
            owners += [("series", place.line_id, series)] if series is not None else []
            for owner in owners:
                told = self._told_of.setdefault(owner, {})
                if comes:
                    told[item.id] = item
                else:
                    told.pop(item.id, None)
                    if not told:
                        del self._told_of[owner]
                self._dirty[owner] = None

    def _touch_series(self, before: Sheet | None, now: Sheet | None) -> None:
        """A series shows its figures as their first claims and speakers tell them."""
        if before is None or now is None:
            return
        faces = {figure_of(entry.items[0]): _face(entry) for entry in before.entries}
        changed = [e for e in now.entries if faces.get(figure_of(e.items[0]), _face(e)) != _face(e)]
        for entry in changed:
            for item in entry.items:
                series = series_of(item, self._rules)
                if series is not None:
                    self._touch("series", now.line.id, series)

    def _hear(self, items: Mapping[str, tuple[Sequence[Item], Sequence[Item]]]) -> None:
        """Orders, what lifts them, and moves that may go against them."""
        for number, (rule, court) in enumerate(zip(self._rules.orders, self._courts, strict=True)):
            changed = False
            for doc_id, (before, after) in items.items():
                for item in before:
                    changed |= court.orders.pop(item.id, None) is not None
                    changed |= court.lifts.pop(item.id, None) is not None
                for item in after:
                    if is_order(item, rule, self._rules):
                        court.orders[item.id], changed = item, True
                    elif is_lift(item, rule):
                        court.lifts[item.id], changed = item, True
                moves = [item for item in after if is_move(item, rule)]
                if moves:
                    court.moves[doc_id] = moves
                else:
                    court.moves.pop(doc_id, None)
                timed = {item.id: item for item in moves if item.claim.at}
                if timed:
                    court.timed[doc_id] = timed
                else:
                    court.timed.pop(doc_id, None)
            if not court.orders and not court.lines:
                continue
            told: dict[str, list[Item]] = defaultdict(list)
            for item in court.candidates():
                told[self._where(item)[0].line.id].append(item)
            lines = {line: tuple(found) for line, found in told.items()}
            for line in court.lines.keys() | lines.keys():
                if changed or court.lines.get(line) != lines.get(line):
                    self._touch("order", number, line)
            court.lines = lines

    def _name(self, doc_id: str, after: Sequence[Item]) -> None:
        named = named_parties(after, self._rules)
        before = self._named.pop(doc_id, set())
        if named:
            self._named[doc_id] = named
        if named != before:
            for item in after:
                sheet, _ = self._where(item)
                self._touch_gaps(sheet, sheet)

    def _touch_stories(self, before: Sheet | None, now: Sheet | None) -> None:
        was = dict.fromkeys(before.entries) if before else {}
        has = dict.fromkeys(now.entries) if now else {}
        for entry in was:
            if entry not in has and (story := self._story.pop(entry, None)) is not None:
                self._stories[story].pop(entry)
                self._touch("story", *story)
        for entry in has:
            if entry not in was and now is not None and (new := story_of(now, entry, self._grounds)) is not None:
                self._story[entry] = new
                self._stories.setdefault(new, {})[entry] = now.line.id
                self._touch("story", *new)
        if before and now and before.order != now.order:
            for entry in has:
                if entry in self._story:
                    self._touch("story", *self._story[entry])

    def _touch_rates(self, sheet: Sheet) -> None:
        """A rate depends on its own line and on those of its parties."""
        if any(is_priced(sheet, rate) for rate in self._rules.rates):
            self._touch("rate", sheet.line.id)
        if anchored(sheet):
            for line, other in self._parties[sheet.line.sender, sheet.line.receiver].items():
                if any(is_priced(other, rate) for rate in self._rules.rates):
                    self._touch("rate", line)

    def _price(self, doc_id: str, after: Sequence[Item]) -> None:
        """And on what its documents give beside it."""
        self._closers.discard(doc_id)
        for rate in self._rules.rates:
            priced = [i for i in after if i.claim.ledger == rate.ledger and "/" in (i.claim.unit or "")]
            for item in priced:
                self._touch("rate", self._where(item)[0].line.id)
            if priced and may_close(after, rate):
                self._closers.add(doc_id)

    def _touch_gaps(self, before: Sheet | None, now: Sheet | None) -> None:
        sheet = now or before
        if sheet is None:
            return
        for number, gap in enumerate(self._rules.gaps):
            if sheet.line.ledger == gap.ledger:
                known = reached(now, gap, self._named) if now else set()
                old = self._reached[number].pop(sheet.line.id, set())
                if known:
                    self._reached[number][sheet.line.id] = known
                self._done[number].update(known)
                self._done[number].subtract(old)
                self._touch("gap", number, sheet.line.sender, sheet.line.receiver)

    def _all_gaps(self) -> None:
        """Steps that are told now, or no more, for the parties of lines that are not touched."""
        for number, gap in enumerate(self._rules.gaps):
            for pair, lines in self._parties.items():
                owner: Owner = ("gap", number, *pair)
                if None not in pair and lines and (owner in self._found) != self._lacks(number, pair):
                    self._dirty[owner] = None
            if gap.beside and len(self._done[number]) > 4 * len(self._parties):
                self._done[number] += Counter()

    def _lacks(self, number: int, pair: Pair) -> bool:
        """Whether nobody tells of the step for these parties, who have an arrangement."""
        gap, done = self._rules.gaps[number], self._done[number]
        if any(done[p] > 0 for p in (pair, (None, pair[1]), (pair[0], None), (None, None))):
            return False
        ledgers = {sheet.line.ledger for sheet in self._parties[pair].values()}
        return gap.ledger in ledgers and (not gap.beside or not ledgers.isdisjoint(gap.beside))

    def _touch_drifts(self, drifts: Iterable[tuple[Drift | None, Drift | None]]) -> None:
        for before, now in drifts:
            if before is not None:
                owner = self._retold.pop(before.retold.id)
                self._alike[owner].pop(before.retold.id)
                self._dirty[owner] = None
            if now is not None:
                owner = ("drift", *alike(now, self._grounds))
                self._retold[now.retold.id] = owner
                self._alike.setdefault(owner, {})[now.retold.id] = now
                self._dirty[owner] = None

    # What is found

    def _find(self) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
        dirty, self._dirty = self._dirty, {}
        new: dict[str, Finding] = {}
        old: dict[str, Finding] = {}
        for owner in dirty:
            found = tuple(self._explainer.finding(draft) for draft in self._drafts(owner))
            before = self._found.pop(owner, ())
            if found:
                self._found[owner] = found
            old.update((finding.id, finding) for finding in before)
            new.update((finding.id, finding) for finding in found)
        told = tuple(finding for finding in new.values() if old.get(finding.id) != finding)
        return told, tuple(finding for finding in old if finding not in new)

    def _drafts(self, owner: Owner) -> Iterable[Draft]:
        kind, *key = owner
        found: Iterable[Draft] = getattr(self, f"_of_{kind}")(owner, *key)
        return found

    def _use(self, owner: Owner, lines: Iterable[str]) -> None:
        now, before = frozenset(lines), self._uses.pop(owner, frozenset())
        for line in before - now:
            self._users[line].discard(owner)
        for line in now - before:
            self._users[line].add(owner)
        if now:
            self._uses[owner] = now

    def _group(self, pair: Pair) -> list[Sheet]:
        return sorted(self._parties.get(pair, {}).values(), key=lambda sheet: sheet.order)

    def _of_line(self, _: Owner, line: str) -> Iterator[Draft]:
        sheet, rules = self._sheets.get(line), self._rules
        if sheet is None:
            return
        sums = find_sums(sheet, rules)
        yield from sum_drafts(sheet, sums)
        yield from contradictions(sheet, [s for s in sums if s.closes], rules)
        yield from denials(sheet, rules)
        yield from opposed_acts(sheet, rules)
        yield from shortfalls(sheet, rules)
        yield from after_document(sheet, rules)

    def _of_series(self, owner: Owner, line: str, series: Series) -> Iterator[Draft]:
        sheet, items = self._sheets.get(line), self._told_of.get(owner, {}).values()
        if sheet is not None and len({item.claim.published for item in items}) > 1:
            told = ((item, entry) for _, entry, item in self._ordered(items))
            yield from restatements(sheet, series, told, self._rules)

    def _of_caps(self, _: Owner, unit: str | None, sender: str, receiver: str) -> Iterator[Draft]:
        yield from caps_exceeded((s for s in self._group((sender, receiver)) if s.line.unit == unit), self._rules)

    def _of_terms(self, _: Owner, sender: str, receiver: str) -> Iterator[Draft]:
        yield from before_terms(self._group((sender, receiver)), self._rules)

    def _of_gap(self, _: Owner, number: int, sender: str | None, receiver: str | None) -> Iterator[Draft]:
        pair = (sender, receiver)
        gap = self._rules.gaps[number]
        if None not in pair and self._lacks(number, pair):
            yield from gap_left((s for s in self._group(pair) if s.line.ledger == gap.ledger), gap)

    def _of_rate(self, owner: Owner, line: str) -> Iterator[Draft]:
        sheet = self._sheets.get(line)
        asked: set[str] = set()

        def told(doc_id: str) -> list[tuple[Sheet, Entry]]:
            found = [self._where(item) for item in self._of_doc(doc_id)]
            asked.update(sheet.line.id for sheet, _ in found)
            return found

        for rate in self._rules.rates:
            if sheet is not None and is_priced(sheet, rate):
                group = self._group((sheet.line.sender, sheet.line.receiver)) if anchored(sheet) else ()
                yield from rate_drafts(sheet, group, told, self._closers, rate)
        self._use(owner, asked)

    def _of_story(self, _: Owner, name: str, docs: frozenset[str]) -> Iterator[Draft]:
        told = self._stories.get((name, docs), {})
        if not told:
            self._stories.pop((name, docs), None)
            return
        yield single_origin((name, docs), sorted(told, key=lambda e: (self._sheets[told[e]].order, e.ladder)))

    def _of_day(self, owner: Owner, *_: object) -> Iterator[Draft]:
        by_day: dict[str, list[Item]] = defaultdict(list)
        for item in self._told_of.get(owner, {}).values():
            by_day[item.claim.when or ""].append(item)
        several = len(by_day) > 1
        told = {day: self._ordered(items) for day, items in by_day.items()} if several else {}
        self._use(owner, (sheet.line.id for found in told.values() for sheet, _, _ in found))
        if several:
            yield other_year(dict(sorted(told.items(), key=lambda found: _position(*found[1][0]))))

    def _of_right(self, owner: Owner, *_: object) -> Iterator[Draft]:
        items = self._told_of.get(owner, {}).values()
        told = self._ordered(items) if len({item.claim.stance for item in items}) > 1 else []
        self._use(owner, (sheet.line.id for sheet, _, _ in told))
        yield from answered(told)

    def _of_order(self, owner: Owner, number: int, line: str) -> Iterator[Draft]:
        court, sheet = self._courts[number], self._sheets.get(line)
        orders = [(sheet, entry, item) for item in court.orders.values() for sheet, entry in (self._where(item),)]
        moves = [(entry, item) for _, entry, item in self._ordered(court.lines.get(line, ()))]
        self._use(owner, (line, *(given.line.id for given, _, _ in orders)) if moves else ())
        if moves and sheet is not None:
            given = [(entry, item) for _, entry, item in orders]
            yield from breaches(sheet, moves, given, court.lifts.values(), self._named, self._rules.orders[number])

    def _of_drift(self, owner: Owner, *key: object) -> Iterator[Draft]:
        same = sorted(self._alike.get(owner, {}).values(), key=lambda drift: drift.retold.order)
        if not same:
            self._alike.pop(owner, None)
            return
        yield drift_draft(tuple(key), same, self._grounds)

    def _ordered(self, items: Iterable[Item]) -> list[tuple[Sheet, Entry, Item]]:
        """Claims with line and figure, in the order of these."""
        return sorted(((*self._where(item), item) for item in items), key=lambda told: _position(*told))


class _Courts:
    """The claims that one rule of orders asks for.

    Attributes:
        orders, lifts: by id.
        moves: by document; `timed` are those that tell their moment.
        lines: the moves of each line that may be held against an order.
    """

    def __init__(self) -> None:
        self.orders: dict[str, Item] = {}
        self.lifts: dict[str, Item] = {}
        self.moves: dict[str, list[Item]] = {}
        self.timed: dict[str, dict[str, Item]] = {}
        self.lines: dict[str, tuple[Item, ...]] = {}

    def candidates(self) -> Collection[Item]:
        """The moves that tell their moment, or stand in one document with an order; none where there is no order."""
        if not self.orders:
            return ()
        found = {identifier: item for timed in self.timed.values() for identifier, item in timed.items()}
        for order in self.orders.values():
            found.update((item.id, item) for item in self.moves.get(order.claim.doc_id, ()))
        return found.values()


def _nowhere(item: Item) -> tuple[Sheet, Entry]:
    raise KeyError(item.id)


def _nothing(doc_id: str) -> Sequence[Item]:
    raise KeyError(doc_id)


def _face(entry: Entry) -> tuple[object, ...]:
    """What of a figure a sentence shows."""
    return entry.items[0].id, entry.amount, tuple(item.claim.hedge for item in entry.speakers)


def _position(sheet: Sheet, entry: Entry, item: Item) -> tuple[object, ...]:
    return sheet.order, entry.ladder, item.order


def _resolutions(decisions: Iterable[Decision]) -> dict[str, str]:
    known = list(decisions)
    superseded = {d.supersedes for d in known if d.supersedes}
    standing = [d for d in known if d.act == "resolve" and d.id not in superseded]
    return {d.target: d.id for d in sorted(standing, key=lambda d: (d.at, d.id))}
