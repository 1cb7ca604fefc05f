"""``qantar mcp``: the record for assistants that speak the Model Context Protocol, only to be read.

Four questions can be asked, over standard input and output. Every answer carries the ids of claims
and their words, so that whoever repeats it can cite them; where accounts differ there is a range,
never one number.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qantar.cli.terms import DEFAULT_RECORD
from qantar.domain.errors import Misuse, QantarError
from qantar.domain.identity import Json

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from qantar.cli.notebook import Record

MOST = 100
"""Claims, questions or happenings in one answer at most; how many there are is said beside."""

GUIDE = (
    "A record of news reports. It holds claims: what one passage says, with the exact words. It does "
    "not say what is true. Repeat a number only with its claim id and its quote; where a ledger "
    "gives a range or several accounts, give them all and say who says which. What read_by calls "
    "machine was compared with its words by nobody."
)


def register(app: typer.Typer) -> None:
    app.command("mcp")(mcp)


def mcp(
    record: Annotated[
        str, typer.Option(help="The record: a file, or a PostgreSQL address.")
    ] = DEFAULT_RECORD,
) -> None:
    """Serve a record to an assistant over the Model Context Protocol, only to be read.

    It speaks on standard input and output and opens no port. Tools: search_claims, get_claim,
    ledger, chronology; each answer carries claim ids and quotes. Needs the extra «mcp».

    Example: qantar mcp --record january.qantar
    """
    from qantar.cli.notebook import open_record

    with open_record(record) as opened:
        server(opened).run("stdio")


def server(record: "Record") -> "MCPServer[Any]":
    """The server over an opened record.

    Raises:
        Misuse: if the extra ``mcp`` is not there.
    """
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
    except ImportError:
        raise Misuse(
            "the Model Context Protocol is not installed; install qantar[mcp]"
        ) from None

    def answered(ask: Callable[[], Json]) -> Json:
        try:
            return ask()
        except QantarError as error:
            raise ToolError(str(error)) from None

    made: MCPServer[Any] = MCPServer("qantar", instructions=GUIDE)

    @made.tool()
    def search_claims(words: str, kind: str | None = None, limit: int = 20) -> dict[str, Any]:
        """Claims whose quote, report or fields hold all the words. kind: figure, event, status,
        appointment and so on. Each has its id and its exact quote."""
        return answered(lambda: _searched(record, words, kind, limit))

    @made.tool()
    def get_claim(id: str) -> dict[str, Any]:
        """One claim by its id or the beginning of it: its quote, its fields, and why it was read so."""
        return answered(lambda: _one(record, id))

    @made.tool()
    def ledger(question: str, limit: int = 10) -> dict[str, Any]:
        """Questions whose title or id has all the words: the range that the accounts allow, each
        account with its speaker, and every appearance with claim id and quote."""
        return answered(lambda: _ledger(record, question, limit))

    @made.tool()
    def chronology(day: str = "", limit: int = 50) -> dict[str, Any]:
        """What happened when, as the reports date it. day: 2022-01-05, 2022-01 or empty for all."""
        return answered(lambda: _chronology(record, day, limit))

    return made


def _searched(record: "Record", words: str, kind: str | None, limit: int) -> Json:
    wanted = words.casefold().split()
    filters = {} if kind is None else {"kind": kind}
    found = []
    for claim in record.claims(**filters):
        row = claim.as_row()
        fields = " ".join(value for value in row.values() if isinstance(value, str)).casefold()
        if all(word in fields for word in wanted):
            found.append(_short(row))
    return {"found": len(found), "claims": found[: _most(limit)]}


def _short(row: Json) -> Json:
    """A claim without what only a program needs."""
    left_out = ("attribution", "derivation", "capture", "quote_start", "start", "end")
    return {key: value for key, value in row.items() if key not in left_out}


def _one(record: "Record", id_: str) -> Json:
    step = record.explain(id_ if id_.startswith("claim-") else f"claim-{id_}")
    ((full, quote),) = step.quotes
    claim = next(one for one in record.claims() if one.id == full)
    return {"id": full, "quote": quote, "claim": claim.as_row(), "why": list(step.lines())}


def _ledger(record: "Record", question: str, limit: int) -> Json:
    from qantar.export.jsonl import ledger_lines

    rows = record.ledger(question)
    shown = {row.question: row for row in rows[: _most(limit)]}
    lines = {line["question"]: line for line in ledger_lines(shown.values())}
    return {"found": len(rows), "questions": [lines[id_] for id_ in shown]}


def _chronology(record: "Record", day: str, limit: int) -> Json:
    from qantar.export.jsonl import chronology_lines

    def of_the_day() -> Iterator[Json]:
        for line in chronology_lines(record.chronology()):
            if (line["when"] or "").startswith(day):
                yield line

    found = list(of_the_day())
    return {"found": len(found), "happenings": found[: _most(limit)]}


def _most(limit: int) -> int:
    return max(0, min(limit, MOST))
