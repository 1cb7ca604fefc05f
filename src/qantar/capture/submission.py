"""Material that a witness left, opened at the desk: envelopes turned into captures.

A note becomes a report in its witness's own words; a file is kept as it came. Who left it stays unknown:
the origin is the submission's number, made by chance. What a browser sealed lies in two envelopes: its
own, and the intake's around it, which says when it came and whose it is. Both are opened at once, piece by
piece: a film of two gigabytes takes no more memory than a note.
"""

import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qantar.capture.media import media_type
from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.domain.source import SUBMISSION, Capture, Refused
from qantar.seal.envelope import SUFFIX, Header, Sink, Trailer, open_envelope
from qantar.seal.keys import Identity

LARGEST = 2 << 30
"""Bytes of one piece of material; an envelope that opens to more is refused."""
LONGEST_NOTE = 4 << 20
"""Bytes of a note that is read like a report; what is longer is kept like a file. The form takes 1 MiB."""
HEAD, TAIL = 1 << 20, 1 << 16
"""Bytes at both ends by which the kind of a piece is told (``media_type`` looks at no more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One envelope opened: which submission and which piece of it, the key for replies, the name that
    the witness's file had (never used as a path), and what was in it."""

    submission: str
    number: int
    witness: str
    name: str
    kind: str
    """``text`` (a note, to be read) or ``file``."""
    capture: Capture


def envelopes(paths: Sequence[Path]) -> Iterator[Path]:
    """The envelopes at the paths, folders looked through, sorted."""
    for path in paths:
        yield from sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else (path,)


def open_submission(
    path: Path, identity: Identity, out: Sink, *, captured_at: str
) -> Opened | Refused:
    """An envelope opened with the desk's key into ``out``; refused if it does not open, is empty, or speaks
    of itself in another form: what was written to ``out`` is worth nothing then.

    Raises:
        RecordError: and whatever else ``out`` raised, as when the desk's disk is full.
    """
    material = _Material(out)
    try:
        header, told, trailer = _opened(path, identity, material)
        submission, number = str(header["submission"]), int(header["number"])
        witness, kind, name = str(header["witness"]), str(told["kind"]), str(told["name"])
        if not submission.isalnum() or kind not in ("text", "file"):
            raise HostileInput(str(path), "it names itself oddly", "ask where it comes from")
        if not trailer.size:
            raise UnreadableInput(str(path), "there is nothing in it", "leave it out")
    except UnreadableInput as error:
        if material.fault is not None:
            raise material.fault from None
        return Refused(str(path), error)
    except (KeyError, ValueError, TypeError) as error:
        return Refused(
            str(path), UnreadableInput(str(path), f"no submission ({error})", "leave it out")
        )
    if kind == "text" and trailer.size > LONGEST_NOTE:
        kind = "file"
    origin = f"{SUBMISSION}{submission}/{number}"
    said = [("id", origin), ("outlet", f"submission {submission}"), ("url", origin)]
    if header.get("hour"):
        said.append(("published", str(header["hour"])[:10]))
    found = "text/plain" if kind == "text" else media_type(material.ends(), name)
    capture = Capture(
        sha256=trailer.sha256,
        size=trailer.size,
        origin=origin,
        captured_at=captured_at,
        media_type=found,
        sidecar=tuple(sorted(said)),
    )
    return Opened(
        submission=submission, number=number, witness=witness, name=name, kind=kind,
        capture=capture,
    )  # fmt: skip


def _opened(
    path: Path, identity: Identity, material: "_Material"
) -> tuple[Header, Header, Trailer]:
    """What the intake says of a piece, what the witness's side says, and what it is."""
    outer = _Outer(path, identity, material)
    try:
        header, trailer = open_envelope(path, identity, outer, told=outer.told)
    finally:
        inner = outer.end()
    if inner is None:
        return header, header, trailer
    return header, *inner


class _Outer:
    """Takes what comes out of the intake's envelope: the material, or the browser's envelope, which is
    opened in a thread while it comes."""

    def __init__(self, path: Path, identity: Identity, material: "_Material") -> None:
        self._path, self._identity, self._material = path, identity, material
        self._pipe: int | None = None
        self._thread: threading.Thread | None = None
        self._inner: tuple[Header, Trailer] | None = None
        self._error: UnreadableInput | None = None

    def told(self, header: Header) -> None:
        if header.get("kind") == "sealed":
            source, self._pipe = os.pipe()
            self._thread = threading.Thread(target=self._run, args=(source,), daemon=True)
            self._thread.start()

    def write(self, data: bytes, /) -> None:
        if self._pipe is None:
            self._material.write(data)
            return
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._pipe, rest) :]

    def end(self) -> tuple[Header, Trailer] | None:
        """What was in the browser's envelope; None if there was none.

        Raises:
            UnreadableInput: if it did not open.
        """
        if self._pipe is None or self._thread is None:
            return None
        os.close(self._pipe)
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._inner

    def _run(self, source: int) -> None:
        with os.fdopen(source, "rb") as sealed:
            try:
                self._inner = open_envelope(
                    self._path, self._identity, self._material, source=sealed
                )
            except UnreadableInput as error:
                self._error = error  # the pipe closes, and whoever writes to it learns so


class _Material:
    """Takes no more than a piece of material may have, and remembers both ends of it."""

    def __init__(self, out: Sink) -> None:
        self._out, self._size = out, 0
        self._head, self._tail = bytearray(), b""
        self.fault: BaseException | None = None
        """Why the material could not be put down, though there was nothing wrong with it."""

    def write(self, data: bytes, /) -> None:
        self._size += len(data)
        if self._size > LARGEST:
            raise ValueError("larger than any material that is taken in")
        if (room := HEAD - len(self._head)) > 0:
            self._head += data[:room]
        self._tail = (self._tail + data)[-TAIL:] if len(data) < TAIL else data[-TAIL:]
        try:
            self._out.write(data)
        except BaseException as error:
            self.fault = error
            raise OSError("not kept") from error

    def ends(self) -> bytes:
        """Head and tail; all of it where it is no longer than they are."""
        beyond = min(self._size - len(self._head), TAIL)
        return bytes(self._head) + (self._tail[-beyond:] if beyond else b"")
