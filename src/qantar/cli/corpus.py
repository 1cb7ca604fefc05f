"""``qantar corpus``: what a change of rules or lexicons changes in all that is known, before it is accepted."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from qantar.cli.annotated import MarkedReport, annotated
from qantar.domain.errors import Misuse
from qantar.read.outline import Change, Outline, changes, outline, read_outlines

corpus = typer.Typer(
    help="What a change of rules changes in the readings of all corpora.", no_args_is_help=True
)
_SENTENCES = (
    "figure.txt", "attribution.txt", "credit.txt", "event.txt", "label.txt", "reality.txt",
)  # fmt: skip
_PATHS = Annotated[
    list[Path] | None,
    typer.Argument(
        help="More reports with their figures marked: folders or files (JSON, JSON Lines, CoNLL)."
    ),
]
_ACCEPTED = Annotated[
    Path,
    typer.Option("--accepted", help="The file of accepted readings.", envvar="QANTAR_ACCEPTED"),
]
_DEFAULT = Path("accepted.txt")


def register(app: typer.Typer) -> None:
    app.add_typer(corpus, name="corpus")


@corpus.command("diff")
def diff(paths: _PATHS = None, accepted: _ACCEPTED = _DEFAULT) -> None:
    """Read all corpora of the packs, and the reports given, and print how the readings differ
    from those accepted: claims that are new (+), gone (-), or changed (~, field by field).

    Beside a figure of an annotated report stands whether the annotators have it. Exit code 1 if
    anything differs.

    Example: qantar corpus diff
    """
    if not accepted.exists():
        raise Misuse(
            f"{accepted}: no accepted readings; write them with «qantar corpus accept»"
        )
    before = read_outlines(accepted.read_text("utf-8"), str(accepted))
    reports = list(_reports(paths or []))
    after = {report.name: _read(report) for report in reports}
    counts = dict.fromkeys("+-~", 0)
    for report in reports:
        found = changes(before.get(report.name), after[report.name])
        if found:
            typer.echo(f"# {report.name}")
        for change in found:
            typer.echo(_told(change, report))
            counts[_sign(change)] += 1
    differs = sum(counts.values())
    print(
        f"{len(reports)} texts read: {counts['+']} claims new, {counts['-']} gone,"
        f" {counts['~']} changed",
        file=sys.stderr,
    )
    if differs:
        raise typer.Exit(1)


@corpus.command("accept")
def accept(paths: _PATHS = None, accepted: _ACCEPTED = _DEFAULT) -> None:
    """Read all corpora of the packs, and the reports given, and keep the readings as accepted.

    Readings of texts that are not read now stay as they were accepted.

    Example: qantar corpus accept --accepted accepted.txt
    """
    kept = (
        read_outlines(accepted.read_text("utf-8"), str(accepted)) if accepted.exists() else {}
    )
    read = {report.name: _read(report) for report in _reports(paths or [])}
    gone = {name for name in kept if name.split("/")[0] in _codes()} - set(read)
    merged = {name: one for name, one in {**kept, **read}.items() if name not in gone}
    accepted.parent.mkdir(parents=True, exist_ok=True)
    fresh = accepted.with_name(accepted.name + ".new")
    fresh.write_text("\n".join(str(merged[name]) for name in sorted(merged)), "utf-8")
    fresh.replace(accepted)
    lines = sum(len(one.lines) for one in read.values())
    print(f"accepted {lines} claims of {len(read)} texts in {accepted}", file=sys.stderr)


def _codes() -> frozenset[str]:
    from qantar.read.packs import packs

    return frozenset(packs())


def _reports(paths: list[Path]) -> Iterator[MarkedReport]:
    """The packs' documents and sentences, then the annotated reports of the paths."""
    from qantar.grammar.corpus import document, read_corpus
    from qantar.read.packs import packs

    for code, pack in packs().items():
        folder = pack.folder / "corpus"
        for path in sorted((folder / "documents").glob("*.txt")):
            settings, text = document(path)
            yield MarkedReport(
                name=f"{code}/{path.stem}",
                text=text,
                lang=code,
                title=settings.get("title"),
                published=settings.get("published"),
            )
        for path in (folder / name for name in _SENTENCES):
            for example in read_corpus(path) if path.exists() else ():
                published = example.settings.get("published")
                yield MarkedReport(
                    name=" ".join(
                        filter(None, [f"{code}/{path.stem}", published, example.text])
                    ),
                    text=example.text,
                    lang=code,
                    title=None,
                    published=published,
                )
    for path in paths:
        yield from annotated(path)


def _read(report: MarkedReport) -> Outline:
    from qantar import text
    from qantar.domain.source import Document
    from qantar.pipeline import read_document

    document = Document(
        capture="corpus",
        report=report.name,
        text=report.text,
        lang=report.lang,
        title=report.title,
        published=report.published,
        blocks=tuple(text.blocks(report.text, report.title)),
    )
    return outline(report.name, report.text, read_document(document))


def _sign(change: Change) -> str:
    if change.before is None:
        return "+"
    return "-" if change.after is None else "~"


def _told(change: Change, report: MarkedReport) -> str:
    line = change.after or change.before
    assert line is not None
    head = f"{_sign(change)} {line}"
    if _sign(change) == "~":
        told = "; ".join(f"{name}: {old} → {new}" for name, old, new in change.differences)
        head = f"~ {line.start}-{line.end}\t{line.kind}\t{line.said}\t«{line.words}»\t{told}"
    if line.kind != "figure" or not report.figures:
        return head
    near = [
        said for start, end, said in report.figures if start < line.end and line.start < end
    ]
    return head + (f"\t[annotated: {', '.join(near)}]" if near else "\t[not annotated]")
