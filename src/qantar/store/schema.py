"""The form of a record on disk: made, recognised, and brought up to date when it is opened."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from qantar.domain.errors import RecordError
from qantar.store.tables import SCHEMA

MIGRATIONS = Path(__file__).parent / "migrations"

LOCK = 0x51414E544152
"""The advisory lock ("QANTAR") under which one process at a time upgrades a PostgreSQL record."""


def bring_up_to_date(connection: Connection, name: str, *, create: bool) -> None:
    """Make the tables, upgrade them, or do nothing, within the caller's transaction.

    Raises:
        RecordError: if the database is another program's, of a newer Qantar, or empty although
            nobody asked for a new record.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    held = found_schema(connection)
    if held == SCHEMA:
        return
    if held is None:
        if others := sa.inspect(connection).get_table_names():
            raise RecordError(
                f"{name}: this database is no record of Qantar's, it holds "
                f"{', '.join(sorted(others)[:3])}…; choose another path or address"
            )
        if not create:
            raise RecordError(
                f"{name}: no record here yet; qantar ingest PATH --record makes one"
            )
    _upgrade(connection, name, held)


def found_schema(connection: Connection) -> str | None:
    """The migration a database stands at, None if it never had one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(
        sa.text("SELECT version_num FROM alembic_version")
    ).scalar()
    return found


def _upgrade(connection: Connection, name: str, held: str | None) -> None:
    from alembic import command  # a tenth of a second that most commands need not spend
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if held is not None and held not in known:
        raise RecordError(
            f"{name}: the record has the form {held}, this Qantar knows forms up to {SCHEMA}; "
            "upgrade Qantar, it will not be opened with an older one"
        )
    command.upgrade(config, "head")
