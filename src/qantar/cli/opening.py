"""Envelopes opened at the desk, one after another: into the record, into custody, read, copied."""

import hashlib
from pathlib import Path

import typer

from qantar.capture import Received
from qantar.capture.submission import Opened, envelopes, open_submission
from qantar.cli.terms import Refusals, now, who
from qantar.domain.errors import Misuse, UnreadableInput
from qantar.domain.source import Refused
from qantar.export.working import clean_copy, has_clean_copy
from qantar.pipeline import ingest, warm
from qantar.record.custody import Act
from qantar.record.port import Store
from qantar.runners.local import local_runner
from qantar.seal.keys import Identity


class Desk:
    """Where envelopes are opened: the record, the key, and what was done so far."""

    def __init__(
        self, store: Store, identity: Identity, refusals: Refusals, *, copies: bool
    ) -> None:
        self._store, self._identity, self._refusals = store, identity, refusals
        self._copies = copies
        self.opened = self.passed = 0
        with store.view() as view:
            self._known = {
                str(entry.detail["sha256"]): entry.about
                for entry in view.custody(act=Act.OPENED)
            }

    def open(self, path: Path) -> None:
        """Open an envelope, or all in a folder. One that custody knows by its digest is not opened again; what
        an interruption left undone about it is done."""
        for one in envelopes([path]):
            try:
                digest = digest_of(one)
            except OSError as error:
                said = UnreadableInput(str(one), str(error.strerror), "check the path")
                self._refusals(Refused(str(one), said))
                continue
            known = self._known.get(digest)
            if known is None:
                known = self._new(one, digest)
                if known is None:
                    continue
            else:
                self.passed += 1
            self._go_on(known)

    def _new(self, path: Path, digest: str) -> str | None:
        """The capture that an envelope was opened into; None if it was refused."""
        with self._store.blobs.arriving() as arrival:
            piece = open_submission(path, self._identity, arrival, captured_at=now())
            if isinstance(piece, Refused):
                self._refusals(piece)
                return None
            capture = piece.capture
            with self._store.writer(who=who(), at=now()) as writer:
                writer.keep_capture(capture, arrival)
                writer.note(Act.OPENED, capture.id, _opening(path, digest, piece))
        self._known[digest] = capture.id
        self.opened += 1
        typer.echo(
            f"{capture.origin}: {capture.media_type}, {capture.size} bytes, {capture.id}"
        )
        return capture.id

    def _go_on(self, id_: str) -> None:
        """Read a note, copy a file; neither if it was removed."""
        with self._store.view() as view:
            capture = view.capture(id_)
            if id_ in view.removed():
                return
            opened = view.custody(id_, Act.OPENED)
            notes = {entry.detail.get("kind") for entry in opened}
        if "text" in notes:
            with local_runner(1, warm) as runner:
                inputs = [Received(capture, self._store.blobs.read(capture.sha256))]
                ingest(inputs, self._store, runner, who=who(), clock=now, refuse=self._refusals)
        elif self._copies and not has_clean_copy(self._store, id_):
            try:
                entry = clean_copy(
                    self._store, id_, by=who(), reason="opened at the desk", who=who(), at=now()
                )
            except (UnreadableInput, Misuse) as error:
                typer.echo(f"no working copy: {error}", err=True)
                return
            typer.echo(f"{id_}: working copy without metadata, {entry.detail['sha256']}")


def _opening(path: Path, digest: str, piece: Opened) -> dict[str, object]:
    return {
        "envelope": path.name, "sha256": digest, "submission": piece.submission,
        "number": piece.number, "witness": piece.witness, "kind": piece.kind,
    }  # fmt: skip


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
