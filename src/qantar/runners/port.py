"""The port: work spread over any number of workers, the same bytes whatever their number."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What comes back in the place of a result when the work on one item broke.

    ``item`` is its name (its number from 0, where it was not named), ``error`` the exception as
    type and message, ``trace`` where it arose; ``died`` if the worker itself was lost (killed, out
    of memory, a fault in native code), which no ``except`` inside the work can catch.
    """

    item: str
    error: str
    trace: str = ""
    died: bool = False

    def __str__(self) -> str:
        return f"{self.item}: {self.error}"


class SetupFailed(RuntimeError):
    """A worker could not be made ready, so no item can be worked on. Holds the worker's trace."""


class Runner(Protocol):
    """Spreads work. Results come in the order of the items, whoever did them, and one broken item
    never stops the others."""

    def each(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        *,
        name: Callable[[T], str] | None = None,
        weight: Callable[[T], int] | None = None,
    ) -> Iterator[R | Failure]:
        """The result for each item, in order. Items are drawn only a little ahead of the results,
        so an endless stream of them needs no memory; further ahead where ``weight`` tells that they
        are light (characters, or what else grows with them), so that nobody waits for whoever takes
        the results."""
        ...

    def by_key(
        self,
        function: Callable[[K, list[T]], R],
        items: Iterable[T],
        key: Callable[[T], K],
    ) -> Iterator[R | Failure]:
        """The result for each group of items that share a key, in the order in which the keys first
        appear; within a group the items keep their order. All items are held until grouped."""
        ...
