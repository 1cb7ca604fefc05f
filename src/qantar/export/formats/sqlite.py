"""The tables of a record as a SQLite file for reading, its schema documented inside it."""

import sqlite3

from qantar.export.format import Format, Material, Written
from qantar.export.tables import Kind, Table, tables

TYPES = {
    Kind.STRING: "TEXT", Kind.INTEGER: "INTEGER", Kind.NUMBER: "REAL", Kind.BOOLEAN: "INTEGER"
}  # fmt: skip
SCHEMA_VERSION = 1
"""Kept as ``user_version``; a later one says so."""
VIEW = """CREATE VIEW ledger AS
SELECT q.title, q.low, q.high, q.origins, q.open, a.number, a.stands, a.speaker, a.as_of,
       r.outlet, r.published, c.quote, c.read_by, q.question, a.account, c.claim
FROM questions q JOIN accounts a USING (question) JOIN appearances p USING (account)
JOIN claims c USING (claim) JOIN reports r USING (document)
ORDER BY q.title, q.question, a.as_of, a.account, c.claim"""


def _create(table: Table) -> str:
    lines = [f'"{one.name}" {TYPES[one.kind]}' for one in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    for one in table.columns:
        if one.refers:
            other, column = one.refers.split(".")
            lines.append(f'FOREIGN KEY ("{one.name}") REFERENCES "{other}" ("{column}")')
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)}) STRICT'


def write(material: Material) -> Written:
    """Tables in order, a view ``ledger`` that joins them, a table ``about`` that explains them."""
    base = sqlite3.connect(":memory:")
    try:
        base.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        base.execute(
            'CREATE TABLE about ("table" TEXT, "column" TEXT, about TEXT, '
            'PRIMARY KEY ("table", "column")) STRICT'
        )
        held = tables(material)
        for table in held:
            base.execute(_create(table))
            marks = ", ".join("?" * len(table.columns))
            base.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows)  # noqa: S608 - names are ours
        base.executemany(
            "INSERT INTO about VALUES (?, ?, ?)",
            [
                (table.name, name, about)
                for table in held
                for name, about in (
                    ("", table.about),
                    *((one.name, one.about) for one in table.columns),
                )
            ],
        )
        base.execute(VIEW)
        base.commit()
        return Written(data=base.serialize())
    finally:
        base.close()


FORMAT = Format(
    name="sqlite",
    title="SQLite tables",
    suffix=".db",
    standard="SQLite 3 file format; the tables are described in the file's own table «about»",
    losses=(
        "It is for reading: nothing written there comes back into the record.",
        "Texts of reports, original bytes and the chain of custody are left out.",
        "The rules that led to each claim are left out: qantar explain shows them.",
        "Yes and no are 1 and 0.",
        "The same bytes come from the same version of SQLite.",
    ),
    write=write,
)
