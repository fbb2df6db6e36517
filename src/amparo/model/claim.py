"""The claim: one assertion, by one asserter, about one stage of one ledger, carried by one verbatim quote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from amparo.model.anchor import Anchor
from amparo.model.codec import digest, from_json, to_json
from amparo.model.edtf import edtf_moment
from amparo.model.errors import InvalidValue
from amparo.model.numerals import values_in

Value = float | tuple[float, float] | None
Bound = Literal["exact", "about", "up_to", "less_than", "at_least", "more_than", "between", "vague", "none"]
Hedge = Literal["none", "reported", "conditional", "alleged"]
Stance = Literal["affirms", "denies"]
Review = Literal["unreviewed", "accepted", "corrected", "rejected"]

SLOTS = (
    *("ledger", "stage", "value", "bound", "unit", "hedge", "stance"),
    *("asserter", "when", "at", "sender", "receiver", "scope"),
)
"""What a claim says of its quote, in the order in which it is shown."""
BOUNDS = ("exact", "about", "up_to", "less_than", "at_least", "more_than", "between", "vague", "none")
HEDGES = ("none", "reported", "conditional", "alleged")
STANCES = ("affirms", "denies")
OCR = "ocr"
"""The mark of a claim whose words a program read off a picture."""
REVIEWS = ("unreviewed", "accepted", "corrected", "rejected")
_COUNTRY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. The slots are those of the claim schema (docs/claims.md); the anchor carries quote and offsets.

    Attributes:
        doc, doc_id: the source's name as given, and the SHA-256 of its capture.
        lang: language of the quote.
        anchor: the exact words and where they stand.
        ledger, stage: which account, and how far along.
        value: the figure as a plain number; a pair for `between`; None where there is none.
        bound, unit, hedge, stance: see docs/claims.md.
        asserter: whom the passage makes responsible, as written there; None is the publisher's own voice.
        when: EDTF, or None.
        at: the moment of day, as EDTF (`2025-03-15T18:45-04:00`), where the passage gives the act a clock time; without
            offset where it tells no zone, with `~` where it is only about then.
        sender, receiver: ISO 3166-1 alpha-3, or None.
        scope: which part of the whole (`nationality`, `affiliation`, `legal_basis`, `facility`, `group`, ...).
        reasons: names of the rules that fired, in order.
        reader: name and version of the cascade that read it, or `hand` for a person's correction.
        publisher, published: of the document.
        review: where a person's review stands.
        supersedes: id of the claim that this one corrects.
        marks: what the reader of the claim must be told (`title`, `caption`, `item`, `cell`, `ocr`).

    Raises:
        InvalidValue: a slot is outside its closed set, or the value does not parse from the quote.
    """

    doc: str
    doc_id: str
    lang: str
    anchor: Anchor
    ledger: str
    stage: str
    value: Value = None
    bound: Bound = "none"
    unit: str | None = None
    hedge: Hedge = "none"
    stance: Stance = "affirms"
    asserter: str | None = None
    when: str | None = None
    sender: str | None = None
    receiver: str | None = None
    scope: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    reader: str = ""
    publisher: str | None = None
    published: str | None = None
    review: Review = "unreviewed"
    supersedes: str | None = None
    marks: tuple[str, ...] = ()
    at: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.anchor, Anchor):
            raise InvalidValue("a claim needs an anchor: the exact words it was read from")
        for slot, allowed in (("bound", BOUNDS), ("hedge", HEDGES), ("stance", STANCES), ("review", REVIEWS)):
            if getattr(self, slot) not in allowed:
                raise InvalidValue(f"{slot} is one of {', '.join(allowed)}; got {getattr(self, slot)!r}")
        for slot in ("sender", "receiver"):
            code = getattr(self, slot)
            if code is not None and not _COUNTRY.fullmatch(code):
                raise InvalidValue(f"{slot} is an ISO 3166-1 alpha-3 code; got {code!r}")
        if not self.ledger or not self.stage:
            raise InvalidValue("a claim needs a ledger and a stage")
        if self.at is not None:
            edtf_moment(self.at)
        self._check_figure()

    def _check_figure(self) -> None:
        if (self.value is None) != (self.bound in ("vague", "none")):
            raise InvalidValue(f"bound {self.bound!r} does not go with value {self.value!r}")
        if isinstance(self.value, tuple) != (self.bound == "between"):
            raise InvalidValue(f"a pair of values goes with bound 'between' and no other; got {self.bound!r}")
        if self.bound == "none" and self.unit is not None:
            raise InvalidValue("a claim without a figure has no unit")
        if self.value is None:
            return
        figures = self.value if isinstance(self.value, tuple) else (self.value,)
        if isinstance(self.value, tuple) and self.value[0] > self.value[1]:
            raise InvalidValue(f"a range runs from low to high; got {self.value!r}")
        found = values_in(self.anchor.quote, self.lang)
        for figure in figures:
            if not any(abs(figure - v) <= 1e-9 * max(1.0, abs(v)) for v in found):
                raise InvalidValue(f"the value {figure:g} does not stand in the quote {self.anchor.quote!r}")

    @property
    def quote(self) -> str:
        """The exact words."""
        return self.anchor.quote

    @property
    def document(self) -> str:
        """What it counts as one document by: several versions of a web page are one, by its address."""
        return self.doc if self.doc[:8].lower().startswith(("http://", "https://")) else self.doc_id

    @property
    def id(self) -> str:
        """Stable identifier: a digest of document, place and slots (not of review state or reader)."""
        moment = () if self.at is None else (self.at,)
        return digest(
            self.doc_id,
            self.anchor.start,
            self.anchor.end,
            self.ledger,
            self.stage,
            self.value,
            self.bound,
            self.unit,
            self.hedge,
            self.stance,
            self.asserter,
            self.when,
            self.sender,
            self.receiver,
            dict(self.scope),
            self.supersedes,
            *moment,
        )

    @property
    def unconfirmed(self) -> bool:
        """Whether it was read by OCR and no person has confirmed it: then nothing may be published or found by it."""
        return OCR in self.marks and self.review == "unreviewed"

    def with_review(self, review: Review) -> Claim:
        """The same claim in another state of review."""
        return replace(self, review=review)


