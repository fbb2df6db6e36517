"""Quality and speed of the systems on the same sentences, and of Amparo alone on whole texts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from amparo.extract import extract_claims
from amparo.extract.framespec import load_frames
from amparo.extract.tokens import split_sentences
from amparo.model import Text
from amparo.packs import load_pack
from amparo.read import read_plain_text
from bench.reader.client import Client
from extract.measuring import CHANGES, stated
from extract.scoring import Score, score_quantities

_LEAST_SECONDS = 1.0
"""What one timing lasts at least, so that the clock does not count."""


@dataclass(frozen=True, slots=True)
class Speed:
    """So many of something a second, timed several times in turn with others."""

    runs: tuple[float, ...]

    @property
    def middle(self) -> float:
        return median(self.runs)

    def __str__(self) -> str:
        return f"{self.middle:,.0f} ({min(self.runs):,.0f}–{max(self.runs):,.0f})"

    def over(self, other: Speed) -> Speed:
        """How many times as fast, round by round."""
        return Speed(tuple(a / b for a, b in zip(self.runs, other.runs, strict=True)))


Sentences = list[dict[str, Any]]


def sentences_of(path: Path) -> Sentences:
    """The gold sentences of a file, each with `text` and `quantities`."""
    rows: Sentences = json.loads(path.read_text("utf-8"))
    return rows


def quality(client: Client, gold: Sentences, lang: str) -> dict[str, Score]:
    """How well a system reads the sentences. Raises `NotRun`."""
    found = client.read([s["text"] for s in gold], lang)
    return score_quantities(
        (
            [(stated(str(q["value"])), CHANGES[q.get("change", "=")]) for q in sentence["quantities"]],
            [(tuple(values), bound) for values, bound in one],
        )
        for sentence, one in zip(gold, found, strict=True)
    )


def speeds(clients: Sequence[Client], gold: Sentences, lang: str, rounds: int) -> dict[str, Speed]:
    """Sentences a second of each system by its name: every round times each once, the first of them in turn.

    Raises `NotRun`.
    """
    texts = [s["text"] for s in gold]
    passes = {c: max(1, ceil(_LEAST_SECONDS / max(1e-6, c.time(texts, lang, 1)))) for c in clients}
    runs: dict[Client, list[float]] = {client: [] for client in clients}
    for number in range(rounds):
        for client in (*clients[number % len(clients) :], *clients[: number % len(clients)]):
            runs[client].append(len(texts) * passes[client] / client.time(texts, lang, passes[client]))
    return {client.system.name: Speed(tuple(timed)) for client, timed in runs.items()}


@dataclass(frozen=True, slots=True)
class Whole:
    """Whole texts read for claims in one process."""

    texts: int
    sentences: int
    claims: int
    sentences_a_second: Speed
    claims_a_second: Speed


def whole_texts(paths: Iterable[Path], rounds: int) -> Whole:
    """How fast claims are read out of text files that are in memory already."""
    pack = load_pack()
    texts = [read_plain_text(path.name, path.read_bytes().decode("utf-8")) for path in sorted(paths)]
    sentences = sum(_sentences(text) for text in texts)
    claims, seconds = 0, []
    for _ in range(rounds + 1):
        began = perf_counter()
        claims = sum(len(extract_claims(text, pack)) for text in texts)
        seconds.append(perf_counter() - began)
    timed = seconds[1:]
    return Whole(
        len(texts),
        sentences,
        claims,
        Speed(tuple(sentences / s for s in timed)),
        Speed(tuple(claims / s for s in timed)),
    )


def _sentences(text: Text) -> int:
    pack = load_pack()
    lang = text.lang if text.lang in pack.languages else pack.languages[0]
    return sum(1 for _ in split_sentences(text, load_frames(pack, lang).language.grammar.abbreviations))
