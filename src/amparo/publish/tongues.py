"""Words in another language than the page, marked so that a screen reader says them in their own."""

from __future__ import annotations

import re
from functools import cache
from html import escape

from amparo.publish.evidence import Evidence, clean


def tongue(text: str, lang: str, evidence: Evidence) -> str:
    """`text`, which is wholly in `lang`, as markup."""
    shown = escape(clean(text))
    return shown if lang == evidence.brief.lang else f'<span lang="{escape(lang)}">{shown}</span>'


def in_tongues(text: str, evidence: Evidence) -> str:
    """One of our own sentences as markup; each quotation that it labels as of another language is marked as such."""
    common = evidence.words.phrases.common
    plain = clean(text)
    languages = {str(name): lang for lang, name in common["languages"].items()}
    forms = (str(common["labelled"]), str(common["labelled_inside"]))
    pattern = _labelled(str(common["quote"]), forms, tuple(languages))
    parts, done = [], 0
    for match in pattern.finditer(plain):
        start, end = match.span("words")
        name = next(name for name in match.group("one", "two") if name)
        parts += [escape(plain[done:start]), f'<span lang="{escape(languages[name])}">{escape(match["words"])}</span>']
        done = end
    return "".join([*parts, escape(plain[done:])])


@cache
def _labelled(quote: str, forms: tuple[str, ...], languages: tuple[str, ...]) -> re.Pattern[str]:
    """Finds a quotation with the label of its language after it, in either form."""
    opening, closing = quote.split("{words}")
    names = "|".join(map(re.escape, languages))
    ends = [re.escape(form.split("{quote}")[1]) for form in forms]
    one, two = (
        end.replace(re.escape("{language}"), f"(?P<{n}>{names})") for n, end in zip(("one", "two"), ends, strict=True)
    )
    words = f"[^{re.escape(opening)}{re.escape(closing)}]+"
    return re.compile(f"{re.escape(opening)}(?P<words>{words}){re.escape(closing)}(?:{one}|{two})")
