"""What each section of a calendar means: how the words in its slots become a date as said.

A section belongs to a stage; its patterns may use the slots that earlier stages produced:
``{day}`` one day with its month, ``{date}`` any one day, ``{any}`` any date or period.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from qantar.grammar import moments as m
from qantar.grammar.said import (
    AFTER_NEXT,
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
)  # fmt: skip

Filled = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a pattern's words came to: the date as said, its kind, the hour, the open end."""

    said: Said
    kind: str
    clock: str | None = None
    flag: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of ``calendar.toml``: when it runs, what it makes and for which slots.

    ``alone``: whether it is a moment by itself; ``loose``: whether a number in it must stand free of
    others; ``wary``: whether a common noun after it spoils it ("in 2014 soldiers"); ``eve``: whether a
    noun it governs does («накануне выборов»); ``of_noun``: whether one it qualifies may («воскресная школа»);
    ``exact``: whether a hedge before it does ("about a year
    ago" is no day); ``bounded``: whether a word of distance behind it does, or one of a part or a custom
    before it («за неделю до выборов», «днём и ночью»); ``ends``: whether it must end its clause.
    """

    stage: int
    products: tuple[str, ...]
    build: Callable[[Filled], Built | None]
    alone: bool = True
    loose: bool = True
    wary: bool = False
    eve: bool = False
    of_noun: bool = False
    exact: bool = False
    bounded: bool = False
    ends: bool = False


def _int(filled: Filled, name: str) -> int | None:
    value = filled.get(name)
    return value if isinstance(value, int) else None


def _said(filled: Filled, name: str) -> Said | None:
    value = filled.get(name)
    return value.said if isinstance(value, Built) else None


def _day(filled: Filled) -> Built | None:
    digits = filled.get("digits") or filled.get("dm") or filled.get("slashed")
    if isinstance(digits, Point):
        return _point(digits)
    month = _int(filled, "month") or _int(filled, "mabbr") or _int(filled, "mgen")
    month = month or _int(filled, "m")
    day = _int(filled, "d") or _int(filled, "o") or _int(filled, "od")
    year = _int(filled, "y") or _int(filled, "yy")
    named = filled.get("of")
    if isinstance(named, Built) and isinstance(named.said, Point):
        month, year = named.said.month, named.said.year
        return _point(Point(year=year, month=month, day=day, turn=named.said.turn))
    if isinstance(named, Built) and isinstance(named.said, Turned):
        return Built(said=Nth(number=day or 0, weekday=None, of=named.said), kind=m.RELATIVE)
    turn = _int(filled, "turn")
    turn = _int(filled, "yearword") if turn is None else turn
    return _point(Point(year=year, month=month, day=day, turn=turn, of_year=turn is not None))


def _point(point: Point) -> Built | None:
    if point.month is not None and not 1 <= point.month <= 12:
        return None
    if point.day is not None and not 1 <= point.day <= 31:
        return None
    kind = m.DATE if point.day is not None else m.MONTH if point.month is not None else m.YEAR
    return Built(said=point, kind=kind)


def _month(filled: Filled) -> Built | None:
    year = _said(filled, "of")
    if isinstance(year, Turned):
        month = _int(filled, "month")
        assert month is not None
        return Built(said=Point(month=month, turn=year.turn, of_year=True), kind=m.MONTH)
    month = _int(filled, "month") or _int(filled, "mabbr")
    turn, year_turn = _int(filled, "turn"), _int(filled, "yearturn")
    return _point(
        Point(
            year=_int(filled, "y"),
            month=month,
            turn=turn if year_turn is None else year_turn,
            of_year=year_turn is not None,
        )
    )


def _year(filled: Filled) -> Built | None:
    return _point(Point(year=_int(filled, "y") or _int(filled, "yo")))


def _weekday(filled: Filled) -> Built | None:
    number = _int(filled, "weekday")
    assert number is not None
    week = _int(filled, "week")
    turn = AFTER_NEXT if "skip" in filled else _int(filled, "turn")
    return Built(said=Weekday(number=number, turn=turn, week=week), kind=m.WEEKDAY)


def _near(filled: Filled) -> Built | None:
    return Built(said=Shift(count=_int(filled, "near") or 0, unit="day"), kind=m.RELATIVE)


def _lastnight(filled: Filled) -> Built | None:
    return Built(
        said=Night(Shift(count=_int(filled, "night") or 0, unit="day")), kind=m.RELATIVE
    )


def _turned(filled: Filled) -> Built | None:
    unit = str(filled.get("span", "year" if "yearword" in filled else "weekend"))
    said = Turned(_int(filled, "turn") or _int(filled, "yearword") or 0, unit)
    kind = {"month": m.MONTH, "year": m.YEAR, "day": m.RELATIVE}.get(unit, m.PERIOD)
    return Built(said=said, kind=kind)


LONG_SPANS: Final = {
    "halfyear": (6, "month"),
    "halfcentury": (50, "year"),
    "fortnight": (14, "day"),
    "decade": (10, "year"),
    "century": (100, "year"),
}
"""Spans that a word of their own names: «полвека назад», "a fortnight ago"."""


def _in_units(count: int, unit: str) -> tuple[int, str]:
    """So many of a unit, a span with a word of its own in the unit it is made of."""
    times, plain = LONG_SPANS.get(unit, (1, unit))
    return count * times, plain


def _shift(sign: int) -> Callable[[Filled], Built | None]:
    def build(filled: Filled) -> Built | None:
        count = _int(filled, "n")
        count = 1 if count is None else count
        count, unit = _in_units(count, str(filled.get("unit", "day")))
        return Built(
            said=Shift(count=sign * count, unit=unit, of=_said(filled, "of")), kind=m.RELATIVE
        )

    return build


def _coming(filled: Filled) -> Built | None:
    unit = str(filled["unit"])
    return Built(
        said=Shift(count=_int(filled, "n") or 1, unit=unit, grain=unit), kind=m.RELATIVE
    )


def _within(filled: Filled) -> Built | None:
    number, unit = _in_units(_int(filled, "n") or 1, str(filled["unit"]))
    if unit == "hour":
        if number < 24:
            return None
        unit, number = "day", -(-number // 24) + (number > 24)  # 48 hours began two days ago
    if unit == "year" and number > 1:  # the last three years, of which this is one
        this = Shift(count=0, unit=unit, grain=unit)
        return Built(said=Range(replace(this, count=1 - number), this), kind=m.PERIOD)
    if unit != "day":
        return _backward(number, unit)
    if number == 1:  # «за последние сутки»: the day before
        return Built(said=Shift(count=-1, unit="day"), kind=m.RELATIVE)
    first, last = Shift(count=1 - number, unit="day"), Shift(count=0, unit="day")
    return Built(said=Range(first, last), kind=m.PERIOD)


def _back(filled: Filled) -> Built | None:
    """«За три дня», «за неделю», "over the quarter": so far back from the report; «за один день» is of any."""
    unit = str(filled["unit"])
    count = _int(filled, "n") or 1
    if unit == "hour":
        if count % 24:
            return None
        unit, count = "day", count // 24
    if count > _LONGEST.get(unit, 0) or (unit == "day" and count == 1):
        return None
    return _backward(count, unit)


def _backward(count: int, unit: str) -> Built:
    kind = {"day": m.PERIOD, "week": m.PERIOD, "year": m.YEAR}.get(unit, m.MONTH)
    return Built(said=Back(count=count, unit=unit), kind=kind)


_LONGEST: Final = {"day": 60, "week": 20, "month": 1, "quarter": 1, "half": 1, "year": 30}
"""The longest stretches that are told back from today: «за три месяца» may be the first of the year or those
of the war, «им за 50 лет» is an age."""


def _in(over: bool) -> Callable[[Filled], Built | None]:
    def build(filled: Filled) -> Built | None:
        count, unit = _int(filled, "n") or 1, str(filled["unit"])
        if not over:
            return Built(said=In(count=count, unit=unit), kind=m.RELATIVE)
        past = (_within if unit == "year" else _back)(filled)
        said = In(count=count, unit=unit, past=Point() if past is None else past.said)
        return Built(said=said, kind=m.PERIOD if past is None else past.kind)

    return build


def _decade(filled: Filled) -> Built | None:
    year = _int(filled, "decade") or _int(filled, "y")
    return None if year is None or year % 10 else Built(said=Decade(year), kind=m.YEAR)


def _nth(filled: Filled) -> Built | None:
    of = _said(filled, "of")
    number = _int(filled, "o") or _int(filled, "n") or _int(filled, "order")
    if of is None and "fromnow" in filled:
        of, number = Shift(count=0, unit="day"), (number or 0) * (_int(filled, "fromnow") or 1)
    if of is None and "span" in filled:
        of = Turned(0, str(filled["span"]))
    if of is None or not number:
        return None
    if _int(filled, "turn") == -1 or filled.get("back"):
        number = -number
    return Built(
        said=Nth(number=number, weekday=_int(filled, "weekday"), of=of), kind=m.RELATIVE
    )


def _feast(filled: Filled) -> Built | None:
    year = _int(filled, "y")
    turn = _int(filled, "turn")
    of = _said(filled, "of")
    if "yearturn" in filled:
        of = Turned(_int(filled, "yearturn") or 0, "year")
    if of is not None and not (isinstance(of, Turned) and of.unit == "year"):
        return None
    return Built(
        said=Feast(rule=str(filled["feast"]), year=year, turn=turn, of=of), kind=m.HOLIDAY
    )


def _feast_of(filled: Filled) -> Built | None:
    """ "Thanksgiving a year ago", "Diwali in two years"."""
    feast, date = _said(filled, "x"), _said(filled, "of")
    if not isinstance(feast, Feast) or feast.year is not None or date is None:
        return None
    return Built(said=replace(feast, of=date), kind=m.HOLIDAY)


def _season(filled: Filled) -> Built | None:
    number = _int(filled, "season")
    assert number is not None
    turn, of_year = _int(filled, "turn"), _int(filled, "yearturn")
    said = Season(
        number=number,
        year=_int(filled, "y"),
        turn=turn if of_year is None else of_year,
        of_year=of_year is not None,
    )
    return Built(said=said, kind=m.PERIOD)


def _months(filled: Filled) -> Built | None:
    """«за первый квартал 2024 года», «за семь месяцев»: months of a year, its first ones where only their
    number is told."""
    part = filled.get("yearpart")
    bare = False
    if isinstance(part, str):
        first, last = (int(month) for month in part.split("-"))
    else:
        first, last = 1, _int(filled, "n") or 0
        if filled.get("unit") != "month" or not LEAST_MONTHS <= last < 12:
            return None
        bare = "opening" not in filled
    turn = _int(filled, "turn")
    turn = _int(filled, "yearword") if turn is None else turn
    of = _said(filled, "of")
    if isinstance(of, Turned):
        turn = of.turn
    year = _int(filled, "y")
    return Built(
        said=Months(first=first, last=last, year=year, turn=turn, bare=bare and turn is None),
        kind=m.PERIOD,
    )


LEAST_MONTHS = 2


def _year_before(filled: Filled) -> Built | None:
    """«годом ранее»: the year before the one told last."""
    del filled
    return Built(said=Shift(count=-1, unit="year", of=Same(), grain="year"), kind=m.YEAR)


def _same(filled: Filled) -> Built | None:
    return Built(said=Same(_int(filled, "same") or 0), kind=m.ANAPHORIC)


def _clock(filled: Filled) -> Built | None:
    text = filled.get("hm") or filled.get("hdot") or filled.get("time")
    if isinstance(text, str):
        hour, minute = int(text[:2]), int(text[3:])
    else:
        hour = _int(filled, "h") or _int(filled, "h2") or _int(filled, "o") or 0
        minute = _int(filled, "mm") or 0
    part = filled.get("part")
    hour = _on_the_day(hour, part if isinstance(part, str) else None)
    if not (0 <= hour < 24 and 0 <= minute < 60):
        return None
    clock = f"{hour:02d}:{minute:02d}"
    return Built(said=At(Same(), clock), kind=m.CLOCK, clock=clock)


def _on_the_day(hour: int, part: str | None) -> int:
    match part:
        case "am":
            return 0 if hour == 12 else hour
        case "pm":
            return hour + 12 if 1 <= hour < 12 else hour
        case "night":
            return 0 if hour == 12 else hour + 12 if 8 <= hour < 12 else hour
    return 0 if hour == 24 else hour


def _zoned(filled: Filled) -> Built | None:
    """ "6 a.m. Moscow time": the clock as it is written; it is not moved to another zone."""
    clock = filled["t"]
    return clock if isinstance(clock, Built) else None


def _hours(filled: Filled) -> Built | None:
    first, last = filled.get("a"), filled.get("b")
    if isinstance(first, int):
        first = f"{first % 24:02d}:00"
    elif isinstance(first, Built):
        first = first.clock
    if isinstance(last, int):
        last = f"{last % 24:02d}:00"
    elif isinstance(last, Built):
        last = last.clock
    part = filled.get("first_part")
    if not (isinstance(first, str) and isinstance(last, str)):
        return None
    if isinstance(part, str):
        first = f"{_on_the_day(int(first[:2]), part):02d}{first[2:]}"
    if "/" in first or "/" in last or first == last:
        return None
    clock = f"{first}/{last}"
    return Built(said=At(Same(), clock), kind=m.CLOCK, clock=clock)


def _named(filled: Filled) -> Built | None:
    """A day with what only goes along with it: its weekday, its part of the day."""
    day = filled.get("x")
    return day if isinstance(day, Built) else None


_HALVES: Final = {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "night"}
"""Which hour "eight" is, by the part of the day that stands beside it."""


def _at(filled: Filled) -> Built | None:
    day, clock = filled["x"], filled["t"]
    if not isinstance(day, Built) or not isinstance(clock, Built) or clock.clock is None:
        return None
    hours = clock.clock
    part = filled.get("part") or _HALVES.get(str(filled.get("dpart")))
    if isinstance(part, str) and "/" not in hours:
        hours = f"{_on_the_day(int(hours[:2]), part):02d}{hours[2:]}"
    return Built(said=At(day.said, hours), kind=day.kind, clock=hours, flag=day.flag)


def _range(filled: Filled) -> Built | None:
    first, last = filled.get("a"), filled.get("b")
    opening: Said | None = first.said if isinstance(first, Built) else None
    closing: Said | None = last.said if isinstance(last, Built) else None
    if isinstance(last, Built) and isinstance(first, int):
        point = last.said
        if not isinstance(point, Point):
            return None
        opening = Point(day=first) if first <= 31 else Point(year=first)
    if isinstance(first, Built) and isinstance(last, int):
        # "January 5 to 19": the month was said before
        point = first.said
        if not isinstance(point, Point):
            return None
        year = _int(filled, "y")
        if last > 31:
            closing = Point(year=last)
        else:
            opening = replace(point, year=year or point.year)
            closing = replace(point, year=year or point.year, day=last)
    if isinstance(first, int) and isinstance(last, int):
        month, year = _int(filled, "month"), _int(filled, "y")
        if month is not None:
            if last > 31 or first > 31:
                opening, closing = Point(month=first, year=year), Point(month=month, year=year)
            else:
                opening = Point(year=year, month=month, day=first)
                closing = Point(year=year, month=month, day=last)
        elif first > 31:
            opening, closing = Point(year=first), Point(year=last)
    genitive = _int(filled, "mgen")
    if genitive is not None and isinstance(first, int) and isinstance(last, int):
        year = _int(filled, "y")
        opening = Point(year=year, month=genitive, day=first)
        closing = Point(year=year, month=genitive, day=last)
    months = (_int(filled, "month"), _int(filled, "month2"))
    if None not in months and opening is None:
        year = _int(filled, "y")
        opening, closing = Point(month=months[0]), Point(month=months[1], year=year)
    if opening is None or closing is None:
        return None
    return Built(said=Range(opening, closing), kind=m.PERIOD)


def _pair(filled: Filled) -> Built | None:
    """«5 и 6 января», «в субботу и воскресенье», "in 2008 and 2009": two are a period only when one follows
    the other."""
    built = _range(filled)
    if built is None or not isinstance(built.said, Range):
        return None
    first, last = built.said.first, built.said.last
    if isinstance(first, Weekday) and isinstance(last, Weekday):
        return built if (last.number - first.number) % DAYS == 1 else None
    if isinstance(first, Point) and isinstance(last, Point):
        one, two = (
            next((n for n in (point.day, point.month, point.year) if n is not None), 0)
            for point in (first, last)
        )
        if two - one == 1:
            return built
    return None


DAYS: Final = 7


def _night(filled: Filled) -> Built | None:
    day = filled["x"]
    return Built(said=Night(day.said), kind=m.PERIOD) if isinstance(day, Built) else None


def _nightfall(filled: Filled) -> Built | None:
    """«Ночью сгорел рынок», «после ночной атаки»: the night before the report."""
    del filled
    return Built(said=Night(Same(1)), kind=m.RELATIVE)


def _nightstart(filled: Filled) -> Built | None:
    day = filled["x"]
    if not isinstance(day, Built):
        return None
    if isinstance(day.said, Point) and day.said.month is not None and day.said.day is not None:
        return Built(said=Night(Shift(count=1, unit="day", of=day.said)), kind=m.PERIOD)
    if isinstance(day.said, Weekday):
        return Built(said=Night(Shift(count=1, unit="day", of=day.said)), kind=m.PERIOD)
    return None


def _open(side: str) -> Callable[[Filled], Built | None]:
    def build(filled: Filled) -> Built | None:
        date = filled["x"]
        if not isinstance(date, Built) or date.flag is not None or date.kind == m.CLOCK:
            return None
        if isinstance(date.said, Range):  # "from 5 to 19 January" has both its ends
            return None
        return Built(said=Open(side, date.said), kind=date.kind, clock=date.clock, flag=side)

    return build


def _from_start(filled: Filled) -> Built | None:
    """«с начала года», "since the start of March 2021": from its first day on."""
    of, year = _said(filled, "of"), _int(filled, "y")
    season = _int(filled, "season")
    if season is not None:
        begun = Season(number=season, year=year, turn=_int(filled, "turn"), begun=True)
        return Built(said=Open(m.SINCE, begun), kind=m.PERIOD, flag=m.SINCE)
    decade = _int(filled, "decade")
    if decade is not None:
        return Built(said=Open(m.SINCE, Point(year=decade)), kind=m.YEAR, flag=m.SINCE)
    if of is None:
        of = Point(year=year) if year is not None else Turned(0, str(filled["span"]))
    start = Nth(number=1, weekday=None, of=of)
    return Built(said=Open(m.SINCE, start), kind=m.PERIOD, flag=m.SINCE)


def _as_of(filled: Filled) -> Built | None:
    date = filled.get("x")
    if date is None:  # «по состоянию на утро»: of the day named before
        return Built(said=Same(), kind=m.ANAPHORIC, flag=m.AS_OF)
    return (
        replace(date, flag=m.AS_OF) if isinstance(date, Built) and date.flag is None else None
    )


SECTIONS: dict[str, Section] = {
    "day": Section(stage=1, products=("day", "date", "any"), build=_day),
    "month": Section(stage=2, products=("mon", "any"), build=_month),
    "year": Section(stage=1, products=("yr", "any"), build=_year, wary=True),
    "weekday": Section(stage=1, products=("wday", "date", "any"), build=_weekday),
    "bareday": Section(stage=1, products=("bare", "barewday"), build=_weekday, alone=False),
    "nomday": Section(stage=1, products=("nomday",), build=_weekday, alone=False),
    "baremonth": Section(stage=1, products=("baremon",), build=_month, alone=False),
    "yonly": Section(stage=1, products=("yonly",), build=_year, alone=False, wary=True),
    "dotted": Section(stage=1, products=("dotted",), build=_day, alone=False),
    "dayonly": Section(stage=1, products=("date", "any"), build=_day),
    "eve": Section(stage=1, products=("near1", "date", "any"), build=_near, eve=True),
    "ofweekday": Section(
        stage=1, products=("wday", "date", "any"), build=_weekday, of_noun=True
    ),
    "near": Section(stage=1, products=("near1", "date", "any"), build=_near),
    "lastnight": Section(stage=4, products=("nightly",), build=_lastnight),
    "turned": Section(stage=1, products=("period", "any"), build=_turned),
    "ago": Section(stage=2, products=("date", "any", "shifted"), build=_shift(-1), exact=True),
    "hence": Section(stage=2, products=("date", "any", "shifted"), build=_shift(1)),
    "passing": Section(
        stage=2, products=("date", "any", "shifted"), build=_in(over=False), bounded=True
    ),
    "back": Section(stage=1, products=("any",), build=_back, bounded=True),
    "inside": Section(
        stage=2, products=("date", "any", "shifted"), build=_in(over=True), bounded=True
    ),
    "decade": Section(stage=1, products=("tens", "any"), build=_decade),
    "coming": Section(stage=1, products=("any",), build=_coming),
    "within": Section(stage=1, products=("any",), build=_within),
    "feast": Section(stage=2, products=("holy", "date", "any"), build=_feast),
    "feastof": Section(stage=3, products=("date", "any"), build=_feast_of),
    "eveof": Section(stage=3, products=("date", "any"), build=_shift(-1)),
    "later": Section(stage=3, products=("date", "any"), build=_shift(1)),
    "months": Section(stage=3, products=("any",), build=_months, eve=True),
    "yearbefore": Section(stage=2, products=("any",), build=_year_before),
    "lastyear": Section(
        stage=2, products=("any",), build=_year_before, ends=True, bounded=True
    ),
    "season": Section(stage=1, products=("any",), build=_season),
    "same": Section(stage=1, products=("date", "any"), build=_same),
    "clock": Section(stage=1, products=("clock",), build=_clock),
    "oclock": Section(stage=1, products=("oclock",), build=_clock, alone=False),
    "zoned": Section(stage=2, products=("clock",), build=_zoned),
    "hours": Section(stage=2, products=("clock", "span"), build=_hours),
    "dayof": Section(stage=3, products=("day", "date", "any"), build=_day),
    "nth": Section(stage=3, products=("date", "any"), build=_nth),
    "named": Section(stage=3, products=("day", "date", "any"), build=_named, loose=False),
    "night": Section(stage=4, products=("nightly", "any"), build=_night),
    "nightfall": Section(stage=1, products=("nightly",), build=_nightfall, bounded=True),
    "daytime": Section(
        stage=1, products=(), build=_same, bounded=True
    ),  # «к вечеру»: of the day named last
    "nightstart": Section(stage=4, products=("nightly", "any"), build=_nightstart),
    "range": Section(stage=4, products=("any", "span"), build=_range),
    "pair": Section(stage=4, products=("any",), build=_pair),
    "at": Section(stage=5, products=("moment", "any"), build=_at, loose=False),
    "hourly": Section(stage=5, products=("hourly",), build=_at, alone=False),
    "period": Section(stage=6, products=("stretch",), build=_range),
    "since": Section(stage=6, products=(), build=_open(m.SINCE)),
    "from_start": Section(stage=6, products=(), build=_from_start),
    "until": Section(stage=6, products=(), build=_open(m.UNTIL)),
    "as_of": Section(stage=6, products=(), build=_as_of),
}
