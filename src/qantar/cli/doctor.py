"""``qantar doctor``: whether this machine and these settings are fit for evidence and for witnesses."""

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

TOOLS = {
    "mat2": "copies without metadata",
    "bwrap": "mat2 in a sandbox",
    "exiftool": "metadata of pictures and films",
    "openssl": "checking proofs of time",
    "age": "opening envelopes without Qantar",
}
"""Programs that are not Python's, and what is missing without each."""
PACKAGES = {
    "mat2": "mat2", "bwrap": "bubblewrap", "exiftool": "libimage-exiftool-perl",
    "openssl": "openssl", "age": "age",
}  # fmt: skip
LEAST_FREE = 1 << 30
"""Bytes that should be free on the disk of a record."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at. ``remedy`` is empty where all is well; ``grave`` means unsafe."""

    about: str
    found: str
    remedy: str = ""
    grave: bool = False

    def __str__(self) -> str:
        if not self.remedy:
            return f"ok      {self.about}: {self.found}"
        return (
            f"{'UNSAFE' if self.grave else 'note  '}  {self.about}: {self.found}; {self.remedy}"
        )


def register(app: typer.Typer) -> None:
    app.command("doctor")(doctor)


def doctor(
    record: Annotated[Path | None, typer.Option(help="A record to look at.")] = None,
    key: Annotated[
        list[Path] | None, typer.Option(help="A secret key to look at; may be given again.")
    ] = None,
    intake: Annotated[
        Path | None, typer.Option(help="The folder of an intake on this machine.")
    ] = None,
    host: Annotated[
        str | None, typer.Option(help="The address that a desk is to listen on.")
    ] = None,
    accounts: Annotated[
        Path | None, typer.Option(help="The file of a desk's accounts.")
    ] = None,
) -> None:
    """Look for what is unsafe here, each with its remedy. Exit code 1 if anything is.

    Programs that are missing are notes: what needs them says so when it is asked for. With --host and
    --accounts it looks at how a desk is to be served.

    Example: qantar doctor --record january.qantar --key desk.key
    """
    found = [*_machine(), _reader(), *_swap(intake is not None), *_tools()]
    if record is not None:
        found += _record(record)
    for path in key or ():
        found += _key(path, intake)
    if intake is not None:
        found += _intake(intake)
    if host is not None or accounts is not None:
        found += _desk(host, accounts)
    for one in found:
        typer.echo(str(one))
    grave = sum(one.grave for one in found)
    typer.echo(f"{grave} unsafe" if grave else "nothing unsafe found")
    if grave:
        raise typer.Exit(1)


def _machine() -> Iterator[Finding]:
    yield Finding("Python", sys.version.split()[0])
    if sqlite3.sqlite_version_info < (3, 35):
        yield Finding("SQLite", sqlite3.sqlite_version, "needs 3.35; use a newer Python", True)
    else:
        yield Finding("SQLite", sqlite3.sqlite_version)


def _reader() -> Finding:
    """Whether the reader runs as machine code. Asked once here, and nowhere said while reading."""
    spec = find_spec("qantar.grammar.token")
    if spec is not None and spec.origin is not None and spec.origin.endswith((".so", ".pyd")):
        return Finding("reader", "machine code")
    return Finding(
        "reader", "plain Python",
        "make fast, in the folder of the source, compiles it: the same claims in little more than half the time",
    )  # fmt: skip


def _swap(is_intake: bool) -> Iterator[Finding]:
    swaps = Path("/proc/swaps")
    lines = swaps.read_text().splitlines()[1:] if swaps.exists() else []
    if any("zram" not in line for line in lines):
        yield Finding(
            "swap",
            "what is in memory may be written to the disk",
            "swapoff -a, or encrypt it, on a machine that opens or takes in envelopes",
            is_intake,
        )


def _cores() -> Iterator[Finding]:
    if os.name != "posix":
        return
    import resource

    if resource.getrlimit(resource.RLIMIT_CORE)[0]:
        yield Finding(
            "core dumps", "a crash would write what is in memory to the disk",
            "ulimit -c 0, or LimitCORE=0 in the service", True,
        )  # fmt: skip
    else:
        yield Finding("core dumps", "none are written")


