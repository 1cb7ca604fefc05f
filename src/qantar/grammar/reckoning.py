"""Which day a date is, as it was said.

That needs the publication date, sometimes a day named nearby; without them a day without a year
stays ``XXXX-01-05`` and the rest stays unresolved. Nothing is taken from the clock of the machine.
"""

import datetime as dt
from dataclasses import dataclass, replace

from qantar.grammar.feasts import Stretch, feast_days
from qantar.grammar.said import (
    At,
    Back,
    Decade,
    Feast,
    In,
    Months,
    Night,
    Nth,
    Open,
    Point,
    Range,
    Said,
    Same,
    Season,
    Shift,
    Turned,
    Weekday,
)
from qantar.grammar.stretches import back, behind, months, season, turned

AHEAD_DAYS = 60
"""A day without a year is taken in the year of publication unless it would lie further ahead than
this: news announces weeks ahead («режим ЧП до 19 января»), and recalls months back."""
PAST_SLACK_DAYS = 2
"""Where the words are plainly about the past, a day may lie this far after the date of publication:
time zones and reports stamped the evening before."""
SOON_DAYS = 14
"""A day so near ahead is hardly last year's even where the verb is past («объявил 7 августа днём траура»,
written on the 4th), nor can what is past be dated by it: two readings compete."""
FEAST_DAYS = 400
"""Two feasts of one name lie no further apart; beyond it the years between are not in the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a date is read against: the publication day, a day named nearby, and where words look.

    ``ahead`` is True for "will be held on Friday", False for "was shot on Friday", None unknown.
    """

    published: dt.date | None = None
    anchor: dt.date | None = None
    ahead: bool | None = None
    plain: bool = False
    """Counted to the day: three months ago of 12 February is 12 November, not some day of November."""
    in_range: bool = False
    """An end of a range: what runs as a report is printed may end some days after it."""


def resolved(said: Said, reading: Reading) -> str | None:
    """The EDTF text, or None where the words and the reading do not suffice."""
    try:
        return _resolved(said, reading)
    except (ValueError, OverflowError):  # a day no calendar has: 31 февраля
        return None


def partial(said: Said) -> str | None:
    """``XXXX-01-05`` or ``XXXX-01`` of a day or month without a year."""
    match said:
        case Point(year=None, month=int(), day=None):
            return f"XXXX-{said.month:02d}"
        case Point(year=None, month=int(month), day=int(day)):
            try:
                dt.date(2000, month, day)
            except ValueError:
                return None
            return f"XXXX-{month:02d}-{day:02d}"
        case At(day=Point()) | Open(said=Point()):
            return partial(said.day if isinstance(said, At) else said.said)
        case Range(first=Point(), last=Point()):
            first, last = partial(_lent(said.first, said.last)), partial(said.last)
            return f"{first}/{last}" if first and last and first < last else None
        case Night(to=Point()):
            return partial(said.to)
    return None


def _resolved(said: Said, reading: Reading) -> str | None:
    match said:
        case Point():
            return _point(said, reading)
        case Weekday():
            day = _weekday(said, reading)
            return None if day is None else day.isoformat()
        case Shift():
            return _shift(said, reading)
        case Turned():
            return turned(said, reading.published, reading.ahead)
        case Nth():
            return _nth(said, reading)
        case Feast():
            return _feast(said, reading)
        case Same():
            return None if reading.anchor is None else _moved(reading.anchor, said.days)
        case Season():
            return season(said, reading.published, reading.ahead)
        case Months():
            return months(said, reading.published)
        case Back():
            return back(said, reading.published, reading.ahead)
        case In():
            return _in(said, reading)
        case Decade():
            return f"{said.year:04d}/{said.year + 9:04d}"
        case Range():
            return _range(said, reading)
        case Night(to=Same()):
            return _nightfall(reading)
        case Night():
            to = _day(resolved(said.to, reading))
            return None if to is None else f"{_moved(to, -1)}/{to}"
        case At():
            return _at(said, reading)
        case Open():
            text = resolved(said.said, reading)
            if text is None:
                return None
            start, slash, end = text.partition("/")
            if said.side == "since" and reading.ahead is None:
                start = _begun(said.said, start, reading.published)
            return f"{start}/.." if said.side == "since" else f"../{end if slash else start}"


