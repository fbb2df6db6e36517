"""The rooms a dossier walks through, as functions, so that the flow can be read and tried without them.

Each room is imported when it is first entered: listing what is stored needs none of the readers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from amparo.model import Brief, Capture, Claim, Decision, Passage, Problem, Source, Text

if TYPE_CHECKING:
    from amparo.acquire import Acquired
    from amparo.brief import Former
    from amparo.packs import Pack
    from amparo.reconcile import Account


@dataclass(frozen=True)
class Steps:
    """One function for each room.

    Attributes:
        acquire: a source and the time to what stands in it.
        read: a capture and its bytes to its text; raises `SkipItem`.
        extract: a text to its claims.
        cascade: name and version of what `read` and `extract` are, their data and libraries included: claims of the
            same cascade are made the same.
        reconcile: claims, documents, decisions and the running text of the documents to the account.
        write: the account, a language, the names of private people that a person released, and, for what is new alone,
            how things stood before, to the brief.
    """

    acquire: Callable[[str | Path, str], Iterator[Acquired | Problem]]
    read: Callable[[Capture, bytes], Text]
    extract: Callable[[Text], list[Claim]]
    cascade: Callable[[], str]
    reconcile: Callable[[Sequence[Claim], Sequence[Source], Sequence[Decision], Iterable[Passage]], Account]
    write: Callable[[Account, str, frozenset[str], Former | None], Brief]


@cache
def data_version(pack: Pack) -> str:
    """A digest of the pack's word lists and rules, and of those common to all packs: who edits one reads anew."""
    digest = hashlib.sha256()
    for folder in (pack.root, files("amparo.packs").joinpath("common")):
        for name, file in sorted(_yaml_files(folder), key=lambda found: found[0]):
            digest.update(f"{name}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _yaml_files(folder: Traversable, within: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _yaml_files(entry, f"{within}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield within + entry.name, entry


def standard_steps(pack: Pack, languages: tuple[str, ...]) -> Steps:
    """The rooms of this package, for a pack and the languages of a dossier."""

    def acquire(source: str | Path, now: str) -> Iterator[Acquired | Problem]:
        from amparo.acquire import acquire_source

        return acquire_source(source, now)

    def read(capture: Capture, data: bytes) -> Text:
        from amparo.read import read_capture

        return read_capture(capture, data, languages)

    def extract(text: Text) -> list[Claim]:
        from amparo.extract import extract_claims

        return extract_claims(text, pack)

    def cascade() -> str:
        from amparo.extract import READER
        from amparo.read import readers_version

        return f"{READER} readers/{readers_version()} {pack.name}/{pack.version} {data_version(pack)}"

    def reconcile(
        claims: Sequence[Claim],
        sources: Sequence[Source],
        decisions: Sequence[Decision],
        passages: Iterable[Passage],
    ) -> Account:
        from amparo.reconcile import reconcile_claims

        return reconcile_claims(claims, sources, pack, decisions, passages)

    def write(account: Account, lang: str, released: frozenset[str], former: Former | None) -> Brief:
        from amparo.brief import write_brief

        return write_brief(account, pack, lang, released, former)

    return Steps(acquire, read, extract, cascade, reconcile, write)
