"""A function called for many items in processes of its own: a crash or a hang costs one item."""

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

MEMORY = 3 * 1024**3  # bytes of address space of a worker, where the system can limit it
STARTING = 30.0  # seconds a new process may need before it can begin
# A new interpreter for each worker: nothing of the parent's state, the same on every system.
SPAWN = multiprocessing.get_context("spawn")

Item = TypeVar("Item")
Result = TypeVar("Result")


class Failure(StrEnum):
    """Why an item has no result."""

    CRASH = "crash"
    TIME = "time"
    MEMORY = "memory"


class Pool(Generic[Item, Result]):
    """Calls ``function``, a module's own function, for every item.

    At most ``jobs`` processes run at once; an item may take ``seconds``, then its process is
    ended and the item has no result; a new process gets ``starting`` seconds more.  ``memory``
    bounds the address space of each, in bytes.
    """

    def __init__(
        self,
        function: Callable[[Item], Result],
        *,
        jobs: int,
        seconds: float,
        memory: int = MEMORY,
        starting: float = STARTING,
    ) -> None:
        self._function = function
        self._jobs = jobs
        self._seconds = seconds
        self._memory = memory
        self._starting = starting

    def run(self, items: Sequence[Item]) -> Iterator[tuple[int, Result | Failure]]:
        """(index, result or failure) of every item, in the order they end."""
        waiting = iter(enumerate(items))
        workers: list[_Worker[Item, Result]] = []
        try:
            for index, item in waiting:
                worker = _Worker(self._function, self._memory, self._starting)
                workers.append(worker)
                worker.give(index, item, self._seconds)
                if len(workers) == self._jobs:
                    break
            while workers:
                for worker in _ready(workers):
                    result = worker.take()
                    yield worker.index, result
                    if isinstance(result, Failure):
                        worker.end()
                    following = next(waiting, None)
                    if following is None:
                        worker.end()
                        workers.remove(worker)
                        continue
                    worker.give(*following, self._seconds)
        finally:
            for worker in workers:
                worker.end()


class _Worker(Generic[Item, Result]):
    """One process and our end of its pipe; started anew after a failure."""

    def __init__(self, function: Callable[[Item], Result], memory: int, starting: float) -> None:
        self._function = function
        self._memory = memory
        self._starting = starting
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self.index = -1
        self.until = 0.0

    @property
    def pipe(self) -> Connection:
        """Our end; a started worker has one."""
        if self._pipe is None:
            raise RuntimeError("the worker was not started")
        return self._pipe

    def give(self, index: int, item: Item, seconds: float) -> None:
        """Hand it the next item; its time begins now (a new process gets some to start)."""
        start = 0.0
        if self._process is None:
            ours, theirs = SPAWN.Pipe()
            arguments = (self._function, theirs, self._memory)
            self._process = SPAWN.Process(target=_serve, args=arguments, daemon=True)
            with _interrupts_held():
                self._process.start()
            theirs.close()
            self._pipe = ours
            start = self._starting
        self.index = index
        self.until = time.monotonic() + seconds + start
        with suppress(OSError):  # a worker just dead is found out by take()
            self.pipe.send(item)

    def take(self) -> Result | Failure:
        """Its answer, or why there is none."""
        if not self.pipe.poll():
            return Failure.TIME
        try:
            answer: Result | Failure = self.pipe.recv()
        except (EOFError, OSError):
            return Failure.CRASH
        return answer

    def end(self) -> None:
        """End the process, whatever it does."""
        if self._process is None:
            return
        self._process.kill()
        self._process.join()
        self._process.close()
        self.pipe.close()
        self._process = self._pipe = None


def _ready(workers: Sequence[_Worker[Item, Result]]) -> list[_Worker[Item, Result]]:
    """Workers that answered, died or ran out of time; waits until there is one."""
    while True:
        left = max(0.0, min(worker.until for worker in workers) - time.monotonic())
        spoke = wait([worker.pipe for worker in workers], timeout=left)
        now = time.monotonic()
        ready = [worker for worker in workers if worker.pipe in spoke or worker.until <= now]
        if ready:
            return ready


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl+C goes to the whole group: a worker still starting up must not answer it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _serve(function: Callable[[Item], Result], pipe: Connection, memory: int) -> None:
    """The worker: one item after another until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    _limit_memory(memory)
    with suppress(EOFError, OSError):
        while True:
            item = pipe.recv()
            answer: Result | Failure
            try:
                answer = function(item)
            except MemoryError:
                answer = Failure.MEMORY
            except Exception:  # a fault of ours in one file must not stop the others
                answer = Failure.CRASH
            pipe.send(answer)


def _limit_memory(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
