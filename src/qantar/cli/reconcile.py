"""``qantar reconcile``: figures coded by hand in, ledgers out, no record needed."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from qantar.domain.errors import Misuse
from qantar.domain.identity import Json


def register(app: typer.Typer) -> None:
    app.command("reconcile")(reconcile)


def reconcile(
    claims: Annotated[
        str, typer.Argument(help="Coded figures, JSON Lines; - for standard input.")
    ],
    out: Annotated[Path, typer.Option(help="Folder for the answers; made if it is not there.")],
    reports: Annotated[
        str | None,
        typer.Option(help="Their reports, JSON Lines {id, outlet, published, text}."),
    ] = None,
    ask: Annotated[
        str | None,
        typer.Option(
            help="What to answer, JSON Lines {id, object, act, place, when, scope, as_of}."
        ),
    ] = None,
) -> None:
    """Reconcile figures that people coded: relations, origins, questions with their envelopes.

    A row has id, report, object, act, hedge, value (or low and high), and what is known of place,
    place_id, when, as_of, scope, speaker, total, part_of, denied, num, start, end. With the reports
    at hand the words are compared with them; without, evidence is marked as cited. Writes
    relations.jsonl, origins.jsonl, ledgers.jsonl and, for what is asked, expected.jsonl.

    Example: qantar reconcile figures.jsonl --reports reports.jsonl --out ledgers/
    """
    from qantar.atlas.atlas import Atlas
    from qantar.reconcile import reconcile as weigh
    from qantar.reconcile.answers import answer_rows, origin_rows, question_rows, relation_rows
    from qantar.reconcile.coded import coded_counts
    from qantar.reconcile.places import AtlasPlaces

    texts = {report["id"]: report for report in _rows(reports, "id")} if reports else {}
    figures = [row for row in _rows(claims, "id") if row.get("kind", "figure") == "figure"]
    counts = coded_counts(figures, texts)
    made = weigh(counts, places=AtlasPlaces(Atlas.load()))
    out.mkdir(parents=True, exist_ok=True)
    _write(out / "relations.jsonl", relation_rows(made.ledger))
    _write(out / "origins.jsonl", origin_rows(made.ledger))
    _write(out / "ledgers.jsonl", question_rows(made.ledger))
    unanswered = 0
    if ask is not None:
        answers = list(answer_rows(made, _rows(ask, "id")))
        unanswered = sum(answer["question"] is None for answer in answers)
        _write(out / "expected.jsonl", answers)
    typer.echo(
        f"{len(counts)} figures: {len(made.ledger.questions)} questions, "
        f"{len(made.ledger.utterances)} origins, {len(made.ledger.relations)} relations. In {out}"
        + (f". No single question fits {unanswered} asks" if unanswered else "")
    )


def _rows(path: str, needed: str) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file.

    Raises:
        Misuse: if it is not there, or a line is no object with an id, naming the line.
    """
    if path != "-" and not Path(path).is_file():
        raise Misuse(f"{path}: no such file")
    text = sys.stdin.read() if path == "-" else Path(path).read_text("utf-8-sig")
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise Misuse(
                f"{path} line {number}: not JSON ({error}); give an object a line"
            ) from None
        if not isinstance(row, dict) or needed not in row:
            raise Misuse(f"{path} line {number}: expected an object with «{needed}»")
        rows.append(row)
    return rows


def _write(path: Path, rows: Iterable[Json]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), "utf-8", errors="backslashreplace")
