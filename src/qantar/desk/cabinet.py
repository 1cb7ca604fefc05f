"""What people leave at the desk that is no decision about the record: what they coded apart, the
searches they keep, and who came and went.

One SQLite file beside the record. Unlike the shelf it cannot be made again: back it up with the
record. Everything done is one line of a log, each line sealed on the one before, so that a line
changed or taken out is found; codings are only ever added. Decisions themselves are judgements, and
those are kept in the record.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path

from qantar.domain.errors import BrokenCustody, RecordError
from qantar.domain.identity import Json, canonical_json

SUFFIX = ".cabinet"
GENESIS = "0" * 64
WAIT = 10.0
"""Seconds a writer waits for another."""
Row = sqlite3.Row
Value = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One line of the log: who did what to whom or what, when (ISO 8601, UTC)."""

    number: int
    at: str
    who: str
    act: str
    about: str
    detail: Json


@dataclass(frozen=True, slots=True)
class Drawer:
    """The cabinet, open for one transaction."""

    connection: sqlite3.Connection

    def all(self, query: str, *values: Value) -> list[Row]:
        return self.connection.execute(query, values).fetchall()

    def one(self, query: str, *values: Value) -> Row | None:
        row: Row | None = self.connection.execute(query, values).fetchone()
        return row

    def do(self, query: str, *values: Value) -> int:
        """How many rows it touched."""
        return self.connection.execute(query, values).rowcount

    def log(self, *, at: str, who: str, act: str, about: str, detail: Json) -> None:
        """One more line, sealed on the last."""
        last = self.one("SELECT number, digest FROM log ORDER BY number DESC LIMIT 1")
        number = int(last["number"]) + 1 if last is not None else 1
        previous = str(last["digest"]) if last is not None else GENESIS
        told = canonical_json(detail)
        sealed = _seal(number, at, who, act, about, told, previous)
        self.do(
            "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)",
            number, at, who, act, about, told, sealed,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cabinet:
    """Where it stands."""

    path: Path

    @contextmanager
    def opened(self) -> Iterator[Drawer]:
        """A transaction: all of it is kept, or none. Made on first use, readable by its owner only."""
        is_new = not self.path.exists()
        if is_new:
            self.path.touch(mode=0o600)
        connection = sqlite3.connect(
            self.path, timeout=WAIT, isolation_level=None, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("BEGIN IMMEDIATE")
            # A cabinet of an earlier version gets the drawers it lacks.
            for statement in _layout().split(";\n"):
                connection.execute(statement)
            yield Drawer(connection)
            connection.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            raise RecordError(
                f"{self.path}: {error}; restore the file from a backup, or move it away to begin anew"
            ) from error
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.close()

    def log(self, start: int = 0, limit: int = -1) -> tuple[Logged, ...]:
        """The lines, newest first."""
        with self.opened() as drawer:
            rows = drawer.all(
                "SELECT * FROM log ORDER BY number DESC LIMIT ? OFFSET ?", limit, start
            )
        return tuple(
            Logged(
                number=row["number"], at=row["at"], who=row["who"], act=row["act"],
                about=row["about"], detail=json.loads(row["detail"]),
            )
            for row in rows
        )  # fmt: skip

    def lines(self) -> int:
        with self.opened() as drawer:
            row = drawer.one("SELECT count(*) AS n FROM log")
        return int(row["n"]) if row is not None else 0

    def verify(self) -> None:
        """Nothing, if every line stands as it was written.

        Raises:
            BrokenCustody: at the first that does not.
        """
        previous = GENESIS
        with self.opened() as drawer:
            rows = drawer.all("SELECT * FROM log ORDER BY number")
        for expected, row in enumerate(rows, 1):
            sealed = _seal(
                row["number"], row["at"], row["who"], row["act"], row["about"], row["detail"],
                previous,
            )  # fmt: skip
            if row["number"] != expected or row["digest"] != sealed:
                raise BrokenCustody(
                    f"{self.path}: line {expected} of the log was changed, or one is missing; "
                    "compare with a backup"
                )
            previous = str(row["digest"])


def _layout() -> str:
    return resources.files(__package__).joinpath("cabinet.sql").read_text("utf-8")


def _seal(
    number: int, at: str, who: str, act: str, about: str, detail: str, previous: str
) -> str:
    body = {
        "number": number, "at": at, "who": who, "act": act, "about": about, "detail": detail,
        "previous": previous,
    }  # fmt: skip
    return sha256(canonical_json(body).encode("utf-8", "surrogatepass")).hexdigest()
