# ruff: noqa: E501 (tables of words, one kind a line)
"""Correct sentences made to say more, or another thing, than their claims: as text, or composed from a bolder claim.

What is changed as text goes by tables of words of its own, not by the checker's. A mutant that says the same as its
original is not made: sides of one deal named with `between`, a stage told in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from amparo.model import Claim
from amparo.model.claim import HEDGES
from kit.claims import PACK
from kit.originals import Original, composed


@dataclass(frozen=True)
class Mutant:
    """A sentence spoiled in one way, with what it is checked against."""

    kind: str
    made: Original


Edits = Iterator[str]
_EDITS: list[tuple[str, Callable[[Original, Random], Edits]]] = []


def _edit(kind: str) -> Callable[[Callable[[Original, Random], Edits]], Callable[[Original, Random], Edits]]:
    def listed(maker: Callable[[Original, Random], Edits]) -> Callable[[Original, Random], Edits]:
        _EDITS.append((kind, maker))
        return maker

    return listed


def mutants(made: Original, others: Sequence[Claim], rng: Random) -> Iterator[Mutant]:
    """Every mutant of a sentence; `others` are claims of other sentences, to be cited instead."""
    explained = made.made_by == "explanation"
    for kind, maker in _EDITS:
        if explained and kind not in EXPLAINED:
            continue
        for text in maker(made, rng):
            if text != made.text:
                yield Mutant(kind, replace(made, text=text))
    if explained:
        yield Mutant("citation", replace(made, claims=()))
        return
    for kind, text in _recomposed(made):
        if text != made.text:
            yield Mutant(kind, replace(made, text=text))
    for claims in _cited_otherwise(made, others, rng):
        yield Mutant("citation", replace(made, claims=claims))


EXPLAINED = ("number", "bound", "count")
"""What is checked of a finding's explanation, which has a rule of its own."""

