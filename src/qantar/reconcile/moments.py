"""Which moment comes later, and which period lies in which.

Dates of different precision are compared as stretches of time: later means beginning after the
other has ended. Dates without a year stand on no calendar and compare only with their like.
"""

import datetime as dt
from functools import lru_cache

from qantar.domain.when import When

Stretch = tuple[dt.datetime, dt.datetime]
"""First and last minute, both in."""


@lru_cache(maxsize=65536)
def stretch(when: When) -> Stretch:
    """The minutes a date covers."""
    return when.bounds()


@lru_cache(maxsize=65536)
def is_later(one: When | None, other: When | None) -> bool:
    """Whether one moment surely comes after the other; never if either is unknown."""
    if one is None or other is None or one.is_partial or other.is_partial:
        return False
    return stretch(one)[0] > stretch(other)[1]


@lru_cache(maxsize=65536)
def lies_in(inner: When, outer: When) -> bool:
    """Whether the one period lies wholly in the other; dates without a year only in themselves."""
    if inner == outer:
        return True
    if inner.is_partial or outer.is_partial:
        return False
    (a, b), (c, d) = stretch(inner), stretch(outer)
    return c <= a and b <= d


@lru_cache(maxsize=65536)
def days_between(one: When, other: When) -> float:
    """Days from the end of the earlier to the beginning of the later; 0 if they touch."""
    if one.is_partial or other.is_partial:
        return 0.0 if one == other else float("inf")
    (a, b), (c, d) = stretch(one), stretch(other)
    gap = max(c - b, a - d, dt.timedelta())
    return gap / dt.timedelta(days=1)


@lru_cache(maxsize=65536)
def order(when: When | None) -> tuple[dt.datetime, dt.datetime, str]:
    """A sorting key: by beginning, then end; the unknown and the yearless come last."""
    if when is None or when.is_partial:
        return dt.datetime.max, dt.datetime.max, str(when or "~")
    first, last = stretch(when)
    return first, last, str(when)
