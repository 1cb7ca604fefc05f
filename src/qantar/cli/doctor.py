"""``qantar doctor``: whether this machine and these settings are fit for evidence and for witnesses."""

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

TOOLS = {
    "mat2": "copies without metadata",
    "bwrap": "mat2 in a sandbox",
    "openssl": "checking proofs of time",
    "age": "opening envelopes without Qantar",
}
"""Programs that are not Python's, and what is missing without each."""
PACKAGES = {"mat2": "mat2", "bwrap": "bubblewrap", "openssl": "openssl", "age": "age"}
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
) -> None:
    """Look for what is unsafe here, each with its remedy. Exit code 1 if anything is.

    Programs that are missing are notes: what needs them says so when it is asked for.

    Example: qantar doctor --record january.qantar --key desk.key
    """
    found = [*_machine(), *_swap(), *_tools()]
    if record is not None:
        found += _record(record)
    for path in key or ():
        found += _key(path, intake)
    if intake is not None:
        found += _intake(intake)
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


def _swap() -> Iterator[Finding]:
    swaps = Path("/proc/swaps")
    if swaps.exists() and len(swaps.read_text().splitlines()) > 1:
        yield Finding(
            "swap",
            "what is in memory may be written to the disk",
            "swapoff -a, or encrypt it, on a machine that opens or takes in envelopes",
        )


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
    for each in (path, *(path.with_name(path.name + end) for end in (".blobs", ".pages"))):
        if each.exists():
            yield _open_to_others("record", each)
    free = shutil.disk_usage(path.parent).free
    if free < LEAST_FREE:
        yield Finding(
            "disk", f"{free >> 20} MiB left beside {path}", "make room before ingesting", True
        )
    from qantar.record.attestation import attestations
    from qantar.store.address import open_store

    store = open_store(path, create=False)
    try:
        with store.view() as view:
            signed = attestations(list(view.custody()))
    finally:
        store.close()
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
    for one in found:
        said, _, remedy = one.partition("; ")
        yield Finding("intake", said, remedy or "mend it", True)
    if not found:
        yield Finding("intake", f"{folder}: nothing unsafe")


def _open_to_others(about: str, path: Path) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & 0o077:
        return Finding(
            about, f"{path} can be read by others here", f"chmod go-rwx {path}", about == "key"
        )
    return Finding(about, f"{path} is its owner's alone")
