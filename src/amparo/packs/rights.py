"""The rights a pack follows and the instruments that protect them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from amparo.packs.yamlfile import Node


@dataclass(frozen=True, slots=True)
class Provision:
    """A place in an instrument: its short name and the articles, such as `ICCPR`, `9, 14`."""

    instrument: str
    articles: str


@dataclass(frozen=True, slots=True)
class Right:
    """A right: its name, its label by language, and where it is protected.

    `harm` tells that the words which name it are those of its breach (torture), so that to negate them is to deny it;
    "no access to a lawyer" denies nothing.
    """

    name: str
    label: Mapping[str, str]
    provisions: tuple[Provision, ...]
    harm: bool = False


@dataclass(frozen=True, slots=True)
class Rights:
    """The rights of a pack by name, and the full name of each instrument by short name and language."""

    rights: Mapping[str, Right]
    instruments: Mapping[str, Mapping[str, str]]


def load_rights(node: Node, languages: tuple[str, ...]) -> Rights:
    """The rights under `node`; the phrases that name them go into the gazetteer, not here.

    Raises:
        PackError: a key is unknown, a language is missing, or a right names an instrument the file does not list.
    """
    node.only("instruments", "rights")
    instruments = {
        name: {lang: child.need(lang).text() for lang in languages} for name, child in _pairs(node, "instruments")
    }
    rights: dict[str, Right] = {}
    for name, child in _pairs(node, "rights"):
        child.only("label", "provisions", "harm", *languages)
        label = child.need("label")
        provisions = []
        for short, articles in _pairs(child, "provisions"):
            if short not in instruments:
                raise articles.fail(
                    f"names an instrument {short!r} that the file does not list", "Add it under `instruments:`"
                )
            provisions.append(Provision(short, articles.text()))
        labels = {lang: label.need(lang).text() for lang in languages}
        rights[name] = Right(name, labels, tuple(provisions), bool(child.get("harm", False).value))
    return Rights(rights, instruments)


def _pairs(node: Node, key: str) -> list[tuple[str, Node]]:
    return list(node.get(key, {}).items())
