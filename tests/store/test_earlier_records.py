"""A record that an earlier Qantar wrote is opened, migrated and read: nothing in it is lost.

``earlier/FORM`` holds one small record for each form there ever was, as that Qantar wrote it: the
tables as SQL and the bytes beside them. A new form adds its own; no old one is ever edited.
"""

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from typer.testing import CliRunner

from qantar.cli.app import app
from qantar.record.verification import verify
from qantar.store.address import open_store
from qantar.store.schema import MIGRATIONS
from qantar.store.tables import SCHEMA

EARLIER = Path(__file__).parent / "earlier"
FORMS = sorted(folder.name for folder in EARLIER.iterdir())


@pytest.fixture(params=FORMS)
def record(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a record of an earlier form, as it lay on somebody's disk."""
    path = tmp_path / "old.qantar"
    disk = sqlite3.connect(path)
    disk.executescript((EARLIER / request.param / "record.sql").read_text("utf-8"))
    disk.close()
    shutil.copytree(EARLIER / request.param / "record.blobs", f"{path}.blobs")
    return path


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    disk = sqlite3.connect(path)
    found = disk.execute(f"SELECT json FROM {table} ORDER BY 1").fetchall()
    disk.close()
    return found


def test_there_is_a_record_of_every_form() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    revisions = ScriptDirectory.from_config(config).walk_revisions()
    assert sorted(one.revision for one in revisions) == FORMS


def test_an_earlier_record_is_brought_to_the_newest_form_and_loses_nothing(
    record: Path,
) -> None:
    before = {table: rows(record, table) for table in ("captures", "custody", "claims")}
    store = open_store(record, create=False)
    assert list(verify(store)) == []
    store.close()
    assert {table: rows(record, table) for table in before} == before
    disk = sqlite3.connect(record)
    (form,) = disk.execute("SELECT version_num FROM alembic_version").fetchone()
    disk.close()
    assert form == SCHEMA


def test_an_earlier_record_takes_new_reports_and_shows_its_ledgers(
    record: Path, tmp_path: Path
) -> None:
    (tmp_path / "later.txt").write_text(
        "Korday fire: toll rises to eight\n\nEight people were killed in Korday.\n", "utf-8"
    )
    run = CliRunner()
    done = run.invoke(app, ["ingest", str(tmp_path / "later.txt"), "--record", str(record)])
    assert done.exit_code == 0, done.output
    shown = run.invoke(app, ["ledger", "--record", str(record)])
    assert shown.exit_code == 0 and "число погибших" in shown.stdout
    assert run.invoke(app, ["verify", "--record", str(record)]).exit_code == 0


def test_what_people_decided_in_an_earlier_record_still_stands(tmp_path: Path) -> None:
    path = tmp_path / "old.qantar"
    disk = sqlite3.connect(path)
    disk.executescript((EARLIER / "0002" / "record.sql").read_text("utf-8"))
    disk.close()
    shutil.copytree(EARLIER / "0002" / "record.blobs", f"{path}.blobs")
    listed = CliRunner().invoke(app, ["judge", "list", "--record", str(path)])
    assert "A. Coder" in listed.stdout and "counted twice" in listed.stdout
