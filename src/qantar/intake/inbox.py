"""What the intake keeps: sealed envelopes, and which of them a locator belongs to.

::

    FOLDER/intake.db           locators, submissions, items: no words, no names, hours only
    FOLDER/sealed/ID-N.age     envelopes for the desk
    FOLDER/replies/ID-N.age    envelopes from the desk, for the witness's key
    FOLDER/withdrawn/ID        marks of what a witness took back
    FOLDER/incoming/TICKET-N   what a browser sealed, not whole yet (see ``unfinished``)

An envelope counts from the moment its row is committed; what lies there without a row was never
acknowledged and is swept away at the start.
"""

import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qantar.domain.errors import Misuse
from qantar.intake.times import dull, forget_minutes
from qantar.seal.envelope import SUFFIX, Header, Sealing

_TABLES = """
CREATE TABLE IF NOT EXISTS intake (only INTEGER PRIMARY KEY CHECK (only = 1), salt BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS submissions (
    id TEXT PRIMARY KEY, locator TEXT NOT NULL UNIQUE, witness TEXT NOT NULL,
    hour TEXT NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS items (
    submission TEXT NOT NULL REFERENCES submissions (id), number INTEGER NOT NULL,
    PRIMARY KEY (submission, number));
CREATE TABLE IF NOT EXISTS unfinished (
    ticket TEXT PRIMARY KEY, locator TEXT NOT NULL, witness TEXT NOT NULL, hour TEXT NOT NULL,
    kept INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS uploads (
    ticket TEXT NOT NULL REFERENCES unfinished (ticket), number INTEGER NOT NULL,
    length INTEGER NOT NULL, PRIMARY KEY (ticket, number));
"""


FOLDERS = ("sealed", "replies", "withdrawn", "incoming")


@dataclass(frozen=True, slots=True)
class Submission:
    """What a witness left: an id made by chance, the public key made of the code, how many items."""

    id: str
    witness: str
    items: int
    withdrawn: bool


class Inbox:
    """The intake's folder and database."""

    def __init__(
        self, folder: Path, recipients: Sequence[str], hour: Callable[[], str]
    ) -> None:
        """``recipients`` are the desk's public keys, ``hour`` gives the time to the hour (ISO 8601).

        Raises:
            Misuse: if there is no key to seal for, or the folder cannot be used.
        """
        if not recipients:
            raise Misuse(
                "no key of the desk: give its public half, or nothing could be read ever"
            )
        self.folder, self.recipients, self._hour = folder, tuple(recipients), hour
        try:
            for name in FOLDERS:
                (folder / name).mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise Misuse(
                f"{folder}: {error.strerror}; give a folder of the intake's own"
            ) from None
        self._lock = threading.Lock()
        self._numbers: dict[str, int] = {}
        with self.database() as db:
            db.executescript(_TABLES)
            db.execute("INSERT OR IGNORE INTO intake VALUES (1, ?)", (secrets.token_bytes(16),))
        with self.database() as db:
            self.salt: bytes = db.execute("SELECT salt FROM intake").fetchone()[0]
        self._sweep()

    @contextmanager
    def database(self) -> Iterator[sqlite3.Connection]:
        """One transaction on the intake's database; its file is dated to the hour."""
        db = sqlite3.connect(self.folder / "intake.db", timeout=30)
        try:
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA secure_delete = ON")
            with db:
                yield db
        finally:
            db.close()
            dull(self.folder / "intake.db", self._hour())
            dull(self.folder, self._hour())

    def _sweep(self) -> None:
        with self.database() as db:
            known = {f"{s}-{n}{SUFFIX}" for s, n in db.execute("SELECT * FROM items")}
        for path in (self.folder / "sealed").iterdir():
            if path.name not in known:
                path.unlink()
        for name in FOLDERS:
            dull(self.folder / name, self._hour())

    def find(self, locator: str) -> Submission | None:
        """The submission of a locator, None if there is none."""
        with self.database() as db:
            row = db.execute(
                "SELECT id, witness, withdrawn, (SELECT count(*) FROM items WHERE submission = id)"
                " FROM submissions WHERE locator = ?",
                (locator,),
            ).fetchone()
        return None if row is None else Submission(row[0], row[1], row[3], bool(row[2]))

    def delivery(self, locator: str, witness: str) -> "Delivery":
        """Material of a witness about to come in: the first, or more of it."""
        found = self.find(locator)
        if found is not None and found.withdrawn:
            raise Misuse("this submission was withdrawn")
        return Delivery(self, locator, witness, found)

    def hour(self) -> str:
        return self._hour()

    def keep(self, delivery: "Delivery", ticket: str | None = None) -> None:
        """Commit a delivery: from here on it is acknowledged. ``ticket`` is that of the unfinished
        one it was made of, which ends with it.

        Raises:
            Misuse: if the submission was withdrawn meanwhile.
        """
        with self._lock, self.database() as db:
            db.execute(
                "INSERT OR IGNORE INTO submissions VALUES (?, ?, ?, ?, 0)",
                (delivery.id, delivery.locator, delivery.witness, self._hour()),
            )
            (gone,) = db.execute(
                "SELECT withdrawn FROM submissions WHERE id = ?", (delivery.id,)
            ).fetchone()
            if gone:
                raise Misuse("this submission was withdrawn")
            if ticket is not None:
                kept = (len(delivery.numbers), ticket)
                db.execute("UPDATE unfinished SET kept = ? WHERE ticket = ?", kept)
                db.execute("DELETE FROM uploads WHERE ticket = ?", (ticket,))
            db.executemany(
                "INSERT INTO items VALUES (?, ?)", [(delivery.id, n) for n in delivery.numbers]
            )

    def next_number(self, submission: str) -> int:
        """A number no other piece of the submission has, nor one that comes in at the same time."""
        with self._lock, self.database() as db:
            (last,) = db.execute(
                "SELECT coalesce(max(number), 0) FROM items WHERE submission = ?", (submission,)
            ).fetchone()
            number = 1 + max(int(last), self._numbers.get(submission, 0))
            self._numbers[submission] = number
        return number

    def replies(self, submission: Submission) -> list[Path]:
        """Envelopes that the desk left for a witness, in order."""
        return sorted((self.folder / "replies").glob(f"{submission.id}-*{SUFFIX}"))

    def withdraw(self, submission: Submission) -> None:
        """Let everything of a submission go, and leave a mark for the desk, which may have copies."""
        mark = self.folder / "withdrawn" / submission.id
        mark.write_text(self._hour(), "utf-8")
        dull(mark, self._hour())
        with self._lock:
            with self.database() as db:
                db.execute(
                    "UPDATE submissions SET withdrawn = 1 WHERE id = ?", (submission.id,)
                )
                db.execute("DELETE FROM items WHERE submission = ?", (submission.id,))
            for name in ("sealed", "replies"):
                for path in (self.folder / name).glob(f"{submission.id}-*"):
                    path.unlink(missing_ok=True)
                dull(self.folder / name, self._hour())

    def turn(self, reserve: int) -> None:
        """What is due at the turn of an hour: nothing on the disk tells a finer time any more."""
        for name in FOLDERS:
            if name != "incoming":
                forget_minutes(self.folder / name, self._hour(), reserve, self._lock)
        with self.database():
            pass  # dated to the new hour


