"""Reading a record in SQL at one moment; see ``qantar.record.port.View``."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row, Select

from qantar.domain.claim import Claim
from qantar.domain.errors import RecordError
from qantar.domain.judgement import Judgement
from qantar.domain.source import Capture, Document
from qantar.record import rows
from qantar.record.custody import GENESIS, Act, CustodyEntry, capture_from_json
from qantar.record.judgements import CONCLUDING, folded, judgements_of
from qantar.record.port import Counts, Derived, Reading, Refusal
from qantar.record.rows import Part, decode
from qantar.record.rules import claim_filters, only_claim
from qantar.store.tables import (
    CLAIM_COLUMNS,
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

ROWS = 500
"""Rows fetched at once: memory stays flat over any record."""

NAMED = 20
"""Ids looked at before a beginning is called ambiguous."""

_CLAIM = [claims.c[name] for name in CLAIM_COLUMNS]
_DOCUMENT = [documents.c[name] for name in ("id", "report", "lang")]
_SHOWN = sa.select(readings.c.number).where(readings.c.finished)


class SqlView:
    """One snapshot of a record."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _stream(self, query: Select[Any]) -> Iterator[Row[Any]]:
        yield from self._connection.execute(query.execution_options(yield_per=ROWS))

    def captures(self) -> Iterator[Capture]:
        query = sa.select(captures.c.json).order_by(captures.c.number)
        for row in self._stream(query):
            yield capture_from_json(decode(row.json))

    def capture(self, id: str) -> Capture:
        query = sa.select(captures.c.json).where(captures.c.id == id)
        text = self._connection.execute(query).scalar()
        if text is None:
            raise RecordError(f"{id}: no such capture in this record")
        return capture_from_json(decode(text))

    def removed(self) -> frozenset[str]:
        query = sa.select(captures.c.id).where(captures.c.removed)
        return frozenset(self._connection.execute(query).scalars())

    def custody(
        self, about: str | None = None, act: Act | None = None
    ) -> Iterator[CustodyEntry]:
        query = sa.select(custody.c.json).order_by(custody.c.number)
        if act is not None:
            query = query.where(custody.c.act == act.value)
        if about is not None:
            query = query.where(custody.c.about == about)
        for row in self._stream(query):
            yield CustodyEntry.from_json(decode(row.json))

    def head(self) -> tuple[int, str]:
        row = self._connection.execute(sa.select(chain.c.number, chain.c.digest)).first()
        if row is None:
            raise RecordError(
                "the end of the custody chain is not noted; restore from a backup"
            )
        return row.number, row.digest

    def documents(self, capture: str | None = None) -> Iterator[Document]:
        query = (
            sa.select(documents.c.json)
            .join(readings, documents.c.reading == readings.c.number)
            .where(readings.c.finished)
            .order_by(readings.c.capture, documents.c.position)
        )
        if capture is not None:
            query = query.join(captures, readings.c.capture == captures.c.number).where(
                captures.c.id == capture
            )
        for row in self._stream(query):
            yield Document.from_json(decode(row.json))

    def document(self, id: str) -> Document:
        query = sa.select(documents.c.json).where(
            documents.c.id == id, documents.c.reading.in_(_SHOWN)
        )
        text = self._connection.execute(query).scalar()
        if text is None:
            raise RecordError(f"{id}: no such document in this record")
        return Document.from_json(decode(text))

    def claims(self, **filters: str) -> Iterator[Claim]:
        query = (
            sa.select(claims.c.reading, claims.c.part, claims.c.json)
            .join(readings, claims.c.reading == readings.c.number)
            .where(readings.c.finished)
            .order_by(readings.c.capture, claims.c.position)
        )
        for name, value in claim_filters(filters).items():
            query = query.where(claims.c[name] == value)
        place, text = None, ""
        for row in self._stream(query):
            if (row.reading, row.part) != place:
                place = (row.reading, row.part)
                text = self._text(row.reading, row.part)
            yield Claim.from_row(decode(row.json), text)

    def claim(self, id: str) -> Claim:
        begins = claims.c.id.startswith(id, autoescape=True)
        shown = claims.c.reading.in_(_SHOWN)
        query = sa.select(claims.c.id).distinct().where(begins, shown).limit(NAMED)
        exact = self._connection.execute(
            sa.select(claims.c.id).where(claims.c.id == id, shown).limit(1)
        ).scalar()
        found = exact or only_claim(id, sorted(self._connection.execute(query).scalars()))
        row = self._connection.execute(
            sa.select(claims.c.reading, claims.c.part, claims.c.json)
            .join(readings, claims.c.reading == readings.c.number)
            .where(claims.c.id == found, readings.c.finished)
            .order_by(readings.c.capture, claims.c.position)
        ).first()
        assert row is not None
        return Claim.from_row(decode(row.json), self._text(row.reading, row.part))

    def _text(self, reading: int, part: int) -> str:
        query = sa.select(documents.c.json).where(
            documents.c.reading == reading, documents.c.position == part
        )
        text = self._connection.execute(query).scalar()
        if text is None:
            raise RecordError("a claim stands in no document of this record; run qantar verify")
        found: str = decode(text)["text"]
        return found

    def finished(self, reader: str) -> frozenset[str]:
        done = (
            sa.select(captures.c.id)
            .join(readings, readings.c.capture == captures.c.number)
            .where(readings.c.finished, readings.c.reader == reader)
        )
        refused = sa.select(refusals.c.capture).where(
            refusals.c.reader == reader, refusals.c.capture.is_not(None)
        )
        found = self._connection.execute(done).scalars().all()
        refused_ids = self._connection.execute(refused).scalars().all()
        return self.removed().union(found, refused_ids)

    def refusals(self) -> Iterator[Refusal]:
        for row in self._stream(sa.select(refusals.c.json).order_by(refusals.c.number)):
            yield Refusal(**decode(row.json))

    def readings(self) -> Iterator[Reading]:
        query = (
            sa.select(readings, captures.c.id)
            .join(captures, readings.c.capture == captures.c.number)
            .order_by(readings.c.capture, readings.c.finished.desc(), readings.c.number)
        )
        for row in self._stream(query):
            yield Reading(
                capture=row.id, reader=row.reader, documents=row.documents, claims=row.claims,
                digest=row.digest, finished=row.finished,
            )  # fmt: skip

    def parts(self, capture: str) -> Iterator[Part]:
        query = (
            sa.select(documents.c.position, documents.c.json, *_DOCUMENT)
            .join(readings, documents.c.reading == readings.c.number)
            .join(captures, readings.c.capture == captures.c.number)
            .where(readings.c.finished, captures.c.id == capture)
            .order_by(documents.c.position)
        )
        inside = (
            sa.select(claims.c.part, claims.c.json, *_CLAIM)
            .join(readings, claims.c.reading == readings.c.number)
            .join(captures, readings.c.capture == captures.c.number)
            .where(readings.c.finished, captures.c.id == capture)
            .order_by(claims.c.position)
        )
        # Two streams side by side: a question for each document would take hours over a large file.
        stream = self._stream(inside)
        claim = next(stream, None)
        for row in self._stream(query):
            own = []
            while claim is not None and claim.part < row.position:
                claim = next(stream, None)  # its document is gone: ``strays`` names it
            while claim is not None and claim.part == row.position:
                own.append(_kept(claim, CLAIM_COLUMNS))
                claim = next(stream, None)
            yield Part(_kept(row, ("id", "report", "lang")), tuple(own))

    def strays(self) -> Iterator[str]:
        for row in self._stream(
            sa.select(readings.c.number)
            .outerjoin(captures, readings.c.capture == captures.c.number)
            .where(captures.c.number.is_(None))
        ):
            yield f"reading {row.number} belongs to no capture"
        for row in self._stream(
            sa.select(documents.c.id)
            .outerjoin(readings, documents.c.reading == readings.c.number)
            .where(readings.c.number.is_(None))
        ):
            yield f"{row.id} belongs to no reading of a capture"
        for row in self._stream(
            sa.select(claims.c.id)
            .outerjoin(
                documents,
                (claims.c.reading == documents.c.reading)
                & (claims.c.part == documents.c.position),
            )
            .where(documents.c.id.is_(None))
        ):
            yield f"{row.id} stands in no document"
        for row in self._stream(sa.select(captures).order_by(captures.c.number)):
            if capture_from_json(decode(row.json)).id != row.id:
                yield f"the capture listed as {row.id} describes another"
        for row in self._stream(sa.select(custody).order_by(custody.c.number)):
            entry = decode(row.json)
            if (entry["number"], entry["act"], entry["about"]) != (
                row.number,
                row.act,
                row.about,
            ):
                yield f"custody entry {row.number} is listed as something else than it says"

    def counts(self) -> Counts:
        def count(query: Select[Any]) -> int:
            return int(self._connection.execute(query).scalar() or 0)

        def size(table: sa.Table) -> Select[Any]:
            return sa.select(sa.func.count()).select_from(table)

        return Counts(
            captures=count(size(captures)),
            removed=count(size(captures).where(captures.c.removed)),
            documents=count(size(documents).where(documents.c.reading.in_(_SHOWN))),
            claims=count(size(claims).where(claims.c.reading.in_(_SHOWN))),
            custody=count(size(custody)),
            refusals=count(size(refusals)),
        )

    def judgements(self) -> Iterator[Judgement]:
        yield from judgements_of(self.judgement_rows())

    def judgement_rows(self) -> Iterator[rows.Row]:
        for row in self._stream(sa.select(judgements).order_by(judgements.c.number)):
            yield rows.Row(row.json, {"id": row.id})

    def state(self) -> str:
        query = (
            sa.select(custody.c.json)
            .where(custody.c.act.in_([act.value for act in CONCLUDING]))
            .order_by(custody.c.number.desc())
            .limit(1)
        )
        text = self._connection.execute(query).scalar()
        return GENESIS if text is None else str(decode(text)["digest"])

    def concluded(self, after: int) -> Iterator[CustodyEntry]:
        query = (
            sa.select(custody.c.json)
            .where(custody.c.number > after)
            .where(custody.c.act.in_([act.value for act in CONCLUDING]))
            .order_by(custody.c.number)
        )
        for row in self._stream(query):
            yield CustodyEntry.from_json(decode(row.json))

    def derived(
        self,
        shelf: str,
        *,
        names: Iterable[str] | None = None,
        words: Iterable[str] = (),
        limit: int | None = None,
    ) -> Iterator[Derived]:
        query = sa.select(derived).where(derived.c.shelf == shelf)
        for word in folded(words):
            query = query.where(derived.c.words.contains(word, autoescape=True))
        if names is None:
            ordered = query.order_by(derived.c.position).limit(limit)
            found: Iterable[Row[Any]] = self._stream(ordered)
        else:
            # Looked up by name and put in order here: asked for an order, a store walks the whole shelf.
            wanted = sorted(set(names))
            found = []
            for at in range(0, len(wanted), ROWS):
                some = query.where(derived.c.name.in_(wanted[at : at + ROWS]))
                found += self._connection.execute(some).all()
            found.sort(key=lambda row: int(row.position))
            found = found[:limit]
        for row in found:
            yield Derived(row.name, row.words, decode(row.json))


def _kept(row: Row[Any], names: Sequence[str]) -> rows.Row:
    values = row._mapping
    return rows.Row(row.json, {name: values[name] for name in names})
