"""``qantar parse``: how a phrase is read, alone."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from qantar.cli.terms import print_row
from qantar.domain.errors import Misuse
from qantar.domain.when import When

parse = typer.Typer(help="How a phrase is read as a quantity or a date.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(parse, name="parse")


_TEXT = Annotated[
    list[str] | None, typer.Argument(help="Phrases, or - for lines of standard input.")
]
_LANG = Annotated[str, typer.Option(help="Language of the phrases: ru, uk, kk or en.")]
_ROWS = Annotated[
    str | None,
    typer.Option(
        "--jsonl", help="A file (or -) of rows {id, lang, text, published}; answers are rows."
    ),
]


@parse.command("quantity")
def quantity(phrases: _TEXT = None, lang: _LANG = "en", jsonl: _ROWS = None) -> None:
    """Print a phrase's quantity in canonical form, a line each; «-» where it is none.

    Example: qantar parse quantity --lang ru "более 1,5 тысяч"
    """
    from qantar.grammar.quantities import parse_quantity, quantity_row

    packs = _packs()
    if jsonl is not None:
        for row in _rows(jsonl):
            print_row({"id": row["id"], **quantity_row(_pack(packs, row["lang"]), row["text"])})
        return
    pack = _pack(packs, lang)
    for phrase in _phrases(phrases):
        said = parse_quantity(pack, phrase)
        typer.echo("-" if said is None else str(said.quantity))


@parse.command("when")
def when(
    phrases: _TEXT = None,
    lang: _LANG = "en",
    published: Annotated[str | None, typer.Option(help="Publication date, YYYY-MM-DD.")] = None,
    jsonl: _ROWS = None,
) -> None:
    """Print a phrase's date as EDTF, a line each; «-» where it is none.

    Example: qantar parse when --lang uk --published 2022-01-15 "минулої середи"
    """
    from qantar.grammar.calendar import when_row

    packs = _packs()
    if jsonl is not None:
        for row in _rows(jsonl):
            answer = when_row(
                _pack(packs, row["lang"]), row["text"], _day(row.get("published"))
            )
            print_row({"id": row["id"], **answer})
        return
    pack = _pack(packs, lang)
    for phrase in _phrases(phrases):
        typer.echo(when_row(pack, phrase, _day(published), plain=False)["edtf"] or "-")


def _day(published: str | None) -> When | None:
    return When(published[:10]) if published else None


def _packs() -> dict[str, Any]:
    from qantar.read.packs import packs

    return packs()


def _pack(packs: dict[str, Any], lang: str) -> Any:
    if lang not in packs:
        raise Misuse(f"no pack for language «{lang}»; there are {', '.join(packs)}")
    return packs[lang]


def _phrases(phrases: list[str] | None) -> Iterable[str]:
    if not phrases or phrases == ["-"]:
        return (line.rstrip("\n") for line in sys.stdin)
    return phrases


def _rows(path: str) -> Iterable[dict[str, Any]]:
    if path != "-" and not Path(path).is_file():
        raise Misuse(f"{path}: no such file")
    text = sys.stdin.read() if path == "-" else Path(path).read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            row["id"], row["lang"], row["text"]
        except (ValueError, KeyError, TypeError):
            raise Misuse(
                f"{path} line {number}: expected an object with id, lang and text"
            ) from None
        yield row
