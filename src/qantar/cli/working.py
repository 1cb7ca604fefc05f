"""``qantar clean``, ``copies`` and ``link``: working copies of what a record holds, and what it belongs with."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qantar.cli.terms import DEFAULT_RECORD, now, who
from qantar.domain.errors import Misuse

if TYPE_CHECKING:
    from qantar.record.links import Link

_RECORD = Annotated[str, typer.Option(help="The record: a file, or a PostgreSQL address.")]
_BY = Annotated[str | None, typer.Option(help="Who decided; else who runs it.")]


def register(app: typer.Typer) -> None:
    app.command("clean")(clean)
    app.command("copies")(copies)
    app.command("link")(link)


def clean(
    captures: Annotated[list[str], typer.Argument(help="Ids of captures.")],
    reason: Annotated[str, typer.Option(help="Why; it stays in the record.")],
    by: _BY = None,
    record: _RECORD = DEFAULT_RECORD,
) -> None:
    """Keep working copies without metadata: place, time, camera and author taken off by mat2, in a sandbox.

    The originals stay as they came. Custody names both digests, the tool, who, and why.

    Example: qantar clean capture-3f2a --reason "to be published" --record january.qantar
    """
    from qantar.export.working import clean_copy
    from qantar.store.address import open_store

    store = open_store(record, create=False)
    try:
        for id_ in captures:
            entry = clean_copy(store, id_, by=by or who(), reason=reason, who=who(), at=now())
            typer.echo(
                f"{id_}: working copy {entry.detail['sha256']} (custody entry {entry.number})"
            )
    finally:
        store.close()


def copies(
    captures: Annotated[
        list[str] | None, typer.Argument(help="Ids of captures; without any, all.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write them to this folder: a custody entry of each.")
    ] = None,
    record: _RECORD = DEFAULT_RECORD,
) -> None:
    """List the working copies of a record, or give them out: copies without metadata, redacted ones.

    Example: qantar copies capture-3f2a --out for-print --record january.qantar
    """
    from qantar.export.working import chosen_copies, give_out_copies
    from qantar.store.address import open_store

    store, wanted = open_store(record, create=False), list(captures or ())
    try:
        if out is not None:
            count = 0
            for copy, path in give_out_copies(store, wanted, out, who=who(), at=now()):
                typer.echo(f"{path}: {copy.capture}, {copy.act.value}")
                count += 1
            typer.echo(f"{count} written")
            return
        with store.view() as view:
            made = chosen_copies(view, wanted)
    finally:
        store.close()
    for copy in made:
        typer.echo(
            f"{copy.capture}: {copy.sha256} {copy.media_type}, {copy.detail['made']},"
            f" {copy.at}, {copy.detail['by']}: {copy.detail['reason']}"
        )


def link(
    capture: Annotated[
        str | None, typer.Argument(help="Id of the material; without it all links are listed.")
    ] = None,
    claims: Annotated[
        list[str] | None, typer.Argument(help="Ids of claims it belongs with, or beginnings.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why; it stays in the record.")] = None,
    take_back: Annotated[
        int | None, typer.Option(help="Number of the custody entry of a link to take back.")
    ] = None,
    by: _BY = None,
    record: _RECORD = DEFAULT_RECORD,
) -> None:
    """Say that material belongs with claims: a film with the event or the figure that a report tells of.

    A link is an entry in the chain of custody, signed, and may be taken back. Nothing is concluded from it: the
    ledgers stay as they are. Without claims the links of the material are listed.

    Example: qantar link capture-3f2a claim-77b0 --reason "the same square" --record january.qantar
    """
    from qantar.record import links as linking
    from qantar.store.address import open_store

    store = open_store(record, create=False)
    try:
        if take_back is not None:
            gone = linking.take_back(
                store, take_back, by=by or who(), reason=reason or "", who=who(), at=now()
            )
            typer.echo(f"{gone.capture}: link {gone.number} taken back")
            return
        if capture is not None and claims:
            made = linking.link(
                store, capture, claims, by=by or who(), reason=reason or "", who=who(), at=now()
            )
            typer.echo(_line(made))
            return
        if reason is not None:
            raise Misuse("name the claims it belongs with, or the link to take back")
        with store.view() as view:
            if capture is not None:
                view.capture(capture)
            found = linking.links(view.custody(capture))
    finally:
        store.close()
    for one in found:
        typer.echo(_line(one))


def _line(one: "Link") -> str:
    return f"{one.number}: {one.capture} with {', '.join(one.claims)}, {one.by}: {one.reason}"
