"""One piece read into its part: the work of one worker, on whatever machine."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qantar import text
from qantar.domain.errors import QantarError, UnreadableInput
from qantar.domain.source import Document, Refused
from qantar.parts.files import Mark, mark_of, part_writer
from qantar.parts.pieces import Piece, Slice, opened
from qantar.pipeline import failed, read_document
from qantar.runners.port import Failure
from qantar.text.bounds import DEFAULT_BOUNDS

BOUNDS = replace(DEFAULT_BOUNDS, unpacked=64 * 1024**3)
"""A web archive of a gigabyte unpacks to more than a record may hold at once. Here nothing is held:
only how densely a file is packed tells a bomb."""


def read_piece(piece: Piece, folder: str) -> Mark:
    """Read a piece and leave its part in the folder, unless it lies there finished.

    Raises:
        Misuse: if pyarrow is not installed here.
    """
    made = mark_of(Path(folder), piece.name)
    if made is not None:
        return made
    refused: list[str] = []
    with part_writer(Path(folder), piece.name) as writer:
        for one in piece.slices:
            for found in _documents(one):
                if isinstance(found, Refused):
                    refused.append(str(found.error))
                    continue
                try:
                    claims = read_document(found)
                except QantarError:
                    raise
                except Exception as error:  # one report never stops the others
                    gave_up = Failure(
                        item=found.report, error=f"{type(error).__name__}: {error}"
                    )
                    refused.append(str(failed(gave_up).error))
                    claims = []
                writer.add(found, claims)
        return writer.finish(refused)


def _documents(one: Slice) -> Iterator[Document | Refused]:
    kind = one.capture.media_type.partition(";")[0]
    try:
        path = opened(one)
        with path.open("rb") as stream:
            if one.stretch is not None and kind in text.STREAMED:
                stream.seek(one.stretch.begin)
                lines = stream.read(one.stretch.end - one.stretch.begin)
                yield from text.documents(one.capture, lines, BOUNDS, stretch=one.stretch)
            elif one.stretch is not None or kind in text.STREAMED:
                yield from text.documents(one.capture, stream, BOUNDS, stretch=one.stretch)
            else:
                yield from text.documents(one.capture, stream.read())
    except OSError as error:
        origin = one.capture.origin
        told = UnreadableInput(origin, f"cannot be read ({error.strerror})", "run again")
        yield Refused(origin, told)
    except UnreadableInput as error:
        yield Refused(one.capture.origin, error)
