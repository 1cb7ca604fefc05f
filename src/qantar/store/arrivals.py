"""Bytes on their way into a record, too many to be held in memory: a witness's film of two gigabytes.

They are written beside the others under a name of no meaning, hashed as they come, and get their name when a
writer keeps what they belong to. What a process that was cut off left there is nobody's: the lock on it went
with the process, and the next arrival erases it.
"""

import hashlib
import io
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from qantar.domain.errors import RecordError

if sys.platform != "win32":
    import fcntl

NAME = "arriving-"


class _Counted:
    """Bytes written so far: how many, and their digest."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._hash, self._size = out, hashlib.sha256(), 0

    @property
    def size(self) -> int:
        return self._size

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def write(self, data: bytes, /) -> int:
        """More of them.

        Raises:
            RecordError: if they cannot be kept (the disk is full).
        """
        try:
            self._out.write(data)
        except OSError as error:
            raise not_kept(error) from error
        self._hash.update(data)
        self._size += len(data)
        return len(data)


class MemoryArrival(_Counted):
    """Bytes on their way into a record that lives in memory."""

    def __init__(self) -> None:
        self._held = io.BytesIO()
        super().__init__(self._held)

    def whole(self) -> bytes:
        return self._held.getvalue()


class FileArrival(_Counted):
    """Bytes on their way into a folder of blobs."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        super().__init__(file)
        self._path, self._file = path, file

    def place(self, path: Path) -> None:
        """Give them their name; when it returns they are on the disk. Its folder is forced by the caller."""
        self._file.flush()
        os.fsync(self._file.fileno())
        os.replace(self._path, path)


@contextmanager
def file_arrival(parts: Path) -> Iterator[FileArrival]:
    """An arrival in a folder of parts; erased at the end if it was not placed.

    Raises:
        RecordError: if nothing can be written there.
    """
    try:
        parts.mkdir(parents=True, exist_ok=True)
        sweep(parts)
        path, file = _begun(parts)
    except OSError as error:
        raise not_kept(error) from error
    try:
        with file:
            yield FileArrival(path, file)
    finally:
        path.unlink(missing_ok=True)


def _begun(parts: Path) -> tuple[Path, BinaryIO]:
    while True:
        path = parts / f"{NAME}{secrets.token_hex(8)}"
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        file = os.fdopen(handle, "w+b")
        # Whoever sweeps may have come between the name and the lock.
        if _lock(handle) and path.exists():
            return path, file
        file.close()
        path.unlink(missing_ok=True)


def sweep(parts: Path) -> None:
    """Erase what arrived in processes that are no more."""
    if sys.platform == "win32" or not parts.is_dir():
        return  # there a file in use cannot be erased, and a lock does not tell
    for path in parts.glob(f"{NAME}*"):
        try:
            with path.open("rb") as file:
                if _lock(file.fileno()):
                    path.unlink(missing_ok=True)
        except FileNotFoundError:
            continue  # it got its name meanwhile


def _lock(handle: int) -> bool:
    """Whether nobody else holds it; it is ours until it is closed."""
    if sys.platform != "win32":
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def not_kept(error: OSError) -> RecordError:
    return RecordError(
        f"bytes that came in cannot be kept: {error.strerror or error}; make room or set the"
        " permissions, then run the command again"
    )
