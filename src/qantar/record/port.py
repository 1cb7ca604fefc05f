"""The port: what a store must be able to do, whatever disk it stands on.

A ``Writer`` is one transaction: all of it is kept, or none. A ``View`` reads at a moment and sees
nothing of what is written meanwhile.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from qantar.domain.claim import Claim
from qantar.domain.identity import Json
from qantar.domain.judgement import Judgement
from qantar.domain.source import Capture, Document
from qantar.record.custody import Act, CustodyEntry
from qantar.record.rows import Part, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that could not be taken in or read, so that it is not silently missing.

    ``origin`` is its path or address, ``error`` the message; ``capture`` and ``reader`` are set
    where the bytes are held and a reader of that version gave up on them.
    """

    origin: str
    error: str
    at: str
    capture: str | None = None
    reader: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one version of the reader made of one capture.

    ``digest`` seals every row of it in order; only a ``finished`` reading is shown.
    """

    capture: str
    reader: str
    documents: int
    claims: int
    digest: str
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much is held, by kind. Documents and claims of finished readings only."""

    captures: int
    removed: int
    documents: int
    claims: int
    custody: int
    refusals: int


@dataclass(frozen=True, slots=True)
class Derived:
    """Something concluded, kept only to be found fast: its name, words to look it up by, its value."""

    name: str
    words: str
    value: Json = field(hash=False)


class Arrival(Protocol):
    """Bytes that come in piece by piece, hashed on the way; kept when a writer keeps what they belong to."""

    @property
    def size(self) -> int: ...

    @property
    def sha256(self) -> str:
        """Of what was written so far."""
        ...

    def write(self, data: bytes, /) -> object:
        """Raises RecordError if it cannot be kept."""
        ...


class Blobs(Protocol):
    """Bytes by their SHA-256, whole or absent, never half."""

    def put(self, blobs: Mapping[str, bytes | Arrival]) -> None:
        """Keep bytes under their digests; when it returns they outlive a loss of power."""
        ...

    def arriving(self) -> AbstractContextManager[Arrival]:
        """A place for bytes too many for memory, and only whole when the last was written; they go at the
        end of the context unless a writer kept them meanwhile."""
        ...

    def read(self, sha256: str) -> bytes:
        """The bytes of a digest.

        Raises:
            RecordError: if they are not held.
        """
        ...

    def open(self, sha256: str) -> BinaryIO:
        """The bytes of a digest as a file to be read.

        Raises:
            RecordError: if they are not held.
        """
        ...

    def remove(self, sha256: str) -> None:
        """Let bytes go; nothing happens if they are gone already."""
        ...

    def has(self, sha256: str) -> bool: ...

    def digests(self) -> Iterator[str]:
        """All digests held, sorted."""
        ...

    def measure(self, sha256: str) -> tuple[int, str]:
        """Size and SHA-256 of what really lies under a digest, read anew from disk."""
        ...


class View(Protocol):
    """The record at one moment. Order is always that of arrival, then of the text."""

    def captures(self) -> Iterator[Capture]: ...

    def capture(self, id: str) -> Capture:
        """Raises RecordError if no such capture was ever received."""
        ...

    def removed(self) -> frozenset[str]:
        """Captures whose bytes were let go."""
        ...

    def custody(
        self, about: str | None = None, act: Act | None = None
    ) -> Iterator[CustodyEntry]:
        """The chain; or only its entries about a capture, or of one act."""
        ...

    def head(self) -> tuple[int, str]:
        """Number and digest of the last custody entry, as noted apart from the chain."""
        ...

    def documents(self, capture: str | None = None) -> Iterator[Document]: ...

    def document(self, id: str) -> Document:
        """Raises RecordError if there is none."""
        ...

    def claims(self, **filters: str) -> Iterator[Claim]:
        """Claims in order; filters are columns of ``rows.CLAIM_FILTERS`` and the values they
        must have: ``claims(kind="figure", object="weapon")``.

        Raises:
            Misuse: if a filter is not a column.
        """
        ...

    def claim(self, id: str) -> Claim:
        """The claim of an id, or of its beginning where only one claim begins so.

        Twins (the same words saying the same in one capture twice) share an id; the first is given.

        Raises:
            RecordError: if none begins so, or several do; then it names them.
        """
        ...

    def finished(self, reader: str) -> frozenset[str]:
        """Captures this version of the reader need not see: read or refused by it, or removed."""
        ...

    def refusals(self) -> Iterator[Refusal]: ...

    def readings(self) -> Iterator[Reading]: ...

    def parts(self, capture: str) -> Iterator[Part]:
        """The finished reading of a capture as kept, unchecked: for ``verify``."""
        ...

    def strays(self) -> Iterator[str]:
        """Rows that hang on nothing (a claim without its document…), each described."""
        ...

    def counts(self) -> Counts: ...

    def judgements(self) -> Iterator[Judgement]:
        """What people decided, in order, but those whose words went with a removed capture."""
        ...

    def judgement_rows(self) -> Iterator[Row]:
        """The judgements as kept, unchecked: for ``verify``."""
        ...

    def state(self) -> str:
        """The digest of the last custody entry that changes what can be concluded: a reading, a
        removal, a judgement. What was derived at one state is true as long as it is the state."""
        ...

    def concluded(self, after: int) -> Iterator[CustodyEntry]:
        """The entries behind that number that change what can be concluded (``judgements.CONCLUDING``)."""
        ...

    def derived(
        self,
        shelf: str,
        *,
        names: Iterable[str] | None = None,
        words: Iterable[str] = (),
        limit: int | None = None,
    ) -> Iterator[Derived]:
        """What was kept on a shelf, in its order: of these names, having all these words (any case),
        at most so many."""
        ...


