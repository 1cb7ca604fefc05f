"""A number as a mark: what was said decides the shape.

An exact number is a dot; "more than" is a stem with an open arrow, for nobody said how much more;
"about" a soft bar; a range a bar with ends. What was superseded or taken back is hollow, what says
that a number is false is a cross.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qantar.domain.quantity import Hedge, Quantity
from qantar.export.lanes import Scale

LEAST_WIDTH = 1.2
"""Per cent of the width: a bar narrower than this would look like a dot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A number somebody said, as a drawing needs it. ``state``: stands, no longer, denied."""

    number: str
    low: int
    high: int | None
    state: str
    account: str
    label: str
    """What the mark says to who points at it or hears the page read."""
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark on a horizontal scale of numbers, in per cent of the width.

    ``shape``: dot, bar, soft, up (open to more), down (open to less), cross.
    """

    shape: str
    state: str
    start: float
    end: float
    label: str
    account: str
    judged: bool

    @property
    def middle(self) -> float:
        return round((self.start + self.end) / 2, 2)

    @property
    def width(self) -> float:
        return round(max(self.end - self.start, LEAST_WIDTH), 2)


def shape_of(said: Said) -> str:
    """Which shape a saying has, by its hedge."""
    if said.state == "denied":
        return "cross"
    hedge = Quantity.parse(said.number).hedge
    if said.high is None:
        return "up"
    if hedge in (Hedge.LESS_THAN, Hedge.AT_MOST):
        return "down"
    if hedge in (Hedge.ABOUT, Hedge.ALMOST):
        return "soft"
    return "dot" if said.low == said.high else "bar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The numbers of one question on one line."""

    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, int], ...]
    logarithmic: bool

    @classmethod
    def of(cls, said: Sequence[Said], scale: Scale | None = None) -> "Strip":
        scale = scale or Scale.over(said)
        marks = [_mark(one, scale) for one in said]
        # What stands is drawn last, on top of what does not.
        marks.sort(key=lambda mark: mark.state == "stands")
        return cls(
            marks=tuple(marks),
            ticks=tuple((scale.at(tick), tick) for tick in scale.ticks()),
            logarithmic=scale.logarithmic,
        )


def _mark(said: Said, scale: Scale) -> Mark:
    shape = shape_of(said)
    start = scale.at(said.low) if shape != "down" else 1.5
    end = 98.5 if said.high is None else scale.at(said.high)
    if shape == "cross":
        start = end = start if said.high is None else (start + end) / 2
    return Mark(
        shape=shape, state=said.state.replace(" ", "-"), start=round(start, 2), end=round(end, 2),
        label=said.label, account=said.account, judged=said.judged,
    )  # fmt: skip


def said_of(mark: Mapping[str, Any], label: str, judged: bool = False) -> Said:
    """A saying from a row of the shelf."""
    return Said(
        number=str(mark["number"]), low=int(mark["low"]),
        high=None if mark["high"] is None else int(mark["high"]), state=str(mark["state"]),
        account=str(mark["account"]), label=label, judged=judged,
    )  # fmt: skip
