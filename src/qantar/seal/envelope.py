"""Envelopes: one piece of material, sealed while it streams in, never readable on the disk it lands on.

An envelope is an age file. Sealed inside stand frames, each a letter, four bytes of length (big-endian)
and so many bytes: ``H`` a header as JSON, ``D`` data, ``P`` padding (zeros), ``E`` a trailer as JSON
with size and SHA-256 of the data. Padding brings the whole to a length of Padmé, which tells next to
nothing of the true one (Nikitin and others, PoPETs 2019; at most 12 % more, 6 % and less for large files).
"""

import hashlib
import json
import os
import struct
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import pyrage

from qantar.domain.errors import MalformedValue, UnreadableInput
from qantar.seal.keys import Identity

FORM = "qantar-envelope/1"
SUFFIX = ".age"
FRAME = 65536
HEADER_LIMIT = 65536
LEAST = 4096
"""Small notes all look alike up to this many bytes."""

Header = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Trailer:
    """What was sealed: its size in bytes and SHA-256."""

    size: int
    sha256: str


def padded(size: int) -> int:
    """The length of Padmé for a size: its lower bits are rounded up, the fewer the smaller it is."""
    size = max(size, LEAST)
    exponent = size.bit_length() - 1
    last = exponent - exponent.bit_length()
    mask = (1 << last) - 1
    return (size + mask) & ~mask


class Sealing:
    """An envelope being closed: ``write`` as material comes, then ``finish`` or ``abort``.

    What is written goes through a pipe into a thread that seals it; only sealed bytes reach the file,
    which appears under its name once it is whole and safe against a loss of power.
    """

    def __init__(self, path: Path, recipients: Iterable[str], header: Header) -> None:
        self._path, self._part = path, path.with_name(path.name + ".part")
        self._hash, self._size, self._sealed = hashlib.sha256(), 0, 0
        self._error: BaseException | None = None
        keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
        source, sink = os.pipe()
        self._sink: BinaryIO = os.fdopen(sink, "wb", buffering=FRAME)
        self._file = self._part.open("wb")
        self._thread = threading.Thread(target=self._run, args=(source, keys), daemon=True)
        self._thread.start()
        self._frame(b"H", json.dumps(header | {"form": FORM}, ensure_ascii=False).encode())

    @property
    def size(self) -> int:
        """Bytes of material written so far."""
        return self._size

    def write(self, data: bytes) -> None:
        """More of the material.

        Raises:
            OSError: if it cannot be kept (the disk is full).
        """
        self._hash.update(data)
        self._size += len(data)
        for at in range(0, len(data), FRAME):
            self._frame(b"D", data[at : at + FRAME])

    def finish(self) -> Trailer:
        """Close the envelope; when it returns, it outlives a loss of power.

        Raises:
            OSError: if it cannot be kept.
        """
        trailer = Trailer(self._size, self._hash.hexdigest())
        end = json.dumps({"size": trailer.size, "sha256": trailer.sha256}).encode()
        rest = self._sealed + 5 + len(end)
        missing = padded(rest + 5) - rest
        while missing:  # never 1 to 4, which no frame could fill
            block = missing - 5 if missing <= FRAME + 5 else min(FRAME, missing - 10)
            self._frame(b"P", bytes(block))
            missing -= block + 5
        self._frame(b"E", end)
        self._close()
        if self._error is not None:
            self._part.unlink(missing_ok=True)
            raise OSError(f"{self._path.name}: not kept: {self._error}")
        self._part.replace(self._path)
        _sync(self._path.parent)
        return trailer

    def abort(self) -> None:
        """Leave nothing behind."""
        self._close()
        self._part.unlink(missing_ok=True)

    def _frame(self, kind: bytes, data: bytes) -> None:
        if self._error is not None:
            raise OSError(f"{self._path.name}: not kept: {self._error}")
        self._sink.write(kind + struct.pack(">I", len(data)) + data)
        self._sealed += 5 + len(data)

    def _close(self) -> None:
        try:
            self._sink.close()
        except BrokenPipeError:
            pass  # the thread gave up; its error is told
        self._thread.join()
        self._file.close()

    def _run(self, source: int, keys: list[Any]) -> None:
        try:
            with os.fdopen(source, "rb") as reader:
                try:
                    pyrage.encrypt_io(reader, self._file, keys)
                    self._file.flush()
                    os.fsync(self._file.fileno())
                except BaseException as error:
                    self._error = error
                    while reader.read(FRAME):
                        pass  # so that whoever writes does not wait for ever
        except BaseException as error:  # pragma: no cover  (closing a pipe)
            self._error = self._error or error


class Sink(Protocol):
    """Where opened material goes."""

    def write(self, data: bytes, /) -> object: ...


def open_envelope(
    path: Path,
    identity: Identity,
    out: Sink,
    source: BinaryIO | None = None,
    told: Callable[[Header], None] = lambda header: None,
) -> tuple[Header, Trailer]:
    """Open an envelope into ``out``, piece by piece: its header, and size and digest, checked. ``source`` is
    read instead of the path where one envelope lay inside another; ``told`` learns of the header before the
    first byte comes.

    Raises:
        UnreadableInput: if it is not for this key, was cut short or changed, or holds another form;
            what was written to ``out`` until then is worth nothing.
    """
    frames = _Frames(out, told)
    try:
        with source or path.open("rb") as sealed:
            pyrage.decrypt_io(sealed, frames, [identity.age()])
        return frames.whole()
    except (
        pyrage.DecryptError,
        MalformedValue,
        ValueError,
        KeyError,
        TypeError,
        OSError,
        RecursionError,
    ) as error:
        raise UnreadableInput(
            str(path), f"it does not open ({error})", "check the key; ask for the envelope anew"
        ) from None


class _Frames:
    """Takes sealed contents apart as they are opened."""

    def __init__(self, out: Sink, told: Callable[[Header], None]) -> None:
        self._out, self._told, self._waiting = out, told, bytearray()
        self._hash, self._size = hashlib.sha256(), 0
        self._header: Header | None = None
        self._end: Header | None = None

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) >= 5:
            (length,) = struct.unpack(">I", self._waiting[1:5])
            if length > max(FRAME, HEADER_LIMIT):
                raise MalformedValue("a frame is too long")
            if len(self._waiting) < 5 + length:
                break
            kind, body = bytes(self._waiting[:1]), bytes(self._waiting[5 : 5 + length])
            del self._waiting[: 5 + length]
            self._take(kind, body)
        return len(data)

    def flush(self) -> None:
        return None

    def _take(self, kind: bytes, body: bytes) -> None:
        if self._end is not None or (self._header is None) is not (kind == b"H"):
            raise MalformedValue("its frames are out of order")
        if kind == b"H":
            said = json.loads(body)
            if not isinstance(said, dict) or said.get("form") != FORM:
                raise MalformedValue("it has another form")
            self._header = said
            self._told(self._header)
        elif kind == b"D":
            self._hash.update(body)
            self._size += len(body)
            self._out.write(body)
        elif kind == b"E":
            self._end = json.loads(body)
        elif kind != b"P":
            raise MalformedValue("it holds a frame of no known kind")

    def whole(self) -> tuple[Header, Trailer]:
        if self._header is None or self._end is None or self._waiting:
            raise MalformedValue("it was cut short")
        trailer = Trailer(self._size, self._hash.hexdigest())
        if self._end != {"size": trailer.size, "sha256": trailer.sha256}:
            raise MalformedValue("its contents are not those that were sealed")
        return self._header, trailer


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
