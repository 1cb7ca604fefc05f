"""Sheets of people who count by hand: their columns as the fields of coded figures.

*"Deaths" is the value, "Town" the place, "Day" the time; every row counts persons killed.* What a
cell says is kept beside the reading of it (``num``); a cell that cannot be read is refused by its row,
never guessed.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

from qantar import codebook
from qantar.domain.claim import Measure
from qantar.domain.errors import LexiconError, MalformedValue, Misuse
from qantar.domain.identity import Json
from qantar.domain.quantity import Hedge, Quantity, number_text
from qantar.domain.when import When

FIELDS = (
    "id", "report", "object", "act", "value", "low", "high", "place", "place_id", "when", "until",
    "as_of", "scope", "speaker",
)  # fmt: skip
"""What a column may stand for. ``until`` is the last day of a period that ``when`` begins."""

_TEXTS = ("place", "place_id", "scope", "speaker")
_SIGNS = (("≥", ">="), ("≤", "<="), ("≈", "~"), ("–", ".."), ("—", ".."))
_RANGE = re.compile(r"(?<=\d)-(?=\d)")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_ISO = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)(?:[T ]\d\d:\d\d\S*)?|\d{4}")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)~(\d{4}-\d\d-\d\d)")
"""A range of days as Uwazi writes it."""
_CLOSE = re.compile(r"(\d{4})(0[1-9]|1[0-2])([0-3]\d)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_NAMED = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What each column stands for, and what holds of every row."""

    columns: Mapping[str, str]
    fixed: Mapping[str, str] = field(default_factory=dict)
    via: str | None = None
    zero_is_unknown: bool = False
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What the cells of a column that holds codes stand for, by column; another code is no figure."""

    def __post_init__(self) -> None:
        known = {*self.columns.values(), *self.fixed}
        if unknown := sorted(known - set(FIELDS)):
            raise Misuse(f"{', '.join(unknown)}: no such field; expected {', '.join(FIELDS)}")
        if len(set(self.columns.values())) < len(self.columns):
            raise Misuse("two columns stand for one field; map each field once")
        if "value" not in known and not {"low", "high"} <= known:
            raise Misuse("no column holds the number; map one to value, or two to low and high")
        if missing := [name for name in ("object", "act") if name not in known]:
            raise Misuse(f"what is counted is not said; set {' and '.join(missing)}")


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is no figure: its line in the sheet, the header being 1, and why."""

    line: int
    reason: str


def known_columns() -> tuple[str, ...]:
    """The data sets whose columns are known."""
    return tuple(_tables())


def columns_of(name: str) -> Columns:
    """The columns of a data set that is known by name.

    Raises:
        Misuse: if it is not, naming those that are.
    """
    tables = _tables()
    if name not in tables:
        raise Misuse(f"{name}: no such layout; expected {', '.join(tables)}")
    return tables[name]


@cache
def _tables() -> Mapping[str, Columns]:
    text = resources.files(__package__).joinpath("columns.toml").read_text("utf-8")
    try:
        return {
            name: Columns(
                columns=table["columns"], fixed=table["set"], via=table["via"],
                zero_is_unknown=table["zero_is_unknown"], values=table.get("values", {}),
            )
            for name, table in tomllib.loads(text).items()
        }  # fmt: skip
    except KeyError as error:
        raise LexiconError(f"columns.toml: a table lacks {error}") from None


def with_changes(
    base: Columns | None, columns: Mapping[str, str], fixed: Mapping[str, str]
) -> Columns:
    """A layout with columns mapped anew; a field that is mapped or set anew loses its old column."""
    if base is None:
        return Columns(columns=columns, fixed=fixed)
    anew = {*columns.values(), *fixed}
    kept = {column: name for column, name in base.columns.items() if name not in anew}
    return replace(base, columns=kept | dict(columns), fixed=dict(base.fixed) | dict(fixed))


def coded_rows(
    sheet: Iterable[Sequence[str]], columns: Columns, name: str
) -> Iterator[Json | RefusedRow]:
    """The rows of a sheet, its header first, as rows for ``coded_counts``; ``name`` is the sheet's,
    which the evidence cites.

    Raises:
        Misuse: if the header lacks a column that is mapped.
    """
    rows = iter(sheet)
    header = [cell.strip() for cell in next(rows, ())]
    if absent := [column for column in columns.columns if column not in header]:
        raise Misuse(
            f"{name}: no column {', '.join(absent)}; there are {', '.join(filter(None, header))}"
        )
    at = {header.index(column): found for column, found in columns.columns.items()}
    for line, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        said = dict(columns.fixed)
        try:
            for column, found in at.items():
                if column < len(cells) and cells[column].strip():
                    said[found] = _meant(columns, header[column], cells[column].strip())
            yield _coded(said, columns, f"{name}, row {line}")
        except (MalformedValue, LexiconError) as error:
            yield RefusedRow(line, str(error))


