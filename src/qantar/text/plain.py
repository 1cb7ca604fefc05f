"""A plain text file as a document: its characters unchanged, each line with its bytes."""

import re

from qantar.domain.source import Segment
from qantar.domain.span import Span
from qantar.text.block import blocks
from qantar.text.encoding import Decoded, Ruler
from qantar.text.member import Member

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def plain_text(decoded: Decoded, title: str | None = None) -> Member:
    """A whole plain text as one report."""
    text = decoded.text
    return Member(text=text, blocks=blocks(text, title), segments=line_segments(decoded))


def line_segments(decoded: Decoded) -> tuple[Segment, ...]:
    """One segment a line, exact; a character that stands for broken bytes has one of its own."""
    ruler = Ruler(decoded)
    broken = iter((*decoded.broken, len(decoded.text)))
    next_broken = next(broken)
    segments: list[Segment] = []

    def add(start: int, end: int, *, verbatim: bool) -> None:
        if start < end:
            first = ruler.byte_at(start) if not segments else segments[-1].end
            after = ruler.byte_at(end) if verbatim else _anchor(decoded, end)
            segments.append(Segment(Span(start, end), first, after, verbatim))

    for match in _LINE.finditer(decoded.text):
        start, end = match.span()
        while next_broken < end:
            add(start, next_broken, verbatim=True)
            start = next_broken + 1
            add(next_broken, start, verbatim=False)
            next_broken = next(broken)
        add(start, end, verbatim=True)
    return tuple(segments)


def _anchor(decoded: Decoded, char: int) -> int:
    return next(byte for at, byte in decoded.anchors if at == char)
