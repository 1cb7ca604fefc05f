"""The command and its verbs."""

import sys

import typer

from qantar import __version__
from qantar.cli import (
    account,
    coding,
    corpus,
    demo,
    diff,
    doctor,
    dossier,
    evidence,
    export,
    ingest,
    intake,
    judge,
    ledger,
    mcp,
    media,
    parse,
    read,
    reconcile,
    record,
    serve,
    watch,
    working,
)
from qantar.domain.errors import Misuse, QantarError

app = typer.Typer(
    name="qantar",
    help="Weighs reports: many accounts in, one record out, every statement on the exact words of its source.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"qantar {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    pass


for module in (
    ingest,
    watch,
    read,
    parse,
    ledger,
    diff,
    judge,
    coding,
    reconcile,
    record,
    dossier,
    export,
    evidence,
    media,
    working,
    doctor,
    intake,
    serve,
    account,
    mcp,
    corpus,
    demo,
):
    module.register(app)


def main() -> None:
    """Run the command; errors made on purpose are told in one line."""
    try:
        app()
    except Misuse as error:
        print(f"qantar: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    except QantarError as error:
        print(f"qantar: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