def _tools() -> Iterator[Finding]:
    for name, purpose in TOOLS.items():
        path = shutil.which(name)
        if path is None:
            yield Finding(
                name, f"not here, so no {purpose}", f"apt-get install {PACKAGES[name]}"
            )
        else:
            yield Finding(name, path)


def _record(path: Path) -> Iterator[Finding]:
    if not path.is_file():
        yield Finding("record", f"{path}: no record there", "give the file of a record", True)
        return
    from qantar.record.attestation import attestations
    from qantar.record.custody import Act
    from qantar.store.address import open_store

    store = open_store(path, create=False)
    try:
        with store.view() as view:
            entries = list(view.custody())
    finally:
        store.close()
    signed = attestations(entries)
    # What a witness left must be nobody else's; a record of published reports may be.
    is_witnessed = any(entry.act is Act.OPENED for entry in entries)
    for each in (path, *(path.with_name(path.name + end) for end in (".blobs", ".pages"))):
        if each.exists():
            found = _open_to_others("record", each)
            yield replace(found, grave=bool(found.remedy) and is_witnessed)
    free = shutil.disk_usage(path.parent).free
    if free < LEAST_FREE:
        yield Finding(
            "disk", f"{free >> 20} MiB left beside {path}", "make room before ingesting", True
        )
    if not signed:
        yield Finding(
            "record", "it was never signed", "qantar checkpoint --key KEY, and publish the note"
        )
    else:
        last = signed[-1]
        yield Finding("record", f"signed by {last.key.name} at {last.at}")
        if not last.tokens:
            yield Finding(
                "record", "nobody else dated its last checkpoint", "qantar timestamp TOKEN"
            )


def _key(path: Path, intake: Path | None) -> Iterator[Finding]:
    if not path.is_file():
        yield Finding("key", f"{path}: no file there", "give the file of a key", True)
        return
    yield _open_to_others("key", path)
    data = path.read_bytes()
    if b"BEGIN PRIVATE KEY" in data or b"AGE-SECRET-KEY-1" in data:
        yield Finding(
            "key",
            f"{path} is not locked",
            "set QANTAR_KEY_PASSPHRASE when you make a key, or keep it on an encrypted disk",
        )
    if intake is not None:
        yield Finding(
            "key", f"{path} lies on the intake's machine", "take it off this machine", True
        )


def _intake(folder: Path) -> Iterator[Finding]:
    from qantar.intake.serve import faults

    found = faults(folder, "127.0.0.1")
    yield from _cores()
    for one in found:
        said, _, remedy = one.partition("; ")
        yield Finding("intake", said, remedy or "mend it", True)
    if not found:
        yield Finding("intake", f"{folder}: nothing unsafe")
    free = shutil.disk_usage(folder).free if folder.exists() else LEAST_FREE
    if free < LEAST_FREE:
        yield Finding("disk", f"{free >> 20} MiB left for {folder}", "make room", True)


def _desk(host: str | None, accounts: Path | None) -> Iterator[Finding]:
    from qantar.desk.accounts import Accounts
    from qantar.desk.security import LOOPBACK

    kept = None
    if accounts is not None and not accounts.is_file():
        yield Finding("accounts", f"{accounts}: no file there", "qantar account add NAME", True)
    elif accounts is not None:
        kept = Accounts.load(accounts)
        one = _open_to_others("accounts", accounts)
        yield replace(one, grave=bool(one.remedy))
    if host is None or host in LOOPBACK:
        yield Finding("desk", f"{host or LOOPBACK[0]}: this machine's alone")
    elif not kept:
        yield Finding(
            "desk", f"{host}: whoever reaches it could read and judge everything",
            "give --accounts with at least one account (qantar account add)", True,
        )  # fmt: skip
    else:
        yield Finding("desk", f"{host}: behind accounts; serve it with --certificate and --key")


def _open_to_others(about: str, path: Path) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        return Finding(
            about, f"{path} can be read by others here", f"chmod go-rwx {path}", about == "key"
        )
    return Finding(about, f"{path} is its owner's alone")
