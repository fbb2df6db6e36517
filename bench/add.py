"""How fast saved pages are taken in, end to end: `python -m bench.add [PAGES]`; see bench/README.md.

Pages are made by `bench.pages`, added to a new dossier in one process and then in two, and trafilatura alone reads the
same pages: the floor of the work. Each run is a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import resource
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import ParamSpec, TypeVar

from amparo.dossier import Dossier
from bench.pages import ON_TOPIC, pages

BUDGETS = {1: 35, 2: 60}
"""Pages a second that are wanted, by processes."""

RATIO = 0.7
"""The share of trafilatura's speed that is wanted."""

P = ParamSpec("P")
T = TypeVar("T")


class Stages:
    """Seconds spent in functions, by the name each is given."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def timed(self, name: str, function: Callable[P, T]) -> Callable[P, T]:
        """The function, with its time counted."""

        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            began = perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds[name] += perf_counter() - began

        return run


def add(folder: Path, dossier: Path, jobs: int) -> dict[str, object]:
    """Add the pages of a folder to a new dossier; pages a second, megabytes at the peak, the share of each stage."""
    made, stages = Dossier.create(dossier, "bench"), Stages()
    steps = made.steps
    made.steps = dataclasses.replace(
        steps,
        read=stages.timed("read", steps.read),
        extract=stages.timed("extract", steps.extract),
        reconcile=stages.timed("reconcile", steps.reconcile),
    )
    made.store.add_item = stages.timed("store", made.store.add_item)  # type: ignore[method-assign]
    made.store.save_account = stages.timed("reconcile", made.store.save_account)  # type: ignore[method-assign]
    began = perf_counter()
    rows = made.add([folder], jobs=jobs)
    took = perf_counter() - began
    statuses = Counter(row.status for row in rows)
    if set(statuses) != {"read"}:
        raise SystemExit(f"Not all pages were read: {dict(statuses)}")
    stages.seconds["hash"] = _hashing(folder)
    stages.seconds["index"] = _indexing(dossier / "amparo.db")
    stages.seconds["store"] -= stages.seconds["index"]
    return {
        "rate": len(rows) / took,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "claims": sum(row.claims for row in rows),
        "shares": {name: spent / took for name, spent in stages.seconds.items()},
    }


def _hashing(folder: Path) -> float:
    """Seconds to hash the pages."""
    found = [path.read_bytes() for path in folder.iterdir()]
    began = perf_counter()
    for data in found:
        hashlib.sha256(data).hexdigest()
    return perf_counter() - began


def _indexing(database: Path) -> float:
    """Seconds to make the two indices of words again, all at once."""
    with sqlite3.connect(database) as connection:
        began = perf_counter()
        for table in ("claim_words", "text_words"):
            connection.execute(f"INSERT INTO {table}({table}) VALUES('rebuild')")
        return perf_counter() - began


def floor(folder: Path) -> dict[str, object]:
    """Pages a second that trafilatura alone reads."""
    from trafilatura import extract

    read = [path.read_bytes() for path in sorted(folder.iterdir())]
    extract(read[0])
    began = perf_counter()
    for data in read:
        extract(data)
    return {"rate": len(read) / (perf_counter() - began)}


def _alone(*arguments: str) -> dict[str, object]:
    """One measurement in a process of its own."""
    command = [sys.executable, "-m", "bench.add", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.add", description=main.__doc__)
    parser.add_argument("pages", nargs="?", type=int, default=1_000)
    parser.add_argument("--every", type=int, default=ON_TOPIC, help="one page in so many is on the topic")
    parser.add_argument("--one", nargs=3, metavar=("FOLDER", "DOSSIER", "JOBS"), help=argparse.SUPPRESS)
    parser.add_argument("--floor", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        folder, dossier, jobs = options.one
        print(json.dumps(add(Path(folder), Path(dossier), int(jobs))))
        return
    if options.floor:
        print(json.dumps(floor(Path(options.floor))))
        return
    with TemporaryDirectory() as temporary:
        folder = Path(temporary) / "pages"
        folder.mkdir()
        size = 0
        for name, data in pages(options.pages, every=options.every):
            (folder / name).write_bytes(data)
            size += len(data)
        print(
            f"{options.pages:,} pages, {size / options.pages / 1000:.0f} kB each, one in {options.every} on the topic"
        )
        peer = float(str(_alone("--floor", str(folder))["rate"]))
        print("| | pages/s | budget | of trafilatura alone | peak memory, first process |\n|---|---|---|---|---|")
        print(f"| trafilatura alone | {peer:.1f} | | 1.00 | |")
        for jobs, budget in BUDGETS.items():
            told = _alone("--one", str(folder), str(Path(temporary) / f"dossier{jobs}"), str(jobs))
            rate, memory = float(str(told["rate"])), float(str(told["memory"]))
            label = "one process" if jobs == 1 else f"{jobs} readers"
            print(f"| {label} | {rate:.1f} | {budget} | {rate / peer:.2f} ({RATIO}) | {memory:.0f} MB |", flush=True)
            if jobs == 1:
                shares = told
        print(f"Shares of one process: {_listed(shares['shares'])}; the rest is opening and keeping the files.")
        print(f"{shares['claims']} claims were read.")


def _listed(shares: object) -> str:
    """The stages with their shares, the largest first."""
    assert isinstance(shares, dict)
    return ", ".join(f"{name} {share:.0%}" for name, share in sorted(shares.items(), key=lambda s: -s[1]))


if __name__ == "__main__":
    main()
