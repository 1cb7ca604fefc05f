"""Dates as the columns of other projects want them: days where a day is known, else a precision.

«В январе» has no day: its columns stay empty or hold a period, never the first of the month as if
somebody had said so.
"""

import datetime as dt

from qantar.domain.when import OPEN, When


def day(when: When | None) -> str | None:
    """``2022-01-05`` if exactly one day is meant, a clock time inside it included."""
    ends = first_and_last(when)
    return ends[0] if ends is not None and ends[0] == ends[1] else None


def first_and_last(when: When | None) -> tuple[str, str] | None:
    """First and last day of a date or closed period; None if an end or the year is unknown."""
    if when is None or when.is_partial or OPEN in (when.start, when.end):
        return None
    first, last = when.bounds()
    return first.date().isoformat(), last.date().isoformat()


def length(when: When | None) -> int | None:
    """Days from first to last, both counted; None if an end is unknown."""
    ends = first_and_last(when)
    if ends is None:
        return None
    first, last = (dt.date.fromisoformat(end) for end in ends)
    return (last - first).days + 1


def year(when: When | None) -> str:
    """The year where one year is meant."""
    ends = first_and_last(when)
    return ends[0][:4] if ends is not None and ends[0][:4] == ends[1][:4] else ""