BOUNDS = {
    "en": ["up to ", "under ", "at least ", "more than ", "about "],
    "es": ["hasta ", "menos de ", "al menos ", "más de ", "aproximadamente "],
}
OTHER_BOUNDS = {
    "en": [
        "nearly ",
        "over ",
        "no fewer than ",
        "almost ",
        "a maximum of ",
        "as many as ",
        "at most ",
        "only ",
        "well over ",
    ],
    "es": [
        "casi ",
        "unos ",
        "no menos de ",
        "alrededor de ",
        "un máximo de ",
        "nada menos que ",
        "como mucho ",
        "solo ",
        "bastante más de ",
    ],
}
RANGE = {"en": r"between ([\d.,]+) and ", "es": r"entre ([\d.,]+) y "}
HEDGED = {
    "en": [
        "reportedly ",
        "allegedly ",
        "possibly ",
        " as a possibility",
        " (reportedly)",
        " (allegedly)",
        " (possibly)",
        "alleged ",
        " about what could happen",
        " of what could happen",
    ],
    "es": [
        "al parecer ",
        "presuntamente ",
        "posiblemente ",
        " como posibilidad",
        ", como posibilidad,",
        " (al parecer)",
        " (presuntamente)",
        " (posiblemente)",
        "presuntos ",
        " por lo que podría ocurrir",
    ],
}
CERTAIN = {"en": ["certainly ", "in fact ", "undoubtedly ", ""], "es": ["sin duda ", "de hecho ", "ciertamente ", ""]}
MEMBERS = {
    "en": [
        ("with alleged ties to", "who are members of"),
        ("with alleged ties to", "with ties to"),
        ("with alleged ties to", "from"),
        ("alleged ties", "proven ties"),
        ("described as members", "who are members"),
    ],
    "es": [
        ("con presuntos vínculos con", "que son miembros de"),
        ("con presuntos vínculos con", "con vínculos con"),
        ("con presuntos vínculos con", "de"),
        ("presuntos vínculos", "vínculos probados"),
        ("a quienes se describe como", "que son"),
    ],
}
RAISED = {
    "en": [
        ("it was {h}proposed that", "it was {h}agreed that"),
        ("proposed", "agreed"),
        ("proposed", "accepted"),
        ("it was {h}planned that", "it was {h}agreed that"),
        ("receive or hold", "receive"),
        ("a plan to transfer or hold", "a deal to transfer"),
        ("planned", "carried out"),
        ("agreed", "put in force"),
        ("a non-binding understanding", "an agreement"),
        ("a non-binding understanding", "a binding understanding"),
        ("non-binding ", ""),
        ("there were {h}talks on terms", "there was {h}agreement on terms"),
        ("departed", "arrived"),
        ("arrived", "were imprisoned"),
        ("in custody before transfer", "held"),
        ("held", "locked up for life"),
        ("pledged", "paid"),
        ("pledged", "sent"),
        ("approved or set aside", "paid"),
        ("approved or set aside", "disbursed"),
        ("formally committed", "transferred"),
        ("proposed", "pledged"),
        ("filed papers in court", "won in court"),
        ("issued an order", "gave a ruling"),
        ("raised concerns", "documented harm"),
        ("documented harm to rights", "found a right broken"),
        ("discussed", "built"),
        ("under construction", "in operation"),
        ("refused", "granted"),
        ("criticism", "condemnation"),
        ("questions or doubts", "accusations"),
    ],
    "es": [
        ("{h}se propuso que", "{h}se acordó que"),
        ("propusieron", "acordaron"),
        ("propuso", "aceptó"),
        ("se planeó que", "se acordó que"),
        ("recibiera o custodiara a", "recibiera a"),
        ("se planeó trasladar o custodiar a", "se trasladó a"),
        ("planearon", "realizaron"),
        ("acordó", "puso en vigor"),
        ("un entendimiento no vinculante", "un acuerdo"),
        ("un entendimiento no vinculante", "un entendimiento vinculante"),
        (" no vinculante", ""),
        ("negoció", "acordó"),
        ("partieron", "llegaron"),
        ("llegaron", "fueron encarcelados"),
        ("bajo custodia antes del traslado", "en reclusión"),
        ("en reclusión", "en cadena perpetua"),
        ("prometieron", "pagaron"),
        ("prometieron", "entregaron"),
        ("aprobaron o reservaron", "pagaron"),
        ("aprobaron o reservaron", "desembolsaron"),
        ("comprometieron formalmente", "transfirieron"),
        ("propusieron", "prometieron"),
        ("un escrito judicial", "una victoria judicial"),
        ("una orden", "un fallo"),
        ("hubo inquietudes", "hubo daños documentados"),
        ("daños a derechos documentados", "una violación de derechos constatada"),
        ("se habló de", "se construyó"),
        ("en construcción", "en funcionamiento"),
        ("rechazó", "permitió"),
        ("críticas", "condenas"),
        ("cuestionamientos", "acusaciones"),
    ],
}
COUNTRIES = {
    "en": [
        ("the United States", "United States"),
        ("El Salvador", "El Salvador"),
        ("the United Kingdom", "United Kingdom"),
        ("Rwanda", "Rwanda"),
    ],
    "es": [
        ("Estados Unidos", "Estados Unidos"),
        ("El Salvador", "El Salvador"),
        ("el Reino Unido", "Reino Unido"),
        ("Ruanda", "Ruanda"),
    ],
}
ELSEWHERE = {"en": ["Mexico", "Guatemala", "Kenya", "Australia"], "es": ["México", "Guatemala", "Kenia", "Australia"]}
DENIED = {
    "en": [
        (r"^(.+?) denied that (.+)\.$", r"According to \1, \2."),
        (r"^(.+?) denied that (.+)\.$", r"\1 confirmed that \2."),
        (r", it is not the case that ", ", "),
        (r"is not the case", "is the case"),
        (r"issued a denial", "issued a statement"),
        (r"a denial of ", ""),
        (r"a denial was", "a statement was"),
        ("A denial", "A statement"),
    ],
    "es": [
        (r", es falso lo siguiente:", ","),
        (r"es falso lo siguiente", "es cierto lo siguiente"),
        (r"es falso", "no es falso"),
        (r"un desmentido (de|ante)", r"un comunicado \1"),
        (r"un desmentido", "un anuncio"),
        ("desmentido", "reconocimiento"),
    ],
}
NOT_DONE = {
    "en": [
        ("departed", "never departed"),
        ("arrived", "did not arrive"),
        ("was ", "was not "),
        ("were ", "were never "),
        ("was ", "was denied to be "),
        ("there was", "there was never"),
    ],
    "es": [
        ("partieron", "no partieron"),
        ("llegaron", "nunca llegaron"),
        ("se ", "no se "),
        ("hubo", "no hubo"),
        ("había", "nunca había"),
        ("hubo", "es falso que hubo"),
    ],
}
SPEAKERS = {
    "en": [
        "President Donald Trump",
        "the Supreme Court",
        "everyone",
        "Amnesty International",
        "both governments",
        "the court's findings",
    ],
    "es": [
        "el presidente Donald Trump",
        "el Tribunal Supremo",
        "todos",
        "Amnistía Internacional",
        "ambos gobiernos",
        "las conclusiones del tribunal",
    ],
}
CUE = {"en": "according to ", "es": "según "}
UNITS = {
    "en": [
        ("people", "families"),
        ("people", "flights"),
        ("people", "percent"),
        ("flights", "people"),
        ("months", "years"),
        ("years", "decades"),
        ("year", "month"),
        ("percent", "people"),
        ("$", "€"),
        ("$", "£"),
        ("$", ""),
        ("€", "$"),
        (" per person", ""),
        (" per person", " per flight"),
        (" per year", ""),
        (" per year", " per day"),
        ("cases", "people"),
        ("detention facilities", "countries"),
        ("per person", "in all"),
    ],
    "es": [
        ("personas", "familias"),
        ("personas", "vuelos"),
        ("personas", "%"),
        ("vuelos", "personas"),
        ("meses", "años"),
        ("años", "décadas"),
        ("año", "mes"),
        ("%", "personas"),
        ("dólares", "euros"),
        ("dólares", "pesos"),
        (" de dólares", ""),
        ("euros", "dólares"),
        (" por persona", ""),
        (" por persona", " por vuelo"),
        (" al año", ""),
        (" al año", " al día"),
        ("casos", "personas"),
        ("lugares de detención", "países"),
        ("por persona", "en total"),
    ],
}
MONTHS = {"en": ["March", "April", "February"], "es": ["marzo", "abril", "febrero"]}
DATED = {
    "en": [" on March 3, 2023", " in 2019", " in May 2026", " yesterday", " since 2020"],
    "es": [" el 3 de marzo de 2023", " en 2019", " en mayo de 2026", " ayer", " desde 2020"],
}
MARKS = {"en": ("“", "”"), "es": ("«", "»")}
LABELS = {"en": ["in Spanish", "in English"], "es": ["en español", "en inglés"]}
SCOPED = {
    "en": [
        ("Venezuelans", "people"),
        ("Venezuelan", "person"),
        ("Venezuelans", "Haitians"),
        ("nationals of Rwanda", "people"),
        ("nationals of Rwanda", "nationals of Burundi"),
        ("Salvadorans", "people"),
        (" with alleged ties to Tren de Aragua", ""),
        (" with alleged ties to a gang", ""),
        ("Tren de Aragua", "MS-13"),
        ("Tren de Aragua", "a gang"),
        ("a gang", "Tren de Aragua"),
        (" described as members of MS-13", ""),
        ("the CECOT prison", "the Mariona prison"),
        ("the CECOT prison", "Guantanamo"),
        ("the CECOT prison", "prisons"),
        ("Title 8", "the Alien Enemies Act"),
        ("Title 8", "Title 42"),
        ("people (", "people and others ("),
    ],
    "es": [
        ("venezolanos", "personas"),
        ("venezolano", "persona"),
        ("venezolanos", "haitianos"),
        ("nacionales de Ruanda", "personas"),
        ("nacionales de Ruanda", "nacionales de Burundi"),
        ("salvadoreños", "personas"),
        (" con presuntos vínculos con Tren de Aragua", ""),
        (" con presuntos vínculos con una pandilla", ""),
        ("Tren de Aragua", "MS-13"),
        ("Tren de Aragua", "una pandilla"),
        ("una pandilla", "Tren de Aragua"),
        (" a quienes se describe como miembros de MS-13", ""),
        ("la prisión CECOT", "la prisión de Mariona"),
        ("la prisión CECOT", "Guantánamo"),
        ("la prisión CECOT", "las prisiones"),
        ("el Título 8", "la Ley de Enemigos Extranjeros"),
        ("el Título 8", "el Título 42"),
        ("personas (", "personas y otras más ("),
    ],
}
OVERSTATED = {
    "en": [
        "all",
        "all of the",
        "only",
        "just",
        "each of",
        "every one of",
        "most",
        "a further",
        "another",
        "already",
        "again",
        "secretly",
        "illegally",
        "forcibly",
        "without trial",
        "permanently",
        "immediately",
        "finally",
        "officially",
        "for the first time",
        "repeatedly",
        "in total",
        "every year",
        "so far",
        "exclusively",
        "unlawfully",
        "directly",
        "once more",
        "innocent",
        "dangerous",
    ],
    "es": [
        "todos",
        "todas las",
        "solo",
        "únicamente",
        "cada una de",
        "la mayoría de",
        "otras",
        "otra vez",
        "ya",
        "de nuevo",
        "en secreto",
        "ilegalmente",
        "por la fuerza",
        "sin juicio",
        "para siempre",
        "de inmediato",
        "por fin",
        "oficialmente",
        "por primera vez",
        "repetidamente",
        "en total",
        "cada año",
        "hasta ahora",
        "exclusivamente",
        "ilícitamente",
        "directamente",
        "una vez más",
        "inocentes",
        "peligrosos",
        "además",
    ],
}
COUNTED = {"en": r"(\d+) (document|origin)s?", "es": r"(\d+) (documento|origen|orígenes)s?"}


