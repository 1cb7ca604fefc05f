"""Reports given as JSON: one object a line, a list of objects, or one object.

``{"id": "w117", "lang": "ru", "published": "2022-01-12", "outlet": "…", "title": "…", "text": "…"}``
The document's text is exactly the given text; offsets are into it.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from qantar.domain.errors import HostileInput, MalformedValue, UnreadableInput
from qantar.domain.source import Segment
from qantar.domain.when import When
from qantar.text.block import blocks
from qantar.text.bounds import Bounds, lines
from qantar.text.member import Member
from qantar.text.stamp import edtf_of
from qantar.text.weave import Weave

_WHITE = re.compile(r"[ \t\r\n]*")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[dD][c-fC-F][0-9a-fA-F]{2})?|.)", re.S)
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_DECODER = json.JSONDecoder()
_TEXTS = ("lang", "published", "outlet", "url", "title", "author")
_LANG = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z0-9]+)*")  # «kk-Latn» is kk

Found = Member | UnreadableInput


def json_lines(
    stream: io.BufferedIOBase | io.RawIOBase,
    origin: str,
    bounds: Bounds,
    *,
    first: int = 1,
    start: int = 0,
) -> Iterator[Found]:
    """Each line's report, or why the line is refused; empty lines are passed over.

    Where the stream is a stretch of a file, ``first`` is the number of its first line and ``start``
    the byte at which it begins: a report has the same name and place however the file was cut.
    A stream that breaks off (a gzip file cut short) raises from within, after the lines before.
    """
    for number, (behind, line) in enumerate(lines(stream, bounds.member), start=first):
        at = start + behind
        try:
            if line is None:
                raise HostileInput(
                    origin,
                    f"line {number} is longer than {bounds.member:,} bytes",
                    "give one report a line",
                    at,
                )
            if number == 1 and line.startswith(b"\xef\xbb\xbf"):
                line, at = line[3:], at + 3
            if line.isspace():
                continue
            source = _decoded(line, origin, f"line {number}", at)
            yield _report(source, origin, f"line {number}", at, _first(source))
        except UnreadableInput as error:
            yield error


def json_whole(data: bytes, origin: str, bounds: Bounds) -> Iterator[Found]:
    """The report of one object, or those of a list of objects, each told apart by its place."""
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    source = _decoded(data[start:], origin, "it", start)
    at = _first(source)
    if source[at : at + 1] != "[":
        if source[at : at + 1] != "{":
            raise UnreadableInput(
                origin, "is not a JSON object or list", "give reports as objects", at
            )
        yield _report(source, origin, "", start, at)
        return
    at = _white(source, at + 1)
    counted = number = 0
    counted_char, counted_byte = 0, start
    while source[at : at + 1] != "]":
        number += 1
        counted_byte += len(source[counted_char:at].encode())
        counted_char = at
        try:
            _, end = _value(source, at, origin, f"item {number}", counted_byte)
        except UnreadableInput as error:
            yield error  # where one item ends cannot be known: the rest is lost with it
            return
        try:
            if end - at > bounds.member:
                raise HostileInput(
                    origin,
                    f"item {number} is too long",
                    "give one report an item",
                    counted_byte,
                )
            yield _report(source[at:end], origin, f"item {number}", counted_byte, 0)
        except UnreadableInput as error:
            yield error
        counted += 1
        at = _white(source, end)
        if source[at : at + 1] == ",":
            at = _white(source, at + 1)
        elif source[at : at + 1] != "]":
            yield UnreadableInput(
                origin, f"breaks off after item {number}", "close the list with ]"
            )
            return


def _decoded(line: bytes, origin: str, where: str, at: int) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            origin, f"{where} is not UTF-8, as JSON is", "save it as UTF-8", at + error.start
        ) from None


def _white(source: str, at: int) -> int:
    match = _WHITE.match(source, at)
    return at if match is None else match.end()


def _first(source: str) -> int:
    return _white(source, 0)


def _value(source: str, at: int, origin: str, where: str, byte: int) -> tuple[object, int]:
    try:
        value, end = _DECODER.raw_decode(source, at)
        return value, end
    except json.JSONDecodeError as error:
        raise UnreadableInput(
            origin,
            f"{where} is not JSON ({error.msg})",
            "correct it",
            byte + max(0, error.pos - at),
        ) from None
    except (RecursionError, ValueError) as error:
        raise HostileInput(
            origin, f"{where} is not JSON a report needs ({error})", "correct it", byte
        ) from None


def _report(source: str, origin: str, where: str, byte: int, at: int) -> Member:
    """The report of one JSON object; ``byte`` is where the source starts in the capture."""
    said, text_at = _pairs(source, origin, where or "it", byte, at)
    member = member_of(said, origin, where, byte)
    assert text_at is not None
    return replace(member, segments=_segments(source, member.text, text_at, byte))


def member_of(
    said: Mapping[str, object], origin: str, where: str, byte: int | None = None
) -> Member:
    """The report of named values, without the way back to the bytes.

    Raises:
        UnreadableInput: if it has no words, or a value is no text.
    """
    text = said.get("text")
    if not isinstance(text, str):
        raise UnreadableInput(
            origin, f"{where or 'it'} has no «text»", 'give {"id": …, "text": …}', byte
        )
    if not text.strip():
        raise UnreadableInput(
            origin, f"{where or 'it'} has an empty «text»", "give its words", byte
        )
    given = said.get("id")
    name = str(given) if isinstance(given, str | int) and not isinstance(given, bool) else None
    fields = {key: _text(said, key, origin, where or "it", byte) for key in _TEXTS}
    for key, value in (("text", text), ("id", name), *fields.items()):
        if value is not None and (odd := _UNWRITABLE.search(value)) is not None:
            raise UnreadableInput(
                origin,
                f"{where or 'it'}: «{key}» holds U+{ord(odd.group()):04X}, which no text can hold",
                "write the report anew from its source",
                byte,
            )
    return Member(
        text=text,
        blocks=blocks(text, fields["title"]),
        segments=(),
        member=where,
        report=name or where or None,
        is_whole=not where,
        **fields,
    )


def _pairs(
    source: str, origin: str, where: str, byte: int, at: int
) -> tuple[dict[str, object], int | None]:
    """The pairs of an object, and where in the source the string of «text» begins."""
    said: dict[str, object] = {}
    text_at = None

    def broken(found: str, char: int) -> UnreadableInput:
        offset = byte + len(source[:char].encode())
        return UnreadableInput(
            origin, f"{where} is not a JSON object ({found})", "correct it", offset
        )

    if source[at : at + 1] != "{":
        raise broken("expected {", at)
    at = _white(source, at + 1)
    while source[at : at + 1] != "}":
        if source[at : at + 1] != '"':
            raise broken("expected a key in quotes", at)
        try:
            key, after = _DECODER.raw_decode(source, at)
        except ValueError as error:
            raise broken(str(error), at) from None
        at = _white(source, after)
        if source[at : at + 1] != ":":
            raise broken("expected : after a key", at)
        at = _white(source, at + 1)
        value, end = _value(source, at, origin, where, byte + len(source[:at].encode()))
        said[key] = value
        if key == "text":
            text_at = at + 1
        at = _white(source, end)
        if source[at : at + 1] == ",":
            at = _white(source, at + 1)
        elif source[at : at + 1] != "}":
            raise broken("cut short or without a comma", at)
    if source[at + 1 :].strip(" \t\r\n") and where.startswith("line"):
        raise broken("something follows it", at + 1)
    return said, text_at


def _text(
    said: Mapping[str, object], key: str, origin: str, where: str, byte: int | None
) -> str | None:
    value = said.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise UnreadableInput(
            origin, f"{where}: «{key}» is not a text", "put it in quotes", byte
        )
    if key == "published":
        try:
            return str(When.parse(value))
        except MalformedValue as error:
            stamp = edtf_of(value)  # «2022-01-12T10:30:00+06:00», as programs write it
            if stamp is None:
                raise UnreadableInput(
                    origin, f"{where}: {error}", "write the day as 2022-01-05", byte
                ) from None
            return stamp
    if key == "lang":
        match = _LANG.fullmatch(value)
        if match is None:
            raise UnreadableInput(
                origin,
                f"{where}: «{value}» is not a language code",
                "write ru, uk, kk or en",
                byte,
            )
        return match.group(1)
    return value


def _segments(source: str, text: str, start: int, byte: int) -> tuple[Segment, ...]:
    """The map of a JSON string: stretches between escapes are exact, escapes are not."""
    _, end = _DECODER.raw_decode(source, start - 1)
    weave = Weave()
    at, here = start, byte + len(source[:start].encode())
    for match in _ESCAPE.finditer(source, start, end - 1):
        here = _weave_exact(weave, source[at : match.start()], here)
        after = here + len(match.group())  # escapes are ASCII but for a broken one
        weave.add(json.loads(f'"{match.group()}"'), here, after, verbatim=False)
        at, here = match.end(), after
    _weave_exact(weave, source[at : end - 1], here)
    assert weave.text == text
    return weave.segments()


def _weave_exact(weave: Weave, words: str, here: int) -> int:
    after = here + len(words.encode())
    weave.add(words, here, after, verbatim=True)
    return after
