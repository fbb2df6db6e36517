"""The cascade: a text's sentences in order, each read for quantities, names, voices and frames, and made claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from amparo.extract.analysis import Analysis, Measured
from amparo.extract.asides import Page
from amparo.extract.bans import forbidden_by
from amparo.extract.concerns import carries_figure, concern_acts, concern_span, rights_told, told_as_concern
from amparo.extract.dates import find_dates
from amparo.extract.frames import Instance, find_frames
from amparo.extract.framespec import Frames, load_frames
from amparo.extract.linking import Carried, Link, carry, link_figures
from amparo.extract.lists import list_claims
from amparo.extract.measures import measure
from amparo.extract.moments import moment_of
from amparo.extract.names import find_names
from amparo.extract.phrases import Span, subject_of
from amparo.extract.plain import can_act, doer_of, plain_acts
from amparo.extract.quantities import find_figures
from amparo.extract.references import Discourse, full_names, named_in_full
from amparo.extract.roles import (
    Parties,
    PartiesAlong,
    Sides,
    goal_of,
    has_goal,
    home_of,
    roles_of,
    scope_of,
    weigh_parties,
    when_of,
)
from amparo.extract.sighting import Sighting, Watch
from amparo.extract.tables import heads_of, table_claims
from amparo.extract.tokens import Sentence, split_sentences
from amparo.extract.topic import Topic
from amparo.extract.voices import Voice, find_voices, speaker_label, turn_of, voice_over
from amparo.model import Block, Claim, InvalidValue, Problem, Text
from amparo.model.claim import OCR
from amparo.packs import Pack

READER = "cascade/1"
"""Name and version of the cascade; it changes whenever its claims may."""

_STORY = 500
"""Characters for which the date of a move holds for further figures of the same stage."""

_TIMES = frozenset(("year", "month", "day"))
"""Units of a stretch of time."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the cascade made of a text: its claims in order, and the claims that failed a check, with the reason."""

    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


def extract_claims(text: Text, pack: Pack) -> list[Claim]:
    """The claims of a text, in the order of their quotes.

    Args:
        text: the working copy; its language should be one of the pack's (else the pack's first is used).
        pack: the domain.
    """
    return list(read_claims(text, pack).claims)


def read_claims(text: Text, pack: Pack, watch: Watch | None = None) -> Extraction:
    """The claims of a text, and as problems the ones that the model refused; `watch` is told of each sentence read."""
    lang = text.lang if text.lang in pack.languages else pack.languages[0]
    frames = load_frames(pack, lang)
    analyses = list(_analyse(text, lang, frames, pack))
    acts = [find_frames(a, frames) for a in analyses]
    own = _country_of(text.publisher, lang, pack)
    parties = PartiesAlong(own, frames.givers)
    for analysis, instances in zip(analyses, acts, strict=True):
        if analysis.sentence.kind != "cell":  # a column of nationalities names no side
            weigh_parties(analysis, instances, frames, parties.at(analysis.sentence.start))
    named = full_names(text.content, (name for a in analyses for name, _, _ in a.names))
    maker = _Maker(text, lang, frames, parties.sides(0), _currency_of(analyses), watch, named)
    heads = heads_of(text)
    long = len(text.content) > PartiesAlong.STRETCH
    for analysis, instances in zip(analyses, acts, strict=True):
        if analysis.sentence.block not in heads:
            maker.sides = _sides_of(analysis, parties, own, long)
            maker.read(analysis, instances)
    claims = named_in_full(_unique(maker.claims), maker.discourse.sources, frames)

    def read_aside(aside: Text) -> Sequence[Claim]:
        found = [(a, find_frames(a, frames)) for a in _analyse(aside, lang, frames, pack)]
        sides = Parties(own=own, givers=frames.givers)
        for analysis, instances in found:
            weigh_parties(analysis, instances, frames, sides)
        pair = _own_sides([a for a, _ in found], maker.sides, own) if long else maker.sides
        if not any(pair):
            pair = sides.sides()
        beside = _Maker(aside, lang, frames, pair, maker.carried.currency)
        for analysis, instances in found:
            beside.read(analysis, instances)
        return beside.claims

    page = Page(text, lang, pack, frames, read_aside)
    told = [*table_claims(page, claims), *list_claims(page, claims)]
    claims = _unique([*claims, *(c for c in told if isinstance(c, Claim))])
    seen = [block for block in text.blocks if block.ocr]
    claims = [replace(c, marks=(*c.marks, OCR)) if _within(c, seen) else c for c in claims]
    return Extraction(tuple(claims), (*maker.problems, *(p for p in told if isinstance(p, Problem))))


