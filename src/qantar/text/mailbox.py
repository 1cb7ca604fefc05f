"""A mailbox (mbox): each letter of it is read like a letter by itself."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

from qantar.domain.errors import HostileInput, UnreadableInput
from qantar.text.bounds import Bounds, lines
from qantar.text.mail import mail_text
from qantar.text.member import Member

_ENVELOPE = re.compile(rb"From \S+.{0,60}\d{2}:\d{2}.{0,40}\r?\n")
"""The line that opens a letter: «From desk@vestnik.example Wed Jan 12 10:30:00 2022»."""
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([!-~]{1,200})>", re.I | re.M)

Found = Member | UnreadableInput


def letters(
    stream: io.BufferedIOBase | io.RawIOBase, origin: str, bounds: Bounds
) -> Iterator[Found]:
    """The letters of a mailbox in its order; one without words or too long is refused by its
    number and the rest goes on. Offsets are into the decoded part of the letter, as for a letter
    by itself.

    Raises:
        UnreadableInput: if it does not begin with a letter.
    """
    for number, (at, letter) in enumerate(_letters(stream, origin, bounds), start=1):
        where = f"letter {number}"
        if letter is None:
            yield HostileInput(
                origin, f"{where} is longer than {bounds.member:,} bytes", "leave it out", at
            )
            continue
        try:
            member = mail_text(letter, f"{origin}, {where}", bounds)
        except UnreadableInput as error:
            yield error
            continue
        if not member.text.strip():
            yield UnreadableInput(origin, f"{where} holds only blank space", "leave it out", at)
            continue
        head = letter.partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
        named = _MESSAGE_ID.search(head)
        yield replace(
            member,
            member=f"{where} {member.member}",
            report=named.group(1).decode("ascii") if named is not None else where,
            is_whole=False,
        )


def _letters(
    stream: io.BufferedIOBase | io.RawIOBase, origin: str, bounds: Bounds
) -> Iterator[tuple[int, bytes | None]]:
    """Each letter with the byte it begins at; None for one longer than the bounds, never held whole."""
    parts: list[bytes] = []
    start = size = 0
    after_blank = True
    for at, line in lines(stream, bounds.member):
        opens = after_blank and line is not None and _ENVELOPE.match(line) is not None
        if at == 0 and not opens:
            raise UnreadableInput(
                origin, "does not begin with a letter's «From » line", "export it as mbox", 0
            )
        if opens:
            if size:
                yield start, b"".join(parts) if size <= bounds.member else None
            assert line is not None
            parts, start, size = [], at, 0
        else:
            size += bounds.member + 1 if line is None else len(line)
            if size <= bounds.member and line is not None:
                parts.append(line)
            else:
                parts = []
        after_blank = line is not None and not line.strip()
    if size:
        yield start, b"".join(parts) if size <= bounds.member else None
