"""A pack: one domain as data, loaded once and validated whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from amparo.model import AmparoError
from amparo.packs.gazetteer import Gazetteer, load_gazetteer
from amparo.packs.persons import PersonRules, load_persons
from amparo.packs.rights import Rights, load_rights
from amparo.packs.units import Units, load_units
from amparo.packs.yamlfile import Node, load_yaml


@dataclass(frozen=True)
class LedgerSpec:
    """One account of the pack: its stages in order, and the labels a reader sees, by language."""

    name: str
    label: Mapping[str, str]
    stages: tuple[str, ...]
    stage_labels: Mapping[str, Mapping[str, str]]

    def rank(self, stage: str) -> int:
        """How far along `stage` is, from 0. Raises `ValueError` for a stage the ledger has not."""
        return self.stages.index(stage)


@dataclass(frozen=True, eq=False)
class Pack:
    """A domain.

    Attributes:
        ledgers: the accounts by name.
        gazetteer: the names it knows, by language.
        persons: what marks a person's name, by language.
        rights: the rights it follows and their instruments.
        units: what its figures count.
        root: its folder, for the rooms that keep their own data file in it.
    """

    name: str
    version: int
    title: Mapping[str, str]
    languages: tuple[str, ...]
    ledgers: Mapping[str, LedgerSpec]
    gazetteer: Gazetteer
    persons: Mapping[str, PersonRules]
    rights: Rights
    units: Units
    root: Traversable

    def has(self, name: str) -> bool:
        """Whether the pack brings that YAML file."""
        return self.root.joinpath(name).is_file()

    def file(self, name: str) -> Node:
        """The root node of one of the pack's YAML files. Raises `PackError`."""
        return load_yaml(self.root.joinpath(name))


@cache
def load_pack(name_or_path: str | Path = "detention_transfer") -> Pack:
    """Load a packaged pack by name, or any pack by the path of its folder.

    Raises:
        AmparoError: there is no such pack.
        PackError: a file is missing or a key is wrong; the message says which, and what to write.
    """
    path, packaged = Path(name_or_path), files("amparo.packs")
    root: Traversable = path if path.is_dir() else packaged.joinpath(str(name_or_path))
    if not path.is_dir() and not root.joinpath("pack.yaml").is_file():
        known = ", ".join(
            sorted(folder.name for folder in packaged.iterdir() if folder.joinpath("pack.yaml").is_file())
        )
        raise AmparoError(f"There is no pack {str(name_or_path)!r}. Use one of: {known}; or name the folder of one.")
    pack = load_yaml(root.joinpath("pack.yaml")).only(
        "name", "version", "title", "languages", "gazetteers", "officials"
    )
    languages = pack.need("languages").strings()
    gazetteer = load_gazetteer(root, pack, languages)
    return Pack(
        name=pack.need("name").text(),
        version=int(pack.need("version").number()),
        title=_labels(pack.need("title"), languages),
        languages=languages,
        ledgers={n: _ledger(n, node, languages) for n, node in load_yaml(root.joinpath("ledgers.yaml")).items()},
        gazetteer=gazetteer,
        persons={lang: load_persons(lang, languages) for lang in languages},
        rights=load_rights(load_yaml(root.joinpath("rights.yaml")), languages),
        units=load_units(load_yaml(root.joinpath("units.yaml")), languages, gazetteer),
        root=root,
    )


def _ledger(name: str, node: Node, languages: tuple[str, ...]) -> LedgerSpec:
    node.only("label", "stages")
    labels = {stage: _labels(child, languages) for stage, child in node.need("stages").items()}
    return LedgerSpec(name, _labels(node.need("label"), languages), tuple(labels), labels)


def _labels(node: Node, languages: tuple[str, ...]) -> Mapping[str, str]:
    return {lang: node.need(lang).text() for lang in languages}
