"""The documents of an account, and which of their claims count."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from amparo.model import Claim, Passage, Source, canonical


@dataclass(frozen=True, slots=True)
class Document:
    """What is given of one document. All of it bears its `doc_id`.

    Passages without claims may be left out; where none are given, copies that credit nobody are not seen. Without a
    `Source` it is known by what its claims tell of it.
    """

    doc_id: str
    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    passages: tuple[Passage, ...] = ()


def documents_of(
    claims: Iterable[Claim], sources: Iterable[Source] = (), passages: Iterable[Passage] = ()
) -> list[Document]:
    """Claims, sources and passages by document."""
    said: dict[str, list[Claim]] = {}
    for claim in claims:
        said.setdefault(claim.doc_id, []).append(claim)
    known: dict[str, list[Source]] = {}
    for source in sources:
        known.setdefault(source.doc_id, []).append(source)
    text: dict[str, list[Passage]] = {}
    starts: dict[str, list[int]] = {}
    for passage in passages:
        found = starts.get(passage.doc_id)
        if found is None:
            found = starts[passage.doc_id] = sorted(claim.anchor.start for claim in said.get(passage.doc_id, ()))
        if _holds(passage, found):
            text.setdefault(passage.doc_id, []).append(passage)
    return [
        Document(doc, tuple(said.get(doc, ())), tuple(known.get(doc, ())), tuple(text.get(doc, ())))
        for doc in dict.fromkeys((*said, *known))
    ]


class Intake:
    """All documents. A claim counts that is not rejected, and that no claim that is not rejected replaces."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._rows: dict[str, dict[str, Claim]] = {}
        self._replaced: Counter[str] = Counter()
        self._home: dict[str, str] = {}

    def __contains__(self, doc_id: str) -> bool:
        return doc_id in self._documents

    def put(self, document: Document) -> set[str]:
        """Take a document in, in the place of what was given of it before. Ids of the documents whose claims that
        touches: its own, and those of claims that its claims replace."""
        touched = self.drop(document.doc_id)
        rows: dict[str, Claim] = {}
        for claim in document.claims:
            identifier = claim.id
            other = rows.get(identifier)
            if other is None or (other is not claim and _preference(claim) < _preference(other)):
                rows[identifier] = claim
        self._documents[document.doc_id] = document
        self._rows[document.doc_id] = rows
        self._home.update(dict.fromkeys(rows, document.doc_id))
        return touched | self._count(rows, 1)

    def drop(self, doc_id: str) -> set[str]:
        """Take a document out."""
        if self._documents.pop(doc_id, None) is None:
            return {doc_id}
        rows = self._rows.pop(doc_id)
        for identifier in rows:
            del self._home[identifier]
        return {doc_id} | self._count(rows, -1)

    def _count(self, rows: Mapping[str, Claim], by: int) -> set[str]:
        touched = set()
        for claim in rows.values():
            if claim.supersedes and claim.review != "rejected":
                self._replaced[claim.supersedes] += by
                if (home := self._home.get(claim.supersedes)) is not None:
                    touched.add(home)
        return touched

    def home(self, claim: str) -> str | None:
        """Id of the document of a claim."""
        return self._home.get(claim)

    def counted(self, doc_id: str) -> dict[str, Claim]:
        """The claims of a document that count, by id."""
        replaced = self._replaced
        rows = self._rows.get(doc_id, {})
        return {i: c for i, c in rows.items() if c.review != "rejected" and not replaced.get(i) and not c.unconfirmed}

    def unconfirmed(self) -> dict[str, Claim]:
        """The claims that were read by OCR and wait for a person, by id."""
        found = {
            i: claim
            for rows in self._rows.values()
            for i, claim in rows.items()
            if claim.unconfirmed and claim.review != "rejected" and not self._replaced.get(i)
        }
        return dict(sorted(found.items()))

    def source(self, doc_id: str, counted: Mapping[str, Claim]) -> Source | None:
        """What is known of a document; None where nothing is, as where it has no claim that counts."""
        document = self._documents.get(doc_id)
        if document is None:
            return None
        if document.sources:
            return min(document.sources, key=lambda s: s.doc)
        if not counted:
            return None
        first = min(counted.items(), key=lambda c: (c[1].anchor.start, c[0]))[1]
        return Source(
            doc=first.doc, doc_id=doc_id, lang=first.lang, publisher=first.publisher, published=first.published
        )

    def passages(self, doc_id: str, counted: Mapping[str, Claim]) -> list[Passage]:
        """The passages of a document in which claims stand."""
        document = self._documents.get(doc_id)
        if document is None or not document.passages:
            return []
        starts = sorted(claim.anchor.start for claim in counted.values())
        return [passage for passage in document.passages if _holds(passage, starts)]


def _holds(passage: Passage, starts: Sequence[int]) -> bool:
    """Whether one of these places, in order, lies in the passage."""
    at = bisect_left(starts, passage.start)
    return at < len(starts) and starts[at] < passage.end


def _preference(claim: Claim) -> tuple[bool, str, str]:
    """Of two rows of one claim the reviewed one counts; where that leaves a choice, always the same one."""
    return claim.review == "unreviewed", claim.review, canonical(claim)
