"""``qantar claims``: reports in, claims out, no record needed."""

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer

from qantar.cli.terms import Refusals, existing, now, print_row, workers
from qantar.domain.claim import Claim
from qantar.domain.source import Document


class Rows(StrEnum):
    JSON = "json"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    app.command("claims")(claims)


def claims(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, or - for standard input (the default)."),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(help="Only claims of this kind; may be given more than once."),
    ] = None,
    workers_: Annotated[int, typer.Option("--workers", help="Processes that read.")] = 1,
    endpoint: Annotated[
        str | None,
        typer.Option(
            help="Address of an OpenAI-compatible model to ask as well; off by default."
        ),
    ] = None,
    model: Annotated[str, typer.Option(help="The model to ask there.")] = "default",
    format_: Annotated[
        Rows, typer.Option("--format", help="JSON Lines, or CSV for spreadsheets.")
    ] = Rows.JSON,
) -> None:
    """Read reports and print their claims as JSON Lines or CSV, in the order of the text.

    Each claim has its report, kind, id, offsets, the fields of its kind, its quote and the
    derivation that made it. For JSON Lines of reports the offsets are into the given text.

    With --endpoint a model is asked too (its key, if it needs one, in QANTAR_ENDPOINT_KEY). What it
    proposes is printed only where quote, number and speaker stand in the report; its derivation
    names it, and everything else is told on stderr and dropped.

    Example: qantar claims report.txt --kind figure
    """
    from qantar.capture import gather
    from qantar.domain.claim import KINDS
    from qantar.domain.errors import Misuse
    from qantar.export.csv import CLAIMS, claim_cells, line
    from qantar.pipeline import claims as read_claims
    from qantar.pipeline import read_document, warm
    from qantar.runners.local import local_runner

    wanted = frozenset(kind or KINDS)
    if not wanted <= set(KINDS):
        raise Misuse(
            f"--kind {', '.join(sorted(wanted - set(KINDS)))}: expected {', '.join(KINDS)}"
        )
    refusals = Refusals()
    inputs = gather(existing(paths or ["-"]), captured_at=now())
    if endpoint is not None and workers_ != 1:
        raise Misuse("--endpoint asks one report after another: leave --workers at 1")
    read = read_document if endpoint is None else _with_endpoint(endpoint, model)
    if format_ is Rows.CSV:
        sys.stdout.write(line(CLAIMS))
    with local_runner(workers(workers_), warm) as runner:
        for found in read_claims(inputs, runner, refusals, read):
            for claim in found:
                if claim.content.kind not in wanted:
                    continue
                if format_ is Rows.CSV:
                    sys.stdout.write(line(claim_cells(claim)))
                else:
                    print_row(claim.as_row())
    if refusals.count:
        raise typer.Exit(1)


def _with_endpoint(address: str, model: str) -> "Callable[[Document], list[Claim]]":
    """Rules first, then what the model adds and the gate admits."""
    from qantar.codebook import load
    from qantar.pipeline import read_document
    from qantar.read.endpoint import EndpointReader
    from qantar.read.packs import packs
    from qantar.read.proposals import RefusedProposal

    def refuse(refused: RefusedProposal) -> None:
        print(f"dropped: {refused.reason}", file=sys.stderr)

    key = os.environ.get("QANTAR_ENDPOINT_KEY")
    reader = EndpointReader(address, model, packs(), load(), key, refuse)

    def read(document: Document) -> list[Claim]:
        found = {claim.id: claim for claim in reader.read(document)}
        found |= {claim.id: claim for claim in read_document(document)}
        return sorted(found.values(), key=lambda c: (c.anchor, c.content.kind, c.id))

    return read