def _protected(made: Original) -> list[tuple[int, int]]:
    """Where quotations, file names and speakers stand, which another kind of mutant changes."""
    start, end = MARKS[made.lang]
    spans = [match.span() for match in re.finditer(f"{start}[^{end}]*{end}", made.text)]
    for claim in made.claims:
        for name in (claim.asserter, claim.publisher, claim.doc):
            if name:
                spans += [m.span() for m in re.finditer(re.escape(name), made.text, re.IGNORECASE)]
    return spans


def _dates(made: Original) -> list[tuple[int, int]]:
    months = "January|February|March|April|May|June|July|enero|febrero|marzo|abril|mayo|junio|julio"
    date = rf"(?:\d+ al )?\d+ de (?:{months})(?: de \d{{4}})?|(?:{months})(?: \d+(?: to \d+)?,)? \d{{4}}|(?<= in )\d{{4}}|(?<= en )\d{{4}}|(?:{months}) de \d{{4}}"
    return [match.span() for match in re.finditer(date, made.text)]


def _free(made: Original, pattern: str) -> Iterator[re.Match[str]]:
    """Matches that touch nothing protected."""
    spans = _protected(made)
    for match in re.finditer(pattern, made.text, re.IGNORECASE):
        if not any(start < match.end() and match.start() < end for start, end in spans):
            yield match


