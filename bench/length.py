"""How the time to read a text grows with its length: `PYTHONPATH=tests python -m bench.length`; see bench/README.md.

Two parts: texts of 50 kB, 500 kB and 5 MB put together from real ones, whose time a byte must stay within a fifth; and
hostile repetitions at a length and at four times that length, whose time must not grow by more than six times. Where it
does, the functions whose own time grew so are named.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import yaml

from amparo.extract import read_claims
from amparo.model import Block, Text
from amparo.packs import Pack, load_pack
from amparo.read import read_plain_text
from extract.measuring import DEV

SIZES = (50_000, 500_000, 5_000_000)
REPEATS = (40, 4, 1)
"""How often each is read, for a mean that is worth as much."""
SPREAD = 0.2
"""How far the time a byte of one length may be from that of another."""
FOUR_TIMES = 6.0
"""How many times as long four times the length may take; four is linear, sixteen quadratic."""
LEAST = 0.05
"""Seconds below which a growth is noise."""

LETTERS = [*"aAé1.,;:!?-–—'\"“”«»()[]/$%&|*# \t\n\\_@", "\xa0", "\u200b", "…", "½", "١", "\U0001f600"]
WORDS = {
    "en": [
        *("up to ", "about ", "one ", "million ", "hundred and ", "1,", "1.", "1-", "1 to ", "between 1 and ", "$1 "),
        *(
            "1/1/",
            "2025-",
            "March ",
            "March 15, ",
            "on Monday ",
            "Mr. ",
            "U.S. ",
            "J. ",
            "Smith ",
            "John Smith ",
            "the ",
        ),
        *("El Salvador ", "Tren de Aragua ", "Supreme Court ", "of ", "and ", "who ", "that ", "not ", "to ", "was "),
        *("said ", "he said ", "said that ", "according to ", "according to John Smith, ", "agreed to ", "to send "),
        *(
            "deported ",
            "was deported ",
            "deported 238 people, ",
            "paid $6 million ",
            "torture ",
            "due process ",
            "them ",
        ),
        *("“he said ", "“he said” ", "(238) ", "238 people ", "seven of them ", "judge ", "ordered ", "which "),
        *("detention ", "prisoners; ", "alleged ", "would have been ", "300, ", "5-4 ", "§ 1 ", "n't ", "Doe v. Roe "),
    ],
    "es": [
        *("hasta ", "unos ", "uno ", "millones ", "ciento y ", "1.", "1-", "1 a ", "entre 1 y ", "1 dólares "),
        *("15 de ", "marzo ", "15 de marzo ", "el lunes ", "Sr. ", "EE. UU. ", "Pérez ", "Juan Pérez ", "el ", "de "),
        *("El Salvador ", "Tren de Aragua ", "Corte Suprema ", "y ", "que ", "quien ", "no ", "a ", "fue ", "se "),
        *("dijo ", "dijo que ", "según ", "según Juan Pérez, ", "acordó ", "enviar ", "deportó ", "fue deportado "),
        *("deportó a 238 personas, ", "pagó 6 millones ", "tortura ", "debido proceso ", "«dijo ", "«dijo» ", "ellos "),
        *("(238) ", "238 personas ", "siete de ellos ", "jueza ", "ordenó ", "presos; ", "presunto ", "habría sido "),
    ],
}


def built(size: int, lang: str) -> str:
    """A text of so many characters, of the real ones in turn."""
    parts, length = [], 0
    for path in cycle(sorted((DEV / "texts").glob(f"{lang}_*.txt"))):
        parts.append(path.read_text("utf-8"))
        length += len(parts[-1]) + 2
        if length >= size:
            break
    return "\n\n".join(parts)[:size]


def hostile(lang: str, length: int) -> Iterator[tuple[str, str]]:
    """Names and texts, each a repetition of about so many characters."""
    for unit in (*LETTERS, *WORDS[lang]):
        yield repr(unit), (unit * (length // len(unit) + 1))[:length]
    half = length // 2
    yield "nested quotes", "“" * half + "”" * half
    yield "nested brackets", "(" * half + ")" * half
    yield "quotes that open alone", ("said “no. " * (length // 10))[:length]


@cache
def without_topic() -> Pack:
    """The first pack without its topic, so that every sentence is read."""
    with TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(str(load_pack().root), Path(folder) / "pack"))
        frames = yaml.safe_load((copy / "frames.yaml").read_text("utf-8"))
        del frames["topic"]
        (copy / "frames.yaml").write_text(yaml.safe_dump(frames, allow_unicode=True), "utf-8")
        pack = load_pack(copy)
        for lang in pack.languages:
            read_claims(paragraph("a", lang), pack)
    return pack


def paragraph(content: str, lang: str) -> Text:
    """A text of one paragraph."""
    return Text("a.txt", "0" * 64, content, lang, "bench/1", (Block(0, len(content)),), published="2025-04-01")


def seconds(content: str, lang: str) -> float:
    """Processor time to read a text for claims, as one paragraph; collecting garbage is put off."""
    pack = without_topic()
    gc.collect()
    gc.disable()
    began = process_time()
    read_claims(paragraph(content, lang), pack)
    spent = process_time() - began
    gc.enable()
    return spent


def own_times(content: str, lang: str) -> dict[str, float]:
    """Seconds in each function itself, by its file and name."""
    profile = cProfile.Profile()
    profile.runcall(seconds, content, lang)
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, object]] = vars(pstats.Stats(profile))["stats"]
    times: dict[str, float] = {}
    for (file, _, name), (_, _, own, *_rest) in stats.items():
        key = f"{Path(file).name}:{name}"
        times[key] = times.get(key, 0.0) + own
    return times


def growing(small: str, large: str, lang: str) -> list[str]:
    """The functions whose own time grew more than it should from one text to the other, the costliest first."""
    before, after = own_times(small, lang), own_times(large, lang)
    grown = [(own, name) for name, own in after.items() if own > LEAST and own > FOUR_TIMES * before.get(name, 0.0)]
    return [f"{name} ({before.get(name, 0.0):.2f} → {own:.2f} s)" for own, name in sorted(grown, reverse=True)]


def lengths() -> bool:
    """Print the time of each length; whether all are within the spread."""
    print("| language | " + " | ".join(f"{size // 1000:,} kB" for size in SIZES) + " | slowest to fastest, a byte |")
    print("|---" * (len(SIZES) + 2) + "|")
    held = True
    for lang in ("en", "es"):
        texts = [read_plain_text("a.txt", built(size, lang)) for size in SIZES]
        times = []
        read_claims(texts[0], load_pack())
        for text, repeat in zip(texts, REPEATS, strict=True):
            began = process_time()
            for _ in range(repeat):
                read_claims(text, load_pack())
            times.append((process_time() - began) / repeat)
        rates = [size / spent for size, spent in zip(SIZES, times, strict=True)]
        ratio = max(rates) / min(rates)
        held = held and ratio <= 1 + SPREAD
        cells = [f"{spent:.2f} s ({rate / 1000:,.0f} kB/s)" for spent, rate in zip(times, rates, strict=True)]
        print(f"| {lang} | {' | '.join(cells)} | {ratio:.2f} |", flush=True)
    return held


def repetitions(length: int) -> bool:
    """Print each repetition whose time grows too fast, with the functions; whether there is none."""
    held, slowest = True, (0.0, "")
    for lang in ("en", "es"):
        for (name, small), (_, large) in zip(hostile(lang, length // 4), hostile(lang, length), strict=True):
            before = seconds(small, lang)
            after = seconds(large, lang)
            slowest = max(slowest, (after, f"{lang} {name}"))
            if after > LEAST * 4 and after > FOUR_TIMES * before and seconds(large, lang) > FOUR_TIMES * before:
                held = False
                print(f"{lang} {name}: {before:.2f} s at {len(small):,} characters, {after:.2f} s at {len(large):,}")
                print("".join(f"    {line}\n" for line in growing(small, large, lang)[:6]), end="", flush=True)
    print(f"The slowest repetition of {length:,} characters: {slowest[1]}, {slowest[0]:.2f} s")
    return held


def main() -> int:
    """Print both parts; status 1 where one does not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.length", description=main.__doc__)
    parser.add_argument("--length", type=int, default=100_000, help="characters of a hostile repetition")
    parser.add_argument("--only", choices=("lengths", "repetitions"), help="one part alone")
    options = parser.parse_args()
    held = True
    if options.only != "repetitions":
        held = lengths()
    if options.only != "lengths":
        held = repetitions(options.length) and held
    print("Linear." if held else "NOT linear.", file=sys.stderr)
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
