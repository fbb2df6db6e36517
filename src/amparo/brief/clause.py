"""One clause of a sentence against the claims that it tells: what is left over and licensed by none is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from amparo.brief.countries import bare_country
from amparo.brief.licence import affiliation_row, licensed_words, rate_words, unit_nouns, words_in
from amparo.brief.marks import Mark, Marked, whole
from amparo.brief.phrases import Phrases
from amparo.brief.reread import holds_any
from amparo.brief.shape import shaped
from amparo.brief.told import BLANK, holds, stages_told, told_in
from amparo.brief.wording import (
    contracted,
    country,
    date_forms,
    figure_noun_forms,
    proper,
    uncounted_phrase,
    without_article,
)
from amparo.extract.quantities import Quantity, find_figures
from amparo.model import Claim

_DIGIT = re.compile(r"\d")
_OTHER_SIGN = re.compile(r"[^\w\s\0\ue000-\uf8ff.,:;…()«»“”'’\[\]–/-]")
_SIGN = re.compile(r"[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a sentence was refused.

    `kind` is `figure`, `bound`, `unit`, `hedge`, `stage`, `stance`, `party`, `voice`, `quote`, `scope`, `word`, `count`
    or `citation`; `reason` is for the person who mends the phrases.
    """

    kind: str
    reason: str


