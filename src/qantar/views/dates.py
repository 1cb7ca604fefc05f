"""Dates for people."""

import datetime as dt

from qantar.domain.when import OPEN, When


def when_words(when: When | None) -> str:
    """A date for people: clock times with a space, open ends in words."""
    if when is None:
        return "undated"
    start, end = (point.replace("T", " ") for point in (when.start, when.end))
    if end == OPEN:
        return f"since {start}"
    if start == OPEN:
        return f"until {end}"
    return start if start == end else f"{start} to {end}"


def is_over_midnight(when: When | None) -> bool:
    """Whether a span begins on one day and ends within the next: «в ночь на 6 января»."""
    if (
        when is None
        or when.is_partial
        or when.start == when.end
        or OPEN in (when.start, when.end)
    ):
        return False
    if len(when.start) < len("2022-01-05") or len(when.end) < len("2022-01-05"):
        return False
    first = dt.date.fromisoformat(when.start[:10])
    return dt.date.fromisoformat(when.end[:10]) - first == dt.timedelta(days=1)
