"""The sentences that the other rooms keep in English (reasons, remedies, errors), in the reader's language.

A row keeps its reason in English, whoever reads it later; `sentences.yaml` holds each sentence in both languages, with
blanks in braces for what changes from case to case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from amparo.custody.faults import fault_sentences
from amparo.model import AmparoError
from amparo.packs.yamlfile import PackError

_BLANK = re.compile(r"\{(\w+)\}")
_ENGLISH = "en"


@dataclass(frozen=True)
class Template:
    """A sentence with blanks: how its English form is known again, and its form in each language."""

    known: re.Pattern[str]
    forms: dict[str, str]

    def said_in(self, lang: str, sentence: str) -> str | None:
        """The sentence in that language, or None where it is not this one."""
        match = self.known.fullmatch(sentence)
        if match is None:
            return None
        return self.forms[lang].format(**{name: said_in(lang, text) for name, text in match.groupdict().items()})


def said_in(lang: str, sentence: str) -> str:
    """`sentence`, which is English, in the language `lang`; as it is where it is in no catalogue."""
    if lang == _ENGLISH:
        return sentence
    plain, templates = _catalogue()
    if sentence in plain:
        return plain[sentence][lang]
    found = (made for template in templates if (made := template.said_in(lang, sentence)) is not None)
    return next(found, None) or _language_name(lang, sentence)


def told(lang: str, reason: str, remedy: str) -> str:
    """Why something was not used and what to do about it, in that language."""
    return " ".join(said_in(lang, part) for part in (reason, remedy) if part)


def error_in(lang: str, error: AmparoError) -> str:
    """What an error says, in that language; of a pack's error the file and the key stay as they are."""
    if isinstance(error, PackError):
        place = f"{error.file}: {error.key}" if error.key else error.file
        return f"{place}: {said_in(lang, error.problem)}. {said_in(lang, error.remedy)}"
    return said_in(lang, str(error))


def sentences() -> list[dict[str, str]]:
    """All sentences of the catalogue, each with its form in every language."""
    text = files("amparo.cli").joinpath("sentences.yaml").read_text(encoding="utf-8")
    listed: list[dict[str, str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return listed


@cache
def _catalogue() -> tuple[dict[str, dict[str, str]], list[Template]]:
    """The sentences without blanks by their English form; those with blanks, the most definite first."""
    every = sentences() + fault_sentences()
    plain = {forms[_ENGLISH]: forms for forms in every if not _BLANK.search(forms[_ENGLISH])}
    blanked = [forms for forms in every if forms[_ENGLISH] not in plain]
    blanked.sort(key=lambda forms: len(_BLANK.sub("", forms[_ENGLISH])), reverse=True)
    return plain, [Template(_pattern(forms[_ENGLISH]), forms) for forms in blanked]


def _pattern(english: str) -> re.Pattern[str]:
    pieces = _BLANK.split(english)
    seen: set[str] = set()
    return re.compile("".join(_piece(pieces, index, seen) for index in range(len(pieces))), re.DOTALL)


def _piece(pieces: list[str], index: int, seen: set[str]) -> str:
    """Words as they are; a blank as a group, or, where it came before, as the same text again."""
    text = pieces[index]
    if index % 2 == 0:
        return re.escape(text)
    if text in seen:
        return f"(?P={text})"
    seen.add(text)
    return f"(?P<{text}>.*?)"


@cache
def _language_names(lang: str) -> dict[str, str]:
    from babel.core import Locale

    english, own = Locale(_ENGLISH).languages, Locale(lang).languages
    return {str(name): str(own.get(code, name)) for code, name in english.items()}


def _language_name(lang: str, text: str) -> str:
    return _language_names(lang).get(text, text)
