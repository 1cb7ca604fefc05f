"""Dates with the precision they were said with, written as EDTF level 1 (ISO 8601-2).

``2022``, ``2022-01``, ``2022-01-05``, ``2022-01-05T20:00`` are different knowledge;
``2022-01-04/2022-01-05`` is a span, ``2022-01-05/..`` is "since then", ``XXXX-01-31`` a day
whose year nobody gave.
"""

import datetime as dt
import re
from dataclasses import dataclass

from qantar.domain.errors import MalformedValue
from qantar.domain.quick import quick

_POINT = re.compile(
    r"(?:(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?|XXXX-(\d\d)(?:-(\d\d))?)"
)
OPEN = ".."


@quick
@dataclass(frozen=True, slots=True)
class When:
    """A date, an hour or a period, as an EDTF text. Order is not defined: dates may overlap.

    Raises:
        MalformedValue: if the text is not of the EDTF forms named above, names a day that no
            calendar has, or runs backwards.
    """

    edtf: str

    def __post_init__(self) -> None:
        start, slash, end = self.edtf.partition("/")
        points = (start, end) if slash else (start,)
        if slash and start == OPEN == end:
            raise MalformedValue("a period needs at least one end")
        for point in points:
            if not (slash and point == OPEN):
                _check_point(point)
        if (
            slash
            and OPEN not in points
            and not start.startswith("X")
            and not end.startswith("X")
        ):
            if _first(end) < _first(start):
                raise MalformedValue(f"period «{self.edtf}» runs backwards")

    def __str__(self) -> str:
        return self.edtf

    @classmethod
    def parse(cls, text: str) -> "When":
        return cls(text)

    @property
    def is_partial(self) -> bool:
        """Whether the year is unknown, so that the date stands on no calendar."""
        return "X" in self.edtf

    @property
    def start(self) -> str:
        """The EDTF text of the first moment's date, ``..`` if open."""
        return self.edtf.partition("/")[0]

    @property
    def end(self) -> str:
        """The EDTF text of the last moment's date, ``..`` if open; that of the start if one date."""
        start, slash, end = self.edtf.partition("/")
        return end if slash else start

    def bounds(self) -> tuple[dt.datetime, dt.datetime]:
        """First and last minute, ``datetime.min`` and ``datetime.max`` standing for open ends.

        Raises:
            MalformedValue: if the year is unknown.
        """
        if self.is_partial:
            raise MalformedValue(f"«{self.edtf}» has no year: it stands on no calendar")
        first = dt.datetime.min if self.start == OPEN else _first(self.start)
        last = dt.datetime.max if self.end == OPEN else _last(self.end)
        return first, last

    def contains(self, other: "When") -> bool:
        (a, b), (c, d) = self.bounds(), other.bounds()
        return a <= c and d <= b

    def overlaps(self, other: "When") -> bool:
        (a, b), (c, d) = self.bounds(), other.bounds()
        return a <= d and c <= b


def _check_point(point: str) -> None:
    match = _POINT.fullmatch(point)
    if match is None:
        raise MalformedValue(f"date «{point}»: expected YYYY, YYYY-MM, YYYY-MM-DD or …THH:MM")
    year, month, day, hour, minute, partial_month, partial_day = match.groups()
    try:
        dt.datetime(
            int(year or 2000),  # a leap year, so that XXXX-02-29 stands
            int(month or partial_month or 1),
            int(day or partial_day or 1),
            int(hour or 0),
            int(minute or 0),
        )
    except ValueError as error:
        raise MalformedValue(f"date «{point}»: {error}") from None


def _parts(point: str) -> tuple[int, int | None, int | None, int | None, int | None]:
    match = _POINT.fullmatch(point)
    assert match is not None
    year, month, day, hour, minute = (None if g is None else int(g) for g in match.groups()[:5])
    return year or 1, month, day, hour, minute


def _first(point: str) -> dt.datetime:
    year, month, day, hour, minute = _parts(point)
    return dt.datetime(year, month or 1, day or 1, hour or 0, minute or 0)


def _last(point: str) -> dt.datetime:
    year, month, day, hour, minute = _parts(point)
    if hour is not None:
        return dt.datetime(year, month or 1, day or 1, hour, minute or 0)
    if day is not None:
        return dt.datetime(year, month or 1, day, 23, 59)
    if month is not None:
        after = dt.datetime(year + month // 12, month % 12 + 1, 1)
        return after - dt.timedelta(minutes=1)
    return dt.datetime(year, 12, 31, 23, 59)
