"""Reading in other processes: faster where there are several cores, and an item that breaks its reader costs one row.

A worker is a process that has loaded the pack and reads one item after the other. One that ends, or does not come back
in time, is replaced; the item it held is not tried again.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from threading import Thread

from amparo.model import AmparoError, Capture, Claim, InvalidValue, SkipItem, Text
from amparo.steps import Steps

MakeSteps = Callable[[], Steps]
"""Makes the rooms a worker walks through; a function that can be pickled."""

SECONDS = 300.0
"""How long one item may take to be read."""

MEMORY = 4_000_000_000
"""Bytes of address space that a worker may take, where the system can hold it to that."""

_END = 5.0
"""Seconds that a worker is given to end when it is told to."""

_ANOTHER_WAY = "The original is kept. If you trust the file, save it in another format and add that."
_BROKEN = "Its reader failed: {error}."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading an item: its text and claims, or why there are none."""

    text: Text | None = None
    claims: tuple[Claim, ...] = ()
    reason: str = ""
    remedy: str = ""


def read_item(steps: Steps, capture: Capture, data: bytes) -> Outcome:
    """Read one item in this process; whatever its bytes do to a reader is told as the outcome.

    Raises:
        AmparoError: nothing can be read at all: the pack is wrong.
    """
    try:
        text = steps.read(capture, data)
        return Outcome(text, tuple(steps.extract(text)))
    except SkipItem as skip:
        return Outcome(reason=skip.reason, remedy=skip.remedy)
    except AmparoError as error:
        if not isinstance(error, InvalidValue):
            raise
        return Outcome(reason=_BROKEN.format(error=error), remedy=_ANOTHER_WAY)
    except Exception as error:  # noqa: BLE001  one bad file costs one row, whichever library it breaks
        return Outcome(reason=_BROKEN.format(error=type(error).__name__), remedy=_ANOTHER_WAY)


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    line: Connection


class Workers:
    """Processes that read items handed in, in order of their being handed in. Use it as a context.

    Each is started when there is work for it, and tended by a thread that waits for what it sends.

    Args:
        make: makes the steps in each worker.
        count: how many there are.
        seconds: how long one item may take.
    """

    def __init__(self, make: MakeSteps, count: int, seconds: float = SECONDS) -> None:
        self.count = count
        self._make, self._seconds = make, seconds
        self._queue: SimpleQueue[tuple[Future[Outcome], Capture, bytes] | None] = SimpleQueue()
        self._threads: list[Thread] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        while not self._queue.empty():
            handed = self._queue.get()
            if handed:
                handed[0].cancel()
        for _thread in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def read(self, capture: Capture, data: bytes) -> Future[Outcome]:
        """Have an item read as soon as a worker is free; what comes of it, as `read_item` tells it."""
        coming: Future[Outcome] = Future()
        self._queue.put((coming, capture, data))
        if len(self._threads) < self.count:
            self._threads.append(Thread(target=self._tend, name="amparo-read", daemon=True))
            self._threads[-1].start()
        return coming

    def _tend(self) -> None:
        """Keep one worker busy."""
        worker = self._start()
        while (handed := self._queue.get()) is not None:
            coming, capture, data = handed
            if not coming.set_running_or_notify_cancel():
                continue
            came = self._ask(worker, capture, data)
            if isinstance(came, str):
                _kill(worker)
                coming.set_result(Outcome(reason=came, remedy=_ANOTHER_WAY))
                worker = self._start()
            elif isinstance(came, BaseException):
                coming.set_exception(came)
            else:
                coming.set_result(came)
        with suppress(OSError):
            worker.line.send(None)
        worker.process.join(_END)
        _kill(worker)

    def _ask(self, worker: _Worker, capture: Capture, data: bytes) -> Outcome | AmparoError | str:
        """What the worker made of the item; a sentence where it made nothing of it and is of no more use."""
        try:
            worker.line.send((capture, data))
            if not worker.line.poll(self._seconds):
                return f"Reading it took longer than {self._seconds:.0f} seconds and was given up."
            came: Outcome | AmparoError = worker.line.recv()
        except (EOFError, OSError):
            worker.process.join(_END)
            return f"Its reader broke off: it ended with {_ending(worker.process.exitcode)}."
        return came

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self._make), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _kill(worker: _Worker) -> None:
    worker.line.close()
    worker.process.kill()
    worker.process.join()


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return signal.Signals(-code).name
    return f"status {code}"


def _work(line: Connection, make: MakeSteps) -> None:
    """What a worker does: read what it is sent until it is sent nothing. Ctrl-C is for the process that sent it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory()
    with suppress(EOFError):
        steps: Steps | None = None
        while (sent := line.recv()) is not None:
            try:
                steps = steps or make()
                line.send(read_item(steps, *sent))
            except AmparoError as error:
                line.send(error)


def _bound_memory() -> None:
    if sys.platform != "linux":
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most > MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, most))
