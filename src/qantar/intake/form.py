"""A form that streams: its fields in memory, its files straight into envelopes, nothing on the disk.

Ordinary form parsers spool files to temporary files; here that would leave a witness's film readable
on the intake's disk. The parser below is python-multipart's; what comes out of it is ours.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from qantar.domain.errors import Misuse
from qantar.intake.inbox import Delivery
from qantar.seal.envelope import Sealing

TEXT_LIMIT = 1 << 20
"""Bytes of a field: a long testimony is some 100 kB."""
HEADER_LIMIT = 4096
FIELDS = 16


class TooMuch(Misuse):
    """More or larger than the intake takes."""


class Malformed(Misuse):
    """Not a form that a browser sends."""


@dataclass(slots=True)
class _Part:
    """The part being read: its headers, its name, and where its bytes go."""

    headers: dict[bytes, bytearray] = field(default_factory=dict)
    header: bytearray = field(default_factory=bytearray)
    value: bytearray = field(default_factory=bytearray)
    name: str = ""
    filename: str | None = None
    field: bytearray | None = None
    sealing: Sealing | None = None


class Form:
    """Fed with the bytes of a request; gives fields when they are whole and seals files as they come.

    ``begin`` opens a delivery once, when the first file with any bytes comes; what it needs (the code
    of a returning witness) must have come before, as the pages order it.
    """

    def __init__(
        self,
        content_type: str,
        begin: Callable[[dict[str, str]], Delivery],
        *,
        max_bytes: int,
        max_files: int,
    ) -> None:
        kind, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if kind != b"multipart/form-data" or not 0 < len(boundary) <= 200:
            raise Malformed("expected a form with files")
        self.fields: dict[str, str] = {}
        self.files = 0
        self.delivery: Delivery | None = None
        self._begin, self._max_bytes, self._max_files = begin, max_bytes, max_files
        self._size, self._part, self._ended = 0, _Part(), False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._on_part,
                "on_header_field": self._on_header,
                "on_header_value": self._on_value,
                "on_header_end": self._on_header_end,
                "on_headers_finished": self._on_headers,
                "on_part_data": self._on_data,
                "on_part_end": self._on_end,
                "on_end": self._on_finish,
            },
        )

    def feed(self, data: bytes) -> None:
        """More of the request.

        Raises:
            TooMuch: if it is larger than allowed.
            Malformed: if it is no form.
            OSError: if an envelope cannot be kept.
        """
        self._size += len(data)
        if self._size > self._max_bytes:
            raise TooMuch("too large")
        try:
            self._parser.write(data)
        except MultipartParseError:
            raise Malformed("the form is broken") from None

    def finish(self) -> None:
        """The request ended.

        Raises:
            Malformed: if the form did not: what came is not whole.
        """
        if not self._ended:
            raise Malformed("the form was cut short")

    def _on_part(self) -> None:
        self._part = _Part()

    def _on_header(self, data: bytes, start: int, end: int) -> None:
        self._part.header += data[start:end]
        self._bounded(self._part.header, HEADER_LIMIT)

    def _on_value(self, data: bytes, start: int, end: int) -> None:
        self._part.value += data[start:end]
        self._bounded(self._part.value, HEADER_LIMIT)

    def _on_header_end(self) -> None:
        part = self._part
        part.headers[bytes(part.header).lower()] = part.value
        part.header, part.value = bytearray(), bytearray()
        if len(part.headers) > 8:
            raise Malformed("a part has too many headers")

    def _on_headers(self) -> None:
        part = self._part
        told = bytes(part.headers.get(b"content-disposition", b""))
        _, options = parse_options_header(told)
        part.name = options.get(b"name", b"").decode("utf-8", "replace")
        if b"filename" in options:
            part.filename = options[b"filename"].decode("utf-8", "replace")
        elif part.name:
            part.field = bytearray()
            if len(self.fields) >= FIELDS:
                raise TooMuch("too many fields")
        else:
            raise Malformed("a part has no name")

    def _on_data(self, data: bytes, start: int, end: int) -> None:
        part = self._part
        if part.field is not None:
            part.field += data[start:end]
            self._bounded(part.field, TEXT_LIMIT)
            return
        if start == end:
            return
        if part.sealing is None:
            self.files += 1
            if self.files > self._max_files:
                raise TooMuch("too many files")
            if self.delivery is None:
                self.delivery = self._begin(self.fields)
            kind = bytes(part.headers.get(b"content-type", b"")).decode("ascii", "replace")
            part.sealing = self.delivery.begin(
                {"kind": "file", "name": part.filename or "", "type": kind[:100]}
            )
        part.sealing.write(data[start:end])

    def _on_end(self) -> None:
        part = self._part
        if part.field is not None:
            self.fields[part.name] = part.field.decode("utf-8", "replace")
        elif part.sealing is not None:
            assert self.delivery is not None
            self.delivery.close()

    def _on_finish(self) -> None:
        self._ended = True

    @staticmethod
    def _bounded(held: bytearray, limit: int) -> None:
        if len(held) > limit:
            raise TooMuch("too long")
