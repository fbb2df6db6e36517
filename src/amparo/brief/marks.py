"""Signs that stand in a sentence for the quotations and voices that its claims license, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from amparo.brief.countries import bare_country
from amparo.brief.phrases import Phrases
from amparo.brief.voices import Voices
from amparo.brief.wording import country, document_forms, voice_forms
from amparo.model import Claim

_FIRST = 0xE000
"""The first code point that no text uses: a sign is one of these, so that it is never part of a word."""

Owners = frozenset[int]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sign stands for. The sets hold places in the list of the sentence's claims.

    Attributes:
        words: what the sentence has there.
        speakers: the claims that are told in this voice.
        publishers: the claims whose document this is.
        quoted: the claims in whose words or scope the quotation stands.
        parts: the claims that count only the part of the whole that the quotation names.
    """

    words: str
    speakers: Owners = frozenset()
    publishers: Owners = frozenset()
    quoted: Owners = frozenset()
    parts: Owners = frozenset()

    @property
    def strange(self) -> bool:
        """Whether it is a quotation that stands in no claim."""
        return not (self.speakers or self.publishers or self.quoted)


class Marked:
    """A sentence with its quotations and voices turned to signs.

    Its `text` is the sentence so turned.
    """

    def __init__(self, text: str, claims: Sequence[Claim], phrases: Phrases, voices: Voices) -> None:
        self.text, self.claims, self.phrases = text, claims, phrases
        self._marks: list[Mark] = []
        person = str(phrases.common["private"]["person"])
        private = person if person.lower() in text.lower() else None
        self._speaking = _owned(claims, lambda claim: voice_forms(claim, phrases, voices, private))
        self._publishing = _owned(claims, lambda claim: document_forms(claim, phrases))
        self._quotes()
        self._voices()

    def mark(self, sign: str) -> Mark | None:
        """What a sign stands for; None for any other."""
        at = ord(sign) - _FIRST
        return self._marks[at] if 0 <= at < len(self._marks) else None

    @property
    def strange(self) -> list[str]:
        """Quotations that stand in none of the claims, or are labelled wrong."""
        return [mark.words for mark in self._marks if mark.strange]

    def unsigned(self, by: str) -> str:
        """The text with `by` in the place of every sign."""
        return "".join(by if self.mark(sign) else sign for sign in self.text)

    def denies(self, after: str) -> bool:
        """Whether what follows a voice says that it denies."""
        denial: str = self.phrases.common["denial"]["voiced"].partition("{voice}")[2].partition("{clause}")[0]
        return after.startswith(denial)

    def _put(self, mark: Mark) -> str:
        self._marks.append(mark)
        return chr(_FIRST + len(self._marks) - 1)

    def _quotes(self) -> None:
        """Every quotation is verbatim in a claim of the language it is labelled with; what was withheld is anything."""
        before, after = (re.escape(sign) for sign in str(self.phrases.common["quote"]).split("{words}"))
        labels = self.phrases.common["languages"]
        label = "|".join(re.escape(text) for text in labels.values())
        pattern = rf"{before}([^{after}]*){after}(?: \(({label})\)|, ({label})(?=\)))?"
        mask = self.phrases.common["private"]["name"]
        language = {text: lang for lang, text in labels.items()}

        def signed(match: re.Match[str]) -> str:
            said = language.get(match[2] or match[3], self.phrases.lang)
            spoken = frozenset(i for i, claim in enumerate(self.claims) if claim.lang == said)
            told = flat(match[1])
            parts = [flat(part) for part in match[1].split(mask)]
            quoted = {i for i in spoken if any(_in_order(parts, flat(t)) for t in _quotable(self.claims[i]))}
            speakers, publishers = (
                frozenset(i for form, found in owned.items() if flat(form) == told for i in found) & spoken
                for owned in (self._speaking, self._publishing)
            )
            speakers |= {i for i in spoken if _is_masked(parts, flat(self.claims[i].asserter or ""))}
            group = {i for i in spoken if _in_order(parts, flat(self.claims[i].scope.get("group", "")))}
            return self._put(Mark(match.group(), speakers, publishers, frozenset(quoted), frozenset(group)))

        self.text = re.sub(pattern, signed, self.text)

    def _voices(self) -> None:
        sides = {
            form.casefold()
            for claim in self.claims
            for code in (claim.sender, claim.receiver)
            if code
            for form in (country(code, self.phrases), bare_country(code, self.phrases.lang))
        }
        forms: dict[str, str] = {form.casefold(): form for form in (*self._speaking, *self._publishing) if form}
        for form in sorted(forms.values(), key=lambda form: (-len(form), form)):
            speakers, publishers = (
                frozenset(i for known, found in owned.items() if known.casefold() == form.casefold() for i in found)
                for owned in (self._speaking, self._publishing)
            )

            def signed(match: re.Match[str], speakers: Owners = speakers, publishers: Owners = publishers) -> str:
                if match.group().casefold() in sides and not self._speaks(match):
                    return match.group()
                return self._put(Mark(match.group(), speakers, publishers))

            self.text = whole(form).sub(signed, self.text)

    def _speaks(self, match: re.Match[str]) -> bool:
        """Whether a country stands where a voice does: behind a cue, or before what it denies."""
        behind, after = match.string[: match.start()], match.string[match.end() :]
        cued = any(behind.lower().endswith(f"{cue} ") for cue in self.phrases.common["attribution"]["cues"])
        return cued or self.denies(after)


def flat(text: str) -> str:
    """A quotation for comparing: white space, quotation marks and end marks levelled."""
    return " ".join(re.sub(r"[“”«»\"„‟‘’']", "'", text).split()).strip(" .,;:…").casefold()


@lru_cache(maxsize=4096)
def whole(form: str) -> re.Pattern[str]:
    """A form as whole words, in any case."""
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE)


def _owned(claims: Sequence[Claim], forms: Callable[[Claim], Sequence[str]]) -> dict[str, Owners]:
    owners: dict[str, set[int]] = {}
    for i, claim in enumerate(claims):
        for form in forms(claim):
            owners.setdefault(form, set()).add(i)
    return {form: frozenset(found) for form, found in owners.items()}


def _quotable(claim: Claim) -> list[str]:
    return [text for text in (claim.quote + claim.anchor.suffix, claim.asserter, claim.scope.get("group")) if text]


def _is_masked(parts: Sequence[str], text: str) -> bool:
    """Whether the parts, something withheld between them, are the text from its beginning to its end."""
    if len(parts) < 2 or not any(parts):
        return False
    return text.startswith(parts[0]) and text.endswith(parts[-1]) and _in_order(parts, text)


def _in_order(parts: Sequence[str], text: str) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
