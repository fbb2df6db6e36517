"""YAML in, with errors that name the file, the key and the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml

from amparo.model import AmparoError

T = TypeVar("T")


class PackError(AmparoError):
    """A pack or lexicon file is unusable: which file, which key, what to write instead."""

    def __init__(self, file: str, key: str, problem: str, remedy: str) -> None:
        place = f"{file}: {key}" if key else file
        super().__init__(f"{place}: {problem}. {remedy}")
        self.file, self.key, self.problem, self.remedy = file, key, problem, remedy


@dataclass(frozen=True)
class Node:
    """A value inside a YAML file that knows where it stands."""

    file: str
    key: str
    value: Any

    def fail(self, problem: str, remedy: str) -> PackError:
        """The error for this place, to be raised."""
        return PackError(self.file, self.key, problem, remedy)

    def get(self, name: str, default: Any = None) -> Node:
        """The child under `name`; `default` where it is absent."""
        return Node(self.file, f"{self.key}.{name}" if self.key else name, self.mapping().get(name, default))

    def need(self, name: str) -> Node:
        """The child under `name`. Raises `PackError` where it is absent."""
        if name not in self.mapping():
            raise self.get(name).fail("is missing", f"Add `{name}:` here")
        return self.get(name)

    def only(self, *names: str) -> Node:
        """This node, after checking that it has no other keys than `names`."""
        for name in self.mapping():
            if name not in names:
                raise self.get(str(name)).fail("is not a key known here", f"Use one of: {', '.join(names)}")
        return self

    def mapping(self) -> Mapping[str, Any]:
        """The value as a mapping."""
        return self._as(dict, "a mapping (key: value)")

    def items(self) -> Iterator[tuple[str, Node]]:
        """The children of a mapping, in file order."""
        for name in self.mapping():
            yield str(name), self.get(name)

    def children(self) -> list[Node]:
        """The children of a list; an absent (null) list is empty."""
        values = [] if self.value is None else self._as(list, "a list")
        return [Node(self.file, f"{self.key}[{i}]", v) for i, v in enumerate(values)]

    def text(self) -> str:
        """The value as text."""
        return self._as(str, "text (put it in quotes if it looks like a number, a date, yes or no)")

    def number(self) -> float:
        """The value as a number."""
        if isinstance(self.value, bool) or not isinstance(self.value, (int, float)):
            raise self.fail(f"is {self.value!r}, not a number", "Write a number")
        return float(self.value)

    def flag(self) -> bool:
        """The value as true or false."""
        return self._as(bool, "true or false")

    def strings(self) -> tuple[str, ...]:
        """The value as a tuple of texts; one text counts as a list of one, null as none."""
        if isinstance(self.value, str):
            return (self.value,)
        return tuple(node.text() for node in self.children())

    def one_of(self, *choices: str) -> str:
        """The value as one of `choices`."""
        if self.value not in choices:
            raise self.fail(f"is {self.value!r}", f"Use one of: {', '.join(choices)}")
        return str(self.value)

    def _as(self, kind: type[T], name: str) -> T:
        if not isinstance(self.value, kind):
            raise self.fail(f"is {type(self.value).__name__}, not {name}", f"Write {name}")
        return self.value


def load_yaml(file: Traversable) -> Node:
    """The root node of a YAML file. Raises `PackError` where it is absent or not YAML."""
    name = "/".join(str(file).replace("\\", "/").split("/")[-3:])
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError as error:
        raise PackError(name, "", "there is no such file", "Create it, or correct the name") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PackError(name, "", f"is not readable YAML: {error}", "Mend the line it names") from error
    return Node(name, "", data if data is not None else {})
