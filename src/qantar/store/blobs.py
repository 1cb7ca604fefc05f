"""Bytes as files named by their SHA-256: ``x.qantar.blobs/ab/cd…``.

A file appears whole or not at all: it is written beside, forced to disk, and renamed.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

from qantar.domain.errors import RecordError
from qantar.record.port import Arrival
from qantar.store.arrivals import FileArrival, file_arrival, sweep

PARTS = "parts"
"""Where files are written before they get their name. Nothing in it is evidence."""

WRITERS = 8
"""Files forced to disk at once: waiting, not work. Doubles the rate on the machine measured."""

CHUNK = 1 << 20


class FileBlobs:
    """Content-addressed files in a folder. Safe for several processes at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, blobs: Mapping[str, bytes | Arrival]) -> None:
        missing = {sha256: data for sha256, data in blobs.items() if not self.has(sha256)}
        if not missing:
            return
        try:
            self._write_all(missing)
        except OSError as error:
            raise RecordError(
                f"{self.folder}: cannot keep bytes: {error.strerror}; make room or set the "
                "permissions, then run the command again"
            ) from error

    def arriving(self) -> AbstractContextManager[FileArrival]:
        return file_arrival(self.folder / PARTS)

    def _write_all(self, missing: Mapping[str, bytes | Arrival]) -> None:
        (self.folder / PARTS).mkdir(parents=True, exist_ok=True)
        folders = {self._path(sha256).parent for sha256 in missing}
        for folder in folders:
            folder.mkdir(exist_ok=True)
        if len(missing) == 1:
            for sha256, data in missing.items():
                self._write(sha256, data)
        else:
            with ThreadPoolExecutor(WRITERS) as threads:
                list(threads.map(self._write, missing.keys(), missing.values()))
        # A name is durable only once its folder is: otherwise a power cut may take it back.
        for folder in [*sorted(folders), self.folder, self.folder.parent]:
            _force(folder)

    def _write(self, sha256: str, data: bytes | Arrival) -> None:
        path = self._path(sha256)
        if not isinstance(data, bytes):
            if not isinstance(data, FileArrival):
                raise RecordError(
                    "these bytes arrived at another record; let them arrive at this one"
                )
            data.place(path)
            return
        part = self.folder / PARTS / f"{sha256}.{os.getpid()}"
        descriptor = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.replace(part, path)
        except FileNotFoundError:
            # Another process put the same bytes first and swept our part away with its own.
            if not path.exists():
                raise
        self._sweep(sha256)

    def _sweep(self, sha256: str) -> None:
        """Erase what a process killed while it wrote these bytes left behind."""
        parts = self.folder / PARTS
        for name in os.listdir(parts) if parts.is_dir() else ():
            if name.startswith(sha256):
                (parts / name).unlink(missing_ok=True)

    def read(self, sha256: str) -> bytes:
        with self.open(sha256) as file:
            return file.read()

    def open(self, sha256: str) -> BinaryIO:
        try:
            return self._path(sha256).open("rb")
        except FileNotFoundError:
            raise RecordError(
                f"{self._path(sha256)}: these bytes are not held; restore the file from a backup"
            ) from None
        except OSError as error:
            raise RecordError(
                f"{self._path(sha256)}: {error.strerror}; check the disk"
            ) from error

    def remove(self, sha256: str) -> None:
        path = self._path(sha256)
        path.unlink(missing_ok=True)
        self._sweep(sha256)
        sweep(self.folder / PARTS)
        if path.parent.is_dir():
            _force(path.parent)

    def has(self, sha256: str) -> bool:
        return self._path(sha256).is_file()

    def digests(self) -> Iterator[str]:
        if not self.folder.is_dir():
            return
        for folder in sorted(self.folder.iterdir()):
            if folder.name != PARTS and folder.is_dir():
                for path in sorted(folder.iterdir()):
                    yield folder.name + path.name

    def measure(self, sha256: str) -> tuple[int, str]:
        size, digest = 0, hashlib.sha256()
        try:
            with self._path(sha256).open("rb") as file:
                while chunk := file.read(CHUNK):
                    size += len(chunk)
                    digest.update(chunk)
        except OSError as error:
            raise RecordError(f"{self._path(sha256)}: {error.strerror}") from error
        return size, digest.hexdigest()

    def _path(self, sha256: str) -> Path:
        # A digest comes from a row somebody may have edited: it must not become a path that climbs.
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise RecordError(f"«{sha256[:80]}» is no SHA-256; run qantar verify")
        return self.folder / sha256[:2] / sha256[2:]


def _force(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