def claim_record(claim: Claim) -> dict[str, Any]:
    """The claim as the public JSON gives it: the fields of the claim schema first, then identity and provenance."""
    fragment = claim.anchor.fragment or ""
    record: dict[str, Any] = {
        "id": claim.id,
        "doc": claim.doc,
        "lang": claim.lang,
        "start": claim.anchor.start,
        "end": claim.anchor.end,
        "quote": claim.quote,
        "ledger": claim.ledger,
        "stage": claim.stage,
        "value": plain_value(claim.value),
        "bound": claim.bound,
        "unit": claim.unit,
        "hedge": claim.hedge,
        "stance": claim.stance,
        "asserter": claim.asserter,
        "when": claim.when,
        "sender": claim.sender,
        "receiver": claim.receiver,
        "scope": dict(claim.scope),
        "doc_id": claim.doc_id,
        "published": claim.published,
        "publisher": claim.publisher,
        "reasons": list(claim.reasons),
        "review": claim.review,
        "reader": claim.reader,
        "anchor": claim.anchor.selectors(),
    }
    for part in fragment.split(";"):
        key, _, place = part.partition("=")
        if key in ("page", "cell"):
            record[key] = int(place) if key == "page" else place
    if claim.at:
        record["at"] = claim.at
    if claim.supersedes:
        record["supersedes"] = claim.supersedes
    if claim.marks:
        record["marks"] = list(claim.marks)
    return record


def plain_value(value: Value) -> float | int | list[float | int] | None:
    """The figure as JSON writes it: whole numbers without a fraction, a range as a pair."""
    if isinstance(value, tuple):
        return [_whole(v) for v in value]
    return None if value is None else _whole(value)


def _whole(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def claim_to_json(claim: Claim) -> dict[str, Any]:
    """All of the claim, for the store; `claim_from_json` takes it back. A slot younger than the store stands only where
    it is filled, so that rows of before keep their digests."""
    data: dict[str, Any] = to_json(claim)
    if claim.at is None:
        del data["at"]
    return data


def claim_from_json(data: Mapping[str, Any]) -> Claim:
    """The claim that `claim_to_json` gave. Raises `InvalidValue` if it breaks an invariant."""
    return from_json(Claim, data)
