"""How much may come out of one capture before it is taken for an attack."""

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from qantar.domain.errors import HostileInput, UnreadableInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits on what is read out of one capture. Sizes in bytes.

    Real newspaper HTML packs 4 to 12 times, JSON Lines of a repeated report 100 times; a bomb packs
    1,000 times and more. The ratio counts only once ``ratio_from`` bytes have come out.
    """

    unpacked: int = 2 * 1024**3
    ratio: int = 250
    ratio_from: int = 32 * 1024**2
    member: int = 50 * 1024**2
    """One line of JSON Lines, one web page, one part of an archive."""
    members: int = 1_000_000
    depth: int = 200
    """Elements inside one another beyond which the main-content reader is not asked: its parser
    gives up at 256."""
    page: int = 4 * 1024**2
    elements: int = 20_000
    """A page of more characters or elements than these is read without asking which part of it is
    the main content: that costs up to 0.1 ms an element, and real pages have under 5,000."""


DEFAULT_BOUNDS = Bounds()


class Unpacking(io.RawIOBase):
    """A gzip file read as a stream, member after member, that stops at the bounds.

    Raises:
        UnreadableInput: while reading, if the file is cut short or damaged.
        HostileInput: while reading, if more comes out than the bounds allow.
    """

    def __init__(self, packed: IO[bytes], size: int, origin: str, bounds: Bounds) -> None:
        super().__init__()
        self._packed, self._size, self._origin, self._bounds = packed, size, origin, bounds
        self._at = 0
        self._out = 0
        self._left = b""  # packed bytes read and not yet taken by the engine
        self._engine = zlib.decompressobj(wbits=31)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        piece = self._next(len(view))
        view[: len(piece)] = piece
        return len(piece)

    def _next(self, size: int) -> bytes:
        while size:
            if not self._left:
                self._left = self._packed.read(65536)
                self._at += len(self._left)
            if self._engine.eof:
                if not self._left.lstrip(b"\x00"):
                    return b""  # the end; zero bytes after the last member are padding
                self._engine = zlib.decompressobj(wbits=31)
            elif not self._left:
                raise UnreadableInput(
                    self._origin, "the gzip file is cut short", "fetch it again", self._at
                )
            try:
                piece = self._engine.decompress(self._left, size)
            except zlib.error as error:
                raise UnreadableInput(
                    self._origin,
                    f"the gzip file is damaged ({error})",
                    "fetch it again",
                    self._at,
                ) from None
            self._left = self._engine.unused_data or self._engine.unconsumed_tail
            if piece:
                self._out += len(piece)
                check_unpacked(self._origin, self._size, self._out, self._bounds)
                return piece
        return b""


def check_unpacked(origin: str, packed: int, unpacked: int, bounds: Bounds) -> None:
    """Whether so much may come out of so little.

    Raises:
        HostileInput: if it is more than the bounds allow.
    """
    too_dense = unpacked > bounds.ratio_from and unpacked > packed * bounds.ratio
    if unpacked > bounds.unpacked or too_dense:
        raise HostileInput(
            origin,
            f"{packed:,} packed bytes hold more than {unpacked - 1:,}",
            "unpack it by hand if you trust it",
        )


def lines(
    stream: io.BufferedIOBase | io.RawIOBase, limit: int
) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a stream with their byte offsets; None for a line longer than the limit, which
    is read past in small steps and never held."""
    at = 0
    while line := stream.readline(limit + 1):
        start, at = at, at + len(line)
        if len(line) <= limit or line.endswith(b"\n"):
            yield start, line
            continue
        while rest := stream.readline(1 << 20):
            at += len(rest)
            if rest.endswith(b"\n"):
                break
        yield start, None