class Delivery:
    """One coming of a witness: envelopes closed one after another, kept together or not at all."""

    def __init__(
        self, inbox: Inbox, locator: str, witness: str, found: Submission | None
    ) -> None:
        self._inbox, self.locator, self.witness = inbox, locator, witness
        self.id = found.id if found is not None else secrets.token_hex(8)
        self.numbers: list[int] = []
        self._number = 0
        self._open: Sealing | None = None

    def begin(self, header: Header) -> Sealing:
        """A new envelope; the one before it must be finished."""
        self._number = number = self._inbox.next_number(self.id)
        self._open = Sealing(
            self._path(number),
            self._inbox.recipients,
            header
            | {
                "submission": self.id,
                "number": number,
                "witness": self.witness,
                "hour": self._inbox.hour(),
            },
        )
        return self._open

    def close(self) -> None:
        """Finish the open envelope.

        Raises:
            OSError: if it cannot be kept.
        """
        assert self._open is not None
        self._open.finish()
        hour, path = self._inbox.hour(), self._path(self._number)
        dull(path, hour)
        dull(path.parent, hour)
        self.numbers.append(self._number)
        self._open = None

    def keep(self, ticket: str | None = None) -> None:
        """Acknowledge all of it.

        Raises:
            OSError, sqlite3.Error: if it cannot be kept.
            Misuse: if it was withdrawn meanwhile.
        """
        self._inbox.keep(self, ticket)

    def drop(self) -> None:
        """Leave nothing of it behind."""
        if self._open is not None:
            self._open.abort()
            self._open = None
        for number in self.numbers:
            self._path(number).unlink(missing_ok=True)
        self.numbers = []
        dull(self._inbox.folder / "sealed", self._inbox.hour())

    def _path(self, number: int) -> Path:
        return self._inbox.folder / "sealed" / f"{self.id}-{number}{SUFFIX}"


def free_bytes(folder: Path) -> int:
    """Bytes left on the folder's disk."""
    stat = os.statvfs(folder)
    return stat.f_bavail * stat.f_frsize
