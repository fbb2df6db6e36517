"""What a pack says about reconciling: `reconcile.yaml` as checked, frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from amparo.model.claim import BOUNDS
from amparo.packs import LedgerSpec, Node, Pack
from amparo.packs.trie import fold

StageKey = tuple[str, str]
"""A ledger and one of its stages."""

FILE = "reconcile.yaml"


@dataclass(frozen=True)
class Occasions:
    """Acts that happen on a day and recur; see `occasions` in the pack's file. `days` and `slack` are days."""

    stages: frozenset[str]
    days: int
    slack: int


@dataclass(frozen=True)
class Comparable:
    """Stages of one ledger that count the same, earlier first; `lost_to` are stages that explain a difference."""

    ledger: str
    stages: tuple[str, ...]
    lost_to: frozenset[str]


@dataclass(frozen=True)
class Cap:
    """A limit and what it limits."""

    limit: frozenset[StageKey]
    bounds: frozenset[str]
    counted: frozenset[StageKey]


@dataclass(frozen=True)
class Promise:
    """Stages of a ledger that promise, and those that fulfil."""

    ledger: str
    promised: tuple[str, ...]
    fulfilled: frozenset[str]


@dataclass(frozen=True)
class Rate:
    """A ledger with amounts per counted unit, the stages of that count, and the stages of the whole amount.

    Counts at a stage of `foreseen` are taken only from the document that gives the rate.
    """

    ledger: str
    counted: frozenset[StageKey]
    foreseen: frozenset[StageKey]
    amounts: tuple[str, ...]


@dataclass(frozen=True)
class Opposed:
    """Two stages of a ledger of which an act at the one excludes an act at the other that is told by `frame`.

    `words` say by language what the one is and what the other.
    """

    ledger: str
    one: str
    other: str
    frame: str
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Gap:
    """Stages that, once stated, call for a claim at one of the expected ones.

    Told where the parties also have claims in one of the ledgers `beside`, if any are given.
    """

    ledger: str
    stated: tuple[str, ...]
    expected: tuple[str, ...]
    beside: frozenset[str]


@dataclass(frozen=True)
class Order:
    """Court orders and what goes against them.

    Attributes:
        ordered: stages of orders; those whose reasons name the ban `forbids` count.
        moved: stages of acts that are held against them.
        lifted: stages of court acts that may lift an order; acts after one of them are not held against it.
        days: for how long after an order.
    """

    ordered: frozenset[StageKey]
    forbids: str
    moved: frozenset[StageKey]
    lifted: frozenset[StageKey]
    days: int


@dataclass(frozen=True)
class Arrangement:
    """Stages at which sides come to terms, and stages of acts that can only follow.

    An act is held against the terms where it is at most `days` before them.
    """

    agreed: frozenset[StageKey]
    acts: frozenset[StageKey]
    days: int


