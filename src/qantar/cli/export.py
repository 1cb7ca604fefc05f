"""``qantar export``: a record in the formats of the field, with a note of what each could not say."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qantar.cli.terms import DEFAULT_RECORD
from qantar.domain.errors import Misuse

if TYPE_CHECKING:
    from qantar.export.format import Material
    from qantar.pipeline import Holding
    from qantar.record.custody import CustodyEntry


def register(app: typer.Typer) -> None:
    app.command("export")(export)


def export(
    format_: Annotated[
        str | None, typer.Argument(metavar="FORMAT", help="Name of a format; --list shows all.")
    ] = None,
    record: Annotated[
        str, typer.Option(help="The record: a file, or a PostgreSQL address.")
    ] = DEFAULT_RECORD,
    out: Annotated[
        Path | None, typer.Option(help="The file to write; its losses go to FILE.loss.txt.")
    ] = None,
    policy: Annotated[
        str | None,
        typer.Option(help="Count by a rule the format has columns for, instead of its own."),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Show every format, its standard and its losses.")
    ] = False,
) -> None:
    """Write the record in a format of the field, and beside it what that format cannot say.

    Redacted reports stand as their working copies. What was left out is told on stderr and in FILE.loss.txt: read it before you pass the file on.
    The same record gives the same bytes. An existing file is replaced, whole or not at all.

    Example: qantar export acled --record january.qantar --out january.csv
    """
    from qantar.export.formats import format_named, policy_for

    if list_:
        _list()
        return
    if format_ is None:
        raise Misuse("name a format; qantar export --list shows all")
    one = format_named(format_)
    rule = policy_for(one, policy)
    if out is None:
        raise Misuse(f"name the file to write: --out record{one.suffix}")
    if not out.absolute().parent.is_dir():
        raise Misuse(f"{out}: its folder does not exist; make it first")
    from qantar.export.loss import loss_note

    written = one.write(_material(record, rule))
    note = loss_note(one, written, rule)
    _replace(out, written.data)
    _replace(out.with_name(out.name + ".loss.txt"), note.encode())
    sys.stderr.write(note)
    typer.echo(f"{out}: {one.title}; what it cannot say: {out}.loss.txt")


def published_by(record: str) -> "tuple[Holding, tuple[CustodyEntry, ...]]":
    """Everything in the record that may leave the desk, working copies in place of what was redacted, and
    the chain of custody; how much that is, is told on stderr."""
    from qantar.export.redaction import published
    from qantar.pipeline import holding, read_document
    from qantar.store.address import open_store

    store = open_store(record, create=False)
    try:
        with store.view() as view:
            held = holding(view)
            custody = tuple(view.custody())
    finally:
        store.close()
    shown = published(held.documents, held.claims, held.rulings, custody, read_document)
    if shown.covered:
        sys.stderr.write(f"{shown.covered} reports stand as their redacted copies\n")
    if shown.withheld:
        sys.stderr.write(
            f"{shown.withheld} reports are withheld: they were redacted in another reading of their bytes;"
            " redact them anew\n"
        )
    held = replace(held, documents=shown.documents, claims=shown.claims, rulings=shown.rulings)
    return held, custody


def _material(record: str, policy: str | None) -> "Material":
    from qantar.export.format import material
    from qantar.pipeline import ledger_of

    held, custody = published_by(record)
    return material(
        claims=held.as_judged(),
        documents=held.documents,
        captures=held.captures,
        custody=custody,
        rulings=held.rulings,
        ledger=ledger_of(held),
        policy=policy,
    )


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _list() -> None:
    from qantar.export.formats import formats

    for one in formats().values():
        counted = f"  counts by: {', '.join(one.policies)}" if one.policies else ""
        extra = f"  needs: qantar[{one.extra}]" if one.extra else ""
        typer.echo(f"{one.name}  {one.title} ({one.suffix}){counted}{extra}")
        typer.echo(f"    {one.standard}")
        for loss in one.losses:
            typer.echo(f"    - {loss}")
