"""A long reading, kept in parts: a file of ten thousand reports must survive a cut at any one.

Each batch is a transaction of its own, so that others may write in between, and an interrupted
reading goes on behind its last kept document. Nobody sees it before it is finished.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from qantar.domain.claim import Claim
from qantar.domain.source import Document
from qantar.record.port import Store

BATCH = 100
"""Documents a transaction: at some 15 claims each, a commit a third of a second at most (measured
with SQLite: 700 documents a second), so that no other writer waits long."""

Read = Callable[[int], Iterable[tuple[Document, Iterable[Claim]]]]
"""The documents of a capture with their claims, in an order that never changes, from the n-th on."""


def keep_in_parts(
    store: Store,
    capture: str,
    reader: str,
    read: Read,
    *,
    who: str,
    clock: Callable[[], str],
    batch: int = BATCH,
) -> None:
    """Keep a reading batch by batch, and show it when it is whole.

    Raises:
        RecordError: if two readings of one capture run at once; the second to add gives up.
    """
    with store.writer(who=who, at=clock()) as writer:
        kept = writer.begin_reading(capture, reader)
    remaining = iter(read(kept))
    for documents in _batches(remaining, batch):
        with store.writer(who=who, at=clock()) as writer:
            for document, claims in documents:
                writer.add_to_reading(capture, reader, document, claims)
    with store.writer(who=who, at=clock()) as writer:
        writer.finish_reading(capture, reader)


def _batches(
    values: Iterator[tuple[Document, Iterable[Claim]]], size: int
) -> Iterator[list[tuple[Document, Iterable[Claim]]]]:
    while batch := list(islice(values, size)):
        yield batch
