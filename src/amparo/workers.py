"""Reading in other processes: faster where there are several cores, and an item that breaks its reader costs one row.

A worker is a process that has loaded the pack and reads one item after the other. One that ends, or does not come back
in time, is replaced; the item it held is not tried again.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from amparo.model import Capture, Claim, SkipItem, Text
from amparo.steps import Steps

MakeSteps = Callable[[], Steps]
"""Makes the rooms a worker walks through; a function that can be pickled."""

SECONDS = 300.0
"""How long one item may take to be read."""

MEMORY = 4_000_000_000
"""Bytes of address space that a worker may take, where the system can hold it to that."""

_STACK = 4
"""Seconds a worker that is told to end is given."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading an item: its text and claims, or why there are none."""

    text: Text | None = None
    claims: tuple[Claim, ...] = ()
    reason: str = ""
    remedy: str = ""


def read_item(steps: Steps, capture: Capture, data: bytes) -> Outcome:
    """Read one item in this process."""
    try:
        text = steps.read(capture, data)
        return Outcome(text, tuple(steps.extract(text)))
    except SkipItem as skip:
        return Outcome(reason=skip.reason, remedy=skip.remedy)


@dataclass(eq=False, slots=True)
class Ticket:
    """An item handed in to be read; `outcome` is set once it has been."""

    capture: Capture
    data: bytes | None
    outcome: Outcome | None = None


@dataclass(eq=False, slots=True)
class _Worker:
    process: SpawnProcess
    line: Connection
    ticket: Ticket | None = None
    since: float = 0.0


@dataclass(eq=False)
class Workers:
    """So many workers. Use it as a context; `hand_in` items, and `wait_for` their tickets.

    Attributes:
        make: makes the steps in each worker.
        count: how many workers there are.
        seconds: how long one item may take.
    """

    make: MakeSteps
    count: int
    seconds: float = SECONDS
    _workers: list[_Worker] = field(default_factory=list)
    _waiting: list[Ticket] = field(default_factory=list)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            with suppress(OSError):
                worker.line.send(None)
                worker.line.close()
        for worker in self._workers:
            if worker.ticket is not None:
                worker.process.terminate()
            worker.process.join(_STACK)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()

    def hand_in(self, capture: Capture, data: bytes) -> Ticket:
        """Have an item read as soon as a worker is free."""
        ticket = Ticket(capture, data)
        self._waiting.append(ticket)
        self._step(0.0)
        return ticket

    def wait_for(self, ticket: Ticket) -> Outcome:
        """What came of it."""
        while ticket.outcome is None:
            self._step(1.0)
        return ticket.outcome

    def _step(self, seconds: float) -> None:
        """Take in what came, replace who is late, and hand out what waits. Waits no longer than `seconds`."""
        self._hand_out()
        busy = {worker.line: worker for worker in self._workers if worker.ticket}
        for line in wait(list(busy), seconds):
            self._take_from(busy[line])  # type: ignore[index]
        now = time.monotonic()
        for worker in [w for w in self._workers if w.ticket and now - w.since > self.seconds]:
            self._lose(worker, f"Reading it took longer than {self.seconds:.0f} seconds and was given up.")
        self._hand_out()

    def _hand_out(self) -> None:
        while self._waiting:
            free = next((w for w in self._workers if w.ticket is None), None)
            if free is None:
                if len(self._workers) == self.count:
                    return
                free = self._start()
            ticket = self._waiting.pop(0)
            free.ticket, free.since = ticket, time.monotonic()
            try:
                free.line.send((ticket.capture, ticket.data))
            except OSError:
                self._lose(free, _ended(free.process))
            ticket.data = None

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self.make), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _take_from(self, worker: _Worker) -> None:
        try:
            came = worker.line.recv()
        except (EOFError, OSError):
            self._lose(worker, _ended(worker.process))
            return
        if isinstance(came, BaseException):
            raise came
        if worker.ticket:
            worker.ticket.outcome, worker.ticket = came, None

    def _lose(self, worker: _Worker, reason: str) -> None:
        worker.process.kill()
        worker.process.join()
        worker.line.close()
        self._workers.remove(worker)
        if worker.ticket:
            remedy = "The original is kept. If you trust the file, save it in another format and add that."
            worker.ticket.outcome = Outcome(reason=reason, remedy=remedy)


def _ended(process: SpawnProcess) -> str:
    process.join(_STACK)
    code = process.exitcode
    how = signal.Signals(-code).name if code is not None and code < 0 else f"status {code}"
    return f"Reading it broke its reader, which ended with {how}."


def _work(line: Connection, make: MakeSteps) -> None:
    """What a worker does: read what it is sent until it is sent nothing. Ctrl-C is for the process that sent it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory()
    try:
        steps = make()
        while (sent := line.recv()) is not None:
            try:
                line.send(read_item(steps, *sent))
            except MemoryError:
                line.send(Outcome(reason="Reading it takes more memory than one item may.", remedy="Split it."))
    except EOFError:
        return
    except Exception as error:  # whoever waits is told, whatever it is
        line.send(error)


def _bound_memory() -> None:
    if sys.platform != "linux":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most > MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, most))
