"""Texts that nobody wrote: our own passages cut, stirred and salted; and the laws that reading keeps with any text."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from amparo.extract import read_claims
from amparo.extract.explain import explain_text
from amparo.model import Block, SkipItem, Text
from amparo.model.anchor import CONTEXT
from amparo.packs import Pack
from amparo.read import read_plain_text

PASSAGES = Path(__file__).parent / "passages"
SALT = [
    *("“", "”", "«", "»", '"', "'", "’", "(", ")", "[", "]", ",", ";", ":", ".", "…", "—", "–", "-", "/", "%", "$"),
    *("€", "§", "\u202e", "ſ", "İ", "½", "²", "١٢"),
    *("\n", "\n\n", "\t", "\r\n", "\xa0", "\u200b", "\u2028", "\ufeff", "\x00", "\u0301"),
    *("0", "00", "1.", "1,", "1,000,000", "1.5 million", "-5", "1e9", "9" * 40, "US$", "300"),
    *("up to", "hasta", "no", "not", "y", "2025"),
    *("who", "que", "said", "dijo", "according to", "según", "denied", "negó", "to", "a", "of the", "de los", "and"),
    *("agreed to", "acordó", "would have", "habría", "U.S.", "EE. UU.", "Mr.", "Sr.", "March 15", "15 de marzo"),
]  # fmt: skip
"""Marks, digits and words that readers trip over."""


def seeds() -> dict[str, list[str]]:
    """The passages of each language."""
    return {lang: [path.read_text("utf-8") for path in sorted(PASSAGES.glob(f"{lang}_*.txt"))] for lang in ("en", "es")}


def mutated(rng: Random, texts: Sequence[str]) -> str:
    """One of the texts, or a part of it, changed in one to twelve places."""
    pieces = re.findall(r"\w+|\s+|[^\w\s]", rng.choice(texts))
    if rng.random() < 0.7:
        start = rng.randrange(len(pieces))
        pieces = pieces[start : start + rng.randrange(10, 200)]
    for _ in range(rng.randint(1, 12)):
        pieces = rng.choice(_CHANGES)(rng, pieces, texts) or ["."]
    return "".join(pieces)


def broken_laws(content: str, lang: str, pack: Pack) -> list[str]:
    """The laws that reading a text breaks, each as a sentence; none where all hold. Lets no exception through.

    The text is read as a plain file, and as one paragraph in the language given.
    """
    faults = []
    whole = Text("a.txt", "0" * 64, content, lang, "test/1", (Block(0, len(content)),), published="2025-04-01")
    for plain in (True, False):
        try:
            faults += _faults(read_plain_text("a.txt", content, pack.languages) if plain else whole, pack)
        except SkipItem:
            continue
        except Exception as error:  # noqa: BLE001 (whatever it is, it is what is looked for)
            where = traceback.extract_tb(error.__traceback__)[-1]
            faults.append(f"{type(error).__name__} in {where.name} of {Path(where.filename).name}: {error}")
    return faults


def _faults(text: Text, pack: Pack) -> list[str]:
    read = read_claims(text, pack)
    faults = []
    for claim in read.claims:
        anchor = claim.anchor
        if text.content[anchor.start : anchor.end] != anchor.quote:
            faults.append(f"the quote {anchor.quote!r} does not stand at {anchor.start}–{anchor.end}")
        if text.content[max(0, anchor.start - CONTEXT) : anchor.start] != anchor.prefix:
            faults.append(f"the prefix of {anchor.quote!r} is not what stands before it")
        if text.content[anchor.end : anchor.end + CONTEXT] != anchor.suffix:
            faults.append(f"the suffix of {anchor.quote!r} is not what stands behind it")
    if read_claims(text, pack) != read:
        faults.append("the same text is read otherwise the second time")
    made = [made.claim for sentence in explain_text(text, pack) for made in sentence.made]
    if sorted(claim.id for claim in made) != sorted(claim.id for claim in read.claims):
        faults.append("what is explained is not what is read")
    return faults


def _drop(rng: Random, pieces: list[str], texts: Sequence[str]) -> list[str]:
    at = rng.randrange(len(pieces))
    return pieces[:at] + pieces[at + rng.randint(1, 8) :]


def _repeat(rng: Random, pieces: list[str], texts: Sequence[str]) -> list[str]:
    at = rng.randrange(len(pieces))
    return pieces[:at] + pieces[at : at + rng.randint(1, 6)] * rng.choice((2, 3, 20)) + pieces[at:]


def _swap(rng: Random, pieces: list[str], texts: Sequence[str]) -> list[str]:
    one, other = sorted((rng.randrange(len(pieces)), rng.randrange(len(pieces))))
    return pieces[:one] + pieces[other:] + pieces[one:other]


def _salt(rng: Random, pieces: list[str], texts: Sequence[str]) -> list[str]:
    at = rng.randrange(len(pieces) + 1)
    glue = rng.choice(("", " "))
    return [*pieces[:at], glue, rng.choice(SALT), glue, *pieces[at:]]


def _case(rng: Random, pieces: list[str], texts: Sequence[str]) -> list[str]:
    at = rng.randrange(len(pieces))
    turn = rng.choice((str.upper, str.lower, str.title))
    return pieces[:at] + [turn(piece) for piece in pieces[at : at + 12]] + pieces[at + 12 :]


def _figures(rng: Random, pieces: list[str], texts: Sequence[str]) -> list[str]:
    return [rng.choice(SALT) if p.isdecimal() and rng.random() < 0.5 else p for p in pieces]


def _splice(rng: Random, pieces: list[str], texts: Sequence[str]) -> list[str]:
    other = re.findall(r"\w+|\s+|[^\w\s]", rng.choice(texts))
    at, start = rng.randrange(len(pieces)), rng.randrange(len(other))
    return pieces[:at] + other[start : start + 60] + pieces[at:]


def _tight(rng: Random, pieces: list[str], texts: Sequence[str]) -> list[str]:
    at = rng.randrange(len(pieces))
    return pieces[:at] + [p for p in pieces[at : at + 20] if not p.isspace()] + pieces[at + 20 :]


_CHANGES: tuple[Callable[[Random, list[str], Sequence[str]], list[str]], ...] = (
    *(_drop, _repeat, _swap, _salt, _salt, _salt),
    *(_case, _figures, _splice, _tight),
)
