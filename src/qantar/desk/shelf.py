"""What the desk keeps ready beside a record, so that a page asks and never recomputes.

One SQLite file, made of the record alone and thrown away when the record has moved on: losing it
loses nothing. It is written beside its place and then moved there, so that whoever reads sees the
old one whole or the new one whole.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from qantar.domain.errors import RecordError
from qantar.domain.identity import Json, sha256

Row = sqlite3.Row
Value = str | int | float | None


def _layout() -> str:
    return resources.files(__package__).joinpath("shelf.sql").read_text("utf-8")


def edition(state: str, rules: str) -> str:
    """The name of the one shelf that belongs to a state of the record, a set of rules and a layout.

    Args:
        state: digest of the last custody entry that changes what can be concluded.
        rules: what else the rows depend on: versions of Qantar and of its reader, the policy.
    """
    return sha256("\n".join((state, rules, _layout())).encode())


@dataclass(frozen=True, slots=True)
class Shelf:
    """A finished shelf, open for asking. One for a request; not shared between threads."""

    connection: sqlite3.Connection

    def all(self, query: str, *values: Value) -> list[Row]:
        return self.connection.execute(query, values).fetchall()

    def where(
        self, select: str, condition: "Condition", rest: str = "", *values: Value
    ) -> list[Row]:
        """The rows of a SELECT that meet a condition; ``rest`` orders and limits them.

        Whatever a visitor gave stands in values, never in the text of the query.
        """
        query = f"{select} WHERE {condition.sql} {rest}"
        return self.connection.execute(query, (*condition.values, *values)).fetchall()

    def one(self, query: str, *values: Value) -> Row | None:
        row: Row | None = self.connection.execute(query, values).fetchone()
        return row

    def count(self, query: str, *values: Value) -> int:
        """The first column of the first row, 0 if there is none."""
        row = self.one(query, *values)
        return int(row[0] or 0) if row is not None else 0

    def number_of(self, tables: str, condition: "Condition") -> int:
        """How many rows of a table (or of joined ones) meet a condition."""
        return int(self.where(f"SELECT count(*) FROM {tables}", condition)[0][0])  # noqa: S608

    def about(self, key: str) -> str:
        row = self.one("SELECT value FROM about WHERE key = ?", key)
        return str(row[0]) if row is not None else ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter of a query: SQL with ``?`` and the values, joined by AND."""

    parts: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()

    def also(self, part: str, *values: Value) -> "Condition":
        return Condition((*self.parts, part), (*self.values, *values))

    @property
    def sql(self) -> str:
        return " AND ".join(self.parts) or "1"


def unpacked(row: Row, column: str = "row") -> Json:
    """The JSON a column holds."""
    value: Json = json.loads(row[column])
    return value


def packed(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class ShelfPlace:
    """Where the shelf of a record lies."""

    path: Path

    def edition(self) -> str | None:
        """Which edition lies there, None if none or a foreign file."""
        if not self.path.exists():
            return None
        try:
            with self._open() as shelf:
                return shelf.about("edition") or None
        except sqlite3.DatabaseError:
            return None

    @contextmanager
    def shelf(self) -> Iterator[Shelf]:
        """The shelf that lies there.

        Raises:
            RecordError: if there is none.
        """
        if not self.path.exists():
            raise RecordError(f"{self.path}: the shelf is gone; start qantar serve anew")
        with self._open() as shelf:
            yield shelf

    @contextmanager
    def _open(self) -> Iterator[Shelf]:
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
        )
        connection.row_factory = sqlite3.Row
        try:
            yield Shelf(connection)
        finally:
            connection.close()

    @contextmanager
    def replaced(self) -> Iterator["NewShelf"]:
        """An empty shelf to be filled; it takes the place of the old one if nothing goes wrong."""
        beside = self.path.with_name(self.path.name + ".part")
        beside.unlink(missing_ok=True)
        connection = sqlite3.connect(beside, isolation_level=None)
        try:
            # A crash while filling loses a cache: nothing to wait for the disk for.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(_layout())
            connection.execute("BEGIN")
            yield NewShelf(connection)
            connection.execute("COMMIT")
            connection.execute("ANALYZE")
        except BaseException:
            connection.close()
            beside.unlink(missing_ok=True)
            raise
        connection.close()
        beside.replace(self.path)


@dataclass(frozen=True, slots=True)
class NewShelf:
    """A shelf being filled."""

    connection: sqlite3.Connection

    def put(self, table: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Rows with the columns of the first of them."""
        if not rows:
            return
        names = list(rows[0])
        # Table and column names are ours, never from outside.
        query = (
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
        )
        self.connection.executemany(query, ([row[name] for name in names] for row in rows))