def _begun(said: Said, start: str, published: dt.date | None) -> str:
    """«С октября» told in August, by words that do not look ahead: the last October."""
    if not (isinstance(said, Point) and said.month is not None and said.day is None):
        return start
    if said.year is not None or said.turn is not None or published is None:
        return start
    return f"{published.year - 1}{start[4:]}" if start > f"{published:%Y-%m}" else start


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text is not None and len(text) == 10 else None


def _moved(day: dt.date, days: int) -> str:
    return (day + dt.timedelta(days)).isoformat()


def _point(said: Point, reading: Reading) -> str | None:
    year, month, day = said.year, said.month, said.day
    if year is not None:
        if month is None:
            return f"{year:04d}"
        if day is None:
            return f"{year:04d}-{month:02d}" if 1 <= month <= 12 else None
        return dt.date(year, month, day).isoformat()
    if month is None:
        return _day_alone(day, reading)
    if said.of_year and reading.published is not None:
        year = reading.published.year + (said.turn or 0)
    else:
        year = _year(month, day, said.turn, reading)
    if year is None:
        return None
    return f"{year:04d}-{month:02d}" if day is None else dt.date(year, month, day).isoformat()


def _year(month: int, day: int | None, turn: int | None, reading: Reading) -> int | None:
    """The year a day or month without one belongs to."""
    published, anchor = reading.published, reading.anchor
    if published is None:
        if anchor is None:
            return None
        years = (anchor.year - 1, anchor.year, anchor.year + 1)
        return min(years, key=lambda y: (abs((_clamped(y, month, day) - anchor).days), y))
    if turn is not None:
        if turn == 0:
            return published.year
        if turn < 0:
            return published.year if month < published.month else published.year - 1
        return published.year if month > published.month else published.year + 1
    horizon = PAST_SLACK_DAYS if reading.ahead is False else AHEAD_DAYS
    following = published.year + (_clamped(published.year, month, day or 31) < published)
    until = (_clamped(following, month, day) - published).days
    if reading.ahead is False and day is not None and not reading.in_range:
        if PAST_SLACK_DAYS < until <= SOON_DAYS:
            return None
    # a date that lies ahead is the next such day, unless that is most of a year away
    if reading.ahead and until <= 300:
        return following
    for year in (published.year + 1, published.year):
        if (_clamped(year, month, day) - published).days <= horizon:
            return year
    return published.year - 1


def _clamped(year: int, month: int, day: int | None) -> dt.date:
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)).day
    return dt.date(year, month, min(day or 1, last))


