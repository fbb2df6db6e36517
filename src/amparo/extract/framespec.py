"""The pack's frames and a language's cues, loaded once: what the engine needs to know and no more."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from amparo.extract.language import Language, load_language
from amparo.extract.patterns import Element, Pattern, compile_pattern, verbs_of
from amparo.extract.topic import TopicWords
from amparo.packs import Node, Pack, load_yaml

TRAITS = ("doer", "bare", "parties", "story", "hereby", "position", "harm", "dealt", "place", "clock")
"""How a ledger may be read; frames.yaml of a pack says what each trait means."""

_KEYS = (
    *(
        "ledgers",
        "bare_numbers",
        "classes",
        "controllers",
        "shifts",
        "events",
        "topic",
        "goal",
        "affiliation_status",
        "groups",
        "blockers",
        "known_sides",
        "open_verbs",
        "rates",
        "harm_verbs",
        "givers",
        "suing",
        "law_again",
    ),
    *("poll_words", "subjects", "concern_stages", "bans"),
)
_EVENT_KEYS = (
    *("id", "ledger", "stage", "goal_stage", "back_stage", "home_stage", "units", "object", "shift", "roles"),
    *(
        "figure",
        "subject",
        "stance",
        "nominal",
        "intransitive",
        "polarity",
        "side",
        "evidence",
        "leads",
        "rights",
        "count_stage",
        "court_stage",
        "settled_by",
        "bare",
        "spans",
        "headline",
        "voiced",
        "aboard",
        "capped",
        "dispositive",
        "told",
        "company",
        "clause",
    ),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One frame: an act or state, the ledger and stage it means, and how modality and government change them.

    Attributes:
        id: its name in reasons.
        ledger, stage: what it means when simply done.
        goal_stage: the stage where its clause names a destination, or empty.
        back_stage: the stage where that destination is the giving side, or empty.
        home_stage: the stage where it happens in a place of the giving side, or empty.
        units: families of figures it takes.
        objects: word classes one of which must stand near for a claim without a figure.
        shift: controller class → `ledger/stage`.
        roles: how sender and receiver lie: `outward`, `back`, `origin`, `payment` or empty.
        figure: `needed`, `optional`, `never`.
        subjects: kinds of subject it needs (`court`, `official`), empty for any.
        stance: `denies` where the words themselves deny.
        nominal: whether its words carry a claim without a verb.
        intransitive: whether what is counted is its subject.
        evidence: what the state that does it is for the whole text: `sender`, `receiver`, `payer`, or empty.
        leads: whether the place it names as its goal is the receiving side.
        rights: whether a right that is named makes it.
        count_stage: the stage of a claim of it that counts, or empty.
        court_stage: the stage that only a court or treaty body brings it to, or empty.
        settled_by: the `ledger/stage` of the court act that does, or empty.
        after: whether its figure can only stand after it.
        counted: whether its word must be the noun that the figure counts ("300 returns").
        fixed: whether its words hold their own polarity, so that a negation in or before them does not turn it.
        bare: the unit that a number without a noun counts with it, or empty for that of the pack.
        spans: `ledger/stage` → the `ledger/stage` that it means with a stretch of time for its figure.
        voiced: whether it is a claim only where the text makes somebody responsible for it.
        aboard: whether it tells who is on the way, so that an arrival in the same sentence carries its figure there.
        company: whether its figure counts only beside another act, or a deal by name, in the same sentence.
        clause: whether a clause with "that" may follow its words.
        told: whether what it says, where that is an act of a ledger that is dealt in, is the claim and not the saying.
        dispositive: whether an infinitive that opens a sentence tells it, as in the operative part of a judgment.
        capped: the `ledger/stage` of a figure that is only a most ("accepted up to 300"), or empty.
        headline: whether its words alone, in a headline without a verb, tell it.
    """

    id: str
    ledger: str
    stage: str
    goal_stage: str
    back_stage: str
    home_stage: str
    units: frozenset[str]
    objects: tuple[str, ...]
    shift: Mapping[str, str]
    roles: str
    figure: str
    subjects: frozenset[str]
    stance: str
    nominal: bool
    intransitive: bool
    fixed: bool
    after: bool
    counted: bool
    evidence: str
    leads: bool
    rights: bool
    count_stage: str
    court_stage: str
    settled_by: str
    bare: str
    spans: Mapping[str, str]
    headline: bool
    voiced: bool
    aboard: bool
    capped: str
    dispositive: bool
    told: bool
    company: bool
    clause: bool


