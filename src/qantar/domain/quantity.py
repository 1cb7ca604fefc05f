"""Numbers as said, with their hedges, and the intervals they allow.

The signs write what was *said* and come back unchanged::

    967      exactly 967                «найдено 967 единиц»
    >1500    more than 1500             «более 1,5 тысяч»
    >=25     at least 25                «не менее 25»
    <40      less than 40               «менее 40»
    <=40     at most 40                 «до 40»
    ~2300    about 2300                 «порядка 2 300»
    <~2000   almost 2000                «почти две тысячи»
    20..30   a range                    «20–30»
    20..     vague, from 20             «десятки»
"""

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from enum import StrEnum
from functools import lru_cache
from typing import Self

from qantar.domain.errors import MalformedValue
from qantar.domain.quick import quick


class Hedge(StrEnum):
    """How firmly a number was said."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    ABOUT = "about"
    ALMOST = "almost"
    RANGE = "range"
    VAGUE = "vague"


_SIGNS = {
    Hedge.EXACT: "",
    Hedge.MORE_THAN: ">",
    Hedge.AT_LEAST: ">=",
    Hedge.LESS_THAN: "<",
    Hedge.AT_MOST: "<=",
    Hedge.ABOUT: "~",
    Hedge.ALMOST: "<~",
}
_BY_SIGN_LENGTH = sorted(_SIGNS.items(), key=lambda pair: -len(pair[1]))


def number_text(number: Decimal) -> str:
    """``1500``, ``0.5``: no exponent, no trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def parse_number(text: str) -> Decimal:
    """The number a canonical text writes.

    Raises:
        MalformedValue: if the text is not a finite number in plain notation.
    """
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise MalformedValue(
            f"«{text}» is no number: write digits with an optional point"
        ) from None
    if not number.is_finite():
        raise MalformedValue(f"«{text}» is not finite")
    return number


@quick
@dataclass(frozen=True, slots=True)
class Interval:
    """The whole numbers a quantity allows, both ends closed; ``high`` None is no bound.

    Text form ``[1501,]``, ``[20,30]``.
    """

    low: int
    high: int | None

    def __post_init__(self) -> None:
        if self.high is not None and self.high < self.low:
            raise MalformedValue(f"interval from {self.low} to {self.high} is empty")

    def __str__(self) -> str:
        return f"[{self.low},{'' if self.high is None else self.high}]"

    @classmethod
    def parse(cls, text: str) -> Self:
        low, comma, high = text.strip("[]").partition(",")
        try:
            if not (comma and text.startswith("[") and text.endswith("]")):
                raise ValueError
            return cls(int(low), int(high) if high else None)
        except ValueError:
            raise MalformedValue(f"interval «{text}»: expected [LOW,HIGH] or [LOW,]") from None

    def contains(self, other: "Interval") -> bool:
        """Whether every number of the other is one of ours."""
        if self.low > other.low:
            return False
        return self.high is None or (other.high is not None and other.high <= self.high)

    def is_below(self, other: "Interval") -> bool:
        """Whether all its numbers are less than all of the other."""
        return self.high is not None and self.high < other.low

    def meets(self, other: "Interval") -> bool:
        """Whether the two have a number in common."""
        return (self.high is None or other.low <= self.high) and (
            other.high is None or self.low <= other.high
        )

    def __add__(self, other: "Interval") -> "Interval":
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high)


