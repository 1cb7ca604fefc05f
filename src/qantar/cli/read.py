"""``qantar claims``: reports in, claims out, no record needed."""

import os
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from qantar.cli.terms import Progress, Refusals, existing, now, print_row, workers
from qantar.domain.claim import Claim
from qantar.domain.errors import Misuse
from qantar.domain.source import Document


class Rows(StrEnum):
    JSON = "json"
    CSV = "csv"


class Where(StrEnum):
    LOCAL = "local"
    DASK = "dask"


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
    parts: Annotated[
        Path | None,
        typer.Option(help="Folder for Parquet parts of claims, instead of printing them."),
    ] = None,
    part_mb: Annotated[
        float, typer.Option(help="Size of a piece in megabytes, where a file can be cut.")
    ] = 8,
    runner: Annotated[
        Where, typer.Option(help="Where parts are made: here, or on a Dask cluster.")
    ] = Where.LOCAL,
    scheduler: Annotated[
        str | None, typer.Option(help="Address of the Dask scheduler: tcp://10.0.0.1:8786.")
    ] = None,
) -> None:
    """Read reports and print their claims as JSON Lines or CSV, in the order of the text.

    Each claim has its report, kind, id, offsets, the fields of its kind, its quote and the
    derivation that made it. For JSON Lines of reports the offsets are into the given text.

    With --endpoint a model is asked too (its key, if it needs one, in QANTAR_ENDPOINT_KEY). What it
    proposes is printed only where quote, number and speaker stand in the report; its derivation
    names it, and everything else is told on stderr and dropped.

    With --parts the inputs are cut into pieces and each becomes a part: claims and reports as Parquet,
    and a mark once it is whole. A rerun makes only the parts that are missing. --runner dask makes them
    on the workers of a scheduler, who must see inputs and folder under the same paths; the bytes are the
    same. qantar reconcile takes the folder.

    Example: qantar claims report.txt --kind figure
    """
    from qantar.capture import gather, total_bytes
    from qantar.domain.claim import KINDS
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
    given = existing(paths or ["-"])
    if parts is not None:
        if kind or endpoint is not None or format_ is not Rows.JSON:
            raise Misuse(
                "--parts holds all claims by the rules: no --kind, --endpoint, --format"
            )
        _make_parts(given, parts, part_mb, workers_, runner, scheduler, refusals)
        return
    if runner is not Where.LOCAL or scheduler is not None:
        raise Misuse("--runner and --scheduler make parts: give --parts FOLDER")
    inputs = gather(given, captured_at=now())
    if endpoint is not None and workers_ != 1:
        raise Misuse("--endpoint asks one report after another: leave --workers at 1")
    read = read_document if endpoint is None else _with_endpoint(endpoint, model)
    if format_ is Rows.CSV:
        sys.stdout.write(line(CLAIMS))
    # On a screen the claims themselves are the progress.
    progress = Progress(total_bytes(given), quiet=sys.stdout.isatty())
    with local_runner(workers(workers_), warm) as pool:
        for found in read_claims(inputs, pool, refusals, read, progress):
            for claim in found:
                if claim.content.kind not in wanted:
                    continue
                if format_ is Rows.CSV:
                    sys.stdout.write(line(claim_cells(claim)))
                else:
                    print_row(claim.as_row())
    progress.close()
    if refusals.count:
        raise typer.Exit(1)


def _make_parts(
    given: Sequence[str], folder: Path, part_mb: float, workers_: int, where: Where, scheduler: str | None,
    refusals: Refusals,
) -> None:  # fmt: skip
    from qantar.capture import total_bytes
    from qantar.parts import make_parts
    from qantar.pipeline import warm
    from qantar.runners.cluster import Cluster
    from qantar.runners.local import Pool, Serial, local_runner

    if (scheduler is None) != (where is Where.LOCAL):
        raise Misuse("--runner dask needs --scheduler ADDRESS, and the other way round")
    chosen: Cluster | Pool | Serial
    if scheduler is None:
        chosen = local_runner(workers(workers_), warm)
    else:
        try:
            chosen = Cluster(scheduler, warm)
        except ImportError:
            raise Misuse("--runner dask needs Dask; install qantar[cluster]") from None
        except ConnectionError as error:
            raise Misuse(f"{error}; start one with dask scheduler") from None
    progress = Progress(total_bytes(given))
    with chosen as runner:
        tally = make_parts(
            given, folder, runner, captured_at=now(), refuse=refusals, tell=refusals.tell,
            progress=progress, size=max(1, round(part_mb * (1 << 20))),
        )  # fmt: skip
    progress.close()
    typer.echo(
        f"{tally.received} parts, {tally.kept} new; {tally.documents} reports read, "
        f"{tally.claims} claims; {tally.refused} refused. In {folder}"
    )
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