def _day_alone(day: int | None, reading: Reading) -> str | None:
    """«26-го»: the one nearest to the day named before, else the last one before publication."""
    if day is None or not 1 <= day <= 31:
        return None
    near = reading.anchor or reading.published
    if near is None:
        return None
    months = [(near.year, near.month)]
    for step in (-1, 1):
        index = near.year * 12 + near.month - 1 + step
        months.append((index // 12, index % 12 + 1))
    days = []
    for year, month in months:
        try:
            days.append(dt.date(year, month, day))
        except ValueError:
            continue
    if reading.anchor is None and reading.published is not None:
        if reading.ahead:
            days = [d for d in days if d >= near]
        else:
            days = [d for d in days if d <= near]
    return min(days, key=lambda d: (abs((d - near).days), d)).isoformat() if days else None


def _weekday(said: Weekday, reading: Reading) -> dt.date | None:
    published = reading.published
    if published is None:
        if reading.anchor is None or said.turn is not None or said.week is not None:
            return None
        # without a publication date only a day named nearby can carry a weekday
        offset = (said.number - reading.anchor.weekday() + 3) % 7 - 3
        return reading.anchor + dt.timedelta(offset)
    monday = published - dt.timedelta(published.weekday())
    if said.week is not None:
        return monday + dt.timedelta(said.number + 7 * said.week)
    back = (published.weekday() - said.number) % 7
    match said.turn:
        case None:
            if reading.ahead:
                ahead = (said.number - published.weekday()) % 7
                return published + dt.timedelta(ahead or (7 if reading.plain else 0))
            return published - dt.timedelta(back)
        case -1:
            return published - dt.timedelta(back or 7)
        case 0:
            ahead = (said.number - published.weekday()) % 7
            return (
                published + dt.timedelta(ahead)
                if reading.ahead
                else published - dt.timedelta(back)
            )
        case 1:
            return monday + dt.timedelta(said.number + 7)
        case _:  # AFTER_NEXT
            return published + dt.timedelta(((said.number - published.weekday()) % 7 or 7) + 7)


def _shift(said: Shift, reading: Reading) -> str | None:
    base = reading.published
    grain = said.grain
    if said.of is not None:
        text = resolved(said.of, reading)
        if text is None or "/" in text or "T" in text:
            return None
        grain = grain or {4: "year", 7: "month", 10: "day"}[len(text)]
        base = dt.date.fromisoformat((text + "-01-01")[:10])
    if base is None:
        return None
    match said.unit:
        case "day":
            day = base + dt.timedelta(said.count)
        case "week":
            day = base + dt.timedelta(7 * said.count)
        case "hour":
            return None
        case "month":
            index = base.year * 12 + base.month - 1 + said.count
            day = _clamped(index // 12, index % 12 + 1, base.day)
        case "year":
            day = _clamped(base.year + said.count, base.month, base.day)
        case _:
            return None
    if grain is None and not reading.plain:
        ago = said.unit == "week" and said.count < 0 and said.of is None
        if said.unit == "week" and not ago:
            monday = day - dt.timedelta(day.weekday())
            return f"{monday}/{_moved(monday, 6)}"
        grain = "day" if ago else said.unit  # "two weeks ago" is told of the very day
    return day.isoformat()[: {"year": 4, "month": 7}.get(grain or "", 10)]


def _in(said: In, reading: Reading) -> str | None:
    """ "In five years": that far ahead, or where the words look back the years that have passed; «через пять
    лет» then five years after what was told."""
    if reading.ahead or reading.plain:
        return _shift(Shift(count=said.count, unit=said.unit), reading)
    if reading.ahead is None:
        return None
    if said.past is not None:
        return resolved(said.past, reading)
    return behind(said, reading.anchor, reading.published)


def _nightfall(reading: Reading) -> str | None:
    """«Ночью»: the one before the report, unless the day told last is an older one: it may be that day's
    night or the next."""
    published, anchor = reading.published, reading.anchor
    if reading.ahead or published is None:
        return None
    before = published - dt.timedelta(1)
    if anchor is not None and anchor < before:
        return None
    return f"{before}/{published}"


def _nth(said: Nth, reading: Reading) -> str | None:
    text = resolved(said.of, reading)
    if text is None:
        return None
    if not isinstance(said.of, Point | Turned):
        return _nth_from(said, text)
    if "/" in text:  # the first day of a week or a quarter; no other is asked for
        start = (text.partition("/")[0] + "-01")[:10]
        return start if said.number == 1 and said.weekday is None else None
    if len(text) > 7:
        return None
    first = dt.date.fromisoformat((text + "-01-01")[:10])
    last = (
        dt.date(first.year, 12, 31) if len(text) == 4 else _clamped(first.year, first.month, 31)
    )
    days = [
        first + dt.timedelta(n)
        for n in range((last - first).days + 1)
        if said.weekday is None or (first + dt.timedelta(n)).weekday() == said.weekday
    ]
    index = said.number - 1 if said.number > 0 else said.number
    return days[index].isoformat() if -len(days) <= index < len(days) else None


def _nth_from(said: Nth, text: str) -> str | None:
    """The third Tuesday after a day, the second day of a feast; a negative number counts back."""
    start, slash, end = text.partition("/")
    if len(start) != 10:
        return None
    first = dt.date.fromisoformat(start)
    if said.weekday is None:
        # where countries began a feast on two days, so they did its second
        last = dt.date.fromisoformat(end or start)
        if slash and (last - first).days > 2:
            return _moved(first, said.number - 1)
        moved = [_moved(day, said.number - 1) for day in (first, last)]
        return "/".join(dict.fromkeys(moved))
    if slash:
        return None
    if said.number > 0:
        days = (said.weekday - first.weekday()) % 7 or 7
        return _moved(first, days + 7 * (said.number - 1))
    days = (first.weekday() - said.weekday) % 7 or 7
    return _moved(first, -days + 7 * (said.number + 1))


def _feast(said: Feast, reading: Reading) -> str | None:
    year = said.year
    if said.of is not None:  # "Thanksgiving three months ago" names a year
        text = resolved(said.of, reading)
        if text is None:
            return None
        year = int(text[:4])
    published = reading.published
    if year is None and published is None:
        if reading.anchor is None:
            return None
        year = reading.anchor.year
    if year is not None:
        days = feast_days(said.rule, year)
        return str(days[0]) if len(days) == 1 else None  # unknown, or which of two?
    assert published is not None
    days = [day for step in (-1, 0, 1) for day in feast_days(said.rule, published.year + step)]
    past = [day for day in days if day.first <= published]
    coming = [day for day in days if day.last >= published]
    nearest: Stretch | None
    if said.turn is not None and said.turn < 0:
        nearest = next((day for day in reversed(days) if day.last < published), None)
    elif said.turn is not None and said.turn > 0:
        nearest = next((day for day in days if day.first > published), None)
    elif reading.ahead or (reading.ahead is None and said.turn == 0):
        nearest = coming[0] if coming else None
    elif reading.ahead is None:  # whichever is nearer: feasts are announced and recalled alike
        nearest = min(days, key=lambda day: (_away(day, published), day.first), default=None)
    else:
        nearest = past[-1] if past else None
    if nearest is None or abs((nearest.first - published).days) > FEAST_DAYS:
        return None  # the table ends here, and the one meant is not in it
    return str(nearest)


def _away(day: Stretch, published: dt.date) -> int:
    """Days between a feast and a date, none if the date lies in it."""
    return max((day.first - published).days, (published - day.last).days, 0)


def _lent(first: Said, last: Said) -> Said:
    """The first date of a range with the month and year that only the last one names."""
    if isinstance(first, Point) and isinstance(last, Point):
        month = first.month
        if month is None and first.day is not None:
            month = last.month
            if month is not None and last.day is not None and first.day > last.day:
                return Point(year=None, month=None, day=None)
        year = first.year
        if year is None and last.year is not None and month is not None:
            year = last.year - (last.month is not None and month > last.month)
        return Point(year=year, month=month, day=first.day, turn=first.turn)
    return first


def _range(said: Range, reading: Reading) -> str | None:
    reading = replace(reading, in_range=True)
    last = resolved(said.last, reading)
    if last is None:
        return None
    first_said = _lent(said.first, said.last)
    if (
        isinstance(first_said, Point)
        and first_said.year is None
        and first_said.month is not None
    ):
        end = int(last.rpartition("/")[2][:4])
        month = int(last[5:7]) if len(last) >= 7 else 12
        first_said = Point(
            year=end - (first_said.month > month), month=first_said.month, day=first_said.day
        )
    if isinstance(first_said, Point) and first_said == Point():
        return None
    first = resolved(first_said, reading)
    if first is None:
        return None
    first, last = first.partition("/")[0], last.rpartition("/")[2]
    if first == last:
        return first
    if isinstance(first_said, Weekday) and first > last:
        earlier = _day(first)
        first = first if earlier is None else _moved(earlier, -7)
    if first < last and _without_year(said.first) and _without_year(said.last):
        first, last = _running(first, last, reading.published)
    return f"{first}/{last}" if first < last else None


def _without_year(said: object) -> bool:
    return isinstance(said, Point) and said.year is None and said.turn is None


def _running(first: str, last: str, published: dt.date | None) -> tuple[str, str]:
    """«с 3 июля по 2 августа», published on 5 July: the days that run as it is printed, not those of a
    year before."""
    start, end = _day(first), _day(last)
    if published is None or start is None or end is None or end >= published:
        return first, last
    try:
        start, end = start.replace(year=start.year + 1), end.replace(year=end.year + 1)
    except ValueError:  # 29 February
        return first, last
    if start <= published <= end:
        return start.isoformat(), end.isoformat()
    return first, last


def _at(said: At, reading: Reading) -> str | None:
    text = resolved(said.day, reading)
    if text is None:
        return None
    first, _, last = said.clock.partition("/")
    if len(text) == 10:
        if not last:
            return f"{text}T{first}"
        to = text if last > first else _moved(dt.date.fromisoformat(text), 1)
        return f"{text}T{first}/{to}T{last}"
    start, slash, end = text.partition("/")
    if slash and len(start) == len(end) == 10 and isinstance(said.day, Night) and not last:
        # a clock time in the night to the 6th: before noon it is already the 6th
        return f"{end if first < '12:00' else start}T{first}"
    if slash and last and len(start) == len(end) == 10 and isinstance(said.day, Night):
        return f"{start if first >= '12:00' else end}T{first}/{end}T{last}"
    return text
