"""Progress bars on standard error, shown to people only."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path


@contextlib.contextmanager
def bar(label: str, total: int | None) -> Iterator[Callable[[str], None]]:
    """A bar that moves one step for each call with the name of what was done; silent where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from amparo.cli.output import console

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[item]}", markup=False),
    )
    with Progress(*columns, console=console(error=True), transient=True) as progress:
        task = progress.add_task(label, total=total, item="")

        def step(item: str) -> None:
            done = progress.tasks[0].completed + 1
            known = progress.tasks[0].total
            shown = "".join(c if c.isprintable() else "�" for c in item)
            progress.update(task, completed=done, total=max(known, done) if known else None, item=shown[-60:])

        yield step


def count_files(sources: Iterable[str]) -> int | None:
    """How many files the sources hold, for the length of the bar; None where one is an address or a zip."""
    total = 0
    for source in sources:
        path = Path(source)
        if path.is_dir():
            total += sum(len(names) for _, _, names in os.walk(path))
        elif path.is_file() and path.suffix.lower() != ".zip":
            total += 1
        else:
            return None
    return total
