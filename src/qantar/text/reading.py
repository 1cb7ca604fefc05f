"""Any capture as documents: the one place that knows which reader a kind of bytes goes to."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import BinaryIO

from qantar.domain.errors import UnreadableInput
from qantar.domain.source import Capture, Document, Refused
from qantar.text.bayanat import bulletins
from qantar.text.bounds import DEFAULT_BOUNDS, Bounds, Unpacking
from qantar.text.docx import docx_text
from qantar.text.encoding import decode
from qantar.text.feed import feed_entries
from qantar.text.followthemoney import entity_texts
from qantar.text.mail import mail_text
from qantar.text.mailbox import letters
from qantar.text.member import Member, document
from qantar.text.page import page_text
from qantar.text.parquet import parquet_rows
from qantar.text.pdf import pdf_text
from qantar.text.plain import plain_text
from qantar.text.reports import json_lines, json_whole
from qantar.text.telegram import telegram_messages
from qantar.text.warc import wacz_records, warc_records
from qantar.text.xlsx import xlsx_sheets

_REMEDIES = {
    "image/": ("is a picture", "read it with OCR, and give the text"),
    "video/": ("is a video", "give what is said in it as text"),
    "audio/": ("is a sound recording", "give what is said in it as text"),
    "application/msword": (
        "is an Office file of an old form or locked with a password",
        "save it as text, HTML, PDF, .docx or .xlsx, without the password",
    ),
    "application/vnd.openxmlformats": ("is an Office file", "save it as text, HTML or PDF"),
    "application/vnd.oasis": ("is an Office file", "save it as text, HTML or PDF"),
    "application/rtf": ("is an RTF file", "save it as text, HTML or PDF"),
    "application/zip": ("is a zip archive", "unpack it, and give the folder"),
    "application/x-7z": ("is a 7z archive", "unpack it, and give the folder"),
    "application/vnd.rar": ("is a rar archive", "unpack it, and give the folder"),
    "application/x-bzip2": ("is packed with bzip2", "unpack it, or pack it with gzip"),
    "application/x-xz": ("is packed with xz", "unpack it, or pack it with gzip"),
    "application/zstd": ("is packed with zstd", "unpack it, or pack it with gzip"),
    "application/x-executable": ("is a program", "give reports"),
    "application/vnd.sqlite3": ("is a database", "give the reports in it as JSON Lines"),
    "application/xml": ("is XML, and no page or feed", "give it as HTML, RSS, Atom or text"),
}

_LARGE = frozenset(
    {
        "application/json",
        "application/pdf",
        "application/vnd.apache.parquet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/x-bayanat+json",
        "application/x-telegram+json",
    }
)
"""Kinds whose readers have limits of their own, on what they hold rather than on the file."""

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._-]{2,40})""", re.I)

Found = Member | UnreadableInput


STREAMED = frozenset(
    {"application/mbox", "application/warc", "application/x-ftm+ndjson", "application/x-ndjson"}
)
"""Kinds that are read from beginning to end and never held whole."""


