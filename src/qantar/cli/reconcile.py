"""``qantar reconcile``: figures coded by hand in, ledgers out, no record needed."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qantar.cli.terms import workers
from qantar.domain.errors import Misuse
from qantar.domain.identity import Json

if TYPE_CHECKING:
    from qantar.domain.ledger import SetAside
    from qantar.reconcile.count import Count


def register(app: typer.Typer) -> None:
    app.command("reconcile")(reconcile)


def reconcile(
    claims: Annotated[
        str,
        typer.Argument(
            help="Coded figures, JSON Lines; - for standard input; or a folder of parts."
        ),
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
    measure: Annotated[
        list[str] | None,
        typer.Option(help="Of parts, only what counts this: person.killed; may be repeated."),
    ] = None,
    workers_: Annotated[
        int, typer.Option("--workers", help="Processes that fetch figures out of parts.")
    ] = 1,
) -> None:
    """Reconcile figures that people coded: relations, origins, questions with their envelopes.

    A row has id, report, object, act, hedge, value (or low and high), and what is known of place,
    place_id, when, as_of, scope, speaker, total, part_of, denied, num, start, end. With the reports
    at hand the words are compared with them; without, evidence is marked as cited. Writes
    relations.jsonl, origins.jsonl, ledgers.jsonl and, for what is asked, expected.jsonl.

    A folder of parts, as qantar claims --parts leaves it, is fetched part by part and compared with
    its words. With --measure only these questions are compared, which needs less memory; how they
    stand to questions left out is then not seen.

    Example: qantar reconcile figures.jsonl --reports reports.jsonl --out ledgers/
    """
    from qantar.atlas.atlas import Atlas
    from qantar.reconcile import reconcile as weigh
    from qantar.reconcile.answers import answer_rows, origin_rows, question_rows, relation_rows
    from qantar.reconcile.coded import coded_counts
    from qantar.reconcile.places import AtlasPlaces

    counts: Sequence[Count]
    aside: list[SetAside] = []
    if Path(claims).is_dir():
        if reports is not None:
            raise Misuse("--reports: parts bring their own reports")
        counts, aside = _of_parts(Path(claims), measure or [], workers(workers_))
    elif measure:
        raise Misuse("--measure chooses from a folder of parts")
    else:
        texts = {report["id"]: report for report in _rows(reports, "id")} if reports else {}
        figures = [row for row in _rows(claims, "id") if row.get("kind", "figure") == "figure"]
        counts = coded_counts(figures, texts)
    made = weigh(counts, places=AtlasPlaces(Atlas.load()), set_aside=aside)
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


def _of_parts(
    folder: Path, measures: Sequence[str], workers_: int
) -> "tuple[list[Count], list[SetAside]]":
    """The figures of all finished parts, only what counts these measures if any are given."""
    from qantar import codebook
    from qantar.domain.claim import Measure
    from qantar.domain.errors import RecordError
    from qantar.parts import counts_in, finished
    from qantar.runners.local import local_runner
    from qantar.runners.port import Failure

    wanted = {str(codebook.load().check_measure(Measure.parse(one))) for one in measures}
    counts: list[Count] = []
    aside: list[SetAside] = []
    with local_runner(workers_) as runner:
        for found in runner.each(counts_in, [(folder, name) for name in finished(folder)]):
            if isinstance(found, Failure):
                raise RecordError(f"{folder}: {found.error}")
            counts += [one for one in found.counts if not wanted or str(one.measure) in wanted]
            aside += found.set_aside
    return counts, aside if not wanted else []


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
