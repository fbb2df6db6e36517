"""The words for the values of a claim in one language: figures, money, dates, countries, names, voices."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, get_currency_name, get_currency_symbol

from amparo.brief.countries import bare_country
from amparo.brief.phrases import Phrases
from amparo.brief.private import People, folded, mask_names, mask_path, mask_person
from amparo.brief.voices import Voices
from amparo.model import Claim
from amparo.model.anchor import CONTEXT
from amparo.packs import load_yaml
from amparo.reconcile.findings.explain import unquoted

_EDTF = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?[?~%]?")
CURRENCY = re.compile(r"[A-Z]{3}")
_AFTER_NAME = re.compile(r"(?:['’]s)?,?$")
"""What may stand at a name and stays when the name is withheld."""
_BEGUN = 3
"""Words behind the last comma of a quote that do not make a clause."""
_TO_THE_END = re.compile(r"((?:(?![.,;:!?](?:\s|$)|[»”\"()\n—–]).)*)(.?)", re.DOTALL)
"""What follows a quote within its clause, and the sign that ends it, if that is in sight."""


@dataclass(frozen=True)
class Words:
    """A language's phrases together with the rule for private people: what every wording needs.

    `withheld` gathers the private names met; `sole` is whether there is one document only, which then needs no name;
    `publishers` are names that are the same in every language, folded.
    """

    phrases: Phrases
    people: People
    voices: Voices
    withheld: set[str]
    sole: bool = False
    publishers: frozenset[str] = frozenset()

    @property
    def lang(self) -> str:
        """The language that is written."""
        return self.phrases.lang


_TOLD_IN_DIGITS = 1e21


def number(value: float, lang: str) -> str:
    """A plain number in the style of the language: 4,760,000 and 4.760.000; past what is told in digits, its power."""
    if abs(value) >= _TOLD_IN_DIGITS:
        return f"{value:g}"
    return format_decimal(value, locale=lang, format="#,##0.######")


def figure_phrase(claim: Claim, words: Words) -> str:
    """The figure of a claim with its bound and what it counts: `up to 300 people`, `más de 15 millones de dólares`."""
    common = words.phrases.common
    low, high = claim.value if isinstance(claim.value, tuple) else (claim.value, claim.value)
    if low is None or high is None:
        return uncounted_phrase(claim, words.phrases)
    bound = str(common["bounds"][claim.bound])
    if claim.bound == "between":
        return bound.format(low=_amount(low, high, claim.unit, words), high=_counted(high, claim, words))
    return bound.format(n=_counted(high, claim, words))


def uncounted_phrase(claim: Claim, phrases: Phrases) -> str:
    """What a claim without a number is about: `people`, `an unstated number of flights`, `an unstated sum`."""
    if claim.bound != "vague":
        return phrases.nothing.get(claim.ledger, "")
    if claim.unit in phrases.shares:
        return str(phrases.common["unstated_share"])
    if forms := phrases.common["units"].get(claim.unit):
        return str(phrases.common["unstated"].format(noun=forms["other"].format(n="").strip()))
    return phrases.vague.get(claim.ledger, phrases.nothing.get(claim.ledger, ""))


def _amount(value: float, other: float, unit: str | None, words: Words) -> str:
    """The lower end of a range: in full only where it is not of the size of the upper end."""
    base = unit.split("/")[0] if unit else ""
    if not CURRENCY.fullmatch(base) or value < 1e6 <= other:
        return number(value, words.lang)
    return _money(value, base, words)


def _counted(value: float, claim: Claim, words: Words) -> str:
    base, *rates = (claim.unit or "").split("/")
    if CURRENCY.fullmatch(base):
        text = _money(value, base, words)
    else:
        text = _count(value, base, claim.scope.get("nationality"), words)
    return " ".join([text, *(words.phrases.common["per"].get(rate, f"/ {rate}") for rate in rates)])


def _count(value: float, unit: str, nationality: str | None, words: Words) -> str:
    common = words.phrases.common
    form = "one" if value == 1 else "other"
    text, rounded = _magnitude(value, words)
    if rounded:
        text = str(common["rounded"].format(n=text))
    if unit == "person" and nationality:
        demonym = common["demonyms"].get(nationality)
        if demonym:
            return str(demonym[form].format(n=text))
        return str(common["nationals"][form].format(n=text, country=country(nationality, words.phrases)))
    forms = common["units"].get(unit)
    return str(forms[form].format(n=text)) if forms else text


def _magnitude(value: float, words: Words) -> tuple[str, bool]:
    """The number with its magnitude word where three decimals of it are exact, and whether one was used."""
    for row in words.phrases.common["magnitudes"]:
        scaled = value / row["value"]
        if scaled >= 1 and abs(round(scaled, 3) - scaled) < 1e-12 * scaled:
            form = row["one" if scaled == 1 else "other"]
            return form.format(n=number(round(scaled, 3), words.lang)), True
    return number(value, words.lang), False


def _money(value: float, code: str, words: Words) -> str:
    common = words.phrases.common
    text, rounded = _magnitude(value, words)
    symbol = get_currency_symbol(code, locale=words.lang)
    own = common["currencies"].get(code)
    name = own["one" if value == 1 else "other"] if own else get_currency_name(code, value, locale=words.lang)
    if symbol != code:
        template = common["money"]["rounded" if rounded and "{symbol}" not in common["money"]["symbol"] else "symbol"]
    else:
        template = common["money"]["rounded" if rounded else "name"]
    return str(template.format(n=text, symbol=symbol, currency=name))


def country(alpha3: str, phrases: Phrases) -> str:
    """The country as running text names it: `the United States`, `Estados Unidos`."""
    return str(phrases.common["countries"].get(alpha3) or bare_country(alpha3, phrases.lang))


def date_phrase(when: str | None, phrases: Phrases, as_of: bool = False) -> str:
    """An EDTF date in words with its preposition; empty where there is none, or of a kind without words here."""
    if not when:
        return ""
    dates, lang = phrases.common["dates"], phrases.lang
    start, _, end = when.partition("/")
    first, last = _parts(start), _parts(end)
    if first is None or (end and last is None):
        return ""
    if last is None or last == first:
        form = "span" if len(first) < 3 else "as_of" if as_of else "day"
        return str(dates[form].format(date=_date_words(first, lang)))
    slots = {"from": _date_words(first, lang), "to": _date_words(last, lang), "year": str(first[0])}
    if len(first) < 3 or len(last) < 3:
        return str(dates["range_span"].format(**slots))
    if first[:2] != last[:2]:
        return str(dates["range"].format(**slots))
    month_day = format_skeleton("MMMMd", datetime.date(*first), locale=lang)
    days = {"from_month_day": month_day, "from_day": str(first[2]), "to_day": str(last[2])}
    return str(dates["range_month"].format(**slots, **days))


def plain_date(when: str | None, lang: str) -> str:
    """A date alone, as a list of sources has it; what is no EDTF date comes back as it is."""
    parts = _parts(when or "")
    return _date_words(parts, lang) if parts else (when or "")


def _parts(text: str) -> tuple[int, ...] | None:
    """Year, month and day, as far as the date gives them."""
    match = _EDTF.fullmatch(text)
    if match is None:
        return None
    parts = tuple(int(part) for part in match.groups() if part)
    try:
        datetime.date(*(*parts, 1, 1)[:3])
    except ValueError:
        return None
    return parts


def _date_words(parts: tuple[int, ...], lang: str) -> str:
    if len(parts) == 1:
        return str(parts[0])
    date = datetime.date(*(*parts, 1)[:3])
    return format_date(date, "long", locale=lang) if len(parts) == 3 else format_skeleton("yMMMM", date, locale=lang)


def contracted(text: str, phrases: Phrases) -> str:
    """The language's contractions made (`de el juez`: `del juez`)."""
    for apart, together in phrases.common["contractions"].items():
        text = re.sub(rf"(?<!\w){re.escape(apart)}(?!\w)", together, text)
    return text


