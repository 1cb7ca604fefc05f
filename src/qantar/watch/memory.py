"""What watching remembers between rounds: when an address is due, and what it said last.

A small SQLite file beside the record. It is no evidence and may be thrown away: then every page is
visited anew. What a round learns is kept only after its captures are (``commit``), so that a round
that was cut is gone over again and nothing is passed over.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from qantar.domain.errors import UnreadableInput

_TABLE = """
CREATE TABLE IF NOT EXISTS visited (
    address TEXT PRIMARY KEY, is_feed INTEGER, due REAL, etag TEXT, modified TEXT, text TEXT,
    times INTEGER NOT NULL, failures INTEGER NOT NULL, outlet TEXT, published TEXT, title TEXT
)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What is known of an address; times are seconds since 1970 in UTC."""

    address: str
    is_feed: bool | None = None
    """None until it has answered."""
    due: float | None = 0.0
    """None for never again."""
    etag: str | None = None
    modified: str | None = None
    text: str | None = None
    """The digest of the words it had when last captured."""
    times: int = 0
    """How often it has answered."""
    failures: int = 0
    """How often in a row it has not."""
    outlet: str | None = None
    published: str | None = None
    title: str | None = None


class Memory:
    """The remembered addresses. Use as a context; what was not committed is forgotten."""

    def __init__(self, path: str) -> None:
        try:
            self._disk = sqlite3.connect(path, isolation_level=None)
            self._disk.execute(_TABLE)
        except sqlite3.DatabaseError as error:
            raise UnreadableInput(
                path, f"is no memory of watching ({error})", "name another file, or remove it"
            ) from None
        self._disk.execute("BEGIN")

    def __enter__(self) -> "Memory":
        return self

    def __exit__(self, *_: object) -> None:
        self._disk.close()

    def get(self, address: str) -> Visited | None:
        row = self._disk.execute(
            "SELECT * FROM visited WHERE address = ?", (address,)
        ).fetchone()
        return None if row is None else _visited(row)

    def put(self, visited: Visited) -> None:
        values = tuple(getattr(visited, one.name) for one in fields(Visited))
        self._disk.execute(
            f"INSERT OR REPLACE INTO visited VALUES ({', '.join('?' * len(values))})",  # noqa: S608
            values,
        )

    def due_pages(self, moment: float) -> Iterator[Visited]:
        """Pages that are due, the longest due first."""
        rows = self._disk.execute(
            "SELECT * FROM visited WHERE due <= ? AND is_feed IS NOT 1 ORDER BY due, address",
            (moment,),
        ).fetchall()
        yield from map(_visited, rows)

    def commit(self) -> None:
        self._disk.execute("COMMIT")
        self._disk.execute("BEGIN")


def _visited(row: tuple[object, ...]) -> Visited:
    names = [one.name for one in fields(Visited)]
    found = Visited(**dict(zip(names, row, strict=True)))  # type: ignore[arg-type]
    return replace(found, is_feed=None if found.is_feed is None else bool(found.is_feed))
