"""Bytes of the record given out by the desk: never opened by the browser itself, and never without a word in custody."""

from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from starlette.responses import Response, StreamingResponse

from qantar.desk.visit import Visit
from qantar.domain.errors import RecordError
from qantar.export.working import PIECE, note_export

INERT = "sandbox; default-src 'none'"


def given(visit: Visit, capture: str, sha256: str, form: str) -> Response:
    """Bytes under their digest, to be kept, piece by piece; who had them stands in the chain of custody.

    Raises:
        RecordError: if they are not held.
    """
    file = visit.desk.store.blobs.open(sha256)
    size = file.seek(0, 2)
    file.seek(0)
    who = visit.account.name if visit.account is not None else "desk"
    visit.end_reading()
    with suppress(RecordError):  # a record on a read-only disk is given out all the same
        note_export(visit.desk.store, capture, sha256, form, who=who, at=visit.desk.clock())
    return StreamingResponse(
        _pieces(file),
        media_type="application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="{sha256}.bin"',
            "content-length": str(size),
            "content-security-policy": INERT,
        },
    )


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
