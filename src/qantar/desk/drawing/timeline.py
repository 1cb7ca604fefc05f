"""Figures over time: one lane a speaker, time to the right, numbers upwards, one scale for all.

Where time runs and where numbers run never changes between lanes, so that "18 on the 7th, 16 on the
9th" is seen as a fall. What no text dates stands in a column of its own at the right.
"""

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qantar.desk.drawing.marks import Said, shape_of
from qantar.desk.language import Language
from qantar.domain.when import OPEN, When
from qantar.export.lanes import Scale

LEFT, RIGHT, UNDATED = 7.0, 96.0, 93.0
"""Per cent of the width where time begins and ends; where the undated stand."""
LANE, ROOM = 76.0, 14.0
"""Pixels of a lane's height, and what is kept free above and below its marks."""
LEFTWARD = 85.0
"""Per cent across from where on a number stands to the left of its mark."""
NEAR = 5.5
"""Per cent of the width closer than which two labels would touch."""
MOST_TICKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedSaying:
    """A number somebody said, who, and as of when (EDTF, None where nobody says)."""

    said: Said
    speaker: str
    as_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMark:
    """A mark in a lane: ``x`` in per cent across, ``top`` and ``bottom`` in pixels from above."""

    shape: str
    state: str
    x: float
    top: float
    bottom: float
    number: str
    label: str
    account: str
    judged: bool
    labelled: bool
    """Whether there is room for its number beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    speaker: str
    marks: tuple[TimeMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The whole drawing. ``band`` is what the accounts left standing allow, in pixels."""

    lanes: tuple[Lane, ...]
    days: tuple[tuple[float, str], ...]
    numbers: tuple[tuple[float, int], ...]
    band: tuple[float, float] | None
    undated: bool
    logarithmic: bool
    height: float = LANE


def timeline(
    sayings: Sequence[TimedSaying],
    envelope: tuple[int | None, int | None],
    language: Language,
) -> Timeline:
    """Where everything stands. Lanes in the order in which their speakers first spoke."""
    scale = Scale.over([one.said for one in sayings])
    moments = [_moment(one.as_of) for one in sayings]
    known = [moment for moment in moments if moment is not None]
    undated = len(known) < len(moments)
    first, last = (min(known), max(known)) if known else (None, None)
    right = UNDATED - 6 if undated else RIGHT

    def across(moment: dt.datetime | None) -> float:
        if moment is None or first is None or last is None:
            return UNDATED
        if first == last:
            return (LEFT + right) / 2
        share = (moment - first) / (last - first)
        return round(LEFT + share * (right - LEFT), 2)

    lanes: dict[str, list[tuple[float, Said]]] = {}
    for one, moment in sorted(
        zip(sayings, moments, strict=True),
        key=lambda pair: (pair[1] is None, pair[1] or dt.datetime.max),
    ):
        lanes.setdefault(one.speaker, []).append((across(moment), one.said))
    low, high = envelope
    band = None
    if low is not None:
        top = ROOM / 2 if high is None else _down(high, scale)
        band = (round(top - 1.5, 1), round(_down(low, scale) - top + 3, 1))
    return Timeline(
        lanes=tuple(
            Lane(speaker=speaker, marks=_marks(placed, scale, language))
            for speaker, placed in lanes.items()
        ),
        days=_days(first, last, across, language),
        numbers=tuple((_down(tick, scale), tick) for tick in _few(scale.ticks())),
        band=band,
        undated=undated,
        logarithmic=scale.logarithmic,
    )


def _few(ticks: list[int]) -> list[int]:
    """At most three numbers fit beside a lane."""
    return ticks if len(ticks) <= 3 else [ticks[0], ticks[len(ticks) // 2], ticks[-1]]


def _down(number: int, scale: Scale) -> float:
    """Pixels from the top of a lane: great numbers stand high."""
    share = (scale.at(number) - 4.0) / 92.0
    return round(LANE - ROOM - share * (LANE - 2 * ROOM), 1)


def _marks(
    placed: Sequence[tuple[float, Said]], scale: Scale, language: Language
) -> tuple[TimeMark, ...]:
    marks: list[TimeMark] = []
    for x, said in placed:
        shape = shape_of(said)
        bottom = _down(said.low, scale) if shape != "down" else LANE - ROOM / 2
        top = ROOM / 2 if said.high is None else _down(said.high, scale)
        if shape == "cross":
            top = bottom = bottom if said.high is None else (top + bottom) / 2
        # Marks of one moment and one height stand beside each other, not on each other.
        while any(
            math.isclose(x, mark.x, abs_tol=1.0) and abs(bottom - mark.bottom) < 9
            for mark in marks
        ):
            x = round(x + 1.6, 2)
        marks.append(
            TimeMark(
                shape=shape,
                state=said.state.replace(" ", "-"),
                x=x,
                top=top,
                bottom=bottom,
                number=language.signs(said.number),
                label=said.label,
                account=said.account,
                judged=said.judged,
                labelled=False,
            )
        )
    marks = _labelled(marks)
    marks.sort(key=lambda mark: mark.state == "stands")
    return tuple(marks)


def _labelled(marks: Sequence[TimeMark]) -> list[TimeMark]:
    """The marks, those labelled whose number has room: on no other mark, beside no other number."""
    labels: list[tuple[float, float]] = []
    told = []
    for mark in marks:
        at = mark.bottom if mark.shape == "up" else mark.top
        far = mark.x + (NEAR if mark.x < LEFTWARD else -NEAR)
        over = any(
            other is not mark
            and min(mark.x, far) <= other.x <= max(mark.x, far)
            and min(other.top, other.bottom) - 9 <= at <= max(other.top, other.bottom) + 9
            for other in marks
        )
        beside = any(abs(mark.x - x) <= NEAR and abs(at - height) <= 13 for x, height in labels)
        is_free = not over and not beside
        if is_free:
            labels.append((mark.x, at))
        told.append(replace(mark, labelled=is_free))
    return told


def _moment(edtf: str | None) -> dt.datetime | None:
    """The moment a saying is drawn at: the last one its date can mean, for tolls grow."""
    if edtf is None:
        return None
    when = When(edtf)
    if when.is_partial:
        return None
    first, last = when.bounds()
    return first if when.end == OPEN else last


def _days(
    first: dt.datetime | None,
    last: dt.datetime | None,
    across: Callable[[dt.datetime], float],
    language: Language,
) -> tuple[tuple[float, str], ...]:
    """Midnights worth a line, at most ``MOST_TICKS``."""
    if first is None or last is None:
        return ()
    start, end = first.date(), last.date()
    if start == end:
        return ((across(first), language.when(start.isoformat())),)
    days = (end - start).days
    step = next(
        s for s in (1, 2, 3, 5, 7, 14, 30, 61, 122, 365, 10**6) if days / s <= MOST_TICKS
    )
    ticks = []
    origin = start if step < 30 else start.replace(day=1)
    for later in range(0, (end - origin).days + 1, step):
        day = origin + dt.timedelta(days=later)
        moment = dt.datetime.combine(day, dt.time(12))
        if first <= moment <= last or day in (start, end):
            moment = min(max(moment, first), last)
            ticks.append((across(moment), language.short_day(day)))
    return tuple(ticks)