def _numbers(made: Original) -> Iterator[re.Match[str]]:
    """The figures of a sentence in digits; no dates, no counts of documents, no names with a number."""
    spans = _dates(made) + [m.span() for m in re.finditer(COUNTED[made.lang], made.text)]
    spans += [m.span() for m in re.finditer(r"(?:Title|Título) \d+|MS-13", made.text)]
    for match in _free(made, r"(?<![\w-])\d[\d.,]*(?<![.,])"):
        if not any(start <= match.start() < end for start, end in spans):
            if made.made_by == "explanation" and match.start() < made.text.find("): "):
                continue
            yield match


def _put(made: Original, match: re.Match[str], new: str) -> str:
    """The text with a match replaced; its first letter keeps its case."""
    text = made.text[: match.start()] + new + made.text[match.end() :]
    return text[:1].upper() + text[1:] if match.start() == 0 else text


def _swaps(made: Original, pairs: Sequence[tuple[str, str]]) -> Edits:
    """Each place at which an old form stands, with the new one."""
    for old, new in pairs:
        left = r"(?<!\w)" if old[0].isalpha() else ""
        right = r"(?!\w)" if old[-1].isalpha() else ""
        for match in _free(made, left + re.escape(old) + right):
            yield _put(made, match, new)


@_edit("number")
def _digits(made: Original, rng: Random) -> Edits:
    point = "." if made.lang == "en" else ","
    for match in _numbers(made):
        number = match.group()
        at = rng.choice([i for i, sign in enumerate(number) if sign.isdigit()])
        yield _put(made, match, number[:at] + str((int(number[at]) + rng.randint(1, 8)) % 9 + 1) + number[at + 1 :])
        if point not in number:
            yield _put(made, match, number + "0")
            yield _put(made, match, number[:-1] or "7")
            yield _put(made, match, number + point + "5")
        yield _put(made, match, "twenty" if made.lang == "en" else "veinte")
        yield _put(made, match, "dozens of" if made.lang == "en" else "decenas de")
        yield _put(made, match, "thousands of" if made.lang == "en" else "miles de")
        million = ("thousand", "million", "billion") if made.lang == "en" else ("mil", "millones de", "mil millones de")
        if not re.match(r" (million|billion|millon)", made.text[match.end() :]):
            yield from (_put(made, match, f"{number} {word}") for word in million)
        yield _put(made, match, f"{number} {'or' if made.lang == 'en' else 'o'} 999")


