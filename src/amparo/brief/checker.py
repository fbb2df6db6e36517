"""The checker: reads our own sentences and refuses those that say more than the claims they cite.

It knows nothing of how a sentence was composed, and has two locks. One reads the sentence again with the cascade (see
`reread.py`). The other goes by the words of the phrases: it takes away what the claims license (quotations, voices,
dates, names), reads the figures of the rest, and looks for the words that say a stage, a hedge or a denial. What is
left over and licensed by nothing is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from amparo.brief.countries import bare_country
from amparo.brief.phrases import Phrases, load_phrases
from amparo.brief.reread import QUOTED, holds_any, reread
from amparo.brief.voices import Voices, load_voices
from amparo.brief.wording import (
    country,
    date_forms,
    document_forms,
    figure_noun_forms,
    proper,
    voice_forms,
    without_article,
)
from amparo.extract.quantities import Quantity, as_share, find_figures
from amparo.model import Claim, Sentence
from amparo.packs import Pack
from amparo.packs.trie import words_of

_BLANK = "\u0000"
"""Stands for words that a cited claim licenses."""
_PIECES = re.compile(r";(?=\s|$)")
_CAPITAL = re.compile(r"(?<![\w\u0000])[A-ZÁÉÍÓÚÑÜ][\w’'-]*(?!\$)(?![\w$])")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a sentence was refused.

    `kind` is `figure`, `bound`, `unit`, `hedge`, `stage`, `stance`, `party`, `voice`, `quote`, `name` or `count`;
    `reason` is for the person who mends the phrases.
    """

    kind: str
    reason: str


def check_sentence(
    sentence: Sentence, claims: Sequence[Claim], pack: Pack, lang: str, voiced: bool = True
) -> list[Fault]:
    """What `sentence` says that `claims`, which it cites, do not; empty where it may be shown.

    Args:
        voiced: whether somebody must be named who says it; a title and a count of documents name nobody.
    """
    phrases, voices = load_phrases(pack, lang), load_voices(pack, lang)
    faults = _Check(sentence.text, tuple(claims), phrases, voices, voiced).faults()
    return faults + _reread(sentence.text, claims, pack, phrases, voices)


def _reread(text: str, claims: Sequence[Claim], pack: Pack, phrases: Phrases, voices: Voices) -> list[Fault]:
    """What the cascade finds in the sentence when it reads it again, and no claim has."""
    plain, _ = _uncounted(text, len({claim.doc_id for claim in claims}), phrases)
    named = [form for claim in claims for form in voice_forms(claim, phrases, voices, None)]
    return [
        Fault(found.slot, f"read again, {found.figure!r} is {found.read}; the claims say {found.told or 'none'}")
        for found in reread(plain.replace(_BLANK, QUOTED), claims, named, pack, phrases)
    ]


def check_explanation(sentence: Sentence, claims: Sequence[Claim], arithmetic: str, phrases: Phrases) -> list[Fault]:
    """Figures of a finding's explanation that are neither in its claims, bound included, nor in its arithmetic.

    An explanation names what it is about before a colon (ledger, stages, time) and writes its figures in digits.
    """
    reckoned = [end for quantity in find_figures(arithmetic, phrases.lang) for end in _ends(quantity)]
    told = sentence.text.partition(": ")[2] or sentence.text
    told, miscounted = _uncounted(told, len({claim.doc_id for claim in claims}), phrases)
    faults = [Fault("count", f"{words!r} does not count the documents of its claims") for words in miscounted]
    for quantity in find_figures(told, phrases.lang):
        words = told[quantity.start : quantity.end]
        held = [claim for claim in claims if _holds(quantity, claim)]
        if held and not any(claim.bound == quantity.bound for claim in held):
            faults.append(Fault("bound", f"{words!r} is read as {quantity.bound}; the claims say {held[0].bound}"))
        if held or not _DIGIT.search(words):
            continue
        if not any(_reckoned(end, quantity.unit, reckoned) for end in _ends(quantity)):
            faults.append(Fault("figure", f"{words!r} is in none of its claims"))
    return faults


