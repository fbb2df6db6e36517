"""The words of Amparo as frozen values: no I/O, no clock, no database."""

from amparo.model.anchor import Anchor, anchor_at
from amparo.model.brief import Brief, Changes, Sentence
from amparo.model.capture import Capture, Problem
from amparo.model.claim import Claim, claim_from_json, claim_record, claim_to_json
from amparo.model.codec import canonical, digest, from_json, to_json
from amparo.model.decision import Decision, Idle, in_force
from amparo.model.errors import AmparoError, InvalidValue, MissingTool, SkipItem
from amparo.model.ledger import Figure, Finding, Line, Origin, Relation, Step
from amparo.model.place import BlockSpot, CellSpot, ElementSpot, LineSpot, PageSpot, Place, Rect, Spot
from amparo.model.text import Block, Cell, Passage, Source, Text, passages_of, source_of

__all__ = [
    "AmparoError",
    "Anchor",
    "Block",
    "BlockSpot",
    "Brief",
    "Capture",
    "Cell",
    "CellSpot",
    "Changes",
    "Claim",
    "Decision",
    "ElementSpot",
    "Figure",
    "Finding",
    "Idle",
    "InvalidValue",
    "Line",
    "LineSpot",
    "MissingTool",
    "Origin",
    "PageSpot",
    "Passage",
    "Place",
    "Problem",
    "Rect",
    "Relation",
    "Sentence",
    "SkipItem",
    "Source",
    "Spot",
    "Step",
    "Text",
    "anchor_at",
    "canonical",
    "claim_from_json",
    "claim_record",
    "claim_to_json",
    "digest",
    "from_json",
    "in_force",
    "passages_of",
    "source_of",
    "to_json",
]
