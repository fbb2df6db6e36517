"""The account: what setting all claims of a dossier side by side gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amparo.model import Claim, Finding, Line, Origin, Relation, Source


@dataclass(frozen=True)
class Account:
    """The claims that count (by id), the documents (by `doc_id`), and what comparing them shows.

    Claims that were rejected, or that a correction replaced, are not in it. Everything is in a fixed order, in whatever
    order documents were added.
    """

    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    lines: tuple[Line, ...]
    relations: tuple[Relation, ...]
    origins: tuple[Origin, ...]
    findings: tuple[Finding, ...]
