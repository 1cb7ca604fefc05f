"""Ways to make and read captures, for the tests of this folder."""

import gzip
import io
import zipfile

from qantar.capture.media import media_type
from qantar.domain.identity import sha256
from qantar.domain.source import BlockKind, Capture, Document, Refused
from qantar.text import Bounds, documents

DEFAULT = Bounds()


def capture(name: str, data: bytes, **sidecar: str) -> Capture:
    return Capture(
        sha256=sha256(data),
        size=len(data),
        origin=name,
        captured_at="2026-01-05T12:00:00Z",
        media_type=media_type(data, name),
        sidecar=tuple(sorted(sidecar.items())),
    )


def read(
    name: str, data: bytes, bounds: Bounds = DEFAULT, **said: str
) -> list[Document | Refused]:
    return list(documents(capture(name, data, **said), data, bounds))


def document(name: str, data: bytes, **said: str) -> Document:
    (only,) = read(name, data, Bounds(), **said)
    assert isinstance(only, Document), str(only)
    return only


def refusal(name: str, data: bytes, bounds: Bounds = DEFAULT) -> Refused:
    (only,) = read(name, data, bounds)
    assert isinstance(only, Refused), only
    assert name in str(only) and only.error.remedy
    return only


def words(document: Document, kind: BlockKind) -> list[str]:
    return [block.span.of(document.text) for block in document.blocks if block.kind is kind]


def check_map(document: Document, data: bytes, encoding: str = "utf-8") -> None:
    """Every exact stretch is the very bytes; every stretch lies within the bytes."""
    assert document.segments
    for segment in document.segments:
        assert 0 <= segment.start <= segment.end <= len(data)
        if segment.verbatim:
            assert data[segment.start : segment.end].decode(encoding) == segment.span.of(
                document.text
            )


def warc(
    *records: tuple[str, bytes], packed: bool = False, http: str = "", length: int = 0
) -> bytes:
    """A WARC of responses: (media type, body) each."""
    out = b""
    for number, (kind, body) in enumerate(records, start=1):
        message = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{http}\r\n".encode() + body
        record = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://e.test/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {length or len(message)}\r\n\r\n"
        ).encode() + message
        out += gzip.compress(record + b"\r\n\r\n", mtime=0) if packed else record + b"\r\n\r\n"
    return out


def wacz(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", "{}")
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()
