"""Retellings that lost something on the way: a bound ("up to 300" → 300), a hedge, or a stage (offered → agreed).

A drift is no ordinary ladder. It is told only where the retelling passes on the very document (credits its outlet, or
holds one of its passages), gives the same figure in the same unit, of parties, part, time and speaker that do not
differ, and where neither document says it the other way elsewhere. A headline over its own text is a retelling too.
What is told some days later may have been settled since: then a lost hedge or stage is no drift.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from amparo.model import Claim
from amparo.reconcile.grounds import COPY, Grounds
from amparo.reconcile.items import HEADLINES, Item, same_voice
from amparo.reconcile.names import fold
from amparo.reconcile.rules import Rules
from amparo.reconcile.spans import span_of

Loss = Literal["bound", "hedge", "stage"]
Figure = tuple[str, str | None, float]
"""Ledger, unit and value; a range is known by both its ends."""

LOOSE = frozenset({"up_to", "less_than", "at_least", "more_than"})
TIGHTER = {"exact": LOOSE | {"about", "between"}, "about": LOOSE}
"""Which bounds are lost where a figure is told with this one."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One retelling: its claim, the claim it retells, and what was lost; `headline` over the text of the original."""

    retold: Item
    original: Item
    lost: tuple[Loss, ...]
    headline: bool = False


class Retellings:
    """All drifts, by the claim that retells. `change` takes the claims of documents out and in; `settle` tells which
    retellings that touched. A retelling depends on what its document and its origin say of the same figure."""

    def __init__(self, grounds: Grounds, rules: Rules) -> None:
        self._grounds, self._rules = grounds, rules
        self._figures: dict[Figure, _Tellings] = {}
        self._changed: dict[Figure, dict[str, list[Item]]] = {}
        self._found: dict[str, dict[Figure, Drift]] = {}

    def change(self, doc_id: str, old: Iterable[Item], new: Iterable[Item]) -> None:
        """The claims of a document, those of before and those of now, in order."""
        for item in old:
            for figure in _figures(item):
                self._changed.setdefault(figure, {}).setdefault(doc_id, [])
        for item in new:
            for figure in _figures(item):
                self._changed.setdefault(figure, {}).setdefault(doc_id, []).append(item)

    def drift(self, retold: str) -> Drift | None:
        """The drift of a claim, by its id."""
        found = self._found.get(retold)
        return found[min(found, key=lambda figure: figure[2])] if found else None

    def settle(self, again: Collection[str] = ()) -> set[str]:
        """Ids of the claims whose drift may be another now; `again` are documents of which more is asked anew."""
        changed, self._changed = self._changed, {}
        touched: set[str] = set()
        for figure, docs in changed.items():
            tellings = self._figures.get(figure)
            if tellings is None:
                tellings = self._figures[figure] = _Tellings(figure[2], self._grounds, self._rules)
            for gone, drifts in tellings.change(docs, [doc for doc in again if doc in docs]):
                for drift in gone:
                    self._forget(figure, drift)
                    touched.add(drift.retold.id)
                for drift in drifts:
                    self._found.setdefault(drift.retold.id, {})[figure] = drift
                    touched.add(drift.retold.id)
            if not tellings:
                del self._figures[figure]
        return touched

    def _forget(self, figure: Figure, drift: Drift) -> None:
        found = self._found[drift.retold.id]
        del found[figure]
        if not found:
            del self._found[drift.retold.id]


def _figures(item: Item) -> Iterator[Figure]:
    claim = item.claim
    if claim.value is not None and claim.stance == "affirms":
        for end in set(claim.value) if isinstance(claim.value, tuple) else (claim.value,):
            yield claim.ledger, claim.unit, end


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """What a document tells of a figure; `keys` are the origins that it passes on with it."""

    items: tuple[Item, ...]
    keys: frozenset[str]
    publisher: str
    drifts: tuple[Drift, ...] = ()

    @property
    def texts(self) -> dict[object, Item]:
        """Of claims that say it alike the first, without headlines."""
        found: dict[object, Item] = {}
        for item in self.items:
            if not _in_headline(item):
                found.setdefault(_form(item), item)
        return found


