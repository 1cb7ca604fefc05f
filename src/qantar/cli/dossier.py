"""``qantar dossier``: a record as one page that opens from disk."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qantar.cli.terms import DEFAULT_RECORD
from qantar.domain.errors import Misuse

if TYPE_CHECKING:
    from qantar.pipeline import Holding


def register(app: typer.Typer) -> None:
    app.command("dossier")(dossier)


def dossier(
    record: Annotated[
        str, typer.Option(help="The record: a file, or a PostgreSQL address.")
    ] = DEFAULT_RECORD,
    out: Annotated[Path, typer.Option(help="The HTML file to write.")] = Path("dossier.html"),
    title: Annotated[str, typer.Option(help="What the dossier is about.")] = "Dossier",
    lang: Annotated[
        str, typer.Option(help="Language of what Qantar says in it: en, ru, uk or kk.")
    ] = "en",
) -> None:
    """Write one self-contained HTML file: ledgers, chronology, wording, the reports, how to verify.

    It opens from disk, loads nothing from anywhere and runs no script; evidence is marked in the
    text of each report, redacted ones as their working copies. Words of sources stay as they are, whatever
    the language of the page. It holds the reports in full: mind their rights before you pass it on.

    Example: qantar dossier --record january.qantar --title "January 2022" --out january.html
    """
    from qantar.cli.export import published_by

    held, _ = published_by(record)
    write_dossier(held, out, title, lang)
    typer.echo(f"{out}: open it in a browser")


def write_dossier(held: "Holding", out: Path, title: str, lang: str = "en") -> None:
    """The dossier of a holding, written whole or not at all.

    Raises:
        Misuse: if its folder does not exist, or for a language Qantar does not speak.
    """
    from qantar.desk.language import LANGUAGES
    from qantar.desk.publishing import contents_of
    from qantar.export.dossier import dossier as page

    if not out.absolute().parent.is_dir():
        raise Misuse(f"{out}: its folder does not exist; make it first")
    if lang not in LANGUAGES:
        raise Misuse(f"--lang {lang}: use one of {', '.join(LANGUAGES)}")
    contents = contents_of(held, title, lang)
    beside = out.with_name(out.name + ".part")
    beside.write_text(page(contents), "utf-8")
    beside.replace(out)
