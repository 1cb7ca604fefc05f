"""What the intake keeps: sealed envelopes, and which of them a locator belongs to.

::

    FOLDER/intake.db           locators, submissions, items: no words, no names, hours only
    FOLDER/sealed/ID-N.age     envelopes for the desk
    FOLDER/replies/ID-N.age    envelopes from the desk, for the witness's key
    FOLDER/withdrawn/ID        marks of what a witness took back

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
from qantar.seal.envelope import SUFFIX, Header, Sealing

_TABLES = """
CREATE TABLE IF NOT EXISTS intake (only INTEGER PRIMARY KEY CHECK (only = 1), salt BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS submissions (
    id TEXT PRIMARY KEY, locator TEXT NOT NULL UNIQUE, witness TEXT NOT NULL,
    hour TEXT NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS items (
    submission TEXT NOT NULL REFERENCES submissions (id), number INTEGER NOT NULL,
    PRIMARY KEY (submission, number));
"""


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
            for name in ("sealed", "replies", "withdrawn"):
                (folder / name).mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise Misuse(
                f"{folder}: {error.strerror}; give a folder of the intake's own"
            ) from None
        self._lock = threading.Lock()
        with self._database() as db:
            db.executescript(_TABLES)
            db.execute("INSERT OR IGNORE INTO intake VALUES (1, ?)", (secrets.token_bytes(16),))
        with self._database() as db:
            self.salt: bytes = db.execute("SELECT salt FROM intake").fetchone()[0]
        self._sweep()

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self.folder / "intake.db", timeout=30)
        try:
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA secure_delete = ON")
            with db:
                yield db
        finally:
            db.close()

    def _sweep(self) -> None:
        with self._database() as db:
            known = {f"{s}-{n}{SUFFIX}" for s, n in db.execute("SELECT * FROM items")}
        for path in (self.folder / "sealed").iterdir():
            if path.name not in known:
                path.unlink()

    def find(self, locator: str) -> Submission | None:
        """The submission of a locator, None if there is none."""
        with self._database() as db:
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

    def keep(self, delivery: "Delivery") -> None:
        """Commit a delivery: from here on it is acknowledged."""
        with self._lock, self._database() as db:
            db.execute(
                "INSERT OR IGNORE INTO submissions VALUES (?, ?, ?, ?, 0)",
                (delivery.id, delivery.locator, delivery.witness, self._hour()),
            )
            db.executemany(
                "INSERT INTO items VALUES (?, ?)", [(delivery.id, n) for n in delivery.numbers]
            )

    def next_number(self, submission: str) -> int:
        with self._database() as db:
            row = db.execute(
                "SELECT coalesce(max(number), 0) FROM items WHERE submission = ?", (submission,)
            ).fetchone()
        return int(row[0]) + 1

    def replies(self, submission: Submission) -> list[Path]:
        """Envelopes that the desk left for a witness, in order."""
        return sorted((self.folder / "replies").glob(f"{submission.id}-*{SUFFIX}"))

    def withdraw(self, submission: Submission) -> None:
        """Let everything of a submission go, and leave a mark for the desk, which may have copies."""
        (self.folder / "withdrawn" / submission.id).write_text(self._hour(), "utf-8")
        with self._lock, self._database() as db:
            db.execute("UPDATE submissions SET withdrawn = 1 WHERE id = ?", (submission.id,))
            db.execute("DELETE FROM items WHERE submission = ?", (submission.id,))
        for folder in ("sealed", "replies"):
            for path in (self.folder / folder).glob(f"{submission.id}-*"):
                path.unlink(missing_ok=True)


class Delivery:
    """One coming of a witness: envelopes closed one after another, kept together or not at all."""

    def __init__(
        self, inbox: Inbox, locator: str, witness: str, found: Submission | None
    ) -> None:
        self._inbox, self.locator, self.witness = inbox, locator, witness
        self.id = found.id if found is not None else secrets.token_hex(8)
        self._first = inbox.next_number(self.id) if found is not None else 1
        self.numbers: list[int] = []
        self._open: Sealing | None = None

    def begin(self, header: Header) -> Sealing:
        """A new envelope; the one before it must be finished."""
        number = self._first + len(self.numbers)
        path = self._inbox.folder / "sealed" / f"{self.id}-{number}{SUFFIX}"
        self._open = Sealing(
            path,
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
        self.numbers.append(self._first + len(self.numbers))
        self._open = None

    def keep(self) -> None:
        """Acknowledge all of it.

        Raises:
            OSError, sqlite3.Error: if it cannot be kept.
        """
        self._inbox.keep(self)

    def drop(self) -> None:
        """Leave nothing of it behind."""
        if self._open is not None:
            self._open.abort()
            self._open = None
        for number in self.numbers:
            path = self._inbox.folder / "sealed" / f"{self.id}-{number}{SUFFIX}"
            path.unlink(missing_ok=True)
        self.numbers = []


def free_bytes(folder: Path) -> int:
    """Bytes left on the folder's disk."""
    stat = os.statvfs(folder)
    return stat.f_bavail * stat.f_frsize
