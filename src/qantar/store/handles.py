"""Files of an SQLite record read beside SQLite, without breaking its locks.

On POSIX a process that closes any handle of a file loses all locks it has on that file, those that
SQLite holds through another handle, too; two writers would then corrupt the record (SQLite, «How To
Corrupt An SQLite Database File», 2.2). So what is opened here stays open until the last store of the
process on that record is closed.
"""

import os
import threading
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class _Held:
    """Handles of one record: how many stores use them, those in use by path, those gone out of use."""

    stores: int = 0
    open: dict[Path, int] = field(default_factory=dict)
    bygone: list[int] = field(default_factory=list)


_LOCK = threading.Lock()
_HELD: dict[Path, _Held] = {}


class Handles:
    """The handles that a store has on its record's files."""

    def __init__(self, record: Path) -> None:
        self._key = record.resolve()
        with _LOCK:
            _HELD.setdefault(self._key, _Held()).stores += 1
        self._closed = False

    def of(self, path: Path) -> int:
        """A handle to read a file with ``os.pread``; never close it.

        Raises:
            FileNotFoundError: if there is no such file.
        """
        path = path.resolve()
        with _LOCK:
            held = _HELD[self._key]
            there = path.stat()
            handle = held.open.get(path)
            if handle is not None:
                mine = os.fstat(handle)
                if (mine.st_dev, mine.st_ino) == (there.st_dev, there.st_ino):
                    return handle
                held.bygone.append(held.open.pop(path))  # another file lies there now
            held.open[path] = handle = os.open(path, os.O_RDONLY)
            return handle

    def close(self) -> None:
        """Called when SQLite has let go of the record."""
        with _LOCK:
            if self._closed:
                return
            self._closed = True
            held = _HELD[self._key]
            held.stores -= 1
            if not held.stores:
                del _HELD[self._key]
                for handle in (*held.open.values(), *held.bygone):
                    os.close(handle)


def read_at(handle: int, size: int, at: int) -> bytes:
    """Bytes from an offset on, fewer at the end of the file."""
    return os.pread(handle, size, at)
