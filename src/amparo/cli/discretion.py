"""Private names withheld from what the command lists; where each stands and why, for the editor alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from amparo.brief.private import People, load_people, mask_names, mask_path, meet, why_private
from amparo.brief.write import around
from amparo.cli.messages import Speaker

if TYPE_CHECKING:
    from amparo.dossier import Dossier
    from amparo.model import Claim

Record = dict[str, Any]
PLACES = frozenset(("doc", "source"))
"""Keys of a record whose text is the name of a file or an address."""
TEXTS = frozenset(
    (
        *(
            "quote",
            "asserter",
            "exact",
            "prefix",
            "suffix",
            "sentence",
            "words",
            "group",
            "facility",
            "en",
            "es",
            "where",
        ),
        *("title", "sheet"),
    )
)
"""Keys of a record whose text may hold words of a document."""


@dataclass(frozen=True)
class Discretion:
    """What may be shown of a dossier's texts. Without `people`, a pack that says nothing of persons, all of it."""

    people: People | None

    def text(self, text: str) -> str:
        """Words of a document without the names of private people."""
        return mask_names(text, self.people).text if self.people else text

    def place(self, name: str) -> str:
        """The name of a document without the names of private people."""
        return mask_path(name, self.people).text if self.people else name

    def record(self, value: Any, key: str = "") -> Any:
        """A record, and all that it holds, without the names of private people."""
        if isinstance(value, dict):
            return {name: self.record(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [self.record(item, key) for item in value]
        if not isinstance(value, str):
            return value
        return self.place(value) if key in PLACES else self.text(value) if key in TEXTS else value


EVERYTHING = Discretion(None)
"""Of one's own files all is shown."""


def discretion(dossier: Dossier, say: Speaker, further: Iterable[str] = ()) -> Discretion:
    """The rule for the dossier after meeting all that its claims show, and `further` texts."""
    if not dossier.pack.has("people.yaml"):
        return Discretion(None)
    claims = dossier.claims()
    sources = dossier.store.sources()
    texts = [text for claim in claims for text in _texts(claim)]
    texts += [source.title for source in sources if source.title]
    texts += further
    known = [name for source in sources for name in (source.publisher, *source.credits) if name]
    known += [part for claim in claims for part in claim.scope.get("affiliation", "").split("; ") if part]
    people = load_people(dossier.pack)
    return Discretion(meet(people, texts, known, dossier.released(), say("mask.name")))


def _texts(claim: Claim) -> list[str]:
    return [text for text in (claim.quote, claim.asserter, claim.scope.get("group"), *around(claim)) if text]


def withheld_names(dossier: Dossier, say: Speaker) -> Iterator[Record]:
    """Every private name that the listings and the brief withhold: the name as written, where it stands, and why.

    What a person released is not among them.
    """
    people = discretion(dossier, say).people
    if people is None:
        return
    seen: set[tuple[str, str]] = set()
    bare = replace(people, mask="")
    for claim in dossier.claims():
        for text in _texts(claim):
            for name, why in why_private(text, bare).items():
                if (name, claim.id) not in seen:
                    seen.add((name, claim.id))
                    yield {"name": name, "doc": claim.doc, "claim": claim.id, "why": why, "told": say(f"private.{why}")}
    for source in dossier.store.sources():
        for name, why in why_private(source.title or "", bare).items():
            yield {"name": name, "doc": source.doc, "claim": None, "why": why, "told": say(f"private.{why}")}
        for name in mask_path(source.doc, bare).names:
            told = say("private.address")
            yield {"name": name, "doc": source.doc, "claim": None, "why": "address", "told": told}
