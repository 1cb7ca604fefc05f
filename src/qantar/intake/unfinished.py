"""Deliveries that a browser seals and sends piece by piece: what came in of them, until they are whole.

The browser's envelope lies in ``incoming/`` as it comes, already sealed for the desk. A ticket made by
chance, which only the browser has, leads back to it after a cut or a restart; the database keeps its
digest. When all is there, each envelope is put whole into one of the intake's own and kept like anything
else; what is not finished is let go after some full hours. No finer time enters anywhere.
"""

import hashlib
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qantar.domain.errors import Misuse
from qantar.intake.inbox import Delivery, Inbox
from qantar.intake.times import dull, later, seconds

BEGINS = b"age-encryption.org/v1\n-> X25519 "
"""How everything begins that was sealed for a key: nothing else is written to the disk."""
_BLOCK = 1 << 20


class Unknown(Misuse):
    """A ticket or an upload that is not here: never was, is finished, or was let go."""


class Unsealed(Misuse):
    """What came is not sealed for a key."""


class Unmatched(Misuse):
    """What came is not what stands there, or not what its digest says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A delivery that is not finished: whose it is, and how many pieces were kept if it is after all."""

    ticket: str
    locator: str
    witness: str
    hour: str
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One envelope coming in: where it lies, how many bytes are there, how many will be."""

    path: Path
    offset: int
    length: int

    @property
    def whole(self) -> bool:
        return self.offset == self.length


class Unfinished:
    """The unfinished deliveries of an inbox."""

    def __init__(self, inbox: Inbox, hours: int) -> None:
        """``hours`` is how many full hours one may take."""
        self._inbox, self._hours = inbox, hours
        self._folder = inbox.folder / "incoming"
        self._lock = threading.Lock()
        self.expire()

    def begin(self, locator: str, witness: str, most: int) -> str | None:
        """A ticket for a new delivery; None if there are ``most`` already."""
        ticket = secrets.token_hex(16)
        with self._inbox.database() as db:
            (open_,) = db.execute("SELECT count(*) FROM unfinished WHERE kept = 0").fetchone()
            if open_ >= most:
                return None
            row = (_digest(ticket), locator, witness, self._inbox.hour())
            db.execute("INSERT INTO unfinished VALUES (?, ?, ?, ?, 0)", row)
        return ticket

    def find(self, ticket: str) -> Begun:
        """Raises Unknown if no such delivery is under way."""
        with self._inbox.database() as db:
            row = db.execute(
                "SELECT ticket, locator, witness, hour, kept FROM unfinished WHERE ticket = ?",
                (_digest(ticket),),
            ).fetchone()
        if row is None:
            raise Unknown("no such delivery")
        return Begun(ticket=row[0], locator=row[1], witness=row[2], hour=row[3], kept=row[4])

    def ends(self, begun: Begun) -> str:
        """The hour from which on it may be let go."""
        return later(begun.hour, self._hours + 1)

    def create(self, begun: Begun, length: int, *, files: int, size: int) -> int | None:
        """The number of a new upload; None if it would be more files or bytes than are taken."""
        with self._lock, self._inbox.database() as db:
            count, total = db.execute(
                "SELECT count(*), coalesce(sum(length), 0) FROM uploads WHERE ticket = ?",
                (begun.ticket,),
            ).fetchone()
            if begun.kept or count >= files or total + length > size:
                return None
            (number,) = db.execute(
                "SELECT coalesce(max(number), 0) + 1 FROM uploads WHERE ticket = ?",
                (begun.ticket,),
            ).fetchone()
            path = self._path(begun, number)
            path.touch(0o600)
            for each in (path, self._folder):
                dull(each, self._inbox.hour())
            db.execute("INSERT INTO uploads VALUES (?, ?, ?)", (begun.ticket, number, length))
        return int(number)

    def upload(self, begun: Begun, number: int) -> Upload:
        """Raises Unknown if there is none of that number."""
        with self._inbox.database() as db:
            row = db.execute(
                "SELECT length FROM uploads WHERE ticket = ? AND number = ?",
                (begun.ticket, number),
            ).fetchone()
        path = self._path(begun, number)
        if row is None or not path.exists():
            raise Unknown("no such upload")
        return Upload(path=path, offset=path.stat().st_size, length=row[0])

    def uploads(self, begun: Begun) -> list[Upload]:
        with self._inbox.database() as db:
            query = "SELECT number FROM uploads WHERE ticket = ? ORDER BY number"
            numbers = [row[0] for row in db.execute(query, (begun.ticket,))]
        return [self.upload(begun, number) for number in numbers]

    @contextmanager
    def writing(self, upload: Upload, sha256: bytes | None) -> Iterator["Piece"]:
        """A piece being added to an upload. With a digest all of it is kept or none; without one what
        came before a cut stays. When it ends, what was kept outlives a loss of power.

        Raises:
            Unsealed, Unmatched: if it may not be kept.
            OSError: if it cannot be kept.
        """
        piece = Piece(upload, sha256 is not None)
        try:
            try:
                yield piece
            except BaseException:
                piece.cut()
                raise
            piece.end(sha256)
        finally:
            dull(upload.path, self._inbox.hour())

    def drop(self, begun: Begun, number: int) -> None:
        """Let one upload go."""
        with self._inbox.database() as db:
            row = (begun.ticket, number)
            db.execute("DELETE FROM uploads WHERE ticket = ? AND number = ?", row)
        self._path(begun, number).unlink(missing_ok=True)
        dull(self._folder, self._inbox.hour())

    def finish(self, begun: Begun) -> int:
        """Keep a delivery that is whole: each envelope in one of the intake's own. How many there are.

        Raises:
            Unmatched: if something is missing.
            Misuse: if the submission was withdrawn meanwhile.
            OSError: if it cannot be kept.
        """
        if begun.kept:
            return begun.kept  # asked again, because the answer did not arrive
        uploads = self.uploads(begun)
        if not uploads or not all(upload.whole for upload in uploads):
            raise Unmatched("not whole")
        delivery = self._inbox.delivery(begun.locator, begun.witness)
        try:
            for upload in uploads:
                _seal(upload.path, delivery)
            delivery.keep(begun.ticket)
        except BaseException:
            delivery.drop()
            raise
        for upload in uploads:
            upload.path.unlink(missing_ok=True)
        dull(self._folder, self._inbox.hour())
        return len(uploads)

    def expire(self) -> None:
        """Let go what was not finished in its time, and what lies there without being known."""
        now = seconds(self._inbox.hour())
        with self._lock:
            with self._inbox.database() as db:
                for ticket, hour in db.execute(
                    "SELECT ticket, hour FROM unfinished"
                ).fetchall():
                    if seconds(later(hour, self._hours + 1)) <= now:
                        db.execute("DELETE FROM uploads WHERE ticket = ?", (ticket,))
                        db.execute("DELETE FROM unfinished WHERE ticket = ?", (ticket,))
                known = {
                    f"{t[:32]}-{n}" for t, n in db.execute("SELECT ticket, number FROM uploads")
                }
            for path in self._folder.iterdir():
                if path.name not in known:
                    path.unlink()
            dull(self._folder, self._inbox.hour())

    def _path(self, begun: Begun, number: int) -> Path:
        return self._folder / f"{begun.ticket[:32]}-{number}"


class Piece:
    """Bytes being added to an upload."""

    def __init__(self, upload: Upload, strict: bool) -> None:
        self._upload, self._strict = upload, strict
        self._file = upload.path.open("r+b", buffering=0)
        self._file.seek(upload.offset)
        self._hash, self.size = hashlib.sha256(), 0
        self._first: bytearray | None = None if upload.offset else bytearray()

    def write(self, data: bytes) -> None:
        """Raises Unmatched if there would be more than was announced, Unsealed if it is readable."""
        self.size += len(data)
        if self._upload.offset + self.size > self._upload.length:
            raise Unmatched("more than was announced")
        self._hash.update(data)
        if self._first is not None:  # not to the disk before it is known to be sealed
            self._first += data
            if len(self._first) < len(BEGINS):
                return
            if not self._first.startswith(BEGINS):
                raise Unsealed("not sealed for the desk")
            data, self._first = bytes(self._first), None
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]

    def cut(self) -> None:
        """It broke off."""
        with self._file:
            if self._strict:
                self._file.truncate(self._upload.offset)
            os.fsync(self._file.fileno())

    def end(self, sha256: bytes | None) -> None:
        try:
            if self._first:
                raise Unsealed("too short to be sealed")
            if sha256 is not None and self._hash.digest() != sha256:
                raise Unmatched("its digest is another")
            os.fsync(self._file.fileno())
        except (OSError, Misuse):
            self.cut()
            raise
        self._file.close()


def _seal(path: Path, delivery: Delivery) -> None:
    sealing = delivery.begin({"kind": "sealed", "name": "", "type": "application/age"})
    with path.open("rb") as file:
        while data := file.read(_BLOCK):
            sealing.write(data)
    delivery.close()


def _digest(ticket: str) -> str:
    return hashlib.sha256(ticket.encode("utf-8", "replace")).hexdigest()