@dataclass(frozen=True, slots=True)
class Controller:
    """What governs another act: verbs by lemma, nouns and adjectives as written.

    Attributes:
        verbs, words: what is named.
        means: the controller it stands for in the shifts.
        subject: the words one of which its subject must hold, empty for any subject.
    """

    verbs: frozenset[str]
    words: frozenset[str]
    means: str
    subject: frozenset[str]


@dataclass(frozen=True, slots=True)
class Goal:
    """How a clause names where somebody is taken.

    Attributes:
        prepositions: before a place.
        toward: those that any name may follow.
        away: before a place that is left.
        words: adverbs of place.
        nouns: common nouns of places.
        back: words by which a move leads back or home.
        seats: cities that also stand for a body of several states.
    """

    prepositions: frozenset[str]
    toward: frozenset[str]
    away: frozenset[str]
    words: frozenset[str]
    nouns: frozenset[str]
    back: frozenset[str]
    seats: frozenset[str]


@dataclass(frozen=True)
class Ban:
    """What an order may forbid as such, for everybody; see `bans` in the pack's file.

    Attributes:
        name: how the reasons of a claim name it.
        events, outright_events: ids of the events that may be such an order, the latter only by their own verb.
        outright: patterns that begin at the order's own verb ("barred the flights"), and by their first words.
        told: patterns that follow it ("ordered the planes to turn around").
        objects: words of what is forbidden, which a passive has for its subject.
        spared: words that, between verb and object, make something else the object ("blocked the ruling on flights").
        narrow: words by which only certain persons are meant.
        one: words straight before an object that make it one of many.
    """

    name: str
    events: frozenset[str]
    outright_events: frozenset[str]
    outright: Mapping[str, tuple[Pattern, ...]]
    told: Mapping[str, tuple[Pattern, ...]]
    objects: frozenset[str]
    spared: frozenset[str]
    narrow: frozenset[str]
    one: frozenset[str]


@dataclass(frozen=True)
class Cues:
    """Cues of attribution and reserve (`voices.yaml`)."""

    report_verbs: frozenset[str]
    strong_report_verbs: frozenset[str]
    according: Mapping[str, tuple[Pattern, ...]]
    seen: Mapping[str, tuple[Pattern, ...]]
    report_phrases: Mapping[str, tuple[Pattern, ...]]
    hedges: Mapping[str, Mapping[str, tuple[Pattern, ...]]]
    truths: frozenset[str]
    turns: Mapping[str, frozenset[str]]
    fields: frozenset[str]


@dataclass(frozen=True)
class Frames:
    """Everything one language of one pack brings to the cascade.

    Attributes:
        traits: of each ledger, see `TRAITS`.
        bare_unit, large_from: what a number without a noun counts, and from where on it is money.
        rights_event: the event that a right makes which is named, or None.
        harms: the rights whose words name their breach.
        law_again: phrases that refer to the law named in the sentence before.
        givers: states that as a rule give, as alpha-3 codes.
        open_verbs: verbs that, negated, leave open what they govern, each with the words that must follow it.
        rates: units that a price may be for; empty for any.
        harm_verbs: verbs of a harm, with the right that it breaks.
        suing: phrases before a figure of those who are party to a suit.
        known_sides: units of which a few behind a definite word are the ones already named, and those words.
    """

    lang: str
    language: Language
    events: Mapping[str, tuple[tuple[Event, Pattern], ...]]
    controllers: Mapping[str, Controller]
    classes: Mapping[str, frozenset[str]]
    cues: Cues
    ranks: Mapping[str, int]
    goal: Goal
    statuses: Mapping[str, frozenset[str]]
    groups: frozenset[str]
    blockers: frozenset[str]
    law_again: tuple[tuple[str, ...], ...]
    givers: frozenset[str]
    open_verbs: tuple[tuple[str, ...], ...]
    rates: frozenset[str]
    harm_verbs: Mapping[str, str]
    suing: tuple[tuple[str, ...], ...]
    known_sides: tuple[frozenset[str], frozenset[str]]
    poll_words: frozenset[str]
    subjects: Mapping[str, frozenset[str]]
    concern_stages: Mapping[str, frozenset[str]]
    traits: Mapping[str, frozenset[str]]
    bare_unit: str | None
    large_from: float
    rights_event: Event | None
    harms: frozenset[str]
    bans: tuple[Ban, ...]
    topic: TopicWords | None

    def has(self, ledger: str, trait: str) -> bool:
        """Whether a ledger is read so."""
        return trait in self.traits.get(ledger, ())


