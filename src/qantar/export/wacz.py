"""Captured pages as a WACZ (Web Archive Collection Zipped, 1.1.1): any replay tool shows them as they were.

Web archives that came in are in it byte for byte. A page that came as a file alone becomes a ``resource`` record:
there was no answer of a server to keep, and none is made up.
"""

import gzip
import hashlib
import io
import json
import re
import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from qantar import __version__
from qantar.domain.source import Capture, Document

WACZ_VERSION = "1.1.1"
LARGEST = 1 << 28
"""Bytes of one packed record: a larger one is taken for a bomb and not indexed."""
CHUNK = 1 << 16
OWN = "archive/pages.warc.gz"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SCHEMES = ("http://", "https://")
_WWW = re.compile(r"^www\d*\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """One record that a replay tool can show: where in which file, and what it answers to."""

    url: str
    at: str
    """ISO 8601 UTC."""
    mime: str
    status: int
    digest: str
    file: str
    offset: int
    length: int

    def line(self) -> str:
        """The line of the index (CDXJ)."""
        told = {
            "url": self.url, "mime": self.mime, "status": str(self.status), "digest": self.digest,
            "length": str(self.length), "offset": str(self.offset),
            "filename": self.file.removeprefix("archive/"),
        }  # fmt: skip
        stamp = re.sub(r"\D", "", self.at)[:14]
        return f"{sort_key(self.url)} {stamp} {json.dumps(told)}\n"


def wacz(
    captures: Sequence[Capture],
    documents: Iterable[Document],
    read: Callable[[str], bytes],
    at: str,
) -> bytes | None:
    """The collection of all pages and web archives among the captures; None if there are none.

    ``read`` gives bytes by digest, ``at`` is the time it is made. The same captures give the same bytes.
    """
    by_capture: dict[str, Document] = {}
    for document in documents:
        by_capture.setdefault(document.capture, document)
    files: dict[str, bytes] = {}
    own, visits = bytearray(), list[_Visit]()
    for capture in sorted(captures, key=lambda one: one.sha256):
        kind, _, packing = capture.media_type.partition(";encoding=")
        if kind == "text/html" and not packing:
            url = _address(capture, by_capture.get(capture.id))
            if url is not None:
                record = _resource(capture, url, read(capture.sha256))
                visits.append(
                    _Visit(url=url, at=capture.captured_at, mime="text/html", status=200,
                           digest=f"sha256:{capture.sha256}", file=OWN, offset=len(own),
                           length=len(record))
                )  # fmt: skip
                own += record
        elif kind == "application/warc":
            name = f"archive/{capture.sha256}.warc" + (".gz" if packing else "")
            data = read(capture.sha256)
            found = list(_records(data, name))
            if found:
                files[name] = data
                visits += found
    if own:
        files[OWN] = bytes(own)
    if not visits:
        return None
    files["indexes/index.cdx"] = "".join(sorted(visit.line() for visit in visits)).encode()
    titles: dict[str | None, str | None] = {}
    for capture in captures:
        shown = by_capture.get(capture.id)
        if shown is not None:
            titles[_address(capture, shown)] = shown.title
    files["pages/pages.jsonl"] = _pages(visits, titles)
    return _packed(files, at)


def sort_key(url: str) -> str:
    """An address as indexes are sorted by: «kz,example,news)/a?b=1» (SURT)."""
    parts = urlsplit(url)
    host = _WWW.sub("", (parts.hostname or "").lower())
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    path = (parts.path or "/").lower()
    path = path.rstrip("/") or "/"
    return (
        ",".join(reversed(host.split("."))) + port + ")" + path + (f"?{query}" if query else "")
    )


def _address(capture: Capture, document: Document | None) -> str | None:
    """Where a page was: as said beside it, as it was fetched, or as the page says itself."""
    said = dict(capture.sidecar).get("url")
    own = document.url if document is not None else None
    for one in (said, capture.origin, own):
        if one and one.startswith(_SCHEMES) and _is_plain(one):
            return one
    return None


def _is_plain(url: str) -> bool:
    """Whether it can stand in a header: hostile pages name addresses with line ends."""
    try:
        urlsplit(url).port  # noqa: B018  (raises where it is no number)
    except ValueError:
        return False
    return url.isprintable() and " " not in url


def _resource(capture: Capture, url: str, data: bytes) -> bytes:
    """A page as a WARC 1.1 record, packed by itself as replay tools need it."""
    head = (
        "WARC/1.1\r\nWARC-Type: resource\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, capture.id)}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: {capture.captured_at}\r\n"
        f"WARC-Block-Digest: sha256:{capture.sha256}\r\n"
        f"WARC-Payload-Digest: sha256:{capture.sha256}\r\n"
        f"Content-Type: text/html\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + data + b"\r\n\r\n", mtime=0)


def _records(data: bytes, name: str) -> Iterator[_Visit]:
    """The answers and resources of a web archive by their place in it. An archive that is packed as one stream,
    torn or larger than any page has no such places: it lies in the collection and not in its index."""
    for offset, length, record in _places(data):
        head, _, block = record.partition(b"\r\n\r\n")
        said = _headers(head)
        url = said.get("warc-target-uri", "").strip("<> ")
        block = block[: _length(said)]
        if not url.startswith(_SCHEMES) or not _is_plain(url):
            continue
        match said.get("warc-type", "").lower():
            case "resource":
                status, kind, body = 200, said.get("content-type", ""), block
            case "response":
                answer, _, body = block.partition(b"\r\n\r\n")
                status = _status(answer)
                kind = _headers(answer).get("content-type", "")
            case _:
                continue
        yield _Visit(
            url=url, at=said.get("warc-date", ""), status=status,
            mime=kind.partition(";")[0].strip() or "application/octet-stream",
            digest=f"sha256:{hashlib.sha256(body).hexdigest()}", file=name, offset=offset,
            length=length,
        )  # fmt: skip


def _places(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Offset, length and unpacked bytes of each record that can be taken out alone."""
    at = 0
    if data[:2] != b"\x1f\x8b":
        while (end := data.find(b"\r\n\r\n", at)) >= 0:
            length = _length(_headers(data[at:end]))
            after = end + 4 + length + 4
            if not data.startswith(b"WARC/", at) or after > len(data):
                return
            yield at, after - at, data[at:after]
            at = after
        return
    whole = memoryview(data)
    while at < len(data):
        unpacking = zlib.decompressobj(wbits=31)
        record, fed = bytearray(), at
        try:
            while not unpacking.eof and fed < len(data) and len(record) < LARGEST:
                record += unpacking.decompress(whole[fed : fed + CHUNK])
                fed += CHUNK
        except zlib.error:
            return
        if not unpacking.eof:
            return
        end = record.find(b"\r\n\r\n")
        if end < 0 or len(record) > end + 8 + _length(_headers(bytes(record[:end]))):
            return  # several records in one stream
        after = min(fed, len(data)) - len(unpacking.unused_data)
        yield at, after - at, bytes(record)
        at = after


