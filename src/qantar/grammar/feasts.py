"""Feasts by their rule: a fixed day, a weekday of a month, or a distance from Easter.

``12-25`` is that day; ``11-4th-3`` the fourth Thursday of November (weekdays from 0, Monday);
``05--1th-0`` the last Monday of May; ``easter+49`` and ``orthodox-2`` count from Easter Sunday;
``+N`` after any of them adds days. Feasts of the moon's calendars are left out: a rule that misses
by a day is an invented date.
"""

import datetime as dt
import re

_RULE = re.compile(
    r"(?:(?P<easter>easter|orthodox)|(?P<month>\d\d)-(?:(?P<day>\d\d)|(?P<nth>-?\d)th-(?P<weekday>\d)))"
    r"(?P<plus>[+-]\d+)?"
)


def feast_day(rule: str, year: int) -> dt.date:
    """The day of a feast in a year.

    Raises:
        ValueError: if the rule is not of the forms named above.
    """
    match = _RULE.fullmatch(rule)
    if match is None:
        raise ValueError(
            f"feast rule «{rule}»: expected 12-25, 11-4th-3, easter+1 or orthodox-2"
        )
    if match["easter"]:
        day = easter(year) if match["easter"] == "easter" else orthodox_easter(year)
    elif match["day"]:
        day = dt.date(year, int(match["month"]), int(match["day"]))
    else:
        day = _nth_weekday(year, int(match["month"]), int(match["nth"]), int(match["weekday"]))
    return day + dt.timedelta(int(match["plus"] or 0))


def easter(year: int) -> dt.date:
    """Easter Sunday of the Western churches: the anonymous Gregorian computus (Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def orthodox_easter(year: int) -> dt.date:
    """Easter Sunday of the Orthodox churches, in the civil calendar: Meeus's Julian computus."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    shift = year // 100 - year // 400 - 2  # days between the Julian and the Gregorian calendar
    return dt.date(year, month, day + 1) + dt.timedelta(shift)


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> dt.date:
    first = dt.date(year, month, 1)
    if nth > 0:
        return first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)
    return last - dt.timedelta((last.weekday() - weekday) % 7 + 7 * (-nth - 1))
