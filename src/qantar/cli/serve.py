"""``qantar serve``: the desk in a browser."""

import hashlib
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qantar.cli.terms import DEFAULT_RECORD, now
from qantar.domain.errors import Misuse

if TYPE_CHECKING:
    from qantar.desk.door import Door
    from qantar.desk.visit import Desk
    from qantar.record.port import Store

HOST, PORT = "127.0.0.1", 8022
"""Nobody but this machine, on a port of no well-known service (the year of the first January read)."""
SHELF_SUFFIX = ".desk"


def register(app: typer.Typer) -> None:
    app.command("serve")(serve)


def serve(
    record: Annotated[
        str, typer.Option(help="The record: a file, or a PostgreSQL address.")
    ] = DEFAULT_RECORD,
    port: Annotated[int, typer.Option(help="Port to listen on.")] = PORT,
    host: Annotated[
        str,
        typer.Option(help="Address to listen on; any but this machine needs accounts and TLS."),
    ] = HOST,
    name: Annotated[
        list[str] | None,
        typer.Option(help="A name the desk answers to, as behind a proxy; needs accounts."),
    ] = None,
    accounts: Annotated[
        Path | None, typer.Option(help="The file of accounts (qantar account add).")
    ] = None,
    certificate: Annotated[Path | None, typer.Option(help="TLS certificate, PEM.")] = None,
    key: Annotated[Path | None, typer.Option(help="Its key, PEM.")] = None,
    title: Annotated[
        str | None, typer.Option(help="What the record is about; its file name if not said.")
    ] = None,
    shelf: Annotated[
        Path | None,
        typer.Option(help="Where what is made ready for the pages is kept; beside the record."),
    ] = None,
) -> None:
    """Open the desk: the record as pages in a browser, on this machine alone unless told otherwise.

    Overview, ledgers, chronology, map, reports with their evidence, search. It needs no network and
    loads nothing from elsewhere. What the pages compare is made ready once for each state of the
    record and kept beside it; it may be deleted at any time.

    Example: qantar serve --record january.qantar --title "January 2022"
    """
    import uvicorn

    from qantar.desk.accounts import Accounts
    from qantar.desk.app import make_app
    from qantar.desk.door import Door
    from qantar.desk.security import LOOPBACK
    from qantar.store.address import open_store

    if not 0 < port < 65536:
        raise Misuse(f"--port {port}: expected 1 to 65535")
    is_public = host not in LOOPBACK or bool(name)
    kept = Accounts.load(accounts) if accounts is not None else None
    if is_public and not kept:
        raise Misuse(
            "others would reach this desk: give --accounts FILE with at least one account "
            "(qantar account add), or listen on 127.0.0.1"
        )
    if host not in LOOPBACK and (certificate is None or key is None):
        raise Misuse(
            "passwords would travel in the clear: give --certificate and --key, or listen on "
            "127.0.0.1 behind a proxy that speaks TLS, with --name"
        )
    store = open_store(record, create=False)
    try:
        desk = desk_of(
            store, record, title=title, shelf=shelf, progress=_told, is_public=is_public
        )
        app = make_app(
            desk, hosts=(*LOOPBACK, *((host,) if host not in LOOPBACK else ()), *(name or ())),
            door=Door(kept) if kept is not None else None,
        )  # fmt: skip
        # Dictionaries take seconds to load: let that not be the first visitor's wait.
        threading.Thread(target=words, args=("a", None), daemon=True).start()
        _told(f"http{'s' * bool(certificate)}://{host}:{port}/ (Ctrl+C ends it)")
        uvicorn.run(
            app, host=host, port=port, log_level="warning", server_header=False,
            proxy_headers=False, ssl_certfile=certificate, ssl_keyfile=key,
        )  # fmt: skip
    finally:
        store.close()


def desk_of(
    store: "Store",
    record: str,
    *,
    title: str | None = None,
    shelf: Path | None = None,
    progress: Callable[[str], None] = lambda told: None,
    is_public: bool = False,
) -> "Desk":
    """The desk of a record, its shelf brought up to date."""
    from qantar.desk.cabinet import SUFFIX, Cabinet
    from qantar.desk.keeper import Keeper
    from qantar.desk.shelf import ShelfPlace
    from qantar.desk.visit import Desk

    name = title or Path(record.partition("?")[0]).name.removesuffix(".qantar")
    keeper = Keeper(
        store=store, place=ShelfPlace(shelf or shelf_beside(record)), words=words, name=name,
        rules=_rules(name), progress=progress,
    )  # fmt: skip
    keeper.bring_up_to_date()
    shelf_path = keeper.place.path
    cabinet = Cabinet(shelf_path.with_name(shelf_path.name.removesuffix(SHELF_SUFFIX) + SUFFIX))
    return Desk(
        store=store, shelf=keeper.place, name=name, words=words, secret=secrets.token_bytes(32),
        clock=now, record_moved=keeper.bring_up_to_date_soon,
        cabinet=cabinet, judged=keeper.judged, is_public=is_public,
    )  # fmt: skip


@contextmanager
def running(record: str, title: str, door: "Door | None" = None) -> Iterator[str]:
    """The address of a desk over a record on a free port of this machine, in a thread of its own: for
    whatever looks at it from outside while it runs, as a browser does."""
    import uvicorn

    from qantar.desk.app import make_app
    from qantar.desk.security import Limits
    from qantar.store.address import open_store

    store = open_store(record, create=False)
    app = make_app(
        desk_of(store, record, title=title),
        limits=Limits(rate=10_000, burst=10_000),
        door=door,
    )
    listening = socket.socket()
    listening.bind((HOST, 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    words("a", None)  # dictionaries take seconds to load: not the first page's wait
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield f"http://{HOST}:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
        store.close()


def shelf_beside(record: str) -> Path:
    """``january.qantar.desk`` beside ``january.qantar``.

    Raises:
        Misuse: for a record that lies in no folder, which needs ``--shelf``.
    """
    if "://" in record:
        raise Misuse(
            "a PostgreSQL record lies in no folder: name a file for the pages with --shelf"
        )
    path = Path(record)
    return path.with_name(path.name + SHELF_SUFFIX)


def words(text: str, lang: str | None) -> list[tuple[int, int, tuple[str, ...]]]:
    """The words of a text with the keys each is found under."""
    from qantar.read.words import word_forms

    return [(form.start, form.end, form.keys) for form in word_forms(text, lang)]


def _rules(name: str) -> str:
    """A digest of all code and data the shelf's rows are made by, so that an upgrade fills it anew."""
    import qantar

    root = Path(qantar.__file__).parent
    digest = hashlib.sha256(f"{qantar.__version__} {name}".encode())
    for part in ("domain", "codebook", "reconcile", "views", "export", "desk"):
        for path in sorted((root / part).rglob("*.*")):
            if path.suffix in (".py", ".toml", ".sql", ".po", ".css"):
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _told(words_: str) -> None:
    typer.echo(words_, err=True)
