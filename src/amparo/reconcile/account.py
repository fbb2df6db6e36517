"""The account: what setting all claims of a dossier side by side gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amparo.model import Claim, Finding, Line, Origin, Relation, Source
from amparo.reconcile.grounds import Ground
from amparo.reconcile.origins import count_origins


@dataclass(frozen=True)
class Account:
    """The claims that count (by id), the documents (by `doc_id`), what comparing them shows, what each claim rests on.

    Claims that were rejected, or that a correction replaced, are not in it. Everything is in a fixed order, in whatever
    order documents were added.
    """

    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    lines: tuple[Line, ...]
    relations: tuple[Relation, ...]
    origins: tuple[Origin, ...]
    findings: tuple[Finding, ...]
    grounds: Mapping[str, Ground]

    def origins_behind(self, claims: Iterable[str]) -> int:
        """How many independent origins the claims of these ids have."""
        return count_origins(self.grounds[claim] for claim in claims)