def _headers(head: bytes) -> dict[str, str]:
    """Headers by small letters; the first line is none."""
    found = {}
    for row in head.split(b"\r\n")[1:]:
        key, colon, value = row.partition(b":")
        if colon:
            found[key.strip().lower().decode("latin-1")] = value.strip().decode(
                "utf-8", "replace"
            )
    return found


def _length(said: dict[str, str]) -> int:
    told = said.get("content-length", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 16 else 0


def _status(answer: bytes) -> int:
    words = answer.split(b"\r\n", 1)[0].split()
    return int(words[1]) if len(words) > 1 and re.fullmatch(rb"[1-5]\d\d", words[1]) else 0


def _pages(visits: Iterable[_Visit], titles: "dict[str | None, str | None]") -> bytes:
    rows: list[dict[str, str]] = [
        {"format": "json-pages-1.0", "id": "pages", "title": "Pages of the bundle"}
    ]
    for visit in sorted(visits, key=lambda one: (one.at, one.url, one.digest)):
        if visit.mime in ("text/html", "application/xhtml+xml") and visit.status == 200:
            row = {"id": visit.digest[7:27], "url": visit.url, "ts": visit.at}
            title = titles.get(visit.url)
            rows.append(row | ({"title": title} if title else {}))
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def _packed(files: dict[str, bytes], at: str) -> bytes:
    """The ZIP: nothing compressed, so that a tool may read a record out of its middle."""
    package = {
        "profile": "data-package",
        "wacz_version": WACZ_VERSION,
        "title": "Pages of the bundle",
        "created": at,
        "software": f"Qantar {__version__}",
        "resources": [
            {
                "name": name.rsplit("/", 1)[-1].lower(),
                "path": name,
                "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
                "bytes": len(data),
            }
            for name, data in sorted(files.items())
        ],
    }
    told = json.dumps(package, indent=1).encode()
    seal = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(told).hexdigest()}"}
    files = dict(sorted(files.items())) | {
        "datapackage.json": told,
        "datapackage-digest.json": json.dumps(seal, indent=1).encode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as zipped:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16
            zipped.writestr(info, data)
    return out.getvalue()
