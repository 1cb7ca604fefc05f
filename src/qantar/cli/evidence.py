"""``qantar key``, ``checkpoint`` and ``timestamp``: the record signed, and dated by others."""

import os
from pathlib import Path
from typing import Annotated

import typer

from qantar.cli.terms import DEFAULT_RECORD, PASSPHRASE, now, public_key, who
from qantar.domain.errors import Misuse, UnreadableInput

_RECORD = Annotated[str, typer.Option(help="The record: a file, or a PostgreSQL address.")]


def register(app: typer.Typer) -> None:
    app.command("key")(key)
    app.command("checkpoint")(checkpoint)
    app.command("timestamp")(timestamp)
    app.command("bundle")(bundle)
    app.command("restore")(restore)


def key(
    name: Annotated[str, typer.Argument(help="Whose key it is: no spaces, as desk.example.")],
    out: Annotated[Path, typer.Option(help="The file of the private half.")] = Path(
        "qantar.key"
    ),
) -> None:
    """Make an Ed25519 key that signs checkpoints of records.

    The private half goes into a file that only you may read, locked with the passphrase in
    QANTAR_KEY_PASSPHRASE if that is set; the public half into FILE.pub, one line to publish.

    Example: qantar key desk.example --out desk.key
    """
    from qantar.record.signing import make_key

    made = make_key(name, out, os.environ.get(PASSPHRASE))
    typer.echo(f"{out}: keep it secret and back it up; {out}.pub is for everybody:")
    typer.echo(str(made.verifier))


def checkpoint(
    key: Annotated[Path | None, typer.Option(help="The key to sign with.")] = None,
    record: _RECORD = DEFAULT_RECORD,
    out: Annotated[
        Path | None, typer.Option(help="Also write the signed checkpoint to this file.")
    ] = None,
    request: Annotated[
        Path | None,
        typer.Option(help="Also write an RFC 3161 request for it, to carry to an authority."),
    ] = None,
) -> None:
    """Sign the chain of custody as it stands, and print the checkpoint; without --key the last one.

    Publish or print it: whoever holds it can later prove that the record was not rewritten. The
    request is answered by any time-stamp authority (curl -H "Content-Type:
    application/timestamp-query" --data-binary @FILE ADDRESS); «ots stamp» takes the checkpoint's
    file as it is. Attach what comes back with «qantar timestamp».

    Example: qantar checkpoint --key desk.key --record january.qantar --request checkpoint.tsq
    """
    from qantar.record.attestation import last_attestation, sign_record
    from qantar.record.signing import load_key
    from qantar.record.timestamps import request as asked
    from qantar.store.address import open_store

    store = open_store(record, create=False)
    try:
        if key is None:
            note = last_attestation(store).note
        else:
            secret = load_key(key, os.environ.get(PASSPHRASE))
            note = sign_record(store, secret, who=who(), at=now())
    finally:
        store.close()
    typer.echo(str(note), nl=False)
    if out is not None:
        _write(out, str(note).encode())
    if request is not None:
        _write(request, asked(note.sha256))


def timestamp(
    token: Annotated[Path, typer.Argument(help="A time-stamp response, or a file .ots.")],
    record: _RECORD = DEFAULT_RECORD,
) -> None:
    """Attach a proof of time to the checkpoint it is about.

    Qantar checks that it is about a checkpoint of this record. Whether the authority's signature
    holds is checked with «openssl ts -verify» or «ots verify» and certificates you trust.

    Example: qantar timestamp checkpoint.tsr --record january.qantar
    """
    from qantar.record.attestation import attach_token
    from qantar.store.address import open_store

    try:
        data = token.read_bytes()
    except OSError as error:
        raise UnreadableInput(str(token), str(error.strerror), "give the file") from None
    store = open_store(record, create=False)
    try:
        held = attach_token(store, data, str(token), who=who(), at=now())
    finally:
        store.close()
    dated = f", dated {held.time}" if held.time is not None else ""
    typer.echo(f"attached: {held.kind.value} for the checkpoint {held.sha256}{dated}")


