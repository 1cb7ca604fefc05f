"""What is read beside SQLite leaves its locks alone."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from qantar.store.handles import Handles, read_at

WRITE = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    db.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    sys.exit(str(error))
"""


def other_process_may_write(path: Path) -> bool:
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(path)], capture_output=True, text=True
    )
    assert done.returncode == 0 or "locked" in done.stderr
    return done.returncode == 0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "x.db"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE t (a)")
    db.close()
    return path


@pytest.mark.skipif(os.name != "posix", reason="locks that go with any handle are POSIX's")
def test_a_writer_keeps_its_lock_while_its_files_are_read(path: Path) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    shm = path.with_name("x.db-shm")
    handles = [Handles(path), Handles(path)]
    for each in handles:
        assert read_at(each.of(path), 6, 0) == b"SQLite"
        assert len(read_at(each.of(shm), 48, 0)) == 48
    handles[0].close()
    assert not other_process_may_write(path)
    shm.open("rb").close()  # the trap that this is about
    assert other_process_may_write(path)
    db.close()
    handles[1].close()


def test_a_file_made_anew_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    handles = Handles(path)
    assert read_at(handles.of(path), 9, 0) == b"old"
    (tmp_path / "y").write_bytes(b"new")
    (tmp_path / "y").replace(path)
    assert read_at(handles.of(path), 9, 0) == b"new"
    handles.close()
    handles.close()
