"""Writing to a record in SQL: one transaction; see ``qantar.record.port.Writer``.

Rows are gathered and sent many at a time: a round trip each would cost more than the reading.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError

from qantar.domain.claim import Claim
from qantar.domain.errors import RecordError
from qantar.domain.identity import Json
from qantar.domain.judgement import Judgement
from qantar.domain.source import Capture, Document
from qantar.record.copies import MAKING, check_copy, leaving
from qantar.record.custody import Act, CustodyEntry, capture_from_json, capture_json
from qantar.record.judgements import (
    check_judgement,
    derived_row,
    is_about,
    judgement_detail,
    judgement_row,
    wordless,
)
from qantar.record.port import Arrival, Blobs, Derived, Reading
from qantar.record.rows import Part, Row, decode, encode, make_part
from qantar.record.rules import (
    check_bytes,
    check_decision,
    check_empty,
    doubled_document,
    not_held,
    not_open,
    read_detail,
    received,
    refusal_digest,
    second_receipt,
    whole_reading,
)
from qantar.store.tables import (
    captures,
    chain,
    claims,
    custody,
    derived,
    documents,
    judgements,
    readings,
    refusals,
)

ROWS = 2000
"""Rows gathered before they are sent."""

BYTES = 1 << 24
"""Bytes gathered before they are written (16 MiB), so that a large delivery stays off memory."""

_ORDER = (captures, custody, refusals, readings, documents, claims, judgements, derived)


@dataclass(slots=True)
class _Known:
    """What the transaction knows of a capture; ``fresh`` if it came in just now and was never read."""

    number: int
    removed: bool
    fresh: bool


@dataclass(slots=True)
class _Open:
    """A reading being filled."""

    number: int
    reading: Reading
    ids: set[str] = field(default_factory=set)


class SqlWriter:
    """One transaction on a connection; ``flush`` before it commits."""

    def __init__(self, connection: Connection, blobs: Blobs, *, who: str, at: str) -> None:
        self._connection, self._blobs, self._who, self._at = connection, blobs, who, at
        # The lock on the chain's end: PostgreSQL waits here, SQLite waited at BEGIN IMMEDIATE.
        head = connection.execute(sa.select(chain).with_for_update()).first()
        if head is None:
            raise RecordError(
                "the end of the custody chain is not noted; restore from a backup"
            )
        self._number, self._digest = int(head.number), str(head.digest)
        self._gathered: dict[str, list[dict[str, Any]]] = {table.name: [] for table in _ORDER}
        self._waiting = 0
        self._arrived: dict[str, bytes | Arrival] = {}
        self._known: dict[str, _Known] = {}
        self._open: dict[tuple[str, str], _Open] = {}
        self._last: dict[str, int] = {}
        self._refused = False
        self.leaving: list[str] = []
        """Digests whose bytes go once this is committed."""

    # — captures —

    def keep_capture(self, capture: Capture, data: bytes | Arrival) -> bool:
        check_bytes(capture, data)
        detail = capture_json(capture)
        text = encode(detail)  # before anything is written: a description that cannot be kept
        if self._find(capture.id) is not None:
            self._send()
            kept = self._connection.execute(
                sa.select(custody.c.json)
                .where(custody.c.about == capture.id)
                .order_by(custody.c.number)
            ).scalars()
            entries = (CustodyEntry.from_json(decode(entry)) for entry in kept)
            if (again := second_receipt(capture, entries)) is not None:
                self.note(Act.RECEIVED_AGAIN, capture.id, again)
            return False
        number = self._next(captures)
        self._add(captures, number=number, id=capture.id, removed=False, json=text)
        self._known[capture.id] = _Known(number, removed=False, fresh=True)
        self.note(Act.RECEIVED, capture.id, detail)
        self._arrive(capture.sha256, data)
        return True

    def remove_capture(self, capture: str, *, decided_by: tuple[str, ...], reason: str) -> None:
        check_decision(capture, decided_by, reason)
        known = self._find(capture)
        if known is None:
            raise not_held(capture)
        self._send()
        text = self._connection.execute(
            sa.select(captures.c.json).where(captures.c.number == known.number)
        ).scalar_one()
        self.leaving.append(decode(text)["sha256"])
        self.leaving += leaving(capture, self._entries(MAKING))
        for digest in self.leaving:
            self._arrived.pop(digest, None)
        if known.removed:
            return
        mine = sa.select(readings.c.number).where(readings.c.capture == known.number)
        self._drop(list(self._connection.execute(mine).scalars()))
        self._open = {key: value for key, value in self._open.items() if key[0] != capture}
        self._connection.execute(sa.delete(refusals).where(refusals.c.capture == capture))
        self._connection.execute(
            sa.update(captures).where(captures.c.number == known.number).values(removed=True)
        )
        known.removed = True
        self._forget_words(capture)
        self.note(Act.REMOVED, capture, {"decided_by": list(decided_by), "reason": reason})

    # — readings —

    def begin_reading(self, capture: str, reader: str) -> int:
        return self._begin(capture, reader).reading.documents

    def add_to_reading(
        self, capture: str, reader: str, document: Document, claims: Iterable[Claim]
    ) -> None:
        self.add_part(capture, reader, make_part(capture, document, claims))

    def add_part(self, capture: str, reader: str, part: Part) -> None:
        self._fill(self._reading(capture, reader), part)

    def finish_reading(self, capture: str, reader: str) -> None:
        opened, known = self._reading(capture, reader), self._held(capture)
        others = any(key[0] == capture and key[1] != reader for key in self._open)
        if not known.fresh or others:  # else there is nothing older to look for
            self._send()
            older = sa.select(readings.c.number).where(
                readings.c.capture == known.number, readings.c.number != opened.number
            )
            self._drop(list(self._connection.execute(older).scalars()))
        if not known.fresh or self._refused:
            self._send()
            self._connection.execute(sa.delete(refusals).where(refusals.c.capture == capture))
        self._open = {key: value for key, value in self._open.items() if key[0] != capture}
        self._save(opened, finished=True)
        known.fresh = False
        self.note(Act.READ, capture, read_detail(opened.reading))

    def keep_reading(
        self, capture: str, reader: str, read: Iterable[tuple[Document, Iterable[Claim]]]
    ) -> None:
        parts = whole_reading(capture, read)
        opened = self._begin(capture, reader, anew=True)
        for part in parts:
            self._fill(opened, part)
        self.finish_reading(capture, reader)

    def _begin(self, capture: str, reader: str, *, anew: bool = False) -> _Open:
        known = self._held(capture)
        opened = self._open.get((capture, reader)) or self._interrupted(capture, reader)
        if opened is not None and anew:
            self._send()
            self._drop([opened.number])
            opened = None
        if opened is None:
            number = self._next(readings)
            empty = Reading(
                capture=capture, reader=reader, documents=0, claims=0, digest="", finished=False
            )
            opened = _Open(number, empty)
            self._add(
                readings, number=number, capture=known.number, reader=reader, documents=0,
                claims=0, digest="", finished=False,
            )  # fmt: skip
        self._open[capture, reader] = opened
        return opened

    def _interrupted(self, capture: str, reader: str) -> _Open | None:
        known = self._held(capture)
        if known.fresh:
            return None
        self._send()
        row = self._connection.execute(
            sa.select(readings)
            .where(
                readings.c.capture == known.number,
                readings.c.reader == reader,
                ~readings.c.finished,
            )
            .order_by(readings.c.number)
        ).first()
        if row is None:
            return None
        return _Open(row.number, Reading(
            capture=capture, reader=reader, documents=row.documents, claims=row.claims,
            digest=row.digest, finished=False,
        ))  # fmt: skip

    def _reading(self, capture: str, reader: str) -> _Open:
        opened = self._open.get((capture, reader)) or self._interrupted(capture, reader)
        if opened is None:
            raise not_open(capture, reader)
        self._open[capture, reader] = opened
        return opened

    def _fill(self, opened: _Open, part: Part) -> None:
        reading = opened.reading
        id = str(part.document.columns["id"])
        if id in opened.ids:
            raise doubled_document(id, reading.capture)
        opened.ids.add(id)
        self._add(
            documents, reading=opened.number, position=reading.documents,
            json=part.document.json, **part.document.columns,
        )  # fmt: skip
        for index, row in enumerate(part.claims, reading.claims):
            self._add(
                claims, reading=opened.number, part=reading.documents, position=index,
                json=row.json, **row.columns,
            )  # fmt: skip
        opened.reading = Reading(
            capture=reading.capture, reader=reading.reader, documents=reading.documents + 1,
            claims=reading.claims + len(part.claims), digest=part.digest(reading.digest),
            finished=False,
        )  # fmt: skip
        if self._waiting > ROWS:
            self._send()

    def _save(self, opened: _Open, *, finished: bool) -> None:
        reading = opened.reading
        values = {"documents": reading.documents, "claims": reading.claims,
                  "digest": reading.digest, "finished": finished}  # fmt: skip
        for row in self._gathered[readings.name]:
            if row["number"] == opened.number:
                row.update(values)
                return
        self._connection.execute(
            sa.update(readings).where(readings.c.number == opened.number).values(**values)
        )

    def _drop(self, numbers: list[int]) -> None:
        for number in numbers:
            for table in (claims, documents):
                self._connection.execute(sa.delete(table).where(table.c.reading == number))
            self._connection.execute(sa.delete(readings).where(readings.c.number == number))

    # — refusals and custody —

    def keep_refusal(
        self, origin: str, error: str, *, capture: str | None = None, reader: str | None = None
    ) -> bool:
        digest = refusal_digest(origin, error, capture, reader)
        self._send()
        held = sa.select(refusals.c.number).where(refusals.c.digest == digest)
        if self._connection.execute(held).first() is not None:
            return False
        self._refused = True
        row = {"origin": origin, "error": error, "at": self._at, "capture": capture,
               "reader": reader}  # fmt: skip
        self._add(
            refusals, number=self._next(refusals), digest=digest, capture=capture, reader=reader,
            json=encode(row),
        )  # fmt: skip
        return True

    def note(self, act: Act, about: str, detail: Json) -> CustodyEntry:
        entry = CustodyEntry.sealed(
            number=self._number + 1, at=self._at, who=self._who, act=act, about=about,
            detail=detail, previous=self._digest,
        )  # fmt: skip
        text = encode(entry.as_json())
        self._number, self._digest = entry.number, entry.digest
        self._add(custody, number=entry.number, act=act.value, about=about, json=text)
        return entry

    def keep_copy(
        self, act: Act, capture: str, data: bytes | Arrival, detail: Json
    ) -> CustodyEntry:
        self._held(capture)
        self._send()
        rows = self._connection.execute(sa.select(captures.c.json, captures.c.removed)).all()
        held = [(capture_from_json(decode(row.json)), row.removed) for row in rows]
        gone = frozenset(one.id for one, removed in held if removed)
        check_copy(detail, data, (one for one, _ in held), gone)
        self._arrive(str(detail["sha256"]), data)
        return self.note(act, capture, detail)

    def _entries(self, acts: Iterable[Act]) -> list[CustodyEntry]:
        kept = self._connection.execute(
            sa.select(custody.c.json)
            .where(custody.c.act.in_([*(act.value for act in acts), Act.REMOVED.value]))
            .order_by(custody.c.number)
        ).scalars()
        return [CustodyEntry.from_json(decode(entry)) for entry in kept]

    # — judgements and what is derived —

    def keep_judgement(self, judgement: Judgement) -> bool:
        self._send()
        held = set(self._connection.execute(sa.select(judgements.c.id)).scalars())
        check_judgement(judgement, held, self._at)
        if judgement.id in held:
            return False
        self._add(
            judgements, number=self._next(judgements), id=judgement.id,
            json=judgement_row(judgement).json,
        )  # fmt: skip
        self.note(Act.JUDGED, judgement.id, judgement_detail(judgement))
        return True

    def _forget_words(self, capture: str) -> None:
        """Nothing judged or concluded may keep the words of what was removed."""
        for row in self._connection.execute(sa.select(judgements)).all():
            kept = Row(row.json, {"id": row.id})
            if is_about(kept, capture):
                self._connection.execute(
                    sa.update(judgements)
                    .where(judgements.c.number == row.number)
                    .values(json=wordless(kept).json)
                )
        self._connection.execute(sa.delete(derived))

    def keep_derived(self, family: str, shelf: str, rows: Iterable[Derived]) -> None:
        self._send()
        self._connection.execute(sa.delete(derived).where(derived.c.family == family))
        for rank, one in enumerate(rows):
            self._add(derived, family=family, shelf=shelf, **derived_row(rank, one))
            if self._waiting > ROWS:
                self._send()

    def amend_derived(
        self, shelf: str, was: Derived, gone: Iterable[str], rows: Iterable[Derived]
    ) -> bool:
        self._send()
        on_shelf = derived.c.shelf == shelf
        held = self._connection.execute(
            sa.select(derived.c.json, derived.c.family).where(
                on_shelf, derived.c.name == was.name
            )
        ).first()
        if held is None or held.json != derived_row(0, was)["json"]:
            return False
        put = list(rows)
        away = sorted({*gone, *(one.name for one in put)})
        for at in range(0, len(away), ROWS):
            some = derived.c.name.in_(away[at : at + ROWS])
            self._connection.execute(sa.delete(derived).where(on_shelf, some))
        last = self._connection.execute(
            sa.select(sa.func.max(derived.c.position)).where(on_shelf)
        ).scalar()
        first = 0 if last is None else int(last) + 1
        for at, one in enumerate(put):
            self._add(derived, family=held.family, shelf=shelf, **derived_row(first + at, one))
        return True

    # — restoring —

    def restore_chain(self, entries: Iterable[CustodyEntry]) -> None:
        check_empty(self._number)
        chain_ = list(entries)
        held, removed = received(chain_)
        for number, capture in enumerate(held, 1):
            gone = capture.id in removed
            self._add(
                captures, number=number, id=capture.id, removed=gone,
                json=encode(capture_json(capture)),
            )  # fmt: skip
            self._known[capture.id] = _Known(number, removed=gone, fresh=False)
        for entry in chain_:
            self._add(
                custody, number=entry.number, act=entry.act.value, about=entry.about,
                json=encode(entry.as_json()),
            )  # fmt: skip
            self._number, self._digest = entry.number, entry.digest
        self._send()

    def restore_bytes(self, sha256: str, data: bytes | Arrival) -> None:
        self._arrive(sha256, data)

    def restore_reading(self, capture: str, reader: str, parts: Iterable[Part]) -> None:
        opened = self._begin(capture, reader)
        for part in parts:
            self._fill(opened, part)
        self._open.pop((capture, reader))
        self._save(opened, finished=True)

    def restore_judgement(self, row: Row) -> None:
        self._add(
            judgements, number=self._next(judgements), json=row.json, id=row.columns["id"]
        )

    # — sending —

    def flush(self) -> None:
        """Send everything gathered; bytes first, so that no committed row lacks its bytes."""
        self._put()
        for opened in self._open.values():
            self._save(opened, finished=False)
        self._send()
        self._connection.execute(
            sa.update(chain).values(number=self._number, digest=self._digest)
        )

    def _arrive(self, sha256: str, data: bytes | Arrival) -> None:
        self._arrived[sha256] = data
        # An arrival gets its name at once: it may end before the transaction does.
        waiting = sum(len(one) for one in self._arrived.values() if isinstance(one, bytes))
        if waiting > BYTES or not isinstance(data, bytes):
            self._put()

    def _put(self) -> None:
        self._blobs.put(self._arrived)
        self._arrived = {}

    def _send(self) -> None:
        for table in _ORDER:
            if gathered := self._gathered[table.name]:
                try:
                    self._connection.execute(sa.insert(table), gathered)
                except IntegrityError as error:
                    if table is not documents:
                        raise
                    raise doubled_document("a document", "a capture") from error
                self._gathered[table.name] = []
        self._waiting = 0

    def _add(self, table: Table, **row: Any) -> None:
        self._gathered[table.name].append(row)
        self._waiting += 1

    def _next(self, table: Table) -> int:
        if table.name not in self._last:
            last = self._connection.execute(sa.select(sa.func.max(table.c.number))).scalar()
            self._last[table.name] = last or 0
        self._last[table.name] += 1
        return self._last[table.name]

    def _find(self, capture: str) -> _Known | None:
        if capture not in self._known:
            row = self._connection.execute(
                sa.select(captures.c.number, captures.c.removed).where(captures.c.id == capture)
            ).first()
            if row is None:
                return None
            self._known[capture] = _Known(row.number, removed=row.removed, fresh=False)
        return self._known[capture]

    def _held(self, capture: str) -> _Known:
        known = self._find(capture)
        if known is None or known.removed:
            raise not_held(capture)
        return known