def _analyse(text: Text, lang: str, frames: Frames, pack: Pack) -> Iterator[Analysis]:
    content = text.content
    topic = Topic(content, frames.topic)
    if topic.absent:
        return
    grammar = frames.language.grammar
    quantities = _Cursor(find_figures(content, lang))
    names = _Cursor(find_names(content, lang, pack))
    dates = _Cursor(find_dates(content, lang, text.published))
    for sentence in split_sentences(text, grammar.abbreviations, topic.holds):
        dated = dates.within(sentence)
        found = quantities.within(sentence)
        yield Analysis(
            sentence,
            content,
            frames.language,
            measure(sentence, content, found, dated, frames.language, pack, lang),
            names.within(sentence),
            dated,
        )


def _currency_of(analyses: Sequence[Analysis]) -> str | None:
    """The currency that a text names first, for the sums that leave it out."""
    return next((m.unit for a in analyses for m in a.measured if m.family == "money"), None)


def _sides_of(analysis: Analysis, parties: PartiesAlong, own: str | None, long: bool) -> Sides:
    """The two sides for a sentence; an item of a long list takes only those that it names itself, or that speak."""
    sides = parties.sides(analysis.sentence.start)
    return _own_sides([analysis], sides, own) if long and analysis.sentence.kind == "item" else sides


def _own_sides(analyses: Sequence[Analysis], sides: Sides, own: str | None) -> Sides:
    """The sides without the one that is neither named nor the state that speaks."""
    named = {name.country for analysis in analyses for name, _, _ in analysis.names} | {own} - {None}
    sender, receiver = (side if side in named else None for side in sides[:2])
    return Sides(sender, receiver, sides.homeward and receiver is not None)


def _country_of(publisher: str | None, lang: str, pack: Pack) -> str | None:
    """The state whose voice a publisher is: the one its name names ("Ministry of Justice of Norway")."""
    return next((name.country for name in find_names(publisher or "", lang, pack) if name.country), None)


class _Cursor:
    """Hands each sentence the mentions that lie in it; sentences come in order, so one pass serves all."""

    def __init__(self, items: Sequence[Any]) -> None:
        self.items = items
        self.at = 0

    def within(self, sentence: Sentence) -> list[Any]:
        while self.at < len(self.items) and self.items[self.at].start < sentence.start:
            self.at += 1
        first = self.at
        while self.at < len(self.items) and self.items[self.at].end <= sentence.end:
            self.at += 1
        return list(self.items[first : self.at])


def _landing(analysis: Analysis, link: Link, instances: Sequence[Instance]) -> Instance | None:
    """The arrival that the sentence of a figure on board tells: "landed with 14 people on board" brings 14."""
    act = link.instance
    if not act.event.aboard or (act.group >= 0 and analysis.groups[act.group].finite):
        return None
    for other in instances:
        finite = other.group >= 0 and analysis.groups[other.group].finite
        if finite and other.event.intransitive and other.event.ledger == act.event.ledger and not other.event.aboard:
            return other
    return None


