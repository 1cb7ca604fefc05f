"""Conclusions kept ready beside the record: drawn once for a state of it, then asked for by name.

A shelf is named by all its contents depend on, so that a stale one is never read: it is simply
another shelf.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from qantar.domain.errors import RecordError
from qantar.domain.identity import Json
from qantar.record.port import Derived, Store, View


class Shelf(Protocol):
    """Where derived rows are asked for: a view of the record, or memory where it cannot be written."""

    def derived(
        self,
        shelf: str,
        *,
        names: Iterable[str] | None = None,
        words: Iterable[str] = (),
        limit: int | None = None,
    ) -> Iterator[Derived]: ...


FULL = "full"
"""The name of the row that is kept last: a shelf with it is whole."""


def mark_of(shelf: Shelf, name: str) -> Derived | None:
    """The row kept last, with what it says of the state the shelf is true of; None if it is not whole."""
    return next(iter(shelf.derived(name, names=[FULL])), None)


class Loose:
    """Rows on no disk: they last as long as the process."""

    def __init__(self, rows: Sequence[Derived]) -> None:
        self._rows = {row.name: row for row in rows}

    def derived(
        self,
        shelf: str,
        *,
        names: Iterable[str] | None = None,
        words: Iterable[str] = (),
        limit: int | None = None,
    ) -> Iterator[Derived]:
        sought = [word.casefold() for word in words]
        wanted = None if names is None else set(names)
        found = [
            row
            for row in self._rows.values()
            if (wanted is None or row.name in wanted)
            and all(word in row.words.casefold() for word in sought)
        ]
        yield from found[:limit]


def fill(
    store: Store,
    family: str,
    name: str,
    rows: Sequence[Derived],
    mark: Json,
    *,
    who: str,
    at: str,
) -> bool:
    """Keep the rows and the mark of their state, and say whether the record let us: a record on a
    read-only disk does not, and nothing is lost by that."""
    try:
        with store.writer(who=who, at=at) as writer:
            writer.keep_derived(family, name, [*rows, Derived(FULL, "", mark)])
    except RecordError:
        return False
    return True


def refill(
    store: Store, name: str, was: Derived, gone: Iterable[str], rows: Sequence[Derived], mark: Json,
    *, who: str, at: str,
) -> bool:  # fmt: skip
    """Keep what has changed since the mark ``was``, and say whether the record let us and nobody else did."""
    try:
        with store.writer(who=who, at=at) as writer:
            return writer.amend_derived(name, was, gone, [*rows, Derived(FULL, "", mark)])
    except RecordError:
        return False


def json_by_name(shelf: Shelf, name: str) -> Callable[[Iterable[str]], dict[str, Json]]:
    """The values of a shelf by name."""

    def fetch(names: Iterable[str]) -> dict[str, Json]:
        return {row.name: row.value for row in shelf.derived(name, names=names)}

    return fetch


def text_of(view: View) -> Callable[[str], str]:
    """The text of a document by its id."""
    return lambda id_: view.document(id_).text
