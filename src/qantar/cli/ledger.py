"""``qantar ledger`` and ``qantar chronology``: what a record says, compared."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from qantar.cli.terms import DEFAULT_RECORD, print_row
from qantar.pipeline import Holding

_RECORD = Annotated[str, typer.Option(help="The record: a file, or a PostgreSQL address.")]


class Format(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"


_FORMAT = Annotated[
    Format,
    typer.Option("--format", help="A table for people, JSON Lines, or CSV for spreadsheets."),
]


def register(app: typer.Typer) -> None:
    app.command("ledger")(ledger)
    app.command("chronology")(chronology)


def held_by(record: str) -> Holding:
    """Everything in the record at this moment."""
    from qantar.pipeline import holding
    from qantar.store.address import open_store

    store = open_store(record, create=False)
    try:
        with store.view() as view:
            return holding(view)
    finally:
        store.close()


def told(held: Holding, name: str) -> str:
    """What the record holds, in one line."""
    outlets = {document.outlet for document in held.documents.values() if document.outlet}
    line = f"{name}: {len(held.documents)} reports, {len(outlets)} outlets, {len(held.claims)} claims"
    return line + (f", {held.refused} inputs refused" if held.refused else "")


def ledger(
    record: _RECORD = DEFAULT_RECORD,
    format_: _FORMAT = Format.TABLE,
    question: Annotated[
        str | None, typer.Option(help="Only questions whose title has all these words.")
    ] = None,
    conflicts: Annotated[
        bool,
        typer.Option(
            "--conflicts", help="Only questions with a contradiction or a retraction."
        ),
    ] = False,
) -> None:
    """Show who answers which question with what number, in whose words, and how the answers stand.

    A range says what the accounts left standing jointly allow; where sources differ there is never
    one number. Origins count independent speakers, not copies. JSON and CSV hold every appearance.

    Example: qantar ledger --record january.qantar --question "weapons stolen"
    """
    from qantar.cli.sheet import print_ledger, sheet
    from qantar.export.csv import ledger_csv
    from qantar.export.jsonl import ledger_lines
    from qantar.pipeline import ledger_of
    from qantar.views.ledger import chosen, question_rows

    held = held_by(record)
    rows = chosen(
        question_rows(ledger_of(held), held.rulings), words=question, conflicts=conflicts
    )
    if format_ is Format.JSON:
        for line in ledger_lines(rows):
            print_row(line)
    elif format_ is Format.CSV:
        sys.stdout.write(ledger_csv(rows))
    else:
        print_ledger(sheet(), rows, held.claim_by_id(), told(held, record))


def chronology(record: _RECORD = DEFAULT_RECORD, format_: _FORMAT = Format.TABLE) -> None:
    """Show what happened when, as the reports date it, each row in their words.

    Times keep the precision they were said with; nights over midnight stay one night. What no text
    dates comes last, and what is told as plan, order or conjecture stands apart.

    Example: qantar chronology --record january.qantar
    """
    from qantar.cli.sheet import print_chronology, sheet
    from qantar.export.csv import chronology_csv
    from qantar.export.jsonl import chronology_lines
    from qantar.views.chronology import chronology as chronology_of

    held = held_by(record)
    rows = chronology_of(held.claims, held.documents, held.rulings)
    if format_ is Format.JSON:
        for line in chronology_lines(rows):
            print_row(line)
    elif format_ is Format.CSV:
        sys.stdout.write(chronology_csv(rows))
    else:
        print_chronology(sheet(), rows, held.claim_by_id(), told(held, record))
