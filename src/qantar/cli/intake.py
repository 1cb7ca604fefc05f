"""``qantar intake``: the site where witnesses leave material, and the desk's side of it."""

import os
from pathlib import Path
from typing import Annotated

import typer

from qantar.cli.terms import DEFAULT_RECORD, PASSPHRASE, Refusals, now, public_key, who
from qantar.domain.errors import Misuse, UnreadableInput

intake = typer.Typer(
    help="The site where witnesses leave material, and the desk's side of it.",
    no_args_is_help=True,
)
_KEY = Annotated[Path, typer.Option(help="The desk's secret key.")]


def register(app: typer.Typer) -> None:
    app.add_typer(intake, name="intake")


@intake.command("key")
def key(
    out: Annotated[Path, typer.Option(help="The file of the secret half.")] = Path("desk.age"),
) -> None:
    """Make the key that envelopes are sealed for. Do it on the desk's machine, never on the intake's.

    Locked with the passphrase in QANTAR_KEY_PASSPHRASE if that is set. The public half, in
    FILE.pub, goes to the intake. To change keys, make a new one, give the intake both, then the new one
    alone; keep the old one for envelopes sealed before.

    Example: qantar intake key --out desk.age
    """
    from qantar.seal.keys import make_identity

    made = make_identity(out, os.environ.get(PASSPHRASE))
    typer.echo(f"{out}: keep it off the intake; its public half for the intake, in {out}.pub:")
    typer.echo(made.recipient)


@intake.command("split")
def split(
    key: _KEY,
    needed: Annotated[int, typer.Option(help="Shares that are enough.")] = 3,
    shares: Annotated[int, typer.Option(help="Shares that are made.")] = 5,
) -> None:
    """Print shares of the desk's key, a line each (SLIP-39): give each to another person.

    Example: qantar intake split --key desk.age --needed 3 --shares 5
    """
    from qantar.seal.keys import load_identity
    from qantar.seal.keys import split as parts

    for share in parts(load_identity(key, os.environ.get(PASSPHRASE)), needed, shares):
        typer.echo(share)


@intake.command("join")
def join(
    shares: Annotated[Path, typer.Argument(help="A file of shares, one on a line.")],
    out: Annotated[Path, typer.Option(help="The file of the key.")] = Path("desk.age"),
) -> None:
    """Make the desk's key anew from enough shares.

    Example: qantar intake join shares.txt --out desk.age
    """
    from qantar.seal.keys import join as together
    from qantar.seal.keys import keep

    try:
        lines = shares.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(str(shares), str(error), "give a text file") from None
    identity = together([line.strip() for line in lines if line.strip()])
    keep(identity, out, os.environ.get(PASSPHRASE))
    typer.echo(f"{out}: {identity.recipient}")


@intake.command("serve")
def serve(
    folder: Annotated[Path, typer.Argument(help="The intake's own folder.")],
    seal_for: Annotated[
        list[Path], typer.Option(help="Public key of the desk (FILE.pub); one or more.")
    ],
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8440,
    unsafe: Annotated[
        bool, typer.Option(help="Serve although something is unsafe; for trials only.")
    ] = False,
) -> None:
    """Serve the pages where material is left: a process of its own, on a machine of its own.

    Everything is sealed for the desk while it comes in; this machine cannot read what it holds. It logs
    nothing, sets no cookie, and knows no time finer than an hour. Put an onion service before it.

    Example: qantar intake serve /srv/intake --seal-for desk.age.pub
    """
    from qantar.intake.limits import Limits
    from qantar.intake.serve import serve as run

    keys = [public_key(path) for path in seal_for]
    typer.echo(f"http://{host}:{port}/  (Ctrl+C ends it)", err=True)
    run(folder, keys, host=host, port=port, limits=Limits(), keys=seal_for, unsafe=unsafe)


@intake.command("open")
def open_(
    paths: Annotated[list[Path], typer.Argument(help="Envelopes, or folders of them.")],
    key: _KEY,
    record: Annotated[
        str, typer.Option(help="The record: a file, or a PostgreSQL address.")
    ] = DEFAULT_RECORD,
    copies: Annotated[
        bool,
        typer.Option(
            "--copies", help="Keep a working copy without metadata of each file (mat2)."
        ),
    ] = False,
) -> None:
    """Open envelopes at the desk: originals into the record, notes read like reports.

    Every piece gets a custody entry that names its envelope. A file's original is kept as it came, with
    its metadata; with --copies a working copy without them is kept beside it. Files of any size take the same
    memory. After an interruption run it again: envelopes that were opened are passed over, and the one that was
    being opened is opened anew.

    Example: qantar intake open usb --key desk.age --record january.qantar --copies
    """
    from qantar.cli.opening import Desk
    from qantar.seal.keys import load_identity
    from qantar.store.address import open_store

    identity = load_identity(key, os.environ.get(PASSPHRASE))
    store = open_store(record, create=True)
    refusals = Refusals()
    try:
        desk = Desk(store, identity, refusals, copies=copies)
        for path in paths:
            desk.open(path)
    finally:
        store.close()
    passed = f", {desk.passed} opened before" if desk.passed else ""
    typer.echo(f"{desk.opened} opened{passed}, {refusals.count} refused. Record: {record}")
    if refusals.count:
        raise typer.Exit(1)


@intake.command("reply")
def reply(
    submission: Annotated[str, typer.Argument(help="Number of the submission.")],
    out: Annotated[
        Path, typer.Option(help="The folder to write to; carry it to the intake's replies/.")
    ],
    record: Annotated[
        str, typer.Option(help="The record: a file, or a PostgreSQL address.")
    ] = DEFAULT_RECORD,
) -> None:
    """Seal a reply, read from standard input, for the witness alone; the code opens it.

    Example: qantar intake reply 3f2a9c --record january.qantar --out replies
    """
    import sys

    from qantar.cli.opening import digest_of
    from qantar.record.custody import Act
    from qantar.seal.envelope import SUFFIX, Sealing
    from qantar.store.address import open_store

    text = sys.stdin.read().strip()
    if not text:
        raise Misuse("nothing to say on standard input")
    store = open_store(record, create=False)
    try:
        with store.view() as view:
            opened = list(view.custody(act=Act.OPENED))
        mine = [e for e in opened if e.detail["submission"] == submission]
        if not mine:
            raise Misuse(f"{submission}: no material of this submission was opened here")
        out.mkdir(parents=True, exist_ok=True)
        number = 1 + len(list(out.glob(f"{submission}-*{SUFFIX}")))
        path = out / f"{submission}-{number:04d}{SUFFIX}"
        sealing = Sealing(path, [mine[0].detail["witness"]], {"kind": "reply"})
        sealing.write(text.encode())
        sealing.finish()
        with store.writer(who=who(), at=now()) as writer:
            detail = {"form": "reply", "sha256": digest_of(path)}
            writer.note(Act.EXPORTED, mine[0].about, detail)
    finally:
        store.close()
    typer.echo(f"{path}: carry it to the intake's folder replies/")
