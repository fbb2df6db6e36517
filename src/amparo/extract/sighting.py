"""What the cascade saw in one sentence on its way to claims, for those who ask why."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from amparo.extract.analysis import Analysis
from amparo.extract.frames import Instance
from amparo.extract.framespec import Frames
from amparo.extract.linking import Link
from amparo.extract.plain import Resolve
from amparo.model import Claim


@dataclass(frozen=True, slots=True)
class Sighting:
    """One sentence.

    Attributes:
        analysis, frames: the sentence and the frames it was read with.
        instances, concerns: its acts, and the rights at stake in it.
        links: its figures, each with its act.
        used: (verb group, ledger) of the acts that carry a figure or govern one that does.
        claims: what was made of it, before doubles are taken out and sources are named in full.
        resolve: the words that a phrase stands for.
    """

    analysis: Analysis
    frames: Frames
    instances: Sequence[Instance]
    concerns: Sequence[Instance]
    links: Sequence[Link]
    used: Set[tuple[int, str]]
    claims: Sequence[Claim]
    resolve: Resolve


Watch = Callable[[Sighting], None]
