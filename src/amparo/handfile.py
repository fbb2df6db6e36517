"""Decisions as YAML in `hand/`, which a person can read, edit and hand on: read and written again it is the same.

Only what is added is ever written: hand-made comments, order and spacing stay as they are.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml

from amparo.custody import Fault
from amparo.model import AmparoError, Decision, InvalidValue, canonical
from amparo.model.decision import Act

FILE = "decisions.yaml"
VERSION = 1
_EMPTY_LIST = re.compile(r"^decisions: *(?:\[ *\]|~|null) *$", re.MULTILINE)
_HEADER = """\
# Decisions of people about claims and findings, oldest first. You may add or change entries by hand;
# `amparo add` and `amparo review --apply` take them in. To undo a decision, add a newer one: `act: undo` with its id.
# Decisiones de personas sobre afirmaciones y hallazgos, de la más antigua a la más nueva. Puede añadir o cambiar
# entradas a mano; `amparo add` y `amparo review --apply` las incorporan. Para deshacer una decisión, añada otra:
# `act: undo` con su id.
version: 1
decisions:
"""
_KEYS = ("id", "act", "target", "with", "actor", "at", "reason", "changes", "supersedes", "quote")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file in `hand/`, as written. `place` names file and entry for an error."""

    place: str
    act: Act
    target: str
    id: str | None
    actor: str | None
    at: str | None
    reason: str
    changes: Mapping[str, Any]
    supersedes: str | None
    other: str | None
    quote: str | None = None

    def says(self, decision: Decision) -> bool:
        """Whether the decision is what the entry says."""
        return (self.act, self.target, self.other, self.reason, canonical(self.changes)) == (
            decision.act,
            decision.target,
            decision.other,
            decision.reason,
            canonical(decision.changes),
        )

    def became(self, decision: Decision, old: Decision | None) -> bool:
        """Whether a decision was taken in from the entry, whose id is that of `old` if it was edited since."""
        if old is not None or self.id is not None:
            return old is not None and self.says(decision) and decision.supersedes == old.id
        return self.says(decision) and self.actor in (None, decision.actor) and self.at in (None, decision.at)

    def repeats(self, decision: Decision, quote: Callable[[str], str | None]) -> bool:
        """Whether the entry is the decision's own, word for word; `quote` gives the words of a claim."""
        return (
            self.says(decision)
            and (self.actor, self.at, self.supersedes) == (decision.actor, decision.at, decision.supersedes)
            and (self.quote is None or quote(decision.target) in (None, self.quote))
        )

    def decision(self, actor: str, at: str, supersedes: str | None) -> Decision:
        """The decision the entry asks for. Raises `AmparoError` naming the entry where it is none."""
        try:
            return Decision(self.act, self.target, actor, at, self.reason, self.changes, supersedes, self.other)
        except InvalidValue as error:
            raise AmparoError(f"{self.place}: {error}") from error


def read_hand(folder: Path) -> list[Entry]:
    """The entries of all YAML files in `hand/`, files by name.

    Raises `AmparoError` naming file, line and remedy.
    """
    entries: list[Entry] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise AmparoError(f"hand/{path.name} cannot be read as YAML: {error}. Mend the place it names.") from error
        entries.extend(read_entries(text, f"hand/{path.name}"))
    return entries


def read_entries(text: str, name: str) -> list[Entry]:
    """The entries of a file of that name. Raises `AmparoError` naming file, line and remedy."""
    try:
        loader = _PlainLoader(text)
        root = loader.get_single_node()
        data = loader.construct_document(root) if root else None
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark or error.context_mark or yaml.Mark("", 0, 0, 0, None, 0)).line + 1
        raise AmparoError(
            f"{name}, line {line} cannot be read as YAML: {error.problem}. Mend the place it names."
        ) from error
    except yaml.YAMLError as error:
        raise AmparoError(f"{name} cannot be read as YAML: {error}. Mend the place it names.") from error
    if data is None:
        return []
    listed = data.get("decisions") or [] if isinstance(data, dict) else None
    if not isinstance(listed, list):
        raise AmparoError(f"{name} must hold `decisions:` with a list below it.")
    if data.get("version", VERSION) != VERSION:
        raise AmparoError(
            f"{name} is of version {data['version']!r}, and this Amparo reads version {VERSION}. Update it."
        )
    nodes = _items_of(root)
    _check_keys(nodes, name)
    lines = [node.start_mark.line + 1 for node in nodes]
    return [
        _entry(f"{name}, line {line}, entry {number}", item)
        for number, (item, line) in enumerate(zip(listed, lines, strict=True), 1)
    ]


def _items_of(root: Any) -> list[Any]:
    """The nodes of the entries, where there are any."""
    lists = [value for key, value in root.value if key.value == "decisions"]
    return lists[-1].value if lists and isinstance(lists[-1], yaml.SequenceNode) else []


def _check_keys(nodes: Iterable[Any], name: str) -> None:
    """Raise where an entry has one key twice: YAML would keep one of the two and say nothing."""
    for node in nodes:
        keys = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice:
            raise AmparoError(f"{name}, line {node.start_mark.line + 1}: the key {twice} stands twice. Delete one.")


