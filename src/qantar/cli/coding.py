"""``qantar sheet``: figures that people counted into a spreadsheet, as coded figures to reconcile."""

import csv
import io
import json
from pathlib import Path
from typing import Annotated

import typer

from qantar.domain.errors import Misuse
from qantar.domain.identity import Json

SHOWN = 10
"""Rows that a dry run shows."""


def register(app: typer.Typer) -> None:
    app.command("sheet")(sheet)


def sheet(
    file: Annotated[Path, typer.Argument(help="The sheet: .csv in UTF-8, or .xlsx.")],
    map_: Annotated[
        str,
        typer.Option("--map", help='Columns and what they are: "Deaths=value, Town=place".'),
    ] = "",
    set_: Annotated[
        str, typer.Option("--set", help='What holds of every row: "object=person, act=killed".')
    ] = "",
    like: Annotated[
        str | None, typer.Option(help="Columns as in a known data set: acled, ucdp, gkg.")
    ] = None,
    tab: Annotated[
        str | None, typer.Option(help="Which sheet of a workbook; else the first.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File of coded figures to write.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show how the first rows are read.")
    ] = False,
) -> None:
    """Turn a sheet that people coded by hand into coded figures for qantar reconcile.

    Fields are id, report, object, act, value (or low and high), place, place_id, when, until, as_of,
    scope, speaker. A number may bear its sign: >1500, >=25, ~200, 16..21. A row that cannot be read
    is told and left out, never guessed. Data sets come in as accounts through their project, without
    a speaker, and their zeros as unknown; of GDELT's GKG counts (gkg) those of persons.

    Example: qantar sheet deaths.csv --map "Deaths=value, Town=place" --set "object=person, act=killed" --dry-run
    """
    from qantar.cli.asked import say
    from qantar.reconcile.columns import RefusedRow, coded_rows, columns_of, with_changes

    base = columns_of(like) if like else None
    columns = with_changes(base, _pairs("--map", map_), _pairs("--set", set_))
    if not dry_run and out is None:
        raise Misuse("--out: give the file to write, or --dry-run")
    made: list[Json] = []
    refused = 0
    for row in coded_rows(_cells(file, tab), columns, file.name):
        if isinstance(row, RefusedRow):
            refused += 1
            typer.echo(f"{file}, row {row.line}: {row.reason}", err=True)
        else:
            made.append(row)
    if dry_run:
        say(*(_told(row) for row in made[:SHOWN]))
        say(f"{len(made)} figures, {refused} rows left out; nothing was written")
    elif out is not None:
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in made]
        out.write_text("".join(lines), "utf-8")
        say(f"{len(made)} figures, {refused} rows left out. In {out}")
    if refused:
        raise typer.Exit(1)


def _told(row: Json) -> str:
    """«person.killed 149 — Almaty, 2022-01-05 (said «149», coded by hand, a.csv, row 2)»."""
    number = row["value"] or f"{row['low']}..{row['high'] or ''}"
    hedge = "" if row["hedge"] in ("exact", "range") else f"{row['hedge']} "
    where = ", ".join(str(row[key]) for key in ("place", "when", "speaker") if row[key])
    return (
        f"{row['object']}.{row['act']} {hedge}{number} — {where or 'nowhere said'} "
        f"(cell «{row['num']}», coded {row['coded']}, {row['report']})"
    )


def _pairs(option: str, text: str) -> dict[str, str]:
    pairs = {}
    for part in filter(str.strip, text.split(",")):
        left, sign, right = part.partition("=")
        if not (sign and left.strip() and right.strip()):
            raise Misuse(f"{option}: «{part.strip()}»: expected name=name")
        pairs[left.strip()] = right.strip()
    return pairs


def _cells(file: Path, tab: str | None) -> list[list[str]]:
    from qantar.reconcile.gkg import graph_counts
    from qantar.text import Bounds
    from qantar.text.xlsx import table

    try:
        data = file.read_bytes()
    except OSError as error:
        raise Misuse(f"{file}: cannot be opened ({error.strerror})") from None
    if data[:2] == b"PK":
        tabs = dict(table(data, str(file), Bounds()))
        if not tabs or (tab is not None and tab not in tabs):
            raise Misuse(f"{file}: no sheet {tab or ''}; there are {', '.join(tabs)}")
        return tabs[tab] if tab is not None else next(iter(tabs.values()))
    try:
        text = data.decode("utf-8-sig")
        if (counts := graph_counts(text)) is not None:
            return counts
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Misuse(f"{file}: is no CSV in UTF-8 ({error}); save it so") from None
