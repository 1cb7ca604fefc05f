"""``qantar media`` and ``qantar redact``: what a picture or film tells, and copies with something covered."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qantar.cli.terms import DEFAULT_RECORD, now, print_row, who
from qantar.domain.errors import Misuse

if TYPE_CHECKING:
    from qantar.record.port import Store

_RECORD = Annotated[str, typer.Option(help="The record: a file, or a PostgreSQL address.")]


def register(app: typer.Typer) -> None:
    app.command("media")(media)
    app.command("redact")(redact)


def media(
    capture: Annotated[
        str | None, typer.Argument(help="Id of a capture; without it all are looked at.")
    ] = None,
    record: _RECORD = DEFAULT_RECORD,
    private: Annotated[
        bool, typer.Option("--private", help="Show places and persons in the metadata too.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="JSON, without the thumbnail.")] = False,
    thumbnail: Annotated[
        Path | None, typer.Option(help="Write the thumbnail (JPEG) to this file.")
    ] = None,
) -> None:
    """Look at the pictures and films of a record: measure, metadata, hash, the same footage elsewhere.

    Everything is done by tools in a sandbox (exiftool, Pillow, ffmpeg); what is missing on this machine is
    said. Coordinates and names are shown only with --private. Nobody in the footage is identified.

    Example: qantar media --record january.qantar
    """
    from qantar.export.footage import footage, portrait_of, same_footage
    from qantar.store.address import open_store

    store = open_store(record, create=False)
    try:
        with store.view() as view:
            wanted = [one.id for one in footage(view)] if capture is None else [capture]
        made = {id_: portrait_of(store, id_, who=who(), at=now()) for id_ in wanted}
        with store.view() as view:
            for id_, shown in made.items():
                alike = same_footage(view, id_, shown)
                told = shown.shown(private=private)
                if json_:
                    row = shown.as_json()
                    row.pop("thumbnail")
                    row["particulars"] = [[p.group, p.tag, p.value] for p in told]
                    print_row({"id": id_, "same_footage": alike, **row})
                    continue
                size = f", {shown.width} by {shown.height}" if shown.width else ""
                long = f", {shown.seconds:g} s" if shown.seconds is not None else ""
                typer.echo(f"{id_}: {shown.media_type}{size}{long}")
                for other in alike:
                    typer.echo(f"  seems to be the same footage as {other}")
                if capture is not None:
                    for one in told:
                        typer.echo(f"  {one.group}:{one.tag}: {one.value}")
                hidden = len(shown.particulars) - len(told)
                if hidden:
                    typer.echo(f"  {hidden} values of place or person: --private shows them")
                for missing in shown.missing:
                    typer.echo(f"  missing: {missing}")
    finally:
        store.close()
    if capture is None:
        typer.echo(f"{len(made)} pictures and films")
    elif thumbnail is not None:
        data = made[capture].thumbnail
        if data is None:
            raise Misuse(f"{capture}: there is no thumbnail of it")
        thumbnail.write_bytes(data)


def redact(
    item: Annotated[str, typer.Argument(help="Id of a capture (picture) or document (text).")],
    reason: Annotated[str, typer.Option(help="Why; it stays in the record.")],
    box: Annotated[
        list[str] | None, typer.Option(help="X,Y,WIDTH,HEIGHT in pixels; several times.")
    ] = None,
    span: Annotated[
        list[str] | None, typer.Option(help="START:END in characters; several times.")
    ] = None,
    words: Annotated[
        list[str] | None, typer.Option(help="Words, wherever they stand in the text.")
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who decided; else who runs it.")] = None,
    record: _RECORD = DEFAULT_RECORD,
    out: Annotated[Path | None, typer.Option(help="Also write the copy to this file.")] = None,
) -> None:
    """Make a working copy in which something is covered: boxes of a picture, words of a report.

    The original stays sealed in the record. Exports and the dossier are made of the copy, read anew; a bundle
    holds both, or with --withhold only the copy. Custody names both digests, who, and why.

    Example: qantar redact capture-3f2a --span 0:4 --reason "a minor" --record january.qantar
    """
    from qantar.domain.span import Span
    from qantar.export.footage import redact_picture
    from qantar.export.redaction import redact_text, spans_of
    from qantar.export.working import note_export, write_out
    from qantar.record.copies import copies
    from qantar.store.address import open_store

    if bool(box) == bool(span or words):
        raise Misuse("give --box for a picture, or --span or --words for a text")
    store = open_store(record, create=False)
    try:
        if box:
            entry = redact_picture(
                store, item, tuple(box), by=by or who(), reason=reason, who=who(), at=now()
            )
        else:
            document = _document(store, item)
            with store.view() as view:
                found = view.document(document)
            cuts = [Span.parse(one.replace(":", "-")) for one in span or ()]
            cuts += [cut for one in words or () for cut in spans_of(found, one)]
            entry = redact_text(
                store, document, cuts, by=by or who(), reason=reason, who=who(), at=now()
            )
        (copy,) = copies([entry])
        if out is not None:
            write_out(store, copy.sha256, out)
            note_export(store, copy.capture, copy.sha256, "working copy", who=who(), at=now())
    finally:
        store.close()
    typer.echo(f"{copy.capture}: working copy {copy.sha256} (custody entry {copy.number})")


def _document(store: "Store", item: str) -> str:
    """The id of the document meant: itself, or the only one of a capture."""
    with store.view() as view:
        if not item.startswith("capture-"):
            return item
        found = [document.id for document in view.documents(view.capture(item).id)]
    if len(found) != 1:
        raise Misuse(f"{item} holds {len(found)} texts: name one, {', '.join(found[:5])}")
    return found[0]
