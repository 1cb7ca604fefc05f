"""``qantar ledger`` and ``qantar chronology``: what a record says, compared."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from qantar.cli.terms import DEFAULT_RECORD, now, print_row, who
from qantar.codebook.policies import Policy
from qantar.domain.errors import Misuse
from qantar.domain.identity import Json
from qantar.domain.when import When

if TYPE_CHECKING:
    from qantar.pipeline import Holding, Ledgers

_RECORD = Annotated[str, typer.Option(help="The record: a file, or a PostgreSQL address.")]


class Format(StrEnum):
    TABLE = "table"
    TEXT = "text"
    """The same as a table."""
    JSON = "json"
    CSV = "csv"


_FORMAT = Annotated[
    Format,
    typer.Option("--format", help="A table for people, JSON Lines, or CSV for spreadsheets."),
]


def register(app: typer.Typer) -> None:
    app.command("ledger")(ledger)
    app.command("chronology")(chronology)


def held_by(record: str) -> "Holding":
    """Everything in the record at this moment."""
    from qantar.pipeline import holding
    from qantar.store.address import open_store

    store = open_store(record, create=False)
    try:
        with store.view() as view:
            return holding(view)
    finally:
        store.close()


def told(held: "Holding", name: str) -> str:
    """What the record holds, in one line."""
    outlets = {document.outlet for document in held.documents.values() if document.outlet}
    about = {
        "reports": len(held.documents),
        "outlets": len(outlets),
        "claims": len(held.claims),
    }
    return _told(about, held.refused, name)


def _told(about: Json, refused: int, name: str) -> str:
    line = f"{name}: {about['reports']} reports, {about['outlets']} outlets, {about['claims']} claims"
    return line + (f", {refused} inputs refused" if refused else "")


def ledger(
    record: _RECORD = DEFAULT_RECORD,
    format_: _FORMAT = Format.TABLE,
    question: Annotated[
        str | None,
        typer.Option(help="Only questions whose title or id has all these words."),
    ] = None,
    conflicts: Annotated[
        bool,
        typer.Option(
            "--conflicts",
            help="Only questions with a contradiction or a retraction; and which accounts cannot all hold.",
        ),
    ] = False,
    policy: Annotated[
        list[str] | None,
        typer.Option(
            help="Count by a rule: acled, ucdp, ibc, latest-official, span. Given twice: how two differ."
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="As it stood by the end of a day, month or year."),
    ] = None,
    series: Annotated[
        bool, typer.Option("--series", help="Each question in time, with what replaced what.")
    ] = False,
    names: Annotated[
        bool,
        typer.Option(
            "--names", help="Compare counts with the names their own reports list below them."
        ),
    ] = False,
    why: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Lead a relation, question, account, conflict or judgement back to the words.",
        ),
    ] = None,
) -> None:
    """Show who answers which question with what number, in whose words, and how the answers stand.

    A range says what the accounts left standing jointly allow; where sources differ there is never
    one number, unless you name a policy: then it says whose rule it is and which accounts it used.
    Origins count independent speakers, not copies. What a person judged is marked with §. JSON and
    CSV hold every appearance.

    Example: qantar ledger --record january.qantar --question "weapons stolen"
    """
    from qantar.codebook.policies import policy as policy_of
    from qantar.pipeline import ledgers
    from qantar.store.address import open_store

    policies = [policy_of(name) for name in policy or ()]
    if len(policies) > 2:
        raise Misuse("--policy: one policy, or two to be compared")
    if sum((bool(policies), series, why is not None, names)) > 1:
        raise Misuse("--policy, --series, --names and --why are asked one at a time")
    if format_ is Format.CSV and (policies or series or why or names):
        raise Misuse("--format csv holds the ledger itself; use json or table here")
    moment = When.parse(as_of) if as_of else None
    store = open_store(record, create=False)
    try:
        with ledgers(store, who=who(), at=now()) as held:
            if why is not None:
                _why(held, why, format_)
            else:
                asked = _Asked(question or "", conflicts, policies, moment, series, names)
                _show(held, asked, format_, record)
    finally:
        store.close()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of the ledger was asked for."""

    words: str
    conflicts: bool
    policies: Sequence[Policy]
    as_of: When | None
    series: bool
    names: bool


def _why(held: "Ledgers", id_: str, format_: Format) -> None:
    from qantar.cli.asked import say
    from qantar.views.why import why

    step = why(held.ledger(held.questions_of(id_)), id_, held.rulings())
    if format_ is Format.JSON:
        print_row(step.as_json())
    else:
        say(*step.lines())


def _show(held: "Ledgers", asked: _Asked, format_: Format, record: str) -> None:
    from qantar.cli.asked import (
        ClaimsShown,
        conflicts_of,
        name_notes,
        say,
        say_names,
        show_conflicts,
        show_policies,
        show_series,
    )
    from qantar.cli.sheet import print_ledger, sheet
    from qantar.export.csv import ledger_csv
    from qantar.export.jsonl import ledger_lines
    from qantar.reconcile.bygone import ledger_as_of
    from qantar.views.ledger import question_rows

    rulings = held.rulings()
    found = held.find(asked.words.split())
    wanted = {h["question"] for h in found if h["has_conflict"] or not asked.conflicts}
    whole = held.ledger(wanted)
    shown = whole if asked.as_of is None else ledger_as_of(whole, asked.as_of)
    rows = [row for row in question_rows(shown, rulings) if row.question in wanted]
    as_json = format_ is Format.JSON
    if asked.policies:
        show_policies(whole, rows, asked.policies, rulings, asked.as_of, as_json=as_json)
        return
    if asked.series:
        show_series(whole, rows, rulings, asked.as_of, as_json=as_json)
        return
    if format_ is Format.CSV:
        sys.stdout.write(ledger_csv(rows))
        return
    printed = [a.claim for row in rows for account in row.accounts for a in account.appearances]
    claims = ClaimsShown(held.view, rulings, printed)
    # Whoever asks for one question is shown the names beside its counts without asking.
    notes = name_notes(rows, claims, held.view) if asked.names or asked.words else []
    if asked.names:
        if as_json:
            for note in notes:
                print_row(note)
        elif notes:
            say_names(notes)
        else:
            say("no list of names stands under a count")
    elif as_json:
        for line in ledger_lines(rows):
            if asked.words:
                line["names"] = [n for n in notes if n["question"] == line["question"]]
            if asked.conflicts:
                line["conflicts"] = conflicts_of(shown, line["question"])
            print_row(line)
    else:
        about, refused = held.about(), held.view.counts().refusals
        print_ledger(sheet(), rows, claims, _told(about, refused, record))
        if notes:
            say("", "NAMES LISTED UNDER COUNTS  (a check only; no range moves by it)")
            say_names(notes)
        if asked.conflicts:
            show_conflicts(shown, wanted)


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
