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
from typing import Any, NamedTuple, cast

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


class Masked(NamedTuple):
    """A text with the names of private people replaced, and those names, folded."""

    text: str
    names: frozenset[str]


@dataclass(frozen=True)
class People:
    """Who is public. All words are folded (lower case, no accents).

    `family` holds the parts of private names already met, so that a later mention by family name alone is withheld too;
    `common` the words met in lower case, so that two of them with capitals ("Lead Plaintiffs") are taken for no name.
    """

    titles: frozenset[str]
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
    own.only("titles", "courtesy", "offices", "openers", "public", "known", "places", "endings", "families")
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
        courtesy=_by_language(own.need("courtesy"), languages),
        openers=_by_language(own.need("openers"), languages),
        bodies=frozenset(bodies),
        between=frozenset(links | bodies | particles | _by_language(own.need("offices"), languages)),
        given=frozenset(folded(word) for line in given.need("given").strings() for word in line.split()),
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
        common=frozenset(folded(word) for text in shown for word in _LETTERS.findall(text) if word.islower()),
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
    family = parts - people.given - people.common - people.particles - people.bodies - people.openers - taken
    return replace(people, family=frozenset(family))


def _bare(name: str, people: People) -> Iterable[str]:
    """A name with and without the article in front."""
    yield name
    first, _, rest = name.partition(" ")
    if rest and first in people.openers:
        yield rest


def mask_names(text: str, people: People) -> Masked:
    """`text` with the names of private people replaced by `people.mask`, as a quotation shows it."""
    return _masked(_View(text, people), people.mask)


def mask_person(text: str, people: People, instead: str) -> Masked:
    """A speaker with their name replaced by `instead` ("a private person"), if they are a private person."""
    return _masked(_View(text, people), instead)


def mask_path(name: str, people: People) -> Masked:
    """A file name without the private names that were met in what it holds."""
    found = [word for word in _LETTERS.finditer(name) if folded(word.group()) in people.family]
    if not found:
        return Masked(name, frozenset())
    masked = name[: found[0].start()] + people.mask + name[found[-1].end() :]
    return Masked(masked, frozenset({" ".join(folded(word.group()) for word in found)}))


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
        self.capital = [word.group()[0].isupper() for word in self.words]
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
                if self.capital[j]:
                    last = j
                elif self.keys[j] not in self.people.particles:
                    break
                j += 1
            yield _Run(i, last)
            i = last + 1

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
        if self._is_public(name) or any(key in people.titles for key in name):
            return None
        if any(key in people.bodies for key in name) and not (name[0] in people.given and len(name) > 1):
            return None
        if self.titled_before(first) or self.titled_after(last):
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
        at = self.words[run.first].start()
        opens = run.first == 0 or _STOP.search(self.text[max(0, at - 4) : at]) is not None
        if len(name) == 1:
            courtesy = run.first > 0 and self.keys[run.first - 1] in people.courtesy
            if name[0] in people.family or courtesy:
                return name[0] not in people.openers
            return name[0] in people.given and not opens and len(self.words) > 1
        if any(key in people.given or key in people.families or key in people.family for key in name):
            return len(name) <= 6 or name[0] in people.given
        shouted = all(word.group().isupper() for word in self.words[run.first : run.last + 1])
        if name[0] in people.places or people.common.issuperset(name):
            return False
        if any(len(key) > 5 and key.endswith(people.endings) for key in name):
            return False
        return len(name) <= 4 and not shouted and not self._is_title_case()

    def _is_title_case(self) -> bool:
        """Whether the text is written as a headline, most words with a capital."""
        long = [i for i, word in enumerate(self.words) if len(word.group()) > 4]
        return len(long) > 3 and all(self.capital[i] for i in long)

    def titled_before(self, first: int) -> bool:
        """Whether a public title stands before the name: `the secretary of state, …`, `abogada de la ACLU …`."""
        people = self.people
        for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
            gap = self.gap(i)
            if gap.strip(" ,.\n\u00a0") or ("." in gap and len(self.keys[i]) > 4) or gap.count(",") > 1:
                return False
            key = self.keys[i]
            if key in people.titles:
                return True
            capital = self.capital[i] and key not in people.given
            if not (capital or self.known[i] or key in people.between):
                return False
        return False

    def titled_after(self, last: int) -> bool:
        """Whether an apposition with a public title follows: `…, the justice minister`, `…, vocera de`."""
        people = self.people
        if last + 1 >= len(self.words) or self.gap(last).strip(" \n") != ",":
            return False
        for i in range(last + 1, min(len(self.words), last + 5)):
            if i > last + 1 and self.gap(i - 1).strip(" \n\u00a0"):
                return False
            if self.keys[i] in people.titles:
                return True
            if not (self.capital[i] or self.known[i] or self.keys[i] in people.between):
                return False
        return False


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


def _masked(view: _View, instead: str) -> Masked:
    text, people = view.text, view.people
    out: list[str] = []
    names: set[str] = set()
    at = 0
    for run in view.runs():
        private = view.private_part(run)
        if private is None:
            continue
        first = private.first
        if first and view.keys[first - 1] in people.courtesy and _GAP.fullmatch(view.gap(first - 1)):
            first -= 1
        start, end = view.words[first].start(), view.words[private.last].end()
        if text[:end].endswith(("'s", "’s")):
            end -= 2
        out += [text[at:start], instead]
        names.add(" ".join(view.keys[private.first : private.last + 1]))
        at = end
    return Masked("".join([*out, text[at:]]), frozenset(names))


def _titled(view: _View) -> Iterable[str]:
    """Full names that carry a public title in a text."""
    people = view.people
    for first, last in view.runs():
        titles = [i for i in range(first, last + 1) if view.keys[i] in people.titles]
        start = titles[-1] + 1 if titles else first
        if not titles and not view.titled_before(first) and not view.titled_after(last):
            continue
        if last > start and not any(key in people.bodies for key in view.keys[start : last + 1]):
            yield " ".join(view.keys[start : last + 1])


def longest_names(names: Iterable[str]) -> int:
    """How many people a set of withheld names stands for: a family name alone counts with its full name."""
    kept = sorted(set(names), key=lambda name: (len(name.split()), name))
    return sum(
        1 for i, name in enumerate(kept) if not any(set(name.split()) < set(other.split()) for other in kept[i + 1 :])
    )
