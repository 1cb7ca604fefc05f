"""Which days a stretch of time is, as it was said: a week, a season, so many months, «за три дня»."""

import datetime as dt

from qantar.grammar.said import Back, In, Months, Season, Turned

FRIDAY = 4
WINTER = 12
"""The month it begins in."""
JUST_PASSED = 2
"""Months after which statistics of the year so far still come out."""
HALF = 6
"""Months of a half-year."""
SOON_OVER = 2
"""Months into a half-year in which "the half-year" is the one before."""


def turned(said: Turned, published: dt.date | None, ahead: bool | None) -> str | None:
    """The last, this or next week, month, year…; of a weekend, told on weekdays without more, the last."""
    if published is None:
        return None
    match said.unit:
        case "day":
            return _moved(published, said.turn)
        case "week":
            monday = published - dt.timedelta(published.weekday() - 7 * said.turn)
            return f"{monday}/{_moved(monday, 6)}"
        case "weekend":
            monday = published - dt.timedelta(published.weekday() - 7 * said.turn)
            weekday = published.weekday()
            if said.turn == 0 and not ahead and weekday < FRIDAY + (ahead is False):
                monday -= dt.timedelta(7)  # "at the weekend" on a Tuesday
            return f"{_moved(monday, 5)}/{_moved(monday, 6)}"
        case "month":
            return _month(published, said.turn)
        case "quarter":
            index = published.year * 4 + (published.month - 1) // 3 + said.turn
            first = index % 4 * 3 + 1
            return f"{index // 4:04d}-{first:02d}/{index // 4:04d}-{first + 2:02d}"
        case "half":
            index = published.year * 2 + (published.month > HALF) + said.turn
            first = index % 2 * HALF + 1
            return f"{index // 2:04d}-{first:02d}/{index // 2:04d}-{first + HALF - 1:02d}"
        case "year":
            return f"{published.year + said.turn:04d}"
        case "night":
            return f"{_moved(published, said.turn)}/{_moved(published, said.turn + 1)}"
    return None


def season(said: Season, published: dt.date | None, ahead: bool | None) -> str | None:
    """Winter by the months of two years, the others by those of one; "last spring" is that which was over
    last, but «весной прошлого года» is of last year."""
    first = (said.number * 3 + 11) % 12 + 1
    year = said.year
    if year is None:
        if published is None:
            return None
        year = published.year
        if said.turn is not None:
            year += said.turn
            if said.turn < 0 and not said.of_year and _is_over(said.number, published):
                year += 1
        elif said.begun and not said.number and published.month == WINTER:
            year += 1
        elif ahead:
            year += _is_over(said.number, published)
        elif (dt.date(year, first, 1) - published).days > 0 and said.number:
            year -= 1
    elif said.number == 0:
        return None  # winter of a year: of which two?
    start = year - 1 if said.number == 0 else year
    end = first + 2 if said.number else 2
    return f"{start:04d}-{first:02d}/{year:04d}-{end:02d}"


def _is_over(number: int, published: dt.date) -> bool:
    """Whether the season that ends in the year of publication has ended."""
    return published.month > number * 3 + 2


def months(said: Months, published: dt.date | None) -> str | None:
    """Without a year those of the last year in which they are over; so many months without another word
    only where they have just passed since January: «за семь месяцев», printed in August or September."""
    year = said.year
    if year is None:
        if published is None:
            return None
        year = published.year
        if said.turn is not None:
            year += said.turn
        elif said.bare and not 0 < published.month - said.last <= JUST_PASSED:
            return None
        elif said.last > published.month:
            year -= 1
    return f"{year:04d}-{said.first:02d}/{year:04d}-{said.last:02d}"


def back(said: Back, published: dt.date | None, ahead: bool | None) -> str | None:
    """A stretch that ends where the report was published, as «за сутки» is the day before: of days and weeks
    the last full ones, of months and years those it lies in. What is yet to be done takes any."""
    if published is None or ahead:
        return None
    count, before = said.count, _moved(published, -1)
    match said.unit:
        case "day" | "week":
            first = _moved(published, -count * (7 if said.unit == "week" else 1))
            return before if first == before else f"{first}/{before}"
        case "month" if count == 1:
            if published.day == 1:  # all of the month before
                return _month(published, -1)
            month = dt.date.fromisoformat(_month(published, -1) + "-01")
            last = (published.replace(day=1) - dt.timedelta(1)).day
            return f"{month.replace(day=min(published.day, last))}/{before}"
        case "month":
            return f"{_month(published, -count)}/{_month(published, 0)}"
        case "quarter":
            return turned(Turned(-1, "quarter"), published, ahead)
        case "half":
            if published.month % HALF in range(1, SOON_OVER + 1):
                return turned(Turned(-1, "half"), published, ahead)
            return f"{_month(published, -HALF)}/{_month(published, 0)}"
        case "year" if count == 1:
            if published.month in (WINTER, 1):  # it sums up the year
                return f"{published.year - (published.month == 1):04d}"
            return f"{_month(published, -12)}/{_month(published, 0)}"
        case "year":
            return f"{published.year - count:04d}/{published.year:04d}"
    return None


def behind(said: In, anchor: dt.date | None, published: dt.date | None) -> str | None:
    """«Через два дня вернулись»: so many days after the one told before, the report at the latest."""
    if anchor is None or said.unit not in ("day", "week", "month"):
        return None
    if said.unit == "month":
        return _month(anchor, said.count)
    day = _moved(anchor, said.count * (7 if said.unit == "week" else 1))
    return None if published is not None and day > published.isoformat() else day


def _month(day: dt.date, count: int) -> str:
    index = day.year * 12 + day.month - 1 + count
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def _moved(day: dt.date, days: int) -> str:
    return (day + dt.timedelta(days)).isoformat()
