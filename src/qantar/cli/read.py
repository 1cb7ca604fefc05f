"""``qantar claims``: reports in, claims out, no record needed."""

from typing import Annotated

import typer

from qantar.cli.terms import Refusals, existing, now, print_row, workers


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
) -> None:
    """Read reports and print their claims as JSON Lines, in the order of the text.

    Each claim has its report, kind, id, offsets, the fields of its kind, its quote and the
    derivation that made it. For JSON Lines of reports the offsets are into the given text.

    Example: qantar claims report.txt --kind figure
    """
    from qantar.capture import gather
    from qantar.domain.claim import KINDS
    from qantar.domain.errors import Misuse
    from qantar.pipeline import claims as read_claims
    from qantar.pipeline import warm
    from qantar.runners.local import local_runner

    wanted = frozenset(kind or KINDS)
    if not wanted <= set(KINDS):
        raise Misuse(
            f"--kind {', '.join(sorted(wanted - set(KINDS)))}: expected {', '.join(KINDS)}"
        )
    refusals = Refusals()
    inputs = gather(existing(paths or ["-"]), captured_at=now())
    with local_runner(workers(workers_), warm) as runner:
        for found in read_claims(inputs, runner, refusals):
            for claim in found:
                if claim.content.kind in wanted:
                    print_row(claim.as_row())
    if refusals.count:
        raise typer.Exit(1)
