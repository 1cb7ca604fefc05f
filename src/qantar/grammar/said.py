"""A date as it was said, before it is known which day that is: «в субботу», «5 января», "last week".

``grammar/reckoning.py`` finds the day.
"""

from dataclasses import dataclass

AFTER_NEXT = 2
"""The turn of "Friday after next": a week after the coming one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A year, a month or a day, with what was said of each: «5 января» has no year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    turn: int | None = None
    """Last (-1), this (0) or next (1), as in «в прошлом январе»."""
    of_year: bool = False
    """Whether the turn is that of the year: «в апреле прошлого года»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A weekday, 0 Monday; ``turn`` as said with it, ``week`` as in «вторник на следующей неделе»."""

    number: int
    turn: int | None = None
    week: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A stretch from the day of publication: three days ago (-3, day). ``of`` shifts another date."""

    count: int
    unit: str
    of: "Said | None" = None
    grain: str | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """The last, this or next week, month, year, quarter or day-and-night."""

    turn: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nth:
    """The first Monday of October, the last day of the month. ``weekday`` None counts days.

    Of a feast or another day it is the weekday after it, and the day that begins with it.
    """

    number: int
    weekday: int | None
    of: "Said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feast:
    """A feast by its rule, in a year that was said or not, or that another date tells (``of``)."""

    rule: str
    year: int | None = None
    turn: int | None = None
    of: "Said | None" = None


@dataclass(frozen=True, slots=True)
class Same:
    """The day named before, moved by some days: «в тот же день», «накануне того дня»."""

    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """Winter (0), spring, summer or autumn (3) of a year that was said or not."""

    number: int
    year: int | None = None
    turn: int | None = None
    of_year: bool = False
    """Whether the turn is that of the year: «осенью прошлого года», not "last autumn"."""
    begun: bool = False
    """Whether it is told as having begun: «с начала зимы» in December is of the winter that lasts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Months:
    """Months of one year, the first and the last: «первый квартал», "the first seven months of the year".

    ``bare``: only so many months, «за семь месяцев», which may be any.
    """

    first: int
    last: int
    year: int | None = None
    turn: int | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """So many days, weeks, months, quarters, half-years or years back: «за неделю», "over two months"."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class In:
    """ "In two weeks", «через две недели»: ahead, unless the clause looks back. ``past`` is the stretch that the
    words then tell of ("three crashes in two weeks"), where they do not tell of its end; an empty point
    where it is of no day known."""

    count: int
    unit: str
    past: "Said | None" = None


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years from the one named: the 1990s."""

    year: int


@dataclass(frozen=True, slots=True)
class Range:
    """From one date up to and including another; what the first leaves out, the second lends."""

    first: "Said"
    last: "Said"


@dataclass(frozen=True, slots=True)
class Night:
    """The night that ends on a day."""

    to: "Said"


@dataclass(frozen=True, slots=True)
class At:
    """A clock time, ``20:00`` or ``20:00/05:00``, on a day; without a day the one named before."""

    day: "Said"
    clock: str


@dataclass(frozen=True, slots=True)
class Open:
    """A date with one open end: ``since`` or ``until``."""

    side: str
    said: "Said"


Said = (
    Point
    | Weekday
    | Shift
    | Turned
    | Nth
    | Feast
    | Same
    | Season
    | Months
    | Back
    | In
    | Decade
    | Range
    | Night
    | At
    | Open
)
