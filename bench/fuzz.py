"""Read texts that nobody wrote until the time is up: `PYTHONPATH=tests python -m bench.fuzz`; see bench/README.md."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from random import Random
from time import monotonic

from amparo.packs import load_pack
from extract.mutating import broken_laws, mutated, seeds


def smallest(content: str, fails: Callable[[str], bool]) -> str:
    """A part of a text that still fails, from which no stretch can be taken."""
    size = len(content) // 2
    while size:
        at = 0
        while at < len(content):
            shorter = content[:at] + content[at + size :]
            if shorter and fails(shorter):
                content = shorter
            else:
                at += size
        size //= 2
    return content


def main() -> int:
    """Read mutated passages of both languages for so many minutes; print each kind of failure once, made small."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=main.__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0, help="another one, other texts")
    options = parser.parse_args()
    pack, passages, rng = load_pack(), seeds(), Random(options.seed)
    both = [*passages["en"], *passages["es"]]
    seen: Counter[str] = Counter()
    texts = 0
    end = monotonic() + 60 * options.minutes
    while monotonic() < end:
        lang = rng.choice(("en", "es"))
        content = mutated(rng, both if rng.random() < 0.1 else passages[lang])
        texts += 1
        for fault in broken_laws(content, lang, pack):
            kind = fault.split("'")[0][:60]
            seen[kind] += 1
            if seen[kind] == 1:
                small = smallest(content, lambda part, k=kind, la=lang: _fails(part, la, k))  # type: ignore[misc]
                print(f"{fault}\n  {lang}: {small!r}", flush=True)
    print(f"{texts:,} texts in {options.minutes:g} minutes, seed {options.seed}: {sum(seen.values())} failures")
    return 1 if seen else 0


def _fails(content: str, lang: str, kind: str) -> bool:
    return any(fault.startswith(kind) for fault in broken_laws(content, lang, load_pack()))


if __name__ == "__main__":
    raise SystemExit(main())
