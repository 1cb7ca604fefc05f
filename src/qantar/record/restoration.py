"""A record made anew from a bundle: the same chain, the same bytes, the same readings.

What the chain does not seal is not in a bundle and does not come back: the list of what was refused,
readings that were interrupted, and what had been derived.
"""

import json
from collections.abc import Iterator
from typing import IO, Protocol

from qantar.domain.claim import Claim
from qantar.domain.errors import RecordError
from qantar.domain.identity import Json
from qantar.domain.source import Document
from qantar.record.copies import copies
from qantar.record.custody import Act, CustodyEntry
from qantar.record.port import Store, Writer
from qantar.record.rows import Part, Row, claim_columns, decode, document_columns
from qantar.record.rules import received

PIECE = 1 << 20


class Bundle(Protocol):
    """The files of a bundle by their names, as ``data/custody.jsonl``."""

    def read(self, name: str) -> bytes: ...

    def open(self, name: str) -> IO[bytes]: ...


def restore(bundle: Bundle, store: Store, *, at: str, who: str) -> int:
    """Fill an empty record from a whole bundle, and say how many captures it has.

    The bundle must have passed its verifier. Everything is one transaction: an interruption leaves
    the record empty.

    Raises:
        RecordError: if the bundle holds only a part of a record, or the record is not empty.
    """
    read = bundle.read
    if not json.loads(read("data/bundle.json"))["complete"]:
        raise RecordError(
            "the bundle holds a part of a record: it proves what is in it, but no record can be made"
            " of it; restore from a whole bundle"
        )
    if json.loads(read("data/bundle.json")).get("withheld"):
        raise RecordError(
            "originals were withheld from the bundle, so no record can be made of it; ask those who packed"
            " it for the whole one"
        )
    entries = [CustodyEntry.from_json(row) for row in _rows(read("data/custody.jsonl"))]
    captures, removed = received(entries)
    readers: dict[str, str] = {}
    for entry in entries:
        if entry.act is Act.READ:
            readers[entry.about] = entry.detail["reader"]
    with store.writer(who=who, at=at) as writer:
        writer.restore_chain(entries)
        for capture in captures:
            if capture.id in removed:
                continue
            _restore_bytes(
                bundle, f"data/originals/{capture.sha256}", capture.sha256, store, writer
            )
            if capture.id in readers:
                rows = read(f"data/readings/{capture.id}.jsonl")
                writer.restore_reading(capture.id, readers[capture.id], _parts(rows))
        for copy in copies(entries):
            _restore_bytes(bundle, f"data/copies/{copy.sha256}", copy.sha256, store, writer)
        for raw in _lines(read("data/judgements.jsonl")):
            writer.restore_judgement(Row(raw.decode(), {"id": decode(raw.decode())["id"]}))
    return len(captures)


def _restore_bytes(
    bundle: Bundle, name: str, sha256: str, store: Store, writer: Writer
) -> None:
    """What fits into a piece goes with others in one act; what is larger arrives piece by piece."""
    with bundle.open(name) as file:
        first = file.read(PIECE)
        if len(first) < PIECE:
            writer.restore_bytes(sha256, first)
            return
        with store.blobs.arriving() as arrival:
            arrival.write(first)
            while piece := file.read(PIECE):
                arrival.write(piece)
            writer.restore_bytes(sha256, arrival)


def _parts(data: bytes) -> Iterator[Part]:
    """The documents of a reading with their claims, rows as they were kept."""
    document: Row | None = None
    text, claims = "", list[Row]()
    for line in _lines(data):
        kind, _, raw = line.partition(b"\t")
        kept = decode(raw.decode())
        if kind == b"document":
            if document is not None:
                yield Part(document, tuple(claims))
            made = Document.from_json(kept)
            document, text, claims = Row(raw.decode(), document_columns(made)), made.text, []
        else:
            claims.append(Row(raw.decode(), claim_columns(Claim.from_row(kept, text).as_row())))
    if document is not None:
        yield Part(document, tuple(claims))


def _rows(data: bytes) -> Iterator[Json]:
    return (decode(line.decode()) for line in _lines(data))


def _lines(data: bytes) -> list[bytes]:
    # Not splitlines: a text may hold other line ends, which JSON leaves as they are.
    return [line for line in data.split(b"\n") if line]
