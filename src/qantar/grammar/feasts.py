"""Feasts by their rule: the days a feast falls on, in the civil calendar.

``12-25`` is that day; ``11-4th-3`` the fourth Thursday of November (weekdays from 0, Monday);
``05--1th-0`` the last Monday of May; ``easter+49`` and ``orthodox-2`` count from Easter Sunday;
``eid-al-fitr`` is looked up in ``feasts.toml``, year by year; ``yazdegerd+0`` counts from the new
year of the Parsis. ``+N`` after any of them adds days, ``..N`` makes a stretch of so many more
(``passover-1..7``: from its eve to its seventh day), ``!4-1`` moves a feast that falls on a Friday a
day back, ``ramadan..eid-al-fitr-1`` ends where another feast tells.
``01-07<2023-09-01<12-25`` is one rule before that day and another from it on.

A feast whose year is not in the table has no day: a rule that misses by a day is an invented date.
"""

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qantar.domain.errors import LexiconError

TABLES = Path(__file__).with_name("feasts.toml")

_RULE = re.compile(
    r"(?:(?P<month>\d\d)-(?:(?P<day>\d\d)|(?P<nth>-?\d)th-(?P<weekday>\d))|(?P<name>[a-z]+(?:-[a-z]+)*))"
    r"(?P<plus>[+-]\d+)?(?P<moves>(?:![0-6][+-]\d)*)"
    r"(?:\.\.(?:(?P<more>\d+)|(?P<until>[a-z]+(?:-[a-z]+)*)(?P<shift>[+-]\d+)?))?"
)
_MOVE = re.compile(r"!([0-6])([+-]\d)")
_TURN = re.compile(r"<(\d{4}-\d\d-\d\d)<")
_PARSI = dt.date(2018, 8, 17)
"""A new year of the Shahanshahi calendar, whose years have 365 days and no leap day."""
LONGEST = 40
"""Days from a feast to the one that ends it, at most: Ramadan has 29 or 30."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The day a feast falls on, or its first and last day; also where countries kept two days."""

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def feast_days(rule: str, year: int) -> list[Stretch]:
    """When a feast falls in a year, in order: once, for a moon's feast also twice or not at all.

    A stretch belongs to the year its feast's own day is in, not the year of its eve.

    Raises:
        ValueError: if the rule is not of the forms named above.
    """
    before, *after = _TURN.split(rule)
    found = _plain(before, year)
    for day, later in zip(after[::2], after[1::2], strict=True):
        turn = dt.date.fromisoformat(day)
        found = [s for s in found if s.first < turn]
        found += [s for s in _plain(later, year) if s.first >= turn]
    return found


def feast_day(rule: str, year: int) -> dt.date:
    """The day of a feast that has one every year.

    Raises:
        ValueError: if the rule is broken or the feast has no single day that year.
    """
    days = feast_days(rule, year)
    if len(days) != 1 or days[0].first != days[0].last:
        raise ValueError(f"feast «{rule}» has no single day in {year}")
    return days[0].first


def _plain(rule: str, year: int) -> list[Stretch]:
    match = _RULE.fullmatch(rule)
    if match is None:
        raise ValueError(
            f"feast rule «{rule}»: expected 12-25, 11-4th-3, easter+1, orthodox-2 or a feast of {TABLES.name}"
        )
    if match["name"]:
        days = _named(match["name"], year)
    elif match["day"]:
        day = dt.date(year, int(match["month"]), int(match["day"]))
        days = [Stretch(day, day)]
    else:
        day = _nth_weekday(year, int(match["month"]), int(match["nth"]), int(match["weekday"]))
        days = [Stretch(day, day)]
    plus = int(match["plus"] or 0)
    moves = {int(a): int(b) for a, b in _MOVE.findall(match["moves"])}
    out: list[Stretch] = []
    for stretch in days:
        first, last = (_moved(day, plus, moves) for day in (stretch.first, stretch.last))
        if match["more"]:
            last += dt.timedelta(int(match["more"]))
        elif match["until"]:
            ends = [s.last for y in (year, year + 1) for s in _named(match["until"], y)]
            ends = [end for end in ends if 0 < (end - last).days <= LONGEST]
            if not ends:
                continue
            last = ends[0] + dt.timedelta(int(match["shift"] or 0))
        out.append(Stretch(first, last))
    return out


def _moved(day: dt.date, plus: int, moves: dict[int, int]) -> dt.date:
    day += dt.timedelta(plus)
    return day + dt.timedelta(moves.get(day.weekday(), 0))


def _named(name: str, year: int) -> list[Stretch]:
    match name:
        case "easter":
            day = easter(year)
        case "orthodox":
            day = orthodox_easter(year)
        case "yazdegerd":
            first = dt.date(year, 1, 1)
            day = first + dt.timedelta((_PARSI - first).days % 365)
        case _:
            table = _tables().get(name)
            if table is None:
                raise ValueError(f"feast «{name}» is not in {TABLES}")
            return table.get(year, [])
    return [Stretch(day, day)]


@cache
def _tables() -> dict[str, dict[int, list[Stretch]]]:
    """The days of every feast by year; read when the first feast of the moon is met."""
    try:
        raw: dict[str, str] = tomllib.loads(TABLES.read_text("utf-8"))
        return {name: _by_year(text) for name, text in raw.items()}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as error:
        raise LexiconError(f"{TABLES}: {error}") from None


def _by_year(text: str) -> dict[int, list[Stretch]]:
    table: dict[int, list[Stretch]] = {}
    for entry in text.split():
        first, _, last = entry.partition("/")
        stretch = Stretch(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))
        table.setdefault(stretch.first.year, []).append(stretch)
    return table


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
