"""What is kept ready beside a record."""

import sqlite3
from pathlib import Path

import pytest

from qantar.cli.serve import desk_of
from qantar.desk.shelf import Condition, ShelfPlace, edition
from qantar.domain.errors import RecordError
from qantar.store.address import open_store
from tests.desk.conftest import copy_of


def test_a_shelf_half_filled_never_takes_the_place_of_a_whole_one(tmp_path: Path) -> None:
    place = ShelfPlace(tmp_path / "x.desk")
    with place.replaced() as shelf:
        shelf.put("about", [{"key": "edition", "value": "first"}])
    with pytest.raises(ZeroDivisionError), place.replaced() as shelf:
        shelf.put("about", [{"key": "edition", "value": "second"}])
        raise ZeroDivisionError
    assert place.edition() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["x.desk"]


def test_a_foreign_or_broken_file_is_no_shelf(tmp_path: Path) -> None:
    place = ShelfPlace(tmp_path / "x.desk")
    assert place.edition() is None
    place.path.write_bytes(b"not a database at all, but long enough to look like a file" * 40)
    assert place.edition() is None
    place.path.unlink()
    sqlite3.connect(place.path).close()
    assert place.edition() is None
    place.path.unlink()
    with pytest.raises(RecordError, match="qantar serve"), place.shelf():
        pass


def test_another_state_or_other_rules_ask_for_another_edition() -> None:
    assert len({edition("a", "1"), edition("a", "2"), edition("b", "1")}) == 3
    assert edition("a", "1") == edition("a", "1")


def test_a_shelf_that_is_true_is_not_filled_again(record: Path, tmp_path: Path) -> None:
    path = copy_of(record, tmp_path)
    told: list[str] = []
    store = open_store(path, create=False)
    desk_of(store, str(path), title="January", progress=told.append)
    assert told == []
    desk_of(store, str(path), title="Another name", progress=told.append)
    store.close()
    assert told


def test_losing_the_shelf_loses_nothing(record: Path, tmp_path: Path) -> None:
    path = copy_of(record, tmp_path)
    shelf = path.with_name(path.name + ".desk")
    with sqlite3.connect(shelf) as before:
        kept = list(before.execute("SELECT * FROM questions ORDER BY position"))
    before.close()
    shelf.unlink()
    store = open_store(path, create=False)
    desk_of(store, str(path), title="January")
    store.close()
    with sqlite3.connect(shelf) as after:
        made = list(after.execute("SELECT * FROM questions ORDER BY position"))
    after.close()
    assert made == kept


def test_filters_are_joined_and_their_values_never_become_sql() -> None:
    asked = Condition().also("act = ?", "x' OR 1=1 --").also("place_id = ?", None)
    assert asked.sql == "act = ? AND place_id = ?"
    assert asked.values == ("x' OR 1=1 --", None)
    assert Condition().sql == "1"