class _Maker:
    """Makes claims sentence by sentence, with what the text so far has told."""

    def __init__(
        self,
        text: Text,
        lang: str,
        frames: Frames,
        sides: Sides,
        currency: str | None,
        watch: Watch | None = None,
        named: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.text = text
        self.lang = lang
        self.frames = frames
        self.sides = sides
        self.watch = watch
        self.discourse = Discourse(named=named)
        self.carried = Carried(currency=currency)
        self.place: str | None = None
        self.labelled = 0
        self.answerer: str | None = None
        self.story: tuple[str | None, str, int] = (None, "", 0)
        self.claims: list[Claim] = []
        self.problems: list[Problem] = []

    @property
    def pair(self) -> tuple[str | None, str | None]:
        """The giving and the receiving state."""
        return self.sides[:2]

    def read(self, analysis: Analysis, instances: list[Instance]) -> None:
        """Make the claims of one sentence."""
        discourse, begin = self.discourse, len(self.claims)
        opens = analysis.sentence.block != discourse.block
        if opens:
            discourse.block = analysis.sentence.block
            discourse.quoting = False
        self._turn(analysis, opens)
        self.answerer = self.answerer or self._person(analysis)
        instances = [i for i in instances if i.first >= self.labelled]
        running = discourse.quoting
        self.place = next((n.canonical for n, _, _ in reversed(analysis.names) if n.kind == "facility"), self.place)
        voices = find_voices(analysis, self.frames)
        spoken = {
            id(v): None if self._rumour(analysis, v.source) else discourse.name(analysis, v.source, self.frames)
            for v in voices
        }
        discourse.follow_quotes(self.text.content[analysis.sentence.start : analysis.sentence.end])
        concerns = list(concern_acts(analysis, instances, voices, self.frames))
        instances = [i for i in instances if not self.frames.has(i.event.ledger, "harm")]
        links, used = link_figures(analysis, [*instances, *concerns], self.frames, self.carried)
        for link in links:
            landing = _landing(analysis, link, instances)
            if landing is not None:
                used.add((landing.group, landing.event.ledger))
                act = replace(link.instance, event=landing.event, stage=landing.stage, hedge=landing.hedge)
                link = replace(link, instance=act)
            self._figure(analysis, link, voices, spoken, running)
            self.carried = carry(self.carried, link, self.frames)
        self.carried = replace(self.carried, asked=tuple(instances) if analysis.question else ())
        voiced = {concern.group for concern in concerns}
        for instance, span in plain_acts(analysis, instances, used, self.frames, self._resolved):
            if not told_as_concern(analysis, instance, voiced, self.frames):
                self._plain(analysis, instance, span, voices, spoken, running)
        counted = {id(link.instance) for link in links}
        inside = [(link.first, link.last) for link in links]
        for concern in concerns:
            if id(concern) not in counted and not carries_figure(analysis, concern, inside):
                self._plain(analysis, concern, concern_span(analysis, concern), voices, spoken, running)
        if voices and any("“" in t.text or "«" in t.text for t in analysis.tokens):
            discourse.speaker = next((spoken[id(v)] for v in voices if spoken[id(v)]), discourse.speaker)
            discourse.spoke = analysis.sentence.block
        discourse.heard(analysis)
        if self.watch is not None:
            told = tuple(self.claims[begin:])
            self.watch(Sighting(analysis, self.frames, instances, concerns, links, used, told, self._resolved))

    def _turn(self, analysis: Analysis, opens: bool) -> None:
        """Note who has the word from here on, where a block or a line begins with a mark of it."""
        start = analysis.sentence.start
        self.labelled = 0
        if not opens and not self.text.content[max(0, start - 9) : start].rstrip(" \t").endswith("\n"):
            return
        if opens:
            self.discourse.label = None
        line = self.text.content[start : analysis.sentence.end]
        turn = turn_of(line, self.frames.cues.turns)
        if turn is not None:
            self.labelled = sum(token.start < start + turn[1] for token in analysis.tokens)
            self.discourse.label = self.answerer if turn[0] == "answers" else None
            return
        found = speaker_label(line)
        if found is None or line[found[0] : found[1]].lower() in self.frames.cues.fields:
            return
        if any(g.finite and analysis.tokens[g.head].start < start + found[1] for g in analysis.groups):
            return
        self.labelled = sum(token.start < start + found[1] for token in analysis.tokens)
        label = line[found[0] : found[1]]
        asks = label.lower() in self.frames.cues.turns.get("asks", ())
        self.discourse.label = None if asks else label
        if not asks:
            self.discourse.sources.append(label)

    def _person(self, analysis: Analysis) -> str | None:
        """The first person that a text makes the subject of a sentence: in an interview, the one who answers."""
        humans = self.frames.language.grammar.humans
        for index, group in enumerate(analysis.groups):
            span = subject_of(analysis, index, shared=False) if group.finite else None
            if span is not None and humans & {analysis.low(at) for at in range(*span)}:
                return analysis.text(*span)
        return None

    def _source(
        self,
        analysis: Analysis,
        first: int,
        last: int,
        voices: list[Voice],
        spoken: dict[int, str | None],
        running: bool,
    ) -> str | None:
        voice = voice_over(voices, first, last)
        if voice is not None:
            return spoken[id(voice)]
        if self.discourse.label is not None:
            return self.discourse.label
        resumed = self.discourse.spoke == analysis.sentence.block and self._opens_with_quote(analysis)
        return self.discourse.speaker if running or resumed else None

    def _opens_with_quote(self, analysis: Analysis) -> bool:
        """Whether a sentence begins inside quotation marks of its own."""
        return analysis.size > 0 and analysis.low(0) in ("“", "«", '"')

    def _figure(
        self, analysis: Analysis, link: Link, voices: list[Voice], spoken: dict[int, str | None], running: bool
    ) -> None:
        instance, measured = link.instance, link.measured
        voice = voice_over(voices, measured.first, measured.last)
        if voice is not None and voice.unsaid and measured.first > analysis.groups[voice.group].head:
            return
        ledger, stage = self._stage(analysis, instance, link.inherited)
        if instance.event.back_stage and not instance.why and self._goes_home(analysis, instance, measured):
            stage = instance.event.back_stage
        if instance.event.capped and measured.quantity.bound == "up_to" and stage == instance.event.stage:
            ledger, _, stage = instance.event.capped.partition("/")
        if measured.family in _TIMES:
            ledger, _, stage = instance.event.spans.get(f"{ledger}/{stage}", f"{ledger}/{stage}").partition("/")
        source = self._source(analysis, measured.first, measured.last, voices, spoken, running)
        if self.frames.has(ledger, "doer"):
            source = self._doer(analysis, instance, voices, spoken, running)
        when = self._when(analysis, (link.first, link.last), instance)
        if self.frames.has(instance.event.ledger, "story") and not instance.why:
            if when is None and (link.inherited or self.story[1] == stage) and self._near(analysis):
                when = self.story[0]
            if when is not None:
                self.story = (when, stage, analysis.sentence.start)
        sender, receiver = (
            roles_of(analysis, instance, self.frames, self.pair) if self.frames.has(ledger, "parties") else (None, None)
        )
        quantity = measured.quantity
        self._add(
            analysis,
            (link.first, link.last),
            ledger=ledger,
            stage=instance.event.count_stage if stage == instance.event.stage and instance.event.count_stage else stage,
            value=quantity.value,
            bound=quantity.bound,
            unit=link.unit,
            hedge=instance.hedge,
            stance="denies" if link.denied else instance.stance,
            asserter=source,
            when=when,
            at=self._at(analysis, instance, when),
            sender=sender,
            receiver=receiver,
            scope=self._scope(analysis, None if link.inherited else instance, measured, ledger),
            reasons=(
                f"frame:{instance.event.id}",
                f"pattern:{instance.pattern.text}",
                f"bound:{quantity.bound}",
                *(f"under:{w}" for w in instance.why),
                *(("carried",) if link.inherited else ()),
            ),
        )

    def _plain(
        self,
        analysis: Analysis,
        instance: Instance,
        span: Span,
        voices: list[Voice],
        spoken: dict[int, str | None],
        running: bool,
    ) -> None:
        ledger, stage = self._stage(analysis, instance, False)
        voice = voice_over(voices, instance.first, instance.last)
        if voice is not None and voice.unsaid and instance.first > analysis.groups[voice.group].head:
            return
        if self.frames.has(ledger, "doer"):
            source = self._doer(analysis, instance, voices, spoken, running)
        else:
            source = self._source(analysis, instance.first, instance.last, voices, spoken, running)
        if instance.event.voiced and source is None:
            return
        sender, receiver = (
            roles_of(analysis, instance, self.frames, self.pair) if self.frames.has(ledger, "parties") else (None, None)
        )
        when = self._when(analysis, span, instance)
        self._add(
            analysis,
            span,
            ledger=ledger,
            stage=stage,
            value=None,
            bound="none",
            unit=None,
            hedge=instance.hedge,
            stance=instance.stance,
            asserter=source,
            when=when,
            at=self._at(analysis, instance, when),
            sender=sender,
            receiver=receiver,
            scope=self._scope(analysis, instance, None, ledger),
            reasons=(
                f"frame:{instance.event.id}",
                f"pattern:{instance.pattern.text}",
                *(f"under:{w}" for w in instance.why),
                *(f"forbids:{name}" for name in forbidden_by(analysis, instance, self.frames)),
                *(f"right:{name}" for name in self._rights(analysis, span, ledger)),
            ),
        )

    def _rights(self, analysis: Analysis, span: Span, ledger: str) -> Iterator[str]:
        if self.frames.has(ledger, "harm"):
            yield from rights_told(analysis, span, self.frames)

    def _when(self, analysis: Analysis, span: Span, instance: Instance) -> str | None:
        """The date of an act: from its clause, or the document's for a state that holds at present."""
        group = analysis.groups[instance.group] if instance.group >= 0 else None
        past = group is None or group.tense == "past" or group.perfect
        when = when_of(analysis, *span, self.text.published, past)
        if when is not None or group is None or group.tense != "pres" or group.modal:
            return when
        if self.frames.has(instance.event.ledger, "hereby"):
            holds = group.opener == "main" and not group.perfect
        else:
            acted = self.frames.has(instance.event.ledger, "doer") or group.opener in ("manner", "question")
            holds = not acted and (not group.perfect or group.negated)
        return self.text.published if holds else None

    def _at(self, analysis: Analysis, instance: Instance, when: str | None) -> str | None:
        return moment_of(analysis, instance.group, when) if self.frames.has(instance.event.ledger, "clock") else None

    def _goes_home(self, analysis: Analysis, instance: Instance, measured: Measured) -> bool:
        """Whether those counted are taken to the country whose nationals they are.

        Nationals of the receiving state among people of others are no returnees of the arrangement, unless the text
        tells of nobody else.
        """
        goal = goal_of(analysis, instance, self.frames)
        home = goal.country if goal is not None else self.sides.receiver if self.sides.homeward else None
        if home is None or (home == self.sides.receiver and not self.sides.homeward):
            return False
        return any(
            name.people and name.country == home and measured.first <= first <= measured.last + 1
            for name, first, _ in analysis.names
        )

    def _scope(
        self, analysis: Analysis, instance: Instance | None, measured: Measured | None, ledger: str
    ) -> dict[str, str]:
        """Which part of the whole a claim is about; a position is about none."""
        if self.frames.has(ledger, "position"):
            return {}
        scope = scope_of(analysis, instance, measured, self.frames, self.sides.sender)
        law = self.discourse.law_meant(analysis, self.frames) if self.frames.has(ledger, "parties") else None
        return {**scope, "legal_basis": law} if law and "legal_basis" not in scope else scope

    def _near(self, analysis: Analysis) -> bool:
        """Whether the running story is recent enough to date a figure that names no date of its own."""
        return analysis.sentence.start - self.story[2] <= _STORY

    def _resolved(self, analysis: Analysis, span: Span) -> str:
        written = analysis.text(*span)
        kind = self.frames.language.grammar.pronouns.get(written.lower())
        if kind in (None, "self"):
            return self.discourse.fullest(written, self.frames.language.grammar.determiners)
        return self.discourse.meant(kind, self.frames.language.grammar.humans) or written

    def _doer(
        self, analysis: Analysis, instance: Instance, voices: list[Voice], spoken: dict[int, str | None], running: bool
    ) -> str | None:
        voice = voice_over(voices, instance.first, instance.last)
        quoted = voice is not None and voice.quoted
        said = self._source(analysis, instance.first, instance.last, voices, spoken, running)
        if self.frames.has(instance.event.ledger, "harm") and (
            said is not None or not self._voiced(analysis, instance)
        ):
            return said
        if (
            self.frames.has(instance.event.ledger, "position")
            and said is not None
            and (quoted or running or self.discourse.label)
        ):
            return said
        span = doer_of(analysis, instance.group) if instance.group >= 0 and not instance.event.voiced else None
        if span is None or instance.event.nominal or not can_act(analysis, span, self.frames):
            return said
        kind = self.frames.language.grammar.pronouns.get(analysis.text(*span).lower())
        if kind == "self":
            return said
        if kind == "singular" and (quoted or self.discourse.label):
            return None
        opener = analysis.groups[instance.group].clause - 1
        if opener >= 0 and analysis.low(opener) in self.frames.language.grammar.things and self._people(analysis, span):
            return said
        return self.discourse.name(analysis, span, self.frames)

    def _rumour(self, analysis: Analysis, source: Span) -> bool:
        """Whether a source is hearsay alone (según rumores): nobody is made responsible."""
        idle = self.frames.classes.get("hearsay", frozenset()) | self.frames.language.grammar.determiners
        return source[0] < source[1] and all(analysis.low(at) in idle for at in range(*source))

    def _people(self, analysis: Analysis, span: Span) -> bool:
        people = self.frames.classes.get("people", frozenset())
        return any(analysis.low(at) in people for at in range(*span))

    def _voiced(self, analysis: Analysis, instance: Instance) -> bool:
        """Whether the verb of a concern is itself one of saying or fearing."""
        if instance.group < 0:
            return False
        lemmas = analysis.groups[instance.group].lemmas
        return any(lemmas & c.verbs for k, c in self.frames.controllers.items() if k in ("fear", "allege")) or bool(
            lemmas & self.frames.cues.report_verbs
        )

    def _stage(self, analysis: Analysis, instance: Instance, inherited: bool) -> tuple[str, str]:
        event = instance.event
        ledger, _, stage = instance.stage.partition("/")
        if instance.why or ledger != event.ledger or stage != event.stage:
            return ledger, stage
        sender, receiver = self.pair
        at_home = event.home_stage and sender is not None and sender != receiver
        if at_home and home_of(analysis, instance.first, instance.last) == sender:
            return ledger, event.home_stage
        if event.goal_stage or event.back_stage:
            goal = goal_of(analysis, instance, self.frames)
            if event.back_stage and goal is not None and goal.country == sender is not None:
                return ledger, event.back_stage
            if event.goal_stage and (inherited or has_goal(analysis, instance, self.frames)):
                return ledger, event.goal_stage
        return ledger, stage

    def _others(self, analysis: Analysis, span: Span) -> bool:
        """Whether a quote speaks of places in the plural ("additional mega-prisons"): none of them is the one named."""
        places = self.frames.classes.get("prison", frozenset())
        return any(analysis.low(at) in places and analysis.low(at).endswith("s") for at in range(*span))

    def _is_nobody(self, source: str) -> bool:
        """Whether the words of a source begin with one for nobody."""
        return source.lower().split()[0] in self.frames.language.grammar.negative_subjects

    def _names_somebody(self, source: str) -> bool:
        """Whether words can be a source's: no bare number, no pronoun that stands for nothing said before."""
        grammar = self.frames.language.grammar
        word = source.lower()
        return any(c.isalpha() for c in word) and word not in grammar.pronouns and word not in grammar.object_pronouns

    def _add(self, analysis: Analysis, span: Span, **slots: Any) -> None:
        first, last = span
        if slots.get("asserter") and self._is_nobody(slots["asserter"]):
            slots["asserter"] = None
            if self.frames.has(slots["ledger"], "doer"):  # no court has convicted them
                slots["stance"] = "denies"
        if slots.get("asserter") and not self._names_somebody(slots["asserter"]):
            slots["asserter"] = None
        if self.place is not None and self.frames.has(slots["ledger"], "place") and not self._others(analysis, span):
            slots["scope"].setdefault("facility", self.place)
        start, end = analysis.tokens[first].start, analysis.tokens[last - 1].end
        kind = analysis.sentence.kind
        try:
            self.claims.append(
                Claim(
                    doc=self.text.doc,
                    doc_id=self.text.doc_id,
                    lang=self.lang,
                    anchor=self.text.anchor(start, end),
                    reader=READER,
                    publisher=self.text.publisher,
                    published=self.text.published,
                    marks=(kind,) if kind != "paragraph" else (),
                    **slots,
                )
            )
        except InvalidValue as error:
            self.problems.append(
                Problem(self.text.doc, f"a claim was not made: {error}", "", f"offset {start}", self.text.doc_id)
            )


def _within(claim: Claim, blocks: Sequence[Block]) -> bool:
    """Whether words of its quote stand in one of the blocks."""
    return any(block.start < claim.anchor.end and claim.anchor.start < block.end for block in blocks)


def _unique(claims: Sequence[Claim]) -> list[Claim]:
    """The claims in the order of their quotes; of those that say the same of overlapping words, the first."""
    seen: dict[tuple[object, ...], Claim] = {}
    ends: dict[tuple[object, ...], int] = {}
    for claim in sorted(claims, key=lambda c: (c.anchor.start, c.anchor.end, c.ledger, c.stage)):
        said = (claim.ledger, claim.stage, claim.value, claim.unit, claim.stance)
        if claim.value is None and claim.anchor.start < ends.get(said, 0):
            continue
        ends[said] = claim.anchor.end
        seen.setdefault((claim.anchor.start, claim.anchor.end, *said), claim)
    return list(seen.values())