def proper(name: str, phrases: Phrases) -> str:
    """A canonical name of the pack (facility, law, group) in the language; several are joined."""
    parts = [phrases.names.get(part, part) for part in name.split("; ")]
    if len(parts) == 1:
        return parts[0]
    return str(phrases.common["and"].format(first=", ".join(parts[:-1]), last=parts[-1]))


def quoted(text: str, lang: str, words: Words, inside: bool = False) -> str:
    """The source's own words, marked as such, private names withheld, labelled where they are in another language.

    Args:
        inside: the quotation stands in brackets.
    """
    masked = mask_names(text, words.people)
    words.withheld.update(masked.names)
    plain = " ".join(masked.text.split()).strip(" .,;:")
    return _labelled(str(words.phrases.common["quote"].format(words=unquoted(plain))), lang, words, inside)


def whole_words(claim: Claim) -> str:
    """The quote to the end of its clause, so that it does not stop at "to hold officials in".

    Only the document's own words follow, as far as the anchor keeps them; where these hold no end, an ellipsis does.
    """
    suffix = claim.anchor.suffix
    kept, comma, begun = claim.quote.rpartition(",")
    if comma and claim.value is None and " " in kept.strip() and len(begun.split()) <= _BEGUN:
        return kept  # what follows has only begun: “non-binding, one”
    match = _TO_THE_END.match(suffix)
    if match is None or not suffix[:1].isspace() or not match[1].strip():
        return claim.quote
    return claim.quote + match[1] if match[2] or len(suffix) < CONTEXT else f"{claim.quote} …"


