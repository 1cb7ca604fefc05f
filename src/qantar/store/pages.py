"""Digests of the pages of an SQLite record, beside it: ``x.qantar.pages``.

What a record says is sealed by its chain of custody; but an SQLite file has bytes that say nothing
(room within pages, keys of inner pages, its header), and a bit that flips there is a bit that may flip
elsewhere tomorrow. After every transaction the digest of each page it wrote is kept here, and ``verify``
compares them all. A page lies in the file, or, newer, in the write-ahead file: of several the last one
that SQLite itself takes as committed counts, as its index (``-shm``) tells.

::

    64 bytes    mark, page size, pages, the write-ahead file's salts, its frames seen, digest of these
    16 bytes    of SHA-256 for each page, in order

Everything here is called under SQLite's write lock, when nothing of the transaction is written yet.
"""

import hashlib
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qantar.store.handles import Handles, read_at

SUFFIX = ".pages"
_MARK = b"QANTAR-PAGES/1\n\0"
_HEAD = struct.Struct(">16sII8sII")
_START = 64
_SLOT = 16
_WAL, _FRAME = 32, 24
"""Bytes of the write-ahead file's header and of a frame's (SQLite, «WAL-mode file format»)."""
_LOCKED = 1 << 30
"""The page that holds this byte is never used: SQLite locks it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What the digests stand for: pages of a size, and how far the write-ahead file was followed."""

    size: int
    pages: int
    salts: bytes
    frames: int

    def as_bytes(self) -> bytes:
        head = _HEAD.pack(_MARK, self.size, self.pages, self.salts, self.frames, 0)
        return head + _sha256(head)[: _START - len(head)]

    @classmethod
    def of_bytes(cls, data: bytes) -> "_Seen | None":
        if len(data) != _START:
            return None
        mark, size, pages, salts, frames, _ = _HEAD.unpack(data[: _HEAD.size])
        seen = cls(size=size, pages=pages, salts=salts, frames=frames)
        return seen if mark == _MARK and seen.as_bytes() == data else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Log:
    """The write-ahead file as SQLite takes it: its salts, committed frames, pages of the whole."""

    salts: bytes
    frames: int
    pages: int