@_edit("number")
def _magnitudes(made: Original, rng: Random) -> Edits:
    pairs = [
        ("million", "billion"),
        ("million", "thousand"),
        ("billion", "million"),
        ("billion", "trillion"),
        (" million", ""),
    ]
    spanish = [
        ("millones", "mil millones"),
        ("millones de", "mil"),
        ("millones", "billones"),
        ("mil millones", "millones"),
    ]
    for text in _swaps(made, pairs if made.lang == "en" else spanish):
        if not re.search(
            r"(?:between|entre) [$€£]?[\d.,]+ (?:and|y) ", text, re.IGNORECASE
        ):  # 15 and 45 million say the same
            yield text


@_edit("number")
def _range_ends(made: Original, rng: Random) -> Edits:
    for match in _free(made, RANGE[made.lang] + r"([\d.,]+)"):
        low, high = match.group(1), match.group(2)
        yield _put(made, match, match.group().replace(low, f"1{low}"))
        yield _put(made, match, match.group()[: -len(high)] + f"9{high}")
        yield _put(
            made,
            match,
            f"{'between' if made.lang == 'en' else 'entre'} {low} {'and' if made.lang == 'en' else 'y'} {low}9",
        )


@_edit("bound")
def _bounds(made: Original, rng: Random) -> Edits:
    words = BOUNDS[made.lang]
    for word in words:
        for match in _free(made, rf"(?<!\w)(?<!concerns ){word}(?=[$€£]?\d)"):
            others = () if made.made_by == "explanation" else OTHER_BOUNDS[made.lang]
            yield from (_put(made, match, new) for new in ("", *words, *others) if new != word)
    for match in _free(made, RANGE[made.lang]):
        yield _put(made, match, "")
        yield from (_put(made, match, word) for word in words)
    if made.made_by == "explanation":
        return
    bounds = "|".join(word.strip() for word in words)
    for match in _numbers(made):
        before = made.text[: match.start()]
        if not re.search(rf"(?:{bounds}|and|y|between|entre) [$€£]?$", before, re.IGNORECASE):
            start = len(before.rstrip("$€£"))
            yield from (made.text[:start] + word + made.text[start:] for word in (*words, *OTHER_BOUNDS[made.lang]))


@_edit("hedge")
def _hedges(made: Original, rng: Random) -> Edits:
    for word in HEDGED[made.lang]:
        left = r"(?<!\w)" if word[0].isalpha() else ""
        for match in _free(made, left + re.escape(word)):
            for sure in CERTAIN[made.lang]:
                yield _put(made, match, sure if word.endswith(" ") else f" {sure}".rstrip())
    yield from _swaps(made, MEMBERS[made.lang])


