"""The account: what setting all claims of a dossier side by side gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from amparo.model import Claim, Finding, Idle, Line, Origin, Relation, Source
from amparo.reconcile.grounds import Ground
from amparo.reconcile.origins import count_origins


@dataclass(frozen=True)
class Account:
    """The claims that count (by id), the documents (by `doc_id`), what comparing them shows, what each claim rests on.

    Claims that were rejected, or that a correction replaced, are not in it. Everything is in a fixed order, in whatever
    order documents were added. Nor are those in `unconfirmed`, by id: read by OCR, they count once a person confirms
    them. `idle` are the decisions about lines, origins and findings that have no effect now.
    """

    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    lines: tuple[Line, ...]
    relations: tuple[Relation, ...]
    origins: tuple[Origin, ...]
    findings: tuple[Finding, ...]
    grounds: Mapping[str, Ground]
    idle: tuple[Idle, ...] = ()
    unconfirmed: Mapping[str, Claim] = field(default_factory=dict)

    def origins_behind(self, claims: Iterable[str], among: Iterable[str] = ()) -> int:
        """How many independent origins the claims of these ids have; `among` are those that tell the same figure."""
        return count_origins((self.grounds[c] for c in claims), (self.grounds[c] for c in among))
