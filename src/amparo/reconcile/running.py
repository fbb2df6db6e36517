"""The account kept running: documents come and go, and only what they touch is worked out again.

A document goes through the same steps that a whole dossier goes through: what its claims rest on, where they belong,
the figures, lines and relations they make, what is retold of them, the findings. Each step keeps what it needs to know
of all others, takes in what changed in the step before it, and tells what that touches. A dossier taken in at once is
the same thing with everything touched; so the account never depends on how it came about.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from amparo.model import Claim, Decision, Finding, Line, Relation, Source
from amparo.packs import Pack
from amparo.reconcile.account import Account
from amparo.reconcile.copies import Copies
from amparo.reconcile.decided import Joined, Redirects, idle_resolutions, newest_last
from amparo.reconcile.findings import Findings
from amparo.reconcile.grounds import Grounds
from amparo.reconcile.intake import Document, Intake
from amparo.reconcile.items import Item, items_of
from amparo.reconcile.lines import Entry, Gathered, Sheet, figure_of, sheet_of
from amparo.reconcile.origins import find_origins
from amparo.reconcile.place import Move, Place, Places
from amparo.reconcile.relations import drifted, relate, within
from amparo.reconcile.retellings import Drift, Retellings
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


@dataclass(frozen=True, slots=True)
class Changes:
    """What is otherwise than before.

    Attributes:
        lines: lines that are new or changed; `lines_gone` are ids of those that are no more.
        relations, relations_gone: relations that are new, and that are no more.
        findings: findings that are new or told otherwise; `findings_gone` are ids of those that are no more.
    """

    lines: tuple[Line, ...] = ()
    lines_gone: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    relations_gone: tuple[Relation, ...] = ()
    findings: tuple[Finding, ...] = ()
    findings_gone: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class _Laid:
    """What is at a place: its figures, their line, and the relations between them."""

    gathered: dict[tuple[object, ...], Gathered] = field(default_factory=dict)
    sheet: Sheet | None = None
    between: list[tuple[Relation, ...]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class _Touch:
    """What changes in one figure: items gone, items come, and ids of those that stay and are asked again."""

    gone: list[Item] = field(default_factory=list)
    come: list[Item] = field(default_factory=list)
    again: set[str] = field(default_factory=set)


Touches = dict[Place, dict[tuple[object, ...], _Touch]]


class Running:
    """An account that is kept. One at a time may use it."""

    def __init__(self, pack: Pack, documents: Iterable[Document] = (), decisions: Iterable[Decision] = ()) -> None:
        """Raises `PackError` where the pack's `reconcile.yaml` or `findings.yaml` is wrong; the message says where."""
        self._rules = load_rules(pack)
        self._intake = Intake()
        self._copies = Copies()
        self._grounds = Grounds(pack, self._rules, self._copies)
        self._places = Places(self._rules)
        self._retellings = Retellings(self._grounds, self._rules)
        self._findings = Findings(pack, self._rules, self._grounds)
        self._holding = newest_last(decisions)
        self._counted: dict[str, dict[str, Claim]] = {}
        self._sources: dict[str, Source] = {}
        self._named: dict[str, set[str]] = defaultdict(set)
        self._raw: dict[str, list[Item]] = {}
        self._items: dict[str, list[Item]] = {}
        self._laid: dict[Place, _Laid] = {}
        self._drifts: dict[str, Drift] = {}
        self._redirects = Redirects((), {}, {})
        self._joined = Joined((), self._item, self._of_doc, {}, self._grounds)
        with _collector_at_rest():
            touched: set[str] = set()
            for document in documents:
                touched |= self._intake.put(document)
            self._settle(touched)

    def take(self, *documents: Document) -> Changes:
        """Take documents in, each in the place of what was there of its `doc_id`."""
        with _collector_at_rest():
            return self._settle(set().union(*(self._intake.put(document) for document in documents)))

    def drop(self, *doc_ids: str) -> Changes:
        """Take documents out; one that is not there is passed over."""
        with _collector_at_rest():
            return self._settle(set().union(*(self._intake.drop(doc_id) for doc_id in doc_ids)))

    def decide(self, decisions: Iterable[Decision]) -> Changes:
        """Let these decisions hold, and no others."""
        self._holding = newest_last(decisions)
        with _collector_at_rest():
            return self._settle(set())

    def account(self) -> Account:
        """The whole account."""
        with _collector_at_rest():
            items = sorted((item for found in self._items.values() for item in found), key=lambda item: item.order)
            sheets = sorted(self._laid.values(), key=lambda laid: laid.sheet.order if laid.sheet else ())
            findings = self._findings.all(self._holding)
            drifts = sorted(self._drifts.values(), key=lambda drift: drift.retold.order)
            return Account(
                claims={item.id: item.claim for item in items},
                sources=dict(sorted(self._sources.items())),
                lines=tuple(laid.sheet.line for laid in sheets if laid.sheet),
                relations=(*(r for laid in sheets for r in _relations(laid)), *map(drifted, drifts)),
                origins=find_origins(self._grounds, {item.ground for item in items}),
                findings=tuple(findings),
                grounds={item.id: item.ground for item in items},
                idle=(*self._redirects.idle, *self._joined.idle, *idle_resolutions(findings, self._holding)),
                unconfirmed=self._intake.unconfirmed(),
            )

    # The steps

    def _settle(self, touched: set[str]) -> Changes:
        again = self._read(touched)
        old = self._rest(touched)
        for doc_id in old:
            self._places.put(doc_id, self._of_doc(doc_id))
        touches = self._touches(self._places.settle(), again)
        for doc_id in old.keys() | again:
            self._retellings.change(doc_id, old.get(doc_id, self._of_doc(doc_id)), self._of_doc(doc_id))
        return self._lay(touches, self._retellings.settle(again), old)

    def _read(self, touched: set[str]) -> set[str]:
        """Bring documents, copies and grounds up to date, and tell in `touched` all documents with other items; of
        those that are returned more than their items is asked anew."""
        homes = {doc_id: self._grounds.of_doc.get(doc_id) for doc_id in touched}
        for doc_id in touched:
            counted = self._intake.counted(doc_id)
            source = self._intake.source(doc_id, counted)
            self._name(doc_id, source)
            if source is None:
                self._counted.pop(doc_id, None)
                self._grounds.drop(doc_id)
                self._copies.drop(doc_id)
                continue
            self._counted[doc_id] = counted
            self._grounds.put(source, {(c.asserter, c.lang) for c in counted.values() if c.asserter})
            self._copies.put(source, self._intake.passages(doc_id, counted))
        sharing = self._copies.settle()
        for doc_id, home in homes.items():
            if home is not None and home != self._grounds.of_doc.get(doc_id):
                sharing |= self._copies.sharers(doc_id)
        changed, again = self._grounds.settle()
        for doc_id in touched | sharing | changed:
            counted = self._counted.get(doc_id, {})
            found = items_of(counted, self._grounds.of(doc_id, counted.values()), self._rules) if counted else []
            self._raw[doc_id] = _kept(self._raw.get(doc_id, ()), found)
        touched |= sharing | changed
        return {doc_id for doc_id in again if doc_id in self._counted}

    def _name(self, doc_id: str, source: Source | None) -> None:
        before = self._sources.pop(doc_id, None)
        if before is not None:
            self._named[before.doc].discard(doc_id)
            self._named[doc_id].discard(doc_id)
        if source is not None:
            self._sources[doc_id] = source
            self._named[source.doc].add(doc_id)
            self._named[doc_id].add(doc_id)

    def _rest(self, touched: set[str]) -> dict[str, list[Item]]:
        """Let items rest on what people joined. The items of before, of each document that has others now."""
        before = self._joined.rests
        self._joined = Joined(self._holding, self._item, self._raw_of, self._named, self._grounds)
        after = self._joined.rests
        if before or after:
            for claim in before.keys() | after.keys():
                if before.get(claim) != after.get(claim):
                    item = self._item(claim)
                    if item is not None:
                        touched.add(item.claim.doc_id)
        old: dict[str, list[Item]] = {}
        for doc_id in touched:
            was, raw = self._items.get(doc_id, []), self._raw.get(doc_id, [])
            now = _kept(was, self._joined.items(raw)) if after else raw
            if not raw:
                self._raw.pop(doc_id, None)
            if len(was) != len(now) or any(a is not b for a, b in zip(was, now, strict=True)):
                old[doc_id] = was
                if now:
                    self._items[doc_id] = now
                else:
                    self._items.pop(doc_id, None)
            self._grounds.mention(doc_id, (item.ground for item in now))
        return old

    def _item(self, claim: str) -> Item | None:
        doc_id = self._intake.home(claim)
        return next((item for item in self._raw.get(doc_id, ()) if item.id == claim), None) if doc_id else None

    def _raw_of(self, doc_id: str) -> Sequence[Item]:
        return self._raw.get(doc_id, ())

    def _of_doc(self, doc_id: str) -> Sequence[Item]:
        return self._items.get(doc_id, ())

    def _touches(self, moves: Collection[Move], again: Iterable[str]) -> Touches:
        """What changes at each place, once people have their way."""
        touches: Touches = defaultdict(lambda: defaultdict(_Touch))
        before = self._redirects
        self._redirects = after = Redirects(self._holding, self._places.at, self._places.lines)
        moved = set()
        for move in moves:
            if move.old is not None and move.left is not None:
                moved.add(move.old.id)
                touches[before.of(move.old.id, move.left)][figure_of(move.old)].gone.append(move.old)
            if move.new is not None and move.place is not None:
                moved.add(move.new.id)
                touches[after.of(move.new.id, move.place)][figure_of(move.new)].come.append(move.new)
        for item in self._redirected(before, after):
            if item.id not in moved:
                place = self._places.at[item.id]
                left, to = before.of(item.id, place), after.of(item.id, place)
                if left != to:
                    touches[left][figure_of(item)].gone.append(item)
                    touches[to][figure_of(item)].come.append(item)
        for doc_id in again:
            for item in self._of_doc(doc_id):
                if item.id not in moved:
                    touches[after.of(item.id, self._places.at[item.id])][figure_of(item)].again.add(item.id)
        return touches

    def _redirected(self, before: Redirects, after: Redirects) -> Iterator[Item]:
        """The items that decisions, or what they find, may have sent elsewhere."""
        seen = set()
        for claim in before.claims.keys() | after.claims.keys():
            item = self._final(claim)
            if item is not None:
                seen.add(claim)
                yield item
        for place in before.places.keys() | after.places.keys():
            if before.places.get(place, place) != after.places.get(place, place):
                laid = self._laid.get(before.places.get(place, place))
                for gathered in laid.gathered.values() if laid else ():
                    for item in gathered.items:
                        if self._places.at.get(item.id) == place and item.id not in seen:
                            yield item

    def _final(self, claim: str) -> Item | None:
        doc_id = self._intake.home(claim)
        return next((item for item in self._of_doc(doc_id) if item.id == claim), None) if doc_id else None

    def _lay(self, touches: Touches, retold: Collection[str], old: Mapping[str, Sequence[Item]]) -> Changes:
        """Make the lines, relations and findings that are touched."""
        come: list[Relation] = []
        gone: list[Relation] = []
        lines: list[Line] = []
        lines_gone: list[str] = []
        sheets: list[tuple[Sheet | None, Sheet | None]] = []
        for place, figures in touches.items():
            laid = self._laid.get(place)
            if laid is None:
                laid = self._laid[place] = _Laid()
            for figure, touch in figures.items():
                self._gather(laid, figure, touch, come, gone)
            before = laid.sheet
            former = laid.between
            if laid.gathered:
                laid.sheet = sheet_of(place, laid.gathered.values(), self._rules)
                laid.between = relate(laid.sheet)
                lines.append(laid.sheet.line)
            else:
                laid.sheet, laid.between = None, []
                del self._laid[place]
                lines_gone.append(place.line_id)
            was, now = (dict.fromkeys(r for found in given for r in found) for given in (former, laid.between))
            gone += [relation for relation in was if relation not in now]
            come += [relation for relation in now if relation not in was]
            sheets.append((before, laid.sheet))
        drifts: list[tuple[Drift | None, Drift | None]] = []
        for claim in retold:
            drift, other = self._drifts.pop(claim, None), self._retellings.drift(claim)
            if other is not None:
                self._drifts[claim] = other
            drifts.append((drift, other))
            if drift is not None and other is not None and drifted(drift) == drifted(other):
                continue
            gone += [drifted(drift)] if drift is not None else []
            come += [drifted(other)] if other is not None else []
        items = {doc_id: (was, self._of_doc(doc_id)) for doc_id, was in old.items()}
        moves = [(place, touch.gone, touch.come) for place, figures in touches.items() for touch in figures.values()]
        findings, findings_gone = self._findings.settle(self._where, self._of_doc, sheets, moves, drifts, items)
        return Changes(tuple(lines), tuple(lines_gone), tuple(come), tuple(gone), findings, findings_gone)

    def _where(self, item: Item) -> tuple[Sheet, Entry]:
        """The line and the figure of a claim."""
        laid = self._laid[self._redirects.of(item.id, self._places.at[item.id])]
        entry = laid.gathered[figure_of(item)].entry
        if laid.sheet is None or entry is None:
            raise KeyError(item.id)
        return laid.sheet, entry

    def _gather(
        self, laid: _Laid, figure: tuple[object, ...], touch: _Touch, come: list[Relation], gone: list[Relation]
    ) -> None:
        """Bring a figure up to date, and the relations of its claims to the first of them."""
        gathered = laid.gathered.get(figure)
        if gathered is None:
            gathered = laid.gathered[figure] = Gathered()
        before, former = gathered.entry, gathered.within
        gathered.change(touch.gone, touch.come, self._rules)
        entry = gathered.entry
        if entry is None:
            gone += former.values()
            del laid.gathered[figure]
            return
        first = entry.items[0]
        if before is None or before.items[0] is not first or first.id in touch.again:
            gathered.within = {item.id: within(item, entry, self._grounds) for item in entry.items[1:]}
            gone += [r for claim, r in former.items() if gathered.within.get(claim) != r]
            come += [r for claim, r in gathered.within.items() if former.get(claim) != r]
            return
        asked = [*touch.come, *(item for item in entry.items if item.id in touch.again)] if touch.again else touch.come
        was = {i.id: former.pop(i.id) for i in (*touch.gone, *asked) if i.id in former}
        for item in asked:
            former[item.id] = within(item, entry, self._grounds)
        gone += [r for claim, r in was.items() if former.get(claim) != r]
        come += [r for item in asked if was.get(item.id) != (r := former[item.id])]


def _relations(laid: _Laid) -> Iterator[Relation]:
    """The relations of a line, ladder order."""
    gathered = {id(found.entry): found for found in laid.gathered.values()}
    for entry, others in zip(laid.sheet.entries if laid.sheet else (), laid.between, strict=True):
        inner = gathered[id(entry)].within
        yield from (inner[item.id] for item in entry.items[1:])
        yield from others


def _kept(before: Iterable[Item], now: Iterable[Item]) -> list[Item]:
    """The items of now, those of before where they are the same."""
    known = {item.id: item for item in before}
    return [old if (old := known.get(item.id)) is not None and old == item else item for item in now]
