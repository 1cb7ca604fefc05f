"""Work on this machine: in this process, or in several beside it."""

import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Generic, Self

from qantar.runners.port import Failure, K, R, Runner, SetupFailed, T

AHEAD = 4
"""Items handed out ahead of the results, for each worker: enough that none waits for the next,
few enough that memory stays flat."""
FAR = 64
"""The same for items that are known to be light: enough that the workers go on while a batch of
results is written to disk."""
LIGHT = 1 << 22
"""What all light items handed out may weigh together."""
PACKED = 8
"""Light items that go to a worker at a time: a message between processes takes half a millisecond, whatever
is in it."""


Labelled = list[tuple[str, T]]
"""Items, each with its name."""


@dataclass(slots=True)
class _Packet(Generic[T, R]):
    """Items that are in hand together, and what will come of them."""

    labelled: Labelled[T]
    weight: int
    future: "Future[list[R | Failure]]"


_setup_error = ""
"""In a worker: why it could not be made ready."""


def local_runner(
    workers: int = 1, setup: Callable[[], object] | None = None
) -> "Serial | Pool":
    """A runner for a number of workers, ready to be used in a ``with``.

    ``setup`` runs once in each process before its first item: load dictionaries there.
    """
    if workers < 1:
        raise ValueError(f"{workers} workers: at least one has to do the work")
    return Serial(setup) if workers == 1 else Pool(workers, setup)


class Serial:
    """All work in this process, one item after another."""

    def __init__(self, setup: Callable[[], object] | None = None) -> None:
        self._setup = setup

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def each(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        *,
        name: Callable[[T], str] | None = None,
        weight: Callable[[T], int] | None = None,
    ) -> Iterator[R | Failure]:
        if self._setup is not None:
            self._setup()
            self._setup = None
        for index, item in enumerate(items):
            yield attempt(function, named(index, item, name), item)

    def by_key(
        self,
        function: Callable[[K, list[T]], R],
        items: Iterable[T],
        key: Callable[[T], K],
    ) -> Iterator[R | Failure]:
        yield from by_key_of(self, function, items, key)


class Pool:
    """Work in several processes, each started afresh, so that nothing of this one leaks into them.
    One ``each`` at a time.

    A worker that dies takes nothing with it: what was in hand is done again item by item, and the
    one that kills its worker even alone comes back as a ``Failure``.
    """

    def __init__(self, workers: int, setup: Callable[[], object] | None = None) -> None:
        self.workers, self._setup = workers, setup
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # After an interrupt nobody wants to wait for what the workers have in hand.
        self._stop(kill=kind is not None)

    def each(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        *,
        name: Callable[[T], str] | None = None,
        weight: Callable[[T], int] | None = None,
    ) -> Iterator[R | Failure]:
        waiting: deque[_Packet[T, R]] = deque()
        packets = _packets(items, name, weight)
        held = 0
        try:
            while True:
                while len(waiting) < self.workers * AHEAD or (
                    weight is not None
                    and held < LIGHT
                    and len(waiting) * PACKED < self.workers * FAR
                ):
                    labelled, heavy = next(packets, ([], 0))
                    if not labelled:
                        break
                    waiting.append(_Packet(labelled, heavy, self._submit(function, labelled)))
                    held += heavy
                if not waiting:
                    return
                packet = waiting.popleft()
                held -= packet.weight
                try:
                    results = packet.future.result()
                except BrokenProcessPool:
                    # Any of those in hand may have done it: each is tried again by itself.
                    self._stop(kill=True)
                    results = self._one_by_one(function, packet.labelled)
                    for other in waiting:
                        if not _is_settled(other.future):
                            other.future = Future()
                            other.future.set_result(self._one_by_one(function, other.labelled))
                except SetupFailed:
                    raise
                except (
                    Exception
                ) as error:  # something among the items or results cannot be sent
                    if len(packet.labelled) == 1:
                        results = [_failure(packet.labelled[0][0], error)]
                    else:
                        results = self._one_by_one(function, packet.labelled)
                yield from results
        finally:
            for packet in waiting:
                packet.future.cancel()

    def by_key(
        self,
        function: Callable[[K, list[T]], R],
        items: Iterable[T],
        key: Callable[[T], K],
    ) -> Iterator[R | Failure]:
        yield from by_key_of(self, function, items, key)

    def _submit(
        self, function: Callable[[T], R], labelled: Labelled[T]
    ) -> "Future[list[R | Failure]]":
        try:
            return self._sent(function, labelled)
        except BrokenProcessPool as error:
            broken: Future[list[R | Failure]] = Future()
            broken.set_exception(error)
            return broken

    def _one_by_one(
        self, function: Callable[[T], R], labelled: Labelled[T]
    ) -> list[R | Failure]:
        return [self._alone(function, label, item) for label, item in labelled]

    def _alone(self, function: Callable[[T], R], label: str, item: T) -> R | Failure:
        try:
            return self._sent(function, [(label, item)]).result()[0]
        except BrokenProcessPool:
            self._stop(kill=True)
            return Failure(
                item=label, error="the worker died of it (killed, or out of memory)", died=True
            )
        except SetupFailed:
            raise
        except Exception as error:  # neither item nor result can be sent
            return _failure(label, error)

    def _sent(
        self, function: Callable[[T], R], labelled: Labelled[T]
    ) -> "Future[list[R | Failure]]":
        """Hand a packet over. A worker that starts for it is born deaf to the keyboard: it would else
        print a traceback if interrupted before it can say so itself."""
        # Made before the signal is held back: the first executor of a process starts Python's tracker of
        # resources, which lets the signal through again when it has started.
        executor = self._running()
        if not hasattr(signal, "pthread_sigmask"):
            return executor.submit(_work, function, labelled)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return executor.submit(_work, function, labelled)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                self.workers,
                mp_context=get_context("spawn"),
                initializer=_begin,
                initargs=(self._setup,),
            )
        return self._executor

    def _stop(self, *, kill: bool) -> None:
        executor, self._executor = self._executor, None
        if executor is None:
            return
        if kill:
            # ``kill_workers`` of Python 3.14; until then the pool's own table of its processes.
            for process in list((getattr(executor, "_processes", None) or {}).values()):
                process.kill()
        executor.shutdown(wait=True, cancel_futures=True)


