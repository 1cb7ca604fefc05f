"""An archived answer of a web server taken apart: status, type, and the page as it was meant."""

import io
import re
import zlib
from dataclasses import dataclass
from typing import Protocol

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.text.bounds import Bounds

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]*\r?\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered: the status, the media type it named, and the unpacked bytes."""

    status: int
    media_type: str
    charset: str | None
    body: bytes


def typed(header: str) -> tuple[str, str | None]:
    """The media type and the encoding that a Content-Type header names."""
    match = _CHARSET.search(header)
    return header.partition(";")[0].strip().lower(), None if match is None else match.group(1)


def answer(message: bytes, where: str, bounds: Bounds) -> Answer:
    """The answer that a WARC keeps as the server sent it.

    Raises:
        UnreadableInput: if it is no HTTP message, or packed in a way that is damaged or unknown.
        HostileInput: if it unpacks to more than the bounds allow.
    """
    status = _STATUS.match(message)
    if status is None:
        raise UnreadableInput(where, "is no HTTP message", "archive the page again", 0)
    head, body = _parted(message)
    headers: dict[str, str] = {}
    for line in head.split(b"\n")[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            headers.setdefault(
                name.strip().decode("latin-1").lower(), value.strip().decode("latin-1")
            )
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    for packing in reversed(headers.get("content-encoding", "").lower().split(",")):
        body = _unpacked(body, packing.strip(), where, bounds)
    media_type, charset = typed(headers.get("content-type", ""))
    return Answer(
        status=int(status.group(1)), media_type=media_type, charset=charset, body=body
    )


def _parted(message: bytes) -> tuple[bytes, bytes]:
    ends = [
        (at, len(mark))
        for mark in (b"\r\n\r\n", b"\n\n")
        if (at := message.find(mark, 0, 1 << 18)) >= 0
    ]
    if not ends:
        return message, b""
    at, length = min(ends)
    return message[:at], message[at + length :]


def _joined(body: bytes) -> bytes:
    """Chunks put together; an archive that had joined them already is taken as it is."""
    pieces: list[bytes] = []
    at = 0
    while (match := _CHUNK.match(body, at)) is not None:
        size = int(match.group(1), 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(body[match.end() : match.end() + size])
        at = match.end() + size
    return b"".join(pieces) if pieces and at >= len(body) else body


def _unpacked(body: bytes, packing: str, where: str, bounds: Bounds) -> bytes:
    if not packing or packing in ("identity", "none") or not body:
        return body
    try:
        match packing:
            case "gzip" | "x-gzip":
                # Some archives keep the header of a packing they had undone.
                if body[:2] != b"\x1f\x8b":
                    return body
                found = _inflated(body, 31, bounds.member + 1)
            case "deflate":
                try:
                    found = _inflated(body, 15, bounds.member + 1)
                except zlib.error:
                    found = _inflated(body, -15, bounds.member + 1)
            case "br":
                from fastwarc.stream_io import BrotliReader

                found = _read(BrotliReader(io.BytesIO(body)), bounds.member + 1)
            case "zstd":
                from fastwarc.stream_io import ZstdReader

                found = _read(ZstdReader(io.BytesIO(body)), bounds.member + 1)
            case _:
                raise UnreadableInput(
                    where, f"is packed with «{packing}»", "archive it unpacked"
                )
    except (zlib.error, OSError, ValueError, EOFError) as error:
        raise UnreadableInput(
            where, f"is damaged ({error})", "archive the page again"
        ) from None
    if len(found) > bounds.member:
        raise HostileInput(
            where, f"unpacks to more than {bounds.member:,} bytes", "leave it out"
        )
    return found


def _inflated(body: bytes, window: int, limit: int) -> bytes:
    engine = zlib.decompressobj(wbits=window)
    found = engine.decompress(body, limit)
    if not engine.eof and len(found) < limit:
        raise EOFError("cut short")
    return found


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def _read(stream: _Readable, limit: int) -> bytes:
    pieces: list[bytes] = []
    length = 0
    while length < limit and (piece := stream.read(min(1 << 20, limit - length))):
        pieces.append(piece)
        length += len(piece)
    return b"".join(pieces)
