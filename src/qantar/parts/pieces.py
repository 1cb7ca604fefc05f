"""How inputs are cut: JSON Lines between lines, Parquet between groups of rows, small files together.

The same inputs give the same pieces whatever the number of workers, and a piece has its name from the
digests of its bytes: so a finished part is known again, and a changed file is read anew.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from qantar.capture import Found, find, open_file
from qantar.capture.media import media_type
from qantar.domain.errors import Misuse, UnreadableInput
from qantar.domain.identity import make_id
from qantar.domain.source import Capture, Refused
from qantar.read.reader import READER_VERSION
from qantar.text import Stretch
from qantar.text.parquet import row_counts

PIECE = 8 << 20
"""Bytes of a piece, where the kind can be cut: some 2,000 reports, half a minute's reading, so that a
worker that is lost loses no more than that."""
TOLD_BY = 64 << 20
"""Bytes of a file that are looked at to tell what it is."""
STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class Slice:
    """A file, or a stretch of it, to be read by itself."""

    path: str
    capture: Capture
    stretch: Stretch | None = None

    @property
    def size(self) -> int:
        """Bytes it stands for; of groups of rows their share of the file."""
        if self.stretch is None or self.capture.media_type != "application/x-ndjson":
            return self.capture.size
        return self.stretch.end - self.stretch.begin


@dataclass(frozen=True, slots=True)
class Piece:
    """What one worker reads at a time."""

    slices: tuple[Slice, ...]
    size: int

    @property
    def name(self) -> str:
        """The name of its part: the same words read by the same rules, the same name."""
        about = [
            [s.capture.origin, s.capture.sha256, list(map(list, s.capture.sidecar)),
             [s.stretch.begin, s.stretch.end] if s.stretch else None]
            for s in self.slices
        ]  # fmt: skip
        return make_id("part", [READER_VERSION, about])


def pieces(
    paths: Sequence[str], *, captured_at: str, size: int = PIECE
) -> Iterator[Piece | Refused]:
    """The pieces of all files at the paths, in order; files are read once for their digests.

    Raises:
        Misuse: for standard input, which no worker elsewhere can read.
    """
    if "-" in paths:
        raise Misuse("parts are made of files: give files or folders, not standard input")
    together: list[Slice] = []
    weight = 0
    for found in find(paths):
        if isinstance(found, Refused):
            yield found
            continue
        try:
            for one, heavy in _slices(found, captured_at, size):
                if together and weight + heavy > size:
                    yield Piece(tuple(together), weight)
                    together, weight = [], 0
                together.append(one)
                weight += heavy
        except UnreadableInput as error:
            yield Refused(found.origin, error)
    if together:
        yield Piece(tuple(together), weight)


def _slices(found: Found, captured_at: str, size: int) -> Iterator[tuple[Slice, int]]:
    """A file's slices, each with the bytes it weighs."""
    path = str(found.path.absolute())
    with open_file(found.path) as stream:
        sha256, length, lines = _read_through(stream, size)
        if not length:
            raise UnreadableInput(
                found.origin, "is empty", "give a file with a report in it", 0
            )
        capture = Capture(
            sha256=sha256, size=length, origin=found.origin, captured_at=captured_at,
            media_type=media_type(_sample(stream, length), found.origin), sidecar=found.sidecar,
        )  # fmt: skip
        groups = (
            row_counts(stream, found.origin)
            if capture.media_type == "application/vnd.apache.parquet" and length > size
            else []
        )
    if capture.media_type == "application/x-ndjson" and len(lines) > 1:
        for stretch in lines:
            yield Slice(path, capture, stretch), stretch.end - stretch.begin
    elif len(groups) > 1:
        first = 1
        for at, rows in enumerate(groups):
            yield Slice(path, capture, Stretch(at, at + 1, first)), length // len(groups)
            first += rows
    else:
        yield Slice(path, capture), length


def _read_through(stream: BinaryIO, size: int) -> tuple[str, int, list[Stretch]]:
    """Digest and length of a file, and where it could be cut between lines into pieces."""
    seal, at, line = hashlib.sha256(), 0, 1
    cuts: list[Stretch] = []
    begin, first = 0, 1
    while step := stream.read(min(STEP, size)):
        seal.update(step)
        behind = at + len(step)
        if behind - begin >= size and (last := step.rfind(b"\n")) >= 0:
            end = at + last + 1
            number = line + step.count(b"\n")
            cuts.append(Stretch(begin, end, first))
            begin, first = end, number
        line += step.count(b"\n")
        at = behind
    if begin < at:
        cuts.append(Stretch(begin, at, first))
    return seal.hexdigest(), at, cuts


def _sample(stream: BinaryIO, length: int) -> bytes:
    """The head of a file, and of one too large its end as well: archives name their parts there."""
    stream.seek(0)
    head = stream.read(TOLD_BY)
    if length > TOLD_BY and head.startswith(b"PK"):
        stream.seek(-STEP, 2)
        return head + stream.read(STEP)
    return head


def opened(one: Slice) -> Path:
    """The file of a slice, if its length is still what it was when it was cut.

    Raises:
        UnreadableInput: if not.
    """
    path = Path(one.path)
    origin = one.capture.origin
    try:
        length = path.stat().st_size
    except OSError as error:
        raise UnreadableInput(
            origin, f"cannot be opened here ({error.strerror})",
            "give every worker the same folders",
        ) from None  # fmt: skip
    if length != one.capture.size:
        raise UnreadableInput(origin, "was changed while it was read", "run again")
    return path