@cache
def load_frames(pack: Pack, lang: str) -> Frames:
    """The frames of `pack` in `lang`. Raises `PackError` naming file, key and remedy."""
    root = pack.file("frames.yaml").only(*_KEYS)
    cues = load_yaml(files("amparo.packs").joinpath("common", lang, "voices.yaml"))
    classes = {name: frozenset(node.get(lang).strings()) for name, node in root.get("classes", {}).items()}
    controllers = {
        name: Controller(
            frozenset(node.need(lang).get("verbs").strings()),
            frozenset(node.need(lang).get("words").strings()),
            node.get("means", name).text(),
            classes.get(node.get("subject", "").text(), frozenset()),
        )
        for name, node in root.get("controllers", {}).items()
    }
    shifts = {name: _shift(node, pack) for name, node in root.get("shifts", {}).items()}
    specs: list[tuple[Event, tuple[Pattern, ...]]] = []
    verbs: set[str] = set()
    for node in root.need("events").children():
        patterns = tuple(compile_pattern(p, classes) for p in node.need(lang).children())
        specs.append((_event(node, pack, shifts), patterns))
        verbs |= verbs_of(p.text for p in patterns)
    for controller in controllers.values():
        verbs |= controller.verbs
    verbs |= set(cues.need("report_verbs").strings())
    for key in ("according", "seen", "report_phrases", "reported", "alleged", "conditional", "unreal"):
        verbs |= verbs_of(cues.need(key).strings())
    harm_verbs = {
        verb: right for right, words in root.get("harm_verbs", {}).items() for verb in words.get(lang).strings()
    }
    verbs |= harm_verbs.keys()
    bans = [node for _, node in root.get("bans", {}).items()]
    for ban in bans:
        verbs |= verbs_of((*ban.need("outright").need(lang).strings(), *ban.need("told").need(lang).strings()))
    language = load_language(lang, verbs, cues.need("strong_report_verbs").strings())
    index: dict[str, list[tuple[Event, Pattern]]] = {}
    for event, patterns in specs:
        for pattern in patterns:
            quick = _with_needs(pattern, language)
            for word in _words_of(pattern.elements[0], language):
                index.setdefault(word, []).append((event, quick))
    return Frames(
        lang=lang,
        language=language,
        events={word: tuple(items) for word, items in index.items()},
        controllers=controllers,
        classes=classes,
        cues=_cues(cues, language, classes),
        ranks={event.id: rank for rank, (event, _) in enumerate(specs)},
        goal=_goal(root.get("goal", {}).get(lang, {})),
        statuses={k: frozenset(v.strings()) for k, v in root.get("affiliation_status", {}).get(lang, {}).items()},
        groups=frozenset(root.get("groups", {}).get(lang).strings()),
        traits={name: _traits(child, pack) for name, child in root.get("ledgers", {}).items()},
        bare_unit=root.get("bare_numbers", {}).get("unit").value,
        large_from=root.get("bare_numbers", {}).get("large_from", math.inf).number(),
        harms=frozenset(name for name, right in pack.rights.rights.items() if right.harm),
        rights_event=next((event for event, _ in specs if event.rights), None),
        topic=_topic(root.get("topic", {}).get(lang, {}).only("names", "beside")),
        subjects={k: frozenset(v.need(lang).strings()) for k, v in root.get("subjects", {}).items()},
        concern_stages={k: frozenset(v.strings()) for k, v in root.get("concern_stages", {}).get(lang, {}).items()},
        poll_words=frozenset(root.get("poll_words", {}).get(lang).strings()),
        blockers=frozenset(root.get("blockers", {}).get(lang).strings()),
        law_again=_phrases(root, "law_again", lang),
        rates=frozenset(root.get("rates").strings()),
        open_verbs=_phrases(root, "open_verbs", lang),
        givers=frozenset(root.get("givers").strings()),
        harm_verbs=harm_verbs,
        suing=_phrases(root, "suing", lang),
        known_sides=_known_sides(root.get("known_sides", {}), lang),
        bans=tuple(_ban(ban, lang, classes, language, {event.id for event, _ in specs}) for ban in bans),
    )