ABOUT_SHARE = Decimal("0.05")
"""How far "about" reaches: 95 % … 105 %, rounded outwards. A pragmatic rule, not a logical bound."""
ALMOST_SHARE = Decimal("0.9")
"""How far below "almost" reaches: from 90 %, rounded down. A pragmatic rule, not a logical bound."""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its sign, as said: «более 1,5 тысяч» is ``>1500``.

    ``value`` is the number named, None for ranges and vague words, whose ``low`` and ``high``
    then say what the words commit to. For the other hedges the bounds follow from the value.

    Raises:
        MalformedValue: if value, bounds and hedge do not belong together.
    """

    hedge: Hedge = Hedge.EXACT
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    def __post_init__(self) -> None:
        for number in (self.value, self.low, self.high):
            if number is not None and not number.is_finite():
                raise MalformedValue(f"{number} is not finite")
        if self.hedge is Hedge.RANGE:
            if self.value is not None or self.low is None or self.high is None:
                raise MalformedValue("a range has low and high and no value")
            if self.high < self.low:
                raise MalformedValue(f"range {self.low}..{self.high} runs backwards")
        elif self.hedge is Hedge.VAGUE:
            if self.value is not None or self.low is None or self.high is not None:
                raise MalformedValue("a vague quantity has a low bound and nothing else")
        elif self.value is None:
            raise MalformedValue(f"a quantity hedged «{self.hedge}» needs a value")
        elif (self.low, self.high) != _bounds(self.hedge, self.value):
            raise MalformedValue(
                f"bounds {self.low}..{self.high} do not follow from {self.hedge}"
            )

    @classmethod
    def of(cls, value: int | str | Decimal, hedge: Hedge = Hedge.EXACT) -> "Quantity":
        number = Decimal(value)
        low, high = _bounds(hedge, number)
        return cls(hedge=hedge, value=number, low=low, high=high)

    @classmethod
    def between(cls, low: int | str | Decimal, high: int | str | Decimal) -> "Quantity":
        return cls(hedge=Hedge.RANGE, low=Decimal(low), high=Decimal(high))

    @classmethod
    def vague(cls, low: int | str | Decimal) -> "Quantity":
        return cls(hedge=Hedge.VAGUE, low=Decimal(low))

    def __str__(self) -> str:
        if self.value is not None:
            return _SIGNS[self.hedge] + number_text(self.value)
        assert self.low is not None
        return f"{number_text(self.low)}..{'' if self.high is None else number_text(self.high)}"

    @classmethod
    def parse(cls, text: str) -> "Quantity":
        low, dots, high = text.partition("..")
        if dots:
            return (
                cls.between(parse_number(low), parse_number(high))
                if high
                else cls.vague(parse_number(low))
            )
        for hedge, sign in _BY_SIGN_LENGTH:
            if sign and text.startswith(sign):
                return cls.of(parse_number(text[len(sign) :]), hedge)
        return cls.of(parse_number(text))

    def interval(self) -> Interval:
        """The whole numbers these words allow; the pragmatic shares of "about" and "almost" included."""
        return _interval(self)


@lru_cache(maxsize=65536)
def _interval(quantity: Quantity) -> Interval:
    """Reckoned once for equal quantities: a ledger asks for it at every comparison."""
    value = quantity.value
    match quantity.hedge:
        case Hedge.RANGE | Hedge.VAGUE:
            assert quantity.low is not None
            return Interval(
                _floor(quantity.low), None if quantity.high is None else _ceil(quantity.high)
            )
    assert value is not None
    match quantity.hedge:
        case Hedge.EXACT:
            return Interval(_floor(value), _ceil(value))
        case Hedge.MORE_THAN:
            return Interval(math.floor(value) + 1, None)
        case Hedge.AT_LEAST:
            return Interval(_ceil(value), None)
        case Hedge.LESS_THAN:
            return Interval(min(0, _ceil(value) - 1), max(0, _ceil(value) - 1))
        case Hedge.AT_MOST:
            return Interval(min(0, _floor(value)), _floor(value))
        case Hedge.ABOUT:
            return Interval(_floor(value * (1 - ABOUT_SHARE)), _ceil(value * (1 + ABOUT_SHARE)))
        case _:
            return Interval(_floor(value * ALMOST_SHARE), _ceil(value))


def _bounds(hedge: Hedge, value: Decimal) -> tuple[Decimal | None, Decimal | None]:
    match hedge:
        case Hedge.EXACT:
            return value, value
        case Hedge.MORE_THAN | Hedge.AT_LEAST:
            return value, None
        case Hedge.LESS_THAN | Hedge.AT_MOST:
            return None, value
        case _:
            return None, None


def _floor(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_FLOOR))


def _ceil(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_CEILING))