@_edit("stage")
def _stages(made: Original, rng: Random) -> Edits:
    hedges = "|".join(word for word in HEDGED[made.lang] if word[0].isalpha())
    for old, new in RAISED[made.lang]:
        pattern = re.escape(old).replace(re.escape("{h}"), f"((?:{hedges})?)")
        for match in _free(made, rf"(?<![\w-]){pattern}(?!\w)" if old[0] != " " else pattern):
            yield _put(made, match, new.replace("{h}", match.group(1) or "" if "{h}" in old else ""))


@_edit("party")
def _parties(made: Original, rng: Random) -> Edits:
    names = COUNTRIES[made.lang]
    told = [(full, bare) for full, bare in names if re.search(rf"(?<!\w){bare}(?!\w)", made.text)]
    for _, bare in told:
        for match in _free(made, rf"(?<!\w)(?:(?:the|el) )?{bare}(?!\w)"):
            yield from (_put(made, match, other) for other in ELSEWHERE[made.lang])
    if len(told) == 2 and not re.search(r"(?<!\w)(?:between|entre) (?!\d)", made.text):
        one, other = (bare for _, bare in told)
        start = MARKS[made.lang][0]
        head = made.text.split(start)[0]
        swapped = head.replace(one, "@").replace(other, one).replace("@", other)
        yield swapped + made.text[len(head) :]


@_edit("denial")
def _denials(made: Original, rng: Random) -> Edits:
    for old, new in DENIED[made.lang]:
        for match in re.finditer(old, made.text, re.IGNORECASE):
            yield _put(made, match, match.expand(new))
    if not any(claim.stance == "denies" for claim in made.claims):
        yield from _swaps(made, NOT_DONE[made.lang])


def _said(made: Original) -> Iterator[tuple[int, int]]:
    """Where a source is named after a cue, up to the end of its name."""
    start, end = MARKS[made.lang]
    labels = "|".join(LABELS[made.lang])
    names = {name for c in made.claims for name in (c.asserter, c.publisher, c.doc) if name}
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = rf"(?<!\w){CUE[made.lang]}({start}[^{end}]*{end}(?: \((?:{labels})\))?|(?:{known})(?!\w))"
    for match in re.finditer(pattern, made.text, re.IGNORECASE):
        yield match.span(1)


@_edit("voice")
def _voices(made: Original, rng: Random) -> Edits:
    if not made.voiced:
        for name in SPEAKERS[made.lang]:
            yield f"{made.text.rstrip('.')}, {CUE[made.lang]}{name}."
        return
    text, cue = made.text, CUE[made.lang]
    spans = list(_said(made))
    for start, end in spans:
        yield from (text[:start] + name + text[end:] for name in SPEAKERS[made.lang])
        head = text[: start - len(cue)]
        if not re.match(r",? (it is not the case|es falso)", text[end:]):
            rest = text[end:].removeprefix(", ") if not head.strip() else text[end:]
            dropped = head.rstrip(" ,") + (" " if head.strip() and rest[:1].isalpha() else "") + rest
            yield dropped[:1].upper() + dropped[1:]
    if len(spans) == 2:
        (a, b), (c, d) = spans
        if text[a:b].casefold() != text[c:d].casefold():
            yield text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
            yield text[:a] + text[c:d] + text[b:]
            yield text[:c] + text[a:b] + text[d:]


@_edit("unit")
def _units(made: Original, rng: Random) -> Edits:
    ranges = any(claim.bound == "between" for claim in made.claims)  # in which one sign of two is enough
    yield from _swaps(
        made, [pair for pair in UNITS[made.lang] if pair not in [("$", ""), (" de dólares", "")] or not ranges]
    )