def bundle(
    out: Annotated[Path, typer.Argument(help="The ZIP file to write.")],
    record: _RECORD = DEFAULT_RECORD,
    capture: Annotated[
        list[str] | None,
        typer.Option(help="Only these captures, each proved against the last checkpoint."),
    ] = None,
    withhold: Annotated[
        bool,
        typer.Option(
            "--withhold",
            help="Leave out originals that were redacted, and what was read in them.",
        ),
    ] = False,
) -> None:
    """Pack a record so that anybody can check it without Qantar: originals, custody, readings,
    working copies, claims as Web Annotations, web pages as WACZ, provenance, signatures, and a verifier in
    standard Python.

    It holds the originals and the reports in full: mind their rights, and who is named in them.
    That it was made is a custody entry of the record.

    Example: qantar bundle evidence.zip --record january.qantar
    """
    from qantar.export.bundle import write_bundle
    from qantar.record.attestation import RECORD
    from qantar.record.custody import Act
    from qantar.store.address import open_store

    store = open_store(record, create=False)
    try:
        wanted = frozenset(capture) if capture else None
        packed = write_bundle(store, out, at=now(), captures=wanted, withhold=withhold)
        detail = {"form": "bundle", "manifest": packed.manifest, "captures": capture or "all"}
        with store.writer(who=who(), at=now()) as writer:
            writer.note(Act.EXPORTED, RECORD, detail)
    finally:
        store.close()
    typer.echo(
        f"{out}: {packed.captures} captures, {packed.entries} custody entries,"
        f" {packed.claims} claims; manifest {packed.manifest}"
    )
    if packed.sealed:
        told = "left out" if withhold else "in it too: --withhold leaves them out"
        typer.echo(f"{len(packed.sealed)} originals were redacted; they are {told}")
    typer.echo("To check it anywhere: unpack it and run python3 verify.py")


def restore(
    bundle: Annotated[
        Path,
        typer.Argument(help="A bundle (the ZIP file, or its folder), or a copy of a record."),
    ],
    record: _RECORD = DEFAULT_RECORD,
    key: Annotated[
        Path | None, typer.Option(help="A public key (FILE.pub) that must have signed it.")
    ] = None,
) -> None:
    """Make a record anew from a whole bundle or a backup; one that does not verify is refused with the reasons.

    The chain of custody comes back entry by entry as it was sealed, so signatures and proofs of time
    hold in the new record as they did in the old one. A backup is a copy of the record's file with the folder
    FILE.blobs and FILE.pages beside it; it is only read.

    Example: qantar restore evidence.zip --record again.qantar
    """
    import zipfile

    from qantar.export import verifier
    from qantar.record.restoration import restore as fill
    from qantar.record.signing import VerifierKey
    from qantar.record.verification import verify
    from qantar.store.address import open_store
    from qantar.store.backup import is_backup, restore_backup

    line = None if key is None else public_key(key)
    if is_backup(bundle):
        keys = [VerifierKey.parse(line)] if line is not None else []
        captures = restore_backup(bundle, Path(record), keys)
        typer.echo(f"{record}: {captures} captures; all stands")
        return
    try:
        packed = verifier.Folder(bundle) if bundle.is_dir() else verifier.Packed(bundle)
        found = verifier.verify(packed, line)
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
    ) as error:
        raise UnreadableInput(
            str(bundle), f"not a whole bundle ({error})", "get it anew from those who made it"
        ) from None
    for sentence in found:
        typer.echo(sentence)
    if found:
        raise UnreadableInput(
            str(bundle), f"{len(found)} findings", "get it anew from those who made it"
        )
    store = open_store(record, create=True)
    try:
        captures = fill(packed, store, at=now(), who=who())
        wrong = [str(one) for one in verify(store)]
    finally:
        store.close()
    for sentence in wrong:
        typer.echo(sentence)
    typer.echo(
        f"{record}: {captures} captures; " + ("all stands" if not wrong else "look above")
    )
    if wrong:
        raise typer.Exit(1)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}; choose a folder that can be written") from None
