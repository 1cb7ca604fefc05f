"""Work on an existing Dask cluster. Dask schedules, sends, and gives lost work to another worker; here
is only the port."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from threading import Lock
from typing import Any, Self

from qantar.runners.local import attempt, by_key_of, named
from qantar.runners.port import Failure, K, R, SetupFailed, T

AHEAD = 4
"""Items handed out ahead of the results, for each thread of the cluster."""

_ONE = Lock()
_ready: dict[str, str] = {}
"""In a worker: which setups were done, and why they failed if they did."""


class Cluster:
    """Workers known to a Dask scheduler. They need the same Qantar as this process, and what their
    items name (files, folders) under the same paths. Workers may come and go while the work runs.

    Raises:
        ConnectionError: if no scheduler answers at the address.
        ImportError: if Dask's ``distributed`` is not installed.
    """

    def __init__(self, scheduler: str, setup: Callable[[], object] | None = None) -> None:
        self._setup = setup
        distributed: Any = import_module("distributed")
        try:
            self._client = distributed.Client(scheduler, set_as_default=False, timeout=15)
        except (OSError, ValueError) as error:  # Dask's time-outs are OSErrors
            raise ConnectionError(
                f"no Dask scheduler answers at {scheduler}: {error}"
            ) from None
        self._died: Any = distributed.scheduler.KilledWorker

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def each(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        *,
        name: Callable[[T], str] | None = None,
        weight: Callable[[T], int] | None = None,
    ) -> Iterator[R | Failure]:
        waiting: deque[tuple[str, Any]] = deque()
        numbered = enumerate(items)
        work = partial(_work, self._setup, function)
        try:
            while True:
                ahead = AHEAD * max(1, sum(self._client.nthreads().values()))
                while len(waiting) < ahead:
                    for index, item in numbered:
                        label = named(index, item, name)
                        # pure=False: Dask would hand two equal items one result, and count one
                        task = self._client.submit(work, label, item, pure=False)
                        waiting.append((label, task))
                        break
                    else:
                        break
                if not waiting:
                    return
                label, task = waiting.popleft()
                try:
                    result: R | Failure = task.result()
                except self._died:
                    result = Failure(
                        item=label, error="every worker that had it died of it", died=True
                    )
                yield result
        finally:
            for _, task in waiting:
                task.cancel()

    def by_key(
        self,
        function: Callable[[K, list[T]], R],
        items: Iterable[T],
        key: Callable[[T], K],
    ) -> Iterator[R | Failure]:
        yield from by_key_of(self, function, items, key)


def _work(
    setup: Callable[[], object] | None, function: Callable[[T], R], label: str, item: T
) -> R | Failure:
    with _ONE:  # the reader's memories are not made for several threads at once
        if setup is not None:
            which = f"{os.getpid()} {setup.__module__}.{getattr(setup, '__qualname__', setup)}"
            if which not in _ready:
                try:
                    setup()
                    _ready[which] = ""
                except Exception as error:
                    _ready[which] = f"{type(error).__name__}: {error}"
            if _ready[which]:
                raise SetupFailed(_ready[which])
        return attempt(function, label, item)