@dataclass(slots=True)
class Place:
    """How many bytes of a capture have been read so far."""

    stream: BinaryIO | None = None

    @property
    def bytes(self) -> int:
        return 0 if self.stream is None else self.stream.tell()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a file that can be read by itself: lines of JSON Lines, groups of rows of Parquet.

    ``begin`` and ``end`` are half-open: bytes, or groups of rows; ``first`` is the number that its
    first line or row has in the file, so that a report is called the same however the file was cut.
    """

    begin: int
    end: int
    first: int


def documents(
    capture: Capture,
    data: bytes | BinaryIO,
    bounds: Bounds = DEFAULT_BOUNDS,
    *,
    place: Place | None = None,
    stretch: Stretch | None = None,
) -> Iterator[Document | Refused]:
    """The reports in a capture, in its order; what cannot be used stands between them as refused.

    A file of text, a page, a PDF, a Word file and a letter are one document; a feed, JSON Lines,
    a messenger's export, a mailbox, a spreadsheet, Parquet and a web archive are many. Same capture,
    same bytes: same documents. Of kinds that are ``STREAMED`` the data may be an opened file.
    ``place`` is told how far the reading is. With a ``stretch`` only that is read; of lines the data
    is then the stretch alone.
    """
    try:
        for found in _members(capture, data, bounds, place or Place(), stretch):
            if isinstance(found, UnreadableInput):
                yield Refused(capture.origin, found)
            else:
                yield document(capture, found)
    except UnreadableInput as error:
        yield Refused(capture.origin, error)


def _members(
    capture: Capture, data: bytes | BinaryIO, bounds: Bounds, place: Place,
    stretch: Stretch | None,
) -> Iterable[Found]:  # fmt: skip
    origin = capture.origin
    kind, _, packing = capture.media_type.partition(";encoding=")
    if not data:
        raise UnreadableInput(origin, "is empty", "give a file with a report in it", 0)
    if kind in STREAMED:
        place.stream = io.BytesIO(data) if isinstance(data, bytes) else data
        return _streamed(
            kind,
            _stream(place.stream, capture.size, packing, origin, bounds),
            origin,
            bounds,
            stretch,
        )
    if kind == "application/vnd.apache.parquet" and not packing:
        groups = None if stretch is None else range(stretch.begin, stretch.end)
        first = 1 if stretch is None else stretch.first
        table = io.BytesIO(data) if isinstance(data, bytes) else data
        return _some(parquet_rows(table, origin, bounds, groups, first), origin)
    if not isinstance(data, bytes):
        data = data.read()
    if kind == "application/wacz+zip" and not packing:
        return wacz_records(data, origin, bounds)
    if packing:
        data = _unpacked(data, origin, bounds)
    if len(data) > bounds.member and kind not in _LARGE:
        raise UnreadableInput(
            origin,
            f"is one text of more than {bounds.member:,} bytes",
            "give one report a file",
        )
    match kind:
        case "application/json":
            return json_whole(data, origin, bounds)
        case "text/plain":
            return [_visible(plain_text(decode(data, origin)), origin)]
        case "text/html":
            return [_page(data, origin, bounds)]
        case "application/x-bayanat+json":
            return bulletins(data, origin, bounds)
        case "application/x-telegram+json":
            return telegram_messages(data, origin, bounds)
        case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
            return [docx_text(data, origin, bounds)]
        case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":
            return xlsx_sheets(data, origin, bounds)
        case "application/pdf":
            return [pdf_text(data, origin, bounds)]
        case "application/rss+xml" | "application/atom+xml":
            return _shared(feed_entries(decode(data, origin), origin, bounds))
        case "message/rfc822":
            return [_visible(mail_text(data, origin, bounds), origin)]
    for start, (found, remedy) in _REMEDIES.items():
        if kind.startswith(start):
            raise UnreadableInput(origin, f"{found} ({kind})", remedy)
    raise UnreadableInput(
        origin, f"is of a kind not read here ({kind})", "give it as text or HTML"
    )


def _streamed(
    kind: str, stream: io.BufferedIOBase, origin: str, bounds: Bounds, stretch: Stretch | None
) -> Iterable[Found]:
    match kind:
        case "application/x-ndjson" if stretch is not None:
            return json_lines(stream, origin, bounds, first=stretch.first, start=stretch.begin)
        case "application/x-ndjson":
            return _some(json_lines(stream, origin, bounds), origin)
        case "application/x-ftm+ndjson":
            return _some(
                entity_texts(stream, origin, bounds), origin, "give entities with bodyText"
            )
        case "application/mbox":
            return letters(stream, origin, bounds)
    return warc_records(stream, origin, bounds)


def _stream(
    packed: BinaryIO, size: int, packing: str, origin: str, bounds: Bounds
) -> io.BufferedIOBase:
    if not packing:
        return packed  # type: ignore[return-value]  # a file or bytes, opened to be read
    return io.BufferedReader(Unpacking(packed, size, origin, bounds), 1 << 16)


def _unpacked(data: bytes, origin: str, bounds: Bounds) -> bytes:
    unpacked = _stream(io.BytesIO(data), len(data), "gzip", origin, bounds).read(
        bounds.member + 1
    )
    if not unpacked:
        raise UnreadableInput(
            origin, "is an empty gzip file", "give a file with a report in it"
        )
    return unpacked


def _page(data: bytes, origin: str, bounds: Bounds) -> Member:
    page = page_text(decode(data, origin, declared_in(data)), bounds)
    if not page.text.strip():
        raise UnreadableInput(
            origin, "is a page without text", "save the page once it has loaded"
        )
    return Member(
        text=page.text,
        blocks=page.blocks,
        segments=page.segments,
        title=page.title,
        outlet=page.outlet,
        author=page.author,
        published=page.published,
        url=page.url,
    )


def declared_in(data: bytes) -> str | None:
    """The encoding a page names in its first bytes, right or wrong."""
    match = _CHARSET.search(data, 0, 4096)
    return None if match is None else match.group(1).decode("ascii")


def _visible(member: Member, origin: str) -> Member:
    if not member.text.strip():
        raise UnreadableInput(
            origin, "holds only blank space", "give a file with a report in it", 0
        )
    return member


def _some(
    found: Iterator[Found], origin: str, remedy: str = "give one JSON object a line"
) -> Iterator[Found]:
    """The same, once it is sure that there is anything at all."""
    first = next(found, None)
    if first is None:
        raise UnreadableInput(origin, "holds no report", remedy)
    return chain((first,), found)


def _shared(members: Iterator[Member]) -> Iterator[Member]:
    """Members of a capture that holds many: the sidecar speaks of all, not of each by name."""
    return (replace(member, is_whole=False) for member in members)
