"""Private people stay private: names in anything shown are withheld unless their bearer is known to be public.

The default is to withhold. A name is shown where it carries a public title ("Judge …", "…, a spokeswoman for"), where
the pack lists it, where it belongs to a body or a place, or where a person released it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby
from typing import Any, Literal, NamedTuple, cast

from amparo.packs import Node, Pack, load_yaml
from amparo.packs.spellings import spellings
from amparo.packs.trie import Trie, words_of

_WORD = re.compile(r"[^\W\d_](?:\w|[’'\-](?=\w)|\.(?=\w))*")
_TWO_CAPITALS = re.compile(r"[A-ZÀ-ÖØ-Þ][^\s]*\s+(?:[^\W\d_]{1,4}\s+){0,2}[A-ZÀ-ÖØ-Þ]")
"""What every text holds that names a person in full."""
_LETTERS = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[.]?[ \u00a0\t]*\n?[ \u00a0\t]*")
_STOP = re.compile(r"[.!?:;\n“”«»\"(]\s*$")
_REACH = 8
"""Words between a title and the name it belongs to ("the secretary of … , …")."""


_WEB = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w+")
"""Addresses, mail addresses and handles, which hold names without spaces."""
_CAMEL = re.compile(r"(?<=[^\W\d_A-ZÀ-ÖØ-Þ])(?=[A-ZÀ-ÖØ-Þ])")
_KEYS = (
    *("titles", "bylines", "untitled", "after_titles", "courtesy", "offices", "openers", "things", "companies"),
    *("speaking", "public", "known", "places", "endings", "families", "given"),
)


class Masked(NamedTuple):
    """A text with the names of private people replaced, and those names, folded."""

    text: str
    names: frozenset[str]


@dataclass(frozen=True)
class People:
    """Who is public. All words are folded (lower case, no accents).

    `family` holds the parts of private names already met, so that a later mention by family name alone is withheld too;
    `common` the words met in lower case, so that two of them with capitals ("Lead Plaintiffs") are taken for no name.
    The other words are explained in the pack's people.yaml.
    """

    titles: frozenset[str]
    bylines: frozenset[str]
    untitled: frozenset[str]
    after_titles: frozenset[str]
    links: frozenset[str]
    things: frozenset[str]
    companies: frozenset[str]
    speaking: frozenset[str]
    courtesy: frozenset[str]
    openers: frozenset[str]
    bodies: frozenset[str]
    between: frozenset[str]
    given: frozenset[str]
    particles: frozenset[str]
    families: frozenset[str]
    places: frozenset[str]
    endings: tuple[str, ...]
    public: frozenset[str]
    known: frozenset[str]
    tries: tuple[Trie, ...]
    family: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    mask: str = "[…]"


class _Run(NamedTuple):
    first: int
    last: int
    """Indices of its words, last inclusive."""


def load_people(pack: Pack) -> People:
    """Who the pack says is public. Raises `PackError` where `people.yaml` or a key is missing."""
    return replace(_read(cast(Any, pack.root), pack.languages), tries=tuple(pack.gazetteer.names.values()))


@cache
def _read(folder: Traversable, languages: tuple[str, ...]) -> People:
    own = load_yaml(folder.joinpath("people.yaml"))
    own.only(*_KEYS)
    common = files("amparo.packs").joinpath("common")
    given = load_yaml(common.joinpath("given_names.yaml"))
    particles = frozenset(word for item in given.need("particles").strings() for word in folded(item).split())
    bodies: set[str] = set()
    links: set[str] = set()
    known = {folded(name) for name in own.need("known").strings()}
    for lang in languages:
        persons = load_yaml(common.joinpath(lang, "persons.yaml"))
        bodies |= {folded(word) for _, word in spellings(persons.need("bodies"))}
        links |= {folded(word) for key in ("links", "articles") for word in persons.need(key).strings()}
    return People(
        titles=_by_language(own.need("titles"), languages),
        bylines=_by_language(own.need("bylines"), languages),
        untitled=_by_language(own.need("untitled"), languages),
        after_titles=_by_language(own.need("after_titles"), languages),
        links=frozenset(links),
        things=_by_language(own.need("things"), languages),
        companies=frozenset(folded(word) for word in own.need("companies").strings()),
        speaking=_by_language(own.need("speaking"), languages),
        courtesy=_by_language(own.need("courtesy"), languages),
        openers=_by_language(own.need("openers"), languages),
        bodies=frozenset(bodies),
        between=frozenset(links | bodies | particles | _by_language(own.need("offices"), languages)),
        given=frozenset(
            folded(word)
            for line in (*given.need("given").strings(), *own.need("given").strings())
            for word in line.split()
        ),
        particles=particles,
        families=frozenset(folded(word) for word in own.need("families").strings()),
        places=frozenset(folded(word) for word in own.need("places").strings()),
        endings=tuple(sorted(_by_language(own.need("endings"), languages))),
        public=frozenset(folded(name) for name in own.need("public").strings()),
        known=frozenset(known),
        tries=(),
    )


def _by_language(node: Node, languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(folded(word) for lang in languages for word in node.need(lang).strings())


def meet(people: People, texts: Iterable[str], known: Iterable[str], released: Iterable[str], mask: str) -> People:
    """The same rule after reading what will be shown: who is named with a public title, who is private.

    Args:
        texts: every text that may be shown.
        known: names of bodies (publishers, agencies) that are no persons.
        released: names that a person released.
        mask: what stands for a private name inside a quotation.
    """
    shown = list(texts)
    people = replace(
        people,
        known=people.known | {form for name in known for form in _bare(folded(name), people)},
        public=people.public | {folded(name) for name in released},
        common=frozenset(
            folded(word) for text in shown for word in _LETTERS.findall(_WEB.sub(" ", text)) if word.islower()
        ),
        mask=mask,
    )
    views = [_View(text, people) for text in dict.fromkeys(shown) if _TWO_CAPITALS.search(text)]
    titled = frozenset(name for view in views for name in _titled(view))
    people = replace(people, public=people.public | titled)
    for view in views:
        view.people = people
    private = {name for view in views for name in _masked(view, people.mask).names}
    parts = {part for name in private if " " in name for part in name.split() if len(part) > 2}
    taken = {part for name in people.public | people.known for part in name.split()}
    words = people.common | people.particles | people.bodies | people.openers | people.things | people.between
    family = parts - people.given - words - people.titles - people.companies - taken
    return replace(people, family=frozenset(family))


def _bare(name: str, people: People) -> Iterable[str]:
    """A name with and without the article in front."""
    yield name
    first, _, rest = name.partition(" ")
    if rest and first in people.openers:
        yield rest


def mask_names(text: str, people: People) -> Masked:
    """`text` with the names of private people replaced by `people.mask`, as a quotation shows it."""
    return _masked_web(_masked(_View(text, people), people.mask), people)


def mask_person(text: str, people: People, instead: str) -> Masked:
    """A speaker with their name replaced by `instead` ("a private person"), if they are a private person.

    Whose they are goes with the name: "The Harbor Post's Wilmer Toledo" is "a private person".
    """
    return _masked(_View(text, people), instead, whose=True)


def mask_path(name: str, people: People) -> Masked:
    """A file name or address without private names: those met elsewhere, and those that a given name marks."""
    words = list(_LETTERS.finditer(name))
    spelled, starts = "", []
    for before, word in zip([None, *words], words, strict=False):
        between = name[before.end() : word.start()] if before else ""
        ending = between == "." and word.end() == len(name) and _FILES.fullmatch(word.group()) is not None
        spelled += " " if before and between in _JOINTS and not ending else " | "
        starts.append(len(spelled))
        spelled += word.group() if word.group() in people.particles else word.group().capitalize()
    view = _View(spelled, people)
    spans = [(view.words[r.first].start(), view.words[r.last].end()) for r in _private(view) if view.marked(r)]
    hidden = [any(first <= start < last for first, last in spans) for start in starts]
    hidden = [hide or folded(word.group()) in people.family for hide, word in zip(hidden, words, strict=True)]
    for i in range(len(words) - 1):
        if hidden[i + 1] and not hidden[i] and folded(words[i].group()) in people.given:
            hidden[i] = name[words[i].end() : words[i + 1].start()] in _JOINTS
    return _without(name, words, hidden, people.mask)


_FILES = re.compile(r"csv|docx?|eml|html?|jpg|json|md|mhtml|od[st]|pdf|png|rtf|tsv|txt|xlsx?|xml|zip", re.IGNORECASE)
_JOINTS = ("-", "_", " ", ".", "+", "%20")


def _without(name: str, words: list[re.Match[str]], hidden: list[bool], mask: str) -> Masked:
    """`name` with each stretch of hidden words replaced, and these stretches, folded."""
    out, at, names = "", 0, set()
    stretches = [(hide, list(group)) for hide, group in groupby(range(len(words)), hidden.__getitem__)]
    for hide, group in stretches:
        if hide:
            out += name[at : words[group[0]].start()] + mask
            at = words[group[-1]].end()
            names.add(" ".join(folded(words[i].group()) for i in group))
    return Masked(out + name[at:], frozenset(names))


def _masked_web(masked: Masked, people: People) -> Masked:
    """Also without the names in addresses, mail addresses and handles."""
    names = set(masked.names)

    def hidden(match: re.Match[str]) -> str:
        text = match.group()
        name, at, host = text.rpartition("@")
        if not at:
            made = mask_path(text, people)
        elif name:
            made = mask_path(name, people)
            made = Masked(f"{people.mask}@{host}" if made.names else text, made.names)
        else:
            found = _handle(host, people)
            made = Masked(f"@{people.mask}" if found else text, frozenset({found} if found else ()))
        names.update(made.names)
        return made.text

    return Masked(_WEB.sub(hidden, masked.text), frozenset(names))


Why = Literal["courtesy", "given", "met", "capitals", "address"]


def why_private(text: str, people: People) -> dict[str, Why]:
    """The private names of a text as written, each with what marks it as one."""
    view = _View(text, people)
    found: dict[str, Why] = {}
    for first, last in _private(view):
        keys = view.keys[first : last + 1]
        why: Why = "capitals"
        if keys[0] in people.courtesy:
            why = "courtesy"
        elif any(part in people.given for key in keys for part in key.split("-")):
            why = "given"
        elif any(part in people.family | people.families for key in keys for part in key.split("-")):
            why = "met"
        found[text[view.words[first].start() : view.words[last].end()]] = why
    for match in _WEB.finditer(text):
        if _masked_web(Masked(match.group(), frozenset()), people).names:
            found[match.group()] = "address"
    return found


def _handle(handle: str, people: People) -> str:
    """The private name that a handle is made of, folded; empty where it is made of none."""
    spaced = _CAMEL.sub(" ", handle.replace("_", " "))
    if " " not in spaced:
        key = folded(handle)
        opening = max((name for name in people.given if len(name) > 3 and key.startswith(name)), key=len, default="")
        spaced = (
            f"{opening.capitalize()} {key[len(opening) :].capitalize()}".strip() if opening else handle.capitalize()
        )
    if mask_path(spaced, people).names:
        return folded(handle)
    public = {part for name in people.public for part in name.split()}
    parts = (part for part in people.family - public if len(part) > 3)
    return folded(handle) if any(part in folded(handle) for part in parts) else ""


@lru_cache(maxsize=1 << 16)
def folded(text: str) -> str:
    """Lower case, accents off: how names are compared."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("’", "'"))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(bare.split()).removesuffix("'s").strip(" .,")