def _reckoned(value: float, unit: str | None, reckoned: Sequence[float]) -> bool:
    """Whether the value stands in the arithmetic; a ratio there is a percentage in words."""
    scale = 100 if unit == "percent" else 1
    return any(abs(value - other * scale) <= 0.01 * scale for other in reckoned)


class _Check:
    """One sentence under check. `text` loses, step by step, what the claims license."""

    def __init__(self, text: str, claims: tuple[Claim, ...], phrases: Phrases, voices: Voices, voiced: bool) -> None:
        self.text, self.claims, self.phrases, self.voiced = text, claims, phrases, voiced
        self.voices = voices
        self.found: list[Fault] = []
        self.quoted: set[str] = set()

    def faults(self) -> list[Fault]:
        """All that is wrong."""
        self._quotes()
        self._voices()
        self._counts()
        self._affiliations()
        self._dates()
        self._names()
        self._parties()
        self._countries()
        self._leftovers()
        for piece in self._pieces():
            self._piece(piece)
        self._figures_told()
        return self.found

    def _fault(self, kind: str, reason: str) -> None:
        self.found.append(Fault(kind, reason))

    def _blank(self, form: str) -> bool:
        """Take away `form` wherever it stands as whole words; whether it stood."""
        if not form:
            return False
        self.text, count = _whole(form).subn(_BLANK, self.text)
        return count > 0

    def _quotes(self) -> None:
        """Every quotation is verbatim in a claim; what was withheld in it may be anything."""
        before, after = self.phrases.common["quote"].split("{words}")
        mask = self.phrases.common["private"]["name"]
        allowed = [_flat(text) for claim in self.claims for text in _quotable(claim)]
        for match in re.finditer(re.escape(before) + "([^" + re.escape(after) + "]*)" + re.escape(after), self.text):
            self.quoted.add(_flat(match.group(1)))
            parts = [_flat(part) for part in match.group(1).split(mask)]
            if not any(_in_order(parts, text) for text in allowed):
                self._fault("quote", f"{match.group()} stands in none of the claims")
        self.text = re.sub(
            re.escape(before) + "[^" + re.escape(after) + "]*" + re.escape(after), f"{before}{_BLANK}{after}", self.text
        )
        for label in self.phrases.common["languages"].values():
            self.text = self.text.replace(f"({label})", _BLANK).replace(f", {label})", f"{_BLANK})")

    def _voices(self) -> None:
        """Every claim's voice is named (one of them where claims share a figure), and no other."""
        person = str(self.phrases.common["private"]["person"])
        private = person if person.lower() in self.text.lower() else None
        forms = [voice_forms(claim, self.phrases, self.voices, private) for claim in self.claims]
        named = {
            i
            for i, known in enumerate(forms)
            if any(_flat(form) in self.quoted or _whole(form).search(self.text) for form in known)
        }
        licensed = {form for known in forms for form in known}
        licensed |= {form for claim in self.claims for form in document_forms(claim, self.phrases)}
        for form in sorted(licensed, key=len, reverse=True):
            self._blank(form)
        if not self.voiced:
            return
        for figure in {(c.ledger, c.stage, c.value, c.bound, c.stance) for c in self.claims}:
            group = [i for i, c in enumerate(self.claims) if (c.ledger, c.stage, c.value, c.bound, c.stance) == figure]
            if not named.intersection(group):
                self._fault(
                    "voice", f"nobody is named who says it: {self.claims[group[0]].asserter or 'the publisher'}"
                )
        for cue in self.phrases.common["attribution"]["cues"]:
            for match in re.finditer(rf"(?<!\w){re.escape(cue)}\s+", self.text, re.IGNORECASE):
                rest = self.text[match.end() :]
                if not (rest.startswith(_BLANK) or _opens_quote(rest, self.phrases)):
                    self._fault("voice", f"who is named after {cue!r} is not in the claims")

    def _counts(self) -> None:
        """`n documents, from m origins` counts the documents of the claims, and no more origins than documents."""
        documents = len({claim.doc_id for claim in self.claims})
        self.text, wrong = _uncounted(self.text, documents, self.phrases)
        for words in wrong:
            self._fault("count", f"{words!r}, but the claims stand in {documents} documents")

    def _affiliations(self) -> None:
        """Who is only alleged to belong to a group is not told to belong to it."""
        rows = self.phrases.common["affiliation"]
        for claim in self.claims:
            status, name = claim.scope.get("affiliation_status"), claim.scope.get("affiliation")
            if not status and not name:
                continue
            forms = (proper(name, self.phrases), name) if name else (self.phrases.gang,)
            told = any(form in self.text for form in forms)
            markers = rows.get(status or "none", rows["none"])["markers"]
            if told and not any(marker in self.text for marker in markers):
                self._fault(
                    "hedge", f"membership of {forms[0]} is {status or 'not stated'}; the sentence does not say so"
                )
        names = {claim.scope["affiliation"] for claim in self.claims if claim.scope.get("affiliation")}
        known = {form for name in names for form in (proper(name, self.phrases), name)}
        if any(claim.scope.get("affiliation_status") for claim in self.claims):
            known.add(self.phrases.gang)
        for form in sorted(known, key=len, reverse=True):
            self._blank(form)
        for row in rows.values():
            for marker in row["markers"]:
                self._blank(marker)

    def _dates(self) -> None:
        for claim in self.claims:
            for form in date_forms(claim.when, self.phrases):
                self._blank(form)

    def _names(self) -> None:
        for claim in self.claims:
            for key in ("facility", "legal_basis"):
                if name := claim.scope.get(key):
                    full = proper(name, self.phrases)
                    self._blank(full)
                    self._blank(without_article(full, self.phrases))

    def _parties(self) -> None:
        """The sides stand where the claims put them; a nationality turns into the plain noun for people."""
        lang, phrases = self.phrases.lang, self.phrases
        for claim in self.claims:
            if nationality := claim.scope.get("nationality"):
                for special, common in figure_noun_forms(nationality, phrases):
                    self.text = _whole(special).sub(common, self.text)
        sides: dict[str, set[str]] = {}
        for claim in self.claims:
            for role in ("sender", "receiver"):
                if code := getattr(claim, role):
                    sides.setdefault(code, set()).add(role)
        for code, roles in sides.items():
            for form in sorted({country(code, phrases), bare_country(code, lang)}, key=len, reverse=True):
                for match in _whole(form).finditer(self.text):
                    stands = _role(self.text[: match.start()], phrases)
                    if stands and stands not in roles:
                        self._fault("party", f"{form} stands as {stands}; in the claims it is {' and '.join(roles)}")
                self._blank(form)

    def _countries(self) -> None:
        """Countries and nationalities that are in none of the claims."""
        rest = self.text
        for quantity in find_figures(rest, self.phrases.lang):
            rest = rest[: quantity.start] + _BLANK * (quantity.end - quantity.start) + rest[quantity.end :]
        words = words_of(rest)
        for trie in self.voices.tries.values():
            for i, word in enumerate(words):
                found = trie.longest(rest, words, i)
                if found and found[1].kind in ("country", "demonym"):
                    name = rest[word.start : words[i + found[0] - 1].end]
                    self._fault("party", f"{name!r} is in none of the claims")

    def _leftovers(self) -> None:
        """Capitalised words that no claim licenses."""
        known = set(_capitals(self.phrases))
        for match in _CAPITAL.finditer(self.text):
            opens = not self.text[: match.start()].strip(f' {_BLANK}–:;«“"(')
            if not opens and match.group() not in known:
                self._fault("name", f"{match.group()!r} is in none of the claims")

    def _pieces(self) -> Iterable[str]:
        pieces = _PIECES.split(self.text)
        return [piece for piece in pieces if piece.strip(f" .–«»“”{_BLANK}")]

    def _piece(self, piece: str) -> None:
        quantities = find_figures(piece, self.phrases.lang)
        matched: list[Claim] = []
        for quantity in quantities:
            held = [claim for claim in self.claims if _holds(quantity, claim)]
            words = piece[quantity.start : quantity.end]
            if not held:
                self._fault("figure", f"{words!r} is in none of the claims")
                continue
            bounded = [claim for claim in held if claim.bound == quantity.bound]
            if not bounded:
                self._fault("bound", f"{words!r} is read as {quantity.bound}; the claims say {held[0].bound}")
                continue
            united = [c for c in bounded if quantity.unit is None or c.unit is None or quantity.unit == c.unit]
            if not united:
                self._fault("unit", f"{words!r} is read in {quantity.unit}; the claims say {bounded[0].unit}")
                continue
            matched += united
        rest = piece
        for quantity in reversed(quantities):
            rest = rest[: quantity.start] + _BLANK + rest[quantity.end :]
        if _DIGIT.search(rest):
            self._fault(
                "figure", f"digits that are no figure or date of the claims: {rest.replace(_BLANK, '…').strip()!r}"
            )
        if quantities and not matched:
            return
        bare = [claim for claim in self.claims if claim.value is None]
        self._certainty(piece, matched or bare or list(self.claims), whole=not quantities and not bare)

    def _certainty(self, piece: str, claims: Sequence[Claim], whole: bool) -> None:
        """Hedge, denial and stage of one clause against the claims it tells. `whole`: it tells none of its own."""
        if not whole:
            for hedge in sorted({claim.hedge for claim in claims} - {"none"}):
                markers = self.phrases.common["hedges"][hedge]["markers"]
                if not holds_any(markers, piece):
                    self._fault("hedge", f"the claim is {hedge}; the sentence has none of: {', '.join(markers)}")
        denied = holds_any(self.phrases.common["denial"]["markers"], piece)
        whole_denied = holds_any(self.phrases.common["denial"]["markers"], self.text)
        denials = {claim.stance for claim in claims}
        if denials == {"denies"} and not (denied or whole_denied):
            self._fault("stance", "the claims deny it; the sentence does not")
        if denied and "denies" not in denials:
            self._fault("stance", "the sentence tells a denial; the claims have none")
        self._stages(piece, claims, whole)

    def _stages(self, piece: str, claims: Sequence[Claim], whole: bool) -> None:
        licensed = {(claim.ledger, claim.stage) for claim in claims}
        told: set[tuple[str, str]] = set()
        for match in _stage_pattern(self.phrases).finditer(piece):
            stages = _stages_of(match.group(), self.phrases)
            told |= stages
            if not stages & licensed:
                ledger, stage = sorted(stages)[0]
                self._fault("stage", f"{match.group()!r} says {ledger}/{stage}; the claims say {_list(licensed)}")
        worded = {key for key in licensed if (phrases := self.phrases.stage(*key)) and phrases.words}
        if not whole and worded == licensed and not told & licensed and not self._is_fallback(piece):
            self._fault("stage", f"no word of the sentence says {_list(licensed)}")

    def _is_fallback(self, piece: str) -> bool:
        """Whether the clause is the pack's fallback, which names no stage."""
        fallbacks = (self.phrases.fallback, self.phrases.fallback_none)
        skeleton = [part for text in fallbacks for part in re.split(r"\{\w+\}", text)]
        return any(len(part.split()) > 1 and part.strip() in piece.lower() for part in skeleton)

    def _figures_told(self) -> None:
        """A claim that is cited for its figure has it told."""
        read = [q for piece in self._pieces() for q in find_figures(piece, self.phrases.lang)]
        for claim in self.claims:
            if claim.value is not None and not any(_holds(quantity, claim) for quantity in read):
                self._fault("figure", f"the claim's figure {claim.value} is not told")