class Clause:
    """One clause under check. `text` loses, step by step, what its claims license.

    Attributes:
        told: places, in the sentence's list, of the claims that the clause tells.
        faults: all that was found wrong.
        heard: who is named at the head of this clause, or was before, for all that follows.
    """

    def __init__(self, text: str, marked: Marked, heard: Mark, voiced: bool) -> None:
        """`heard`: who was named at the head of the sentence, for all that follows."""
        self.text, self.marked, self.phrases = text, marked, marked.phrases
        self._composed = text
        self.faults: list[Fault] = []
        self.heard = heard
        self.told = told_in(text, marked.claims, marked.phrases)
        self._claims = [marked.claims[i] for i in sorted(self.told)]
        self._signs(voiced)
        self._scope(voiced)
        self._dates_and_names()
        self._parties()
        self._figures(voiced)
        self._certainty(voiced)
        self._strange(self.text, "word")
        self._signs_left()

    def _fault(self, kind: str, reason: str) -> None:
        self.faults.append(Fault(kind, reason))

    def _blank(self, form: str) -> bool:
        """Take away `form` wherever it stands as whole words; whether it stood."""
        if not form:
            return False
        self.text, count = whole(form).subn(BLANK, self.text)
        return count > 0

    def _all(self, key: str) -> bool:
        """Whether all claims told have this in their scope."""
        return all(claim.scope.get(key) for claim in self._claims)

    def _signs(self, voiced: bool) -> None:
        """Every figure told has its voice, every act of a named doer the document that tells it.

        Each voice and quotation is one of a claim told, or common words.
        """
        said, doing, printed = set(self.heard.speakers), set[int](), set(self.heard.publishers)
        for match in _SIGN.finditer(self.text):
            mark = self.marked.mark(match.group())
            if mark is None or mark.strange:
                continue
            cued, denying = self._cued(match.start(), "cues"), self.marked.denies(self.text[match.end() :])
            if self._cued(match.start(), "relays"):
                if not self.told & mark.publishers & said:
                    self._fault("voice", f"{mark.words!r} is not the document in which that voice speaks")
            elif cued and not self.told & (mark.speakers | mark.publishers):
                self._fault("voice", f"{mark.words!r} does not say this")
            elif cued or (denying and self.told & mark.speakers):
                said |= mark.speakers
                printed |= mark.publishers
                if self._heads(match.start()):
                    self.heard = mark
            elif self.told & mark.speakers:
                doing |= mark.speakers
            elif not self.told & mark.quoted:
                self._strange(mark.words, "voice")
        for alike in self._alike() if voiced else ():
            if not alike & (printed if alike & doing else said):
                claim = self.marked.claims[min(alike)]
                self._fault("voice", f"nobody is named who says it: {claim.asserter or 'the publisher'}")
        attribution = self.phrases.common["attribution"]
        for cue in (*attribution["cues"], *attribution["relays"]):
            for match in whole(cue).finditer(self.text):
                if not _SIGN.match(self.text[match.end() :].lstrip(" ")):
                    self._fault("voice", f"who is named after {cue!r} is not in the claims")

    def _cued(self, at: int, kind: str) -> bool:
        """Whether what stands at `at` follows words such as `according to` (`cues`) or `as told by` (`relays`)."""
        before = self.text[:at].lower()
        return any(before.endswith(f"{cue} ") for cue in self.phrases.common["attribution"][kind])

    def _heads(self, at: int) -> bool:
        """Whether nothing but a cue stands before `at`, so that what stands there holds for the clauses that follow."""
        return self.text[:at].strip().lower() in self.phrases.common["attribution"]["cues"]

    def _alike(self) -> Iterable[frozenset[int]]:
        """The claims told, those with one figure together."""
        sets: dict[tuple[object, ...], set[int]] = {}
        for i in sorted(self.told):
            claim = self.marked.claims[i]
            key = (claim.ledger, claim.stage, claim.value, claim.bound, claim.stance)
            sets.setdefault(key, set()).add(i)
        return [frozenset(found) for found in sets.values()]

    def _scope(self, voiced: bool) -> None:
        """Whom the figure counts is told as the claims have it, and not left out in a sentence."""
        for claim in self._claims:
            status, name = claim.scope.get("affiliation_status"), claim.scope.get("affiliation")
            if not status and not name:
                continue
            forms = (proper(name, self.phrases), name) if name else (self.phrases.gang,)
            told = any(form in self.text for form in forms)
            if told and not any(marker in self.text for marker in affiliation_row(claim, self.phrases)["markers"]):
                self._fault(
                    "hedge", f"membership of {forms[0]} is {status or 'not stated'}; the sentence does not say so"
                )
            elif not told and voiced and _counts_people(claim, self.phrases):
                self._fault("scope", f"the claim counts only those tied to {forms[0]}; the sentence does not say so")
        for claim in self._claims:
            for form in (proper(n, self.phrases), n) if (n := claim.scope.get("affiliation")) else ():
                self._blank(form)
            if claim.scope.get("affiliation_status"):
                self._blank(self.phrases.gang)
        if (
            voiced
            and self._claims
            and self._all("group")
            and all(_counts_people(c, self.phrases) for c in self._claims)
        ):
            marks = [self.marked.mark(sign) for sign in _SIGN.findall(self.text)]
            if not any(mark and self.told & mark.parts for mark in marks):
                self._fault("scope", f"the claim counts only a part: {self._claims[0].scope['group']}")

    def _dates_and_names(self) -> None:
        for claim in self._claims:
            for form in date_forms(claim.when, self.phrases):
                self._blank(form)
            for key in ("facility", "legal_basis"):
                if name := claim.scope.get(key):
                    full = proper(name, self.phrases)
                    self._blank(contracted(self.phrases.common[key].format(name=full), self.phrases))
                    self._blank(full)
                    self._blank(without_article(full, self.phrases))

    def _parties(self) -> None:
        """The sides stand where the claims put them; a nationality turns into the plain noun for people."""
        lang, phrases = self.phrases.lang, self.phrases
        for nationality in sorted({n for claim in self._claims if (n := claim.scope.get("nationality"))}):
            before = self.text
            for special, common in figure_noun_forms(nationality, phrases):
                self.text = whole(special).sub(common, self.text)
            counted = all(claim.unit == "person" and claim.value is not None for claim in self._claims)
            if self.text == before and counted and self._all("nationality"):
                self._fault("scope", f"the claim counts only people from {nationality}; the sentence does not say so")
        sides: dict[str, set[str]] = {}
        for claim in self._claims:
            for role in ("sender", "receiver"):
                if code := getattr(claim, role):
                    sides.setdefault(code, set()).add(role)
        forms = [(form, c) for c in sides for form in {country(c, phrases), bare_country(c, lang)}]
        for form, code in sorted(forms, key=lambda pair: (-len(pair[0]), pair)):
            for match in whole(form).finditer(self.text):
                stands = _role(self.text[: match.start()], self.text[match.end() :], phrases)
                if stands and stands not in sides[code]:
                    self._fault("party", f"{form} stands as {stands}; in the claims it is {' and '.join(sides[code])}")
            self._blank(form)

    def _figures(self, voiced: bool) -> None:
        """The figures of the clause, each one of a claim told, with its bound and unit; they are taken away."""
        figures = find_figures(self.text, self.phrases.lang)
        if not figures and all(claim.value is not None for claim in self._claims):
            self._fault("figure", f"the claim's figure {self._claims[0].value} is not told")
        if len(figures) > len({claim.value for claim in self._claims}):
            self._fault("figure", "a figure is told twice")
        for quantity in figures:
            held = [claim for claim in self._claims if holds(quantity, claim)]
            words = self.text[quantity.start : quantity.end]
            bounded = [claim for claim in held if claim.bound == quantity.bound]
            if not held:
                self._fault("figure", f"{words!r} is in none of the claims")
            elif not bounded:
                self._fault("bound", f"{words!r} is read as {quantity.bound}; the claims say {held[0].bound}")
            elif not any(self._counts(quantity, claim) for claim in bounded):
                self._fault("unit", f"{words!r} is read in {quantity.unit}; the claims say {bounded[0].unit}")
            self._strange(words, "word")
        for claim in self._claims:
            if claim.bound == "vague" and voiced and _tells_what(claim, self.phrases):
                words = uncounted_phrase(claim, self.phrases)
                if not whole(words).search(self.text):
                    self._fault("figure", f"{words!r} is not told")
        for quantity in reversed(figures):
            self.text = self.text[: quantity.start] + BLANK + self.text[quantity.end :]
        if _DIGIT.search(self.text):
            rest = self.text.replace(BLANK, "…").strip()
            self._fault("figure", f"digits that are no figure or date of the claims: {rest!r}")

    def _counts(self, quantity: Quantity, claim: Claim) -> bool:
        """Whether the figure counts what the claim does: a unit of its own, or the noun and the rate beside it."""
        if claim.unit is None or quantity.unit == claim.unit:
            return True
        if quantity.unit is not None:
            return False
        joined = re.escape(self.phrases.common["rounded"].format(n="").strip())
        nouns = "|".join(re.escape(noun) for noun in unit_nouns(claim, self.phrases))
        behind = self.text[quantity.num_end :]
        counted = bool(nouns) and re.match(rf"\s*(?:{joined}\s+)?(?:{nouns})(?!\w)", behind) is not None
        return counted and all(holds_any([rate], self.text) for rate in rate_words(claim, self.phrases))

    def _certainty(self, voiced: bool) -> None:
        """Hedge, denial and stage of the clause against the claims it tells."""
        for hedge in sorted({claim.hedge for claim in self._claims} - {"none"}):
            markers = self.phrases.common["hedges"][hedge]["markers"]
            if not holds_any(markers, self.text):
                self._fault("hedge", f"the claim is {hedge}; the sentence has none of: {', '.join(markers)}")
        denied = sum(len(whole(marker).findall(self.text)) for marker in self.phrases.common["denial"]["markers"])
        denials = {claim.stance for claim in self._claims}
        if denials == {"denies"} and not denied:
            self._fault("stance", "the claims deny it; the sentence does not")
        if denied > 1:
            self._fault("stance", "the denial is itself denied")
        if denied and "denies" not in denials:
            self._fault("stance", "the sentence tells a denial; the claims have none")
        licensed = {(claim.ledger, claim.stage) for claim in self._claims}
        for word, stages in stages_told(self.text, self.phrases):
            if not stages & licensed:
                ledger, stage = sorted(stages)[0]
                self._fault("stage", f"{word!r} says {ledger}/{stage}; the claims say {_list(licensed)}")
        if not any(shaped(self._composed, claim, self.phrases, voiced) for claim in self._claims):
            self._fault("stage", f"no phrase for {_list(licensed)} stands whole in the sentence")

    def _signs_left(self) -> None:
        """Signs such as % and $ that stand with no figure."""
        if found := _OTHER_SIGN.search(self.text):
            self._fault("word", f"{found.group()!r} stands with no figure")

    def _strange(self, text: str, kind: str) -> None:
        """Words that no phrase for the claims told has."""
        licensed = licensed_words(self._claims, self.phrases)
        strange = [word for word in words_in(text, self.phrases) if word not in licensed]
        if strange:
            self._fault(kind, f"{' '.join(strange)!r} is licensed by none of the claims")


def _counts_people(claim: Claim, phrases: Phrases) -> bool:
    """Whether a sentence on the claim names the people it is about."""
    counts = claim.unit == "person" or (claim.unit is None and claim.ledger in phrases.of_people)
    return counts and _tells_what(claim, phrases)


def _tells_what(claim: Claim, phrases: Phrases) -> bool:
    """Whether a sentence on the claim has what is counted; of some acts without a figure it has the act alone."""
    return "{what}" in phrases.templates(claim)[0]


def _role(before: str, after: str, phrases: Phrases) -> str | None:
    """The role that the words around a country give it: a title's dash, or the longest cue that stands before it."""
    dash = phrases.common["parties"].partition("{sender}")[2].partition("{receiver}")[0]
    if after.startswith(dash):
        return "sender"
    if before.endswith(dash):
        return "receiver"
    found, length = None, 0
    for role, cues in phrases.common["roles"].items():
        for cue in cues:
            if re.search(rf"(?<!\w){re.escape(cue)}\s+$", before) and len(cue) > length:
                found, length = role, len(cue)
    return found


def _list(keys: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{ledger}/{stage}" for ledger, stage in sorted(keys))
