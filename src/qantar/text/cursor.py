"""A JSON text walked through from left to right, so that every string's place in it is known.

Parsers of JSON hand out values and forget where they stood. Exports of messengers and of entity
graphs are too large to be built whole, and their words must lead back to the bytes.
"""

import json
import re
from collections.abc import Iterator

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.text.encoding import Decoded, Ruler
from qantar.text.weave import Weave

_WHITE = re.compile(r"[ \t\r\n]*")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|.)", re.S)
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_DECODER = json.JSONDecoder()


class Cursor:
    """A place in a JSON text, which only ever moves forward.

    ``start`` is the byte of the capture at which the source begins (behind a byte order mark, or at
    the line it is). Offsets in errors and maps are bytes of the capture.
    """

    def __init__(self, source: str, origin: str, where: str = "it", start: int = 0) -> None:
        self.source, self.origin, self.where, self.start = source, origin, where, start
        self.at = 0
        self._ruler = Ruler(Decoded(text=source, encoding="utf-8", anchors=((0, start),)))
        self._blank()

    def peek(self) -> str:
        """The character that begins the next value; empty at the end."""
        return self.source[self.at : self.at + 1]

    def value(self) -> object:
        """The next value, whole."""
        try:
            value, end = _DECODER.raw_decode(self.source, self.at)
        except json.JSONDecodeError as error:
            raise self.broken(f"is not JSON ({error.msg})", error.pos) from None
        except (RecursionError, ValueError) as error:  # ValueError: a number of 5,000 digits
            raise HostileInput(
                self.origin, f"{self.where} is not JSON a report needs ({error})", "correct it",
                self.byte(self.at),
            ) from None  # fmt: skip
        self._move(end)
        return value

    def keys(self) -> Iterator[str]:
        """The keys of an object, the cursor at each key's value; a value not taken is passed over."""
        self._enter("{")
        while self.peek() != "}":
            if self.peek() != '"':
                raise self.broken("has no key in quotes where one must stand", self.at)
            key = str(self.value())
            if self.peek() != ":":
                raise self.broken("has no : after a key", self.at)
            self._move(self.at + 1)
            before = self.at
            yield key
            if self.at == before:
                self.value()
            self._next("}")
        self._move(self.at + 1)

    def items(self) -> Iterator[int]:
        """The places of a list's values, counted from 0; a value not taken is passed over."""
        self._enter("[")
        number = 0
        while self.peek() != "]":
            before = self.at
            yield number
            if self.at == before:
                self.value()
            number += 1
            self._next("]")
        self._move(self.at + 1)

    def weave_string(self, weave: Weave) -> None:
        """Take the next value, a string, into a text: exact between escapes, changed at them.

        Characters that no text can hold (a lone half of a pair, U+0000) become U+FFFD.
        """
        first = self.at
        value = self.value()
        if not isinstance(value, str):
            raise self.broken("has no text where one must stand", first)
        end = self.source.rindex('"', first, self.at)
        at = first + 1
        for match in _ESCAPE.finditer(self.source, at, end):
            self._weave_exact(weave, at, match.start())
            here = self.byte(match.start())
            words = _UNWRITABLE.sub("\ufffd", json.loads(f'"{match.group()}"'))
            weave.add(words, here, here + len(match.group()), verbatim=False)
            at = match.end()
        self._weave_exact(weave, at, end)

    def byte(self, char: int) -> int:
        """The byte of the capture at which a character of the source stands."""
        return self._ruler.byte_at(char)

    def broken(self, found: str, char: int) -> UnreadableInput:
        return UnreadableInput(
            self.origin, f"{self.where} {found}", "export it again", self.byte(char)
        )

    def _weave_exact(self, weave: Weave, start: int, end: int) -> None:
        if start < end:
            weave.add(self.source[start:end], self.byte(start), self.byte(end), verbatim=True)

    def _enter(self, bracket: str) -> None:
        if self.peek() != bracket:
            raise self.broken(f"has no {bracket} where one must stand", self.at)
        self._move(self.at + 1)

    def _next(self, end: str) -> None:
        if self.peek() == ",":
            self._move(self.at + 1)
        elif self.peek() != end:
            raise self.broken("breaks off, or lacks a comma", self.at)

    def _move(self, at: int) -> None:
        self.at = at
        self._blank()

    def _blank(self) -> None:
        match = _WHITE.match(self.source, self.at)
        self.at = self.at if match is None else match.end()


def json_source(data: bytes, origin: str, where: str = "it", start: int = 0) -> Cursor:
    """A cursor at the beginning of UTF-8 bytes, a byte order mark passed over.

    Raises:
        UnreadableInput: if they are not UTF-8, as JSON is.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        data, start = data[3:], start + 3
    try:
        return Cursor(data.decode("utf-8"), origin, where, start)
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            origin, f"{where} is not UTF-8, as JSON is", "save it as UTF-8", start + error.start
        ) from None


def writable(text: str) -> str:
    """One line of readable letters out of a given string."""
    return " ".join(_UNWRITABLE.sub("\ufffd", text).split())


def line_of(row: dict[str, object], key: str) -> str | None:
    """The words under a key, as a file may hold them; None where there are none."""
    value = row.get(key)
    return (writable(value) or None) if isinstance(value, str) else None
