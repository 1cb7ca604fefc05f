"""``qantar watch``: feeds and pages of the web, visited politely, into a record."""

import re
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qantar import __version__
from qantar.cli.terms import DEFAULT_RECORD, Refusals, epoch, now, who, workers
from qantar.domain.errors import Misuse, UnreadableInput

if TYPE_CHECKING:
    from qantar.watch.rounds import Visits
    from qantar.watch.subscriptions import Subscription

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_KEPT_AT_ONCE = 25
"""Pages that are kept together: what a cut run visits again is at most this."""
_LEAST = 60.0


def register(app: typer.Typer) -> None:
    app.command("watch")(watch)


def watch(
    lists: Annotated[
        list[str],
        typer.Argument(help="OPML files, lists of addresses, or addresses themselves."),
    ],
    record: Annotated[
        str, typer.Option(help="The record: a file, or a PostgreSQL address.")
    ] = DEFAULT_RECORD,
    every: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help="Go round again and again: 15m, 2h. Without it, once."
        ),
    ] = None,
    most: Annotated[int, typer.Option(help="Requests a round at most.")] = 500,
    contact: Annotated[
        str | None,
        typer.Option(help="An address or letter box that the sites see: who asks, and why."),
    ] = None,
    memory: Annotated[
        str | None,
        typer.Option(help="Where visits are remembered; beside the record if not said."),
    ] = None,
    private: Annotated[
        bool, typer.Option("--private", help="Also ask hosts of the own network.")
    ] = False,
    workers_: Annotated[
        int | None,
        typer.Option("--workers", help="Processes that read; one a processor if not said."),
    ] = None,
) -> None:
    """Visit feeds and pages, keep what is new as web archives, read it, and tell what changed.

    Sites are asked slowly, as their robots.txt allows, and only for what changed; a page is looked at
    again after an hour, six hours, a day, three days and a week, for edits nobody announced. A run
    that was cut goes on where it stopped.

    Example: qantar watch feeds.opml --record january.qantar
    """
    pause = None if every is None else seconds(every)
    if most < 1:
        raise Misuse(f"--most {most}: at least one request")
    if contact is not None and not re.fullmatch(r"[!-~]{3,200}", contact):
        raise Misuse("--contact: an address or letter box, without spaces")
    kept = memory or _beside(record)
    while True:
        began = time.monotonic()
        refused = _round(lists, record, kept, most, contact, private, workers(workers_))
        if pause is None:
            raise typer.Exit(1 if refused else 0)
        wait = max(0.0, pause - (time.monotonic() - began))
        print(f"next round in {wait:.0f} s; end with Ctrl-C", file=sys.stderr, flush=True)
        time.sleep(wait)


def seconds(text: str) -> float:
    """«15m» as seconds.

    Raises:
        Misuse: if it is no time, or shorter than a minute.
    """
    match = re.fullmatch(r"(\d{1,5})\s*([smhd])", text.strip())
    if match is None:
        raise Misuse(f"--every {text}: a number with s, m, h or d, as 15m")
    wanted = float(match.group(1)) * _UNITS[match.group(2)]
    if wanted < _LEAST:
        raise Misuse(f"--every {text}: at least a minute; sites are guests' houses")
    return wanted


def _beside(record: str) -> str:
    if "://" in record:
        raise Misuse("a record on a server: say with --memory FILE where visits are remembered")
    return f"{record}.watch"


class _Clock:
    def now(self) -> float:
        return epoch()

    def sleep(self, wait: float) -> None:
        time.sleep(wait)


def _round(
    lists: list[str], record: str, memory: str, most: int, contact: str | None, private: bool,
    processes: int,
) -> bool:  # fmt: skip
    """One round; returns whether anything was refused."""
    from qantar.pipeline import ingest, warm
    from qantar.runners.local import local_runner
    from qantar.store.address import open_store
    from qantar.watch.client import Reach, WebClient
    from qantar.watch.manners import Robots
    from qantar.watch.memory import Memory
    from qantar.watch.rounds import Round, Visits

    told, refusals = _Told(), Refusals()
    watched = [one for name in lists for one in _subscriptions(name)]
    agent = f"Qantar/{__version__}" + (f" (+{contact})" if contact else "")
    client = WebClient(agent, Reach(private=private))
    visits = Visits()
    began = now(before=1.0)  # what is kept in this second is new already
    store = open_store(record, create=True)
    try:
        with Memory(memory) as remembered, local_runner(processes, warm) as runner:
            one = Round(client, remembered, _Clock(), Robots(client, "Qantar"), most, told)
            stream = one.visit(watched, visits)
            documents = claims = 0
            while batch := list(islice(stream, _KEPT_AT_ONCE)):
                tally = ingest(batch, store, runner, who=who(), clock=now, refuse=refusals)
                remembered.commit()
                documents += tally.documents
                claims += tally.claims
            remembered.commit()
    finally:
        store.close()
        told.close()
    for address in visits.gone:
        typer.echo(f"gone: {address}")
    left = f"; {visits.waiting} left for the next round" if visits.waiting else ""
    typer.echo(
        f"{visits.asked} addresses asked, {visits.captured} pages with new words, "
        f"{visits.unchanged} as before; {documents} reports read, {claims} claims; "
        f"{visits.refused} refused{left}. Record: {record}"
    )
    if visits.captured:
        from qantar.cli.diff import told_since

        told_since(record, began)
    return bool(refusals.count)


def _subscriptions(name: str) -> "list[Subscription]":
    from qantar.watch.subscriptions import Subscription, subscriptions

    if name.startswith(("http://", "https://")):
        return [Subscription(name)]
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise UnreadableInput(
            name, f"cannot be opened ({error.strerror})", "check the path"
        ) from None
    return subscriptions(data, name)


class _Told:
    """Counts of visits on stderr: in place on a terminal, once in five seconds elsewhere."""

    def __init__(self) -> None:
        self._shown = time.monotonic()
        self._live = sys.stderr.isatty()

    def __call__(self, visits: "Visits") -> None:
        moment = time.monotonic()
        if moment - self._shown < (0.2 if self._live else 5.0):
            return
        self._shown = moment
        line = f"{visits.asked} asked, {visits.captured} new, {visits.waiting} waiting"
        print(f"\r{line}\x1b[K" if self._live else line, end="" if self._live else "\n",
              file=sys.stderr, flush=True)  # fmt: skip

    def close(self) -> None:
        if self._live:
            print(file=sys.stderr)