def _uncounted(text: str, documents: int, phrases: Phrases) -> tuple[str, list[str]]:
    """`text` without its counts of documents and origins, and those that cannot be."""
    wrong = []
    for noun in ("document", "origin"):
        for form in phrases.common[noun].values():
            pattern = re.compile(rf"(?<!\w){re.escape(form).replace(re.escape('{n}'), '([0-9]+)')}(?!\w)")
            for match in pattern.finditer(text):
                n = int(match.group(1))
                if not 1 <= n <= documents or (noun == "document" and n != documents):
                    wrong.append(match.group())
            text = pattern.sub(_BLANK, text)
    return text, wrong


def _whole(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE)


def _flat(text: str) -> str:
    """A quotation for comparing: white space, quotation marks and end marks levelled."""
    return " ".join(re.sub(r"[“”«»\"„‟‘’']", "'", text).split()).strip(" .,;:…").casefold()


def _quotable(claim: Claim) -> list[str]:
    return [text for text in (claim.quote + claim.anchor.suffix, claim.asserter, claim.scope.get("group")) if text]


def _in_order(parts: Sequence[str], text: str) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _opens_quote(text: str, phrases: Phrases) -> bool:
    before: str = phrases.common["quote"].split("{words}")[0]
    return text.startswith(before)


