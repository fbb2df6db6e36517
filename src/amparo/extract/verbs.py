"""Verb groups: where a verb stands as a verb, with tense, modality, voice and negation, and what governs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from amparo.extract.language import Grammar, Language
from amparo.extract.tokens import Token

PROPER = "·"
ADJECTIVE = "†"
_HARD = frozenset(';:.!?()“”"«»—–')


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """One verb with its auxiliaries.

    Attributes:
        first, head, last: token indices (last inclusive); `head` carries the meaning.
        lemmas: possible lemmas of the head; empty for a verb no rule names.
        tense: `past`, `pres`, `fut`, `cond`, `subj`, `inf`, `part` (participle without auxiliary), `ger`.
        modal: `would`, `could`, `may`, `can`, `must`, `should` or empty.
        passive, negated: voice and polarity.
        perfect: whether a perfect auxiliary stands before it.
        opener: how its clause opens: `main`, `relative`, `temporal`, `condition`, `question`, `manner`, `reason`,
            `complement`.
        clause: token index at which its clause begins.
        governor: index (in the sentence's groups) of the group that governs it, or -1.
    """

    first: int
    head: int
    last: int
    lemmas: frozenset[str]
    tense: str
    modal: str
    passive: bool
    negated: bool
    perfect: bool
    opener: str
    clause: int
    governor: int

    @property
    def finite(self) -> bool:
        """Whether it can carry a sentence."""
        return self.tense not in ("inf", "ger", "part")

    @property
    def relative(self) -> bool:
        """Whether it is the verb of a relative clause, so that a verb that joins it by nothing stands outside."""
        return self.finite and self.opener == "relative"


def find_verb_groups(
    tokens: Sequence[Token], language: Language, names: Mapping[int, str] = MappingProxyType({})
) -> tuple[VerbGroup, ...]:
    """The verb groups of a sentence, in order; the tokens in `names` are no verbs and stand as the mark given.

    A mark is `PROPER` for a name or a figure, `ADJECTIVE` for the word of a nationality.
    """
    finder = _Finder(tokens, language, names)
    groups: list[VerbGroup] = []
    at = 0
    while at < len(tokens):
        raw = finder.group_from(at, groups)
        if raw is None:
            at += 1
            continue
        groups.append(_shared(raw, groups, finder.low, language.grammar))
        at = raw.last + 1
    return tuple(groups)


def _shared(group: VerbGroup, before: list[VerbGroup], low: Sequence[str], grammar: Grammar) -> VerbGroup:
    """A participle joined to a verb with auxiliaries ("found, restrained and removed") shares them."""
    if not before or group.first != group.head or group.tense not in ("part", "past"):
        return group
    last = before[-1]
    if not (last.passive or last.perfect) or last.first == last.head:
        return group
    between = low[last.last + 1 : group.first]
    joined = any(w == "," or grammar.openers.get(w) == "coordinate" for w in between)
    if not joined or len(between) > (3 if last.passive else 8) or group.first - last.last > 8:
        return group
    if last.passive and any(
        w not in grammar.adverbs and w != "," and grammar.openers.get(w) != "coordinate" for w in between
    ):
        return group
    return replace(last, first=group.first, head=group.head, last=group.last, lemmas=group.lemmas, negated=last.negated)


class _Finder:
    def __init__(self, tokens: Sequence[Token], language: Language, names: Mapping[int, str]) -> None:
        self.tokens = tokens
        self.low = [names.get(i, t.low) for i, t in enumerate(tokens)]
        self.forms = language.forms
        self.g: Grammar = language.grammar
        self.saying = language.saying

    def group_from(self, at: int, before: list[VerbGroup]) -> VerbGroup | None:
        """The group whose first token is `at`."""
        g, low = self.g, self.low
        modal, marks, negated, perfect, passive = "", "", False, False, False
        tense = ""
        head = -1
        here = at
        if low[at] in g.infinitive and at + 1 < len(low):
            step = self._skip(at + 1)
            ahead = self.forms.get(low[step], ()) if step < len(low) else ()
            if any(tag == "inf" for _, tag in ahead) and (g.subject_first or step == at + 1):
                head, tense, marks = step, "inf", "to"
                if self._aux(step, "be") or self._aux(step, "have"):
                    inner = self._inner(step)
                    if inner is not None:
                        head, passive = inner, self._aux(step, "be")
                        perfect = not passive
        while head < 0 and here < len(low):
            word = low[here]
            negated = negated or (word in g.negations and word in g.modals)
            if (word in g.negations and word not in g.modals) or (word in g.object_pronouns and marks != "aux"):
                negated = negated or word in g.negations
                here += 1
                marks = marks or "lead"
                continue
            if word in g.modals:
                modal = g.modals[word]
                tense = "fut" if modal == "will" else "cond" if modal == "would" else "pres"
                marks = "aux"
                here = self._skip(here + 1, True)
                negated = negated or self._negated(here)
                if here >= len(low):
                    return None
                if not self.forms.get(low[here]):
                    head = here if low[here].isalpha() and low[here] not in g.determiners else -1
                    if head < 0:
                        return None
                continue
            readings = self.forms.get(word)
            if not readings:
                if marks == "aux" and self._looks_participle(word):
                    head = here
                break
            kind = self._aux_kind(readings)
            if kind:
                following = self._skip(here + 1, True)
                inner_neg = self._negated(following)
                role = self._aux_role(kind, readings, following)
                if role:
                    tense = tense or self._aux_tense(readings)
                    negated = negated or inner_neg
                    if role == "passive":
                        passive = True
                    elif role == "perfect":
                        perfect = True
                    elif role == "prospective":
                        tense = "fut"
                    elif role == "modal":
                        modal = self._modal_of(readings)
                        if modal == "could" and self._tense(readings) == "pres":
                            modal = "can"
                    marks = "aux"
                    here = following
                    if role == "prospective":
                        here = self._skip(following + 1)
                        if here < len(low) and low[here] in g.infinitive and not self.forms.get(low[here]):
                            here = self._skip(here + 1)
                    continue
                head, tense = here, tense or self._tense(readings)
                negated = negated or inner_neg
                break
            if marks == "aux" or self._stands_as_verb(here, readings, bool(before)):
                head = here
                tense = tense or self._bare_tense(here, readings, before)
            break
        if head < 0 or head >= len(low):
            return None
        lemmas = frozenset(lemma for lemma, _ in self.forms.get(low[head], ()))
        if tense == "part" and not marks:
            passive = True
        opener, clause = self._opener(at, before, tense not in ("inf", "ger", "part"))
        begins = clause
        if before and before[-1].tense == "part" and clause == before[-1].last + 1:
            begins = before[-1].clause
        negated = negated or any(w in g.negative_subjects for w in low[begins:at]) or self._negated_before(at, clause)
        singled = begins + 1 < at and low[begins] in g.negations and low[begins + 1] in g.determiners
        negated = negated or singled
        governor = self._governor(at, head, tense, opener, clause, before)
        return VerbGroup(at, head, head, lemmas, tense, modal, passive, negated, perfect, opener, clause, governor)

    # -- auxiliaries

    def _aux_kind(self, readings: tuple[tuple[str, str], ...]) -> str:
        for lemma, tag in readings:
            if tag == "ger" and lemma not in self.g.auxiliaries["be"] | self.g.auxiliaries["have"]:
                continue
            for kind in ("be", "have", "do"):
                if lemma in self.g.auxiliaries[kind]:
                    return kind
            if lemma in self.g.modal_verbs:
                return "modal"
            if lemma in self.g.prospective:
                return "prospective"
        return ""

    def _aux(self, at: int, kind: str) -> bool:
        return any(lemma in self.g.auxiliaries[kind] for lemma, _ in self.forms.get(self.low[at], ()))

    def _inner(self, at: int) -> int | None:
        following = self._skip(at + 1, True)
        if following < len(self.low) and self._participle(following):
            return following
        return None

    def _aux_role(self, kind: str, readings: tuple[tuple[str, str], ...], following: int) -> str:
        if following >= len(self.low):
            return ""
        word = self.low[following]
        after = self.forms.get(word, ())
        tags = {tag for _, tag in after}
        lemma = readings[0][0]
        if word in self.g.prospective.get(lemma, ()) and self._ahead(word, following):
            return "prospective"
        if kind == "modal":
            return "modal" if "inf" in tags else ""
        if kind == "do":
            return "do" if "inf" in tags else ""
        if self._participle(following):
            return "passive" if kind == "be" else "perfect"
        if kind == "be" and "ger" in tags:
            return "progressive"
        if kind in ("be", "have") and word.endswith("ing") and self.g.subject_first and kind == "be":
            return ""
        return ""

    def _ahead(self, word: str, at: int) -> bool:
        """Whether an infinitive follows the mark at `at`, with its own mark where the word is none itself."""
        ahead = self._skip(at + 1)
        if word not in self.g.infinitive:
            if ahead >= len(self.low) or self.low[ahead] not in self.g.infinitive:
                return False
            ahead = self._skip(ahead + 1)
        return ahead < len(self.low) and any(tag == "inf" for _, tag in self.forms.get(self.low[ahead], ()))

    def _modal_of(self, readings: tuple[tuple[str, str], ...]) -> str:
        return next((self.g.modal_verbs[lemma] for lemma, _ in readings if lemma in self.g.modal_verbs), "")

    def _participle(self, at: int) -> bool:
        readings = self.forms.get(self.low[at])
        if readings:
            return any(tag == "part" for _, tag in readings)
        return self._looks_participle(self.low[at])

    def _looks_participle(self, word: str) -> bool:
        return len(word) > 4 and word.isalpha() and word.endswith(self.g.participle_endings)

    def _adverb(self, word: str) -> bool:
        return word in self.g.adverbs or (word.endswith(self.g.adverb_endings) and len(word) > 4)

    def _skip(self, at: int, negations: bool = False) -> int:
        g, low = self.g, self.low
        while at < len(low) and (
            low[at] in g.adverbs
            or (low[at].endswith(g.adverb_endings) and len(low[at]) > 4)
            or (negations and (low[at] in g.negations or low[at] in g.object_pronouns))
        ):
            at += 1
        return at

    def _negated(self, at: int) -> bool:
        back = at - 1
        while back >= 0 and (self.low[back] in self.g.adverbs or self.low[back] in self.g.negations):
            if self.low[back] in self.g.negations:
                return True
            back -= 1
        return False

    def _negated_before(self, at: int, clause: int) -> bool:
        back = at - 1
        while back >= clause and (
            self.low[back] in self.g.adverbs
            or self.low[back] in self.g.object_pronouns
            or self.low[back] in self.g.negations
        ):
            if self.low[back] in self.g.negations:
                return True
            back -= 1
        return False

    # -- tense

    def _tense(self, readings: tuple[tuple[str, str], ...]) -> str:
        tags = [tag for _, tag in readings]
        for tag in ("past", "impf", "fut", "cond", "subj", "subjp", "pres", "inf", "ger", "part"):
            if tag in tags:
                return {"impf": "past", "subjp": "subj"}.get(tag, tag)
        return "pres"

    def _aux_tense(self, readings: tuple[tuple[str, str], ...]) -> str:
        """The tense an auxiliary gives; where the present looks like the infinitive (have), it is the present."""
        tense = self._tense(readings)
        return "pres" if tense == "inf" and self.g.subject_first else tense

    def _bare_tense(self, at: int, readings: tuple[tuple[str, str], ...], before: list[VerbGroup]) -> str:
        tags = {tag for _, tag in readings}
        if "past" in tags and "part" in tags:
            return "part" if self._reduced(at) or self._second(at, before) else "past"
        if tags == {"inf"}:
            return "pres" if self.g.subject_first else "inf"
        if tags == {"part"}:
            return "part"
        return self._tense(readings)

    def _reduced(self, at: int) -> bool:
        """Whether a form that is past and participle alike is a participle: no subject before, or a verb after."""
        low, g = self.low, self.g
        after = low[at + 1] if at + 1 < len(low) else ""
        if after in g.passive_agent:
            return True
        before = low[at - 1] if at else ""
        if before in g.openers and g.openers[before] == "relative":
            return False
        if (
            after[:1].isalnum()
            and after not in g.prepositions
            and not self._adverb(after)
            and not self.forms.get(after)
        ):
            return at == 0 or before in g.prepositions
        if after in (PROPER, ADJECTIVE):
            return at == 0 or before in g.prepositions
        if at == 0 or before in ("(", "“", '"', "—"):
            return True
        if before in g.prepositions:
            return True
        if g.openers.get(before) == "coordinate" and self._saying(at):
            return False
        opening = self._segment_start(at)
        if low[opening] in g.absolute and opening < at - 1:
            return True
        if before == ",":
            return not self._subject_in(self._clause_start(at), at) or self._resumed_after(at)
        for ahead in range(at + 1, min(len(low), at + 25)):
            word = low[ahead]
            if word in _HARD or word == "," or word in g.openers or word in g.complementizers:
                return False
            if word in g.infinitive:
                continue
            readings = self.forms.get(word)
            if self.tokens[ahead].text[:1].isupper():
                continue
            if word in g.modals or (readings and self._aux_kind(readings) and word not in ("being",)):
                return low[ahead - 1] not in g.openers
            if readings and {t for _, t in readings} == {"past"}:
                return True
            noun = low[ahead - 1] in g.determiners or low[ahead - 1] in g.prepositions
            if g.subject_first and readings and {t for _, t in readings} == {"pres"} and not noun:
                return True
        return False

    def _saying(self, at: int) -> bool:
        return any(lemma in self.saying for lemma, _ in self.forms.get(self.low[at], ()))

    def _resumed_after(self, at: int) -> bool:
        """Whether a comma closes what begins at `at` and a verb follows it at once: X, made up of five, had warned."""
        for ahead in range(at + 1, min(len(self.low) - 1, at + 16)):
            if self.low[ahead] in _HARD:
                return False
            if self.low[ahead] == ",":
                following = self.low[ahead + 1]
                tags = {tag for _, tag in self.forms.get(following, ())}
                return following in self.g.modals or bool(tags & {"past", "impf"})
        return False

    def _second(self, at: int, before: list[VerbGroup]) -> bool:
        """Whether a form that is past and participle alike follows the noun of a clause that has its verb already.

        "He said in a report published today": one clause has one finite verb. A verb of saying may open a clause by
        nothing ("said 300 people arrived"), and a verb behind a relative clause is that of the clause around it.
        """
        if not before or before[-1].relative:
            return False
        if not before[-1].finite and not (before[-1].tense == "inf" and before[-1].governor >= 0):
            return False
        between = self.low[before[-1].last + 1 : at]
        if not between or any(w in (",", ";") or w in _HARD or w in self.g.openers for w in between):
            return False
        if any(w in self.g.complementizers for w in between):
            return False
        bare = before[-1].lemmas & self.saying and between[0] not in self.g.prepositions
        return not bare and between[-1] not in self.g.pronouns and between[-1][:1].isalnum()

    def _segment_start(self, at: int) -> int:
        while at > 0 and self.low[at - 1] not in _HARD and self.low[at - 1] != ",":
            at -= 1
        return at

    def _clause_start(self, at: int) -> int:
        while at > 0 and self.low[at - 1] not in _HARD:
            at -= 1
        return at

    def _subject_in(self, start: int, end: int) -> bool:
        return any(t.text[:1].isalnum() for t in self.tokens[start : end - 1])

    # -- noun or verb

    def _stands_as_verb(self, at: int, readings: tuple[tuple[str, str], ...], seen: bool) -> bool:
        g, low = self.g, self.low
        tags = {tag for _, tag in readings}
        back = at - 1
        while (
            back >= 0
            and (low[back] in g.adverbs or low[back].endswith(g.adverb_endings) or low[back] in g.object_pronouns)
            and low[back] not in g.determiners
        ):
            back -= 1
        before = low[back] if back >= 0 else ""
        if "ger" in tags and tags <= {"ger"}:
            return before not in g.determiners and not self._noun_in_ing(at)
        if not g.subject_first:
            if self._titled(at):
                return False
            if tags & {"past", "impf", "fut", "cond", "subjp"} and not tags & {"pres", "part"}:
                return True
            if tags <= {"inf"}:
                return before not in g.determiners or before in ("al", "del")
            if "part" in tags and not tags & {"past", "pres"}:
                return before not in g.determiners
            if before in g.determiners or (before in g.prepositions and before not in g.complementizers):
                return before in g.object_pronouns and back + 1 < at
            return True
        if "past" in tags or "part" in tags:
            return before not in g.determiners or before in g.pronouns or self._object_follows(at)
        if tags & {"pres", "inf"} and self._ends_a_name(at):
            return False
        if "pres" in tags:
            if before in g.determiners or before in g.prepositions or before == "":
                return False
            after = low[at + 1] if at + 1 < len(low) else "."
            if before == PROPER and self.tokens[back].text[:1].isdigit():
                return False
            ends = not after[:1].isalnum() and after not in (PROPER, ADJECTIVE)
            nominal = after in g.prepositions - g.infinitive or ends
            return not nominal or before in g.pronouns or self.tokens[back].text[:1].isupper()
        if "inf" in tags:
            if before in g.pronouns and before not in ("his", "her"):
                return True
            if before in g.determiners or before in g.prepositions or before in ("", ","):
                return False
            after = low[at + 1] if at + 1 < len(low) else "."
            if after in g.complementizers and self.tokens[back].text[:1].isalnum():
                return True
            several = self.tokens[back].text[:1].isupper() or before.endswith("s") or before in g.adverbs
            if after in (".", "”") and several and self._subject_in(self._segment_start(at), at):
                return True
            return before.endswith("s") and self.tokens[back].text.isalpha()
        return False

    def _noun_in_ing(self, at: int) -> bool:
        """Whether a form in -ing ends a noun phrase with an article, and nothing hangs on it: at a Senate hearing,"""
        after = self.low[at + 1] if at + 1 < len(self.low) else "."
        if not self.g.subject_first or (after[:1].isalnum() and after not in self.g.prepositions):
            return False
        return any(self.low[back] in self.g.determiners for back in range(max(0, at - 2), at))

    def _titled(self, at: int) -> bool:
        """Whether a word has a capital in the middle of running prose, as in a name (Consejo de Estado)."""
        text = self.tokens[at].text
        return at > 0 and text[:1].isupper() and text[1:].islower() and self.tokens[at - 1].text[:1].islower()

    def _ends_a_name(self, at: int) -> bool:
        """Whether a capital follows a capital in prose that is mostly small: The Meridian Dispatch."""
        if not at or not (self.tokens[at].text[:1].isupper() and self.tokens[at - 1].text[:1].isupper()):
            return False
        words = [token.text[:1] for token in self.tokens if token.text[:1].isalpha()]
        return sum(letter.islower() for letter in words) > len(words) / 2

    def _object_follows(self, at: int) -> bool:
        after = self.low[at + 1] if at + 1 < len(self.low) else ""
        return after in self.g.determiners or after in self.g.prepositions

    # -- clauses

    def _subjunctive(self, at: int) -> bool:
        return any(tag in ("subj", "subjp") for _, tag in self.forms.get(self.low[at], ()))

    def _opener(self, at: int, before: list[VerbGroup], finite: bool) -> tuple[str, int]:
        g, low = self.g, self.low
        floor = before[-1].last + 1 if before else 0
        here = at - 1
        while here >= floor:
            word = low[here]
            if word in _HARD:
                return "main", here + 1
            if word in g.complementizers and word not in g.openers:
                after_verb = before and here - before[-1].last <= 6 and here >= floor
                follows_noun = here > 0 and here == at - 1
                return ("relative" if follows_noun and not after_verb else "complement"), here + 1
            kind = g.openers.get(word)
            if kind == "relative" and word in g.complementizers:
                if before and (here == floor or low[here - 1] in g.clausal or low[here - 1] in g.noun_clauses):
                    return "complement", here + 1
                after_comma = low[here - 1] == "," if here else False
                noun = here > 0 and self.tokens[here - 1].text[:1].isalnum()
                near_verb = before and here - before[-1].last <= 4 and not after_comma
                if near_verb and low[floor] in g.indirect and self._subjunctive(at):
                    return "complement", here + 1  # pidió a Togo que recibiera
                if near_verb and low[here - 1] in g.openers:
                    return "complement", here + 1
                return ("relative" if noun or after_comma else "complement"), here + 1
            if kind == "coordinate":
                if before and here == floor:
                    return before[-1].opener, here + 1
            elif kind is not None and not (kind == "temporal" and self._only_phrase(here, at)):
                return kind, here + 1
            here -= 1
        if not before or not self._continues(floor, at):
            return "main", floor
        joined = any(g.openers.get(word) == "coordinate" for word in low[max(floor, at - 3) : at])
        if finite and before[-1].relative and not joined:
            return "main", floor
        return before[-1].opener, floor

    def _only_phrase(self, opener: int, at: int) -> bool:
        """Whether a word that is preposition or conjunction opens a mere phrase before the verb at `at`.

        It does where a comma closes it, and where the verb is joined to an earlier one: defended it as fair and said.
        """
        if opener + 1 < at - 1 and self.g.openers.get(self.low[at - 1]) == "coordinate":
            return True
        return self.low[opener] in self.g.prepositions and opener + 1 < at and "," in self.low[opener:at]

    def _continues(self, floor: int, at: int) -> bool:
        return not any(w in (",", ";") for w in self.low[floor:at])

    def _governor(self, at: int, head: int, tense: str, opener: str, clause: int, before: list[VerbGroup]) -> int:
        if not before:
            return -1
        last = len(before) - 1
        if tense == "ger" and before[last].last + 1 >= at - 1 and self.low[at - 1] not in (",", "and"):
            return last
        if tense == "inf":
            floor = before[last].last + 1
            return last if not any(w in _HARD for w in self.low[floor:at]) else -1
        if (
            tense == "ger"
            and self.low[at - 1] in self.g.away
            and not any(w in _HARD for w in self.low[before[last].last + 1 : at])
        ):
            return last
        if opener == "complement" and clause > before[last].last and clause - before[last].last <= 8:
            return last
        if before[last].governor >= 0 and opener == before[last].opener and at > 0 and clause == before[last].clause:
            return before[last].governor
        if opener == before[last].opener and self.low[before[last].last + 1 : before[last].last + 2] == ["and"]:
            return before[last].governor
        return -1