class _Tellings:
    """All claims of one figure. Of claims that say it alike in one document, or in one outlet, the first counts."""

    def __init__(self, value: float, grounds: Grounds, rules: Rules) -> None:
        self._grounds, self._rules, self._few = grounds, rules, value < rules.few
        self._docs: dict[str, _Told] = {}
        self._outlets: dict[str, dict[object, Item]] = {}
        self._published: dict[str, dict[str, None]] = {}
        self._crediting: dict[str, dict[str, tuple[object, ...]]] = {}
        self._first: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._docs)

    def change(
        self, changed: Mapping[str, list[Item]], again: Collection[str]
    ) -> Iterator[tuple[tuple[Drift, ...], tuple[Drift, ...]]]:
        """Put documents as they are now. For each that is touched, its drifts before and now.

        Of documents `again` also what others retell of them is looked at, though they tell the same.
        """
        old = {doc: told for doc in changed if (told := self._docs.pop(doc, None)) is not None}
        come: dict[str, _Told] = {}
        for doc, items in changed.items():
            if items:
                keys = {k for i in items if not _in_headline(i) for k in i.ground.rests if self._grounds.passed_on(k)}
                come[doc] = _Told(tuple(items), frozenset(keys), self._grounds.publishers[doc])
        first = {key: self._first.get(key) for told in (*old.values(), *come.values()) for key in told.keys}
        for doc, told in old.items():
            self._withdraw(doc, told)
        for doc, told in come.items():
            self._docs[doc] = told
            self._credit(doc, told)
        dirty = dict.fromkeys(come)
        for key in self._gathered(old, come):
            dirty.update(dict.fromkeys(self._crediting.get(key, ())))
        for doc in changed:
            dirty.update(dict.fromkeys(self._crediting.get(f"{COPY}{doc}", ())))
        for doc in again:
            if doc in come:
                dirty.update(dict.fromkeys(self._crediting.get(come[doc].publisher, ())))
        for key, before in first.items():
            if (before != self._first.get(key) or before in changed) and key not in self._outlets:
                dirty.update(dict.fromkeys(self._crediting.get(key, ())))
        for doc, told in old.items():
            if doc not in dirty and told.drifts:
                yield told.drifts, ()
        for doc in dirty:
            told = self._docs[doc]
            drifts = tuple(self._drifts(told))
            former = old[doc].drifts if doc in old else told.drifts
            if drifts != told.drifts:
                self._docs[doc] = replace(told, drifts=drifts)
            if drifts or former:
                yield former, drifts

    def _withdraw(self, doc: str, told: _Told) -> None:
        del self._published[told.publisher][doc]
        for key in told.keys:
            crediting = self._crediting[key]
            del crediting[doc]
            if not crediting:
                del self._crediting[key], self._first[key]
            elif self._first[key] == doc:
                self._first[key] = min(crediting, key=lambda other: crediting[other])

    def _credit(self, doc: str, told: _Told) -> None:
        self._published.setdefault(told.publisher, {})[doc] = None
        for key in told.keys:
            order = next(i.order for i in told.items if key in i.ground.rests and not _in_headline(i))
            crediting = self._crediting.setdefault(key, {})
            crediting[doc] = order
            first = self._first.get(key)
            if first is None or order < crediting[first]:
                self._first[key] = doc

    def _gathered(self, gone: Mapping[str, _Told], come: Mapping[str, _Told]) -> Iterator[str]:
        """Bring what outlets say up to date: the first of the claims of one that say it alike. Those that say other."""
        left, joined = _by_publisher(gone.values()), _by_publisher(come.values())
        for key in left | joined:
            before = self._outlets.get(key, {})
            forms, asked = dict(before), joined.get(key, [])
            if any(forms.get(form) is item for told in left.get(key, ()) for form, item in told.texts.items()):
                forms, asked = {}, [self._docs[doc] for doc in self._published.get(key, ())]
            for told in asked:
                for form, item in told.texts.items():
                    known = forms.get(form)
                    if known is None or item.order < known.order:
                        forms[form] = item
            if forms:
                self._outlets[key] = forms
            else:
                self._outlets.pop(key, None)
            if forms.keys() != before.keys() or any(forms[form] is not before[form] for form in forms):
                yield key

    def _drifts(self, told: _Told) -> Iterator[Drift]:
        """The drifts of a document's claims, a headline's against its own text; one a claim."""
        own = told.texts
        for item in told.items:
            if _in_headline(item):
                yield from self._drift(item, own.values(), "", own)
                continue
            for key in sorted(key for key in told.keys if key in item.ground.rests):
                drift = next(self._drift(item, self._original(key), key, own), None)
                if drift is not None:
                    yield drift
                    break

    def _original(self, key: str) -> Iterable[Item]:
        """What the origin itself says: the document first to hold a passage, the outlet, else who first credits it."""
        doc = key.removeprefix(COPY) if key.startswith(COPY) else None
        if doc is None:
            if key in self._outlets:
                return self._outlets[key].values()
            doc = self._first[key]
        return self._docs[doc].texts.values() if doc in self._docs else ()

    def _drift(
        self, retold: Item, originals: Iterable[Item], key: str, texts: Mapping[object, Item]
    ) -> Iterator[Drift]:
        """The drift of a claim from what its origin says, where all of that lost something and is kept nowhere."""
        told = [item for item in originals if item is not retold and self._same(item, retold, key)]
        told.sort(key=lambda item: item.order)
        losses = [self._lost(item, retold) for item in told]
        if not told or not all(losses):
            return
        if key:
            if any(self._other_time(item, retold, lost) for item, lost in zip(told, losses, strict=True)):
                return
            own = texts.values()
            if any(not self._lost(item, other) for item in told for other in own if self._same(item, other, key)):
                return
        yield Drift(retold, told[0], losses[0], headline=not key)

    def _same(self, original: Item, retold: Item, key: str) -> bool:
        """Whether nothing that the two state of the figure differs."""
        a, b = original.claim, retold.claim
        publishers = self._grounds.publishers
        if key and publishers[a.doc_id] == publishers[b.doc_id]:
            return False
        sides = ((a.sender, b.sender), (a.receiver, b.receiver))
        if any(x != y and None not in (x, y) for x, y in sides):
            return False
        if self._few and key and not key.startswith(COPY) and any(None in side for side in sides):
            return False
        if (
            a.stage == b.stage  # another step has another date
            and original.time
            and retold.time
            and max(original.time[0], retold.time[0]) > min(original.time[1], retold.time[1])
        ):
            return False
        if self._speakers_differ(original, retold):
            return False
        parts = dict(original.scope), dict(retold.scope)
        return all(parts[0][key] == parts[1][key] for key in parts[0].keys() & parts[1].keys())

    def _speakers_differ(self, original: Item, retold: Item) -> bool:
        """Whether the two name two sources; an outlet that is named as the source says what its own sources say."""
        if original.voice.own or retold.voice.own or not (original.voice.named and retold.voice.named):
            return False
        outlet = fold(self._grounds.name(self._grounds.publishers[original.claim.doc_id]))
        return retold.voice.words != outlet and not same_voice(original, retold)

    def _lost(self, original: Item, retold: Item) -> tuple[Loss, ...]:
        """What the retelling lost; nothing where it kept all, holds something back, or tells of another step."""
        a, b = original.claim, retold.claim
        lost: list[Loss] = []
        if a.bound in TIGHTER.get(b.bound, ()):
            lost.append("bound")
        elif a.value != b.value:
            return ()
        if a.hedge != b.hedge:
            if b.hedge != "none":
                return ()
            lost.append("hedge")
        if a.stage != b.stage:
            if (a.ledger, a.stage, b.stage) not in self._rules.drifts:
                return ()
            lost.append("stage")
        loosened = a.bound != b.bound and "bound" not in lost
        return () if loosened and "stage" not in lost else tuple(lost)

    def _other_time(self, original: Item, retold: Item, lost: tuple[Loss, ...]) -> bool:
        """Whether the retelling came first, or so late that what it says more may have been settled since."""
        first, then = span_of(original.claim.published), span_of(retold.claim.published)
        if first is None or then is None:
            return lost != ("bound",)
        if then[1] < first[0]:
            return True
        return lost != ("bound",) and (then[0] - first[1]).days > self._rules.drift_days


def _by_publisher(found: Iterable[_Told]) -> dict[str, list[_Told]]:
    by_publisher: dict[str, list[_Told]] = {}
    for told in found:
        by_publisher.setdefault(told.publisher, []).append(told)
    return by_publisher


def _in_headline(item: Item) -> bool:
    return bool(item.claim.marks) and not HEADLINES.isdisjoint(item.claim.marks)


def _form(item: Item) -> object:
    claim: Claim = item.claim
    return claim.stage, claim.value, claim.bound, claim.hedge, item.scope, claim.sender, claim.receiver
