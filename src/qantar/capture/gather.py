"""Files, folders and standard input turned into captures, one at a time and in one order.

«qantar ingest reports/ extra.jsonl -» reads the folder's files sorted by name, then the file, then
what is piped in. What cannot be used stands in the stream as ``Refused``; the rest goes on.
"""

import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from qantar.capture.media import media_type
from qantar.capture.sidecar import (
    TABLE,
    Sidecar,
    Sources,
    beside,
    described,
    is_sidecar,
    sources_of,
)
from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.domain.identity import sha256
from qantar.domain.source import Capture, Refused

STANDARD_INPUT = "-"

_ABOUT = re.compile(r"(?:readme|license|licence|copying)(?:\.(?:md|txt|rst))?$", re.I)
"""Files of a folder that speak of the folder. Named by themselves on the command line, they are read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How large one input may be, in bytes, before it is refused."""

    file_bytes: int = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes as they came, and the capture that names them."""

    capture: Capture
    data: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """A file that would be read, and what is said of it beside it."""

    path: Path
    sidecar: Sidecar

    @property
    def origin(self) -> str:
        return _name(self.path)


def find(paths: Sequence[str]) -> Iterator[Found | Refused]:
    """The files at the paths as ``gather`` would read them, not opened; none for standard input."""
    for path in paths:
        if os.path.isdir(path):
            yield from _walk(Path(path))
        elif path != STANDARD_INPUT:
            yield from _single(Path(path))


def total_bytes(paths: Sequence[str]) -> int | None:
    """How many bytes ``gather`` would read; None where that cannot be known, as of standard input."""
    if STANDARD_INPUT in paths:
        return None
    total = 0
    for found in find(paths):
        if isinstance(found, Found):
            try:
                total += found.path.stat().st_size
            except (OSError, ValueError):  # it will be refused when its turn comes
                continue
    return total


def gather(
    paths: Sequence[str],
    *,
    captured_at: str,
    limits: Limits = Limits(),
    stdin: BinaryIO | None = None,
) -> Iterator[Received | Refused]:
    """Everything found at the paths, in the order given, folders sorted; one file held at a time.

    A folder is walked to its depths without hidden files, READMEs, sidecars and tables of sources. A link
    that leads out of the folder is refused: what a folder holds must not depend on the machine.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            yield _from_stream(stdin or sys.stdin.buffer, captured_at, limits)
            continue
        for found in find([path]):
            yield found if isinstance(found, Refused) else _read(found, captured_at, limits)


def _single(path: Path) -> Iterator[Found | Refused]:
    if is_sidecar(path.name) and path.is_file() and _describes_something(path):
        return  # «reports/*» in a shell names the sidecars too
    sources = sources_of(path.parent)
    said = sources.rows.get(path.name, ())
    yield from _described(path, said)


def _walk(folder: Path) -> Iterator[Found | Refused]:
    root = folder.resolve()
    tables: list[tuple[Path, Sources]] = []
    used: set[tuple[Path, str]] = set()
    seen: set[Path] = {root}
    for path in _files(folder, root, seen):
        if isinstance(path, Refused):
            yield path
        elif path.name == TABLE:
            sources = sources_of(path.parent)
            yield from (Refused(_name(path), error) for error in sources.refused)
            tables.append((path.parent, sources))
        elif is_sidecar(path.name):
            if not _describes_something(path):
                error = UnreadableInput(
                    _name(path), "describes no report beside it", "rename it"
                )
                yield Refused(_name(path), error)
        else:
            said: Sidecar = ()
            for where, sources in tables:  # the nearest table is the last to speak
                if path.is_relative_to(where):
                    name = path.relative_to(where).as_posix()
                    if name in sources.rows:
                        said = sources.rows[name]
                        used.add((where, name))
            yield from _described(path, said)
    for where, sources in tables:
        for name in sources.rows:
            if (where, name) not in used:
                origin = _name(where / TABLE)
                yield Refused(
                    origin,
                    UnreadableInput(
                        origin, f"describes «{name}», which is not there", "correct «file»"
                    ),
                )


def _files(folder: Path, root: Path, seen: set[Path]) -> Iterator[Path | Refused]:
    """The files of a folder, its table of sources first, then the rest by name, then its folders."""
    try:
        names = sorted(os.listdir(folder), key=lambda name: (name != TABLE, name))
    except OSError as error:
        yield _unopened(folder, error)
        return
    folders = []
    for name in names:
        path = folder / name
        if name.startswith(".") or _ABOUT.match(name) is not None:
            continue
        if path.is_symlink():
            target = path.resolve()
            if not target.is_relative_to(root):
                yield Refused(
                    _name(path),
                    HostileInput(
                        _name(path), "is a link out of its folder", "copy the file itself"
                    ),
                )
                continue
        if path.is_dir():
            folders.append(path)
        else:
            yield path
    for path in folders:
        target = path.resolve()
        if target not in seen:  # a link to a folder above would never end
            seen.add(target)
            yield from _files(path, root, seen)


def _describes_something(sidecar: Path) -> bool:
    if sidecar.name == TABLE:
        return True
    stem = described(sidecar.name)
    return any(
        name == stem or name.startswith(stem + ".")
        for name in os.listdir(sidecar.parent)
        if not is_sidecar(name)
    )


def _described(path: Path, said: Sidecar) -> Iterator[Found | Refused]:
    try:
        said = tuple(sorted((dict(said) | dict(beside(path))).items()))
    except UnreadableInput as error:
        # The bytes are evidence whatever is wrong beside them: they are kept, undescribed.
        yield Refused(error.origin, error)
    yield Found(path, said)


def _read(found: Found, captured_at: str, limits: Limits) -> Received | Refused:
    origin = found.origin
    try:
        with open_file(found.path) as stream:
            return _capture(stream, origin, found.sidecar, captured_at, limits)
    except UnreadableInput as error:
        return Refused(origin, error)


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """A regular file, opened to be read.

    Raises:
        UnreadableInput: if it is none, is not there, or cannot be opened or read.
    """
    origin = _name(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableInput(origin, "is not a regular file", "give a file, a folder or -")
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError:
        raise UnreadableInput(origin, "is not there", "check the path") from None
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        raise _unopened(path, error).error from None


def _from_stream(stream: BinaryIO, captured_at: str, limits: Limits) -> Received | Refused:
    try:
        return _capture(stream, STANDARD_INPUT, (), captured_at, limits)
    except UnreadableInput as error:
        return Refused(STANDARD_INPUT, error)


def _capture(
    stream: BinaryIO, origin: str, said: Sidecar, captured_at: str, limits: Limits
) -> Received:
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise HostileInput(
            origin,
            f"is larger than {limits.file_bytes:,} bytes",
            "split it, or raise the limit",
        )
    if not data:
        raise UnreadableInput(origin, "is empty", "give a file with a report in it", 0)
    capture = Capture(
        sha256=sha256(data),
        size=len(data),
        origin=origin,
        captured_at=captured_at,
        media_type=media_type(data, origin),
        sidecar=said,
    )
    return Received(capture, data)


def _unopened(path: Path, error: OSError | ValueError) -> Refused:
    origin = _name(path)
    reason = getattr(error, "strerror", None) or str(error)
    return Refused(
        origin, UnreadableInput(origin, f"cannot be opened ({reason})", "check its permissions")
    )


def _name(path: Path) -> str:
    """The path as text that can always be written: odd bytes in a name become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")