class _View:
    """A text as words, each marked where a name of the pack covers it."""

    def __init__(self, text: str, people: People) -> None:
        self.text, self.people = text, people
        self.words = list(_WORD.finditer(text))
        self.keys = [folded(word.group()) for word in self.words]
        self.capital = [_capital(word.group(), people) for word in self.words]
        covered = _covered(text, people)
        self.known = [any(start <= word.start() < end for start, end in covered) for word in self.words]

    def gap(self, i: int) -> str:
        """What stands between word `i` and the next."""
        return self.text[self.words[i].end() : self.words[i + 1].start()]

    def runs(self) -> Iterable[_Run]:
        """Runs of capitalised words that no known name covers, particles between them included."""
        i = 0
        while i < len(self.words):
            if not self.capital[i] or self.known[i]:
                i += 1
                continue
            last, j = i, i + 1
            while j < len(self.words) and not self.known[j] and self._continues(j - 1):
                if self._parts(j):
                    break
                if self.capital[j]:
                    last = j
                elif self.keys[j] not in self.people.particles:
                    break
                j += 1
            yield _Run(i, last)
            i = last + 1

    def _parts(self, i: int) -> bool:
        """Whether a word in capitals only parts two things in a shouted line: `TOLEDO TO BE FREED`."""
        word, key = self.words[i].group(), self.keys[i]
        initial = i + 1 < len(self.words) and self.gap(i).startswith(".")
        opener = key in self.people.openers and key not in self.people.particles - {"al"}
        return word.isupper() and opener and not initial and any(w.group().isupper() for w in self.words[i - 1 : i])

    def _continues(self, i: int) -> bool:
        """Whether word `i` and the next stand side by side: a stop only after an initial or an abbreviation."""
        if _GAP.fullmatch(self.gap(i)) is None or self.words[i].group().endswith(("'s", "’s")):
            return False
        key = self.keys[i]
        short = len(key) <= 2 or key in self.people.titles or key in self.people.courtesy
        return not self.gap(i).startswith(".") or short

    def private_part(self, run: _Run) -> _Run | None:
        """The part of a run that names a private person, or None."""
        people = self.people
        first, last = run
        while first < last and (self.keys[first] in people.openers or self.keys[first] in people.courtesy):
            first += 1
        name = self.keys[first : last + 1]
        if self._is_public(name) or any(key in people.titles for key in name) or name[-1] in people.companies:
            return None
        thing = any(key in people.bodies or key in people.things for key in name)
        if thing and not (name[0] in people.given and len(name) > 1):
            return None
        if self.titled_before(first, last) or self.titled_after(last) or self.speaks_for_a_body(first):
            return None
        return _Run(first, last) if self._is_person(_Run(first, last)) else None

    def _is_public(self, name: list[str]) -> bool:
        joined, people = " ".join(name), self.people
        if joined in people.public or joined in people.known:
            return True
        if len(name) == 1:
            return any(joined == public.split()[-1] for public in people.public)
        return any(joined.startswith(body + " ") or joined.endswith(" " + body) for body in people.known if " " in body)

    def _is_person(self, run: _Run) -> bool:
        people, name = self.people, self.keys[run.first : run.last + 1]
        opens = self._opens(run.first)
        if len(name) == 1:
            if any(part in people.family for part in name[0].split("-")):
                return name[0] not in people.openers
            courtesy = run.first > 0 and self.keys[run.first - 1] in people.courtesy
            if courtesy:
                return name[0] not in people.openers
            return name[0] in people.given and not opens and len(self.words) > 1
        if len(name) == 2 and name[0] in people.places and name[1] not in people.families | people.family:
            return False
        if any(self.marks(key) for key in name):
            return len(name) <= 6 or name[0] in people.given
        shouted = all(word.group().isupper() for word in self.words[run.first : run.last + 1])
        if name[0] in people.places or people.common.issuperset(name):
            return False
        if any(len(key) > 5 and key.endswith(people.endings) for key in name):
            return False
        if shouted:
            return len(name) <= 4 and all(len(key) > 3 and key not in people.common for key in name)
        return len(name) <= 4 and not self._is_title_case()

    def marked(self, run: _Run) -> bool:
        """Whether a word of the run is one that only names have; a file name has no capitals to go by."""
        return any(self.marks(key) for key in self.keys[run.first : run.last + 1])

    def marks(self, key: str) -> bool:
        """Whether a word is one that only names have, or part of a private name already met."""
        people = self.people
        return any(part in people.given or part in people.families or part in people.family for part in key.split("-"))

    def speaks_for_a_body(self, first: int) -> bool:
        """Whether the name follows an association that speaks through its bearer: "The Reform Caucus's …"."""
        before = first - 1
        return (
            before >= 0
            and self.words[before].group().endswith(("'s", "’s"))
            and self.capital[before]
            and self.keys[before] in self.people.speaking
        )

    def _is_title_case(self) -> bool:
        """Whether the text is a headline: capitals on all but its small words, and on some words that are no name."""
        people = self.people
        long = [i for i, word in enumerate(self.words) if len(word.group()) > 4]
        plain = people.common | people.things | people.bodies
        small = people.openers | people.between | people.common
        return (
            len(long) > 3
            and all(self.capital[i] for i in long)
            and all(
                self.capital[i] or (len(self.keys[i]) < 5 and self.keys[i] in small) for i in range(len(self.words))
            )
            and sum(self.keys[i] in plain for i in long[1:]) > 1
        )

    def titled_before(self, first: int, last: int) -> bool:
        """Whether a public title that is this name's stands before it.

        Next to it (`Judge …`, `abogada de la ACLU …`), or before a comma (`the secretary of state, …`). In "the lawyer
        for X, Y" the title is that of Y, in "Judge X, Y" that of X, in "lawyers for X, Y and Z" that of none of them.
        """
        people = self.people
        comma = first > 0 and "," in self.gap(first - 1)
        for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
            gap = self.gap(i)
            if gap.strip(" ,.\n\u00a0") or ("." in gap and len(self.keys[i]) > 4) or gap.count(",") > 1:
                return False
            if "," in gap and i < first - 1:
                return False
            key = self.keys[i]
            if key in people.bylines:
                return i == first - 1 and self._opens(i)
            if key in people.titles:
                return self._is_title_of(i, first, last, comma)
            if not (self.capital[i] or self.known[i] or key in people.between):
                return False
        return False

    def _is_title_of(self, title: int, first: int, last: int, comma: bool) -> bool:
        people = self.people
        between = range(title + 1, first)
        before = title
        while before > max(0, title - 3) and not self.gap(before - 1).strip():
            before -= 1
        if any(self.keys[i] in people.untitled for i in range(before, first)):
            return False
        if not between:
            return True
        if not comma:
            held = any(self.capital[i] and self.keys[i] in people.given for i in between)
            return not held and self.keys[first - 1] not in people.links | people.particles
        named = any(self.capital[i] and not self.known[i] and self.keys[i] not in people.between for i in between)
        opening = between[0]
        bare = self.capital[opening] and self.keys[opening] not in people.between
        listed = last + 1 < len(self.words) and self.keys[last + 1] in _AND
        return not bare and not (named and (listed or self._is_plural(title)))

    def _is_plural(self, i: int) -> bool:
        key = self.keys[i]
        return key.removesuffix("s") in self.people.titles - {key} or key.removesuffix("es") in self.people.titles - {
            key
        }

    def titled_after(self, last: int) -> bool:
        """Whether an apposition with a public title follows: `…, the justice minister`, `…, vocera de`.

        A title that does something ("…, the judge said"), that stands for many ("…, officials said") or that another
        name follows is no apposition.
        """
        people = self.people
        if last + 1 >= len(self.words) or self.gap(last).strip(" \n") != ",":
            return False
        for i in range(last + 1, min(len(self.words), last + 6)):
            if i > last + 1 and self.gap(i - 1).strip(" \n\u00a0"):
                return False
            if self.keys[i] in people.untitled:
                return False
            if self.keys[i] in people.titles and not self._goes_on_with_title(i):
                return not self._is_plural(i) and self._ends_apposition(i)
            if not (self.capital[i] or self.known[i] or self.keys[i] in people.between):
                return False
        return False

    def _goes_on_with_title(self, i: int) -> bool:
        """Whether the next word is a title too: `chief spokesman`."""
        return i + 1 < len(self.words) and not self.gap(i).strip() and self.keys[i + 1] in self.people.titles

    def _ends_apposition(self, title: int) -> bool:
        people = self.people
        if title + 1 >= len(self.words) or self.gap(title).strip(" \n\u00a0"):
            return True
        key = self.keys[title + 1]
        if self.capital[title + 1]:
            return self.known[title + 1] or key in people.bodies
        return key in people.between or key in people.after_titles or key in people.openers - {"he", "she", "they"}

    def _opens(self, i: int) -> bool:
        """Whether a word begins the text, a line or a sentence."""
        at = self.words[i].start()
        return i == 0 or _STOP.search(self.text[max(0, at - 4) : at]) is not None