def _meant(columns: Columns, column: str, cell: str) -> str:
    codes = columns.values.get(column)
    if codes is None:
        return cell
    if cell not in codes:
        raise MalformedValue(
            f"{column} «{cell}» counts nothing of ours; known: {', '.join(codes)}"
        )
    return codes[cell]


def _coded(said: Mapping[str, str], columns: Columns, where: str) -> Json:
    codebook.load().check_measure(Measure(said.get("object", ""), said.get("act", "")))
    quantity, num = _quantity(said)
    if columns.zero_is_unknown and quantity.interval().high == 0:
        raise MalformedValue(f"0 means that no number is known in {columns.via}")
    row: Json = {
        "kind": "figure",
        "id": said.get("id") or where,
        "report": said.get("report") or where,
        "object": said["object"],
        "act": said["act"],
        "hedge": quantity.hedge.value,
        "value": None if quantity.value is None else number_text(quantity.value),
        "low": None if quantity.low is None else number_text(quantity.low),
        "high": None if quantity.high is None else number_text(quantity.high),
        "num": num,
        "when": _period(said),
        "as_of": day(said["as_of"]) if "as_of" in said else None,
        **{key: said.get(key) for key in _TEXTS},
        "coded": "by hand" if columns.via is None else f"by {columns.via}",
    }
    return row if columns.via is None else row | {"via": [columns.via]}


def _quantity(said: Mapping[str, str]) -> tuple[Quantity, str]:
    if "value" in said:
        return _number(said["value"]), said["value"]
    if not {"low", "high"} <= set(said):
        raise MalformedValue("the cell with the number is empty")
    low, high = _number(said["low"]), _number(said["high"])
    if low.hedge is not Hedge.EXACT or high.hedge is not Hedge.EXACT:
        raise MalformedValue("low and high are plain numbers; write 16 and 21")
    num = f"{said['low']}..{said['high']}"
    return (low, num) if low == high else (Quantity.parse(f"{low}..{high}"), num)


def _number(cell: str) -> Quantity:
    text = _RANGE.sub("..", _THOUSANDS.sub("", cell))
    for sign, ours in _SIGNS:
        text = text.replace(sign, ours)
    try:
        return Quantity.parse(text.replace(" ", ""))
    except MalformedValue:
        raise MalformedValue(
            f"«{cell}» is no number; write 149, >1500, >=25, ~200 or 16..21"
        ) from None


def _period(said: Mapping[str, str]) -> str | None:
    if "when" not in said:
        return None
    if (days := _DAYS.fullmatch(said["when"])) is not None and "until" not in said:
        first, last = day(days[1]), day(days[2])
    else:
        first = day(said["when"])
        last = day(said["until"]) if "until" in said else first
    return first if first == last else str(When.parse(f"{first}/{last}"))


def day(cell: str) -> str:
    """A cell's day as EDTF: 2022-01-05, 20220105, 05.01.2022 or 5 January 2022. «01/05/2022» is refused: it is
    January in one country and May in the next.

    Raises:
        MalformedValue: if it is none of these.
    """
    if (iso := _ISO.fullmatch(cell)) is not None:
        return str(When.parse(iso.group(1) or cell))
    if (close := _CLOSE.fullmatch(cell)) is not None:
        return str(When.parse("-".join(close.groups())))
    if (dotted := _DOTTED.fullmatch(cell)) is not None:
        d, m, year = dotted.groups()
        return str(When.parse(f"{year}-{int(m):02}-{int(d):02}"))
    if (named := _NAMED.fullmatch(cell)) is not None and named.group(2) in _MONTHS:
        d, month, year = named.groups()
        return str(When.parse(f"{year}-{_MONTHS.index(month) + 1:02}-{int(d):02}"))
    try:
        return str(When.parse(cell))
    except MalformedValue:
        raise MalformedValue(f"«{cell}» is no day; write 2022-01-05 or 05.01.2022") from None
