"""Claims as one Parquet file, each with its report and, of a figure, the question it answers."""

import io
from importlib import import_module
from typing import Any

from qantar.domain.errors import Misuse
from qantar.export.format import Format, Material, Written, many
from qantar.export.tables import Cell, Kind, Table, tables


def _joined(
    held: dict[str, Table],
) -> tuple[list[tuple[str, Kind, str]], list[tuple[Cell, ...]]]:
    """Columns and rows of claims with their report, account and question beside them."""
    claims, reports = held["claims"], held["reports"]
    accounts, appearances = held["accounts"], held["appearances"]
    questions = {row[0]: row for row in held["questions"].rows}
    title = next(i for i, one in enumerate(held["questions"].columns) if one.name == "title")
    report_of = {row[0]: row[1:] for row in reports.rows}
    account_of = {row[1]: row[0] for row in appearances.rows}
    by_account = {row[0]: row for row in accounts.rows}
    stands = next(i for i, one in enumerate(accounts.columns) if one.name == "stands")
    columns = [(one.name, one.kind, one.about) for one in claims.columns]
    columns += [(one.name, one.kind, one.about) for one in reports.columns[1:]]
    columns += [
        ("account", Kind.STRING, "Of a figure: the account it prints."),
        ("stands", Kind.BOOLEAN, "Whether nothing replaced or refuted that account."),
        ("question", Kind.STRING, "The question it answers."),
        ("question_title", Kind.STRING, "The question in words."),
    ]
    document = next(i for i, one in enumerate(claims.columns) if one.name == "document")
    rows: list[tuple[Cell, ...]] = []
    for row in claims.rows:
        account = by_account.get(account_of.get(row[0], ""))
        asked = questions[account[1]] if account else None
        rows.append((
            *row, *report_of.get(row[document], (None,) * (len(reports.columns) - 1)),
            account[0] if account else None, account[stands] if account else None,
            asked[0] if asked else None, asked[title] if asked else None,
        ))  # fmt: skip
    return columns, rows


def write(material: Material) -> Written:
    """Rows by claim id.

    Raises:
        Misuse: if pyarrow is not installed.
    """
    try:
        pa: Any = import_module("pyarrow")
        pq: Any = import_module("pyarrow.parquet")
    except ImportError:
        raise Misuse("Parquet needs pyarrow; install qantar[parquet]") from None
    columns, rows = _joined({table.name: table for table in tables(material)})
    types = {
        Kind.STRING: pa.string(), Kind.INTEGER: pa.int64(), Kind.NUMBER: pa.float64(),
        Kind.BOOLEAN: pa.bool_(),
    }  # fmt: skip
    schema = pa.schema(
        [
            pa.field(name, types[kind], metadata={"about": about})
            for name, kind, about in columns
        ]
    )
    arrays = [
        pa.array([row[i] for row in rows], type=types[kind])
        for i, (_, kind, _) in enumerate(columns)
    ]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    dropped = many(
        len(material.questions),
        "question's estimate, relations and counts were left out",
        "questions' estimates, relations and counts were left out",
    )
    return Written(data=out.getvalue(), dropped=dropped)


FORMAT = Format(
    name="parquet",
    title="Parquet",
    suffix=".parquet",
    standard="Apache Parquet; columns carry their description as field metadata",
    losses=(
        "One flat table of claims: estimates, relations and counting rules are left out (csvw and "
        "sqlite have them), so that nobody takes a column of numbers for a result.",
        "Rows of one question must not be added: they are accounts of the same thing.",
        "Texts of reports, original bytes and the chain of custody are left out.",
        "The same bytes come from the same version of pyarrow.",
    ),
    write=write,
    extra="parquet",
)