@_edit("date")
def _dates_changed(made: Original, rng: Random) -> Edits:
    if made.made_by == "explanation":
        return
    protected = _protected(made)
    told = {(claim.ledger, claim.stage, claim.value, claim.when) for claim in made.claims}
    if len(told) > len({row[:3] for row in told}):  # a figure with several dates: one of the others may be told
        return
    for start, end in _dates(made):
        if any(a <= start < b for a, b in protected):
            continue
        date = made.text[start:end]
        for match in re.finditer(r"\d+", date):
            n = int(match.group())
            for other in (n + 1, n - 1, n + 10):
                yield made.text[: start + match.start()] + str(other) + made.text[start + match.end() :]
        for month in MONTHS[made.lang]:
            changed = re.sub("|".join(MONTHS[made.lang]), month, date)
            yield made.text[:start] + changed + made.text[end:]
    if all(claim.when is None for claim in made.claims) and made.voiced:
        yield from (re.sub(r"\.$", f"{date}.", made.text) for date in DATED[made.lang])
    dated = [made.text[start:end] for start, end in _dates(made)]
    if len(dated) == 2 and dated[0] != dated[1] and ";" in made.text:
        one, other = dated
        yield made.text.replace(one, "@").replace(other, one).replace("@", other)


@_edit("quote")
def _quotes(made: Original, rng: Random) -> Edits:
    start, end = MARKS[made.lang]
    for match in re.finditer(f"{start}([^{end}]*){end}", made.text):
        inner = match.group(1)
        words = inner.split(" ")
        if len(words) > 1:
            at = rng.randrange(len(words))
            for other in ("nobody", "terror", ""):
                changed = " ".join(w for w in [*words[:at], other, *words[at + 1 :]] if w)
                if (0 < at < len(words) - 2 or other) and other != words[at].lower():
                    yield _put(made, match, f"{start}{changed}{end}")
            yield _put(made, match, f"{start}{' '.join(reversed(words))}{end}")
        yield _put(made, match, f"{start}{inner} {'and more' if made.lang == 'en' else 'y más'}{end}")
        yield _put(made, match, f"{start}{'never mind' if made.lang == 'en' else 'ni modo'}{end}")
        yield _put(made, match, inner)
    for label in LABELS[made.lang]:
        yield made.text.replace(f" ({label})", "")
        yield made.text.replace(f" ({label})", f" ({next(x for x in LABELS[made.lang] if x != label)})")
    cut = made.text.find(", " + CUE[made.lang])
    if cut > 0 and start not in made.text and made.made_by != "explanation":
        yield f"{start}{made.text[:cut]}{end}{made.text[cut:]}"


@_edit("scope")
def _scopes(made: Original, rng: Random) -> Edits:
    pairs = SCOPED[made.lang]
    if not made.voiced:
        pairs = [(old, new) for old, new in pairs if new]
    yield from _swaps(made, pairs)
    start, end = MARKS[made.lang]
    if any(c.scope.get("group") for c in made.claims):
        labels = "|".join(LABELS[made.lang])
        for match in re.finditer(rf" \({start}[^{end}]*{end}(?:, (?:{labels}))?\)", made.text):
            yield _put(made, match, "")


@_edit("overstatement")
def _overstated(made: Original, rng: Random) -> Edits:
    if made.made_by == "explanation":
        return
    spans = _protected(made) + _dates(made)
    gaps = [m.start() for m in re.finditer(" ", made.text) if not any(a <= m.start() < b for a, b in spans)]
    for word in rng.sample(OVERSTATED[made.lang], 4):
        at = rng.choice(gaps) if gaps else 0
        yield f"{made.text[:at]} {word}{made.text[at:]}" if at else f"{word.capitalize()} {made.text}"


@_edit("count")
def _counts(made: Original, rng: Random) -> Edits:
    for match in re.finditer(COUNTED[made.lang], made.text):
        if made.made_by == "explanation":
            return
        n = int(match.group(1))
        for other in (n + 1, n - 1, n + 10):
            if other != n and other > 0:
                yield _put(made, match, match.group().replace(str(n), str(other), 1))


@_edit("merge")
def _merged(made: Original, rng: Random) -> Edits:
    """Two clauses become one, under one voice, one stage or one date."""
    clauses = made.text.split("; ")
    if len(clauses) != 2 or MARKS[made.lang][0] in made.text:
        return
    one, other = clauses
    conjunction = " and " if made.lang == "en" else " y "
    cue = f", {CUE[made.lang]}"
    if cue in one and cue in other and one.split(cue)[1].rstrip(".") != other.split(cue)[1].rstrip("."):
        yield one.split(cue)[0] + conjunction + other
        yield one.split(cue)[0] + "; " + other
        yield one + "; " + other.split(cue)[0] + "."
        yield one + conjunction + other.split(cue)[0] + "."
        yield one.split(cue)[0] + "; " + other.split(cue)[0] + "."
    yield one + "."
    yield other[:1].upper() + other[1:]