def _begin(setup: Callable[[], object] | None) -> None:
    """Runs once in every new worker."""
    # An interrupt at the keyboard reaches the whole group; only the first process shall answer it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    global _setup_error
    if setup is not None:
        try:
            setup()
        except Exception:
            # Raised here, it would look as if every item killed its worker.
            _setup_error = traceback.format_exc()


def _work(function: Callable[[T], R], labelled: Labelled[T]) -> list[R | Failure]:
    if _setup_error:
        raise SetupFailed(_setup_error)
    return [attempt(function, label, item) for label, item in labelled]


def attempt(function: Callable[[T], R], label: str, item: T) -> "R | Failure":
    """The result, or in its place how the work broke."""
    try:
        return function(item)
    except Exception as error:
        return _failure(label, error)


def _failure(label: str, error: Exception) -> Failure:
    lines = traceback.format_exception(error)
    return Failure(item=label, error=f"{type(error).__name__}: {error}", trace="".join(lines))


def _is_settled(future: "Future[Any]") -> bool:
    """Whether its result came in before the pool broke."""
    return future.done() and not future.cancelled() and future.exception() is None


def _packets(
    items: Iterable[T], name: Callable[[T], str] | None, weight: Callable[[T], int] | None
) -> Iterator[tuple[Labelled[T], int]]:
    """Items with their names, light ones several at a time, and what they weigh together."""
    packet: Labelled[T] = []
    heavy = 0
    for index, item in enumerate(items):
        packet.append((named(index, item, name), item))
        heavy += 0 if weight is None else weight(item)
        if weight is None or len(packet) == PACKED or heavy >= LIGHT // FAR:
            yield packet, heavy
            packet, heavy = [], 0
    if packet:
        yield packet, heavy


def named(index: int, item: T, name: Callable[[T], str] | None) -> str:
    """An item's name, or its number."""
    return str(index) if name is None else name(item)


def by_key_of(
    runner: Runner,
    function: Callable[[K, list[T]], R],
    items: Iterable[T],
    key: Callable[[T], K],
) -> Iterator[R | Failure]:
    """``by_key`` by means of a runner's ``each``."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    yield from runner.each(
        partial(_spread, function), groups.items(), name=lambda group: str(group[0])
    )


def _spread(function: Callable[[K, list[T]], R], group: tuple[K, list[T]]) -> R:
    return function(*group)


def available_workers() -> int:
    """How many processors this process may use."""
    return (
        len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1
    )
