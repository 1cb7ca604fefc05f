"""Material that a witness left, opened at the desk: envelopes turned into captures.

A note becomes a report in its witness's own words; a file is kept as it came. Who left it stays unknown:
the origin is the submission's number, made by chance. What a browser sealed lies in two envelopes: its
own, and the intake's around it, which says when it came and whose it is.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qantar.capture.gather import Received
from qantar.capture.media import media_type
from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.domain.source import SUBMISSION, Capture, Refused
from qantar.seal.envelope import SUFFIX, open_envelope
from qantar.seal.keys import Identity

LARGEST = 2 << 30
"""Bytes of one piece of material; an envelope that opens to more is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One envelope opened: which submission and which piece of it, the key for replies, the name that
    the witness's file had (never used as a path), and its bytes."""

    submission: str
    number: int
    witness: str
    name: str
    kind: str
    received: Received


class _Bounded(io.BytesIO):
    """Takes no more than a piece of material may have."""

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        if self.tell() + len(data) > LARGEST:
            raise ValueError("larger than any material that is taken in")
        return super().write(data)


def envelopes(paths: Sequence[Path]) -> Iterator[Path]:
    """The envelopes at the paths, folders looked through, sorted."""
    for path in paths:
        yield from sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else (path,)


def open_submission(path: Path, identity: Identity, *, captured_at: str) -> Opened | Refused:
    """An envelope opened with the desk's key; refused if it does not open, is empty, or speaks of
    itself in another form."""
    data = _Bounded()
    try:
        header, trailer = open_envelope(path, identity, data)
        submission, number = str(header["submission"]), int(header["number"])
        kind, witness, name = str(header["kind"]), str(header["witness"]), str(header["name"])
        if kind == "sealed":  # by the witness's browser, inside the intake's own envelope
            data.seek(0)
            inner = _Bounded()
            told, trailer = open_envelope(path, identity, inner, source=data)
            data, kind, name = inner, str(told["kind"]), str(told["name"])
        if not submission.isalnum() or kind not in ("text", "file"):
            raise HostileInput(str(path), "it names itself oddly", "ask where it comes from")
        if not trailer.size:
            raise UnreadableInput(str(path), "there is nothing in it", "leave it out")
    except UnreadableInput as error:
        return Refused(str(path), error)
    except (KeyError, ValueError, TypeError) as error:
        return Refused(
            str(path), UnreadableInput(str(path), f"no submission ({error})", "leave it out")
        )
    origin = f"{SUBMISSION}{submission}/{number}"
    said = [("id", origin), ("outlet", f"submission {submission}"), ("url", origin)]
    if header.get("hour"):
        said.append(("published", str(header["hour"])[:10]))
    whole = data.getvalue()
    found = "text/plain" if kind == "text" else media_type(whole, name)
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
        received=Received(capture, whole),
    )  # fmt: skip