def _ends(quantity: Quantity) -> list[float]:
    if quantity.bound == "vague":
        return []
    share = as_share(quantity)
    return [end for end in (share.low, share.high) if end is not None]


def _holds(quantity: Quantity, claim: Claim) -> bool:
    """Whether the quantity is the claim's figure, bounds aside."""
    ends = _ends(quantity)
    if isinstance(claim.value, tuple):
        return len(ends) == 2 and all(_equal(a, b) for a, b in zip(ends, claim.value, strict=True))
    return claim.value is not None and any(_equal(end, claim.value) for end in ends)


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(1.0, abs(one), abs(other))


def _role(before: str, phrases: Phrases) -> str | None:
    """The role that the words before a country give it: the longest cue that they end with."""
    found, length = None, 0
    for role, cues in phrases.common["roles"].items():
        for cue in cues:
            if re.search(rf"(?<!\w){re.escape(cue)}\s+$", before) and len(cue) > length:
                found, length = role, len(cue)
    return found


@cache
def _stage_words(phrases: Phrases) -> tuple[tuple[re.Pattern[str], tuple[str, str]], ...]:
    return tuple(
        (re.compile(_stem(word), re.IGNORECASE), key) for key, stage in phrases.stages.items() for word in stage.words
    )


@cache
def _stage_pattern(phrases: Phrases) -> re.Pattern[str]:
    """Any word that says a stage, the longest first (`non-binding` before `binding`)."""
    words = sorted({word for stage in phrases.stages.values() for word in stage.words}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_stem(word) for word in words)})(?!\w)", re.IGNORECASE)


def _stages_of(word: str, phrases: Phrases) -> set[tuple[str, str]]:
    return {key for pattern, key in _stage_words(phrases) if pattern.fullmatch(word)}


def _stem(word: str) -> str:
    return re.escape(word.rstrip("*")).replace(r"\ ", r"\s+") + (r"\w*" if word.endswith("*") else "")


@cache
def _capitals(phrases: Phrases) -> frozenset[str]:
    """Capitalised words that the phrases themselves bring."""
    texts = [t for stage in phrases.stages.values() for group in stage.variants.values() for t in group]
    return frozenset(match.group() for text in texts for match in _CAPITAL.finditer(text))


def _list(keys: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{ledger}/{stage}" for ledger, stage in sorted(keys))
