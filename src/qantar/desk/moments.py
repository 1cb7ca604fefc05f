"""Dates as the shelf orders them."""

from qantar.domain.when import OPEN, When


def moments(when: When | None) -> tuple[str | None, str | None]:
    """First and last minute of a date as text; None where a side is open or no calendar has it."""
    if when is None or when.is_partial:
        return None, None
    first, last = when.bounds()
    return (
        None if when.start == OPEN else first.isoformat(timespec="minutes"),
        None if when.end == OPEN else last.isoformat(timespec="minutes"),
    )
