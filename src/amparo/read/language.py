"""Which of the dossier's languages a text is in, and how much of it is in none of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel.core import Locale
from py3langid.langid import MODEL_FILE, LanguageIdentifier

_WINDOWS = 4
_WINDOW = 700
_SHORT = 60
_ENOUGH = 200
_SURE = 0.9
_OWN = 0.05
_CLEAR = 0.6
_NO_LANGUAGE = ("zxx", "und", "mul")


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a text, one of the dossier's; `other` is the English name of a language that `share` of the text
    seems to be in instead.
    """

    lang: str
    other: str | None = None
    share: float = 0.0


def language_of(text: str, languages: Sequence[str], told: str | None = None) -> Language:
    """The language of `text`, as one of `languages`.

    A long text speaks for itself. What the document says of itself (`told`, such as `es-SV`) decides for short texts
    and where the text leaves it open, since pages often carry the language of their template.
    """
    hint = (told or "").replace("_", "-").partition("-")[0].strip().lower()
    hint = hint if hint in languages else ""
    windows = _windows(text)
    letters = sum(c.isalpha() for window in windows for c in window)
    if letters < _SHORT:
        guess = _identifier(tuple(languages)).classify(text)[0] if letters else languages[0]
        return Language(hint or str(guess))
    if letters < _ENOUGH:
        best, confidence = _identifier(tuple(languages)).classify(text)
        return Language(hint if hint and confidence < _SURE else str(best))
    ranks = [dict(_identifier(()).rank(window)) for window in windows]
    weights = {lang: sum(rank.get(lang, 0.0) for rank in ranks) for lang in languages}
    foreign = [rank for rank in ranks if _is_foreign(rank, languages)]
    total = sum(weights.values())
    best = max(languages, key=lambda lang: weights[lang])
    lang = hint if hint and weights[best] < _SURE * total else best
    if not foreign:
        return Language(lang)
    other = max(foreign[0], key=lambda code: foreign[0][code])
    return Language(lang, _english_name(other), len(foreign) / len(ranks))


def _is_foreign(rank: Mapping[str, float], languages: Sequence[str]) -> bool:
    """Whether a stretch is clearly in another language, not merely odd (tables, names, noise)."""
    best = max(rank, key=lambda code: rank[code])
    own = sum(rank.get(lang, 0.0) for lang in languages)
    return own < _OWN and rank[best] > _CLEAR and best not in _NO_LANGUAGE


def _windows(text: str) -> list[str]:
    """Stretches from all over the text; the ends of pages are the least like their text."""
    if len(text) <= _WINDOWS * _WINDOW:
        return [text]
    step = (len(text) - _WINDOW) // (_WINDOWS - 1)
    return [text[start : start + _WINDOW] for start in range(0, _WINDOWS * step, step)]


@cache
def _identifier(languages: tuple[str, ...]) -> LanguageIdentifier:
    """The identifier for these languages, or, for none, for all it knows."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(languages or None)
    return identifier


def _english_name(code: str) -> str:
    return str(Locale("en").languages.get(code, code))
