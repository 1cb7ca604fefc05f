"""Moments: the words of a text that name a date, a time or a period, with what they name."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from qantar.domain.when import When
from qantar.grammar.reckoning import Reading, partial, resolved
from qantar.grammar.said import At, Back, In, Night, Open, Point, Range, Said, Same, Shift

DATE: Final = "date"
WEEKDAY: Final = "weekday"
RELATIVE: Final = "relative"
CLOCK: Final = "clock"
PERIOD: Final = "period"
HOLIDAY: Final = "holiday"
MONTH: Final = "month"
YEAR: Final = "year"
ANAPHORIC: Final = "anaphoric"

SINCE: Final = "since"
UNTIL: Final = "until"
AS_OF: Final = "as_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A mention of a date or time at tokens ``first`` up to but not including ``last``.

    «с 9 по 12 января» of 14 January 2026 is ``2026-01-09/2026-01-12``. ``when`` is None while the
    words alone do not say which day: then ``partial`` may hold ``XXXX-01-05``, ``clock`` the hour,
    and ``said`` can be read again once a day named nearby is known. ``flag`` marks ``since``,
    ``until`` and ``as_of``; ``rule`` is the section and pattern that matched.
    """

    first: int
    last: int
    when: When | None
    partial: When | None
    kind: str
    clock: str | None
    flag: str | None
    rule: str
    said: Said
    ahead: bool | None
    """Whether the clause looks ahead (will be held) or back (was held); None where it does not say."""
    plain: bool = False
    """Whether it is a phrase by itself, counted to the day as calendars do."""

    @property
    def anchor_day(self) -> dt.date | None:
        """The one day it names, of an interval the last, for a later «в тот же день» or a bare clock
        time to lean on."""
        if self.when is None or self.when.is_partial or self.flag in (UNTIL, AS_OF):
            return None
        day = self.when.end if self.when.end != ".." else self.when.start
        return dt.date.fromisoformat(day[:10]) if len(day) >= 10 else None


def read_said(
    said: Said, published: When | None, anchor: When | None, ahead: bool | None, plain: bool
) -> tuple[When | None, When | None]:
    """What a date as said is, or else what is known of it without a year."""
    reading = Reading(
        published=_last_day(published), anchor=_last_day(anchor), ahead=ahead, plain=plain
    )
    text = resolved(said, reading)
    if text is not None:
        return When(text), None
    half = partial(said)
    return None, None if half is None else When(half)


def read_moment(moment: Moment, published: When | None, anchor: When | None) -> Moment:
    """The moment read again against a publication date and a day named nearby, either of them None."""
    when, half = read_said(moment.said, published, anchor, moment.ahead, moment.plain)
    return replace(moment, when=when, partial=half)


def settled(moments: Iterable[Moment], published: When | None) -> list[Moment]:
    """The moments of one document in order, those that lean on another day resolved by it.

    A clock time, «в тот же день» and «26-го» lean on the last full day named before. A day without
    a year, where nothing tells the day of publication, takes the year of the nearest full date of
    the document, but never that of a bare year; one that follows a day told with an earlier year is of
    that year too.
    """
    moments = list(moments)
    full = [
        (i, day)
        for i, m in enumerate(moments)
        if (day := m.anchor_day) is not None and not _is_nightfall(m.said)
    ]
    after = dict(full)
    out: list[Moment] = []
    last: dt.date | None = None
    told: dt.date | None = None  # the day told last with its year, while the report is there
    year = None if published is None else published.start[:4]  # of the date told last
    for index, moment in enumerate(moments):
        compares = moment.kind == YEAR and isinstance(moment.said, Shift)
        if compares:  # «годом ранее»
            if year is not None:
                moment = read_moment(moment, published, When(f"{year}-12-31"))
        elif moment.when is None:
            anchor = last
            if anchor is None and full and not _leans_back(moment.said):
                anchor = min(full, key=lambda pair: (abs(pair[0] - index), pair[0]))[1]
            if anchor is not None:
                moment = read_moment(moment, published, When(anchor.isoformat()))
        elif last is not None and (_is_day_alone(moment.said) or _is_nightfall(moment.said)):
            again = read_moment(moment, published, When(last.isoformat()))
            if moment.ahead or not _lies_behind(again, published):
                moment = again
        elif index + 1 in after and _is_nightfall(moment.said):
            # the first words of a report that goes on to tell the day
            moment = read_moment(moment, published, When(after[index + 1].isoformat()))
        elif last is not None and _is_of_other_days(moment, last):
            moment = replace(moment, when=None)
        elif told is not None and published is not None and _has_no_year(moment.said):
            moment = _in_the_year_told(moment, published, told)
        if moment.kind == DATE and _year_of(moment.said) is not None:
            told = moment.anchor_day or told
        elif moment.kind in (WEEKDAY, RELATIVE):
            told = None  # the report is back in its own week
        out.append(moment)
        last = moment.anchor_day or last
        if moment.when is None or moment.when.is_partial or moment.flag == SINCE:
            continue
        if not compares:
            ends = (moment.when.start, moment.when.end)  # «до 15 марта» has no start
            year = next((end[:4] for end in ends if end[:4].isdigit()), year)
    return out


