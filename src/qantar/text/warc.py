"""Web archives: one report for each archived page. WARC as it is or gzipped, and WACZ."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.text.bounds import Bounds, Unpacking, check_unpacked
from qantar.text.encoding import decode
from qantar.text.member import Member
from qantar.text.page import page_text
from qantar.text.pdf import pdf_text
from qantar.text.plain import plain_text

Found = Member | UnreadableInput

_PAGES = ("text/html", "application/xhtml+xml")
_SUCCESS = 200


def warc_records(
    stream: IO[bytes] | io.IOBase, origin: str, bounds: Bounds, within: str = ""
) -> Iterator[Found]:
    """The pages, texts and PDFs of a WARC. Pictures, scripts, redirects and error pages are passed
    over: they are in the archive, and no reports. Offsets are into the decoded payload.

    The day of archiving is not taken for the day of publishing: a page is often archived years on.
    """
    found = False
    kinds = WarcRecordType.response | WarcRecordType.resource
    number = 0
    try:
        records = ArchiveIterator(
            stream, record_types=WarcRecordType.any_type, parse_http=False
        )
        for record in records:
            number += 1
            if number > bounds.members:
                raise HostileInput(
                    origin, f"has more than {bounds.members:,} records", "split it"
                )
            found = True
            if record.record_type & kinds:
                yield from _record(record, origin, number, bounds, within)
            else:
                _read_past(record, origin, number)
    except UnreadableInput:
        raise
    except Exception as error:  # the parser's own, and what a damaged stream makes of it
        raise UnreadableInput(
            origin, f"is damaged after record {number} ({error})", "fetch it again"
        ) from None
    if not found:
        raise UnreadableInput(origin, "has no WARC records", "give a WARC, or fetch it again")


def _read_past(record: Any, origin: str, number: int) -> None:
    length, read = record.content_length, 0
    while piece := record.reader.read(1 << 20):
        read += len(piece)
    if read < length:
        raise UnreadableInput(origin, f"is cut short in record {number}", "fetch it again")


def _record(
    record: Any, origin: str, number: int, bounds: Bounds, within: str
) -> Iterator[Found]:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> \t")
    name = f"{within}record {number}" + (f" {url}" if url else "")
    where = f"{origin}, {name}"
    if record.content_length > bounds.member:
        _read_past(record, origin, number)
        yield HostileInput(
            where, f"is larger than {bounds.member:,} bytes", "read it by itself"
        )
        return
    body = record.reader.read(record.content_length)
    while len(body) < record.content_length and (piece := record.reader.read(1 << 20)):
        body += piece
    if len(body) < record.content_length:
        raise UnreadableInput(origin, f"is cut short in record {number}", "fetch it again")
    try:
        member = _member(record, body, where, bounds)
    except UnreadableInput as error:
        yield error
        return
    if member is not None:
        yield replace(
            member,
            member=name,
            report=url or name,
            url=url if url.startswith(("http://", "https://")) else None,
            is_whole=False,
        )


def _member(record: Any, body: bytes, where: str, bounds: Bounds) -> Member | None:
    content_type = record.headers.get("Content-Type") or ""
    charset = None
    if content_type.lower().startswith("application/http"):
        record = _http(record, body, where)
        if record.http_headers is None or record.http_headers.status_code != _SUCCESS:
            return None
        content_type = record.http_content_type or ""
        charset = record.http_charset
        body = record.reader.read(bounds.member + 1)
        while len(body) <= bounds.member and (piece := record.reader.read(1 << 20)):
            body += piece
        if len(body) > bounds.member:
            raise HostileInput(
                where, f"unpacks to more than {bounds.member:,} bytes", "leave it out"
            )
    kind = content_type.partition(";")[0].strip().lower()
    if not body.strip():
        return None
    if kind in _PAGES:
        page = page_text(decode(body, where, charset), bounds)
        if not page.text.strip():
            return None
        return Member(
            text=page.text,
            blocks=page.blocks,
            segments=page.segments,
            title=page.title,
            outlet=page.outlet,
            author=page.author,
            published=page.published,
        )
    if kind == "text/plain":
        return plain_text(decode(body, where, charset))
    if kind == "application/pdf":
        return pdf_text(body, where, bounds)
    return None


def _http(record: Any, body: bytes, where: str) -> Any:
    """The record with its HTTP message taken apart, unpacked as it is read."""
    try:
        record.set_bytes_content(body)
        record.parse_http(auto_decode="all")
    except Exception as error:
        raise UnreadableInput(
            where, f"is no HTTP message ({error})", "archive it again"
        ) from None
    return record


def wacz_records(data: bytes, origin: str, bounds: Bounds) -> Iterator[Found]:
    """The pages of every WARC inside a WACZ; nothing of it is ever written to disk."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except Exception as error:  # a damaged zip fails in many ways
        raise UnreadableInput(origin, f"is a damaged zip ({error})", "fetch it again") from None
    if len(parts) > bounds.members:
        raise HostileInput(origin, f"has more than {bounds.members:,} parts", "split it")
    warcs = 0
    for part in parts:
        if _climbs(part.filename):
            yield HostileInput(
                origin,
                f"names a part «{_safe(part.filename)}» that climbs out",
                "do not trust it",
            )
            continue
        if not part.filename.lower().endswith((".warc", ".warc.gz")):
            continue
        warcs += 1
        try:
            check_unpacked(origin, part.compress_size, part.file_size, bounds)
            yield from _part(archive, part, origin, bounds)
        except UnreadableInput as error:
            yield error
    if not warcs:
        raise UnreadableInput(origin, "has no WARC inside", "give a WACZ, or unpack the zip")


def _part(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, origin: str, bounds: Bounds
) -> Iterator[Found]:
    name = _safe(part.filename)
    where = f"{origin}, {name}"
    if part.flag_bits & 1:
        raise UnreadableInput(
            where, "is locked with a password", "save it without the password"
        )
    try:
        with archive.open(part) as stream:
            packed = stream.read(2) == b"\x1f\x8b"
        with archive.open(part) as stream:
            source: IO[bytes] | io.IOBase = stream
            if packed:
                source = Unpacking(stream, part.file_size, where, bounds)
            yield from warc_records(source, where, bounds, within=f"{name} ")
    except UnreadableInput:
        raise
    except Exception as error:
        raise UnreadableInput(where, f"is damaged ({error})", "fetch it again") from None


def _climbs(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\x00" in name


def _safe(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")
