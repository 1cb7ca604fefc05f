"""What bytes are, told by the bytes first and by the name only where the bytes leave it open."""

import re
import zlib
from pathlib import PurePosixPath

HEAD = 4096
"""Bytes looked at. Every signature below stands within them."""

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"WARC/", "application/warc"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\x1aE\xdf\xa3", "video/x-matroska"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"{\\rtf", "application/rtf"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ\x90", "application/x-executable"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
)

_BRANDS = {
    b"qt  ": "video/quicktime",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"heim": "image/heic",
    b"heis": "image/heic",
    b"mif1": "image/heic",
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"M4A ": "audio/mp4",
}
"""What the first box of an ISO base media file says it holds; all others are films."""
_RIFF = {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}

_EXTENSIONS = {
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".json": "application/json",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".eml": "message/rfc822",
    ".mbox": "application/mbox",
    ".warc": "application/warc",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
}

_MARKUP = re.compile(
    rb"(?:<!--.*?-->|<\?[^>]*>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|\s)*<([a-zA-Z][\w:.-]*)",
    re.I | re.S,
)
_MAIL_HEADER = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[ \t][^\n]*(?:\n[ \t][^\n]*)*\r?\n){2}"
)
_MAIL_WORDS = re.compile(
    rb"^(?:From|Subject|Message-ID|MIME-Version|Received|Return-Path):", re.I | re.M
)
_ENVELOPE = re.compile(
    rb"From \S+[^\n]{0,60}\d\d:\d\d[^\n]{0,40}\n>?[A-Za-z][A-Za-z0-9-]{1,60}:"
)
_TELEGRAM = re.compile(
    rb'\s*\{\s*(?:"name":\s*(?:"(?:[^"\\]|\\.)*"|null),\s*)?"type":\s*"(?:public|private|personal|saved|bot|verification)'
    rb'_?[a-z_]*",\s*"id":\s*-?\d+,\s*"messages":'
    rb'|\s*\{\s*"about":\s*"[^"]{0,400}Telegram'
)
"""How Telegram Desktop begins the export of a chat, and that of an account."""
_BAYANAT = re.compile(rb'\s*\{\s*"(?:bulletin|actor|incident)s"\s*:\s*\[')
"""How Bayanat begins an export as JSON."""
_ENTITY = re.compile(
    rb'\s*\{(?=.{0,600}?"schema":\s*"[A-Z][A-Za-z]+")(?=.{0,1200}?"properties":\s*\{)', re.S
)
_TEXT_KEY = re.compile(rb'"text":')
_JSON_NAMES = (None, "application/json", "application/x-ndjson")
_JSON_LINE = re.compile(rb"\s*\{\s*\"")
_FEEDS = {b"rss": "application/rss+xml", b"rdf:rdf": "application/rss+xml"}
_PAGE_TAGS = {
    b"html",
    b"head",
    b"body",
    b"div",
    b"article",
    b"p",
    b"main",
    b"h1",
    b"meta",
    b"title",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def media_type(data: bytes, name: str) -> str:
    """The media type of bytes that came under a name; ``;encoding=gzip`` follows where packed.

    What cannot be told is ``text/plain``: whether it is text at all is for the reader to find.
    """
    if data[:2] == b"\x1f\x8b":
        inner = media_type(_first_unpacked(data), name.removesuffix(".gz"))
        return f"{inner};encoding=gzip"
    head = data[:HEAD]
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_type(data, name)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[:2] == b"BM" and head[6:10] == bytes(4) and head[15:18] == bytes(3):
        return "image/bmp"
    return _text_type(_as_ascii(head), PurePosixPath(name).suffix.lower(), data)


def _text_type(head: bytes, suffix: str, data: bytes) -> str:
    by_name = _EXTENSIONS.get(suffix)
    if head.lstrip().startswith(b"{") and by_name in _JSON_NAMES:
        if _TELEGRAM.match(head) is not None:
            return "application/x-telegram+json"
        if _BAYANAT.match(head) is not None:
            return "application/x-bayanat+json"
        if _ENTITY.match(head) is not None and _is_entity(head):
            return "application/x-ftm+ndjson"
    if head.startswith(b"From ") and by_name in (None, "application/mbox", "message/rfc822"):
        if _ENVELOPE.match(head) is not None:
            return "application/mbox"
    if head.lstrip().startswith(b"<"):
        match = _MARKUP.match(head)
        tag = match.group(1).lower() if match is not None else b""
        if tag in _FEEDS:
            return _FEEDS[tag]
        if tag == b"feed":
            return "application/atom+xml"
        if tag in _PAGE_TAGS or head.lstrip()[:14].lower() == b"<!doctype html":
            return "text/html"
        return by_name or (
            "application/xml" if head.lstrip().startswith(b"<?xml") else "text/html"
        )
    if by_name is not None:
        return by_name
    if _JSON_LINE.match(head) is not None:
        first, _, rest = data.lstrip().partition(b"\n")
        whole = first.rstrip().endswith(b"}") and rest.lstrip()[:1] in (b"{", b"")
        return "application/x-ndjson" if whole else "application/json"
    if _MAIL_HEADER.match(head) is not None and _MAIL_WORDS.search(head) is not None:
        return "message/rfc822"
    return "text/plain"


def _is_entity(head: bytes) -> bool:
    """Whether the first line is an entity, and not a report with a text that looks like one."""
    line = head.lstrip().partition(b"\n")[0]
    return _TEXT_KEY.search(line) is None or b'"bodyText"' in line


def _as_ascii(head: bytes) -> bytes:
    """The head with byte order marks and the zero bytes of UTF-16 taken away, for signatures."""
    if head[:2] in _UTF16:
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _first_unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(data[:65536], HEAD)
    except zlib.error:
        return b""


def _zip_type(data: bytes, name: str) -> str:
    """A web archive names its parts; the names stand unpacked at both ends of the file."""
    ends = data[:65536] + data[-65536:]
    if (b"datapackage.json" in ends and b"archive/" in ends) or name.lower().endswith(".wacz"):
        return "application/wacz+zip"
    if b"[Content_Types].xml" in ends and b"word/" in ends:
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if b"[Content_Types].xml" in ends and b"xl/workbook" in ends:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    if b"opendocument.text" in ends:
        return "application/vnd.oasis.opendocument.text"
    return "application/zip"
