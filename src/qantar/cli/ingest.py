"""``qantar ingest``: reports into a record."""

from typing import Annotated

import typer

from qantar.cli.terms import DEFAULT_RECORD, Progress, Refusals, existing, now, who, workers


def register(app: typer.Typer) -> None:
    app.command("ingest")(ingest)


def ingest(
    paths: Annotated[
        list[str], typer.Argument(help="Files, folders, or - for standard input.")
    ],
    record: Annotated[
        str, typer.Option(help="The record: a file, or a PostgreSQL address.")
    ] = DEFAULT_RECORD,
    workers_: Annotated[
        int | None,
        typer.Option("--workers", help="Processes that read; one a processor if not said."),
    ] = None,
) -> None:
    """Take reports into a record: keep their bytes, read them, keep their claims.

    Pages, PDF, Word files, spreadsheets, plain text, JSON Lines, feeds, mail and mailboxes, Telegram
    Desktop exports, FollowTheMoney entities, WARC and WACZ; a folder is walked. What cannot
    be used is told and noted, and the rest goes on. Doing it again takes in only what is new; a
    run that was cut goes on where it stopped.

    Example: qantar ingest reports/ --record january.qantar
    """
    from qantar.capture import gather, total_bytes
    from qantar.pipeline import ingest as take_in
    from qantar.pipeline import warm
    from qantar.runners.local import local_runner
    from qantar.store.address import open_store

    inputs = gather(existing(paths), captured_at=now())
    store = open_store(record, create=True)
    progress, refusals = Progress(total_bytes(paths)), Refusals()
    try:
        with local_runner(workers(workers_), warm) as runner:
            tally = take_in(
                inputs, store, runner, who=who(), clock=now, progress=progress, refuse=refusals
            )
    finally:
        progress.close()
        store.close()
    typer.echo(
        f"{tally.received} files received, {tally.kept} new; {tally.documents} reports read, "
        f"{tally.claims} claims; {tally.refused} refused. Record: {record}"
    )
    if refusals.count:
        raise typer.Exit(1)
