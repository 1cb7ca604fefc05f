"""The form of a record on disk: made by migrations, equal to the tables, never misread."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from qantar.domain.errors import RecordError
from qantar.record.verification import verify
from qantar.store.address import open_store
from qantar.store.schema import MIGRATIONS, found_schema
from qantar.store.tables import SCHEMA, metadata
from tests.store import samples
from tests.store.samples import AT, READER


def engine(address: str) -> sa.Engine:
    if "://" not in address:
        return sa.create_engine(f"sqlite:///{address}")
    return sa.create_engine(
        address.partition("?")[0].replace("postgresql:", "postgresql+psycopg:")
    )


def test_a_record_just_made_has_exactly_the_tables(address: str) -> None:
    open_store(address, create=True).close()
    reader = engine(address)
    with reader.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []
        assert found_schema(connection) == SCHEMA
        # Names of keys are not compared by Alembic; a later migration must find them.
        for table in metadata.sorted_tables:
            assert (
                sa.inspect(connection).get_pk_constraint(table.name)["name"]
                == f"pk_{table.name}"
            )
    reader.dispose()


def test_the_newest_migration_is_the_one_the_tables_name() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA]


def test_custody_verifies_after_a_migration(address: str) -> None:
    store = open_store(address, create=True)
    capture, data = samples.capture(1)
    with store.writer(who="test", at=AT) as writer:
        writer.keep_capture(capture, data)
        writer.keep_reading(capture.id, READER, samples.reading(capture, 1))
    with store.view() as view:
        before = [entry.as_json() for entry in view.custody()]
    store.close()
    store = open_store(address, create=False)
    with store.view() as view:
        assert [entry.as_json() for entry in view.custody()] == before
    assert list(verify(store)) == []
    store.close()


def test_a_record_of_a_newer_qantar_is_not_opened(address: str) -> None:
    open_store(address, create=True).close()
    writer = engine(address)
    with writer.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    writer.dispose()
    with pytest.raises(RecordError, match=f"form 9999.*up to {SCHEMA}; upgrade Qantar"):
        open_store(address, create=True)


def test_a_migration_that_breaks_leaves_nothing_behind(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("alembic.op.create_index", broken)
        with pytest.raises(RuntimeError, match="power cut"):
            open_store(address, create=True)
    reader = engine(address)
    with reader.connect() as connection:
        assert sa.inspect(connection).get_table_names() == []
    reader.dispose()
    store = open_store(address, create=True)
    assert list(verify(store)) == []
    store.close()


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "accounts.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE invoices (number INTEGER)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"no record of Qantar's, it holds invoices"):
        open_store(path, create=True)
    assert path.read_bytes() == before
