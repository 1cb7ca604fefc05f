"""A small ingest, run as a process of its own so that it can be killed: ADDRESS NUMBER [STEP].

Captures report files, then a file of many reports in parts. With a STEP, kills itself at the n-th
moment of the disk (a file forced or renamed, a statement sent, a transaction ended). STEP 0 counts
those moments instead and prints how many there are.
"""
# ruff: noqa: E402

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[2] / "src"), str(Path(__file__).parents[2])]

import sqlalchemy as sa

from qantar.domain.claim import Claim
from qantar.domain.source import Document
from qantar.record.port import Store
from qantar.record.reading import keep_in_parts
from qantar.store.address import open_store
from tests.store import samples
from tests.store.samples import AT, READER

LARGE = 1000
"""The number of the capture that holds many reports."""


def ingest(store: Store, reports: int) -> None:
    with store.view() as view:
        finished = view.finished(READER)
    for start in range(0, reports, 3):
        with store.writer(who="ingest", at=AT) as writer:
            for number in range(start, min(start + 3, reports)):
                capture, data = samples.capture(number)
                writer.keep_capture(capture, data)
                if capture.id not in finished:
                    writer.keep_reading(capture.id, READER, samples.reading(capture, number))
    capture, data = samples.capture(LARGE)
    with store.writer(who="ingest", at=AT) as writer:
        writer.keep_capture(capture, data)

    def read(start: int) -> Iterator[tuple[Document, list[Claim]]]:
        for number in range(start, reports):
            document = samples.document(capture, number, member=f"line {number}")
            yield document, samples.claims(document, number)

    if capture.id not in finished:
        keep_in_parts(store, capture.id, READER, read, who="ingest", clock=lambda: AT, batch=2)


class Killer:
    """Counts steps and ends the process without a word at one of them."""

    def __init__(self, step: int) -> None:
        self.left, self.passed = step, 0

    def __call__(self, *_: Any, **__: Any) -> None:
        self.passed += 1
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    address, reports = sys.argv[1], int(sys.argv[2])
    killer = Killer(int(sys.argv[3]) if len(sys.argv) > 3 else 0)
    if len(sys.argv) > 3:
        sa.event.listen(sa.Engine, "before_cursor_execute", killer)
        sa.event.listen(sa.Engine, "commit", killer)
        real_force, real_replace = os.fsync, os.replace

        def force(descriptor: int) -> None:
            killer()
            real_force(descriptor)

        def rename(source: Any, target: Any) -> None:
            killer()
            real_replace(source, target)

        os.fsync, os.replace = force, rename  # type: ignore[assignment]
    store = open_store(address, create=True)
    ingest(store, reports)
    store.close()
    print(killer.passed)


if __name__ == "__main__":
    main()
