"""A record brought back from a backup: a copy of its files, kept only if all of it stands.

A backup of a record is its file, the folder of bytes and the digests of pages beside it, copied by any program. It is
only read: what is opened and checked is the new record. One on a PostgreSQL server is brought back by the server's tools.
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from qantar.domain.errors import Misuse, QantarError, UnreadableInput
from qantar.record.signing import VerifierKey
from qantar.record.verification import verify
from qantar.store.address import BLOBS_SUFFIX, open_store
from qantar.store.blobs import PARTS
from qantar.store.pages import SUFFIX

_MAGIC = b"SQLite format 3\x00"
_BESIDE = (SUFFIX, "-wal", "-shm", "-journal")
"""What may lie beside a record's file, besides its bytes."""
_COPIED = (SUFFIX, "-wal")


def is_backup(path: Path) -> bool:
    """Whether a file is a record, whole or damaged, and not a bundle."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def restore_backup(backup: Path, record: Path, keys: Sequence[VerifierKey] = ()) -> int:
    """Copy a backup to where no record is, check it, and say how many captures it has.

    Raises:
        Misuse: if something lies there already, or it cannot be written.
        UnreadableInput: if the backup does not stand, with everything that was found; nothing is left then.
    """
    blobs = _beside(record, BLOBS_SUFFIX)
    if any(path.exists() for path in (record, blobs, *(_beside(record, s) for s in _BESIDE))):
        raise Misuse(f"{record}: something lies there; a record is never overwritten")
    try:
        _copy(backup, record)
        found, captures = _checked(record, keys)
    except OSError as error:
        _erase(record)
        raise Misuse(
            f"{record}: {error.strerror}; make room, or choose another place"
        ) from None
    except BaseException:
        _erase(record)
        raise
    if found:
        _erase(record)
        said = "; ".join(found[:20]) + ("; and more" if len(found) > 20 else "")
        raise UnreadableInput(
            str(backup), f"{len(found)} findings: {said}", "take another backup"
        )
    return captures


def _checked(record: Path, keys: Sequence[VerifierKey]) -> tuple[list[str], int]:
    try:
        store = open_store(record, create=False)
        try:
            found = [str(one) for one in verify(store, keys=keys)]
            with store.view() as view:
                return found, view.counts().captures
        finally:
            store.close()
    except QantarError as error:
        return [str(error)], 0


def _copy(backup: Path, record: Path) -> None:
    shutil.copyfile(backup, record)
    os.chmod(record, 0o600)
    for suffix in _COPIED:
        if (path := _beside(backup, suffix)).exists():
            shutil.copyfile(path, _beside(record, suffix))
    if (held := _beside(backup, BLOBS_SUFFIX)).is_dir():
        ignored = shutil.ignore_patterns(PARTS)
        shutil.copytree(held, _beside(record, BLOBS_SUFFIX), ignore=ignored)


def _erase(record: Path) -> None:
    for path in (record, *(_beside(record, suffix) for suffix in _BESIDE)):
        path.unlink(missing_ok=True)
    shutil.rmtree(_beside(record, BLOBS_SUFFIX), ignore_errors=True)


def _beside(record: Path, suffix: str) -> Path:
    return record.with_name(record.name + suffix)