def _recomposed(made: Original) -> Iterator[tuple[str, str]]:
    """The sentence as it would be if one of its leading claims said more, or another thing."""
    for i, lead in enumerate(made.leads):
        for kind, bolder in _bolder(lead):
            if made.made_by in ("headline", "support") and kind in ("voice", "date", "scope"):
                continue
            if made.made_by in ("headline", "support") and kind == "party":
                continue
            leads = (*made.leads[:i], bolder, *made.leads[i + 1 :])
            text = composed(made.lang, made.made_by, leads)
            if kind == "party" and re.search(r"(?<!\w)(?:between|entre) (?!\d)", text):
                continue
            elsewhere = any(name in text for name in ELSEWHERE[made.lang])
            if kind == "party" and len(leads) > 1 and not elsewhere:  # the clause that changed names no side
                continue
            if not FALLBACK.search(text):
                yield kind, text


FALLBACK = re.compile("figure of .* mentioned|step was .*made known|mencionó una cifra|dio a conocer un paso")
"""Says less than any stage does."""


def _bolder(lead: Claim) -> Iterator[tuple[str, Claim]]:
    spec = PACK.ledgers[lead.ledger]
    for stage in spec.stages:
        if stage != lead.stage and stage != "denied":
            yield "stage", replace(lead, stage=stage)
    if lead.sender and lead.receiver:
        yield "party", replace(lead, sender=lead.receiver, receiver=lead.sender)
    if lead.sender or lead.receiver:
        yield "party", replace(lead, sender=lead.sender and "MEX")
        yield "party", replace(lead, receiver=lead.receiver and "KEN")
    for hedge in HEDGES:
        if hedge != lead.hedge and lead.hedge != "none":
            yield "hedge", replace(lead, hedge=hedge)
    if lead.stance == "denies":
        yield "denial", replace(lead, stance="affirms", stage="announced" if lead.stage == "denied" else lead.stage)
    else:
        yield "denial", replace(lead, stance="denies")
    if lead.asserter is not None:
        yield "voice", replace(lead, asserter="The Supreme Court", lang="en")
        yield "voice", replace(lead, asserter=None)
    else:
        yield "voice", replace(lead, asserter="the Pentagon", lang="en")
        yield "voice", replace(lead, publisher="The Weekly Beacon")
    if lead.when:
        yield "date", replace(lead, when="2024-07-03")
    if lead.scope.get("affiliation_status") == "alleged":
        for status in ("asserted", "convicted"):
            yield "hedge", replace(lead, scope={**lead.scope, "affiliation_status": status})
    if lead.scope.get("nationality"):
        yield "scope", replace(lead, scope={**lead.scope, "nationality": "HTI"})
    if lead.scope.get("facility"):
        yield "scope", replace(lead, scope={**lead.scope, "facility": "Mariona"})
    if lead.unit and lead.value is not None:
        for unit in ("person", "flight", "year", "USD", "GBP", "USD/person", "country", "percent"):
            if unit != lead.unit:
                yield "unit", replace(lead, unit=unit)


def _cited_otherwise(made: Original, others: Sequence[Claim], rng: Random) -> Iterator[tuple[Claim, ...]]:
    """Nothing cited; another claim cited; one more that is not told; one less of two that are told."""
    yield ()
    told = {(c.ledger, c.stage, c.value) for c in made.claims}
    values = {c.value for c in made.claims}
    strange = [c for c in rng.sample(list(others), min(12, len(others))) if c.value not in values]
    for other in strange[:2]:
        yield (other,)
        yield (*made.claims, other)
    if len(told) > 1:
        for key in sorted(told, key=str):
            yield tuple(c for c in made.claims if (c.ledger, c.stage, c.value) != key)
