"""Web archives: one report for each archived page. WARC as it is or gzipped, and WACZ."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.text.bounds import Bounds, Unpacking, check_unpacked
from qantar.text.encoding import decode
from qantar.text.fixity import PackingList, agrees
from qantar.text.http import answer, typed
from qantar.text.member import Member
from qantar.text.page import page_text
from qantar.text.pdf import pdf_text
from qantar.text.plain import plain_text

Found = Member | UnreadableInput

_PAGES = ("text/html", "application/xhtml+xml")
_SUCCESS = 200
_LINE = 1 << 16
"""Bytes of the longest header line that is read."""
_MOST_HEADERS = 256
ANEW = "get it anew from who archived it"


def warc_records(
    stream: IO[bytes] | io.BufferedIOBase, origin: str, bounds: Bounds, within: str = ""
) -> Iterator[Found]:
    """The pages, texts and PDFs of a WARC. Pictures, scripts, redirects and error pages are passed
    over: they are in the archive, and no reports. Offsets are into the decoded payload.

    The day of archiving is not taken for the day of publishing: a page is often archived years on.

    Raises:
        UnreadableInput: where the archive is cut short or damaged, after the records before.
    """
    number = 0
    while (headers := _headers(stream, origin, number + 1)) is not None:
        number += 1
        if number > bounds.members:
            raise HostileInput(origin, f"has more than {bounds.members:,} records", "split it")
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdecimal() and len(length) < 16):
            raise UnreadableInput(origin, f"record {number} has no length", "fetch it again")
        body = _body(stream, int(length), origin, number, bounds)
        if headers.get("warc-type", "").lower() not in ("response", "resource", "conversion"):
            continue
        url = headers.get("warc-target-uri", "").strip("<> \t")
        name = f"{within}record {number}" + (f" {url}" if url else "")
        where = f"{origin}, {name}"
        try:
            if body is None:
                raise HostileInput(
                    where, f"is larger than {bounds.member:,} bytes", "leave it out"
                )
            if not agrees(headers.get("warc-block-digest", ""), body):
                raise UnreadableInput(
                    where, "is not what its WARC-Block-Digest names: it was changed", ANEW
                )
            member = _member(headers.get("content-type", ""), body, where, bounds)
        except UnreadableInput as error:
            yield error
            continue
        if member is not None:
            yield replace(
                member,
                member=name,
                report=url or name,
                url=url if url.startswith(("http://", "https://")) else None,
                is_whole=False,
            )
    if not number:
        raise UnreadableInput(origin, "has no WARC records", "give a WARC, or fetch it again")


def _headers(
    stream: IO[bytes] | io.BufferedIOBase, origin: str, number: int
) -> dict[str, str] | None:
    """The headers of the next record by small letters; None at the end of the archive."""
    line = stream.readline(_LINE)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(_LINE)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise UnreadableInput(
            origin, f"is damaged: no record {number} where one should start", "fetch it again"
        )
    headers: dict[str, str] = {}
    for _ in range(_MOST_HEADERS):
        line = stream.readline(_LINE)
        if line in (b"\r\n", b"\n"):
            return headers
        name, colon, value = line.partition(b":")
        if not colon or not line.endswith(b"\n"):
            break
        key = name.strip().decode("latin-1").lower()
        headers.setdefault(key, value.strip().decode("utf-8", "replace"))
    raise UnreadableInput(origin, f"record {number} has broken headers", "fetch it again")


def _body(
    stream: IO[bytes] | io.BufferedIOBase, length: int, origin: str, number: int, bounds: Bounds
) -> bytes | None:
    """The bytes of a record; None where they are too many to hold, and were read past."""
    pieces: list[bytes] = []
    left = length
    while left:
        piece = stream.read(min(left, 1 << 20))
        if not piece:
            raise UnreadableInput(origin, f"is cut short in record {number}", "fetch it again")
        left -= len(piece)
        if length <= bounds.member:
            pieces.append(piece)
    return b"".join(pieces) if length <= bounds.member else None


def _member(content_type: str, body: bytes, where: str, bounds: Bounds) -> Member | None:
    kind, charset = typed(content_type)
    if kind == "application/http":
        message = answer(body, where, bounds)
        if message.status != _SUCCESS:
            return None
        kind, charset, body = message.media_type, message.charset, message.body
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
        plain = plain_text(decode(body, where, charset))
        return plain if plain.text.strip() else None
    if kind == "application/pdf":
        return pdf_text(body, where, bounds)
    return None


def wacz_records(data: bytes, origin: str, bounds: Bounds) -> Iterator[Found]:
    """The pages of every WARC inside a WACZ; nothing of it is ever written to disk."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except Exception as error:  # a damaged zip fails in many ways
        raise UnreadableInput(origin, f"is a damaged zip ({error})", "fetch it again") from None
    if len(parts) > bounds.members:
        raise HostileInput(origin, f"has more than {bounds.members:,} parts", "split it")
    packed = PackingList(archive, bounds)
    if packed.is_sealed_otherwise:
        raise UnreadableInput(
            origin,
            "has a datapackage.json that is not what its digest names: it was changed",
            ANEW,
        )
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
            yield from _part(archive, part, packed, origin, bounds)
        except UnreadableInput as error:
            yield error
    if not warcs:
        raise UnreadableInput(origin, "has no WARC inside", "give a WACZ, or unpack the zip")


def _part(
    archive: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    listed: PackingList,
    origin: str,
    bounds: Bounds,
) -> Iterator[Found]:
    name = _safe(part.filename)
    where = f"{origin}, {name}"
    if part.flag_bits & 1:
        raise UnreadableInput(
            where, "is locked with a password", "save it without the password"
        )
    try:
        if not listed.holds(archive, part):
            raise UnreadableInput(
                where, "is not what datapackage.json names: it was changed", ANEW
            )
        with archive.open(part) as stream:
            packed = stream.read(2) == b"\x1f\x8b"
        with archive.open(part) as stream:
            source: IO[bytes] | io.BufferedIOBase = stream
            if packed:
                source = io.BufferedReader(
                    Unpacking(stream, part.file_size, where, bounds), 1 << 16
                )
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