class PageDigests:
    """The digests beside the record at a path."""

    def __init__(self, record: Path) -> None:
        self._record, self._handles = record, Handles(record)
        self.path = record.with_name(record.name + SUFFIX)

    def close(self) -> None:
        """Called when SQLite has let go of the record."""
        self._handles.close()

    def holds_record(self) -> bool:
        """Whether anything lies at the record's path yet."""
        return self._record.exists() and self._record.stat().st_size > 0

    def forget(self) -> None:
        """Let them go: another record begins at this path."""
        self.path.unlink(missing_ok=True)

    def behind(self) -> bool:
        """Whether something was committed that they do not know of."""
        seen, log = self._seen(), self._log()
        return seen is not None and self._ahead(log, seen)

    def follow(self) -> None:
        """Take in what was committed since; everything, where there were no digests yet. Digests that
        are themselves damaged stay as they are, for ``damage`` to tell."""
        if not self.path.exists():
            self._adopt()
            return
        seen, log = self._seen(), self._log()
        if seen is None or not self._ahead(log, seen):
            return
        known = seen.frames if log.salts == seen.salts else 0
        written = self._frames(log, seen.size, after=known)
        pages = log.pages
        fresh = set(written) | set(range(seen.pages + 1, pages + 1))
        now = _Seen(size=seen.size, pages=pages, salts=log.salts, frames=log.frames)
        with self.path.open("r+b") as kept:
            every = self._frames(log, seen.size) if fresh - set(written) else written
            for page, data in self._read(sorted(n for n in fresh if n <= pages), every, now):
                kept.seek(_START + (page - 1) * _SLOT)
                kept.write(_digest(data))
            kept.truncate(_START + pages * _SLOT)
            kept.flush()
            os.fsync(kept.fileno())  # before it is said that they are
            kept.seek(0)
            kept.write(now.as_bytes())
            kept.flush()
            os.fsync(kept.fileno())

    def damage(self) -> Iterator[tuple[str, str]]:
        """Where a page is not as it was written last, and what is found there."""
        seen, log = self._seen(), self._log()
        if seen is None:
            yield (
                str(self.path),
                (
                    "the digests of the record's pages are gone or damaged; if nothing else is found,"
                    " remove this file: it is made anew when the record is opened"
                ),
            )
            return
        known = seen.frames if log.salts == seen.salts else 0
        fresh = set(self._frames(log, seen.size, after=known))
        frames = self._frames(log, seen.size)
        held = log.pages if log.frames else self._record.stat().st_size // seen.size
        if held != seen.pages and not fresh:
            yield str(self._record), f"it has {held} pages, {seen.pages} were written"
        if not log.frames and self._record.stat().st_size % seen.size:
            yield str(self._record), "it does not end with a whole page"
        digests = self.path.read_bytes()[_START:]
        pages = [n for n in range(1, min(held, seen.pages) + 1) if n not in fresh]
        for page, data in self._read(pages, frames, seen):
            if _digest(data) != digests[(page - 1) * _SLOT : page * _SLOT]:
                start = (page - 1) * seen.size
                yield (
                    f"{self._record}, page {page}",
                    (
                        f"it is not as it was written: its bytes ({start} to {start + seen.size}) or"
                        f" their digest in {self.path.name} were changed"
                    ),
                )
        if len(digests) != seen.pages * _SLOT:
            yield str(self.path), "it was cut short or lengthened"

    def _adopt(self) -> None:
        log = self._log()
        (said,) = struct.unpack(">H", read_at(self._handles.of(self._record), 2, 16))
        size = 65536 if said == 1 else said
        pages = log.pages if log.frames else self._record.stat().st_size // size
        seen = _Seen(size=size, pages=pages, salts=log.salts, frames=log.frames)
        frames = self._frames(log, size)
        part = self.path.with_name(self.path.name + ".part")
        with part.open("wb") as kept:
            kept.write(seen.as_bytes())
            for _, data in self._read(range(1, pages + 1), frames, seen):
                kept.write(_digest(data))
            kept.flush()
            os.fsync(kept.fileno())
        part.replace(self.path)

    @staticmethod
    def _ahead(log: _Log, seen: _Seen) -> bool:
        return log.frames > 0 and (log.salts, log.frames) != (seen.salts, seen.frames)

    def _seen(self) -> _Seen | None:
        try:
            with self.path.open("rb") as kept:
                return _Seen.of_bytes(kept.read(_START))
        except FileNotFoundError:
            return None

    def _log(self) -> _Log:
        """As the header of SQLite's index of the write-ahead file says, in the machine's own order."""
        try:
            head = read_at(self._handles.of(self._beside("-shm")), 48, 0)
            salts = read_at(self._handles.of(self._beside("-wal")), 8, 16)
        except FileNotFoundError:
            return _Log(salts=bytes(8), frames=0, pages=0)
        if len(head) < 48 or len(salts) < 8:
            return _Log(salts=bytes(8), frames=0, pages=0)
        frames, pages = struct.unpack("=II", head[16:24])
        if not frames:
            return _Log(salts=bytes(8), frames=0, pages=0)
        return _Log(salts=salts, frames=frames, pages=pages)

    def _frames(self, log: _Log, size: int, after: int = 0) -> dict[int, int]:
        """Where in the write-ahead file the last of each page begins, of frames behind a number."""
        found: dict[int, int] = {}
        if log.frames <= after:
            return found
        file = self._handles.of(self._beside("-wal"))
        for number in range(after, log.frames):
            at = _WAL + number * (_FRAME + size)
            (page,) = struct.unpack(">I", read_at(file, 4, at))
            found[page] = at + _FRAME
        return found

    def _read(
        self, pages: "list[int] | range", frames: dict[int, int], seen: _Seen
    ) -> Iterator[tuple[int, bytes]]:
        file = self._handles.of(self._record)
        log = self._handles.of(self._beside("-wal")) if frames else file
        for page in pages:
            if page in frames:
                yield page, read_at(log, seen.size, frames[page])
                continue
            data = read_at(file, seen.size, (page - 1) * seen.size)
            unused = page == _LOCKED // seen.size + 1 and not any(data)
            yield page, b"" if unused else data

    def _beside(self, suffix: str) -> Path:
        return self._record.with_name(self._record.name + suffix)


def _digest(page: bytes) -> bytes:
    return _sha256(page)[:_SLOT]


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
