"""Which of the dossier's languages a text is in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SAMPLE = 3000
_SHORT = 60
_SURE = 0.9


def language_of(text: str, languages: Sequence[str], told: str | None = None) -> str:
    """The language of `text`, one of `languages`.

    A long text speaks for itself. What the document says of itself (`told`, such as `es-SV`) decides for short texts
    and where the text leaves it open, since pages often carry the language of their template.
    """
    hint = (told or "").replace("_", "-").partition("-")[0].strip().lower()
    if len(languages) == 1:
        return languages[0]
    sample = _sample(text)
    letters = sum(c.isalpha() for c in sample)
    if hint in languages and letters < _SHORT:
        return hint
    if not letters:
        return languages[0]
    best, confidence = _identifier(tuple(languages)).classify(sample)
    return hint if hint in languages and confidence < _SURE else str(best)


def _sample(text: str) -> str:
    """Some of the beginning and of the middle: the ends of pages are the least like their text."""
    if len(text) <= 2 * _SAMPLE:
        return text
    middle = len(text) // 2
    return text[:_SAMPLE] + " " + text[middle : middle + _SAMPLE]


@cache
def _identifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(languages)
    return identifier
