"""The phrases of a brief as data.

`packs/common/<lang>/brief.yaml` holds those of the language, the pack's `brief.yaml` those of the domain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, cast

from amparo.model import Claim
from amparo.packs import Node, Pack, load_yaml

_KEYS = (
    "unit_classes",
    "shares",
    "acts_first",
    "courts",
    "units_last",
    "of_people",
    "nothing",
    "vague",
    "fallback",
    "gang",
    "names",
    "ledgers",
)


@dataclass(frozen=True)
class StagePhrases:
    """How one stage is told in one language.

    Attributes:
        variants: templates by unit, unit class, `any`, `none`, `denies`, each also with `_` and a hedge for what is
            held back so; the first whose slots are all known is taken.
        short: the stage in a headline.
        words: what says this stage to a reader; `*` ends a stem.
        read_as: by unit, unit class or `any`, the stages (`ledger.stage`) that the cascade takes these phrases for.
        as_of: whether its date tells when a state held, not when an act was done.
    """

    variants: Mapping[str, tuple[str, ...]]
    short: str
    words: tuple[str, ...]
    read_as: Mapping[str, tuple[str, ...]]
    as_of: bool


@dataclass(frozen=True, eq=False)
class Phrases:
    """All phrases of one language for one pack.

    `common` is the language's own file; the other attributes come from the pack's `brief.yaml`.
    """

    lang: str
    common: Mapping[str, Any]
    stages: Mapping[tuple[str, str], StagePhrases]
    unit_classes: Mapping[str, str]
    shares: tuple[str, ...]
    acts_first: tuple[str, ...]
    courts: tuple[str, ...]
    units_last: tuple[str, ...]
    of_people: tuple[str, ...]
    names: Mapping[str, str]
    nothing: Mapping[str, str]
    vague: Mapping[str, str]
    fallback: str
    fallback_none: str
    gang: str

    def stage(self, ledger: str, stage: str) -> StagePhrases | None:
        """How a stage is told; None where the pack does not say."""
        return self.stages.get((ledger, stage))

    def templates(self, claim: Claim) -> tuple[str, ...]:
        """The templates that can tell a claim, most fitting first; the pack's fallback, without a stage, is last.

        What somebody denies is told without its doer, who is the one that denies.
        """
        phrases = self.stage(claim.ledger, claim.stage)
        last = self.fallback_none if claim.value is None else self.fallback
        if phrases is None:
            return (last,)
        base = (claim.unit or "").split("/")[0]
        if claim.value is None:
            keys = ["none", "any"]
        elif base in self.shares:
            keys = [base]
        elif base in self.unit_classes:
            keys = [base, self.unit_classes[base]]
        else:
            keys = [base, "any"]
        if claim.hedge != "none":
            keys = [f"{key}_{claim.hedge}" for key in keys] + keys
        if claim.stance == "affirms":
            return (*(template for key in keys for template in phrases.variants.get(key, ())), last)
        own = phrases.variants.get("denies", ()) if claim.value is None else ()
        others = (template for key in keys for template in phrases.variants.get(key, ()))
        return (*own, *(template for template in others if "{doer}" not in template), last)

    def kind_of(self, unit: str | None) -> str:
        """Under which key a stage keeps what it says of figures of this unit: its class, or `any`."""
        return self.unit_classes.get((unit or "").split("/")[0], "any")

    def states(self, template: str, claim: Claim, kind: str) -> bool:
        """Whether `template` says the hedge (`_alleged`) or the denial (`denies`) of the claim itself."""
        phrases = self.stage(claim.ledger, claim.stage)
        return phrases is not None and any(
            template in texts for key, texts in phrases.variants.items() if key.endswith(kind)
        )


def load_phrases(pack: Pack, lang: str) -> Phrases:
    """The phrases of `lang`. Raises `PackError` where a file or key is missing."""
    return _read(cast(Any, pack.root), tuple((name, ledger.stages) for name, ledger in pack.ledgers.items()), lang)


@cache
def _read(folder: Traversable, ledgers: tuple[tuple[str, tuple[str, ...]], ...], lang: str) -> Phrases:
    known = dict(ledgers)
    common = load_yaml(files("amparo.packs").joinpath("common", lang, "brief.yaml")).mapping()
    root = load_yaml(folder.joinpath("brief.yaml"))
    root.only(*_KEYS)
    stages: dict[tuple[str, str], StagePhrases] = {}
    for ledger, node in root.need("ledgers").items():
        if ledger not in known:
            raise node.fail("is not a ledger of the pack", f"Use one of: {', '.join(known)}")
        for stage, child in node.items():
            if stage not in known[ledger]:
                raise child.fail("is not a stage of the ledger", f"Use one of: {', '.join(known[ledger])}")
            stages[ledger, stage] = _stage(child, lang)
    return Phrases(
        lang=lang,
        common=common,
        stages=stages,
        unit_classes={unit: child.text() for unit, child in root.need("unit_classes").items()},
        shares=root.need("shares").strings(),
        acts_first=root.need("acts_first").strings(),
        courts=root.get("courts", []).strings(),
        units_last=root.need("units_last").strings(),
        of_people=root.need("of_people").strings(),
        names={key: child.need(lang).text() for key, child in root.need("names").items()},
        nothing={key: child.need(lang).text() for key, child in root.need("nothing").items()},
        vague={key: child.need(lang).text() for key, child in root.need("vague").items()},
        fallback=root.need("fallback").need("figure").need(lang).text(),
        fallback_none=root.need("fallback").need("none").need(lang).text(),
        gang=root.need("gang").need(lang).text(),
    )


def _stage(node: Node, lang: str) -> StagePhrases:
    return StagePhrases(
        variants={
            key: child.need(lang).strings()
            for key, child in node.items()
            if key not in ("words", "short", "read_as", "as_of")
        },
        short=node.need("short").need(lang).text(),
        words=node.need("words").need(lang).strings(),
        read_as={key: child.strings() for key, child in node.get("read_as", {}).items()},
        as_of=bool(node.get("as_of", False).value),
    )