def _lies_behind(moment: Moment, published: When | None) -> bool:
    """Whether a day is later than the report: «9-го числа погибли» of a report of the 8th is of the month before."""
    if published is None or moment.when is None or moment.when.is_partial:
        return False
    return moment.when.start[:10] > published.end[:10]


TOLD_DAYS = 100
"""Days within which a day without a year follows one told with its year: "On August 9, 2010, … On August
11, …"."""


def _in_the_year_told(moment: Moment, published: When, told: dt.date) -> Moment:
    """A day without a year as the next one after a day told with its year, where that is within reach and
    the report goes on telling of then."""
    until = told + dt.timedelta(days=TOLD_DAYS)
    day = _last_day(published)
    if day is None or until >= day:
        return moment
    again = read_moment(replace(moment, ahead=False), When(until.isoformat()), None)
    start = None if again.when is None or again.when.is_partial else again.when.start
    if start is None or len(start) < len("2022-01-05"):
        return moment
    return again if told <= dt.date.fromisoformat(start[:10]) <= until else moment


def _has_no_year(said: Said) -> bool:
    match said:
        case Point():
            return said.year is None and said.day is not None and said.turn is None
        case At():
            return _has_no_year(said.day)
        case Range():
            return _has_no_year(said.last)
    return False


def _year_of(said: Said) -> int | None:
    match said:
        case Point():
            return said.year
        case At():
            return _year_of(said.day)
    return None


def _leans_back(said: Said) -> bool:
    match said:
        case Same() | In() | Night(to=Same()):
            return True
        case At():
            return _leans_back(said.day)
        case Open():
            return _leans_back(said.said)
    return False


def _is_of_other_days(moment: Moment, last: dt.date) -> bool:
    """Whether «за три дня» is told of days before those it would be, counted back from the report: what went on
    three weeks ago took three days."""
    said = moment.said.past if isinstance(moment.said, In) else moment.said
    return (
        isinstance(said, Back)
        and said.unit == "day"
        and not moment.ahead
        and moment.when is not None
        and last.isoformat() < moment.when.start
    )


def _is_nightfall(said: Said) -> bool:
    return isinstance(said, Night) and isinstance(said.to, Same)


def _is_day_alone(said: Said) -> bool:
    match said:
        case Point(month=None, year=None):
            return True
        case At():
            return _is_day_alone(said.day)
        case Open():
            return _is_day_alone(said.said)
        case Range():
            return _is_day_alone(said.last)
    return False


def _last_day(when: When | None) -> dt.date | None:
    """The day a publication stamp or an anchor names; None where it is coarser than a day."""
    if when is None or when.is_partial:
        return None
    end = when.end if when.end != ".." else when.start
    return dt.date.fromisoformat(end[:10]) if len(end) >= 10 else None
