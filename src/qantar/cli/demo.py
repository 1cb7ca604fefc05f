"""``qantar demo``: the whole way on shipped sample reports."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from qantar.cli.terms import Progress, Refusals, now, who

REPORTS = Path(__file__).parent / "demo_reports"
"""23 reports in four languages, written for this: invented outlets, publicly reported figures."""
QUESTIONS = 16
"""Questions shown; ``qantar ledger`` shows all."""
TITLE = "Kazakhstan, January 2022"


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    out: Annotated[Path, typer.Option(help="Folder for reports, record and dossier.")] = Path(
        "demo"
    ),
) -> None:
    """Read the sample reports, show the main ledgers and the chronology, write a dossier.

    Leaves OUT/reports to look at and to change, OUT/demo.qantar, the record, and OUT/dossier.html,
    one page that opens from disk.

    Example: qantar demo --out demo
    """
    from rich.text import Text

    from qantar.capture import gather
    from qantar.cli.dossier import write_dossier
    from qantar.cli.ledger import held_by, told
    from qantar.cli.sheet import print_chronology, print_ledger, sheet, show
    from qantar.pipeline import ingest, ledger_of, warm
    from qantar.runners.local import local_runner
    from qantar.store.address import open_store
    from qantar.views.chronology import chronology
    from qantar.views.ledger import main_rows, question_rows

    reports, record = out / "reports", out / "demo.qantar"
    shutil.copytree(REPORTS, reports, dirs_exist_ok=True)
    refusals = Refusals()
    store = open_store(str(record), create=True)
    try:
        with local_runner(1, warm) as runner:
            inputs = gather([str(reports)], captured_at=now())
            ingest(
                inputs,
                store,
                runner,
                who=who(),
                clock=now,
                progress=Progress(),
                refuse=refusals,
            )
    finally:
        store.close()
    held = held_by(str(record))
    screen = sheet()
    about = told(held, str(record))
    main = main_rows(question_rows(ledger_of(held)), QUESTIONS)
    print_ledger(screen, main, held.claim_by_id(), about)
    show(screen, Text())
    print_chronology(
        screen, chronology(held.claims, held.documents), held.claim_by_id(), about, tellings=1
    )
    write_dossier(held, out / "dossier.html", TITLE)
    show(
        screen,
        Text(),
        Text("What next", style="bold"),
        Text(
            f"  open {out / 'dossier.html'} in a browser: the same, with every report and its evidence"
        ),
        Text(f'  qantar ledger --record {record} --question "people killed"'),
        Text(f"  qantar ledger --record {record} --conflicts"),
        Text(f"  qantar verify --record {record}"),
        Text(
            "  qantar ingest your-reports/ --record yours.qantar && qantar ledger --record yours.qantar"
        ),
    )
    if refusals.count:
        raise typer.Exit(1)
