"""Amparo beside its peers: `python -m bench.reader PLOT.svg`; see bench/README.md."""

from __future__ import annotations

import argparse
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.reader.client import Client
from bench.reader.measure import Sentences, Speed, quality, sentences_of, speeds, whole_texts
from bench.reader.plot import Point, chart
from bench.reader.systems import OURS, PEERS, NotRun, System, python_of
from extract.measuring import SHARED
from extract.scoring import Score

MEASURED = ("value", "value_and_bound", "ranges", "false_alarms")


@dataclass(frozen=True, slots=True)
class Row:
    """What one system reached, or why it was not run."""

    system: System
    scores: dict[str, Score]
    speed: Speed | None = None
    not_run: str = ""


def main() -> int:
    """Install, run, print the tables and write the plot; status 2 where no sentence can be read."""
    options = _options()
    gold, spanish = (options.shared / "bench" / name for name in ("newsquant_dev.json", "recognizers_es_quant.json"))
    if not gold.is_file() or not spanish.is_file():
        print(f"There is no {gold} or no {spanish}: name the folder that holds bench/ with --shared.", file=sys.stderr)
        return 2
    clients: list[Client] = []
    missed: dict[str, str] = {}
    for system in (OURS, *PEERS):
        print(f"{system.name}: installing and loading …", file=sys.stderr)
        try:
            clients.append(Client(system, python_of(system, options.venvs, options.python)))
        except NotRun as error:
            missed[system.name] = str(error)
    for lang, sentences in (("en", sentences_of(gold)), ("es", sentences_of(spanish))):
        rows = compared(clients, missed, sentences, lang, options.rounds)
        print("\n".join(table(rows, sentences, lang)), flush=True)
        if lang == "en":
            options.plot.write_text(_plot(rows), "utf-8")
    for client in clients:
        client.close()
    print("\n".join(_texts(options.shared, options.rounds)))
    return 0


def compared(clients: list[Client], missed: dict[str, str], gold: Sentences, lang: str, rounds: int) -> list[Row]:
    """Each system on the sentences, ours first; one that fails at them is told with its error."""
    rows = {name: Row(system, {}, not_run=missed[name]) for system in PEERS if (name := system.name) in missed}
    scored: dict[Client, dict[str, Score]] = {}
    for client in clients:
        name = client.system.name
        if lang not in client.system.languages:
            rows[name] = Row(client.system, {}, not_run="it does not read this language")
            continue
        try:
            scored[client] = quality(client, gold, lang)
        except NotRun as error:
            rows[name] = Row(client.system, {}, not_run=str(error))
    timed = speeds(list(scored), gold, lang, rounds)
    for client, scores in scored.items():
        rows[client.system.name] = Row(client.system, scores, timed[client.system.name])
    return [rows[system.name] for system in (OURS, *PEERS)]


def table(rows: list[Row], gold: Sentences, lang: str) -> list[str]:
    """One Markdown table: every system, then ours against the best peer."""
    quantities = sum(len(s["quantities"]) for s in gold)
    out = [f"\n## {'English' if lang == 'en' else 'Spanish'}: {len(gold)} sentences, {quantities} quantities\n"]
    if lang == "en":
        out += ["| system | value P / R / F1 | value + bound F1 | ranges | false alarms | sentences/s |"]
    else:
        out += ["| system | value recall | sentences/s |"]
    out += ["|---" * (6 if lang == "en" else 3) + "|"]
    for row in rows:
        out.append(f"| {' | '.join([row.system.name, *_cells(row, lang)])} |")
    ours, *peers = rows
    peers = [row for row in peers if not row.not_run]
    if not peers or ours.speed is None:
        return [*out, "", "No peer was run: nothing to compare with."]

    def mark(row: Row) -> float:
        return row.scores["value"].f1 if lang == "en" else row.scores["value"].recall

    best = max(peers, key=mark)
    fastest = max(peers, key=lambda row: row.speed.middle if row.speed else 0.0)
    assert fastest.speed is not None
    assert best.speed is not None
    what = "F1 of values" if lang == "en" else "recall of values"
    out += [
        "",
        f"- {what}: {100 * mark(ours):.1f}, {mark(ours) / mark(best):.2f} times {best.system.name}, the best peer",
    ]
    if lang == "en":
        bound = max(peers, key=lambda row: row.scores["value_and_bound"].f1)
        pair = [row.scores["value_and_bound"].f1 for row in (ours, bound)]
        out.append(f"- F1 with the bound: {100 * pair[0]:.1f}, {pair[0] / pair[1]:.2f} times {bound.system.name}")
    for name, peer in {fastest.system.name: ("fastest", fastest), best.system.name: ("best", best)}.values():
        assert peer.speed is not None
        times = ours.speed.over(peer.speed)
        spread = f"{min(times.runs):.1f}–{max(times.runs):.1f}"
        out.append(f"- speed: {times.middle:.1f} ({spread}) times {peer.system.name}, the {name} peer, round by round")
    return out


def _cells(row: Row, lang: str) -> list[str]:
    if row.not_run:
        return [f"not run: {row.not_run}".replace("|", "/"), *(["–"] * (4 if lang == "en" else 1))]
    value, bound, ranges, alarms = (row.scores[name] for name in MEASURED)
    if lang == "es":
        return [f"{100 * value.recall:.1f}", str(row.speed)]
    return [
        " / ".join(f"{100 * number:.1f}" for number in (value.precision, value.recall, value.f1)),
        f"{100 * bound.f1:.1f}",
        f"{ranges.hits} of {ranges.gold}",
        f"{alarms.hits} of {alarms.gold}",
        str(row.speed),
    ]


def _plot(rows: list[Row]) -> str:
    points = [
        Point(row.system.name, row.speed.middle, min(row.speed.runs), max(row.speed.runs), row.scores["value"].f1, own)
        for row in rows
        for own in [row.system is OURS]
        if row.speed is not None
    ]
    return chart(points, "Quantities in news sentences: quality and speed")


def _texts(shared: Path, rounds: int) -> list[str]:
    out = ["\n## Claims of whole texts, one process\n"]
    out += ["| texts | sentences | claims | sentences/s | claims/s |", "|---|---|---|---|---|"]
    for folder, ending in (("claims/texts", "*.txt"), ("corpus/whitehouse_2025_03_04", "*.md")):
        paths = list((shared / folder).rglob(ending))
        if not paths:
            out.append(f"| {folder}: not run: no such folder | – | – | – | – |")
            continue
        whole = whole_texts(paths, rounds)
        numbers = [
            f"{whole.sentences:,}",
            f"{whole.claims:,}",
            str(whole.sentences_a_second),
            str(whole.claims_a_second),
        ]
        out.append(f"| {folder}: {whole.texts} | {' | '.join(numbers)} |")
    return out


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.reader", description=main.__doc__)
    parser.add_argument("plot", type=Path, help="the SVG file to write")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder with bench/, claims/ and corpus/")
    parser.add_argument(
        "--venvs", type=Path, default=Path("build/peers"), help="where the peers' environments are kept"
    )
    parser.add_argument(
        "--python", default=shutil.which("python3.11") or sys.executable, help="makes them; 3.11 is best"
    )
    parser.add_argument("--rounds", type=int, default=5, help="timings of each system, in turn")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