def spoken(asserter: str) -> str:
    """An asserter as a sentence may have it, without the dash that a dateline ends with."""
    return " ".join(asserter.split()).lstrip("-–—―•· ")


def _labelled(quote: str, lang: str, words: Words, inside: bool = False) -> str:
    if lang == words.lang:
        return quote
    common = words.phrases.common
    form, language = common["labelled_inside" if inside else "labelled"], common["languages"].get(lang, lang)
    return str(form.format(quote=quote, language=language))


def _unruled(text: str, private: str, articles: Mapping[str, str]) -> str:
    """A text without an article right before what stands for a private person, which brings its own.

    Args:
        articles: what is left of each: nothing, or the preposition in it.
    """
    before = re.compile(rf"(?<!\w)({'|'.join(articles)}) (?={re.escape(private)})", re.IGNORECASE)
    return before.sub(lambda match: f"{articles[match[1].lower()]} ".lstrip(), text)


def asserter_voice(claim: Claim, words: Words) -> str | None:
    """Whom the claim makes responsible, as written; None where the publisher speaks itself."""
    if claim.asserter is None:
        return None
    private = words.phrases.common["private"]["person"]
    masked = mask_person(claim.asserter, words.people, private)
    words.withheld.update(masked.names)
    text = spoken(_unruled(masked.text, private, words.phrases.common["private_articles"]))
    if claim.lang == words.lang:
        return lower_first(text, words.phrases, words.voices)
    if masked.names:
        alone = text.casefold() == private.casefold()
        return str(private) if alone else quoted(_small_article(spoken(claim.asserter), claim.lang), claim.lang, words)
    if code := words.voices.country_of(text, claim.lang):
        return country(code, words.phrases)
    if own := words.voices.named(text, claim.lang):
        return own
    if folded(text) in words.publishers:
        return text[:1].upper() + text[1:]
    quote = str(words.phrases.common["quote"].format(words=unquoted(_small_article(text, claim.lang))))
    return _labelled(quote, claim.lang, words)


def _small_article(text: str, lang: str) -> str:
    """A speaker of another language inside a sentence, without the capital of an article that opened one."""
    first, _, rest = text.partition(" ")
    opens = rest and first.lower() in _articles(lang) and not text.startswith(_article_countries())
    return f"{first.lower()} {rest}" if opens else text


@cache
def _articles(lang: str) -> frozenset[str]:
    node = load_yaml(files("amparo.packs").joinpath("common", lang, "brief.yaml"))
    return frozenset(node.need("articles").strings())


@cache
def _speakers(lang: str) -> frozenset[str]:
    node = load_yaml(files("amparo.packs").joinpath("common", lang, "brief.yaml"))
    return frozenset(word.lower() for word in node.need("speakers").strings())


def lower_first(text: str, phrases: Phrases, voices: Voices) -> str:
    """A speaker inside a sentence: `the White House`, `rights lawyers`. A name keeps its capital (`El Salvador`)."""
    first, _, rest = text.partition(" ")
    if not first[:1].isupper() or first[1:] != first[1:].lower() or text.startswith(_article_countries()):
        return text
    if voices.opens_with_name(text, phrases.lang) and first.lower() not in phrases.common["articles"]:
        return text
    speaker = folded(first) in {folded(word) for word in phrases.common["speakers"]}
    if speaker or rest.islower() or (rest and first.lower() in phrases.common["articles"]):
        return f"{first.lower()} {rest}".strip()
    return text


@cache
def _article_countries() -> tuple[str, ...]:
    """Countries whose name begins with a capital article."""
    names = {name for lang in ("en", "es") for name in Locale.parse(lang).territories.values()}
    return tuple(sorted(name for name in names if name.startswith(("El ", "La ", "The "))))


def without_article(text: str, phrases: Phrases) -> str:
    """`el Título 8` without its article."""
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in phrases.common["articles"] else text


def publisher_voice(claim: Claim, words: Words) -> str:
    """The voice of the document itself: its publisher, or its file name where none is known."""
    if claim.publisher:
        return claim.publisher
    if words.sole:
        return str(words.phrases.common["sole_document"])
    masked = mask_path(claim.doc.rsplit("/", 1)[-1], words.people)
    words.withheld.update(masked.names)
    return masked.text


