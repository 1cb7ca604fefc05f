"""A visit as a web archive: what was asked, what was answered, by whom and when (WARC 1.1, ISO 28500)."""

import hashlib
import io
from collections.abc import Sequence
from urllib.parse import urlsplit

from fastwarc.warc import WarcRecord, WarcRecordType

from qantar.watch.client import Answer, path_of

_HOP = frozenset({"transfer-encoding", "connection", "keep-alive"})
"""Headers that speak of the wire, not of the page; kept under X-Archive-Orig-, as archives do."""


def archived(visit: Sequence[Answer], at: str) -> bytes:
    """The answers of one visit, redirects first, each as a request and a response record.

    ``at`` is an ISO 8601 UTC time. The same visit at the same time gives the same bytes.
    """
    out = io.BytesIO()
    for number, answer in enumerate(visit):
        block = message(answer)
        name = hashlib.sha256(b"%d %s " % (number, at.encode()) + block).hexdigest()
        asked = "".join(f"{key}: {value}\r\n" for key, value in answer.asked)
        line = f"GET {path_of(urlsplit(answer.address))} HTTP/1.1\r\n"
        common = {"WARC-Date": at, "WARC-Target-URI": answer.address}
        _write(
            out, WarcRecordType.response, _urn(name), block,
            {**common, "Content-Type": "application/http; msgtype=response",
             "WARC-IP-Address": answer.ip,
             "WARC-Payload-Digest": f"sha256:{hashlib.sha256(answer.body).hexdigest()}"},
        )  # fmt: skip
        _write(
            out, WarcRecordType.request, _urn(name[32:] + name[:32]),
            f"{line}{asked}\r\n".encode(),
            {**common, "Content-Type": "application/http; msgtype=request",
             "WARC-Concurrent-To": f"<urn:uuid:{_urn(name).decode()[5:]}>"},
        )  # fmt: skip
    return out.getvalue()


def message(answer: Answer) -> bytes:
    """An answer as a message of HTTP, its body still packed as its headers tell."""
    lines = [f"HTTP/1.1 {answer.status} {answer.reason}".rstrip()]
    for key, value in answer.headers:
        prefix = "X-Archive-Orig-" if key.lower() in _HOP else ""
        lines.append(f"{prefix}{key}: {value}")
    head = "\r\n".join(lines) + "\r\n\r\n"
    return head.encode("latin-1", "replace") + answer.body


def _urn(name: str) -> bytes:
    """A record's name made of a digest, in the form of a UUID (version 8: RFC 9562)."""
    parts = (name[:8], name[8:12], f"8{name[13:16]}", f"a{name[17:20]}", name[20:32])
    return f"uuid:{'-'.join(parts)}".encode()


def _write(
    out: io.BytesIO, kind: WarcRecordType, urn: bytes, block: bytes, headers: dict[str, str]
) -> None:
    record = WarcRecord()
    record.init_headers(content_length=0, record_type=kind, record_urn=urn)
    record.set_bytes_content(block)
    for key, value in headers.items():
        record.headers[key] = value
    record.write(out, checksum_data=True)