class Writer(Protocol):
    """One transaction. Everything in it bears the same name and time."""

    def keep_capture(self, capture: Capture, data: bytes | Arrival) -> bool:
        """Keep bytes, and say whether they are new.

        The same bytes from another origin, or with another sidecar, are one more custody entry;
        from the same origin with the same sidecar, nothing: a resumed ingest leaves no trace.
        Bytes once removed stay out.

        Raises:
            RecordError: if the data is not what the capture says it is.
        """
        ...

    def begin_reading(self, capture: str, reader: str) -> int:
        """Open a reading, or go on with one that was interrupted: how many documents it holds.

        Raises:
            RecordError: if the capture is not held.
        """
        ...

    def add_to_reading(
        self, capture: str, reader: str, document: Document, claims: Iterable[Claim]
    ) -> None:
        """The next document of an open reading, with its claims.

        Raises:
            RecordError: if no such reading is open, or it has this document already.
        """
        ...

    def add_part(self, capture: str, reader: str, part: Part) -> None:
        """The same of a document of this capture whose rows were made elsewhere
        (``record.rows.make_part``)."""
        ...

    def finish_reading(self, capture: str, reader: str) -> None:
        """Show this reading instead of the older one, which goes, as do refusals of the capture."""
        ...

    def keep_reading(
        self, capture: str, reader: str, read: Iterable[tuple[Document, Iterable[Claim]]]
    ) -> None:
        """A whole reading at once: begun anew, filled and finished."""
        ...

    def keep_refusal(
        self, origin: str, error: str, *, capture: str | None = None, reader: str | None = None
    ) -> bool:
        """Note what could not be used, and say whether that is news."""
        ...

    def remove_capture(self, capture: str, *, decided_by: tuple[str, ...], reason: str) -> None:
        """Let the bytes go, with their working copies and all that was read in them; digest, reason
        and names stay.

        Doing it again finishes what a crash left undone.

        Raises:
            RecordError: if it was never received, or nobody decided, or for no reason.
        """
        ...

    def keep_copy(
        self, act: Act, capture: str, data: bytes | Arrival, detail: Json
    ) -> CustodyEntry:
        """Keep a working copy of a capture beside it, with its entry (``copies.copy_detail``).

        Raises:
            RecordError: if the capture is not held, or the copy is not what its entry says it is.
        """
        ...

    def keep_judgement(self, judgement: Judgement) -> bool:
        """Keep a decision, seal it into the chain, and say whether it is new.

        Raises:
            RecordError: if it withdraws one that is not held, or bears another time than this
                transaction.
        """
        ...

    def keep_derived(self, family: str, shelf: str, rows: Iterable[Derived]) -> None:
        """Keep conclusions in place of all older ones of the family. No custody: they may be lost."""
        ...

    def amend_derived(
        self, shelf: str, was: Derived, gone: Iterable[str], rows: Iterable[Derived]
    ) -> bool:
        """Drop rows of a shelf by name and put others, in place of those of their names; nothing, and
        False, unless the shelf still holds ``was``: somebody else amended it meanwhile."""
        ...

    def note(self, act: Act, about: str, detail: Json) -> CustodyEntry:
        """A custody entry for something done elsewhere: an export."""
        ...

    def restore_chain(self, entries: Iterable[CustodyEntry]) -> None:
        """Take over the chain of a record that was packed, entry by entry as it was sealed, and the
        captures it says were received; their bytes, readings and judgements follow with
        ``restore_bytes``, ``restore_reading`` and ``restore_judgement``.

        Raises:
            RecordError: if this record is not empty.
        """
        ...

    def restore_bytes(self, sha256: str, data: bytes | Arrival) -> None:
        """Bytes under their digest, without an entry: the chain restored has it already."""
        ...

    def restore_reading(self, capture: str, reader: str, parts: Iterable[Part]) -> None:
        """A finished reading as it was kept, row by row, without an entry."""
        ...

    def restore_judgement(self, row: Row) -> None:
        """A judgement as it was kept, without an entry."""
        ...


class Store(Protocol):
    """One record on one disk."""

    @property
    def name(self) -> str:
        """Path or address, without passwords."""
        ...

    @property
    def blobs(self) -> Blobs: ...

    def view(self) -> AbstractContextManager[View]: ...

    def writer(self, *, who: str, at: str) -> AbstractContextManager[Writer]:
        """A transaction in somebody's name at an ISO 8601 UTC time; writers wait for each other."""
        ...

    def damage(self) -> tuple[tuple[str, str], ...]:
        """Where the store's own files are not as they were written last, and what is found there;
        nothing where that cannot be told."""
        ...

    def close(self) -> None: ...