@dataclass(frozen=True)
class Rules:
    """All of it. The defaults are those of a pack that says nothing: lines by parties, no comparison across stages."""

    ledgers: Mapping[str, LedgerSpec]
    lines_by: Mapping[str, str] = field(default_factory=dict)
    occasions: Mapping[str, Occasions] = field(default_factory=dict)
    comparable: tuple[Comparable, ...] = ()
    firm: frozenset[StageKey] = frozenset()
    changing: frozenset[StageKey] = frozenset()
    growing: frozenset[StageKey] = frozenset()
    priced: frozenset[StageKey] = frozenset()
    durations: frozenset[str] = frozenset()
    acts: frozenset[StageKey] = frozenset()
    standing: frozenset[str] = frozenset()
    opposed: tuple[Opposed, ...] = ()
    answered: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    caps: tuple[Cap, ...] = ()
    promises: tuple[Promise, ...] = ()
    rates: tuple[Rate, ...] = ()
    describing: frozenset[str] = frozenset()
    destinations: Mapping[str, frozenset[StageKey]] = field(default_factory=dict)
    unscoped: frozenset[str] = frozenset()
    dividing: frozenset[str] = frozenset()
    gaps: tuple[Gap, ...] = ()
    orders: tuple[Order, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()
    done: frozenset[StageKey] = frozenset()
    courts: frozenset[str] = frozenset()
    not_additive: frozenset[str] = frozenset()
    drifts: frozenset[tuple[str, str, str]] = frozenset()
    drift_days: int = 7
    same_order: float = 3.0
    joins_up_to: float = 10.0
    few: float = 20.0
    least_share: float = 0.02
    unnamed: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    nearly: frozenset[str] = frozenset()
    authorities: frozenset[str] = frozenset()
    documents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def by_parties(self, ledger: str) -> bool:
        """Whether sender and receiver make the lines of `ledger`."""
        return self.lines_by.get(ledger, "parties") == "parties"

    def narrows(self, key: str, ledger: str, stage: str) -> bool:
        """Whether a scope key at this stage means that fewer are counted."""
        return key not in self.describing and (ledger, stage) not in self.destinations.get(key, ())

    def rank(self, ledger: str, stage: str) -> int:
        """Place of a stage in its ledger; a stage the pack does not know comes last."""
        spec = self.ledgers.get(ledger)
        return spec.rank(stage) if spec and stage in spec.stages else 999

    def group(self, ledger: str, stage: str) -> Comparable:
        """The stages whose figures are compared with those of `stage`: at least itself."""
        for group in self.comparable:
            if group.ledger == ledger and stage in group.stages:
                return group
        return Comparable(ledger, (stage,), frozenset())


def load_rules(pack: Pack) -> Rules:
    """The rules of a pack; the defaults where it has no `reconcile.yaml`. Raises `PackError` with file, key, remedy."""
    ledgers = pack.ledgers
    if not pack.root.joinpath(FILE).is_file():
        return Rules(ledgers)
    node = pack.file(FILE).only(*(name for name in Rules.__dataclass_fields__ if name != "ledgers"))
    return Rules(
        ledgers=ledgers,
        lines_by={_ledger(ledgers, name, child): child.text() for name, child in node.get("lines_by", {}).items()},
        occasions={
            _ledger(ledgers, name, child): _occasions(ledgers, name, child)
            for name, child in node.get("occasions", {}).items()
        },
        comparable=tuple(_comparable(ledgers, child) for child in node.get("comparable").children()),
        firm=_stage_map(ledgers, node.get("firm", {})),
        changing=_stage_map(ledgers, node.get("changing", {})),
        growing=_stage_map(ledgers, node.get("growing", {})),
        priced=_stage_map(ledgers, node.get("priced", {})),
        durations=frozenset(node.get("durations").strings()),
        acts=_stage_map(ledgers, node.get("acts", {})),
        standing=frozenset(node.get("standing").strings()),
        opposed=tuple(_opposed(ledgers, child) for child in node.get("opposed").children()),
        answered=frozenset(_ledger(ledgers, child.text(), child) for child in node.get("answered").children()),
        places=frozenset(node.get("places").strings()),
        caps=tuple(_cap(ledgers, child) for child in node.get("caps").children()),
        promises=tuple(_promise(ledgers, child) for child in node.get("promises").children()),
        rates=tuple(_rate(ledgers, child) for child in node.get("rates").children()),
        describing=frozenset(node.get("describing").strings()),
        destinations={key: _stage_keys(ledgers, child) for key, child in node.get("destinations", {}).items()},
        unscoped=frozenset(node.get("unscoped").strings()),
        dividing=frozenset(node.get("dividing").strings()),
        gaps=tuple(_gap(ledgers, child) for child in node.get("gaps").children()),
        orders=tuple(_order(ledgers, child) for child in node.get("orders").children()),
        arrangements=tuple(_arrangement(ledgers, child) for child in node.get("arrangements").children()),
        done=_stage_map(ledgers, node.get("done", {})),
        courts=_words(node.get("courts", {})),
        not_additive=frozenset(node.get("not_additive").strings()),
        drifts=frozenset(loss for child in node.get("drifts").children() for loss in _drifts(ledgers, child)),
        drift_days=int(node.get("drift_days", 7).number()),
        same_order=node.get("same_order", 3.0).number(),
        joins_up_to=node.get("joins_up_to", 10.0).number(),
        few=node.get("few", 20.0).number(),
        least_share=node.get("least_share", 0.02).number(),
        unnamed=_words(node.get("unnamed", {})),
        articles=_words(node.get("articles", {})),
        nearly=_words(node.get("nearly", {})),
        authorities=_words(node.get("authorities", {})),
        documents=_documents(node.get("documents", {})),
    )


def _words(node: Node) -> frozenset[str]:
    return frozenset(word.casefold() for _, child in node.items() for word in child.strings())


def _documents(node: Node) -> dict[str, dict[str, str]]:
    """The kind of document that each folded word names, by language."""
    kinds: dict[str, dict[str, str]] = {}
    for kind, child in node.items():
        for lang, words in child.items():
            kinds.setdefault(lang, {}).update((fold(word), kind) for word in words.strings())
    return kinds


def _occasions(ledgers: Mapping[str, LedgerSpec], name: str, node: Node) -> Occasions:
    node.only("stages", "days", "slack")
    stages = frozenset(_stage(ledgers, name, child) for child in node.need("stages").children())
    return Occasions(stages, int(node.need("days").number()), int(node.need("slack").number()))


def _comparable(ledgers: Mapping[str, LedgerSpec], node: Node) -> Comparable:
    node.only("ledger", "stages", "lost_to")
    name = _ledger(ledgers, node.need("ledger").text(), node.get("ledger"))
    stages = tuple(_stage(ledgers, name, child) for child in node.need("stages").children())
    return Comparable(name, stages, frozenset(_stage(ledgers, name, c) for c in node.get("lost_to").children()))


def _cap(ledgers: Mapping[str, LedgerSpec], node: Node) -> Cap:
    node.only("limit", "bounds", "counted")
    bounds = frozenset(child.one_of(*BOUNDS) for child in node.need("bounds").children())
    return Cap(_stage_keys(ledgers, node.need("limit")), bounds, _stage_keys(ledgers, node.need("counted")))


def _promise(ledgers: Mapping[str, LedgerSpec], node: Node) -> Promise:
    node.only("ledger", "promised", "fulfilled")
    name = _ledger(ledgers, node.need("ledger").text(), node.get("ledger"))
    promised = tuple(_stage(ledgers, name, child) for child in node.need("promised").children())
    return Promise(name, promised, frozenset(_stage(ledgers, name, c) for c in node.need("fulfilled").children()))


def _rate(ledgers: Mapping[str, LedgerSpec], node: Node) -> Rate:
    node.only("ledger", "counted", "foreseen", "amounts")
    name = _ledger(ledgers, node.need("ledger").text(), node.get("ledger"))
    amounts = tuple(_stage(ledgers, name, child) for child in node.need("amounts").children())
    counted, foreseen = (_stage_keys(ledgers, node.get(key, [])) for key in ("counted", "foreseen"))
    return Rate(name, counted, foreseen, amounts)


def _opposed(ledgers: Mapping[str, LedgerSpec], node: Node) -> Opposed:
    node.only("ledger", "one", "other", "frame", "words")
    name = _ledger(ledgers, node.need("ledger").text(), node.get("ledger"))
    one, other = (_stage(ledgers, name, node.need(key)) for key in ("one", "other"))
    words = {lang: child.strings() for lang, child in node.need("words").items()}
    return Opposed(name, one, other, node.need("frame").text(), words)


def _gap(ledgers: Mapping[str, LedgerSpec], node: Node) -> Gap:
    node.only("ledger", "stated", "expected", "beside")
    name = _ledger(ledgers, node.need("ledger").text(), node.get("ledger"))
    stated, expected = (
        tuple(_stage(ledgers, name, child) for child in node.need(key).children()) for key in ("stated", "expected")
    )
    beside = frozenset(_ledger(ledgers, child.text(), child) for child in node.get("beside").children())
    return Gap(name, stated, expected, beside)


def _drifts(ledgers: Mapping[str, LedgerSpec], node: Node) -> list[tuple[str, str, str]]:
    """Ledger, stage, and the stage that a retelling makes of it."""
    node.only("ledger", "of", "into")
    name = _ledger(ledgers, node.need("ledger").text(), node.get("ledger"))
    of, into = ([_stage(ledgers, name, child) for child in node.need(key).children()] for key in ("of", "into"))
    return [(name, first, then) for first in of for then in into]


def _order(ledgers: Mapping[str, LedgerSpec], node: Node) -> Order:
    node.only("ordered", "forbids", "moved", "lifted", "days")
    ordered, moved, lifted = (_stage_keys(ledgers, node.need(key)) for key in ("ordered", "moved", "lifted"))
    return Order(ordered, node.need("forbids").text(), moved, lifted, int(node.need("days").number()))


def _arrangement(ledgers: Mapping[str, LedgerSpec], node: Node) -> Arrangement:
    node.only("agreed", "acts", "days")
    agreed, acts = (_stage_keys(ledgers, node.need(key)) for key in ("agreed", "acts"))
    return Arrangement(agreed, acts, int(node.need("days").number()))


def _stage_map(ledgers: Mapping[str, LedgerSpec], node: Node) -> frozenset[StageKey]:
    return frozenset(
        (_ledger(ledgers, name, child), _stage(ledgers, name, stage))
        for name, child in node.items()
        for stage in child.children()
    )


def _stage_keys(ledgers: Mapping[str, LedgerSpec], node: Node) -> frozenset[StageKey]:
    keys = set()
    for child in node.children():
        name, dot, stage = child.text().partition(".")
        if not dot or name not in ledgers or stage not in ledgers[name].stages:
            raise child.fail(
                f"is {child.text()!r}, not a stage of a ledger", "Write ledger.stage as ledgers.yaml has them"
            )
        keys.add((name, stage))
    return frozenset(keys)


def _ledger(ledgers: Mapping[str, LedgerSpec], name: str, node: Node) -> str:
    if name not in ledgers:
        raise node.fail(f"names the ledger {name!r}, which the pack does not have", f"Use one of: {', '.join(ledgers)}")
    return name


def _stage(ledgers: Mapping[str, LedgerSpec], ledger: str, node: Node) -> str:
    return node.one_of(*ledgers[ledger].stages)