def relayed_voice(claim: Claim, words: Words) -> str | None:
    """Its asserter; behind one that has no name ("two officials") the document that lets it speak."""
    said = asserter_voice(claim, words)
    if said is None or words.sole or not _nameless(claim, words):
        return said
    relayed: str = words.phrases.common["attribution"]["relayed"]
    return relayed.format(voice=said, document=publisher_voice(claim, words))


def _nameless(claim: Claim, words: Words) -> bool:
    first, _, rest = spoken(claim.asserter or "").partition(" ")
    common = first[:1].islower() or first.lower() in _articles(claim.lang) or first.lower() in _speakers(claim.lang)
    return common and rest == rest.lower() and not words.voices.country_of(claim.asserter or "", claim.lang)


def voice(claim: Claim, words: Words) -> str:
    """Who says what the claim says: its asserter, else its publisher."""
    return asserter_voice(claim, words) or publisher_voice(claim, words)


def people_phrase(claim: Claim, words: Words) -> str:
    """The figure with what the claim's scope says of the people it counts."""
    common, text = words.phrases.common, figure_phrase(claim, words)
    if claim.unit != "person" and (claim.unit or claim.ledger not in words.phrases.of_people):
        return text
    status, name = claim.scope.get("affiliation_status"), claim.scope.get("affiliation")
    if status or name:
        phrase = common["affiliation"].get(status or "none", common["affiliation"]["none"])["phrase"]
        text = phrase.format(people=text, name=proper(name, words.phrases) if name else words.phrases.gang)
    if claim.scope.get("group"):
        group = quoted(claim.scope["group"], claim.lang, words, inside=True)
        text = common["group"].format(people=text, quote=group)
    return text


def voice_forms(claim: Claim, phrases: Phrases, voices: Voices, private: str | None) -> list[str]:
    """Every way in which a sentence may name the claim's voice, longest first.

    Args:
        private: what stands for a private name, where the sentence holds it: any part of the asserter may then be it.
    """
    if claim.asserter is None:
        return document_forms(claim, phrases)
    text = spoken(claim.asserter)
    forms = {text, unquoted(text)}
    first, _, rest = text.partition(" ")
    if rest and (first.lower() in _articles(claim.lang) or text.startswith(_article_countries())):
        forms.add(f"{first.lower()} {rest}")
    if code := voices.country_of(text, claim.lang):
        forms.add(country(code, phrases))
    if own := voices.named(text, claim.lang):
        forms.add(own)
    forms |= {form.partition(" ")[2] for form in forms if form.lower().startswith(_merging(phrases))} - {""}
    if private:
        parts = text.split(" ")
        for i in range(len(parts)):
            for j in range(i + 1, len(parts) + 1):
                form = " ".join([*parts[:i], private + _AFTER_NAME.findall(parts[j - 1])[0], *parts[j:]])
                forms |= {form, lower_first(form, phrases, voices)}
    return sorted(forms, key=lambda form: (-len(form), form))


def _merging(phrases: Phrases) -> tuple[str, ...]:
    """Articles that merge with a word before them (`de el juez`: `del juez`), so that only what follows stands."""
    return tuple(f"{apart.split()[-1]} " for apart in phrases.common["contractions"])


def document_forms(claim: Claim, phrases: Phrases) -> list[str]:
    """Every way in which a sentence may name the document as the one that says it, longest first."""
    if claim.publisher:
        return [claim.publisher]
    name, mask = claim.doc.rsplit("/", 1)[-1], phrases.common["private"]["name"]
    words = list(re.finditer(r"[^\W\d_]+", name))
    masked = {
        name[: first.start()] + mask + name[last.end() :] for i, first in enumerate(words) for last in words[i : i + 5]
    }
    return [claim.doc, name, phrases.common["sole_document"], *sorted(masked, key=lambda form: (-len(form), form))]


def date_forms(when: str | None, phrases: Phrases) -> list[str]:
    """Every way in which a sentence may tell the date, longest first."""
    found = {date_phrase(when, phrases, as_of) for as_of in (False, True)} - {""}
    return sorted(found, key=lambda form: (-len(form), form))


def figure_noun_forms(nationality: str, phrases: Phrases) -> list[tuple[str, str]]:
    """What a nationality makes of the noun for people, and that noun: (`Venezuelans`, `people`), longest first."""
    common, pairs = phrases.common, []
    for form in ("one", "other"):
        plain = common["units"]["person"][form].format(n="").strip()
        demonym = common["demonyms"].get(nationality)
        if demonym:
            pairs.append((demonym[form].format(n="").strip(), plain))
        pairs.append((common["nationals"][form].format(n="", country=country(nationality, phrases)).strip(), plain))
    return sorted(pairs, key=lambda pair: -len(pair[0]))