_AND = ("and", "y", "e")


def _capital(word: str, people: People) -> bool:
    """Whether a word is written as a name: `Toledo`, and `al-Masri` or `d'Aubigny`, whose first part is a particle."""
    if word[0].isupper():
        return True
    first, *rest = re.split(r"[’'\-]", word, maxsplit=1)
    return bool(rest) and rest[0][:1].isupper() and (len(first) == 1 or first in people.particles)


def _covered(text: str, people: People) -> list[tuple[int, int]]:
    """The places of the names that the pack knows: bodies, places, laws, office holders."""
    words, found = words_of(text), []
    for trie in people.tries:
        i = 0
        while i < len(words):
            longest = trie.longest(text, words, i) if words[i].text[0].isupper() else None
            if longest:
                found.append((words[i].start, words[i + longest[0] - 1].end))
            i += longest[0] if longest else 1
    return found


def _private(view: _View) -> Iterable[_Run]:
    """The private names of a text, each with the courtesy before it."""
    for run in view.runs():
        private = view.private_part(run)
        if private is not None:
            first = private.first
            courtesy = first and view.keys[first - 1] in view.people.courtesy and _GAP.fullmatch(view.gap(first - 1))
            yield _Run(first - 1 if courtesy else first, private.last)


def _masked(view: _View, instead: str, whose: bool = False) -> Masked:
    text = view.text
    out: list[str] = []
    names: set[str] = set()
    at = 0
    runs = list(_private(view))
    owned = {run.first for run in runs}
    for first, last in runs:
        if whose and last + 1 in owned and view.words[last].group().endswith(("'s", "’s")):
            continue
        named = first + (view.keys[first] in view.people.courtesy)
        start, end = view.words[_owner(view, first) if whose else first].start(), view.words[last].end()
        if text[:end].endswith(("'s", "’s")):
            end -= 2
        out += [text[at:start], instead]
        names.add(" ".join(view.keys[named : last + 1]))
        at = end
    return Masked("".join([*out, text[at:]]), frozenset(names))


