"""Text put together from stretches of the original, each remembering its bytes."""

from qantar.domain.source import Segment
from qantar.domain.span import Span

SHORT = 8
"""A verbatim stretch shorter than this (characters) between two changed ones joins them: a map of
many tiny pieces costs more than the precision it gives."""


class Weave:
    """A text that grows at its end, and the map back to bytes that grows with it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._rows: list[
            list[int]
        ] = []  # start, end, first byte, byte after the last, verbatim
        self.length = 0

    def add(self, text: str, start: int, end: int, *, verbatim: bool) -> None:
        """Words that came from bytes ``[start, end)``: exactly, or changed on the way."""
        if not text:
            return
        first, self.length = self.length, self.length + len(text)
        self._parts.append(text)
        last = self._rows[-1] if self._rows else None
        if last is not None and last[1] == first and last[3] == start and last[4] == verbatim:
            last[1], last[3] = self.length, end
        else:
            self._rows.append([first, self.length, start, end, verbatim])

    def gap(self, text: str) -> None:
        """Characters of our own between two stretches (a line break): they come from no bytes."""
        self._parts.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def segments(self) -> tuple[Segment, ...]:
        """The map, with tiny stretches joined to the changed ones they touch."""
        joined: list[list[int]] = []
        for start, end, first, after, verbatim in self._rows:
            exact = bool(verbatim)
            last = joined[-1] if joined else None
            if (
                last is not None
                and not last[4]
                and last[1] == start
                and last[3] <= first
                and (not exact or end - start < SHORT)
            ):
                last[1], last[3] = end, after
            else:
                joined.append([start, end, first, after, exact])
        return tuple(
            Segment(Span(start, end), first, after, bool(verbatim))
            for start, end, first, after, verbatim in joined
        )
