"""A number as it stands in running text, before its hedges are read."""

from dataclasses import dataclass
from decimal import Decimal

ONE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in words or digits: tokens ``first`` up to but not including ``last``.

    ``kind`` is cardinal, decimal, ordinal, fraction, range, vague or zero (a denial); ``form``
    digits, words, mixed, collective, both, only. ``value`` is None for ranges and vague words,
    which have bounds; ``ends`` are the two numbers of a range. ``scale`` is the multiplier said last («тысяч»), ``ending`` the case a
    Kazakh suffix shows; ``approximate`` if the form itself says "about" («екі мыңдай», «тысяч пять»), ``exceeding``
    if it says "more than" («две с лишним тысячи»).
    """

    first: int
    last: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    kind: str
    form: str
    scale: Decimal = ONE
    ending: str = ""
    approximate: bool = False
    exceeding: bool = False
    ends: "tuple[Number, ...]" = ()


def plain_number(first: int, last: int, value: Decimal, kind: str, form: str) -> Number:
    return Number(
        first=first, last=last, value=value, low=value, high=value, kind=kind, form=form
    )
