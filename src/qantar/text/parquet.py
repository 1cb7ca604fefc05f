"""Reports in the rows of a Parquet file, their columns named as the keys of JSON Lines are.

*A row with «text», and «id», «published», «outlet», «title» where they are known*: a report a row. A
row has no bytes of its own in a packed column, so a report leads back to its row and no further.
"""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, BinaryIO

from qantar.domain.errors import UnreadableInput
from qantar.text.bounds import Bounds
from qantar.text.member import Member
from qantar.text.reports import Found, member_of

COLUMNS = ("id", "lang", "published", "outlet", "url", "title", "author", "text")
ROWS = 256
"""Rows that are unpacked at a time."""


def parquet_rows(
    stream: BinaryIO,
    origin: str,
    bounds: Bounds,
    groups: Iterable[int] | None = None,
    first: int = 1,
) -> Iterator[Found]:
    """Each row's report, or why the row is refused; only of these groups of rows, if they are given,
    whose first row has the number ``first``.

    Raises:
        UnreadableInput: if it is no Parquet file with a column «text», or pyarrow is not installed.
    """
    file = opened(stream, origin)
    names = [name for name in COLUMNS if name in file.schema_arrow.names]
    if "text" not in names:
        raise UnreadableInput(
            origin, "has no column «text»", "name the column of the reports' words so"
        )
    if file.metadata.num_rows > bounds.members and groups is None:
        raise UnreadableInput(origin, f"has more than {bounds.members:,} rows", "split it")
    chosen = None if groups is None else list(groups)
    number = first
    try:
        for batch in file.iter_batches(batch_size=ROWS, row_groups=chosen, columns=names):
            for row in batch.to_pylist():
                yield _report(row, origin, number, bounds)
                number += 1
    except _errors() as error:
        raise UnreadableInput(
            origin, f"is damaged behind row {number - 1} ({error})", "fetch it again"
        ) from None


def row_counts(stream: BinaryIO, origin: str) -> list[int]:
    """How many rows each group of a Parquet file has.

    Raises:
        UnreadableInput: if it is none, or pyarrow is not installed.
    """
    told = opened(stream, origin).metadata
    return [told.row_group(at).num_rows for at in range(told.num_row_groups)]


def opened(stream: BinaryIO, origin: str) -> Any:
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError:
        raise UnreadableInput(
            origin, "is Parquet, which needs pyarrow", "install qantar[parquet]"
        ) from None
    try:
        return parquet.ParquetFile(stream)
    except _errors() as error:
        raise UnreadableInput(
            origin, f"is no whole Parquet file ({error})", "fetch it again"
        ) from None


def _errors() -> tuple[type[Exception], ...]:
    return (import_module("pyarrow").ArrowException, OSError, ValueError)


def _report(
    row: dict[str, Any], origin: str, number: int, bounds: Bounds
) -> Member | UnreadableInput:
    where = f"row {number}"
    said = {key: _plain(value) for key, value in row.items() if value is not None}
    try:
        if len(str(said.get("text", ""))) > bounds.member:
            raise UnreadableInput(origin, f"{where} is too long", "give one report a row")
        return member_of(said, origin, where)
    except UnreadableInput as error:
        return error


def _plain(value: object) -> object:
    """A day or a moment as ISO writes it; everything else as it is."""
    written = getattr(value, "isoformat", None)
    return value if written is None else written()