def _phrases(root: Node, key: str, lang: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a key in a language, each as its words."""
    return tuple(tuple(phrase.split()) for phrase in root.get(key, {}).get(lang).strings())


def _known_sides(node: Node, lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """Units of which a few behind a definite word are the ones already named, and those words."""
    node.only("units", "after")
    return frozenset(node.get("units").strings()), frozenset(node.get("after", {}).get(lang).strings())


def _ban(
    node: Node, lang: str, classes: Mapping[str, frozenset[str]], language: Language, events: Collection[str]
) -> Ban:
    node.only("events", "outright_events", "outright", "told", "objects", "spared", "narrow", "one")

    def patterns(key: str) -> Mapping[str, tuple[Pattern, ...]]:
        return index_patterns(
            [compile_pattern(p, classes) for p in node.need(key).need(lang).children()],
            language,
        )

    return Ban(
        name=node.key.rpartition(".")[2],
        events=frozenset(child.one_of(*events) for child in node.need("events").children()),
        outright_events=frozenset(child.one_of(*events) for child in node.get("outright_events").children()),
        outright=patterns("outright"),
        told=patterns("told"),
        objects=classes[node.need("objects").one_of(*classes)],
        spared=frozenset(node.need("spared").need(lang).strings()),
        narrow=frozenset(node.need("narrow").need(lang).strings()),
        one=frozenset(node.need("one").need(lang).strings()),
    )


def _traits(node: Node, pack: Pack) -> frozenset[str]:
    if node.key.rpartition(".")[2] not in pack.ledgers:
        raise node.fail("is no ledger of this pack", f"Use one of: {', '.join(pack.ledgers)}")
    return frozenset(child.one_of(*TRAITS) for child in node.children())


def _topic(node: Node) -> TopicWords | None:
    """The topic's words; None where the pack names none."""
    names, beside = node.get("names").strings(), node.get("beside").strings()
    return TopicWords(names, beside) if names or beside else None


_GOAL_KEYS = ("prepositions", "toward", "away", "words", "nouns", "back", "seats")


def _goal(node: Node) -> Goal:
    return Goal(*(frozenset(node.get(key).strings()) for key in _GOAL_KEYS))


def index_patterns(patterns: Sequence[Pattern], language: Language) -> Mapping[str, tuple[Pattern, ...]]:
    """Patterns by each word that can begin them."""
    index: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        quick = _with_needs(pattern, language)
        for word in _words_of(pattern.elements[0], language):
            index.setdefault(word, []).append(quick)
    return {word: tuple(items) for word, items in index.items()}


def _with_needs(pattern: Pattern, language: Language) -> Pattern:
    """The pattern with the words that a sentence must hold beside its first."""
    rest = (e for e in pattern.elements[1:] if e.kind in ("word", "verb") and not e.optional)
    return replace(pattern, needs=tuple(frozenset(_words_of(element, language)) for element in rest))


def _words_of(element: Element, language: Language) -> set[str]:
    """The words that can stand for a word or verb element of a pattern."""
    if element.kind == "word":
        return set(element.words)
    return {
        form
        for lemma in element.words
        for form, tag in language.inflected.get(lemma, ())
        if not element.tags or tag in element.tags
    }


def _event(node: Node, pack: Pack, shifts: Mapping[str, Mapping[str, str]]) -> Event:
    node.only(*_EVENT_KEYS, *pack.languages)
    ledger = node.need("ledger").one_of(*pack.ledgers)
    stages = pack.ledgers[ledger].stages
    goal = node.get("goal_stage", "")
    return Event(
        id=node.need("id").text(),
        ledger=ledger,
        stage=node.need("stage").one_of(*stages),
        goal_stage=goal.one_of("", *stages),
        back_stage=node.get("back_stage", "").one_of("", *stages),
        home_stage=node.get("home_stage", "").one_of("", *stages),
        units=frozenset(node.get("units").strings()),
        objects=node.get("object").strings(),
        shift=shifts[node.get("shift", "none").one_of(*shifts)],
        roles=node.get("roles", "").one_of("", "outward", "back", "origin", "payment", "refund"),
        figure=node.get("figure", "optional").one_of("optional", "needed", "never"),
        subjects=frozenset(node.get("subject").strings()),
        stance=node.get("stance", "affirms").one_of("affirms", "denies"),
        nominal=bool(node.get("nominal", False).value),
        intransitive=bool(node.get("intransitive", False).value),
        evidence=node.get("evidence", "").one_of("", "sender", "receiver", "payer"),
        leads=bool(node.get("leads", True).value),
        rights=bool(node.get("rights", False).value),
        count_stage=node.get("count_stage", "").one_of("", *stages),
        court_stage=node.get("court_stage", "").one_of("", *stages),
        settled_by=node.get("settled_by", "").text(),
        bare=node.get("bare", "").text(),
        spans=_shift(node.get("spans", {}), pack),
        headline=bool(node.get("headline", True).value),
        voiced=bool(node.get("voiced", False).value),
        aboard=bool(node.get("aboard", False).value),
        capped=_target(node.get("capped", ""), pack),
        told=bool(node.get("told", False).value),
        company=bool(node.get("company", False).value),
        clause=bool(node.get("clause", True).value),
        dispositive=bool(node.get("dispositive", False).value),
        after=node.get("side", "any").one_of("any", "object", "noun") == "object",
        counted=node.get("side", "any").value == "noun",
        fixed=node.get("polarity", "free").one_of("free", "fixed") == "fixed",
    )


def _shift(node: Node, pack: Pack) -> Mapping[str, str]:
    out = {}
    for controller, child in node.items():
        out[controller] = _target(child, pack)
    return out


def _target(node: Node, pack: Pack) -> str:
    """`ledger/stage` of the pack, `drop`, or empty."""
    target = node.text()
    ledger, _, stage = target.partition("/")
    if target not in ("", "drop") and (ledger not in pack.ledgers or stage not in pack.ledgers[ledger].stages):
        raise node.fail(f"is {target!r}, no ledger/stage of this pack", "Write ledger/stage as in ledgers.yaml")
    return target


def _cues(node: Node, language: Language, classes: Mapping[str, frozenset[str]]) -> Cues:
    def patterns(key: str) -> Mapping[str, tuple[Pattern, ...]]:
        return index_patterns([compile_pattern(p, classes) for p in node.need(key).children()], language)

    return Cues(
        report_verbs=frozenset(node.need("report_verbs").strings()),
        strong_report_verbs=frozenset(node.need("strong_report_verbs").strings()),
        according=patterns("according"),
        seen=patterns("seen"),
        report_phrases=patterns("report_phrases"),
        truths=frozenset(node.need("truths").strings()),
        turns={kind: frozenset(child.strings()) for kind, child in node.need("turns").items()},
        fields=frozenset(node.need("fields").strings()),
        hedges={key: patterns(key) for key in ("alleged", "reported", "conditional", "unreal")},
    )
