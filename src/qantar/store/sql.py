"""A record in SQL: SQLite, the default, and PostgreSQL, by one set of statements.

Only how a transaction begins differs. A writer locks the end of the custody chain first, so that
two processes never seal on the same entry; a view reads one snapshot.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import NoSuchModuleError, SQLAlchemyError

from qantar.domain.errors import RecordError
from qantar.record.custody import check_time
from qantar.store.blobs import FileBlobs
from qantar.store.pages import PageDigests
from qantar.store.schema import bring_up_to_date
from qantar.store.sql_view import SqlView
from qantar.store.sql_writer import SqlWriter

PATIENCE = 60_000
"""Milliseconds a writer waits for another: longer than any batch takes, shorter than a person's
patience with a stuck command."""
PAGES_AHEAD = 16_000
"""Pages of 4 KiB the write-ahead file may hold before they are brought into the record: 64 MB."""


class SqlStore:
    """A record behind an SQLAlchemy engine; see ``qantar.record.port.Store``."""

    def __init__(
        self, engine: Engine, blobs: FileBlobs, name: str, pages: PageDigests | None = None
    ) -> None:
        """``pages`` are the digests beside an SQLite file; PostgreSQL has its own (data checksums)."""
        self._engine, self._blobs, self._name, self._pages = engine, blobs, name, pages

    @classmethod
    def open(cls, url: URL, blobs: Path, *, create: bool) -> "SqlStore":
        """Open a record, its tables made or upgraded first. See ``address.open_store``."""
        sqlite = url.get_backend_name() == "sqlite"
        name = str(url.database) if sqlite else url.render_as_string()
        try:
            engine = _sqlite(url) if sqlite else _postgres(url)
        except (ImportError, NoSuchModuleError):
            raise RecordError(
                f"{name}: PostgreSQL needs the extra: pip install 'qantar[postgres]'"
            ) from None
        # Elsewhere than on POSIX a file that is open cannot go, and SQLite's log has to.
        pages = PageDigests(Path(name)) if sqlite and os.name == "posix" else None
        store = cls(engine, FileBlobs(blobs), name, pages)
        try:
            if pages is not None and not pages.holds_record():
                pages.forget()
            with store._transaction(writes=True) as connection:
                if pages is not None and pages.path.exists():
                    pages.follow()  # what a writer that was cut off committed last
                bring_up_to_date(connection, name, create=create)
            if sqlite:
                # Readers do not wait for writers from here on; the mode is a property of the file.
                store._pragma("journal_mode = WAL")
                store._follow()
        except BaseException:
            engine.dispose()
            if pages is not None:
                pages.close()
            raise
        return store

    @property
    def name(self) -> str:
        return self._name

    @property
    def blobs(self) -> FileBlobs:
        return self._blobs

    @contextmanager
    def view(self) -> Iterator[SqlView]:
        with self._transaction(writes=False) as connection:
            view = SqlView(connection)
            view.head()  # the first question pins the snapshot
            yield view

    @contextmanager
    def writer(self, *, who: str, at: str) -> Iterator[SqlWriter]:
        check_time(at)
        with self._transaction(writes=True) as connection:
            if self._pages is not None:
                self._pages.follow()
            writer = SqlWriter(connection, self._blobs, who=who, at=at)
            yield writer
            writer.flush()
        self._follow()
        for (
            sha256
        ) in writer.leaving:  # after the commit: bytes may only go once the entry stands
            self._blobs.remove(sha256)
        if writer.leaving and self._engine.dialect.name == "sqlite":
            # What was removed must not stay readable in the write-ahead file either.
            self._pragma("wal_checkpoint(TRUNCATE)")

    def damage(self) -> tuple[tuple[str, str], ...]:
        if self._pages is None:
            return ()
        with self._transaction(writes=True):  # nobody writes meanwhile
            return tuple(self._pages.damage())

    def close(self) -> None:
        # The last to close a file empties its write-ahead file: what it holds must be known by then.
        with suppress(RecordError, OSError):
            if self._pages is not None and self._pages.behind():
                self._follow()
        self._engine.dispose()
        if self._pages is not None:
            self._pages.close()

    def _follow(self) -> None:
        """Take digests of what was committed; under the write lock, so that it stays so meanwhile."""
        if self._pages is not None:
            with self._transaction(writes=True):
                self._pages.follow()

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                connection.execution_options(qantar_writes=writes)
                if not writes and self._engine.dialect.name == "postgresql":
                    connection.execution_options(
                        isolation_level="REPEATABLE READ", postgresql_readonly=True
                    )
                with connection.begin():
                    yield connection
        except SQLAlchemyError as error:
            raise self._explained(error) from error

    def _pragma(self, text: str) -> None:
        """An SQLite pragma outside any transaction."""
        raw = self._engine.raw_connection()
        try:
            raw.cursor().execute(f"PRAGMA {text}")
        finally:
            raw.close()

    def _explained(self, error: SQLAlchemyError) -> RecordError:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        if "locked" in cause:
            remedy = "another process is writing to it; wait for it, then run the command again"
        elif "not a database" in cause:
            remedy = "this is no record of Qantar's; choose another path"
        elif "malformed" in cause:
            remedy = "the file is damaged; restore it from a backup"
        elif "full" in cause or "No space" in cause:
            remedy = "make room, then run the command again: what was committed is kept"
        else:
            remedy = "see that it can be reached and written, then run the command again"
        return RecordError(f"{self._name}: {cause}; {remedy}")


def _sqlite(url: URL) -> Engine:
    engine = sa.create_engine(url)

    @sa.event.listens_for(engine, "connect")
    def _set_up(connection: object, _record: object) -> None:
        # The driver's own idea of when a transaction begins is switched off: we say BEGIN.
        connection.isolation_level = None  # type: ignore[attr-defined]
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        cursor.execute("PRAGMA foreign_keys = ON")
        # FULL: custody that was acknowledged must survive a loss of power.
        cursor.execute("PRAGMA synchronous = FULL")
        # What is removed for somebody's safety must not linger in free pages of the file.
        cursor.execute("PRAGMA secure_delete = ON")
        # A page that many batches touch is brought home once: ids of claims fall all over their index.
        cursor.execute(f"PRAGMA wal_autocheckpoint = {PAGES_AHEAD}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # IMMEDIATE: a writer that waited must then see what the other wrote, or the chain forks.
        writes = connection.get_execution_options().get("qantar_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(url: URL) -> Engine:
    return sa.create_engine(url)