def new_decisions(entries: Iterable[Entry], known: Sequence[Decision], actor: str, now: str) -> list[Decision]:
    """The decisions that the entries ask for and that are not known yet.

    An entry whose decision is known under its id, but which now says something else, was edited: it becomes a new
    decision that supersedes the old one.
    """
    every = list(known)
    made: list[Decision] = []
    for entry in entries:
        old = next((d for d in every if entry.id and d.id == entry.id), None)
        if old is None and any(entry.says(d) and entry.at in (None, d.at) for d in every):
            continue
        if old is not None and (entry.says(old) or any(entry.says(d) and d.supersedes == old.id for d in every)):
            continue
        at = now if old else entry.at or now
        decision = entry.decision(entry.actor or actor, at, old.id if old else entry.supersedes)
        every.append(decision)
        made.append(decision)
    return made


def hand_faults(folder: Path, decisions: Sequence[Decision], quote: Callable[[str], str | None]) -> list[Fault]:
    """Where `hand/` and the decisions that were taken do not say the same; comments and spacing say nothing.

    Args:
        folder: `hand/`.
        decisions: all that were taken.
        quote: the id of a claim to its words, if it is known.
    """
    try:
        entries = read_hand(folder)
    except AmparoError as error:
        return [Fault("hand_unreadable", "hand/", {"reason": str(error)})]
    by_id = {decision.id: decision for decision in decisions}
    faults, told = [], set()
    for entry in entries:
        old = by_id.get(entry.id or "")
        later = [d for d in decisions if entry.became(d, old)]
        if old and entry.repeats(old, quote):
            told.add(old.id)
        elif later:
            told |= {d.id for d in later} | ({old.id} if old else set())
        elif old:
            told.add(old.id)
            faults.append(Fault("hand_differs", entry.place, {"decision": old.id}))
        else:
            faults.append(Fault("hand_pending", entry.place))
    missing = (decision for decision in decisions if decision.id not in told)
    return [*faults, *(Fault("hand_missing", decision.id, {"actor": decision.actor}) for decision in missing)]


def write_hand(folder: Path, decision: Decision, quote: str) -> None:
    """Add a decision to the end of `hand/decisions.yaml`; `quote` is for the person who reads it.

    What stands in the file, comments too, stays as it is, sign for sign.

    Raises `AmparoError` where the file is damaged, so that nothing can be added, or cannot be written.
    """
    path = folder / FILE
    try:
        folder.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = with_entry(before, entry_text(decision, quote), f"hand/{FILE}")
        part = folder / f".{FILE}.{os.getpid()}"
        part.write_text(after, encoding="utf-8")
        part.replace(path)
    except UnicodeDecodeError as error:
        raise AmparoError(f"hand/{FILE} cannot be read as YAML: {error}. Mend the place it names.") from error
    except OSError as error:
        raise AmparoError(f"{path} cannot be written: {error.strerror or error}. Check its permissions.") from error


def entry_text(decision: Decision, quote: str) -> str:
    """A decision as an entry of the file; an entry that is read and written again comes out the same."""
    item: dict[str, Any] = {"id": decision.id, "act": decision.act, "target": decision.target}
    item.update({"with": decision.other} if decision.other else {})
    item.update({"actor": decision.actor, "at": decision.at})
    optional = {
        "reason": decision.reason,
        "changes": dict(decision.changes),
        "supersedes": decision.supersedes,
        "quote": quote,
    }
    item.update({key: value for key, value in optional.items() if value})
    text: str = yaml.safe_dump([item], allow_unicode=True, sort_keys=False, width=120)
    return text


def with_entry(text: str, entry: str, name: str) -> str:
    """The file's text with an entry more, set in as far as the last one is. Raises `AmparoError` for a damaged file."""
    known = read_entries(text, name)
    text = text.rstrip("\n") if text.strip() else _HEADER.rstrip("\n")
    if not known and _EMPTY_LIST.search(text):
        text = _EMPTY_LIST.sub("decisions:", text)
    indent = _indent(text) if known else ""
    made = text + "\n" + "".join(f"{indent}{line}" for line in entry.splitlines(keepends=True))
    with contextlib.suppress(AmparoError):
        if len(read_entries(made, name)) == len(known) + 1:
            return made
    raise AmparoError(f"{name} is written so that no entry can be added. Write its decisions as a list, one `- ` each.")


class _PlainLoader(yaml.SafeLoader):
    """YAML without dates: `2025-03-15` stays the text that a claim's `when` and a decision's `at` are."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _indent(text: str) -> str:
    """The spaces before the dash of the last entry."""
    last = _items_of(_PlainLoader(text).get_single_node())[-1]
    column: int = last.start_mark.column
    return " " * max(0, column - len("- "))


def _entry(place: str, item: Any) -> Entry:
    if not isinstance(item, dict):
        raise AmparoError(f"{place} must be a mapping with at least `act` and `target`.")
    unknown = [str(key) for key in item if key not in _KEYS]
    if unknown:
        raise AmparoError(f"{place}: {', '.join(unknown)} is not a key known here. Use: {', '.join(_KEYS)}.")
    if item.get("act") not in get_args(Act):
        raise AmparoError(f"{place}: `act` is {item.get('act')!r}. Use one of: {', '.join(get_args(Act))}.")
    if not item.get("target"):
        raise AmparoError(f"{place}: `target` is missing. Write the id of the claim or finding.")
    changes = item.get("changes") or {}
    if not isinstance(changes, dict):
        raise AmparoError(f"{place}: `changes` must be a mapping of slots to values.")
    return Entry(
        place=place,
        act=item["act"],
        target=str(item["target"]),
        id=_text(item.get("id")),
        actor=_text(item.get("actor")),
        at=_text(item.get("at")),
        reason=str(item.get("reason") or ""),
        changes=changes,
        supersedes=_text(item.get("supersedes")),
        other=_text(item.get("with")),
        quote=_text(item.get("quote")),
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