def _owner(view: _View, first: int) -> int:
    """The first word of whose the name is: `The Harbor Post's …`; the name's own where it is nobody's."""
    if not first or not view.words[first - 1].group().endswith(("'s", "’s")):
        return first
    i = first - 1
    while i and view.capital[i - 1] and not view.gap(i - 1).strip():
        i -= 1
    return i


def _titled(view: _View) -> Iterable[str]:
    """Full names that carry a public title in a text."""
    people = view.people
    for first, last in view.runs():
        titles = [i for i in range(first, last + 1) if view.keys[i] in people.titles]
        start = titles[-1] + 1 if titles else first
        if titles and view.keys[titles[-1] - 1 if titles[-1] else 0] in people.untitled:
            continue
        spoken_for = view.titled_before(first, last) or view.titled_after(last) or view.speaks_for_a_body(first)
        if not titles and not spoken_for:
            continue
        if last > start and not any(key in people.bodies for key in view.keys[start : last + 1]):
            yield " ".join(view.keys[start : last + 1])


def longest_names(names: Iterable[str]) -> int:
    """How many people a set of withheld names stands for: a family name alone counts with its full name."""
    kept = sorted(set(names), key=lambda name: (len(name.split()), name))
    return sum(
        1 for i, name in enumerate(kept) if not any(set(name.split()) < set(other.split()) for other in kept[i + 1 :])
    )
