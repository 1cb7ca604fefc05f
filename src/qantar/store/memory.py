"""A record that lives as long as the process: for trying out, and the yardstick of the others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from threading import Lock
from typing import BinaryIO

from qantar.domain.claim import Claim
from qantar.domain.errors import RecordError
from qantar.domain.identity import Json, sha256
from qantar.domain.judgement import Judgement
from qantar.domain.source import Capture, Document
from qantar.record.copies import check_copy, leaving
from qantar.record.custody import GENESIS, Act, CustodyEntry, capture_json, check_time
from qantar.record.judgements import (
    CONCLUDING,
    check_judgement,
    derived_row,
    folded,
    is_about,
    judgement_detail,
    judgement_row,
    judgements_of,
    wordless,
)
from qantar.record.port import Arrival, Counts, Derived, Reading, Refusal
from qantar.record.rows import Part, Row, decode, make_part
from qantar.record.rules import (
    check_bytes,
    check_decision,
    check_empty,
    claim_filters,
    doubled_document,
    not_held,
    not_open,
    only_claim,
    read_detail,
    received,
    refusal_digest,
    second_receipt,
    whole_reading,
)
from qantar.store.arrivals import MemoryArrival


class MemoryBlobs:
    """Bytes by their digest, in a dictionary."""

    def __init__(self) -> None:
        self._blobs: dict[str, bytes] = {}

    def put(self, blobs: Mapping[str, bytes | Arrival]) -> None:
        for digest, data in blobs.items():
            self._blobs[digest] = whole(data)

    @contextmanager
    def arriving(self) -> Iterator[MemoryArrival]:
        yield MemoryArrival()

    def open(self, sha256: str) -> BinaryIO:
        return BytesIO(self.read(sha256))

    def read(self, sha256: str) -> bytes:
        try:
            return self._blobs[sha256]
        except KeyError:
            raise RecordError(f"bytes {sha256}: not held") from None

    def remove(self, sha256: str) -> None:
        self._blobs.pop(sha256, None)

    def has(self, sha256: str) -> bool:
        return sha256 in self._blobs

    def digests(self) -> Iterator[str]:
        yield from sorted(self._blobs)

    def measure(self, sha256: str) -> tuple[int, str]:
        data = self.read(sha256)
        return len(data), _sha256(data)


_sha256 = sha256


def whole(data: bytes | Arrival) -> bytes:
    """Bytes, however they came."""
    if isinstance(data, bytes):
        return data
    if not isinstance(data, MemoryArrival):
        raise RecordError("these bytes arrived at another record; let them arrive at this one")
    return data.whole()


@dataclass(slots=True)
class _Kept:
    """A reading and its parts."""

    reading: Reading
    parts: tuple[Part, ...] = ()


@dataclass(slots=True)
class _State:
    """All of a record at one moment. A transaction works on a copy and puts it in place."""

    captures: dict[str, Capture] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    custody: list[CustodyEntry] = field(default_factory=list)
    shown: dict[str, _Kept] = field(default_factory=dict)
    open: dict[tuple[str, str], _Kept] = field(default_factory=dict)
    refusals: dict[str, Refusal] = field(default_factory=dict)
    judgements: tuple[Row, ...] = ()
    derived: dict[str, tuple[str, Sequence[dict[str, object]]]] = field(default_factory=dict)
    """By family: the shelf, and its rows."""

    def copy(self) -> "_State":
        return _State(
            dict(self.captures), self.removed, list(self.custody), dict(self.shown),
            dict(self.open), dict(self.refusals), self.judgements, dict(self.derived),
        )  # fmt: skip


class MemoryStore:
    """A record in memory; see ``qantar.record.port.Store``."""

    def __init__(self) -> None:
        self._state = _State()
        self._lock = Lock()
        self._blobs = MemoryBlobs()

    @property
    def name(self) -> str:
        return "memory"

    @property
    def blobs(self) -> MemoryBlobs:
        return self._blobs

    @contextmanager
    def view(self) -> Iterator["_View"]:
        yield _View(self._state)

    @contextmanager
    def writer(self, *, who: str, at: str) -> Iterator["_Writer"]:
        check_time(at)
        with self._lock:
            writer = _Writer(self._state.copy(), who, at)
            yield writer
            self._blobs.put(writer.arrived)
            self._state = writer.state
            for digest in writer.leaving:
                self._blobs.remove(digest)

    def damage(self) -> tuple[tuple[str, str], ...]:
        return ()

    def close(self) -> None:
        return None


class _View:
    def __init__(self, state: _State) -> None:
        self._state = state

    def captures(self) -> Iterator[Capture]:
        yield from self._state.captures.values()

    def capture(self, id: str) -> Capture:
        try:
            return self._state.captures[id]
        except KeyError:
            raise RecordError(f"{id}: no such capture in this record") from None

    def removed(self) -> frozenset[str]:
        return self._state.removed

    def custody(
        self, about: str | None = None, act: Act | None = None
    ) -> Iterator[CustodyEntry]:
        for entry in self._state.custody:
            if about in (None, entry.about) and act in (None, entry.act):
                yield entry

    def head(self) -> tuple[int, str]:
        if not self._state.custody:
            return 0, GENESIS
        last = self._state.custody[-1]
        return last.number, last.digest

    def documents(self, capture: str | None = None) -> Iterator[Document]:
        for part in self._all_parts(capture):
            yield Document.from_json(decode(part.document.json))

    def document(self, id: str) -> Document:
        for part in self._all_parts(None):
            if part.document.columns["id"] == id:
                return Document.from_json(decode(part.document.json))
        raise RecordError(f"{id}: no such document in this record")

    def claims(self, **filters: str) -> Iterator[Claim]:
        wanted = claim_filters(filters)
        for part in self._all_parts(None):
            text: str | None = None
            for row in part.claims:
                if all(row.columns[name] == value for name, value in wanted.items()):
                    if text is None:
                        text = decode(part.document.json)["text"]
                    yield Claim.from_row(decode(row.json), text)

    def claim(self, id: str) -> Claim:
        found: dict[str, tuple[Part, Row]] = {}
        for part in self._all_parts(None):
            for row in part.claims:
                if str(row.columns["id"]).startswith(id):
                    found.setdefault(str(row.columns["id"]), (part, row))
        part, row = found[only_claim(id, sorted(found))]
        return Claim.from_row(decode(row.json), decode(part.document.json)["text"])

    def finished(self, reader: str) -> frozenset[str]:
        done = {id for id, kept in self._state.shown.items() if kept.reading.reader == reader}
        refused = {
            refusal.capture
            for refusal in self._state.refusals.values()
            if refusal.reader == reader and refusal.capture is not None
        }
        return self._state.removed | done | refused

    def refusals(self) -> Iterator[Refusal]:
        yield from self._state.refusals.values()

    def readings(self) -> Iterator[Reading]:
        for id in self._state.captures:
            if id in self._state.shown:
                yield self._state.shown[id].reading
            for key, kept in self._state.open.items():
                if key[0] == id:
                    yield kept.reading

    def parts(self, capture: str) -> Iterator[Part]:
        yield from self._all_parts(capture)

    def strays(self) -> Iterator[str]:
        yield from ()  # nothing in memory can be kept without what it hangs on

    def counts(self) -> Counts:
        shown = self._state.shown.values()
        return Counts(
            captures=len(self._state.captures),
            removed=len(self._state.removed),
            documents=sum(kept.reading.documents for kept in shown),
            claims=sum(kept.reading.claims for kept in shown),
            custody=len(self._state.custody),
            refusals=len(self._state.refusals),
        )

    def judgements(self) -> Iterator[Judgement]:
        yield from judgements_of(self.judgement_rows())

    def judgement_rows(self) -> Iterator[Row]:
        yield from self._state.judgements

    def state(self) -> str:
        for entry in reversed(self._state.custody):
            if entry.act in CONCLUDING:
                return entry.digest
        return GENESIS

    def concluded(self, after: int) -> Iterator[CustodyEntry]:
        for entry in self._state.custody[after:]:
            if entry.act in CONCLUDING:
                yield entry

    def derived(
        self,
        shelf: str,
        *,
        names: Iterable[str] | None = None,
        words: Iterable[str] = (),
        limit: int | None = None,
    ) -> Iterator[Derived]:
        kept = [
            row for name, kept in self._state.derived.values() if name == shelf for row in kept
        ]
        wanted = None if names is None else set(names)
        sought = folded(words)
        found = [
            row
            for row in kept
            if (wanted is None or row["name"] in wanted)
            and all(word in str(row["words"]) for word in sought)
        ]
        for row in found[:limit]:
            yield Derived(str(row["name"]), str(row["words"]), decode(str(row["json"])))

    def _all_parts(self, capture: str | None) -> Iterator[Part]:
        for id in self._state.captures if capture is None else (capture,):
            if id in self._state.shown:
                yield from self._state.shown[id].parts


class _Writer:
    def __init__(self, state: _State, who: str, at: str) -> None:
        self.state, self._who, self._at = state, who, at
        self.arrived: dict[str, bytes] = {}
        self.leaving: list[str] = []

    def keep_capture(self, capture: Capture, data: bytes | Arrival) -> bool:
        check_bytes(capture, data)
        if capture.id not in self.state.captures:
            self.state.captures[capture.id] = capture
            self.arrived[capture.sha256] = whole(data)
            self.note(Act.RECEIVED, capture.id, capture_json(capture))
            return True
        entries = [entry for entry in self.state.custody if entry.about == capture.id]
        if (detail := second_receipt(capture, entries)) is not None:
            self.note(Act.RECEIVED_AGAIN, capture.id, detail)
        return False

    def begin_reading(self, capture: str, reader: str) -> int:
        if capture not in self.state.captures or capture in self.state.removed:
            raise not_held(capture)
        kept = self.state.open.get((capture, reader))
        if kept is None:
            kept = _Kept(Reading(
                capture=capture, reader=reader, documents=0, claims=0, digest="", finished=False
            ))  # fmt: skip
            self.state.open[capture, reader] = kept
        return kept.reading.documents

    def add_to_reading(
        self, capture: str, reader: str, document: Document, claims: Iterable[Claim]
    ) -> None:
        self.add_part(capture, reader, make_part(capture, document, claims))

    def add_part(self, capture: str, reader: str, part: Part) -> None:
        kept = self.state.open.get((capture, reader))
        if kept is None:
            raise not_open(capture, reader)
        id = part.document.columns["id"]
        if any(other.document.columns["id"] == id for other in kept.parts):
            raise doubled_document(str(id), capture)
        reading = replace(
            kept.reading,
            documents=kept.reading.documents + 1,
            claims=kept.reading.claims + len(part.claims),
            digest=part.digest(kept.reading.digest),
        )
        self.state.open[capture, reader] = _Kept(reading, (*kept.parts, part))

    def finish_reading(self, capture: str, reader: str) -> None:
        kept = self.state.open.pop((capture, reader), None)
        if kept is None:
            raise not_open(capture, reader)
        kept = _Kept(replace(kept.reading, finished=True), kept.parts)
        self.state.shown[capture] = kept
        for key in [key for key in self.state.open if key[0] == capture]:
            del self.state.open[key]
        self._forget_refusals(capture)
        self.note(Act.READ, capture, read_detail(kept.reading))

    def keep_reading(
        self, capture: str, reader: str, read: Iterable[tuple[Document, Iterable[Claim]]]
    ) -> None:
        parts = whole_reading(capture, read)
        self.state.open.pop((capture, reader), None)
        self.begin_reading(capture, reader)
        for part in parts:
            self.add_part(capture, reader, part)
        self.finish_reading(capture, reader)

    def keep_refusal(
        self, origin: str, error: str, *, capture: str | None = None, reader: str | None = None
    ) -> bool:
        key = refusal_digest(origin, error, capture, reader)
        if key in self.state.refusals:
            return False
        self.state.refusals[key] = Refusal(
            origin=origin, error=error, at=self._at, capture=capture, reader=reader
        )
        return True

    def remove_capture(self, capture: str, *, decided_by: tuple[str, ...], reason: str) -> None:
        check_decision(capture, decided_by, reason)
        if capture not in self.state.captures:
            raise not_held(capture)
        self.leaving.append(self.state.captures[capture].sha256)
        self.leaving += leaving(capture, self.state.custody)
        for digest in self.leaving:
            self.arrived.pop(digest, None)
        if capture in self.state.removed:
            return
        self.state.shown.pop(capture, None)
        for key in [key for key in self.state.open if key[0] == capture]:
            del self.state.open[key]
        self._forget_refusals(capture)
        self.state.removed |= {capture}
        # Nothing judged or concluded may keep the words of what was removed.
        self.state.judgements = tuple(
            wordless(row) if is_about(row, capture) else row for row in self.state.judgements
        )
        self.state.derived = {}
        self.note(Act.REMOVED, capture, {"decided_by": list(decided_by), "reason": reason})

    def keep_copy(
        self, act: Act, capture: str, data: bytes | Arrival, detail: Json
    ) -> CustodyEntry:
        if capture not in self.state.captures or capture in self.state.removed:
            raise not_held(capture)
        check_copy(detail, data, self.state.captures.values(), self.state.removed)
        self.arrived[str(detail["sha256"])] = whole(data)
        return self.note(act, capture, detail)

    def keep_judgement(self, judgement: Judgement) -> bool:
        held = {str(row.columns["id"]) for row in self.state.judgements}
        check_judgement(judgement, held, self._at)
        if judgement.id in held:
            return False
        self.state.judgements = (*self.state.judgements, judgement_row(judgement))
        self.note(Act.JUDGED, judgement.id, judgement_detail(judgement))
        return True

    def keep_derived(self, family: str, shelf: str, rows: Iterable[Derived]) -> None:
        kept = [derived_row(rank, one) for rank, one in enumerate(rows)]
        self.state.derived = {**self.state.derived, family: (shelf, kept)}

    def amend_derived(
        self, shelf: str, was: Derived, gone: Iterable[str], rows: Iterable[Derived]
    ) -> bool:
        for family, (name, kept) in self.state.derived.items():
            if name == shelf and derived_row(0, was)["json"] in [
                row["json"] for row in kept if row["name"] == was.name
            ]:
                put = list(rows)
                away = {*gone, *(one.name for one in put)}
                left = [row for row in kept if row["name"] not in away]
                first = 1 + max((int(str(row["position"])) for row in kept), default=-1)
                left += [derived_row(first + at, one) for at, one in enumerate(put)]
                self.state.derived = {**self.state.derived, family: (shelf, left)}
                return True
        return False

    def note(self, act: Act, about: str, detail: Json) -> CustodyEntry:
        number, previous = _View(self.state).head()
        entry = CustodyEntry.sealed(
            number=number + 1, at=self._at, who=self._who, act=act, about=about, detail=detail,
            previous=previous,
        )  # fmt: skip
        self.state.custody.append(entry)
        return entry

    def restore_chain(self, entries: Iterable[CustodyEntry]) -> None:
        check_empty(len(self.state.custody))
        self.state.custody = list(entries)
        captures, self.state.removed = received(self.state.custody)
        self.state.captures = {capture.id: capture for capture in captures}

    def restore_bytes(self, sha256: str, data: bytes | Arrival) -> None:
        self.arrived[sha256] = whole(data)

    def restore_reading(self, capture: str, reader: str, parts: Iterable[Part]) -> None:
        self.begin_reading(capture, reader)
        for part in parts:
            self.add_part(capture, reader, part)
        kept = self.state.open.pop((capture, reader))
        self.state.shown[capture] = _Kept(replace(kept.reading, finished=True), kept.parts)

    def restore_judgement(self, row: Row) -> None:
        self.state.judgements = (*self.state.judgements, row)

    def _forget_refusals(self, capture: str) -> None:
        for key in [k for k, r in self.state.refusals.items() if r.capture == capture]:
            del self.state.refusals[key]
