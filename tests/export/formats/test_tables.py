"""CSV, SQLite and Parquet: the same tables in three boxes."""

import csv
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qantar.export.format import Material
from qantar.export.formats import csvw, parquet, sqlite
from qantar.export.tables import Kind, tables
from tests.export.formats.story import CLAIMS


@pytest.fixture
def base(record: Material) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(sqlite.FORMAT.write(record).data)
    yield connection
    connection.close()


@pytest.fixture
def files(record: Material) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(csvw.FORMAT.write(record).data)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def test_every_reference_between_tables_leads_somewhere(base: sqlite3.Connection) -> None:
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_table_and_column_is_described_in_the_file(base: sqlite3.Connection) -> None:
    told = set(base.execute('SELECT "table", "column" FROM about'))
    for (name,) in base.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'about'"
    ).fetchall():
        columns = [row[1] for row in base.execute(f'PRAGMA table_info("{name}")')]
        assert {(name, ""), *((name, column) for column in columns)} <= told


def test_the_tables_of_the_file_are_those_of_the_record(
    base: sqlite3.Connection, record: Material
) -> None:
    for table in tables(record):
        rows = base.execute(f'SELECT * FROM "{table.name}"').fetchall()
        assert sorted(map(repr, rows)) == sorted(
            repr(tuple(int(v) if isinstance(v, bool) else float(v) if number and v is not None
                       else v for v, number in zip(row, numbers, strict=True)))
            for row in table.rows
            for numbers in [[c.kind is Kind.NUMBER for c in table.columns]]
        )  # fmt: skip


def test_the_ledger_view_shows_differing_tolls_beside_each_other(
    base: sqlite3.Connection,
) -> None:
    rows = base.execute(
        "SELECT number, low, high FROM ledger WHERE title LIKE 'people killed%' ORDER BY number"
    ).fetchall()
    assert rows == [("16", 16, None), (">=19", 16, None)]


def test_who_judged_and_who_was_rejected_stand_in_the_claims(base: sqlite3.Connection) -> None:
    judged = base.execute(
        "SELECT read_by, rejected FROM claims WHERE read_by LIKE 'judged%' ORDER BY rejected"
    ).fetchall()
    assert judged == [("judged by Dana Testova", 0), ("judged by Dana Testova", 1)]


def test_no_area_has_coordinates(base: sqlite3.Connection) -> None:
    assert base.execute(
        "SELECT DISTINCT kind FROM places WHERE latitude IS NOT NULL"
    ).fetchall() == [("settlement",)]


def test_csv_files_come_back_as_the_tables(files: dict[str, bytes], record: Material) -> None:
    for table in tables(record):
        text = files[f"{table.name}.csv"].decode()
        header, *rows = csv.reader(io.StringIO(text, newline=""))
        assert header == [column.name for column in table.columns]
        assert len(rows) == len(table.rows)
        assert [[value.removeprefix("'") for value in row] for row in rows] == [
            ["" if v is None else "yes" if v is True else "no" if v is False else str(v)
             for v in row]
            for row in table.rows
        ]  # fmt: skip


def test_no_cell_of_a_csv_file_begins_a_formula(files: dict[str, bytes]) -> None:
    cells = [
        cell
        for name, data in files.items()
        if name.endswith(".csv")
        for row in csv.reader(io.StringIO(data.decode(), newline=""))
        for cell in row
    ]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_both_descriptions_name_every_file_and_column(files: dict[str, bytes]) -> None:
    metadata, package = (
        json.loads(files[name]) for name in ("csv-metadata.json", "datapackage.json")
    )
    tables_ = {one["url"]: one["tableSchema"]["columns"] for one in metadata["tables"]}
    resources = {one["path"]: one["schema"]["fields"] for one in package["resources"]}
    csv_files = {name for name in files if name.endswith(".csv")}
    assert set(tables_) == set(resources) == csv_files
    for name in csv_files:
        header = next(csv.reader(io.StringIO(files[name].decode())))
        assert [column["name"] for column in tables_[name]] == header
        assert [field["name"] for field in resources[name]] == header


def test_the_package_is_valid_for_frictionless(
    files: dict[str, bytes], tmp_path: Path, recwarn: Any
) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "note", "message"])


def test_parquet_comes_back_with_every_claim_and_its_types(record: Material) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    import pyarrow.parquet as pq  # type: ignore[import-untyped,unused-ignore]

    table = pq.read_table(io.BytesIO(parquet.FORMAT.write(record).data))
    assert set(table["claim"].to_pylist()) == {claim.id for claim in CLAIMS}
    quotes = dict(zip(table["claim"].to_pylist(), table["quote"].to_pylist(), strict=True))
    assert all(quotes[claim.id] == claim.quote.exact for claim in CLAIMS)
    assert {one["number"] for one in table.rename_columns(
        ["number" if n == "quantity" else n for n in table.column_names]).to_pylist()
        if one["question_title"] and "killed" in one["question_title"]} == {"16", ">=19"}  # fmt: skip
    assert str(table.schema.field("start").type) == "int64"
    assert b"about" in table.schema.field("start").metadata
